"""Prints what the list of cases, its far pages and its search take beside a bare ModelAdmin: for `./bench desk`.

Runs in a process of its own, as the staff site's database role. Both candidates make whole pages from the same table, in
turns; what is measured is the view with its template, without the middleware that both would share. The last lines count
the queries of the page of a case, with one and with fifty of everything.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import django

django.setup()

from allauth.account.internal.flows.login import record_authentication  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.contrib.admin import ModelAdmin  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from config import staff_door  # noqa: E402
from cspr import access, lifecycle, timeline  # noqa: E402
from cspr.models import Case, Child, Person, User  # noqa: E402

AT = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
ROUNDS, PIECE, PER_PAGE = 25, 10_000, 50
CASES = """
INSERT INTO cspr_case (reference, opened_at, summary, incident_place)
SELECT 'BENCH-' || n, %(at)s::timestamptz - n * interval '7 minutes', '', '' FROM generate_series(%(first)s, %(last)s) n
"""
CHILDREN = """
INSERT INTO cspr_child (case_id, name, also_known_as, sex, ethnicity, first_language, religion, disability, nhs_number,
    address, setting, looked_after)
SELECT id, initcap(translate(substr(md5(reference), 1, 7), '0123456789', 'ghijklmnop')) || ' '
    || initcap(translate(substr(md5(id::text), 1, 9), '0123456789', 'qrstuvwxyz')), '', 'not_known', '', '', '', '', '', '',
    '', false
FROM cspr_case WHERE id > (SELECT coalesce(max(case_id), 0) FROM cspr_child)
"""
NOTIFICATIONS = """
INSERT INTO notifications_notification (case_id, status, aware_at, nature, notifier_name,
    incident_details, partners_views, national_reference, partners_told_how, decided_not_by, decided_not_because{more})
SELECT id, 'preparing', opened_at, '', '', '', '', '', '', '', ''{values}
FROM cspr_case WHERE id > (SELECT coalesce(max(case_id), 0) FROM notifications_notification)
"""
DEADLINES = """
INSERT INTO cspr_deadline (case_id, clock, started_on, due_on, latest_on, outcome, because, late_decided_by, panel_told, agreed)
SELECT id, 'notification', opened_at::date, opened_at::date + 7, opened_at::date + 7, '', '', '', '', ''
FROM cspr_case WHERE id > (SELECT coalesce(max(case_id), 0) FROM cspr_deadline)
"""


class Bare(ModelAdmin[Case]):
    """What Django gives for the same table, with the same columns of its own and the same length of a page."""

    list_display = ("reference", "opened_at", "summary", "closed_at")
    search_fields = ("reference", "children__name", "children__also_known_as")
    ordering = ("-opened_at",)
    list_per_page = PER_PAGE


class Recorded(Bare):
    """The same, which also writes down who looked before it shows anything, as each page of this house does."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Recorded."""
        access.record(request, "listed", "case")
        return super().changelist_view(request, extra_context)


def main(size: int) -> dict[str, dict[str, float]]:
    """Milliseconds by page and candidate, the fastest of the turns; and how often the page of a case asks the database."""
    user = User.objects.create_user("manager@bench.example", name="Manager", role="business_manager")
    _fill(size)
    ours, bare, noted = admin.site._registry[Case], Bare(Case, admin.site), Recorded(Case, admin.site)
    last = -(-size // PER_PAGE)
    reference, child = f"BENCH-{size // 2 + 321}", Child.objects.get(case__reference=f"BENCH-{size // 2}").name

    def listed(model_admin: Any, **query: Any) -> Callable[[], int]:
        return lambda: _page(model_admin.changelist_view, user, query)

    def found(words: str) -> Callable[[], int]:
        return lambda: _page(ours.find_view, user, {"words": words}, post=True)  # type: ignore[attr-defined]

    others = {"bare": bare, "noted": noted}
    pages = {
        "list": {name: listed(one) for name, one in {**others, "ours": ours}.items()},
        "last page": {name: listed(one, p=last) for name, one in {**others, "ours": ours}.items()},
        "search by reference": {**{name: listed(one, q=reference) for name, one in others.items()}, "ours": found(reference)},
        "search by name": {**{name: listed(one, q=child) for name, one in others.items()}, "ours": found(child)},
    }
    measured = {page: _in_turns(candidates) for page, candidates in pages.items()}
    measured["queries of a case"] = {str(many): _queries(ours, user, many) for many in (1, 50)}
    return measured


def _fill(size: int) -> None:
    more, values = _required_of_notifications()
    with connection.cursor() as cursor:
        # In pieces: no statement of the application may run for long.
        for first in range(0, size, PIECE):
            cursor.execute(CASES, {"at": AT, "first": first + 1, "last": min(first + PIECE, size)})
            for statement in (CHILDREN, NOTIFICATIONS.format(more=more, values=values), DEADLINES):
                cursor.execute(statement)
    with connections["migrator"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _required_of_notifications() -> tuple[str, str]:
    """Columns of words that came later than this benchmark: empty, as a new notification has them."""
    named = NOTIFICATIONS.partition("(")[2].partition(")")[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'notifications_notification' "
            "AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'"
        )
        left = [(name, kind) for name, kind in cursor.fetchall() if name not in named]
    empty = {"boolean": "false", "smallint": "0", "integer": "0", "jsonb": "'[]'"}
    return "".join(f", {name}" for name, _ in left), "".join(f", {empty.get(kind, chr(39) * 2)}" for _, kind in left)


def _page(view: Callable[[HttpRequest], Any], user: User, query: dict[str, Any], *, post: bool = False) -> int:
    """One whole page; its length."""
    answer = view(_request("/", user, query, post=post))
    if answer.status_code != 200:
        raise SystemExit(f"A page answered {answer.status_code}.")
    return len(answer.render().content)


def _request(address: str, user: User, query: dict[str, Any], *, post: bool = False) -> HttpRequest:
    make = RequestFactory().post if post else RequestFactory().get
    request: Any = make(address, query)
    request.user = user
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    # Through the door, so that both have the menu and the banners that every page has.
    for how in ({"method": "password", "email": user.email}, {"method": "mfa", "type": "totp"}):
        record_authentication(request, user, **how)
    staff_door.note_sign_in(request, user)
    return request  # type: ignore[no-any-return]


def _in_turns(candidates: dict[str, Callable[[], int]]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for turn in range(ROUNDS + 1):
        for name in sorted(candidates, reverse=bool(turn % 2)):
            gc.collect()
            start = time.perf_counter()
            candidates[name]()
            # The first turn warms up.
            taken[name] += [time.perf_counter() - start] * bool(turn)
    # The fastest: whatever else the machine does only adds to it.
    return {name: min(seconds) * 1e3 for name, seconds in taken.items()}


def _queries(model_admin: Any, user: User, many: int) -> int:
    """How often the page of a case asks, middleware left out, with so many children, people and entries."""
    case = lifecycle.open_case(by=user, at=AT, because="a benchmark")
    for number in range(many):
        Child.objects.create(case=case, name=f"Child {number}", born_on=date(2020, 1, 1))
        Person.objects.create(case=case, name=f"Person {number}", relation="Aunt")
        timeline.record(case, "note", f"Something happened {number}.", at=AT + timedelta(minutes=number), by=user)
    address = reverse("admin:cspr_case_change", args=[case.pk])
    with CaptureQueriesContext(connection) as asked:
        model_admin.change_view(_request(address, user, {}), str(case.pk)).render()
    return len(asked)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*map(int, sys.argv[1:]))))
