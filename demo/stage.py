"""Who acts in the invented cases, and what time it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cspr.clocks import london_date
from cspr.models import Agency, User


@dataclass(frozen=True)
class Stage:
    """The agencies, the colleagues, and the moment from which every date counts back."""

    agencies: dict[str, Agency]
    manager: User
    coordinator: User
    lead: User
    leads: tuple[User, ...]
    reviewer: User
    now: datetime

    def ago(self, days: float) -> datetime:
        """That many days before now."""
        return self.now - timedelta(days=days)

    def day(self, days: float) -> date:
        """The London day that many days before now."""
        return london_date(self.ago(days))

    def born(self, *, years: int, days: int = 90) -> date:
        """A birthday that keeps the child at this age whenever the demonstration is loaded."""
        return self.day(years * 365.25 + days)
