"""Which agencies come into question: those named in the referral first, then the rest of the register."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from cspr.models import Agency, AgencyContact
from rapid_reviews.models import AgencyRequest, RapidReview
from referrals.models import InvolvedAgency, Referral

# Words by which two names of one agency often differ.
SMALL_WORDS = frozenset({"the", "of", "and", "for", "at", "in"})


@dataclass(frozen=True)
class Offer:
    """An agency that may be asked: whom, and how the referral names it. `is_named`: surely the one that the referral means."""

    agency: Agency
    contacts: tuple[AgencyContact, ...]
    named_as: tuple[str, ...] = ()
    is_named: bool = False

    @property
    def lead(self) -> AgencyContact | None:
        """Who is asked first."""
        return self.contacts[0] if self.contacts else None


@dataclass(frozen=True)
class Offers:
    """What the page offers. `asked` are those that were asked already; `unknown` are names that the register has not."""

    named: tuple[Offer, ...]
    rest: tuple[Offer, ...]
    without_contact: tuple[Offer, ...]
    unknown: tuple[str, ...]
    asked: tuple[AgencyRequest, ...]


def can_open(contact: AgencyContact) -> bool:
    """Whether the contact has a key that still opens, and still answers for the agency."""
    return contact.is_active and bool(contact.key_digest) and contact.tries_left > 0


def offers(review: RapidReview) -> Offers:
    """All agencies of the register by how near they are to the case."""
    asked = review.requests.select_related("agency", "contact", "delegate").order_by("agency__name", "sent_at")
    open_ones = {request.agency_id for request in asked if request.status != AgencyRequest.Status.CANCELLED}
    contacts = Prefetch("contacts", AgencyContact.objects.filter(is_active=True).order_by("-is_lead", "name"), to_attr="active")
    register: list[Any] = list(Agency.objects.filter(is_active=True).prefetch_related(contacts).order_by("name"))
    sure, perhaps, unknown = _named(review, register)
    free = [
        Offer(
            agency,
            tuple(agency.active),
            (*sure.get(agency.pk, ()), *perhaps.get(agency.pk, ())),
            agency.pk in sure,
        )
        for agency in register
        if agency.pk not in open_ones
    ]
    with_contact = [offer for offer in free if offer.contacts]
    return Offers(
        named=tuple(offer for offer in with_contact if offer.named_as),
        rest=tuple(sorted((o for o in with_contact if not o.named_as), key=lambda o: not o.agency.safeguarding_partner)),
        without_contact=tuple(sorted((o for o in free if not o.contacts), key=lambda o: not o.named_as)),
        unknown=tuple(unknown),
        asked=tuple(asked),
    )


def _named(review: RapidReview, register: Sequence[Agency]) -> tuple[dict[int, list[str]], dict[int, list[str]], list[str]]:
    """By agency, the names in the referrals that surely mean it; those that perhaps do; and names that nothing fits."""
    sure: dict[int, list[str]] = defaultdict(list)
    perhaps: dict[int, list[str]] = defaultdict(list)
    unknown: list[str] = []
    senders = Referral.objects.filter(case=review.case_id, agency__isnull=False).values_list("agency", "agency__name")
    for pk, name in senders:
        sure[pk].append(name)
    words = {agency.pk: words_of(agency.name) for agency in register}
    for name in _typed_names(review):
        typed = words_of(name)
        same = [pk for pk, own in words.items() if own == typed]
        near = [pk for pk, own in words.items() if typed and own and (own <= typed or typed <= own)]
        for pk in same:
            sure[pk].append(name)
        for pk in near if not same else ():
            perhaps[pk].append(name)
        if not same and not near:
            unknown.append(name)
    return sure, perhaps, unknown


def _typed_names(review: RapidReview) -> Iterable[str]:
    names = InvolvedAgency.objects.filter(referral__case=review.case_id).order_by("-pk").values_list("name", flat=True)
    return {" ".join(name.casefold().split()): name.strip() for name in names}.values()


def words_of(name: str) -> frozenset[str]:
    """The words by which one name is compared with another: St. Mary's School and ST MARYS SCHOOL are one."""
    plain = name.casefold().replace("&", " and ").replace("'", "").replace("’", "").replace("saint ", "st ")
    return frozenset(re.findall(r"\w+", plain)) - SMALL_WORDS
