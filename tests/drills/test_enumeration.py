"""Drafts that hold a word of their own in every field, and a visitor of the real public process who guesses addresses.

`./test` tries a few hundred; `./test all enumeration` fifty thousand addresses, and forty thousand other verbs, ranges and
headers. Then some reviews are published, everything is crawled, they are withdrawn, and everything is asked for again.
Whether the role of the public site may read anything else is asked of PostgreSQL in tests/public/test_roles.py.
"""

import random
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from cspr.models import Case, User
from devtools import drills, environment
from devtools.stack import Stack
from publications import library, lifecycle
from publications.models import Candidate, Publication
from tests import cast, database
from tests.drills.asking import Answer, Asked, Visitor, addresses, crawl, links, requests, slipped
from tests.journey.world import wait_until
from tests.outsider.world import texts_of
from tests.public.world import elsewhere, entry
from tests.publications import drafts

DRAFTS = drills.count(sample=15, complete=500)
GETS = drills.count(sample=300, complete=50_000)
OTHERS = drills.count(sample=250, complete=40_000)
PAIRS = drills.count(sample=60, complete=5_000)
LIVE, ROUNDS = drills.count(sample=2, complete=8), drills.count(sample=3, complete=100)
SEED, ROOT, LONGEST = 20261123, "zanzibar", 300
BEFORE_PUBLICATION = (Publication.Status.DRAFT, Publication.Status.IN_APPROVAL, Publication.Status.APPROVED)
# What the visitor asks about is in the address; that a page repeats it is no leak if it repeats any word just so.
MEASURES = (
    *("publications/views", "publications/library", "publications/search", "publications/feeds"),
    *("publications/stored.py", "publications/middleware.py", "config/urls_public.py", "config/sites.py"),
)


def word_of(number: int) -> str:
    """A word of letters only, so that no writer of addresses changes it."""
    return ROOT + "".join(chr(97 + number // 26**place % 26) for place in range(4))


def draft(number: int, case: Case, by: User) -> Publication:
    """A row with its word in every text, and a candidate with its word in page, key and places."""
    word, at = word_of(number), drafts.DRAFTED
    texts = {field.name: word[: field.max_length or 200] for field in texts_of(Publication)}
    status = BEFORE_PUBLICATION[number % len(BEFORE_PUBLICATION)]
    facts: dict[str, Any] = {
        **texts, "kind": "full_report", "status": status, "title": f"Child {word.title()}", "approved_digest": word,
        "public_slug": "", "case": case, "drafted_by": by, "drafted_at": at, "edited_by": by, "edited_at": at,
    }  # fmt: skip
    publication = Publication.objects.create(**facts)
    Candidate.objects.create(
        publication=publication, state=Candidate.State.READY, asked_at=at, asked_by=by, made_at=at, key=word, size=9,
        page={"title": word, "body_html": word}, page_sha256=word, sha256=word, digest=word, places=[["page 1", word]],
    )  # fmt: skip
    return publication


def drafted(by: User, media: Path) -> list[Publication]:
    """All of them, with the files of their candidates on the staff's disk; some came there by the lifecycle itself."""
    cases = [cast.case(by) for _ in range(max(1, DRAFTS // 25))]
    made = [draft(number, cases[number % len(cases)], by) for number in range(DRAFTS)]
    for number in range(DRAFTS):
        (media / "staff" / f"{word_of(number)}.pdf").write_bytes(f"%PDF-1.7 {word_of(number)}".encode())
    for number, come in enumerate((drafts.draft, drafts.waiting, drafts.approved), DRAFTS):
        word = word_of(number)
        made.append(come(by, title=f"Child {word.title()}", subject=word, summary=word, body=f"## {word}\n\n{word}"))
    return made


def guesses(made: list[Publication]) -> list[str]:
    """What somebody might know or guess of them."""
    found = ["child-r-2021", "1", "preview", "draft", "latest"]
    for publication in made:
        word = word_of(made.index(publication))
        found += [word, f"child-{word}", f"child-{word}-2021", str(publication.pk), publication.case.reference]
    return found


def faults(visitor: Visitor, asked: Asked) -> list[str]:
    """What is wrong with the answer, in lines."""
    answer = visitor.ask(asked)
    wrong = [f"answered {answer.status}"] if answer.status >= 500 and answer.status != 501 else []
    wrong += ["sets a cookie"] if answer.header("set-cookie") else []
    wrong += [f"may be kept {lifetime(answer)} s"] if lifetime(answer) > LONGEST else []
    told = answer.told
    if ROOT in told:
        words = set(re.findall(f"{ROOT}[a-z]*", f"{asked.target} {asked.headers} {asked.body.decode()}"))
        rest = told
        for word in words:
            rest = rest.replace(word, "")
        if ROOT in rest:
            wrong.append("shows a word that nobody asked for")
        for number, word in enumerate(sorted(words)):
            other = "quokkahill" + chr(97 + number) + "x"
            if answer.alike(word, other) != visitor.ask(asked.about(word, other)).alike():
                wrong.append("shows more of it than of a word that nobody knows")
    return [f"{asked.method} {asked.target} {asked.headers}: {line}" for line in wrong]


def lifetime(answer: Answer) -> int:
    """Seconds for which anybody may keep it. Style sheets have names that change with them, and hold no review."""
    if answer.header("content-type").startswith(("text/css", "font/", "image/", "text/javascript", "application/javascript")):
        return 0
    return max((int(found) for found in re.findall(r"(?:max-age|s-maxage)=(\d+)", answer.header("cache-control"))), default=0)


def all_faults(port: int, asked: list[Asked]) -> list[str]:
    """Asked over four lines at once."""

    def some(first: int) -> list[str]:
        visitor = Visitor(port)
        return [line for one in asked[first::4] for line in faults(visitor, one)]

    with ThreadPoolExecutor(4) as four:
        return [line for lines in four.map(some, range(4)) for line in lines]


@pytest.fixture
def public(committed_db: str, settings: Settings, tmp_path: Path) -> Iterator[Stack]:
    """The public process alone, as production starts it, on this test's database and disk."""
    stack = Stack(environment.local(database.urls_for(committed_db), tmp_path, keep={}), tmp_path)
    settings.PUBLIC_MEDIA_ROOT, settings.STAFF_MEDIA_ROOT = tmp_path / "media" / "public", tmp_path / "media" / "staff"
    settings.PUBLIC_URL = stack.urls["public"]
    stack.start_one("public")
    wait_until(lambda: stack.answers("public"), 60)
    yield stack
    stack.stop()


@pytest.mark.drill
def test_no_address_and_no_verb_shows_anything_of_a_draft(public: Stack, tmp_path: Path) -> None:
    made = drafted(cast.person("business_manager"), tmp_path / "media")
    entry(1)
    elsewhere(2)
    chance, words, port = random.Random(SEED), guesses(made), public.ports["public"]
    made_up = addresses(chance, words)
    gets = [Asked(next(made_up)) for _ in range(GETS)]
    gets += [Asked(f"{list_of}?q={word}") for word in words[:30] for list_of in ("/reviews/", "/api/reviews")]
    verbs = requests(chance, words)
    others = [next(verbs) for _ in range(OTHERS)]
    began = time.monotonic()
    wrong = all_faults(port, gets) + all_faults(port, others)
    seconds = time.monotonic() - began
    assert wrong == [], f"{len(wrong)}:\n" + "\n".join(wrong[:40])
    # The drill sees what it is there to see.
    entry(3, title=f"Child {words[-5].title()}")
    assert faults(Visitor(port), Asked("/reviews/")) != []
    drills.report(
        "addresses guessed for what is not published",
        f"{len(made)} drafts, {len({one.target for one in gets}):,} addresses in {len(gets):,} GETs and {OTHERS:,} requests "
        f"with other verbs, ranges and headers: 0 words of a draft in bodies, headers or redirects, 0 errors, 0 cookies "
        f"({(GETS + OTHERS) / seconds:.0f} a second)",
        measures=MEASURES,
    )


@pytest.mark.drill
def test_unknown_and_unpublished_give_the_same_bytes(public: Stack, tmp_path: Path) -> None:
    made = drafted(cast.person("business_manager"), tmp_path / "media")
    entry(1)
    chance, visitor = random.Random(SEED), Visitor(public.ports["public"])
    known, differ = guesses(made), []
    made_up = addresses(chance, [word for word in known if ROOT in word])
    pairs = 0
    while pairs < PAIRS:
        target = next(made_up)
        word = next(iter(re.findall(f"{ROOT}[a-z]{{4}}", target)), "")
        if not word:
            continue
        other = "".join(chance.choices("bcdfghjklm", k=len(word)))
        one, two = visitor.ask(Asked(target)), visitor.ask(Asked(target).about(word, other))
        pairs += 1
        differ += [target] if one.alike(word, other) != two.alike() else []
    assert differ == []
    drills.report("unknown beside unpublished addresses", f"{PAIRS:,} pairs, 0 differ in a byte", measures=MEASURES)


@pytest.mark.drill
def test_what_is_withdrawn_is_gone_from_every_address_at_once(public: Stack) -> None:
    by = cast.person("business_manager")
    for number in range(25):
        entry(number, themes=(("neglect", "Neglect"),))
    live = {}
    for number in range(LIVE):
        word = word_of(number)
        body = f"{drafts.BODY}\n\nThey spoke of {word}."
        publication, review = drafts.published(
            by, title=f"Child {word.title()}", subject=f"About {word}", summary=word, body=body
        )
        live[word] = (publication, review.slug)
    visitor, base = Visitor(public.ports["public"]), public.urls["public"]
    before = crawl(visitor, base)
    again = {target: visitor.ask(Asked(target)) for target in before}
    assert [target for target, answer in before.items() if answer.status >= 500] == []
    showing = {word: [target for target, answer in before.items() if word in answer.told] for word in live}
    files = [target for target, answer in before.items() if answer.header("content-type") == "application/pdf"]
    for word, (_, slug) in live.items():
        assert f"/reviews/{slug}/" in showing[word]
        assert any(slug in target for target in files)
        shown_by = " ".join(showing[word])
        assert [one for one in ("feed.atom", "sitemap", "reviews.csv", "/api/") if one not in shown_by] == []
    assert {target for target, answer in {**before, **again}.items() if lifetime(answer) > LONGEST} == set()
    for publication, _ in live.values():
        lifecycle.withdraw(publication, by=by, at=drafts.WITHDRAWN, because="A sibling was recognised.")
    left = still_there(visitor, before)
    assert left == []
    # Nor does the search, which forgives slips, remember the word.
    found = [visitor.ask(Asked(f"{list_of}?q={slipped(word)}")) for word in live for list_of in ("/reviews/", "/api/reviews")]
    assert [answer.told for answer in found if ROOT in answer.told] == []
    after = crawl(visitor, base)
    assert [target for target, answer in after.items() if ROOT in answer.told] == []
    drills.report(
        "withdrawn reviews asked for again",
        f"{len(before):,} addresses crawled, {LIVE} reviews withdrawn ({len(set().union(*showing.values()))} addresses had "
        f"shown them): 0 bytes of them left from any address at once, also with their old validators; "
        f"longest lifetime {max(map(lifetime, before.values()))} s",
        measures=MEASURES,
    )


@pytest.mark.drill
def test_what_is_asked_for_all_the_while_is_gone_the_moment_it_is_withdrawn(public: Stack) -> None:
    left, asked_for = [], 0
    for number in range(ROUNDS):
        still, answers = withdrawn_while_read(public.ports["public"], public.urls["public"], word_of(number), number)
        left += still
        asked_for += answers
    assert left == []
    drills.report(
        "withdrawals while everybody reads",
        f"{ROUNDS} reviews withdrawn among {asked_for:,} requests: 0 bytes of them in any answer that was asked for afterwards",
        measures=MEASURES,
    )


def withdrawn_while_read(port: int, base: str, word: str, number: int) -> tuple[list[str], int]:
    """Addresses that show a review after it was withdrawn while three others read it; and how often they read."""
    page = f"/reviews/{entry(number, title=f'Child {word.title()}', subject=f'About {word}').slug}/"
    own = sorted(one for one in links(Visitor(port).ask(Asked(page)), base + page) if page in one)
    targets = [page, *own, "/reviews/", "/feed.atom", "/api/reviews", "/reviews.csv", "/sitemap.xml"]
    gone, answers = threading.Event(), [0, 0, 0]
    with ThreadPoolExecutor(3) as three:
        waiting = [three.submit(_go_on_asking, port, targets, gone, answers, one) for one in range(3)]
        wait_until(lambda: min(answers) > len(targets), 60)
        library.remove(page.split("/")[2], on=drafts.WITHDRAWN.date())
        late = Visitor(port)
        left = [target for target in targets * 3 if _shows(late.ask(Asked(target)), word)]
        gone.set()
    assert [one.result() for one in waiting] == [None] * 3
    return left + [target for target in targets if _shows(late.ask(Asked(target)), word)], sum(answers)


def _go_on_asking(port: int, targets: list[str], gone: threading.Event, answers: list[int], mine: int) -> None:
    visitor = Visitor(port)
    while not gone.is_set():
        for target in targets:
            assert visitor.ask(Asked(target)).status < 500
            answers[mine] += 1


def _shows(answer: Answer, word: str) -> bool:
    """Whether it says the word, or is a file."""
    return word in answer.told or answer.header("content-type") == "application/pdf"


def still_there(visitor: Visitor, before: dict[str, Answer]) -> list[str]:
    """Addresses that still show something of what was withdrawn, or say that what a reader has kept still holds."""
    left = []
    for target, was in before.items():
        kept = tuple((("If-None-Match", was.header("etag")),) if was.header("etag") else ())
        showed = ROOT in was.told or (was.header("content-type") == "application/pdf" and ROOT in target)
        for headers in ((), kept):
            answer = visitor.ask(Asked(target, headers=headers))
            if ROOT in answer.told:
                left.append(f"{target} shows it")
            if showed and answer.status == 304:
                left.append(f"{target} says that it has not changed")
            if showed and answer.body == was.body and answer.status == 200:
                left.append(f"{target} gives the same bytes")
    return left


def test_the_crawler_follows_every_form_of_a_link() -> None:
    body = b'<a href="/a/?b=1&amp;c=2">x</a><loc>http://h/d</loc> "http://h/e", http://other/f {"self": "/g"}'
    assert links(Answer(302, (("location", "/i"),), body), "http://h/x") == {"/a/?b=1&c=2", "/d", "/e", "/g", "/i"}
