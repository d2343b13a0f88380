"""Source health and findings on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import typer
from rich.markup import escape

from ..figures import FeedHealth, Finding
from ..health import WINDOW_DAYS
from . import show

STATE_ORDER = ("failing", "silent", "new", "well")
FINDINGS_SHOWN_MAX = 12
"""Findings in a terminal; ``--json`` has all."""
NAME_WIDTH_MIN, NAME_WIDTH_MAX = 20, 50


def print_health(feeds: Sequence[FeedHealth], *, now: datetime) -> None:
    """Two lines for each feed, those in trouble first, and what is the matter with them."""
    console = show.out()
    name_width = max(NAME_WIDTH_MIN, min(NAME_WIDTH_MAX, console.width - len(told_cells(HEADINGS)) - 1))
    console.print(f"[bold]{'Feed':<{name_width}} {told_cells(HEADINGS)}[/bold]")
    for feed in sorted(feeds, key=lambda feed: STATE_ORDER.index(feed.state)):
        console.print(
            escape(f"{cut(name_of(feed), name_width):<{name_width}} {told_cells(health_cells(feed))}".rstrip())
        )
        for line in remarks(feed, now=now):
            console.print(f"    [dim]{escape(line)}[/dim]", soft_wrap=True)
    counts = Counter[str](feed.state for feed in feeds)
    told = ", ".join(f"{counts[state]} {state}" for state in STATE_ORDER if counts[state])
    console.print(f"{len(feeds)} feeds: {told or 'none'}; figures of the last {WINDOW_DAYS} days")


HEADINGS = ("State", "A day", "Lag", "304", "Kept", "Failed")
WIDTHS = (7, 6, 6, 5, 9, 8)


def told_cells(cells: Sequence[str]) -> str:
    """Cells side by side under their headings; the first is a word, the others are numbers."""
    first, *numbers = zip(cells, WIDTHS, strict=True)
    return f"{first[0]:<{first[1]}}" + "".join(f"{cell:>{width}}" for cell, width in numbers)


def health_cells(feed: FeedHealth) -> tuple[str, ...]:
    """The cells of a feed's row, in the order of ``HEADINGS``."""
    return (
        feed.state,
        told_rate(feed.posts_per_day),
        short_span(feed.lag_s) if feed.lag_s is not None else "",
        f"{feed.unchanged_share:.0%}" if feed.asked > feed.failed else "",
        f"{feed.entries_kept}/{feed.entries_seen}",
        f"{feed.failed}/{feed.asked}",
    )


def told_rate(per_day: float) -> str:
    """Posts a day, with a second decimal where they are rare."""
    return f"{per_day:.1f}" if per_day >= 1 else f"{per_day:.2f}" if per_day else ""


def short_span(seconds: int) -> str:
    """``25 m``, ``7 h``, ``3 d``."""
    size, unit = next(
        (size, unit) for size, unit in ((86_400, "d"), (3600, "h"), (60, "m")) if seconds >= size or unit == "m"
    )
    return f"{round(seconds / size)} {unit}"


def remarks(feed: FeedHealth, *, now: datetime) -> list[str]:
    """What else there is to say of a feed, a line each."""
    answered = f"answered {feed.succeeded_at:%Y-%m-%d %H:%M}" if feed.succeeded_at else "never answered"
    dates = f"dates {feed.dates}" + (f", put right by the clock {feed.clock}" if feed.clock else "")
    rhythm = [f"a post every {short_span(feed.gap_s)}"] if feed.gap_s >= 60 else []
    row = f"{feed.failures} failures in a row, " if feed.failures > 1 else ""
    return [
        "; ".join([answered, due(feed, now=now), *rhythm, *([dates] if feed.dates else [])]),
        *([f"{row}{feed.last_error}"] if feed.last_error else []),
        *([feed.finding] if feed.finding else []),
    ]


def due(feed: FeedHealth, *, now: datetime) -> str:
    """When it is asked next, and why then."""
    if feed.next_due_at is None or feed.next_due_at <= now:
        return "due now"
    return f"due {feed.next_due_at:%Y-%m-%d %H:%M}" + (f" ({feed.due_why})" if feed.due_why else "")


def name_of(feed: FeedHealth) -> str:
    """What a feed is called."""
    return feed.title or feed.feed_url.partition("://")[2]


def cut(name: str, width: int) -> str:
    """A name that fits."""
    return name if len(name) <= width else name[: width - 1] + "…"


def print_findings(findings: Sequence[Finding], *, names: dict[str, str]) -> None:
    """What was found out about feeds, and what to do; ``names`` by the feed's address."""
    for finding in findings[:FINDINGS_SHOWN_MAX]:
        name = names.get(finding.feed_url) or finding.feed_url
        typer.echo(f"finding   {name}: {finding.kind}: {finding.what}; {finding.advice}")
    if len(findings) > FINDINGS_SHOWN_MAX:
        typer.echo(f"and {len(findings) - FINDINGS_SHOWN_MAX} more findings (--json shows all)")
