"""What to remember of a feed: of its answers, its failures, and of what was read in it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from ..chance import share_of
from ..errors import FetchError
from ..model import FeedState, Fetched, FetchRequest, Rhythm, Validators
from ..rules import FetchRules
from .failures import RETRY_AFTER_MAX, trouble_of, wait_after_error, why_off
from .moves import with_move, with_return
from .waits import after_skips, next_moment


def request_for(feed_url: str, state: FeedState | None, *, now: datetime, rules: FetchRules) -> FetchRequest:
    """The question to a feed: only for news, but for the whole once in a while."""
    if state is None:
        return FetchRequest(feed_url=feed_url)
    is_stale = state.whole_at is not None and now - state.whole_at >= timedelta(days=rules.refetch_days)
    return FetchRequest(feed_url=feed_url, url=state.url, validators=Validators() if is_stale else state.validators)


def next_state(
    state: FeedState | None,
    outcome: Fetched | FetchError,
    *,
    feed_url: str,
    now: datetime,
    rules: FetchRules,
    heard_at: datetime | None = None,
) -> FeedState:
    """What to remember of a feed after it was asked; ``state`` is what we remembered before.

    ``heard_at`` is when any host last answered this desk; without it no host's name is given up.
    """
    before = state or FeedState(feed_url=feed_url)
    if isinstance(outcome, FetchError):
        return state_after_error(before, outcome, now=now, rules=rules, heard_at=heard_at)
    return state_after_answer(before, outcome, now=now, rules=rules)


def state_after_answer(before: FeedState, fetched: Fetched, *, now: datetime, rules: FetchRules) -> FeedState:
    """The memory after an answer: validators and hash of what we hold now."""
    body_hash = hashlib.sha256(fetched.body).hexdigest() if fetched.body else ""
    asked = min(fetched.retry_after_s, RETRY_AFTER_MAX.total_seconds())
    answered = replace(
        before,
        validators=validators_after(before.validators, fetched),
        # The hash of nothing tells nothing: an empty answer leaves the last body's.
        body_hash=body_hash or before.body_hash,
        checked_at=now,
        first_at=before.first_at or now,
        succeeded_at=now,
        whole_at=now if body_hash else before.whole_at or now,
        not_before=now + timedelta(seconds=asked) if asked else None,
        is_off=False,
        failures=0,
        failing_since=None,
        trouble="",
        troubles=0,
        trouble_since=None,
        holds_s=fetched.max_age_s,
        same_bodies=before.same_bodies + 1 if body_hash and body_hash == before.body_hash else 0,
    )
    return with_plan(with_move(answered, fetched.moved_to, now=now), rules)


def validators_after(before: Validators, fetched: Fetched) -> Validators:
    """A 200 replaces them, even by none, so that old ones are never latched on to; a 304 may renew them."""
    new = replace(fetched.validators, url=fetched.url) if fetched.validators != Validators() else Validators()
    if not fetched.is_unchanged:
        return new
    etag, last_modified = new.etag or before.etag, new.last_modified or before.last_modified
    return Validators(etag=etag, last_modified=last_modified, url=before.url or new.url)


def plan(state: FeedState, rhythm: Rhythm, *, rules: FetchRules) -> FeedState:
    """The memory after the last answer was read: its rhythm and its own words decide when it is asked again."""
    read = replace(state, hints=rhythm.hints, gap_s=rhythm.gap_s, posted_at=rhythm.posted_at)
    # What failed since is a matter of back-off.
    return with_plan(read, rules) if read.failures == 0 and read.checked_at else read


def with_plan(state: FeedState, rules: FetchRules) -> FeedState:
    """The memory with the next moment in it."""
    due_at, note = next_moment(state, rules)
    return replace(state, next_due_at=due_at, note=note)


def state_after_error(
    before: FeedState, error: FetchError, *, now: datetime, rules: FetchRules, heard_at: datetime | None
) -> FeedState:
    """The memory after a failure; the validators still belong to the last body that we read."""
    trouble = trouble_of(error)
    is_same = trouble == before.trouble
    failing = replace(
        before,
        checked_at=now,
        is_off=False,
        failures=before.failures + 1,
        failing_since=before.failing_since or now,
        trouble=trouble,
        troubles=before.troubles + 1 if is_same else 1,
        trouble_since=(before.trouble_since or now) if is_same else now,
    )
    if off := why_off(failing, now=now, heard_at=heard_at):
        return replace(failing, is_off=True, next_due_at=None, note=off)
    wait, note = wait_after_error(failing, error, rules)
    asked = timedelta(seconds=min(error.retry_after_s, RETRY_AFTER_MAX.total_seconds()))
    due_at = after_skips(now + wait, before.hints, share=share_of(before.feed_url))
    waiting = replace(failing, next_due_at=due_at, not_before=now + asked if asked else None, note=note)
    return with_return(waiting, now=now)
