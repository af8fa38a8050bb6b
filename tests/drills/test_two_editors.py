"""Two editors, real connections, random schedules: whatever was saved is current, or was read by whoever replaced it."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cspr.models import Agency, AgencyDomain, Case, Child, Person, User
from devtools import drills
from notifications.models import Notification
from rapid_reviews.models import RapidReview
from tests import cast, walk
from tests.admin.sending import sent_from
from tests.doors import sign_in

TIMES = drills.count(sample=25, complete=1000)
SEED = 20261123
TRIES = 8
# Boxes in which a person writes words: of the record itself, and of the rows on its page.
BOXES: dict[type[models.Model], tuple[str, ...]] = {
    Case: ("summary", "incident_place", "children-0-name", "children-0-setting", "children-1-name", "people-0-relation"),
    Notification: ("notifier_name", "incident_details", "partners_views"),
    RapidReview: ("facts", "analysis", "context", "next_steps"),
    Agency: ("name", "phone", "domains-0-domain"),
}
NEW_ROWS = {Case: "people"}
ROWS: dict[str, type[models.Model]] = {"children": Child, "people": Person, "domains": AgencyDomain}
Place = tuple[type[models.Model], int, str]


class Editor:
    """One person with a browser and a connection of their own, who writes words that nobody else writes."""

    def __init__(self, client: Client, user: User, name: str) -> None:
        self.client, self.user, self.name = client, user, name
        self.pool = ThreadPoolExecutor(1)

    def opens(self, address: str, dice: random.Random, round_: int) -> None:
        """Open the page and type into some of its boxes."""
        self.address, self.done, self.tries = address, False, 0
        self.saved: dict[tuple[Any, int, str], str] = {}
        self.page = self.client.get(address).content.decode()
        self.read, self.sent, self.typed = self.page, sent_from(self.page), {}
        model = whose(address)[0]
        boxes = [box for box in BOXES[model] if box in self.sent]
        for number, box in enumerate(dice.sample(boxes, dice.randint(1, min(3, len(boxes))))):
            self.typed[box] = word = f"{self.name}{round_}x{number}.example"
            self.sent[box] = word
        if model in NEW_ROWS and dice.random() < 0.3:
            self.adds(NEW_ROWS[model], round_)

    def adds(self, prefix: str, round_: int) -> None:
        """Type a new row."""
        number = int(self.sent[f"{prefix}-TOTAL_FORMS"])
        self.added = f"{self.name}{round_}new"
        self.sent |= {f"{prefix}-TOTAL_FORMS": number + 1, f"{prefix}-{number}-name": self.added}
        self.sent |= {f"{prefix}-{number}-relation": "Aunt", f"{prefix}-{number}-id": "", f"{prefix}-{number}-born_on": ""}
        self.saved[(Person, 0, "name")] = self.added

    def saves(self, dice: random.Random) -> None:
        """Press Save; when the page comes back, look whether every word is still there, choose, and press again later."""
        if self.done or self.tries > TRIES:
            return
        self.tries += 1
        answer = self.client.post(self.address, self.sent)
        self.done = answer.status_code == 302
        if self.done:
            self.saved |= {place(self.address, self.sent, box): word for box, word in self.typed.items()}
            return
        page = answer.content.decode()
        lost = [word for word in self.typed.values() if word not in page]
        assert not lost, f"{self.name} typed {lost} and the refused page does not show it"
        self.read += page
        self.sent = sent_from(page)
        for box in [name for name in self.sent if name.endswith("-take")]:
            if dice.random() < 0.5:
                self.sent[box] = "theirs"
                self.typed.pop(box.removesuffix("-take"), None)


def whose(address: str) -> tuple[type[models.Model], int]:
    """The record of an address."""
    model = next(model for model in BOXES if f"/{model._meta.app_label}/{model._meta.model_name}/" in address)
    return model, int(address.split("/")[-3])


def place(address: str, sent: dict[str, Any], box: str) -> Place:
    """Which field of which record a box of the page stands for."""
    prefix, _, rest = box.partition("-")
    if not rest:
        return (*whose(address), box)
    number, _, field = rest.partition("-")
    return ROWS[prefix], int(sent[f"{prefix}-{number}-id"]), field


def lost(editors: list[Editor]) -> list[str]:
    """Words that were saved, are not there any more, and were replaced by somebody who had not read them."""
    found = []
    for editor in editors:
        for (model, pk, field), word in editor.saved.items() if editor.done else ():
            if pk == 0:
                found += [] if Person.objects.filter(name=word).exists() else [f"{word} was added and is gone"]
                continue
            versions = list(model.history.filter(id=pk).order_by("history_id"))
            at = next((n for n, one in enumerate(versions) if getattr(one, field) == word), None)
            if at is None:
                found.append(f"{word} was saved and is in no version")
                continue
            after = next((one for one in versions[at:] if getattr(one, field) != word), None)
            other = next((one for one in editors if after is not None and one.user.pk == after.history_user_id), None)
            if after is not None and (other is None or word not in other.read):
                found.append(f"{word} was replaced by {getattr(after, field)!r} unread")
    return found


@contextmanager
def two_editors(site: Callable[[str], Client]) -> Iterator[list[Editor]]:
    """Two coordinators, signed in."""
    editors = []
    for name in ("ash", "rowan"):
        client, user = site("staff"), cast.person("coordinator")
        sign_in(client, user)
        editors.append(Editor(client, user, name))
    try:
        yield editors
    finally:
        for editor in editors:
            editor.pool.submit(connections.close_all).result()
            editor.pool.shutdown()


def records(by: User) -> list[str]:
    """One record of each kind, and the addresses of their pages."""
    case = cast.case(by, summary="As it was.", incident_place="At home")
    for name in ("One", "Two"):
        Child.objects.create(case=case, name=name, setting="A school")
    Person.objects.create(case=case, name="Somebody", relation="Mother")
    review, agency = walk.rapid_review(by), cast.agency()
    waiting = walk.notification(by, aware_at=timezone.now() - timedelta(hours=1))
    return [
        reverse(f"admin:{one._meta.app_label}_{one._meta.model_name}_change", args=[one.pk])
        for one in (case, waiting, review, agency)
    ]


def interleave(editors: list[Editor], address: str, dice: random.Random, round_: int) -> int:
    """Open and save in a random order, sometimes both at the same moment; how many saves were refused."""
    todo = [[("opens",), *[("saves",)] * (TRIES + 1)] for _ in editors]
    own = [random.Random(dice.random()) for _ in editors]
    while any(todo):
        turns = [number for number in (0, 1) if todo[number]]
        chosen = turns if dice.random() < 0.35 else [dice.choice(turns)]
        jobs = []
        for number in chosen:
            (step,) = todo[number].pop(0)
            args = (address, own[number], round_) if step == "opens" else (own[number],)
            jobs.append(editors[number].pool.submit(getattr(editors[number], step), *args))
        for job in jobs:
            job.result()
        for number in (0, 1):
            if getattr(editors[number], "done", False) and todo[number] and len(todo[number]) <= TRIES:
                todo[number].clear()
    return sum(editor.tries - editor.done for editor in editors)


@pytest.mark.drill
def test_nothing_that_two_editors_save_is_lost(committed_db: str, site: Callable[[str], Client]) -> None:
    dice, refused, wrong = random.Random(SEED), 0, []
    addresses: list[str] = []
    with two_editors(site) as editors:
        for round_ in range(TIMES):
            if round_ % 100 == 0:
                addresses = records(editors[0].user)
            for editor in editors:
                editor.done = False
            refused += interleave(editors, addresses[round_ % len(addresses)], dice, round_)
            wrong += [f"{editor.name} could not save in round {round_}" for editor in editors if not editor.done]
            wrong += lost(editors)
    assert wrong == []
    assert refused > TIMES // 10
    drills.report(
        "two editors of one record",
        f"{TIMES:,} interleavings of seed {SEED}, {refused:,} saves refused with both values, 0 lost updates",
        measures=("cspr/editing",),
    )
