"""Pairs of articles that are worth a look: without comparing everything with everything.

Runs of words are sampled by their own value, so that two texts keep the same ones: all of the opening, where a cut
copy has its only words, and a quarter of the rest.  Sorting all of them together lays equal ones side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

import numpy as np

from .wording import Numbers, Wording

OPENING_RUNS = 60
"""All of these are looked up."""
SAMPLED_OF = np.uint64(4)
"""Of later runs one in so many."""
NEIGHBOURS = 6
"""A run of words in many articles pairs each with so many before it and the first; the rest follows from those."""
COMMON_MIN = 2
"""Sampled runs in common: one alone is a phrase."""
COMMON_SHARE_MIN = 0.15
"""Of the sampled runs of the one that has fewer: far below what makes a copy."""

Pair = tuple[int, int]


def find_pairs(wordings: Sequence[Wording]) -> list[Pair]:
    """Positions of articles that may be one text, the earlier first; in order, each once."""
    pairs = set(pairs_by_runs(wordings))
    pairs.update(pairs_by_key((page, place) for place, wording in enumerate(wordings) for page in wording.pages))
    pairs.update(pairs_by_key((wording.headline, place) for place, wording in enumerate(wordings) if wording.headline))
    return sorted(pairs)


def pairs_by_key(rows: Iterable[tuple[Hashable, int]]) -> Iterator[Pair]:
    """Those that share a key: each with the first and with some before it."""
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for key, place in rows:
        known = holders[key]
        for other in {*known[:1], *known[-NEIGHBOURS:]} - {place}:
            yield other, place
        known.append(place)


def pairs_by_runs(wordings: Sequence[Wording]) -> Iterator[Pair]:
    """Those that share enough sampled runs of words."""
    samples = [sample_of(wording.runs) for wording in wordings]
    sizes = np.array([len(sample) for sample in samples], dtype=np.int64)
    if not sizes.sum():
        return
    places = np.repeat(np.arange(len(samples), dtype=np.int64), sizes)
    runs = np.concatenate(samples)
    order = np.argsort(runs, kind="stable")
    codes, counts = np.unique(codes_of(runs[order], places[order], len(samples)), return_counts=True)
    one, other = codes // len(samples), codes % len(samples)
    fewer = np.minimum(sizes[one], sizes[other])
    enough = (counts >= COMMON_MIN) & (counts >= COMMON_SHARE_MIN * fewer)
    yield from zip(one[enough].tolist(), other[enough].tolist(), strict=True)


def sample_of(runs: Numbers) -> Numbers:
    """The runs that are looked up, each once."""
    rest = runs[OPENING_RUNS:]
    return np.unique(np.concatenate([runs[:OPENING_RUNS], rest[rest % SAMPLED_OF == 0]]))


def codes_of(runs: Numbers, places: np.typing.NDArray[np.int64], count: int) -> np.typing.NDArray[np.int64]:
    """Pairs of places with equal runs, each as one number, once for each run; runs are sorted, and places in them."""
    first_of_run = np.zeros(len(runs), dtype=np.int64)
    begins = np.flatnonzero(np.r_[True, runs[1:] != runs[:-1]])
    first_of_run[begins] = begins
    first_of_run = np.maximum.accumulate(first_of_run)
    found = []
    positions = np.arange(len(runs))
    for lag in range(1, NEIGHBOURS + 1):
        later = positions[lag:][runs[lag:] == runs[:-lag]]
        found.append(places[later - lag] * count + places[later])
    far = positions[positions - first_of_run > NEIGHBOURS]
    found.append(places[first_of_run[far]] * count + places[far])
    return np.concatenate(found)
