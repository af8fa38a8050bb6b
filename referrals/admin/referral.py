"""Triage: the queue, the whole referral on one page to be read, and the steps."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Lower
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone

from cspr import deadlines
from cspr.audited import Verb, staff
from cspr.clocks import london_date
from cspr.models import AgencyAddress, AgencyDomain, Deadline
from referrals import awareness
from referrals.admin import overview, paper
from referrals.admin.files import AttachmentFile, AttachmentInline
from referrals.admin.finding import FindingAdmin
from referrals.admin.verbs import ACCEPT, AWARENESS, VERBS
from referrals.models import Referral, ReferredChild

TOLD = models.Case(models.When(la_told=Referral.Told.YES, then=F("la_told_at")))
MAIL_DOMAIN = models.Func(F("sender_email"), models.Value("@"), models.Value(2), function="split_part")


class Queue(ChangeList):
    """The rows of one page, each with its provisional clock: computed for all of them at once."""

    def get_results(self, request: HttpRequest) -> None:
        """Django's, then the clocks."""
        super().get_results(request)
        clocks = {clock.referral.pk: clock for clock in awareness.running(self.result_list)}
        for referral in self.result_list:
            referral.clock = clocks.get(referral.pk)


@admin.register(Referral)
class ReferralAdmin(FindingAdmin):
    """Everything is to be read; the steps change where the referral stands."""

    verbs = VERBS
    inlines = (AttachmentInline,)
    list_display = ("reference", "status", "received_on", "read_until", "due", "of_agency")
    list_filter = ("status",)
    list_select_related = ("agency", "case")
    change_form_template = "admin/referral_change_form.html"
    find_label = "Reference, or a child’s name"
    find_columns = (("Reference", "reference"), ("Status", "get_status_display"), ("Received", "received_on"))
    # By the clock: undecided first, then whose local authority became aware earliest, then what is to be read first.
    ordering: ClassVar[Any] = [
        models.Case(models.When(status__in=Referral.UNDECIDED, then=0), default=1),
        Coalesce("la_aware_at", TOLD).asc(nulls_last=True),
        "read_by",
        "received_at",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Referral]:
        """With whether the sender's address serves another agency too."""
        domains = AgencyDomain.objects.alias(low=Lower("domain")).filter(low=OuterRef("mail_domain"))
        addresses = AgencyAddress.objects.alias(low=Lower("email")).filter(low=OuterRef("sender_email"))
        served = (found.filter(agency__is_active=True).exclude(agency=OuterRef("agency")) for found in (domains, addresses))
        either = [Q(Exists(found)) for found in served]
        rows: QuerySet[Referral] = super().get_queryset(request).alias(mail_domain=MAIL_DOMAIN)
        return rows.annotate(serves_others=models.Case(models.When(either[0] | either[1], then=True), default=False))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The queue."""
        return Queue

    @admin.display(description="received", ordering="received_at")
    def received_on(self, referral: Referral) -> str:
        """In London."""
        return overview.moment(referral.received_at)

    @admin.display(description="to be read by", ordering="read_by")
    def read_until(self, referral: Referral) -> str:
        """The day, or that it was read."""
        if referral.read_at is not None:
            return "Read"
        over = referral.read_by < london_date(timezone.now())
        return f"{referral.read_by:%-d %B %Y}{': past our own rule' if over else ''}"

    @admin.display(description="notification due")
    def due(self, referral: Referral) -> str:
        """Of a clock that runs provisionally; a case shows its own."""
        clock: awareness.Running | None = getattr(referral, "clock", None)
        if clock is None:
            return "Not known to run" if referral.status in Referral.UNDECIDED else "–"
        over = ", past" if clock.latest_on < london_date(timezone.now()) else ""
        return f"{clock.due_on:%-d %B %Y}{over} ({clock.standing})"

    @admin.display(description="agency", ordering="agency__name")
    def of_agency(self, referral: Any) -> str:
        """With a word where staff have to confirm it."""
        open_ = referral.serves_others and referral.agency_confirmed_by_id is None
        return f"{referral.agency} (to be confirmed)" if open_ else str(referral.agency)

    def find(self, request: HttpRequest, words: str) -> QuerySet[Referral]:
        """By a part of the reference or of a child's name."""
        named = ReferredChild.objects.filter(Q(name__icontains=words) | Q(also_known_as__icontains=words)).values("referral")
        rows = self.get_queryset(request).filter(Q(reference__icontains=words) | Q(pk__in=named))
        return rows.order_by("-received_at")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """None: the page prints what was sent in words, in the order of the form."""
        return []

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A referral comes from a sender."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody rewrites what a sender wrote."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the steps, the search, the files, and the referral on paper."""
        view = self.admin_site.admin_view(AttachmentFile.as_view())
        files = path("files/<slug:key>/", view, name="referrals_attachment_file")
        return [files, *paper.urls(self.admin_site), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The whole referral on one page."""
        obj = self.visible(request, object_id)
        page = overview.page_of(obj, staff(request), on=london_date(timezone.now()))
        return super().change_view(request, object_id, form_url, {**page, **(extra_context or {})})

    def verb_form(self, request: HttpRequest, obj: Any, verb: Verb) -> forms.Form:
        """The step's form, which knows the referral and the person."""
        form: Any = verb.form
        data = request.POST if request.method == "POST" else None
        made: forms.Form = form(data, initial=self.verb_initial(obj, verb), referral=obj, user=staff(request))
        return made

    def verb_initial(self, obj: Referral, verb: Verb) -> dict[str, Any]:
        """What the sender gave, to be confirmed."""
        if verb in (ACCEPT, AWARENESS):
            return {"aware_at": awareness.since(obj), "because": obj.la_aware_because}
        return {"agency": obj.agency_id}

    def _take(self, request: HttpRequest, verb: Verb, obj: Referral, form: forms.Form) -> bool:
        taken = super()._take(request, verb, obj, form)
        if taken and verb is ACCEPT:
            obj.refresh_from_db()
            for line in running_clocks(obj):
                messages.info(request, line)
        return taken


def running_clocks(referral: Referral) -> list[str]:
    """What now runs on the referral's case, and until when, in words."""
    titles = deadlines.clocks()
    running = Deadline.objects.running().filter(case=referral.case)
    return [f"{titles[row.clock].title}: from {row.started_on:%-d %B %Y}, due {row.due_on:%-d %B %Y}." for row in running]
