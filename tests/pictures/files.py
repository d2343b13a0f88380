"""Picture files for tests: real ones made by Pillow, and what Pillow does not make put together by hand."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

import pytest

Image = pytest.importorskip("PIL.Image", reason="pictures need Pillow: pip install 'tidings[images]'")

FORMATS = ("jpeg", "png", "gif", "webp", "avif")
TURNED = ("jpeg", "png", "webp")
"""Formats whose EXIF browsers obey."""
GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def make_photo(width: int = 640, height: int = 400, *, mode: str = "RGB", seed: int = 1) -> Any:
    """Soft patches of colour: what a photograph is to a codec."""
    patches = random.Random(seed).randbytes(16 * 12 * 3)
    return Image.frombytes("RGB", (16, 12), patches).resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def make_file(kind: str = "jpeg", width: int = 640, height: int = 400, **options: Any) -> bytes:
    """A picture file; the options are Pillow's, and ``mode`` and ``seed`` the photograph's."""
    photo = make_photo(width, height, mode=options.pop("mode", "RGB"), seed=options.pop("seed", 1))
    drop = io.BytesIO()
    photo.save(drop, kind, **options)
    return drop.getvalue()


def make_exif(**tags: Any) -> bytes:
    """EXIF by the names of its tags."""
    from PIL.ExifTags import Base

    exif = Image.Exif()
    for name, value in tags.items():
        exif[Base[name]] = value
    return bytes(exif.tobytes())


def make_animation(kind: str, frames: int = 3) -> bytes:
    """Frames one after the other."""
    first, *rest = [make_photo(300, 200, seed=number) for number in range(frames)]
    drop = io.BytesIO()
    first.save(drop, kind, save_all=True, append_images=rest, duration=100)
    return drop.getvalue()


def make_xmp(fields: str, *, attributes: str = "") -> bytes:
    """A packet of XMP with these properties."""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
        f' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" {attributes}>{fields}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def make_iptc(*datasets: tuple[int, bytes]) -> bytes:
    """A JPEG segment with Photoshop's resources, one of them IPTC."""
    data = b"".join(struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value for number, value in datasets)
    other = b"8BIM" + struct.pack(">H", 0x03ED) + b"\0\0" + struct.pack(">I", 3) + b"abc\0"
    resource = b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(data)) + data
    return make_segment(0xED, b"Photoshop 3.0\0" + other + resource)


def make_segment(marker: int, body: bytes) -> bytes:
    """A JPEG segment."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """A JPEG with more segments at its beginning."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def make_chunk(name: bytes, body: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunk(png: bytes, name: bytes, body: bytes) -> bytes:
    """A PNG with one more chunk behind its header."""
    return png[:33] + make_chunk(name, body) + png[33:]


def make_credentials(said: bytes = GENERATED.encode()) -> bytes:
    """Boxes like those of C2PA: a store of manifests, and a claim's text in it."""
    claim = b"\0\0\0\x20jumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03c2pa\0\0" + b"c2pa.actions" + said
    return struct.pack(">I4s", len(claim) + 8, b"jumb") + claim


def make_bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that unpacks to ``side`` by ``side`` pixels."""
    row = b"\0" + b"\0" * ((side + 7) // 8)
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = make_chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + make_chunk(b"IDAT", pixels) + make_chunk(b"IEND", b"")


def make_liar(width: int, height: int) -> bytes:
    """A PNG whose header says another size than its pixels have, with the checksum that belongs to the lie."""
    png = make_file("png", 300, 200)
    return png[:8] + make_chunk(b"IHDR", struct.pack(">II", width, height) + png[24:29]) + png[33:]
