"""The notification as staff see it: the record, its children, the partners' views, and the copy sheet."""

from tests.outsider.row import LEAD, READERS, WORKERS, Row, model

NOTIFICATION = "notifications.notification"

NOTIFYING = [
    *model(
        NOTIFICATION,
        lists=READERS,
        adds=WORKERS,
        steps={
            **dict.fromkeys(("sent", "partners-told", "not-to-notify", "take-over"), WORKERS),
            **dict.fromkeys(("reopen", "call-for-review", "withdraw"), WORKERS),
            "correct-aware": WORKERS,
            **dict.fromkeys(("confirm-aware", "refuse-aware"), WORKERS | {LEAD}),
        },
    ),
    Row("staff", "admin:notifications_notification_sheet", READERS, NOTIFICATION, of_a_case=True),
    Row("staff", "admin:notifications_notification_sheet_pdf", READERS, NOTIFICATION, of_a_case=True),
    *model("notifications.notifiedchild", lists=READERS),
    *model("notifications.partnerstance", lists=READERS),
]
