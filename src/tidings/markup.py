"""HTML made safe, HTML made plain, and names without either."""

from __future__ import annotations

import html
import re

import nh3

from .model import Image
from .urls import is_web_url

TAGS = frozenset(
    "a abbr b blockquote br caption cite code dd del dfn dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins "
    "kbd li mark ol p pre q s samp small span strong sub sup table tbody td tfoot th thead time tr u ul var".split()
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "del": {"datetime"},
    "img": {"src", "alt", "title", "width", "height"},
    "ins": {"datetime"},
    "ol": {"start"},
    "q": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
EMPTIED = frozenset({"script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "title"})
"""Elements whose content goes with them."""
SCHEMES = {"http", "https", "mailto"}

BLOCK = re.compile(
    r"<\s*/?\s*(?:p|div|br|hr|li|ul|ol|dl|dt|dd|h[1-6]|blockquote|pre|table|tr|figure|figcaption|section|article)\b[^<>]*>",
    re.IGNORECASE,
)
LINE_BREAKS = re.compile(r"[ \t\f\v\r\xa0]*\n\s*")
LINE_END = re.compile("\r\n?")
SPACES = re.compile(r"[ \t\f\v\r\xa0\u2000-\u200a\u202f\u205f\u3000]+")
TAG_LIKE = re.compile(r"<[a-zA-Z/!?]")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# Control characters, lone surrogates, and marks that reverse the direction of what follows them.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
WINDOWS_1252 = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
}
"""Control characters that are really quotation marks and dashes of another encoding."""
IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
TRACKER_SIDE_MAX = 2
"""Pixels: a picture this small only counts readers."""


def printable(raw: str) -> str:
    """Text without characters that cannot be shown; windows-1252 quotes in disguise become quotes, and
    every line ends alike.
    """
    return UNPRINTABLE.sub("", LINE_END.sub("\n", raw.translate(WINDOWS_1252)))


def sanitise_html(raw: str) -> str:
    """HTML with only what a quotation needs: no scripts, styles, forms, handlers or odd addresses."""
    text = printable(raw)
    if "<" not in text and "&" not in text:
        return html.escape(text, quote=False)
    return nh3.clean(
        text,
        tags=set(TAGS),
        clean_content_tags=set(EMPTIED),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        strip_comments=True,
        link_rel=None,
    )


def html_to_text(raw: str) -> str:
    """The plain text of HTML, a line for each block; scripts, styles and comments are gone."""
    text = printable(raw)
    if TAG_LIKE.search(text):
        text = BLOCK.sub("\n", text)
        text = nh3.clean(text, tags=set(), attributes={}, clean_content_tags=set(EMPTIED), link_rel=None)
    return fold(html.unescape(text))


def clean_text(raw: str) -> str:
    """A headline or name as plain text on one line: markup and doubly escaped entities are gone.

    A ``<`` that begins no tag stays what it is: ``a < b`` is text.
    """
    text = printable(raw)
    for _ in range(2):
        if not ENTITY.search(text) and not TAG_LIKE.search(text):
            break
        text = html_to_text(text)
    return " ".join(text.split())


def fold(text: str) -> str:
    """Runs of spaces as one, blank lines gone."""
    return LINE_BREAKS.sub("\n", SPACES.sub(" ", printable(text))).strip()


def first_image(raw: str) -> Image | None:
    """The first picture of HTML that readers would call one; None where there is none."""
    for tag in IMAGE.findall(raw):
        found = {name.lower(): html.unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(tag)}
        url, width, height = found.get("src", "").strip(), pixels(found.get("width")), pixels(found.get("height"))
        is_tracker = 0 < width <= TRACKER_SIDE_MAX or 0 < height <= TRACKER_SIDE_MAX
        if is_web_url(url) and not is_tracker:
            return Image(url=url, width=width, height=height, alt=clean_text(found.get("alt", "")))
    return None


def pixels(text: str | None) -> int:
    """A declared size in pixels; 0: unsaid or not a number."""
    digits = re.match(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*\Z", text or "")
    return int(digits[1]) if digits else 0
