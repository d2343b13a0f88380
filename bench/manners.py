"""A fortnight on the recorded web, a third of whose feeds misbehaves, graded from the server's own log.

    python bench/manners.py WIRE [--seeds 1 2 3] [--days 14] [--every HOURS] [--run-every HOURS]

``WIRE`` is the folder of ``serve.py`` and ``scorecard.py``.  For each seed a server is started, a desk of all its
feeds is made, and the desk gathers at every step with both clocks moved together; now and then the
whole line runs.  The seeds are lived through side by side, since most of the time is waiting for slow
feeds.  Exit status 0: every rule was kept for every seed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import Request, urlopen

from tidings import pipeline
from tidings.model import Desk, Feed, Masthead
from tidings.rules import FetchRules, Rules

# The slow drip is left after seconds, the huge body after four mebibytes, so that a fortnight takes minutes.  The
# recording is of last winter: without the long patience all its feeds would be silent ones.
RULES = Rules(fetch=FetchRules(total_timeout_s=2.5, body_bytes_max=4 << 20, silent_days=3650, hosts_at_once=8))


@dataclass(frozen=True)
class Wire:
    """The recorded web's server, and its log."""

    port: int
    log: Path

    def ask(self, path: str, method: str = "GET") -> str:
        """A control document."""
        with urlopen(Request(f"http://127.0.0.1:{self.port}{path}", method=method), timeout=30) as answer:
            return str(answer.read().decode())

    def advance(self, hours: float) -> datetime:
        """Move the server's clock; returns what it says then."""
        return datetime.fromtimestamp(json.loads(self.ask(f"/clock?advance={hours * 3600}", "POST"))["time"], tz=UTC)

    def feeds(self) -> tuple[Feed, ...]:
        """Everything on its list."""
        return tuple(Feed(url=url) for url in re.findall(r'xmlUrl="([^"]+)"', self.ask("/all.opml")))


@contextmanager
def open_wire(folder: Path, *, scripts: Path, seed: int) -> Iterator[Wire]:
    """The server with faults and a host for each feed, in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = folder / "wire.log"
    options = ["--port", str(port), "--log", str(log), "--faults", str(seed), "--per-host", "--latency", "0"]
    environment = {"TIDINGS_BENCH_CACHE": str(Path(tempfile.gettempdir()) / "tidings-bench-cache"), **os.environ}
    command = [sys.executable, str(scripts / "serve.py"), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True) as server:
        try:
            # Its second line says that it listens.
            for _ in range(2):
                server.stderr.readline() if server.stderr else None
            yield Wire(port=port, log=log)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def step(desk: Desk, folder: Path, now: datetime, *, is_whole: bool) -> None:
    """One run of the line, or its first two steps."""
    with pipeline.open_newsroom(desk, folder, now=now) as room:
        if is_whole:
            pipeline.run(room)
        else:
            pipeline.gather_step(room)
            pipeline.parse_step(room)


def live(wire: Wire, folder: Path, *, days: float, every: float, run_every: float) -> int:
    """Gather at every step of the fortnight; returns how many steps there were."""
    desk = Desk(masthead=Masthead(title="Manners", url="https://desk.example"), feeds=wire.feeds(), rules=RULES)
    steps = round(days * 24 / every)
    for number in range(steps + 1):
        now = wire.advance(every if number else 0)
        step(desk, folder, now, is_whole=number % max(1, round(run_every / every)) == 0)
    return steps + 1


def grade(wire: Wire, scripts: Path) -> subprocess.CompletedProcess[str]:
    """What the scorecard says about the log."""
    command = [sys.executable, str(scripts / "scorecard.py"), str(wire.log), "--per-host"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def judge(seed: int, options: argparse.Namespace) -> tuple[str, int]:
    """One seed's fortnight: what to print, and the scorecard's exit status."""
    with tempfile.TemporaryDirectory() as folder, open_wire(Path(folder), scripts=options.wire, seed=seed) as wire:
        began = time.monotonic()
        desk = Path(folder) / "desk"
        steps = live(wire, desk, days=options.days, every=options.every, run_every=options.run_every)
        graded = grade(wire, options.wire)
        head = f"seed {seed}: {options.days:g} days in {steps} runs, {time.monotonic() - began:.0f} s\n"
        return head + graded.stdout, graded.returncode


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wire", type=Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--days", type=float, default=14)
    parser.add_argument("--every", type=float, default=1.0, help="hours between two gatherings")
    parser.add_argument("--run-every", type=float, default=84.0, help="hours between two runs of the whole line")
    options = parser.parse_args()
    with ProcessPoolExecutor(len(options.seeds)) as pool:
        verdicts = list(pool.map(judge, options.seeds, [options] * len(options.seeds)))
    for text, _ in verdicts:
        print(text, end="", flush=True)
    return max(status for _, status in verdicts)


if __name__ == "__main__":
    sys.exit(main())
