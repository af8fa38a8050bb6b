"""Words in a code that programs write and anybody can undo: Base64, hexadecimal digits, escapes of letters."""

import base64
import binascii
import re

# Each with what is inside it; nothing shorter than four letters is worth looking at.
_BASE64 = re.compile(r"(?<![\w+/-])(?=[\w+/-]*[A-Z])(?=[\w+/-]*[a-z])[A-Za-z0-9+/_-]{6,}={0,2}(?![\w+/=-])")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:0x)?[0-9A-Fa-f]{2}(?:[ :,-]?(?:0x)?[0-9A-Fa-f]{2}){3,}(?![0-9A-Za-z])")
_ESCAPES = re.compile(r"(?:\\u\{?[0-9A-Fa-f]{4,5}\}?|\\x[0-9A-Fa-f]{2}|%u[0-9A-Fa-f]{4}|U\+[0-9A-Fa-f]{4,5} ?|=[0-9A-F]{2})+")
_ESCAPE = re.compile(
    r"\\u\{?([0-9A-Fa-f]{4,5})\}?|\\x([0-9A-Fa-f]{2})|%u([0-9A-Fa-f]{4})|U\+([0-9A-Fa-f]{4,5}) ?|=([0-9A-F]{2})"
)
# A browser reads these without their semicolon too.
_ENTITY = re.compile(r"&#(?:(\d{2,6})|[xX]([0-9A-Fa-f]{2,5}))(?![\d;])")
_PUNYCODE = re.compile(r"\bxn--([a-z0-9-]{2,60})", re.IGNORECASE)
# Signs that choose the look of the one before, and show nothing: each may stand for a byte.
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}")
_LETTERS = 0.7


def decoded(raw: str) -> str:
    """The text with all that is coded in it undone; every line stays where it is. The same text where there is nothing."""
    if "&#" in raw:
        raw = _ENTITY.sub(lambda match: _letter((match[1] and int(match[1])) or int(match[2] or "0", 16)), raw)
    raw = _ESCAPES.sub(_of_escapes, raw)
    raw = _PUNYCODE.sub(_of_punycode, raw)
    raw = _SELECTORS.sub(_of_selectors, raw)
    raw = _HEX.sub(lambda match: _words(_from_hex(match.group()), match.group()), raw)
    return _BASE64.sub(lambda match: _words(_from_base64(match.group()), match.group()), raw)


def _words(said: bytes, otherwise: str) -> str:
    """The bytes as text, where they are one."""
    for encoding in ("utf-8", "utf-16-le"):
        try:
            text = said.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = sum(sign.isalpha() or sign == " " for sign in text)
        # Two bytes at random are as a rule a letter of Asia.
        if encoding != "utf-8" and max(text, default="") > "\u024f":
            continue
        if len(text) > 2 and text.isprintable() and letters >= _LETTERS * len(text):
            return f" {text} "
    return otherwise


def _from_hex(coded: str) -> bytes:
    return bytes.fromhex(re.sub(r"0x|[ :,-]", "", coded))


def _from_base64(coded: str) -> bytes:
    plain = coded.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error:
        return b""


def _of_escapes(match: re.Match[str]) -> str:
    codes = [int(next(filter(None, found.groups())), 16) for found in _ESCAPE.finditer(match.group())]
    if len(codes) < 2:
        return match.group()
    # Those of one byte may make letters of several.
    if "=" in match.group() or "\\x" in match.group():
        return _words(bytes(code & 255 for code in codes), match.group()).strip()
    return "".join(map(_letter, codes))


def _letter(code: int) -> str:
    return chr(code) if 31 < code < 0xD800 or 0xDFFF < code < 0x110000 else " "


def _of_punycode(match: re.Match[str]) -> str:
    try:
        return match[1].encode().decode("punycode")
    except (UnicodeError, IndexError, ValueError, OverflowError):
        return match.group()


def _of_selectors(match: re.Match[str]) -> str:
    low = 0xE0100
    return _words(bytes(ord(sign) - low + 16 if ord(sign) >= low else ord(sign) - 0xFE00 for sign in match.group()), "")
