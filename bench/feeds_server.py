"""Many feeds on this machine, for measuring who gathers them: light enough not to be what is measured.

    python feeds_server.py [--feeds 2000] [--items 20]

Prints its port as its first line and serves ``/feeds/NUMBER`` on every loopback address until its standard
input is closed; then prints the answers it gave and its own CPU seconds as JSON.  ``feed_urls`` gives each feed
a host of its own in 127.0.0.0/8 (Linux), or all of them one.  The bodies are RSS and Atom
in turn, made of words of our own, each different; with ``ETag``, ``Last-Modified``, gzip and 304.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import re
import socket
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

FEEDS_PER_OCTET = 250
FIRST_OCTET = 10
"""Feed hosts begin at 127.10.0.1: the lower ones are often taken by other local servers."""
BACKLOG = 1024
PARAGRAPHS = 60
"""Different paragraphs that items are made of."""
WORDS = (
    "harbour ferry council bridge winter harvest grid tidal school archive museum library quarry orchard market "
    "report river valley station signal meadow printer ballot budget engine pilot garden lantern compass weather "
    "fishing railway cable mill turbine parish clinic theatre festival inquiry repair timber granite copper island"
).split()
LAST_MODIFIED = "Fri, 20 Mar 2026 06:00:00 GMT"
ITEM_DATE = "Fri, 20 Mar 2026 %02d:%02d:00 GMT"
ITEM_STAMP = "2026-03-20T%02d:%02d:00Z"
REQUEST = re.compile(rb"GET /feeds/(\d+) HTTP/1\.[01]\r\n")
IF_NONE_MATCH = re.compile(rb"\r\nif-none-match: *([^\r]*)\r\n", re.IGNORECASE)
CLOSE = re.compile(rb"\r\nconnection: *close\r\n", re.IGNORECASE)
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Canned:
    """One feed's two answers, ready to be sent."""

    etag: bytes
    full: bytes
    unchanged: bytes


# ---------------------------------------------------------------- the bodies


def make_paragraphs(rng: Random) -> list[str]:
    """Sentences for items to be made of, as escaped HTML."""
    made = []
    for _ in range(PARAGRAPHS):
        sentences = [" ".join(rng.choices(WORDS, k=rng.randint(8, 18))).capitalize() + "." for _ in range(4)]
        made.append(f"&lt;p&gt;{' '.join(sentences)}&lt;/p&gt;")
    return made


def make_items(rng: Random, paragraphs: Sequence[str], *, count: int, is_atom: bool) -> str:
    """The items of a feed; ``@`` stands for the feed's number."""
    shape = ATOM_ITEM if is_atom else RSS_ITEM
    stamp = ITEM_STAMP if is_atom else ITEM_DATE
    return "".join(
        shape.format(
            number=number,
            title=" ".join(rng.choices(WORDS, k=7)).capitalize(),
            date=stamp % divmod(number * 7 % 1440, 60),
            body="".join(rng.choices(paragraphs, k=2)),
        )
        for number in range(count)
    )


RSS_ITEM = (
    "<item><title>{title} @</title><link>https://paper@.example/news/{number}</link>"
    '<guid isPermaLink="false">paper@-{number}</guid><pubDate>{date}</pubDate>'
    "<dc:creator>Mara Quill</dc:creator><category>Local</category><description>{body}</description></item>\n"
)
ATOM_ITEM = (
    "<entry><title>{title} @</title>"
    '<link rel="alternate" href="https://paper@.example/news/{number}"/><id>tag:paper@.example,2026:{number}</id>'
    "<published>{date}</published><updated>{date}</updated><author><name>Mara Quill</name></author>"
    '<category term="local"/><summary type="html">{body}</summary></entry>\n'
)
RSS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Paper @</title>'
    "<link>https://paper@.example/</link><description>The news of place @</description><language>en</language>\n"
)
ATOM_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Paper @</title><id>tag:paper@.example,2026:feed</id>'
    '<link rel="alternate" href="https://paper@.example/"/><updated>2026-03-20T06:00:00Z</updated>\n'
)
TEMPLATES = 16
"""Different sets of items; with its number in every line, no two feeds are alike."""


def make_templates(items: int) -> list[tuple[str, str]]:
    """Media type and text of documents in which ``@`` stands for the feed's number."""
    rng = Random(20260320)
    paragraphs = make_paragraphs(rng)
    made = []
    for number in range(TEMPLATES):
        is_atom = bool(number % 2)
        inner = make_items(rng, paragraphs, count=items, is_atom=is_atom)
        text = f"{ATOM_HEAD}{inner}</feed>" if is_atom else f"{RSS_HEAD}{inner}</channel></rss>"
        made.append((f"application/{'atom' if is_atom else 'rss'}+xml; charset=utf-8", text))
    return made


def can(number: int, media_type: str, text: str) -> Canned:
    """A feed's answers as bytes."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    body = packer.compress(text.replace("@", str(number)).encode()) + packer.flush()
    etag = f'"v1-{number}"'
    common = f"ETag: {etag}\r\nLast-Modified: {LAST_MODIFIED}\r\nVary: Accept-Encoding\r\n"
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Encoding: gzip\r\n"
        f"Content-Length: {len(body)}\r\n{common}\r\n"
    )
    return Canned(etag.encode(), head.encode() + body, f"HTTP/1.1 304 Not Modified\r\n{common}\r\n".encode())


# ---------------------------------------------------------------- serving


class Answering(asyncio.Protocol):
    """One connection: a request at a time, answered from what is ready."""

    def __init__(self, canned: Sequence[Canned], counts: dict[str, int]) -> None:
        self.canned, self.counts = canned, counts
        self.transport: asyncio.Transport | None = None
        self.waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection, if it comes from this machine."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        if not str(transport.get_extra_info("peername")[0]).startswith("127."):
            transport.abort()

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self.waiting += data
        while self.transport and (end := self.waiting.find(b"\r\n\r\n")) >= 0:
            head, self.waiting = self.waiting[: end + 4], self.waiting[end + 4 :]
            self.transport.write(self.answer(head))
            if CLOSE.search(head):
                self.transport.close()

    def answer(self, head: bytes) -> bytes:
        """The bytes for a request's head."""
        asked = REQUEST.match(head)
        if not asked or int(asked[1]) >= len(self.canned):
            return NOT_FOUND
        feed = self.canned[int(asked[1])]
        given = IF_NONE_MATCH.search(head)
        is_known = bool(given and given[1] == feed.etag)
        self.counts["304" if is_known else "200"] += 1
        return feed.unchanged if is_known else feed.full


def listen() -> socket.socket:
    """A socket for every address of 127.0.0.0/8 and, where the system allows, for no other."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "SO_BINDTODEVICE"):
        with contextlib.suppress(PermissionError):  # strangers are then turned away when they connect
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo")
    listener.bind(("0.0.0.0", 0))
    listener.listen(BACKLOG)
    return listener


def host_of(number: int, *, is_one_host: bool) -> str:
    """The address a feed is served from."""
    if is_one_host:
        return "127.0.0.1"
    high, low = divmod(number, FEEDS_PER_OCTET)
    return f"127.{FIRST_OCTET + high // FEEDS_PER_OCTET}.{high % FEEDS_PER_OCTET}.{low + 1}"


def feed_urls(port: int, feeds: int, *, is_one_host: bool) -> list[str]:
    """The addresses of all feeds."""
    return [f"http://{host_of(number, is_one_host=is_one_host)}:{port}/feeds/{number}" for number in range(feeds)]


async def serve(canned: Sequence[Canned]) -> dict[str, int]:
    """Answer until standard input ends; returns how many answers of each status were given."""
    counts = {"200": 0, "304": 0}
    loop = asyncio.get_running_loop()
    listener = listen()
    server = await loop.create_server(lambda: Answering(canned, counts), sock=listener, backlog=BACKLOG)
    print(listener.getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.buffer.read)
    server.close()
    return counts


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=2000)
    parser.add_argument("--items", type=int, default=20, help="items in each feed (default 20)")
    options = parser.parse_args()
    templates = make_templates(options.items)
    canned = [can(number, *templates[number % TEMPLATES]) for number in range(options.feeds)]
    before = os.times()
    counts = asyncio.run(serve(canned))
    after = os.times()
    cpu_s = after.user + after.system - before.user - before.system
    print(json.dumps({"answers": counts, "cpu_s": round(cpu_s, 3)}))


if __name__ == "__main__":
    main()
