# Locks are remade on purpose, never by an install.
COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: lock
lock:
	cd requirements && $(COMPILE) prod.in -o ../requirements.txt
	cd requirements && $(COMPILE) dev.in -o dev.txt
	cd requirements && $(COMPILE) bootstrap.in -o bootstrap.txt
