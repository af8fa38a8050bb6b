"""A form that knows which version of the record it was opened on."""

from typing import Any, cast

from django import forms
from django.db import models, transaction
from django.http import QueryDict
from django.utils import timezone

from cspr.editing.versions import Clash, compare, newest_version, take_theirs, version
from cspr.lifecycle import MoveRefused, lock

VERSION = "opened_version"
# The browser's own calendar: in the order of days and months that the person is used to, without a script of ours.
DATES: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    models.DateTimeField: {
        "form_class": forms.DateTimeField,
        "widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    },
}


def saved_by(newest: Any) -> str:
    """Who saved a version, and when, in words."""
    when = timezone.localtime(newest.history_date)
    return f"{newest.history_user or 'Somebody else'} saved this record on {when:%-d %B %Y at %H:%M}"


def _newest_id(record: models.Model) -> int | None:
    """As the page fetched it with the record, else asked for."""
    if hasattr(record, "newest_version"):
        return cast(int | None, record.newest_version)
    newest = newest_version(record)
    return None if newest is None else int(newest.history_id)


class VersionedForm(forms.ModelForm[Any]):
    """Refused once when somebody else saved since it was opened: both values are shown, and the person chooses.

    What this person had not touched takes over what the other saved, so that saving again overwrites nothing but what they
    have read.
    """

    opened_version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashes: list[Clash] = []
        if self.is_bound and self.instance.pk is not None:
            data = cast(QueryDict, self.data).copy()
            take_theirs(self, self.instance, data)
            self.data = data
        elif not self.is_bound and (opened := _newest_id(self.instance)) is not None:
            self.initial[VERSION] = str(opened)

    def clean(self) -> dict[str, Any] | None:
        """Refuse a save on top of somebody else's. Saving again, having read what they changed, is a decision."""
        cleaned = super().clean()
        opened = self.cleaned_data.get(VERSION)
        if opened and self.instance.pk is not None:
            self._look(opened)
        return cleaned

    def _look(self, opened: str) -> None:
        """Hold the row until the transaction of the page ends: two saves at the same moment come one after the other."""
        try:
            with transaction.atomic():
                lock(self.instance)
        except MoveRefused as busy:
            self.add_error(None, str(busy))
            return
        newest = newest_version(self.instance)
        if newest is not None and str(newest.history_id) != opened:
            self._refuse(newest, opened)

    def _refuse(self, newest: Any, opened: str) -> None:
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix(VERSION)] = str(newest.history_id)
        self.clashes = compare(self, version(type(newest).objects, opened), newest, data)
        self.data = data
        self.add_error(
            None,
            f"{saved_by(newest)}, while you had it open. Nothing of yours was saved yet; all you typed is still below. Read "
            "what changed, choose where the two of you differ, then press Save again.",
        )
