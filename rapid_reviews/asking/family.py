"""The family list: whom every agency looks for in its records. Filled from the case, then kept by staff."""

from collections.abc import Iterable

from django.db import transaction

from cspr.lifecycle import lock, save
from cspr.models import User
from rapid_reviews.models import RapidReview, SearchedPerson


@transaction.atomic
def fill_family(review: RapidReview, *, by: User) -> None:
    """Write the children and the people of the case on a list that is still empty. Does nothing once agencies were asked."""
    review = lock(review)
    if not review.family.exists() and not review.requests.exists():
        for person in _of_the_case(review):
            save(person, by=by)


@transaction.atomic
def keep_family(review: RapidReview, *, changed: Iterable[SearchedPerson], removed: Iterable[SearchedPerson], by: User) -> None:
    """Save the rows that staff added or changed, and take away those they took off the list. The history keeps them all."""
    for person in changed:
        person.review = review
        save(person, by=by)
    for person in removed:
        person._history_user = by  # type: ignore[attr-defined]
        person.delete()


def not_on_the_list(review: RapidReview) -> list[SearchedPerson]:
    """Those whom the case knows and the list does not, by their names: not saved, to be looked at."""
    known = {_plain(name) for one in review.family.all() for name in (one.name, one.also_known_as)}
    return [person for person in _of_the_case(review) if _plain(person.name) not in known]


def _of_the_case(review: RapidReview) -> list[SearchedPerson]:
    children = [
        SearchedPerson(
            review=review,
            name=child.name,
            also_known_as=child.also_known_as,
            relation="Child",
            born_on=child.born_on,
            address=child.address,
        )
        for child in review.case.children.all()
    ]
    others = [
        SearchedPerson(review=review, name=one.name, relation=one.relation, born_on=one.born_on, address=one.address)
        for one in review.case.people.all()
    ]
    return children + others


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
