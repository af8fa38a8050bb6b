"""The notification in the staff admin: the record, its children, the partners' views, the steps, and the copy sheet."""

from notifications.admin.notification import NotificationAdmin
from notifications.admin.rows import NotifiedChildAdmin, PartnerStanceAdmin
from notifications.admin.stage import OpenedByAStepAdmin, StageAdmin

__all__ = ["NotificationAdmin", "NotifiedChildAdmin", "OpenedByAStepAdmin", "PartnerStanceAdmin", "StageAdmin"]
