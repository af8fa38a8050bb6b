"""One request to an agency: what was asked, what it answered, and the steps that staff may take with it."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import capfirst

from cspr import deadlines
from cspr.audited import Verb
from cspr.clocks import london_date
from cspr.models import User
from cspr.panels import Row
from rapid_reviews import asking
from rapid_reviews.admin.asking import AsksAgencies
from rapid_reviews.admin.held import RELEASE_FILES
from rapid_reviews.asking.awaited import line_of
from rapid_reviews.forms.requests import MoveDueForm, RemindForm, TakeBackForm
from rapid_reviews.models import AgencyRequest, AgencyReturn, HeldFile
from referrals.models import Attachment
from referrals.uploads import path_of

MAY = "rapid_reviews.change_agencyrequest"
Status = AgencyRequest.Status
# What staff may save: a scanner has found nothing, or a person has said so.


def _take_back(request: AgencyRequest, typed: dict[str, Any], user: User, at: datetime) -> AgencyRequest:
    return asking.cancel(request, by=user, at=at, **typed)


def _move_due(request: AgencyRequest, typed: dict[str, Any], user: User, at: datetime) -> AgencyRequest:
    return asking.move_due(request, by=user, at=at, **typed)


def _remind(request: AgencyRequest, typed: dict[str, Any], user: User, at: datetime) -> AgencyRequest:
    return asking.remind_now(request, by=user, at=at)


def _is_awaited(request: AgencyRequest) -> bool:
    return request.status == Status.SENT


VERBS = (
    Verb(
        slug="remind",
        label="Remind now",
        permission=MAY,
        form=RemindForm,
        run=_remind,
        when=_is_awaited,
        intro="The contact, and the colleague to whom it was handed, get one e-mail with the reference, the day and the link. "
        "Once on a day; the usual reminders go out by themselves.",
        done="The reminder is on its way.",
    ),
    Verb(
        slug="due-day",
        label="Change the due day",
        permission=MAY,
        form=MoveDueForm,
        run=_move_due,
        when=_is_awaited,
        intro="The agency is told of the new day. The plan of the Rapid Review and its clock stay as they are.",
        done="The answer is due on the new day.",
    ),
    Verb(
        slug="take-back",
        label="Take back",
        permission=MAY,
        form=TakeBackForm,
        run=_take_back,
        when=lambda request: request.status in (Status.PREPARED, Status.SENT),
        intro="The agency is told that it need not answer, and can no longer open the request. You can ask it again.",
        done="The request is taken back.",
    ),
    RELEASE_FILES,
)


@admin.register(AgencyRequest)
class AgencyRequestAdmin(AsksAgencies):
    """Sent from the page "Ask the agencies"; answered by the agency on its own site; read here."""

    case_path = "review__case"
    verbs = VERBS
    change_form_template = "rapid_reviews/request.html"
    list_display = ("__str__", "agency", "status", "due_on", "stands")
    list_display_links = ("__str__", "agency")
    list_filter = ("status",)
    list_select_related = ("review__case", "agency", "contact", "delegate", "answer")
    fields = ("due_on", "sent_at", "sent_by", "opened_at", "ended_at", "cancelled_because")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """On the page "Ask the agencies" only, several at once."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By its steps only."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgencyRequest]:
        """With what the pages say of each."""
        rows: QuerySet[AgencyRequest] = super().get_queryset(request)
        return rows.select_related(*self.list_select_related, "sent_by")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, each of its rows told which days count: so the bank holidays are fetched once."""
        shown = super().get_changelist_instance(request)
        calendar = deadlines.calendar()
        for row in shown.result_list:
            row.calendar = calendar
        return shown

    @admin.display(description="how it stands")
    def stands(self, request: Any) -> str:
        """In words, as of today."""
        return line_of(request, london_date(timezone.now()), request.calendar).words

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The request with its answer."""
        asked: AgencyRequest = self.visible(request, unquote(object_id))
        extra = page_of(asked) | {"line": line_of(asked, london_date(timezone.now()), deadlines.calendar())}
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the steps, and the files of an answer."""
        file = path(
            "<path:object_id>/file/<int:number>/",
            self.admin_site.admin_view(self.file_view),
            name="rapid_reviews_agencyrequest_file",
        )
        return [file, *super().get_urls()]

    def file_view(self, request: HttpRequest, object_id: str, number: int) -> FileResponse:
        """A file of a signed answer, to be saved and never to be shown inside the site; recorded."""
        asked: AgencyRequest = self.visible(request, unquote(object_id))
        held = files_of(asked).filter(pk=number).first() if number < 2**63 else None
        if held is None:
            raise Http404
        self.record(request, "downloaded a file of", asked)
        if held.attachment.state not in Attachment.MAY_BE_OPENED:
            raise PermissionDenied(held.attachment.get_state_display())
        return _bytes_of(held, asked)


def _bytes_of(held: HeldFile, asked: AgencyRequest) -> FileResponse:
    """Under a name that says nothing, as something that no browser opens."""
    file = path_of(held.attachment.key)
    if not file.is_file():
        raise Http404
    answer = FileResponse(file.open("rb"), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{asked}-file-{held.pk}.{held.attachment.kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def files_of(asked: AgencyRequest) -> QuerySet[HeldFile]:
    """The files of a signed answer; before it is signed they are the agency's alone."""
    rows = HeldFile.objects.filter(request=asked, attachment__removed_at=None)
    return (rows if asked.status == Status.SIGNED else rows.none()).select_related("attachment").order_by("pk")


def page_of(asked: AgencyRequest) -> dict[str, Any]:
    """What was asked and, once it is signed, what was answered."""
    answer = getattr(asked, "answer", None) if asked.status == Status.SIGNED else None
    return {
        "what": list(_what(asked)),
        "is_signed": asked.status == Status.SIGNED,
        "answer": answer,
        "signature": list(_signature(answer)) if answer else [],
        "parts": [] if answer is None or answer.is_nil else [(capfirst(title), words) for title, words in answer.parts()],
        "chronology": asked.rows.all() if answer else [],
        "files": [(held, held.attachment.state in Attachment.MAY_BE_OPENED) for held in files_of(asked)],
        "questions": asked.questions.all(),
    }


def _what(asked: AgencyRequest) -> list[Row]:
    review = asked.review
    since = f"from {review.scope_from:%-d %B %Y}" if review.scope_from else "from the beginning"
    until = f"until {review.scope_to:%-d %B %Y}" if review.scope_to else "until today"
    rows = [
        Row("Agency", str(asked.agency)),
        Row("Who answers", f"{asked.contact.name}, {asked.contact.role}, {asked.contact.phone}"),
        Row("Period asked about", f"{since} {until}".capitalize()),
    ]
    if asked.delegate:
        rows.insert(2, Row("Handed to", f"{asked.delegate.name}, {asked.delegate.role}, {asked.delegate.phone}"))
    if asked.asks:
        rows.append(Row("Asked besides the usual parts", asked.asks))
    return rows


def _signature(answer: AgencyReturn) -> list[Row]:
    rows = []
    if answer.is_nil:
        rows.append(Row("Nil return", "The agency does not know the family."))
    secured = answer.get_files_secured_display() or "Not said"
    if answer.files_secured_on:
        secured += f", on {answer.files_secured_on:%-d %B %Y}"
    rows.append(Row("Files secured", secured))
    if answer.approver_name:
        rows.append(Row("Approving manager", f"{answer.approver_name}, {answer.approver_role}".rstrip(", ")))
    if answer.signed_at:
        when = f"{timezone.localtime(answer.signed_at):%-d %B %Y at %H:%M}"
        signer = f" ({answer.signed_by.role})" if answer.signed_by else ""
        rows.append(Row("Signed", f"{answer.signed_name}{signer}, {when}"))
    return rows
