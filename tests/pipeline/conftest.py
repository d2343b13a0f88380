"""One world and one wire for all tests of the line; each test sets the wire's clock."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.desks import EVENING, MORNING, quick_embedder, run_first, small_world, write_desk
from tidings.demo import DemoWire, World


@pytest.fixture(scope="module", autouse=True)
def embedder_of_all() -> Iterator[None]:
    """The same for runs that tests start themselves; for a module and no longer, as tests run in any order."""
    with quick_embedder():
        yield


@pytest.fixture(scope="session")
def world() -> World:
    return small_world()


@pytest.fixture(scope="session")
def running_wire(world: World) -> Iterator[DemoWire]:
    with DemoWire(world) as wire:
        yield wire


@pytest.fixture
def wire(running_wire: DemoWire) -> DemoWire:
    running_wire.at = EVENING
    running_wire.requests.clear()
    return running_wire


@pytest.fixture
def desk(tmp_path: Path, world: World, wire: DemoWire) -> Path:
    """A desk that has never run."""
    return write_desk(tmp_path / "desk", world, wire)


@pytest.fixture(scope="session")
def morning_edition(tmp_path_factory: pytest.TempPathFactory, world: World, running_wire: DemoWire) -> Path:
    """A desk's folder after its run of the morning, never to be changed."""
    running_wire.at = MORNING
    folder = write_desk(tmp_path_factory.mktemp("morning") / "desk", world, running_wire)
    return run_first(folder, MORNING)


@pytest.fixture(scope="session")
def evening_edition(tmp_path_factory: pytest.TempPathFactory, world: World, running_wire: DemoWire) -> Path:
    """The same of a desk whose first run is in the evening."""
    running_wire.at = EVENING
    folder = write_desk(tmp_path_factory.mktemp("evening") / "desk", world, running_wire)
    return run_first(folder, EVENING)


@pytest.fixture(scope="session")
def day_editions(tmp_path_factory: pytest.TempPathFactory, morning_edition: Path, running_wire: DemoWire) -> Path:
    """The same of one that has run in the morning and in the evening."""
    running_wire.at = EVENING
    folder = Path(shutil.copytree(morning_edition, tmp_path_factory.mktemp("day") / "desk", symlinks=True))
    return run_first(folder, EVENING)


@pytest.fixture
def morning_desk(morning_edition: Path, tmp_path: Path, wire: DemoWire) -> Path:
    """A desk that has published its morning edition; the wire has the evening's news."""
    return Path(shutil.copytree(morning_edition, tmp_path / "desk", symlinks=True))


@pytest.fixture
def evening_desk(evening_edition: Path, tmp_path: Path, wire: DemoWire) -> Path:
    """A desk that has published its first edition, in the evening."""
    return Path(shutil.copytree(evening_edition, tmp_path / "desk", symlinks=True))


@pytest.fixture
def day_desk(day_editions: Path, tmp_path: Path, wire: DemoWire) -> Path:
    """A desk that has published in the morning and in the evening."""
    return Path(shutil.copytree(day_editions, tmp_path / "desk", symlinks=True))
