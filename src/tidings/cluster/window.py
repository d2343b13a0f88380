"""The stories of the last days, as sums of whole numbers: what a new article is held against.

A story is the sum of its articles' vectors and the count of its articles with each term.  Sums of whole numbers do
not depend on the order they are made in, so a window that is built anew from the archive is the same as one that grew
article by article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..vectors import VECTOR_SCALE, Vector
from .terms import Terms

STEPS = 1024
"""Into which 1 is divided in a story's direction: products of two are whole multiples of 2^-20 up to 1, which 32-bit
floats hold exactly, in whatever order they are added.
"""
ROWS_AT_FIRST = 256


@dataclass(slots=True)
class Group:
    """A story as the window knows it."""

    id: str
    members: list[str]
    """Article ids."""
    row: int
    key: str
    """The least of the articles' ids: what the order of equals goes by, the same however the group came to be."""
    words: Counter[str] = field(default_factory=Counter)
    phrases: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    languages: frozenset[str] = frozenset()
    barred: frozenset[tuple[int, int]] = frozenset()
    """Sides of orders that keep stories apart: two groups on different sides of one are never joined."""
    is_closed: bool = False
    """An editor lets nobody else in."""

    def terms(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Words, phrases and names, with how many of its articles have each."""
        return self.words, self.phrases, self.names


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
    """Articles that count; 0: the row is free."""
    first: NDArray[np.float64]
    last: NDArray[np.float64]
    weak: NDArray[np.bool_]
    known: NDArray[np.bool_]
    """It was there before this round of news."""
    changes: NDArray[np.int64]
    """Goes up whenever what is in a row changes."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self.groups: dict[int, Group] = {}
        self.free: list[int] = []
        self.articles = 0
        self.top = 0
        """Rows from here on were never used."""
        self.seen_in: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
        self.grow(ROWS_AT_FIRST)

    def grow(self, rows: int) -> None:
        """Make room for so many rows."""
        old = len(getattr(self, "size", ()))
        shapes: dict[str, tuple[type, tuple[int, ...]]] = {
            "sums": (np.int32, (self.dimensions,)),
            "units": (np.float32, (self.dimensions,)),
            "lengths": (np.float64, ()),
            "size": (np.int64, ()),
            "first": (np.float64, ()),
            "last": (np.float64, ()),
            "weak": (np.bool_, ()),
            "known": (np.bool_, ()),
            "changes": (np.int64, ()),
        }
        for name, (kind, shape) in shapes.items():
            fresh: NDArray[Any] = np.zeros((rows, *shape), kind)
            if old:
                fresh[:old] = getattr(self, name)
            setattr(self, name, fresh)
        self.free += range(rows - 1, old - 1, -1)

    # ------------------------------------------------------------ coming

    def open(self, story_id: str, articles: Sequence[Newcomer], *, is_known: bool, is_counted: bool = True) -> Group:
        """A group of these articles, at least one; one that is not counted only looks what it would be like."""
        if not self.free:
            self.grow(2 * len(self.size))
        row = self.free.pop()
        self.top = max(self.top, row + 1)
        members = [article.id for article in articles]
        group = self.groups[row] = Group(id=story_id, members=members, row=row, key=min(members))
        strong = [article for article in articles if not article.is_weak] or articles
        self.weak[row] = articles[0].is_weak if len(articles) == 1 else all(a.is_weak for a in articles)
        self.size[row], self.known[row] = len(strong), is_known
        self.changes[row] += 1
        self.first[row] = min(article.moment for article in articles)
        self.last[row] = max(article.moment for article in articles)
        vectors = [article.vector for article in strong if article.vector is not None]
        self.sums[row] = np.sum(vectors, axis=0, dtype=np.int32) if vectors else 0
        for article in strong:
            self.add_terms(group, article.terms, is_counted=is_counted)
        group.languages = frozenset(article.language for article in strong if article.language)
        group.barred = frozenset().union(*(article.barred for article in articles))
        group.is_closed = any(article.is_closed for article in articles)
        self.turn([row])
        return group

    def add_terms(self, group: Group, terms: Terms, *, is_counted: bool) -> None:
        """One more article of a group has these terms."""
        for counts, found in zip(group.terms(), (terms.words, terms.phrases, terms.names), strict=True):
            counts.update(found)
        if is_counted:
            self.articles += 1
            for seen, found in zip(self.seen_in, (terms.words, terms.phrases, terms.names), strict=True):
                seen.update(found)

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
                self.sums[k], self.size[k], keep.languages = 0, 0, frozenset()
            self.sums[k] += self.sums[x]
            self.size[k] += self.size[x]
            keep.languages |= lose.languages
            for mine, other in zip(keep.terms(), lose.terms(), strict=True):
                mine.update(other)
        self.weak[k] &= self.weak[x]
        self.known[k] |= self.known[x]
        self.changes[k] += 1
        self.first[k] = min(self.first[k], self.first[x])
        self.last[k] = max(self.last[k], self.last[x])
        self.release(lose)

    def forget_terms(self, group: Group) -> None:
        """Count the terms of a group's articles no longer."""
        self.articles -= int(self.size[group.row])
        for counts, seen in zip(group.terms(), self.seen_in, strict=True):
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
        gone = [self.groups[row] for row in np.nonzero((self.size > 0) & (self.last < before))[0].tolist()]
        for group in gone:
            self.forget_terms(group)
            self.release(group)
        return gone
