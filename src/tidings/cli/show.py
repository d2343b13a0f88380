"""Values on a terminal: progress, tables, and JSON for scripts."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from ..model import Edition, FeedReport, Quarantined, RankedStory, RunReport
from ..pipeline import STEPS, quiet
from ..pipeline import Progress as Tell

REASONS_SHOWN_MAX = 3
NAMES_SHOWN_MAX = 4
EVIDENCE_SHOWN_MAX = 160
"""Characters of an item in quarantine: two or three lines of a terminal."""


def out() -> Console:
    """Where answers go."""
    return Console(soft_wrap=False, highlight=False)


def print_json(value: object) -> None:
    """A value as JSON on standard output, for scripts."""
    encoded = msgspec.json.format(msgspec.json.encode(value), indent=2)
    sys.stdout.write(encoded.decode() + "\n")


# ---------------------------------------------------------------- progress


@contextmanager
def progress(*, is_shown: bool) -> Iterator[Tell]:
    """A bar for each step on a terminal, a line for each elsewhere; on standard error."""
    console = Console(stderr=True, highlight=False)
    if not is_shown:
        yield quiet
    elif console.is_terminal:
        with step_bars(console) as tell:
            yield tell
    else:
        yield tell_lines


@contextmanager
def step_bars(console: Console) -> Iterator[Tell]:
    """Live bars, one for each step that has begun."""
    columns = (
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[latest]}"),
    )
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, total: int, detail: str) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total, latest="")
            bars.update(tasks[step], completed=done, total=max(total, done), latest=escape(detail[-60:]))

        yield tell


def tell_lines(step: str, done: int, total: int, _detail: str) -> None:
    """One line when a step is complete."""
    if done >= total:
        number = STEPS.index(step) + 1 if step in STEPS else 0
        sys.stderr.write(f"[{number}/{len(STEPS)}] {step}: {done}\n")


# ---------------------------------------------------------------- tables


def print_front(edition: Edition, *, stories_max: int) -> None:
    """The front page as a table."""
    moment = f"edition {edition.number}, {edition.as_of:%Y-%m-%d %H:%M UTC}"
    table = Table(title=escape(f"{edition.masthead.title} · {moment}"), title_justify="left", expand=True)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("Heat", justify="right", no_wrap=True)
    table.add_column("Story", ratio=3)
    table.add_column("Told by", ratio=2)
    for story in edition.stories[:stories_max]:
        table.add_row(str(story.rank), f"{story.heat:.1f}", escape(story.headline), escape(told_by(story)))
    out().print(table)
    if len(edition.stories) > stories_max:
        out().print(f"and {len(edition.stories) - stories_max} more stories")


def told_by(story: RankedStory) -> str:
    """The sources of a story, the first few by name."""
    names = list(dict.fromkeys(report.article.source.name for report in story.reports))
    more = f" and {len(names) - NAMES_SHOWN_MAX} more" if len(names) > NAMES_SHOWN_MAX else ""
    return ", ".join(names[:NAMES_SHOWN_MAX]) + more


def print_quarantine(items: Sequence[Quarantined]) -> None:
    """The items in quarantine, with the beginning of each as it stood in its feed."""
    if not items:
        out().print("nothing is in quarantine")
        return
    table = Table(expand=True)
    table.add_column("First seen", no_wrap=True)
    for name in ("Feed", "Item", "Why", "Evidence"):
        table.add_column(name, ratio=2)
    for item in items:
        poison = item.poison
        cells = (item.feed_url, poison.what, poison.reason, " ".join(poison.raw.split())[:EVIDENCE_SHOWN_MAX])
        table.add_row(f"{item.seen_at:%Y-%m-%d %H:%M}", *map(escape, cells))
    out().print(table)
    out().print(f"{len(items)} in quarantine; `--json` shows each as it stood in its feed")


def print_report(report: RunReport, *, only_troubles: bool) -> None:
    """What a run did, feed by feed; or only the feeds that failed or dropped something."""
    feeds = [feed for feed in report.feeds if not only_troubles or feed.outcome == "failed" or feed.drops]
    if feeds:
        out().print(feeds_table(feeds))
    outcomes = Counter(feed.outcome for feed in report.feeds)
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    seen = sum(feed.entries_seen for feed in report.feeds)
    kept, known = sum(feed.entries_kept for feed in report.feeds), sum(feed.entries_known for feed in report.feeds)
    dropped = sum(len(feed.drops) for feed in report.feeds)
    console = out()
    console.print(f"feeds     {len(report.feeds)}: {told}")
    console.print(f"items     {seen} seen: {kept} new or changed, {known} known, {dropped} left out")
    console.print(f"articles  {report.articles_new} new; {report.reprints_count} reprints among the latest")
    console.print(
        f"verdicts  {report.published_count} published, {report.held_count} held, {report.refused_count} refused"
    )
    state = "new" if report.is_changed else "unchanged"
    console.print(
        f"edition   {report.edition_number} ({state}), {report.stories_count} stories;"
        f" {report.files_written} files written, {report.files_removed} removed"
    )


def feeds_table(feeds: Sequence[FeedReport]) -> Table:
    """A row for each feed, with the commonest reasons of what was left out."""
    table = Table(expand=True)
    table.add_column("Feed", ratio=3)
    table.add_column("Outcome")
    for name in ("Seen", "New", "Known", "Left out"):
        table.add_column(name, justify="right")
    table.add_column("Why", ratio=3)
    for feed in feeds:
        counts = (feed.entries_seen, feed.entries_kept, feed.entries_known, len(feed.drops))
        name = escape(feed.title or feed.feed_url)
        table.add_row(name, feed.outcome, *map(str, counts), escape(reasons(feed)))
    return table


def reasons(feed: FeedReport) -> str:
    """Why a feed failed, or why items were left out, commonest reason first."""
    counted = Counter(drop.reason for drop in feed.drops).most_common()
    told = [f"{count} × {reason}" for reason, count in counted[:REASONS_SHOWN_MAX]]
    rest = sum(count for _, count in counted[REASONS_SHOWN_MAX:])
    return "; ".join([*([feed.detail] if feed.detail else []), *told, *([f"{rest} for other reasons"] if rest else [])])
