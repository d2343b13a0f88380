"""The demonstration: a fictional day's news, gathered over real HTTP, and how well it was grouped."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import typer

from .. import inquire, pipeline
from ..demo import DemoWire, World, desk_toml, make_world, truth_by_url
from ..demo.measure import bcubed
from ..errors import PublishError
from ..model import Edition
from . import show
from .desks import DESK_FILE, read_desk

DEMO_ENDS_AT = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)
"""The demo's clock stands still, so that everybody sees the same news."""
GATHERINGS = (timedelta(hours=10), timedelta(0))
"""Before the end: a morning and an evening edition."""
MARKER = ".made-by-tidings-demo"
FRONT_STORIES = 12
NEVER_STALE = """
[rules.publish]
# Time stands still on the isles: else the front page would say that nothing new was made.
stale_hours = 100000
"""


def demonstrate(*, seed: int, folder: Path, port: int, is_shown: bool) -> None:
    """Make the world and its desk, run it twice, print the front page and the measure."""
    clear(folder)
    world = make_world(seed, ends_at=DEMO_ENDS_AT)
    with open_wire(world, port) as wire:
        settings = desk_toml(world, base_url=wire.base_url) + NEVER_STALE
        (folder / DESK_FILE).write_text(settings, encoding="utf-8")
        desk = read_desk(folder)
        for before in GATHERINGS:
            now = DEMO_ENDS_AT - before
            wire.at = now
            with (
                show.progress(is_shown=is_shown) as tell,
                pipeline.open_newsroom(desk, folder, now=now, tell=tell) as room,
            ):
                report = pipeline.run(room)
                edition = inquire.last_edition(room.db)
                stories = inquire.story_by_url(room.db)
    show.print_front(edition, stories_max=FRONT_STORIES)
    show.print_summary(report, desk=str(folder))
    typer.echo(measure(world, stories))
    typer.echo(where(folder, edition))


def open_wire(world: World, port: int) -> DemoWire:
    """The wire on its usual port, so that two demonstrations give the same bytes; else on a free one."""
    try:
        return DemoWire(world, port=port)
    except OSError:
        return DemoWire(world, port=0)


def clear(folder: Path) -> None:
    """An empty folder; never one that we did not make."""
    try:
        if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists():
            raise PublishError(f"making the demo desk in {folder}: there are other files; choose another --dir")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / MARKER).touch()
    except OSError as error:
        raise PublishError(f"making the demo desk in {folder}: {error.strerror}; choose another --dir") from error


def measure(world: World, story_by_url: dict[str, str]) -> str:
    """How well the stories match the truth, in a line."""
    truth = {url: event for url, event in truth_by_url(world).items() if url in story_by_url}
    urls = sorted(truth)
    precision, recall, f1 = bcubed([story_by_url[url] for url in urls], [truth[url] for url in urls])
    return (
        f"stories   BCubed F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f}) against the world's own truth:"
        f" {len(urls)} reports of {len(set(truth.values()))} events, seed {world.seed}"
    )


def where(folder: Path, edition: Edition) -> str:
    """Where everything lies, and what to try next."""
    slug = edition.stories[0].slug if edition.stories else "SLUG"
    return (
        f"site      {folder / 'site' / 'index.html'}\n"
        f"records   {folder / 'records'}\n"
        f"try       tidings serve {folder}\n"
        f"          tidings explain {slug} --desk {folder}"
    )
