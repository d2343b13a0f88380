"""Corrections of stories: orders written into the desk's orders file, and what has become of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from .. import correcting, inquire
from ..errors import ConfigError
from ..model import ORDERS_FILE, StoryOrderKind
from . import show
from .desks import folder_of, read_desk, read_desk_to_add

order_app = typer.Typer(
    help="Correct stories: put articles together or apart, name a lead, kill an article. The orders are lines of "
    f"{ORDERS_FILE}, to be kept in git; they always win.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    epilog="Two quakes in one story? `tidings order cannot-link ADDRESS ADDRESS --why 'two quakes'` names an article "
    "of each; with the next run the others of the story go to the one that they are more like.",
)

DeskArgument = Annotated[Path, typer.Argument(help="The desk's folder, or its desk.toml.", show_default="this folder")]
DeskOption = Annotated[
    Path, typer.Option("--desk", help="The desk's folder, or its desk.toml.", show_default="this folder")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, which stands in the file behind the order.")]
Targets = Annotated[
    list[str], typer.Argument(help="Articles: an address, a record's name, or a story's slug.", metavar="ARTICLE...")
]
HERE = Path()

KIND_HELP: dict[StoryOrderKind, str] = {
    "must-link": "Put articles, and the stories they are in, into one story.",
    "cannot-link": "Keep articles in different stories; the others of their story go where they fit better.",
    "split": "Make a story of these articles alone, which takes in nobody else.",
    "lead": "Let an article lead its story, as long as it is published.",
    "kill": "Take an article off the site: no story, page, record or feed has it.",
}


def add_kind(kind: StoryOrderKind) -> None:
    """Make a command of one kind of order."""

    def command(articles: Targets, *, desk: DeskOption = HERE, why: WhyOption = "") -> None:
        given = correcting.give_order(folder_of(desk), read_desk_to_add(desk), kind, articles, why=why)
        typer.echo(f"{given.path}:{given.order.line}: {given.told}")
        for url in given.waiting:
            typer.echo(f"waits for an article: {url}")
        for note in given.notes:
            typer.echo(f"note: {note}")

    order_app.command(kind, help=KIND_HELP[kind])(command)


for each_kind in KIND_HELP:
    add_kind(each_kind)


@order_app.command("list")
def list_orders(desk: DeskArgument = HERE, *, json: JsonOption = False) -> None:
    """Show every order of the file and whether it holds, waits, or is contradicted by a later line."""
    with inquire.open_memory(folder_of(desk)) as db:
        found = correcting.standings(db, folder_of(desk), read_desk(desk))
    if json:
        show.print_json(found)
    else:
        print_standings(found)


def print_standings(found: Sequence[correcting.OrderStanding]) -> None:
    """A row for each line."""
    if not found:
        show.out().print(f"{ORDERS_FILE} has no orders; `tidings order --help` tells how to give one")
        return
    table = Table(expand=True)
    for name, ratio in (("Line", None), ("State", None), ("Order", None), ("Articles", 3), ("Why", 2)):
        table.add_column(name, ratio=ratio, no_wrap=ratio is None, overflow="fold")
    for row in found:
        why = "\n".join(text for text in (row.why, row.detail) if text)
        table.add_row(*map(escape, (str(row.line), row.state, row.kind, "\n".join(row.targets), why)))
    show.out().print(table)


@order_app.command()
def remove(
    line: Annotated[int, typer.Argument(help="The line, as `tidings order list` numbers them.", min=1)],
    *,
    desk: DeskOption = HERE,
) -> None:
    """Take an order out of the file; stories that it has changed stay as they are."""
    folder = folder_of(desk)
    typer.echo(f"removed from {folder / ORDERS_FILE}: {correcting.remove_line(folder, line)}")


@order_app.command("check")
def check_alone(
    desk: DeskArgument = HERE,
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Leave with 1 where a pair that was right without its order is not now.")
    ] = False,
    save: Annotated[bool, typer.Option("--save", help="Keep what is right today: --strict compares with it.")] = False,
    json: JsonOption = False,
) -> None:
    """Cluster the articles of every order anew without the orders, and tell which pairs would be right today."""
    folder = folder_of(desk)
    with inquire.open_memory(folder) as db:
        found = correcting.check_orders(db, folder, read_desk(desk))
    if save:
        correcting.write_pairs(folder, found)
    if json:
        told = {"right": found.right, "precision": found.precision, "recall": found.recall, "worse": found.worse}
        show.print_json({"pairs": found.pairs, "broken": found.broken, **told})
    else:
        print_check(found)
    if found.broken or (strict and found.worse):
        raise typer.Exit(1)


def print_check(found: correcting.OrdersCheck) -> None:
    """A line for each pair, and what they come to."""
    for pair in found.pairs:
        told = "right" if pair.is_right_alone else "wrong"
        note = ", and used to be right" if pair.is_worse else ""
        typer.echo(f"line {pair.line}  {pair.kind}: {told} without the order{note}  {pair.urls[0]}  {pair.urls[1]}")
    for line in found.broken:
        typer.echo(f"line {line} does not hold even with the orders: please report this", err=True)
    figures = f"precision {found.precision:.2f}, recall {found.recall:.2f}"
    typer.echo(f"of {len(found.pairs)} corrected pairs, {found.right} are right without orders today ({figures})")


def order_problems(folder: Path) -> tuple[tuple[ConfigError, ...], tuple[str, ...]]:
    """Lines of the orders file that are none, and what is advised of the others."""
    file, _ = correcting.read_orders(folder)
    path = str(folder / ORDERS_FILE)
    problems = tuple(ConfigError(one.reason, file=path, line=one.line) for one in file.problems)
    return problems, tuple(f"{path}: {one}" for one in correcting.contradictions_in(file))
