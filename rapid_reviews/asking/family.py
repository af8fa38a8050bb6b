"""The family list: whom every agency looks for in its records. Filled from the case, then kept by staff."""

from collections.abc import Iterable

from django.db import transaction

from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import User
from rapid_reviews.models import RapidReview, SearchedPerson
from rapid_reviews.planning import PLANNED


@transaction.atomic
def fill_family(review: RapidReview, *, by: User) -> None:
    """Write the children and the people of the case on a list that is still empty. Does nothing once agencies were asked."""
    if _is_untouched(review):
        review = lock(review)
        for person in _of_the_case(review) if _is_untouched(review) else ():
            save(person, by=by)


@transaction.atomic
def keep_family(review: RapidReview, *, changed: Iterable[SearchedPerson], removed: Iterable[SearchedPerson], by: User) -> None:
    """Save the rows that staff added or changed, and take away those they took off the list. The history keeps them all.

    A new row that is on the list word for word is passed over: the page was sent twice. Raises MoveRefused once the review
    is with the Panel.
    """
    if review.status not in PLANNED:
        raise MoveRefused("The Rapid Review is with the Panel, so its family list is closed. Nothing was altered.")
    for person in changed:
        person.review = review
        if not (person._state.adding and _is_there(person)):
            save(person, by=by)
    for person in removed:
        person._history_user = by  # type: ignore[attr-defined]
        person.delete()


def not_on_the_list(review: RapidReview) -> list[SearchedPerson]:
    """Those whom the case knows and the list does not, by their names: not saved, to be looked at."""
    known = {_plain(name) for one in review.family.all() for name in (one.name, one.also_known_as)}
    return [person for person in _of_the_case(review) if _plain(person.name) not in known]


def _is_untouched(review: RapidReview) -> bool:
    return not review.family.exists() and not review.requests.exists()


def _is_there(person: SearchedPerson) -> bool:
    typed = {name: getattr(person, name) for name in ("name", "also_known_as", "relation", "born_on", "address")}
    return SearchedPerson.objects.filter(review=person.review, **typed).exists()


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
