"""A demo desk on a real wire, and running it."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.processes import forkserver
from tidings import embed, pipeline
from tidings.config import parse_desk
from tidings.demo import DemoWire, World, desk_toml, make_world
from tidings.model import RunReport

QUICK = '\n[rules.cluster]\nembedder = "static"\n'
"""The table of words, which takes a hundredth of the transformer's time, for desks that processes of their own run."""
EVENING = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)
MORNING = EVENING - timedelta(hours=10)


def small_world(seed: int = 1) -> World:
    """A world of three days that ends in the evening."""
    return make_world(seed, ends_at=EVENING)


def write_desk(folder: Path, world: World, wire: DemoWire, *, more: str = "") -> Path:
    """The world's desk in a folder, with more at its end."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "desk.toml").write_text(desk_toml(world, base_url=wire.base_url) + more, encoding="utf-8")
    return folder


def run_desk(folder: Path, now: datetime, *, out: Path | None = None, ask_all: bool = False) -> RunReport:
    """The whole line, in this process."""
    desk = parse_desk((folder / "desk.toml").read_text(encoding="utf-8"))
    with quick_embedder(), pipeline.open_newsroom(desk, folder, now=now, out=out) as room:
        return pipeline.run(room, ask_all=ask_all)


def run_first(folder: Path, now: datetime) -> Path:
    """A desk that other tests begin with a copy of: one that has found nothing would fail them all, and tell nobody why."""
    report = run_desk(folder, now)
    assert any((folder / "records").glob("*.md")), report
    return folder


@contextmanager
def quick_embedder() -> Iterator[None]:
    """Desks that do not say otherwise embed by the table of words, which takes a hundredth of the transformer's time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embed, "AUTO_ORDER", ("static", "minilm", "multilingual"))
        yield


def start_desk(folder: Path, now: datetime) -> multiprocessing.process.BaseProcess:
    """The whole line, in a process of its own that can be killed."""
    process = forkserver().Process(target=run_desk, args=(folder, now))
    process.start()
    return process


def bytes_of(folder: Path) -> dict[str, str]:
    """What a reader can see: the hash of every published file, by its path."""
    shown = [*(folder / "site").resolve().rglob("*"), *(folder / "records").rglob("*")]
    root = (folder / "site").resolve()
    return {
        str(path.relative_to(root if path.is_relative_to(root) else folder)): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(shown)
        if path.is_file()
    }
