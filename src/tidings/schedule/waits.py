"""How long after an answer: the feed's rhythm, and what its server and its document say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from ..chance import jittered, share_of
from ..model import FeedHints, FeedState, ParsedFeed, Rhythm, Validators
from ..rules import FetchRules
from .words import Wait, about, in_words

POSTS = 20
"""The rhythm is that of so many last posts: enough for a median, few enough to follow a change."""
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SAME_BODIES_DOUBLINGS_MAX = 5
PUSH_FACTOR = 12
"""While a hub tells of changes, asking is only the safety net."""
CLAIM_TOLERANCE = timedelta(minutes=10)
"""Dates further ahead than this are no posts yet."""


def next_moment(state: FeedState, rules: FetchRules) -> tuple[datetime, str]:
    """When a feed that has just answered (at ``checked_at``) is due, and why then."""
    asked_at = state.checked_at
    if asked_at is None:
        raise ValueError("planning a feed that was never asked: ask it first")
    wait, why = interval_of(state, asked_at, rules)
    floor, floor_why = max(floors_of(state, rules), key=lambda floor: floor[0])
    note = floor_why if floor >= wait else why
    spread = jittered(wait, floor=floor, share=share_of(state.feed_url, asked_at.isoformat()))
    if state.first_at == asked_at:
        # All feeds of a new desk are asked at once; from the second time on they are spread out.
        spread += min(max(wait, floor), DAY) * share_of(state.feed_url)
    moment = asked_at + spread
    if state.not_before and state.not_before > moment:
        moment, note = state.not_before, "the host asked to wait (Retry-After)"
    allowed = after_skips(moment, state.hints, share=share_of(state.feed_url))
    return (
        (moment, note)
        if allowed == moment
        else (allowed, "the feed wants to be left alone before (skipHours, skipDays)")
    )


def interval_of(state: FeedState, asked_at: datetime, rules: FetchRules) -> Wait:
    """The wait that follows from how often the feed posts."""
    shortest, longest = shortest_of(rules), longest_of(rules)
    if state.posted_at and asked_at - state.posted_at > timedelta(days=rules.silent_days):
        return max(WEEK, shortest), f"nothing new for more than {rules.silent_days} days: once a week"
    gap = timedelta(seconds=state.gap_s)
    wait, why = shortest, f"{in_words(shortest)} between two requests"
    if gap / 2 > shortest:
        wait, why = min(gap / 2, longest), f"it posts every {about(gap).removeprefix('about ')} or so"
    if state.same_bodies:
        wait = min(wait * 2 ** min(state.same_bodies, SAME_BODIES_DOUBLINGS_MAX), longest)
        why = "its server sends the same again and again instead of saying that nothing is new"
    return wait, why


def floors_of(state: FeedState, rules: FetchRules) -> Iterator[Wait]:
    """What no wait may be shorter than: the desk's interval, hints, and a day where every answer is a whole one."""
    yield shortest_of(rules), f"{in_words(shortest_of(rules))} between two requests"
    told = list(hints_of(state, rules))
    yield from told
    if not told and not has_validators(state.validators):
        once = timedelta(minutes=rules.unconditional_minutes)
        yield once, f"its server cannot be asked only for news: once in {in_words(once)}"


def hints_of(state: FeedState, rules: FetchRules) -> Iterator[Wait]:
    """How long the publisher says that an answer holds; none counts for longer than the longest interval."""
    longest = longest_of(rules)
    for seconds, words in (
        (state.holds_s, "its server says that its answer holds for"),
        (state.hints.ttl_s, "the feed says that it holds (ttl) for"),
        (state.hints.period_s, "the feed says that it is updated (sy:updatePeriod) every"),
    ):
        if seconds > 0:
            # Compared as seconds, since a publisher may claim more than a timedelta holds.
            holds = timedelta(seconds=min(seconds, longest.total_seconds()))
            yield holds, f"{words} {in_words(holds)}"


def has_validators(validators: Validators) -> bool:
    """The feed can be asked only for news."""
    return bool(validators.etag or validators.last_modified)


def shortest_of(rules: FetchRules) -> timedelta:
    """The least time between two requests for a feed."""
    return timedelta(minutes=rules.interval_minutes)


def longest_of(rules: FetchRules) -> timedelta:
    """What rhythm, hints and back-off are cut to."""
    return timedelta(minutes=max(rules.interval_minutes, rules.interval_max_minutes))


# ---------------------------------------------------------------- hours and days of rest


def is_skipped(moment: datetime, hints: FeedHints) -> bool:
    """The feed does not want to be asked at this hour or on this day (GMT); nonsense is no wish."""
    hours, days = set(hints.skip_hours) & set(range(24)), set(hints.skip_days) & set(range(7))
    if len(hours) == 24 or len(days) == 7:  # all of them: nobody means that
        return False
    return moment.hour in hours or moment.weekday() in days


def after_skips(moment: datetime, hints: FeedHints, *, share: float) -> datetime:
    """The moment, or one in the first hour after the rest that it falls into."""
    if not is_skipped(moment, hints):
        return moment
    hour = moment.replace(minute=0, second=0, microsecond=0)
    while is_skipped(hour, hints):
        hour += HOUR
    return hour + HOUR * share / 2


# ---------------------------------------------------------------- rhythm


def rhythm_of(document: ParsedFeed, *, now: datetime) -> Rhythm:
    """How often a feed posts, and what it says of being asked."""
    posts = posts_of(document, now=now)
    return Rhythm(hints=document.hints, gap_s=gap_s_of(posts), posted_at=posts[0] if posts else None)


def posts_of(document: ParsedFeed, *, now: datetime) -> list[datetime]:
    """The moments its entries claim, newest first; those ahead of ``now`` are none."""
    claims = (entry.published or entry.updated for entry in document.entries)
    moments = {claim.at for claim in claims if claim and claim.at and claim.at <= now + CLAIM_TOLERANCE}
    return sorted(moments, reverse=True)


def gap_s_of(posts: Iterable[datetime]) -> int:
    """The median gap of the last posts in seconds; 0 where there are too few for one."""
    last = list(posts)[:POSTS]
    gaps = [(newer - older).total_seconds() for newer, older in pairwise(last)]
    return round(median(gaps)) if gaps else 0
