"""How sure we are that two groups are of one event: log-odds, added up from what speaks for and against it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from .window import Window

BACKGROUND_ARTICLES = 100
"""Imagined articles about other things: in a young desk's few, every word would look common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each piece of evidence adds to the log-odds."""

    bias: float
    likeness: float = 0.0
    """For each 1 of the average cosine between articles of the two."""
    direction: float = 0.0
    """For each 1 of the cosine between their sums."""
    smaller: float = 0.0
    """For each doubling (natural) of the smaller one's articles."""
    larger: float = 0.0
    single: float = 0.0
    """Where one of them is a single article."""
    gap: float = 0.0
    """For each day between the last article of the one and the first of the other."""
    words: float = 0.0
    """For each 1 of the root of the share of the smaller one's words that an average article of the larger has."""
    words_any: float = 0.0
    """For each 1 of the share of them that any article of the larger has."""
    phrases: float = 0.0
    phrases_any: float = 0.0
    names: float = 0.0
    names_any: float = 0.0
    weak: float = 0.0
    """Where one of them only speaks about events: live blogs, roundups, lists."""
    settled: float = 0.0
    """Between two stories that were there before: links that readers know move only on more."""


class Telling(dict[str, float]):
    """How much each term of a family tells: the square of its inverse document frequency."""

    def __init__(self, total: int, seen_in: Counter[str]) -> None:
        super().__init__()
        self.total, self.seen_in = total, seen_in

    def __missing__(self, term: str) -> float:
        value = self[term] = math.log(1 + self.total / max(self.seen_in[term], 1)) ** 2
        return value


class Rarity:
    """How much the terms of a window tell at one moment."""

    def __init__(self, window: Window) -> None:
        total = window.articles + BACKGROUND_ARTICLES
        self.families = tuple(Telling(total, seen_in) for seen_in in window.seen_in)


def probability(points: float) -> float:
    """Of log-odds."""
    return 1 / (1 + math.exp(-max(min(points, 40.0), -40.0)))
