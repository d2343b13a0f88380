"""What feeds say: documents, entries, and what was left out of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ..imagery import Image


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHints:
    """What a feed's document says about being asked; zero and empty mean unsaid."""

    ttl_s: int = 0
    """RSS ``ttl``, in seconds."""
    period_s: int = 0
    """``sy:updatePeriod`` divided by ``sy:updateFrequency``, in seconds."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day, 0 to 23 in GMT, at which it does not want to be asked."""
    skip_days: tuple[int, ...] = ()
    """Days of the week in GMT, Monday 0, on which it does not want to be asked."""
    hub_url: str = ""
    """A WebSub hub that tells of changes."""
    topic_url: str = ""
    """What the feed is called there (``rel="self"``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """What a feed's newest document tells of how often it is worth asking."""

    hints: FeedHints = FeedHints()
    gap_s: int = 0
    """Median seconds between its last posts; 0: too few for one."""
    posted_at: datetime | None = None
    """Its newest post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateClaim:
    """A date as a publisher wrote it, and how we read it."""

    raw: str
    element: str
    """Where it stood: ``pubDate``, ``dc:date``, ``published``, ``date_published`` ..."""
    at: datetime | None = None
    """None: it cannot be read as a date."""
    zone: Literal["stated", "assumed", "none"] = "none"
    """Whether the text named its zone, or one was assumed (UTC; Korean time for Korean words); none: not readable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item exactly as a feed announced it, in its own words but safe: the headline and names
    are text, ``summary`` and ``content`` sanitised HTML.
    """

    id: str
    """The feed's own id (guid, atom:id, id), else its link."""
    url: str = ""
    headline: str = ""
    headline_html: str = ""
    """The headline as sanitised HTML, where its format lets titles be HTML; a fact, never shown."""
    summary: str = ""
    content: str = ""
    texts: tuple[str, ...] = ()
    """Which of ``summary`` and ``content`` were text rather than HTML, and have been escaped."""
    authors: tuple[str, ...] = ()
    published: DateClaim | None = None
    updated: DateClaim | None = None
    image: Image | None = None
    tags: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poison:
    """An item that was left out alone so that its feed could be read."""

    what: str
    """Its headline or id."""
    reason: str
    raw: str
    """As it stood in the document, cut to 64 KiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Something left out, and why; ``what`` names it (headline, id or position)."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed document, whatever its format was."""

    title: str = ""
    title_html: str = ""
    """The title as sanitised HTML, where its format lets titles be HTML; a fact, never shown."""
    url: str = ""
    """The site it belongs to."""
    description: str = ""
    """Sanitised HTML."""
    id: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    updated: DateClaim | None = None
    image: str = ""
    format: str = ""
    """``RSS 2.0``, ``RSS 1.0 (RDF)``, ``Atom 1.0``, ``JSON Feed 1.1``, ``news sitemap`` ..."""
    entries: tuple[Entry, ...] = ()
    drops: tuple[Drop, ...] = ()
    poison: tuple[Poison, ...] = ()
    """Items left out alone; each is among the drops, too."""
    children: tuple[str, ...] = ()
    """Addresses of the sitemaps that a sitemap index names."""
    hints: FeedHints = FeedHints()
