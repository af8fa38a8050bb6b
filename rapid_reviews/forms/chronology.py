"""Which part of a chronology is shown, and a question in words of one's own. Nothing in an address names anybody."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from rapid_reviews.chronology import USUAL_WEEKS
from rapid_reviews.questioning import Entry, Merged, Shown
from rapid_reviews.questioning.asking import LONGEST

MOST_WEEKS = 52


class WeeksForm(forms.Form):
    """From how many weeks without a row on it is told."""

    weeks = forms.IntegerField(
        label="Weeks without a row",
        min_value=1,
        max_value=MOST_WEEKS,
        required=False,
        widget=forms.NumberInput(attrs={"size": 3}),
    )

    def chosen(self) -> int:
        """The usual number where none, or an impossible one, was typed."""
        return (self.cleaned_data.get("weeks") if self.is_valid() else None) or USUAL_WEEKS


class NarrowForm(WeeksForm):
    """Agency and person by their place in the lists, and a period. Everything may be left open."""

    agency = forms.TypedChoiceField(label="Agency", required=False, coerce=int, empty_value=None)
    person = forms.TypedChoiceField(label="Person", required=False, coerce=int, empty_value=None)
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    field_order = ("agency", "person", "since", "until", "weeks")

    def __init__(self, data: Any, whole: Merged) -> None:
        given = data.copy()
        given.setdefault("weeks", str(whole.weeks))
        super().__init__(given)
        self.whole = whole
        lists = {
            "agency": [str(request.agency) for request in whole.requests],
            "person": [f"{one.name}, {one.relation}" for one in whole.people],
        }
        for name, offered in lists.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "All"), *enumerate(offered, 1)]
        for name in ("since", "until"):
            self.fields[name].widget.attrs |= {"min": f"{date(1930, 1, 1)}", "max": f"{whole.last}"}

    def narrowed(self) -> "Narrowed":
        """What is shown by what was chosen; a choice that cannot be is passed over, and its error stands beside its box."""
        self.full_clean()
        given = self.cleaned_data
        agency, person = given.get("agency"), given.get("person")
        name = str(self.whole.requests[agency - 1].agency) if agency else ""
        entries = tuple(
            entry
            for entry in self.whole.entries
            if (not name or entry.telling.agency == name)
            and (not person or self._is_about(entry, person - 1))
            and (not given.get("since") or (entry.telling.until or entry.telling.on) >= given["since"])
            and (not given.get("until") or entry.telling.on <= given["until"])
        )
        everything = len(entries) == len(self.whole.entries)
        kept = {entry.number for entry in entries}
        findings = tuple(one for one in self.whole.findings if everything or kept & {entry.number for entry in one.entries})
        return Narrowed(entries, findings, everything)

    def _is_about(self, entry: Entry, person: int) -> bool:
        row = entry.telling
        return any(person in mention for mention in self.whole.family.mentions(f"{row.people}; {row.event}"))


@dataclass(frozen=True)
class Narrowed:
    """The rows and findings that are shown."""

    entries: tuple[Entry, ...]
    findings: tuple[Shown, ...]
    is_all: bool


class AskForm(forms.Form):
    """A finding, and one of the agencies that have a part in it."""

    found = forms.RegexField(r"^[0-9a-f]{64}$")
    request = forms.UUIDField()


class AskFreelyForm(forms.Form):
    """An agency, and a question."""

    request = forms.TypedChoiceField(label="Agency", coerce=int)
    words = forms.CharField(label="Question", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any, whole: Merged) -> None:
        super().__init__(data, prefix="freely")
        offered = [(number, str(request.agency)) for number, request in enumerate(whole.requests, 1)]
        self.fields["request"].choices = offered  # type: ignore[attr-defined]
