"""What undoes a Content-Encoding, piece by piece and within bounds: a bomb of a few bytes stays small."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import Any

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PIECE_BYTES = 64 * 1024
"""Unpacked at a time."""
GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
GZIP_WINDOW, ZLIB_WINDOW, RAW_WINDOW = 31, 15, -15
"""How ``zlib`` is told which wrapping to expect."""
ZSTD_WINDOW_LOG_MAX = 23
"""A window of 8 MiB, which every sender must make do with (RFC 8878)."""


class DamagedError(Exception):
    """The packed bytes are not what they claim to be."""


class Plain:
    """Collects a body that is not packed, and is the shape of those that are."""

    def __init__(self, bytes_max: int) -> None:
        self.bytes_max = bytes_max
        self.body = bytearray()

    def add(self, chunk: bytes) -> None:
        """Take the next piece; stops unpacking soon after ``bytes_max``.  Raises DamagedError."""
        self.body += chunk

    @property
    def is_whole(self) -> bool:
        """All that was promised has come."""
        return True

    @property
    def has_room(self) -> bool:
        """The bound is not passed yet."""
        return len(self.body) <= self.bytes_max


class Inflated(Plain):
    """Undoes gzip and deflate."""

    def __init__(self, bytes_max: int, *, is_gzip: bool) -> None:
        super().__init__(bytes_max)
        self.is_gzip = is_gzip
        self.stream = zlib.decompressobj(GZIP_WINDOW)
        self.is_begun = False

    def add(self, chunk: bytes) -> None:
        """Unpack the next piece."""
        rest: bytes | None = chunk
        try:
            while rest is not None and self.has_room:
                rest = self.inflate(rest)
        except zlib.error as error:
            raise DamagedError from error

    def inflate(self, chunk: bytes) -> bytes | None:
        """Unpack at most ``PIECE_BYTES``; returns what to go on with, None: nothing for now."""
        if not self.is_begun or self.stream.eof:
            if not chunk or (self.is_begun and not self.has_next_member(chunk)):
                return None
            self.stream = zlib.decompressobj(self.window_for(chunk))
            self.is_begun = True
        piece = self.stream.decompress(chunk, PIECE_BYTES)
        self.body += piece
        if self.stream.eof:
            return self.stream.unused_data or None
        # A full piece may leave output inside zlib although all input is taken.
        return self.stream.unconsumed_tail or (b"" if len(piece) == PIECE_BYTES else None)

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


class Brotlied(Plain):
    """Undoes brotli, of which 455 bytes can hold 300 MB."""

    def __init__(self, bytes_max: int) -> None:
        super().__init__(bytes_max)
        self.stream: Any = brotli.Decompressor()
        self.is_begun = False

    def add(self, chunk: bytes) -> None:
        """Unpack the next piece."""
        self.is_begun = self.is_begun or bool(chunk)
        try:
            while self.has_room and not self.stream.is_finished():
                piece = self.stream.process(chunk, output_buffer_limit=PIECE_BYTES)
                self.body += piece
                chunk = b""
                if not piece and self.stream.can_accept_more_data():
                    return
        except brotli.error as error:
            raise DamagedError from error

    @property
    def is_whole(self) -> bool:
        """The packing's own end has come; an empty body is whole."""
        return bool(self.stream.is_finished()) or not self.is_begun


class Zstandarded(Plain):
    """Undoes Zstandard, with a window that cannot be blown up."""

    def __init__(self, bytes_max: int) -> None:
        super().__init__(bytes_max)
        self.stream = new_zstd()
        self.is_begun = False

    def add(self, chunk: bytes) -> None:
        """Unpack the next piece."""
        try:
            while self.has_room:
                if self.stream.eof:
                    # Several frames may follow each other; whatever else follows an end is padding.
                    chunk = self.stream.unused_data + chunk
                    if not chunk.startswith(ZSTD_MAGIC):
                        return
                    self.stream = new_zstd()
                self.is_begun = self.is_begun or bool(chunk)
                self.body += self.stream.decompress(chunk, PIECE_BYTES)
                chunk = b""
                if self.stream.needs_input and not self.stream.eof:
                    return
        except zstd.ZstdError as error:
            raise DamagedError from error

    @property
    def is_whole(self) -> bool:
        """The packing's own end has come; an empty body is whole."""
        return self.stream.eof or not self.is_begun


def new_zstd() -> zstd.ZstdDecompressor:
    """A fresh stream."""
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG_MAX})


PACKINGS: dict[str, Callable[[int], Plain]] = {
    "": Plain,
    "identity": Plain,
    "gzip": lambda bytes_max: Inflated(bytes_max, is_gzip=True),
    "x-gzip": lambda bytes_max: Inflated(bytes_max, is_gzip=True),
    "deflate": lambda bytes_max: Inflated(bytes_max, is_gzip=False),
    "br": Brotlied,
    "zstd": Zstandarded,
}

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
"""Only what can be unpacked within bounds, and always the same: a strong ETag differs between packings."""
