"""The stories of the last days, as sums of whole numbers: what a new article is held against.

A story is the sum of its articles' vectors and the count of its articles with each term.  Sums of whole numbers do
not depend on the order they are made in, so a window that is built anew from the archive is the same as one that grew
article by article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..vectors import VECTOR_SCALE, Vector
from .terms import Terms

STEPS = 1024
"""Into which 1 is divided in a story's direction: products of two are whole multiples of 2^-20 up to 1, which 32-bit
floats hold exactly, in whatever order they are added.
"""
TermCounts = dict[str, int]
ROWS_AT_FIRST = 256
MINUTE_S = 60


@dataclass(slots=True)
class Group:
    """A story as the window knows it."""

    id: str
    members: list[str]
    """Article ids."""
    row: int
    key: str
    """The least of the articles' ids: what the order of equals goes by, the same however the group came to be."""
    version: int
    """Another one whenever what is in the group changes, and no other group's."""
    size: int
    """Articles that count: not those of weak kinds, where there are others."""
    terms: tuple[TermCounts, TermCounts, TermCounts]
    """Words, phrases and names, with how many of its articles have each."""
    languages: frozenset[str] = frozenset()
    barred: frozenset[tuple[int, int]] = frozenset()
    """Sides of orders that keep stories apart: two groups on different sides of one are never joined."""
    is_closed: bool = False
    """An editor lets nobody else in."""

    @property
    def words(self) -> TermCounts:
        """How many of its articles have each word."""
        return self.terms[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """An article as the window takes it in."""

    id: str
    moment: float
    """When it was published: seconds since 1970."""
    terms: Terms
    vector: Vector | None = None
    language: str = ""
    """Where articles in several cannot be compared; else empty."""
    is_weak: bool = False
    """It may join a story, and says nothing of what the story is about."""
    barred: frozenset[tuple[int, int]] = frozenset()
    is_closed: bool = False


class Window:
    """Groups of articles with one row each in a few arrays; rows of groups that are gone are used again."""

    sums: NDArray[np.int32]
    units: NDArray[np.float32]
    """Directions, of length 1 in steps of ``1 / STEPS``."""
    lengths: NDArray[np.float64]
    """Of the sums, in vectors."""
    size: NDArray[np.int64]
    """Of the groups; 0: the row is free."""
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    """Minutes since 1970."""
    weak: NDArray[np.bool_]
    known: NDArray[np.bool_]
    """It was there before this round of news."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self.groups: dict[int, Group] = {}
        self.free: list[int] = []
        self.articles = 0
        self.versions = count(1)
        self.top = 0
        """Rows from here on were never used."""
        self.seen_in: tuple[TermCounts, TermCounts, TermCounts] = ({}, {}, {})
        self.grow(ROWS_AT_FIRST)

    def grow(self, rows: int) -> None:
        """Make room for so many rows."""
        old = len(getattr(self, "size", ()))
        shapes: dict[str, tuple[type, tuple[int, ...]]] = {
            "sums": (np.int32, (self.dimensions,)),
            "units": (np.float32, (self.dimensions,)),
            "lengths": (np.float64, ()),
            "size": (np.int64, ()),
            "first": (np.int32, ()),
            "last": (np.int32, ()),
            "weak": (np.bool_, ()),
            "known": (np.bool_, ()),
        }
        for name, (kind, shape) in shapes.items():
            fresh: NDArray[Any] = np.zeros((rows, *shape), kind)
            if old:
                fresh[:old] = getattr(self, name)
            setattr(self, name, fresh)
        self.free += range(rows - 1, old - 1, -1)

    # ------------------------------------------------------------ coming

    def open_all(self, newcomers: Iterable[Newcomer]) -> list[int]:
        """A group for each of some articles; returns their rows."""
        rows = [self.enter(newcomer.id, [newcomer], is_known=False, is_counted=True).row for newcomer in newcomers]
        self.turn(rows)
        return rows

    def open(self, story_id: str, articles: Sequence[Newcomer], *, is_known: bool, is_counted: bool = True) -> Group:
        """A group of these articles, at least one; one that is not counted only looks what it would be like."""
        group = self.enter(story_id, articles, is_known=is_known, is_counted=is_counted)
        self.turn([group.row])
        return group

    def enter(self, story_id: str, articles: Sequence[Newcomer], *, is_known: bool, is_counted: bool) -> Group:
        """The same, but for its direction: ``turn`` is still to be called for it."""
        if not self.free:
            self.grow(2 * len(self.size))
        row = self.free.pop()
        self.top = max(self.top, row + 1)
        strong = [article for article in articles if not article.is_weak] or articles
        members = [article.id for article in articles]
        group = self.groups[row] = Group(
            id=story_id,
            members=members,
            row=row,
            key=min(members),
            version=next(self.versions),
            size=len(strong),
            terms=counted([article.terms for article in strong]),
            languages=frozenset(article.language for article in strong if article.language),
            barred=frozenset().union(*(article.barred for article in articles)),
            is_closed=any(article.is_closed for article in articles),
        )
        self.weak[row] = all(article.is_weak for article in articles)
        self.size[row], self.known[row] = group.size, is_known
        self.first[row] = min(article.moment for article in articles) // MINUTE_S
        self.last[row] = max(article.moment for article in articles) // MINUTE_S
        vectors = [article.vector for article in strong if article.vector is not None]
        self.sums[row] = vectors[0] if len(vectors) == 1 else np.sum(vectors, axis=0, dtype=np.int32) if vectors else 0
        if is_counted:
            self.articles += group.size
            for seen, counts in zip(self.seen_in, group.terms, strict=True):
                add(seen, counts)
        return group

    def turn(self, rows: Sequence[int]) -> None:
        """Work the directions of groups out of their sums."""
        sums = self.sums[rows].astype(np.float64)
        lengths = np.sqrt((sums * sums).sum(axis=1))
        self.lengths[rows] = lengths / VECTOR_SCALE
        self.units[rows] = np.rint(sums * (STEPS / np.where(lengths > 0, lengths, 1))[:, None]) / STEPS

    # ------------------------------------------------------------ joining and going

    def join(self, keep: Group, lose: Group) -> None:
        """Let one group take over another; ``turn`` is still to be called for it.

        What is weak adds nothing to a story that is not: neither its vector nor its terms.
        """
        k, x = keep.row, lose.row
        keep.members += lose.members
        keep.key = min(keep.key, lose.key)
        keep.barred |= lose.barred
        keep.is_closed |= lose.is_closed
        if self.weak[x] and not self.weak[k]:
            self.forget_terms(lose)
        else:
            if self.weak[k] and not self.weak[x]:
                self.forget_terms(keep)
                self.sums[k], keep.size, keep.languages = 0, 0, frozenset()
            self.sums[k] += self.sums[x]
            keep.size += lose.size
            keep.languages |= lose.languages
            for mine, other in zip(keep.terms, lose.terms, strict=True):
                add(mine, other)
        self.weak[k] &= self.weak[x]
        self.known[k] |= self.known[x]
        self.size[k], keep.version = keep.size, next(self.versions)
        self.first[k] = min(self.first[k], self.first[x])
        self.last[k] = max(self.last[k], self.last[x])
        self.release(lose)

    def forget_terms(self, group: Group) -> None:
        """Count the terms of a group's articles no longer."""
        self.articles -= group.size
        for counts, seen in zip(group.terms, self.seen_in, strict=True):
            for term, times in counts.items():
                left = seen[term] - times
                if left:
                    seen[term] = left
                else:
                    del seen[term]
            counts.clear()

    def release(self, group: Group) -> None:
        """Free a group's row."""
        row = group.row
        del self.groups[row]
        self.size[row], self.units[row], self.sums[row] = 0, 0, 0
        self.free.append(row)

    def expire(self, before: float) -> list[Group]:
        """Take out the groups without an article since a moment; returns them."""
        gone = [self.groups[row] for row in np.nonzero((self.size > 0) & (self.last < before / MINUTE_S))[0].tolist()]
        for group in gone:
            self.forget_terms(group)
            self.release(group)
        return gone


def counted(articles: Sequence[Terms]) -> tuple[TermCounts, TermCounts, TermCounts]:
    """How many of some articles have each word, phrase and name."""
    first, *others = articles
    words, phrases, names = (dict.fromkeys(found, 1) for found in (first.words, first.phrases, first.names))
    for article in others:
        for counts, found in ((words, article.words), (phrases, article.phrases), (names, article.names)):
            add(counts, dict.fromkeys(found, 1))
    return words, phrases, names


def add(counts: TermCounts, more: Mapping[str, int]) -> None:
    """Add counts to others."""
    known = counts.get
    for term, times in more.items():
        counts[term] = known(term, 0) + times
