"""A full case with everything around it, and the address of every admin page that somebody may open on it."""

from datetime import UTC, date, datetime, timedelta

from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from cspr import outbox
from cspr.audited import AuditedModelAdmin
from cspr.models import AccessRecord, Case, CaseAssignment, CaseConflict, Child, OutgoingEmail, Person, User
from notifications import lifecycle as notifying
from notifications.models import NotifiedChild
from tests import cast, walk
from tests.publications import drafts


def full_case(by: User) -> Case:
    """A case with a practice review under way, its people, its e-mails, and somebody who looked."""
    case = walk.practice_review(by).case
    case.summary, case.incident_place = "A short account for colleagues.", "At home"
    case.save()
    child = Child.objects.create(case=case, name="Rowan Invented", born_on=date(2024, 3, 1))
    NotifiedChild.objects.create(notification=case.notification, child=child)
    Person.objects.create(case=case, name="Alex Invented", relation="Mother")
    CaseAssignment.objects.create(case=case, user=cast.person("reviewer"), until=timezone.now().date() + timedelta(days=90))
    CaseConflict.objects.create(case=case, user=cast.person("coordinator"), because="Knows the family")
    at = datetime(2026, 12, 24, 10, 0, tzinfo=UTC)
    outbox.queue(key=f"test:{case.pk}", to="head@school.example", subject="A case", body="Please sign in.", at=at, case=case)
    OutgoingEmail.objects.filter(key=f"test:{case.pk}").update(failed_at=at)
    walk.referral()
    drafts.waiting(by)
    AccessRecord.objects.create(user=by, site="staff", action="opened", what="case", case=case)
    return case


def running_clocks(by: User, now: datetime) -> None:
    """Cases whose clocks are late, past our own standard, and due soon on the day of the test."""
    walk.notification(by, aware_at=now - timedelta(days=40))
    walk.notification(by, aware_at=now - timedelta(days=3))
    walk.notification(by, aware_at=now)
    for days in (17, 8):
        sent = now - timedelta(days=days)
        early = walk.notification(by, aware_at=sent - timedelta(days=1))
        given = f"SIN-{days}"
        notifying.record_sent(early, by=by, at=sent, sent_at=sent, national_reference=given, partners_told=True)


def pages(user: User) -> dict[str, str]:
    """Name and address of every page of the admin that this person may open, one record for each model."""
    request = RequestFactory().get("/")
    request.user = user
    found = {
        "index": reverse("admin:index"),
        "find": reverse("admin:cspr_case_find"),
        "register": reverse("admin:cspr_deadline_register"),
    }
    for model, model_admin in admin.site._registry.items():
        opts = model._meta
        name = f"admin:{opts.app_label}_{opts.model_name}"
        label = f"{opts.app_label}-{opts.model_name}"
        if not model_admin.has_view_or_change_permission(request):
            continue
        found[f"{label}-list"] = reverse(f"{name}_changelist")
        if model_admin.has_add_permission(request):
            found[f"{label}-add"] = reverse(f"{name}_add")
        obj = model_admin.get_queryset(request).first()
        if obj is None:
            continue
        found[f"{label}-change"] = reverse(f"{name}_change", args=[obj.pk])
        if hasattr(obj, "history"):
            found[f"{label}-history"] = reverse(f"{name}_history", args=[obj.pk])
            if earlier := obj.history.first():
                found[f"{label}-earlier"] = reverse(f"{name}_simple_history", args=[obj.pk, earlier.history_id])
        if isinstance(model_admin, AuditedModelAdmin):
            for verb in (verb for verb in model_admin.verbs if user.has_perm(verb.permission)):
                found[f"{label}-do-{verb.slug}"] = reverse(f"{name}_verb", args=[obj.pk, verb.slug])
    return found
