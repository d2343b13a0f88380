"""Hubs at the door: they ask whether we meant it, and send what is new.

Everything here comes from strangers.  An address nobody was given is answered without reading on; a
body is bounded in bytes and seconds; nothing that is sent is ever sent back as a page.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from ..errors import TidingsError

BODY_BYTES_MAX: Final = 10 * 1024 * 1024
"""As for a feed that is asked."""
BODY_TIMEOUT_S: Final = 60.0
"""For a whole body; a hub that needs longer for ten megabytes is not sending news."""
BODIES_AT_ONCE: Final = 4
"""Bodies that are read at the same time: memory is bounded by this many times the largest."""
DELIVERIES_PER_MINUTE_MAX: Final = 60
"""For one subscription; a hub that is told to wait sends again later."""
MINUTE_S: Final = 60.0
CHALLENGE_CHARS_MAX: Final = 4096
TOKEN_CHARS_MAX: Final = 100
CHUNK_BYTES: Final = 64 * 1024
RETRY_AFTER_S: Final = 120
PLAIN: Final = frozenset({"", "identity"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """Where hubs call, and what becomes of it; the calls are made in a thread and may take their time."""

    prefix: str
    """Path below which each subscription has its own, without a final slash."""
    is_known: Callable[[str], bool]
    """The last part of a path is one that we gave to a hub."""
    confirm: Callable[[str, Mapping[str, str]], str | None]
    """What to answer a hub's question; None: we know nothing of it."""
    deliver: Callable[[str, bytes, Mapping[str, str]], bool]
    """Take a body with its headers; False: nobody wants it any more."""
    body_timeout_s: float = BODY_TIMEOUT_S


@dataclass(slots=True)
class Door:
    """The handlers of a server's hooks, and how often each path has been used of late."""

    hooks: Hooks
    reading: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(BODIES_AT_ONCE))
    minutes: dict[str, tuple[int, int]] = field(default_factory=dict)
    """For each known path the minute it was used last, and how often in it."""

    def add_routes(self, app: web.Application) -> None:
        """Open the door at its place."""
        app.router.add_get(f"{self.hooks.prefix}/{{token}}", self.ask, allow_head=False)
        app.router.add_post(f"{self.hooks.prefix}/{{token}}", self.take)

    async def ask(self, request: web.Request) -> web.Response:
        """Verification of intent: the challenge comes back only for a request that we made and is open."""
        token = request.match_info["token"]
        query = dict(request.query)
        if len(token) > TOKEN_CHARS_MAX or len(query.get("hub.challenge", "")) > CHALLENGE_CHARS_MAX:
            return plain(404)
        try:
            answer = await asyncio.to_thread(self.hooks.confirm, token, query)
        except TidingsError:
            return plain(503)
        return plain(404) if answer is None else plain(200, answer)

    async def take(self, request: web.Request) -> web.Response:
        """A delivery: taken at once, judged by whoever it belongs to, whatever it is worth."""
        token = request.match_info["token"]
        try:
            if len(token) > TOKEN_CHARS_MAX or not await asyncio.to_thread(self.hooks.is_known, token):
                return plain(410)
            if refusal := self.refuse_early(request, token):
                return refusal
            body = await self.read(request)
            if isinstance(body, web.Response):
                return body
            return plain(204 if await asyncio.to_thread(self.hooks.deliver, token, body, request.headers) else 410)
        except TidingsError:
            return plain(503)

    def refuse_early(self, request: web.Request, token: str) -> web.Response | None:
        """What can be refused before the body is read: too much, too often, packed."""
        if (request.content_length or 0) > BODY_BYTES_MAX:
            return plain(413)
        if request.headers.get("Content-Encoding", "").strip().lower() not in PLAIN:
            return plain(415)
        return None if self.is_allowed(token, minute=int(time.monotonic() // MINUTE_S)) else plain(429)

    def is_allowed(self, token: str, *, minute: int) -> bool:
        """Count one more use of a path in a minute."""
        last, used = self.minutes.get(token, (minute, 0))
        used = used + 1 if last == minute else 1
        self.minutes[token] = (minute, used)
        return used <= DELIVERIES_PER_MINUTE_MAX

    async def read(self, request: web.Request) -> bytes | web.Response:
        """The body, or why it was not taken."""
        body = bytearray()
        try:
            async with asyncio.timeout(self.hooks.body_timeout_s), self.reading:
                async for chunk in request.content.iter_chunked(CHUNK_BYTES):
                    body += chunk
                    if len(body) > BODY_BYTES_MAX:
                        return plain(413)
        except TimeoutError:
            return plain(408)
        return bytes(body)


def plain(status: int, text: str = "") -> web.Response:
    """A short answer that no browser takes for a page; what could not be taken may be sent again later."""
    response = web.Response(status=status, text=text or None, content_type="text/plain" if text else None)
    if status in (429, 503):
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    if status in (408, 413):
        response.force_close()
    return response
