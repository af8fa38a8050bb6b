"""Rows from a spreadsheet: what can be taken is taken, and each row that cannot is named by its number."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from cspr.lifecycle import MoveRefused
from rapid_reviews import answering, sheets
from rapid_reviews.forms.sheets import SheetForm
from rapid_reviews.views.asked import AskedView
from referrals import uploads

BUSY = "Another file of yours is being looked at in this moment, so this one was not read. Choose it again."
TEMPLATES = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheets.template_xlsx),
    "csv": ("text/csv; charset=utf-8", sheets.template_csv),
}


class Template(AskedView):
    """The spreadsheet to fill in."""

    action = "took the empty spreadsheet of"

    def get(self, request: HttpRequest, kind: str, **kwargs: Any) -> HttpResponseBase:
        """As a file."""
        if kind not in TEMPLATES:
            return self.to("upload")
        content_type, made = TEMPLATES[kind]
        headers = {"Content-Disposition": f'attachment; filename="chronology-template.{kind}"'}
        return HttpResponse(made(), content_type=content_type, headers=headers)


class Upload(AskedView):
    """The page."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """A box for the file."""
        return self.show("upload", form=SheetForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Read it and add what is in order. What came of it is the answer itself: it stands in no session."""
        form = SheetForm(request.POST, request.FILES)
        form.skipped = [words for _, words in request.META.get(uploads.SKIPPED, [])]
        if not form.is_valid():
            return self.show("upload", form=form)
        file = form.cleaned_data["sheet"]
        try:
            uploads.count_try(self.contact.email, at=self.at)
            read = sheets.read(file.name or "", file.file, on=self.today)
            came = answering.add_rows(self.asked, read.rows, contact=self.contact)
        except (uploads.FileRefused, uploads.FormBusy) as refused:
            form.add_error("sheet", str(refused) or BUSY)
            return self.show("upload", form=form)
        except MoveRefused as refusal:
            return self.refused(refusal)
        return self.show("upload", form=SheetForm(), came=came, read=read)
