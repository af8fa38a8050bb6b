"""Every page of a referral as a sender types it, in order to be sent, and a draft that is filled in with it. All invented."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.forms import BaseForm

from cspr.models import Agency
from cspr.templatetags.govuk import errors_in
from referrals import drafts
from referrals.drafts import Answers, Page
from referrals.forms.catalog import STEPS
from referrals.forms.steps import About, StepForm
from referrals.forms.written import Written, query
from referrals.models import Draft, DraftStep
from tests.referrals.answers import CHILD_NAME, MONDAY, SECRET_WORDS

# A page that no other tab saved after it was opened.
NEWEST = 10_000
Place = tuple[str, int]
# A page as a browser posts it: a value, or several under one name.
Typed = Mapping[str, str | list[str]]


def day(name: str, text: str) -> dict[str, Any]:
    """The three boxes of a date written "27 3 2026"; "" leaves them empty."""
    parts = text.split() if text else ["", "", ""]
    return {f"{name}-{part}": value for part, value in zip(("day", "month", "year"), parts, strict=True)}


def row(number: int, **boxes: str) -> dict[str, str]:
    """The boxes of one row, counted from 0; a date is given as its three boxes."""
    return {f"rows-{number}-{name}": value for name, value in boxes.items()}


def rows(*typed: Mapping[str, str]) -> dict[str, Any]:
    """Rows of a page, with what the browser sends beside them."""
    found: dict[str, Any] = {"rows-TOTAL_FORMS": str(len(typed)), "rows-INITIAL_FORMS": "0"}
    for number, boxes in enumerate(typed):
        found |= row(number, **boxes)
    return found


PERSON: dict[str, Any] = {
    "name": "Canary Brother",
    "relation": "Brother",
    **day("born_on", "1 2 2012"),
    "address": "1 Canary Row, Bath",
    "ethnicity": "",
    "legal_status": "",
    "protection_plan": "never",
}
AGENCY: dict[str, Any] = {
    "name": "Canary Health Visiting",
    "contact": "Dora Dove, 01225 000113",
    "still_involved": "yes",
}
KEY_DATE: dict[str, Any] = {
    "precision": "month",
    **day("on", ""),
    "on-month": "3",
    "on-year": "2025",
    "time": "",
    "event": "Canary first injury seen",
    "agency": "Canary School",
    "source": "",
}

ONCE: dict[str, Typed] = {
    "you": {"sender_name": "Alma Archer", "sender_role": "Head teacher", "sender_phone": "01225 000111"},
    "manager": {
        "manager_name": "Basil Boyle",
        "manager_role": "Trust safeguarding lead",
        "manager_contact": "01225 000112",
        **day("discussed_on", "1 6 2026"),
    },
    "incident": {
        "incident_dated": "exact",
        **day("incident_on", "30 5 2026"),
        **day("incident_until", ""),
        "incident_time": "In the night",
        "incident_place": "At home, 1 Canary Row",
        "narrative": SECRET_WORDS,
    },
    "abuse": {"suspicion": "suspected", "abuse_evidence": "Canary bruise seen by the school nurse"},
    "harm": {
        "outcome": "serious_harm",
        "harm_types": ["physical", "neglect"],
        "harm_evidence": "Canary fracture confirmed at the hospital",
    },
    "learning": {
        "improvements": "not_known",
        "improvements_evidence": "",
        "recurrent": "no",
        "recurrent_evidence": "",
        "agencies_concern": "yes",
        "agencies_working": "Canary calls that nobody returned",
        "panel_asked": "no",
        "panel_evidence": "",
    },
    "request": {"request": "statutory"},
    "aware": {
        **day("agency_aware_on", "30 5 2026"),
        "agency_aware_time": "09:15",
        "la_told": "yes",
        **day("la_told_at", "31 5 2026"),
        "la_told_at-time": "14:30",
        "la_told_how": "By telephone, duty social worker",
    },
    "family": {"household_known": "yes", **rows(PERSON)},
    "agencies": {"agencies_involved": "yes", **rows(AGENCY)},
    "safety": {
        "safety_steps": ["social_care", "police"],
        "safety": "A brother is with his aunt; children’s social care knows",
    },
    "dates": rows(KEY_DATE),
    "other": {
        "proceedings": ["police"],
        "proceedings_details": "Canary police enquiry",
        "media_interest": "no",
        "media_details": "",
        "family_told": "yes",
        "family_details": "Told by the head teacher on 1 June",
    },
}
CHILD: dict[str, Typed] = {
    "child-about": {
        "name": CHILD_NAME,
        "also_known_as": "None",
        "birth": "born",
        **day("birth_date", "27 3 2019"),
        "death": "no",
        **day("died_on", ""),
        "sex": "female",
        "ethnicity": "Not known",
        "first_language": "English",
        "religion": "Not known",
        "disability": "None",
        "nhs_number": "999 012 3454",
    },
    "child-home": {
        "address": "1 Canary Row, Bath",
        "whereabouts": "At home then, in hospital now",
        "carer": "Canary Mother",
        "education": "setting",
        "setting": "Canary Primary School",
    },
    "child-status": {
        "legal_status": "none",
        "placing_authority": "",
        "placement": "",
        "care_leaver": "no",
        "protection_plan": "earlier",
        "plan_details": "2023, neglect",
        "child_in_need": "no",
        "social_care": "yes",
        "social_worker": "Canary Worker, 01225 000114",
    },
}


def page(slug: str, **changes: Any) -> Answers:
    """What is posted for one page, with changes (a value, or a list of values; None takes the box away)."""
    whole = {**(CHILD[slug] if STEPS[slug].many else ONCE[slug]), **changes}
    found: Answers = {}
    for name, value in whole.items():
        if value is not None:
            found[name] = list(value) if isinstance(value, list | tuple) else [value]
    return found


def everything(children: int = 1, **changes: Any) -> dict[Place, Answers]:
    """Each page of a complete referral. `changes` go to whichever page has a box of that name ("incident_on-day").

    A page is replaced whole by its slug with "_" for "-": `family={...}`; of children the changes are the first's.
    """
    pages = {(slug, 0): page(slug) for slug in ONCE}
    pages |= {(slug, number): page(slug) for number in range(1, children + 1) for slug in CHILD}
    for name, value in changes.items():
        slug = name.replace("_", "-")
        if slug in STEPS and isinstance(value, Mapping):
            pages[slug, 1 if STEPS[slug].many else 0] = as_answers(value)
        else:
            place = next(place for place, boxes in pages.items() if name in boxes)
            pages[place][name] = list(value) if isinstance(value, list | tuple) else [value]
    return pages


def as_answers(typed: Typed) -> Answers:
    """What a browser would post."""
    return {name: list(value) if isinstance(value, list) else [str(value)] for name, value in typed.items()}


def fill(draft: Draft, *, at: datetime = MONDAY, children: int = 1, without: Collection[str] = (), **changes: Any) -> Draft:
    """Save every page of the draft, but those named in `without`, each as if the sender had asked to go on.

    `changes` alter a box or a page, as in `everything`.
    """
    for (slug, number), answers in everything(children, **changes).items():
        if slug not in without:
            drafts.save(Page(draft.pk, slug, number, NEWEST), answers, judged=True, at=at)
    draft.refresh_from_db()
    return draft


def form(slug: str, *, at: datetime = MONDAY, agencies: tuple[Agency, ...] = (), which: str = "", **changes: Any) -> StepForm:
    """One page as it was typed, bound and not judged by anything else. Box names with "-" come in a mapping: `**{...}`."""
    about = About(at, "head@school.example", agencies, which)
    return STEPS[slug].form(query(page(slug, **changes)), about=about)


def written(pages: Mapping[Place, Answers], *, at: datetime = MONDAY, judged: bool = True, files: int = 0) -> Written:
    """A draft of these pages, without a database."""
    steps = [DraftStep(step=slug, row=number, answers=typed, judged=judged) for (slug, number), typed in pages.items()]
    return Written(steps, about=About(at, "head@school.example", (Agency(pk=1, name="Canary School"),)), files=files)


# Shortly after everything that is typed here.
LATER = MONDAY + timedelta(hours=1)


def errors(step: BaseForm) -> dict[str, str]:
    """What is wrong with a page and its rows, as the summary says it: the box that its line leads to, and the words."""
    found: dict[str, str] = {}
    for error in [*errors_in(step), *errors_in(getattr(step, "rows", None))]:
        found[error.target] = f"{found[error.target]} / {error.text}" if error.target in found else error.text
    return found
