"""What the zip of a case holds of its Rapid Review: what agencies signed, and nothing that is still their own."""

from datetime import UTC, datetime

from cspr.exporting import contents_of
from cspr.models import User
from rapid_reviews import answering, asking
from tests.rapid_reviews.asked import ask, contact
from tests.rapid_reviews.packs import enclose

AT = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)
ROW = {"on": AT.date(), "event": "Told in a row."}


def test_what_an_agency_has_not_signed_stays_its_own_and_what_it_signed_goes(coordinator: User) -> None:
    draft, signed, taken_back = ask([contact(), contact(), contact()], coordinator)
    for request in (draft, signed, taken_back):
        person = request.contact
        answering.begin(request, contact=person, at=AT)
        words = {"summary": f"Words of {request.pk}.", "files_secured": "none", "approver_name": "A", "approver_role": "B"}
        answering.save(request, words, 1, contact=person, at=AT)
        answering.add_row(request, {**ROW, "event": f"Row of {request.pk}."}, contact=person)
        enclose(request, b"An invented file.")
    answering.sign(signed, "A name", contact=signed.contact, at=AT)
    asking.cancel(taken_back, because="Asked by mistake.", by=coordinator, at=AT)
    contents = contents_of(signed.review.case, at=AT)
    told = repr([sheet.table.rows for sheet in contents.sheets])
    assert (f"Words of {signed.pk}." in told, f"Row of {signed.pk}." in told) == (True, True)
    for own in (draft, taken_back):
        assert (f"Words of {own.pk}." in told, f"Row of {own.pk}." in told) == (False, False)
    assert len(contents.files) == 1
