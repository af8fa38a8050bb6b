"""What staff type when they ask agencies, and when they take a request back or give it another day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.forms import BoundField

from cspr.editing import StaffRows
from cspr.forms import DayField, WordsField
from cspr.models import AgencyContact
from rapid_reviews.asking import Offer, Offers, can_open
from rapid_reviews.models import RapidReview, SearchedPerson

FAMILY_FIELDS = ("name", "also_known_as", "relation", "born_on", "address")


@dataclass(frozen=True)
class Choice:
    """One agency with its box: whether it is ticked, whom one may choose there, and what has to be known of it."""

    offer: Offer
    ticked: bool
    who: BoundField | None
    has_no_key: bool

    @property
    def box(self) -> str:
        """The id of its box."""
        return f"id_agency_{self.offer.agency.pk}"


class AskForm(forms.Form):
    """Which agencies are asked, about which years, and by when.

    `cleaned_data["contacts"]` are those who are to be asked now. Agencies that were asked already may be sent along: the
    page may have been sent twice.
    """

    scope_from = DayField(label="Asked about from", required=False, help_text="Left empty: from the beginning.")
    scope_to = DayField(label="Asked about until", required=False, help_text="Left empty: until today.")
    due_on = DayField(label="Answers due on")
    asks = WordsField(
        label="What is asked besides the usual parts",
        rows=3,
        required=False,
        help_text="Every agency that is asked now reads this, once it has signed in. It does not go into the e-mail.",
    )

    def __init__(self, *args: Any, offers: Offers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers
        self.fields["agencies"] = forms.MultipleChoiceField(choices=self._agencies(), required=False)
        for offer in (*offers.named, *offers.rest):
            if len(offer.contacts) > 1:
                self.fields[_who(offer)] = forms.ChoiceField(
                    label=f"Who is asked at {offer.agency}",
                    choices=[(one.pk, _in_words(one)) for one in offer.contacts],
                    required=False,
                )

    def _agencies(self) -> list[tuple[str, str]]:
        there = [offer.agency for offer in (*self.offers.named, *self.offers.rest)]
        return [(str(agency.pk), str(agency)) for agency in (*there, *(request.agency for request in self.offers.asked))]

    def named(self) -> list[Choice]:
        """The agencies that the referral names, ticked where it surely means them."""
        return self._choices(self.offers.named)

    def rest(self) -> list[Choice]:
        """The rest of the register."""
        return self._choices(self.offers.rest)

    def shared(self) -> list[BoundField]:
        """What is the same for all."""
        return [self[name] for name in ("scope_from", "scope_to", "due_on", "asks")]

    def _choices(self, offers: Sequence[Offer]) -> list[Choice]:
        sent = set(cast(Any, self.data).getlist("agencies")) if self.is_bound else None
        return [
            Choice(
                offer,
                offer.is_named if sent is None else str(offer.agency.pk) in sent,
                self[_who(offer)] if _who(offer) in self.fields else None,
                not can_open(offer.contacts[0]),
            )
            for offer in offers
        ]

    def clean(self) -> dict[str, Any]:
        """Whom the ticked boxes mean."""
        cleaned = super().clean() or self.cleaned_data
        ticked = set(cleaned.get("agencies", []))
        if not ticked and "agencies" not in self.errors:
            self.add_error("agencies", "Tick at least one agency.")
        cleaned["contacts"] = list(self._contacts(ticked, cleaned))
        return cleaned

    def _contacts(self, ticked: set[str], cleaned: dict[str, Any]) -> Iterable[AgencyContact]:
        for offer in (*self.offers.named, *self.offers.rest):
            if str(offer.agency.pk) in ticked:
                chosen = cleaned.get(_who(offer), "")
                yield next((one for one in offer.contacts if str(one.pk) == chosen), offer.contacts[0])


FamilyRows = forms.inlineformset_factory(
    RapidReview,
    SearchedPerson,
    formset=StaffRows,
    fields=FAMILY_FIELDS,
    extra=1,
    widgets={
        "born_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        "address": forms.Textarea(attrs={"rows": 2, "cols": 30}),
    },
)


class TakeBackForm(forms.Form):
    """Why the agency need not answer after all."""

    because = forms.CharField(
        label="Why it is taken back",
        max_length=300,
        help_text="Kept with the request and on the timeline of the case. It does not go into the e-mail to the agency.",
    )


class MoveDueForm(forms.Form):
    """Another day for the answer."""

    to = DayField(label="New day", help_text="A working day.")
    because = forms.CharField(label="Why", max_length=300, help_text="Kept on the timeline of the case.")


class RemindForm(forms.Form):
    """Nothing is asked: the words of the reminder are always the same."""


def first_day(planned: date | None, next_working_day: date) -> date:
    """The day that the page offers for the answers: that of the plan, or if it has passed the next working day."""
    return max(planned, next_working_day) if planned else next_working_day


def _who(offer: Offer) -> str:
    return f"contact_{offer.agency.pk}"


def _in_words(contact: AgencyContact) -> str:
    return f"{contact.name}, {contact.role}{'' if can_open(contact) else ' (no key yet)'}"
