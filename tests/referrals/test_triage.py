"""The queue, the page that is read, its files, and the two decisions, as staff meet them."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cspr.clocks import london_date
from cspr.models import AccessRecord, AgencyDomain, Case, User
from referrals import lifecycle, panels
from referrals.models import Referral
from tests import doors
from tests.cast import agency, case, person
from tests.referrals.answers import CHILD_NAME, MONDAY, SECRET_WORDS, arrived, now

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]
LIST = "/referrals/referral/"


@pytest.fixture
def staff(site: Enter, coordinator: User) -> Client:
    """The coordinator, signed in."""
    client = site("staff")
    doors.sign_in(client, coordinator)
    return client


def page_of(referral: Referral, step: str = "") -> str:
    return f"{LIST}{referral.pk}/{step or 'change/'}"


def confirmed(staff: Client, referral: Referral, step: str, typed: dict[str, Any]) -> Any:
    """Press once, read what would follow, and press again."""
    read = staff.post(page_of(referral, f"do/{step}/"), typed).content.decode()
    mark = re.search(r'name="confirmed_preview" value="([0-9a-f]+)"', read)
    assert mark, read
    return staff.post(page_of(referral, f"do/{step}/"), {**typed, "confirmed_preview": mark[1]}, follow=True)


def whole(staff: Client, referral: Referral) -> str:
    return unescape(staff.get(page_of(referral)).content.decode())


def test_the_queue_shows_first_whose_clock_may_be_running_and_last_what_is_decided(staff: Client, coordinator: User) -> None:
    decided = lifecycle.decline(arrived(), by=coordinator, at=MONDAY, because="Not met", route="none")
    untold = arrived(la_told="no", la_told_at=None)
    told = arrived(la_told_at=MONDAY - timedelta(hours=1))
    told_earlier = arrived(la_told_at=MONDAY - timedelta(days=1))
    page = staff.get(LIST).content.decode()
    order = sorted((decided, untold, told, told_earlier), key=lambda referral: page.index(referral.reference))
    assert order == [told_earlier, told, untold, decided]


def test_the_whole_referral_stands_on_one_page_and_reading_it_is_recorded(staff: Client, coordinator: User) -> None:
    referral = arrived(household=[{"name": "Una Quill", "relation": "Aunt"}])
    page = whole(staff, referral)
    for words in (CHILD_NAME, SECRET_WORDS, "Basil Boyle", "Seen by the school nurse", "Una Quill", "Looked after"):
        assert words in page
    assert 'name="narrative"' not in page
    record = AccessRecord.objects.latest("pk")
    assert (record.user, record.action, record.object_id) == (coordinator, "opened", str(referral.pk))


def test_the_page_begins_with_the_clock_and_says_what_is_claimed_and_who_decides(staff: Client) -> None:
    page = whole(staff, arrived(improvements="yes", agencies_concern="yes"))
    for words in (
        "To be confirmed: it is counted from what the sender wrote",
        "The latest date was Monday 22 June 2026",
        "(a) improvements needed; (c) how agencies worked together",
        "The decision is the local authority’s own.",
        "Not heard yet",
    ):
        assert words in page
    assert "No clock is known to run" in whole(staff, arrived(la_told="no", la_told_at=None, incident_dated="about"))


def test_accepting_is_read_first_and_confirmed_then(staff: Client) -> None:
    referral = arrived(at=now())
    form = staff.get(page_of(referral, "do/accept/")).content.decode()
    assert 'value="2026-06-15T08:30"' in form
    typed = {"aware_at": "2026-06-15T10:30", "into": "new"}
    read = staff.post(page_of(referral, "do/accept/"), typed).content.decode()
    assert "Due Monday 22 June 2026: day 0 is Monday 15 June 2026, day 1 is Tuesday 16 June 2026, 5 working days." in read
    assert "A new case is opened" in read
    assert Case.objects.count() == 0
    answer = confirmed(staff, referral, "accept", typed)
    assert "from 15 June 2026, due 22 June 2026." in answer.content.decode()
    assert Case.objects.get().referrals.get() == referral


def test_a_changed_date_is_read_anew_before_it_counts(staff: Client) -> None:
    referral = arrived(la_told="no", la_told_at=None)
    typed = {"aware_at": "2026-06-15T10:30"}
    read = staff.post(page_of(referral, "do/aware/"), typed).content.decode()
    mark = re.search(r'name="confirmed_preview" value="([0-9a-f]+)"', read)
    assert mark
    changed = {"aware_at": "2026-06-16T10:30", "confirmed_preview": mark[1]}
    again = staff.post(page_of(referral, "do/aware/"), changed).content.decode()
    assert "Due Tuesday 23 June 2026" in again
    assert Referral.objects.get().la_aware_at is None
    confirmed(staff, referral, "aware", {"aware_at": "2026-06-16T10:30"})
    page = whole(staff, referral)
    assert "The moment is confirmed; the referral is not decided yet." in page
    assert "due 23 June 2026" not in page.lower() or "Due Tuesday 23 June 2026" in page


def test_another_day_than_the_senders_asks_how_it_is_known_and_the_page_keeps_it(staff: Client) -> None:
    referral = arrived()
    typed = {"aware_at": "2026-06-14T10:30"}
    assert "The sender wrote 15 June 2026." in staff.post(page_of(referral, "do/aware/"), typed).content.decode()
    confirmed(staff, referral, "aware", {**typed, "because": "Duty record"})
    assert "Duty record" in whole(staff, referral)


def test_a_date_before_the_incident_is_refused_before_it_is_shown(staff: Client) -> None:
    referral = arrived(la_told="no", la_told_at=None)
    typed = {"aware_at": "2026-06-01T10:30", "into": "new"}
    assert "before the incident" in staff.post(page_of(referral, "do/accept/"), typed).content.decode()
    confirmed(staff, referral, "accept", {**typed, "checked": "on"})
    assert Referral.objects.get().status == "accepted"


def test_the_preview_names_bank_holidays_and_says_when_the_day_is_past(staff: Client) -> None:
    referral = arrived(la_told="no", la_told_at=None, at=MONDAY - timedelta(days=40), incident_dated="about")
    read = unescape(staff.post(page_of(referral, "do/aware/"), {"aware_at": "2026-05-01T10:30"}).content.decode())
    assert "Due Monday 11 May 2026" in read
    assert "Not counted besides weekends: 4 May (" in read
    assert "That day is past: the notification is late from the start" in read


def test_a_second_referral_is_accepted_into_an_open_case_whose_clock_is_said(staff: Client, coordinator: User) -> None:
    first = lifecycle.accept(arrived(), by=coordinator, at=MONDAY, aware_at=MONDAY)
    bare, closed = case(), case(closed_at=MONDAY)
    assert first.case is not None
    second = arrived()
    form = staff.get(page_of(second, "do/accept/")).content.decode()
    assert first.case.reference in form
    assert closed.reference not in form
    typed = {"aware_at": "2026-06-15T10:30", "into": str(bare.pk)}
    assert "Its notification is opened." in staff.post(page_of(second, "do/accept/"), typed).content.decode()
    typed["into"] = str(first.case.pk)
    read = staff.post(page_of(second, "do/accept/"), typed).content.decode()
    assert "That case has its own clock, and keeps it" in read
    confirmed(staff, second, "accept", typed)
    assert set(first.case.referrals.all()) == {first, second}


def test_an_address_of_several_agencies_has_one_confirmed(staff: Client) -> None:
    chosen, other = agency(domain="nhs.example", name="Ward One"), agency(name="Ward Two")
    AgencyDomain.objects.create(agency=other, domain="nhs.example")
    referral = arrived(sender="nurse@nhs.example", agency=chosen)
    assert "Ward One (to be confirmed)" in staff.get(LIST).content.decode()
    assert "(to be confirmed)" in whole(staff, referral)
    typed = {"aware_at": "2026-06-15T10:30", "into": "new"}
    assert "Select the agency" in staff.post(page_of(referral, "do/accept/"), typed).content.decode()
    read = staff.post(page_of(referral, "do/accept/"), {**typed, "agency": other.pk}).content.decode()
    assert "The agency is confirmed as Ward Two." in read
    staff.post(page_of(referral, "do/agency/"), {"agency": other.pk})
    assert "do/agency/" not in whole(staff, referral)
    assert "Ward Two (to be confirmed)" not in staff.get(LIST).content.decode()
    assert Referral.objects.get().agency == other


def test_question_and_answer_stand_on_the_page(staff: Client) -> None:
    referral = arrived()
    staff.post(page_of(referral, "do/ask/"), {"question": "Which hospital?"})
    assert "No answer yet." in whole(staff, referral)
    staff.post(page_of(referral, "do/go-on/"), {})
    assert "Closed without an answer" in whole(staff, referral)
    staff.post(page_of(referral, "do/ask/"), {"question": "Which ward?"})
    lifecycle.reply(referral, "The third", at=now())
    assert "The third" in whole(staff, referral)


def test_the_newest_view_of_each_partner_counts_and_dissent_is_said(staff: Client, coordinator: User) -> None:
    referral = arrived()
    assert "Dissent" not in whole(staff, referral)
    typed = {"reasons": "Because", "given_by": "Chief Inspector Cole", "given_on": "2026-06-15"}
    for partner, view in (("police", "not_met"), ("icb", "met"), ("local_authority", "open")):
        staff.post(page_of(referral, "do/view/"), {**typed, "partner": partner, "view": view})
    page = whole(staff, referral)
    assert "The partners do not agree" in page
    staff.post(page_of(referral, "do/view/"), {**typed, "partner": "police", "view": "met"})
    assert "The partners do not agree" not in whole(staff, referral)
    assert referral.views.count() == 4


def test_reading_is_recorded_by_a_step_and_the_list_says_so(staff: Client, coordinator: User) -> None:
    referral = arrived()
    assert "16 June 2026: past our own rule" in staff.get(LIST).content.decode()
    staff.post(page_of(referral, "do/read/"), {})
    assert Referral.objects.get().reader == coordinator
    assert "past our own rule" not in staff.get(LIST).content.decode()
    assert f"by {coordinator}" in whole(staff, referral)


def test_the_queue_says_when_the_provisional_clock_ends(staff: Client, coordinator: User) -> None:
    arrived(la_told_at=now(), at=now())
    arrived(la_told="no", la_told_at=None)
    arrived()
    lifecycle.decline(arrived(), by=coordinator, at=MONDAY, because="Not met", route="none")
    page = staff.get(LIST).content.decode()
    assert "Not known to run" in page
    assert "22 June 2026, past (to be confirmed)" in page
    assert page.count("(to be confirmed)") == 2


def test_possible_duplicates_are_shown_with_why_and_a_link(staff: Client, coordinator: User) -> None:
    earlier = arrived()
    joined = lifecycle.accept(arrived(), by=coordinator, at=MONDAY, aware_at=MONDAY)
    page = whole(staff, arrived())
    assert "the same name, and a date of birth is not known" in page
    assert f'href="{page_of(earlier)}"' in page
    assert f'href="/cspr/case/{joined.case_id}/change/"' in page


def test_opening_again_leaves_the_earlier_decision_on_the_page(staff: Client, coordinator: User) -> None:
    referral = lifecycle.decline(arrived(), by=coordinator, at=MONDAY, because="Criteria not met", route="audit")
    assert "Instead: Audit" in whole(staff, referral)
    assert "Views of the three partners" not in whole(staff, referral)
    staff.post(page_of(referral, "do/reopen/"), {"because": "The inquest has found more"})
    page = whole(staff, referral)
    for words in ("The inquest has found more", "Earlier decisions", "Criteria not met", "Being considered"):
        assert words in page


@pytest.mark.parametrize("words", ["REF-2026", "quillfea", "Wren the second"])
def test_a_referral_is_found_by_reference_or_by_name_and_neither_stands_in_an_address(staff: Client, words: str) -> None:
    referral = arrived(children=[{"also_known_as": "Wren the Second"}])
    answer = staff.post(f"{LIST}find/", {"words": words})
    assert referral.reference in answer.content.decode()
    assert AccessRecord.objects.latest("pk").action == "searched for"
    assert 'method="post"' in staff.get(LIST).content.decode()


def test_what_is_not_there_or_not_typed_is_said(staff: Client) -> None:
    assert "Nothing that you may see fits" in staff.post(f"{LIST}find/", {"words": "Nobody"}).content.decode()
    assert "Enter what you are looking for" in staff.post(f"{LIST}find/", {}).content.decode()


@pytest.mark.parametrize("typed", ["", "soon", "1999-12-31T10:00", "2999-01-01T10:00", "2026-03-29T01:30"])
def test_a_moment_of_awareness_that_cannot_be_is_refused_in_words(staff: Client, typed: str) -> None:
    referral = arrived()
    answer = staff.post(page_of(referral, "do/accept/"), {"aware_at": typed, "into": "new"})
    assert answer.status_code == 200
    assert "<title>Error: " in answer.content.decode()
    assert Case.objects.count() == 0


def test_declining_on_the_page_asks_for_reason_and_route(staff: Client) -> None:
    referral = arrived()
    empty = staff.post(page_of(referral, "do/decline/"), {})
    assert "Enter the reason" in empty.content.decode()
    staff.post(page_of(referral, "do/decline/"), {"because": "Not met", "route": "audit"})
    referral.refresh_from_db()
    assert (referral.status, referral.route) == ("declined", "audit")


def test_a_decided_referral_offers_no_further_decision(staff: Client, coordinator: User) -> None:
    referral = lifecycle.decline(arrived(), by=coordinator, at=MONDAY, because="Not met", route="none")
    page = staff.get(page_of(referral)).content.decode()
    assert "do/accept" not in page
    typed = {"aware_at": "2026-06-15T10:30", "into": "new"}
    answer = confirmed(staff, referral, "accept", typed)
    assert "not possible while the status is" in answer.content.decode()
    assert Case.objects.count() == 0


def test_what_the_sender_wrote_cannot_be_changed_by_a_post(staff: Client) -> None:
    referral = arrived()
    answer = staff.post(page_of(referral), {"narrative": "rewritten", "status": "accepted"})
    referral.refresh_from_db()
    assert answer.status_code == 403
    assert (referral.narrative, referral.status) == (SECRET_WORDS, "received")
    assert staff.get(f"{LIST}add/").status_code == 403


def test_a_role_that_only_reads_sees_no_referral_before_it_is_accepted_and_takes_no_step(site: Enter, manager: User) -> None:
    waiting = arrived()
    accepted = lifecycle.accept(arrived(), by=manager, at=MONDAY, aware_at=MONDAY)
    lead = site("staff")
    doors.sign_in(lead, person("partner_lead"))
    assert lead.get(page_of(waiting)).status_code == 404
    assert lead.get(page_of(accepted)).status_code == 200
    assert lead.get(page_of(accepted, "do/decline/")).status_code == 403


def test_a_conflict_of_interest_shuts_page_list_and_search(staff: Client, coordinator: User, manager: User) -> None:
    referral = lifecycle.accept(arrived(), by=manager, at=MONDAY, aware_at=MONDAY)
    Case.objects.get().conflicts.create(user=coordinator, because="knows the family")
    assert staff.get(page_of(referral)).status_code == 404
    assert referral.reference not in staff.get(LIST).content.decode()
    assert "Nothing that you may see fits" in staff.post(f"{LIST}find/", {"words": referral.reference}).content.decode()


def test_the_queue_asks_the_database_as_often_for_three_rows_as_for_one(staff: Client) -> None:
    arrived()
    with CaptureQueriesContext(
        connection,
    ) as one:
        staff.get(LIST)
    arrived()
    arrived()
    with CaptureQueriesContext(connection) as three:
        staff.get(LIST)
    assert len(three) == len(one)


def test_work_for_today_names_each_referral_to_be_read_and_says_what_is_past_our_rule(coordinator: User) -> None:
    untold = arrived(la_told="no", la_told_at=None)
    told = arrived()
    read = lifecycle.consider(arrived(la_told="no", la_told_at=None), by=coordinator, at=MONDAY)
    rows = panels.WAITING[0].rows(coordinator, london_date(MONDAY) + timedelta(days=2))
    start = "Received 15 June 2026, to be read by 16 June 2026. Not read yet: this is past our own rule"
    clock = "The local authority’s clock: due Monday 22 June 2026, counted from 15 June 2026 (to be confirmed)"
    assert [(row.label, row.words, row.tone) for row in rows] == [
        (told.reference, f"{start}. {clock}", "past"),
        (untold.reference, start, "past"),
        (read.reference, "Received 15 June 2026; being considered", ""),
    ]
    assert [row.tone for row in panels.WAITING[0].rows(coordinator, london_date(MONDAY))] == ["", "", ""]
    late = panels.WAITING[0].rows(coordinator, london_date(MONDAY) + timedelta(days=8))[0]
    assert (late.words.endswith("That day is past"), late.tone) == (True, "late")
    assert panels.WAITING[0].rows(person("auditor"), london_date(MONDAY)) == []


def test_the_case_page_says_which_referral_it_came_from(coordinator: User) -> None:
    referral = lifecycle.accept(arrived(), by=coordinator, at=MONDAY, aware_at=MONDAY)
    opened = Case.objects.get()
    rows = panels.PANELS[0].rows(opened, coordinator, london_date(MONDAY))
    assert [(row.label, row.words, row.url) for row in rows] == [
        (referral.reference, f"Received 15 June 2026 from {referral.agency}; accepted", page_of(referral))
    ]
    assert panels.PANELS[0].rows(case(), coordinator, london_date(MONDAY)) == []


def test_birth_and_death_of_each_child_are_said_in_words(staff: Client) -> None:
    unborn = {"name": "Unborn baby", "expected_on": MONDAY.date() + timedelta(days=90)}
    died = {"name": "First child", "born_on": MONDAY.date() - timedelta(days=900), "has_died": True, "died_on": MONDAY.date()}
    unknown = {"name": "Second child", "has_died": True}
    page = staff.get(page_of(arrived(children=[unborn, died, unknown]))).content.decode()
    for words in ("13 September 2026", "28 December 2023", "Has died: Yes", "15 June 2026", "Not known"):
        assert words in page
