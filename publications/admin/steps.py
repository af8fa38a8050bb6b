"""The steps of staff with a publication, from its beginning to its withdrawal; each calls the lifecycle."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from cspr.audited import Verb
from cspr.models import User
from publications import beginning, bringing, checking, countdown_steps, gate, lifecycle
from publications.forms import (
    AcceptForm,
    ApproveForm,
    BeginForm,
    LayReportForm,
    PublishForm,
    ReleaseReportForm,
    SendBackForm,
    StepForm,
    WithdrawForm,
    WordFileForm,
)
from publications.models import Publication, PublishedReview

CHANGE = "publications.change_publication"
APPROVE, PUBLISH = "publications.approve_publication", "publications.publish_publication"
Status = Publication.Status
Typed = dict[str, Any]


def _begin(record: None, typed: Typed, user: User, at: datetime) -> Publication:
    return beginning.begin(typed["source"], by=user, at=at, kind=typed["kind"])


def _ask(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return lifecycle.ask_for_approval(publication, by=user, at=at)


def _make_again(publication: Publication, typed: Typed, user: User, at: datetime) -> object:
    return lifecycle.make_again(publication, by=user, at=at)


def _accept(publication: Publication, typed: Typed, user: User, at: datetime) -> int:
    return lifecycle.accept_findings(publication, digests=typed["findings"], because=typed["because"], by=user, at=at)


def _approve(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return lifecycle.approve(publication, by=user, at=at, digest=typed["digest"])


def _send_back(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return lifecycle.send_back(publication, by=user, at=at, because=typed["because"])


def _publish(publication: Publication, typed: Typed, user: User, at: datetime) -> PublishedReview:
    return lifecycle.publish(publication, by=user, at=at, late=typed["late"])


def _withdraw(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return lifecycle.withdraw(
        publication, by=user, at=at, because=typed["because"], whole_page=typed.get("what") == WithdrawForm.WHOLE_PAGE
    )


def _lay(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return bringing.lay_report(publication, typed["file"], by=user, at=at)


def _take_away(publication: Publication, typed: Typed, user: User, at: datetime) -> Publication:
    return bringing.take_away_report(publication, by=user, at=at)


def _release(publication: Publication, typed: Typed, user: User, at: datetime) -> bool:
    checking.release_report(publication, because=typed["because"], by=user, at=at)
    return True


def _word(publication: Publication, typed: Typed, user: User, at: datetime) -> bringing.Brought:
    return bringing.bring_in_word(publication, typed["file"], by=user, at=at)


def _while(*statuses: Status) -> Callable[[Publication], bool]:
    return lambda publication: publication.status in statuses


def _is_before(publication: Publication) -> bool:
    return publication.status in (Status.DRAFT, Status.IN_APPROVAL, Status.APPROVED)


def _has_open_findings(publication: Publication) -> bool:
    candidate = checking.newest(publication)
    if candidate is None or publication.status not in checking.LOOKED_AT:
        return False
    return any(one.may_be_accepted for one in gate.open_findings(candidate))


BEGIN = Verb(
    slug="begin",
    label="Begin a publication",
    permission="publications.add_publication",
    form=BeginForm,
    run=_begin,
    when=lambda record: True,
    intro="Nothing that you write here is public until a second person has approved it and it is published.",
    done="The draft is begun. Write it without anything that identifies a child, a family or a worker.",
)
ASK = Verb(
    slug="ask",
    label="Ask for approval",
    permission=CHANGE,
    form=StepForm,
    run=_ask,
    when=_while(Status.DRAFT),
    intro="The page is frozen as it was saved last, its PDF is made, and every word of both is read against the list of who "
    "must not be named. A second person then reads both and approves them, or sends them back to you. An edit after this makes "
    "it a draft again.",
    done="It waits for a second person's approval. The page and the PDF are being made and read.",
)
AGAIN = Verb(
    slug="again",
    label="Have it made and read again",
    permission=CHANGE,
    form=StepForm,
    run=_make_again,
    when=_while(Status.IN_APPROVAL),
    intro="For a file that could not be made or read: when a scanner, a reader or a worker was missing. What was accepted in "
    "the earlier one has to be accepted again.",
    done="The page and the PDF are being made and read again.",
)
ACCEPT = Verb(
    slug="accept",
    label="Accept what the gate found",
    permission=APPROVE,
    form=AcceptForm,
    run=_accept,
    when=_has_open_findings,
    intro="Tick what may stay as it is, and say why once for all that you tick. What identifies somebody is not accepted but "
    "sent back to be rewritten. Nobody accepts anything in what they wrote themselves.",
    done="Accepted. Your name and your reason stand beside it.",
)
APPROVAL = Verb(
    slug="approve",
    label="Approve",
    permission=APPROVE,
    form=ApproveForm,
    run=_approve,
    when=_while(Status.IN_APPROVAL),
    intro="Your approval is bound to exactly these words and these bytes. If anybody changes one afterwards, it no longer "
    "counts.",
    done="Approved. It can be published now.",
)
VERBS = (
    ASK,
    ACCEPT,
    APPROVAL,
    Verb(
        slug="send-back",
        label="Send back",
        permission=APPROVE,
        form=SendBackForm,
        run=_send_back,
        when=_while(Status.IN_APPROVAL, Status.APPROVED),
        done="It is a draft again, and the author sees what has to change.",
    ),
    Verb(
        slug="publish",
        label="Publish",
        permission=PUBLISH,
        form=PublishForm,
        run=_publish,
        when=_while(Status.APPROVED),
        intro="This puts exactly the page and the PDF that were approved on the public site at once, for anybody to read and "
        "to keep. Everything is checked once more before that.",
        done="Published. The page and the PDF are on the public site.",
    ),
    Verb(
        slug="withdraw",
        label="Withdraw",
        permission=PUBLISH,
        form=WithdrawForm,
        run=_withdraw,
        when=_while(Status.PUBLISHED),
        intro="This takes the words and the PDF off the public site at once. Copies that people have kept cannot be called "
        "back, and a browser may show the page for five minutes more.",
        done="Withdrawn. The address of what went now says only that it was withdrawn.",
    ),
    *countdown_steps.STEPS,
    Verb(
        slug="word",
        label="Bring in a Word file",
        permission=CHANGE,
        form=WordFileForm,
        run=_word,
        when=_is_before,
        intro="The visible text becomes the report: headings, lists and tables. Comments, tracked changes, properties and "
        "everything else that a reader does not see is left behind, and you are told what it was.",
        done="The text is brought in. Read it through: what it says stands in “report” now.",
    ),
    Verb(
        slug="lay-pdf",
        label="Lay a PDF beside it",
        permission=CHANGE,
        form=LayReportForm,
        run=_lay,
        when=_is_before,
        intro="Only where the report cannot be written here: a PDF that was made elsewhere takes the place of the one that is "
        "made from the text. Everything hidden is taken out of it and every page is read, pictures too.",
        done="The PDF lies beside the draft. It is rewritten and read when approval is asked for.",
    ),
    Verb(
        slug="take-pdf",
        label="Take the PDF away",
        permission=CHANGE,
        form=StepForm,
        run=_take_away,
        when=lambda publication: _is_before(publication) and hasattr(publication, "upload"),
        intro="The PDF that was laid beside it is destroyed. The PDF is made from the text again.",
        done="The PDF is gone. The next one is made from the text.",
    ),
    Verb(
        slug="release-pdf",
        label="Release the PDF from quarantine",
        permission=CHANGE,
        form=ReleaseReportForm,
        run=_release,
        when=checking.waits_for_a_scan,
        intro="No scanner has judged this file yet; usually that happens by itself within minutes. Release it only if it "
        "cannot wait, and if you know where it came from.",
        done="The PDF can be used. If approval is asked for already, have it made and read again.",
    ),
    AGAIN,
)
