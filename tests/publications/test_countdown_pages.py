"""The pages of the countdown: its list in one form, the ordered time, corrected versions, and the holds of courts."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cspr.clocks import LONDON
from cspr.models import CaseConflict, User
from publications import countdown, holds, scheduling
from publications.countdown import Said
from publications.models import CountdownStep, CourtHold, Publication
from tests.cast import case, person
from tests.doors import sign_in
from tests.publications import drafts
from tests.publications.drafts import APPROVED, DRAFTED
from tests.publications.ready import ready_today

What = CountdownStep.What
LATER = date(2021, 8, 2)


@pytest.fixture
def client(site: Callable[[str], Client], manager: User) -> Client:
    """The manager, signed in."""
    entered = site("staff")
    sign_in(entered, manager)
    return entered


def page(one: Publication, step: str = "") -> str:
    if not step:
        return reverse("admin:publications_publication_change", args=[one.pk])
    return reverse("admin:publications_publication_verb", args=[one.pk, step])


def shown(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def boxes(one: Publication, **changes: tuple[str, str, str]) -> dict[str, str]:
    """The form of the list as a browser sends it back, with what somebody changed."""
    typed: dict[str, str] = {}
    for line in countdown.lines_of(one):
        said = line.said
        values = changes.get(line.what, (said.state, said.done_on.isoformat() if said.done_on else "", said.words))
        typed |= {f"{line.what}_{name}": value for name, value in zip(("state", "day", "words"), values, strict=True)}
    return typed


def test_the_list_is_filled_in_on_one_page_and_stands_on_the_page_of_the_publication(client: Client, manager: User) -> None:
    one = drafts.draft(manager)
    assert "Still open in the countdown: The family was told" in shown(client, page(one))
    form = shown(client, page(one, "fill-in"))
    assert form.count("<legend>") == len(What)
    answer = client.post(
        page(one, "fill-in"),
        boxes(
            one,
            family_told=("done", "2021-05-03", "By the reviewer, at home."),
            statement=("not_needed", "", "The chair says nothing beside it."),
        ),
    )
    assert answer.headers["Location"] == page(one)
    again = shown(client, page(one))
    assert "Done on 3 May 2021: By the reviewer, at home." in again
    assert "Not needed: The chair says nothing beside it." in again
    assert "By the reviewer, at home." in shown(client, page(one, "fill-in"))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("done", "", ""), "Say on which day it was done."),
        (("done", "soon", ""), "Give the day as a date"),
        (("done", "2999-01-01", ""), "today at the latest"),
        (("not_needed", "", ""), "why it is not needed here"),
        (("open", "2021-05-03", ""), "Choose “Done”, or clear the day."),
    ],
)
def test_a_line_that_contradicts_itself_is_refused_and_all_that_was_typed_stays(
    client: Client, manager: User, typed: tuple[str, str, str], words: str
) -> None:
    one = drafts.draft(manager)
    answer = client.post(page(one, "fill-in"), boxes(one, courts=typed, partners=("done", "2021-05-03", "Kept in the box.")))
    refused = answer.content.decode()
    assert words in refused
    assert "Kept in the box." in refused
    assert one.countdown_steps.count() == 0


def test_two_people_who_fill_in_different_lines_lose_neither(client: Client, manager: User, coordinator: User) -> None:
    one = drafts.draft(manager)
    opened_before = boxes(one, courts=("done", "2021-05-03", ""))
    countdown.write(one, {What.PARTNERS: Said("done", date(2021, 5, 4))}, by=coordinator, at=DRAFTED)
    client.post(page(one, "fill-in"), {**opened_before})
    assert {step.what for step in one.countdown_steps.all() if step.done_on} >= {"courts"}


def test_a_time_is_ordered_changed_and_cancelled_on_pages(client: Client, manager: User) -> None:
    one = ready_today(drafts.approved_only(manager), manager)
    tomorrow = (timezone.now().astimezone(LONDON) + timedelta(days=1)).replace(second=0, microsecond=0)
    typed = {"moment": tomorrow.strftime("%Y-%m-%dT%H:%M")}
    assert "the advance copy is counted back from the planned day" in client.post(page(one, "order"), typed).content.decode()
    client.post(page(one, "plan"), {"on": tomorrow.date().isoformat(), "because": "The family asked."})
    assert client.post(page(one, "order"), typed).status_code == 302
    one.refresh_from_db()
    assert (one.publish_at, one.publish_ordered_by) == (tomorrow, manager)
    assert f"It goes out by itself on {scheduling.in_london(tomorrow)}" in shown(client, page(one))
    client.post(page(one, "cancel-order"), {"because": "The chair is away."})
    one.refresh_from_db()
    assert one.publish_at is None


def test_the_page_says_why_it_did_not_go_out(client: Client, manager: User) -> None:
    one = scheduling.order(drafts.approved(manager), datetime(2021, 5, 20, 8, 30, tzinfo=UTC), by=manager, at=APPROVED)
    holds.place(one.case, because="An inquest", review_by=LATER, by=manager, at=APPROVED)
    scheduling.publish_due(at=datetime(2021, 5, 20, 8, 30, tzinfo=UTC))
    words = shown(client, page(one))
    assert "It did not go out on Thursday 20 May 2021 at 09:30, as it was ordered: A court hold stands" in words
    assert "Nothing of this case goes out while it stands. To be looked at again by 2 August 2021." in words


def test_a_corrected_version_is_begun_from_the_page_of_what_is_public(client: Client, manager: User) -> None:
    one, _ = drafts.published(manager)
    answer = client.post(page(one, "correct"))
    draft = Publication.objects.get(replaces=one)
    assert answer.headers["Location"] == page(draft)
    assert "Version 2: corrects" in shown(client, page(draft))
    assert "Not asked for: nobody gets this kind of document, or a corrected version, in advance." in shown(client, page(draft))
    assert "Its corrected version" in shown(client, page(one))
    assert "correct" not in {verb.slug for verb, _ in client.get(page(one)).context["verbs"]}


def test_a_hold_is_placed_looked_at_again_and_lifted_on_pages(client: Client, manager: User) -> None:
    one = drafts.draft(manager)
    add = reverse("admin:publications_courthold_add")
    assert f'value="{one.case.reference}"' in client.get(f"{add}?case={one.case_id}").content.decode()
    assert f'value="{one.case.reference}"' not in client.get(f"{add}?case=x").content.decode()
    soon = (timezone.now() + timedelta(days=30)).date()
    typed = {"case": one.case.reference.lower(), "because": "An inquest", "review_by": soon.isoformat()}
    client.post(add, typed)
    hold = CourtHold.objects.get()
    assert (hold.case, hold.placed_by) == (one.case, manager)
    assert "Court hold" in shown(client, page(one))

    def step(slug: str) -> str:
        return reverse("admin:publications_courthold_verb", args=[hold.pk, slug])

    later = soon + timedelta(days=30)
    client.post(step("look-again"), {"because": "It is put off.", "review_by": later.isoformat()})
    client.post(step("lift"), {"because": "It is concluded."})
    hold.refresh_from_db()
    assert (hold.review_by, hold.lifted_because) == (later, "It is concluded.")
    read = shown(client, reverse("admin:publications_courthold_change", args=[hold.pk]))
    assert "It is concluded." in read
    assert "do/lift/" not in read


def test_nobody_places_a_hold_on_a_case_that_they_may_not_see(client: Client, manager: User) -> None:
    shut = case(manager)
    CaseConflict.objects.create(case=shut, user=manager, because="Knows the family")
    typed = {"case": shut.reference, "because": "An inquest", "review_by": "2999-01-01"}
    words = client.post(reverse("admin:publications_courthold_add"), typed).content.decode()
    assert "You may see no case of this reference" in words
    assert CourtHold.objects.count() == 0


def test_a_partner_lead_reads_a_hold_and_does_not_lift_it(site: Callable[[str], Client], manager: User) -> None:
    hold = holds.place(case(manager), because="An inquest", review_by=LATER, by=manager, at=DRAFTED)
    lead = site("staff")
    sign_in(lead, person("partner_lead"))
    assert lead.get(reverse("admin:publications_courthold_change", args=[hold.pk])).status_code == 200
    assert lead.post(reverse("admin:publications_courthold_verb", args=[hold.pk, "lift"]), {"because": "x"}).status_code == 403


def test_the_page_says_by_when_the_copy_has_to_go_and_a_year_later_it_is_kept_there(client: Client, manager: User) -> None:
    planned = countdown.plan(drafts.draft(manager), on=date(2021, 6, 9), by=manager, at=DRAFTED)
    assert "To be sent by 28 May 2021, seven working days before 9 June 2021." in shown(client, page(planned))
    one, _ = drafts.published(manager)
    assert client.post(page(one, "keep"), {"because": "It helps schools."}).status_code == 302
    one.refresh_from_db()
    assert one.kept_because == "It helps schools."
