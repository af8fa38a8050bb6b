"""One case from an agency's referral to the published review, on the running stack, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from devtools import paths
from devtools.stack import Stack
from tests.browser import launch
from tests.journey.at_the_desk import (
    accept,
    approve_and_publish,
    draft,
    notify,
    practice_review,
    register_an_agency,
    review_rapidly,
    tell_the_same_story,
    withdraw,
)
from tests.journey.in_the_open import find_it_gone, read, refer
from tests.journey.world import Staff, Walker, running_stack


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything that ./run starts."""
    with running_stack(tmp_path_factory.mktemp("journey")) as running:
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


@pytest.mark.journey
def test_a_case_from_referral_to_published_review_and_its_withdrawal(stack: Stack, browser: Browser, pictures: Path) -> None:
    coordinator, manager = Staff(browser, "Cora Dean", pictures), Staff(browser, "Miles Ashby", pictures)
    manager.join(stack, "manager@council.example", "business_manager")
    register_an_agency(manager)
    coordinator.join(stack, "coordinator@council.example", "coordinator")
    coordinator.sign_out()
    refer(stack, Walker(browser, "A head teacher", pictures))
    coordinator.sign_in(stack)
    accept(coordinator)
    notify(coordinator)
    review_rapidly(coordinator)
    practice_review(coordinator)
    draft(coordinator)
    approve_and_publish(manager)
    parent = Walker(browser, "A parent", pictures)
    read(stack, parent)
    tell_the_same_story(manager)
    withdraw(manager)
    find_it_gone(stack, parent.page.url, Walker(browser, "Another parent", pictures))
