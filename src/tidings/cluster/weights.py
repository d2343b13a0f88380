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
    """For each 1 of the share of them that a fair part of the larger has: one in eight, or any of a small one."""
    phrases: float = 0.0
    """As for words, of every two that follow each other."""
    phrases_any: float = 0.0
    names: float = 0.0
    """As for words, of those that are written large within a sentence."""
    names_any: float = 0.0
    weak: float = -1.0
    """For each of the two that only speaks about events.  Set by judgement: too few of them are labelled."""
    settled: float = 0.0
    """Between two stories that were there before: what readers know moves only on more."""
    gap_days_max: float = math.inf
    """More than this between two, and they are two: the desk's window."""
    stray: float = 0.0
    """For what is left alone at the end, with its surest partner."""
    caution: float = 0.0
    """By how much more than a desk's bars it takes to join: where stories grow for days, what is joined wrongly costs
    more than what is left apart.
    """


LEARNED: Final[dict[tuple[str, str], Weights]] = {
    ("event", "minilm"): Weights(
        bias=-4.78, direction=5.63, smaller=-0.28, larger=0.2, gap=-0.12, words=0.91, words_any=2.84, names_any=0.45
    ),
    ("event", "static"): Weights(
        bias=-3.93, direction=4.06, smaller=-0.27, larger=0.27, gap=-0.14, words=1.25, words_any=2.78, names_any=0.15
    ),
    ("event", "multilingual"): Weights(
        bias=-31.72, direction=33.44, smaller=-0.54, larger=0.03, gap=-0.11, words=2.11, words_any=2.07, names_any=0.43
    ),
    ("event", "words"): Weights(
        bias=-3.8, direction=2.69, smaller=-0.17, larger=0.31, gap=-0.16, words=3.02, words_any=3.78, names_any=0.9
    ),
    ("thread", "minilm"): Weights(
        bias=-6.47,
        direction=9.36,
        smaller=-0.49,
        larger=0.5,
        single=-0.08,
        gap=-7.55,
        words=5.54,
        words_any=1.97,
        phrases=2.51,
        stray=2.4,
        caution=1.33,
    ),
    ("thread", "static"): Weights(
        bias=-5.14,
        direction=7.02,
        smaller=-0.42,
        larger=0.49,
        single=-0.08,
        gap=-6.58,
        words=4.77,
        words_any=3.35,
        phrases=2.2,
        stray=1.6,
        caution=1.25,
    ),
    ("thread", "multilingual"): Weights(
        bias=-43.39,
        likeness=0.05,
        direction=45.1,
        smaller=-0.62,
        larger=0.34,
        single=0.74,
        gap=-6.92,
        words=6.96,
        words_any=0.72,
        phrases=3.46,
        caution=0.29,
    ),
    ("thread", "words"): Weights(
        bias=-6.32,
        direction=6.54,
        smaller=-0.49,
        larger=0.65,
        single=-0.12,
        gap=-6.71,
        words=8.06,
        words_any=3.52,
        phrases=0.4,
        caution=0.84,
    ),
}
"""By breadth and family of the embedder.

Events were learned at once and in streams, then the bias of the static table moved by -0.2 and that of words by +0.2:
steps tried on the labelled day.  Threads were learned in streams of 500; their bias (+0.2, by words +0.4) and ``stray``
were chosen on the two days of ``val``.  By the multilingual model they were learned in two rounds (the third unlearned
meaning), and their bias (+0.6) was chosen on ``val``, too; they were not scaled.  The ``caution`` of threads is that
with which probabilities are those found on the days they were learned from; it moves bias and bars together, so that no
join depends on it.  Embedders without a row take MiniLM's.
"""


def learned_weights(rules: ClusterRules, family: str) -> Weights:
    """The weights for a desk's breadth and the family of its embedder; those of the nearest where none were learned."""
    return LEARNED.get((rules.breadth, family)) or LEARNED[rules.breadth, "minilm"]


def with_bars(learned: Weights, rules: ClusterRules) -> Weights:
    """The same with a desk's bars in them: what is joined has log-odds of 0 or more."""
    bar, settled_bar = log_odds(rules.link_min), log_odds(rules.merge_min)
    return replace(
        learned,
        bias=learned.bias - learned.caution - bar,
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
