"""The archive's stories made anew, and what that changes, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from .. import pipeline
from ..regroup import LinkChange, Regrouped
from . import show
from .desks import folder_of, read_clock, read_desk

LINKS_SHOWN_MAX = 40
"""Published addresses in a terminal; ``--json`` has all of them."""


def regroup(
    desk: Annotated[
        Path, typer.Argument(help="The desk's folder, or its desk.toml.", show_default="this folder")
    ] = Path(),
    *,
    since: Annotated[str, typer.Option(help="Only articles from this day on, such as 2026-02-18.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would change; write nothing.")] = False,
    now: Annotated[str | None, typer.Option("--now", help="The run's clock.", show_default="now")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Make the stories of the archive anew by the rules of today; every address that readers know keeps its answer."""
    folder, settings = folder_of(desk), read_desk(desk)
    begin = read_clock(since, option="--since") if since else None
    with (
        show.progress(is_shown=not quiet, first="regroup") as tell,
        pipeline.open_newsroom(settings, folder, now=read_clock(now), tell=tell) as room,
    ):
        told = pipeline.regroup_stories(room, since=begin, is_rehearsal=dry_run)
    if json:
        show.print_json(told)
        return
    for line in tell_regrouped(told, is_rehearsal=dry_run, links_max=LINKS_SHOWN_MAX):
        typer.echo(line)
    if not dry_run:
        typer.echo(f"next: `tidings run {folder}` publishes it")


def tell_regrouped(told: Regrouped, *, is_rehearsal: bool, links_max: int) -> Iterator[str]:
    """What changes, or would change, the addresses that readers know last."""
    yield f"articles  {told.articles_count}, {told.moved_count} of them in another story than before"
    yield f"stories   {told.stories_before} before, {told.stories_after} now"
    yield (
        f"          {told.changed_count} gain or lose articles, {told.merged_count} are joined to others, "
        f"{told.split_count} parts leave"
    )
    yield f"links     {len(told.links)} changes behind addresses that readers know; none breaks"
    for link in told.links[:links_max]:
        yield f"  {link.slug}: {tell_link(link)}"
    if len(told.links) > links_max:
        yield f"  and {len(told.links) - links_max} more (--json has all)"
    if is_rehearsal:
        yield "nothing was written"


def tell_link(link: LinkChange) -> str:
    """What becomes of one address."""
    articles = f"{link.articles_count} article{'' if link.articles_count == 1 else 's'}"
    return {
        "merged": f"leads to {link.other}",
        "split": f"loses {articles} to {link.other}",
        "gained": f"gains {articles}",
        "back": f"has a page of its own again, with {articles}",
    }[link.fate]
