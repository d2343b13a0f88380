"""How long after a failure, and when to give up."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from ..chance import jittered, share_of
from ..errors import FetchError
from ..model import FeedState, Trouble
from ..rules import FetchRules
from .moves import is_plain_move
from .waits import DAY, WEEK, longest_of, shortest_of
from .words import Wait, in_words

DOUBLINGS_MAX = 20
"""Beyond this, doubling only makes big numbers: every cap has long been reached."""
MISSING_TRIES = 10
MISSING_FOR = timedelta(days=14)
"""A feed that is not there is given up after so many tries over so long: sites are moved clumsily."""
UNKNOWN_TRIES = 7
"""A name that nobody has is tried for a week of days: domains lapse and are renewed."""
RETRY_AFTER_MAX = WEEK
"""The longest wait a host can ask for."""

GONE = 410
PERMANENT = frozenset({301, 308})
TROUBLES: dict[int, Trouble] = {
    **dict.fromkeys((401, 402, 403, 451), "refused"),
    404: "missing",
    GONE: "gone",
    **dict.fromkeys((429, 503), "busy"),
}


def trouble_of(error: FetchError) -> Trouble:
    """The kind of a failure."""
    if error.status == GONE and not is_own_word(error):
        return "broken"
    if error.status:
        return TROUBLES.get(error.status, "broken")
    if error.kind == "unknown host":
        return "unknown host"
    return "unreached" if error.kind == "unreached" else "broken"


def is_own_word(error: FetchError) -> bool:
    """The answer is the feed's own: of the address that was asked, or of where it has moved to within its site.

    What a temporary redirect leads to, or another site that has not proved to be the feed's, cannot end it.
    """
    return all(
        visit.status in PERMANENT and is_plain_move(visit.url, after.url) for visit, after in pairwise(error.visits)
    )


def wait_after_error(state: FeedState, error: FetchError, rules: FetchRules) -> Wait:
    """The back-off, but never less than the host asked for, up to a week; ``state`` counts the failure already."""
    wait, note = back_off(state, rules)
    asked = timedelta(seconds=min(error.retry_after_s, RETRY_AFTER_MAX.total_seconds()))
    if not asked:
        return wait, note
    # Everybody who was told the same moment comes back a little after it, not at it.
    asked = min(jittered(asked, floor=asked, share=share_for(state)), max(asked, RETRY_AFTER_MAX))
    if state.trouble == "busy" or asked > wait:
        return max(asked, shortest_of(rules)), "the host asked to wait (Retry-After)"
    return wait, note


def back_off(state: FeedState, rules: FetchRules) -> Wait:
    """How long to leave a feed alone after its failures."""
    shortest, longest = shortest_of(rules), longest_of(rules)
    count, words = state.troubles, in_count(state.failures)
    match state.trouble:
        case "refused":
            wait = jittered(doubled(DAY, count, most=WEEK), floor=max(DAY, shortest), share=share_for(state))
            return min(
                wait, max(WEEK, shortest)
            ), f"it refuses us, {in_times(count)}: ask its publisher, or check its address"
        case "missing":
            wait = jittered(doubled(shortest, count, most=longest), floor=shortest, share=share_for(state))
            return wait, f"it is not there (404), {in_times(count)}: check its address on the desk"
        case "unknown host":
            return jittered(
                DAY, floor=max(DAY, shortest), share=share_for(state)
            ), f"its host is not known, {in_times(count)}"
        case "busy":
            wait = full_jitter(doubled(shortest, count, most=longest), floor=shortest, share=share_for(state))
        case "unreached":
            base = timedelta(minutes=rules.backoff_minutes)
            wait = full_jitter(
                doubled(base, state.failures, most=longest), floor=min(base, longest), share=share_for(state)
            )
        case _:
            # The host was asked, and an answer of any kind was work for it.
            base = timedelta(minutes=rules.backoff_minutes)
            wait = full_jitter(doubled(base, state.failures, most=longest), floor=shortest, share=share_for(state))
    return wait, f"a wait of {in_words(wait)} after {words}"


def doubled(base: timedelta, count: int, *, most: timedelta) -> timedelta:
    """The base for the first time, twice as long each further time, up to the most."""
    return min(base * (1 << min(max(count - 1, 0), DOUBLINGS_MAX)), max(base, most))


def full_jitter(wait: timedelta, *, floor: timedelta, share: float) -> timedelta:
    """Anything from the floor up to the wait: what failed together must not come back together."""
    if wait <= floor:
        return jittered(floor, floor=floor, share=share)
    return floor + (wait - floor) * share


def share_for(state: FeedState) -> float:
    """Chance, for one failure."""
    return share_of(state.feed_url, state.failures, state.checked_at)


def why_off(state: FeedState, *, now: datetime, heard_at: datetime | None) -> str:
    """Why a failing feed is not asked any more; empty: it is.

    ``heard_at`` is when any host last answered this desk: names are given up only when others could
    be reached meanwhile, since a machine without a line knows no host at all.
    """
    since = state.trouble_since or now
    mend = "and it is not asked any more: correct its address or take it off the desk"
    if state.trouble == "gone":
        return "the feed is gone for good (410) and is not asked any more: take it off the desk"
    if state.trouble == "missing" and state.troubles >= MISSING_TRIES and now - since >= MISSING_FOR:
        return f"it has not been there (404) for {(now - since).days} days {mend}"
    if state.trouble == "unknown host" and state.troubles >= UNKNOWN_TRIES and heard_at and heard_at >= since:
        return f"nobody has known its host for {(now - since).days} days {mend}"
    return ""


def in_count(failures: int) -> str:
    """A number of failures as a reader says it."""
    return "a failure" if failures == 1 else f"{failures} failures in a row"


def in_times(count: int) -> str:
    """How often in a row."""
    return "for the first time" if count == 1 else f"{count} times in a row"
