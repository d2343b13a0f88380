"""The rules of a desk: those in force, others tried, and those before them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import typer
from rich.text import Text

from .. import inquire
from ..config import parse_tried
from ..explain import DAY_AND_TIME
from ..model import Desk, Masthead, RuleBook, Setting
from ..rulebooks import SettingChange, book_of, compare_settings
from ..trial import QualityMove, StoryMove, Trial, Turn, try_rules
from . import show
from .desks import folder_of, read_clock, read_desk, read_files, read_text

Item = TypeVar("Item")
SHOWN_MAX = 15
"""Lines of one kind in a terminal; ``--json`` has all."""
EXIT_DIFFERS = 10
VALUE_CHARS_MAX = 60
"""Of a setting: a list of keywords is cut."""

rules_app = typer.Typer(
    help="Show the rules in force, try others before they publish anything, and see which were in force when.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

DeskArgument = Annotated[Path, typer.Argument(help="The desk's folder, or its desk.toml.", show_default="this folder")]
DeskOption = Annotated[
    Path, typer.Option("--desk", help="The desk's folder, or its desk.toml.", show_default="this folder")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
HERE = Path()


# ---------------------------------------------------------------- in force


@rules_app.command("show")
def show_rules(desk: DeskArgument = HERE, *, json: JsonOption = False) -> None:
    """Show every rule that judges, with its value, and whether that is the default."""
    settings = read_desk(desk)
    book, defaults = book_of(settings), book_of(Desk(masthead=Masthead(title="")))
    if json:
        changed = [change.name for change in compare_settings(defaults.settings, book.settings)]
        show.print_json({"book": book, "changed": changed})
        return
    print_lines([f"rules {tell_book(book)}", *tell_settings(book, defaults)])


def tell_book(book: RuleBook) -> str:
    """A rule book by its name."""
    return f"{book.digest} (set {book.rule_set}, rules version {book.rules_version}, Tidings {book.version})"


def tell_settings(book: RuleBook, defaults: RuleBook) -> Iterator[str]:
    """The settings, table by table."""
    table = ""
    for name, value in book.settings.items():
        here, _, key = name.rpartition(".")
        if here != table:
            table = here
            yield from ("", f"[{table}]")
        is_default = name in defaults.settings and defaults.settings[name] == value
        yield f"  {key} = {told(value)}" + ("  (default)" if is_default else "")


def told(value: Setting | None) -> str:
    """A setting in short."""
    if isinstance(value, list):
        text = ", ".join(value)
        return f"[{text if len(text) <= VALUE_CHARS_MAX else text[:VALUE_CHARS_MAX] + '…'}]"
    if value is None:
        return "nothing"
    return f"{value:g}" if isinstance(value, float) else str(value).lower() if isinstance(value, bool) else f"{value}"


def tell_change(change: SettingChange) -> str:
    """A setting before and after; of a list only what is gone and what is new."""
    before, after = change.before, change.after
    if isinstance(before, list) and isinstance(after, list):
        gone = [f"-{item}" for item in before if item not in after]
        new = [f"+{item}" for item in after if item not in before]
        return f"  {change.name}: {', '.join([*gone, *new]) or 'in another order'}"
    return f"  {change.name}: {told(before)} → {told(after)}"


def says_something(change: SettingChange) -> bool:
    """Not what a new topic leaves out."""
    return bool(change.before or change.after) or None not in (change.before, change.after)


# ---------------------------------------------------------------- before


@rules_app.command("history")
def show_history(desk: DeskArgument = HERE, *, json: JsonOption = False) -> None:
    """Show which rules were in force when, what changed between them, and how much each of them decided."""
    with inquire.open_memory(folder_of(desk)) as db:
        books = inquire.rule_books(db)
    if json:
        show.print_json([{"book": book, "decisions": count} for book, count in books])
        return
    print_lines(tell_history(books))


def tell_history(books: Sequence[tuple[RuleBook, int]]) -> Iterator[str]:
    """Each rule book from when on it was in force, and what it had otherwise than the one before."""
    if not books:
        yield "no run has decided anything yet; `tidings run` begins the ledger"
    before: RuleBook | None = None
    for book, count in books:
        yield f"{tell_moment(book.since)}  {tell_book(book)}: {count} decisions"
        if before:
            changes = compare_settings(before.settings, book.settings)
            yield from cut([change for change in changes if says_something(change)], tell_change)
        before = book


def tell_moment(moment: datetime | None) -> str:
    """A moment for a line."""
    return f"{moment:{DAY_AND_TIME}}" if moment else "not yet"


# ---------------------------------------------------------------- tried


@rules_app.command("try")
def try_file(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="A desk.toml, or only [rules] and [[topics]] to lay over the desk's own.",
            show_default="the desk's own file",
        ),
    ] = None,
    *,
    desk: DeskOption = HERE,
    rule_set: Annotated[
        Literal["tidings", "everyday"] | None, typer.Option("--set", help="Try the rules of this set.")
    ] = None,
    now: Annotated[
        str | None,
        typer.Option("--now", help="The moment to decide for, such as 2026-02-18T06:00:00Z.", show_default="now"),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=f"Leave with {EXIT_DIFFERS} where something differs.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Show what other rules would publish differently. Nothing is asked, written or published."""
    own = read_desk(desk)
    tried = with_set(read_tried(file, desk) if file else own, rule_set)
    with inquire.read_memory(folder_of(desk)) as db:
        trial = try_rules(db, tried, own=own, now=read_clock(now))
    if json:
        show.print_json(trial)
    else:
        print_lines(tell_trial(trial))
    if exit_code and trial.differs:
        raise typer.Exit(EXIT_DIFFERS)


def read_tried(file: Path, desk: Path) -> Desk:
    """The desk with what a file has otherwise; raises ConfigError."""
    files = read_files(desk)
    return parse_tried(
        read_text(file), file=str(file), own=files["text"], opml=files["opml"], opml_file=files["opml_file"]
    )


def with_set(desk: Desk, rule_set: str | None) -> Desk:
    """The desk under the rules of a set."""
    return replace(desk, rules=replace(desk.rules, set=rule_set)) if rule_set else desk


def tell_trial(trial: Trial) -> Iterator[str]:
    """What would be different, the weightiest first."""
    yield f"rules {trial.tried.digest}, compared with what the last run published"
    if trial.in_force:
        yield from cut([change for change in trial.settings if says_something(change)], tell_change)
    yield from (f"note: {note}" for note in trial.notes)
    for heading, turns in group_turns(trial):
        yield from section(heading, turns, tell_turn)
    front = sorted((move for move in trial.stories if is_on_front(move, trial.front_stories)), key=most_moved)
    yield from section(f"Front page, its first {trial.front_stories} stories, most moved first", front, tell_rank)
    yield from section("Other headlines in the lead", [move for move in trial.stories if has_new_lead(move)], tell_lead)
    yield from section("Other topics", [move for move in trial.stories if has_new_topics(move)], tell_topics)
    yield from section("Quality, the largest moves first", trial.qualities, tell_quality)
    yield from ("", "articles  " + ", ".join(tell_counts(trial)))
    if reasons := [
        turn for turn in trial.turns if turn.before and turn.before.rule == turn.after.rule and not turn.is_outcome
    ]:
        yield f"{len(reasons)} verdicts stay as they are for another reason (other figures in it)"
    yield "nothing was written" if trial.differs else "nothing would be published differently; nothing was written"


def group_turns(trial: Trial) -> Iterator[tuple[str, list[Turn]]]:
    """The verdicts that are others, by what comes of them."""
    moved = [turn for turn in trial.turns if turn.is_outcome]
    was_out = [turn for turn in moved if turn.before and turn.before.outcome == "published"]
    yield "Newly published", [turn for turn in moved if turn.after.outcome == "published"]
    yield "No longer published", was_out
    yield "Otherwise held or refused", [t for t in moved if t.after.outcome != "published" and t not in was_out]
    yield "The same by another rule", [turn for turn in trial.turns if turn.is_rule and not turn.is_outcome]


def section(heading: str, items: Sequence[Item], tell: Callable[[Item], str]) -> Iterator[str]:
    """A group with its heading and count; nothing where it is empty."""
    if items:
        yield from ("", f"{heading} ({len(items)})")
        yield from cut(items, tell)


def cut(items: Sequence[Item], tell: Callable[[Item], str]) -> Iterator[str]:
    """The first lines, and how many more there are."""
    yield from (tell(item) for item in items[:SHOWN_MAX])
    if len(items) > SHOWN_MAX:
        yield f"  and {len(items) - SHOWN_MAX} more (--json has all)"


def tell_turn(turn: Turn) -> str:
    """An article with its verdict before and after."""
    before = f"{turn.before.outcome} by {turn.before.rule}" if turn.before else "not decided on yet"
    was = f" (before: {turn.before.reason})" if turn.before and turn.before.rule == turn.after.rule else ""
    return (
        f"  {turn.source}: {turn.headline}\n"
        f"    {before} → {turn.after.outcome} by {turn.after.rule}: {turn.after.reason}{was}"
    )


def is_on_front(move: StoryMove, front_stories: int) -> bool:
    """Readers would see a story elsewhere on the front page, or for the first or last time."""
    ranks = [place.rank for place in (move.before, move.after) if place and place.rank <= front_stories]
    return bool(ranks) and (not (move.before and move.after) or move.before.rank != move.after.rank)


def most_moved(move: StoryMove) -> tuple[bool, int, int]:
    """Sorts stories that come or go before those that only move, and these by how far."""
    was, now = move.before.rank if move.before else 0, move.after.rank if move.after else 0
    return bool(was and now), -abs(was - now) if was and now else 0, now or was


def tell_rank(move: StoryMove) -> str:
    """A story's rank before and after."""
    was, now = (str(place.rank) if place else "–" for place in (move.before, move.after))
    return f"  {was:>4} → {now:<4} {headline_of(move)}"


def headline_of(move: StoryMove) -> str:
    """A story as it would be called, else as it is."""
    place = move.after or move.before
    return place.headline if place else move.slug


def has_new_lead(move: StoryMove) -> bool:
    """Another report would speak for the story."""
    return bool(move.before and move.after and move.before.headline != move.after.headline)


def tell_lead(move: StoryMove) -> str:
    """A story's headline before and after."""
    return f"  {move.before.headline if move.before else ''}\n    → {headline_of(move)}"


def has_new_topics(move: StoryMove) -> bool:
    """A story would stand under other topics."""
    return bool(move.before and move.after and move.before.topics != move.after.topics)


def tell_topics(move: StoryMove) -> str:
    """A story's topics before and after."""
    was, now = (", ".join(place.topics) if place and place.topics else "none" for place in (move.before, move.after))
    return f"  {headline_of(move)}\n    {was} → {now}"


def tell_quality(move: QualityMove) -> str:
    """An article's quality before and after."""
    return f"  {move.after - move.before:+6.1f}  {move.before:g} → {move.after:g}  {move.source}: {move.headline}"


def tell_counts(trial: Trial) -> Iterator[str]:
    """How many articles each outcome has before and after."""
    for outcome, count in trial.counts_after.items():
        yield f"{outcome} {trial.counts_before.get(outcome, 0)} → {count}"


def print_lines(lines: Iterable[str]) -> None:
    """Lines as they are, headings of groups in bold where there is a terminal."""
    for line in lines:
        is_heading = line.endswith(")") and not line.startswith(" ")
        show.out().print(Text(line, style="bold" if is_heading else ""), soft_wrap=True)
