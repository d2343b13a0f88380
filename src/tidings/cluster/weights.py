"""What each piece of evidence adds to the log-odds of two groups being of one event, learned from labelled articles.

``bench/train_links.py`` makes the tables anew, and tells what they were learned from and how well they do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

from ..rules import ClusterRules

WORDS_MODEL: Final = "words"
"""Where there is no embedder: directions are made of words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Log-odds for each unit of evidence."""

    bias: float
    """Of two groups of which nothing is known: most are of two events."""
    likeness: float = 0.0
    """For each 1 of the average cosine between articles of the two."""
    direction: float = 0.0
    """For each 1 of the cosine between their sums."""
    smaller: float = 0.0
    """For each 1 of the natural logarithm of the smaller one's articles: large groups that are one are very alike."""
    larger: float = 0.0
    """The same of the larger one's."""
    single: float = 0.0
    """Where one of them is a single article."""
    gap: float = 0.0
    """For each day between the last article of the one and the first of the other."""
    words: float = 0.0
    """For each 1 of the root of the share of the smaller one's words that an average article of the larger has."""
    words_any: float = 0.0
    """For each 1 of the share of them that any article of the larger has."""
    phrases: float = 0.0
    """As for words, of every two that follow each other."""
    phrases_any: float = 0.0
    names: float = 0.0
    """As for words, of those that are written large within a sentence."""
    names_any: float = 0.0
    weak: float = -1.0
    """Where one of them only speaks about events.  Set by judgement: too few of them are labelled."""
    settled: float = 0.0
    """Between two stories that were there before: what readers know moves only on more."""
    gap_days_max: float = math.inf
    """More than this between two, and they are two: the desk's window."""
    stray: float = 0.0
    """For what is left alone at the end, with its surest partner."""


LEARNED: Final[dict[tuple[str, str], Weights]] = {
    ("event", "minilm"): Weights(
        bias=-5.21, direction=5.97, smaller=-0.38, larger=0.24, gap=-0.15, words=1.36, words_any=2.74, names_any=0.25
    ),
    ("event", "static"): Weights(
        bias=-4.19, direction=4.1, smaller=-0.32, larger=0.33, gap=-0.15, words=1.69, words_any=2.53, names_any=0.09
    ),
    ("event", "words"): Weights(
        bias=-3.73, direction=3.22, smaller=-0.27, larger=0.34, gap=-0.14, words=2.65, words_any=3.03, names_any=0.77
    ),
    ("thread", "minilm"): Weights(
        bias=-6.5,
        direction=7.47,
        smaller=-0.44,
        larger=0.44,
        single=-0.3,
        gap=-4.81,
        words=4.74,
        words_any=1.33,
        phrases=1.25,
        phrases_any=2.06,
        stray=2.4,
    ),
    ("thread", "static"): Weights(
        bias=-3.55,
        direction=4.02,
        smaller=-0.44,
        larger=0.44,
        gap=-0.15,
        words=0.97,
        words_any=3.05,
        phrases=1.2,
        phrases_any=1.2,
        names_any=0.06,
        stray=1.5,
    ),
    ("thread", "words"): Weights(
        bias=-3.5,
        direction=3.17,
        smaller=-0.44,
        larger=0.44,
        gap=-0.11,
        words=3.12,
        words_any=3.66,
        phrases=1.2,
        phrases_any=1.2,
        names_any=0.83,
        stray=1.5,
    ),
}
"""By breadth and family of the embedder.

Threads with MiniLM were learned by the same method from the same days, with the bias and ``stray`` then chosen on the
two days of ``val``.  Threads by static vectors and by words are those of events with the bias and the evidence of size
and phrases chosen on these two days; they were not learned for themselves.  Embedders without a row take MiniLM's.
"""


def learned_weights(rules: ClusterRules, family: str) -> Weights:
    """The weights for a desk's breadth and the family of its embedder; those of the nearest where none were learned."""
    return LEARNED.get((rules.breadth, family)) or LEARNED[rules.breadth, "minilm"]


def with_bars(learned: Weights, rules: ClusterRules) -> Weights:
    """The same with a desk's bars in them: what is joined has log-odds of 0 or more."""
    bar, settled_bar = log_odds(rules.link_min), log_odds(rules.merge_min)
    return replace(
        learned,
        bias=learned.bias - bar,
        settled=learned.settled - (settled_bar - bar),
        gap_days_max=rules.window_hours / 24,
    )


def log_odds(probability: float) -> float:
    """Of a probability, bounded so that 0 and 1 are numbers, too."""
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(bounded / (1 - bounded))


def probability_of(points: float) -> float:
    """Of log-odds."""
    return 1 / (1 + math.exp(-max(min(points, 40.0), -40.0)))
