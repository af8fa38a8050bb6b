"""The steps that people take with a notification."""

from datetime import datetime
from typing import Any

from cspr.audited import Verb
from cspr.models import User
from notifications import awareness, facts, lifecycle
from notifications.forms import (
    ConfirmAwarenessForm,
    CorrectAwarenessForm,
    DecideNotForm,
    OpenDirectlyForm,
    PartnersToldForm,
    RecordSentForm,
    RefuseAwarenessForm,
    ReopenForm,
    TakeOverForm,
    WithdrawForm,
)
from notifications.models import AwarenessAnswer, AwarenessCorrection, Notification, NotifiedChild, open_correction

MAY = "notifications.change_notification"
Status = Notification.Status


def _open_directly(record: None, typed: dict[str, Any], user: User, at: datetime) -> Notification:
    return lifecycle.open_case_directly(by=user, at=at, **typed)


def _record_sent(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> Notification:
    return lifecycle.record_sent(notification, by=user, at=at, **typed)


def _partners_told(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> Notification:
    return lifecycle.record_partners_told(notification, by=user, at=at, **typed)


def _decide_not(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> Notification:
    return lifecycle.decide_not_to_notify(notification, by=user, at=at, **typed)


def _take_over(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> list[NotifiedChild]:
    return facts.take_over_children(notification, by=user)


def _reopen(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> Notification:
    return lifecycle.reopen(notification, by=user, at=at, **typed)


def _call_for_review(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> Notification:
    return lifecycle.call_for_review(notification, by=user, at=at, **typed)


def _withdraw(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> Notification:
    return lifecycle.withdraw(notification, by=user, at=at, **typed)


def _is_preparing(notification: Notification) -> bool:
    return notification.status == Status.PREPARING


def _has_children_to_add(notification: Notification) -> bool:
    return _is_preparing(notification) and bool(facts.children_to_add(notification))


def _correct(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> AwarenessCorrection:
    return awareness.correct(notification, by=user, at=at, **typed)


def _preview_correction(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> str:
    return awareness.in_words(notification, typed["aware_at"], by=user, at=at)


def _confirm(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> AwarenessAnswer:
    return awareness.confirm(notification, by=user, at=at, because=typed["because"])


def _preview_answer(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> str:
    return awareness.to_confirm_in_words(notification, by=user)


def _refuse(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> AwarenessAnswer:
    return awareness.refuse(notification, by=user, at=at, because=typed["because"])


def _may_be_corrected(notification: Notification) -> bool:
    return notification.status in (Status.PREPARING, Status.SENT) and open_correction(notification) is None


def _waits_for_an_answer(notification: Notification) -> bool:
    return open_correction(notification) is not None


OPENING = Verb(
    slug="open",
    label="Open a case for a notification",
    permission="notifications.add_notification",
    form=OpenDirectlyForm,
    run=_open_directly,
    when=lambda record: True,
    intro="For an incident of which the local authority told us itself. Where a partner agency has sent a referral, accept "
    "the referral instead: that opens the case and the notification, and nothing is asked twice.",
    done="The case and its notification are open, and the clock is running. What is still missing stands below.",
)
VERBS = (
    Verb(
        slug="sent",
        label="Record as sent to the Panel",
        permission=MAY,
        form=RecordSentForm,
        run=_record_sent,
        when=_is_preparing,
        intro="The local authority sends the notification on the national system; this page records that it was done. "
        "It meets the clock. After this the notification is read-only, and its sheet is kept as it was sent.",
        done="Recorded as sent. What comes next stands on the page of the case.",
    ),
    Verb(
        slug="partners-told",
        label="Record that the partners were told",
        permission=MAY,
        form=PartnersToldForm,
        run=_partners_told,
        when=lifecycle.partners_are_to_be_told,
        intro="The local authority tells the other safeguarding partners within five working days too, and other areas "
        "where that is appropriate. This records that it was done, and meets that clock.",
        done="Recorded. The clock is met.",
    ),
    Verb(
        slug="not-to-notify",
        label="Record a decision not to notify",
        permission=MAY,
        form=DecideNotForm,
        run=_decide_not,
        when=_is_preparing,
        intro="The decision is the local authority's. It ends both clocks as not required and stays listed, with its "
        "reasons and the view of each partner as it is recorded now. With new facts it can be opened again; the dates stay "
        "as they were.",
        done="Recorded. The clocks have ended as not required.",
    ),
    Verb(
        slug="take-over",
        label="Take over the children of the case",
        permission=MAY,
        form=TakeOverForm,
        run=_take_over,
        when=_has_children_to_add,
        intro="Children who were added to the case after this was opened. What referrals said of them is filled in.",
        done="The children of the case are in the notification.",
    ),
    Verb(
        slug="reopen",
        label="Open it again",
        permission=MAY,
        form=ReopenForm,
        run=_reopen,
        when=lambda notification: notification.status == Status.NOT_REQUIRED,
        intro="Because of new facts. It is prepared again, and its clocks run on to their original dates, which may have "
        "passed. The earlier decision is kept with its reasons.",
        done="It is being prepared again. The dates are the original ones.",
    ),
    Verb(
        slug="call-for-review",
        label="Open the Rapid Review after all",
        permission=MAY,
        form=ReopenForm,
        run=_call_for_review,
        when=lambda notification: notification.status == Status.SENT and bool(notification.no_review_because),
        intro="Where abuse or neglect is suspected by now. The clock of the Rapid Review runs from the moment the notification "
        "was sent, so it may be late from its first day. Tell the Panel, too.",
        done="The Rapid Review is open.",
    ),
    Verb(
        slug="withdraw",
        label="Withdraw the notification",
        permission=MAY,
        form=WithdrawForm,
        run=_withdraw,
        when=lambda notification: notification.status == Status.SENT,
        intro="Only where it turned out after sending that the incident is outside the criteria. The local authority tells "
        "the national system; this page records it. The Rapid Review ends and stays readable.",
        done="Recorded as withdrawn.",
    ),
    Verb(
        slug="correct-aware",
        label="Correct when the local authority became aware",
        permission=MAY,
        form=CorrectAwarenessForm,
        run=_correct,
        when=_may_be_corrected,
        preview=_preview_correction,
        intro="An earlier moment holds at once and is marked as unconfirmed until a second person has looked at it. A "
        "later one waits for that person: any partner lead, manager or coordinator but you. Both are kept for ever.",
        done="The correction is recorded. A second person is asked to look at it.",
    ),
    Verb(
        slug="confirm-aware",
        label="Confirm the correction of awareness",
        permission=awareness.CONFIRM,
        form=ConfirmAwarenessForm,
        run=_confirm,
        when=_waits_for_an_answer,
        preview=_preview_answer,
        intro="You are the second person: look at the evidence yourself. Who asked for it cannot confirm it.",
        done="The correction is confirmed.",
    ),
    Verb(
        slug="refuse-aware",
        label="Refuse the correction of awareness",
        permission=awareness.CONFIRM,
        form=RefuseAwarenessForm,
        run=_refuse,
        when=_waits_for_an_answer,
        intro="The moment that was on record before holds. The correction and your refusal are both kept.",
        done="The correction is refused, and the first moment holds.",
    ),
)
