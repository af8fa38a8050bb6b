"""What every page of the staff admin does when somebody edits: no deleting, no second log, no edit silently overwritten."""

from cspr.editing.forms import DATES, VERSION, VersionedForm
from cspr.editing.pages import StaffInline, StaffModelAdmin, shows_one, staff
from cspr.editing.rows import StaffRows
from cspr.editing.steps import Meanwhile, meanwhile
from cspr.editing.versions import newest_version, state_fields, version

__all__ = [
    "DATES",
    "VERSION",
    "Meanwhile",
    "StaffInline",
    "StaffModelAdmin",
    "StaffRows",
    "VersionedForm",
    "meanwhile",
    "newest_version",
    "shows_one",
    "staff",
    "state_fields",
    "version",
]
