"""The pages of the record: each child, each partner's view, the copy sheet and its document, and the steps that end it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cspr.models import AccessRecord, User
from notifications import lifecycle
from notifications.models import Notification
from tests import walk
from tests.cast import person
from tests.doors import sign_in
from tests.notifications.records import OF_A_CHILD, add_child, complete, with_children
from tests.walk import NOTIFIED_IN_TIME

Enter = Callable[[str], Client]


def client_of(site: Enter, user: User) -> Client:
    client = site("staff")
    sign_in(client, user)
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"admin:notifications_{name}", args=args)


def read(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def version(record: object) -> int:
    return int(record.history.order_by("-history_id").first().history_id)  # type: ignore[attr-defined]


def test_the_record_says_what_is_missing_and_each_line_leads_to_its_place(site: Enter, coordinator: User) -> None:
    one = with_children(coordinator, 1)
    content = read(client_of(site, coordinator), page("notification_change", one.pk))
    assert "<h2 id=\"missing-heading\">Still missing</h2>" in content  # fmt: skip
    row, stance = one.children.get(), one.stances.get(partner="icb")
    for address in (
        f"{page('notification_change', one.pk)}#id_notifier_phone",
        f"{page('notifiedchild_change', row.pk)}#id_health",
        f"{page('partnerstance_change', stance.pk)}#id_stance",
    ):
        assert f'href="{address}"' in content


def test_a_child_is_described_on_a_page_of_its_own_which_leads_back(site: Enter, coordinator: User) -> None:
    one = with_children(coordinator, 1)
    row, client = one.children.get(), client_of(site, coordinator)
    assert "12 years" in read(client, page("notifiedchild_change", row.pk))
    typed = {**OF_A_CHILD, "position": "1", "placement": "", "opened_version": version(row)}
    answer = client.post(page("notifiedchild_change", row.pk), typed)
    assert (answer.status_code, answer["Location"]) == (302, page("notification_change", one.pk))
    row.refresh_from_db()
    assert (row.health, row.known_to, row.protection_plan) == ("Well", "School", "never")


def test_of_two_people_at_the_page_of_one_child_the_second_sees_both_values(site: Enter, coordinator: User) -> None:
    row = with_children(coordinator, 1).children.get()
    typed = {**OF_A_CHILD, "position": "1", "placement": "", "opened_version": version(row)}
    client = client_of(site, coordinator)
    client.post(page("notifiedchild_change", row.pk), {**typed, "health": "First words"})
    answer = client.post(page("notifiedchild_change", row.pk), {**typed, "health": "Second words"}).content.decode()
    assert "First words" in answer
    assert "Second words" in answer
    row.refresh_from_db()
    assert row.health == "First words"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"stance": "does_not", "given_by": "A lead", "words": " "}, "Give the partner’s reasons"),
        ({"stance": "agrees", "given_by": ""}, "Say who gave it for the partner"),
        ({"stance": "agrees", "given_by": "A lead", "given_on": "2999-01-01"}, "cannot have been given in the future"),
    ],
)
def test_a_view_is_not_half_said(site: Enter, coordinator: User, typed: dict[str, str], said: str) -> None:
    stance = walk.notification(coordinator).stances.get(partner="police")
    answer = client_of(site, coordinator).post(
        page("partnerstance_change", stance.pk), {"words": "", "given_on": "", "opened_version": version(stance), **typed}
    )
    assert said in answer.content.decode()
    stance.refresh_from_db()
    assert stance.stance == "not_given"


def test_a_dissent_stays_visible_on_the_record_and_on_the_pages_of_the_steps(site: Enter, coordinator: User) -> None:
    one = walk.notification(coordinator)
    stance, client = one.stances.get(partner="police"), client_of(site, coordinator)
    typed = {"stance": "does_not", "words": "No crime.", "given_by": "A lead", "given_on": "2020-12-28"}
    client.post(page("partnerstance_change", stance.pk), {**typed, "opened_version": version(stance)})
    for address, dissents in (
        (page("notification_change", one.pk), True),
        (page("notification_verb", one.pk, "sent"), True),
        (page("notification_verb", one.pk, "not-to-notify"), False),
    ):
        content = read(client, address)
        assert ("<strong>Dissent.</strong>" in content) is dissents
        assert "Does not agree to notify (A lead, 28 December 2020). No crime." in content


def test_after_it_was_sent_children_and_views_are_read_only_and_a_late_save_loses_nothing(
    site: Enter, coordinator: User
) -> None:
    one = complete(coordinator)
    row, stance, client = one.children.get(), one.stances.get(partner="police"), client_of(site, coordinator)
    lifecycle.record_sent(one, by=coordinator, at=NOTIFIED_IN_TIME, sent_at=NOTIFIED_IN_TIME, national_reference="SIN-7")
    for name, record, typed in (
        ("notifiedchild_change", row, {**OF_A_CHILD, "position": "1", "health": "Typed too late"}),
        ("partnerstance_change", stance, {"stance": "agrees", "given_by": "A lead", "words": "Typed too late"}),
    ):
        assert 'type="submit"' not in client.get(page(name, record.pk)).content.decode().partition('id="content-main"')[2]
        answer = client.post(page(name, record.pk), {**typed, "opened_version": version(record)}).content.decode()
        assert "could not be saved" in answer
        assert "Typed too late" in answer


def test_the_copy_sheet_has_each_field_and_each_look_is_recorded(site: Enter, coordinator: User) -> None:
    one = complete(coordinator, children=2)
    client = client_of(site, coordinator)
    content = read(client, page("notification_sheet", one.pk))
    assert 'data-copy="Child 2: Age at the time"' in content
    assert "Nothing is missing." in content
    answer = client.get(page("notification_sheet_pdf", one.pk))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer["Content-Disposition"] == f'attachment; filename="{one.case.reference}-notification.pdf"'
    actions = AccessRecord.objects.filter(case=one.case, user=coordinator).values_list("action", flat=True)
    assert {"opened the copy sheet of", "downloaded the copy sheet of"} <= set(actions)


def test_as_sent_it_says_so_and_that_nothing_changes_it(site: Enter, coordinator: User) -> None:
    sent = walk.sent_notification(coordinator)
    content = read(client_of(site, coordinator), page("notification_sheet", sent.pk))
    assert "As it was sent on 29 December 2020, 09:30." in content
    assert "Still missing" not in content


def test_only_where_no_rapid_review_opened_its_record_says_why(site: Enter, coordinator: User) -> None:
    client, one = client_of(site, coordinator), walk.sent_notification(coordinator)
    assert "Why no Rapid Review opened" not in read(client, page("notification_change", one.pk))
    one.no_review_because = "A care leaver has died."
    one.save()
    assert "A care leaver has died." in read(client, page("notification_change", one.pk))


def test_the_page_of_sending_says_whether_a_rapid_review_opens(site: Enter, coordinator: User) -> None:
    one = with_children(coordinator, 1, nature="death", looked_after="yes", suspicion="neither")
    client = client_of(site, coordinator)
    assert "<strong>No Rapid Review opens.</strong> A looked-after child" in read(
        client, page("notification_verb", one.pk, "sent")
    )
    one.suspicion = "suspected"
    one.save()
    assert "The Rapid Review opens with this step" in read(client, page("notification_verb", one.pk, "sent"))


def test_it_is_decided_against_opened_again_sent_and_withdrawn_on_the_pages(site: Enter, coordinator: User) -> None:
    one, client = walk.notification(coordinator), client_of(site, coordinator)
    moment = "2020-12-29T09:30"

    def step(slug: str, typed: dict[str, str]) -> str:
        answer = client.post(page("notification_verb", one.pk, slug), typed)
        assert answer.status_code == 302, answer.content.decode()
        return read(client, page("notification_change", one.pk))

    content = step("not-to-notify", {"decided_by": "Director", "decided_at": moment, "because": "Outside."})
    assert "Decisions not to notify" in content
    assert "Open it again" in content
    content = step("reopen", {"because": "A new report."})
    assert "Opened again: A new report." in content
    assert "Record as sent to the Panel" in content
    late = {"late_reason": "Wait.", "late_decided_by": "Director", "panel_told": "no"}
    content = step("sent", {"sent_at": moment, "national_reference": "SIN-7", **late})
    assert "Withdraw the notification" in content
    typed = {"decided_by": "Director", "withdrawn_at": "2021-01-04T10:00", "because": "No abuse after all."}
    content = step("withdraw", typed)
    assert "<strong>Withdrawn on 4 January 2021.</strong> No abuse after all." in content
    assert 'aria-label="Next steps"' not in content
    assert Notification.objects.get().status == "withdrawn"


def test_children_who_were_added_to_the_case_are_taken_over_by_a_step(site: Enter, coordinator: User) -> None:
    one, client = walk.notification(coordinator), client_of(site, coordinator)
    assert "Take over the children" not in read(client, page("notification_change", one.pk))
    add_child(one.case, name="Rowan")
    content = read(client, page("notification_change", one.pk))
    assert f'href="{page("notification_verb", one.pk, "take-over")}"' in content
    assert client.post(page("notification_verb", one.pk, "take-over"), {}).status_code == 302
    assert one.children.get().child.name == "Rowan"


@pytest.mark.parametrize("role", ["administrator", "partner_lead"])
def test_who_only_reads_sees_the_rows_and_changes_none(site: Enter, coordinator: User, role: str) -> None:
    one = with_children(coordinator, 1)
    row, client = one.children.get(), client_of(site, person(role))
    assert client.get(page("notifiedchild_change", row.pk)).status_code == 200
    assert client.post(page("notifiedchild_change", row.pk), {**OF_A_CHILD, "position": "1"}).status_code == 403
    assert client.get(page("notification_sheet", one.pk)).status_code == 200


def test_the_list_shows_what_was_decided_against_or_withdrawn(site: Enter, coordinator: User) -> None:
    gone = walk.notification(coordinator)
    lifecycle.decide_not_to_notify(gone, by=coordinator, at=NOTIFIED_IN_TIME, decided_by="The Director", because="Reasons.")
    walk.notification(coordinator)
    content = read(client_of(site, coordinator), f"{page('notification_changelist')}?status__exact=not_required")
    assert "The Director" in content
    assert content.count(">Being prepared<") == 1  # The filter alone.


@pytest.mark.parametrize("many", [1, 4])
def test_record_and_sheet_ask_as_often_for_four_children_as_for_one(
    site: Enter, coordinator: User, many: int, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    one, client = complete(coordinator, children=many), client_of(site, coordinator)
    client.get(page("notification_sheet", one.pk))
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        client.get(page("notification_sheet", one.pk))
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        client.get(page("notification_change", one.pk))


def test_a_notification_that_comes_first_may_name_its_child_and_leads_to_what_is_missing(
    site: Enter, coordinator: User
) -> None:
    client = client_of(site, coordinator)
    typed = {"aware_at": "2020-12-24T10:00", "incident_on": "2020-12-23", "incident_place": "A park", "summary": ""}
    refused = client.post(page("notification_add"), {**typed, "child_born_on": "2010-05-01"}).content.decode()
    assert "Give the child’s name, or leave both empty." in refused
    answer = client.post(page("notification_add"), {**typed, "child_name": " Rowan ", "child_born_on": "2010-05-01"})
    one = Notification.objects.get()
    assert answer["Location"] == page("notification_change", one.pk)
    child = one.children.get().child
    assert (child.name, child.case, child.history.get().history_user) == ("Rowan", one.case, coordinator)
    assert (one.incident_place, one.children.get().age_on(one.incident_on)) == ("A park", "10 years")
    content = read(client, page("notification_change", one.pk))
    assert "At least one child" not in content
    assert "Child 1: Ethnicity" in content
