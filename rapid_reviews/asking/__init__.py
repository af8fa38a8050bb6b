"""What agencies are asked. The only writer of AgencyRequest's status and of SearchedPerson."""

from rapid_reviews.asking.choosing import Offer, Offers, can_open, offers
from rapid_reviews.asking.family import fill_family, keep_family, not_on_the_list
from rapid_reviews.asking.sending import (
    answered,
    cancel,
    cancel_all,
    mark_opened,
    mark_signed,
    move_due,
    prepare,
    refuse_unless_awaited,
    remind_now,
    send_all,
)

__all__ = [
    "Offer",
    "Offers",
    "answered",
    "can_open",
    "cancel",
    "cancel_all",
    "fill_family",
    "keep_family",
    "mark_opened",
    "mark_signed",
    "move_due",
    "not_on_the_list",
    "offers",
    "prepare",
    "refuse_unless_awaited",
    "remind_now",
    "send_all",
]
