"""The body of an answer, never more of it than allowed: neither on the wire nor unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from aiohttp import ClientResponse

from ..errors import FetchError

CHUNK_BYTES = 64 * 1024
GZIP_MAGIC = b"\x1f\x8b"
GZIP_WINDOW, ZLIB_WINDOW, RAW_WINDOW = 31, 15, -15
"""How ``zlib`` is told which wrapping to expect."""
PLAIN = frozenset({"", "identity"})
GZIP = frozenset({"gzip", "x-gzip"})

Failure = Callable[[str], FetchError]
"""Makes the error for a reason in words."""


async def read_body(response: ClientResponse, *, bytes_max: int, failure: Failure) -> bytes:
    """The decoded body of an answer; raises FetchError where it is too large, damaged or cut off."""
    too_large = f"larger than {bytes_max} bytes: not a feed for people, or set body_bytes_max higher"
    if (response.content_length or 0) > bytes_max:
        raise failure(too_large)
    unpacker = make_unpacker(response.headers.get("Content-Encoding", ""), bytes_max=bytes_max, failure=failure)
    wire_bytes = 0
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        wire_bytes += len(chunk)
        unpacker.add(chunk)
        if wire_bytes > bytes_max or len(unpacker.body) > bytes_max:
            raise failure(too_large)
    if not unpacker.is_whole:
        raise failure("its packed answer was cut off half way: nothing to do, it is asked again later")
    return bytes(unpacker.body)


def make_unpacker(encoding: str, *, bytes_max: int, failure: Failure) -> Unpacker:
    """What undoes a Content-Encoding; raises FetchError for one that we did not offer."""
    name = encoding.strip().lower()
    if name in PLAIN:
        return Unpacker(bytes_max)
    if name in GZIP or name == "deflate":
        return Inflater(bytes_max, failure, is_gzip=name in GZIP)
    raise failure("packed in a way that we did not ask for: tell the publisher that the server ignores Accept-Encoding")


class Unpacker:
    """Collects a body that is not packed, and is the shape of those that are."""

    def __init__(self, bytes_max: int) -> None:
        self.bytes_max = bytes_max
        self.body = bytearray()

    def add(self, chunk: bytes) -> None:
        """Take the next piece; stops unpacking soon after ``bytes_max``."""
        self.body += chunk

    @property
    def is_whole(self) -> bool:
        """All that was promised has come."""
        return True


class Inflater(Unpacker):
    """Unpacks gzip and deflate piece by piece, so that a bomb of a few bytes stays small."""

    def __init__(self, bytes_max: int, failure: Failure, *, is_gzip: bool) -> None:
        super().__init__(bytes_max)
        self.failure = failure
        self.is_gzip = is_gzip
        self.stream = zlib.decompressobj(GZIP_WINDOW)
        self.is_begun = False

    def add(self, chunk: bytes) -> None:
        """Unpack the next piece; raises FetchError where it is damaged."""
        rest: bytes | None = chunk
        try:
            while rest is not None and len(self.body) <= self.bytes_max:
                rest = self.inflate(rest)
        except zlib.error as error:
            raise self.failure(
                "its packed answer is damaged: nothing to do, it is asked again later; tell the publisher if it stays"
            ) from error

    def inflate(self, chunk: bytes) -> bytes | None:
        """Unpack at most ``CHUNK_BYTES``; returns what to go on with, None: nothing for now."""
        if not self.is_begun or self.stream.eof:
            if not chunk or (self.is_begun and not self.has_next_member(chunk)):
                return None
            self.stream = zlib.decompressobj(self.window_for(chunk))
            self.is_begun = True
        piece = self.stream.decompress(chunk, CHUNK_BYTES)
        self.body += piece
        if self.stream.eof:
            return self.stream.unused_data or None
        # A full piece may leave output inside zlib although all input is taken.
        return self.stream.unconsumed_tail or (b"" if len(piece) == CHUNK_BYTES else None)

    def has_next_member(self, chunk: bytes) -> bool:
        """A gzip file may hold several members; whatever else follows an end is padding."""
        return self.is_gzip and chunk.startswith(GZIP_MAGIC)

    def window_for(self, chunk: bytes) -> int:
        """The wrapping; "deflate" means zlib, but some servers send it bare: only zlib's first byte ends in 8."""
        if self.is_gzip:
            return GZIP_WINDOW
        return ZLIB_WINDOW if chunk[0] & 0x0F == 8 else RAW_WINDOW

    @property
    def is_whole(self) -> bool:
        """The packing's own end has come; an empty body is whole, however it claims to be packed."""
        return self.stream.eof or not self.is_begun
