"""The one door forward: which verb follows which event, in the same transaction."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction

from cspr import stages
from cspr.lifecycle import MoveRefused
from cspr.models import User
from notifications.models import Notification
from rapid_reviews.models import RapidReview
from tests.cast import CHRISTMAS_EVE, case
from tests.walk import notification, sent_notification


def test_the_list_of_followers_is_exactly_this() -> None:
    printed = io.StringIO()
    call_command("stages", stdout=printed)
    assert printed.getvalue().splitlines() == [
        "referral_accepted > notifications.lifecycle.open_from",
        "notification_sent > rapid_reviews.lifecycle.open_from",
        "notification_withdrawn > rapid_reviews.lifecycle.end_from",
        "agency_return_signed > rapid_reviews.asking.sending.answered",
        "file_found_infected > rapid_reviews.answering.files.tell_of_malware",
        "review_not_to_be_published > publications.countdown.days.end_for",
    ]


def test_every_app_of_the_house_is_asked_in_the_order_of_the_house() -> None:
    assert [clock.code for clock in stages.declared("clocks", "CLOCKS")] == [
        "referral_reading",
        "notification",
        "partners_told",
        "rapid_review",
        "panel_reply",
        "practice_review",
        "review_progress",
        "advance_copy",
        "stays_public",
    ]


def test_an_app_that_declares_nothing_under_the_name_adds_nothing() -> None:
    assert stages.declared("models", "NOTHING_OF_THIS_NAME") == []
    assert stages.declared("no_such_module", "FOLLOWERS") == []


def test_an_event_outside_a_transaction_is_refused(committed_db: str) -> None:
    with pytest.raises(transaction.TransactionManagementError, match="referral_accepted"):
        stages.announce("referral_accepted", case(), by=None, at=CHRISTMAS_EVE)
    assert not Notification.objects.exists()


def test_an_event_that_nobody_follows_is_no_error(db: None) -> None:
    stages.announce("nothing_follows_this", case(), by=None, at=CHRISTMAS_EVE)


def test_a_follower_is_called_with_the_record_the_person_and_the_moment(manager: User) -> None:
    review = sent_notification(manager).rapid_review
    assert (review.opened_at, review.history.get().history_user) == (review.notification.sent_at, manager)


def test_if_a_follower_fails_the_whole_step_fails(manager: User) -> None:
    one = notification(manager)
    one.sent_at = None

    @transaction.atomic
    def step() -> None:
        Notification.objects.filter(pk=one.pk).update(national_reference="kept only if the step holds")
        stages.announce("notification_sent", one, by=manager, at=CHRISTMAS_EVE)

    with pytest.raises(MoveRefused, match="when the notification has been sent"):
        step()
    one.refresh_from_db()
    assert (one.national_reference, RapidReview.objects.count()) == ("", 0)
