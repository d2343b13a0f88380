"""Who is let in, how many at a time, and for how long: a server of a household line must not be held by one caller.

Between the sockets and the HTTP library, so that what is refused costs nothing but its refusal.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, cast

from aiohttp import web

CONNECTIONS_MAX: Final = 256
"""Open at a time: forty browsers with six each, and a quarter of the files that a process may usually have open."""
REFUSALS_MAX: Final = 64
"""Callers beyond those who are told so; still more are cut off without a word."""
HEAD_TIMEOUT_S: Final = 15.0
"""For the first question after a connection is made: who says it letter by letter holds a place and asks nothing."""
ANSWER_TIMEOUT_S: Final = 120.0
"""For taking an answer: a megabyte at nine kilobytes a second."""
REFUSAL_TIMEOUT_S: Final = 2.0
"""For taking a refusal."""
RETRY_AFTER_S: Final = 30
BACKLOG: Final = 128
"""Connections that the system holds ready for us."""
SORRY: Final = "Too many at once; try again in a moment.\n"
REFUSAL: Final = (
    f"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(SORRY)}\r\n"
    f"Retry-After: {RETRY_AFTER_S}\r\nConnection: close\r\n\r\n{SORRY}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one server bears."""

    connections: int = CONNECTIONS_MAX
    refusals: int = REFUSALS_MAX
    head_s: float = HEAD_TIMEOUT_S
    answer_s: float = ANSWER_TIMEOUT_S


USUAL: Final = Limits()


@dataclass(slots=True)
class Entrance:
    """Makes a protocol for each connection, and knows who is in."""

    limits: Limits
    make_inner: Callable[[], asyncio.Protocol]
    guests: set[asyncio.Protocol] = field(default_factory=set)
    refused: set[asyncio.Protocol] = field(default_factory=set)

    def __call__(self) -> asyncio.Protocol:
        """Whatever has to do with the next connection."""
        return Guest(self)


class Guest(asyncio.Protocol):
    """One connection: everything is passed on to the library's own protocol, within the limits."""

    def __init__(self, entrance: Entrance) -> None:
        self.entrance = entrance
        self.inner: asyncio.Protocol | None = None
        self.transport: asyncio.Transport | None = None
        self.timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let it in, or tell it that there is no place."""
        self.transport, entrance = cast("asyncio.Transport", transport), self.entrance
        if len(entrance.guests) >= entrance.limits.connections:
            self.refuse(self.transport)
            return
        entrance.guests.add(self)
        # Every byte that the caller has not taken counts, so that no answer is left half taken for ever.
        self.transport.set_write_buffer_limits(high=0)
        self.give_time(entrance.limits.head_s)
        self.inner = entrance.make_inner()
        self.inner.connection_made(transport)

    def refuse(self, transport: asyncio.Transport) -> None:
        """Say that there is no place, or nothing where too many are told so already."""
        if len(self.entrance.refused) >= self.entrance.limits.refusals:
            transport.abort()
            return
        self.entrance.refused.add(self)
        transport.write(REFUSAL.encode())
        # The end of ours alone: to close at once would take the words from a caller who is still talking.
        transport.write_eof()
        self.give_time(REFUSAL_TIMEOUT_S)

    def give_time(self, allowed_s: float) -> None:
        """From now on the connection has so long, unless more is given before."""
        self.take_time()
        if self.transport is not None:
            self.timer = asyncio.get_running_loop().call_later(allowed_s, self.transport.abort)

    def take_time(self) -> None:
        """Nothing is waited for any more."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def data_received(self, data: bytes) -> None:
        """Pass on what was said; what the refused still say is not heard."""
        if self.inner is not None:
            self.inner.data_received(data)

    def eof_received(self) -> bool | None:
        """They will say no more."""
        return self.inner.eof_received() if self.inner is not None else None

    def pause_writing(self) -> None:
        """Something waits to be taken."""
        if self.inner is not None:
            self.give_time(self.entrance.limits.answer_s)
            self.inner.pause_writing()

    def resume_writing(self) -> None:
        """All was taken."""
        if self.inner is not None:
            self.take_time()
            self.inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """The place is free."""
        self.take_time()
        self.entrance.guests.discard(self)
        self.entrance.refused.discard(self)
        if self.inner is not None:
            self.inner.connection_lost(exc)


def note_question(request: web.Request) -> None:
    """A whole question has come: from here on the library's own bounds count."""
    protocol = request.transport.get_protocol() if request.transport else None
    if isinstance(protocol, Guest):
        protocol.take_time()


class GuardedSite(web.BaseSite):
    """A port whose connections come through an entrance."""

    def __init__(self, runner: web.BaseRunner, host: str, port: int, *, entrance: Entrance) -> None:
        super().__init__(runner)
        self.host, self.port, self.entrance = host, port, entrance

    @property
    def name(self) -> str:
        """Where it listens."""
        return f"http://{self.host}:{self.port}"

    async def start(self) -> None:
        """Open the port; raises OSError."""
        await super().start()
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self.entrance, self.host, self.port, backlog=BACKLOG)
