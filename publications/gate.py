"""What stands between a draft and the public: nothing missing, and nobody named. There is no switch that skips it."""

from cspr.lifecycle import MoveRefused
from cspr.models import Case
from publications import anonymisation, markdown
from publications.anonymisation import Finding, Identity
from publications.models import Publication

LONGEST_BODY = 300_000  # characters; more than a hundred pages, and well inside what the search index can hold
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
    """What the record of the case says must not be published. Empty where no child is named: then nothing can be checked."""
    names = [anonymisation.name("the name of a child", child.name) for child in case.children.all()]
    if not any(names):
        return []
    found: list[Identity | None] = [*names, anonymisation.number("the reference of the case", case.reference)]
    for child in case.children.all():
        found += [anonymisation.name("another name of a child", part) for part in child.also_known_as.split(",")]
        found += [anonymisation.day("a child's date of birth", child.born_on)] if child.born_on else []
        found += [anonymisation.day("a child's date of death", child.died_on)] if child.died_on else []
        found += [anonymisation.number("an NHS number", child.nhs_number), *anonymisation.address("an address", child.address)]
    for person in case.people.all():
        found += [anonymisation.name("the name of a person around the child", person.name)]
        found += [anonymisation.day("the date of birth of a person around the child", person.born_on)] if person.born_on else []
        found += anonymisation.address("an address", person.address)
    return [identity for identity in found if identity]


def findings_in(publication: Publication) -> list[Finding]:
    """Every place of the draft, as written and as a reader will see it, that holds an identity of the case."""
    places = {
        "Title": publication.title,
        "Subject": publication.subject,
        "Summary": publication.summary,
        "Report": publication.body,
        "Report as it will be read": markdown.render(publication.body).text,
        "Themes": "\n".join(name for _, name in themes_of(publication)),
    }
    return anonymisation.search(identities_of(publication.case), places)


def themes_of(publication: Publication) -> list[tuple[str, str]]:
    """Slug and name of each theme, by name."""
    return list(publication.themes.order_by("name").values_list("slug", "name"))
