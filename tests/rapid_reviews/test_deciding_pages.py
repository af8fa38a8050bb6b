"""The pages of criteria, keys, decisions and packs, as the people who use them see them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from cspr.models import AccessRecord, User
from rapid_reviews import deciding, lifecycle, packing
from rapid_reviews.models import Pack, RapidReview, Signature
from tests.cast import person
from tests.doors import confirm, sign_in
from tests.rapid_reviews.packs import signed
from tests.walk import DECIDED, answered_rapid_review, decided_rapid_review, rapid_review, signed_rapid_review

Enter = Callable[[str], Client]


@pytest.fixture(autouse=True)
def disks(settings: Settings, tmp_path: Path) -> None:
    """Files of this test only."""
    settings.STAFF_MEDIA_ROOT = tmp_path / "staff"


def client_of(site: Enter, user: User) -> Client:
    client = site("staff")
    sign_in(client, user)
    return client


def page(name: str, *args: object, model: str = "rapidreview") -> str:
    return reverse(f"admin:rapid_reviews_{model}_{name}", args=args)


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_criterion_is_answered_with_reasons_and_evidence_on_its_page(site: Enter, coordinator: User) -> None:
    review = rapid_review(coordinator)
    request, criterion = signed(review, 1), review.criteria.get(letter="a")
    row = request.rows.create(on=DECIDED.date(), event="Nobody asked the child.")
    client, address = client_of(site, coordinator), page("change", criterion.pk, model="criterion")
    assert page("change", criterion.pk, model="criterion") in shown(client, page("change", review.pk))
    version = criterion.history.latest("history_id").history_id
    answer = client.post(address, {"answer": "yes", "reasons": " ", "opened_version": version})
    assert "Give the reasons for the answer" in answer.content.decode()
    assert client.post(address, {"answer": "yes", "reasons": "Seen before.", "opened_version": version}).status_code == 302
    typed = {"row": row.pk, "answer": "", "note": "Twice"}
    assert client.post(page("verb", criterion.pk, "rest-on", model="criterion"), typed).status_code == 302
    assert "Invented agency 02, 12 January 2021: Nobody asked the child. (Twice)" in shown(client, address)
    refused = client.post(page("verb", criterion.pk, "rest-on", model="criterion"), typed)
    assert "linked to the criterion already" in refused.content.decode()
    evidence = criterion.evidence.get()
    assert client.post(page("verb", criterion.pk, "let-go", model="criterion"), {"evidence": evidence.pk}).status_code == 302
    assert "No evidence is linked yet" in shown(client, address)


def test_only_signed_rows_and_answers_of_this_review_can_be_chosen(site: Enter, coordinator: User) -> None:
    review, other = rapid_review(coordinator), rapid_review(coordinator)
    awaited, elsewhere = signed(review, 1), signed(other, 2)
    awaited.status = "sent"
    awaited.save()
    row = awaited.rows.create(on=DECIDED.date(), event="Still being written.")
    address = page("verb", review.criteria.get(letter="a").pk, "rest-on", model="criterion")
    client = client_of(site, coordinator)
    assert "Still being written" not in shown(client, address)
    for typed in ({"row": row.pk, "answer": ""}, {"row": "", "answer": elsewhere.pk}, {"row": "", "answer": ""}):
        assert client.post(address, typed).status_code == 200
    assert not review.criteria.get(letter="a").evidence.exists()


def test_a_criterion_of_a_review_that_was_sent_is_read_and_not_saved(site: Enter, coordinator: User) -> None:
    criterion = answered_rapid_review(coordinator).criteria.get(letter="a")
    client, address = client_of(site, coordinator), page("change", criterion.pk, model="criterion")
    assert 'name="reasons"' not in shown(client, address)
    answer = client.post(address, {"answer": "yes", "reasons": "Too late.", "opened_version": ""})
    assert "could not be saved" in answer.content.decode()
    assert "Too late." in answer.content.decode()


def test_a_lead_reads_the_very_words_then_confirms(site: Enter, manager: User) -> None:
    review, lead = decided_rapid_review(manager), person("partner_lead", partner="police")
    client, address = client_of(site, lead), page("verb", review.pk, "sign")
    assert "Your key is asked" in shown(client, "/")
    assert address in shown(client, page("change", review.pk))
    said = shown(client, address)
    for words in ("Invented words on facts.", "Invented reasons.", "You lead for:", "Police"):
        assert words in said
    asked = client.post(address, {"agrees": "yes", "reasons": ""}).content.decode()
    digest = deciding.digest_of(deciding.snapshot_of(review))
    assert f"SHA-256 {digest}" in asked
    assert "Invented words on facts." in asked
    assert not Signature.objects.exists()
    assert confirm(client, address, {"agrees": "yes", "reasons": ""}).status_code == 302
    assert (Signature.objects.get().partner, Signature.objects.get().digest) == ("police", digest)
    assert address not in shown(client, page("change", review.pk))


def test_words_that_change_between_reading_and_confirming_are_shown_again(site: Enter, manager: User) -> None:
    review, lead = decided_rapid_review(manager), person("partner_lead", partner="police")
    client, address = client_of(site, lead), page("verb", review.pk, "sign")
    read = client.post(address, {"agrees": "yes", "reasons": ""}).content.decode()
    mark = read.partition('name="confirmed_preview" value="')[2].partition('"')[0]
    RapidReview.objects.filter(pk=review.pk).update(facts="Changed meanwhile.")
    again = client.post(address, {"agrees": "yes", "reasons": "", "confirmed_preview": mark})
    assert again.status_code == 200
    assert "Changed meanwhile." in again.content.decode()
    assert not Signature.objects.exists()


def test_dissent_needs_its_reasons_and_stands_on_the_page_in_full(site: Enter, manager: User) -> None:
    review, lead = decided_rapid_review(manager), person("partner_lead", partner="icb")
    client, address = client_of(site, lead), page("verb", review.pk, "sign")
    assert "Give the reasons for the dissent" in client.post(address, {"agrees": "no", "reasons": " "}).content.decode()
    assert confirm(client, address, {"agrees": "no", "reasons": "No theme recurs."}).status_code == 302
    assert "No theme recurs." in shown(client, page("change", review.pk))


def test_a_lead_who_speaks_for_no_partner_is_told_so_before_reading_it_all_twice(site: Enter, manager: User) -> None:
    review, lead = decided_rapid_review(manager), person("partner_lead")
    client, address = client_of(site, lead), page("verb", review.pk, "sign")
    assert address not in shown(client, page("change", review.pk))
    answer = client.post(address, {"agrees": "yes", "reasons": ""}).content.decode()
    assert "by the lead of that partner, and by nobody else" in answer


def test_void_keys_are_seen_and_an_earlier_decision_stays_readable_word_for_word(site: Enter, manager: User) -> None:
    review = signed_rapid_review(manager)
    RapidReview.objects.filter(pk=review.pk).update(facts="New words.")
    client = client_of(site, manager)
    said = shown(client, page("change", review.pk))
    assert said.count("the words have changed since: signature void, sign again") == 3
    again = {"decision": "other_learning", "reasons": "New.", "nationally_important": "no"}
    address = page("verb", review.pk, "decide-again")
    assert "This field is required" in client.post(address, again).content.decode()
    assert client.post(address, {**again, "because": "A new return."}).status_code == 302
    old = review.decisions_taken.order_by("pk")[0]
    kept = shown(client, page("change", old.pk, model="decision"))
    assert "Invented words on facts." in kept
    assert kept.count("Signed on") == 3
    assert "New words." not in kept


def test_a_preview_of_what_was_typed_saves_nothing_and_runs_no_markup(site: Enter, coordinator: User) -> None:
    review = rapid_review(coordinator)
    client, address = client_of(site, coordinator), page("preview", review.pk)
    typed = {"facts": "## A heading\n\n- one\n- two\n\n<script>alert(1)</script> **strong**"}
    said = client.post(address, typed).content.decode()
    assert "A heading</h3>" in said
    assert "<li>one</li>" in said
    assert "<strong>strong</strong>" in said
    assert "&lt;script&gt;" in said
    assert "<script>alert" not in said
    review.refresh_from_db()
    assert review.facts == "Invented words on facts."
    assert "Invented words on facts." in shown(client, address)
    assert AccessRecord.objects.filter(action="previewed the report of").count() == 2


def test_a_reader_gets_the_report_as_it_looks(site: Enter, manager: User) -> None:
    review = decided_rapid_review(manager)
    RapidReview.objects.filter(pk=review.pk).update(facts="Some **strong** words.")
    said = shown(client_of(site, person("partner_lead", partner="icb")), page("change", review.pk))
    assert "Some <strong>strong</strong> words." in said
    assert "formaction" not in said


def test_the_pack_is_asked_for_in_one_click_and_its_page_says_how_far_it_is(site: Enter, manager: User) -> None:
    review, client = decided_rapid_review(manager), client_of(site, manager)
    answer = client.post(page("verb", review.pk, "pack"), {})
    pk = Pack.objects.get().pk
    assert answer["Location"] == page("change", pk, model="pack")
    assert "Waiting for the worker" in shown(client, page("change", pk, model="pack"))
    taken = packing.take(at=timezone.now())
    assert taken is not None
    packing.queue.progress(taken, 43, "Setting the pages: 20 so far", at=timezone.now())
    assert json.loads(client.get(page("progress", pk, model="pack")).content) == {
        "state": "making",
        "percent": 43,
        "doing": "Setting the pages: 20 so far",
    }
    assert 'value="43"' in shown(client, page("change", pk, model="pack"))
    assert client.get(page("file", pk, "pdf", model="pack")).status_code == 404
    assert packing.make(taken, now=timezone.now)
    said = shown(client, page("change", pk, model="pack"))
    assert "Key: Police: Awaited" in said
    assert "pack.js" not in said


def test_taking_a_pack_away_is_recorded_and_its_name_says_the_reference_only(site: Enter, manager: User) -> None:
    review = decided_rapid_review(manager)
    pack = packing.ask(review, by=manager, at=DECIDED)
    packing.make_waiting(now=timezone.now)
    pack.refresh_from_db()
    client = client_of(site, person("partner_lead", partner="icb"))
    for kind, begins in (("pdf", b"%PDF-"), ("zip", b"PK")):
        answer = client.get(page("file", pack.pk, kind, model="pack"))
        assert b"".join(answer.streaming_content).startswith(begins)  # type: ignore[attr-defined]
        assert answer["Content-Disposition"] == f'attachment; filename="{review.case.reference}-pack.{kind}"'
        assert AccessRecord.objects.get(action=f"downloaded the {kind} of").case == review.case
    assert client.get(page("file", pack.pk, "exe", model="pack")).status_code == 404
    packing.file_of(pack, "pdf").write_bytes(b"%PDF-altered")
    altered = client.get(page("file", pack.pk, "pdf", model="pack"))
    assert (altered.status_code, b"not handed out" in altered.content) == (409, True)


def test_before_it_is_recorded_as_sent_the_page_says_which_pack_is_kept_and_how_the_keys_stand(
    site: Enter, manager: User
) -> None:
    review, client = signed_rapid_review(manager), client_of(site, manager)
    address, typed = page("verb", review.pk, "sent"), {"sent_at": "2021-01-13T09:00"}
    assert "No pack was made here" in client.post(address, typed).content.decode()
    pack = packing.ask(review, by=manager, at=DECIDED)
    packing.make_waiting(now=lambda: DECIDED)
    pack.refresh_from_db()
    said = client.post(address, typed).content.decode()
    assert f"SHA-256 {pack.sha256}" in said
    assert "Police: Signed on 12 January 2021" in said
    RapidReview.objects.filter(pk=review.pk).update(facts="Changed.")
    late = {**typed, "unsigned_because": "No time."}
    assert "is not kept as the one that was sent" in client.post(address, late).content.decode()
    assert "have changed since it was made. Make a new one" in shown(client, page("change", pack.pk, model="pack"))
    RapidReview.objects.filter(pk=review.pk).update(facts="Invented words on facts.")
    assert confirm(client, address, typed).status_code == 302
    assert "This is the pack that was sent" in shown(client, page("change", pack.pk, model="pack"))


def test_the_panels_wish_to_reconsider_offers_the_next_round(site: Enter, manager: User) -> None:
    review, client = answered_rapid_review(manager), client_of(site, manager)
    address = page("verb", review.pk, "reconsider")
    assert address in shown(client, page("change", review.pk))
    assert client.post(address, {"because": "The Panel asked."}).status_code == 302
    said = shown(client, page("change", review.pk))
    assert "Criteria and decision, round 2" in said
    assert "Letter of the Panel, 14 January 2021" in said
    agreed = answered_rapid_review(manager, reply="agrees")
    assert page("verb", agreed.pk, "reconsider") not in shown(client, page("change", agreed.pk))


def test_a_review_that_ended_says_why(site: Enter, manager: User) -> None:
    review = lifecycle.end(rapid_review(manager), because="Outside the criteria.", by=manager, at=DECIDED)
    said = shown(client_of(site, manager), page("change", review.pk))
    assert "Ended on 12 January 2021: Outside the criteria." in said
    assert "/do/decide/" not in said
