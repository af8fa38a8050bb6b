"""The chronology of the agency, row by row."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from cspr.lifecycle import MoveRefused
from rapid_reviews import answering
from rapid_reviews.forms.answers import RowForm
from rapid_reviews.models import ChronologyRow
from rapid_reviews.views.asked import AskedView

DONE = {"added": "The row was added.", "changed": "The row was changed.", "removed": "The row was taken out."}


class Rows(AskedView):
    """The list, with Change and Remove at each, and the ways to add some."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """In the order of the days."""
        return self.show("rows", rows=self.asked.rows.all(), done=DONE.get(request.GET.get("done", "")))


class AddRow(AskedView):
    """One more."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """An empty one."""
        return self.show("row", form=RowForm(today=self.today), done=DONE.get(request.GET.get("done", "")))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Add it; then another, or to the list."""
        form = RowForm(request.POST, today=self.today)
        if not form.is_valid():
            return self.show("row", form=form)
        try:
            answering.add_row(self.asked, form.cleaned_data, contact=self.contact)
        except MoveRefused as refusal:
            return self.refused(refusal)
        return self.to("add_row" if "do-another" in request.POST else "rows", "?done=added")


class OneRow(AskedView):
    """A page of one row of this request; one that is gone leads to the list, with what was typed given back."""

    def row_or_404(self, number: int) -> ChronologyRow:
        """The row. Raises Http404."""
        found = self.find(number)
        if found is None:
            raise Http404
        return found

    def find(self, number: int) -> ChronologyRow | None:
        """The row, if it is one of this request."""
        return ChronologyRow.objects.filter(request=self.asked, pk=number).first() if number < 1 << 62 else None


class ChangeRow(OneRow):
    """Change it."""

    def get(self, request: HttpRequest, row: int, **kwargs: Any) -> HttpResponse:
        """As it is saved."""
        found = self.row_or_404(row)
        return self.page(found, RowForm(initial=initial(found), today=self.today), answering.row_version(found))

    def post(self, request: HttpRequest, row: int, **kwargs: Any) -> HttpResponse:
        """Save it; or show what somebody else has made of it meanwhile, beside what was typed."""
        found = self.find(row)
        if found is None:
            return self.refused(MoveRefused(GONE))
        form, seen = RowForm(request.POST, today=self.today), request.POST.get("seen", "")
        if not form.is_valid():
            return self.page(found, form, seen)
        try:
            answering.change_row(found, form.cleaned_data, seen, contact=self.contact)
        except answering.OlderRow as older:
            if older.current is None:
                return self.refused(MoveRefused(GONE))
            return self.page(older.current, form, answering.row_version(older.current), newer=older.current)
        except MoveRefused as refusal:
            return self.refused(refusal)
        return self.to("rows", "?done=changed")

    def page(self, row: ChronologyRow, form: RowForm, seen: str, **context: Any) -> HttpResponse:
        """The page with what was typed."""
        return self.show("row", row=row, form=form, seen=seen, **context)


class RemoveRow(OneRow):
    """Take it out, having been asked."""

    def get(self, request: HttpRequest, row: int, **kwargs: Any) -> HttpResponse:
        """Is that meant?"""
        found = self.row_or_404(row)
        return self.show("remove_row", row=found, seen=answering.row_version(found))

    def post(self, request: HttpRequest, row: int, **kwargs: Any) -> HttpResponse:
        """Do it; one that is gone already is as good as removed."""
        found = self.find(row)
        try:
            if found is not None:
                answering.remove_row(found, request.POST.get("seen", ""), contact=self.contact)
        except answering.OlderRow as older:
            if older.current is not None:
                seen = answering.row_version(older.current)
                return self.show("remove_row", row=older.current, seen=seen, changed=True)
        except MoveRefused as refusal:
            return self.refused(refusal)
        return self.to("rows", "?done=removed")


GONE = (
    "Your colleague has taken this row out meanwhile, so nothing was saved. What you typed stands below: add it as a new row "
    "if it is still needed."
)


def initial(row: ChronologyRow) -> dict[str, Any]:
    """The row as the form shows it."""
    time = f"{row.time:%H:%M}" if row.time else ""
    return {"on": row.on, "until": row.until, "time": time, "people": row.people, "event": row.event, "source": row.source}
