"""A question to the library as it stands in an address, and the address of a question."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

LONGEST_SEARCH = 200  # characters
LAST_PAGE = 10_000
# Each filter by its name in the address, and how it is called where its value makes no sense.
FILTERS = {
    "theme": "theme",
    "harm": "kind of harm",
    "age": "age",
    "year": "year",
    "partnership": "partnership",
    "kind": "kind",
}
SORTS = {"best": "Best match", "newest": "Newest first", "oldest": "Oldest first", "title": "Title"}
_VALUE = re.compile(r"[-\w]{1,100}", re.ASCII)


@dataclass(frozen=True)
class Question:
    """What was asked for, as far as it made sense; `problems` says in words what did not."""

    words: str = ""
    theme: str = ""
    harm: str = ""
    age: str = ""
    year: str = ""
    partnership: str = ""
    kind: str = ""
    sort: str = ""
    page: int = 1
    problems: list[str] = field(default_factory=list)

    @property
    def filters(self) -> dict[str, str]:
        """The filters that narrow the list, by name."""
        return {name: getattr(self, name) for name in FILTERS if getattr(self, name)}

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.words or self.filters)

    @property
    def order(self) -> str:
        """The sort that was asked for, or the usual one: best match for words, otherwise the newest first."""
        return self.sort or ("best" if self.words else "newest")

    @property
    def query(self) -> str:
        """The canonical query of its address: only what differs from the usual, always in one order."""
        asked = {"q": self.words, **self.filters}
        usual = "best" if self.words else "newest"
        asked |= {"sort": self.sort} if self.sort not in ("", usual) else {}
        asked |= {"page": str(self.page)} if self.page > 1 else {}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def address(self) -> str:
        """The canonical address within the site."""
        return f"/reviews/?{self.query}" if self.query else "/reviews/"

    def on_page(self, page: int) -> "Question":
        """The same question about another page."""
        return replace(self, page=page)

    def without(self, name: str) -> "Question":
        """The same question without one of its filters, or without its words, from the first page."""
        return replace(self, **{name: ""}, page=1)  # type: ignore[arg-type]


def read(asked: Mapping[str, str]) -> Question:
    """The question in an address, whatever somebody wrote into it."""
    problems: list[str] = []
    words = " ".join(asked.get("q", "").replace("\x00", " ").split())
    if len(words) > LONGEST_SEARCH:
        problems.append(f"Your search was longer than {LONGEST_SEARCH} characters. Shorten it to a few words and search again.")
        words = ""
    filters = {name: _value(asked, name, problems) for name in FILTERS}
    sort = asked.get("sort", "").strip()
    if sort and sort not in SORTS:
        problems.append("There is no order of that name. The usual order is shown.")
        sort = ""
    page = _number(asked.get("page", ""))
    if asked.get("page", "") and not (page and page <= LAST_PAGE):
        problems.append("There is no page with that number. The first page is shown.")
        page = 1
    return Question(words=words, sort=sort, page=page or 1, problems=problems, **filters)


def has_empty_values(asked: Mapping[str, str]) -> bool:
    """Whether a form was sent with boxes left empty, so that its address says less than it is long."""
    return any(name in asked and not asked[name].strip() for name in ("q", "sort", "page", *FILTERS))


def _value(asked: Mapping[str, str], name: str, problems: list[str]) -> str:
    """The value of a filter; nothing, and a problem in words, for one that no filter ever offers."""
    value = asked.get(name, "")
    if name == "year":
        value = value.strip()
        if value and not re.fullmatch(r"\d{1,4}", value, re.ASCII):
            problems.append("The year in the address is not a year. Choose one from the list.")
            return ""
        return value
    value = value.replace("\x00", "").strip()
    if value and not _VALUE.fullmatch(value):
        problems.append(f"There is no {FILTERS[name]} of that name. Choose one from the list.")
        return ""
    return value


def _number(text: str) -> int | None:
    """A whole number in plain digits, or None."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(LAST_PAGE)) else None
