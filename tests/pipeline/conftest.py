"""One world and one wire for all tests of the line; each test sets the wire's clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.desks import EVENING, MORNING, quick_embedder, run_desk, small_world, write_desk
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


@pytest.fixture
def morning_desk(desk: Path, wire: DemoWire) -> Path:
    """A desk that has published its morning edition; the wire has the evening's news."""
    wire.at = MORNING
    run_desk(desk, MORNING)
    wire.at = EVENING
    wire.requests.clear()
    return desk
