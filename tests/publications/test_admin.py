"""Publications as staff meet them: begun, written, read by a second person, published, withdrawn; every look recorded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cspr.models import AccessRecord, CaseConflict, User
from publications import lifecycle
from publications.library import changes
from publications.models import Publication, PublishedReview, Theme
from tests.cast import case, person
from tests.publications import drafts
from tests.publications.checked import make_and_read
from tests.publications.ready import ready_today
from tests.publications.staff_pages import page
from tests.walk import practice_review, reported_practice_review, sent_rapid_review


def words_of(publication: Publication, **changes: Any) -> dict[str, Any]:
    newest = publication.history.order_by("-history_id").first()
    themes = [str(pk) for pk in publication.themes.values_list("pk", flat=True)]
    return {**drafts.WORDS, "themes": themes, "opened_version": str(newest.history_id), **changes}


def test_the_page_for_a_new_publication_offers_what_can_be_drafted_and_nothing_else(
    enter: Callable[[User], Client], manager: User
) -> None:
    ready, learning = reported_practice_review(manager), sent_rapid_review(manager, decision="other_learning")
    too_early, shut = practice_review(manager), reported_practice_review(manager)
    CaseConflict.objects.create(case=shut.case, user=manager, because="Knows the family")
    client = enter(manager)
    offered = client.get("/publications/publication/add/").content.decode()
    assert f'value="practice-{ready.pk}"' in offered
    assert f'value="rapid-{learning.pk}"' in offered
    assert f'value="practice-{too_early.pk}"' not in offered
    assert f'value="practice-{shut.pk}"' not in offered
    answer = client.post("/publications/publication/add/", {"source": f"practice-{shut.pk}", "kind": "full_report"})
    assert "not one of the available choices" in answer.content.decode()


def test_a_publication_is_begun_and_a_wrong_kind_is_explained(enter: Callable[[User], Client], manager: User) -> None:
    review = reported_practice_review(manager)
    client = enter(manager)
    wrong = client.post("/publications/publication/add/", {"source": f"practice-{review.pk}", "kind": "rapid_review_learning"})
    assert "From this record you can draft: “Full report”" in wrong.content.decode()
    early = client.post("/publications/publication/add/", {"source": f"case-{review.case.pk}", "kind": ""})
    assert "This field is required" in early.content.decode()
    client.post("/publications/publication/add/", {"source": f"practice-{review.pk}", "kind": "full_report"})
    begun = Publication.objects.get()
    assert (begun.practice_review, begun.drafted_by) == (review, manager)
    assert AccessRecord.objects.filter(action="added", what="publication").count() == 3


def test_what_is_written_is_kept_with_its_history_and_its_themes(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.draft(manager)
    theme = Theme.objects.get(slug="supervision")
    answer = enter(manager).post(page(publication), words_of(publication, title="Child S", themes=[str(theme.pk)]))
    assert answer.status_code == 302
    publication.refresh_from_db()
    assert (publication.title, publication.edited_by, publication.status) == ("Child S", manager, "draft")
    assert list(publication.themes.all()) == [theme]
    assert publication.history.order_by("-history_id").first().history_user == manager


def test_an_edit_after_the_approval_makes_it_a_draft_again_and_a_save_without_an_edit_does_not(
    enter: Callable[[User], Client], manager: User
) -> None:
    publication = drafts.approved(manager)
    client = enter(manager)
    client.post(page(publication), words_of(publication, body=drafts.BODY.replace("\n", "\r\n")))
    publication.refresh_from_db()
    assert publication.status == "approved"
    client.post(page(publication), words_of(publication, summary="Another summary."))
    publication.refresh_from_db()
    assert (publication.status, publication.approved_by) == ("draft", None)


def test_the_page_says_where_the_text_names_somebody(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.draft(manager, summary="Zephyrine Quillfeather was a happy baby.")
    shown = enter(manager).get(page(publication)).content.decode()
    assert "Summary, line 1: the name of a child" in shown
    assert "In 1 place of what was saved last something of the case was found" in (
        enter(manager).get(page(publication, "do/ask/")).content.decode()
    )
    publication.case.children.all().delete()
    assert "No child of this case has a name on record" in enter(manager).get(page(publication)).content.decode()


def test_two_people_take_a_publication_to_the_public_and_back(
    enter: Callable[[User], Client], manager: User, coordinator: User, public_disk: Path
) -> None:
    publication = drafts.draft(manager)
    asked = enter(manager).post(page(publication, "do/ask/"))
    assert asked["Location"] == page(publication, "gate/")
    assert "Waiting for the worker" in enter(manager).get(page(publication, "gate/")).content.decode()
    make_and_read(publication, at=timezone.now())
    own = enter(manager).post(page(publication, "do/approve/"), {"read": "on"})
    assert "Approval needs a second person" in own.content.decode()
    second = enter(coordinator)
    assert "Read the preview, then tick this box." in second.post(page(publication, "do/approve/")).content.decode()
    opened = second.get(page(publication, "do/approve/")).context["form"].initial
    second.post(page(publication, "do/approve/"), {"read": "on", **opened})
    ready_today(publication, manager)
    late = second.post(page(publication, "do/publish/"), {"late_reason": ""})
    assert "Say in a sentence or two why it was late" in late.content.decode()
    second.post(
        page(publication, "do/publish/"),
        {"late_reason": "The trial ended late.", "late_decided_by": "The partners", "panel_told": "no"},
    )
    review = PublishedReview.objects.get()
    assert f"/reviews/{review.slug}/" in second.get(page(publication)).content.decode()
    assert second.get(page(publication, "do/withdraw/")).status_code == 200
    second.post(page(publication, "do/withdraw/"), {"because": "Replaced."})
    publication.refresh_from_db()
    assert (publication.status, PublishedReview.objects.count()) == ("withdrawn", 0)


def test_an_approval_of_a_text_that_was_edited_meanwhile_is_refused_in_words(
    enter: Callable[[User], Client], manager: User, coordinator: User
) -> None:
    publication = drafts.waiting(manager)
    second = enter(coordinator)
    shown = second.get(page(publication, "do/approve/"))
    opened = shown.context["form"].initial
    assert f'<input type="hidden" name="digest" value="{opened["digest"]}"' in shown.content.decode()
    drafts.write(publication, manager, summary="Words that nobody read.")
    drafts.asked(publication, manager)
    for sent in ({"read": "on", **opened}, {"read": "on"}):
        answer = second.post(page(publication, "do/approve/"), sent)
        assert "It was edited while you read it" in answer.content.decode()
    publication.refresh_from_db()
    assert publication.status == "in_approval"


def test_what_is_sent_back_shows_what_has_to_change(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.waiting(manager)
    lead = person("partner_lead")
    enter(lead).post(page(publication, "do/send-back/"), {"because": "Leave out the town."})
    assert "Leave out the town." in enter(manager).get(page(publication)).content.decode()


def test_the_preview_shows_the_page_and_the_file_as_they_would_be_and_is_recorded(
    enter: Callable[[User], Client], manager: User
) -> None:
    publication = drafts.draft(manager, body="## A\n\n<script>alert(1)</script>\n\n## B\n\ntext")
    lead = person("partner_lead")
    client = enter(lead)
    shown = client.get(page(publication, "preview/")).content.decode()
    assert '<h2 id="part-a">A</h2>' in shown
    assert "<script>alert" not in shown
    assert "Fathers and partners" in shown
    assert "Neglect" in shown
    file = client.get(page(publication, "preview.pdf"))
    assert file.content.startswith(b"%PDF-")
    assert file["Content-Disposition"] == f'attachment; filename="{publication.case.reference.lower()}-draft.pdf"'
    looked = AccessRecord.objects.filter(user=lead, case=publication.case, object_id=str(publication.pk)).order_by("pk")
    assert list(looked.values_list("action", flat=True)) == ["previewed", "previewed the file of"]
    assert (PublishedReview.objects.count(), Publication.objects.get().status) == (0, "draft")


@pytest.mark.parametrize("rest", ["change/", "preview/", "preview.pdf", "history/", "do/ask/"])
def test_a_case_that_is_shut_for_a_person_does_not_exist_for_them(
    enter: Callable[[User], Client], manager: User, rest: str
) -> None:
    publication = drafts.draft(manager)
    CaseConflict.objects.create(case=publication.case, user=manager, because="Knows the family")
    client = enter(manager)
    assert client.get(page(publication, rest)).status_code == 404
    assert client.get("/publications/publication/999999/" + rest).status_code == 404


def test_a_partner_lead_reads_and_approves_but_does_not_edit_or_publish(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.approved(manager)
    client = enter(person("partner_lead"))
    assert 'name="_save"' not in client.get(page(publication)).content.decode()
    assert client.post(page(publication), words_of(publication, title="Child S")).status_code == 403
    assert client.post(page(publication, "do/publish/"), {"late_reason": ""}).status_code == 403
    assert PublishedReview.objects.count() == 0


def test_what_is_published_can_be_read_and_no_longer_changed(enter: Callable[[User], Client], manager: User) -> None:
    publication, review = drafts.published(manager)
    client = enter(manager)
    assert 'name="_save"' not in client.get(page(publication)).content.decode()
    answer = client.post(page(publication), words_of(publication, title="Child S"))
    assert "could not be saved" in answer.content.decode()
    review.refresh_from_db()
    assert review.title == "Child R"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    enter: Callable[[User], Client], manager: User, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        drafts.draft(manager)
    client = enter(manager)
    with django_assert_max_num_queries(20):
        assert client.get("/publications/publication/").status_code == 200


def test_a_theme_gets_its_part_of_an_address_once(enter: Callable[[User], Client], manager: User) -> None:
    client = enter(manager)
    client.post("/publications/theme/add/", {"name": "Young carers", "group": "child", "is_offered": "on"})
    theme = Theme.objects.get(slug="young-carers")
    newest = theme.history.order_by("-history_id").first()
    renamed = {"name": "Children who care for others", "group": "child", "opened_version": str(newest.history_id)}
    client.post(f"/publications/theme/{theme.pk}/change/", renamed)
    theme.refresh_from_db()
    assert (theme.name, theme.slug, theme.is_offered) == ("Children who care for others", "young-carers", False)


@pytest.mark.parametrize(("name", "words"), [("Neglect!", "differs only in its punctuation"), ("?!", "in letters")])
def test_a_theme_that_no_address_could_tell_apart_is_refused(
    enter: Callable[[User], Client], manager: User, name: str, words: str
) -> None:
    answer = enter(manager).post("/publications/theme/add/", {"name": name, "group": "harm", "is_offered": "on"})
    assert words in answer.content.decode()


def test_a_theme_that_is_no_longer_offered_stays_with_the_draft_that_has_it(
    enter: Callable[[User], Client], manager: User
) -> None:
    publication = drafts.draft(manager)
    Theme.objects.exclude(slug="supervision").update(is_offered=False)
    shown = enter(manager).get(page(publication)).content.decode()
    offered = [slug for slug, pk in Theme.objects.values_list("slug", "pk") if f'name="themes" value="{pk}"' in shown]
    assert sorted(offered) == ["fathers-and-partners", "neglect", "supervision"]


def test_a_report_that_is_too_long_is_refused_with_words(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.draft(manager)
    answer = enter(manager).post(page(publication), words_of(publication, body="x" * 300_001))
    assert "at most 300000 characters" in answer.content.decode()


def test_an_existing_report_is_begun_from_a_case(enter: Callable[[User], Client], manager: User) -> None:
    old = case(manager)
    enter(manager).post("/publications/publication/add/", {"source": f"case-{old.pk}", "kind": "existing_report"})
    assert Publication.objects.get().case == old


def test_nothing_is_begun_from_a_record_that_moved_on_while_the_page_was_open(
    enter: Callable[[User], Client], manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = reported_practice_review(manager)
    client = enter(manager)
    client.get("/publications/publication/add/", {"source": f"practice-{review.pk}"})
    monkeypatch.setattr(lifecycle, "kinds_from", lambda source: ())
    answer = client.post("/publications/publication/add/", {"source": f"practice-{review.pk}", "kind": "full_report"})
    assert "Nothing of that kind can be drafted" in answer.content.decode()


@pytest.mark.usefixtures("committed_db")
def test_the_public_site_keeps_no_answer_until_what_staff_published_or_withdrew_is_written(
    enter: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = person("business_manager")
    publication = ready_today(drafts.approved_only(manager), manager)
    within_a_transaction: list[bool] = []
    new_token = changes._new_token

    def noted() -> None:
        within_a_transaction.append(connection.in_atomic_block)
        new_token()

    monkeypatch.setattr(changes, "_new_token", noted)
    client = enter(manager)
    why = {"late_reason": "The trial ended late.", "late_decided_by": "The partners", "panel_told": "no"}
    client.post(page(publication, "do/publish/"), why)
    client.post(page(publication, "do/withdraw/"), {"because": "The family asked for it."})
    publication.refresh_from_db()
    assert (publication.status, within_a_transaction) == ("withdrawn", [False, False])
