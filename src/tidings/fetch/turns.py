"""Whose turn it is: one request at a time for each host, a gap between two, so many hosts at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ..rules import FetchRules
from .addresses import is_loopback

LOOPBACK_AT_ONCE = 4
"""This machine need not be spared, only not drowned."""
READY_MAX = 64
"""Outcomes that wait for the caller before no more hosts are asked: bodies take memory."""


class HostTurn:
    """When one host may be asked."""

    def __init__(self, host: str, gap_s: float) -> None:
        self.is_local = is_loopback(host)
        self.gap_s = 0.0 if self.is_local else gap_s
        self.places = asyncio.Semaphore(LOOPBACK_AT_ONCE if self.is_local else 1)
        self.free_at = float("-inf")

    def wait_s(self, at: float) -> float:
        """Seconds until the host may be asked again; 0: now.  ``at`` and ``free_at`` are the loop's clock."""
        return max(0.0, self.free_at - at)

    def end(self, at: float) -> None:
        """A request to it has just ended."""
        self.free_at = at + self.gap_s


class Turns:
    """The turns of all hosts of a run."""

    def __init__(self, rules: FetchRules) -> None:
        self.gap_s = rules.host_gap_s
        self.slots = asyncio.Semaphore(rules.hosts_at_once)
        self.hosts: dict[str, HostTurn] = {}
        self.tired: dict[str, int] = {}
        """Hosts that said 429 in this run, and how many seconds they asked us to wait."""
        self.ready = 0
        self.is_taken = asyncio.Event()
        self.is_taken.set()

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """For as long as the block runs, the host is ours; waits for it without holding up other hosts."""
        clock = asyncio.get_running_loop().time
        mine = self.hosts.setdefault(host, HostTurn(host, self.gap_s))
        async with mine.places:
            await asyncio.sleep(mine.wait_s(clock()))
            await self.is_taken.wait()
            async with self.slots:
                try:
                    yield
                finally:
                    mine.end(clock())

    def tire(self, host: str, retry_after_s: int) -> None:
        """The host said 429: it is asked nothing more in this run (this machine's own always is)."""
        if not is_loopback(host):
            self.tired[host] = retry_after_s

    def add_ready(self, count: int) -> None:
        """So many more outcomes wait for the caller (fewer: it took some)."""
        self.ready += count
        if self.ready < READY_MAX:
            self.is_taken.set()
        else:
            self.is_taken.clear()
