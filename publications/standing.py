"""Where a case stands with what the public may read of it, and the step that comes next in it."""

from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from cspr.models import Case, User
from cspr.panels import Row
from cspr.standing import Stage, Standing, record_of
from practice_reviews.models import PracticeReview
from publications import scheduling
from publications.models import Publication

VIEW, ADD = "publications.view_publication", "publications.add_publication"
CHANGE, APPROVE = "publications.change_publication", "publications.approve_publication"
PUBLISH = "publications.publish_publication"
Status = Publication.Status


def stands(case: Case, user: User, on: date) -> Standing | None:
    """To be begun, written, read by a second person, approved, public, or withdrawn: the newest of the case."""
    if not user.has_perm(VIEW):
        return None
    found = publications_of(case)
    if not found:
        return _to_begin(record_of(case, "practice_review"), user)
    newest = found[-1]
    words = f"{newest.get_kind_display()}: {newest.get_status_display()}"
    if newest.status == Status.PUBLISHED:
        return Standing("done", words)
    if newest.status == Status.DRAFT:
        return Standing(
            "now", words, Row("Write it, then ask for approval", "", _page(newest) if user.has_perm(CHANGE) else "")
        )
    if newest.status == Status.IN_APPROVAL:
        mine = user.pk in (newest.drafted_by_id, newest.edited_by_id)
        url = "" if mine or not user.has_perm(APPROVE) else _page(newest)
        return Standing("now", words, Row("Read and approve it, or send it back", "", url), ("A second person",))
    if newest.status == Status.APPROVED and newest.publish_stopped_because:
        return Standing("now", f"{words}; stopped", Row("See why it did not go out at its time", "", _page(newest)))
    if newest.status == Status.APPROVED and newest.publish_at is not None:
        return Standing("now", f"{words}; goes out on {scheduling.in_london(newest.publish_at)}")
    if newest.status == Status.APPROVED:
        return Standing("now", words, Row("Publish it", "", _verb(newest, "publish") if user.has_perm(PUBLISH) else ""))
    return Standing("left", words)


def documents(case: Case, user: User, on: date) -> list[Row]:
    """Each publication as the public reads it, or will."""
    if not user.has_perm(VIEW):
        return []
    name = "admin:publications_publication_preview_file"
    return [Row(str(one.get_kind_display()), "PDF, as a draft", reverse(name, args=[one.pk])) for one in publications_of(case)]


def publications_of(case: Case) -> list[Publication]:
    """The publications of the case, asked for once for a page."""
    rows = Publication.objects.select_related("advance_copy").order_by("drafted_at", "pk")
    prefetch_related_objects([case], Prefetch("publications", rows, to_attr="its_publications"))
    found: list[Publication] = case.its_publications  # type: ignore[attr-defined]
    return found


def _to_begin(review: PracticeReview | None, user: User) -> Standing | None:
    if review is None or review.status != PracticeReview.Status.REPORT_RECEIVED:
        return None
    url = f"{reverse('admin:publications_publication_add')}?source=practice-{review.pk}" if user.has_perm(ADD) else ""
    return Standing("now", "To be begun", Row("Begin the publication", "", url))


def _page(publication: Publication) -> str:
    return reverse("admin:publications_publication_change", args=[publication.pk])


def _verb(publication: Publication, slug: str) -> str:
    return reverse("admin:publications_publication_verb", args=[publication.pk, slug])


STAGES = (Stage("Publication", stands),)
DOCUMENTS = (documents,)
