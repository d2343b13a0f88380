"""Joining groups, round by round, until no two are sure enough to be of one event.

In a round every group that is new or has changed is held against all others; the surest pairs are joined first, each
group once a round.  What does not depend on terms is worked out for all pairs at once; the terms are looked at of the
nearest pairs only, nearest first, and no further than terms could change who is surest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from operator import mul

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from .rarity import Rarity, Telling
from .weights import Weights
from .window import Group, Window

ROUNDS_MAX = 1000
"""Each round joins at least one pair; a bound is a bound."""
STEP = 8.0
"""Log-odds by which pairs that are joined in one round may differ."""
DAY_MINUTES = 1440
CHUNK_ROWS = 64
"""Groups that are held against all others at once: what fits into the processor's memory."""
CANDIDATES_MAX = 4
"""Groups nearest in meaning whose terms are looked at."""
FAIR_PART = 8
"""One in so many of a story's articles must have a term for it to count as the story's own in full: a large one has
nearly every common word somewhere.
"""
STRAY_MAX = 2
"""Articles of a group that is still called alone at the end."""
PLAIN_FEATURES = ("likeness", "direction", "smaller", "larger", "single", "gap", "weak", "settled")
"""What is known of pairs without their terms."""
TERM_FEATURES = ("words", "words_any", "phrases", "phrases_any", "names", "names_any")
Table = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups and how sure we are of them."""

    points: float
    """Log-odds."""
    one: int
    """Rows; ``one`` is that which was looked at."""
    other: int
    terms: tuple[float, ...]
    """In the order of ``TERM_FEATURES``."""


@dataclass(frozen=True, slots=True)
class Join:
    """One group that another took over."""

    kept_id: str
    lost_id: str
    kept: tuple[str, ...]
    """Articles that were in each before."""
    lost: tuple[str, ...]
    was_known: bool
    """Both were stories before."""
    points: float
    plain: tuple[float, ...]
    """In the order of ``PLAIN_FEATURES``."""
    terms: tuple[float, ...]
    """In the order of ``TERM_FEATURES``."""


Watcher = Callable[[Window, Sequence[Pair]], None]


def settle(
    window: Window,
    rows: Collection[int],
    weights: Weights,
    *,
    note: Callable[[Join], None] | None = None,
    watch: Watcher | None = None,
    depth: float = 0.0,
) -> None:
    """Join what belongs together, beginning with the groups of some rows; ``note`` is told of every join.

    ``watch`` is shown each round's pairs before any of them is joined: all candidates down to ``depth`` log-odds below
    the bar.
    """
    with arithmetic().limit(limits=1):
        look = Look(window, weights, depth=depth, is_whole=watch is not None)
        settle_pool(look, sorted(rows), note=note, watch=watch)
        if weights.stray:
            alone = [row for row in sorted(rows) if row in window.groups and window.groups[row].size <= STRAY_MAX]
            look = Look(window, replace(weights, bias=weights.bias + weights.stray), depth=0.0, is_whole=False)
            settle_pool(look, alone, note=note, rounds_max=1)


@lru_cache(maxsize=1)
def arithmetic() -> ThreadpoolController:
    """What numpy multiplies with: on products as small as ours its threads wait for each other most of the time."""
    return ThreadpoolController()


def settle_pool(
    look: Look,
    frontier: list[int],
    *,
    note: Callable[[Join], None] | None,
    watch: Watcher | None = None,
    rounds_max: int = ROUNDS_MAX,
) -> None:
    """Join the surest, look at them again, and so on."""
    window = look.window
    pool: dict[int, Pair] = {}
    for _ in range(rounds_max):
        pairs = list(look.pairs(frontier))
        if watch:
            watch(window, pairs)
        pool |= surest_of(window, pairs)
        if not pool:
            return
        step = STEP if rounds_max == ROUNDS_MAX else math.inf
        changed = join_surest(window, pool, note, step=step)
        frontier = sorted(row for row in changed if row in window.groups)


def surest_of(window: Window, pairs: Iterable[Pair]) -> dict[int, Pair]:
    """Each group's surest pair, of those that are sure enough."""
    found: dict[int, Pair] = {}
    for pair in sorted(pairs, key=lambda pair: (pair.points, window.groups[pair.other].key)):
        if pair.points >= 0:
            found[pair.one] = pair
    return found


def join_surest(window: Window, pool: dict[int, Pair], note: Callable[[Join], None] | None, *, step: float) -> set[int]:
    """Join the surest pairs of the pool, and take all pairs out of it that this touches.

    Returns the rows that are to be looked at again.  A group that has grown takes in only single articles until it was
    looked at again.  Pairs that are less sure than the surest by more than a step wait: more will be known of them when
    the others are joined.
    """
    order = sorted(pool.values(), key=lambda pair: (-pair.points, *ends_of(window, pair)))
    gone: set[int] = set()
    grown: set[int] = set()
    for pair in order:
        if pair.points < order[0].points - step:
            break
        if pair.one in gone or pair.other in gone:
            continue
        keep, lose = older_first(window, pair)
        if lose.row in grown or (keep.row in grown and lose.size > 1):
            continue
        if note:
            note(join_of(window, keep, lose, pair))
        gone.add(lose.row)
        grown.add(keep.row)
        window.join(keep, lose)
    window.turn(sorted(grown))
    touched = gone | grown
    again = [row for row, pair in pool.items() if row in touched or pair.other in touched]
    for row in again:
        del pool[row]
    return touched.union(again)


def ends_of(window: Window, pair: Pair) -> tuple[str, str]:
    """The keys of a pair, in order: what makes the order of equals the same on every run."""
    one, other = window.groups[pair.one].key, window.groups[pair.other].key
    return (one, other) if one < other else (other, one)


def older_first(window: Window, pair: Pair) -> tuple[Group, Group]:
    """The group whose id stays, and the other: known before new, many articles before few."""
    ends = window.groups[pair.one], window.groups[pair.other]
    first, second = sorted(ends, key=lambda group: (not window.known[group.row], -len(group.members), group.key))
    return first, second


def join_of(window: Window, keep: Group, lose: Group, pair: Pair) -> Join:
    """What is remembered of a join, as things are before it."""
    return Join(
        kept_id=keep.id,
        lost_id=lose.id,
        kept=tuple(keep.members),
        lost=tuple(lose.members),
        was_known=bool(window.known[keep.row] and window.known[lose.row]),
        points=pair.points,
        plain=plain_features(window, keep.row, lose.row),
        terms=pair.terms,
    )


class Look:
    """What one round of news looks at, and what it has seen of the terms of pairs."""

    def __init__(self, window: Window, weights: Weights, *, depth: float, is_whole: bool) -> None:
        self.window, self.weights, self.rarity = window, weights, Rarity(window)
        self.depth, self.is_whole = depth, is_whole
        self.by_terms = tuple(getattr(weights, name) for name in TERM_FEATURES)
        self.terms_most = sum(max(0.0, weight) for weight in self.by_terms)
        self.families = [
            (at, rare)
            for at, rare in enumerate(self.rarity.families)
            if is_whole or any(self.by_terms[2 * at : 2 * at + 2])
        ]
        self.known: dict[tuple[int, int], tuple[float, ...]] = {}

    def pairs(self, frontier: Sequence[int]) -> Iterator[Pair]:
        """For each group its surest partner where that is sure enough; or all candidates, where the look is whole."""
        columns = np.flatnonzero(self.window.size[: self.window.top])
        units = self.window.units[columns].T
        floor = -self.depth - self.terms_most
        for begin in range(0, len(frontier), CHUNK_ROWS):
            rows = frontier[begin : begin + CHUNK_ROWS]
            points = plain_points(self.window, self.weights, np.asarray(rows), columns, units)
            for row, others in zip(rows, nearest(points, columns, floor), strict=True):
                yield from self.partners(row, others)

    def partners(self, row: int, others: Sequence[tuple[int, float]]) -> Iterator[Pair]:
        """The pairs of one group with others, of which the points without terms are known, highest first."""
        best = -self.depth
        surest: Pair | None = None
        groups, terms_most, by_terms = self.window.groups, self.terms_most, self.by_terms
        for other, before in others:
            if before + terms_most < best:
                break
            if is_barred(groups[row], groups[other]):
                continue
            terms = self.terms(row, other)
            total = before + sum(map(mul, by_terms, terms))
            if total < best:
                continue
            pair = Pair(total, row, other, terms)
            if self.is_whole:
                yield pair
            elif surest is None or total > best or groups[other].key < groups[surest.other].key:
                best, surest = total, pair
        if surest:
            yield surest

    def terms(self, one: int, other: int) -> tuple[float, ...]:
        """The shares of words, phrases and names, in the order of ``TERM_FEATURES``."""
        first, second = self.window.groups[one], self.window.groups[other]
        if first.version > second.version:
            first, second = second, first
        known = self.known.get((first.version, second.version))
        if known is None:
            known = self.known[first.version, second.version] = self.term_features(first, second)
        return known

    def term_features(self, one: Group, other: Group) -> tuple[float, ...]:
        """Of what an average article of the smaller group has: the share that an average article of the larger has (its
        root), and that a fair part of the larger has (``FAIR_PART``); of words, phrases and names, each weighed by how
        much it tells.  Of two groups of one size it is the mean of both ways.
        """
        small, large = (one, other) if one.size <= other.size else (other, one)
        found = [0.0] * len(TERM_FEATURES)
        for at, rare in self.families:
            shared = small.terms[at].keys() & large.terms[at].keys()
            if shared:
                found[2 * at : 2 * at + 2] = shares_of(shared, rare, at, small, large)
        return tuple(found)


def shares_of(shared: Iterable[str], rare: Telling, family: int, small: Group, large: Group) -> tuple[float, float]:
    """Of the terms of one family that two groups have in common: the two shares that ``term_features`` tells of."""
    mine, theirs = small.terms[family], large.terms[family]
    size, is_even = large.size, small.size == large.size
    if size == 1:
        share = (
            2
            * sum(map(rare.__getitem__, shared))
            / (rare.total_of(mine, small.version) + rare.total_of(theirs, large.version))
        )
        return math.sqrt(share), share
    average = fair = 0
    for term in shared:
        weight, times, others = rare[term], mine[term], theirs[term]
        average += weight * times * others
        fair += weight * times * min(FAIR_PART * others, size)
        if is_even:
            fair += weight * others * min(FAIR_PART * times, size)
    total = rare.total_of(mine, small.version)
    if is_even:
        total, average = total + rare.total_of(theirs, large.version), 2 * average
    return math.sqrt(average / (total * size)), fair / (total * size)


def nearest(points: Table, columns: NDArray[np.int64], floor: float) -> list[list[tuple[int, float]]]:
    """For each row of a table the groups with the highest points and these points, highest first, of those not below a
    floor: ``CANDIDATES_MAX`` of them, and all that are level with the last.
    """
    rows = len(points)
    floors = np.full(rows, floor, np.float32)
    if len(columns) > CANDIDATES_MAX:
        np.maximum(floors, np.partition(points, -CANDIDATES_MAX, axis=1)[:, -CANDIDATES_MAX], out=floors)
    at, column = np.nonzero(points >= floors[:, None])
    found = points[at, column]
    order = np.lexsort((-found, at))
    ends = np.searchsorted(at, np.arange(rows + 1)).tolist()  # nonzero goes row by row
    pairs = list(zip(columns[column[order]].tolist(), found[order].tolist(), strict=True))
    return [pairs[begin:end] for begin, end in pairwise(ends)]


def plain_points(
    window: Window, weights: Weights, rows: NDArray[np.int64], columns: NDArray[np.int64], units: Table
) -> Table:
    """The log-odds of some groups with others but for their terms, as a table; minus infinity for a group with itself.

    ``rows`` and ``columns`` are rows of the window, ``units`` the directions of the latter, side by side.
    """
    size, alone = window.size[columns], window.size[rows] == 1
    logs, own_logs = (np.log(window.size[some]).astype(np.float32) for some in (columns, rows))
    points: Table = window.units[rows] @ units
    if weights.likeness:
        tight, own_tight = (window.lengths[some] / window.size[some] for some in (columns, rows))
        points *= (weights.direction + (weights.likeness * own_tight)[:, None] * tight).astype(np.float32)
    else:
        points *= weights.direction
    points += (weights.bias + weights.larger * logs).astype(np.float32)
    points += (weights.larger * own_logs + weights.single * alone).astype(np.float32)[:, None]
    if (many := ~alone).any():
        smaller = np.minimum(own_logs[many][:, None], logs) * (weights.smaller - weights.larger)
        points[many] += smaller + (weights.single * (size == 1)).astype(np.float32)
    gap = minutes_between(window, rows, columns)
    if gap.max() > weights.gap_days_max * DAY_MINUTES:
        points[gap > weights.gap_days_max * DAY_MINUTES] = -np.inf
    gap *= weights.gap / DAY_MINUTES
    points += gap
    if (weak := window.weak[columns]).any() or window.weak[rows].any():
        points += weights.weak * (window.weak[rows].astype(np.float32)[:, None] + weak)
    if weights.settled:
        points += weights.settled * (window.known[rows][:, None] & window.known[columns])
    points[np.arange(len(rows)), np.searchsorted(columns, rows)] = -np.inf
    return points


def minutes_between(window: Window, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Table:
    """Between the last article of the one group and the first of the other; 0 where they overlap."""
    first, last = window.first[columns], window.last[columns]
    gap: Table = np.maximum(window.first[rows][:, None] - last, first - window.last[rows][:, None]).astype(np.float32)
    return np.maximum(gap, 0, out=gap)


def plain_features(window: Window, one: int, other: int) -> tuple[float, ...]:
    """What is known of one pair without its terms, in the order of ``PLAIN_FEATURES``."""
    direction = float(window.units[one] @ window.units[other])
    sizes = sorted((int(window.size[one]), int(window.size[other])))
    tight = [float(window.lengths[row]) / int(window.size[row]) for row in (one, other)]
    gap = max(window.first[one] - window.last[other], window.first[other] - window.last[one], 0) / DAY_MINUTES
    return (
        direction * tight[0] * tight[1],
        direction,
        math.log(sizes[0]),
        math.log(sizes[1]),
        float(sizes[0] == 1),
        float(gap),
        float(window.weak[one]) + float(window.weak[other]),
        float(window.known[one] and window.known[other]),
    )


def is_barred(one: Group, other: Group) -> bool:
    """An editor keeps the two apart, or they have no language in common."""
    if one.is_closed or other.is_closed:
        return True
    if one.languages and other.languages and one.languages.isdisjoint(other.languages):
        return True
    return bool(one.barred) and any((order, 1 - side) in other.barred for order, side in one.barred)
