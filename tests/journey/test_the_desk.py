"""Four people work one case at the desk with the keyboard alone: from the referral to “sent to the Panel”, which disagrees."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from devtools import paths
from devtools.stack import Stack
from tests.browser import launch
from tests.journey import the_agencies, the_decision, the_form, the_keys, the_record
from tests.journey.keyboard import Typist
from tests.journey.the_agencies import ANSWERS, HEALTH, POLICE, SCHOOL, Contact
from tests.journey.the_unit import Desk
from tests.journey.world import running_stack

# A telephone held upright.
NARROW, SHORT = 320, 640


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything that ./run starts."""
    with running_stack(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with launch() as opened:
        yield opened


@pytest.fixture(scope="module")
def pictures() -> Path:
    """Where the pictures of the walk are kept, to be looked at."""
    folder = paths.VAR / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@dataclass
class Walk:
    """The servers, the browser, and where pictures go."""

    stack: Stack
    browser: Browser
    pictures: Path

    def member(self, name: str, role: str, *, partner: str = "", width: int = 1280, height: int = 900) -> Desk:
        """Somebody of the staff who has joined."""
        one = Desk(self.browser, name, self.pictures).sit_down(width, height)
        one.join(self.stack, f"{name.split()[0].lower()}@council.example", role, partner=partner)
        return one

    def contact(self, agency: the_agencies.Register, key: str, *, width: int = 1280) -> Contact:
        """Somebody of an agency, inside both locks."""
        one = Contact(self.browser, agency.contact, self.pictures).start(width, script=True)
        assert isinstance(one, Contact)
        one.come_in(self.stack, agency, key)
        return one

    def refer(self) -> None:
        """A practitioner's referral arrives; each of its pages is judged in test_referring."""
        sender = Typist(self.browser, "A head teacher", self.pictures).start(1280, script=True)
        the_form.sign_in(self.stack, sender, f"head@{the_agencies.SENDER.domain}")
        the_form.begin(sender)
        sender.press("About you")
        the_form.write(sender, mistakes=(), looking=False)
        the_form.send(sender)
        sender.context.close()


@pytest.mark.journey
def test_four_people_take_a_case_from_its_referral_to_the_panel_and_through_its_disagreement(
    stack: Stack, browser: Browser, pictures: Path
) -> None:
    walk = Walk(stack, browser, pictures)
    coordinator = walk.member("Cora Dean", "coordinator")
    the_agencies.register(coordinator)
    keys = the_agencies.ring(coordinator)
    walk.refer()
    the_record.accept(coordinator)
    the_record.complete(coordinator)
    the_record.send(coordinator)
    the_agencies.ask(coordinator)
    answer(walk, coordinator, keys)
    police = walk.member("Paul Ryder", "partner_lead", partner="police", width=NARROW, height=SHORT)
    director = walk.member("Dana Holt", "partner_lead", partner="local_authority")
    board = walk.member("Iris Cole", "partner_lead", partner="icb")
    the_decision.meet(coordinator)
    the_decision.write(coordinator)
    the_decision.answer_criteria(coordinator)
    the_decision.decide(coordinator)
    the_keys.sign(police, "police")
    the_keys.edit_what_was_signed(coordinator)
    the_keys.sign(police, "police-again")
    the_keys.sign(director, "director")
    the_keys.sign(board, "board", dissent=the_keys.DISSENT)
    the_keys.make_the_pack(coordinator)
    the_keys.record_sent(coordinator)
    the_keys.hear_from_the_panel(coordinator)
    the_keys.tell_it_all(coordinator)


def answer(walk: Walk, coordinator: Desk, keys: dict[str, str]) -> None:
    """The school knows nobody; two agencies tell what they know, and one of them is asked back."""
    school = walk.contact(SCHOOL, keys[SCHOOL.contact])
    school.know_nobody()
    school.context.close()
    health = walk.contact(HEALTH, keys[HEALTH.contact])
    health.tell(*ANSWERS[HEALTH])
    police = walk.contact(POLICE, keys[POLICE.contact], width=NARROW)
    police.tell(*ANSWERS[POLICE])
    the_decision.ask_back(coordinator, police)
