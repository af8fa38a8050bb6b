"""Which spellings of an e-mail address are the same address, and that no foreign letter passes for one of ours."""

import pytest
from django.core.exceptions import ValidationError

from cspr import addresses, invitations
from cspr.models import Agency, AgencyAddress, AgencyDomain, User
from tests.cast import CHRISTMAS_EVE, agency, person

# Dotless i, long s and the Kelvin sign: I, S and K in one case of letters, and somebody else's mailbox.
LOOKALIKES = ["head@h\u0131ll\u017fide.example", "head@hill\u017fide.example", "head@\u212aent.example"]


@pytest.fixture
def schools(db: None) -> None:
    agency(domain="Hillside.example")
    agency(domain="kent.example")
    AgencyAddress.objects.create(agency=agency(), email="Trustee@isle.example")


@pytest.mark.parametrize("typed", [" Head@Hillside.EXAMPLE ", "head@hillside.example", "TRUSTEE@isle.example"])
def test_the_case_of_our_own_letters_makes_no_difference(schools: None, typed: str) -> None:
    assert Agency.objects.for_address(typed).count() == 1


@pytest.mark.parametrize("typed", [*LOOKALIKES, "tru\u017ftee@isle.example", "trustee@\u0131sle.example", "", "@", "head"])
def test_a_letter_that_only_looks_like_ours_makes_another_address(schools: None, typed: str) -> None:
    assert not Agency.objects.for_address(typed).exists()


@pytest.mark.parametrize("typed", LOOKALIKES)
def test_an_address_of_foreign_letters_stays_as_it_was_typed(typed: str) -> None:
    assert addresses.normal(f" {typed} ") == typed


def test_an_agency_with_two_matches_is_listed_once(schools: None) -> None:
    known = Agency.objects.for_address("head@kent.example").get()
    AgencyAddress.objects.create(agency=known, email="head@kent.example")
    assert list(Agency.objects.for_address("head@kent.example")) == [known]


def test_staff_cannot_register_an_address_of_foreign_letters(schools: None) -> None:
    any_agency = Agency.objects.all()[0]
    for row in (
        AgencyDomain(agency=any_agency, domain="h\u0131llside.example"),
        AgencyAddress(agency=any_agency, email="head@h\u0131llside.example"),
    ):
        with pytest.raises(ValidationError, match="letters without accents"):
            row.full_clean()
    AgencyDomain(agency=any_agency, domain="xn--hllside-q9a.example").full_clean()


def test_a_member_of_staff_is_found_in_any_case_and_by_no_lookalike(db: None) -> None:
    member = person("coordinator", email="Kim.Sill@Council.example")
    assert User.objects.get_by_natural_key("KIM.SILL@council.example") == member
    for typed in ("\u212aim.sill@council.example", "kim.\u017fill@council.example", "k\u0131m.sill@council.example", None):
        with pytest.raises(User.DoesNotExist):
            User.objects.get_by_natural_key(typed)


def test_a_lookalike_of_a_colleague_is_not_invited(db: None) -> None:
    with pytest.raises(invitations.InvitationRefused, match="letters without accents"):
        invitations.invite("kim@counc\u0131l.example", "coordinator", at=CHRISTMAS_EVE)
