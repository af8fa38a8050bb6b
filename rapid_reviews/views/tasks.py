"""The page of one request: what is asked, by when, about whom, and what is still to be done."""

from typing import Any, ClassVar, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from rapid_reviews import answering
from rapid_reviews.forms.answers import PAGES
from rapid_reviews.models import AgencyRequest, AgencyReturn
from rapid_reviews.views.asked import AskedView

Task = tuple[str, str, str]


class Tasks(AskedView):
    """The page, before signing and after."""

    stage: ClassVar[Literal["sent", "signed", "any"]] = "any"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        waiting = self.asked.questions.filter(answered_at=None).count()
        context: dict[str, Any] = {"family": self.asked.review.family.all(), "questions_waiting": waiting}
        context["questions"] = self.asked.questions.count()
        if self.asked.status == AgencyRequest.Status.SIGNED:
            return self.show("signed", done=request.GET.get("signed") == "1", **context)
        is_contact = self.asked.contact_id == self.contact.pk
        saved = request.GET.get("saved") == "1"
        return self.show("tasks", tasks=self.tasks(), is_contact=is_contact, saved=saved, **context)

    def tasks(self) -> list[Task]:
        """Each part of the answer: its title, its address and how far it is."""
        pages = [(form.title, self.address("page", page=slug), state_of(self.answer, slug)) for slug, form in PAGES.items()]
        rows, files = self.asked.rows.count(), answering.files_of(self.asked).count()
        listed = [
            ("Chronology", self.address("rows"), counted(rows, "row")),
            ("Files (optional)", self.address("files"), counted(files, "file")),
        ]
        return [*pages[:4], *listed, *pages[4:]]

    def address(self, name: str, **kwargs: Any) -> str:
        """Of a page of this request."""
        return reverse(f"information:{name}", kwargs={"asked": self.asked.pk, **kwargs})


def state_of(answer: AgencyReturn, slug: str) -> str:
    """ "Complete", "In progress" or "Not started"."""
    values = [str(getattr(answer, field) or "").strip() for field in PAGES[slug].names().values()]
    if not any(values):
        return "Not started"
    needed = any(page == slug for _, page in answering.missing(answer))
    return "In progress" if needed or (slug not in ("records",) and not all(values)) else "Complete"


def counted(number: int, noun: str) -> str:
    """3 rows."""
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else "None yet"
