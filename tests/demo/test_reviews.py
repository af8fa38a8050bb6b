"""The invented publications of the demonstration: at every place where a publication can stand, and all of it invented."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from cspr.models import User
from demo.review_words import baby, short, young_person
from publications import countdown, gate, holds, panels, scheduling
from publications.models import CourtHold, GateFinding, Publication, PublishedReview

REPORTS = [baby.REPORT, young_person.REPORT]
ALL = [*REPORTS, baby.BRIEFING, baby.RESPONSE, young_person.BRIEFING, short.RAPID_REVIEW, short.PLANNED, short.WITH_FINDINGS]
# Words that blame, or that call a child or a parent by what went wrong.
NEVER = ("blamed for", "failed to", "should have known", "non-compliant", "hard to reach", "negligent", "culprit")


@pytest.mark.parametrize("words", ALL, ids=lambda words: f"{words['title']}: {words['subject']}")
def test_every_document_says_that_it_is_invented_and_blames_nobody(words: dict[str, str]) -> None:
    text = " ".join(words.values())
    assert "invented" in words["subject"]
    assert [word for word in NEVER if word in text.casefold()] == []


@pytest.mark.parametrize("words", REPORTS, ids=lambda words: str(words["title"]))
def test_the_two_reviews_are_as_long_as_real_ones_begin_with_the_child_and_say_what_changed(words: dict[str, str]) -> None:
    assert len(words["body"].split()) > 1100
    assert words["body"].index("## Who Child") < words["body"].index("## What happened")
    assert all(words[part].strip() for part in ("learning", "recommendations", "changes_since"))


def test_publications_stand_at_every_place(demonstration: None) -> None:
    call_command("load_demo")
    today = timezone.localdate()
    manager = User.objects.get(email="manager@partnership.example")
    pages = {page.title: page for page in PublishedReview.objects.filter(source_url="")}
    kinds = {title: [document.kind for document in page.documents.all()] for title, page in pages.items()}
    assert kinds == {
        "Child W": ["full_report", "seven_minute_briefing", "action_plan"],
        "Child T": ["full_report", "learning_briefing"],
    }
    corrected = pages["Child W"].documents.get(kind="full_report")
    assert (corrected.version, corrected.correction_note != "") == (2, True)
    assert all(len(page.theme_names) >= 6 for page in pages.values())
    assert set(Publication.objects.values_list("status", flat=True)) == {
        *("draft", "in_approval", "approved", "published", "replaced")
    }
    waiting = Publication.objects.get(status="in_approval")
    assert {one.sort for one in gate.open_findings(waiting.candidates.latest("pk"))} == {GateFinding.Sort.IDENTITY}
    ordered = Publication.objects.get(publish_at__isnull=False)
    assert countdown.obstacles(ordered, at=ordered.publish_at or timezone.now()) == []
    assert scheduling.publish_due(at=timezone.now()) == 0
    assert len(panels.in_the_countdown(manager, today)) == 2
    assert len(panels.holds_to_look_at(manager, today)) == 1
    assert holds.standing(CourtHold.objects.get().case) == [CourtHold.objects.get()]
