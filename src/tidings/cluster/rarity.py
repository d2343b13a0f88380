"""How much a term tells in a window: the rarer, the more."""

from __future__ import annotations

import math
from collections import Counter

from .window import Window

BACKGROUND_ARTICLES = 400
"""Imagined articles about other things: in a young desk's few, every word would look common."""


PARTS = 4096
"""Into which 1 is divided: whole numbers add up to the same in whatever order terms are kept."""


class Telling(dict[str, int]):
    """How much each term of a family tells: the square of its inverse document frequency, in ``PARTS``."""

    def __init__(self, total: int, seen_in: Counter[str]) -> None:
        super().__init__()
        self.total, self.seen_in = total, seen_in

    def __missing__(self, term: str) -> int:
        value = self[term] = round(math.log(1 + self.total / max(self.seen_in[term], 1)) ** 2 * PARTS)
        return value


class Rarity:
    """How much the terms of a window tell at one moment."""

    def __init__(self, window: Window) -> None:
        total = window.articles + BACKGROUND_ARTICLES
        self.families = tuple(Telling(total, seen_in) for seen_in in window.seen_in)
