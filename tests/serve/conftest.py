"""A published site on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tidings.model import File
from tidings.publish import publish
from tidings.serve import Settings, open_server

LONG = "<p>" + "Ferry news. " * 500
FILES = {
    "site/index.html": "<title>Isles</title>" + LONG,
    "site/404.html": "<p>nothing here",
    "site/style.css": "p { color: navy }",
    "site/site.js": '"use strict";',
    "site/feed.xml": "<feed/>",
    "site/feed.json": "{}",
    "site/robots.txt": "User-agent: *",
    "site/topics/index.html": "<p>topics",
    "site/stories/a.html": "<p>a",
    "site/api/news/index.json": '{"page": 1}',
    "records/a.md": "secret",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser gets to see."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Browser:
    """Asks a server, byte for byte as it is told to."""

    address: str
    folder: Path
    asked: list[str] = field(default_factory=list)

    def get(self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """The answer to one request; underscores in header names stand for hyphens."""
        parts = urlsplit(self.address)
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        try:
            lines = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers=lines)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()


def make_files(**changes: str) -> list[File]:
    """The site's files, some of them with other words."""
    return [File(path=path, data=text.encode()) for path, text in (FILES | changes).items()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a published site."""
    publish(make_files(), tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def browser(folder: Path) -> Iterator[Browser]:
    """A browser before a server of the site."""
    with open_server(Settings(site=folder / "site", home="https://isles.example", hub_url="https://hub.example/")) as a:
        yield Browser(a, folder)
