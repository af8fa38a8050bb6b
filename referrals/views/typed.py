"""What was posted on a page of the form, as it is stored: every box of the page, and nothing else."""

from collections.abc import Mapping
from typing import Any

from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict

from referrals import drafts
from referrals.forms.steps import About, StepForm
from referrals.forms.written import query

# The words under which the sender signs are stored like a page, so that they too outlive a lost connection.
DECLARATION = "declaration"
# Sent with every page, and no answer. Buttons are named "do-...".
NO_ANSWERS = frozenset({"csrfmiddlewaretoken", "page"})
SIGNED = ("declared_by", "declared")


def answers_on(form: StepForm) -> tuple[drafts.Answers, bool]:
    """The answers of a posted page, and whether "Add another" or "Remove" moved its rows."""
    posted: Any = form.data
    moves = form.rows is not None and form.rows.button_pressed
    typed = form.rearranged if moves else answers_of(posted)
    return answers_of({name: values for name, values in typed.items() if takes(form, name)}), moves


def answers_of(posted: Mapping[str, Any]) -> drafts.Answers:
    """What was typed on a page, without what only carries it. A null character, which no row can hold, shows as a sign."""
    lists: Any = posted.lists() if hasattr(posted, "lists") else posted.items()
    return {
        name.replace("\x00", "\ufffd"): [value.replace("\x00", "\ufffd") for value in values]
        for name, values in lists
        if name not in NO_ANSWERS and not name.startswith("do-")
    }


def takes(form: StepForm, name: str) -> bool:
    """Whether the page has a box of this name."""
    if form.rows is not None and name.startswith(f"{form.rows.prefix}-"):
        number, _, box = name.removeprefix(f"{form.rows.prefix}-").partition("-")
        if number in (TOTAL_FORM_COUNT, INITIAL_FORM_COUNT):
            return not box
        row: Any = form.rows.form
        return number.isdecimal() and int(number) < form.rows.absolute_max and has_box(row.base_fields, box)
    return has_box(form.fields, name)


def has_box(fields: Mapping[str, Any], name: str) -> bool:
    """Whether one of the fields is asked for in a box of this name; a date has a box for each of its parts."""
    field, _, part = name.rpartition("-")
    return name in fields or (field in fields and part in getattr(fields[field].widget, "parts", ()))


def signed_on(posted: QueryDict) -> drafts.Answers:
    """The answers of the declaration."""
    typed = answers_of(posted)
    return {name: values for name, values in typed.items() if name in SIGNED or name.startswith("sure-")}


def differences(form: type[StepForm], ours: drafts.Answers, theirs: drafts.Answers, *, about: About) -> list[Any]:
    """Each question on which two versions of a page differ: its label, the one answer, the other."""
    first, second = shown(form(query(ours), about=about)), shown(form(query(theirs), about=about))
    labels = [*first, *(label for label in second if label not in first)]
    pairs = [(label, first.get(label, ""), second.get(label, "")) for label in labels]
    return [pair for pair in pairs if pair[1] != pair[2]]


def shown(form: StepForm) -> dict[str, str]:
    """Each question of a page and what was typed, right or wrong, as words."""
    found = {str(bound.label): in_words(bound) for bound in form if not bound.is_hidden}
    for number, row in enumerate(form.rows.forms if form.rows is not None else (), 1):
        found |= {f"{form.rows.row_title} {number}: {bound.label}": in_words(bound) for bound in row}  # type: ignore[union-attr]
    return found


def in_words(bound: Any) -> str:
    """What was typed in one box, or chosen."""
    value = bound.value()
    chosen = [value] if isinstance(value, str) or value is None else list(value)
    names = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
    if not names and not isinstance(value, str | list | tuple | type(None)):
        return str(value)
    return ("; " if names else " ").join(names.get(str(one), str(one)) for one in chosen if one not in (None, ""))
