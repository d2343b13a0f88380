"""What stories cost: articles a second, whether the next one costs the same after a million, memory, and sameness.

    python bench/story_speed.py --articles 100000 [--model static] [--per-day 100000]

runs one stream in this process and prints its marks as JSON lines; ``speed`` runs such processes and tells.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice, pairwise
from pathlib import Path

from plot import line_chart
from story_adapters import BATCH, StoryStream, embedder, make_batch, story_stream
from story_data import Item, rows_in_time, stream
from story_peers import LeaderStream
from targets import ROOT, Part, Target, size_of

MARKS = (1_000, 10_000, 100_000, 200_000, 400_000, 1_000_000)
DRAWN = tuple(mark for mark in MARKS if mark not in (200_000, 400_000))
"""Those whose numbers have room beside each other below the plot."""
RATE_MIN, GROWTH_MAX, MEMORY_MB_MAX = 5_000, 1.3, 400
DENSE_PER_DAY = 100_000
SAME_ARTICLES = 20_000
"""For the two runs and the restart that must agree."""
SECONDS_MAX = 7_200
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
PLOT, MEMORY_PLOT = ROOT / "docs/images/story-scale.svg", ROOT / "docs/images/story-memory.svg"
QUOTED = (
    "quoted from the reference, its logistic hybrid with static vectors: 355 us each at 100,000, 286 at 400,000,",
    "276 to 289 MB; the stream over and over, embedding included: 1,000,000 in 6.1 to 6.5 CPU minutes, 304 MB",
)
END_TO_END = {"auto": (2_000, 100), "static": (20_000, 2_500)}
"""For each embedder: texts, and articles a second that are wanted on two cores."""


# ---------------------------------------------------------------- one stream, in a process of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far a stream has come."""

    articles: int
    placing_s: float
    """CPU seconds for placing, since the start; making and embedding articles apart."""
    making_s: float
    """CPU seconds for making articles, and embedding them."""
    active: int
    """Stories that an article may join."""
    memory_mb: float
    """The most so far, with Python, all libraries and the 73,091 rows that the stream is made of."""


def run_stream(
    placing: StoryStream | LeaderStream, items: Iterator[Item], first: int, marks: Sequence[int], model: str
) -> None:
    """Place everything, and print a mark where one is due."""
    placing_s = making_s = 0.0
    due, at = [mark for mark in marks if mark > first], first
    while some := list(islice(items, BATCH)):
        began = time.process_time()
        batch = make_batch(some, at, model)
        made = time.process_time()
        placing.add(batch)
        making_s, placing_s, at = making_s + made - began, placing_s + time.process_time() - made, at + len(some)
        if due and at >= due[0]:
            due = [mark for mark in due if mark > at]
            active = placing.active_count()
            tell(Mark(articles=at, placing_s=placing_s, making_s=making_s, active=active, memory_mb=peak_mb()))


def tell(mark: Mark) -> None:
    """One line for the process that waits for it."""
    print(json.dumps(asdict(mark)), flush=True)


def peak_mb() -> float:
    """The high-water mark of this process's memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def hash_of(labels: Sequence[int]) -> str:
    """The same for the same groups, whatever their numbers."""
    numbers: dict[int, int] = {}
    told = ",".join(str(numbers.setdefault(label, len(numbers))) for label in labels)
    return hashlib.sha256(told.encode()).hexdigest()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--per-day", type=int, default=0, help="spread evenly; 0: at the recorded moments")
    parser.add_argument("--model", default="", help="an embedder; empty: words alone")
    parser.add_argument("--peer", action="store_true", help="the shared bench's TF-IDF leader instead of ours")
    parser.add_argument("--marks", type=int, nargs="*", default=[])
    parser.add_argument("--stored", type=Path, help="go on from what another process stored")
    parser.add_argument("--store", type=Path, help="store everything at the end")
    parser.add_argument("--hash", action="store_true", help="print the hash of the assignment at the end")
    options = parser.parse_args()
    placing = LeaderStream() if options.peer else story_stream(options.stored, keeps_articles=bool(options.store))
    first = len(placing.labels())
    items = islice(stream(options.articles, per_day=options.per_day), first, None)
    tell(
        Mark(
            articles=first,
            placing_s=0.0,
            making_s=0.0,
            active=placing.active_count(),
            memory_mb=(rows_in_time(), peak_mb())[1],
        )
    )
    run_stream(placing, items, first, options.marks or [options.articles], options.model)
    if options.store and isinstance(placing, StoryStream):
        placing.store(options.store)
    if options.hash:
        print(json.dumps({"hash": hash_of(placing.labels())}))


def in_process(*arguments: object) -> list[dict[str, float]]:
    """What a stream in a process of its own, on one core, prints."""
    done = subprocess.run(
        [sys.executable, __file__, *map(str, arguments)],
        env=os.environ | ONE_CORE,
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"running a stream of stories {arguments}: {done.stderr.strip()[-1000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def marks_of(*arguments: object) -> list[Mark]:
    """The marks of one stream; the first is before the first article."""
    return [Mark(**line) for line in in_process(*arguments) if "articles" in line]  # type: ignore[arg-type]


# ---------------------------------------------------------------- the part


def speed() -> Part:
    """Cost growth, the dense stream, sameness, and end to end with embedders; draws the plot on a whole run."""
    articles, dense = size_of("STREAMED", 200_000), size_of("DENSE", 100_000)
    repeat = len(rows_in_time())
    marks = sorted({mark for mark in MARKS if mark <= articles} | set(range(repeat, articles + 1, repeat)) | {articles})
    grown = {
        name: marks_of("--articles", articles, "--model", model, "--marks", *marks)
        for name, model in (("by words", ""), ("static vectors", "static"))
        if not model or embedder(model)
    }
    grown["TF-IDF leader"] = marks_of("--articles", articles, "--peer", "--marks", *marks)
    rows = [f"{'':<18}{'articles':>10}{'us each':>9}{'making us':>11}{'active':>8}{'MB':>6}"]
    for name, found in grown.items():
        rows += table_of(name, [mark for mark in found if mark.articles in (0, articles) or is_mark(mark)])
    model = "static" if embedder("static") else ""
    crowd = marks_of("--articles", dense, "--per-day", DENSE_PER_DAY, "--model", model, "--marks", dense // 2, dense)
    rows += table_of(f"{DENSE_PER_DAY:,} a day", crowd)
    if articles >= MARKS[-1]:
        draw(grown)
    same, told = sameness(min(SAME_ARTICLES, articles), model)
    ends, more = end_to_end()
    usual = grown.get("static vectors", grown["by words"])
    targets = (*cost_targets(usual, repeat), same, *ends)
    return Part(title="Stories: what they cost", text="\n".join([*rows, *QUOTED, told, *more]), targets=targets)


def is_mark(mark: Mark, among: Sequence[int] = MARKS) -> bool:
    """A mark of the table; the others are ends of repeats.  Batches end a little after a mark."""
    return any(0 <= mark.articles - at < BATCH for at in among)


def table_of(name: str, found: Sequence[Mark]) -> list[str]:
    """A line for each mark with what an article cost since the one before."""
    rows = []
    for before, mark in pairwise(found):
        some = mark.articles - before.articles
        placing, making = (
            (getattr(mark, what) - getattr(before, what)) / some * 1e6 for what in ("placing_s", "making_s")
        )
        rows.append(
            f"{name:<18}{mark.articles:>10,}{placing:>9.0f}{making:>11.0f}{mark.active:>8,}{mark.memory_mb:>6.0f}"
        )
    return rows


def cost_targets(found: Sequence[Mark], repeat: int) -> tuple[Target, ...]:
    """Fast, as fast after many, and small."""
    last = found[-1]
    rate = last.articles / last.placing_s
    ends = [mark for mark in found if mark.articles and 0 <= mark.articles % repeat < BATCH]
    return (
        Target(
            name="stories, speed",
            wanted=f"at least {RATE_MIN:,} articles/s on a core, three days in the window, vectors given",
            found=f"{rate:,.0f}/s over {last.articles:,}",
            is_met=rate >= RATE_MIN,
        ),
        growth(ends),
        Target(
            name="stories, memory",
            wanted=f"at most {MEMORY_MB_MAX} MB at 1,000,000 articles",
            found=f"{last.memory_mb:.0f} MB at {last.articles:,}, {found[0].memory_mb:.0f} before the first",
            is_met=last.memory_mb <= MEMORY_MB_MAX if last.articles >= MARKS[-1] else None,
        ),
    )


def growth(ends: Sequence[Mark]) -> Target:
    """What an article costs in the last whole repeat beside the second, which ends at 146,000: the same days again."""
    wanted = f"the last repeat at most {GROWTH_MAX:g} times the second, at 1,000,000 articles"
    if len(ends) < 4:
        why = f"{len(ends)} whole repeats; it takes four or more: TIDINGS_BENCH_STREAMED=1000000"
        return Target(name="stories, cost growth", wanted=wanted, found=why, is_met=None)
    early, late = (
        (two.placing_s - one.placing_s) / (two.articles - one.articles) * 1e6
        for one, two in ((ends[0], ends[1]), (ends[-2], ends[-1]))
    )
    return Target(
        name="stories, cost growth",
        wanted=wanted,
        found=f"{early:.0f} and {late:.0f} us, {late / early:.2f} times, at {ends[-1].articles:,}",
        is_met=late <= GROWTH_MAX * early,
    )


def sameness(articles: int, model: str) -> tuple[Target, str]:
    """Two runs, and one that stops in the middle and goes on in another process from what was stored."""
    half = articles // 2 // BATCH * BATCH
    with tempfile.TemporaryDirectory() as folder:
        stored = Path(folder) / "stored"
        usual = ("--articles", articles, "--model", model, "--hash")
        whole = [in_process(*usual)[-1]["hash"] for _ in range(2)]
        in_process("--articles", half, "--model", model, "--store", stored)
        again = in_process(*usual, "--stored", stored)[-1]["hash"]
    is_same = len({*whole, again}) == 1
    one, two, three = (str(found)[:16] for found in (*whole, again))
    told = f"assignment of {articles:,}: {one}, again {two}, after a restart {three}"
    return Target(
        name="stories, the same again",
        wanted="one hash from two runs and after a restart in the middle",
        found="one" if is_same else "not the same",
        is_met=is_same,
    ), told


def draw(grown: dict[str, list[Mark]]) -> None:
    """The plots for the page of figures: what one more article costs, and memory."""
    costs, memory = {}, {}
    for name, found in grown.items():
        marks = [found[0], *(mark for mark in found if is_mark(mark, DRAWN))]
        costs[name] = [
            (at, (mark.placing_s - before.placing_s) / (mark.articles - before.articles) * 1e6)
            for before, mark, at in zip(marks, marks[1:], DRAWN, strict=False)
        ]
        memory[name] = [(at, mark.memory_mb) for mark, at in zip(marks[1:], DRAWN, strict=False)]
    PLOT.parent.mkdir(exist_ok=True)
    for path, title, what, lines in (
        (PLOT, "What placing one more article costs", "CPU microseconds each", costs),
        (MEMORY_PLOT, "Memory of the whole process", "MB at most so far", memory),
    ):
        path.write_text(line_chart(title, "articles so far", what, lines), encoding="utf-8")


# ---------------------------------------------------------------- end to end


def end_to_end() -> tuple[list[Target], list[str]]:
    """Articles a second by the clock, embedding and placing, titles and summaries of the recorded feeds."""
    targets, told = [], []
    for model, (count, wanted) in END_TO_END.items():
        name = f"stories, end to end, {model}"
        if embedder(model) is None:
            targets.append(Target(name=name, wanted="", found="the embedder is not to be had here", is_met=None))
            continue
        items = recorded_items(count)
        make_batch(items[:1], 0, model)  # the model is loaded once for a run, not for each article
        placing, began, cpu = story_stream(), time.monotonic(), time.process_time()
        for first in range(0, len(items), BATCH):
            placing.add(make_batch(items[first : first + BATCH], first, model))
        wall, cpu = time.monotonic() - began, time.process_time() - cpu
        told.append(f"{model}: {len(items):,} titles and summaries in {wall:.1f} s, {cpu:.1f} CPU s")
        rate = len(items) / wall
        targets.append(
            Target(
                name=name, wanted=f"{wanted:,} articles/s on two cores", found=f"{rate:,.0f}/s", is_met=rate >= wanted
            )
        )
    return targets, told


def recorded_items(count: int) -> list[Item]:
    """Articles of the recorded feeds, four a minute; where there are not enough, again with a number in the title."""
    from recorded_feeds import articles_of_recorded_feeds

    articles = articles_of_recorded_feeds()
    start = articles[0].seen_at.timestamp()
    return [
        {
            "text": article.headline if at < len(articles) else f"{article.headline} {at // len(articles)}",
            "summary": article.excerpt,
            "time": start + at * 15,
            "url": article.url,
            "source": article.source.id,
        }
        for at in range(count)
        for article in [articles[at % len(articles)]]
    ]


if __name__ == "__main__":
    main()
