"""What is measured of feeds, and what it tells: the words of source health.

Figures are reckoned from facts whenever they are wanted; nothing of this is kept beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FindingKind = Literal[
    "silent", "no dates", "same headlines", "flood", "new ids", "rewritten", "not a feed", "wrong clock"
]
HealthState = Literal["well", "silent", "failing", "new"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The first sight of one entry; moments in whole seconds since 1970, UTC."""

    seen_s: int
    claimed_s: int | None = None
    """When the publisher says it came out; None: it does not say."""
    checked_before_s: int | None = None
    """When the feed had last answered us before, pushes apart; None: never, so that this is archive and not news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What one document brought, beside what was known."""

    items: int
    """In the document, those left out too."""
    error: str = ""
    """Why it could not be read."""
    entries_new: int = 0
    """With an id that the feed never had."""
    entries_changed: int = 0
    """With a known id and other words."""
    dated: int = 0
    """Of the new and changed, those with a date that can be read."""
    headlines: int = 0
    """Of the new and changed, how many different ones."""
    headlines_before: int = 0
    """Different ones among the last twenty entries before."""
    links_known: int = 0
    """Of the new, those that lead where an entry with another id led before."""

    @property
    def rows(self) -> int:
        """New and changed entries."""
        return self.entries_new + self.entries_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFigures:
    """What the facts say of one feed; counts are of the health window unless said otherwise."""

    feed_url: str
    title: str = ""
    """As the feed itself has it."""
    asked: int = 0
    """Requests; what a hub pushed was none, and counts neither here nor among the answers."""
    unchanged: int = 0
    """Answers 304."""
    failed: int = 0
    last_error: str = ""
    """Of the last request in the window that failed."""
    unread: str = ""
    """Why the last document could not be read; empty: it could."""
    succeeded_at: datetime | None = None
    """The last good answer in the window."""
    first_asked_at: datetime | None = None
    """In the window."""
    entries_seen: int = 0
    """New or changed."""
    entries_kept: int = 0
    """Of those, the ones that became articles."""
    arrivals: tuple[Arrival, ...] = ()
    """The last new entries, newest first, whenever they were."""
    samples: tuple[Arrival, ...] = ()
    """One of every few hours' dated entries that came while we watched, newest first: of busy feeds,
    too, they reach back for days."""
    shape: Shape | None = None
    """Of the document that was read at the moment of interest; None: there was none."""
    shapes_before: tuple[Shape, ...] = ()
    """Of the documents before it, newest first, without headlines and links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockError:
    """A publisher's clock is wrong by a steady amount."""

    shift_minutes: int
    """To be added to its times to make them true: 420 for a publisher in Los Angeles who writes his
    summer time and calls it UTC."""
    evidence: str
    """In words: how many entries, over how long, how far apart."""
    is_certain: bool = False
    """The evidence is overwhelming."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMend:
    """How a feed's times are put right, and on whose word."""

    clock: str
    """The clock they are really told by: an IANA name or ``-07:00``."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something about a feed that its editor wants to know."""

    feed_url: str
    kind: FindingKind
    what: str
    """What was seen, with its figures."""
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """How a feed is, as of one moment."""

    feed_url: str
    title: str = ""
    state: HealthState = "new"
    succeeded_at: datetime | None = None
    posts_per_day: float = 0.0
    """Of its last posts; 0: too few to say."""
    gap_s: int = 0
    """Median time between two posts; 0: too few to say."""
    lag_s: int | None = None
    """Median time from publishing to our first sight, of what came while we were watching."""
    asked: int = 0
    unchanged: int = 0
    failed: int = 0
    entries_seen: int = 0
    entries_kept: int = 0
    failures: int = 0
    """In a row, up to now."""
    last_error: str = ""
    next_due_at: datetime | None = None
    due_why: str = ""
    dates: str = ""
    """What its dates are worth, in words."""
    clock: str = ""
    """The clock its times are put right by; empty: they are taken as they are."""
    finding: str = ""
    """What is found now about it."""

    @property
    def unchanged_share(self) -> float:
        """Answers 304 among all answers, 0 to 1."""
        good = self.asked - self.failed
        return self.unchanged / good if good > 0 else 0.0

    @property
    def kept_share(self) -> float:
        """Entries that became articles, 0 to 1."""
        return self.entries_kept / self.entries_seen if self.entries_seen else 0.0
