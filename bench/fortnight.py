"""A simulated fortnight with a misbehaving web, and what its scorecard says of our manners.

    python bench/fortnight.py [SEED ...] [--days 14] [--tick-minutes 37]

For each seed the recorded web is started with faults, every feed on a host of its own.  Its clock is
moved forward tick by tick, and at each tick our line gathers and parses with the same clock, in a
database that is opened anew each time as after a restart.  Then the web's own scorecard reads its log.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.request import Request, urlopen

from targets import SHARED, Part, Target, size_of

SEEDS = (7, 11, 23)
DAYS = 14
TICK_MINUTES = 37
"""Never the same minute of an hour, so that every moment of a schedule is tried."""
TOTAL_TIMEOUT_S = 8.0
"""Real seconds that a slow drip costs at each visit: far less than the product's own minute, which would make hours of
it, but so much that no other answer is ever given up on a busy machine (the web would count it as given)."""
HUGE_MIB = 16
"""Of the endless feed: enough to be too large."""
STARTS_WITHIN_S = 60
FINDINGS_SHOWN_MAX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the scorecard says of one seed."""

    seed: int
    requests: int
    broken: tuple[tuple[str, tuple[str, ...]], ...]
    """Each rule that was broken, with its findings."""
    wall_s: float


# ---------------------------------------------------------------- the web and its clock


@contextlib.contextmanager
def misbehaving_web(seed: int, log: Path) -> Iterator[str]:
    """The recorded web with this seed's faults, each feed on its own host: its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--log", str(log), "--faults", str(seed), "--huge-mib", str(HUGE_MIB)]
    process = subprocess.Popen(
        [sys.executable, str(SHARED / "wire/serve.py"), *options, "--latency", "0", "--per-host"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield wait_for(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> str:
    """The address, once somebody answers there."""
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urlopen(f"{address}/clock"):
            return address
        time.sleep(0.1)
    raise SystemExit("starting the recorded web: it does not answer")


def web_clock(address: str, *, advance: timedelta = timedelta(0)) -> datetime:
    """The web's clock, after it was moved forward."""
    method = "POST" if advance else "GET"
    with urlopen(Request(f"{address}/clock?advance={advance.total_seconds()}", method=method)) as answer:
        return datetime.fromtimestamp(json.load(answer)["time"], UTC)


# ---------------------------------------------------------------- the fortnight


def live_through(address: str, folder: Path, *, days: float, tick: timedelta) -> None:
    """Gather and parse at every tick, by the web's clock."""
    from tidings import pipeline
    from tidings.config import parse_opml
    from tidings.model import Desk, Masthead
    from tidings.rules import Rules

    with urlopen(f"{address}/all.opml") as answer:
        feeds = parse_opml(answer.read(), file="all.opml")
    rules = Rules()
    desk = Desk(
        masthead=Masthead(title="Fortnight", url="https://bench.example", contact="editor@bench.example"),
        feeds=feeds,
        rules=replace(rules, fetch=replace(rules.fetch, total_timeout_s=TOTAL_TIMEOUT_S)),
    )
    now = web_clock(address)
    end = now + timedelta(days=days)
    while now < end:
        with pipeline.open_newsroom(desk, folder, now=now) as room:
            pipeline.gather_step(room)
            pipeline.parse_step(room)
        now = web_clock(address, advance=tick)


def scorecard(log: Path) -> tuple[int, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Requests in a log, and the rules they broke with the findings."""
    command = [sys.executable, str(SHARED / "wire/scorecard.py"), str(log), "--per-host"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    requests = re.match(r"(\d+) requests", said)
    if not requests:
        raise SystemExit(f"grading {log}: {said.strip() or 'the scorecard said nothing'}")
    broken: dict[str, list[str]] = {}
    rule = ""
    for line in said.splitlines()[1:]:
        if line.startswith("       - "):
            broken[rule].append(line[9:])
        else:
            verdict, rule = line.split()[:2]
            if verdict == "BROKEN":
                broken[rule] = []
    return int(requests[1]), tuple((name, tuple(findings)) for name, findings in broken.items())


def fortnight(seed: int, *, days: float = DAYS, tick_minutes: float = TICK_MINUTES) -> Verdict:
    """One seed's fortnight and its verdict."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tidings-fortnight-") as name:
        log = Path(name) / "wire.log"
        with misbehaving_web(seed, log) as address:
            live_through(address, Path(name) / "desk", days=days, tick=timedelta(minutes=tick_minutes))
        requests, broken = scorecard(log)
    return Verdict(seed=seed, requests=requests, broken=broken, wall_s=time.monotonic() - began)


def fortnights(seeds: Sequence[int], *, days: float, tick_minutes: float) -> list[Verdict]:
    """Several seeds side by side: most of the time is spent waiting for slow hosts."""
    with ProcessPoolExecutor(max_workers=len(seeds), mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(partial(fortnight, days=days, tick_minutes=tick_minutes), seeds))


def politeness() -> Part:
    """Three seeds, for the bench."""
    days = size_of("DAYS", DAYS)
    seeds = SEEDS[: size_of("SEEDS", len(SEEDS))]
    verdicts = fortnights(seeds, days=days, tick_minutes=TICK_MINUTES)
    return Part(
        title=f"Politeness: {days} simulated days with a third of 200 feeds misbehaving",
        text="\n".join(tell(verdict) for verdict in verdicts),
        targets=tuple(
            Target(
                name=f"politeness, seed {verdict.seed}",
                wanted="no rule broken",
                found=", ".join(f"{rule} ({len(findings)})" for rule, findings in verdict.broken) or "none broken",
                is_met=not verdict.broken,
            )
            for verdict in verdicts
        ),
    )


def tell(verdict: Verdict) -> str:
    """A verdict with a few examples of what was wrong."""
    lines = [f"seed {verdict.seed}: {verdict.requests} requests, {len(verdict.broken)} rules broken"]
    for rule, findings in verdict.broken:
        lines.append(f"  {rule}: {len(findings)} times")
        lines += [f"    {finding}" for finding in findings[:FINDINGS_SHOWN_MAX]]
    return "\n".join(lines)


def main() -> None:
    """Command line; leaves with 1 where a rule was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", nargs="*", type=int, default=list(SEEDS))
    parser.add_argument("--days", type=float, default=DAYS)
    parser.add_argument("--tick-minutes", type=float, default=TICK_MINUTES)
    options = parser.parse_args()
    verdicts = fortnights(options.seeds, days=options.days, tick_minutes=options.tick_minutes)
    for verdict in verdicts:
        print(f"{tell(verdict)}\n  {verdict.wall_s:.0f} s")
    sys.exit(any(verdict.broken for verdict in verdicts))


if __name__ == "__main__":
    main()
