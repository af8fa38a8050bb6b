"""The base of every page of the form: what was typed, judged, and given as facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms

from cspr.clocks import london_date
from cspr.govuk import GovukForm, RowFormSet
from cspr.models import Agency


@dataclass(frozen=True)
class About:
    """What a page has to know besides what was typed: the moment, the sender, and for whom they may refer."""

    at: datetime
    sender: str
    agencies: tuple[Agency, ...] = ()
    # Of a page that stands once for each child: the child, for messages ("child 2").
    which: str = ""

    @property
    def today(self) -> date:
        """The London day."""
        return london_date(self.at)


class StepForm(GovukForm, forms.Form):
    """One page. `facts` are fields of the page's model; a page with rows has them in `rows`."""

    # A template with the words between the heading and the first question, or "".
    intro: ClassVar[str] = ""
    rows: RowFormSet | None = None

    def __init__(self, data: Mapping[str, Any] | None = None, *, about: About, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.about = about

    @property
    def facts(self) -> dict[str, Any]:
        """What goes into the model. Only after `is_valid()`."""
        return dict(self.cleaned_data)

    @property
    def row_facts(self) -> list[dict[str, Any]]:
        """What goes into the model of the rows. Only after `is_valid()`."""
        return []
