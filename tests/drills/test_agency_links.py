"""Two hundred contacts, each inside with code and key, try to read and to write each other's requests for information."""

import hashlib
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cspr.models import User
from devtools import drills
from rapid_reviews.models import AgencyRequest, ChronologyRow, HeldFile, RowQuestion
from referrals.models import Attachment
from tests import cast
from tests.rapid_reviews.asked import CHILD, ask, contact, inside, with_key

CONTACTS = drills.count(sample=8, complete=200)
# Half of them belong to agencies of two, so that the colleague next door tries as well.
LOOKS = (
    "tasks", "nil", "page", "rows", "add_row", "upload", "template", "change_row", "remove_row", "files", "questions",
    "question", "delegate", "check", "copy",
)  # fmt: skip
WRITES = (
    "nil", "page", "add_row", "upload", "change_row", "remove_row", "files", "remove_file", "question", "delegate", "check",
)  # fmt: skip
THROUGH = ("change_row", "remove_row", "question", "remove_file")
TABLES = (
    "rapid_reviews_agencyrequest", "rapid_reviews_agencyreturn", "rapid_reviews_chronologyrow", "rapid_reviews_rowquestion",
    "rapid_reviews_heldfile", "referrals_attachment", "cspr_agencycontact", "cspr_timelineentry", "cspr_outgoingemail",
)  # fmt: skip
TYPED = {
    "version": "1", "issues": "Written by a stranger", "event": "Written by a stranger", "on-day": "1", "on-month": "1",
    "on-year": "2025", "reply": "Written by a stranger", "signed_name": "A stranger", "to": "nobody",
}  # fmt: skip


class Own:
    """One contact's request, with something of every kind in it."""

    def __init__(self, asked: AgencyRequest, client: Client, by: User) -> None:
        self.asked, self.client = asked, client
        self.secret = f"Zyxomma{asked.pk.hex}"
        # The owner opens and writes it: what is refused below is refused to strangers.
        assert CHILD in client.get(address("tasks", asked.pk, self)).content.decode()
        saved = client.post(address("page", asked.pk, self), {"version": "1", "issues": self.secret})
        assert saved.status_code == 302
        self.row = ChronologyRow.objects.create(request=asked, on=timezone.localdate(), event=self.secret).pk
        self.question = RowQuestion.objects.create(
            request=asked, kind=RowQuestion.Kind.OTHER, words=self.secret, asked_at=timezone.now(), asked_by=by
        ).pk
        file = Attachment.objects.create(
            form_uuid=asked.pk, sender_email=asked.contact.email, is_held=True, title=f"{self.secret}.pdf", kind="pdf",
            key=hashlib.sha256(asked.pk.bytes).hexdigest(), size=1, sha256="0" * 64, uploaded_at=timezone.now(),
        )  # fmt: skip
        HeldFile.objects.create(attachment=file, request=asked)
        self.file = file.pk
        assert self.secret in client.get(address("check", asked.pk, self)).content.decode()


def address(name: str, pk: uuid.UUID, own: Any) -> str:
    """An address of that request, with the numbers of its own rows."""
    more: dict[str, Any] = {
        "page": {"page": "practice"},
        "template": {"kind": "csv"},
        "change_row": {"row": getattr(own, "row", 1)},
        "remove_row": {"row": getattr(own, "row", 1)},
        "question": {"question": getattr(own, "question", 1)},
        "remove_file": {"file": getattr(own, "file", 1)},
    }
    return reverse(f"information:{name}", kwargs={"asked": pk, **more.get(name, {})})


def plain(answer: Any, where: str) -> tuple[int, str, str]:
    """What an answer says, without the address that the asker typed and what differs between any two answers."""
    body = answer.content.decode(errors="replace").replace(where, "ADDRESS")
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"', "", body)
    return answer.status_code, answer.get("Location", "").replace(where, "ADDRESS"), body


def stored() -> str:
    """A digest of every row that a contact can have written."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
            digest.update(str(cursor.fetchone()).encode())
    return digest.hexdigest()


def a_crowd(site: Callable[..., Client], by: User) -> list[Own]:
    """Contacts with a request each; of each two, the second is of the first one's agency and is asked in another case."""
    site("referrals")
    people = []
    for _ in range(CONTACTS // 2):
        agency = cast.agency()
        people.append((contact(agency), contact(agency)))
    for pair in people:
        for person in pair:
            with_key(person, by)
    firsts = ask([pair[0] for pair in people], by)
    seconds = ask([pair[1] for pair in people], by)
    return [Own(asked, inside(Client(), asked.contact), by) for asked in (*firsts, *seconds)]


def by_number(own: Own, other: Own, place: int) -> int:
    """Try the other's row, question and file through one's own request; returns how many tries that were."""
    for name in THROUGH:
        through = address(name, own.asked.pk, other)
        answer = own.client.get(through) if place % 2 else own.client.post(through, TYPED)
        assert other.secret not in answer.content.decode(), name
    return len(THROUGH)


@pytest.mark.drill
def test_no_contact_reads_or_writes_the_request_of_another(
    db: None, site: Callable[..., Client], coordinator: User, caplog: pytest.LogCaptureFixture
) -> None:
    # A line for each of many thousand pages that are not there says nothing.
    caplog.set_level("ERROR", "django.request")
    crowd = a_crowd(site, coordinator)
    assert AgencyRequest.objects.filter(status=AgencyRequest.Status.SENT).count() == CONTACTS
    before, pairs, numbers = stored(), 0, 0
    for place, own in enumerate(crowd):
        unknown = uuid.uuid4()
        refused = {look: plain(own.client.get(address(look, unknown, own)), address(look, unknown, own)) for look in LOOKS}
        dropped = {
            write: plain(own.client.post(address(write, unknown, own), TYPED), address(write, unknown, own)) for write in WRITES
        }
        for turn, other in enumerate(crowd):
            if turn == place:
                continue
            look, write = LOOKS[(place + turn) % len(LOOKS)], WRITES[(place + turn) % len(WRITES)]
            read = address(look, other.asked.pk, other)
            assert plain(own.client.get(read), read) == refused[look], look
            wrote = address(write, other.asked.pk, other)
            assert plain(own.client.post(wrote, TYPED), wrote) == dropped[write], write
            pairs += 1
        numbers += by_number(own, crowd[place - 1], place)
    assert {status for status, _, _ in refused.values()} == {404}
    assert stored() == before
    drills.report(
        "contacts who try each other's requests",
        f"{CONTACTS} contacts, {pairs} pairs, each one look and one write, and {numbers} tries at a row, question or file by "
        "number: 0 read, 0 written, answered as for an unknown one",
        measures=("rapid_reviews/views/door.py", "rapid_reviews/views/asked.py", "rapid_reviews/answering/holding.py"),
    )
