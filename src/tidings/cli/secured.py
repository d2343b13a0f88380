"""Keys to the private fields of records: making, changing, using them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .. import inquire, safekeeping
from ..errors import ConfigError, NotFoundError, RecordError
from ..model import Desk
from . import show
from .desks import DESK_FILE, folder_of, read_desk, read_desk_to_add

secured_app = typer.Typer(
    help="Keep private fields in public records: make and change keys, read the fields, check them.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

DeskArgument = Annotated[Path, typer.Argument(help="The desk's folder, or its desk.toml.", show_default="this folder")]
DeskOption = Annotated[
    Path, typer.Option("--desk", help="The desk's folder, or its desk.toml.", show_default="this folder")
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", help="The folder that records/ lies in.", show_default="the desk's folder"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
HERE = Path()
TROUBLES_TOLD = 20


def key_problems(desk: Desk, folder: Path) -> tuple[ConfigError, ...]:
    """What is wrong with a desk's keys."""
    try:
        safekeeping.find_keys(desk, folder)
    except ConfigError as error:
        return (error,)
    return ()


@secured_app.command("key")
def make_key(desk: DeskArgument = HERE, *, out: OutOption = None) -> None:
    """Make the first key of a desk, in a file that only you can read."""
    settings, folder = read_desk_to_add(desk), folder_of(desk)
    path = safekeeping.key_path(settings, folder)
    key = safekeeping.write_key_file(path, folder, out=out or folder)
    typer.echo(f"wrote {path} with the key {key.id}; only you can read it")
    if not settings.secured.keys:
        typer.echo(f'next: add to {folder / DESK_FILE}\n\n    [secured]\n    keys = "{safekeeping.KEY_FILE}"\n')
    typer.echo(
        "Keep a copy in a safe place: without it nobody opens what it seals. Keep it out of git "
        f"(.gitignore: {path.name}) and out of every folder that is published."
    )


@secured_app.command()
def rotate(desk: DeskArgument = HERE, *, out: OutOption = None) -> None:
    """Add a key that seals from now on; the next run seals every record anew."""
    settings, folder = read_desk(desk), folder_of(desk)
    ring = safekeeping.find_keys(settings, folder, out=out)
    if ring.newest is None:
        raise ConfigError("this desk has no keys yet; `tidings secured key` makes one", file=str(folder / DESK_FILE))
    counts = count_sealed(folder)
    waiting = sum(count for key_id, count in counts.items() if key_id != ring.newest.id)
    if waiting:
        typer.echo(
            f"{waiting} records still name an older key than {ring.newest.id}; `tidings run` seals them anew first"
        )
        return
    if safekeeping.is_given_by_environment():
        raise ConfigError(
            f"the keys come from the environment: put a new one behind the others in {safekeeping.ENVIRONMENT} "
            "(`tidings secured key` makes one)"
        )
    key = safekeeping.add_key(safekeeping.key_path(settings, folder))
    old = counts.get(ring.newest.id, 0)
    typer.echo(f"added the key {key.id}; {old} records still name {ring.newest.id}: the next run seals them anew")
    typer.echo("Keep the old keys in the file: older copies of records, as in git, open only with them.")


def count_sealed(folder: Path) -> dict[str, int]:
    """How many records each key has sealed; none before the first run."""
    try:
        with inquire.open_memory(folder) as db:
            return safekeeping.count_by_key(db)
    except NotFoundError:
        return {}


@secured_app.command("show")
def show_record(
    record: Annotated[str, typer.Argument(help="The record's name: its file's, with or without .md.")],
    *,
    desk: DeskOption = HERE,
    out: OutOption = None,
) -> None:
    """Print the private fields of a record as JSON, on this terminal only."""
    settings, folder = read_desk(desk), folder_of(desk)
    ring = safekeeping.find_keys(settings, folder, out=out)
    show.print_json(safekeeping.open_record(record, out or folder, ring))


@secured_app.command()
def check(desk: DeskArgument = HERE, *, out: OutOption = None, json: JsonOption = False) -> None:
    """Open the private fields of every record, and tell those that do not open."""
    settings, folder = read_desk(desk), folder_of(desk)
    ring = safekeeping.find_keys(settings, folder, out=out)
    checked = tuple(safekeeping.check_records(out or folder, ring))
    bad = [one for one in checked if one.trouble]
    if json:
        show.print_json({"checked": len(checked), "bad": bad})
    else:
        for one in bad[:TROUBLES_TOLD]:
            typer.echo(f"{one.record}: {one.trouble}", err=True)
        by_key = {
            key_id: sum(1 for one in checked if one.key_id == key_id) for key_id in sorted({c.key_id for c in checked})
        }
        keys = ", ".join(f"{count} with {key_id}" for key_id, count in by_key.items())
        typer.echo(
            f"{len(checked)} records with private fields{f' ({keys})' if keys else ''}: {len(checked) - len(bad)} open"
        )
    if bad:
        raise RecordError(f"{len(bad)} records do not open; the next run writes them again", key="secured")
