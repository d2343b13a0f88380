"""A day on the recorded web, where a third of the feeds misbehaves, graded from the server's own log."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tidings.errors import FetchError
from tidings.fetch import fetch_all
from tidings.model import Feed, FeedState, Fetched
from tidings.rules import FetchRules
from tidings.schedule import due_feeds, next_state, request_for

from .site import AGENT

WIRE = Path(__file__).resolve().parents[2].parent / "shared" / "wire"
RULES = FetchRules(total_timeout_s=2.5, body_bytes_max=4 << 20, silent_days=3650, hosts_at_once=8)
HOURS = [0.0, 0.4, 1.1, 2.3, 26.0]

pytestmark = [
    pytest.mark.recorded,
    pytest.mark.slow,
    pytest.mark.skipif(
        not WIRE.is_dir(), reason="the recorded web (a folder named shared beside the project) is missing"
    ),
]


@dataclass
class Wire:
    """The recorded web's server, and its log."""

    port: int
    log: Path

    def ask(self, path: str, method: str = "GET") -> str:
        """A control document."""
        with urlopen(Request(f"http://127.0.0.1:{self.port}{path}", method=method), timeout=10) as answer:
            return str(answer.read().decode())

    def now(self) -> datetime:
        """The server's clock."""
        return datetime.fromtimestamp(json.loads(self.ask("/clock"))["time"], tz=UTC)

    def feeds(self) -> list[Feed]:
        """Everything on its list."""
        return [Feed(url=url) for url in re.findall(r'xmlUrl="([^"]+)"', self.ask("/all.opml"))]

    def faults(self) -> dict[str, str]:
        """The kind of fault by the feed's id."""
        return dict(json.loads(self.ask("/faults.json"))["feeds"])


@contextmanager
def open_wire(folder: Path, cache: Path) -> Iterator[Wire]:
    """The server with faults and a host for each feed, in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = folder / "wire.log"
    script, faults = str(WIRE / "serve.py"), ["--faults", "7", "--per-host"]
    command = [sys.executable, script, "--port", str(port), "--log", str(log), *faults]
    environment = os.environ | {"TIDINGS_BENCH_CACHE": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True) as server:
        assert server.stderr is not None
        # Its second line says that it listens.
        assert "unpacking" in server.stderr.readline()
        assert "feeds" in server.stderr.readline()
        try:
            yield Wire(port=port, log=log)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


Results = list[dict[str, Fetched | FetchError]]


def live_through(wire: Wire, hours: list[float]) -> Results:
    """Ask for what is due at each of these hours, with both clocks moved together."""
    feeds, states, results = wire.feeds(), dict[str, FeedState](), []
    for hour, before in zip(hours, [0.0, *hours], strict=False):
        wire.ask(f"/clock?advance={(hour - before) * 3600}", "POST")
        # The run's clock is read before the first request, as in life.
        now = wire.now()
        due = due_feeds(feeds, states, now=now)
        requests = [request_for(feed.url, states.get(feed.url), now=now, rules=RULES) for feed in due]
        outcomes = {
            request.feed_url: outcome for request, outcome in fetch_all(requests, RULES, user_agent=AGENT, now=now)
        }
        for url, outcome in outcomes.items():
            states[url] = next_state(states.get(url), outcome, feed_url=url, now=now, rules=RULES)
        results.append(outcomes)
    return results


def scorecard(wire: Wire) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(WIRE / "scorecard.py"), str(wire.log), "--per-host"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Wire, dict[str, str], Results]:
    cache = Path(tempfile.gettempdir()) / "tidings-bench-cache"
    with open_wire(tmp_path_factory.mktemp("wire"), cache) as wire:
        return wire, wire.faults(), live_through(wire, HOURS)


Lived = tuple[Wire, dict[str, str], Results]


def test_all_manners_are_kept(lived: Lived) -> None:
    graded = scorecard(lived[0])

    assert graded.returncode == 0, graded.stdout
    assert [line.split()[0] for line in graded.stdout.splitlines()[1:]] == ["ok"] * 7


def test_every_fault_ends_as_it_should(lived: Lived) -> None:
    _, faults, results = lived
    ends: dict[str, set[object]] = defaultdict(set)
    for url, outcome in results[0].items():
        ends[faults.get(url.rsplit("/", 1)[1], "none")].add(
            ("failed" if isinstance(outcome, FetchError) else "fetched", outcome.status)
        )

    assert ends == {
        "none": {("fetched", 200)},
        "moved_301": {("fetched", 200)},
        "moved_302": {("fetched", 200)},
        "wrong_type": {("fetched", 200)},
        "bad_xml": {("fetched", 200)},
        "redirect_loop": {("failed", 302)},
        "private_redirect": {("failed", 302)},
        "gone_410": {("failed", 410)},
        "missing_404": {("failed", 404)},
        "rate_429": {("failed", 429)},
        "unavailable_503": {("failed", 503)},
        "slow_drip": {("failed", 200)},
        "truncated_gzip": {("failed", 200)},
        "huge_body": {("failed", 200)},
    }


def test_nothing_is_asked_early_and_little_is_sent_twice(lived: Lived) -> None:
    _, faults, results = lived
    unchanged = {url for later in results[1:] for url, outcome in later.items() if outcome.status == 304}

    assert (len(results[0]), len(results[1])) == (200, 0)
    assert len(unchanged) >= 150 - len(faults)


def test_a_host_that_asked_for_time_is_asked_again_after_it(lived: Lived) -> None:
    _, faults, results = lived
    waiting = [url for url in results[0] if faults.get(url.rsplit("/", 1)[1]) in ("rate_429", "unavailable_503")]

    assert not set(waiting) & (results[1].keys() | results[2].keys())
    later = results[3] | results[4]
    assert all(isinstance(later[url], Fetched) for url in waiting)


def test_rule_18_a_fortnight_is_lived_through_without_a_fault() -> None:
    """One seed here, at long steps; `bench/fortnight.py` does three, at steps of 37 minutes."""
    script = Path(__file__).resolve().parents[2] / "bench/fortnight.py"
    options = ["11", "--lively", "--tick-minutes", "480", "--whole-hours", "168", "--patience-s", "2.5"]
    graded = subprocess.run([sys.executable, str(script), *options], capture_output=True, text=True, check=False)

    assert graded.returncode == 0, graded.stdout + graded.stderr
    assert ", 0 of 7 rules broken" in graded.stdout
