"""The agencies: registered, rung, asked on one page; and what each of them does on its own site."""

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import expect

from devtools.stack import Stack
from tests.journey import the_form
from tests.journey.keyboard import Typist
from tests.journey.the_unit import Desk
from tests.journey.world import CHILD


@dataclass(frozen=True)
class Register:
    """An agency as the register holds it, and who answers for it."""

    name: str
    kind: str
    domain: str
    contact: str
    role: str
    partner: str = ""

    @property
    def email(self) -> str:
        """The contact's own work address."""
        return f"{self.contact.split()[0].lower()}@{self.domain}"


SENDER = Register("Hillside School", "education", "hillside.example", "", "")
SCHOOL = Register("Larkfield School", "education", "larkfield.example", "Lydia Fenn", "Safeguarding lead")
HEALTH = Register("Canary Health Visiting", "health", "canary.example", "Dora Dove", "Named nurse")
POLICE = Register("Avonvale Police", "police", "avonvale.example", "Petra Voss", "Detective inspector", "police")
ASKED = (SCHOOL, HEALTH, POLICE)


def register(coordinator: Desk) -> None:
    """The agencies, and at those that will be asked somebody who answers."""
    coordinator.press("Add to Agencies")
    coordinator.look("agency-add")
    for agency in (SENDER, *ASKED):
        coordinator.fill(name=agency.name, kind=agency.kind, phone="01225 000333")
        coordinator.fill(**({"safeguarding_partner": agency.partner} if agency.partner else {}))
        coordinator.fill(**{"domains-0-domain": agency.domain})
        coordinator.press("Save and add another")
    coordinator.press("Today")
    coordinator.press("Add to Agency contacts")
    coordinator.look("contact-add")
    for agency in ASKED:
        _name_contact(coordinator, agency)
        coordinator.press("Save and add another")


def _name_contact(coordinator: Desk, agency: Register) -> None:
    option = coordinator.page.locator("[name='agency'] option").filter(has_text=agency.name).first.get_attribute("value")
    coordinator.fill(agency=option or "", name=agency.contact, role=agency.role, email=agency.email, phone="01225 000777")


def ring(coordinator: Desk) -> dict[str, str]:
    """Down the call list: each contact is rung and told a key, which the page shows once. The keys, by name."""
    keys: dict[str, str] = {}
    coordinator.press("Today")
    coordinator.press("Agency contacts")
    coordinator.look("contacts")
    for agency in ASKED:
        coordinator.press(agency.contact)
        keys[agency.contact] = _give_key(coordinator)
        coordinator.press("Done: on to those who have no key yet")
    coordinator.look("contacts-all-rung")
    return keys


def _give_key(coordinator: Desk) -> str:
    coordinator.look("contact")
    coordinator.press("Give a key by telephone")
    coordinator.look("give-key")
    coordinator.answer("called", "on")
    coordinator.submit()
    coordinator.look("key")
    return coordinator.page.locator(".key-once").inner_text().strip()


def ask(coordinator: Desk) -> None:
    """All of them on one page; what was asked stands on the page of the Rapid Review."""
    coordinator.press("Rapid Reviews")
    coordinator.follow(r"CSPR-\d")
    coordinator.look("rapid-review-open")
    coordinator.press("Ask the agencies")
    coordinator.look("ask")
    expect(coordinator.page.locator("[name='family-0-name']")).to_have_value(CHILD)
    boxes = coordinator.page.locator("[name='agencies']").all()
    coordinator.answer("agencies", [box.get_attribute("value") or "" for box in boxes])
    coordinator.fill(asks="Please say how your agency heard of the fracture.")
    coordinator.press("Send all")
    coordinator.sees(f"Sent to {len(ASKED)} agencies.")
    coordinator.look("asked")


class Contact(Typist):
    """Somebody who answers for an agency, on the site of referrals."""

    def come_in(self, stack: Stack, agency: Register, key: str) -> None:
        """Both locks: the code from the mailbox, and the key from the telephone. The only request that waits opens."""
        self.page.goto(f"{stack.urls['referrals']}/")
        self.press("Answer a request for information")
        self.look("information-address")
        self.answer("email", agency.email)
        self.press("Send the code")
        self.answer("code", the_form.mailed_code(stack, self, agency.email))
        self.press("Sign in")
        self.look("information-key")
        self.answer("key", key)
        self.press("Open")
        self.sees("What does your agency know of this family?")
        self.look("information-request")

    def know_nobody(self) -> None:
        """Two presses once inside."""
        self.press("We do not know this family")
        self.sees(CHILD)
        self.look("information-nil")
        self.press("Sign: we do not know this family")
        self.look("information-nil-signed")

    def tell(self, pages: Mapping[str, Mapping[str, str]], rows: tuple[Mapping[str, str], ...]) -> None:
        """The pages of the answer in their order, with the rows between, and the signature."""
        self.press("Your involvement")
        for slug in ("involvement", "practice", "child", "learning"):
            self._page(slug, pages.get(slug, {}))
        self._rows(rows)
        self.look("information-files")
        self.press("Continue")
        for slug in ("records", "approval"):
            self._page(slug, pages.get(slug, {}))
        self.look("information-check")
        self.answer("signed_name", self.name)
        self.press("Sign the answer")
        self.look("information-signed")

    def _page(self, slug: str, typed: Mapping[str, str]) -> None:
        self.look(f"information-{slug}")
        self.answer_all(typed)
        self.press("Save and continue")

    def _rows(self, rows: tuple[Mapping[str, str], ...]) -> None:
        self.press("Add a row")
        for row in rows:
            self.look("information-row")
            self.answer_all(row)
            self.press("Save and add another")
        self.press("Back to the chronology")
        self.look("information-rows")
        self.press("Continue")

    def reply(self, words: str) -> None:
        """To the question that the unit asks back."""
        self.page.reload()
        self.press("Questions from us: 1 to be answered")
        self.look("information-questions")
        link = self.page.locator("main a").filter(has_text="Answer this question").first.inner_text()
        self.press(" ".join(link.split()))
        self.look("information-question")
        self.answer("reply", words)
        self.press("Send the answer")
        self.look("information-question-answered")


def day(name: str, text: str) -> dict[str, str]:
    """The three boxes of a day written "27 3 2026"."""
    return {f"{name}-{part}": value for part, value in zip(("day", "month", "year"), text.split(), strict=True)}


# The same meeting, which each of the two has on another day.
MET = "Strategy discussion about the child with {other}, children's social care and the hospital after the fractured arm."
ANSWERS: Mapping[Register, tuple[Mapping[str, Mapping[str, str]], tuple[Mapping[str, str], ...]]] = {
    HEALTH: (
        {
            "involvement": {"summary": "We saw the child at home five times."},
            "practice": {"issues": "Missed appointments were not followed up."},
            "child": {"lived_experience": "She liked to draw birds."},
            "records": {"files_secured": "yes", **day("files_secured_on", "27 8 2026")},
            "approval": {"approver_name": "Basil Boyle", "approver_role": "Director of nursing"},
        },
        (
            {**day("on", "10 3 2026"), "people": "Mother", "event": "Home visit: nobody in.", "source": "Diary"},
            {**day("on", "8 7 2026"), "people": CHILD, "event": MET.format(other="the police"), "source": "Minutes"},
        ),
    ),
    POLICE: (
        {
            "involvement": {"summary": "Called to the address once."},
            "records": {"files_secured": "yes", **day("files_secured_on", "28 8 2026")},
            "approval": {"approver_name": "Greta Hull", "approver_role": "Superintendent"},
        },
        ({**day("on", "7 8 2026"), "people": CHILD, "event": MET.format(other="the health visitor"), "source": "Log"},),
    ),
}
