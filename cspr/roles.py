"""The roles of staff and what each may do: registered once; sign-in, admin, README and tests read this list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

# Which cases a role may see: all of them, those assigned to the person, or none.
Sees = Literal["all", "assigned", "none"]


@dataclass(frozen=True)
class Role:
    """A role: its permissions as Django names them, and which cases it sees."""

    code: str
    name: str
    sees: Sees
    permissions: frozenset[str]


def _all_of(app: str, models: str, actions: str = "view add change") -> frozenset[str]:
    return frozenset(f"{app}.{action}_{model}" for model in models.split() for action in actions.split())


def _view(app: str, models: str) -> frozenset[str]:
    return _all_of(app, models, "view")


def _join(*parts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*parts)


_CASE_MODELS = "case child person caseassignment caseconflict"
_REGISTER = _join(
    _all_of("cspr", "agency agencydomain agencyaddress"),
    _all_of("cspr", "agencydomain agencyaddress", "delete"),
    _all_of("cspr", "agencycontact"),
    # A contact's key is given by telephone, by whoever keeps the register.
    {"cspr.give_contact_key"},
    _view("cspr", "bankholiday clockrule"),
    _view("rapid_reviews", "plantemplatestep"),
)
# A sender who lost their receipt number is called back, by whoever keeps the register.
_RECEIPTS = _join(_view("referrals", "draft"), {"referrals.renew_receipt_number"})
_RECORDS = _view("cspr", "timelineentry deadline outgoingemail")
_STAGES = _join(
    _all_of("referrals", "referral", "view change"),
    _all_of("notifications", "notification"),
    _all_of("notifications", "notifiedchild partnerstance", "view change"),
    _all_of("rapid_reviews", "rapidreview", "view change"),
    _all_of("rapid_reviews", "plantemplatestep agencyrequest meeting searchedperson rowquestion"),
    _all_of("rapid_reviews", "criterion", "view change"),
    _view("rapid_reviews", "agencyreturn chronologyrow decision panelreply pack"),
    _all_of("practice_reviews", "practicereview progressnote"),
    _all_of("publications", "publication theme courthold"),
)
_READ_STAGES = _join(
    _view("referrals", "referral"),
    _view("notifications", "notification notifiedchild partnerstance"),
    _view("rapid_reviews", "rapidreview agencyrequest agencyreturn meeting searchedperson rowquestion chronologyrow"),
    _view("rapid_reviews", "criterion decision panelreply pack"),
    _view("practice_reviews", "practicereview progressnote"),
    _view("publications", "publication theme courthold"),
)
_WORK = _join(
    _all_of("cspr", _CASE_MODELS),
    _REGISTER,
    _RECEIPTS,
    _RECORDS,
    _STAGES,
    {"cspr.change_outgoingemail", "cspr.change_deadline", "cspr.export_register", "cspr.export_case"},
)

# Whoever may be the second person where a date moves to a later day.
_SECOND_PERSON = frozenset({"notifications.confirm_awareness"})

ROLES = (
    Role(
        "business_manager",
        "Business manager",
        "all",
        _join(
            _WORK,
            _SECOND_PERSON,
            _all_of("cspr", "user invitation bankholiday clockrule"),
            _view("cspr", "accessrecord"),
            {"cspr.invite_people", "publications.approve_publication", "publications.publish_publication"},
            {"cspr.import_cases"},
        ),
    ),
    Role(
        "coordinator",
        "Coordinator",
        "all",
        _join(_WORK, _SECOND_PERSON, {"publications.approve_publication", "publications.publish_publication"}),
    ),
    Role(
        "administrator",
        "Administrator",
        "all",
        _join(_view("cspr", _CASE_MODELS), _REGISTER, _RECEIPTS, _RECORDS, _READ_STAGES),
    ),
    Role(
        "partner_lead",
        "Partner lead",
        "all",
        _join(
            _view("cspr", "case child person"),
            _RECORDS,
            _READ_STAGES,
            _SECOND_PERSON,
            {"publications.approve_publication", "rapid_reviews.sign_decision"},
        ),
    ),
    Role(
        "reviewer",
        "Independent reviewer",
        "assigned",
        _join(
            _view("cspr", "case child person timelineentry"),
            _READ_STAGES - _view("publications", "publication theme courthold"),
        ),
    ),
    Role(
        "auditor",
        "Auditor",
        "none",
        _join(
            _view("cspr", "accessrecord timelineentry deadline clockrule bankholiday"),
            # Dates and timeline of every case, and nothing else of it: an inspector asks why something was late.
            {"cspr.check_records", "cspr.export_register"},
        ),
    ),
)
BY_CODE = {role.code: role for role in ROLES}
CHOICES = [(role.code, role.name) for role in ROLES]


def permissions_of(code: str) -> frozenset[str]:
    """What a role may do; nothing for a role that no longer exists."""
    role = BY_CODE.get(code)
    return role.permissions if role else frozenset()


def sees(code: str) -> Sees:
    """Which cases a role may see; none for a role that no longer exists."""
    role = BY_CODE.get(code)
    return role.sees if role else "none"
