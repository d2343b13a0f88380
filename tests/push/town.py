"""A town on the loopback interface: a publisher with a feed, a hub, and our desk with its server."""

from __future__ import annotations

import hashlib
import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.make import NOON
from tidings import pipeline, store
from tidings.cli.serving import make_hooks
from tidings.config import parse_desk
from tidings.model import RunReport
from tidings.serve import Settings, open_server
from tidings.subscription import Subscription

STORIES = {
    "Ferry runs aground off Skell": "The crew was brought ashore by the lifeboat before midnight, the coast guard said.",
    "Lighthouse keeper retires after decades": "He lit the lamp of Orm every evening and wants to grow roses now.",
    "Harbour wall gives way in storm": "Builders had warned of cracks between the stones since the winter of the flood.",
}
HEADLINES = tuple(STORIES)


def rss(headlines: tuple[str, ...], *, published: datetime = NOON) -> bytes:
    """A feed of these reports."""
    items = "".join(
        f"<item><title>{headline}</title><link>https://post.example/{number}</link><guid>{headline}</guid>"
        f"<pubDate>{format_datetime(published)}</pubDate><description>{headline}. {STORIES[headline] * 8}</description></item>"
        for number, headline in enumerate(headlines)
    )
    return f"<rss version='2.0'><channel><title>The Post</title>{items}</channel></rss>".encode()


def sign(body: bytes, secret: str, method: str = "sha256") -> str:
    """What a hub says of a body."""
    return f"{method}={hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()}"


@dataclass(frozen=True)
class Reply:
    """What was answered."""

    status: int
    headers: dict[str, str]
    body: bytes


def send(url: str, *, method: str = "GET", body: bytes | Iterator[bytes] | None = None, **headers: str) -> Reply:
    """One request; underscores in header names stand for hyphens."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        lines = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"{parts.path}?{parts.query}", body=body, headers=lines)
        answer = connection.getresponse()
        return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


@dataclass
class Town:
    """The publisher and the hub, what they say and what they were asked."""

    port: int = 0
    headlines: tuple[str, ...] = HEADLINES[:1]
    asked_feed: int = 0
    asked_hub: list[dict[str, str]] = field(default_factory=list)
    hub_status: int = 202
    verifies_at_once: bool = False
    replies: list[Reply] = field(default_factory=list)

    @property
    def feed_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/feed"

    @property
    def hub_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hub"

    @property
    def topic_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/feed?topic"

    def verify(self, number: int = -1, **changes: str) -> Reply:
        """Ask the subscriber whether it meant a request; ``changes`` are of what is asked."""
        form = self.asked_hub[number]
        query = {
            "hub.mode": form["hub.mode"],
            "hub.topic": form["hub.topic"],
            "hub.challenge": "<b>challenge</b>",
            "hub.lease_seconds": form.get("hub.lease_seconds", ""),
        }
        said = query | {name.replace("_", ".", 1): value for name, value in changes.items()}
        self.replies.append(send(f"{form['hub.callback']}?{urlencode(said)}"))
        return self.replies[-1]

    def push(self, headlines: tuple[str, ...], *, secret: str | None = None, **headers: str) -> Reply:
        """Send a body to the subscriber, signed with the secret of its request or another."""
        form, body = self.asked_hub[-1], rss(headlines)
        signature = sign(body, form.get("hub.secret", "") if secret is None else secret)
        lines = {"X_Hub_Signature": signature, "Content_Type": "application/rss+xml"} | headers
        return send(form["hub.callback"], method="POST", body=body, **lines)


@contextmanager
def open_town() -> Iterator[Town]:
    """The town's server for the length of the block."""
    town = Town()

    class Talk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            town.asked_feed += 1
            body = rss(town.headlines)
            tag = f'"{hashlib.sha256(body).hexdigest()}"'
            is_known = self.headers.get("If-None-Match") == tag
            body = b"" if is_known else body
            self.send_response(304 if is_known else 200)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", tag)
            self.send_header("Link", f'<{town.hub_url}>; rel="hub", <{town.topic_url}>; rel="self"')
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            form = dict(
                parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True)
            )
            town.asked_hub.append(form)
            if town.verifies_at_once:
                town.verify()
            self.send_response(town.hub_status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Talk) as server:
        town.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield town
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Newsroom:
    """Our desk with its server, and the one clock of both."""

    folder: Path
    town: Town
    port: int
    now: datetime = NOON
    pushed: threading.Event = field(default_factory=threading.Event)
    serve: str = ""
    """More lines of the desk's ``[serve]``."""
    body_timeout_s: float = 60.0

    @property
    def desk_text(self) -> str:
        return (
            '[masthead]\ntitle = "Isles"\nurl = "https://isles.example"\n'
            f'[[feeds]]\nurl = "{self.town.feed_url}"\n'
            f'[serve]\ncallback_url = "http://127.0.0.1:{self.port}/websub"\n{self.serve}\n'
            '[rules.fetch]\nprivate_hosts = ["127.0.0.1"]\nhost_gap_s = 0\n'
        )

    def run(self, *, after: timedelta = timedelta(0), text: str = "") -> RunReport:
        """The line, so much later; ``text`` is another desk file than ours."""
        self.now += after
        with pipeline.open_newsroom(parse_desk(text or self.desk_text), self.folder, now=self.now) as room:
            return pipeline.run(room)

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """Our server runs for the length of the block."""
        hooks = make_hooks(
            self.folder, f"http://127.0.0.1:{self.port}/websub", pushed=self.pushed, clock=lambda: self.now
        )
        hooks = type(hooks)(
            prefix=hooks.prefix,
            is_known=hooks.is_known,
            confirm=hooks.confirm,
            deliver=hooks.deliver,
            body_timeout_s=self.body_timeout_s,
        )
        with open_server(Settings(site=self.folder / "site", port=self.port, hooks=hooks)):
            yield

    def subscription(self) -> Subscription | None:
        """Our subscription to the feed."""
        with store.closing(self.open()) as db:
            return store.load_subscriptions(db).get(self.town.feed_url)

    def open(self) -> store.Database:
        """Our memory."""
        return store.open_database(self.folder / ".tidings/desk.sqlite3")

    def count_bodies(self) -> int:
        """How many different answers we hold."""
        with store.closing(self.open()) as db:
            return int(db.execute("SELECT count(*) FROM fetches WHERE body_hash <> ''").fetchone()[0])

    def shows(self, headline: str) -> bool:
        """Readers find it on the front page."""
        return headline in (self.folder / "site/index.html").read_text(encoding="utf-8")
