"""One line of the table of who may open which address, and the lines of a whole ModelAdmin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MANAGER, COORDINATOR, ADMINISTRATOR = "business_manager", "coordinator", "administrator"
LEAD, REVIEWER, AUDITOR = "partner_lead", "reviewer", "auditor"
Roles = frozenset[str]

NOBODY: Roles = frozenset()
ONLY_MANAGER: Roles = frozenset({MANAGER})
WORKERS: Roles = frozenset({MANAGER, COORDINATOR})
UNIT: Roles = WORKERS | {ADMINISTRATOR}
PARTNERSHIP: Roles = UNIT | {LEAD}
# Those who read a case: the reviewer only the one that was assigned.
READERS: Roles = PARTNERSHIP | {REVIEWER}
STAFF: Roles = READERS | {AUDITOR}

OK, GOES_ON, REFUSED = frozenset({200}), frozenset({302}), frozenset({403, 404})
TO_SIGN_IN = frozenset({302, 403})
NOT_BY_GET = frozenset({405})


@dataclass(frozen=True)
class Row:
    """One route. `about` names what its arguments come from; `gives` is the answer to those who may, `outside` to everybody

    who is not of the staff (on the staff site) or has not signed in (on the referral site).
    """

    site: str
    key: str
    who: Roles = NOBODY
    about: str = ""
    gives: frozenset[int] = OK
    outside: frozenset[int] = TO_SIGN_IN
    # Whether the answer depends on the case: for a case that is shut, even those who may are refused.
    of_a_case: bool = False
    # Whether looking writes one access record, even where no single case is opened (a list, an empty form, a search).
    recorded: bool = False
    # Of a route on which steps are taken: each step, and who may take it.
    steps: tuple[tuple[str, Roles], ...] = ()


def model(
    label: str,
    *,
    lists: Roles,
    reads: Roles | None = None,
    adds: Roles = NOBODY,
    history: bool = True,
    of_a_case: bool = True,
    recorded: bool = False,
    steps: Mapping[str, Roles] | None = None,
) -> Iterable[Row]:
    """The addresses of one ModelAdmin: its list, and for one record the page, the history, an earlier state, the steps.

    Nothing is deleted from here, so the page that asks about it is refused to all. A page whose reading is recorded has an
    address for steps even where there is none to take; the others (`of_a_case=False`) have not, unless they are `recorded`.
    """
    app, name = label.split(".")
    reads = lists if reads is None else reads
    past = reads if history else NOBODY
    base = f"admin:{app}_{name}"
    yield Row("staff", f"{base}_changelist", lists, recorded=of_a_case or recorded)
    yield Row("staff", f"{base}_add", adds, recorded=of_a_case or recorded)
    yield Row("staff", f"{base}_change", reads, label, of_a_case=of_a_case, recorded=recorded)
    yield Row("staff", f"{base}_history", past, label, of_a_case=of_a_case, recorded=recorded)
    yield Row("staff", f"{base}_simple_history", past, f"{label}/version", of_a_case=of_a_case, recorded=recorded)
    yield Row("staff", f"{base}_delete", NOBODY, label)
    # Leads on to the page of the record, whatever it is; it says nothing about whether there is one.
    yield Row("staff", f"{app}/{name}/<path:object_id>/", STAFF, label, gives=GOES_ON)
    if of_a_case or recorded:
        named = tuple((steps or {"nothing": NOBODY}).items())
        yield Row("staff", f"{base}_verb", about=label, of_a_case=of_a_case, recorded=recorded, steps=named)
