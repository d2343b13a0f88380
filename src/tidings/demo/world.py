"""What the demo world consists of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An invented publisher and the habits of its feed."""

    id: str
    name: str
    domain: str
    kind: str
    """How its feed is written: rss, atom, rdf, json, broken (RSS that is not well formed), html (a
    page where a feed should be) or gone (nothing there).
    """
    tagline: str
    dates: str
    """How it writes dates, a name in ``dates.py``."""
    headlines: str
    """plain, title (Every Word Big), kicker (the town first) or signed (its own name last)."""
    sentences: tuple[int, int]
    """The least and most sentences after the first."""
    beats: tuple[str, ...] = ()
    """Ids of the only topics it reports; empty: everything."""
    addresses: str = "dated"
    """How its articles are addressed: dated, numbered or query."""
    has_content: bool = False
    """The feed carries the whole text beside a summary, and tags."""
    has_tracking: bool = False
    """Links in the feed say where the reader came from."""

    @property
    def has_news(self) -> bool:
        """Its feed can be read at all."""
        return self.kind not in ("html", "gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened: what an editor would call one story."""

    id: str
    kind: str
    topic: str
    place: str
    """The town, or empty for an event of all the isles."""
    starts_at: datetime
    choice: str
    """Which of the kind's alternatives is true of it, or empty."""
    facts: tuple[tuple[str, str], ...]
    """The names and numbers that stand for the words in braces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One publishing act: an outlet puts an item out, changes it, or puts it out twice."""

    outlet_id: str
    url: str
    """The article's address, without the tracking parameters that a feed may add."""
    guid: str
    headline: str
    summary: str
    body: str
    author: str
    published: datetime
    """When the wire begins to show it; for an edited entry, when it was edited."""
    raw_date: str
    """The date as the feed writes it, right or wrong; may be empty."""
    event_id: str
    """Empty for what is no news of the Low Isles."""
    kind: str
    """report, syndicated, update, edited, duplicate, off-topic or spam."""
    tags: tuple[str, ...] = ()
    date_fault: str = ""
    """What is wrong with ``raw_date``: future, year-one, unreadable, missing or no-zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All of it.  Dispatches are in the order of their moments."""

    seed: int
    starts_at: datetime
    ends_at: datetime
    outlets: tuple[Outlet, ...]
    events: tuple[Event, ...]
    dispatches: tuple[Dispatch, ...]


def truth_by_url(world: World) -> dict[str, str]:
    """The event of each on-topic article, by its address; copies and updates included."""
    return {dispatch.url: dispatch.event_id for dispatch in world.dispatches if dispatch.event_id}


def spam_urls(world: World) -> frozenset[str]:
    """Addresses of the press releases for sale."""
    return frozenset(dispatch.url for dispatch in world.dispatches if dispatch.kind == "spam")


def off_topic_urls(world: World) -> frozenset[str]:
    """Addresses of horoscopes, recipes and overseas gossip."""
    return frozenset(dispatch.url for dispatch in world.dispatches if dispatch.kind == "off-topic")
