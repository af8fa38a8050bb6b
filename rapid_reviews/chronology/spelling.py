"""Slips of the fingers: how far two words lie apart."""

from functools import lru_cache


@lru_cache(maxsize=200_000)
def slip(one: str, other: str) -> bool:
    """Whether the one may be a mistyped form of the other: a letter more, less, wrong or misplaced; not the first."""
    if one == other:
        return True
    longest = max(len(one), len(other))
    if longest < 5 or one[0] != other[0] or one.isdigit() or other.isdigit() or abs(len(one) - len(other)) > 2:
        return False
    return distance(one, other) <= (1 if longest < 8 else 2)


@lru_cache(maxsize=200_000)
def distance(one: str, other: str) -> int:
    """How many slips lie between two words (after Damerau)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, sign in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != sign))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == sign:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]
