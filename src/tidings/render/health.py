"""How the desk's feeds were when an edition was composed, in words for its pages and as data for its API."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ..credentials import text_without_credentials, without_credentials
from ..figures import FeedHealth
from ..model import Edition
from .told import iso_moment, told_count, told_number, told_share

ROWS_MAX: Final = 1000
"""Feeds on the page; ``api/v1/health.json`` has all."""
ORDER: Final = ("failing", "silent", "new", "well")
"""What needs somebody comes first."""
STATES: Final = {"failing": "failing", "silent": "silent", "new": "not yet asked", "well": "well"}
UNITS: Final = ((86_400, "day"), (3600, "hour"), (60, "minute"))


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """One feed, told."""

    name: str
    url: str
    state: str
    succeeded_at: datetime | None
    rhythm: str
    lag: str
    unchanged: str
    kept: str
    failed: str
    dates: str
    next_due_at: datetime | None
    why: str
    remarks: tuple[str, ...]


def health_rows(edition: Edition) -> list[HealthRow]:
    """A row for each feed, those that need somebody first."""
    ranked = sorted(edition.health, key=lambda feed: ORDER.index(feed.state))
    return [health_row(feed) for feed in ranked]


def health_row(feed: FeedHealth) -> HealthRow:
    """A feed's health in words."""
    dates = f"{feed.dates}, put right by the clock {feed.clock}" if feed.clock else feed.dates
    row = f"{told_count(feed.failures, 'failure')} in a row: " if feed.failures > 1 else ""
    return HealthRow(
        name=feed.title or without_credentials(feed.feed_url).partition("://")[2],
        url=without_credentials(feed.feed_url),
        state=STATES[feed.state],
        succeeded_at=feed.succeeded_at,
        rhythm=told_rhythm(feed),
        lag=told_span(feed.lag_s) if feed.lag_s is not None else "",
        unchanged=told_share(feed.unchanged_share) if feed.asked > feed.failed else "",
        kept=f"{feed.entries_kept:,} of {feed.entries_seen:,}",
        failed=f"{feed.failed:,} of {feed.asked:,}",
        dates=dates,
        next_due_at=feed.next_due_at,
        why=text_without_credentials(feed.due_why),
        remarks=tuple(
            text_without_credentials(line)
            for line in (f"{row}{feed.last_error}" if feed.last_error else "", feed.finding)
            if line
        ),
    )


def told_rhythm(feed: FeedHealth) -> str:
    """``6.5 a day``, ``one every 4 days``."""
    if feed.posts_per_day >= 1:
        return f"{told_number(feed.posts_per_day)} a day"
    return f"one every {told_span(feed.gap_s)}" if feed.gap_s >= UNITS[-1][0] else ""


def health_counts(edition: Edition) -> str:
    """``12 feeds: 2 failing, 10 well``."""
    counts = Counter(feed.state for feed in edition.health)
    told = ", ".join(f"{counts[state]:,} {STATES[state]}" for state in ORDER if counts[state])
    return f"{told_count(len(edition.health), 'feed')}: {told}"


def told_span(seconds: int) -> str:
    """``25 minutes``, ``7 hours``, ``3 days``."""
    for size, unit in UNITS:
        if seconds >= size:
            return told_count(round(seconds / size), unit)
    return "at once"


def health_data(feed: FeedHealth) -> dict[str, Any]:
    """A feed's health for machines; shares are 0 to 1, null where nothing can be said."""
    return {
        "url": without_credentials(feed.feed_url),
        "title": feed.title,
        "state": feed.state,
        "succeeded_at": iso_moment(feed.succeeded_at) if feed.succeeded_at else None,
        "posts_per_day": feed.posts_per_day or None,
        "gap_s": feed.gap_s or None,
        "lag_s": feed.lag_s,
        "asked": feed.asked,
        "unchanged_share": round(feed.unchanged_share, 3) if feed.asked > feed.failed else None,
        "failed": feed.failed,
        "entries_seen": feed.entries_seen,
        "entries_kept": feed.entries_kept,
        "failures": feed.failures,
        "last_error": text_without_credentials(feed.last_error) or None,
        "next_due_at": iso_moment(feed.next_due_at) if feed.next_due_at else None,
        "due_why": text_without_credentials(feed.due_why) or None,
        "dates": feed.dates or None,
        "clock": feed.clock or None,
        "finding": text_without_credentials(feed.finding) or None,
    }
