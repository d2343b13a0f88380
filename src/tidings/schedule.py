"""When a feed is asked again, and why then: pure decisions, told in words.

The wait after an answer is the desk's interval, or longer where the server says that its answer
holds longer.  The wait after a failure doubles; what the host asked for (Retry-After) is a floor.
Nothing here reads a clock: the same memory, answer and ``now`` give the same next moment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from .errors import FetchError
from .model import Feed, FeedState, Fetched, Validators
from .rules import FetchRules

WAIT_MAX = timedelta(days=7)
"""The longest wait a host can ask for, and how long a feed that is gone is left alone."""
DOUBLINGS_MAX = 20
"""Beyond this, doubling only makes big numbers: every cap has long been reached."""
PUSH_FACTOR = 12
"""While a hub tells us of changes, asking is only the safety net: so many times slower ..."""
PUSH_WAIT_MAX = timedelta(hours=24)
"""... but never slower than once a day on its account."""
REFUSALS_MIN = 3
"""So many refusals in a row are not a slip of the server any more."""

GONE = 410
BUSY = frozenset({429, 503})
REFUSALS = {401: "it wants a login (401)", 403: "it refuses us (403)", 404: "it is not there (404)"}

Wait = tuple[timedelta, str]
"""How long, and why so long in words."""


def is_due(state: FeedState | None, *, now: datetime) -> bool:
    """Whether a feed may be asked now; what was never asked is due."""
    due_at = find_due_at(state, now=now)
    if state is None or due_at is None or due_at <= now:
        return True
    # A memory from the far future means that this machine's clock was wrong once: without this the
    # feed would stay silent for years.
    return state.checked_at is not None and state.checked_at - now > WAIT_MAX


def find_due_at(state: FeedState | None, *, now: datetime) -> datetime | None:
    """The moment from which a feed may be asked; None: at once, it never was."""
    if state is None or state.next_due_at is None or not is_pushed(state, now=now):
        return state.next_due_at if state else None
    asked_at = state.checked_at or state.next_due_at
    slow = asked_at + min((state.next_due_at - asked_at) * PUSH_FACTOR, PUSH_WAIT_MAX)
    return max(state.next_due_at, slow)


def is_pushed(state: FeedState, *, now: datetime) -> bool:
    """A hub tells us of the feed's changes, and nothing is amiss with the feed itself."""
    return state.push_until is not None and state.push_until > now and not state.failures


def why_not_due(state: FeedState | None, *, now: datetime) -> str:
    """When a feed is due next, and why not before, for people; empty when it is due now."""
    if state is None or state.next_due_at is None or is_due(state, now=now):
        return ""
    due_at = find_due_at(state, now=now) or now
    note = "a hub tells us of its news" if due_at > state.next_due_at else state.note
    moment = f"next due {due_at:%Y-%m-%d %H:%M} UTC"
    return f"{moment}: {note}" if note else moment


def due_feeds(feeds: Sequence[Feed], states: Mapping[str, FeedState], *, now: datetime) -> tuple[Feed, ...]:
    """The feeds that may be asked now, in the desk's order; ``states`` by the feed's address."""
    return tuple(feed for feed in feeds if is_due(states.get(feed.url), now=now))


def next_state(
    state: FeedState | None, outcome: Fetched | FetchError, *, feed_url: str, now: datetime, rules: FetchRules
) -> FeedState:
    """What to remember of a feed after it was asked; ``state`` is what we remembered before."""
    before = state or FeedState(feed_url=feed_url)
    if isinstance(outcome, FetchError):
        return state_after_error(before, outcome, now=now, rules=rules)
    return state_after_answer(before, outcome, now=now, rules=rules)


def state_after_answer(before: FeedState, fetched: Fetched, *, now: datetime, rules: FetchRules) -> FeedState:
    """The memory after a 200 or 304: validators and hash of what we hold now."""
    wait, note = wait_after_answer(fetched, rules)
    return replace(
        before,
        validators=validators_after(before.validators, fetched),
        # The hash of nothing tells nothing: an empty answer leaves the last body's.
        body_hash=hashlib.sha256(fetched.body).hexdigest() if fetched.body else before.body_hash,
        checked_at=now,
        succeeded_at=now,
        next_due_at=now + wait,
        failures=0,
        note=note,
    )


def state_after_error(before: FeedState, error: FetchError, *, now: datetime, rules: FetchRules) -> FeedState:
    """The memory after a failure; the validators still belong to the last body that we read."""
    failures = before.failures + 1
    wait, note = wait_after_error(error, failures, rules)
    return replace(before, checked_at=now, next_due_at=now + wait, failures=failures, note=note)


def validators_after(before: Validators, fetched: Fetched) -> Validators:
    """A 200 replaces them, even by none, so that old ones are never latched on to; a 304 may renew them."""
    new = fetched.validators
    if not fetched.is_unchanged:
        return new
    return Validators(etag=new.etag or before.etag, last_modified=new.last_modified or before.last_modified)


def wait_after_answer(fetched: Fetched, rules: FetchRules) -> Wait:
    """The desk's interval, or as long as the server says its answer holds, up to the longest interval."""
    interval = timedelta(minutes=rules.interval_minutes)
    # Compared as seconds, since a server may claim more than a timedelta holds.
    holds = timedelta(seconds=min(fetched.max_age_s, rules.interval_max_minutes * 60))
    if holds > interval:
        return holds, f"its server says that its answer holds for {in_words(holds)}"
    return interval, f"{in_words(interval)} between two requests"


def wait_after_error(error: FetchError, failures: int, rules: FetchRules) -> Wait:
    """The back-off, but never less than the host asked for, up to a week."""
    wait, note = back_off(error.status, failures, rules)
    asked = timedelta(seconds=min(error.retry_after_s, WAIT_MAX.total_seconds()))
    if asked > wait:
        return asked, "the host asked to wait (Retry-After)"
    return wait, note


def back_off(status: int, failures: int, rules: FetchRules) -> Wait:
    """How long to leave a feed alone after ``failures`` in a row, the last with ``status``."""
    longest = timedelta(minutes=max(rules.interval_max_minutes, rules.interval_minutes))
    if status == GONE:
        return max(WAIT_MAX, longest), "the feed is gone for good (410): take it off the desk"
    if status in REFUSALS and failures >= REFUSALS_MIN:
        return longest, f"{REFUSALS[status]}, {failures} times in a row: check its address on the desk"
    wait = min(first_wait(status, rules) * 2 ** min(failures - 1, DOUBLINGS_MAX), longest)
    if status:
        # The host did answer, and an answer of any kind was work for it.
        wait = max(wait, timedelta(minutes=rules.interval_minutes))
    return wait, f"a wait of {in_words(wait)} after {in_count(failures)}"


def first_wait(status: int, rules: FetchRules) -> timedelta:
    """The wait after a first failure; a host that says it is overloaded is given longer."""
    return timedelta(minutes=rules.interval_minutes if status in BUSY else rules.backoff_minutes)


def in_count(failures: int) -> str:
    """A number of failures as a reader says it."""
    return "a failure" if failures == 1 else f"{failures} failures in a row"


def in_words(wait: timedelta) -> str:
    """A wait as a reader says it: ``45 minutes``, ``1 hour``, ``2 days``; rounded up to minutes."""
    minutes = -(-int(wait.total_seconds()) // 60)
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size and minutes % size == 0:
            count = minutes // size
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return "no time"
