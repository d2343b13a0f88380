"""XML to a tree of elements, safely and strictly, mended first where it has to be."""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass
from html.entities import name2codepoint
from typing import Literal

from lxml import etree

from ..markup import clean_text
from .doctype import without_doctype

Element = etree._Element  # the only name lxml has for it
Kind = Literal["feed", "sitemap", "html", "other"]

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}"
NAMESPACES = {
    # Names without a prefix: the formats themselves.
    "": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://backend.userland.com/rss091": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://example.com/newformat#": "",
    "http://example.com/necho": "",
    "http://purl.org/echo/": "",
    "uri/of/echo/namespace#": "",
    "http://purl.org/pie/": "",
    "http://purl.org/atom/ns#": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/rss/1.0/modules/rss091#": "",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/xml/1998/namespace": "xml",
}
"""Plain prefixes by namespace address in lower case, whatever prefix a document uses."""
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
VERSION = re.compile(r"\d\.\d{1,3}")
DECLARATION = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"'][^>]*\?>", re.IGNORECASE)
CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._-]+)", re.IGNORECASE)
NAMED_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
UPPER_HEX = re.compile(rb"&#X(?=[0-9A-Fa-f]+;)")
UNENDED = re.compile(rb"&(lt|gt|amp|quot|apos)(?![A-Za-z0-9;])")
BARE_AMPERSAND = re.compile(rb"&(?!#?[A-Za-z0-9]{1,32};)")
FORBIDDEN = bytes([*range(9), 11, 12, *range(14, 32)])
"""Characters that XML has not."""
FORBIDDEN_REFERENCE = re.compile(rb"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]));")
PROLOG = re.compile(rb"^<\?xml[^>]*>\s*")
BARE_TAG = re.compile(rb"<[A-Za-z][^<>\"']*=[^<>\"']*>")
UNQUOTED = re.compile(rb"=([^\s\"'<>]+)(?=[\s>])")
ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
ROOTS = (b"<?xml", b"<rss", b"<feed", b"<rdf:RDF", b"<RDF", b"<urlset", b"<sitemapindex")
ENDS = re.compile(rb"</(?:\w+:)?(?:rss|feed|RDF|channel)\s*>", re.IGNORECASE)
PREFIX_USED = re.compile(rb"[<\s](?:(?<=<)/)?([A-Za-z][\w-]*+):[A-Za-z]")
PREFIX_DECLARED = re.compile(rb"\sxmlns:([\w-]+)\s*=")
ROOT_TAG = re.compile(rb"<[A-Za-z][\w:.-]*")
PREFIXES_MAX = 100
"""Names before a colon; a document with more is text, not markup."""
CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
FEED_LIKE = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel|item|entry)[\s>]", re.IGNORECASE)
HAS_BASES = etree.XPath("boolean(//@xml:base)")
NOT_FOR_TEXT = frozenset({"utf-7", "utf7", "unicode_escape", "raw_unicode_escape", "idna", "punycode"})
"""Encodings that no feed is written in, and in which markup can be hidden."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a body holds."""

    body: bytes
    """In UTF-8 where it had to be read anew, without a document type."""
    root: Element | None = None
    """None: no strict parser reads it."""
    problem: str = ""

    @property
    def kind(self) -> Kind:
        """The format that the root announces."""
        return "other" if self.root is None else kind_of_root(self.root)

    @property
    def has_bases(self) -> bool:
        """The document says what relative addresses are relative to."""
        return self.root is not None and bool(HAS_BASES(self.root))

    @property
    def may_be_a_feed(self) -> bool:
        """It has an element of a feed somewhere, and does not begin as a page."""
        return FEED_LIKE.search(self.body) is not None and not is_page(self.body)


def find_root(body: bytes, *, feed_url: str, content_type: str) -> Found:
    """The tree of an XML body, read strictly: as it is, else mended.

    Raises ParseError for a document that declares other entities than plain text: no feed needs them, attackers do.
    """
    whole = to_utf8(body) if has_wide_encoding(body) else body.lstrip()
    plain = without_doctype(whole, feed_url)
    try:
        return Found(plain, read_strictly(plain, feed_url))
    except (etree.XMLSyntaxError, ValueError) as error:
        problem = str(error)
    text = without_doctype(to_utf8(whole, encoding_of(whole, content_type)), feed_url)
    try:
        return Found(text, read_strictly(mend(text), feed_url), problem)
    except (etree.XMLSyntaxError, ValueError):
        return Found(without_forbidden(text), problem=problem)


def read_strictly(body: bytes, feed_url: str) -> Element:
    """The root of a well-formed document; raises XMLSyntaxError or ValueError."""
    return etree.fromstring(body, make_parser(), base_url=feed_url or "")


def make_parser() -> etree.XMLParser:
    """A parser that loads nothing, expands nothing, and has libxml2's own limits of depth and size."""
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
        collect_ids=False,
    )


def has_wide_encoding(body: bytes) -> bool:
    """Two or four bytes for each character."""
    return any(body.startswith(mark) for mark, name in BOMS if name != "utf-8")


def to_utf8(body: bytes, encoding: str = "") -> bytes:
    """The body in UTF-8, without a mark and without a declaration of another encoding."""
    encoding = encoding or next((name for mark, name in BOMS if body.startswith(mark)), "utf-8")
    text = body.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    return DECLARATION.sub(b"<?xml version='1.0'?>", text.encode("utf-8", "replace"))


def mend(body: bytes) -> bytes:
    """What usually keeps a feed from being XML, put right: junk around it, characters, entities, ampersands.

    What is in CDATA sections only loses characters that XML has not.
    """
    begins = min((place for root in ROOTS if (place := body.find(root)) >= 0), default=0)
    ends = max((found.end() for found in ENDS.finditer(body)), default=len(body))
    pieces = CDATA.split(PROLOG.sub(b"", without_forbidden(body[begins:ends])))
    pieces[::2] = [mend_markup(piece) for piece in pieces[::2]]
    return declared(b"".join(pieces), b"".join(pieces[::2]))


def without_forbidden(body: bytes) -> bytes:
    """A body without the characters that XML has not, written or named by number."""
    return FORBIDDEN_REFERENCE.sub(b"", body.translate(None, FORBIDDEN))


def declared(body: bytes, markup: bytes) -> bytes:
    """A document with every prefix declared that it uses; the name of the prefix then says what is meant."""
    used = set(PREFIX_USED.findall(markup)) - set(PREFIX_DECLARED.findall(markup)) - {b"xml", b"xmlns"}
    if not used or len(used) > PREFIXES_MAX:
        return body
    spaces = b"".join(b' xmlns:%b="%b"' % (prefix, prefix) for prefix in sorted(used))
    return ROOT_TAG.sub(lambda tag: tag[0] + spaces, body, count=1)


def mend_markup(piece: bytes) -> bytes:
    """A piece of a document outside CDATA, mended."""
    piece = UNENDED.sub(rb"&\1;", UPPER_HEX.sub(b"&#x", BARE_TAG.sub(quote_attributes, piece)))
    return BARE_AMPERSAND.sub(b"&amp;", NAMED_ENTITY.sub(entity_to_text, piece))


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
        if claim.lower() not in NOT_FOR_TEXT and not (
            body[:5] == b"<?xml" and claim.lower().startswith(("utf-16", "utf-32", "ucs"))
        ):
            return claim
    # A few bad bytes in a long UTF-8 text are bad bytes; many are another encoding.
    damage = body.decode("utf-8", "replace").count("\ufffd")
    return "utf-8" if damage * 200 < len(body) and any(byte > 0xC1 for byte in body) and damage < 20 else "cp1252"


def entity_to_text(match: re.Match[bytes]) -> bytes:
    """A named HTML entity, none of XML's own five, as the character it stands for."""
    code = name2codepoint.get(match[1].decode())
    text = chr(code) if code else html.unescape(match[0].decode())
    return text.encode() if text != match[0].decode() else b"&amp;" + match[0][1:]


def is_page(body: bytes) -> bool:
    """An HTML page."""
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html")) or b"<html" in start


def what_it_is(body: bytes, found: Found) -> str:
    """What a body is instead of a feed, for people."""
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if is_page(body) or found.kind == "html":
        title = re.search(rb"<title[^>]*>(.{0,200}?)</title>", body[:20_000], re.IGNORECASE | re.DOTALL)
        name = clean_text(title[1].decode("utf-8", "replace"))[:80] if title else ""
        return f"an HTML page instead of a feed (“{name}”)" if name else "an HTML page instead of a feed"
    if found.root is not None and not found.problem:
        return f"XML, but not a feed: its root element is <{etree.QName(found.root).localname}>"
    if start.startswith(b"<"):
        return f"XML that cannot be read: {found.problem[:150]}"
    return "neither XML nor JSON"


# ---------------------------------------------------------------- formats


def local_name(element: Element) -> str:
    """An element's name in lower case, without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def kind_of_root(root: Element) -> Kind:
    """The format that a root element announces."""
    name = local_name(root)
    if name in ("urlset", "sitemapindex"):
        return "sitemap"
    if name in ("rss", "channel", "rdf", "feed", "entry", "item"):
        return "feed"
    return "html" if name == "html" else "other"


def format_of(root: Element) -> str:
    """The format and its version in words: ``RSS 2.0``, ``Atom 1.0``, ``RSS 1.0 (RDF)``."""
    name, version = local_name(root), root.get("version", "").strip()
    if name in ("feed", "entry"):
        return "Atom 1.0" if "2005/Atom" in str(root.tag) else f"Atom {version or '0.3'}"
    if name == "rdf":
        spaces = {str(space) for child in root for space in child.nsmap.values()}
        return "RSS 0.90 (RDF)" if any("simple/0.9" in space for space in spaces) else "RSS 1.0 (RDF)"
    return f"RSS {version}" if VERSION.fullmatch(version) else "RSS"
