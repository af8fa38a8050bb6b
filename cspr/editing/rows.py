"""Rows within a page of the staff admin: how many one page takes, and what happens to those that belong elsewhere by now."""

import re
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT, ManagementForm
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst

from cspr.editing.versions import Clash, compare, newest_version, take_theirs, version
from cspr.lifecycle import MoveRefused, lock

NEW_ROWS = 30
TOO_MANY = (
    f"One page takes at most {NEW_ROWS} new rows at a time. Nothing was saved yet; all you typed is still on this page. "
    f"Empty the rows beyond {NEW_ROWS}, press Save, and add those afterwards."
)
GONE = (
    "A row that you sent no longer belongs to this record: somebody may have taken it away while you had the page open. "
    "Nothing was saved yet; all you typed is still on this page. If you had changed that row, it is now among the new ones: "
    "press Save again to add it, or empty it first to leave it out."
)

CHANGED = (
    "{who} saved {row} while you had this page open. Nothing was saved yet; all you typed is still below. Read what changed, "
    "choose where the two of you differ, then press Save again."
)
# Beside Django's counts of the rows: on which version of each of them the page was opened.
OPENED = "OPENED"

Row = dict[str, list[Any]]


class StaffRows(forms.BaseInlineFormSet[Any, Any, Any]):
    """Rows whose every field says its name to a screen reader, of which none is invented by whoever sends the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused: list[str] = []
        self.clashes: list[Clash] = []
        if self.is_bound:
            self._hold()
        there = len(self.get_queryset())
        # Nought stands for rows that nobody may add.
        self.max_num = there + NEW_ROWS if self.max_num else 0
        self.absolute_max = there + 2 * NEW_ROWS
        if self.is_bound and self.management_form.is_valid():
            declared = int(self.management_form.cleaned_data[TOTAL_FORM_COUNT] or 0)
            self._look_through(declared)
            if not self.refused:
                self._lay_beside(declared)

    @cached_property
    def management_form(self) -> ManagementForm:
        """Django's counts, and the version of each row."""
        form: ManagementForm = super().management_form
        form.fields[OPENED] = forms.CharField(required=False, widget=forms.HiddenInput)
        if not self.is_bound:
            form.initial[OPENED] = self._versions()
        return form

    def add_fields(self, form: forms.ModelForm[Any], index: int | None) -> None:
        """Django's fields, each with its label and the number of its row: in a table only the head of the column has it."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField) and name != self.fk.name and not field.widget.is_hidden:
                cast(Any, field.widget).choices = self._choices(name, field)
        row = "new row" if index is None else f"row {index + 1}"
        for bound in form:
            bound.field.widget.attrs.setdefault("aria-label", f"{bound.label}, {row}")

    def get_queryset(self) -> QuerySet[Any]:
        """Django's rows, each of which knows already to which record it belongs: its name is that of the record."""
        rows = super().get_queryset()
        for one in rows:
            setattr(one, self.fk.name, self.instance)
        return rows

    def _choices(self, name: str, field: forms.ModelChoiceField[Any]) -> list[Any]:
        """What may be chosen, asked for once and not once for each row."""
        # Kept with the record: the other rows of its page choose among the same.
        asked = self.instance.__dict__.setdefault("choices_of_this_page", {})
        key = str(cast(Any, field.queryset).query)
        if key not in asked:
            asked[key] = [choice for choice in cast(Any, field.choices)]  # noqa: C416 - `list` would count them first
        return cast(list[Any], asked[key])

    def clean(self) -> None:
        """Refuse in words what Django would pass over in silence. Raises ValidationError."""
        if not self.refused and sum(form.has_changed() for form in self.extra_forms) > NEW_ROWS:
            self.refused.append(TOO_MANY)
        if self.refused:
            raise ValidationError(self.refused)
        super().clean()

    def _hold(self) -> None:
        """The record to which the rows belong, until the transaction of the page ends: of two saves one comes first."""
        if self.instance.pk is not None and transaction.get_connection().in_atomic_block:
            try:
                with transaction.atomic():
                    lock(self.instance)
            except MoveRefused as busy:
                self.refused.append(str(busy))

    def _versions(self) -> str:
        """The newest version of each row, as the page keeps it: the row's key, a colon, the version."""
        rows = [(one.pk, getattr(one, "newest_version", None)) for one in self.get_queryset()]
        return " ".join(f"{key}:{newest}" for key, newest in rows if newest)

    def _lay_beside(self, declared: int) -> None:
        """Lay each row that somebody else saved meanwhile beside what was sent; what was not touched becomes theirs."""
        data = cast(QueryDict, self.data).copy()
        key = str(cast(type[Model], self.model)._meta.pk.name)
        opened = dict(pair.split(":", 1) for pair in data.get(f"{self.prefix}-{OPENED}", "").split() if ":" in pair)
        there = {str(one.pk): one for one in self.get_queryset()}
        for number in range(min(declared, self.absolute_max)):
            prefix = self.add_prefix(number)
            record = there.get(str(data.get(f"{prefix}-{key}", "")).strip())
            if record is None:
                continue
            form = self.form(instance=record, prefix=prefix, **self.form_kwargs)
            take_theirs(form, record, data)
            was, newest = opened.get(str(record.pk)), getattr(record, "newest_version", None)
            if was is not None and newest is not None and was != str(newest):
                self._of_one_row(number, record, form, was, data)
        data[f"{self.prefix}-{OPENED}"] = self._versions()
        self.data = data
        # Django read the counts, and with them the versions, once already.
        del self.management_form

    def _of_one_row(self, number: int, record: Any, form: forms.BaseForm, was: str, data: QueryDict) -> None:
        newest = newest_version(record)
        before, deletes = version(record.history, was), f"{self.add_prefix(number)}-{DELETION_FIELD_NAME}"
        row = f"{cast(type[Model], self.model)._meta.verbose_name} {number + 1}"
        found = compare(form, before, newest, data)
        if data.get(deletes):
            del data[deletes]
            found = [replace(one, yours="To be taken away", choice="") for one in found]
        elif not any(one.choice for one in found):
            return
        self.clashes += [replace(one, label=f"{capfirst(row)}: {one.label}") for one in found]
        self.refused.append(CHANGED.format(who=newest.history_user or "Somebody else", row=row))

    def _look_through(self, declared: int) -> None:
        """Note what is wrong with the rows as a whole, and if anything is, put them in an order that can be sent again."""
        key = str(cast(type[Model], self.model)._meta.pk.name)
        known = {str(record.pk) for record in self.get_queryset()}
        rows = self._rows(declared)
        ours = [row for row in rows if _first(row, key) in known]
        gone = [row for row in rows if _first(row, key) and _first(row, key) not in known]
        if declared > self.absolute_max:
            self.refused.append(TOO_MANY)
        if gone:
            self.refused.append(GONE)
        if self.refused:
            left = [{**row, key: [""]} for row in gone if "DELETE" not in row]
            self._renumber(ours, [*left, *(row for row in rows if not _first(row, key))])

    def _rows(self, declared: int) -> list[Row]:
        """The rows that were really sent, in the order of their numbers."""
        found: dict[int, Row] = {}
        pattern = re.compile(rf"{re.escape(str(self.prefix))}-([0-9]{{1,6}})-(.+)")
        for name, values in cast(QueryDict, self.data).lists():
            match = pattern.fullmatch(name)
            if match and int(match[1]) < declared:
                found.setdefault(int(match[1]), {})[match[2]] = list(values)
        return [found[number] for number in sorted(found)]

    def _renumber(self, ours: list[Row], new: list[Row]) -> None:
        """Rows of this record first, then new ones, and counts that are true."""
        data = cast(QueryDict, self.data).copy()
        prefix = str(self.prefix)
        for name in [name for name in data if re.match(rf"{re.escape(prefix)}-[0-9]", name)]:
            del data[name]
        for number, row in enumerate([*ours, *new]):
            for name, values in row.items():
                data.setlist(f"{prefix}-{number}-{name}", values)
        data[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(ours) + len(new))
        data[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(len(ours))
        self.data = data
        # Django read the counts once already.
        del self.management_form


def _first(row: Row, name: str) -> str:
    return str((row.get(name) or [""])[0]).strip()
