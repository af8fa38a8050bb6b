"""What the name of a file says: without folders, without disguise, and of one of the five kinds."""

import unicodedata

from referrals.uploads import words
from referrals.uploads.words import FileRefused

ACCEPT = ".pdf,.docx,.jpg,.jpeg,.png,.txt"
KINDS = {"pdf": "pdf", "docx": "docx", "jpg": "jpg", "jpeg": "jpg", "png": "png", "txt": "txt"}
# A second ending of this sort hides what a file is when somebody's computer shows only half of its name.
DISGUISES = frozenset(
    {"exe", "com", "scr", "pif", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "msi", "jar", "lnk", "iso"}
    | {"html", "htm", "svg", "xml", "php", "py", "sh", "docm", "dotm", "xlsm", "dll", "cpl", "reg", "url", "zip"}
)
LONGEST_STEM, LONGEST_ENDING = 180, 10


def title_of(name: str) -> str:
    """The name as the sender knows it, without folders. Raises FileRefused for signs that disguise a name."""
    base = name.replace("\\", "/").rpartition("/")[2].strip()
    if any(unicodedata.category(sign)[0] == "C" or unicodedata.category(sign) in ("Zl", "Zp") for sign in base):
        raise FileRefused(words.HIDDEN_SIGNS)
    stem, dot, ending = base.rpartition(".")
    return f"{stem[:LONGEST_STEM]}{dot}{ending[:LONGEST_ENDING]}"


def kind_of(title: str) -> str:
    """pdf, docx, jpg, png or txt. Raises FileRefused."""
    stem, _, ending = unicodedata.normalize("NFKC", title).lower().rpartition(".")
    if not stem.strip(". ") or ending not in KINDS:
        raise FileRefused(words.of_kind(ending))
    if DISGUISES.intersection(part.strip() for part in stem.split(".")[1:]):
        raise FileRefused(words.TWO_ENDINGS)
    return KINDS[ending]
