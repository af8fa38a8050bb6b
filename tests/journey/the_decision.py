"""What the coordinator makes of the answers: the chronology and a question back, the meeting, report, criteria, decision."""

from tests.journey.the_agencies import POLICE, Contact
from tests.journey.the_record import ago
from tests.journey.the_unit import Desk

REPORT = {
    "facts": "A fracture was seen on **26 August**. Two agencies had met about the child before.",
    "immediate_action": "A brother is with his aunt.",
    "analysis": "## Sharing\n\nEach agency knew a part.",
    "context": "Ethnicity was not recorded by two of three agencies.",
    "next_steps": "A local review.",
}
REASONS = {letter: f"What there is to say of ({letter})." for letter in "abcd"}


def open_review(coordinator: Desk) -> None:
    """From anywhere to the page of the Rapid Review."""
    coordinator.press("Rapid Reviews")
    coordinator.follow(r"CSPR-\d")


def ask_back(coordinator: Desk, police: Contact) -> None:
    """Two agencies tell one meeting with two days: the finding becomes a question, and the agency answers it."""
    open_review(coordinator)
    coordinator.look("rapid-review-answered")
    coordinator.press("Open the chronology")
    coordinator.look("chronology")
    coordinator.press(f"Ask {POLICE.name} about finding 1")
    coordinator.sees("The question to Avonvale Police is on its way.")
    coordinator.look("chronology-asked")
    police.reply("It was on 8 July. Our log has the day on which the minutes came.")
    coordinator.page.reload()
    coordinator.sees("Our log has the day on which the minutes came.")
    coordinator.look("chronology-answered")


def meet(coordinator: Desk) -> None:
    """Planned, and recorded as held with all three partners."""
    open_review(coordinator)
    coordinator.press("Plan a meeting")
    coordinator.look("meeting-add")
    coordinator.fill(starts_at=ago(hours=1), place="Online", chair="The independent chair")
    coordinator.submit()
    coordinator.look("meeting-planned")
    coordinator.press("Record the meeting as held")
    coordinator.look("meeting-hold")
    boxes = coordinator.page.locator("[name='present']").all()
    coordinator.answer("present", [box.get_attribute("value") or "" for box in boxes])
    coordinator.answer("decisions", "To ask for a local review.")
    coordinator.submit()
    coordinator.sees("Quorum: all three safeguarding partners are present.")
    coordinator.look("meeting-held")


def write(coordinator: Desk) -> None:
    """The five parts of the report, previewed before they are saved."""
    open_review(coordinator)
    coordinator.fill(**REPORT)
    with coordinator.in_a_new_tab("Preview the report (opens in a new tab, saves nothing)"):
        coordinator.sees("Two agencies had met about the child before.")
        coordinator.look("report-preview")
    coordinator.press("Save and continue editing")
    coordinator.sees("was changed successfully")


def answer_criteria(coordinator: Desk) -> None:
    """All four; the third rests on a row of the chronology."""
    for letter, reasons in REASONS.items():
        open_review(coordinator)
        coordinator.follow(rf"\({letter}\)")
        coordinator.look(f"criterion-{letter}")
        coordinator.fill(answer="yes", reasons=reasons)
        coordinator.press("Save and continue editing")
        if letter == "c":
            _rest_on_a_row(coordinator)


def _rest_on_a_row(coordinator: Desk) -> None:
    coordinator.press("Link evidence")
    coordinator.look("link-evidence")
    row = coordinator.page.locator("[name='row'] option").filter(has_text=POLICE.name).first.get_attribute("value")
    coordinator.fill(row=row or "", note="Nobody told the others.")
    coordinator.submit()
    coordinator.sees("The evidence is linked.")
    coordinator.look("criterion-with-evidence")


def decide(coordinator: Desk) -> None:
    """A local review, not of national importance; the three keys are asked."""
    open_review(coordinator)
    said = {"decision": "local_review", "reasons": "Agencies did not share what they knew.", "nationally_important": "no"}
    coordinator.step("decide", "Record the decision", **said)
    coordinator.sees("The decision is recorded.")
    coordinator.look("decided")
