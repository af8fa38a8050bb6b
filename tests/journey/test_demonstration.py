"""A newcomer enters the demonstration with nothing but what ./run prints."""

import re
from pathlib import Path

import pytest

from demo.referred import WRITES
from devtools import paths
from tests.browser import launch
from tests.journey import the_form
from tests.journey.world import Staff, Walker, running_stack

COORDINATOR, PASSWORD = "coordinator@partnership.example", "invented cases only"


@pytest.mark.journey
def test_a_newcomer_enters_with_what_the_run_command_prints(tmp_path: Path) -> None:
    pictures = paths.VAR / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    with running_stack(tmp_path, demonstration=True) as stack, launch() as browser:
        printed = stack.manage("demo_signins")
        assert COORDINATOR in printed
        reader = Walker(browser, "A reader", pictures)
        reader.page.goto(f"{stack.urls['public']}/reviews/")
        reader.sees("30 reviews, newest first")
        reader.look("demo-reviews", shown_as="public-reviews")
        worker = Staff(browser, "A newcomer", pictures)
        worker.page.goto(f"{stack.urls['staff']}/")
        worker.fill(login=COORDINATOR, password=PASSWORD)
        worker.press("Continue")
        worker.sees("Your second step")
        code = re.search(r"\d{6}", stack.manage("demo_code", COORDINATOR))
        assert code
        worker.fill(code=code[0])
        worker.press("Sign in")
        for words in ("Late", "Past our own standard", "Referrals to be read"):
            worker.sees(words)
        worker.look("demo-work-for-today", shown_as="work-for-today")
        sender = Walker(browser, "A newcomer at the other door", pictures)
        the_form.sign_in(stack, sender, WRITES)
        number = re.search(rf"{WRITES} +A saved draft: receipt number ([\d ]{{19}})", printed)
        assert number
        sender.answer("number", number[1])
        sender.press("Open")
        sender.sees("1 of 10 sections complete")
