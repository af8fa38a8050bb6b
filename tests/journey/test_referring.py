"""A sender refers a case with the keyboard alone, is interrupted, and goes on at another machine: narrow and wide, with and
without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from devtools import paths
from devtools.stack import Stack
from tests.browser import WIDTHS, launch
from tests.journey import the_form
from tests.journey.keyboard import Typist
from tests.journey.world import running_stack


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything that ./run starts, with the agencies of the demonstration."""
    with running_stack(tmp_path_factory.mktemp("referring"), demonstration=True) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with launch() as opened:
        yield opened


@pytest.mark.journey
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_sender_refers_by_keyboard_alone_interrupted_and_on_another_machine(
    stack: Stack, browser: Browser, width: int, script: bool
) -> None:
    pictures = paths.VAR / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    email = f"head{width}{'script' if script else 'plain'}@hillside.example"
    code, number = write_half(stack, typist(browser, pictures, width, script), email)
    again = typist(browser, pictures, width, script)
    the_form.sign_in(stack, again, email, used=code)
    the_form.come_back(again, number)
    the_form.write(again, mistakes=the_form.MISTAKES if script else ())
    the_form.send(again)
    the_form.follow(again)
    assert again.context.storage_state()["origins"] == []


def typist(browser: Browser, pictures: Path, width: int, script: bool) -> Typist:
    """A machine."""
    return Typist(browser, "A head teacher", pictures).start(width, script=script)


def write_half(stack: Stack, sender: Typist, email: str) -> tuple[str, str]:
    """The first half, on the first machine; the code that was used, and the receipt number."""
    code = the_form.sign_in(stack, sender, email)
    number = the_form.begin(sender)
    sender.press("About you")
    the_form.write(sender, until="abuse")
    the_form.leave_half_way(sender)
    sender.context.close()
    return code, number
