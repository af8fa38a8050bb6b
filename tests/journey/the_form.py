"""The way of a referral from the first page to its status: the same with a mouse, with a keyboard, and without script."""

import re
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from playwright.sync_api import expect

from devtools.stack import Stack
from tests.journey.world import CHILD, Walker, wait_until
from tests.referrals.typed import CHILD as OF_A_CHILD
from tests.referrals.typed import ONCE, Typed, day

UUID = re.compile(r"[0-9a-f-]{36}")
CODE = re.compile(r"Your code is (\d{6})")
NUMBER = re.compile(r"\d{4} \d{4} \d{4} \d{4}")
# The clocks of the walk are told for Friday 28 August 2026, as the sender and the staff both say.
PAGES: Mapping[str, Typed] = {
    **OF_A_CHILD,
    **ONCE,
    "manager": {**ONCE["manager"], **day("discussed_on", "28 8 2026")},
    "incident": {**ONCE["incident"], **day("incident_on", "26 8 2026"), "narrative": "She was taken to hospital."},
    "aware": {
        **ONCE["aware"],
        **day("agency_aware_on", "27 8 2026"),
        **day("la_told_at", "28 8 2026"),
        "la_told_at-time": "16:30",
    },
}
# Every page may be sent empty but the chronology, which is no duty.
MISTAKES = frozenset(PAGES) - {"dates"}


def slug_of(sender: Walker) -> str:
    """The last part of the address: which page it is."""
    return urlsplit(sender.page.url).path.rstrip("/").rpartition("/")[2]


def sign_in(stack: Stack, sender: Walker, email: str, *, used: str = "") -> str:
    """From the first page to the choice of a referral, with the code from the mailbox; `used` is an earlier one."""
    sender.page.goto(stack.urls["referrals"])
    sender.look("referral-start")
    sender.press("Start or continue")
    sender.look("referral-address")
    sender.answer("email", email)
    sender.press("Send the code")
    code = mailed_code(stack, sender, email, used=used)
    sender.look("referral-code")
    sender.answer("code", code)
    sender.press("Sign in")
    sender.look("referral-home")
    return code


def mailed_code(stack: Stack, sender: Walker, email: str, *, used: str = "") -> str:
    """Read in the mailbox of the demonstration, in another window."""
    window = sender.context.new_page()
    found: list[str] = []

    def arrived() -> bool:
        window.goto(f"{stack.urls['referrals']}/demo/mailbox/")
        letters = window.locator(".card").filter(has_text=f"To {email},").filter(has_text=CODE).all_inner_texts()
        found[:] = [code for letter in letters[:1] for code in CODE.findall(letter) if code != used]
        return bool(found)

    wait_until(arrived, 20)
    window.close()
    return found[0]


def begin(sender: Walker) -> str:
    """A new referral, and its receipt number, which stands on the screen only."""
    sender.press("Start a new referral")
    sender.look("referral-number")
    number = NUMBER.search(sender.page.locator("main").inner_text())
    assert number
    sender.press("Continue")
    sender.look("referral-tasks-empty")
    return number[0]


def write(sender: Walker, *, until: str = "check", mistakes: Collection[str] = MISTAKES, looking: bool = True) -> None:
    """Page after page, as the form leads, to the one named `until`. The pages in `mistakes` are first sent empty."""
    while slug_of(sender) != until:
        slug = slug_of(sender)
        is_list = UUID.fullmatch(slug)
        if is_list:
            sender.look("referral-tasks", shown_as="referral-form")
        elif looking:
            sender.look(f"referral-{slug}")
        if slug in PAGES:
            fill_in(sender, slug, mistake=slug in mistakes)
        else:
            sender.press("Check your answers and send" if is_list else "Continue")
        assert slug_of(sender) != slug, f"{slug} does not lead on: {sender.page.locator('main').inner_text()}"


def fill_in(sender: Walker, slug: str, *, mistake: bool) -> None:
    """One page: sent empty, it says what is missing and leads to it; then filled in."""
    if mistake:
        sender.press("Save and continue")
        sender.sees("There is a problem")
        assert sender.page.title().startswith("Error: ")
        sender.look(f"referral-{slug}-error")
        sender.follow_first_error()
    sender.answer_all(PAGES[slug])
    sender.press("Save and continue")


def leave_half_way(sender: Walker) -> None:
    """Interrupted in the middle of a sentence: what is typed stays, right or wrong."""
    sender.answer("abuse_evidence", "Half a sentence about what the nurse")
    sender.press("Save and come back later")
    sender.look("referral-tasks-half")


def come_back(sender: Walker, number: str) -> None:
    """On another machine: the code alone shows nothing; the receipt number opens the draft as it was left."""
    assert CHILD not in sender.page.content()
    sender.answer("number", "1234 1234 1234 1234")
    sender.press("Open")
    sender.look("referral-number-wrong")
    assert CHILD not in sender.page.content()
    sender.answer("number", number)
    sender.press("Open")
    sender.look("referral-tasks-resumed")
    sender.press("The criteria and your request")
    expect(sender.page.locator("[name='abuse_evidence']")).to_have_value("Half a sentence about what the nurse")


def send(sender: Walker) -> None:
    """Checked, signed, sent once: a receipt without a name."""
    sender.look("referral-check")
    sender.sees(CHILD)
    sender.press("Send the referral")
    sender.sees("There is a problem")
    sender.look("referral-check-error")
    for box in sender.page.locator("[type=checkbox][name^='sure-']").all():
        sender.answer(box.get_attribute("name") or "", "on")
    sender.answer("declared_by", "Alma Archer")
    sender.answer("declared", "on")
    sender.press("Send the referral")
    sender.sees("Referral sent")
    assert CHILD not in sender.page.content()
    sender.look("referral-receipt")


def follow(sender: Walker) -> None:
    """Where it stands, in plain words, and nothing of what was written."""
    sender.press("status of this referral")
    sender.sees("How your referral stands: received")
    assert CHILD not in sender.page.content()
    sender.look("referral-status")
