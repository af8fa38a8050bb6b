"""The whole referral as one page that is read in two minutes: first what has to be known, then all that was sent."""

from datetime import date
from typing import Any

from django.urls import reverse

from cspr.clocks import LONDON
from cspr.dashboards import Block, expected_line
from cspr.models import Case, User
from cspr.panels import Row
from referrals import awareness, duplicates, facts, lifecycle, panels
from referrals.letters.whole import sections_of
from referrals.letters.words import born, died
from referrals.models import Answer, InformationRequest, PartnerView, Referral

LOCAL = (
    ("improvements", "(a) improvements needed"),
    ("recurrent", "(b) recurrent themes"),
    ("agencies_concern", "(c) how agencies worked together"),
    ("panel_asked", "(d) suggested by the Panel"),
)


def page_of(referral: Referral, user: User, *, on: date) -> dict[str, Any]:
    """All that the page shows besides the steps and the files."""
    said = facts.of(referral)
    clock = awareness.provisional(referral)
    blocks = [
        Block("Where it stands", tuple(_standing(referral))),
        Block("In short", tuple(_in_short(referral))),
        Block("Questions to the sender", tuple(_question(one) for one in referral.questions.select_related("asked_by"))),
        Block("Views of the three partners", tuple(_views(referral))),
        Block("Possible duplicates", tuple(_duplicates(referral, user))),
        Block("Earlier decisions", tuple(_earlier(referral))),
    ]
    return {
        "clock": expected_line(panels.expected(clock), on=on) if clock else None,
        "undecided": referral.status in Referral.UNDECIDED,
        "blocks": [block for block in blocks if block.rows],
        "parts": sections_of(said),
    }


def _standing(referral: Referral) -> list[Row]:
    rows = [
        Row("Status", referral.get_status_display()),
        Row("Received", f"{moment(referral.received_at)}, from {referral.agency}{unconfirmed(referral)}"),
        Row("Read", _read(referral)),
    ]
    if referral.la_aware_at:
        because = f"\n{referral.la_aware_because}" if referral.la_aware_because else ""
        rows.append(Row("Local authority became aware", f"{moment(referral.la_aware_at)}{because}"))
    if referral.decided_at:
        rows += _decision(referral)
    if referral.reopened_because:
        rows.append(Row("Opened again because", referral.reopened_because))
    return rows


def _read(referral: Referral) -> str:
    if referral.read_at is None:
        return f"Not yet; to be read by {referral.read_by:%A %-d %B %Y}"
    return f"{moment(referral.read_at)}, by {referral.reader}"


def _decision(decided: Any) -> list[Row]:
    """Of a referral, or of an earlier state of one."""
    status = Referral.Status(decided.status).label
    rows = [Row(status, f"{moment(decided.decided_at)}, by {decided.decided_by}")]
    if decided.decision_reason:
        route = Referral.Route(decided.route).label
        rows.append(Row("Reason", f"{decided.decision_reason}\nInstead: {route}"))
    return rows


def _in_short(referral: Referral) -> list[Row]:
    children = referral.children.all()
    claimed = [words for name, words in LOCAL if getattr(referral, name) == Answer.YES]
    return [
        *(Row(child.name, ". ".join(_of_child(child))) for child in children),
        Row("What happened", f"{referral.get_outcome_display()}. {london_words(referral)}"),
        Row("Abuse or neglect", referral.get_suspicion_display()),
        Row("Local criteria claimed", "; ".join(claimed) or "None"),
        Row("Asked for", referral.get_request_display()),
        Row("Local authority told", _told(referral)),
        Row("Sender", f"{referral.sender_name}, {referral.sender_role}, {referral.sender_phone}"),
        Row("Senior manager", f"{referral.manager_name}, {referral.manager_role}, {referral.manager_contact}"),
    ]


def _of_child(child: Any) -> list[str]:
    said = {name: getattr(child, name) for name in facts.CHILD}
    words = [born(said)]
    if child.has_died:
        words.append(f"Has died: {died(said)}")
    if child.is_looked_after:
        words.append("Looked after by the local authority")
    return words


def london_words(referral: Referral) -> str:
    """When and where."""
    exactly = referral.incident_dated == Referral.Dated.EXACT
    how = "" if exactly else f" ({referral.get_incident_dated_display().lower()})"
    return f"{referral.incident_on:%-d %B %Y}{how}, {referral.incident_place}"


def _told(referral: Referral) -> str:
    if referral.la_told_at is None:
        return referral.get_la_told_display()
    return f"{moment(referral.la_told_at)}, as the sender writes. {referral.la_told_how}"


def _question(question: InformationRequest) -> Row:
    words = f"{question.question}\nAsked by {question.asked_by}."
    if question.replied_at is None:
        return Row(moment(question.asked_at), f"{words} No answer yet.", tone="past")
    if not question.reply:
        return Row(moment(question.asked_at), f"{words} Closed without an answer, {moment(question.replied_at)}.")
    return Row(moment(question.asked_at), f"{words}\n\nAnswered {moment(question.replied_at)}:\n{question.reply}")


def newest_views(referral: Referral) -> dict[str, PartnerView]:
    """The newest view of each partner: it counts, the earlier ones are kept."""
    return {view.partner: view for view in referral.views.order_by("pk")}


def _views(referral: Referral) -> list[Row]:
    newest = newest_views(referral)
    if not newest and referral.status not in Referral.UNDECIDED:
        return []
    rows = []
    for partner, label in User.Partner.choices:
        view = newest.get(partner)
        rows.append(Row(str(label), _view(view) if view else "Not heard yet"))
    if {PartnerView.View.MET, PartnerView.View.NOT_MET} <= {view.view for view in newest.values()}:
        rows.append(Row("Dissent", "The partners do not agree. Write in the decision how it was weighed.", tone="past"))
    return [*rows, Row("Who decides", "The decision is the local authority’s own.")]


def _view(view: PartnerView) -> str:
    return f"{view.get_view_display()}. {view.reasons}\n{view.given_by}, {view.given_on:%-d %B %Y}"


def _duplicates(referral: Referral, user: User) -> list[Row]:
    return [Row(str(one.of), f"{one.name}: {one.why}", _address(one.of)) for one in duplicates.of(referral, user)]


def _address(of: Case | Referral) -> str:
    name = "admin:cspr_case_change" if isinstance(of, Case) else "admin:referrals_referral_change"
    return reverse(name, args=[of.pk])


def _earlier(referral: Referral) -> list[Row]:
    """Decisions that were taken back, from the history: each row of it that says declined, once for each moment."""
    history: Any = referral.history
    rows = history.filter(status=Referral.Status.DECLINED).exclude(decided_at=referral.decided_at).order_by("history_id")
    decisions = {row.decided_at: row for row in rows.select_related("decided_by")}
    return [line for row in decisions.values() for line in _decision(row)]


def unconfirmed(referral: Referral) -> str:
    """Beside the agency, where staff still have to confirm it."""
    return " (to be confirmed)" if lifecycle.agency_is_open(referral) else ""


def moment(at: Any) -> str:
    """14 June 2026, 10:30, in London."""
    return f"{at.astimezone(LONDON):%-d %B %Y, %H:%M}"
