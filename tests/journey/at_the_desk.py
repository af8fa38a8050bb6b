"""What the coordinator and the manager do, on the staff site."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from cspr.clocks import LONDON
from tests.journey.world import CHILD, TITLE, Staff

# Five working days from Friday 28 August 2026 pass over the summer bank holiday: Monday 7 September.
AWARE = "2026-08-28T16:30"
SENT = "2026-09-04T15:00"
# Past our own standard of fifteen days (19 September), within the national limit (25 September).
REVIEW_SENT = "2026-09-22T11:00"
REPORT = """## What happened

A child was seriously harmed. Several agencies knew a part of it; none knew the whole. The kingfisher on the classroom wall
was hers.

## What we learned

Agencies should tell each other what they know, early, and ask what they do not.
"""


def register_an_agency(manager: Staff) -> None:
    """In one minute, from a telephone call."""
    manager.look("work-for-today-empty")
    manager.page.goto(manager.page.url.rstrip("/") + "/cspr/agency/add/")
    manager.look("agency-add")
    manager.fill(name="Hillside School", phone="01225 000333")
    manager.page.locator("[name=kind]").select_option("education")
    manager.fill(**{"domains-0-domain": "hillside.example"})
    manager.press("Save")
    manager.sees("Hillside School")


def accept(coordinator: Staff) -> None:
    """The referral waits on the first page; accepting it opens the case and the notification."""
    page = coordinator.page
    coordinator.look("work-for-today")
    page.get_by_role("link", name=re.compile("^CSPR-REF-")).first.click()
    coordinator.sees(CHILD)
    coordinator.look("referral")
    coordinator.step("accept", "Accept", aware_at=AWARE)
    coordinator.sees("The referral is accepted")


def open_from_case(coordinator: Staff, kind: str) -> None:
    """From the first page to the case, and from its panels to the record."""
    page = coordinator.page
    page.get_by_role("link", name="Today", exact=True).first.click()
    page.get_by_role("link", name=re.compile(r"^CSPR-\d{4}-\d{4}")).first.click()
    page.locator(f"#content a[href*='/{kind}/']").first.click()
    coordinator.page.wait_for_url(f"**/{kind}/**")


def notify(coordinator: Staff) -> None:
    """Due over the bank holiday; sent in time; the Rapid Review opens by itself."""
    page = coordinator.page
    page.get_by_role("link", name="Today", exact=True).first.click()
    coordinator.sees("7 September 2026")
    page.get_by_role("link", name=re.compile(r"^CSPR-\d{4}-\d{4}")).first.click()
    coordinator.sees("7 September 2026")
    coordinator.look("case-with-notification")
    open_from_case(coordinator, "notification")
    coordinator.look("notification")
    coordinator.step("notification-sent", "Record as sent to the Panel", sent_at=SENT, national_reference="SIN-000123")
    coordinator.sees("Recorded as sent.")


def review_rapidly(coordinator: Staff) -> None:
    """Written, decided, sent past our own standard and within the national limit, answered."""
    open_from_case(coordinator, "rapidreview")
    coordinator.look("rapid-review")
    parts = ("facts", "immediate_action", "analysis", "context", "next_steps")
    coordinator.fill(**{part: f"What there is to say of {part.replace('_', ' ')}." for part in parts})
    coordinator.press("Save and continue editing")
    coordinator.sees("was changed successfully")
    coordinator.step(
        "decide",
        "Record the decision",
        decision="local_review",
        reasons="Agencies did not share what they knew.",
        nationally_important="no",
    )
    coordinator.step(
        "review-sent",
        "Record as sent to the Panel",
        sent_at=REVIEW_SENT,
        late_reason="A return came late.",
        unsigned_because="The three leads were away.",
    )
    coordinator.step("reply", "Record the Panel's reply", reply="agrees", reply_on="2026-10-06", words="The Panel agrees.")
    coordinator.look("rapid-review-answered")


def practice_review(coordinator: Staff) -> None:
    """Initiated yesterday; the report is in today."""
    page = coordinator.page
    page.get_by_role("link", name="Today", exact=True).first.click()
    coordinator.look("local-review-to-initiate")
    page.locator("#content a[href*='/practicereview/add/']").first.click()
    coordinator.sees("Initiate a practice review")
    coordinator.look("practice-review-initiate")
    page.locator("[name=rapid_review]").select_option(index=1)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    coordinator.fill(decided_at=yesterday.strftime("%Y-%m-%dT10:00"), decided_by="The three safeguarding partners")
    page.locator(".submit-row input[type=submit]").click()
    coordinator.sees("The practice review is under way")
    coordinator.look("practice-review")
    coordinator.step(
        "report",
        "Record the report as received",
        received_at=yesterday.strftime("%Y-%m-%dT12:00"),
        report="The full text, before anonymisation.",
    )
    coordinator.look("practice-review-report-received")


def draft(coordinator: Staff) -> None:
    """Written without anything that identifies; a name of the case is refused."""
    page = coordinator.page
    page.get_by_role("link", name="Publications").first.click()
    page.locator("#content").get_by_role("link", name=re.compile("add|begin", re.I)).first.click()
    coordinator.look("publication-begin")
    page.locator("[name=source]").select_option(index=1)
    # A full report waits seven working days for its advance copy; a summary report goes out without one.
    page.locator("[name=kind]").select_option("summary")
    page.locator(".submit-row input[type=submit]").click()
    coordinator.sees("The draft is begun")
    coordinator.fill(
        title=TITLE, subject="A primary school child was seriously harmed.", summary=f"About {CHILD}.", body=REPORT
    )
    coordinator.fill(year_of_incident="2026")
    page.locator("[name=age_band]").select_option("6_10")
    page.locator("[name=themes]").first.check()
    coordinator.press("Save")
    coordinator.sees("Rewrite what identifies somebody before you ask for approval")
    coordinator.look("publication-with-a-name")
    coordinator.fill(summary="What agencies can learn from the life of one child.")
    coordinator.press("Save")
    coordinator.sees("Nothing of the case was found")
    coordinator.look("publication")
    page.get_by_role("link", name="Read the page as the public would").click()
    coordinator.look("publication-preview")
    page.go_back()
    fill_the_countdown(coordinator)
    coordinator.step("ask", "Ask for approval")
    coordinator.sees("It waits for a second person")
    expect(page.locator("body")).to_contain_text("Made and read on", timeout=120_000)
    coordinator.look("gate")
    assert page.get_by_role("link", name="Publish", exact=True).count() == 0


def fill_the_countdown(coordinator: Staff) -> None:
    """Every line on one page: done today, or not needed and why."""
    coordinator.press("Fill in the countdown")
    coordinator.look("countdown")
    states = coordinator.page.locator("select[name$='_state']").evaluate_all("all => all.map(one => one.name)")
    *done, last = [str(name).removesuffix("_state") for name in states]
    today = f"{datetime.now(LONDON):%Y-%m-%d}"
    for line in done:
        coordinator.answer_all({f"{line}_state": "done", f"{line}_day": today, f"{line}_words": "By telephone."})
    coordinator.answer_all({f"{last}_state": "not_needed", f"{last}_words": "Nobody of them works here any more."})
    coordinator.submit()
    coordinator.sees("The countdown is kept.")
    coordinator.sees("Nothing of the countdown is in the way.")


def approve_and_publish(manager: Staff) -> None:
    """The second person."""
    page = manager.page
    page.get_by_role("link", name="Today", exact=True).first.click()
    manager.look("work-for-today-of-the-manager")
    page.locator("#content a[href*='/publications/publication/']").filter(has_text="CSPR-").first.click()
    manager.press("Approve")
    manager.look("step-approve")
    page.locator("[name=read]").check()
    page.locator(".submit-row input[type=submit]").click()
    manager.sees("Approved. It can be published now.")
    manager.step("publish", "Publish")
    manager.sees("Published.")
    manager.look("published")


def withdraw(manager: Staff) -> None:
    """Taken down, with the reason for colleagues only."""
    page = manager.page
    page.get_by_role("link", name="Publications").first.click()
    page.locator("#content").get_by_role("link", name=re.compile(r"^CSPR-")).first.click()
    manager.step("withdraw", "Withdraw", because="The family asked for it.")
    manager.sees("Withdrawn.")
    manager.look("withdrawn")


def tell_the_same_story(manager: Staff) -> None:
    """The case page: every clock met or explained, every step on the timeline, every reading on record."""
    page = manager.page
    page.get_by_role("link", name="Cases").first.click()
    page.get_by_role("link", name=re.compile(r"^CSPR-\d{4}-\d{4}")).first.click()
    manager.look("case", shown_as="case")
    for words in (
        "Notification sent to the Panel",
        "Rapid Review opened",
        "Rapid Review decided",
        "Rapid Review sent to the Panel",
        "Panel replied",
        "Practice review initiated",
        "Report of the practice review received",
        "ublished",
        "past our own standard",
    ):
        manager.sees(re.compile(words, re.I))
    page.goto(re.sub(r"/cspr/.*", "/cspr/accessrecord/", page.url))
    manager.sees("Cora Dean")
    manager.sees("step: sent")
    manager.look("access-records")
