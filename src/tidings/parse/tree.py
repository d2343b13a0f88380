"""XML to a tree of elements with plain names, safely and as far as it goes."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from ..errors import ParseError
from ..markup import clean_text

Element = etree._Element  # the only name lxml has for it
Kind = Literal["rss", "rdf", "atom", "html", "other"]

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}"
NAMESPACES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.itunes.com/DTDs/PodCast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    # Names without a prefix in these are RSS itself.
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
}
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
DECLARATION = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"'][^>]*\?>", re.IGNORECASE)
CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._-]+)", re.IGNORECASE)
ENTITY_DECLARED = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
FIRST_ELEMENT = re.compile(rb"<[A-Za-z]")
NAMED_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
UPPER_HEX = re.compile(rb"&#X(?=[0-9A-Fa-f]+;)")
BARE_AMPERSAND = re.compile(rb"&(?!#?[A-Za-z0-9]{1,32};)")
FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.IGNORECASE
)
PROLOG = re.compile(rb"^<\?xml[^>]*>\s*")
BARE_TAG = re.compile(rb"<[A-Za-z][^<>\"']*=[^<>\"']*>")
UNQUOTED = re.compile(rb"=([^\s\"'<>]+)(?=[\s>])")
ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
XML_ENTITIES = {b"amp", b"lt", b"gt", b"quot", b"apos"}
ROOTS = (b"<?xml", b"<rss", b"<feed", b"<rdf:RDF", b"<RDF")


@dataclass(frozen=True, slots=True)
class Found:
    """What a body holds: a tree (or none), whether it had to be mended, and how many items were lost."""

    root: Element | None
    is_broken: bool
    missing: int = 0
    problem: str = ""


def find_root(body: bytes, *, feed_url: str, content_type: str) -> Found:
    """The tree of an XML body: strictly if that goes, else mended and read as far as it goes.

    Raises ParseError for a document that declares entities: no feed needs them, attackers do.
    """
    body = to_utf8(body) if has_wide_encoding(body) else body.lstrip()
    start = FIRST_ELEMENT.search(body)
    if ENTITY_DECLARED.search(body, 0, start.start() if start else len(body)):
        raise ParseError(feed_url, "it declares XML entities, which no feed needs; not read for safety")
    try:
        return Found(etree.fromstring(body, make_parser(recover=False), base_url=feed_url), is_broken=False)
    except (etree.XMLSyntaxError, ValueError) as error:
        problem = str(error)
    mended = mend(body, content_type)
    try:
        root = etree.fromstring(mended, make_parser(recover=True), base_url=feed_url)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    items = len(ITEM.findall(etree.tostring(root))) if root is not None else 0
    return Found(root, is_broken=True, missing=max(0, len(ITEM.findall(mended)) - items), problem=problem)


def make_parser(*, recover: bool) -> etree.XMLParser:
    """A parser that loads nothing, expands nothing, and has libxml2's own limits of depth and size."""
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )


def has_wide_encoding(body: bytes) -> bool:
    """Two or four bytes for each character."""
    return any(body.startswith(mark) for mark, name in BOMS if name != "utf-8")


def to_utf8(body: bytes, encoding: str = "") -> bytes:
    """The body in UTF-8, without a mark and without a declaration of another encoding."""
    encoding = encoding or next((name for mark, name in BOMS if body.startswith(mark)), "utf-8")
    text = body.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    return DECLARATION.sub(b"<?xml version='1.0'?>", text.encode("utf-8", "replace"))


def mend(body: bytes, content_type: str) -> bytes:
    """What usually keeps a feed from being XML, put right: encoding, junk, entities, ampersands."""
    body = to_utf8(body, encoding_of(body, content_type))
    begins = min((place for root in ROOTS if (place := body.find(root)) >= 0), default=0)
    body = FORBIDDEN.sub(b"", body[begins:])
    body = UPPER_HEX.sub(b"&#x", BARE_TAG.sub(quote_attributes, PROLOG.sub(b"", body)))
    return BARE_AMPERSAND.sub(b"&amp;", NAMED_ENTITY.sub(entity_to_text, body))


def quote_attributes(tag: re.Match[bytes]) -> bytes:
    """A tag whose attributes all have their quotation marks."""
    return UNQUOTED.sub(rb'="\1"', tag[0])


def encoding_of(body: bytes, content_type: str) -> str:
    """The first encoding that is claimed and fits, else UTF-8 if that fits, else windows-1252."""
    declared = DECLARATION.search(body[:1000])
    charset = CHARSET.search(content_type)
    claims = [declared[1].decode() if declared else "", charset[1] if charset else "", "utf-8"]
    for claim in claims:
        try:
            body.decode(claim)
        except (LookupError, ValueError):
            continue
        return claim
    # A few bad bytes in a long UTF-8 text are bad bytes; many are another encoding.
    damage = body.decode("utf-8", "replace").count("\ufffd")
    return "utf-8" if damage * 200 < len(body) and any(byte > 0xC1 for byte in body) and damage < 20 else "cp1252"


def entity_to_text(match: re.Match[bytes]) -> bytes:
    """A named HTML entity as the character it stands for; XML's own five stay."""
    if match[1] in XML_ENTITIES:
        return match[0]
    text = html.unescape(match[0].decode())
    return text.encode() if text != match[0].decode() else b"&amp;" + match[0][1:]


def what_it_is(body: bytes, found: Found) -> str:
    """What a body is instead of a feed, for people."""
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_page = start.startswith((b"<!doctype html", b"<html")) or b"<html" in start
    if is_page or (found.root is not None and Elements(found.root).kind == "html"):
        title = re.search(rb"<title[^>]*>(.{0,200}?)</title>", body[:20_000], re.IGNORECASE | re.DOTALL)
        name = clean_text(title[1].decode("utf-8", "replace"))[:80] if title else ""
        return f"an HTML page instead of a feed (“{name}”)" if name else "an HTML page instead of a feed"
    if found.root is not None and not found.is_broken:
        return f"XML, but not a feed: its root element is <{etree.QName(found.root).localname}>"
    if start.startswith(b"<"):
        return f"XML that cannot be read: {found.problem[:150]}"
    return "neither XML nor JSON"


# ---------------------------------------------------------------- plain names


class Elements:
    """A document's elements under plain names: ``title``, ``dc:date``, ``media:content``.

    The format's own namespace has no prefix, whichever of its many addresses the document uses.
    """

    def __init__(self, root: Element) -> None:
        self.root = root
        self.own = self.namespace_of(root)
        self.kind = self.kind_of(root)
        if self.kind == "rdf":
            self.own = next((self.namespace_of(child) for child in root), "")

    @staticmethod
    def namespace_of(element: Element) -> str:
        """The namespace's address; empty: none."""
        return str(element.tag).rpartition("}")[0][1:]

    def kind_of(self, root: Element) -> Kind:
        """The format that a root element announces."""
        name = etree.QName(root).localname.lower()
        if name in ("rss", "channel"):
            return "rss"
        if name == "rdf":
            return "rdf"
        if name in ("feed", "entry"):
            return "atom"
        return "html" if name == "html" else "other"

    def name(self, element: Element) -> str:
        """The plain name of an element."""
        # What is left of an entity has no name: its tag is a function.
        space, _, local = str(element.tag).rpartition("}")
        space, local = space[1:], local.removeprefix("rss:")  # a prefix that nobody declared
        prefix = NAMESPACES.get(space, "?")
        if not space or space == self.own or not prefix:
            return local
        return f"{prefix}:{local}"

    def index(self, parent: Element) -> dict[str, list[Element]]:
        """The children of an element by their plain names, in order."""
        found: dict[str, list[Element]] = {}
        for child in parent:
            found.setdefault(self.name(child), []).append(child)
        return found

    def find_all(self, parent: Element, *names: str) -> Iterator[Element]:
        """The children with one of the plain names, in order."""
        return (child for child in parent if self.name(child) in names)
