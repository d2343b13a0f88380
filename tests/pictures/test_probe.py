"""What a picture is, from its first bytes alone."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.imagery import Measured
from tidings.pictures import HEAD_BYTES, name_unread, probe, read_rights

from .files import FORMATS, TURNED, Image, make_animation, make_bomb, make_exif, make_file, make_liar


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_measured(kind: str) -> None:
    assert probe(make_file(kind, 640, 400)) == Measured(format=kind, width=640, height=400)  # type: ignore[arg-type]


@pytest.mark.parametrize("options", [{"lossless": True}, {"quality": 50}, {"exif": make_exif(Artist="Ann")}])
def test_all_three_kinds_of_webp_are_measured(options: dict[str, object]) -> None:
    assert probe(make_file("webp", 301, 199, **options)) == Measured(format="webp", width=301, height=199)


@pytest.mark.parametrize(
    "options", [{"progressive": True}, {"quality": 100, "subsampling": 0}, {"mode": "L"}, {"mode": "CMYK"}]
)
def test_every_kind_of_jpeg_is_measured(options: dict[str, object]) -> None:
    assert probe(make_file("jpeg", 301, 199, **options)) == Measured(format="jpeg", width=301, height=199)


@pytest.mark.parametrize("kind", TURNED)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_is_measured_as_it_is_seen(kind: str, orientation: int) -> None:
    from PIL import ImageOps

    data = make_file(kind, 300, 200, exif=make_exif(Orientation=orientation))
    seen = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))

    measured = probe(data)

    assert measured
    assert (measured.width, measured.height) == seen.size
    assert measured.orientation == orientation


@pytest.mark.parametrize("orientation", [6, 8, 3])
def test_an_avif_is_turned_by_its_own_box(orientation: int) -> None:
    data = make_file("avif", 300, 200, exif=make_exif(Orientation=orientation))

    measured = probe(data)

    assert measured
    assert measured.orientation == orientation
    assert (measured.width, measured.height) == ((300, 200) if orientation == 3 else (200, 300))


@pytest.mark.parametrize("kind", ["gif", "png", "webp", "avif"])
def test_animations_are_known(kind: str) -> None:
    measured = probe(make_animation(kind))

    assert measured
    assert measured.is_animated
    assert (measured.width, measured.height) == (300, 200)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_first_kilobytes_are_enough(kind: str) -> None:
    whole = make_file(kind, 3000, 2000)

    assert probe(whole[:4096]) == probe(whole)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "SVG"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- made by hand -->\n<svg width="9"/>', "SVG"),
        (b"<!DOCTYPE html><title>Not found</title>", "web page"),
        (b"\0\0\1\0\1\0\x10\x10", "icon"),
        (b"BM\x3a\0\0\0", "not for the web"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (b"", "empty"),
        (b"hello", "no picture"),
    ],
)
def test_what_is_no_picture_is_named(data: bytes, words: str) -> None:
    assert probe(data) is None
    assert words in name_unread(data)


def test_a_heic_is_known_though_it_cannot_be_shown() -> None:
    avif = make_file("avif", 300, 200)
    heic = avif.replace(b"ftypavif", b"ftypheic").replace(b"avifmif1", b"heicmif1")

    measured = probe(heic)

    assert measured
    assert (measured.format, measured.width, measured.height) == ("heic", 300, 200)


def test_a_bombs_size_is_known_before_anything_is_unpacked() -> None:
    bomb = make_bomb(20_000)

    assert len(bomb) < 100_000
    assert probe(bomb) == Measured(format="png", width=20_000, height=20_000)


def test_what_a_liars_header_says_is_what_is_measured() -> None:
    assert probe(make_liar(60_000, 60_000)) == Measured(format="png", width=60_000, height=60_000)


def test_a_side_of_nothing_or_of_millions_is_no_size() -> None:
    assert probe(make_liar(0, 100)) is None
    assert probe(make_liar(2_000_000, 100)) is None


def test_the_name_and_the_type_of_a_file_count_for_nothing() -> None:
    polyglot = make_file("gif", 300, 200) + b"<script>alert(1)</script>"

    assert probe(polyglot) == Measured(format="gif", width=300, height=200)
    assert probe(b"GIF89a=1;/*<svg onload=alert(1)>*/") != Measured(format="gif", width=300, height=200)


# Files as they are built, then cut, overwritten and put together anew.
BASES = [
    make_file("jpeg", 320, 200, exif=make_exif(Artist="Ann", Copyright="Coast", Orientation=6)),
    make_file("png", 320, 200, exif=make_exif(Orientation=3)),
    make_animation("gif"),
    make_file("webp", 320, 200, exif=make_exif(Artist="Ann")),
    make_file("avif", 320, 200),
]
LENGTHS = st.sampled_from([b"\0\0\0\0", b"\xff\xff\xff\xff", b"\0\0\0\1", b"\x7f\xff\xff\xff", b"\0\0", b"\xff\xff"])


@given(st.sampled_from(BASES), st.integers(0, 4000), st.lists(st.tuples(st.integers(0, 600), LENGTHS), max_size=6))
def test_nothing_is_raised_whatever_is_cut_off_or_lied_about(
    base: bytes, length: int, lies: list[tuple[int, bytes]]
) -> None:
    data = bytearray(base[: max(length, 40)])
    for at, lie in lies:
        data[at : at + len(lie)] = lie

    measured, rights = probe(bytes(data)), read_rights(bytes(data))

    assert measured is None or (0 < measured.width <= 0xFFFF and 0 < measured.height <= 0xFFFF)
    assert len(rights.creator) <= 1100


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff" + b"\xff" * HEAD_BYTES,
        b"\xff\xd8" + b"\xff\xe1\x00\x02" * (HEAD_BYTES // 4),
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0abcd\0\0\0\0" * (HEAD_BYTES // 12),
        b"GIF89a\1\0\1\0\0\0\0" + b"!\xfe\0" * (HEAD_BYTES // 3),
        b"RIFF\0\0\0\0WEBP" + b"abcd\0\0\0\0" * (HEAD_BYTES // 8),
        b"\0\0\0\x10ftypavif\0\0\0\0" + b"\0\0\0\x08free" * (HEAD_BYTES // 8),
        b"\0\0\0\x10ftypavif\0\0\0\0" + b"\xff\xff\xff\xffmeta\0\0\0\0" * 4000,
    ],
)
def test_files_of_nothing_but_segments_are_walked_for_a_while_only(data: bytes) -> None:
    assert probe(data) is None or data.startswith(b"GIF")
