"""A town with a publisher and a hub, and our desk in it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from .town import Newsroom, Town, open_town


@pytest.fixture
def town() -> Iterator[Town]:
    with open_town() as opened:
        yield opened


@pytest.fixture
def newsroom(town: Town, tmp_path: Path) -> Newsroom:
    """A desk that has run once, and so has asked the hub."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    room = Newsroom(folder=tmp_path / "desk", town=town, port=port)
    room.run()
    return room


@pytest.fixture
def subscribed(newsroom: Newsroom) -> Iterator[Newsroom]:
    """A desk whose subscription is active, with its server open."""
    with newsroom.at_home():
        newsroom.town.verify()
        yield newsroom
