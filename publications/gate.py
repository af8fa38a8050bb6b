"""What stands between a draft and the public: nothing missing, and nobody named. There is no switch that skips it."""

import html
import re
from typing import Any
from urllib.parse import unquote_plus

from cspr.lifecycle import MoveRefused
from cspr.models import Case, Child, Person
from publications import anonymisation, markdown
from publications.anonymisation import Finding, Identity
from publications.models import Publication
from referrals.models import ReferredChild

LONGEST_BODY = 300_000  # characters; more than a hundred pages, and well inside what the search index can hold
_LINK = re.compile(r'href="([^"]*)"')
_JOINT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_LABELS = {"title": "pseudonym or title", "subject": "subject in one line", "summary": "summary", "body": "report"}


def refuse_unfit(publication: Publication) -> None:
    """Raise MoveRefused where something is missing, or where the text names somebody."""
    missing = [name for name in ("title", "subject", "summary", "body") if not getattr(publication, name).strip()]
    if missing:
        labels = ", ".join(_LABELS[name] for name in missing)
        raise MoveRefused(f"Still to be written: {labels}. Nothing was altered.")
    if len(publication.body) > LONGEST_BODY:
        raise MoveRefused(f"The report is longer than {LONGEST_BODY:,} characters. Publish it in parts; nothing was altered.")
    if not identities_of(publication.case):
        raise MoveRefused(
            "No child of this case has a name on record, so nothing can be checked against it. Add the names to the "
            "case first; they stay there. Nothing was altered."
        )
    if findings := findings_in(publication):
        listed = "; ".join(str(finding) for finding in findings[:20])
        raise MoveRefused(
            f"The text still identifies somebody, in {len(findings)} place{'s' if len(findings) > 1 else ''}: {listed}. "
            "Rewrite these, save, and try again. Nothing was altered."
        )


def identities_of(case: Case) -> list[Identity]:
    """What the record of the case says, or once said, and what its referrals say, must not be published.

    Empty where no child is named now: then nothing can be checked.
    """
    if not any(anonymisation.name("", child.name) for child in case.children.all()):
        return []
    found = [anonymisation.number("the reference of the case", case.reference)]
    for child in [*case.children.all(), *Child.history.filter(case_id=case.pk)]:
        found += _of_anybody(child, "the name of a child", "a child's date of birth")
        for names in (child.also_known_as, *child.also_known_as.split(",")):
            found += anonymisation.name("another name of a child", names)
        found += [anonymisation.day("a child's date of death", child.died_on)] if child.died_on else []
        found += [anonymisation.number("an NHS number", child.nhs_number)]
    for referred in ReferredChild.objects.filter(referral__case=case):
        found += _of_anybody(referred, "the name of a child", "a child's date of birth")
        found += [anonymisation.day("a child's date of death", referred.died_on)] if referred.died_on else []
    for person in [*case.people.all(), *Person.history.filter(case_id=case.pk)]:
        found += _of_anybody(person, "the name of a person around the child", "the date of birth of a person around the child")
    return [identity for identity in dict.fromkeys(found) if identity]


def _of_anybody(somebody: Any, name: str, birth: str) -> list[Identity | None]:
    """Name, date of birth and address of a row."""
    born = [anonymisation.day(birth, somebody.born_on)] if somebody.born_on else []
    return [*anonymisation.name(name, somebody.name), *born, *anonymisation.address("an address", somebody.address)]


def findings_in(publication: Publication) -> list[Finding]:
    """Every place of the draft, as written and as a reader will see it, that holds an identity of the case."""
    rendered = markdown.render(publication.body)
    places = {
        "Title": publication.title,
        "Subject": publication.subject,
        "Summary": publication.summary,
        "Report": publication.body,
        "Report as it will be read": rendered.text,
        "Links": "\n".join(_as_read(link) for link in _LINK.findall(rendered.html)),
        "Themes": "\n".join(name for _, name in themes_of(publication)),
    }
    return anonymisation.search(identities_of(publication.case), places)


def _as_read(link: str) -> str:
    """Where a link leads, without the signs that hide letters in an address; letters and digits stand apart."""
    plain = html.unescape(link)
    # An address inside an address is hidden twice.
    for _ in range(3):
        plain = unquote_plus(plain)
    return _JOINT.sub(" ", " ".join(plain.split()))


def themes_of(publication: Publication) -> list[tuple[str, str]]:
    """Slug and name of each theme, by name."""
    return list(publication.themes.order_by("name").values_list("slug", "name"))
