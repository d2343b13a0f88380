"""Rules 1, 2 and 17: whose turn it is, at a clock that the test turns."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from tidings.fetch import turns as turns_module
from tidings.fetch.exchange import Trail, begin
from tidings.fetch.turns import PER_ADDRESS_MAX, READY_MAX, RECENT, Turns, site_of
from tidings.model import FetchRequest, HostState, Visit
from tidings.rules import FetchRules

from .site import NOON

RULES = FetchRules()


class ClockLoop(asyncio.SelectorEventLoop):
    """A loop whose time passes at once: sleeping until something is due costs nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 1000.0

    def time(self) -> float:
        return self.at

    def _run_once(self) -> None:
        scheduled = self._scheduled  # type: ignore[attr-defined]  # the library's own heap of timers
        if not self._ready and scheduled:  # type: ignore[attr-defined]  # and its queue
            self.at = max(self.at, scheduled[0].when())
        super()._run_once()  # type: ignore[misc]  # the library's own


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests() -> Iterator[None]:
    RECENT.clear()
    yield
    RECENT.clear()


def live(play: Callable[[], Awaitable[None]]) -> None:
    """Run a coroutine function in a loop of its own time."""
    loop = ClockLoop()
    try:
        loop.run_until_complete(asyncio.wait_for(play(), 1e9))
    finally:
        loop.close()


def trails(*urls: str, is_page: bool = False) -> list[Trail]:
    return [begin(FetchRequest(feed_url=url, is_page=is_page)) for url in urls]


async def times_of(turns: Turns, waiting: list[Trail], *, lasts_s: float = 1.0) -> list[tuple[str, float, float]]:
    """Let one worker for each request do nothing for a while: (address, begin, end) in order."""
    log: list[tuple[str, float, float]] = []

    async def work() -> None:
        trail = await turns.take()
        began = turns.clock()
        await asyncio.sleep(lasts_s)
        log.append((str(trail.url), began, turns.clock()))
        turns.end(trail)

    for trail in waiting:
        turns.add(trail)
    await asyncio.gather(*(work() for _ in waiting))
    return sorted(log, key=lambda row: row[1])


def test_rule_1_one_request_at_a_time_with_a_gap_of_five_seconds_and_a_tenth() -> None:
    async def play() -> None:
        log = await times_of(Turns(RULES, {}, now=NOON), trails(*[f"https://post.org/{n}" for n in range(20)]))
        gaps = [later[1] - sooner[2] for sooner, later in pairwise(log)]
        assert all(4.5 <= gap <= 5.5 for gap in gaps)
        assert len({round(gap, 6) for gap in gaps}) > 15

    live(play)


def test_rule_1_pages_a_second_apart_and_a_crawl_delay_is_kept() -> None:
    async def play() -> None:
        turns = Turns(RULES, {}, now=NOON)
        waiting = trails(*[f"https://post.org/{n}" for n in range(4)], is_page=True)
        log = await times_of(turns, waiting)
        assert all(0.9 <= later[1] - sooner[2] <= 1.1 for sooner, later in pairwise(log))
        turns.sites["post.org"].crawl_delay_s = 30.0
        log = await times_of(turns, trails("https://post.org/a", "https://post.org/b", is_page=True))
        assert 29.999 <= log[1][1] - log[0][2] <= 33.0

    live(play)


def test_rule_1_the_gap_holds_between_two_runs_of_a_process() -> None:
    async def play() -> None:
        first = await times_of(Turns(RULES, {}, now=NOON), trails("https://post.org/1"))
        second = await times_of(Turns(RULES, {}, now=NOON), trails("https://post.org/2"))
        assert second[0][1] - first[0][2] >= 4.5

    live(play)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://feeds.bbc.co.uk/a", ("bbc.co.uk", False)),
        ("https://ada.github.io/", ("ada.github.io", False)),
        ("http://93.184.216.34/", ("93.184.216.34", False)),
        ("http://127.0.0.1:8000/", ("127.0.0.1:8000", True)),
        ("http://a.localhost/", ("a.localhost:80", True)),
    ],
)
def test_rule_2_the_registrable_domain_is_what_gaps_are_kept_for(url: str, site: tuple[str, bool]) -> None:
    (trail,) = trails(url)

    assert site_of(trail.url) == site


def test_rule_1_names_of_one_site_share_its_turn() -> None:
    async def play() -> None:
        log = await times_of(Turns(RULES, {}, now=NOON), trails("https://a.post.org/", "https://b.post.org/"))
        assert log[1][1] - log[0][2] >= 4.5

    live(play)


def test_sites_do_not_wait_for_each_other() -> None:
    async def play() -> None:
        log = await times_of(Turns(RULES, {}, now=NOON), trails(*[f"https://post{n}.org/" for n in range(30)]))
        assert {began for _, began, _ in log} == {1000.0}

    live(play)


def test_this_machine_needs_no_gap_but_one_thing_at_a_time() -> None:
    async def play() -> None:
        log = await times_of(Turns(RULES, {}, now=NOON), trails(*[f"http://127.0.0.1:8000/{n}" for n in range(5)]))
        assert [began for _, began, _ in log] == [1000.0 + n for n in range(5)]

    live(play)


def test_rule_2_four_at_a_time_to_one_address() -> None:
    async def play() -> None:
        turns = Turns(RULES, {}, now=NOON)
        waiting = trails(*[f"https://post{n}.org/" for n in range(9)])
        for trail in waiting:
            turns.add(trail)
        taken = [await turns.take() for _ in waiting]
        got = [turns.take_address(trail, "93.184.216.34") for trail in taken]
        assert got == [True] * PER_ADDRESS_MAX + [False] * 5
        turns.free_address("93.184.216.34")
        turns.end(taken[0])
        assert await turns.take() is taken[PER_ADDRESS_MAX]
        assert turns.take_address(taken[PER_ADDRESS_MAX], "93.184.216.34")

    live(play)


def test_rule_17_no_more_than_so_many_requests_a_second_over_all_sites() -> None:
    async def play() -> None:
        turns = Turns(replace(RULES, requests_per_s_max=10.0), {}, now=NOON)
        log = await times_of(turns, trails(*[f"https://post{n}.org/" for n in range(60)]))
        starts = [began for _, began, _ in log]
        assert all(sum(1 for other in starts if start <= other < start + 1) <= 21 for start in starts)
        assert starts[-1] - starts[0] >= 4.5

    live(play)


def test_rule_17_this_machine_is_not_counted() -> None:
    async def play() -> None:
        turns = Turns(replace(RULES, requests_per_s_max=0.1), {}, now=NOON)
        log = await times_of(turns, trails(*[f"http://127.0.0.{n}/" for n in range(1, 60)]))
        assert {began for _, began, _ in log} == {1000.0}

    live(play)


def test_rule_17_a_hosts_day_has_an_end() -> None:
    known = {"post.org": HostState(host="post.org", day="2026-03-20", requests=198)}
    turns = Turns(RULES, known, now=NOON)
    visit = Visit(url="https://post.org/", status=200, wire_bytes=5)

    turns.note("post.org", [visit], retry_after_s=0)
    assert turns.why_waits("post.org") == ("", 0)
    turns.note("post.org", [visit], retry_after_s=0)
    why, wait_s = turns.why_waits("post.org")

    assert "share of today's requests (200 requests, 10 bytes)" in why
    assert wait_s == 12 * 3600


def test_rule_11_a_host_that_said_busy_is_left_alone_by_its_exact_name() -> None:
    turns = Turns(RULES, {"old.org": HostState(host="old.org", blocked_until=NOON.replace(hour=13))}, now=NOON)
    turns.note("a.post.org", [Visit(url="https://a.post.org/", status=503)], retry_after_s=60)

    assert turns.why_waits("a.post.org")[1] == 60
    assert turns.why_waits("b.post.org") == ("", 0)
    assert turns.why_waits("old.org")[1] == 3600


def test_asking_pauses_while_too_many_outcomes_wait() -> None:
    async def play() -> None:
        turns = Turns(RULES, {}, now=NOON)
        turns.add_outcomes(READY_MAX)
        turns.add(trails("https://post.org/")[0])
        taking = asyncio.ensure_future(turns.take())
        await asyncio.sleep(100)
        assert not taking.done()
        turns.add_outcomes(-1)
        assert str((await taking).url) == "https://post.org/"

    live(play)


def test_the_memory_of_gaps_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "REMEMBERED_MAX", 10)

    async def play() -> None:
        turns = Turns(RULES, {}, now=NOON)
        for number in range(30):
            await times_of(turns, trails(f"https://post{number}.org/"))
            await asyncio.sleep(10)
        assert len(RECENT) <= 11

    live(play)
