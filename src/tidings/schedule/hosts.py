"""What belongs to a host and not to one feed: being asked to stay away, and its day's budget.

Hosts are told apart by their exact names: one tenant of a shared domain does not answer for another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ..chance import share_of
from ..model import HostState, Visit
from ..rules import FetchRules
from .failures import RETRY_AFTER_MAX, doubled, full_jitter
from .waits import longest_of, shortest_of

BUSY = frozenset({429, 503})


def next_host_state(
    state: HostState | None,
    visits: Sequence[Visit],
    *,
    host: str,
    retry_after_s: int,
    now: datetime,
    rules: FetchRules,
) -> HostState:
    """What to remember of a host after ``visits`` to it; ``retry_after_s`` is what the last of them asked for."""
    before = on_day(state or HostState(host=host), now)
    counted = replace(
        before,
        requests=before.requests + len(visits),
        wire_bytes=before.wire_bytes + sum(visit.wire_bytes for visit in visits),
    )
    last = visits[-1].status if visits else 0
    if last in BUSY:
        return blocked(counted, retry_after_s, now=now, rules=rules)
    # No answer says nothing about how welcome we are.
    return replace(counted, blocks=0, blocked_until=None) if last else counted


def on_day(state: HostState, now: datetime) -> HostState:
    """The memory with the day's counts, which begin anew with each UTC day; a block of the far future is dropped."""
    # It means that this machine's clock was wrong once.
    if state.blocked_until and state.blocked_until > now + RETRY_AFTER_MAX:
        state = replace(state, blocked_until=None)
    day = f"{now:%Y-%m-%d}"
    return state if state.day == day else replace(state, day=day, requests=0, wire_bytes=0)


def blocked(state: HostState, retry_after_s: int, *, now: datetime, rules: FetchRules) -> HostState:
    """The memory of a host that has just asked us to stay away."""
    blocks = state.blocks + 1
    asked = timedelta(seconds=min(retry_after_s, RETRY_AFTER_MAX.total_seconds()))
    shortest = shortest_of(rules)
    wait = asked or full_jitter(
        doubled(shortest, blocks, most=longest_of(rules)), floor=shortest, share=share_of(state.host, blocks, now)
    )
    return replace(state, blocks=blocks, blocked_until=now + wait)


def blocked_until(state: HostState | None, *, now: datetime, rules: FetchRules) -> datetime:
    """Until when the host is not asked; ``now`` where it may be."""
    if state is None:
        return now
    today = on_day(state, now)
    if today.blocked_until and now < today.blocked_until:
        return today.blocked_until
    if is_spent(today, rules):
        return (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return now


def is_spent(state: HostState, rules: FetchRules) -> bool:
    """The day's budget of the host is used up."""
    return state.requests >= rules.host_requests_per_day_max or state.wire_bytes >= rules.host_bytes_per_day_max


def why_host_waits(state: HostState | None, *, now: datetime, rules: FetchRules) -> str:
    """Why the host is not asked now, for people; empty: it may be."""
    if state is None or blocked_until(state, now=now, rules=rules) == now:
        return ""
    if state.blocked_until and now < state.blocked_until:
        return f"{state.host} asked us to stay away (429 or 503)"
    return (
        f"{state.host} has had its share of today's requests ({state.requests} requests, {state.wire_bytes:,} bytes; "
        "see host_requests_per_day_max)"
    )
