"""What the sender and the reader do, on the two sites that need no account."""

import io
import re

import pikepdf

from devtools.stack import Stack
from tests.journey.world import CHILD, TITLE, Walker, wait_until


def refer(stack: Stack, sender: Walker) -> None:
    """The form, in one sitting, with an error on the way that loses nothing."""
    page = sender.page
    page.goto(stack.urls["referrals"])
    sender.look("referral-start")
    sender.press("Start a referral")
    sender.look("referral-address")
    sender.fill(email="head@hillside.example")
    page.locator("main form button").first.click()
    sender.look("referral-code")
    sender.fill(code=mailed_code(stack, sender))
    page.locator("main form button").first.click()
    sender.sees("senior manager")
    sender.look("referral-form", shown_as="referral-form")
    fill_the_form(sender)
    sender.fill(narrative="")
    sender.press("Send the referral")
    sender.sees("There is a problem")
    sender.look("referral-form-error")
    page.locator(".govuk-error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") == "narrative"
    sender.fill(narrative="She was taken to hospital. Nobody had seen her for a week.")
    assert page.locator("[name='children-0-name']").input_value() == CHILD
    sender.press("Send the referral")
    sender.sees("Referral sent")
    assert CHILD not in page.content()
    sender.look("referral-receipt")


def fill_the_form(sender: Walker) -> None:
    """As a head teacher would."""
    sender.fill(
        sender_name="Alma Archer",
        sender_role="Head teacher",
        sender_phone="01225 000111",
        manager_name="Basil Boyle",
        manager_role="Trust safeguarding lead",
        manager_contact="01225 000112",
        incident_place="At home",
        narrative="She was taken to hospital.",
        abuse_evidence="Seen by the school nurse.",
        harm_evidence="Confirmed at the hospital.",
        safety="A brother is with his aunt; children's social care knows.",
        la_told_how="By telephone, duty social worker",
    )
    sender.date("discussed_on", 28, 8, 2026)
    sender.fill(
        **{"children-0-name": CHILD, "children-0-address": "1 Canary Row, Bath", "children-0-setting": "Hillside School"}
    )
    sender.choose(**{"children-0-birth": "born", "children-0-death": "no", "children-0-sex": "female"})
    sender.date("children-0-birth_date", 27, 3, 2019)
    sender.page.locator("[name='children-0-ethnicity']").select_option("Not known")
    sender.page.locator("[name='children-0-legal_status']").select_option("not_known")
    sender.date("incident_on", 26, 8, 2026)
    sender.choose(suspicion="suspected", outcome="serious_harm", la_told="yes")
    sender.date("agency_aware_on", 27, 8, 2026)
    sender.date("la_told_at", 28, 8, 2026)
    sender.fill(**{"la_told_at-time": "16:30"})
    sender.page.locator("[name=declared]").check()


def mailed_code(stack: Stack, sender: Walker) -> str:
    """Read in the mailbox of the demonstration, in another window."""
    window = sender.context.new_page()

    def arrived() -> bool:
        window.goto(f"{stack.urls['referrals']}/demo/mailbox/")
        return bool(re.search(r"Your code is \d{6}", window.locator("main").inner_text()))

    wait_until(arrived, 20)
    found = re.search(r"Your code is (\d{6})", window.locator("main").inner_text())
    window.close()
    assert found
    return found[1]


def read(stack: Stack, reader: Walker) -> None:
    """A parent finds the review by a word in it, reads it, and saves the PDF."""
    page = reader.page
    page.goto(stack.urls["public"])
    reader.look("public-home")
    page.goto(f"{stack.urls['public']}/reviews/")
    reader.look("public-reviews")
    page.locator("#q").fill("kingfisher")
    page.locator("main").get_by_role("button", name="Search").click()
    reader.sees("1 of 1 review")
    reader.look("public-search")
    page.get_by_role("link", name=TITLE).first.click()
    reader.sees("Agencies should tell each other")
    reader.look("public-review", shown_as="public-review")
    assert CHILD not in page.content()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Download the report").or_(page.get_by_role("link", name="Download the report")).click()
    with pikepdf.open(io.BytesIO(saving.value.path().read_bytes())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert TITLE in str(pdf.docinfo["/Title"])
    assert reader.context.cookies() == []
