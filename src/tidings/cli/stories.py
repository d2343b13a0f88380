"""Stories on a terminal, why two are not one, and the inspector."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table
from typer.core import TyperGroup

from .. import correcting, inquire, inspecting
from ..errors import ConfigError, PublishError
from ..inspector import PairCase, Side, StoryFilter, StoryView, draw_page, policy_of, tell_pair, tell_story_links
from ..model import Desk
from . import show
from .desks import folder_of, read_clock, read_desk
from .options import taking

SHOWN_MAX = 30
"""Stories in a terminal unless ``--limit`` says otherwise."""
DEFAULT_COMMAND = "show"
PAGE_FILE = "inspector.html"
DAY = timedelta(days=1)
MOMENT = timedelta(seconds=1)
"""A day that ends with a moment includes it: what claims to come from the future is dated by the run's clock."""


class StoriesGroup(TyperGroup):
    """A group whose first word may be a desk: without a command of its own, the table is meant."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # click's own types
        """Put the default command before what is no command."""
        if not args or args[0] not in (*self.commands, "--help"):
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)


stories_app = typer.Typer(
    cls=StoriesGroup,
    help="Show a desk's stories (`tidings stories DESK`, with `--why` their links), or `inspect` a day of them in a "
    "browser and correct what is wrong. `tidings stories show --help` tells how to choose.",
    rich_markup_mode="rich",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which stories are wanted."""

    desk: Annotated[Path, typer.Argument(help="The desk's folder, or its desk.toml.", show_default="this folder")] = (
        Path()
    )
    day: Annotated[str, typer.Option(help="Only stories of this day, such as 2026-02-18, in the desk's zone.")] = ""
    since: Annotated[str, typer.Option(help="Stories from this day or moment on.", show_default="the last day")] = ""
    all: Annotated[bool, typer.Option("--all", help="However old they are.")] = False
    topic: Annotated[str, typer.Option(help="Only stories with this topic, by its id.")] = ""
    min_outlets: Annotated[int, typer.Option(min=1, help="Only stories that so many sources tell.")] = 1
    search: Annotated[str, typer.Option(help="Only stories with these words in a headline or a source's name.")] = ""
    now: Annotated[
        str | None, typer.Option("--now", help="Where the last day ends.", show_default="the last edition's clock")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesOptions(Choice):
    """What ``tidings stories`` is given."""

    newest: Annotated[bool, typer.Option("--newest", help="The newest first, not the hottest.")] = False
    why: Annotated[bool, typer.Option("--why", help="Under each story its articles, and why each is there.")] = False
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many.", show_default=f"{SHOWN_MAX}; all with --json")
    ] = None
    json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False


@stories_app.command(DEFAULT_COMMAND, hidden=True)
@taking(StoriesOptions)
def show_stories(given: StoriesOptions) -> None:
    """Show stories of the last day, the hottest first: who tells them, when, and whether readers see them."""
    desk = read_desk(given.desk)
    with inquire.open_memory(folder_of(given.desk)) as db:
        wanted, span = filter_of(given, desk, inspecting.last_clock(db), is_newest_first=given.newest)
        found = inspecting.find_stories(db, desk, folder_of(given.desk), wanted)
        views = found.views
        shown = views[: given.limit or (len(views) if given.json else SHOWN_MAX)]
        if given.why:
            shown = inspecting.with_reckoned(found, shown)
    if given.json:
        show.print_json({"span": span, "stories_count": len(views), "stories": shown})
    elif given.why:
        print_why(shown, zone=inspecting.zone_of(desk))
    else:
        print_stories(shown, span, zone=inspecting.zone_of(desk))
    if not given.json:
        tell_rest(len(views), len(shown), span)


# ---------------------------------------------------------------- which stories


def filter_of(
    given: Choice, desk: Desk, clock: datetime | None, *, is_newest_first: bool = False
) -> tuple[StoryFilter, str]:
    """What was asked for as a filter, and its time in words; raises ConfigError."""
    zone = inspecting.zone_of(desk)
    since, until, span = bounds_of(given, zone, clock)
    wanted = StoryFilter(
        since=since,
        until=until,
        topic=given.topic,
        outlets_min=given.min_outlets,
        search=given.search,
        is_newest_first=is_newest_first,
    )
    known = [topic.id for topic in desk.topics]
    if given.topic and given.topic not in known:
        raise ConfigError(f"--topic {given.topic!r}: the desk has no such topic; known: {', '.join(known) or 'none'}")
    return wanted, span


def bounds_of(given: Choice, zone: tzinfo, clock: datetime | None) -> tuple[datetime | None, datetime | None, str]:
    """From when, until when, and the time in words; raises ConfigError where two were given."""
    if sum((bool(given.day), bool(given.since), given.all)) > 1:
        raise ConfigError("--day, --since and --all name different times; give one of them")
    if given.all:
        return None, None, "all time"
    if given.day:
        day = read_day(given.day)
        begins = datetime.combine(day, time(), zone)
        return begins, datetime.combine(day + DAY, time(), zone), f"{day:%d %B %Y}"
    if given.since:
        since = read_clock(given.since, option="--since")
        return since, None, f"the time since {since.astimezone(zone):%d %B %Y, %H:%M}"
    ends = read_clock(given.now) if given.now or clock is None else clock
    return ends - DAY, ends + MOMENT, f"the day up to {ends.astimezone(zone):%d %B %Y, %H:%M}"


def read_day(given: str) -> date:
    """A day that was given; raises ConfigError."""
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise ConfigError(f"--day {given!r} is not a day; write it as 2026-02-18") from error


# ---------------------------------------------------------------- on a terminal


def print_stories(views: Sequence[StoryView], span: str, *, zone: tzinfo) -> None:
    """A row for each story."""
    if not views:
        return
    table = Table(title=escape(f"Stories of {span}"), title_justify="left", expand=True)
    table.add_column("Heat", justify="right", no_wrap=True)
    table.add_column("Story", ratio=1, overflow="fold")
    for name in ("Told by", "First, last", "State"):
        table.add_column(name, no_wrap=True)
    for view in views:
        told_by = f"{count(view.outlets, 'outlet')}\n{view.independent} indep.\n{count(view.pieces, 'article')}"
        name = escape(view.headline) + (f"\n[dim]{escape(view.slug)}[/dim]" if view.slug else "")
        times = "\n".join(f"{moment.astimezone(zone):%m-%d %H:%M}" for moment in (view.first, view.last))
        table.add_row(f"{view.heat:.1f}", name, told_by, times, view.state)
    show.out().print(table)


def count(things: Sequence[object], one: str) -> str:
    """``1 outlet``, ``2 outlets``."""
    return f"{len(things)} {one}{'' if len(things) == 1 else 's'}"


def print_why(views: Sequence[StoryView], *, zone: tzinfo) -> None:
    """Each story with its articles and why each is there."""
    for view in views:
        typer.echo(view.headline)
        told_by = f"{count(view.outlets, 'outlet')}, {view.independent} independent"
        slug = f" · {view.slug}" if view.slug else ""
        typer.echo(f"  {view.state} · heat {view.heat:.1f} · {told_by}{slug}")
        for line in tell_story_links(view, zone=zone):
            typer.echo(line)
        typer.echo("")


def tell_rest(total: int, shown: int, span: str) -> None:
    """How many stories there are, and how to see the others."""
    if not total:
        typer.echo(f"no story of {span} is like this; `--all` looks at all there are")
        return
    more = f", {shown} of them above (--limit N shows more)" if shown < total else ""
    typer.echo(f"{total} {'story' if total == 1 else 'stories'} of {span}{more}")


# ---------------------------------------------------------------- two of them


def explain_two(desk: Path, target: str, other: str, *, is_json: bool) -> None:
    """Say why two articles, or the leads of two stories, are one story or not."""
    with inquire.open_memory(folder_of(desk)) as db:
        case = inspecting.compare_two(db, read_desk(desk), folder_of(desk), target, other)
    if is_json:
        show.print_json(row_of(case))
    else:
        typer.echo(tell_pair(case))


def row_of(case: PairCase) -> dict[str, object]:
    """The answer for scripts: everything but the articles' texts."""
    links = ("is_one_story", "bar", "direct", "between", "one_to_other", "other_to_one", "chain", "missing", "orders")
    return {"one": side_row(case.one), "other": side_row(case.other)} | {name: getattr(case, name) for name in links}


def side_row(side: Side) -> dict[str, object]:
    """One of the two, and its story."""
    article = side.article
    return {
        "article_id": article.id,
        "url": article.url,
        "headline": article.headline,
        "source": article.source.name,
        "published": article.published,
        "slug": side.slug,
        "articles_count": len(side.story),
        "placement": side.placement,
        "runner_up": side.runner_up,
    }


# ---------------------------------------------------------------- the inspector


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectOptions(Choice):
    """What ``tidings stories inspect`` is given."""

    out: Annotated[
        Path | None,
        typer.Option(help="The file to write.", show_default=f"{PAGE_FILE} in the desk's .tidings"),
    ] = None
    serve: Annotated[
        bool, typer.Option("--serve", help="Show it on this machine until Ctrl-C; a click then writes the order.")
    ] = False
    port: Annotated[int, typer.Option(help="With --serve: where to listen; 0 takes a free one.")] = 0


@stories_app.command("inspect")
@taking(InspectOptions)
def inspect_stories(given: InspectOptions) -> None:
    """Make a page of a day's stories with their links and near misses, each with the line that corrects it."""
    if given.serve:
        serve_inspector(given)
        return
    path = given.out or folder_of(given.desk) / inquire.STATE_FOLDER / PAGE_FILE
    page = draw(given, key="")
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise PublishError(f"writing {path}: {error.strerror}; name a file in a folder you may write to") from error
    typer.echo(f"wrote {path}, {len(page.encode()) / 1e6:.1f} MB; open it in a browser")
    typer.echo("`tidings stories inspect --serve` shows it with orders at a click")


def draw(given: InspectOptions, *, key: str) -> str:
    """The page as the desk is at this moment."""
    desk, folder = read_desk(given.desk), folder_of(given.desk)
    with inquire.open_memory(folder) as db:
        wanted, span = filter_of(given, desk, inspecting.last_clock(db))
        return draw_page(inspecting.inspect(db, desk, folder, wanted, span=span), key=key)


def write_order(desk: Path, kind: str, urls: Sequence[str], why: str) -> str:
    """Add an order to the desk's file; a sentence that says where it stands."""
    given = correcting.give_order(folder_of(desk), read_desk(desk), kind, urls, why=why)
    return f"{given.path.name}:{given.order.line}: {given.told}"


def serve_inspector(given: InspectOptions) -> None:
    """Serve until Ctrl-C, or until the system asks us to end (SIGTERM)."""
    from ..serve import InspectorDoor, open_inspector  # brings a web server along

    if given.out:
        raise ConfigError("--out writes a file and --serve shows the page: give one of them")
    filter_of(given, read_desk(given.desk), None)  # what is wrong with the options is told now, not in the browser
    inquire.memory_of(folder_of(given.desk))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    door = InspectorDoor(
        draw=lambda key: draw(given, key=key),
        write=lambda kind, urls, why: write_order(given.desk, kind, urls, why),
        policy=policy_of(is_served=True),
    )
    with open_inspector(door, port=given.port) as address:
        typer.echo(f"{address}  (opens once, for one browser; Ctrl-C ends it)")
        threading.Event().wait()
