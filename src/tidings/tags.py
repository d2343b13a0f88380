"""The grammar of harmless HTML, and every tag of strangers written anew in it.

Clean HTML is a row of pieces: characters that can be shown, references to characters, and tags from the lists
below with listed attributes in quotation marks.  In it every ``<`` begins a listed tag and no value holds ``<``
or ``>``, so whatever state a browser's tokeniser is in, it finds no other tags: nothing can hide.  A row of
clean pieces is clean, and that is why each piece may be proven by itself, and once for all the texts it stands in.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from html.entities import html5
from typing import Literal
from urllib.parse import urljoin

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
EMPTIED = frozenset({"script", "style", "noscript", "template", "svg", "math", "title", "applet"})
"""Elements whose content goes with them."""
READ_OTHERWISE = EMPTIED | set(
    "textarea xmp noembed noframes plaintext select option optgroup frameset frame image listing".split()
)
"""Unlisted elements that change how what is inside them is read; the tags of all others just go."""
VOID = "br|hr|img|col|wbr|source"
VOID_NAMES = frozenset(VOID.split("|"))
URL_ATTRIBUTES = frozenset({"href", "src", "cite", "poster", "longdesc"})
SORTED = frozenset({"a", "img"})
"""Elements whose attributes are written in the order of the alphabet."""

# Control characters, lone surrogates, and marks that reverse the direction of what follows them.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
ODD = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff"
NAMES = "|".join(sorted(TAGS, key=len, reverse=True))
ENDING_NAMES = "|".join(sorted(TAGS - VOID_NAMES, key=len, reverse=True))
INERT_NAMES = "|".join(sorted(INERT, key=len, reverse=True))
WHOLE_ADDRESS = rf"(?:https?://|mailto:)[^<>\"\s{ODD}]*+"
RELATIVE_ADDRESS = rf"[^<>\"\s&:/?#{ODD}]*+(?:[/?#][^<>\"\s{ODD}]*+)?"
"""A colon after the first slash, question mark or ``#`` ends no scheme, and a reference there spells none."""
ANY_ADDRESS = f"(?:{WHOLE_ADDRESS}|{RELATIVE_ADDRESS})"


def grammar_of(address: str, more_tags: str = "") -> re.Pattern[str]:
    """The grammar of clean HTML in which addresses look like this."""
    return re.compile(
        rf"(?:[^<&{ODD}]++"
        r"|&(?:[a-zA-Z][a-zA-Z0-9]*+|#[0-9]{2,6}+|#x[0-9a-fA-F]{2,5}+);"
        rf"|</(?:{ENDING_NAMES})>"
        rf"|<(?:{NAMES})(?: (?:(?:{INERT_NAMES})=\"[^<>\"{ODD}]*+\"|(?:href|src|cite)=\"{address}\"))*+(?: ?/)?>"
        rf"{more_tags})*+"
    )


def settled_of(address: str) -> re.Pattern[str]:
    """The clean tags that need no other way of writing, apart from an id that goes; nearly all are so."""
    value = rf"\"[^<>\"{ODD}]*+\""
    one = rf"(?: (?:(?:{INERT_NAMES})={value}|(?:href|src|cite)=\"{address}\"))?"
    return re.compile(
        rf"<a(?: class={value})?(?: href=\"{address}\")?(?: rel={value})?(?: target={value})?(?: title={value})?>"
        rf"|</(?:{ENDING_NAMES})>|<(?:{ENDING_NAMES})( id=\"[^<>\"]*+\")?{one}>|<(?:{VOID}){one} />"
    )


CLEAN = grammar_of(ANY_ADDRESS)
CLEAN_WHOLE = grammar_of(WHOLE_ADDRESS)
Addresses = Literal["any", "whole"]
GRAMMARS: Mapping[Addresses, re.Pattern[str]] = {"any": CLEAN, "whole": CLEAN_WHOLE}
SETTLED_BY: Mapping[Addresses, re.Pattern[str]] = {
    "any": settled_of(ANY_ADDRESS),
    "whole": settled_of(WHOLE_ADDRESS),
}
REFERENCE = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]*+|#[0-9]{2,6}+|#x[0-9a-fA-F]{2,5}+);")
NUMBERED = re.compile(r"&#([xX][0-9a-fA-F]+|[0-9]+)")
UNENDED = re.compile(r"&[a-zA-Z][a-zA-Z0-9]*")
CHARACTER_MAX = 0x10FFFF
NAMED_WITHOUT_END = tuple(f"&{name}" for name in html5 if not name.endswith(";"))
"""References that browsers read without a semicolon."""
ANY_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z_:@][\w:.-]*(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=`]+))?)*+)\s*(/?)>"
)
ANY_ATTRIBUTE = re.compile(r"([a-zA-Z_:@][\w:.-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=`]+)))?")
LISTED_NAMES = f"(?:{INERT_NAMES}|{'|'.join(sorted(URL_ATTRIBUTES))})"
UNLISTED = re.compile(rf"( {LISTED_NAMES}=\"[^\"<>]*+\")| (?!{LISTED_NAMES}=)[a-z_][a-z0-9_:.-]*+=\"[^\"<>]*+\"")
"""An attribute that goes, where it is written plainly; what is left is proven afterwards.  Those that stay are looked
at, too (1), so that nothing inside their values is taken for one.
"""
PLAIN_TAG = re.compile(rf"<(?:({VOID})|([a-z][a-z0-9]*))((?: +[a-z:-]+=\"[^\"<>]*+\")*+) *(?(1)/?)>")
ONE_ATTRIBUTE = re.compile(r" [a-z:-]+=\"[^\"]*\"")
WHOLE = re.compile(WHOLE_ADDRESS)
RELATIVE = re.compile(RELATIVE_ADDRESS)
OTHER_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
TAG_CHARS_MAX = 4000
"""Longer tags are left to the library."""
PROVEN_MAX = 8192
"""Distinct tags that are remembered."""


# ---------------------------------------------------------------- what is proven


def is_clean(text: str, *, grammar: re.Pattern[str] = CLEAN) -> bool:
    """HTML of which a grammar proves that it holds nothing but what a quotation needs."""
    return grammar.fullmatch(text) is not None and not names_odd_character(text)


def names_odd_character(text: str) -> bool:
    """HTML that names a character by number that may not be written either."""
    if "&#" not in text:
        return False
    codes = (int(digits[1:], 16) if digits[0] in "xX" else int(digits) for digits in set(NUMBERED.findall(text)))
    return any(code > CHARACTER_MAX or UNPRINTABLE.match(chr(code)) for code in codes)


@lru_cache(maxsize=4096)
def is_reference(text: str) -> bool:
    """A whole reference to a character that may be written."""
    return REFERENCE.fullmatch(text) is not None and not names_odd_character(text)


# ---------------------------------------------------------------- what is written anew


class UnprovenError(LookupError):
    """A piece of HTML that only a parser can read."""


@lru_cache(maxsize=4096)
def trimmed_reference(text: str) -> str:
    """What a lone bracket, or an ampersand and the letters and digits behind it, say; raises UnprovenError."""
    if is_reference(text):
        return text
    if text in ("<", "&", "&;") or (UNENDED.fullmatch(text) and not text.startswith(NAMED_WITHOUT_END)):
        return html.escape(text)
    raise UnprovenError


class ProvenTags(dict[str, str]):
    """Tags as they may stand in clean HTML, each proven when it is first asked for; raises UnprovenError where that
    cannot be done.
    """

    def __init__(self, base: str) -> None:
        self.base = base

    def __missing__(self, tag: str) -> str:
        clean = proven_tag(tag, "whole" if self.base else "any")
        if clean is None:
            clean = proven_anew(tag, self.base)
        if clean is None:
            raise UnprovenError
        if len(self) >= PROVEN_MAX:
            self.clear()
        self[tag] = clean
        return clean


@lru_cache(maxsize=16)
def proven_tags(base: str) -> ProvenTags:
    """The tags that have been proven for a base."""
    return ProvenTags(base)


@lru_cache(maxsize=PROVEN_MAX)
def proven_tag(tag: str, addresses: Addresses) -> str | None:
    """A plainly written tag with its listed attributes in one way of writing, with whole addresses
    only or with any.

    None where that does not make it clean.
    """
    if (found := SETTLED_BY[addresses].fullmatch(tag)) and not names_odd_character(tag):
        return tag[: found.start(1)] + tag[found.end(1) :] if found[1] else tag
    if found := PLAIN_TAG.fullmatch(UNLISTED.sub(r"\1", tag)):
        written = plain_tag(found[1] or found[2], found[3])
        if is_clean(written, grammar=GRAMMARS[addresses]):
            return written
    return None


def proven_anew(tag: str, base: str) -> str | None:
    """Any tag with its listed attributes, proven clean; nothing for one that is not listed; None for what is no tag,
    and where how its content is read depends on it.
    """
    found = ANY_TAG.fullmatch(tag) if len(tag) <= TAG_CHARS_MAX else None
    anew = written_tag(found, base) if found else None
    return anew if anew is not None and is_clean(anew, grammar=CLEAN_WHOLE if base else CLEAN) else None


def plain_tag(name: str, said: str) -> str:
    """The beginning of an element of plainly written attributes, each of them kept."""
    kept = ONE_ATTRIBUTE.findall(said)
    if name in SORTED:
        kept.sort()
    return f"<{name}{''.join(kept)}{' />' if name in VOID_NAMES else '>'}"


def written_tag(found: re.Match[str], base: str) -> str | None:
    """A tag written anew; None where it cannot be."""
    end, name, said, closed = found.groups()
    name = name.lower()
    if name not in TAGS:
        return None if name in READ_OTHERWISE else ""
    is_void = name in VOID_NAMES
    if end:
        return "" if is_void else f"</{name}>"
    kept = kept_attributes(name, said, base) if said else {}
    if kept is None:
        return None
    said = "".join([f' {key}="{value}"' for key, value in (sorted(kept.items()) if name in SORTED else kept.items())])
    return f"<{name}{said}{' /' if is_void else ''}>" + (f"</{name}>" if closed and not is_void else "")


def kept_attributes(name: str, said: str, base: str) -> dict[str, str] | None:
    """The listed attributes of a tag; None where an address is odd."""
    kept: dict[str, str] = {}
    for attribute, double, single, bare in ANY_ATTRIBUTE.findall(said):
        key, value = attribute.lower(), double or single.replace('"', "&quot;") or bare
        if key in URL_ATTRIBUTES:
            if key not in ADDRESSES.get(name, ()):
                continue
            address = trimmed_address(value, base)
            if address is None:
                return None
            value = address
            if not value:
                continue
        elif key not in INERT:
            continue
        kept.setdefault(key, value)
    return kept


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


def whole_address(base: str, address: str) -> str | None:
    """A relative address made whole; None where that makes nothing of the web."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return None
