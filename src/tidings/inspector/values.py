"""Stories and their links as an editor sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

from ..model import Article, Link, Placement, StoryOrder

Compare = Callable[[Sequence[Article], Sequence[Article]], Link]
"""How sure we are that two articles, or two stories, are of one event."""
State = Literal["published", "held", "refused", "off the site", "not judged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFilter:
    """Which stories are wanted; the whole story comes, with its earlier articles, too."""

    since: datetime | None = None
    until: datetime | None = None
    """A story is of a time when one of its articles was published in it; None: no bound."""
    topic: str = ""
    outlets_min: int = 1
    search: str = ""
    """Words that a headline or the name of a source must have, all of them in one article."""
    is_newest_first: bool = False
    """Else the hottest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article in its story."""

    id: str
    url: str
    headline: str
    source: str
    published: datetime
    state: State
    state_why: str = ""
    is_lead: bool = False
    placement: Placement
    link: Link | None = None
    """To its story; None: there was nothing to join, or it has not been reckoned."""
    is_reckoned: bool = False
    """The link was reckoned now, from the story as it is, not kept when the article joined."""
    nearest: str = ""
    """Source and headline of the most similar other article."""
    runner_up: str = ""
    """Headline of the story that it would have joined next."""
    original: str = ""
    """Source and headline of what it is a reprint of; empty: it is none."""
    original_why: str = ""
    """The reason in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KinView:
    """Another story of the same thread, and what ties it."""

    story_id: str
    headline: str
    url: str
    """An article of it, for orders."""
    own_url: str
    """One of the story that it is kin of."""
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story with every article of it."""

    id: str
    slug: str
    """Empty: no reader has seen it yet."""
    headline: str
    state: State
    heat: float
    """In the last edition; 0: it is not in it."""
    topics: tuple[str, ...]
    outlets: tuple[str, ...]
    """Names of its sources, the first to report first."""
    independent: int
    """Sources with words of their own."""
    first: datetime
    last: datetime
    pieces: tuple[Piece, ...]
    """Oldest first."""
    kin: tuple[KinView, ...] = ()
    """The nearest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """Two stories that were nearly one."""

    story_id: str
    other_id: str
    headline: str
    other_headline: str
    urls: tuple[str, str]
    """An article of each, for orders."""
    link: Link
    is_kept: bool = False
    """It was found when an article was placed; else it was reckoned now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What the inspector shows."""

    title: str
    span: str
    """The time in words."""
    as_of: datetime
    zone: tzinfo
    bar: float
    """The probability from which an article joins a story."""
    lone_bar: float = 1.0
    """The same for what is still alone when all else is joined; 1, or as high as ``bar``: there is no such."""
    stories: tuple[StoryView, ...] = ()
    """Those with several articles."""
    singles: tuple[StoryView, ...] = ()
    near: tuple[NearMiss, ...] = ()
    orders: tuple[str, ...] = ()
    """Lines of the orders file."""
    notes: tuple[str, ...] = ()
    """What was left out, and how to see it."""


# ---------------------------------------------------------------- two of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two articles that are compared, with its story."""

    article: Article
    placement: Placement
    story: tuple[Article, ...]
    """Every article of its story, itself among them."""
    slug: str = ""
    runner_up: str = ""
    """Headline of the story that it would have joined next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A link of a chain of articles."""

    one_id: str
    one: str
    other_id: str
    other: str
    link: Link
    is_weakest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCase:
    """Why two articles are one story, or are not."""

    one: Side
    other: Side
    is_one_story: bool
    bar: float
    lone_bar: float = 1.0
    """For what is still alone when all else is joined; 1, or as high as ``bar``: there is no such."""
    direct: Link
    """Between the two articles alone."""
    between: Link | None = None
    """Between their stories; None: they are one."""
    one_to_other: Link | None = None
    """Of the first article to the story of the second; None: they are one."""
    other_to_one: Link | None = None
    chain: tuple[Step, ...] = ()
    """How the one leads to the other by way of others, where they would not have joined alone."""
    missing: tuple[str, ...] = ()
    """What they have not in common, in words."""
    orders: tuple[StoryOrder, ...] = ()
    """Of an editor, on the two or on their stories."""
