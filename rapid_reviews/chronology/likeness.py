"""How alike two texts are: by the words they share, the rarer the heavier, with room for slips of the fingers."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from rapid_reviews.chronology import lexicon
from rapid_reviews.chronology.spelling import slip

STOP = frozenset(lexicon.STOP.split())
SAME = dict(pair.split("=") for pair in lexicon.SAME.split())
WORD = re.compile(r"[a-z0-9][a-z0-9']*")
ENDINGS = ("ations", "ation", "ities", "ity", "ions", "ion", "ings", "ing", "ies", "ers", "ed", "es", "er", "ly", "s", "e", "y")
SHORTEST_STEM = 4


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Without its ending, so that bruise, bruised and bruising are one."""
    known = SAME.get(word, word).removesuffix("'s").replace("'", "")
    for ending in ENDINGS:
        if known.endswith(ending) and len(known) - len(ending) >= SHORTEST_STEM:
            return known[: -len(ending)]
    return known


def tokens(text: str) -> frozenset[str]:
    """The words that say something."""
    return frozenset(stem(word) for word in WORD.findall(text) if word not in STOP)


class Weights:
    """How much each word says in this chronology: what everybody writes every day says little."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        counted: Counter[str] = Counter()
        self._texts = 0
        for text in texts:
            counted.update(text)
            self._texts += 1
        self._counted = counted

    def of(self, word: str) -> float:
        """At least a little, at most the logarithm of the number of texts."""
        return max(0.2, math.log((1 + self._texts) / (1 + self._counted[word])))

    def total(self, words: Iterable[str]) -> float:
        """The weight of several words."""
        return sum(self.of(word) for word in words)

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The weight of the words that stand in both, mistyped or not."""
        both = one & other
        weight = self.total(both)
        left = set(other - both)
        for word in sorted(one - both):
            match = next((candidate for candidate in sorted(left) if slip(word, candidate)), None)
            if match is not None:
                left.discard(match)
                # A word that was mistyped is rare for that reason alone.
                weight += min(self.of(word), self.of(match))
        return weight

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """From 0 to 1: how much of the one that says less is in the other."""
        least = min(self.total(one), self.total(other))
        return self.shared(one, other) / least if least else 0.0
