"""The feeds of a desk: how they are, more of them, and lists of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table
from typer.core import TyperGroup

from .. import inquire, pipeline
from ..config import Subscriptions, new_feeds, read_subscriptions, write_opml
from ..errors import ConfigError, DeskBusyError, NotFoundError, PublishError
from ..health import WINDOW_DAYS
from ..model import Desk, Drop, Feed
from ..subscribe import FoundFeed, SiteFeeds, find_feeds, look_closer, open_asker
from . import show
from .desks import folder_of, read_clock, read_desk, read_desk_to_add, write_feeds
from .health import print_health

LIST_BYTES_MAX = 20_000_000
"""A larger file is no subscription list."""
SHOWN_MAX = 20
"""Lines of one kind in a terminal; ``--json`` has all."""
DEFAULT_COMMAND = "show"


class SourcesGroup(TyperGroup):
    """A group whose first word may be a desk: without a command of its own, the table is meant."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # click's own types
        """Put the default command before what is no command."""
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)


sources_app = typer.Typer(
    cls=SourcesGroup,
    help="Show how a desk's feeds are (`tidings sources DESK`); find and add feeds; take and give subscription lists.",
    rich_markup_mode="rich",
)

DeskArgument = Annotated[Path, typer.Argument(help="The desk's folder, or its desk.toml.", show_default="this folder")]
NowOption = Annotated[
    str | None,
    typer.Option("--now", help="The moment to tell it for, such as 2026-02-18T06:00:00Z.", show_default="now"),
]
DeskOption = Annotated[
    Path, typer.Option("--desk", help="The desk's folder, or its desk.toml.", show_default="this folder")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only show what would be added.")]
HERE = Path()


# ---------------------------------------------------------------- health


@sources_app.command(DEFAULT_COMMAND, hidden=True)
def show_health(desk: DeskArgument = HERE, *, now: NowOption = None, json: JsonOption = False) -> None:
    """Show how the desk's feeds are: last answer, rhythm, lag, yield, failures, dates, and when they are due."""
    moment = read_clock(now)
    settings = read_desk(desk)
    with inquire.open_memory(folder_of(desk)) as db:
        feeds = inquire.feed_health(db, settings, now=moment)
    if json:
        show.print_json({"as_of": moment, "window_days": WINDOW_DAYS, "feeds": feeds})
    else:
        print_health(feeds, now=moment)


# ---------------------------------------------------------------- subscription lists


@sources_app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="An OPML file: what another reader exports.")],
    *,
    desk: DeskOption = HERE,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> None:
    """Add the feeds of a subscription list to desk.toml, with their folders; what is there already stays as it is."""
    settings = read_desk_to_add(desk)
    found = read_subscriptions(read_list(file), file=str(file), topics=settings.topics)
    new = new_feeds(settings, found.feeds)
    if new and not dry_run:
        write_feeds(desk, new)
    if json:
        show.print_json(import_row(found, new, is_written=bool(new) and not dry_run))
        return
    tell_import(found, new)
    typer.echo(told_addition(new, desk, dry_run=dry_run))


def read_list(file: Path) -> bytes:
    """The bytes of a subscription list; raises ConfigError."""
    try:
        if file.stat().st_size > LIST_BYTES_MAX:
            raise ConfigError(f"larger than {LIST_BYTES_MAX:,} bytes; this cannot be a list", file=str(file))
        return file.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", file=str(file)) from error


def import_row(found: Subscriptions, new: Sequence[Feed], *, is_written: bool) -> dict[str, object]:
    """What an import did, as data."""
    urls = {feed.url for feed in new}
    return {
        "added": new,
        "known": [feed.url for feed in found.feeds if feed.url not in urls],
        "doubles": found.doubles,
        "problems": [str(problem) for problem in found.problems],
        "is_mended": found.is_mended,
        "lines_mended": found.lines_mended,
        "is_written": is_written,
    }


def tell_import(found: Subscriptions, new: Sequence[Feed]) -> None:
    """The new feeds as a table, and what else was in the list."""
    if new:
        table = Table(box=None, pad_edge=False)
        for name in ("Folder", "Feed", "Address"):
            table.add_column(name, overflow="fold")
        for feed in new[:SHOWN_MAX]:
            table.add_row(escape(feed.folder), escape(feed.source or feed.title), escape(feed.url))
        show.out().print(table)
        tell_rest(len(new))
    tell_dirt(found)
    if known := len(found.feeds) - len(new):
        typer.echo(f"known: {known} of the list's {len(found.feeds)} feeds are on the desk already")


def tell_dirt(found: Subscriptions) -> None:
    """What was mended of a list, what was left out, and what it names twice."""
    if found.is_mended:
        lines = "a line" if found.lines_mended == 1 else f"{found.lines_mended} lines"
        typer.echo(f"the list is not well-formed XML; {lines} mended, look whether all your feeds are there")
    for line in [f"left out: {problem}" for problem in found.problems][:SHOWN_MAX]:
        typer.echo(line)
    tell_rest(len(found.problems))
    for drop in found.doubles[:SHOWN_MAX]:
        typer.echo(f"twice: {drop.what}: {drop.reason}")
    tell_rest(len(found.doubles))


def tell_rest(count: int) -> None:
    """How many more there are than were shown."""
    if count > SHOWN_MAX:
        typer.echo(f"and {count - SHOWN_MAX} more (--json shows all)")


def told_addition(new: Sequence[Feed], desk: Path, *, dry_run: bool) -> str:
    """What was done, or would be."""
    what = f"{len(new)} feed{'' if len(new) == 1 else 's'}"
    if not new:
        return "nothing to add"
    if dry_run:
        return f"would add {what} to {folder_of(desk) / 'desk.toml'}"
    return f"added {what} to {folder_of(desk) / 'desk.toml'}; `tidings run {folder_of(desk)}` reads them"


@sources_app.command("export")
def export_list(
    file: Annotated[Path | None, typer.Argument(help="Where to write it.", show_default="standard output")] = None,
    *,
    desk: DeskOption = HERE,
) -> None:
    """Write the desk's feeds as OPML 2.0, with their folders; any reader takes it, and so does `import`."""
    text = write_opml(read_desk(desk))
    if file is None:
        sys.stdout.write(text)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise PublishError(f"writing {file}: {error.strerror}; choose a place you may write to") from error
    typer.echo(f"wrote {file}")


# ---------------------------------------------------------------- finding feeds


@sources_app.command("add")
def add(
    url: Annotated[str, typer.Argument(help="A feed's address, or a site's.")],
    *,
    desk: DeskOption = HERE,
    choose: Annotated[int, typer.Option(help="Which of the feeds found, by its number.", min=0)] = 0,
    take_all: Annotated[bool, typer.Option("--all", help="All that were found, comments apart.")] = False,
    dry_run: DryRunOption = False,
    json: JsonOption = False,
) -> None:
    """Find the feeds of a site with a few polite questions, and add the best one, or those you choose."""
    settings = read_desk_to_add(desk)
    with open_asker(settings, folder_of(desk), now=read_clock(None), tell=tell_asking) as asker:
        found = find_feeds(url, asker)
        if not json:
            tell_found(found, settings)
        if not found.feeds:
            raise NotFoundError(nothing_found(found))
        numbers = chosen(found, choose=choose, take_all=take_all, may_ask=not (json or dry_run))
        looked = [look_closer(found.feeds[number - 1], asker) for number in numbers]
    wanted = [feed for feed in looked if isinstance(feed, FoundFeed)]
    new = new_feeds(settings, [feed.feed for feed in wanted])
    if new and not dry_run:
        write_feeds(desk, new)
        keep_answers(desk, [feed for feed in wanted if feed.feed in new])
    if json:
        show.print_json(add_row(found, settings, added=() if dry_run else new))
        return
    for drop in (feed for feed in looked if isinstance(feed, Drop)):
        typer.echo(f"left out: {drop.what}: {drop.reason}")
    known = len(wanted) - len(new)
    typer.echo(f"on the desk already: {known}" if known and not new else told_addition(new, desk, dry_run=dry_run))


def tell_asking(url: str) -> None:
    """On standard error, since it may take a while."""
    typer.echo(f"asking {url}", err=True)


def chosen(found: SiteFeeds, *, choose: int, take_all: bool, may_ask: bool) -> list[int]:
    """The numbers of the feeds to add: as told, else as answered on a terminal, else the best; raises ConfigError."""
    count = len(found.feeds)
    if take_all:
        return [number for number, feed in enumerate(found.feeds, 1) if feed.role != "comments"]
    if not choose and count > 1 and may_ask and sys.stdin.isatty() and sys.stdout.isatty():
        choose = typer.prompt(f"Which one, 1 to {count}", type=int, default=1)
    if choose > count:
        raise ConfigError(f"there is no number {choose} among the feeds found: choose from 1 to {count}")
    return [max(choose, 1)]


def keep_answers(desk: Path, feeds: Sequence[FoundFeed]) -> None:
    """Keep what the feeds answered, so that the next run does not ask them again at once."""
    try:
        with pipeline.open_newsroom(read_desk(desk), folder_of(desk), now=read_clock(None)) as room:
            for feed in feeds:
                if feed.answer:
                    pipeline.keep_answer(room, feed.url, feed.answer)
    except DeskBusyError:
        typer.echo("a run is at work on this desk, so that what was fetched could not be kept for the next", err=True)


def tell_found(found: SiteFeeds, settings: Desk) -> None:
    """The feeds as a table, best first."""
    table = Table(box=None, pad_edge=False)
    for name, justify in (
        ("", "right"),
        ("Feed", "left"),
        ("Format", "left"),
        ("Entries", "right"),
        ("Newest", "left"),
    ):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]  # two of rich's own words
    for number, feed in enumerate(found.feeds[:SHOWN_MAX], 1):
        name = f"{escape(feed.title)}\n{escape(feed.url)}\n" + "".join(f"{line}\n" for line in remarks(feed, settings))
        newest = f"{feed.newest:%Y-%m-%d %H:%M}" if feed.newest else ""
        table.add_row(str(number), name, feed.format, str(feed.entries_count) if feed.is_asked else "", newest)
    if found.feeds:
        show.out().print(table)
    for drop in found.drops:
        typer.echo(f"no feed: {drop.what}: {drop.reason}")


def remarks(feed: FoundFeed, settings: Desk) -> Iterator[str]:
    """What else is to be said of a feed that was found."""
    yield f"[dim]{escape(feed.reason)}{'' if feed.is_asked else '; not looked into'}[/dim]"
    if feed.also:
        yield f"[dim]the same feed: {escape(', '.join(feed.also))}[/dim]"
    if not new_feeds(settings, [feed.feed]):
        yield "[dim]on the desk already[/dim]"


def nothing_found(found: SiteFeeds) -> str:
    """Says what was tried, and what to do."""
    return (
        f"looking for feeds at {found.asked_url}: none found with {found.requests_count} questions; look for a link "
        "called RSS on the site, and give its address"
    )


def add_row(found: SiteFeeds, settings: Desk, *, added: Sequence[Feed]) -> dict[str, object]:
    """What was found and added, as data."""
    return {
        "asked_url": found.asked_url,
        "requests_count": found.requests_count,
        "feeds": [
            {
                "number": number,
                "url": feed.url,
                "title": feed.title,
                "format": feed.format,
                "role": feed.role,
                "entries_count": feed.entries_count if feed.is_asked else None,
                "newest": feed.newest,
                "reason": feed.reason,
                "also": feed.also,
                "is_asked": feed.is_asked,
                "is_known": not new_feeds(settings, [feed.feed]),
            }
            for number, feed in enumerate(found.feeds, 1)
        ],
        "drops": found.drops,
        "added": [feed.url for feed in added],
    }
