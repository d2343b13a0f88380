"""Which feeds may be asked now, and why the others may not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ..chance import JITTER, share_of
from ..errors import FetchError
from ..model import Feed, FeedState
from .waits import DAY, HOUR, PUSH_FACTOR, WEEK, after_skips, is_skipped

WAIT_MAX = WEEK * (1 + JITTER) + WEEK
"""Longer than any wait that is reckoned here, with what jitter, first spread and hours of rest may add."""


def is_due(state: FeedState | None, *, now: datetime) -> bool:
    """Whether a feed may be asked now; what was never asked is due."""
    if state is None or (state.next_due_at is None and not state.is_off):
        return True
    if state.is_off or state.next_due_at is None:
        return False
    due_at = find_due_at(state, now=now) or now
    if due_at <= now:
        return not is_skipped(now, state.hints)
    # A memory from the far future means that this machine's clock was wrong once: without this the
    # feed would stay silent for years.
    return state.checked_at is not None and state.checked_at - now > WAIT_MAX


def find_due_at(state: FeedState | None, *, now: datetime) -> datetime | None:
    """The moment from which a feed may be asked; None: at once, it never was."""
    if state is None or state.next_due_at is None or not is_pushed(state, now=now):
        return state.next_due_at if state else None
    asked_at = state.checked_at or state.next_due_at
    slow = asked_at + min((state.next_due_at - asked_at) * PUSH_FACTOR, DAY)
    return max(state.next_due_at, slow)


def is_pushed(state: FeedState, *, now: datetime) -> bool:
    """A hub tells us of the feed's changes, and nothing is amiss with the feed itself."""
    return state.push_until is not None and state.push_until > now and not state.failures


def may_be_asked(state: FeedState | None, *, now: datetime) -> bool:
    """Whether a feed may be asked although it is not due, because somebody wants it.

    Not when it is gone for good (410), and not while its host wants to be left alone (Retry-After).
    """
    if state is None:
        return True
    is_gone = state.is_off and state.trouble == "gone"
    is_waiting = state.not_before is not None and now < state.not_before <= now + WEEK
    return not is_gone and not is_waiting


def why_not_due(state: FeedState | None, *, now: datetime) -> str:
    """When a feed is due next, and why not before, for people; empty when it is due now."""
    if state is None or is_due(state, now=now):
        return ""
    if state.is_off or state.next_due_at is None:
        return state.note
    due_at = find_due_at(state, now=now) or now
    if due_at <= now:
        moment = after_skips(now, state.hints, share=share_of(state.feed_url))
        return f"next due {moment:%Y-%m-%d %H:%M} UTC: the feed wants to be left alone before (skipHours, skipDays)"
    moved = f" (asked at {state.url})" if state.url else ""
    note = "a hub tells us of its news" if due_at > state.next_due_at else state.note
    said = f": {note}" if note else ""
    return f"next due {due_at:%Y-%m-%d %H:%M} UTC{said}{moved}"


def due_feeds(feeds: Sequence[Feed], states: Mapping[str, FeedState], *, now: datetime) -> tuple[Feed, ...]:
    """The feeds that may be asked now, in the desk's order; ``states`` by the feed's address."""
    return tuple(feed for feed in feeds if is_due(states.get(feed.url), now=now))


def postponed(state: FeedState | None, error: FetchError, *, feed_url: str, now: datetime) -> FeedState:
    """The memory of a feed that was due and not asked, for its host's sake: no failure of its own."""
    before = state or FeedState(feed_url=feed_url)
    wait = timedelta(seconds=min(error.retry_after_s, WEEK.total_seconds())) or HOUR
    wait += wait * JITTER * share_of(feed_url, now.isoformat())
    return replace(
        before, next_due_at=after_skips(now + wait, before.hints, share=share_of(feed_url)), note=error.reason
    )
