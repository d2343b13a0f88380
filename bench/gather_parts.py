"""The parts of the bench that gather: beside the peer, and from few feeds to very many."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence

from feeds_server import feed_urls
from gathering import Cost, best_workers, both_passes, serving, table
from plot import line_chart
from targets import ROOT, Part, Target, size_of

PLOT = ROOT / "docs/images/gather-scale.svg"
SIZES = (200, 632, 2_000, 6_325, 20_000)
TIMES_WANTED = 5.0
"""As fast as the peer, cold and 304 together."""
RATE_WANTED = 1000
"""Feeds in a second of the all-304 pass.  Judged by CPU seconds, which other work on the machine does not change; on
a quiet machine the clock says the same or more."""
GROWTH_MAX = 1.5
"""A cost is called constant when no size costs this much more for a feed than the cheapest."""
MEMORY_GROWTH_MB_MAX = 100
"""Memory is called flat when the largest size takes at most this much more than the smallest: 5 kB a feed for what
is remembered of it (its address, its state, its turn), while its body alone is four times that."""


def gather() -> Part:
    """Our first two steps beside the ``reader`` library, on the same feeds in the same run."""
    feeds = size_of("FEEDS", 2000)
    with serving(feeds) as (port, account):
        urls = feed_urls(port, feeds, is_one_host=False)
        ours = both_passes("tidings", urls)
        theirs = both_passes(f"reader {best_workers(urls)}", urls) if importlib.util.find_spec("reader") else ()
    text = f"{table([*ours, *theirs])}\nthe server took {account['cpu_s']} CPU s of its own"
    return Part(
        title=f"Gathering {feeds} feeds into SQLite, asked and parsed; then again, when nothing is new",
        text=text + ("\nCPU s counts worker processes in; reader (N): with N workers, its best" if theirs else ""),
        targets=gather_targets(feeds, ours, theirs),
    )


def gather_targets(feeds: int, ours: Sequence[Cost], theirs: Sequence[Cost]) -> tuple[Target, ...]:
    """Complete, faster than the peer, and fast enough when nothing is new."""
    cold, again = ours
    whole = Target(
        name="gather, complete",
        wanted="every feed, in both passes",
        found=f"{cold.feeds} and {again.feeds}",
        is_met=cold.feeds == again.feeds == feeds,
    )
    per_cpu_s = again.feeds / max(again.cpu_s, 1e-6)
    rate = Target(
        name="gather, all 304",
        wanted=f"{RATE_WANTED} feeds/s, or a profile that shows why not",
        found=f"{per_cpu_s:.0f} feeds per CPU s, {again.feeds_per_s:.0f} feeds/s by the clock",
        is_met=per_cpu_s >= RATE_WANTED,
    )
    if not theirs:
        return (
            whole,
            Target(name="gather, beside reader", wanted="", found="reader is not installed", is_met=None),
            rate,
        )
    wall, cpu = (
        sum(getattr(cost, what) for cost in theirs) / sum(getattr(cost, what) for cost in ours)
        for what in ("wall_s", "cpu_s")
    )
    single = "; ".join(
        f"{mine.what} {their.cpu_s / mine.cpu_s:.1f} CPU, {their.wall_s / mine.wall_s:.1f} wall"
        for mine, their in zip(ours, theirs, strict=True)
    )
    beside = Target(
        name="gather, beside reader",
        wanted=f"{TIMES_WANTED:g} times as fast, both passes",
        found=f"{cpu:.1f} times by CPU, {wall:.1f} by the clock ({single})",
        is_met=cpu >= TIMES_WANTED,
    )
    return whole, beside, rate


def scale() -> Part:
    """What one feed costs, from few feeds to very many; also draws the plot."""
    largest = size_of("SCALE_MAX", SIZES[-1])
    sizes = [size for size in SIZES if size <= largest]
    costs: list[tuple[Cost, Cost]] = []
    for size in sizes:
        with serving(size) as (port, _):
            costs.append(both_passes("tidings", feed_urls(port, size, is_one_host=False)))
    if largest == SIZES[-1]:
        draw(sizes, costs)
    return Part(
        title=f"Cost of a feed, from {sizes[0]} feeds to {sizes[-1]}",
        text=table([cost for pair in costs for cost in pair]),
        targets=(
            constancy("cold", [pair[0] for pair in costs]),
            constancy("304", [pair[1] for pair in costs]),
            memory(costs),
        ),
    )


def constancy(what: str, costs: Sequence[Cost]) -> Target:
    """Whether a feed costs the same among few and among many."""
    each = [cost.cpu_ms_per_feed for cost in costs]
    # The smallest sizes are mostly start-up; it is growth towards the large ones that would tell of a bad loop.
    growth = each[-1] / min(each)
    return Target(
        name=f"scale, {what}",
        wanted=f"constant: the largest at most {GROWTH_MAX:g} times the cheapest",
        found=" ".join(f"{cost:.2f}" for cost in each) + f" CPU ms/feed, {growth:.2f} times",
        is_met=growth <= GROWTH_MAX,
    )


def memory(costs: Sequence[tuple[Cost, Cost]]) -> Target:
    """Whether bodies are streamed, and never all in memory."""
    each = [max(pair[0].memory_mb, pair[1].memory_mb) for pair in costs]
    return Target(
        name="scale, memory",
        wanted=f"flat: at most {MEMORY_GROWTH_MB_MAX} MB more for the largest",
        found=" ".join(f"{megabytes:.0f}" for megabytes in each) + " MB",
        is_met=each[-1] - each[0] <= MEMORY_GROWTH_MB_MAX,
    )


def draw(sizes: Sequence[int], costs: Sequence[tuple[Cost, Cost]]) -> None:
    """The plot for the page of figures."""
    lines = {
        name: [(size, pair[place].cpu_ms_per_feed) for size, pair in zip(sizes, costs, strict=True)]
        for place, name in enumerate(("new, parsed", "unchanged (304)"))
    }
    PLOT.parent.mkdir(exist_ok=True)
    PLOT.write_text(line_chart("What one feed costs", "feeds", "CPU milliseconds for each", lines), encoding="utf-8")
