"""Unpacking strangers' pictures: what comes out is ours, and what goes wrong costs one picture."""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tidings.darkroom import WIDTHS, Darkroom, Developed, Negative, is_equipped, open_darkroom
from tidings.imagery import Rights
from tidings.pictures import packet_of, probe, read_rights

from .files import (
    FORMATS,
    TURNED,
    Image,
    make_animation,
    make_bomb,
    make_exif,
    make_file,
    make_liar,
    make_photo,
    make_xmp,
)

PIXELS_MAX = 25_000_000


@pytest.fixture(scope="module")
def room() -> Iterator[Darkroom]:
    with open_darkroom() as opened:
        yield opened


def develop(
    room: Darkroom, body: bytes, kind: str = "", *, xmp: bytes = b"", pixels_max: int = PIXELS_MAX
) -> Developed:
    """What comes of a file, told to be what it looks like."""
    measured = probe(body)
    name = kind or (measured.format if measured else "jpeg")
    return room.develop(Negative(body=body, format=name, pixels_max=pixels_max, xmp=xmp))


def opened(body: bytes) -> Any:
    return Image.open(io.BytesIO(body))


def test_pillow_is_here() -> None:
    assert is_equipped()


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_becomes_two_small_webp_files(room: Darkroom, kind: str) -> None:
    developed = develop(room, make_file(kind, 1500, 1000))

    assert developed.reason == ""
    assert [(one.width, one.height) for one in developed.prints] == [(480, 320), (960, 640)]
    for one in developed.prints:
        assert probe(one.body) == probe(make_file("webp", one.width, one.height))


@pytest.mark.parametrize(("width", "widths"), [(300, [300]), (480, [480]), (700, [480, 700]), (960, [480, 960])])
def test_nothing_is_made_larger_than_it_is(room: Darkroom, width: int, widths: list[int]) -> None:
    assert [one.width for one in develop(room, make_file("jpeg", width, 200)).prints] == widths


@pytest.mark.parametrize("kind", [*TURNED, "avif"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8, 5])
def test_pictures_are_turned_as_cameras_meant_them(room: Darkroom, kind: str, orientation: int) -> None:
    data = make_file(kind, 600, 400, exif=make_exif(Orientation=orientation), quality=95)
    measured = probe(data)

    (*_, large) = develop(room, data).prints

    assert measured
    assert (large.width, large.height) == (measured.width, measured.height)
    top = opened(large.body).convert("RGB").resize((8, 8)).getpixel((0, 0))
    meant = turned(make_photo(600, 400), orientation).resize((8, 8)).getpixel((0, 0))
    assert max(abs(a - b) for a, b in zip(top, meant, strict=True)) < 40


def test_a_turn_that_browsers_do_not_obey_is_not_obeyed(room: Darkroom) -> None:
    xmp = make_xmp("", attributes='xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"')
    data = make_file("jpeg", 600, 400, xmp=xmp)

    (*_, large) = develop(room, data).prints

    assert (large.width, large.height) == (600, 400)


def turned(photo: Any, orientation: int) -> Any:
    ways = Image.Transpose
    way = {3: ways.ROTATE_180, 5: ways.TRANSPOSE, 6: ways.ROTATE_270, 8: ways.ROTATE_90}.get(orientation)
    return photo if way is None else photo.transpose(way)


def test_nothing_of_the_cameras_notes_goes_along(room: Darkroom) -> None:
    exif = Image.Exif()
    exif[0x0110] = "Camera of Ann"
    exif.get_ifd(0x8825)[1] = "N"
    developed = develop(room, make_file("jpeg", 700, 500, exif=exif, comment=b"secret place", icc_profile=srgb()))

    for one in developed.prints:
        picture = opened(one.body)
        assert {"exif", "icc_profile", "xmp", "comment"} & picture.info.keys() == set()
        assert b"Camera" not in one.body
        assert b"secret" not in one.body


def srgb() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_whose_it_is_goes_along(room: Darkroom) -> None:
    rights = Rights(
        creator="Ann Berg", copyright="© Coast", licence="https://coast.example/", generated="trainedAlgorithmicMedia"
    )

    for one in develop(room, make_file("png", 700, 500), xmp=packet_of(rights)).prints:
        assert read_rights(one.body) == rights


def test_the_same_picture_always_gives_the_same_bytes() -> None:
    names = []
    for _ in range(2):
        with open_darkroom() as fresh:
            prints = develop(fresh, make_file("jpeg", 1500, 1000), xmp=packet_of(Rights(credit="Coast"))).prints
        names.append([hashlib.sha256(one.body).hexdigest() for one in prints])

    assert names[0] == names[1]


@pytest.mark.parametrize("kind", ["gif", "png", "webp", "avif"])
def test_animations_stand_still(room: Darkroom, kind: str) -> None:
    (one,) = develop(room, make_animation(kind)).prints

    assert not getattr(opened(one.body), "is_animated", False)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16", "CMYK"])
def test_every_kind_of_colour_becomes_plain_colour(room: Darkroom, mode: str) -> None:
    kind = {"CMYK": "jpeg"}.get(mode, "png")
    photo = make_photo(600, 400, mode="L") if mode == "I;16" else make_photo(600, 400, mode=mode)
    drop = io.BytesIO()
    (photo.point([value * 257 for value in range(256)], "I").convert("I;16") if mode == "I;16" else photo).save(
        drop, kind
    )

    (*_, large) = develop(room, drop.getvalue()).prints

    assert opened(large.body).mode == "RGB"
    grey = opened(large.body).convert("L").resize((1, 1)).getpixel((0, 0))
    assert abs(grey - make_photo(600, 400, mode="L").resize((1, 1)).getpixel((0, 0))) < 25


def test_what_is_transparent_stands_on_paper(room: Darkroom) -> None:
    drop = io.BytesIO()
    Image.new("RGBA", (600, 400), (0, 0, 0, 0)).save(drop, "png")

    (*_, large) = develop(room, drop.getvalue()).prints

    assert min(opened(large.body).getpixel((300, 200))) > 250


# ---------------------------------------------------------------- what goes wrong


def test_a_bomb_is_not_unpacked(room: Darkroom) -> None:
    developed = develop(room, make_bomb(20_000))

    assert developed.prints == ()
    assert "25,000,000 pixels" in developed.reason


def test_a_header_that_lies_is_found_out(room: Darkroom) -> None:
    assert develop(room, make_liar(60_000, 60_000)).reason
    assert develop(room, make_liar(400, 300)).reason


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("share", [0.3, 0.7])
def test_half_a_picture_is_no_picture(room: Darkroom, kind: str, share: float) -> None:
    whole = make_file(kind, 900, 600)

    developed = develop(room, whole[: int(len(whole) * share)], kind)

    assert "damaged or cut off" in developed.reason


def test_a_file_is_only_unpacked_as_what_it_was_found_to_be(room: Darkroom) -> None:
    assert "damaged" in develop(room, make_file("png"), "jpeg").reason
    assert "damaged" in develop(room, b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "jpeg").reason


def test_a_bad_picture_costs_no_other(room: Darkroom) -> None:
    bad = develop(room, b"\xff\xd8\xff" + b"\0" * 500, "jpeg")
    good = develop(room, make_file("jpeg", 700, 400))

    assert bad.reason
    assert len(good.prints) == 2


def test_memory_is_bounded_and_the_next_picture_comes_out_all_the_same() -> None:
    with open_darkroom(memory_bytes_max=260_000_000) as room:
        large = develop(room, make_file("png", 7000, 7000, mode="L"), pixels_max=50_000_000)
        small = develop(room, make_file("jpeg", 700, 400))

    assert "memory" in large.reason
    assert len(small.prints) == 2


def test_a_child_that_dies_costs_its_picture_alone(room: Darkroom) -> None:
    develop(room, make_file())
    assert room.child
    room.child.kill()

    assert "broke the library" in develop(room, make_file()).reason
    assert develop(room, make_file()).reason == ""


def test_a_child_that_dawdles_is_ended() -> None:
    with open_darkroom() as room:
        develop(room, make_file())
        child = room.child
        room.patience_s = 0.0
        developed = develop(room, make_file("avif", 3000, 2000))

        assert "took longer than 0 s" in developed.reason
        assert child
        assert child.poll() is not None


@pytest.mark.skipif(sys.platform != "linux", reason="limits are read from /proc")
def test_the_child_can_open_nothing_and_has_little_memory() -> None:
    with open_darkroom() as room:
        develop(room, make_file())
        assert room.child
        with open(f"/proc/{room.child.pid}/limits", encoding="ascii") as file:  # noqa: PTH123  # a file of the system
            limits = {line[:25].strip(): line[26:].split()[0] for line in file}

    assert limits["Max open files"] == "0"
    assert limits["Max file size"] == "0"
    assert int(limits["Max address space"]) == 1024**3


def test_nothing_is_left_running() -> None:
    with open_darkroom() as room:
        develop(room, make_file())
        child = room.child

    assert child
    assert child.poll() is not None
    assert WIDTHS == (480, 960)
