"""Whose turn it is: one request at a time for each site, a gap between two, so many sites at once.

A fixed number of workers takes what is ready; nothing here waits by itself, and nothing grows with
the number of requests but the list of those that wait.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from yarl import URL

from ..chance import JITTER, share_of
from ..model import HostState, Visit
from ..rules import FetchRules
from ..urls import site_key_of
from .addresses import is_literal, is_loopback
from .exchange import Trail
from .gate import host_of

READY_MAX = 64
"""Outcomes that wait for the caller before no more hosts are asked: bodies take memory."""
BUSY = frozenset({429, 503})
PER_ADDRESS_MAX = 4
"""Requests at a time to one IP address, whatever names it has."""
REMEMBERED_MAX = 4096
"""Sites whose last moment is remembered, after which those that are free again are forgotten."""

RECENT: dict[str, float] = {}
"""When each site is free again, by the machine's monotonic clock: gaps hold between two calls, too."""


@dataclass(slots=True)
class SiteTurn:
    """Who waits for one site, and when it may be asked."""

    key: str
    is_local: bool
    waiting: deque[Trail] = field(default_factory=deque)
    is_busy: bool = False
    """One of its requests is under way, or about to be."""
    count: int = 0
    """Requests in this run."""
    crawl_delay_s: float = 0.0


def site_of(url: URL) -> tuple[str, bool]:
    """What gaps are kept for, and whether it is this machine: the registrable domain, here host and port."""
    host = host_of(url)
    if is_loopback(host):
        return f"{host}:{url.port}", True
    return (host if is_literal(host) else site_key_of(host)), False


class Turns:
    """The turns of all sites of a run; every method is called in the loop's own thread."""

    def __init__(self, rules: FetchRules, hosts: Mapping[str, HostState], *, now: datetime) -> None:
        self.rules, self.now = rules, now
        self.tired = {
            host: seconds_between(now, state.blocked_until)
            for host, state in hosts.items()
            if state.blocked_until and state.blocked_until > now
        }
        """Hosts (exact names) that asked us to stay away, and for how many seconds more."""
        self.spent = {host: (state.requests, state.wire_bytes) for host, state in hosts.items()}
        """Requests and bytes of the day, by exact name."""
        self.sites: dict[str, SiteTurn] = {}
        self.ready: deque[Trail] = deque()
        self.later: list[tuple[float, int, str]] = []
        self.idle: deque[asyncio.Future[Trail]] = deque()
        self.parked: dict[str, deque[Trail]] = {}
        self.per_address: dict[str, int] = {}
        self.number = 0
        self.outcomes = 0
        self.next_token_at = 0.0
        self.timer: asyncio.TimerHandle | None = None

    # ------------------------------------------------------------ waiting

    def add(self, trail: Trail) -> None:
        """Let a request, or one that was led to another site, wait for its turn."""
        trail.site, trail.is_local = site_of(trail.url)
        site = self.sites.get(trail.site)
        if site is None:
            site = self.sites[trail.site] = SiteTurn(trail.site, trail.is_local)
        site.waiting.append(trail)
        if not site.is_busy and len(site.waiting) == 1:
            self.schedule(site)

    def schedule(self, site: SiteTurn) -> None:
        """Put the site's next request where the workers look, at once or when the gap has passed."""
        free_at = 0.0 if site.is_local else RECENT.get(site.key, 0.0)
        if free_at <= self.clock():
            self.make_ready(site)
        else:
            self.number += 1
            heapq.heappush(self.later, (free_at, self.number, site.key))
        self.serve()

    def make_ready(self, site: SiteTurn) -> None:
        """The site's next request may start."""
        site.is_busy = True
        site.count += 1
        self.ready.append(site.waiting.popleft())

    async def take(self) -> Trail:
        """The next request to make; for workers."""
        future: asyncio.Future[Trail] = asyncio.get_running_loop().create_future()
        self.idle.append(future)
        self.serve()
        return await future

    def serve(self) -> None:
        """Give what is ready to who is idle, and come back when there is more."""
        at = self.clock()
        while self.later and self.later[0][0] <= at:
            self.make_ready(self.sites[heapq.heappop(self.later)[2]])
        while self.ready and self.idle and self.outcomes < READY_MAX:
            if not self.ready[0].is_local and not self.has_token(at):
                break
            future = self.idle.popleft()
            if not future.done():
                future.set_result(self.ready.popleft())
        self.wake(at)

    def wake(self, at: float) -> None:
        """Set the one timer for the next moment that something becomes ready by itself."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        moments = [self.later[0][0]] if self.later else []
        if self.ready and self.idle and self.outcomes < READY_MAX:
            moments.append(self.next_token_at)
        if moments:
            self.timer = asyncio.get_running_loop().call_at(max(min(moments), at), self.serve)

    def has_token(self, at: float) -> bool:
        """Take one of the run's requests for this second, if there is one left."""
        if self.next_token_at > at:
            return False
        # A second's worth may be saved up.
        self.next_token_at = max(self.next_token_at, at - 1.0) + 1.0 / self.rules.requests_per_s_max
        return True

    # ------------------------------------------------------------ after a request

    def end(self, trail: Trail) -> None:
        """The request to the trail's site has ended; the next one follows after the gap."""
        site = self.sites[trail.site]
        site.is_busy = False
        if not site.is_local:
            RECENT[site.key] = self.clock() + self.gap_s(site, is_page=trail.request.is_page)
        if site.waiting:
            self.schedule(site)
        elif site.is_local:
            del self.sites[site.key]
        forget_free(self.clock())
        self.serve()

    def gap_s(self, site: SiteTurn, *, is_page: bool) -> float:
        """Seconds between this request and the next, a tenth more or less, but what the site asked for at least."""
        gap = self.rules.page_gap_s if is_page else self.rules.host_gap_s
        jitter = 1 - JITTER + 2 * JITTER * share_of(site.key, self.now, site.count)
        return max(gap * jitter, site.crawl_delay_s)

    def is_lasting(self, trail: Trail) -> bool:
        """A connection to the site is worth keeping: this machine's own, asked for more."""
        site = self.sites[trail.site]
        return site.is_local and (site.count > 1 or bool(site.waiting))

    def clock(self) -> float:
        """The loop's clock, which is the machine's."""
        return asyncio.get_running_loop().time()

    def add_outcomes(self, count: int) -> None:
        """So many more outcomes wait for the caller (fewer: it took some)."""
        self.outcomes += count
        if count < 0:
            self.serve()

    # ------------------------------------------------------------ addresses

    def take_address(self, trail: Trail, address: str) -> bool:
        """Take one of the places at an IP address; False: the trail is parked and comes back when one is free."""
        if self.per_address.get(address, 0) >= PER_ADDRESS_MAX:
            self.parked.setdefault(address, deque()).append(trail)
            return False
        self.per_address[address] = self.per_address.get(address, 0) + 1
        return True

    def free_address(self, address: str) -> None:
        """Give a place back."""
        self.per_address[address] -= 1
        if not self.per_address[address]:
            del self.per_address[address]
        if waiting := self.parked.get(address):
            self.ready.append(waiting.popleft())
            if not waiting:
                del self.parked[address]

    # ------------------------------------------------------------ hosts that had enough

    def why_waits(self, host: str) -> tuple[str, int]:
        """Why a host is asked nothing more for now, and for how many seconds; empty: it may be asked."""
        if host in self.tired:
            return f"{host} asked us to stay away (429 or 503)", self.tired[host]
        requests, wire_bytes = self.spent.get(host, (0, 0))
        if requests < self.rules.host_requests_per_day_max and wire_bytes < self.rules.host_bytes_per_day_max:
            return "", 0
        midnight = (self.now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        why = f"{host} has had its share of today's requests ({requests} requests, {wire_bytes:,} bytes)"
        return why, seconds_between(self.now, midnight)

    def note(self, host: str, visits: Sequence[Visit], *, retry_after_s: int) -> None:
        """Reckon requests to their host, and obey it where it has had enough."""
        requests, wire_bytes = self.spent.get(host, (0, 0))
        self.spent[host] = (requests + len(visits), wire_bytes + sum(visit.wire_bytes for visit in visits))
        if visits and visits[-1].status in BUSY:
            self.tired[host] = retry_after_s


def seconds_between(start: datetime, end: datetime) -> int:
    """Whole seconds from one moment to the next."""
    return round((end - start).total_seconds())


def forget_free(at: float) -> None:
    """Keep the memory of gaps small."""
    if len(RECENT) > REMEMBERED_MAX:
        for key in [key for key, free_at in RECENT.items() if free_at <= at]:
            del RECENT[key]
