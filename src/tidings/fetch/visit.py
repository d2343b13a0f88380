"""A worker's way with one request: robots.txt first where it counts, then the exchange, then the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..errors import FetchError
from ..model import Fetched, FetchRequest, RobotsCopy
from .exchange import Line, Trail, advance, begin
from .gate import find_closed, host_of
from .robots import authority_of, copy_of, crawl_delay_s, find_ban, is_fresh
from .turns import Turns


@dataclass(slots=True)
class Round:
    """One run's exchanges: what they share, whose turn it is, and the copies of robots.txt."""

    line: Line
    turns: Turns
    copies: dict[str, RobotsCopy] = field(default_factory=dict)

    def learn(self, copies: Iterable[RobotsCopy]) -> None:
        """Take over what the caller knows; the newest copy of an authority counts."""
        for copy in copies:
            known = self.copies.get(copy.authority)
            if known is None or known.fetched_at < copy.fetched_at:
                self.copies[copy.authority] = copy


async def visit(round_: Round, trail: Trail) -> Fetched | FetchError | None:
    """Make one site's part of an exchange; None: it waits again, for another site or for its own next turn."""
    turns, host, count = round_.turns, host_of(trail.url), len(trail.visits)
    if not trail.is_local:
        why, wait_s = turns.why_waits(host)
        if why:
            return trail.failure(f"not asked: {why}", retry_after_s=wait_s, kind="not asked")
    outcome = await go_on(round_, trail)
    if not trail.is_local:
        retry_after_s = outcome.retry_after_s if outcome else 0
        turns.note(host, trail.visits[count:], retry_after_s=retry_after_s)
    if isinstance(outcome, Fetched):
        return replace(outcome, visits=tuple(trail.visits), elapsed_s=round(trail.spent_s, 3))
    return outcome


async def go_on(round_: Round, trail: Trail) -> Fetched | FetchError | None:
    """The next step of an exchange: a page comes after its site's robots.txt."""
    is_lasting = round_.turns.is_lasting(trail)
    if trail.request.is_page:
        if closed := find_closed(round_.line.gate, trail.url, is_redirect=bool(trail.seen)):
            return trail.failure(closed)
        copy = round_.copies.get(authority_of(trail.url))
        if copy is None or not is_fresh(copy, now=round_.line.now):
            # The page itself has the site's next turn, after the gap.
            return await learn_robots(round_, trail, old=copy, is_lasting=is_lasting)
        round_.turns.sites[trail.site].crawl_delay_s = crawl_delay_s(copy)
        if why := find_ban(copy, trail.url):
            return trail.failure(why, kind="robots")
    return await advance(round_.line, trail, is_lasting=is_lasting)


async def learn_robots(round_: Round, trail: Trail, *, old: RobotsCopy | None, is_lasting: bool) -> FetchError | None:
    """Fetch what the site that the trail has come to wants, after five redirects at most; an error: no page of it."""
    authority = authority_of(trail.url)
    way = begin(FetchRequest(feed_url=f"{authority}/robots.txt"))
    outcome: Fetched | FetchError | None = None
    while outcome is None:
        outcome = await advance(round_.line, way, is_lasting=is_lasting)
    trail.visits += way.visits
    trail.spent_s += way.spent_s
    if isinstance(outcome, FetchError) and not way.visits:
        return trail.failure(outcome.reason, kind=outcome.kind)  # not even asked: no word of the site's
    copy = round_.copies[authority] = copy_of(authority, outcome, old=old, now=round_.line.now)
    trail.robots.append(copy)
    round_.turns.sites[trail.site].crawl_delay_s = crawl_delay_s(copy)
    why = find_ban(copy, trail.url)
    return trail.failure(why, kind="robots") if why else None
