"""Three keys on one text, the pack that a worker makes of it, and the Panel, which asks to think again."""

import io
import re

import pikepdf
from playwright.sync_api import expect

from tests.journey.the_decision import open_review
from tests.journey.the_record import ago
from tests.journey.the_unit import Desk
from tests.journey.world import wait_until

DISSENT = "The integrated care board thinks that other learning would do."


def sign(lead: Desk, title: str, *, dissent: str = "") -> None:
    """From the first page, where the key is asked, to the very words; what it means is read before it is given."""
    lead.press("Today")
    lead.look(f"{title}-today")
    lead.follow(r"CSPR-\d")
    lead.sees("The words on which you give your key")
    lead.look(f"{title}-words")
    lead.fill(agrees="no" if dissent else "yes")
    lead.fill(reasons=dissent)
    lead.submit()
    lead.look(f"{title}-words-preview")
    lead.submit()
    lead.sees("Your key is kept with the words on which you gave it.")
    lead.look(f"{title}-given")


def edit_what_was_signed(coordinator: Desk) -> None:
    """A word more, and every key on the earlier words is void; the page says so."""
    open_review(coordinator)
    coordinator.look("three-keys")
    coordinator.fill(next_steps="A local review, and a call to each school.")
    coordinator.press("Save and continue editing")
    coordinator.sees(re.compile("void", re.I))
    coordinator.look("keys-void")
    coordinator.press("Cases")
    coordinator.follow(r"CSPR-\d")
    coordinator.sees(re.compile(r"Who is waited for\s*Local authority\s*Police"))
    coordinator.look("case-key-void")


def make_the_pack(coordinator: Desk) -> None:
    """A worker makes it while the page says how far it is; one document comes of it."""
    open_review(coordinator)
    coordinator.press("Make the pack for the Panel")
    coordinator.look("pack-ask")
    coordinator.submit()
    coordinator.sees("Pack for the Panel")
    wait_until(lambda: coordinator.page.get_by_text("Save the document (PDF").count() == 1, 60)
    coordinator.sees("Nothing is missing.")
    coordinator.look("pack")
    pdf = coordinator.take(r"Save the document \(PDF")
    with pikepdf.open(io.BytesIO(pdf)) as pack:
        assert pack.Root.MarkInfo.Marked
        assert len(pack.pages) > 5


def record_sent(coordinator: Desk) -> None:
    """In time, with three keys; the pack that was made is kept as the one that was sent."""
    open_review(coordinator)
    coordinator.step("review-sent", "Record as sent to the Panel", sent_at=ago())
    coordinator.sees("Recorded as sent.")
    coordinator.look("review-sent")


def hear_from_the_panel(coordinator: Desk) -> None:
    """It asks to reconsider, so the case is considered again: the second round."""
    open_review(coordinator)
    reply = {"reply_on": ago()[:10], "reply": "reconsider", "words": "Please think again.", "asks": "Look at the school."}
    coordinator.step("reply", "Record the Panel's reply", **reply)
    coordinator.look("replied")
    coordinator.step("reconsider", "Consider it again", because="The Panel asks what the school could have known.")
    coordinator.sees("The next round has begun.")
    coordinator.look("reconsidered")


def tell_it_all(coordinator: Desk) -> None:
    """The page of the case, from the referral to the second round."""
    coordinator.press("Cases")
    coordinator.follow(r"CSPR-\d")
    for words in TOLD:
        expect(coordinator.page.locator("#content")).to_contain_text(re.compile(words, re.I))
    coordinator.look("case")


TOLD = (
    "Notification sent to the Panel",
    "Rapid Review opened",
    "Larkfield School answered: it does not know the family",
    "Canary Health Visiting answered: the answer is signed",
    "Rapid Review decided",
    "Police: signed the decision",
    "Integrated care board: dissented from the decision",
    "Rapid Review sent to the Panel",
    "Panel replied: .*reconsider",
    "considered again, round 2",
    "The case is here\\s*Open, round 2",
    "Panel’s letter in round 1\\s*Asks to reconsider a local review",
)
