"""The gate as staff meet it: how far the worker is, what was found, accepting it together, and the list."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cspr.models import AccessRecord, CaseConflict, User
from publications import checking, lifecycle
from publications.checking import storing
from publications.models import Candidate, KnownIdentity, Publication, UploadedReport
from tests.cast import person
from tests.publications import drafts
from tests.publications.checked import make_and_read
from tests.publications.drafts import DRAFTED
from tests.publications.staff_pages import page, text_of
from tests.referrals.corpus import good

NAMED = "A baby was harmed. Quillfeather is an old word for a pen. Another Quillfeather stands here."


def test_the_page_of_the_gate_says_how_far_the_worker_is_and_then_that_nothing_is_open(
    enter: Callable[[User], Client], manager: User
) -> None:
    publication = lifecycle.ask_for_approval(drafts.draft(manager), by=manager, at=DRAFTED)
    client = enter(manager)
    assert "Waiting for the worker" in text_of(client, page(publication, "gate/"))
    how_far = client.get(page(publication, "gate/progress/")).json()
    assert how_far == {"state": "asked", "percent": 10, "doing": "Waiting for the worker"}
    make_and_read(publication, at=DRAFTED)
    assert client.get(page(publication, "gate/progress/")).json()["state"] == "ready"
    shown = text_of(client, page(publication, "gate/"))
    candidate = checking.newest(publication)
    assert candidate is not None
    assert "Nothing is open." in shown
    assert candidate.digest in shown
    actions = AccessRecord.objects.filter(user=manager, case=publication.case).values_list("action", flat=True)
    assert {"read the gate of", "asked how far"} <= set(actions)


def test_the_second_person_accepts_what_is_alike_together_and_then_approves(
    enter: Callable[[User], Client], manager: User
) -> None:
    publication = drafts.waiting(manager, summary=NAMED)
    second = enter(person("partner_lead"))
    shown = text_of(second, page(publication, "gate/"))
    assert "open findings" in shown
    assert "an old word for a pen" in shown
    accept = page(publication, "do/accept/")
    assert "Tick at least one line" in second.post(accept, {"because": "A pen."}).content.decode()
    opened = second.get(accept)
    marks = [line.mark for line in opened.context["state"].alike]
    assert "You wrote this" in enter(manager).post(accept, {"findings": marks, "because": "A pen."}).content.decode()
    second = enter(person("partner_lead"))
    assert "has changed since you opened this page" in (
        second.post(accept, {"findings": ["0" * 64], "because": "A pen."}).content.decode()
    )
    missing = second.post(accept, {"findings": marks, "because": ""}).content.decode()
    assert missing.count(" checked") == len(marks)
    answer = second.post(accept, {"findings": marks, "because": "A pen."})
    assert answer["Location"] == page(publication, "gate/")
    shown = text_of(second, page(publication, "gate/"))
    assert "Nothing is open." in shown
    assert "Accepted by a second person" in shown
    assert ": A pen." in shown
    assert "Nothing is open any more" in text_of(second, accept)
    initial = second.get(page(publication, "do/approve/")).context["form"].initial
    second.post(page(publication, "do/approve/"), {"read": "on", **initial})
    publication.refresh_from_db()
    assert publication.status == "approved"


def test_what_cannot_be_accepted_offers_no_box(enter: Callable[[User], Client], manager: User) -> None:
    publication = lifecycle.ask_for_approval(drafts.draft(manager), by=manager, at=DRAFTED)
    candidate = checking.take(at=DRAFTED)
    assert candidate is not None
    candidate.page["uploaded"] = "0" * 64
    assert checking.make(candidate, now=timezone.now)
    second = enter(person("partner_lead"))
    assert "could not be made and read" in text_of(second, page(publication, "gate/"))
    shown = text_of(second, page(publication, "do/accept/"))
    assert "It is never accepted." in shown
    assert 'type="checkbox"' not in shown
    again = enter(manager).post(page(publication, "do/again/"))
    assert again["Location"] == page(publication, "gate/")
    assert Candidate.objects.filter(state="asked").count() == 1


def test_the_very_file_that_waits_is_read_and_one_that_was_altered_is_not_handed_out(
    enter: Callable[[User], Client], manager: User
) -> None:
    publication = drafts.waiting(manager)
    candidate = checking.newest(publication)
    assert candidate is not None
    client = enter(person("partner_lead"))
    answer = client.get(page(publication, "candidate.pdf"))
    assert answer.content == checking.content_of(candidate)
    assert f"{publication.case.reference.lower()}-for-approval.pdf" in answer["Content-Disposition"]
    storing.path_of(candidate.key).write_bytes(b"%PDF-1.7 other")
    refused = client.get(page(publication, "candidate.pdf"))
    assert (refused.status_code, b"not handed out" in refused.content) == (409, True)
    assert client.get(page(drafts.draft(manager), "candidate.pdf")).status_code == 404


def test_a_pdf_is_laid_beside_a_draft_released_and_taken_away(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.draft(manager)
    client = enter(manager)
    client.post(page(publication, "do/lay-pdf/"), {"file": SimpleUploadedFile("report.pdf", good.pdf())})
    shown = text_of(client, page(publication, "change/"))
    assert "A PDF that was made elsewhere lies beside it" in shown
    assert page(publication, "do/release-pdf/") in shown
    client.post(page(publication, "do/release-pdf/"), {"because": "Checked by IT."})
    assert page(publication, "do/release-pdf/") not in text_of(client, page(publication, "change/"))
    client.post(page(publication, "do/take-pdf/"))
    assert UploadedReport.objects.count() == 0


def test_a_word_file_is_brought_in_and_what_was_left_behind_is_told(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.draft(manager)
    file = SimpleUploadedFile("report.docx", good.docx())
    shown = enter(manager).post(page(publication, "do/word/"), {"file": file}, follow=True).content.decode()
    assert "The text is brought in" in shown
    publication.refresh_from_db()
    assert publication.body != drafts.BODY


# --- The list of who must not be named


def listed(publication: Publication) -> str:
    return f"/publications/knownidentity/of-case/{publication.case_id}/"


def test_the_list_shows_the_record_and_takes_rows_by_hand(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.draft(manager)
    client = enter(manager)
    shown = text_of(client, listed(publication))
    for words in ("Zephyrine Anne Quillfeather", "5 March 2026", "Marisol Featherstonehaugh", "Reference numbers"):
        assert words in shown, words
    assert "Choose" not in client.post(listed(publication), {"sort": "nickname", "text": "Zuzu", "note": ""}).content.decode()
    row = KnownIdentity.objects.get()
    assert (row.added_by, row.case, row.text) == (manager, publication.case, "Zuzu")
    again = client.post(listed(publication), {"sort": "nickname", "text": "Zuzu", "note": ""})
    assert "stands on the list already" in again.content.decode()
    empty = client.post(listed(publication), {"sort": "", "text": "", "note": ""})
    assert "There is a problem" in empty.content.decode()
    off = f"/publications/knownidentity/{row.pk}/do/take-off/"
    assert off in text_of(client, listed(publication))
    assert client.post(off, {"because": "It is public."})["Location"] == listed(publication)
    assert off not in text_of(client, listed(publication))
    assert "It is public." in text_of(client, f"/publications/knownidentity/{row.pk}/change/")
    assert client.get("/publications/knownidentity/add/").status_code == 403
    looked = AccessRecord.objects.filter(user=manager, case=publication.case, action="read the list of identities of")
    assert looked.count() >= 5


def test_who_only_reads_publications_reads_the_list_and_writes_nothing(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.draft(manager)
    lead = enter(person("partner_lead"))
    assert "Add to the list" not in text_of(lead, listed(publication))
    assert lead.post(listed(publication), {"sort": "nickname", "text": "Zuzu"}).status_code == 403
    assert enter(person("auditor")).get(listed(publication)).status_code == 403


def test_the_list_of_a_case_that_is_shut_does_not_exist(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.draft(manager)
    CaseConflict.objects.create(case=publication.case, user=manager, because="Knows the family")
    client = enter(manager)
    assert client.get(listed(publication)).status_code == 404
    for rest in ("gate/", "gate/progress/", "candidate.pdf"):
        assert client.get(page(publication, rest)).status_code == 404


def test_a_case_without_a_name_says_so_on_both_pages(enter: Callable[[User], Client], manager: User) -> None:
    publication = drafts.draft(manager)
    publication.case.children.all().delete()
    client = enter(manager)
    assert "Nobody is named here yet" in text_of(client, listed(publication))
    assert "nothing can be checked" in text_of(client, page(publication, "gate/"))
