"""What a source writes into many of its texts is not what an article says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..rules import DedupeRules
from .wording import Numbers, Wording, found_runs, runs_of

HEADLINES_MIN = 4
"""Runs of words that a source has below so many headlines are boilerplate; three versions of one report are not."""


def without_boilerplate(wordings: Sequence[Wording], rules: DedupeRules) -> list[Wording]:
    """The same, each without its source's boilerplate; a text that is nothing else stays whole."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, wording in enumerate(wordings):
        if wording.words_count:
            places[wording.article.source.id].append(place)
    found = list(wordings)
    for mine in places.values():
        common = common_runs([wordings[place] for place in mine])
        if len(common):
            for place in mine:
                found[place] = without(wordings[place], common, rules)
    return found


def common_runs(wordings: Sequence[Wording]) -> Numbers:
    """The runs that stand below many headlines of one source."""
    by_headline = {wording.headline: np.unique(wording.runs) for wording in wordings}
    if len(by_headline) < HEADLINES_MIN:
        return np.empty(0, dtype=np.uint64)
    runs, counts = np.unique(np.concatenate(list(by_headline.values())), return_counts=True)
    return runs[counts >= HEADLINES_MIN]


def without(wording: Wording, common: Numbers, rules: DedupeRules) -> Wording:
    """An article's words without those that stand in common runs."""
    kept = ~found_runs(wording, common)
    if kept.all() or kept.sum() < rules.words_min:
        return wording
    numbers = wording.numbers[kept]
    return replace(wording, numbers=numbers, runs=runs_of(numbers, rules.shingle_words), kept=kept)
