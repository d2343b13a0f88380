"""What a picture says of its makers: EXIF, IPTC, XMP and content credentials, out of bounded packets.

All of it is a stranger's text: it is cut, cleaned and shown as text, and opens nothing.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from ..imagery import Rights
from ..markup import clean_text
from ..text import cut_at_word
from ..urls import is_web_url
from .containers import PACKET_BYTES_MAX, Anatomy

WORDS_CHARS_MAX: Final = 200
"""Of one name or line: a credit, not a contract."""
NAMES_MAX: Final = 5
FIELDS_MAX: Final = 200
"""Entries of one directory of EXIF, or of IPTC, that are looked at."""
ORIENTATION, ARTIST, COPYRIGHT = 0x0112, 0x013B, 0x8298
ASCII, SHORT = 2, 3
IPTC_RESOURCE: Final = 0x0404
BYLINE, CREDIT, SOURCE, NOTICE = 80, 110, 115, 116
GENERATED: Final = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")
"""IPTC's digital source types for what a generative model made, wholly or in part."""
GENERATED_NAME = re.compile(rb"digitalsourcetype/(trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia)\b")

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
XMP_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
CREATIVE_COMMONS = "{http://creativecommons.org/ns#}"
PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"
IPTC_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
LICENCES = (XMP_RIGHTS + "WebStatement", CREATIVE_COMMONS + "license", PLUS + "LicensorURL")
Fields = dict[str, list[str]]


def rights_of(anatomy: Anatomy) -> Rights:
    """What a file says of itself: XMP first, then IPTC, then EXIF; content credentials beside them."""
    xmp, iptc, exif = read_xmp(anatomy.xmp), read_iptc(anatomy.iptc), read_exif(anatomy.exif)
    names = xmp.get(DC + "creator") or iptc.get(str(BYLINE)) or exif.get(str(ARTIST)) or []
    return Rights(
        creator=", ".join(names[:NAMES_MAX]),
        credit=first(xmp.get(PHOTOSHOP + "Credit"), iptc.get(str(CREDIT)), iptc.get(str(SOURCE))),
        copyright=first(xmp.get(DC + "rights"), iptc.get(str(NOTICE)), exif.get(str(COPYRIGHT))),
        licence=next((url for name in LICENCES for url in xmp.get(name, []) if is_web_url(url)), ""),
        generated=find_generated(xmp.get(IPTC_EXT + "DigitalSourceType", []), bytes(anatomy.credentials)),
        has_credentials=b"c2pa" in anatomy.credentials,
    )


def first(*lists: list[str] | None) -> str:
    """The first of the first list that has any."""
    return next((words[0] for words in lists if words), "")


def find_generated(source_types: Iterable[str], credentials: bytes) -> str:
    """The digital source type that says that a generative model was at work; empty: none does."""
    for said in source_types:
        name = said.rstrip("/").rpartition("/")[2]
        if name in GENERATED:
            return name
    found = GENERATED_NAME.search(credentials)
    return found[1].decode() if found else ""


def told(raw: bytes | str) -> str:
    """A stranger's words as short plain text."""
    return cut_at_word(clean_text(raw if isinstance(raw, str) else decoded(raw)), chars_max=WORDS_CHARS_MAX)


def decoded(raw: bytes) -> str:
    """Bytes as text: UTF-8 where they are that, else Latin-1, as older programs wrote it."""
    raw = raw.rstrip(b"\0 ")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


# ---------------------------------------------------------------- EXIF


def orientation_of(anatomy: Anatomy) -> int:
    """How the picture lies, 1 to 8."""
    if anatomy.turn or anatomy.format in ("avif", "heic", "gif"):
        return anatomy.turn or 1
    for tag, kind, value in exif_fields(anatomy.exif):
        if tag == ORIENTATION and kind == SHORT and 1 <= value[0] <= 8:
            return int(value[0])
    return 1


def read_exif(tiff: bytes) -> Fields:
    """Artist and copyright of the first directory."""
    wanted = {ARTIST, COPYRIGHT}
    found = {str(tag): told(value[1]) for tag, kind, value in exif_fields(tiff) if kind == ASCII and tag in wanted}
    return {tag: [words] for tag, words in found.items() if words}


def exif_fields(tiff: bytes) -> Iterator[tuple[int, int, tuple[int, bytes]]]:
    """Tag, type, and value both as a number and as bytes, of the first directory."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return
    at = struct.unpack_from(f"{order}I", tiff, 4)[0]
    if at + 2 > len(tiff):
        return
    for entry in range(min(struct.unpack_from(f"{order}H", tiff, at)[0], FIELDS_MAX)):
        place = at + 2 + 12 * entry
        if place + 12 > len(tiff):
            return
        tag, kind, count, offset = struct.unpack_from(f"{order}HHII", tiff, place)
        size = min(count, WORDS_CHARS_MAX * 4)
        start = place + 8 if count <= 4 else offset
        yield tag, kind, (struct.unpack_from(f"{order}H", tiff, place + 8)[0], tiff[start : start + size])


# ---------------------------------------------------------------- IPTC


def read_iptc(resources: bytes) -> Fields:
    """Who made it and whom to name, out of Photoshop's resources."""
    found: Fields = {}
    for dataset, value in iptc_datasets(iptc_resource(resources)):
        if dataset in (BYLINE, CREDIT, SOURCE, NOTICE) and (words := told(value)):
            found.setdefault(str(dataset), []).append(words)
    return found


def iptc_resource(resources: bytes) -> bytes:
    """The one resource that holds IPTC."""
    at = 0
    for _ in range(FIELDS_MAX):
        if resources[at : at + 4] != b"8BIM" or at + 12 > len(resources):
            break
        number = struct.unpack_from(">H", resources, at + 4)[0]
        name = resources[at + 6] + 1
        at += 6 + name + (name & 1)
        if at + 4 > len(resources):
            break
        size = struct.unpack_from(">I", resources, at)[0]
        if number == IPTC_RESOURCE:
            return resources[at + 4 : at + 4 + size]
        at += 4 + size + (size & 1)
    return b""


def iptc_datasets(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Numbers and values of the application record."""
    at = 0
    for _ in range(FIELDS_MAX):
        if data[at : at + 1] != b"\x1c" or at + 5 > len(data):
            return
        record, dataset, size = struct.unpack_from(">BBH", data, at + 1)
        if size & 0x8000:
            return  # an extended dataset: no field of ours is that long
        if record == 2:
            yield dataset, data[at + 5 : at + 5 + size]
        at += 5 + size


# ---------------------------------------------------------------- XMP


def read_xmp(packet: bytes) -> Fields:
    """Every property of a packet with its texts; nothing of one that is too large, damaged, or has a DTD."""
    packet = packet.strip(b"\0 \r\n\t")
    if not packet or len(packet) > PACKET_BYTES_MAX:
        return {}
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(packet, parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    if b"<!DOCTYPE" in etree.tostring(root.getroottree()):
        return {}
    found: Fields = {}
    for description in root.iter(RDF + "Description"):
        for name, value in description.attrib.items():
            note(found, str(name), [str(value)])
        for element in description:
            items = [item.text or "" for item in element.iter(RDF + "li")]
            texts = items or [element.get(RDF + "resource", "") or element.text or ""]
            note(found, str(element.tag), texts)
    return found


def note(found: Fields, name: str, texts: Iterable[str]) -> None:
    """Add a property's texts, the first ones only."""
    kept = found.setdefault(name, [])
    kept += [words for text in texts if (words := told(text))][: NAMES_MAX - len(kept)]


PACKET: Final = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">{fields}</rdf:Description></rdf:RDF></x:xmpmeta>'
)
SOURCE_TYPES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def packet_of(rights: Rights) -> bytes:
    """XMP for a copy: whose the picture is travels with it, and nothing else; empty where nothing was said."""
    parts = (
        ("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", rights.creator),
        ('<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:rights>', rights.copyright),
        ("<photoshop:Credit>{}</photoshop:Credit>", rights.credit),
        ("<xmpRights:WebStatement>{}</xmpRights:WebStatement>", rights.licence),
        (
            "<Iptc4xmpExt:DigitalSourceType>{}</Iptc4xmpExt:DigitalSourceType>",
            SOURCE_TYPES + rights.generated if rights.generated else "",
        ),
    )
    fields = "".join(form.format(escape(words)) for form, words in parts if words)
    return PACKET.format(fields=fields).encode() if fields else b""
