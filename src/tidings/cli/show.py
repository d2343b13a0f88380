"""Values on a terminal: the front page, the run report, and JSON for scripts."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ..explain import DAY_AND_TIME
from ..inquire import ChangedArticle, Quarantined
from ..model import Edition, RankedStory, RunReport
from .progress import progress
from .summary import tell_everything, tell_summary

__all__ = [
    "out",
    "print_changes",
    "print_front",
    "print_json",
    "print_lines",
    "print_quarantine",
    "print_report",
    "print_summary",
    "progress",
    "told_by",
]

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


def print_summary(report: RunReport, *, desk: str = "") -> None:
    """What a run did: what needs attention, and the figures; ``desk`` is the folder named in commands."""
    print_lines("\n" + tell_summary(report, width=out().width, desk=desk))


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


def print_changes(articles: Sequence[ChangedArticle], *, days: int) -> None:
    """What publishers changed, article by article, the latest first."""
    if not articles:
        out().print(f"nothing was changed in the last {days} days, as far as we saw")
        return
    lines = []
    for article in articles:
        lines += ["", f"{article.source}: {article.headline}", f"  {article.url}", *tell_changes_of(article)]
    print_lines("\n".join(lines[1:]))


def tell_changes_of(article: ChangedArticle) -> list[str]:
    """A line for each change, two for a headline."""
    lines = []
    for change in article.changes:
        sign = ", without a sign" if change.is_silent else ""
        lines.append(f"  {change.seen_at:{DAY_AND_TIME}}  {change.field}{sign}")
        lines += [f"    was  {change.before or 'nothing'}", f"    now  {change.after or 'nothing'}"]
    return lines


def print_report(report: RunReport) -> None:
    """What a run did with every feed."""
    print_lines(tell_everything(report, width=out().width))


def print_lines(text: str) -> None:
    """Lines that fit already, headings of groups in bold where there is a terminal."""
    for line in text.splitlines():
        style = "bold" if line[:4].strip().isdigit() else ""
        out().print(Text(line, style=style), soft_wrap=True)
