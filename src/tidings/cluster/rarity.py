"""How much a term tells in a window: the rarer, the more."""

from __future__ import annotations

import math
from collections.abc import Mapping
from operator import mul

from .window import Window

BACKGROUND_ARTICLES = 400
"""Imagined articles about other things: in a young desk's few, every word would look common."""


PARTS = 4096
"""Into which 1 is divided: whole numbers add up to the same in whatever order terms are kept."""


class Telling(dict[str, int]):
    """How much each term of a family tells: the square of its inverse document frequency, in ``PARTS``."""

    def __init__(self, total: int, seen_in: Mapping[str, int]) -> None:
        super().__init__()
        self.total, self.seen_in = total, seen_in
        self.by_count: dict[int, int] = {}
        self.totals: dict[int, int] = {}

    def __missing__(self, term: str) -> int:
        count = self.seen_in.get(term, 1)
        if count not in self.by_count:
            self.by_count[count] = round(math.log(1 + self.total / count) ** 2 * PARTS)
        value = self[term] = self.by_count[count]
        return value

    def total_of(self, terms: Mapping[str, int], version: int) -> int:
        """How much the terms of one version of a group tell together, each as often as it is there."""
        if version not in self.totals:
            self.totals[version] = sum(map(mul, map(self.__getitem__, terms), terms.values()))
        return self.totals[version]


class Rarity:
    """How much the terms of a window tell at one moment."""

    def __init__(self, window: Window) -> None:
        total = window.articles + BACKGROUND_ARTICLES
        self.families = tuple(Telling(total, seen_in) for seen_in in window.seen_in)
