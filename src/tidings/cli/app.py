"""The commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from .. import correcting, inquire, pipeline
from ..config import GIT_IGNORE, check_desk, read_subscriptions, starter_desk
from ..errors import ConfigError, PublishError
from ..explain import tell as tell_explanation
from ..illustrate import what_is_missing
from ..judging import note_on_newsletter
from ..model import Desk
from ..sensitive import advise
from . import show
from .corrections import order_app, order_problems
from .decisions import decisions
from .desks import DESK_FILE, folder_of, list_problems, read_clock, read_desk
from .everyday import export_app, import_app
from .health import print_findings
from .history import leave_with, try_to_commit
from .orders import boost as order_boost
from .orders import order
from .regrouping import regroup
from .rules import rules_app
from .secured import key_problems, secured_app
from .sources import read_list, sources_app, tell_dirt
from .stories import explain_two, stories_app

FRONT_STORIES = 15
"""Rows of the front page in a terminal: a screenful."""
SERVE_PORT = 8000
SERVE_HOST = "127.0.0.1"
"""This machine only."""
CHANGES_DAYS = 7
BOOST_POINTS = 20.0
"""As much as two good sources bring."""
DEMO_PORT = 8471
"""The bundled wire's usual port: with the same address the same bytes are published."""

app = typer.Typer(
    name="tidings",
    help="A newsroom engine for one topic: feeds in, stories and a news site out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    epilog="Begin with `tidings demo`, or `tidings init my-desk`. Exit codes: 0 done, 1 failed, 2 wrong command or "
    "desk, 3 another run is at work, 130 stopped.",
)

DeskArgument = Annotated[Path, typer.Argument(help="The desk's folder, or its desk.toml.", show_default="this folder")]
DeskOption = Annotated[
    Path, typer.Option("--desk", help="The desk's folder, or its desk.toml.", show_default="this folder")
]
NowOption = Annotated[
    str | None,
    typer.Option(
        "--now", help="The run's clock, such as 2026-02-18T06:00:00Z, to replay recorded data.", show_default="now"
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", help="The folder that records/ and site/ go to.", show_default="the desk's folder"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]
GitOption = Annotated[
    bool, typer.Option("--git", help="Then commit the records to git, where a reader would see a change; never pushes.")
]
AskAllOption = Annotated[
    bool, typer.Option("--ask-all", help="Ask feeds that are not due, too (still only for what is new).")
]
HERE = Path()


def print_version(is_wanted: bool) -> None:  # noqa: FBT001  # the shape of an option's callback
    """Print the version, and the days of the lists that come with it, and leave."""
    if is_wanted:
        sources, suffixes = inquire.bundled_lists()
        typer.echo(f"tidings {version('tidings')}\nlist of sources: {sources}\nlist of public suffixes: {suffixes}")
        raise typer.Exit


@app.callback()
def begin(
    *,
    is_version_wanted: Annotated[
        bool,
        typer.Option(
            "--version", callback=print_version, is_eager=True, help="Print the version and the days of its lists."
        ),
    ] = False,
) -> None:
    """A newsroom engine for one topic: feeds in, stories and a news site out."""


# ---------------------------------------------------------------- the line


@app.command(rich_help_panel="Run a desk")
def run(
    desk: DeskArgument = HERE,
    *,
    now: NowOption = None,
    out: OutOption = None,
    ask_all: AskAllOption = False,
    git: GitOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Do everything: gather what is due, make stories, publish the site."""
    folder, settings = folder_of(desk), read_desk(desk)
    with (
        show.progress(is_shown=not quiet) as tell,
        pipeline.open_newsroom(settings, folder, now=read_clock(now), out=out, tell=tell) as room,
    ):
        report = pipeline.run(room, ask_all=ask_all)
        edition = inquire.last_edition(room.db)
        history, trouble = try_to_commit(room) if git else ("", None)
    for line in report.order_mistakes:
        typer.echo(f"error: {line}", err=True)
    if json:
        show.print_json(report)
        leave_with(trouble)
        return
    show.print_front(edition, stories_max=FRONT_STORIES)
    show.print_summary(report, desk="" if desk == HERE else str(folder))
    print_findings(report.findings, names={feed.feed_url: feed.title for feed in report.feeds})
    typer.echo(f"site      {(out or folder) / 'site' / 'index.html'}  (`tidings serve {folder}` shows it)")
    if history:
        typer.echo(f"git       {history}")
    leave_with(trouble)


STEP_HELP = {
    "gather": "Ask every feed that is due, politely, and keep the answers.",
    "parse": "Read the answers that nobody has read: feed documents to entries.",
    "pages": "Ask for the pages of new articles, where the desk wants them and robots.txt allows it.",
    "read": "Read the pages that nobody has read.",
    "article": "Make an article of every new entry, or say why not.",
    "dedupe": "Find reprints: the same text in different places.",
    "embed": "Find out what new articles mean, as vectors, where an embedder is installed.",
    "cluster": "Place every new article in a story: same event, different texts.",
    "score": "Judge the quality of articles and the heat of stories.",
    "compose": "Decide what is published and in which order: an edition.",
    "illustrate": "Get small copies of pictures, where the desk keeps any.",
    "render": "Make the files of the edition: records, pages, feeds, API.",
    "publish": "Write the files to the output folder, in one swap.",
}


def add_step(name: str, step: Callable[[pipeline.Newsroom], object]) -> None:
    """Make a command of one step of the line."""

    def command(
        desk: DeskArgument = HERE, *, now: NowOption = None, out: OutOption = None, quiet: QuietOption = False
    ) -> None:
        with (
            show.progress(is_shown=not quiet, first=name) as tell,
            pipeline.open_newsroom(read_desk(desk), folder_of(desk), now=read_clock(now), out=out, tell=tell) as room,
        ):
            step(room)

    app.command(name, help=STEP_HELP[name], rich_help_panel="One step of the line, in order")(command)


for step_name in pipeline.STEPS:
    if step_name != "publish":
        add_step(step_name, getattr(pipeline, f"{step_name}_step"))


@app.command("publish", help=STEP_HELP["publish"], rich_help_panel="One step of the line, in order")
def publish_alone(
    desk: DeskArgument = HERE,
    *,
    now: NowOption = None,
    out: OutOption = None,
    git: GitOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write the files, and commit the records where that is wanted."""
    with (
        show.progress(is_shown=not quiet, first="publish") as tell,
        pipeline.open_newsroom(read_desk(desk), folder_of(desk), now=read_clock(now), out=out, tell=tell) as room,
    ):
        pipeline.render_step(room, whole=True)  # what somebody did to the folder is mended
        pipeline.publish_step(room)
        history, trouble = try_to_commit(room) if git else ("", None)
    if history:
        typer.echo(history)
    leave_with(trouble)


# ---------------------------------------------------------------- desks


@app.command(rich_help_panel="Set up a desk")
def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    *,
    title: Annotated[str, typer.Option(help="The site's name.")] = "My tidings",
    opml: Annotated[Path | None, typer.Option(help="Take the feeds from this OPML file.")] = None,
) -> None:
    """Write a commented desk.toml to begin with, and an orders.txt for corrections."""
    path = folder / DESK_FILE
    if path.exists():
        raise ConfigError("there is a desk already; it was left as it is", file=str(path))
    found = read_subscriptions(read_list(opml), file=str(opml)) if opml else None
    feeds = found.feeds if found else ()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(starter_desk(title=title, feeds=feeds), encoding="utf-8")
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text(GIT_IGNORE, encoding="utf-8")
        correcting.write_new_file(folder)
    except OSError as error:
        raise PublishError(f"writing {path}: {error.strerror}; choose a folder you may write to") from error
    if found:
        tell_dirt(found)
    typer.echo(f"wrote {path} with {len(feeds)} feeds" if feeds else f"wrote {path}")
    typer.echo(f"next: edit it, then `tidings check {folder}`, then `tidings run {folder}`")


@app.command(rich_help_panel="Set up a desk")
def check(desk: DeskArgument = HERE, *, json: JsonOption = False) -> None:
    """Validate a desk without the network: every mistake with its line, and advice."""
    problems = list_problems(desk)
    settings = None if problems else read_desk(desk)
    if settings and (problems := key_problems(settings, folder_of(desk))):
        settings = None
    lines, contradictions = order_problems(folder_of(desk))
    advice = (*(advice_on(settings) if settings else ()), *contradictions)
    problems = (*problems, *lines)
    settings = None if problems else settings
    if json:
        show.print_json({"problems": [str(problem) for problem in problems], "advice": advice})
    else:
        tell_check(folder_of(desk) / DESK_FILE, settings, problems=problems, advice=advice)
    if problems:
        raise typer.Exit(2)


def advice_on(desk: Desk) -> tuple[str, ...]:
    """What works, but probably not as meant; and what has to be looked at again."""
    today = read_clock(None).date()
    return (*check_desk(desk), *filter(None, [what_is_missing(desk)]), *advise(desk, today=today))


def tell_check(path: Path, settings: Desk | None, *, problems: Sequence[ConfigError], advice: Sequence[str]) -> None:
    """The mistakes, or the advice and that the desk is valid."""
    for problem in problems:
        typer.echo(f"error: {problem}", err=True)
    for line in advice:
        typer.echo(f"advice: {line}")
    if settings:
        typer.echo(f"{path} is valid: {len(settings.feeds)} feeds, {len(settings.topics)} topics")


app.add_typer(sources_app, name="sources", rich_help_panel="Set up a desk")
app.add_typer(rules_app, name="rules", rich_help_panel="Set up a desk")
app.add_typer(import_app, name="import", rich_help_panel="Set up a desk")
app.add_typer(export_app, name="export", rich_help_panel="Set up a desk")
app.add_typer(secured_app, name="secured", rich_help_panel="Set up a desk")


# ---------------------------------------------------------------- answers


@app.command(rich_help_panel="Ask why")
def explain(
    target: Annotated[str, typer.Argument(help="A story's slug, a record's name, or an article's URL.")],
    *,
    other: Annotated[
        str, typer.Option("--with", help="Another of these: say why the two are one story, or are not.")
    ] = "",
    desk: DeskOption = HERE,
    json: JsonOption = False,
) -> None:
    """Say where an article came from, why it is in its story, what it scored, and why it is (not) published.

    With --with OTHER: why the two are one story, by what links; or why they are not, and what is missing.
    """
    if other:
        explain_two(desk, target, other, is_json=json)
        return
    with inquire.open_memory(folder_of(desk)) as db:
        explanation = inquire.explain(db, target)
        if explanation.article:
            note = note_on_newsletter(db, read_desk(desk), explanation.article.article)
            explanation = replace(explanation, article=replace(explanation.article, newsletter=note))
    if json:
        show.print_json(explanation)
    else:
        typer.echo(tell_explanation(explanation))


@app.command(rich_help_panel="Ask why")
def report(desk: DeskArgument = HERE, *, json: JsonOption = False) -> None:
    """Show what the last run did with every feed: items seen, kept, left out and why."""
    with inquire.open_memory(folder_of(desk)) as db:
        last = inquire.last_report(db)
    if json:
        show.print_json(last)
    else:
        show.print_report(last)
        print_findings(last.findings, names={feed.feed_url: feed.title for feed in last.feeds})


@app.command(rich_help_panel="Ask why")
def quarantine(desk: DeskArgument = HERE, *, json: JsonOption = False) -> None:
    """Show the items that were left out alone because reading them would do harm, with their evidence."""
    with inquire.open_memory(folder_of(desk)) as db:
        items = inquire.quarantine(db)
    if json:
        show.print_json(items)
    else:
        show.print_quarantine(items)


@app.command(rich_help_panel="Ask why")
def changes(
    desk: DeskArgument = HERE,
    *,
    silent: Annotated[
        bool, typer.Option("--silent", help="Only changes that their publisher gave no sign of.")
    ] = False,
    headlines: Annotated[bool, typer.Option("--headlines", help="Only changes of headlines.")] = False,
    days: Annotated[int, typer.Option("--days", min=1, max=36_500, help="How far back.")] = CHANGES_DAYS,
    now: NowOption = None,
    json: JsonOption = False,
) -> None:
    """Show what publishers changed in their articles after they came out: headlines, texts, times."""
    since = read_clock(now) - timedelta(days=days)
    with inquire.open_memory(folder_of(desk)) as db:
        found = inquire.changed_articles(db, since=since, field="headline" if headlines else "", is_silent=silent)
    if json:
        show.print_json(found)
    else:
        show.print_changes(found, days=days)


app.command("decisions", rich_help_panel="Ask why")(decisions)
app.command("regroup", rich_help_panel="Set up a desk")(regroup)
app.add_typer(stories_app, name="stories", rich_help_panel="Ask why")


@app.command(rich_help_panel="Ask why")
def front(desk: DeskArgument = HERE, *, json: JsonOption = False) -> None:
    """Show the front page of the last edition as a table."""
    with inquire.open_memory(folder_of(desk)) as db:
        edition = inquire.last_edition(db)
    if json:
        show.print_json(edition)
    else:
        show.print_front(edition, stories_max=edition.front_stories)


# ---------------------------------------------------------------- orders


SlugArgument = Annotated[str, typer.Argument(help="The story's slug: the last part of its page's address.")]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, which is kept and shown.")]
PrivateOption = Annotated[bool, typer.Option("--private", help="The reason is for the desk alone: sealed in records.")]
UndoOption = Annotated[bool, typer.Option("--undo", help="Take the order back.")]


@app.command(rich_help_panel="Give orders")
def pin(
    slug: SlugArgument,
    *,
    desk: DeskOption = HERE,
    why: WhyOption = "",
    private: PrivateOption = False,
    undo: UndoOption = False,
) -> None:
    """Put a story on top of the front page; takes effect with the next run."""
    typer.echo(order("pin", slug, folder=folder_of(desk), why=why, undo=undo, is_private=private))


@app.command(rich_help_panel="Give orders")
def spike(
    slug: SlugArgument,
    *,
    desk: DeskOption = HERE,
    why: WhyOption = "",
    private: PrivateOption = False,
    undo: UndoOption = False,
) -> None:
    """Take a story off the site; takes effect with the next run."""
    typer.echo(order("spike", slug, folder=folder_of(desk), why=why, undo=undo, is_private=private))


@app.command(rich_help_panel="Give orders")
def boost(
    target: Annotated[str, typer.Argument(help="A story's slug, which means its lead, a record's name or a URL.")],
    *,
    desk: DeskOption = HERE,
    points: Annotated[float, typer.Option(min=0.1, max=1000, help="The points.")] = BOOST_POINTS,
    why: WhyOption = "",
    private: PrivateOption = False,
    undo: UndoOption = False,
) -> None:
    """Move an article's story up by points of heat, which fade as all heat does; takes effect with the next run."""
    typer.echo(order_boost(target, folder=folder_of(desk), points=points, why=why, undo=undo, is_private=private))


TargetArgument = Annotated[str, typer.Argument(help="The story's slug, or the address of one of its articles.")]


@app.command(rich_help_panel="Give orders")
def allow(
    target: TargetArgument,
    *,
    desk: DeskOption = HERE,
    why: WhyOption = "",
    private: PrivateOption = False,
    undo: UndoOption = False,
) -> None:
    """Publish a story that is held for its sensitive subject; takes effect with the next run."""
    typer.echo(order("allow", target, folder=folder_of(desk), why=why, undo=undo, is_private=private))


app.add_typer(order_app, name="order", rich_help_panel="Give orders")


# ---------------------------------------------------------------- looking


@app.command(rich_help_panel="Look at the site")
def serve(
    desk: DeskArgument = HERE,
    *,
    out: OutOption = None,
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.")] = SERVE_PORT,
    host: Annotated[
        str,
        typer.Option(help="The address to listen on; 0.0.0.0 lets in everybody who can reach this machine."),
    ] = SERVE_HOST,
    run_every: Annotated[
        int | None,
        typer.Option(
            "--run-every",
            min=1,
            max=10_080,
            metavar="MINUTES",
            help="Run the line now and again after so many minutes.",
        ),
    ] = None,
) -> None:
    """Show the site, hear what hubs push, and keep the desk running if you like; until Ctrl-C."""
    from .serving import serve_desk

    serve_desk(desk, out=out, host=host, port=port, run_every_s=run_every * 60 if run_every else None)


@app.command(rich_help_panel="Look at the site")
def demo(
    *,
    seed: Annotated[int, typer.Option(help="Which of the possible worlds.")] = 1,
    folder: Annotated[Path, typer.Option("--dir", help="Where the demo desk is made; made anew each time.")] = Path(
        "tidings-demo"
    ),
    port: Annotated[int, typer.Option(help="The port of the bundled wire; 0 takes a free one.")] = DEMO_PORT,
    quiet: QuietOption = False,
) -> None:
    """Run the whole line on a bundled, fictional news world."""
    from .demonstrate import demonstrate

    demonstrate(seed=seed, folder=folder, port=port, is_shown=not quiet)
