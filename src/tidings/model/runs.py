"""What a run did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from ..figures import Finding
from ..imagery import PicturesReport
from .documents import Drop
from .stories import ORDERS_FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReport:
    """What one run had of one feed."""

    feed_url: str
    title: str = ""
    outcome: Literal["new", "unchanged", "failed", "not due"] = "not due"
    detail: str = ""
    """The error, or why it is not due, in words."""
    status: int = 0
    """Of the answer; 0: there was none."""
    is_unreadable: bool = False
    """It answered, but with something that is no feed."""
    moved_to: str = ""
    """Where it lives now, when it has moved for good; empty: where the desk says."""
    entries_seen: int = 0
    entries_kept: int = 0
    """New or changed, and now articles."""
    entries_known: int = 0
    """Read before and unchanged."""
    drops: tuple[Drop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One feed's announcement of something, as it was found, and what became of it."""

    feed_url: str
    entry_id: str
    seen_at: datetime
    url: str
    """Where the feed's answer came from, after redirects."""
    status: int
    body_hash: str
    """SHA-256 of the stored answer."""
    headline: str = ""
    drop_reason: str = ""
    """Why it became no article; empty: it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingReport:
    """What came of finding out what articles mean."""

    embedder: str = ""
    """Id of the model; ``none``: articles are compared by their words alone; empty: the report is older than this."""
    made: int = 0
    """Vectors that are new, or made again."""
    failures: tuple[tuple[str, str], ...] = ()
    """Articles that could not be embedded and are compared by their words: headline, and why."""
    note: str = ""
    """What the editor could do for better stories, and what has changed since the last run; told once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one run did."""

    started_at: datetime
    feeds: tuple[FeedReport, ...] = ()
    pages_asked: int = 0
    """Pages of articles."""
    pages_failed: int = 0
    pages_owed: int = 0
    """Wanted, and left for a later run."""
    articles_new: int = 0
    reprints_count: int = 0
    stories_count: int = 0
    published_count: int = 0
    held_count: int = 0
    refused_count: int = 0
    files_written: int = 0
    files_removed: int = 0
    edition_number: int = 0
    is_changed: bool = False
    """A new edition was composed."""
    stale_since: datetime | None = None
    """When the edition that readers see was made, where that is too long ago."""
    push_lines: tuple[str, ...] = ()
    """What was said to hubs and by hubs, a sentence each."""
    views_lines: tuple[str, ...] = ()
    """What was read of readers' views, a sentence each."""
    orders_lines: tuple[str, ...] = ()
    """What became of the orders file, a sentence each."""
    findings: tuple[Finding, ...] = ()
    """What was found out about feeds that their editor wants to know."""
    pictures: PicturesReport = field(default_factory=PicturesReport)
    embedding: EmbeddingReport = field(default_factory=EmbeddingReport)

    @property
    def order_mistakes(self) -> tuple[str, ...]:
        """What is wrong with the orders file itself."""
        return tuple(line for line in self.orders_lines if line.startswith(ORDERS_FILE))
