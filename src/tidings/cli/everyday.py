"""Taking over a site of the reference system, and writing it out again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from . import show
from .desks import folder_of, read_clock, read_desk

if TYPE_CHECKING:
    from ..everyday.site import SiteProblem
    from ..takeover import ExportReport, ImportReport

SHOWN_MAX = 10
"""Lines of one kind in a terminal; ``--json`` has all."""
HERE = Path()

import_app = typer.Typer(
    help="Take a whole site of another system into a desk: its records, topics, publishers, files.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
export_app = typer.Typer(
    help="Write a site that was taken over, as it is now, in the other system's own form.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

DeskOption = Annotated[
    Path, typer.Option("--desk", help="The desk's folder, or its desk.toml.", show_default="this folder")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]
NowOption = Annotated[
    str | None,
    typer.Option("--now", help="The moment of the import, such as 2026-02-18T06:00:00Z.", show_default="now"),
]


@import_app.command("everyday")
def import_everyday(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The site's folder: a clone of its repository.")],
    *,
    desk: DeskOption = HERE,
    now: NowOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Take a site of Everyday.cc into a desk.

    Every file is kept as it is; every record of _news becomes an article, with its name, boosts and views. Where the
    desk has no desk.toml, one is written that goes on by the same rules. May be repeated: only what has changed in DIR
    is taken again, and what is gone there is only reported. DIR itself is never changed.
    """
    from ..takeover import import_site  # a whole site's content types, which other commands never need

    with show.progress(is_shown=not quiet, first="import") as tell:
        report = import_site(folder, folder_of(desk), now=read_clock(now), tell=tell)
    if json:
        show.print_json(report)
    else:
        print_import(report)


@export_app.command("everyday")
def export_everyday(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write it; made where there is none.")],
    *,
    desk: DeskOption = HERE,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files of the site that somebody else has changed in DIR, too.")
    ] = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write the site that was taken over, as the desk has it now.

    What the desk has not come to judge otherwise is the same, byte for byte; with set = "everyday" records that it
    does, and its own new ones, are written beside it, and the JSON pages of news are made anew. DIR must hold nothing
    but the site (a clone will do): other files are named, and nothing is written unless you say --force.
    """
    from ..takeover import export_site  # a whole site's content types, which other commands never need

    with show.progress(is_shown=not quiet, first="export") as tell:
        report = export_site(read_desk(desk), folder_of(desk), folder, is_forced=force, tell=tell)
    if json:
        show.print_json(report)
    else:
        show.print_lines("\n".join(tell_export(report)))


# ---------------------------------------------------------------- in words


def print_import(report: ImportReport) -> None:
    """The types of content as a table, then what became of them, then what needs attention."""
    table = Table(box=None, pad_edge=False)
    table.add_column("Content")
    for name in ("Files", "Read", "Unreadable"):
        table.add_column(name, justify="right")
    for row in report.types:
        table.add_row(
            escape(row.name), f"{row.files:,}", f"{row.read:,}" if row.read else "", str(row.unreadable or "")
        )
    show.out().print(table)
    show.print_lines("\n".join(tell_import(report)))


def tell_import(report: ImportReport) -> Iterator[str]:
    """What an import did."""
    yield ""
    yield (
        f"files     {report.files_new:,} new, {report.files_changed:,} changed, {report.files_same:,} as before; "
        f"{report.files_bytes / 1e6:,.1f} MB kept"
    )
    known = f", {report.articles_known:,} that feeds had brought before" if report.articles_known else ""
    yield f"articles  {report.articles_new:,} new, {report.articles_changed:,} changed{known}"
    yield f"orders    {report.boosts:,} moved up by hand, {report.views:,} with views"
    yield f"site      {report.title}: {report.topics:,} topics, {report.publishers:,} known publishers"
    yield from (f"          {line}" for line in report.evidence)
    yield from told_problems("not kept", report.left_out)
    yield from told_problems("to look at", report.problems)
    why = "not in the folder any more; kept all the same"
    yield from told_lines("gone", [f"{path}: {why}" for path in report.files_gone])
    yield from told_desk(report)


def told_desk(report: ImportReport) -> Iterator[str]:
    """What was done about the desk file, and what comes next."""
    path = Path(report.desk) / "desk.toml"
    if report.is_desk_written:
        yield f"desk      wrote {path}, which goes on by the same rules"
    elif report.differences:
        yield f"desk      {path} was left as it is; it says otherwise than the site:"
        yield from (f"          {line}" for line in report.differences[:SHOWN_MAX])
        yield from rest(len(report.differences))
    else:
        yield f"desk      {path} was left as it is; it says what the site says"
    where = "" if Path(report.desk) == HERE else f" {report.desk}"
    yield f"next      `tidings run{where}` publishes it; `tidings explain NAME` says where a record came from"


def told_problems(label: str, problems: Sequence[SiteProblem]) -> Iterator[str]:
    """A line for each of the first problems: file, line, what is wrong."""
    yield from told_lines(label, [f"{one.path}{f':{one.line}' if one.line else ''}: {one.reason}" for one in problems])


def told_lines(label: str, lines: Sequence[str]) -> Iterator[str]:
    """The first lines under a label, and how many more there are."""
    for number, line in enumerate(lines[:SHOWN_MAX]):
        yield f"{label if number == 0 else '':<9} {line}"
    yield from rest(len(lines))


def rest(count: int) -> Iterator[str]:
    """How many more there are than were shown."""
    if count > SHOWN_MAX:
        yield f"          and {count - SHOWN_MAX} more (--json shows all)"


def tell_export(report: ExportReport) -> Iterator[str]:
    """What an export did."""
    yield (
        f"files     {report.files:,}, {report.files_bytes / 1e6:,.1f} MB; {report.written:,} written, "
        f"{report.removed:,} removed, the others were there"
    )
    new, changed, hidden = map(len, (report.records_new, report.records_changed, report.records_hidden))
    if new or changed or hidden:
        yield (
            f"records   {new:,} new, {changed:,} judged otherwise than they were, {hidden:,} taken off; "
            f"{report.pages_made:,} pages of JSON made anew"
        )
    else:
        yield "records   as they were taken over"
    yield f"site      {report.folder}"
