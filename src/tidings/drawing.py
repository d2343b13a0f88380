"""SVG and MathML as a quotation may hold them: shapes, letters and formulas, and nothing that loads or runs.

What is listed here is kept, the rest of a drawing's tags and attributes is left out: no scripts, styles,
animations, foreign objects, images, references to other elements or files, event handlers.
"""

from __future__ import annotations

import re

SVG_SPACE = "http://www.w3.org/2000/svg"
MATH_SPACE = "http://www.w3.org/1998/Math/MathML"
XLINK_SPACE = "http://www.w3.org/1999/xlink"
SVG = (
    "svg g path circle ellipse rect line polyline polygon text tspan desc title a abbr defs "
    "linearGradient radialGradient stop"
).split()
MATH = (
    "math mrow mi mo mn ms mtext mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mspace "
    "mfenced menclose mstyle mpadded mphantom none mprescripts mmultiscripts"
).split()
ATTRIBUTES = (
    "baseProfile version width height viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry d points dx dy fx "
    "fy transform gradientUnits gradientTransform spreadMethod offset pathLength fill fill-opacity fill-rule "
    "stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-dasharray stroke- "
    "dashoffset opacity color stop-color stop-opacity font-family font-size font-style font-weight font-variant "
    "text-anchor textLength lang mathvariant mathsize mathcolor mathbackground displaystyle display scriptlevel "
    "accent accentunder align fence form largeop lspace rspace maxsize minsize movablelimits separator stretchy "
    "symmetric linethickness numalign denomalign bevelled open close separators notation columnalign columnspan "
    "columnspacing columnlines rowalign rowspan rowspacing rowlines frame framespacing equalrows equalcolumns "
    "depth xlink:show xlink:type xlink:title"
).split()
NAME_BY_LOWER = {name.lower(): name for name in (*SVG, *MATH)}
ATTRIBUTE_BY_LOWER = {name.lower(): name for name in ATTRIBUTES}

NAMES = "|".join(sorted({*SVG, *MATH}, key=len, reverse=True))
HARMLESS = r"(?![^\"]*(?:url|expression|:))[^<>\"&\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*+"
"""A value without an address."""
SAFE_TAG = (
    rf"</(?:{NAMES})>|<(?:{NAMES})(?: (?:(?:{'|'.join(sorted(ATTRIBUTES, key=len, reverse=True))})=\"{HARMLESS}\""
    rf"|xmlns=\"(?:{SVG_SPACE}|{MATH_SPACE})\"|xmlns:xlink=\"{XLINK_SPACE}\""
    r"|xlink:href=\"https?://[^<>\"\s]*+\"))*+ ?/?>"
)
"""A pattern of the tags that may stay; everything written here matches it."""
TOKEN = re.compile(r"<(/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*)\s*(/?)>|[^<]+")
ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
VALUE = re.compile(HARMLESS)
WEB_ADDRESS = re.compile(r"https?://[^<>\"\s]*")
DRAWING_CHARS_MAX = 100_000
"""Larger ones are pictures, not figures in a text."""


def redraw(source: str) -> str:
    """A drawing with only what is listed; empty where it cannot be read token by token."""
    if len(source) > DRAWING_CHARS_MAX:
        return ""
    pieces, place = [], 0
    for found in TOKEN.finditer(source):
        if found.start() != place:
            return ""
        place = found.end()
        pieces.append(rewritten(found))
    return "".join(pieces) if place == len(source) else ""


def rewritten(token: re.Match[str]) -> str:
    """A tag with its listed attributes in the order of the alphabet; text as it is; nothing for other tags."""
    end, name, said, closed = token.groups()
    if name is None:
        return token[0]
    known = NAME_BY_LOWER.get(name.lower())
    if known is None:
        return ""
    if end:
        return f"</{known}>"
    kept = dict(kept_attributes(said))
    if known in ("svg", "math"):
        kept["xmlns"] = SVG_SPACE if known == "svg" else MATH_SPACE
    if any(key.startswith("xlink:") for key in kept):
        kept["xmlns:xlink"] = XLINK_SPACE
    written = "".join(f' {key}="{value}"' for key, value in sorted(kept.items()))
    return f"<{known}{written}>" + (f"</{known}>" if closed and not kept else "")


def kept_attributes(said: str) -> list[tuple[str, str]]:
    """The listed attributes of a tag whose values load nothing."""
    kept = []
    for name, double, single in ATTRIBUTE.findall(said):
        value, known = double or single, ATTRIBUTE_BY_LOWER.get(name.lower())
        if name.lower() == "xlink:href" and WEB_ADDRESS.fullmatch(value):
            kept.append(("xlink:href", value))
        elif known and VALUE.fullmatch(value):
            kept.append((known, value))
    return kept
