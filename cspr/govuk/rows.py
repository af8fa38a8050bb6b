"""Several people or things in one form: rows with "Add another" and "Remove" that work without JavaScript."""

from typing import Any, cast

from django import forms
from django.forms.formsets import DEFAULT_MAX_NUM, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT, formset_factory
from django.http import QueryDict


class RowFormSet(forms.BaseFormSet[Any]):
    """A formset whose rows have a heading each, and which can grow and shrink on the server.

    A view asks `button_pressed` before it validates, and shows `rearranged()` in its place.
    """

    row_title = "Row"
    show_errors = True
    focused_row: int | None = None
    default_error_messages = {
        "missing_management_form": "Part of the page did not arrive, so nothing was saved. Go back and send it again.",
        "too_many_forms": "There is room for %(num)d at most. Remove one and continue.",
    }

    def total_form_count(self) -> int:
        """Return the number of rows: never fewer than are wanted, whatever was sent."""
        count = super().total_form_count()
        return max(count, self.min_num) if self.is_bound else count

    @property
    def answers(self) -> list[dict[str, Any]]:
        """Return what was answered in each row, without the rows that were left empty. Only after `is_valid()`."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]

    @property
    def button_pressed(self) -> bool:
        """Return whether the page was sent by "Add another" or "Remove", so that nothing is to be judged yet."""
        return self.add_name in self.data or self.remove_name in self.data

    @property
    def add_name(self) -> str:
        """Return the name of the "Add another" button."""
        return f"{self.prefix}-add"

    @property
    def remove_name(self) -> str:
        """Return the name of the "Remove" buttons; the value of each is its row, counted from 0."""
        return f"{self.prefix}-remove"

    @property
    def can_add(self) -> bool:
        """Return whether there is room for one more."""
        return self.total_form_count() < self.max_num

    @property
    def can_remove(self) -> bool:
        """Return whether one may go."""
        return self.total_form_count() > self.min_num

    def rearranged(self) -> "RowFormSet":
        """Return the rows with one more or one fewer, with everything that was typed and without errors."""
        rows = list(range(self.total_form_count()))
        gone = self.data.get(self.remove_name, "")
        if self.add_name in self.data and self.can_add:
            rows.append(len(rows))
        elif self.can_remove and gone.isdecimal() and int(gone) in rows:
            rows.remove(int(gone))
        result = type(self)(data=self.moved(rows), prefix=self.prefix, form_kwargs=self.form_kwargs)
        result.focused_row = len(rows) - 1 if self.add_name in self.data else None
        result.hide_errors()
        return result

    def moved(self, rows: list[int]) -> QueryDict:
        """Return what was sent for `rows`, renumbered from 0."""
        data = QueryDict(mutable=True)
        data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = str(len(rows))
        data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = "0"
        for place, row in enumerate(rows):
            start = f"{self.prefix}-{row}-"
            for name in self.data:
                if name.startswith(start):
                    data.setlist(f"{self.prefix}-{place}-{name.removeprefix(start)}", self.sent(name))
        return data

    def sent(self, name: str) -> list[str]:
        """Return every value that was sent under this name."""
        data: Any = self.data
        return list(data.getlist(name)) if hasattr(data, "getlist") else [data[name]]

    def hide_errors(self) -> None:
        """Show what was typed without judging it."""
        self.show_errors = False
        for place, form in enumerate(self.forms):
            form.show_errors = False
            form.focus_first = place == self.focused_row


def row_formset(
    form: type[forms.BaseForm], *, title: str, minimum: int = 1, maximum: int = DEFAULT_MAX_NUM, shown: int = 0
) -> type[RowFormSet]:
    """Return the formset class for rows titled "`title` 1", "`title` 2"; at least `minimum`, at most `maximum`.

    A new page shows `shown` empty rows more than the minimum; they may stay empty.
    """
    made: Any = formset_factory(
        form,
        formset=RowFormSet,
        extra=shown,
        min_num=minimum,
        max_num=maximum,
        absolute_max=maximum + 1,
        validate_max=True,
    )
    made.row_title = title
    return cast("type[RowFormSet]", made)
