"""The body of an answer, never more of it than allowed: neither on the wire nor unpacked, nor more slowly."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import ClientResponse

from ..errors import FetchError
from .packings import PACKINGS, DamagedError, Plain
from .reasons import LATER

CHUNK_BYTES = 64 * 1024
RATE_WINDOW_S = 20.0
"""The least rate is kept over every stretch of so long."""
RATIO_MAX = 100
"""No feed packs better than this once it is large; bombs do."""
RATIO_FROM_BYTES = 1024 * 1024

ADVICE = "not a feed for people, or set body_bytes_max higher"
ADVICE_FOR_PICTURES = "not made for readers' pages, or set bytes_max under [images] higher"

Failure = Callable[[str], FetchError]
"""Makes the error for a reason in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much of a body is read, and how slowly it may come."""

    bytes_max: int
    bytes_per_s_min: int = 0
    is_cut: bool = False
    """What is beyond ``bytes_max`` is left out; otherwise it is a failure."""
    advice: str = ADVICE
    """What to think, and do, of something larger."""


async def read_body(response: ClientResponse, bounds: Bounds, *, failure: Failure) -> tuple[bytes, int]:
    """The decoded body of an answer, and its bytes on the wire.

    Raises FetchError where it is too large, too slow, damaged or cut off.
    """
    too_large = f"larger than {bounds.bytes_max} bytes: {bounds.advice}"
    if (response.content_length or 0) > bounds.bytes_max and not bounds.is_cut:
        raise failure(too_large)
    unpacker = make_unpacker(response.headers.get("Content-Encoding", ""), bounds.bytes_max, failure=failure)
    pace = Pace(bounds.bytes_per_s_min, asyncio.get_running_loop().time())
    wire_bytes = 0
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        wire_bytes += len(chunk)
        add(unpacker, chunk, failure=failure)
        if max(wire_bytes, len(unpacker.body)) > bounds.bytes_max:
            if bounds.is_cut:
                return bytes(unpacker.body[: bounds.bytes_max]), wire_bytes
            raise failure(too_large)
        if len(unpacker.body) > max(RATIO_FROM_BYTES, RATIO_MAX * wire_bytes):
            raise failure("packed more tightly than any feed can be: tell the publisher, it looks like an attack")
        if pace.is_too_slow(len(chunk), asyncio.get_running_loop().time()):
            raise failure(f"slower than {bounds.bytes_per_s_min} bytes a second: {LATER}")
    if not unpacker.is_whole:
        raise failure(f"its packed answer was cut off half way: {LATER}")
    return bytes(unpacker.body), wire_bytes


def add(unpacker: Plain, chunk: bytes, *, failure: Failure) -> None:
    """Unpack a piece; raises FetchError where it is damaged."""
    try:
        unpacker.add(chunk)
    except DamagedError as error:
        raise failure(f"its packed answer is damaged: {LATER}; tell the publisher if it stays") from error


def make_unpacker(encoding: str, bytes_max: int, *, failure: Failure) -> Plain:
    """What undoes a Content-Encoding; raises FetchError for one that we did not offer."""
    packing = PACKINGS.get(encoding.strip().lower())
    if packing is None:
        raise failure(
            "packed in a way that we did not ask for: tell the publisher that the server ignores Accept-Encoding"
        )
    return packing(bytes_max)


class Pace:
    """How fast a body comes, looked at over stretches of ``RATE_WINDOW_S``; a silence has its own bound."""

    def __init__(self, bytes_per_s_min: int, at: float) -> None:
        self.least_bytes = bytes_per_s_min * RATE_WINDOW_S
        self.began_at = at
        self.bytes = 0

    def is_too_slow(self, count: int, at: float) -> bool:
        """A stretch has ended with too little; ``at`` is when these bytes came."""
        self.bytes += count
        if at - self.began_at < RATE_WINDOW_S:
            return False
        is_slow = self.bytes < self.least_bytes * (at - self.began_at) / RATE_WINDOW_S
        self.began_at, self.bytes = at, 0
        return is_slow
