"""Whose a picture is, as its own metadata says."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.imagery import Rights
from tidings.pictures import packet_of, read_rights

from .files import (
    GENERATED,
    Image,
    make_credentials,
    make_exif,
    make_file,
    make_iptc,
    make_segment,
    make_xmp,
    with_chunk,
    with_segments,
)

XMP = make_xmp(
    "<dc:creator><rdf:Seq><rdf:li>Ann Berg</rdf:li><rdf:li>Bo Holm</rdf:li></rdf:Seq></dc:creator>"
    '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Coast &amp; Sons</rdf:li></rdf:Alt></dc:rights>'
    "<photoshop:Credit>Coast Photos</photoshop:Credit>"
    "<xmpRights:WebStatement>https://coast.example/terms</xmpRights:WebStatement>"
)
RIGHTS = Rights(
    creator="Ann Berg, Bo Holm",
    credit="Coast Photos",
    copyright="© Coast & Sons",
    licence="https://coast.example/terms",
)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif"])
def test_xmp_is_read_in_every_format_that_has_it(kind: str) -> None:
    options = {"xmp": XMP} if kind != "png" else {"pnginfo": png_text(XMP)}

    assert read_rights(make_file(kind, **options)) == RIGHTS


def png_text(xmp: bytes) -> object:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", xmp.decode())
    return info


def test_iptc_names_the_photographer_and_the_agency() -> None:
    segment = make_iptc((80, "Åse Lund".encode()), (110, b"Isle Press"), (116, b"(c) 2026 Isle Press"))

    rights = read_rights(with_segments(make_file(), segment))

    assert rights == Rights(creator="Åse Lund", credit="Isle Press", copyright="(c) 2026 Isle Press")


def test_old_iptc_in_latin_letters_is_read() -> None:
    assert read_rights(with_segments(make_file(), make_iptc((80, "Åse".encode("latin-1"))))).creator == "Åse"


def test_exif_is_better_than_nothing_and_less_than_the_rest() -> None:
    exif = make_exif(Artist="Camera Owner", Copyright="Owner 2026")

    assert read_rights(make_file(exif=exif)) == Rights(creator="Camera Owner", copyright="Owner 2026")
    assert read_rights(make_file(exif=exif, xmp=XMP)) == RIGHTS


@pytest.mark.parametrize(
    "name", ["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"], ids=["wholly", "in part"]
)
@pytest.mark.parametrize("form", ["attribute", "element", "resource"])
def test_what_a_machine_made_is_known_from_its_digital_source_type(name: str, form: str) -> None:
    url = f"http://cv.iptc.org/newscodes/digitalsourcetype/{name}"
    xmp = {
        "attribute": make_xmp("", attributes=f'Iptc4xmpExt:DigitalSourceType="{url}"'),
        "element": make_xmp(f"<Iptc4xmpExt:DigitalSourceType>{url}</Iptc4xmpExt:DigitalSourceType>"),
        "resource": make_xmp(f'<Iptc4xmpExt:DigitalSourceType rdf:resource="{url}"/>'),
    }[form]

    rights = read_rights(make_file(xmp=xmp))

    assert rights.generated == name
    assert rights.is_generated


@pytest.mark.parametrize("name", ["digitalCapture", "algorithmicMedia", "softwareImage", "trainedAlgorithmicMediaNot"])
def test_photographs_and_drawings_are_not_called_generated(name: str) -> None:
    xmp = make_xmp(
        "", attributes=f'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/{name}"'
    )

    assert not read_rights(make_file(xmp=xmp)).is_generated


def test_content_credentials_tell_what_a_machine_made() -> None:
    box = make_credentials()
    jpeg = with_segments(make_file(), make_segment(0xEB, b"JP\0\1\0\0\0\1" + box))
    png = with_chunk(make_file("png"), b"caBX", box)

    for data in (jpeg, png):
        rights = read_rights(data)
        assert rights.has_credentials
        assert rights.generated == "trainedAlgorithmicMedia"


def test_content_credentials_of_a_camera_are_no_evidence_of_a_machine() -> None:
    box = make_credentials(b"http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture")

    rights = read_rights(with_chunk(make_file("png"), b"caBX", box))

    assert rights.has_credentials
    assert not rights.is_generated


def test_a_caption_that_only_speaks_of_such_pictures_is_no_evidence() -> None:
    xmp = make_xmp(f"<dc:rights><rdf:Alt><rdf:li>Not made by {GENERATED}</rdf:li></rdf:Alt></dc:rights>")

    assert not read_rights(make_file(xmp=xmp)).is_generated


@pytest.mark.parametrize(
    "xmp",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + XMP.replace(b"Coast Photos", b"&e;"),
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + XMP.replace(b"Coast Photos", b"&b;"),
        XMP.decode().encode("utf-16"),
        XMP[:-40],
        b"<x:xmpmeta" + b"<a>" * 20_000,
        b"\xff\xfe<",
    ],
    ids=["external entity", "entities", "utf-16", "cut off", "deep", "noise"],
)
def test_hostile_packets_say_nothing(xmp: bytes) -> None:
    segment = make_segment(0xE1, (b"http://ns.adobe.com/xap/1.0/\0" + xmp)[:65_000])
    rights = read_rights(with_segments(make_file(), segment))

    assert rights.credit in ("", "Coast Photos")
    assert "root" not in str(rights)


def test_words_are_plain_short_and_on_one_line() -> None:
    long = "<b>Ann</b>\n\u202e" + "long " * 200
    rights = read_rights(
        make_file(exif=make_exif(Copyright=long.encode("utf-8").decode("latin-1"), Artist="<script>x</script>"))
    )

    assert len(rights.copyright) <= 201
    assert "<" not in rights.copyright + rights.creator
    assert "\n" not in rights.copyright


def test_a_licence_is_an_address_or_nothing() -> None:
    xmp = make_xmp("<xmpRights:WebStatement>javascript:alert(1)</xmpRights:WebStatement>")

    assert read_rights(make_file(xmp=xmp)).licence == ""


NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40).map(
    lambda text: " ".join(text.split())
)


@given(NAMES, NAMES, NAMES, st.sampled_from(["", "trainedAlgorithmicMedia"]))
def test_what_goes_along_with_a_copy_says_what_the_picture_said(
    creator: str, credit: str, owner: str, generated: str
) -> None:
    plain = read_rights(
        make_webp(packet_of(Rights(creator=creator, credit=credit, copyright=owner, generated=generated)))
    )
    again = read_rights(make_webp(packet_of(plain)))

    assert again == plain
    assert plain.generated == generated


def make_webp(xmp: bytes) -> bytes:
    drop = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drop, "webp", xmp=xmp)
    return drop.getvalue()


def test_a_picture_that_says_nothing_has_copies_that_say_nothing() -> None:
    assert packet_of(Rights()) == b""
