"""The exact words on which a key is given: report, criteria and decision, as data, with the SHA-256 of that data."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cspr.models import User
from rapid_reviews.models import Criterion, Decision, Evidence, RapidReview


@dataclass(frozen=True)
class Words:
    """The words as people read them: the parts of the report, the criteria, and the decision, each with its title.

    `criteria` holds title, answer, reasons and the pieces of evidence; `decision` label and words.
    """

    digest: str
    report: list[tuple[str, str]]
    criteria: list[tuple[str, str, str, list[dict[str, Any]]]]
    decision: list[tuple[str, str]]


def snapshot_of(review: RapidReview) -> dict[str, Any]:
    """What stands in the record now. Blanks around a text, and how a browser ends its lines, make no difference."""
    return {
        "reference": review.case.reference,
        "round": review.round,
        "report": {part: _plain(getattr(review, part)) for part in RapidReview.PARTS},
        "criteria": _criteria(review),
        "decision": {
            "decision": review.decision,
            "reasons": _plain(review.decision_reasons),
            "nationally_important": review.nationally_important,
            "national_reasons": _plain(review.national_reasons),
        },
    }


def canonical(snapshot: dict[str, Any]) -> bytes:
    """The one way of writing a snapshot down: the same facts are the same bytes."""
    return json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest_of(snapshot: dict[str, Any]) -> str:
    """The SHA-256 of the snapshot, in hexadecimal."""
    return hashlib.sha256(canonical(snapshot)).hexdigest()


def current(review: RapidReview) -> Decision | None:
    """The newest decision of the present round, or None."""
    return review.decisions_taken.filter(round=review.round).select_related("by").first()


def keep(review: RapidReview, *, because: str, by: User, at: datetime) -> Decision:
    """Write down what is decided, with the words as they stand. Earlier decisions stay as they are."""
    snapshot = snapshot_of(review)
    return Decision.objects.create(
        review=review,
        round=review.round,
        decision=review.decision,
        reasons=review.decision_reasons,
        nationally_important=bool(review.nationally_important),
        national_reasons=review.national_reasons,
        snapshot=snapshot,
        digest=digest_of(snapshot),
        because=because,
        by=by,
        at=at,
    )


def keep_as_sent(review: RapidReview, *, by: User, at: datetime) -> None:
    """Part of recording it as sent: words that were changed after the decision are kept as they went."""
    kept = current(review)
    if kept is not None and kept.digest != digest_of(snapshot_of(review)):
        keep(review, because="The words were changed after the decision. Kept as they stood when it was sent.", by=by, at=at)


def words_of(snapshot: dict[str, Any]) -> Words:
    """A snapshot, of today or of an earlier day, with the titles that its reader needs."""
    fields = {field.name: str(field.verbose_name) for field in RapidReview._meta.concrete_fields}
    report = [(_title(fields[part]), snapshot["report"][part]) for part in RapidReview.PARTS]
    answers = dict(Criterion.Answer.choices)
    criteria = [
        (
            str(Criterion.Letter(one["letter"]).label),
            str(answers.get(one["answer"], "Not answered yet")),
            one["reasons"],
            one["evidence"],
        )
        for one in snapshot["criteria"]
    ]
    return Words(digest_of(snapshot), report, criteria, _decision(snapshot["decision"]))


def _decision(decided: dict[str, Any]) -> list[tuple[str, str]]:
    if not decided["decision"]:
        return []
    rows = [
        ("Decision", str(RapidReview.Decision(decided["decision"]).label)),
        ("Reasons", decided["reasons"]),
        ("Of national importance", "The partners think so" if decided["nationally_important"] else "No"),
    ]
    return [*rows, ("Why", decided["national_reasons"])] if decided["national_reasons"] else rows


def _criteria(review: RapidReview) -> list[dict[str, Any]]:
    """All of them in one question to the database, for the page of a case asks it, too; a criterion without evidence stays."""
    rows = review.criteria.order_by("letter", "evidence__pk").values(
        "letter", "answer", "reasons", "evidence", "evidence__note", "evidence__row", "evidence__row__on",
        "evidence__row__event", "evidence__row__request__agency__name", "evidence__request",
        "evidence__request__agency__name",
    )  # fmt: skip
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        facts = {"letter": row["letter"], "answer": row["answer"], "reasons": _plain(row["reasons"]), "evidence": []}
        criterion = found.setdefault(row["letter"], facts)
        if row["evidence"] is not None:
            criterion["evidence"].append(_evidence({name.removeprefix("evidence__"): row[name] for name in row}))
    return list(found.values())


def evidence_of(one: Evidence) -> dict[str, Any]:
    """One piece of evidence as a snapshot keeps it."""
    facts: dict[str, Any] = {"note": one.note, "row": one.row_id, "request": one.request_id}
    if one.row is not None:
        facts |= {"row__on": one.row.on, "row__event": one.row.event}
        facts["row__request__agency__name"] = one.row.request.agency.name
    if one.request is not None:
        facts["request__agency__name"] = one.request.agency.name
    return _evidence(facts)


def _evidence(facts: Mapping[str, Any]) -> dict[str, Any]:
    if facts["row"] is not None:
        told = {"row": facts["row"], "on": facts["row__on"].isoformat(), "event": _plain(facts["row__event"])}
        return {"agency": facts["row__request__agency__name"], "note": facts["note"], **told}
    return {"agency": facts["request__agency__name"], "request": str(facts["request"]), "note": facts["note"]}


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _title(name: str) -> str:
    return name[:1].upper() + name[1:]
