"""Why a file is refused, in words for the sender: what is wrong with it, and what to do now."""

from referrals.parsing.reasons import Reason


class FileRefused(Exception):
    """The file was not kept. The text tells the sender why, and what to do."""


AS_PDF = "Open it, save or print it as a new PDF, and choose that."
ADVICE = "We take PDF, Word (.docx), JPEG, PNG and plain text files. Save it as a PDF and choose it again."
CALL = "If it cannot wait, go on without it and tell us by telephone."
KINDS_IN_WORDS = {
    "doc": "an old Word document",
    "docm": "a Word document with macros",
    "xls": "a spreadsheet",
    "xlsx": "a spreadsheet",
    "ppt": "a presentation",
    "pptx": "a presentation",
    "odt": "an OpenDocument text",
    "rtf": "a rich text document",
    "html": "a web page",
    "svg": "a drawing",
    "heic": "a photograph in Apple’s own format",
    "gif": "a moving picture",
    "msg": "an e-mail",
    "eml": "an e-mail",
    "zip": "a packed folder",
}
REASONS = {
    Reason.MISMATCH: f"Its content is not of the kind that its name says, so the file was not kept. {ADVICE}",
    Reason.DAMAGED: f"The file is damaged or incomplete, so it could not be read and was not kept. {AS_PDF}",
    Reason.ENCRYPTED: (
        "The file is protected with a password or locked against changes, so it could not be checked and was not kept. "
        "Save a copy without the protection and choose that; what you send here travels protected."
    ),
    Reason.ACTIVE: (
        "The file contains something that acts by itself, such as a macro, a script or a form that calculates. "
        f"That can carry malware, so it was not kept. {AS_PDF}"
    ),
    Reason.OUTSIDE: (
        "The file fetches a part of itself from elsewhere, such as a template, a linked picture or a shared folder, "
        f"so it was not kept. {AS_PDF}"
    ),
    Reason.TOO_BIG: (
        "The file becomes too large when it is opened (too many pages or parts, or a picture of too many pixels), "
        "so it was not kept. Send it in several smaller files."
    ),
    Reason.TWO_IN_ONE: f"The file contains a second file behind its end, so it was not kept. {AS_PDF}",
    Reason.MOVING: (
        "The picture moves, and only still pictures are taken, so it was not kept. Save one picture of it and choose that."
    ),
    Reason.BAD_CONTENT: (
        "The file contains another file of a kind that we do not take, so it was not kept. "
        "Save it without what is embedded in it, and add that as a file of its own."
    ),
    Reason.NOT_PLAIN: (
        f"The text contains signs that are not plain text, so it was not kept. Save it as a PDF and choose that. {CALL}"
    ),
    Reason.TOO_MUCH_WORK: f"The file could not be checked within our limits, so it was not kept. {AS_PDF} {CALL}",
}
EMPTY = "The file is empty, so nothing was kept. Choose it again, or go on without it."
TOO_LARGE = (
    "The file is larger than 25 MB and was not kept. Everything else is still here. "
    "Send a smaller file, for example a PDF without photographs, or send it in parts."
)
TOO_LARGE_TOGETHER = (
    "The files you chose are larger than 100 MB together, so none of them was kept. Everything else is still here. "
    "Choose fewer at a time, or smaller ones."
)
TOO_MANY = (
    "There are 20 files here already, which is the most we take, so the file was not kept. "
    "Remove one first, or join several into one PDF."
)
TOO_MUCH = (
    "With this file all of them would be larger than 100 MB together, which is the most we take, so it was not kept. "
    "Remove another file first, or send a smaller one."
)
TOO_OFTEN = (
    "You have sent 30 files within an hour, which is the most we take, so the file was not kept. "
    f"Everything else is still here. Add it in an hour. {CALL}"
)
TRIED_TOO_OFTEN = (
    "We have looked at 60 files from you within an hour, taken or not, which is as many as we can, so the file was not kept. "
    f"Everything else is still here. Add it in an hour. {CALL}"
)
TOOK_TOO_LONG = (
    "Looking at the files you chose took too long, so this one was not looked at and not kept. "
    "Choose it again, with fewer others."
)
ALL_TOO_OFTEN = (
    "We are receiving too many files at this moment, which is not your fault, so the file was not kept. "
    f"Add it in an hour. {CALL}"
)
NOT_STORED = f"The file could not be stored just now, which is our fault. Everything else is still here. {CALL}"
MALWARE = (
    "Our scanner found malware in the file. It was destroyed, and nothing of it was kept. "
    "Tell your IT team before you open the file again; if it matters for the child, tell us what is in it by telephone."
)
NO_ROOM = (
    "We have no room to store anything just now, which is our fault. Nothing was sent, and what you saved before is still "
    "here. Call the business unit now, and do not wait for us to put it right if a child may be at risk."
)
HIDDEN_SIGNS = "The name of the file contains hidden characters, so it was not kept. Give it a plain name and choose it again."
TWO_ENDINGS = (
    "The name of the file has two endings, so the file was not kept. Give it a plain name with one ending and choose it again."
)


def of_kind(ending: str) -> str:
    """Of a kind that is not taken."""
    what = f" ({KINDS_IN_WORDS[ending]})" if ending in KINDS_IN_WORDS else ""
    return f"This kind of file{what} is not accepted, and it was not kept. {ADVICE}"
