"""Which articles belong together, on what evidence, and what an editor says of that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .articles import Article

ReprintReason = Literal["same text", "same address", "same headline"]
PlacementReason = Literal["first report", "same event", "reprint", "order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """One article's text is another's: ``overlap`` is the share of shingles in common, 0 to 1."""

    article_id: str
    reprint_of: str
    """The likely original; never itself a reprint."""
    overlap: float
    reason: ReprintReason = "same text"
    why: str = ""
    """In words, for an editor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that speaks for or against two things being of one event."""

    name: str
    """``words``, ``meaning``, ``names``, ``numbers``, ``time``, ``size``, ``kind`` or ``order``."""
    points: float
    """Added to the log-odds: above 0 speaks for it, below 0 against."""
    value: float = 0.0
    """What was measured."""
    why: str = ""
    """In words, with the words or figures themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How sure we are that two things are of one event, and why."""

    probability: float
    """0 to 1."""
    reasons: tuple[Reason, ...] = ()
    """The points add up to the log-odds of the probability; strongest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An article belongs to a story, and on what evidence."""

    article_id: str
    story_id: str
    similarity: float = 0.0
    """Average likeness to the story's other articles when it joined; 0 for the first."""
    nearest_id: str = ""
    """The most similar other article of the story; empty for the only one."""
    shared: tuple[tuple[str, float], ...] = ()
    """Words in common with the nearest, with their share of the similarity, strongest first."""
    gap_hours: float = 0.0
    """Hours between this article and the nearest."""
    reason: PlacementReason = "first report"
    link: Link | None = None
    """To the story when it joined; None: there was nothing to join, or no doubt."""
    runner_up_id: str = ""
    """The story that it would have joined next; empty: none came near."""
    runner_up: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMerge:
    """Two stories turned out to be one; ``kept_id`` survives, ``dropped_id`` becomes its alias."""

    kept_id: str
    dropped_id: str
    similarity: float
    link: Link | None = None
    """None: an editor's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySplit:
    """Articles left a story for one of their own; the larger part kept the id, the slug and the links."""

    story_id: str
    new_id: str
    article_ids: tuple[str, ...]
    """Those that left, oldest first."""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """Two stories of one thread that are different events."""

    story_id: str
    other_id: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event, oldest first."""

    id: str
    articles: tuple[Article, ...]


StoryOrderKind = Literal["must-link", "cannot-link", "lead", "kill", "split"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryOrder:
    """What an editor said of articles and stories; it always wins.

    ``must-link``: these are one story.  ``cannot-link``: no two of these are.  ``lead``: its story is led by this one.
    ``kill``: this one is in no story and on no page.  ``split``: these are a story that takes in nobody else.
    """

    kind: StoryOrderKind
    article_ids: tuple[str, ...]
    """As the desk knows them; what no article answers to is left out and told of."""
    line: int = 0
    """Of the orders file, from 1."""
    why: str = ""

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        return f"{ORDERS_FILE}:{self.line}"


StoryEventKind = Literal["born", "gained", "merged", "split"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEvent:
    """Something that happened to a story."""

    story_id: str
    at: datetime
    """The clock of the run."""
    kind: StoryEventKind
    """``merged``: it took in another; ``split``: articles left it."""
    other_id: str = ""
    """The story that was taken in, that articles left for, or that they came from; empty: none."""
    article_ids: tuple[str, ...] = ()
    """Those that came or went."""
    why: str = ""


def survivor(story_id: str, aliases: Mapping[str, str]) -> str:
    """The story that an id means today, through however many merges."""
    for _ in range(len(aliases) + 1):
        if story_id not in aliases:
            break
        story_id = aliases[story_id]
    return story_id


def fresh_id(wanted: str, used: Collection[str]) -> str:
    """The id of a new story's first article, or that with the first number that nobody ever had."""
    found, number = wanted, 1
    while found in used:
        number += 1
        found = f"{wanted}-{number}"
    return found


ORDERS_FILE = "orders.txt"
"""Beside desk.toml."""


def killed_by(orders: Iterable[StoryOrder]) -> frozenset[str]:
    """Ids of the articles that are to be in no story."""
    return frozenset(article_id for order in orders if order.kind == "kill" for article_id in order.article_ids)


def without_told_apart(reprints: Mapping[str, str], orders: Iterable[StoryOrder]) -> dict[str, str]:
    """Reprints, to their originals, but for those whose original an editor keeps apart from them."""
    groups = [set(order.article_ids) for order in orders if order.kind == "cannot-link"]
    return {copy: one for copy, one in reprints.items() if not any({copy, one} <= group for group in groups)}
