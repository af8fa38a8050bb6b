"""Where a case stands with its Rapid Review: the next step, whose answers and keys are awaited, and the papers."""

from datetime import date
from functools import partial

from django.urls import reverse

from cspr.clocks import london_date
from cspr.models import Case, User
from cspr.panels import Row
from cspr.standing import Stage, Standing, record_of
from rapid_reviews.asking.awaited import requests_of
from rapid_reviews.deciding import lacking
from rapid_reviews.deciding.waiting import keys_of_page
from rapid_reviews.models import AgencyRequest, Pack, RapidReview

VIEW, CHANGE = "rapid_reviews.view_rapidreview", "rapid_reviews.change_rapidreview"
ASK, PACKS, SIGN = "rapid_reviews.add_agencyrequest", "rapid_reviews.view_pack", "rapid_reviews.sign_decision"
Status = RapidReview.Status


def stands(case: Case, user: User, on: date) -> Standing | None:
    """Open, decided, with the Panel, answered, or ended."""
    review = _review(case, user)
    if review is None:
        return None
    words = review.status_in_words()
    if review.status == Status.OPEN:
        return _open(review, user, words)
    if review.status == Status.DECIDED:
        return _decided(review, user, words)
    if review.status == Status.SENT:
        day = f", {london_date(review.sent_at):%-d %B %Y}" if review.sent_at else ""
        return Standing("now", f"{words}{day}", _step(review, user, "reply", "Record the Panel’s reply"), ("The Panel",))
    if review.status == Status.ENDED:
        return Standing("left", words)
    if review.reply == RapidReview.Reply.RECONSIDER:
        again = _step(review, user, "reconsider", "Consider it again, as the Panel asks")
        return Standing("now", f"{words}: {review.get_reply_display()}", again)
    return Standing("done", f"{words}: {review.get_reply_display()}" if review.reply else words)


def documents(case: Case, user: User, on: date) -> list[Row]:
    """The report, and the newest pack."""
    review = _review(case, user)
    if review is None:
        return []
    rows = [Row("Report of the Rapid Review", "PDF", reverse("admin:rapid_reviews_rapidreview_report", args=[review.pk]))]
    pack = review.packs.order_by("-pk").first() if user.has_perm(PACKS) else None
    if pack is not None:
        rows.append(Row("Pack for the Panel", _pack(pack), address(review)))
    return rows


def address(review: RapidReview) -> str:
    """Its page."""
    return reverse("admin:rapid_reviews_rapidreview_change", args=[review.pk])


def _review(case: Case, user: User) -> RapidReview | None:
    return record_of(case, "rapid_review") if user.has_perm(VIEW) else None


def _open(review: RapidReview, user: User, words: str) -> Standing:
    """Ask the agencies, wait for them, write the report, decide."""
    requests = [one for one in requests_of(review) if one.status != AgencyRequest.Status.CANCELLED]
    waits = tuple(str(one.agency) for one in requests if one.status == AgencyRequest.Status.SENT)
    step = partial(_step, review, user)
    if not requests or any(one.status == AgencyRequest.Status.PREPARED for one in requests):
        url = reverse("admin:rapid_reviews_agencyrequest_ask", args=[review.pk]) if user.has_perm(ASK) else ""
        return Standing("now", words, Row("Ask the agencies what they know", "", url), waits)
    if review.missing_parts():
        url = address(review) if user.has_perm(CHANGE) else ""
        return Standing("now", words, Row("Write the report", f"Still empty: {', '.join(review.missing_parts())}", url), waits)
    return Standing("now", words, step("decide", "Record what the partners decide"), waits)


def _decided(review: RapidReview, user: User, words: str) -> Standing:
    """The three keys, then the sending."""
    awaited = lacking(keys_of_page(review))
    waits = tuple(key.name for key in awaited)
    if user.has_perm(SIGN) and user.partner in {key.partner for key in awaited}:
        url = reverse("admin:rapid_reviews_rapidreview_verb", args=[review.pk, "sign"])
        return Standing("now", words, Row("Sign, or dissent with reasons", "", url), waits)
    return Standing("now", words, _step(review, user, "sent", "Send it to the Panel, and record it"), waits)


def _pack(pack: Pack) -> str:
    sent = f", sent on {london_date(pack.sent_at):%-d %B %Y}" if pack.sent_at else ""
    return f"{pack.get_state_display()}{sent}"


def _step(review: RapidReview, user: User, slug: str, label: str) -> Row:
    may = user.has_perm(CHANGE)
    return Row(label, "", reverse("admin:rapid_reviews_rapidreview_verb", args=[review.pk, slug]) if may else "")


STAGES = (Stage("Rapid Review", stands),)
DOCUMENTS = (documents,)
