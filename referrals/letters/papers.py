"""The whole referral on paper: for the unit's file, and, before it is sent, for the file of the sender's agency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from cspr import pdf
from cspr.models import User
from referrals import facts as written
from referrals.facts import Facts
from referrals.letters import words
from referrals.letters.whole import Line, Part, sections_of
from referrals.models import Attachment, InformationRequest, PartnerView, Referral

NOT_SENT = "DRAFT - NOT SENT"


@dataclass(frozen=True)
class Printed:
    """What a page carries besides the answers. `head` is the first table; `corner` stands at the foot of each page."""

    title: str
    heading: str
    corner: str
    head: list[Line]
    parts: list[Part]
    warning: str = ""


def copy_pdf(facts: Facts, *, agency: str, files: Iterable[Attachment], unfinished: Sequence[str], at: datetime) -> bytes:
    """The draft as it stands, for the file of the sender's agency. It says on every page that it was not sent.

    `unfinished` are the pages whose answers cannot be taken yet, in words: what was typed there is not in the facts.
    """
    head = [Line("Agency", agency or "Not chosen yet"), Line("Printed", words.moment(at))]
    if unfinished:
        head.append(Line("Pages not complete, and therefore not in this copy", words.lines(*unfinished)))
    return _print(
        Printed(
            title="Draft of a referral, not sent",
            heading="Draft of a referral",
            corner=f"{NOT_SENT}. Printed {words.moment(at)}",
            head=head,
            parts=[*sections_of(facts), Part("Files that wait to be sent with it", _files(files))],
            warning=(
                f"{NOT_SENT}. The partnership has not received this referral. It may be changed before it is sent. "
                "Keep this copy as safely as the child’s own record."
            ),
        )
    )


def file_pdf(referral: Referral, *, agency_is_open: bool, at: datetime) -> bytes:
    """All that is held of a referral, for the unit's file. Its files are named in it, and not part of it.

    `agency_is_open`: the unit still has to confirm for which agency the sender wrote.
    """
    return _print(
        Printed(
            title=referral.reference,
            heading=f"Referral {referral.reference}",
            corner=f"{referral.reference}. Printed {words.moment(at)}",
            head=_head(referral, agency_is_open, at),
            parts=[
                *sections_of(written.of(referral)),
                Part("Files sent with the referral", _files(referral.attachments.all())),
                Part("How the partners see it", _views(referral)),
                Part("Questions to the sender", _questions(referral)),
                Part("Decision", _decision(referral)),
            ],
        )
    )


def _print(printed: Printed) -> bytes:
    context: dict[str, Any] = {"printed": printed, "marking": pdf.MARKING, "partnership": settings.PARTNERSHIP}
    context["above"] = f"{pdf.MARKING} · {NOT_SENT}" if printed.warning else pdf.MARKING
    return pdf.render("referrals/print/whole.html", context)


def _head(referral: Referral, agency_is_open: bool, at: datetime) -> list[Line]:
    confirmed = " (to be confirmed by the unit)" if agency_is_open else ""
    found = [
        Line("Reference", referral.reference),
        Line("Case", "" if referral.case is None else str(referral.case)),
        Line("Where it stands", referral.get_status_display()),
        Line("Received", words.moment(referral.received_at)),
        Line("To be read by", words.day(referral.read_by)),
        Line("Read", _at(referral.read_at, referral.reader)),
        Line("Referring agency", f"{referral.agency}{confirmed}"),
        Line("Sent from", referral.sender_email),
        Line("Printed", words.moment(at)),
    ]
    return [line for line in found if line.value]


def _files(files: Iterable[Attachment]) -> list[Line]:
    found = [Line(file.title, words.lines(f"{file.size:,} bytes", f"SHA-256 {file.sha256}", _state(file))) for file in files]
    return found or [Line("Files", "None")]


def _state(file: Attachment) -> str:
    state = file.get_state_display()
    if file.released_because:
        state += f": {file.released_because}"
    return f"{state} (removed {words.moment(file.removed_at)})" if file.removed_at else state


def _views(referral: Referral) -> list[Line]:
    found = [Line(view.get_partner_display(), _view(view)) for view in referral.views.select_related("recorded_by")]
    return found or [Line("Views", "None recorded yet")]


def _view(view: PartnerView) -> str:
    return words.lines(
        view.get_view_display(),
        view.reasons,
        f"Given by {view.given_by} on {words.day(view.given_on)}",
        f"Recorded {_at(view.recorded_at, view.recorded_by)}",
    )


def _questions(referral: Referral) -> list[Line]:
    found = [line for question in referral.questions.select_related("asked_by") for line in _question(question)]
    return found or [Line("Questions", "None asked")]


def _question(question: InformationRequest) -> list[Line]:
    return [
        Line("Asked", words.lines(question.question, _at(question.asked_at, question.asked_by))),
        Line("Answered", _reply(question)),
    ]


def _reply(question: InformationRequest) -> str:
    if question.replied_at is None:
        return "Not yet"
    return words.lines(question.reply or "Settled without a reply", words.moment(question.replied_at))


def _decision(referral: Referral) -> list[Line]:
    found = [
        Line("Local authority became aware", "" if referral.la_aware_at is None else words.moment(referral.la_aware_at)),
        Line("Why this differs from what the sender wrote", referral.la_aware_because),
        *_earlier(referral),
        Line("Why it was opened again", referral.reopened_because),
        Line("Decision", _decided(referral) or "Not decided yet"),
    ]
    return [line for line in found if line.value]


def _earlier(referral: Referral) -> list[Line]:
    """Decisions that were taken back when the referral was opened again: one for each moment that the history knows."""
    history: Any = referral.history
    declined = history.filter(status=Referral.Status.DECLINED).exclude(decided_at=referral.decided_at)
    rows = {row.decided_at: row for row in declined.order_by("history_id").select_related("decided_by")}
    return [Line("Earlier decision", _decided(row)) for row in rows.values()]


def _decided(referral: Any) -> str:
    """Of a referral, or of an earlier state of one."""
    if referral.decided_at is None:
        return ""
    instead = f"What happens instead: {referral.get_route_display()}" if referral.route else ""
    when = _at(referral.decided_at, referral.decided_by)
    return words.lines(f"{referral.get_status_display()}, {when}", referral.decision_reason, instead)


def _at(at: datetime | None, by: User | None) -> str:
    if at is None:
        return ""
    return f"{words.moment(at)}, {by.name}" if by is not None else words.moment(at)
