"""Versions of a record: which is the newest, what one said, and what two people made of the same field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.db import models
from django.db.models import OuterRef, Subquery
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import Truncator, capfirst

THEIRS = "theirs"
LONGEST = 2000


@dataclass(frozen=True)
class Clash:
    """One field that somebody else saved while this person had the page open, with all its values in words.

    `choice` is the name of the box by which the person takes over what the other saved; it is empty where there is nothing
    to choose, because this person had not touched the field, or had typed the same.
    """

    label: str
    before: str
    theirs: str
    yours: str
    choice: str = ""


def newest_version(record: models.Model) -> Any:
    """The newest row of the record's field history, or None."""
    history = getattr(record, "history", None)
    return None if history is None or record.pk is None else history.order_by("-history_id").first()


def newest_id(model: type[models.Model]) -> Subquery | None:
    """The number of the newest version, for each row of a query of the model; None where no history is kept."""
    history = getattr(model, "history", None)
    if history is None:
        return None
    versions = history.filter(**{model._meta.pk.name: OuterRef("pk")}).order_by("-history_id")
    return Subquery(versions.values("history_id")[:1])


def version(history: Any, wanted: str) -> Any:
    """The row of a field history with the number that was sent as text, or None. No row has a number of 19 digits."""
    return history.filter(history_id=wanted).first() if wanted.isdecimal() and len(wanted) < 19 else None


def state_fields(earlier: Any) -> list[tuple[str, str]]:
    """An earlier state as pairs of label and words."""
    return [(capfirst(str(field.verbose_name)), words_of(earlier, field)) for field in earlier.tracked_fields]


def words_of(state: Any, field: Any) -> str:
    """What a version, or a record, holds in a field, in words."""
    if field.many_to_many:
        chosen = field.related_model._default_manager.filter(pk__in=value_of(state, field))
        return ", ".join(str(one) for one in chosen) or "–"
    value = getattr(state, field.attname)
    words = getattr(state, f"get_{field.name}_display", None)
    if callable(words):
        value = words()
    if field.is_relation and value is not None:
        value = field.related_model._default_manager.filter(pk=value).first()
    return in_words(value)


def in_words(value: Any) -> str:
    """A value as people write it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(one) for one in value) or "–"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %B %Y at %H:%M}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    return str(Truncator(str(value)).chars(LONGEST))


def value_of(state: Any, field: Any) -> Any:
    """What a version, or a record, holds in a field, as a form takes it; of several choices their keys."""
    if not field.many_to_many:
        return field.value_from_object(state)
    if field.model is type(state):
        return [one.pk for one in getattr(state, field.name).all()]
    return sorted(getattr(row, f"{field.m2m_reverse_field_name()}_id") for row in getattr(state, field.name).all())


def changed_since(before: Any, newest: Any) -> list[Clash]:
    """What somebody else changed from one version to the other, with nothing of one's own beside it."""
    found = []
    for field in _fields(newest).values():
        was, now = (words_of(state, field) for state in (before, newest))
        if was != now:
            found.append(Clash(capfirst(str(field.verbose_name)), was, now, ""))
    return found


def take_theirs(form: forms.BaseForm, record: models.Model, data: QueryDict) -> None:
    """Where the person chose what the other had saved, put that into what was sent."""
    for name, model_field in _fields(record).items():
        if name in form.fields and data.get(choice_of(form, name)) == THEIRS:
            _put(form, name, value_of(record, model_field), data)


def choice_of(form: forms.BaseForm, name: str) -> str:
    """The name of the box by which theirs is taken over."""
    return form.add_prefix(f"{name}-take")


def compare(form: forms.BaseForm, before: Any, newest: Any, data: QueryDict) -> list[Clash]:
    """Lay what was sent beside what somebody else saved since the page was opened on `before`.

    A field that this person had not touched takes over what the other saved: it is put into `data`. Without `before` nobody
    knows what was touched, and every difference is this person's.
    """
    found = []
    for name, model_field in _fields(newest).items():
        if name not in form.fields or form.fields[name].disabled:
            continue
        theirs = value_of(newest, model_field)
        was = None if before is None else value_of(before, model_field)
        if before is not None and was == theirs:
            continue
        now, sent = _as_sent(form, name, theirs), _sent(form, name, data)
        untouched = before is not None and sent == _as_sent(form, name, was)
        if untouched:
            _put(form, name, theirs, data)
        elif before is None and sent == now:
            continue
        choice = "" if untouched or sent == now else choice_of(form, name)
        label = capfirst(str(form.fields[name].label or model_field.verbose_name))
        earlier = "" if before is None else words_of(before, model_field)
        yours = "" if untouched else _typed_words(form, name, data)
        found.append(Clash(label, earlier, words_of(newest, model_field), yours, choice))
    return found


def _fields(state: Any) -> dict[str, Any]:
    """The fields of a version or of a record, by name: its own, and those with several choices."""
    if hasattr(state, "tracked_fields"):
        several = getattr(type(state), "_history_m2m_fields", ())
        return {field.name: field for field in (*state.tracked_fields, *several)}
    return {field.name: field for field in (*state._meta.concrete_fields, *state._meta.many_to_many)}


def _sent(form: forms.BaseForm, name: str, data: Mapping[str, Any]) -> dict[str, list[str]]:
    """What the browser sent for a field, box by box; an empty box and one that is not there are the same."""
    prefix = form.add_prefix(name)
    boxes = [prefix, *(f"{prefix}_{part}" for part in range(_parts(form.fields[name].widget)))]
    query = cast(QueryDict, data)
    return {box: kept for box in boxes if (kept := _normal(query.getlist(box)))}


def _parts(widget: forms.Widget) -> int:
    return len(widget.widgets) if isinstance(widget, forms.MultiWidget) else 0


def _as_sent(form: forms.BaseForm, name: str, value: Any) -> dict[str, list[str]]:
    """What a browser would send for a field that shows this value."""
    field = form.fields[name]
    shown = _boxes(field.widget, form.add_prefix(name), field.prepare_value(value))
    return {box: kept for box, values in shown.items() if (kept := _normal(values))}


def _boxes(widget: forms.Widget, name: str, value: Any) -> dict[str, list[str]]:
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list) else widget.decompress(value)
        boxes: dict[str, list[str]] = {}
        for number, (part, one) in enumerate(zip(widget.widgets, parts or (), strict=False)):
            boxes |= _boxes(part, f"{name}_{number}", one)
        return boxes
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if value else []}
    shown = widget.format_value(value)
    if shown is None:
        return {name: []}
    return {name: [str(one) for one in shown] if isinstance(shown, (list, tuple, set)) else [str(shown)]}


def _normal(values: Iterable[Any]) -> list[str]:
    """Without what browsers add to lines, and in one order."""
    return sorted(text for value in values if (text := str(value).replace("\r\n", "\n").strip()))


def _put(form: forms.BaseForm, name: str, value: Any, data: QueryDict) -> None:
    prefix = form.add_prefix(name)
    for box in [prefix, *(f"{prefix}_{part}" for part in range(_parts(form.fields[name].widget)))]:
        data.pop(box, None)
    for box, values in _as_sent(form, name, value).items():
        data.setlist(box, values)


def _typed_words(form: forms.BaseForm, name: str, data: QueryDict) -> str:
    """What this person sent, in words: as the field understands it, else as it was typed."""
    field: Any = form.fields[name]
    raw = field.widget.value_from_datadict(data, cast(Any, {}), form.add_prefix(name))
    if isinstance(form.fields[name], forms.ModelMultipleChoiceField):
        return in_words([str(one) for one in field.queryset if str(one.pk) in set(map(str, raw or ()))])
    if isinstance(form.fields[name], forms.ModelChoiceField):
        return next((str(one) for one in field.queryset if str(one.pk) == str(raw)), "–")
    if isinstance(form.fields[name], forms.ChoiceField):
        return next((str(words) for key, words in _flat(field.choices) if key and str(key) == str(raw)), "–")
    try:
        return in_words(field.to_python(raw))
    except forms.ValidationError:
        return in_words(str(raw))


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, words in choices:
        yield from words if isinstance(words, (list, tuple)) else ((key, words),)
