"""Somebody who uses the keyboard alone: Tab, Space, Enter, the arrows, and typing. No mouse anywhere."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import expect

from tests.browser import axe_violations, overflows
from tests.journey.world import Walker

# More stops than the longest page has.
MOST_STOPS = 400
BUTTONS = ("submit", "a", "button")
# What has the focus: its name, its value, its kind, its words, and whether the person sees it.
FOCUS = """() => {
    const at = document.activeElement;
    const box = at.getBoundingClientRect();
    const label = at.labels && at.labels[0];
    const shows = (x, y) => {
        const top = document.elementFromPoint(x, y);
        return top && (at.contains(top) || (label && label.contains(top)));
    };
    const inset = [0.1, 0.5, 0.9];
    return {
        name: at.name || "", value: at.value || "", kind: at.type || at.tagName.toLowerCase(),
        words: (at.innerText || at.value || "").trim().replace(/\\s+/g, " "), checked: at.checked || false,
        seen: inset.some(x => inset.some(y => shows(box.left + x * box.width, box.top + y * box.height))),
    };
}"""


@dataclass(frozen=True)
class Stop:
    """Where the focus is."""

    name: str
    value: str
    kind: str
    words: str
    checked: bool
    seen: bool


class Typist(Walker):
    """A person at a keyboard, with a window of one width, with script or without."""

    width = 1280
    script = True

    def __post_init__(self) -> None:
        """Open the window in `start`, which knows its width."""

    def start(self, width: int, *, script: bool) -> "Typist":
        """Open the window; another one is another machine."""
        self.width, self.script = width, script
        self.context = self.browser.new_context(
            viewport={"width": width, "height": 900}, locale="en-GB", java_script_enabled=script
        )
        self.open_page()
        return self

    def look(self, title: str, *, shown_as: str = "") -> None:
        """Judge the page at this one width; axe needs script, so without it the same page is judged in the other walk."""
        assert overflows(self.page) == 0, f"{title} is wider than {self.width} pixels"
        assert self.complaints.lines == [], (title, self.complaints.lines)
        if self.script:
            self.page.screenshot(path=self.pictures / f"keyboard-{title}-{self.width}.png", full_page=True)
            assert axe_violations(self.page) == [], f"{title} at {self.width} pixels"
            # axe tries out styles of its own, of which the policy complains; what the page itself does was judged above.
            self.complaints.lines.clear()
        self.seen.append(title)

    @property
    def focus(self) -> Stop:
        """What has the focus now."""
        return Stop(**self.page.evaluate(FOCUS))

    def reach(self, name: str = "", *, words: str = "", value: str = "") -> Stop:
        """Press Tab until the control of this name, or the button or link of these words, has the focus and is in sight."""
        stop = self.focus
        for _ in range(MOST_STOPS):
            found = stop.name == name and value in ("", stop.value) if name else stop.words == words and stop.kind in BUTTONS
            if found:
                assert stop.seen, f"{name or words} has the focus and cannot be seen"
                return stop
            self.page.keyboard.press("Tab")
            stop = self.focus
        raise AssertionError(f"The keyboard does not reach {name or words} on “{self.page.title()}”")

    def answer(self, name: str, answer: str | list[str]) -> None:
        """Type over what stands there; radios take Space and the arrows, boxes Space, lists the first letters."""
        stop, keys = self.reach(name), self.page.keyboard
        if stop.kind == "radio":
            self._turn_to(str(answer))
        elif stop.kind == "checkbox":
            self._tick(name, [answer] if isinstance(answer, str) else answer)
        elif stop.kind == "select-one":
            chosen: Any = self.page.locator(f"[name='{name}'] option[value='{answer}']").inner_text()
            keys.type(chosen)
            expect(self.page.locator(f"[name='{name}'] option:checked")).to_have_text(chosen)
        else:
            keys.press("Control+A")
            keys.type(str(answer))
            assert self.focus.value == answer

    def _turn_to(self, answer: str) -> None:
        """Space takes the radio that has the focus; the arrows go on to the next."""
        self.page.keyboard.press("Space")
        for _ in range(MOST_STOPS):
            stop = self.focus
            if stop.value == answer:
                assert stop.checked
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"No arrow leads to {answer}")

    def _tick(self, name: str, answers: list[str]) -> None:
        for answer in answers:
            if not self.reach(name, value=answer).checked:
                self.page.keyboard.press("Space")
            assert self.focus.checked

    def press(self, words: str) -> None:
        """Press Enter on the button or link of these words, and wait for the page that follows."""
        self.reach(words=words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow_first_error(self) -> None:
        """The summary has the focus, so the next stop is its first message, which leads to its box."""
        if not self.script:
            return
        assert "There is a problem" in self.focus.words
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        assert self.focus.name, "The first message leads to no box"
