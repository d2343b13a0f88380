"""A page's bytes to a tree of elements: bounded, decoded as it should have been labelled, never an exception."""

from __future__ import annotations

import codecs
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

PAGE_BYTES_MAX = 4 * 1024 * 1024
"""Of a page that are read: the longest articles with all their scripts take half of it; the rest is left out."""
ATTRIBUTES_MAX = 1000
"""Of one tag; one with more loses them all, since the parser's time grows with their square."""
DECLARED_WITHIN_BYTES = 8192
"""Where a page's own word for its encoding is looked for; browsers look at 1024, but pages are careless."""
GUESS_FROM_BYTES = 32 * 1024
"""What an unlabelled page's encoding is guessed from: more only takes longer."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
META = re.compile(rb"<(?:meta|\?xml)\b[^<>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
AS_BROWSERS_READ = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "cp950",
    "johab": "cp949",
}  # fmt: skip
"""The larger encoding that writers of the smaller one mean, by the names Python knows them by."""
NOT_FOR_TEXT = frozenset(
    "utf-7 unicode_escape raw_unicode_escape idna punycode base64 bz2 hex quopri rot13 uu zlib mbcs oem undefined "
    "utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be".split()
)
"""Never what the bytes of a page are that hold a readable label; in some of them markup can be hidden."""
CONTROLS = bytes({*range(0x20)} - {*b"\t\n\f\r"})
ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
MULTI_BYTE = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")
LONG_TAG = re.compile(rb"<[A-Za-z][^\s<>/]{0,99}+((?:[^>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']++)?|[\"'])*+)>?")
QUOTED = re.compile(rb"\"[^\"]*+\"|'[^']*+'")
LAST_TAGS = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
"""Browsers read on after them; the parser would not."""
ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)
"""For every element: lxml's own choice of a class by tag takes longer than reading the element."""
EMPTY_PAGE = b"<html><body></body></html>"


def parse_html(body: bytes, content_type: str = "") -> HtmlElement:
    """The tree of a page, without comments; an empty page's where nothing in the body is markup.

    ``content_type`` is the header's value. Elements nested deeper than 255 levels are left out by libxml2.
    """
    clean = to_utf8(body[:PAGE_BYTES_MAX], content_type).translate(None, CONTROLS)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    parser.set_element_class_lookup(ONE_CLASS)
    try:
        return document_fromstring(LAST_TAGS.sub(b"", without_masses_of_attributes(clean)), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return document_fromstring(EMPTY_PAGE, parser=parser)


def to_utf8(body: bytes, content_type: str) -> bytes:
    """The page in UTF-8, whatever it was written in."""
    for mark, name in BOMS:
        if body.startswith(mark):
            return recode(body, name)
    try:
        # What reads as UTF-8 is UTF-8, whatever its label says; the last character may be cut in two.
        codecs.getincrementaldecoder("utf-8")().decode(body, final=False)
    except UnicodeDecodeError:
        return mended(body, declared_encodings(body, content_type))
    labels = declared_encodings(body, content_type)
    return recode(body, labels[0]) if labels and labels[0].startswith("iso2022") else body


def mended(body: bytes, labels: list[str]) -> bytes:
    """A page that is not whole UTF-8: UTF-8 with a few stray bytes, or what it says it is, or a guess."""
    text = body.decode("utf-8", "surrogateescape")
    if len(MULTI_BYTE.findall(text)) >= len(ESCAPED_BYTE.findall(text)):
        return ESCAPED_BYTE.sub(as_windows_1252, text).encode("utf-8")
    others = [label for label in labels if label != "utf-8"]
    whole = [label for label in others if is_whole(body, label)]
    return recode(body, next(iter([*whole, *others]), "") or guess_encoding(body))


def declared_encodings(body: bytes, content_type: str) -> list[str]:
    """What the header and then the page itself say, as Python's names; without those that cannot be."""
    told = [match[1] for match in [CHARSET.search(content_type)] if match]
    told += [match.decode("ascii") for match in META.findall(body[:DECLARED_WITHIN_BYTES])[:2]]
    return [name for label in told if (name := codec_of(label))]


def codec_of(label: str) -> str:
    """Python's name for an encoding as browsers understand the label; empty: unknown, or not for pages."""
    try:
        name = codecs.lookup(label.removeprefix("x-")).name
    except (LookupError, ValueError):
        return ""
    return "" if name in NOT_FOR_TEXT else AS_BROWSERS_READ.get(name, name)


def is_whole(body: bytes, encoding: str) -> bool:
    """Whether every byte means something in this encoding."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(body, final=False)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def recode(body: bytes, encoding: str) -> bytes:
    """The body in UTF-8; what does not fit becomes the mark for unreadable characters."""
    return body.decode(encoding, "replace").lstrip("\ufeff").encode("utf-8", "replace")


def as_windows_1252(escaped: re.Match[str]) -> str:
    """What a stray byte in UTF-8 nearly always is: a quotation mark or an accent of an older encoding."""
    return bytes([ord(escaped[0]) - 0xDC00]).decode("cp1252", "replace")


def guess_encoding(body: bytes) -> str:
    """By the frequencies of its letters; that of western Europe where they tell nothing."""
    from charset_normalizer import from_bytes

    start = max(body.lower().find(b"<body"), 0)
    best = from_bytes(body[start : start + GUESS_FROM_BYTES]).best()
    return (codec_of(best.encoding) if best and best.encoding != "utf_8" else "") or "cp1252"


def without_masses_of_attributes(body: bytes) -> bytes:
    """The page with the bare name in place of every tag that has more than ``ATTRIBUTES_MAX`` attributes."""
    pieces, end = [], 0
    for tag in LONG_TAG.finditer(body):
        if len(tag[1]) > 2 * ATTRIBUTES_MAX and len(QUOTED.sub(b"", tag[1]).split()) > ATTRIBUTES_MAX:
            pieces.append(body[end : tag.start(1)])
            end = tag.end(1)
    return b"".join([*pieces, body[end:]]) if pieces else body
