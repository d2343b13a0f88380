"""A simulated fortnight with a misbehaving web, and what its scorecard says of our manners.

    python bench/fortnight.py [SEED ...] [--days 14] [--tick-minutes 37] [--whole-hours 0] [--lively] [--patience-s 8]

For each seed the recorded web is started with faults, every feed on a host of its own.  Its clock is
moved forward tick by tick, and at each tick our line gathers and parses with the same clock, in a
database that is opened anew each time as after a restart; every so many hours the whole line runs.
Then the web's own scorecard reads its log.  The seeds are lived through side by side, since most of
the time is waiting for slow feeds.  Exit status 0: every rule was kept for every seed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
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
from tidings import pipeline
from tidings.config import parse_opml
from tidings.model import Desk, Masthead
from tidings.rules import Rules

SEEDS = (7, 11, 23)
DAYS = 14
TICK_MINUTES = 37
"""Never the same minute of an hour, so that every moment of a schedule is tried."""
PATIENCE_S = 8.0
"""Real seconds that a slow drip costs at each visit: far less than the product's own minute, which would make hours of
it, but so much that no other answer is ever given up on a busy machine (the web would count it as given)."""
HUGE_MIB = 16
"""Of the endless feed: enough to be too large."""
LIVELY_DAYS = 3650
"""The recording is of last winter: with less, nearly all its feeds would be silent ones, asked once a week."""
STARTS_WITHIN_S = 60
FINDINGS_SHOWN_MAX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """How the time is lived through."""

    days: float = DAYS
    tick_minutes: float = TICK_MINUTES
    whole_hours: float = 0.0
    """Between two runs of the whole line; 0: it only gathers and parses."""
    is_lively: bool = False
    """No feed is taken for a silent one."""
    patience_s: float = PATIENCE_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """What the scorecard says of a log."""

    requests: int
    rules: int
    """So many were looked at."""
    broken: tuple[tuple[str, tuple[str, ...]], ...]
    """Each rule that was broken, with its findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One seed's grade."""

    seed: int
    grade: Grade
    wall_s: float


# ---------------------------------------------------------------- the web and its clock


@contextlib.contextmanager
def misbehaving_web(seed: int, log: Path) -> Iterator[str]:
    """The recorded web with this seed's faults, each feed on its own host: its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--log", str(log), "--faults", str(seed), "--huge-mib", str(HUGE_MIB)]
    cache = {"TIDINGS_BENCH_CACHE": str(Path(tempfile.gettempdir()) / "tidings-bench-cache")}
    process = subprocess.Popen(
        [sys.executable, str(SHARED / "wire/serve.py"), *options, "--latency", "0", "--per-host"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=cache | os.environ,
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


def desk_of(address: str, life: Life) -> Desk:
    """A desk of every feed of the web."""
    with urlopen(f"{address}/all.opml") as answer:
        feeds = parse_opml(answer.read(), file="all.opml")
    rules = Rules()
    silent_days = LIVELY_DAYS if life.is_lively else rules.fetch.silent_days
    return Desk(
        masthead=Masthead(title="Fortnight", url="https://bench.example", contact="editor@bench.example"),
        feeds=feeds,
        rules=replace(rules, fetch=replace(rules.fetch, total_timeout_s=life.patience_s, silent_days=silent_days)),
    )


def live_through(address: str, folder: Path, life: Life) -> None:
    """Gather and parse at every tick by the web's clock, and now and then make the edition, too."""
    desk, now = desk_of(address, life), web_clock(address)
    end, whole_at = now + timedelta(days=life.days), now
    while now < end:
        with pipeline.open_newsroom(desk, folder, now=now) as room:
            if life.whole_hours and now >= whole_at:
                whole_at = now + timedelta(hours=life.whole_hours)
                pipeline.run(room)
            else:
                pipeline.gather_step(room)
                pipeline.parse_step(room)
        now = web_clock(address, advance=timedelta(minutes=life.tick_minutes))


def grade(log: Path) -> Grade:
    """What a log shows of our manners."""
    command = [sys.executable, str(SHARED / "wire/scorecard.py"), str(log), "--per-host"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    requests = re.match(r"(\d+) requests", said)
    if not requests:
        raise SystemExit(f"grading {log}: {said.strip() or 'the scorecard said nothing'}")
    findings: dict[str, list[str] | None] = {}
    rule = ""
    for line in said.splitlines()[1:]:
        if line.startswith("       - "):
            found = findings[rule]
            if found is not None:
                found.append(line[9:])
        else:
            verdict, rule = line.split()[:2]
            findings[rule] = [] if verdict == "BROKEN" else None
    broken = tuple((name, tuple(found)) for name, found in findings.items() if found is not None)
    return Grade(requests=int(requests[1]), rules=len(findings), broken=broken)


def fortnight(seed: int, life: Life) -> Verdict:
    """One seed's fortnight and its verdict."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tidings-fortnight-") as name:
        log = Path(name) / "wire.log"
        with misbehaving_web(seed, log) as address:
            live_through(address, Path(name) / "desk", life)
        graded = grade(log)
    return Verdict(seed=seed, grade=graded, wall_s=time.monotonic() - began)


def fortnights(seeds: Sequence[int], life: Life) -> list[Verdict]:
    """Several seeds side by side: most of the time is spent waiting for slow hosts."""
    with ProcessPoolExecutor(max_workers=len(seeds), mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(partial(fortnight, life=life), seeds))


def politeness() -> Part:
    """Three seeds, for the bench."""
    days = size_of("DAYS", DAYS)
    seeds = SEEDS[: size_of("SEEDS", len(SEEDS))]
    verdicts = fortnights(seeds, Life(days=days))
    return Part(
        title=f"Politeness: {days} simulated days with a third of 200 feeds misbehaving",
        text="\n".join(tell(verdict) for verdict in verdicts),
        targets=tuple(
            Target(
                name=f"politeness, seed {verdict.seed}",
                wanted="no rule broken",
                found=", ".join(f"{rule} ({len(findings)})" for rule, findings in verdict.grade.broken)
                or "none broken",
                is_met=not verdict.grade.broken,
            )
            for verdict in verdicts
        ),
    )


def tell(verdict: Verdict) -> str:
    """A verdict with a few examples of what was wrong."""
    graded = verdict.grade
    lines = [f"seed {verdict.seed}: {graded.requests} requests, {len(graded.broken)} of {graded.rules} rules broken"]
    for rule, findings in graded.broken:
        lines.append(f"  {rule}: {len(findings)} times")
        lines += [f"    {finding}" for finding in findings[:FINDINGS_SHOWN_MAX]]
    return "\n".join(lines)


def main() -> None:
    """Command line; leaves with 1 where a rule was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", nargs="*", type=int, default=list(SEEDS))
    parser.add_argument("--days", type=float, default=DAYS)
    parser.add_argument("--tick-minutes", type=float, default=TICK_MINUTES)
    parser.add_argument("--whole-hours", type=float, default=0.0, help="between two runs of the whole line; 0: none")
    parser.add_argument("--lively", action="store_true", help="take no feed for a silent one")
    parser.add_argument("--patience-s", type=float, default=PATIENCE_S, help="for one exchange, in real seconds")
    options = parser.parse_args()
    life = Life(
        days=options.days,
        tick_minutes=options.tick_minutes,
        whole_hours=options.whole_hours,
        is_lively=options.lively,
        patience_s=options.patience_s,
    )
    verdicts = fortnights(options.seeds, life)
    for verdict in verdicts:
        print(f"{tell(verdict)}\n  {verdict.wall_s:.0f} s")
    sys.exit(any(verdict.grade.broken for verdict in verdicts))


if __name__ == "__main__":
    main()
