"""Gathering many feeds into SQLite: ours, and the ``reader`` library on the same feeds in the same run.

    python gathering.py [--feeds 2000] [--one-host] [--ours-only] [--profile FOLDER]

Every pass is a process of its own, which prints what it cost as JSON: wall and CPU seconds (its
worker processes counted in), the largest memory it held, and how many feeds and entries it kept.
``cold`` asks for the first time; ``304`` asks again an hour later, when nothing is new.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import cProfile
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds_server import feed_urls

HERE = Path(__file__).parent
NOW = datetime(2026, 3, 20, 6, 0, tzinfo=UTC)
AGAIN_AFTER = timedelta(days=3)
"""Between the passes, by the run's clock: every feed is due again."""
WORKERS_TRIED = (1, 4, 16)
FEEDS_FOR_TRIAL = 150
"""Feeds with which the peer's best number of workers is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one pass cost."""

    who: str
    what: str
    feeds: int
    """Feeds that answered as they should."""
    entries: int
    wall_s: float
    cpu_s: float
    memory_mb: float
    """Of the largest moment of the main process, its start included.  Worker processes are left out: the system
    counts what a child inherits when it is started as its own.
    """

    @property
    def feeds_per_s(self) -> float:
        """By the clock on the wall."""
        return self.feeds / max(self.wall_s, 1e-6)

    @property
    def cpu_ms_per_feed(self) -> float:
        """CPU milliseconds for one feed."""
        return 1000 * self.cpu_s / max(self.feeds, 1)


# ---------------------------------------------------------------- the server


@contextlib.contextmanager
def serving(feeds: int) -> Iterator[tuple[int, dict[str, object]]]:
    """A server of so many feeds: its port, and a dictionary that holds its own account at the end."""
    command = [sys.executable, str(HERE / "feeds_server.py"), "--feeds", str(feeds)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    account: dict[str, object] = {}
    assert process.stdout
    try:
        yield int(process.stdout.readline()), account
    finally:
        said, _ = process.communicate()
        account.update(json.loads(said))


# ---------------------------------------------------------------- one pass, in its own process


def measured(who: str, what: str, work: Callable[[], tuple[int, int]]) -> Cost:
    """The cost of calling ``work``, which returns how many feeds and entries it kept."""
    start, before = time.perf_counter(), os.times()
    feeds, entries = work()
    after, wall_s = os.times(), time.perf_counter() - start
    cpu_s = sum(after[:4]) - sum(before[:4])
    return Cost(who=who, what=what, feeds=feeds, entries=entries, wall_s=wall_s, cpu_s=cpu_s, memory_mb=peak_mb())


def peak_mb() -> float:
    """The most memory that this process has taken; what ``getrusage`` says begins with the starting process's own."""
    with contextlib.suppress(OSError), Path("/proc/self/status").open(encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(urls: list[str], folder: Path, what: str, profile: Path | None) -> Cost:
    """The first two steps of our line, as ``tidings gather`` and ``tidings parse`` run them."""
    from tidings import pipeline
    from tidings.model import Desk, Feed, Masthead

    desk = Desk(
        masthead=Masthead(title="Bench", url="https://bench.example", contact="editor@bench.example"),
        feeds=tuple(Feed(url=url) for url in urls),
    )
    now = NOW if what == "cold" else NOW + AGAIN_AFTER

    def work() -> tuple[int, int]:
        with pipeline.open_newsroom(desk, folder, now=now) as room, profiled(profile, what):
            pipeline.gather_step(room)
            pipeline.parse_step(room)
            wanted = "status = 200 AND body_hash <> ''" if what == "cold" else "status = 304"
            at = now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            query = f"SELECT count(*) FROM fetches WHERE fetched_at = ? AND {wanted}"
            (feeds,) = room.db.execute(query, (at,)).fetchone()
            (entries,) = room.db.execute("SELECT count(*) FROM entries WHERE seen_at = ?", (at,)).fetchone()
            return feeds, entries

    return measured("tidings", what, work)


@contextlib.contextmanager
def profiled(folder: Path | None, what: str) -> Iterator[None]:
    """Write two profiles into a folder, of this thread and of the thread that fetches; nothing without one."""
    if folder is None:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    bare = threading.Thread.run

    def run(thread: threading.Thread) -> None:
        if thread.name != "tidings-fetch":
            bare(thread)
            return
        profile = cProfile.Profile(time.thread_time)
        profile.runcall(bare, thread)
        profile.dump_stats(folder / f"{what}-fetch.prof")

    threading.Thread.run = run  # type: ignore[method-assign]
    profile = cProfile.Profile(time.thread_time)
    profile.enable()
    try:
        yield
    finally:
        profile.disable()
        profile.dump_stats(folder / f"{what}-main.prof")
        threading.Thread.run = bare  # type: ignore[method-assign]


def readers(urls: list[str], folder: Path, what: str, workers: int) -> Cost:
    """The ``reader`` library on the same feeds; adding them is not counted."""
    # Its own copy of feedparser wants a module that is no dependency of its any more; the released one has it.
    os.environ["READER_NO_VENDORED_FEEDPARSER"] = "1"
    from reader import ParseError, make_reader

    library = make_reader(str(folder / "reader.sqlite"))
    if what == "cold":
        for url in urls:
            library.add_feed(url)

    def work() -> tuple[int, int]:
        feeds = entries = 0
        for result in library.update_feeds_iter(workers=workers, scheduled=False):
            if isinstance(result.value, ParseError):
                continue
            feeds += 1
            entries += result.value.new if result.value else 0
        return feeds, entries

    return measured(f"reader ({workers})", what, work)


def one_pass(who: str, what: str, urls: list[str], folder: Path, profile: Path | None = None) -> Cost:
    """A pass in a process of its own."""
    job = {"who": who, "what": what, "urls": urls, "folder": str(folder), "profile": str(profile) if profile else ""}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", __file__, "--pass"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"measuring {who}, {what}: {done.stderr.strip()[-2000:]}")
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def pass_itself() -> None:
    """What the process of a pass does."""
    job = json.load(sys.stdin)
    urls, folder = job["urls"], Path(job["folder"])
    if job["who"] == "tidings":
        cost = ours(urls, folder, job["what"], Path(job["profile"]) if job["profile"] else None)
    else:
        cost = readers(urls, folder, job["what"], int(job["who"].removeprefix("reader ")))
    print(json.dumps(asdict(cost)))


# ---------------------------------------------------------------- both


def compile_ours() -> None:
    """Have our modules compiled, as pip leaves what it installs: a worker process would count it as its own work
    where Python may not write (``PYTHONDONTWRITEBYTECODE``).
    """
    import tidings

    compileall.compile_dir(Path(tidings.__file__).parent, quiet=1)


def both_passes(who: str, urls: list[str], profile: Path | None = None) -> tuple[Cost, Cost]:
    """Cold and 304, into a new database."""
    compile_ours()
    with tempfile.TemporaryDirectory(prefix="tidings-bench-") as folder:
        cold = one_pass(who, "cold", urls, Path(folder), profile)
        return cold, one_pass(who, "304", urls, Path(folder), profile)


def best_workers(urls: list[str]) -> int:
    """With how many workers the peer is fastest by the wall clock, both passes together."""
    trials = {workers: both_passes(f"reader {workers}", urls[:FEEDS_FOR_TRIAL]) for workers in WORKERS_TRIED}
    return min(trials, key=lambda workers: sum(cost.wall_s for cost in trials[workers]))


COLUMNS = (
    ("who", 13), ("pass", 5), ("feeds", 7), ("entries", 8), ("wall s", 8), ("CPU s", 8), ("feeds/s", 8),
    ("CPU ms/feed", 12), ("MB", 6),
)  # fmt: skip


def table(costs: Sequence[Cost]) -> str:
    """The costs as aligned text."""
    return "\n".join([aligned([name for name, _ in COLUMNS]), *(aligned(cells(cost)) for cost in costs)])


def aligned(values: Sequence[str]) -> str:
    """A line: names to the left, numbers to the right."""
    widths = [width for _, width in COLUMNS]
    words = [value.ljust(width) for value, width in zip(values[:2], widths[:2], strict=True)]
    return "".join([*words, *(value.rjust(width) for value, width in zip(values[2:], widths[2:], strict=True))])


def cells(cost: Cost) -> list[str]:
    """What each column says of a pass."""
    return [
        cost.who,
        cost.what,
        str(cost.feeds),
        str(cost.entries),
        f"{cost.wall_s:.2f}",
        f"{cost.cpu_s:.2f}",
        f"{cost.feeds_per_s:.0f}",
        f"{cost.cpu_ms_per_feed:.2f}",
        f"{cost.memory_mb:.0f}",
    ]


def main() -> None:
    """Command line."""
    if sys.argv[1:] == ["--pass"]:
        pass_itself()
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=2000)
    parser.add_argument("--one-host", action="store_true", help="all feeds on one host")
    parser.add_argument("--ours-only", action="store_true", help="leave the peer out")
    parser.add_argument("--profile", type=Path, help="write profiles of ours into this folder")
    options = parser.parse_args()
    with serving(options.feeds) as (port, account):
        urls = feed_urls(port, options.feeds, is_one_host=options.one_host)
        costs = list(both_passes("tidings", urls, options.profile))
        if not options.ours_only:
            costs += both_passes(f"reader {best_workers(urls)}", urls)
    print(table(costs))
    print(f"the server itself: {account}")


if __name__ == "__main__":
    main()
