"""Names as people write them, break them, hide them and get them wrong."""

import html
import unicodedata
from urllib.parse import quote

from tests.canaries.leaks import Leak, every, half, mapped, shifted

CYRILLIC = ("aeopcxyiAEOPCXTHKMB", "аеорсхуіАЕОРСХТНКМВ")
GREEK = ("oviAEZHIKMNOPTYXB", "ονιΑΕΖΗΙΚΜΝΟΡΤΥΧΒ")
FIGURES = ("oile", "0113")
SMALL_CAPITALS = ("abcdefghijklmnoprstuvwz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡᴢ")
SHORT = {"Elizabeth": "Liz", "William": "Billy", "Katherine": "Kitty", "Robert": "Bobby"}
SHORT |= {"Catherine": "Kate", "Matthew": "Matty", "Benjamin": "Benji"}
OTHERWISE = {"Muhammad": "Mohammed", "Sukhmanpreet": "Sukhmanprit", "Mohammad": "Muhammed"}
BY_EAR = {"Quillfeather": "Kwilfether", "Thistlewick": "Thisslewik", "Crowsnest": "Croesnest", "Uffcott": "Ufcot"}
BY_EAR |= {"Catherine": "Kathryn", "Matthew": "Mathew", "Benjamin": "Benjamen"}
LIGATURES = (("ffl", "ﬄ"), ("ffi", "ﬃ"), ("fl", "ﬂ"), ("fi", "ﬁ"), ("ff", "ﬀ"), ("st", "ﬆ"))


def plain(text: str) -> str:
    """Without accents, and with the letters of English for those of others."""
    swapped = mapped(text, "łŁøØđĐ", "lLoOdD")
    return "".join(one for one in unicodedata.normalize("NFD", swapped) if not unicodedata.combining(one))


def ligated(text: str) -> str:
    """With the joined letters of old type."""
    for letters, one in LIGATURES:
        text = text.replace(letters, one)
    return text


def word_of(text: str, places: int = 1) -> str:
    """One letter lost in the middle, as a tired typist loses it."""
    at = len(text) // 2
    return text[:at] + text[at + places :]


LETTERS = (
    Leak("accents left away", lambda f: plain(f.full), "accent"),
    Leak("accents left away, Polish", lambda f: plain(f.full), "polish"),
    Leak("accents apart from their letters", lambda f: unicodedata.normalize("NFD", f.full), "accent"),
    Leak("accents that the name does not have", lambda f: f.full.replace("e", "é").replace("i", "ï"), "rare"),
    Leak("ligatures", lambda f: ligated(f.full), "ligature"),
    Leak("zero-width spaces", lambda f: every(f.last, "\u200b")),
    Leak("zero-width non-joiners", lambda f: every(f.full, "\u200c"), "african"),
    Leak("word joiners", lambda f: every(f.last, "\u2060"), "double"),
    Leak("byte-order marks", lambda f: "\ufeff".join(half(f.last)), "irish"),
    Leak("soft hyphens", lambda f: "\u00ad".join(half(f.last))),
    Leak("grapheme joiners", lambda f: every(f.last, "\u034f"), "ligature"),
    Leak("variation selectors", lambda f: every(f.last, "\ufe0f"), "rare"),
    Leak("spaced letters", lambda f: every(f.last, " "), "double"),
    Leak("letters with thin spaces", lambda f: every(f.last.upper(), "\u2009"), "asian"),
    Leak("letters with dots", lambda f: every(f.first, "."), "rare"),
    Leak("letters with hyphens", lambda f: every(f.last.upper(), "-"), "classic"),
    Leak("letters with underscores", lambda f: every(f.last, "_"), "african"),
    Leak("Cyrillic look-alikes", lambda f: mapped(f.full, *CYRILLIC), "classic"),
    Leak("Greek look-alikes", lambda f: mapped(f.full, *GREEK), "rare"),
    Leak("figures for letters", lambda f: mapped(f.last, *FIGURES), "ligature"),
    Leak("full-width letters", lambda f: shifted(f.full, 0xFF21, 0xFF41), "rare"),
    Leak("mathematical bold letters", lambda f: shifted(f.full, 0x1D400, 0x1D41A), "classic"),
    Leak("letters in circles", lambda f: shifted(f.last, 0x24B6, 0x24D0), "african"),
    Leak("small capitals of phonetics", lambda f: mapped(f.last.lower(), *SMALL_CAPITALS), "rare"),
    Leak("capitals only", lambda f: f.full.upper(), "polish"),
    Leak("small letters only", lambda f: f.full.lower(), "irish"),
    Leak("written from right to left", lambda f: f"\u202e{f.full[::-1]}\u202c", "double"),
    Leak("no-break space between the names", lambda f: f"{f.first}\u00a0{f.last}", "word"),
)
BREAKS = (
    Leak("over two lines", lambda f: f"{f.first}\n{f.last}", "classic"),
    Leak("hyphenated at the end of a line", lambda f: "-\n".join(half(f.last)), "rare"),
    Leak("broken at the end of a line", lambda f: "\n".join(half(f.last)), "african"),
    Leak("emphasis inside a name", lambda f: f"{half(f.last)[0]}**{half(f.last)[1]}**", "double"),
    Leak("emphasis on the first letter", lambda f: f"*{f.first[0]}*{f.first[1:]} *{f.last[0]}*{f.last[1:]}", "classic"),
    Leak("code inside a name", lambda f: f"{half(f.last)[0]}`{half(f.last)[1]}`", "rare"),
    Leak("an escape inside a name", lambda f: f"{half(f.last)[0]}\\_{half(f.last)[1]}", "ligature"),
    Leak("a comment inside a name", lambda f: f"{half(f.last)[0]}<!-- -->{half(f.last)[1]}", "african"),
    Leak("a link inside a name", lambda f: f"{half(f.last)[0]}[{half(f.last)[1]}](https://example.org/)", "irish"),
    Leak("entities", lambda f: "".join(f"&#{ord(one)};" for one in f.full), "accent"),
    Leak("entities by name", lambda f: html.escape(f.last).replace("'", "&rsquo;"), "irish"),
    Leak("cells of a table", lambda f: f"| First | Last |\n|---|---|\n| {f.first} | {f.last} |", "polish", sentence="{}"),
    Leak(
        "parts of a name in cells of a table",
        lambda f: f"| a | b |\n|---|---|\n| {half(f.last)[0]} | {half(f.last)[1]} |",
        "double",
        sentence="{}",
    ),
    Leak("first letters of the lines of a list", lambda f: "\n".join(f"- {one}" for one in f.last), "rare", sentence="{}"),
)
FORMS = (
    Leak("full name", lambda f: f.full, "short"),
    Leak("first name alone", lambda f: f.first, "asian"),
    Leak("first name alone, which is a word", lambda f: f"little {f.first}", "word"),
    Leak("last name alone", lambda f: f"the {f.last} family", "classic"),
    Leak("short first name", lambda f: f"{f.first}’s brother {f.sibling}", "short"),
    Leak("initials with dots", lambda f: f"{f.first[0]}.{f.last[0]}.", "rare"),
    Leak("initials", lambda f: f"{f.first[0]}{f.last[0]}", "african"),
    Leak("three initials", lambda f: f"{f.first[0]}{f.middle[0]}{f.last[0]}", "polish"),
    Leak("initial and last name", lambda f: f"{f.first[0]}. {f.last}", "double"),
    Leak("first name and initial", lambda f: f"{f.first} {f.last[0]}.", "irish"),
    Leak("nickname of the list", lambda f: f.called, "rare"),
    Leak("usual short form", lambda f: SHORT[f.first], "classic"),
    Leak(
        "usual short form of the sibling",
        lambda f: SHORT[f.sibling],
        "classic",
    ),
    Leak("other spelling of a Muslim name", lambda f: OTHERWISE[f.first], "asian"),
    Leak("sounds alike", lambda f: BY_EAR[f.last], "rare"),
    Leak("sounds alike, first name", lambda f: BY_EAR[f.sibling], "classic"),
    Leak("a letter lost", lambda f: word_of(f.last), "double"),
    Leak("two letters exchanged", lambda f: f.last[:3] + f.last[4] + f.last[3] + f.last[5:], "african"),
    Leak("a letter doubled", lambda f: f.last[:4] + f.last[3] + f.last[4:], "ligature"),
    Leak("last name first", lambda f: f"{f.last.upper()}, {f.first}", "accent"),
    Leak("possessive", lambda f: f"{f.first}'s", "polish"),
    Leak("possessive with a curly sign", lambda f: f"{f.last}’s home", "classic"),
    Leak("the whole family", lambda f: f"the {f.last}s", "rare"),
    Leak("half of a double name", lambda f: f.last.split("-")[1], "double"),
    Leak("double name without its hyphen", lambda f: f.last.replace("-", " "), "double"),
    Leak("double name in one word", lambda f: f.last.replace("-", "").capitalize(), "double"),
    Leak("double name the other way round", lambda f: "-".join(reversed(f.last.split("-"))), "double"),
    Leak("dash for a hyphen", lambda f: f.last.replace("-", "–"), "double"),
    Leak("Irish name with a curly sign", lambda f: f.mother.replace("'", "’"), "irish"),
    Leak("Irish name without its sign", lambda f: plain(f.mother).replace("O'", "O").replace("O S", "O'S"), "irish"),
    Leak("Polish name in its other gender", lambda f: f.last[:-1] + "a", "polish"),
    Leak("middle name", lambda f: f"{f.first} {f.middle}", "accent"),
    Leak("names in one word", lambda f: f.full.replace(" ", ""), "classic"),
    Leak("names joined by a line below", lambda f: f.full.lower().replace(" ", "_"), "african"),
    Leak("e-mail address", lambda f: f"{plain(f.full).lower().replace(' ', '.')}@example.org", "asian"),
    Leak("e-mail address with an initial", lambda f: f"{f.first[0].lower()}{f.last.lower()}12@example.org", "rare"),
    Leak("handle", lambda f: f"@{f.called.lower()}_{f.last.lower()}{f.born.year}", "rare"),
    Leak("hashtag", lambda f: f"#JusticeFor{f.first}", "rare"),
    Leak("mother", lambda f: f.mother, "asian"),
    Leak("sibling", lambda f: f"her brother {f.sibling}", "ligature"),
    Leak("practitioner", lambda f: f.worker),
    Leak("practitioner with a title", lambda f: f"Ms {f.worker.split()[1]}"),
    Leak("practitioner by first name", lambda f: f"{f.worker.split()[0]}, the social worker,"),
    Leak("practitioner by initials", lambda f: f"social worker {''.join(part[0] for part in f.worker.split())}"),
)
LINKS = (
    Leak("address of a link", lambda f: f"[here](https://example.org/{plain(f.full).lower().replace(' ', '-')})", "classic"),
    Leak(
        "address of a link, in percent",
        lambda f: f"[here](https://example.org/?q={''.join(f'%{b:02x}' for b in f.last.encode())})",
        "accent",
    ),
    Leak("address of a link, in percent twice", lambda f: f"[here](https://example.org/?q={quote(quote(f.full))})", "polish"),
    Leak("title of a link", lambda f: f'[here](https://example.org/ "{f.full}")', "ligature"),
    Leak("address for mail", lambda f: f"[write](mailto:{plain(f.last).lower()}@example.org)", "african"),
    Leak("address of a link, as a file", lambda f: f"[here](file:///C:/Users/{f.worker.replace(' ', '%20')}/report.docx)"),
    Leak("link by reference", lambda f: f'[this][1]\n\n[1]: https://example.org/ "{f.full}"', "rare"),
    Leak("alternative text of a picture", lambda f: f"![{f.full} at the beach](https://example.org/a.png)", "short"),
    Leak("address of a picture", lambda f: f"![A drawing](https://example.org/{f.last.lower()}.png)", "classic"),
    Leak("comment", lambda f: f"<!-- {f.full} -->", "african"),
    Leak("attribute of raw HTML", lambda f: f'<span title="{f.full}">a child</span>', "double"),
    Leak("block of code", lambda f: f"```\n{f.full}\n```", "irish", sentence="{}"),
    Leak("struck through", lambda f: f"~~{f.full}~~", "polish"),
    Leak("footnote", lambda f: f"a child[^1]\n\n[^1]: {f.full}", "accent"),
)
