"""The steps that people take with a Rapid Review: decide, sign, send, hear from the Panel, and move the plan along."""

from datetime import datetime
from typing import Any

from cspr.audited import Verb
from cspr.clocks import london_date
from cspr.models import User
from rapid_reviews import deciding, lifecycle, packing, planning
from rapid_reviews.forms.letter import LetterForm, ReleaseLetterForm
from rapid_reviews.forms.pack import PackForm
from rapid_reviews.forms.review import (
    DecideAgainForm,
    DecideForm,
    MoveStepForm,
    PlanAgainForm,
    ReconsiderForm,
    RecordReplyForm,
    RecordSentForm,
    SignForm,
    StepDoneForm,
    StepNotDoneForm,
    UnsignedForm,
)
from rapid_reviews.models import Milestone, Pack, RapidReview, Signature
from referrals.models import Attachment

MAY, MAY_SIGN = "rapid_reviews.change_rapidreview", "rapid_reviews.sign_decision"
Status = RapidReview.Status


def _decide(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return lifecycle.decide(review, by=user, at=at, **typed)


def _what_signing_means(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> str:
    """Whose key it is, and on which words exactly: they stand above it on the page."""
    deciding.refuse(review, partner=user.partner, by=user)
    words = deciding.words_of(deciding.snapshot_of(review))
    what = "signs the decision" if typed["agrees"] else "dissents from the decision, with the reasons below"
    return (
        f"{user.get_partner_display()} {what}.\n\nThis holds for the words above, as they stand at this moment, and for no "
        f"others: SHA-256 {words.digest}. If they are changed before it is sent, the signature is void and you are asked again."
    )


def _sign(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> Signature:
    return lifecycle.sign(review, partner=user.partner, by=user, at=at, **typed)


def _unsigned(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return lifecycle.explain_unsigned(review, by=user, at=at, **typed)


def _ask_for_the_pack(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> Pack:
    return packing.ask(review, by=user, at=at)


def _what_sending_means(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> str:
    """Which pack is kept as the one that was sent, and whose key is missing."""
    lifecycle.refuse_unready(review, sent_at=typed["sent_at"], unsigned_because=typed["unsigned_because"])
    pack, keys = packing.newest(review), deciding.at_sending(deciding.standing_of(review), typed["sent_at"])
    lines = ["; ".join(f"{key.name}: {key.words}" for key in keys) + "."]
    if pack is None or pack.made_at is None:
        lines.append("No pack was made here. What was sent is then not kept with this record.")
    else:
        made, is_kept = f"The pack of {london_date(pack.made_at):%-d %B %Y}, {pack.pages} pages,", "as the one that was sent"
        if why_not := packing.why_not_sent(pack, sent_at=typed["sent_at"]):
            lines.append(f"{made} is not kept {is_kept}: SHA-256 {pack.sha256}. {why_not}")
            lines.append("If nothing was sent yet, make the pack again, send that one, and record it then.")
        else:
            lines.append(f"{made} is kept for good {is_kept}: SHA-256 {pack.sha256}.")
    return "\n\n".join(lines)


def _record_sent(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return lifecycle.record_sent(review, by=user, at=at, **typed)


def _record_reply(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return lifecycle.record_reply(review, by=user, at=at, **typed)


def _keep_letter(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> Attachment:
    return deciding.keep_letter(review, typed["letter"], by=user, at=at)


def _release_letter(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> int:
    return deciding.release_letters(review, by=user, at=at, **typed)


def _reconsider(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return lifecycle.reconsider(review, by=user, at=at, **typed)


def _key_is_missing(review: RapidReview) -> bool:
    return review.status == Status.DECIDED and bool(deciding.lacking(deciding.standing_of(review)))


def _plan_again(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return planning.plan_again(review, by=user, at=at, **typed)


def _mark_done(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> Milestone:
    return planning.mark_done(review, by=user, at=at, **typed)


def _mark_not_done(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> Milestone:
    return planning.mark_not_done(review, by=user, at=at, **typed)


def _move_step(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> Milestone:
    return planning.move_step(review, by=user, at=at, **typed)


# The steps with the plan stand beside the plan; the others at the head of the page.
PLAN_VERBS = (
    Verb(
        slug="plan-again",
        label="Plan again",
        permission=MAY,
        form=PlanAgainForm,
        run=_plan_again,
        when=planning.has_plan,
        intro="The steps that are not done are spread anew over the working days that are left, from today until the target. "
        "What is done stays. Days that somebody chose by hand are given up.",
        done="The steps are planned again.",
    ),
    Verb(
        slug="step-done",
        label="Mark a step as done",
        permission=MAY,
        form=StepDoneForm,
        run=_mark_done,
        when=lambda review: bool(planning.markable_steps(review)),
        intro="The other steps stay on their days. The last step is done by recording the Rapid Review as sent to the Panel.",
        done="The step is marked as done.",
    ),
    Verb(
        slug="step-not-done",
        label="Not done after all",
        permission=MAY,
        form=StepNotDoneForm,
        run=_mark_not_done,
        when=lambda review: bool(planning.done_steps(review)),
        intro="Takes back that a step was marked as done. It stands again on the day that it was planned for.",
        done="The step is open again.",
    ),
    Verb(
        slug="step-move",
        label="Move a step",
        permission=MAY,
        form=MoveStepForm,
        run=_move_step,
        when=lambda review: bool(planning.open_steps(review)),
        done="The step stands on its new day.",
    ),
)

SIGN = Verb(
    slug="sign",
    label="Sign or dissent",
    permission=MAY_SIGN,
    form=SignForm,
    run=_sign,
    when=lambda review: review.status == Status.DECIDED,
    done="Your key is kept with the words on which you gave it.",
    preview=_what_signing_means,
)
PACK = Verb(
    slug="pack",
    label="Make the pack for the Panel",
    permission=MAY,
    form=PackForm,
    run=_ask_for_the_pack,
    when=lambda review: review.status in packing.DRAFTED,
    intro="One document from the record: notification, report, criteria, decision and keys, answers of agencies, chronology "
    "and dates. It says on its second page what is missing. The files of agencies travel beside it in a zip.\n\nIt takes a few "
    "seconds. A newer pack replaces an earlier one that was not sent.",
    done="The pack is asked for.",
)
VERBS = (
    Verb(
        slug="decide",
        label="Record the decision",
        permission=MAY,
        form=DecideForm,
        run=_decide,
        when=lambda review: review.status == Status.OPEN,
        intro="What the three partners decided. The words are kept as they stand, and each partner's lead is asked for the "
        "key. The report may still be completed after this; what is changed then has to be signed as changed.",
        done="The decision is recorded. The three keys are asked as soon as the report is complete.",
    ),
    SIGN,
    Verb(
        slug="decide-again",
        label="Decide anew",
        permission=MAY,
        form=DecideAgainForm,
        run=_decide,
        when=lambda review: review.status == Status.DECIDED,
        intro="New facts lead to a new decision. The earlier one stays readable with its words and its keys.",
        done="The new decision is recorded beside the earlier one. The three keys are asked again.",
    ),
    PACK,
    Verb(
        slug="unsigned",
        label="Say why a key is missing",
        permission=MAY,
        form=UnsignedForm,
        run=_unsigned,
        when=_key_is_missing,
        intro="Only if it has to go to the Panel without every key. The reason stands in the pack.",
        done="The reason is kept.",
    ),
    Verb(
        slug="sent",
        label="Record as sent to the Panel",
        permission=MAY,
        form=RecordSentForm,
        run=_record_sent,
        when=lambda review: review.status == Status.DECIDED,
        intro="Report and decision have gone to the Panel, with the keys of the three partners. Every part of the report has "
        "to be written. This meets the clock; after it the report is read-only.",
        done="Recorded as sent.",
        preview=_what_sending_means,
    ),
    Verb(
        slug="reply",
        label="Record the Panel's reply",
        permission=MAY,
        form=RecordReplyForm,
        run=_record_reply,
        when=lambda review: review.status == Status.SENT,
        done="The Panel's reply is recorded. Its letter can be kept with it as a file.",
    ),
    Verb(
        slug="letter",
        label="Keep the Panel's letter",
        permission=MAY,
        form=LetterForm,
        run=_keep_letter,
        when=lambda review: review.replies.exists(),
        done="The letter is kept.",
    ),
    Verb(
        slug="release-letter",
        label="Release the letter",
        permission=MAY,
        form=ReleaseLetterForm,
        run=_release_letter,
        when=lambda review: bool(deciding.waiting_letters(review)),
        intro="No scanner has judged this file yet; usually that happens by itself within minutes. Release it only if it "
        "cannot wait, and if you know where it came from.",
        done="The letter can be opened.",
    ),
    Verb(
        slug="reconsider",
        label="Consider it again",
        permission=MAY,
        form=ReconsiderForm,
        run=_reconsider,
        when=lambda review: review.status == Status.REPLIED and review.reply == RapidReview.Reply.RECONSIDER,
        intro="The Panel asked to reconsider. A new round begins: the report opens again and it is decided anew. What was "
        "decided, signed, sent and answered before stays as it is. The clock stays as it was met the first time.",
        done="The next round has begun.",
    ),
    *PLAN_VERBS,
)
