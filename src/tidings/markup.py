"""HTML made safe, HTML made plain, and names without either."""

from __future__ import annotations

import html
import re
from functools import lru_cache, partial
from urllib.parse import urljoin

import nh3

from .drawing import DRAWING, SAFE_TAG, redraw
from .model import Image
from .urls import is_web_url

TAGS = frozenset(
    "a abbr acronym address article aside audio b bdi big blockquote br caption center cite code col colgroup dd "
    "del details dfn dir div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img "
    "ins kbd label legend li mark menu meter nav ol p picture pre progress q rp rt ruby s samp section small "
    "source span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr".split()
)
"""What a quotation may hold: text, tables, pictures, sound and film; nothing that takes input or runs."""
INERT = frozenset(
    "abbr align alt axis bgcolor border bordercolor bordercolordark bordercolorlight cellpadding cellspacing ch "
    "char charoff choff class clear color cols colspan compact controls coords datetime dir face headers height "
    "high hreflang hspace ismap lang loop low max media min noshade nowrap open optimum point-size prompt pubdate "
    "rel rev reversed rows rowspan rules scope shape size span start summary target title type valign value "
    "volume vspace width xml:lang".split()
)
"""Attributes that neither load nor run anything, whatever they say and wherever they stand."""
ADDRESSES = {
    "a": {"href"}, "img": {"src", "longdesc"}, "audio": {"src"}, "video": {"src", "poster"}, "source": {"src"},
    "blockquote": {"cite"}, "q": {"cite"}, "del": {"cite"}, "ins": {"cite"},
}  # fmt: skip
"""Attributes that hold addresses."""
ATTRIBUTES = {**ADDRESSES, "*": set(INERT)}
EMPTIED = frozenset({"script", "style", "noscript", "template", "svg", "math", "title", "applet"})
"""Elements whose content goes with them."""
SCHEMES = {"http", "https", "mailto"}

VOID = "br|hr|img|col|wbr|source"
VOID_TAG = re.compile(rf'<({VOID})((?: [a-z:-]+="[^"]*")*)/?>')
BREAK_END = re.compile(r"</br\s*>", re.IGNORECASE)
"""The end of an element that has none; browsers read it as another beginning."""
SHORT_TAG = re.compile(rf"<((?!(?:{VOID})\b)[a-zA-Z][a-zA-Z0-9]*+)\s*+/>")
"""An element closed as only XML does it; its writers mean an empty one, browsers read an open one."""
FRAME = re.compile(r"</?iframe\b[^<>]*>", re.IGNORECASE)
"""Goes without what is inside: there stands what readers without frames are meant to see."""
LOOSE_DECLARATION = re.compile(r"<!(?!DOCTYPE[^<>]*>|--|\[)", re.IGNORECASE)
UPPER_HEX = re.compile(r"&#X(?=[0-9A-Fa-f]+;)")
SEVERAL = re.compile(r'<(img|a)((?: [a-z:-]+="[^"<>]*"){2,})')
ONE_ATTRIBUTE = re.compile(r' [a-z:-]+="[^"]*"')

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
ODD_CHARACTER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
"""What ``printable`` takes out or changes."""
IMAGE = re.compile(r"<(?:img|IMG)\b[^<>]*>")
ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
ESCAPED_TIMES_MAX = 5
"""As often may markup be escaped before what is left of it loses its brackets."""
TRACKER_SIDE_MAX = 2
"""Pixels: a picture this small only counts readers."""


# ---------------------------------------------------------------- HTML that is safe as it stands

# Every "<" must begin a listed tag with listed attributes, quoted, without "<" and ">" in them.  Then,
# whatever state a browser's tokeniser is in, it finds no other tags than these: nothing can hide.
NAMES = "|".join(sorted(TAGS, key=len, reverse=True))
URL_ATTRIBUTES = frozenset({"href", "src", "cite", "poster", "longdesc"})
VOID_NAMES = frozenset(VOID.split("|"))
ENDING_NAMES = "|".join(sorted(TAGS - VOID_NAMES, key=len, reverse=True))
INERT_NAMES = "|".join(sorted(INERT, key=len, reverse=True))
ODD = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff"
WHOLE_ADDRESS = rf"(?:https?://|mailto:)[^<>\"\s{ODD}]*+"
RELATIVE_ADDRESS = rf"[^<>\"\s&:{ODD}]*+"


def grammar_of(address: str, more_tags: str = "") -> re.Pattern[str]:
    """The grammar of clean HTML in which addresses look like this."""
    return re.compile(
        rf"(?:[^<&{ODD}]++"
        r"|&(?:[a-zA-Z][a-zA-Z0-9]*+|#[0-9]{2,6}+|#x[0-9a-fA-F]{2,5}+);"
        rf"|</(?:{ENDING_NAMES})>"
        rf"|<(?:{NAMES})(?: (?:(?:{INERT_NAMES})=\"[^<>\"{ODD}]*+\"|(?:href|src|cite)=\"{address}\"))*+(?: ?/)?>"
        rf"{more_tags})*+"
    )


CLEAN = grammar_of(f"(?:{WHOLE_ADDRESS}|{RELATIVE_ADDRESS})")
CLEAN_WHOLE = grammar_of(WHOLE_ADDRESS)
CLEAN_DRAWN = grammar_of(f"(?:{WHOLE_ADDRESS}|{RELATIVE_ADDRESS})", f"|{SAFE_TAG}")
REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]+|[0-9]+)")
CHARACTER_MAX = 0x10FFFF
PLACE_MARK = "\ue000"
"""Stands where a drawing stood while the rest is cleaned."""
ANY_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z_:][\w:.-]*(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>\"]*'|[^\s\"'<>=`]+))?)*+)\s*(/?)>"
    r"|<!--[^<>]*-->"
)
ANY_ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=`]+)))?")
WHOLE = re.compile(WHOLE_ADDRESS)
RELATIVE = re.compile(RELATIVE_ADDRESS)
OTHER_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def is_clean(text: str, *, grammar: re.Pattern[str] = CLEAN) -> bool:
    """HTML of which a grammar proves that it holds nothing but what a quotation needs."""
    return grammar.fullmatch(text) is not None and not names_odd_character(text)


def names_odd_character(text: str) -> bool:
    """HTML that names a character by number that may not be written either."""
    if "&#" not in text:
        return False
    codes = (int(digits[1:], 16) if digits[0] in "xX" else int(digits) for digits in set(REFERENCE.findall(text)))
    return any(code > CHARACTER_MAX or UNPRINTABLE.match(chr(code)) for code in codes)


def printable(raw: str) -> str:
    """Text without characters that cannot be shown; windows-1252 quotes in disguise become quotes, and
    every line ends alike.
    """
    if not ODD_CHARACTER.search(raw):
        return raw
    return UNPRINTABLE.sub("", LINE_END.sub("\n", raw.translate(WINDOWS_1252)))


def sanitise_html(raw: str, base: str = "") -> str:
    """HTML with only what a quotation needs: no scripts, styles, forms, handlers or odd addresses.

    What is safe by a strict grammar passes as it is; everything else is rebuilt by nh3.  With a
    ``base``, relative addresses are made whole.
    """
    if "<" not in raw and "&" not in raw:
        return printable(raw)
    text = trimmed(raw, base)
    if text is None:
        better = mended(raw)
        text = trimmed(better, base) if better != raw else None
        if text is None:
            return with_drawings(better, base) if "</svg" in better or "</math" in better else rebuilt(better, base)
    return canonical(with_ends(text))


# ---------------------------------------------------------------- put right tag by tag


def trimmed(text: str, base: str) -> str | None:
    """HTML whose only faults are attributes we do not keep, relative addresses, comments and lone ampersands, without
    them; None where it has others.  Every piece is proven clean, and so is the whole: the grammar is a row of pieces.
    """
    grammar = CLEAN_WHOLE if base else CLEAN
    pieces: list[str] = []
    place, size = 0, len(text)
    while True:
        clean = grammar.match(text, place)
        end = clean.end() if clean else place
        pieces.append(text[place:end])
        if end == size:
            break
        place = text.find(">", end) + 1
        piece = trimmed_tag(text[end:place], base) if 0 < place <= end + TAG_CHARS_MAX else None
        if piece is None:
            piece, place = LONE.get(text[end : end + 2]), end + 1
        if piece is None:
            return None
        pieces.append(piece)
    whole = "".join(pieces)
    return None if names_odd_character(whole) else whole


TAG_CHARS_MAX = 4000
"""Longer tags are left to the library."""
LONE = {"& ": "&amp;", "&\n": "&amp;", "< ": "&lt;", "<=": "&lt;"}
"""Characters that begin nothing, by themselves and what follows."""


@lru_cache(maxsize=8192)
def trimmed_tag(tag: str, base: str) -> str | None:
    """A tag with its listed attributes, itself proven clean; nothing for a comment, None for what is not listed."""
    found = ANY_TAG.fullmatch(tag)
    written = written_tag(found, base) if found else None
    return written if written is not None and is_clean(written, grammar=CLEAN_WHOLE if base else CLEAN) else None


def written_tag(found: re.Match[str], base: str) -> str | None:
    """A tag written anew; None where it cannot be."""
    end, name, said, closed = found.groups()
    if name is None:
        return ""
    name = name.lower()
    if name not in TAGS:
        return None
    is_void = name in VOID_NAMES
    if end:
        return "" if is_void else f"</{name}>"
    kept: dict[str, str] = {}
    for attribute, double, single, bare in ANY_ATTRIBUTE.findall(said):
        key, value = attribute.lower(), double or single or bare
        if key in ADDRESSES.get(name, ()):
            address = trimmed_address(value, base)
            if address is None:
                return None
            value = address
        elif key not in INERT:
            continue
        if value or key not in URL_ATTRIBUTES:
            kept.setdefault(key, value)
    written = "".join(f' {key}="{value}"' for key, value in kept.items())
    return f"<{name}{written}{' /' if is_void else ''}>" + (f"</{name}>" if closed and not is_void else "")


def trimmed_address(value: str, base: str) -> str | None:
    """An address as it may stand in clean HTML; empty where it has a scheme of its own, None where it is odd."""
    if WHOLE.fullmatch(value):
        return value
    if OTHER_SCHEME.match(value):
        return None if value[:4].lower() in ("http", "mail") else ""
    if not base:
        return value if RELATIVE.fullmatch(value) else None
    joined = whole_address(base, html.unescape(value))
    escaped = html.escape(joined) if joined else ""
    return escaped if WHOLE.fullmatch(escaped) else None


def rebuilt(text: str, base: str) -> str:
    """HTML as the library writes it anew."""
    clean = cleaner(base).clean(text)
    return canonical(printable(clean) if names_odd_character(text) else clean)


def mended(raw: str) -> str:
    """HTML without what browsers read otherwise than its writers meant it."""
    text = with_ends(printable(raw))
    if "</br" in text or "</BR" in text:
        text = BREAK_END.sub("", text)
    if "<iframe" in text:
        text = FRAME.sub("", text)
    if "&#X" in text:
        text = UPPER_HEX.sub("&#x", text)
    return LOOSE_DECLARATION.sub("&lt;!", without_open_comment(text)) if "<!" in text else text


def with_ends(text: str) -> str:
    """HTML in which an element that was closed as only XML does it has a real end."""
    return SHORT_TAG.sub(r"<\1></\1>", text) if "/>" in text else text


def without_open_comment(text: str) -> str:
    """HTML in which a comment without an end is over at the first ``>``, so that it does not swallow the rest."""
    start = text.rfind("<!--")
    if start < 0 or "-->" in text[start:]:
        return text
    end = text.find(">", start)
    return text[:start] + (text[end + 1 :] if end >= 0 else "")


def with_drawings(text: str, base: str) -> str:
    """HTML as the library writes it anew, with its harmless drawings where the whole can be proven clean."""
    drawings: list[str] = []

    def mark(found: re.Match[str]) -> str:
        drawings.append(redraw(found[0]))
        return PLACE_MARK

    pieces = rebuilt(DRAWING.sub(mark, text.replace(PLACE_MARK, "")), base).split(PLACE_MARK)
    if len(pieces) != len(drawings) + 1:
        return "".join(pieces)
    drawn = "".join(piece + drawing for piece, drawing in zip(pieces, [*drawings, ""], strict=True))
    return drawn if is_clean(drawn, grammar=CLEAN_DRAWN) else "".join(pieces)


def canonical(text: str) -> str:
    """Clean HTML in one way of writing: void elements closed, attributes in the order of the alphabet."""
    text = VOID_TAG.sub(r"<\1\2 />", text)
    return SEVERAL.sub(sort_attributes, text).strip()


def sort_attributes(tag: re.Match[str]) -> str:
    """The beginning of a tag with its attributes in order."""
    return f"<{tag[1]}{''.join(sorted(ONE_ATTRIBUTE.findall(tag[2])))}"


@lru_cache(maxsize=256)
def cleaner(base: str) -> nh3.Cleaner:
    """The library's cleaner with our lists; making relative addresses whole where there is a base."""
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(EMPTIED),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        url_relative=partial(whole_address, base) if base else None,
        strip_comments=True,
        link_rel=None,
    )


@lru_cache(maxsize=1)
def emptier() -> nh3.Cleaner:
    """The library's cleaner that leaves only text."""
    return nh3.Cleaner(tags=set(), attributes={}, clean_content_tags=set(EMPTIED), link_rel=None)


def whole_address(base: str, address: str) -> str | None:
    """A relative address made whole; None where that makes nothing of the web."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return None


def html_to_text(raw: str) -> str:
    """The plain text of HTML, a line for each block; scripts, styles and comments are gone."""
    text = printable(raw)
    if TAG_LIKE.search(text):
        text = BLOCK.sub("\n", text)
        text = emptier().clean(text)
    return fold(html.unescape(text))


def clean_text(raw: str) -> str:
    """A headline or name as plain text on one line: markup and doubly escaped entities are gone.

    A ``<`` that begins no tag stays what it is: ``a < b`` is text.
    """
    text = printable(raw)
    for _ in range(ESCAPED_TIMES_MAX):
        if not ENTITY.search(text) and not TAG_LIKE.search(text):
            break
        text = html_to_text(text)
    else:
        text = text.replace("<", "")
    return " ".join(text.split())


def fold(text: str) -> str:
    """Runs of spaces as one, blank lines gone."""
    return LINE_BREAKS.sub("\n", SPACES.sub(" ", printable(text))).strip()


def first_image(raw: str) -> Image | None:
    """The first picture of HTML that readers would call one; None where there is none."""
    for match in IMAGE.finditer(raw):
        tag = match[0]
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
