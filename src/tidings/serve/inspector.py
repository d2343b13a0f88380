"""The inspector on this machine: one page, and orders that are written where the asker proves to be its reader.

The address carries a token that opens the door once; a cookie keeps it open for that browser.  An order
must also come from the page itself: from its own origin, with the key that stands in it.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import msgspec
from aiohttp import web

from ..errors import PublishError, TidingsError
from .answers import SAFETY
from .server import LOOPBACK, in_thread, make_safe

ORDER_BYTES_MAX: Final = 256 * 1024
"""Two hundred addresses and a reason."""
KEY_HEADER: Final = "X-Inspector-Key"
REFUSED: Final = "This address has been used or is not whole: start the inspector again, and open what it prints.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectorDoor:
    """What the page shows and what an order does; both may raise errors of ours, which are told."""

    draw: Callable[[str], str]
    """The page, given the key that it sends with orders."""
    write: Callable[[str, Sequence[str], str], str]
    """Writes an order (kind, addresses, reason); returns a sentence."""
    policy: str
    """What a browser may do with the page."""


class AskedOrder(msgspec.Struct, forbid_unknown_fields=True):
    """What the page sends."""

    kind: str
    urls: list[str]
    why: str = ""


@contextmanager
def open_inspector(door: InspectorDoor, *, port: int = 0) -> Iterator[str]:
    """The inspector on the loopback for the length of the block; gives the address that opens it once.

    Raises PublishError where the port cannot be had.
    """
    keeper = Doorkeeper(door)
    app = web.Application(middlewares=[make_safe(headers_of(door))], client_max_size=ORDER_BYTES_MAX)
    app.router.add_get("/", keeper.show)
    app.router.add_post("/order", keeper.take)
    runner = web.AppRunner(app, access_log=None, auto_decompress=False)

    async def listen() -> int:
        await runner.setup()
        await web.TCPSite(runner, LOOPBACK, port).start()
        keeper.port = int(runner.addresses[0][1])
        return keeper.port

    with in_thread(runner, listen, what=f"serving the inspector on port {port}") as bound:
        yield f"http://{LOOPBACK}:{bound}/?token={keeper.token}"


def headers_of(door: InspectorDoor) -> dict[str, str]:
    """On every answer: nothing of it is kept, framed, or told to other sites."""
    return SAFETY | {
        "Content-Security-Policy": f"{door.policy}; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


class Doorkeeper:
    """Answers the one reader."""

    def __init__(self, door: InspectorDoor) -> None:
        self.door, self.port = door, 0
        self.token, self.session, self.key = (secrets.token_urlsafe(24) for _ in range(3))
        self.is_token_used = False

    async def show(self, request: web.Request) -> web.Response:
        """The page for who has the cookie; the cookie for who comes first with the token."""
        if not self.is_own_host(request):
            return refuse()
        if "token" in request.query:
            return self.let_in(request)
        if not self.is_reader(request):
            return refuse()
        try:
            page = await asyncio.to_thread(self.door.draw, self.key)
        except TidingsError as error:
            return web.Response(status=500, text=f"{error}\n")
        return web.Response(text=page, content_type="text/html", charset="utf-8")

    def let_in(self, request: web.Request) -> web.Response:
        """Change the token for a cookie, once; the address without it is what stays in the browser's history."""
        is_right = same(request.query["token"], self.token) and not self.is_token_used
        if not is_right and not self.is_reader(request):
            return refuse()
        self.is_token_used = True
        answer = web.Response(status=303, headers={"Location": "/"})
        answer.set_cookie(self.cookie, self.session, httponly=True, samesite="Strict", path="/")
        return answer

    async def take(self, request: web.Request) -> web.Response:
        """Write an order that the page sent."""
        is_of_page = request.headers.get("Origin") == f"http://{LOOPBACK}:{self.port}"
        has_key = same(request.headers.get(KEY_HEADER, ""), self.key)
        if not (self.is_own_host(request) and is_of_page and has_key and self.is_reader(request)):
            return refuse()
        try:
            asked = msgspec.json.decode(await request.read(), type=AskedOrder)
        except msgspec.MsgspecError as error:
            return web.Response(status=400, text=f"this is no order: {error}\n")
        try:
            # One after another, in this thread: two clicks must not write over each other.
            return web.Response(text=f"{self.door.write(asked.kind, asked.urls, asked.why)}\n")
        except PublishError as error:
            return web.Response(status=500, text=f"{error}\n")
        except TidingsError as error:
            return web.Response(status=400, text=f"{error}\n")

    @property
    def cookie(self) -> str:
        """Cookies do not know ports: the name does."""
        return f"inspector-{self.port}"

    def is_reader(self, request: web.Request) -> bool:
        """The browser that came first with the token."""
        return same(request.cookies.get(self.cookie, ""), self.session)

    def is_own_host(self, request: web.Request) -> bool:
        """Asked by our own address, not by a name that somebody made to lead here."""
        return request.host == f"{LOOPBACK}:{self.port}"


def same(one: str, other: str) -> bool:
    """Equal, found out in a time that tells nothing."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def refuse() -> web.Response:
    """The door stays shut."""
    return web.Response(status=403, text=REFUSED)
