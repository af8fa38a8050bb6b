"""The three keys on the very words: kept, voided in sight by an edit, asked again, and needed before it is sent."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cspr.dashboards import panels, waiting
from cspr.lifecycle import MoveRefused
from cspr.models import CaseConflict, OutgoingEmail, User
from rapid_reviews import deciding, lifecycle
from rapid_reviews.models import Criterion, Decision, Evidence, RapidReview, Signature
from tests.cast import person
from tests.rapid_reviews.packs import answer_the_criteria, signed
from tests.walk import DECIDED, SENT, decided_rapid_review, leads, rapid_review, signed_rapid_review

LATER = datetime(2021, 1, 12, 16, 0, tzinfo=UTC)


def give(review: RapidReview, lead: User, *, agrees: bool = True, reasons: str = "", at: datetime = LATER) -> Signature:
    return lifecycle.sign(review, partner=lead.partner, agrees=agrees, reasons=reasons, by=lead, at=at)


def again(review: RapidReview, by: User, because: str = "A new return came in.") -> RapidReview:
    return lifecycle.decide(
        review, by=by, at=LATER, decision="other_learning", reasons="New.", nationally_important=False, because=because
    )


def states(review: RapidReview) -> list[str]:
    return [key.state for key in deciding.standing_of(review)]


def test_a_review_opens_with_the_four_criteria_not_answered(manager: User) -> None:
    review = rapid_review(manager)
    assert [(one.letter, one.answer) for one in review.criteria.all()] == [(letter, "") for letter in "abcd"]
    assert deciding.unanswered(review) == ["(a)", "(b)", "(c)", "(d)"]
    assert all(one.history.get().history_user == manager for one in review.criteria.all())


def test_a_decision_keeps_report_criteria_and_decision_as_they_stood_with_their_digest(manager: User) -> None:
    review = rapid_review(manager)
    answer_the_criteria(review, manager)
    signed(review, 1)
    review = lifecycle.decide(
        review, by=manager, at=DECIDED, decision="local_review", reasons=" Why. ", nationally_important=False
    )
    kept = review.decisions_taken.get()
    assert kept.snapshot["report"]["facts"] == "Invented words on facts."
    assert [one["answer"] for one in kept.snapshot["criteria"]] == ["yes"] * 4
    assert kept.snapshot["decision"]["reasons"] == "Why."
    written = json.dumps(kept.snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert kept.digest == hashlib.sha256(written.encode()).hexdigest()
    assert (kept.by, kept.at, kept.round, kept.because) == (manager, DECIDED, 1, "")


def test_each_partner_gives_one_key_and_dissent_is_a_key_too(manager: User) -> None:
    review = decided_rapid_review(manager)
    council, police, icb = leads()
    give(review, council)
    give(review, police, agrees=False, reasons=" No recurrent theme. ")
    assert states(review) == ["signed", "dissented", "awaited"]
    give(review, icb)
    assert deciding.lacking(deciding.standing_of(review)) == []
    assert [entry.words for entry in review.case.timeline.filter(kind="rapid_review_signed").order_by("pk")] == [
        "Local authority: signed the decision.",
        "Police: dissented from the decision.",
        "Integrated care board: signed the decision.",
    ]
    sent = lifecycle.record_sent(review, by=manager, at=SENT, sent_at=SENT)
    assert (sent.status, sent.unsigned_because) == ("sent", "")


@pytest.mark.parametrize(
    ("partner", "agrees", "reasons", "words"),
    [("police", True, "", "by the lead of that partner"), ("icb", False, " ", "reasons for the dissent")],
)
def test_a_key_of_another_partner_and_a_dissent_without_reasons_are_refused(
    manager: User, partner: str, agrees: bool, reasons: str, words: str
) -> None:
    review, lead = decided_rapid_review(manager), person("partner_lead", partner="icb")
    with pytest.raises(MoveRefused, match=words):
        lifecycle.sign(review, partner=partner, agrees=agrees, reasons=reasons, by=lead, at=LATER)
    assert not Signature.objects.exists()


def test_nobody_signs_before_it_is_decided_nor_while_the_report_is_unfinished(manager: User) -> None:
    lead = person("partner_lead", partner="icb")
    with pytest.raises(MoveRefused, match="decided and not yet sent"):
        give(rapid_review(manager), lead)
    review = decided_rapid_review(manager)
    RapidReview.objects.filter(pk=review.pk).update(context=" ")
    with pytest.raises(MoveRefused, match="Still empty: context"):
        give(review, lead)


def test_the_same_key_is_not_given_twice_on_the_same_words(manager: User) -> None:
    review, lead = decided_rapid_review(manager), person("partner_lead", partner="icb")
    give(review, lead)
    with pytest.raises(MoveRefused, match=r"Signed on 12 January 2021 by .* on these very words"):
        give(review, lead, agrees=False, reasons="I think otherwise now.")


def test_a_later_edit_voids_the_keys_in_sight_and_signing_again_keeps_the_new_words(manager: User) -> None:
    review = decided_rapid_review(manager)
    council, _, icb = leads()
    give(review, council)
    give(review, icb)
    review.facts = "Invented words on facts, corrected."
    review.save()
    assert states(review) == ["void", "awaited", "void"]
    assert deciding.standing_of(review)[0].words == (
        f"Signed on 12 January 2021 by {council}; the words have changed since: signature void, sign again"
    )
    give(review, council, at=LATER + timedelta(hours=1))
    assert states(review) == ["signed", "awaited", "void"]
    first, second = review.decisions_taken.order_by("pk")
    assert first.snapshot["report"]["facts"] == "Invented words on facts."
    assert second.snapshot["report"]["facts"] == "Invented words on facts, corrected."
    assert "changed after the decision" in second.because


def test_an_answer_to_a_criterion_and_its_evidence_are_part_of_the_words(manager: User) -> None:
    review, lead = decided_rapid_review(manager), person("partner_lead", partner="icb")
    criterion, request = review.criteria.get(letter="b"), signed(review, 1)
    for change in ("answer", "evidence"):
        give(review, lead)
        if change == "answer":
            criterion.answer, criterion.reasons = Criterion.Answer.NO, "None was found."
            criterion.save()
        else:
            deciding.rest_on(criterion, row=None, answer=request, note="", by=manager)
        assert states(review)[2] == "void", change
    deciding.let_go(criterion.evidence.get(), by=manager)
    # The very words that were signed stand again.
    assert states(review)[2] == "signed"
    assert Evidence.history.filter(history_type="-").get().history_user == manager


def test_blanks_and_line_endings_are_no_change_of_the_words(manager: User) -> None:
    review = decided_rapid_review(manager)
    review.facts = "One.\n\nTwo."
    review.save()
    before = deciding.digest_of(deciding.snapshot_of(review))
    review.facts = " One.\r\n\r\nTwo.\r\n"
    review.save()
    assert deciding.digest_of(deciding.snapshot_of(review)) == before


def test_evidence_is_one_signed_row_or_answer_once_and_nothing_after_it_was_sent(manager: User) -> None:
    review = rapid_review(manager)
    criterion, request = review.criteria.get(letter="a"), signed(review, 1)
    with pytest.raises(MoveRefused, match="one piece of evidence at a time"):
        deciding.rest_on(criterion, row=None, answer=None, note="", by=manager)
    deciding.rest_on(criterion, row=None, answer=request, note="", by=manager)
    with pytest.raises(MoveRefused, match="linked to the criterion already"):
        deciding.rest_on(criterion, row=None, answer=request, note="Again", by=manager)
    RapidReview.objects.filter(pk=review.pk).update(status="sent")
    with pytest.raises(MoveRefused, match="its criteria are closed"):
        deciding.let_go(criterion.evidence.get(), by=manager)


def test_a_lead_with_a_conflict_of_interest_gives_no_key(manager: User) -> None:
    review = decided_rapid_review(manager)
    lead = leads()[0]
    CaseConflict.objects.create(case=review.case, user=lead, because="Knows the family.")
    with pytest.raises(MoveRefused, match="conflict of interest"):
        give(review, lead)
    assert not Signature.objects.exists()


def test_new_facts_lead_to_a_new_decision_and_the_earlier_one_stays_with_its_keys(manager: User) -> None:
    review = signed_rapid_review(manager)
    with pytest.raises(MoveRefused, match="decided already"):
        again(review, manager, because=" ")
    review = again(review, manager)
    assert (review.decision, states(review)) == ("other_learning", ["void"] * 3)
    new, old = review.decisions_taken.all()
    assert (old.decision, new.decision, new.because) == ("local_review", "other_learning", "A new return came in.")
    assert old.signatures.count() == 3
    assert review.case.timeline.latest("pk").words == "Rapid Review decided anew: Other learning."


def test_without_three_keys_on_the_present_words_it_is_not_sent_unless_somebody_says_why(manager: User) -> None:
    review = decided_rapid_review(manager)
    council, police, _ = leads()
    give(review, council)
    give(review, police)
    with pytest.raises(MoveRefused, match="Integrated care board: awaited"):
        lifecycle.record_sent(review, by=manager, at=SENT, sent_at=SENT)
    review = lifecycle.record_sent(review, by=manager, at=SENT, sent_at=SENT, unsigned_because=" Away until Monday. ")
    assert review.unsigned_because == "Away until Monday."
    sent = review.case.timeline.get(kind="rapid_review_sent")
    assert sent.words == "Rapid Review sent to the Panel. Without the key of: Integrated care board."


def test_the_reason_for_a_missing_key_is_kept_beforehand_so_that_the_pack_says_it(manager: User) -> None:
    review = decided_rapid_review(manager)
    with pytest.raises(MoveRefused, match="Say why the key is missing"):
        lifecycle.explain_unsigned(review, because=" ", by=manager, at=LATER)
    review = lifecycle.explain_unsigned(review, because="Away.", by=manager, at=LATER)
    assert lifecycle.record_sent(review, by=manager, at=SENT, sent_at=SENT).unsigned_because == "Away."
    with pytest.raises(MoveRefused, match="No key is missing"):
        lifecycle.explain_unsigned(signed_rapid_review(manager), because="Away.", by=manager, at=LATER)


def test_leads_are_asked_once_by_reference_and_link_and_again_when_their_key_is_void(manager: User) -> None:
    council, police, icb = leads()
    review = decided_rapid_review(manager)
    asked = OutgoingEmail.objects.filter(key__startswith="key:").order_by("pk")
    assert {(one.to, one.subject) for one in asked} == {
        (lead.email, f"{review.case.reference}: your key is asked") for lead in (council, police, icb)
    }
    link = f"https://staff.partnership.example/rapid_reviews/rapidreview/{review.pk}/do/sign/"
    assert {one.body.rpartition(" ")[2] for one in asked} == {link}
    give(review, council)
    assert deciding.remind(at=LATER) == 0
    RapidReview.objects.filter(pk=review.pk).update(facts="Corrected.")
    assert deciding.remind(at=LATER) == 1
    assert deciding.remind(at=LATER) == 0
    assert asked.latest("created_at", "pk").subject == f"{review.case.reference}: your key is void and is asked again"


def test_leads_are_reminded_on_working_days_and_an_outage_is_made_up_for_once(manager: User) -> None:
    lead = person("partner_lead", partner="icb")
    decided_rapid_review(manager)
    assert deciding.remind(at=DECIDED) == 0
    assert deciding.remind(at=DECIDED + timedelta(days=1)) == 1
    assert deciding.remind(at=DECIDED + timedelta(days=1, hours=3)) == 0
    # Nothing ran for ten days: of the two rungs that were reached, one message says it.
    assert deciding.remind(at=DECIDED + timedelta(days=10)) == 1
    assert OutgoingEmail.objects.filter(to=lead.email, key__contains=":after").count() == 2


def test_nobody_is_asked_about_a_case_with_which_they_have_a_conflict_nor_while_the_report_is_unfinished(
    manager: User,
) -> None:
    lead = person("partner_lead", partner="icb")
    review = rapid_review(manager)
    review.case.conflicts.create(user=lead, because="Knows the family")
    facts: dict[str, Any] = {"decision": "other_learning", "reasons": "Invented.", "nationally_important": False}
    lifecycle.decide(review, by=manager, at=DECIDED, **facts)
    lifecycle.decide(other := rapid_review(manager, written=False), by=manager, at=DECIDED, **facts)
    person("partner_lead", partner="police")
    assert deciding.remind(at=LATER) == 1
    for part in RapidReview.PARTS:
        setattr(other, part, "Written now.")
    other.status = "decided"
    other.save()
    assert deciding.remind(at=LATER) == 2


def test_the_first_page_of_a_lead_says_that_the_key_is_asked_until_it_is_given(manager: User) -> None:
    lead = person("partner_lead", partner="icb")
    review = decided_rapid_review(manager)

    def asked() -> list[tuple[str, str]]:
        blocks = {block.title: block.rows for block in waiting(lead, on=DECIDED.date())}
        return [(row.label, row.words) for row in blocks.get("Your key is asked", [])]

    assert asked() == [(review.case.reference, "Decided on 12 January 2021. Read the words, then sign or dissent")]
    give(review, lead)
    assert asked() == []
    RapidReview.objects.filter(pk=review.pk).update(facts="Corrected.")
    assert "signature void, sign again" in asked()[0][1]
    shown = {block.title: block.rows for block in panels(review.case, lead, on=DECIDED.date())}
    assert [row.words for row in shown["Keys of the three partners"]][:2] == ["Awaited", "Awaited"]


def test_a_decision_taken_before_words_were_kept_is_decided_anew_and_not_signed(manager: User) -> None:
    review, lead = rapid_review(manager), person("partner_lead", partner="icb")
    RapidReview.objects.filter(pk=review.pk).update(status="decided", decision="local_review", decision_reasons="x")
    with pytest.raises(MoveRefused, match="decide it anew"):
        give(review, lead)
    assert not Decision.objects.exists()
