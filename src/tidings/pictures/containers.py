"""How picture files are built: sizes and packets of metadata out of their first bytes.

Strangers' bytes: every length is checked, every walk is bounded by the bytes at hand, and what is cut
off or wrong ends the walk.  Nothing is unpacked here.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from ..imagery import Format

PACKET_BYTES_MAX: Final = 128 * 1024
"""Of one packet of metadata: rights fit into a few kilobytes, thumbnails and edit histories do not count."""
STEPS_MAX: Final = 4096
"""Segments, chunks or boxes that are looked at in one file."""
SIDE_MAX: Final = 0xFFFF
"""Longest side in pixels: no format that we read is larger in earnest."""


@dataclass(slots=True)
class Anatomy:
    """What was found in a file."""

    format: Format
    width: int = 0
    """As the pixels lie."""
    height: int = 0
    is_animated: bool = False
    turn: int = 0
    """An EXIF orientation that the container itself orders; 0: none."""
    exif: bytes = b""
    """A TIFF structure."""
    xmp: bytes = b""
    iptc: bytes = b""
    """Photoshop's resources."""
    credentials: bytearray = field(default_factory=bytearray)
    """What stands in boxes of C2PA."""

    @property
    def is_sized(self) -> bool:
        """It has a size that a picture can have."""
        return 0 < self.width <= SIDE_MAX and 0 < self.height <= SIDE_MAX


def dissect(head: bytes) -> Anatomy | None:
    """What a file's first bytes hold; None: they are of no format that we read, or say no size."""
    for begins, walk in WALKS:
        if begins(head):
            try:
                anatomy = walk(head)
            except (struct.error, IndexError, ValueError):
                return None
            return anatomy if anatomy.is_sized else None
    return None


# ---------------------------------------------------------------- JPEG

FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a segment."""
SCAN, END = 0xDA, 0xD9
XMP_HEADER: Final = b"http://ns.adobe.com/xap/1.0/\0"


def walk_jpeg(head: bytes) -> Anatomy:
    """Segments up to the first scan."""
    found = Anatomy("jpeg")
    for marker, segment in jpeg_segments(head):
        if marker in FRAMES and not found.width:
            found.height, found.width = struct.unpack_from(">HH", segment, 1)
        elif marker == 0xE1 and segment.startswith(b"Exif\0"):
            found.exif = found.exif or segment[6:]
        elif marker == 0xE1 and segment.startswith(XMP_HEADER):
            found.xmp = found.xmp or segment[len(XMP_HEADER) :]
        elif marker == 0xED and segment.startswith(b"Photoshop 3.0\0"):
            found.iptc = found.iptc or segment[14:]
        elif marker == 0xEB and segment.startswith(b"JP"):
            add_credentials(found, segment)
    return found


def jpeg_segments(head: bytes) -> Iterator[tuple[int, bytes]]:
    """Markers with their segments, which may be cut off at the end."""
    at = 2
    for _ in range(STEPS_MAX):
        at = head.find(b"\xff", at)
        while 0 <= at < len(head) and head[at] == 0xFF:
            at += 1
        if not 0 < at < len(head) - 2 or head[at] in (SCAN, END):
            return
        marker, at = head[at], at + 1
        if marker in BARE:
            continue
        length = struct.unpack_from(">H", head, at)[0]
        yield marker, head[at + 2 : at + max(length, 2)]
        at += max(length, 2)


# ---------------------------------------------------------------- PNG, GIF, WebP

PNG_START: Final = b"\x89PNG\r\n\x1a\n"


def walk_png(head: bytes) -> Anatomy:
    """Chunks; metadata may stand behind the pixels, where we do not look."""
    found = Anatomy("png")
    at = len(PNG_START)
    for _ in range(STEPS_MAX):
        if at + 8 > len(head):
            break
        length, name = struct.unpack_from(">I4s", head, at)
        chunk = head[at + 8 : at + 8 + min(length, PACKET_BYTES_MAX * 2)]
        if name == b"IHDR" and at == len(PNG_START):
            found.width, found.height = struct.unpack_from(">II", chunk)
        elif name == b"acTL":
            found.is_animated = True
        elif name == b"eXIf":
            found.exif = chunk
        elif name == b"iTXt" and chunk.startswith(b"XML:com.adobe.xmp\0\0"):
            found.xmp = chunk[chunk.find(b"<") :] if b"<" in chunk else b""
        elif name == b"caBX":
            add_credentials(found, chunk)
        elif name == b"IEND":
            break
        at += 12 + length
    return found


def walk_gif(head: bytes) -> Anatomy:
    """Blocks; two pictures or a loop are an animation."""
    found = Anatomy("gif")
    found.width, found.height, flags = struct.unpack_from("<HHB", head, 6)
    at, frames = 13 + colours(flags), 0
    for _ in range(STEPS_MAX):
        kind = head[at : at + 1]
        if kind == b"!":
            label = head[at + 1 : at + 2]
            found.is_animated |= label == b"\xff" and head[at + 3 : at + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
            at = skip_blocks(head, at + 2)
        elif kind == b",":
            frames += 1
            at = skip_blocks(head, at + 11 + colours(head[at + 9]))
        else:
            break
    found.is_animated |= frames > 1
    return found


def colours(flags: int) -> int:
    """Bytes of a colour table."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def skip_blocks(head: bytes, at: int) -> int:
    """Where a chain of sub-blocks ends."""
    while at < len(head) and head[at]:
        at += head[at] + 1
    return at + 1


def walk_webp(head: bytes) -> Anatomy:
    """Chunks of the RIFF."""
    found = Anatomy("webp")
    at = 12
    for _ in range(STEPS_MAX):
        if at + 8 > len(head):
            break
        name, length = struct.unpack_from("<4sI", head, at)
        chunk = head[at + 8 : at + 8 + min(length, PACKET_BYTES_MAX * 2)]
        read_webp_chunk(found, name, chunk)
        at += 8 + length + (length & 1)
    return found


def read_webp_chunk(found: Anatomy, name: bytes, chunk: bytes) -> None:
    """What one chunk adds; the first that tells a size counts."""
    if name == b"VP8X":
        found.is_animated = bool(chunk[0] & 0x02)
        found.width, found.height = (int.from_bytes(chunk[at : at + 3], "little") + 1 for at in (4, 7))
    elif name == b"VP8 " and not found.width and chunk[3:6] == b"\x9d\x01\x2a":
        found.width, found.height = (size & 0x3FFF for size in struct.unpack_from("<HH", chunk, 6))
    elif name == b"VP8L" and not found.width and chunk[:1] == b"\x2f":
        bits = int.from_bytes(chunk[1:5], "little")
        found.width, found.height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif name == b"EXIF":
        found.exif = chunk.removeprefix(b"Exif\0\0")
    elif name == b"XMP ":
        found.xmp = chunk
    elif name == b"C2PA":
        add_credentials(found, chunk)


# ---------------------------------------------------------------- AVIF, HEIC

AVIF_BRANDS = frozenset({b"avif", b"avis"})
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
BOXES_WITH_BOXES = {b"meta": 4, b"iprp": 0, b"ipco": 0}
"""Which boxes are opened, and the bytes before what they hold."""
DEPTH_MAX = 4
CREDENTIALS_ID: Final = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
TURNS = {1: 8, 2: 3, 3: 6}
"""Quarters against the clock, as EXIF counts orientations."""


def brands_of(head: bytes) -> list[bytes]:
    """What an ISO file calls itself, the main name first."""
    if head[4:8] != b"ftyp":
        return []
    length = min(int.from_bytes(head[:4], "big"), 256)
    return [head[8:12], *(head[at : at + 4] for at in range(16, length, 4))]


def walk_iso(head: bytes) -> Anatomy:
    """Boxes; the largest extent is the picture, smaller ones are its tiles and thumbnails."""
    brands = brands_of(head)
    is_avif = brands[0] in AVIF_BRANDS or (brands[0] not in HEIC_BRANDS - {b"mif1", b"msf1"} and b"avif" in brands)
    found = Anatomy("avif" if is_avif else "heic", is_animated=brands[0] in (b"avis", b"hevc", b"hevx", b"msf1"))
    for name, box in boxes(head, depth=0):
        if name == b"ispe":
            width, height = struct.unpack_from(">II", box, 4)
            if width * height > found.width * found.height:
                found.width, found.height = width, height
        elif name == b"irot":
            found.turn = TURNS.get(box[0] & 3, 0)
        elif name == b"uuid" and box.startswith(CREDENTIALS_ID):
            add_credentials(found, box[16:])
    start, end = head.find(b"<x:xmpmeta"), head.find(b"</x:xmpmeta>")
    found.xmp = head[start : end + 12] if 0 <= start < end else b""
    return found


def boxes(data: bytes, *, depth: int) -> Iterator[tuple[bytes, bytes]]:
    """Names and contents of boxes, those inside others too."""
    at = 0
    for _ in range(STEPS_MAX):
        if at + 8 > len(data):
            return
        length, name = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if length == 1 and start + 8 <= len(data):
            length, start = int.from_bytes(data[start : start + 8], "big"), start + 8
        end = at + length if length else len(data)
        if end < start:
            return
        inside = data[start : min(end, start + PACKET_BYTES_MAX * 2)]
        yield name, inside
        if name in BOXES_WITH_BOXES and depth < DEPTH_MAX:
            yield from boxes(inside[BOXES_WITH_BOXES[name] :], depth=depth + 1)
        at = end


def add_credentials(found: Anatomy, piece: bytes) -> None:
    """Note a piece of content credentials, up to a bound."""
    found.credentials += piece[: max(0, 2 * PACKET_BYTES_MAX - len(found.credentials))]


WALKS: Final[tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Anatomy]], ...]] = (
    (lambda head: head.startswith(b"\xff\xd8\xff"), walk_jpeg),
    (lambda head: head.startswith(PNG_START), walk_png),
    (lambda head: head.startswith((b"GIF87a", b"GIF89a")), walk_gif),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", walk_webp),
    (lambda head: bool({*brands_of(head)} & (AVIF_BRANDS | HEIC_BRANDS)), walk_iso),
)
"""By how a file begins; the name and the type that a server gives count for nothing."""
