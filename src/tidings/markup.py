"""HTML made safe, HTML made plain, and names without either."""

from __future__ import annotations

import html
import re
from functools import lru_cache, partial
from itertools import accumulate
from operator import sub

import nh3

from .drawing import SAFE_TAG, redraw
from .model import Image
from .tags import (
    ADDRESSES,
    ANY_ADDRESS,
    CLEAN,
    EMPTIED,
    INERT,
    ODD,
    TAGS,
    UNPRINTABLE,
    VOID,
    UnprovenError,
    grammar_of,
    is_clean,
    is_reference,
    names_odd_character,
    proven_tags,
    trimmed_reference,
    whole_address,
)
from .urls import is_web_url

__all__ = [
    "CLEAN",
    "TAGS",
    "NestingError",
    "clean_text",
    "first_image",
    "html_to_text",
    "is_clean",
    "is_too_deep",
    "pixels",
    "printable",
    "sanitise_html",
]

ATTRIBUTES = {**ADDRESSES, "*": set(INERT)}
SCHEMES = {"http", "https", "mailto"}

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
WINDOWS_1252 = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
}
"""Control characters that are really quotation marks and dashes of another encoding."""
ODD_CHARACTER = re.compile(f"[{ODD}]")
"""What ``printable`` takes out or changes."""
EVEN_BYTES = bytes([*b"\t\n", *range(0x20, 0x7F)])
ODD_BYTES = re.compile(
    rb"[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])|\xed[\xa0-\xbf]|\xef(?:\xbb\xbf|\xbf[\xbe\xbf])"
)
"""The same characters in UTF-8, in which the first byte of a character is never part of another."""
SHORT_CHARS_MAX = 300
"""Up to this length the plain search is the quicker one."""
FOREIGN_SHARE = 4
"""With more than one byte in four outside ASCII, too."""
IMAGE = re.compile(r"<(?:img|IMG)\b[^<>]*>")
ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
ESCAPED_TIMES_MAX = 5
"""As often may markup be escaped before what is left of it loses its brackets."""
TRACKER_SIDE_MAX = 2
"""Pixels: a picture this small only counts readers."""
SPLIT_TAG = re.compile(r"(<[^>]*>)")
BAD_AMPERSAND = re.compile(
    r"&(?!(?:amp|quot|nbsp|lt|gt|#39|#821[1267]|#822[01]|#8230|#x27|rsquo|[lr]dquo|[mn]dash|hellip);)"
)
"""Begins none of the commonest references, and has to be looked at."""
AMPERSAND = re.compile(r"&[a-zA-Z0-9#]*;?")
TOKEN = re.compile(r"(<(?:[a-zA-Z/!?][^<>]*>?)?|&[a-zA-Z0-9#]*;?)")
"""Every ``<`` and every ``&`` begins one."""
SILENT = re.compile(r"<(?:!--(?!-?>)|(script|style|svg|math)\b[^<>]*>)", re.IGNORECASE)
"""Begins what goes with all that is in it, and drawings, which are another matter."""
ENDS = {
    "": re.compile(r"--!?>"),
    **{name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "svg", "math")},
}
"""Where each of them ends."""
DRAWINGS = ("svg", "math")
PLACE_MARK = "\ue000"
"""Stands where a drawing stood while the rest is cleaned."""
NESTING_TAG = re.compile(r"<(/?)(?:[acefgjkmnoqsuvACEFGJKMNOQSUV]|[bB][^rR]|[dD][eEiI]|[iI][^mMnN]|[hH][1-6eEgG])")
"""Nearly every tag that nests, found quickly; it may find too many."""
NESTED = re.compile(
    # Elements without an end, or whose end may be left out, do not nest.
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dd|dt|td|th|tr|thead|tbody|tfoot|option)\b)"
    r"[a-zA-Z][^<>]*+(?<!/)>",
    re.IGNORECASE,
)
STEP = {"": 1, "/": -1}


class NestingError(ValueError):
    """HTML has more elements inside each other than its reader allows."""


def printable(raw: str) -> str:
    """Text without characters that cannot be shown; windows-1252 quotes in disguise become quotes, and
    every line ends alike.
    """
    if is_printable(raw):
        return raw
    return UNPRINTABLE.sub("", LINE_END.sub("\n", raw.translate(WINDOWS_1252)))


def is_printable(text: str) -> bool:
    """Text in which nothing has to be changed before it can be shown."""
    if len(text) > SHORT_CHARS_MAX:
        # Taking all that is plain ASCII out of the bytes is far quicker than looking at every character.
        rest = text.encode("utf-8", "surrogatepass").translate(None, EVEN_BYTES)
        if len(rest) * FOREIGN_SHARE < len(text):
            return ODD_BYTES.search(rest) is None
    return ODD_CHARACTER.search(text) is None


def sanitise_html(raw: str, base: str = "", *, nesting_max: int = 0) -> str:
    """HTML with only what a quotation needs: no scripts, styles, forms, handlers or odd addresses.

    Tags are proven by a strict grammar or written anew in it; what is no row of tags is rebuilt by nh3.
    With a ``base``, relative addresses are made whole.  With ``nesting_max``, raises NestingError where
    more elements than that lie inside each other.
    """
    text = printable(raw)
    if "<" not in text and "&" not in text:
        return text
    written = trimmed(text, base, nesting_max)
    if written is None:
        written = trimmed_pieces(text, base)
    if written is None:
        better = mended(text)
        written = trimmed_pieces(better, base) if better != text else None
        if written is None:
            return with_drawings(better, base) if "</svg" in better or "</math" in better else rebuilt(better, base)
    return written.strip()


# ---------------------------------------------------------------- put right tag by tag


def trimmed(text: str, base: str, nesting_max: int = 0) -> str | None:
    """HTML in which every tag has been proven clean or written anew; None where not all can be, or text has to be
    changed, too.  Between the tags there is no ``<``, and every ``&`` there begins a proven reference.
    """
    # Every "<" has a ">" behind it, so that splitting never looks at anything twice.
    if "<" in text[text.rfind(">") + 1 :]:
        if nesting_max and is_too_deep(text, nesting_max):
            raise NestingError
        return None
    pieces = SPLIT_TAG.split(text)
    tags = pieces[1::2]
    if nesting_max and may_nest_deeper(text, tags, nesting_max) and is_too_deep(text, nesting_max):
        raise NestingError
    if BAD_AMPERSAND.search(text) and not all(map(is_reference, set(AMPERSAND.findall(text)))):
        return None
    try:
        pieces[1::2] = map(proven_tags(base).__getitem__, tags)
    except UnprovenError:
        return None
    return "".join(pieces)


def trimmed_pieces(text: str, base: str) -> str | None:
    """The same with lone brackets and ampersands, comments, scripts, styles and drawings; None where a parser must."""
    spans = find_silent(text)
    if spans is None:
        return None
    pieces: list[str] = []
    place = 0
    for start, end, name in spans:
        before = trimmed_piece(text[place:start], base)
        if before is None:
            return None
        pieces += [before, drawn(text[start:end]) if name in DRAWINGS else ""]
        place = end
    rest = trimmed_piece(text[place:], base)
    return None if rest is None else "".join([*pieces, rest])


def find_silent(text: str) -> list[tuple[int, int, str]] | None:
    """Where comments, scripts, styles and drawings begin and end, and what they are; None where one has no end.

    Nothing is looked at twice: what begins inside another is part of it.
    """
    spans = []
    place = 0
    while found := SILENT.search(text, place):
        name = (found[1] or "").lower()
        end = ENDS[name].search(text, found.end())
        # A comment in a script can hide the end of the script.
        if end is None or (name == "script" and "<!--" in text[found.end() : end.start()]):
            return None
        place = end.end()
        spans.append((found.start(), place, name))
    return spans


def trimmed_piece(text: str, base: str) -> str | None:
    """HTML token by token, where it cannot be done tag by tag."""
    quickly = trimmed(text, base)
    if quickly is not None:
        return quickly
    pieces = TOKEN.split(text)
    proven = proven_tags(base)
    try:
        pieces[1::2] = [
            proven[token] if token[0] == "<" != token else trimmed_reference(token) for token in pieces[1::2]
        ]
    except UnprovenError:
        return None
    return "".join(pieces)


@lru_cache(maxsize=1)
def clean_drawn() -> re.Pattern[str]:
    """The grammar of clean HTML with drawings; made when the first drawing is met."""
    return grammar_of(ANY_ADDRESS, f"|{SAFE_TAG}")


@lru_cache(maxsize=64)
def drawn(source: str) -> str:
    """A drawing with what may stay of it, itself proven clean; nothing where it cannot be proven."""
    drawing = redraw(source)
    return drawing if is_clean(drawing, grammar=clean_drawn()) else ""


# ---------------------------------------------------------------- elements inside each other


def may_nest_deeper(text: str, tags: list[str], nesting_max: int) -> bool:
    """Whether the tags of a text may lie deeper inside each other; False is certain.

    Pairs without anything between them are taken out again and again: after each round, what is left
    lies at most a level deeper than it did, under brackets that never close.
    """
    if len(tags) < nesting_max or len(tags) - text.count("</") < nesting_max:
        return False
    signs = {tag: sign_of(tag) for tag in set(tags)}
    shape = "".join(map(signs.__getitem__, tags))
    for level in range(nesting_max):
        if shape.count("(") + level < nesting_max:
            return False
        shape = shape.replace("()", "")
    return True


@lru_cache(maxsize=8192)
def sign_of(tag: str) -> str:
    """Brackets for what nests from one ``<`` to the next ``>``; that is a tag, unless it is a muddle."""
    return "".join([")" if end else "(" for end in NESTED.findall(tag)])


def is_too_deep(text: str, nesting_max: int) -> bool:
    """HTML with more elements inside each other than ``nesting_max``."""
    return (
        text.count("<") - text.count("</") >= nesting_max
        and is_deeper(NESTING_TAG, text, nesting_max)
        and is_deeper(NESTED, text, nesting_max)
    )


def is_deeper(tag: re.Pattern[str], text: str, nesting_max: int) -> bool:
    """The tags that a pattern finds lie too deep inside each other; end tags too many count for nothing."""
    depths = list(accumulate(map(STEP.__getitem__, tag.findall(text))))
    return max(map(sub, depths, accumulate(depths, min)), default=0) >= nesting_max


# ---------------------------------------------------------------- rebuilt by the library


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
    text = text.replace(PLACE_MARK, "")
    drawings: list[str] = []
    marked: list[str] = []
    place = 0
    for start, end, name in find_silent(text) or ():
        if name in DRAWINGS:
            drawings.append(redraw(text[start:end]))
            marked += [text[place:start], PLACE_MARK]
            place = end
    pieces = rebuilt("".join([*marked, text[place:]]), base).split(PLACE_MARK)
    if len(pieces) != len(drawings) + 1:
        return "".join(pieces)
    whole = "".join(piece + drawing for piece, drawing in zip(pieces, [*drawings, ""], strict=True))
    return whole if is_clean(whole, grammar=clean_drawn()) else "".join(pieces)


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
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
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
    if "<img" not in raw and "<IMG" not in raw:
        return None
    return next((image for match in IMAGE.finditer(raw) if (image := image_of(match[0]))), None)


def image_of(tag: str) -> Image | None:
    """The picture of a tag; None where it has no address, or only counts readers."""
    found = {name.lower(): html.unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(tag)}
    url, width, height = found.get("src", "").strip(), pixels(found.get("width")), pixels(found.get("height"))
    is_tracker = 0 < width <= TRACKER_SIDE_MAX or 0 < height <= TRACKER_SIDE_MAX
    if is_tracker or not is_web_url(url):
        return None
    return Image(url=url, width=width, height=height, alt=clean_text(found.get("alt", "")))


def pixels(text: str | None) -> int:
    """A declared size in pixels; 0: unsaid or not a number."""
    digits = re.match(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*\Z", text or "")
    return int(digits[1]) if digits else 0
