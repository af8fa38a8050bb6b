"""What the sender and the reader do, on the two sites that need no account."""

import io

import pikepdf

from devtools.stack import Stack
from tests.journey import the_form
from tests.journey.world import CHILD, TITLE, Walker


def refer(stack: Stack, sender: Walker) -> None:
    """The form in one sitting, with an error on the way that loses nothing; each page is judged in test_referring."""
    the_form.sign_in(stack, sender, "head@hillside.example")
    the_form.begin(sender)
    sender.press("About you")
    the_form.write(sender, until="incident", mistakes=(), looking=False)
    forget_the_words(sender)
    the_form.write(sender, mistakes=(), looking=False)
    the_form.send(sender)
    the_form.follow(sender)


def forget_the_words(sender: Walker) -> None:
    """The page without its longest answer: the rest of it stays as it was typed."""
    answers = the_form.PAGES["incident"]
    sender.answer_all({name: answer for name, answer in answers.items() if name != "narrative"})
    sender.press("Save and continue")
    sender.look("referral-incident-error")
    sender.follow_first_error()
    assert sender.page.evaluate("document.activeElement.name") == "narrative"
    assert sender.page.locator("[name='incident_place']").input_value() == answers["incident_place"]


def read(stack: Stack, reader: Walker) -> None:
    """A parent finds the review by a word in it, reads it, and saves the PDF."""
    page = reader.page
    page.goto(stack.urls["public"])
    reader.look("public-home")
    page.goto(f"{stack.urls['public']}/reviews/")
    reader.look("public-reviews")
    page.locator("#q").fill("kingfisher")
    page.locator("main").get_by_role("button", name="Search").click()
    reader.sees("1 of 1 review")
    reader.look("public-search")
    page.get_by_role("link", name=TITLE).first.click()
    reader.sees("What agencies can learn")
    reader.look("public-review", shown_as="public-review")
    assert CHILD not in page.content()
    page.get_by_role("link", name="Read as a web page").click()
    reader.sees("Agencies should tell each other")
    reader.look("public-document")
    with page.expect_download() as saving:
        page.get_by_role("link", name="Download as PDF").click()
    with pikepdf.open(io.BytesIO(saving.value.path().read_bytes())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert TITLE in str(pdf.docinfo["/Title"])
    assert reader.context.cookies() == []


def find_it_gone(stack: Stack, document: str, reader: Walker) -> None:
    """Page, file, search, feed, table and interface have no word of it any more; its address says only that it stood there.

    Somebody who was not there before: a browser may show for five minutes more what it has shown.
    """
    public, ask = stack.urls["public"], reader.context.request
    answer = reader.page.goto(document)
    assert answer is not None
    assert answer.status == 410
    assert TITLE not in reader.page.content()
    reader.complaints.lines.clear()
    reader.look("public-withdrawn")
    assert ask.get(f"{document.rstrip('/')}.pdf").status == 410
    for address in ("/reviews/?q=kingfisher", "/reviews/", "/feed.atom", "/sitemap.xml", "/reviews.csv", "/api/reviews"):
        told = ask.get(public + address)
        assert told.status == 200, address
        assert not [words for words in (TITLE, "What agencies can learn") if words in told.text()], address
