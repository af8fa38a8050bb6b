#!/bin/sh
# Sees to everything that ./run and ./test need, and says nothing when all of it is there.
#   sh bootstrap.sh run|test
# Exit 3: system packages are missing and may not be installed from here; the last line says how.
# NO_APT=1 never installs system packages. PYTHON names the Python to use (3.11 or later).
set -eu

purpose=${1:-run}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
cd "$here"
PATH=$PATH:/usr/sbin:/sbin
venv=$here/.venv
stamp=$venv/.cspr-stamp

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

# Runs a long command with its output in a log; shows every ten seconds that it is still at work.
patiently() {
    title=$1
    shift
    log=$here/var/log/bootstrap.log
    mkdir -p "$here/var/log"
    say "$title ..."
    "$@" >"$log" 2>&1 &
    job=$!
    (
        seconds=0
        while sleep 10 >/dev/null 2>&1 9>&-; do
            seconds=$((seconds + 10))
            say "  still at work after $seconds s: $(tail -n 1 "$log" | cut -c 1-100)"
        done
    ) 9>&- &
    ticker=$!
    trap 'kill "$job" "$ticker" 2>/dev/null; exit 130' INT TERM HUP
    status=0
    wait "$job" || status=$?
    kill "$ticker" 2>/dev/null || true
    trap - INT TERM HUP
    if [ "$status" -eq 0 ]; then return 0; fi
    tail -n 20 "$log" >&2
    return 1
}

# --- Python

good_python() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 &&
        "$1" -c 'import venv, ensurepip' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-} python3.11 python3 python3.12 python3.13 python3.14; do
        if good_python "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

# --- System packages

has_font() {
    for folder in /usr/share/fonts /usr/local/share/fonts "${HOME:-/nonexistent}/.fonts" "${HOME:-/nonexistent}/.local/share/fonts"; do
        if [ -d "$folder" ] && find "$folder" \( -name '*.ttf' -o -name '*.otf' \) | grep -q .; then return 0; fi
    done
    return 1
}

has_chromium() {
    if [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ]; then return 0; fi
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

has_tesseract() {
    command -v tesseract >/dev/null 2>&1 && tesseract --list-langs 2>/dev/null | grep -qx eng
}

missing_packages() {
    [ -x "$venv/bin/python" ] || find_python >/dev/null || printf 'python3 python3-venv '
    if command -v ldconfig >/dev/null 2>&1; then
        libraries=$(ldconfig -p 2>/dev/null || true)
        while read -r file package wanted_by; do
            case "$wanted_by:$purpose" in test:run) continue ;; esac
            case "$libraries" in *"$file "*) ;; *) printf '%s ' "$package" ;; esac
        done <<LIBRARIES
libpango-1.0.so.0 libpango-1.0-0 run
libpangoft2-1.0.so.0 libpangoft2-1.0-0 run
libharfbuzz-subset.so.0 libharfbuzz-subset0 run
libatomic.so.1 libatomic1 test
LIBRARIES
        has_font || printf 'fonts-dejavu-core '
    fi
    # Reads the pictures in what is to be published; without it nothing with a picture can be.
    has_tesseract || printf 'tesseract-ocr tesseract-ocr-eng '
    if [ "$purpose" = test ]; then
        has_chromium || printf 'chromium '
        command -v git >/dev/null 2>&1 || printf 'git '
        # The scanner of the tests: started by them alone, with two signatures of their own.
        command -v clamd >/dev/null 2>&1 || printf 'clamav-daemon '
    fi
}

apt_install() {
    # With the lists that are there first: fetching them anew is needed only where that fails.
    # shellcheck disable=SC2086 # one word for each package
    "$@" apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $packages ||
        { "$@" apt-get update && "$@" apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $packages; }
}

see_to_packages() {
    packages=$(missing_packages)
    packages=${packages% }
    if [ -z "$packages" ]; then return 0; fi
    line="apt-get update && apt-get install -y --no-install-recommends $packages"
    if ! command -v apt-get >/dev/null 2>&1; then
        complain "System packages are missing; their Debian names are: $packages"
        exit 3
    fi
    export DEBIAN_FRONTEND=noninteractive
    if [ "${NO_APT:-}" = 1 ]; then
        complain "System packages are missing. An administrator installs them with:"
        complain "$line"
        exit 3
    elif [ "$(id -u)" -eq 0 ]; then
        patiently "Installing system packages: $packages" apt_install env || exit 3
    elif [ -n "${CI:-}" ] && sudo -n true 2>/dev/null; then
        patiently "Installing system packages: $packages" apt_install sudo -n env DEBIAN_FRONTEND=noninteractive || exit 3
    elif [ -t 0 ] && command -v sudo >/dev/null 2>&1; then
        printf 'Missing system packages: %s\nInstall them with sudo now? [y/N] ' "$packages"
        read -r answer
        case "$answer" in
        y | Y | yes)
            sudo -v && patiently "Installing system packages: $packages" apt_install sudo env DEBIAN_FRONTEND=noninteractive || exit 3
            ;;
        *)
            complain "sudo sh -c '$line'"
            exit 3
            ;;
        esac
    else
        complain "System packages are missing. An administrator installs them with:"
        complain "sudo sh -c '$line'"
        exit 3
    fi
    left=$(missing_packages)
    if [ -n "$left" ]; then
        complain "Still missing after the installation: $left"
        exit 3
    fi
}

# --- The environment, from the hash-pinned locks

wanted_stamp() {
    printf '%s\n' "$here"
    "$1" -c 'import sys; print(sys.version)'
    cksum requirements/dev.txt requirements/bootstrap.txt
}

sync_with_uv() {
    # uv does not read pip's configuration; where pip was told of another index, uv is told too.
    index=${PIP_INDEX_URL:-$("$venv/bin/python" -m pip config get global.index-url 2>/dev/null || true)}
    if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}" ]; then export UV_DEFAULT_INDEX="$index"; fi
    if [ ! -w "${HOME:-/nonexistent}" ]; then export UV_CACHE_DIR="$here/var/uv-cache"; fi
    "$here/var/tools/bin/uv" pip sync --python "$venv/bin/python" --require-hashes requirements/dev.txt
}

make_environment() {
    python=$1
    if ! "$venv/bin/python" -c '' 2>/dev/null || [ "$(head -n 1 "$stamp" 2>/dev/null || printf '%s' "$here")" != "$here" ]; then
        rm -rf "$venv"
        patiently "Making the Python environment" "$python" -m venv "$venv"
    fi
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip >/dev/null
    if ! "$here/var/tools/bin/uv" --version 2>/dev/null | grep -qF "$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements/bootstrap.txt)"; then
        rm -rf "$here/var/tools"
        patiently "Fetching the installer" "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
            --require-hashes --target "$here/var/tools" -r requirements/bootstrap.txt || true
    fi
    patiently "Installing the Python packages" sync_with_uv ||
        patiently "Installing the Python packages with pip" "$venv/bin/python" -m pip install --disable-pip-version-check \
            --require-hashes -r requirements/dev.txt
}

see_to_environment() {
    if [ -f "$stamp" ] && [ -x "$venv/bin/python" ] && [ "$(cat "$stamp")" = "$(wanted_stamp "$venv/bin/python")" ]; then return 0; fi
    mkdir -p var
    exec 9>var/bootstrap.lock
    if command -v flock >/dev/null 2>&1; then
        flock -n 9 || { say "Waiting for another start of this checkout ..."; flock 9; }
    fi
    # Whoever held the lock may have done the work.
    if [ -f "$stamp" ] && [ -x "$venv/bin/python" ] && [ "$(cat "$stamp")" = "$(wanted_stamp "$venv/bin/python")" ]; then return 0; fi
    make_environment "$(find_python)"
    wanted_stamp "$venv/bin/python" >"$stamp"
    exec 9>&-
}

for place in . var .venv; do
    if [ -e "$place" ] && [ ! -w "$place" ]; then
        complain "$here/$place belongs to another account; start as that account, or make a checkout of your own."
        exit 1
    fi
done
see_to_packages
see_to_environment
