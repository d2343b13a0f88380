"""The demo world's feeds over real HTTP, on this machine only."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import ClassVar, Self

from ..errors import NotFoundError
from .feeds import changed_at, content_type, feed_document, opml
from .world import World

HOST = "127.0.0.1"
IDLE_TIMEOUT_S = 5
"""A client that says nothing must not keep the wire from closing."""
POLL_S = 0.02
FEEDS = "/feeds/"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the wire says to a request."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class WireRequest:
    """A request that the wire answered; the names of headers are in lower case."""

    path: str
    headers: Mapping[str, str]
    status: int


class Listener(ThreadingHTTPServer):
    """The socket; stops only when every answer is out."""

    daemon_threads = False
    request_queue_size = 64
    wire: DemoWire


class DemoWire:
    """Serves a world's feeds as they are at the moment ``at``, from entering to leaving the block.

    ``/feeds/<outlet id>`` is a feed, ``/feeds.opml`` lists them, ``/`` says what this is.  The
    constructor takes the port (0: a free one) and raises OSError where it is taken.
    """

    def __init__(self, world: World, *, port: int = 0) -> None:
        self.world = world
        self.requests: list[WireRequest] = []
        self._lock = threading.Lock()
        self._at = world.ends_at
        self._listener = Listener((HOST, port), Handler)
        self._listener.wire = self
        self._thread = threading.Thread(
            target=self._listener.serve_forever, kwargs={"poll_interval": POLL_S}, name="demo-wire", daemon=True
        )

    @property
    def base_url(self) -> str:
        """``http://127.0.0.1:<port>``, without a final slash."""
        return f"http://{HOST}:{self._listener.server_address[1]}"

    @property
    def at(self) -> datetime:
        """The moment the wire shows; setting it moves the news on, or back."""
        with self._lock:
            return self._at

    @at.setter
    def at(self, moment: datetime) -> None:
        with self._lock:
            self._at = moment.astimezone(UTC)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving and give the port back; a second time does nothing."""
        if self._thread.is_alive():
            self._listener.shutdown()
            self._thread.join()
        self._listener.server_close()

    def answer(self, path: str, headers: Mapping[str, str]) -> Answer:
        """What is said to a request for a path; the names of headers are in lower case."""
        at = self.at
        if path == "/":
            return page(self.world, at=at)
        if path == "/feeds.opml":
            return Answer(200, (("Content-Type", "text/x-opml"),), opml(self.world, base_url=self.base_url).encode())
        try:
            return feed_answer(self.world, path.removeprefix(FEEDS), headers, at=at)
        except NotFoundError as error:
            return Answer(404, (("Content-Type", "text/plain; charset=utf-8"),), f"{error}\n".encode())


class Handler(BaseHTTPRequestHandler):
    """One connection; one request on each, so that closing never waits for an idle client."""

    server: Listener
    server_version = "DemoWire"
    protocol_version = "HTTP/1.1"
    timeout: ClassVar[int] = IDLE_TIMEOUT_S

    def do_GET(self) -> None:
        """Answer with head and body."""
        self.reply(has_body=True)

    def do_HEAD(self) -> None:
        """Answer with the head alone."""
        self.reply(has_body=False)

    def reply(self, *, has_body: bool) -> None:
        """Write the wire's answer and keep a record of it."""
        wire = self.server.wire
        path = self.path.partition("?")[0]
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = wire.answer(path, headers)
        wire.requests.append(WireRequest(path, MappingProxyType(headers), answer.status))
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if has_body and answer.status != 304:
            self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Nothing: what was asked is in ``requests``."""


def feed_answer(world: World, outlet_id: str, headers: Mapping[str, str], *, at: datetime) -> Answer:
    """A feed, or 304 to a client that has it already; raises NotFoundError where there is none."""
    body = feed_document(world, outlet_id, at=at)
    changed = changed_at(world, outlet_id, at=at)
    is_zipped = accepts_gzip(headers)
    # Two codings are two representations, and a strong mark must tell them apart.
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}{"-gzip" if is_zipped else ""}"'
    common = (
        ("ETag", etag),
        ("Last-Modified", format_datetime(changed.replace(microsecond=0), usegmt=True)),
        ("Vary", "Accept-Encoding"),
    )
    if is_unchanged(headers, etag=etag, changed=changed):
        return Answer(304, common)
    typed = (*common, ("Content-Type", content_type(world, outlet_id)))
    if not is_zipped:
        return Answer(200, typed, body)
    return Answer(200, (*typed, ("Content-Encoding", "gzip")), gzip.compress(body, mtime=0))


def accepts_gzip(headers: Mapping[str, str]) -> bool:
    """The client takes gzip."""
    codings = [coding.partition(";") for coding in headers.get("accept-encoding", "").lower().split(",")]
    return any(name.strip() == "gzip" and weight.strip() not in ("q=0", "q=0.0") for name, _, weight in codings)


def is_unchanged(headers: Mapping[str, str], *, etag: str, changed: datetime) -> bool:
    """The client's copy is still right; an entity tag decides alone where there is one (RFC 9110, 13.2.2)."""
    if (marks := headers.get("if-none-match")) is not None:
        known = [mark.strip().removeprefix("W/") for mark in marks.split(",")]
        return etag in known or known == ["*"]
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return changed.replace(microsecond=0) <= (since if since.tzinfo else since.replace(tzinfo=UTC))


def page(world: World, *, at: datetime) -> Answer:
    """The page that says what this is."""
    feeds = "\n".join(
        f'<li><a href="{FEEDS}{outlet.id}">{escape(outlet.name)}</a>: {escape(outlet.tagline)}</li>'
        for outlet in world.outlets
    )
    text = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>The demo wire</title></head><body>\n'
        "<h1>The press of the Low Isles</h1>\n"
        "<p>A bundled, fictional news world for trying out Tidings: outlets, places, people and events are"
        f" invented. It shows {at:%Y-%m-%d %H:%M} UTC, seed {world.seed}. Two of these feeds do not work, and one"
        ' works badly; that is on purpose. <a href="/feeds.opml">All of them as OPML</a>.</p>\n'
        f"<ul>\n{feeds}\n</ul></body></html>\n"
    )
    return Answer(200, (("Content-Type", "text/html; charset=utf-8"),), text.encode())
