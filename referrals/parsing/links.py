"""Where a link may lead that a person follows: to the web, to a telephone or a letter box, or beside the file."""

import re

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms"})
SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def is_harmless(target: str) -> bool:
    """A program, a script or somebody's shared folder is not."""
    plain = "".join(sign for sign in target if sign > " ")
    scheme = SCHEME.match(plain)
    if scheme is not None:
        return scheme[1].lower() in SCHEMES
    return not plain.startswith(("\\", "//"))
