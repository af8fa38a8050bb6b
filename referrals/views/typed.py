"""What was posted on a page of the form, as it is stored: every box of the page, and nothing else."""

from typing import Any

from django.http import QueryDict

from referrals import drafts
from referrals.forms.steps import About, StepForm
from referrals.forms.written import query

# The words under which the sender signs are stored like a page, so that they too outlive a lost connection.
DECLARATION = "declaration"
SIGNED = ("declared_by", "declared")


def answers_on(form: StepForm) -> tuple[drafts.Answers, bool]:
    """The answers of a posted page, and whether "Add another" or "Remove" moved its rows."""
    posted: Any = form.data
    moves = form.rows is not None and form.rows.button_pressed
    typed = form.rearranged if moves else drafts.answers_of(posted)
    return drafts.answers_of({name: values for name, values in typed.items() if takes(form, name)}), moves


def takes(form: StepForm, name: str) -> bool:
    """Whether the page has a box of this name."""
    if form.rows is not None and name.startswith(f"{form.rows.prefix}-"):
        return name not in (form.rows.add_name, form.rows.remove_name)
    return name in form.fields or name.rpartition("-")[0] in form.fields


def signed_on(posted: QueryDict) -> drafts.Answers:
    """The answers of the declaration."""
    typed = drafts.answers_of(posted)
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
