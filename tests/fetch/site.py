"""A real server on the loopback interface that answers as a test tells it to."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from tidings.errors import FetchError
from tidings.fetch import fetch_all
from tidings.model import Fetched, FetchRequest, Validators
from tidings.rules import FetchRules

NOON = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
RULES = FetchRules(connect_timeout_s=5, first_byte_timeout_s=5, total_timeout_s=10, host_gap_s=0)
AGENT = "Tidings/0 (+https://desk.example; editor@desk.example)"

Answer = bytes | Callable[["Asked"], Iterator[bytes]]


@dataclass
class Asked:
    """One request as it came in; ``patience`` ends when the test does."""

    path: str
    headers: dict[str, str]
    patience: threading.Event


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """An answer in full; underscores in header names stand for hyphens."""
    lines = {"Content_Length": str(len(body)), "Connection": "close", **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status} Words\r\n{head}\r\n".encode("utf-8", "surrogateescape") + body


def redirect(location: str, status: int = 302) -> bytes:
    """An answer that leads elsewhere."""
    return answer(status, Location=location)


@dataclass
class Site:
    """What the server says to each path, and what it was asked."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    patience: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def says(self, path: str, what: Answer) -> str:
        """Set the answer for a path; returns its address."""
        self.answers[path] = what
        return self.url(path)

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [asked.path for asked in self.asked]


@contextmanager
def open_site(host: str = "127.0.0.1") -> Iterator[Site]:
    """A server for the length of the block."""
    site = Site()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            first = self.rfile.readline().decode("latin-1")
            headers = {}
            while line := self.rfile.readline().decode("latin-1").strip():
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            asked = Asked(first.split(" ")[1] if " " in first else "", headers, site.patience)
            site.asked.append(asked)
            what = site.answers.get(asked.path, answer(404))
            try:
                for piece in [what] if isinstance(what, bytes) else what(asked):
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 64

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that hangs up is what many of the tests are about."""

    with Server((host, 0), Talk) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield site
        finally:
            site.patience.set()
            server.shutdown()
            thread.join()


def ask_all(requests: Sequence[FetchRequest], rules: FetchRules = RULES) -> dict[str, Fetched | FetchError]:
    """Every outcome by the feed's address."""
    outcomes = fetch_all(requests, rules, user_agent=AGENT, now=NOON)
    return {request.feed_url: outcome for request, outcome in outcomes}


def ask(
    url: str, *, etag: str = "", last_modified: str = "", rules: FetchRules = RULES, **changes: Any
) -> Fetched | FetchError:
    """The outcome of one request; ``changes`` are rules."""
    request = FetchRequest(feed_url=url, validators=Validators(etag=etag, last_modified=last_modified))
    return ask_all([request], replace(rules, **changes))[url]


def fetched(url: str, **options: Any) -> Fetched:
    """An outcome that must be an answer."""
    outcome = ask(url, **options)
    assert isinstance(outcome, Fetched), outcome
    return outcome


def failed(url: str, **options: Any) -> FetchError:
    """An outcome that must be a failure."""
    outcome = ask(url, **options)
    assert isinstance(outcome, FetchError), outcome
    return outcome
