"""An agency answers: what is asked, page by page, rows, files, a colleague, the signature; and the nil return in two clicks."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from cspr.models import AccessRecord, AgencyContact, OutgoingEmail, TimelineEntry, User
from rapid_reviews import answering, asking, sheets
from rapid_reviews.models import AgencyRequest, AgencyReturn, ChronologyRow, HeldFile, RowQuestion
from rapid_reviews.views import door
from referrals import uploads
from referrals.models import Attachment
from referrals.uploads import keeping
from tests.rapid_reviews.asked import CHILD, ask, contact, inside, with_key
from tests.referrals.answers import errors
from tests.referrals.corpus import good

Enter = Callable[..., Client]
PDF = good.pdf()
WORDS = "Zyxomma canary summary"
DAY = {"on-day": "27", "on-month": "3", "on-year": "2025"}
ROW = {**DAY, "time": "2.30pm", "people": "Mother", "event": "Home visit", "source": "Case notes"}


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.REFERRALS_MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def lead(coordinator: User) -> AgencyContact:
    person = contact(name="Alma Archer")
    with_key(person, coordinator)
    return person


@pytest.fixture
def asked(lead: AgencyContact, coordinator: User) -> AgencyRequest:
    return ask([lead], coordinator)[0]


@pytest.fixture
def client(site: Enter, lead: AgencyContact) -> Client:
    return inside(site("referrals"), lead)


def at(asked: AgencyRequest, more: str = "") -> str:
    return f"/information/{asked.pk}/{more}"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def version(client: Client, address: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', re.sub(r"\s+", " ", text(client, address)))
    assert found
    return found[1]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', re.sub(r"\s+", " ", page))
    assert found
    return found[1]


def write(client: Client, asked: AgencyRequest, page: str, typed: dict[str, str], **more: str) -> Any:
    address = at(asked, f"answer/{page}/")
    return client.post(address, {"version": version(client, address), **typed, **more})


def complete(client: Client, asked: AgencyRequest) -> None:
    write(client, asked, "involvement", {"summary": WORDS})
    day = {f"files_secured_on-{part}": value for part, value in (("day", "2"), ("month", "11"), ("year", "2026"))}
    write(client, asked, "records", {"files_secured": "yes", **day})
    write(client, asked, "approval", {"approver_name": "Basil Boyle", "approver_role": "Director"})


def sign(client: Client, asked: AgencyRequest, name: str = "Alma Archer") -> Any:
    return client.post(at(asked, "check/"), {"seen": hidden(text(client, at(asked, "check/")), "seen"), "signed_name": name})


def test_the_request_says_what_is_asked_by_when_and_whom_to_look_for_and_is_noted_as_opened(
    client: Client, asked: AgencyRequest
) -> None:
    page = text(client, at(asked))
    for words in (
        CHILD,
        "born 27 March 2019",
        "From 1 January 2024",
        "What do you know?",
        f"{asked.due_on:%A} {asked.due_on.day}",
    ):
        assert words in page
    assert "not a way to report that a child is at risk now" in page
    asked.refresh_from_db()
    assert asked.opened_at is not None
    record = AccessRecord.objects.filter(what="request for information").get()
    assert (record.sender, record.case, record.object_id) == (asked.contact.email, asked.review.case, str(asked.pk))


def test_a_nil_return_is_two_clicks_and_signed(client: Client, asked: AgencyRequest) -> None:
    page = text(client, at(asked))
    assert f'href="{at(asked, "nil/")}"' in page
    second = text(client, at(asked, "nil/"))
    name = hidden(second, "signed_name") if 'name="signed_name" value' in re.sub(r"\s+", " ", second) else "Alma Archer"
    assert 'value="Alma Archer"' in second
    answer = client.post(at(asked, "nil/"), {"signed_name": name})
    assert answer["Location"] == at(asked, "?signed=1")
    asked.refresh_from_db()
    assert asked.status == AgencyRequest.Status.SIGNED
    assert (asked.answer.is_nil, asked.answer.signed_name, asked.answer.signed_by) == (True, "Alma Archer", asked.contact)
    assert "does not know the family" in TimelineEntry.objects.get(kind="agency_return_signed").words
    assert "does not know this family" in text(client, at(asked, "copy/"))
    # A second press changes nothing.
    assert client.post(at(asked, "nil/"), {"signed_name": name}).status_code == 409
    assert AgencyReturn.objects.get().history.filter(signed_at__isnull=False).count() == 1


def test_a_nil_return_is_refused_where_something_is_written(client: Client, asked: AgencyRequest) -> None:
    write(client, asked, "involvement", {"summary": WORDS})
    page = client.post(at(asked, "nil/"), {"signed_name": "Alma Archer"})
    assert "Something is written in this answer already" in page.content.decode()
    asked.refresh_from_db()
    assert asked.status == AgencyRequest.Status.SENT


def test_an_answer_is_written_page_by_page_checked_signed_and_then_read_only(client: Client, asked: AgencyRequest) -> None:
    page = text(client, at(asked, "check/"))
    assert "Write a summary" in page
    assert "Sign the answer" not in page
    early = client.post(at(asked, "check/"), {"seen": hidden_mark(asked), "signed_name": "A"})
    assert "The answer is not complete yet" in early.content.decode()
    onward = [write(client, asked, "involvement", {"summary": WORDS})["Location"]]
    onward.append(write(client, asked, "practice", {"issues": "Thresholds", "good_practice": "Persistence"})["Location"])
    onward.append(write(client, asked, "child", {"lived_experience": "Quiet"})["Location"])
    onward.append(write(client, asked, "learning", {"immediate_learning": "Shared"})["Location"])
    complete(client, asked)
    assert onward == [at(asked, more) for more in ("answer/practice/", "answer/child/", "answer/learning/", "chronology/")]
    page = text(client, at(asked, "check/"))
    for words in (WORDS, "Thresholds", "Persistence", "Quiet", "Basil Boyle", "2 November 2026"):
        assert words in page
    assert AgencyReturn.objects.get().key_issues == "Thresholds"
    assert sign(client, asked)["Location"] == at(asked, "?signed=1")
    assert "can no longer be altered" in text(client, at(asked))
    assert WORDS in text(client, at(asked, "copy/"))
    for more in ("answer/practice/", "chronology/", "chronology/add/", "files/", "check/", "nil/", "colleague/"):
        assert client.get(at(asked, more))["Location"] == at(asked), more
    late = client.post(at(asked, "answer/practice/"), {"version": "1", "issues": "Afterthought"})
    assert (late.status_code, "Afterthought" in late.content.decode()) == (409, True)
    assert AgencyReturn.objects.get().key_issues == "Thresholds"


def hidden_mark(asked: AgencyRequest) -> str:
    """The mark of what stands there, which the check page sends along once nothing is missing."""
    return answering.seen_of(asked)


def test_the_key_issues_are_given_back_too_when_the_session_has_ended(client: Client, asked: AgencyRequest) -> None:
    client.get(at(asked))
    client.cookies.clear()
    page = client.post(at(asked, "answer/practice/"), {"version": "1", "issues": "Thresholds", "good_practice": "Persistence"})
    assert page.status_code == 403
    assert {"Thresholds", "Persistence"} <= set(re.findall(r"\w+", page.content.decode()))
    assert AgencyReturn.objects.get().version == 1


def test_a_page_whose_protection_has_run_out_gives_the_words_back(
    site: Enter, lead: AgencyContact, asked: AgencyRequest
) -> None:
    strict = inside(site("referrals", enforce_csrf_checks=True), lead)
    page = strict.post(at(asked, "answer/practice/"), {"version": "1", "issues": "Thresholds"})
    assert (page.status_code, "Thresholds" in page.content.decode()) == (403, True)


@pytest.mark.parametrize("more", ["answer/practice/", "chronology/add/", "check/", "nil/"])
def test_words_for_a_request_that_was_taken_back_meanwhile_are_given_back(
    client: Client, asked: AgencyRequest, coordinator: User, more: str
) -> None:
    client.get(at(asked))
    asking.cancel(asked, because="Asked by mistake", by=coordinator, at=timezone.now())
    assert client.get(at(asked)).status_code == 404
    page = client.post(
        at(asked, more), {"version": "1", "issues": "Thresholds", "event": "Thresholds", "signed_name": "Thresholds"}
    )
    assert (page.status_code, "Thresholds" in page.content.decode()) == (404, True)


@pytest.mark.parametrize("page", ["involvement", "practice", "child", "learning"])
def test_too_many_words_are_kept_on_the_page_and_the_error_says_how_many(
    client: Client, asked: AgencyRequest, page: str
) -> None:
    box = {"involvement": "summary", "practice": "issues", "child": "identity", "learning": "recommendations"}[page]
    answer = write(client, asked, page, {box: "w" * 30_001})
    assert "30000 characters or fewer" in errors(answer)[0].replace(",", "")
    assert "w" * 30_001 in answer.content.decode()


# Two people, one answer


@pytest.fixture
def colleague(site: Enter, lead: AgencyContact, asked: AgencyRequest, coordinator: User, client: Client) -> Client:
    """The browser of a colleague to whom the request was handed."""
    person = contact(lead.agency, name="Cora Crane")
    with_key(person, coordinator)
    assert client.post(at(asked, "colleague/"), {"to": person.pk}).status_code == 302
    return inside(site("referrals"), person)


def test_a_colleague_of_the_agency_opens_what_was_handed_on_and_is_told_by_a_link_only(
    colleague: Client, client: Client, asked: AgencyRequest
) -> None:
    assert CHILD in text(colleague, at(asked))
    told = OutgoingEmail.objects.filter(key__contains=":handed:").get()
    assert told.subject.startswith(asked.review.case.reference)
    assert CHILD not in told.body + told.subject
    assert "/information/" in told.body
    assert str(asked.pk) not in told.body
    # Only whom the unit asked can hand it on, and can take it back.
    refused = colleague.post(at(asked, "colleague/"), {"to": "nobody"})
    assert "Only the person whom we asked" in refused.content.decode()
    assert client.post(at(asked, "colleague/"), {"to": "nobody"}).status_code == 302
    assert colleague.get(at(asked)).status_code == 404


def test_nobody_of_another_agency_and_nobody_struck_off_can_be_chosen(
    client: Client, asked: AgencyRequest, lead: AgencyContact
) -> None:
    for stranger in (contact(), contact(lead.agency, is_active=False)):
        assert client.post(at(asked, "colleague/"), {"to": stranger.pk}).status_code == 200
    assert AgencyRequest.objects.get().delegate is None


def test_two_people_who_write_in_different_boxes_lose_nothing_and_are_not_asked(
    client: Client, colleague: Client, asked: AgencyRequest
) -> None:
    address = at(asked, "answer/practice/")
    seen = version(client, address)
    client.post(address, {"version": seen, "issues": "Mine"})
    # The other page still shows the empty first box; only the second was typed in.
    answer = colleague.post(address, {"version": seen, "issues": "", "good_practice": "Theirs"})
    assert answer.status_code == 302
    stored = AgencyReturn.objects.get()
    assert (stored.key_issues, stored.good_practice) == ("Mine", "Theirs")


def test_two_people_who_write_in_the_same_box_are_shown_both_and_then_decide(
    client: Client, colleague: Client, asked: AgencyRequest
) -> None:
    address = at(asked, "answer/practice/")
    seen = version(client, address)
    client.post(address, {"version": seen, "issues": "Mine entirely"})
    answer = colleague.post(address, {"version": seen, "issues": "Theirs entirely", "good_practice": "More"})
    page = answer.content.decode()
    assert "Mine entirely" in page
    assert "Theirs entirely" in page
    assert AgencyReturn.objects.get().key_issues == "Mine entirely"
    again = {"version": hidden(page, "version"), "issues": "Mine and theirs", "good_practice": "More"}
    assert colleague.post(address, again).status_code == 302
    stored = AgencyReturn.objects.get()
    assert (stored.key_issues, stored.good_practice) == ("Mine and theirs", "More")
    assert {one.key_issues for one in stored.history.all()} >= {"Mine entirely", "Mine and theirs"}
    assert "Cora Crane" in stored.history.latest("history_id").history_change_reason


def test_an_unknown_version_overwrites_nothing(client: Client, asked: AgencyRequest) -> None:
    write(client, asked, "practice", {"issues": "Kept"})
    for odd in ("", "0", "99", "-1", "x", "9" * 30):
        answer = client.post(at(asked, "answer/practice/"), {"version": odd, "issues": "Other"})
        assert "while you had it open" in answer.content.decode()
    assert AgencyReturn.objects.get().key_issues == "Kept"


def test_what_was_read_is_what_is_signed(client: Client, colleague: Client, asked: AgencyRequest) -> None:
    complete(client, asked)
    seen = hidden(text(client, at(asked, "check/")), "seen")
    colleague.post(at(asked, "chronology/add/"), ROW)
    page = client.post(at(asked, "check/"), {"seen": seen, "signed_name": "Alma Archer"})
    assert "was changed in the meantime" in page.content.decode()
    assert AgencyRequest.objects.get().status == AgencyRequest.Status.SENT
    assert sign(client, asked).status_code == 302


# The chronology


def test_rows_are_added_changed_and_taken_out(client: Client, asked: AgencyRequest) -> None:
    for _ in range(2):
        assert client.post(at(asked, "chronology/add/"), ROW)["Location"] == at(asked, "chronology/?done=added")
    row = ChronologyRow.objects.get()
    assert (str(row.on), str(row.time), row.people, row.event, row.source) == (
        "2025-03-27", "14:30:00", "Mother", "Home visit", "Case notes",
    )  # fmt: skip
    address = at(asked, f"chronology/{row.pk}/")
    changed = {**ROW, "seen": hidden(text(client, address), "seen"), "event": "Home visit, nobody in"}
    assert client.post(address, changed).status_code == 302
    row.refresh_from_db()
    assert row.event == "Home visit, nobody in"
    seen = hidden(text(client, f"{address}remove/"), "seen")
    assert client.post(f"{address}remove/", {"seen": seen})["Location"] == at(asked, "chronology/?done=removed")
    assert not ChronologyRow.objects.exists()
    assert ChronologyRow.history.filter(history_type="-").count() == 1


def test_a_row_that_somebody_else_changed_shows_both_and_one_that_is_gone_gives_the_words_back(
    client: Client, colleague: Client, asked: AgencyRequest
) -> None:
    client.post(at(asked, "chronology/add/"), ROW)
    row = ChronologyRow.objects.get()
    address = at(asked, f"chronology/{row.pk}/")
    seen = hidden(text(client, address), "seen")
    client.post(address, {**ROW, "seen": seen, "event": "Mine entirely"})
    answer = colleague.post(address, {**ROW, "seen": seen, "event": "Theirs entirely"})
    assert {"Mine entirely", "Theirs entirely"} <= set(re.findall(r"\w+ entirely", answer.content.decode()))
    refused = colleague.post(f"{address}remove/", {"seen": seen})
    assert "Mine entirely" in refused.content.decode()
    assert ChronologyRow.objects.get().event == "Mine entirely"
    client.post(f"{address}remove/", {"seen": hidden(text(client, f"{address}remove/"), "seen")})
    gone = colleague.post(address, {**ROW, "seen": seen, "event": "Theirs entirely"})
    assert (gone.status_code, "Theirs entirely" in gone.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"event": ""}, "Enter what happened"),
        ({"time": "half past"}, "Time must be a real time, like 14:30 or 2.30pm"),
        ({"on-year": "2099"}, "Date must be on or before"),
        ({"until-day": "1", "until-month": "3", "until-year": "2025"}, "The last day cannot be before the date. Check both"),
        ({"on-month": "13"}, "Date must be a real date"),
    ],
)
def test_a_row_that_cannot_be_is_refused_in_words_and_kept_on_the_page(
    client: Client, asked: AgencyRequest, typed: dict[str, str], words: str
) -> None:
    page = client.post(at(asked, "chronology/add/"), {**ROW, **typed})
    assert [line for line in errors(page) if line.startswith(words)]
    assert "Case notes" in page.content.decode()
    assert not ChronologyRow.objects.exists()


def test_a_spreadsheet_adds_its_rows_once_and_names_each_bad_one_by_its_number(client: Client, asked: AgencyRequest) -> None:
    head = sheets.template_csv().decode("utf-8-sig").splitlines()[0]
    lines = [head, "3/4/2024,,14:30,Mother,Home visit,Notes", "31/2/2024,,,Mother,Impossible,Notes", "5/4/2024,,,,Call,"]
    for added, known in ((2, 0), (0, 2)):
        file = SimpleUploadedFile("rows.csv", "\r\n".join(lines).encode())
        page = client.post(at(asked, "chronology/upload/"), {"sheet": file}).content.decode()
        plain = re.sub(r"\s+", " ", page)
        assert f"{added} rows were added" in plain
        assert (f"{known} were there already" in plain) == bool(known)
        assert "Row 3, Date" in plain
    assert ChronologyRow.objects.count() == 2
    assert ChronologyRow.history.exclude(history_change_reason=None).count() == 2


@pytest.mark.parametrize(("name", "content"), [("rows.pdf", b"%PDF"), ("rows.xlsx", b"no workbook"), ("rows.csv", b"\x00\x01")])
def test_what_is_no_spreadsheet_is_refused_in_words(client: Client, asked: AgencyRequest, name: str, content: bytes) -> None:
    page = client.post(at(asked, "chronology/upload/"), {"sheet": SimpleUploadedFile(name, content)})
    assert errors(page)
    assert "There is a problem" in client.post(at(asked, "chronology/upload/"), {}).content.decode()


def test_spreadsheets_count_among_the_files_that_may_be_opened_in_an_hour(
    client: Client, asked: AgencyRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "TRIES_PER_HOUR", 1)
    for words in ("", "60 files"):
        page = client.post(at(asked, "chronology/upload/"), {"sheet": SimpleUploadedFile("rows.xlsx", b"no workbook")})
        assert words in errors(page)[0]
    assert not ChronologyRow.objects.exists()


def test_the_empty_spreadsheet_is_given_in_both_kinds(client: Client, asked: AgencyRequest) -> None:
    assert client.get(at(asked, "chronology/template.xlsx")).content.startswith(b"PK")
    assert b"What happened" in client.get(at(asked, "chronology/template.csv")).content


# Files


def send_files(client: Client, asked: AgencyRequest, *names: str) -> Any:
    files = [SimpleUploadedFile(name, PDF) for name in names]
    return client.post(at(asked, "files/"), {"attachments": files})


def test_files_are_judged_kept_counted_once_and_taken_back(client: Client, asked: AgencyRequest, media: Path) -> None:
    assert send_files(client, asked, "assessment.pdf")["Location"] == at(asked, "files/?added=1")
    send_files(client, asked, "assessment.pdf")
    held = HeldFile.objects.select_related("attachment").get()
    assert (held.request, held.attachment.is_held, held.attachment.title) == (asked, True, "assessment.pdf")
    assert uploads.path_of(held.attachment.key).is_file()
    bad = client.post(at(asked, "files/"), {"attachments": SimpleUploadedFile("macro.exe", b"MZ")})
    assert "not accepted" in bad.content.decode()
    assert "assessment.pdf" in text(client, at(asked, "files/"))
    assert client.get(at(asked, f"files/{held.attachment_id}/remove/"))["Location"] == at(asked)
    client.post(at(asked, f"files/{held.attachment_id}/remove/"))
    assert not HeldFile.objects.exists()
    assert Attachment.objects.get().removed_at is not None


def test_a_held_file_outlives_the_sweep_of_abandoned_ones(client: Client, asked: AgencyRequest, settings: Settings) -> None:
    send_files(client, asked, "assessment.pdf")
    Attachment.objects.update(uploaded_at=timezone.now() - timedelta(days=3))
    send_files(client, asked, "report.pdf")
    assert Attachment.objects.filter(removed_at=None).count() == 2
    assert uploads.sweep(at=timezone.now() + timedelta(days=3)).removed == 0


def test_no_file_comes_in_after_signing(client: Client, asked: AgencyRequest) -> None:
    complete(client, asked)
    sign(client, asked)
    assert send_files(client, asked, "late.pdf")["Location"] == at(asked)
    assert not HeldFile.objects.exists()


# Questions back


def question_about(asked: AgencyRequest, by: User) -> RowQuestion:
    return RowQuestion.objects.create(
        request=asked, kind=RowQuestion.Kind.OTHER, words="Who was there?", asked_at=timezone.now(), asked_by=by
    )


def test_a_question_is_answered_once_also_after_signing(client: Client, asked: AgencyRequest, coordinator: User) -> None:
    complete(client, asked)
    sign(client, asked)
    question = question_about(asked, coordinator)
    assert "1 to be answered" in text(client, at(asked))
    address = at(asked, f"questions/{question.pk}/")
    assert "Who was there?" in text(client, address)
    assert "Enter your answer" in errors(client.post(address, {"reply": " "}))
    for _ in range(2):
        assert client.post(address, {"reply": "The nurse."})["Location"] == at(asked, "questions/?sent=1")
    other = client.post(address, {"reply": "Nobody."})
    assert (other.status_code, "Nobody." in other.content.decode()) == (409, True)
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("The nurse.", asked.contact)
    assert "The nurse." in text(client, at(asked, "copy/"))


def test_a_question_to_another_agency_is_not_there(client: Client, asked: AgencyRequest, coordinator: User) -> None:
    foreign = ask([contact()], coordinator)[0]
    question = question_about(foreign, coordinator)
    for address in (at(asked, f"questions/{question.pk}/"), at(asked, f"questions/{1 << 70}/")):
        assert client.get(address).status_code == 404
        assert client.post(address, {"reply": "x"}).status_code == 404
    row = ChronologyRow.objects.create(request=foreign, on="2025-01-01", event="Foreign words")
    for more in (f"chronology/{row.pk}/", f"chronology/{row.pk}/remove/"):
        assert client.get(at(asked, more)).status_code == 404
        assert "Foreign words" not in client.post(at(asked, more), {**ROW, "seen": ""}).content.decode()
    row.refresh_from_db()
    assert row.event == "Foreign words"


LOOKS = (
    "", "nil/", "answer/practice/", "chronology/", "chronology/add/", "chronology/upload/", "chronology/template.csv", "files/",
    "questions/", "colleague/", "check/",
)  # fmt: skip


@pytest.mark.parametrize("more", LOOKS)
def test_each_look_writes_one_record_and_is_kept_by_no_browser(client: Client, asked: AgencyRequest, more: str) -> None:
    answer = client.get(at(asked, more))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert AccessRecord.objects.filter(object_id=str(asked.pk), sender=asked.contact.email).count() == 1


def test_a_day_that_has_passed_is_said_without_reproach(client: Client, asked: AgencyRequest) -> None:
    assert "This day has passed" not in text(client, at(asked))
    AgencyRequest.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert "This day has passed. Please answer as soon as you can" in text(client, at(asked))


def test_looking_holds_no_name_of_the_family_in_any_address_or_record(client: Client, asked: AgencyRequest) -> None:
    text(client, at(asked))
    text(client, at(asked, "check/"))
    shown = {f"{record.action} {record.what} {record.object_id}" for record in AccessRecord.objects.all()}
    assert not [line for line in shown if CHILD in line or "Alma" in line]


def test_the_list_shows_own_requests_only_and_says_who_has_them(
    client: Client, colleague: Client, asked: AgencyRequest, coordinator: User
) -> None:
    foreign = ask([contact()], coordinator)[0]
    page = text(client, "/information/")
    assert str(asked.pk) in page
    assert str(foreign.pk) not in page
    assert "Handed to Cora Crane" in page
    assert "Handed to you by Alma Archer" in text(colleague, "/information/")


def test_the_session_of_a_key_is_bound_to_the_address_that_proved_itself(client: Client, asked: AgencyRequest) -> None:
    session = client.session
    session["sender"] = "somebody@else.example"
    session.save()
    assert client.get(at(asked))["Location"] == "/information/key/"
    for odd in ("x", [1], [1, 2, 3], {"a": 1}, None):
        session[door.CONTACT] = odd
        session["sender"] = asked.contact.email
        session.save()
        assert client.get(at(asked))["Location"] == "/information/key/"
