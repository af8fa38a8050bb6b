"""What the record of every stage shares in the staff admin."""

from typing import Any

from django.http import HttpRequest

from cspr.audited import AuditedModelAdmin, OpenedByAStep
from cspr.forms import ClosingForm


class StageAdmin(AuditedModelAdmin):
    """A record that is edited until a step closes it, and read afterwards."""

    form: type[ClosingForm]
    list_select_related = ("case",)
    search_fields = ("case__reference",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """While it is open. What is sent after that reaches the form, which refuses it and keeps what was typed."""
        closed = obj is not None and request.method != "POST" and obj.status not in self.form.open_while
        return super().has_change_permission(request, obj) and not closed


class OpenedByAStepAdmin(OpenedByAStep, StageAdmin):
    """A record of a stage whose page for a new one is a step."""
