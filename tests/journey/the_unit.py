"""Somebody of the staff who works with the keyboard alone, at a desk or on a telephone: every page on the way is judged."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from tests.browser import Complaints
from tests.journey.keyboard import Typist
from tests.journey.world import Staff, Walker


class Desk(Typist, Staff):
    """A member of staff with one window. `height` is that of the screen."""

    height = 900
    email = ""

    def sit_down(self, width: int, height: int = 900) -> "Desk":
        """Open the window of that size; a page at a desk is also judged as a telephone would show it."""
        self.height = height
        self.start(width, script=True)
        self.page.set_viewport_size({"width": width, "height": height})
        return self

    def look(self, title: str, *, shown_as: str = "") -> None:
        """Judge the page; at a desk at both widths, and the focus stays where it was."""
        if self.width > 320:
            Walker.look(self, f"desk-{title}", shown_as=shown_as)
        else:
            Typist.look(self, title)
        # Each page is judged from its top; then the person is where they were.
        self.page.evaluate("document.activeElement.scrollIntoView({block: 'center', behavior: 'instant'})")

    def fill(self, **answers: str) -> None:
        """Type into the boxes of these names, one after the other."""
        self.answer_all(answers)

    def choose(self, **answers: str) -> None:
        """As any answer."""
        self.answer_all(answers)

    def answer(self, name: str, answer: str | list[str]) -> None:
        """A day is typed part by part, as the browser asks for it; anything else as everywhere."""
        if self.page.locator(f"[name='{name}']").first.get_attribute("type") not in ("date", "datetime-local"):
            super().answer(name, answer)
            return
        self.reach(name)
        moment = datetime.fromisoformat(str(answer))
        with_time = "T" in str(answer)
        # The browser's own language says how it asks for a moment: as here, or as in America.
        for day, time in (("%d%m%Y", "%H%M"), ("%m%d%Y", "%I%M%p")):
            self._type_parts(moment.strftime(day), moment.strftime(time) if with_time else "")
            if self.focus.value == answer:
                return
        raise AssertionError(f"{name} stands at {self.focus.value}, not at {answer}")

    def _type_parts(self, day: str, time: str) -> None:
        keys = self.page.keyboard
        for _ in range(6):
            keys.press("ArrowLeft")
        keys.type(day)
        if time:
            keys.press("ArrowRight")
            keys.type(time)

    def submit(self) -> None:
        """Press the button of a step; nothing is refused."""
        button = self.page.locator(".submit-row input[type=submit]").first.get_attribute("value")
        self.press(button or "")
        assert self.page.locator(".error-summary").count() == 0, self.page.locator(".error-summary").inner_text()

    def step(self, title: str, label: str, **answers: str | list[str]) -> None:
        """Take a step from the record's page: open it, look, answer, read what follows, take it."""
        self.press(label)
        self.look(f"step-{title}")
        self.answer_all(answers)
        self.submit()
        if self.page.locator(".submit-row input[value^='Confirm']").count():
            self.look(f"step-{title}-preview")
            self.submit()

    def follow(self, words: str) -> None:
        """The first link of the page itself whose words begin so."""
        links = self.page.locator("#content a").all_inner_texts()
        self.press(next(" ".join(text.split()) for text in links if re.match(words, text.strip())))

    @contextmanager
    def in_a_new_tab(self, words: str) -> Iterator[None]:
        """Press a button that opens another tab; inside the block that is the page, and then it is closed."""
        before = self.page, self.complaints
        self.reach(words=words)
        with self.context.expect_page() as opening:
            self.page.keyboard.press("Enter")
        self.page = opening.value
        self.complaints = Complaints(self.page)
        self.page.set_viewport_size({"width": self.width, "height": self.height})
        yield
        self.page.close()
        self.page, self.complaints = before

    def take(self, words: str) -> bytes:
        """Follow a link to a file, and return what was saved."""
        links = self.page.locator("#content a").all_inner_texts()
        self.reach(words=next(" ".join(text.split()) for text in links if re.match(words, text.strip())))
        with self.page.expect_download() as saving:
            self.page.keyboard.press("Enter")
        return saving.value.path().read_bytes()
