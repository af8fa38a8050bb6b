"""What a referral says, whether still in a draft or sent: the fields of its models, by their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.forms.models import model_to_dict

from referrals.models import HouseholdMember, InvolvedAgency, KeyDate, Referral, ReferredChild

Row = Mapping[str, Any]

# Which names a form may set; everything else of the models is the unit's or the system's.
CHILD = tuple(f.name for f in ReferredChild._meta.fields if f.name not in ("id", "referral"))
HOUSEHOLD = tuple(f.name for f in HouseholdMember._meta.fields if f.name not in ("id", "referral"))
AGENCY = tuple(f.name for f in InvolvedAgency._meta.fields if f.name not in ("id", "referral"))
KEY_DATE = tuple(f.name for f in KeyDate._meta.fields if f.name not in ("id", "referral"))
REFERRAL = tuple(f.name for f in Referral._meta.fields if f.editable and f.name != "id")


@dataclass(frozen=True)
class Facts:
    """`referral`: fields of Referral; the others: one mapping for each row of their model. May be incomplete in a draft."""

    referral: Row = field(default_factory=dict)
    children: Sequence[Row] = ()
    household: Sequence[Row] = ()
    agencies: Sequence[Row] = ()
    key_dates: Sequence[Row] = ()


def of(referral: Referral) -> Facts:
    """What a referral that was sent says."""
    return Facts(
        model_to_dict(referral, REFERRAL),
        [model_to_dict(row, CHILD) for row in referral.children.all()],
        [model_to_dict(row, HOUSEHOLD) for row in referral.household.all()],
        [model_to_dict(row, AGENCY) for row in referral.agencies.all()],
        [model_to_dict(row, KEY_DATE) for row in referral.key_dates.all()],
    )
