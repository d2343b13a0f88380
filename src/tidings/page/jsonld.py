"""JSON-LD as pages really hold it: broken, wrapped, nested and repeated; to plain things with types."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import msgspec

from ..markup import clean_text
from .addresses import is_same_page

SCRIPT_CHARS_MAX = 1_000_000
"""Of one block of JSON-LD: the largest seen in the wild, of live blogs, take half of it."""
SCRIPTS_MAX = 40
THINGS_MAX = 400
"""Things of one page that are looked at: long lists of other articles come behind the article itself."""
DEPTH_MAX = 12
"""Levels of things within things."""
WORDS_MAX = 60
"""Values of one property: key words, authors."""
VALUE_CHARS_MAX = 5_000

Thing = Mapping[str, Any]

ARTICLES = (
    "newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "reviewnewsarticle askpublicnewsarticle advertisercontentarticle liveblogposting blogposting socialmediaposting "
    "article report scholarlyarticle techarticle satiricalarticle medicalscholarlyarticle discussionforumposting "
    "review recipe howto podcastepisode newsvideo videoobject audioobject imagegallery mediagallery creativework "
    "webpage itempage"
).split()
"""What the thing that a page is about calls itself, the most telling first; others are furniture."""
TELLING = frozenset(ARTICLES[: ARTICLES.index("creativework")])
WRAPPERS = ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed")
"""Properties in which the article may be hidden."""
WRAPPINGS = (
    "<!--",
    "-->",
    "//<![CDATA[",
    "// <![CDATA[",
    "<![CDATA[",
    "/*<![CDATA[*/",
    "/* <![CDATA[ */",
    "//]]>",
    "// ]]>",
    "]]>",
    "/*]]>*/",
    "/* ]]> */",
    ";",
)
"""What pages put around JSON for browsers and validators of long ago."""
WRAPPED_TIMES_MAX = 3
COMMENT = re.compile(r'("(?:[^"\\]|\\.)*+")|/\*.*?\*/|(?<![:"\w])//[^\n]*', re.DOTALL)
LINE_COMMENT = re.compile(r'("(?:[^"\\]|\\.)*+")|(?<![:"\w])//[^\n]*')
TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+")|,(?=\s*[}\]])', re.DOTALL)
BETWEEN = re.compile(r"[\s,;]*")
SALVAGED = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|description|articleSection|inLanguage|isAccessibleForFree)"\s*:\s*"((?:[^"\\]|\\.){1,2000})"'
)
SALVAGED_AUTHOR = re.compile(
    r'"author"\s*:\s*[\[{][^{}\]]{0,200}?\{?[^{}]{0,300}?"name"\s*:\s*"((?:[^"\\]|\\.){1,200})"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What the JSON-LD of a page holds."""

    things: tuple[Thing, ...] = ()
    """Every thing with a type, in order, those that wrap others before these."""
    by_id: Mapping[str, Thing] = field(default_factory=dict)
    """Things that others name by their ``@id``."""
    troubles: tuple[str, ...] = ()
    """What could not be read, in words."""


def read_linked(scripts: Iterable[str]) -> Linked:
    """All things of a page's blocks of JSON-LD; never raises."""
    roots: list[Any] = []
    troubles: list[str] = []
    for script in list(scripts)[:SCRIPTS_MAX]:
        found, trouble = parse_block(script)
        roots += found
        troubles += [trouble] if trouble else []
    things = tuple(things_in(roots))
    by_id: dict[str, Thing] = {}
    for thing in every_thing(roots):
        identity = thing.get("@id")
        if isinstance(identity, str) and len(thing) > len(by_id.get(identity, {})):
            by_id[identity] = thing
    return Linked(things=things, by_id=by_id, troubles=tuple(troubles))


def parse_block(script: str) -> tuple[list[Any], str]:
    """The values of one block, and what is wrong with it; repaired where that is plain to do."""
    if len(script) > SCRIPT_CHARS_MAX:
        return [], f"a block of JSON-LD is longer than {SCRIPT_CHARS_MAX} characters"
    text = unwrapped(script)
    if not text:
        return [], ""
    try:
        return [msgspec.json.decode(text)], ""
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        pass
    for repair in (str, without_sins, html.unescape):
        if values := decoded(repair(text)):
            return values, ""
    salvaged = salvage(text)
    return ([salvaged] if salvaged else []), "a block of JSON-LD is broken beyond simple repair"


def unwrapped(script: str) -> str:
    """A block without what stands around its JSON."""
    text = script.strip()
    for _ in range(WRAPPED_TIMES_MAX):
        for wrapping in WRAPPINGS:
            text = text.removeprefix(wrapping).removesuffix(wrapping).strip()
    return text


def decoded(text: str) -> list[Any]:
    """One value or several in a row, with line breaks allowed in texts; empty where it is not JSON."""
    values: list[Any] = []
    position = 0
    decoder = json.JSONDecoder(strict=False)
    try:
        while position < len(text) and len(values) < SCRIPTS_MAX:
            value, position = decoder.raw_decode(text, position)
            values.append(value)
            position = BETWEEN.match(text, position).end()  # type: ignore[union-attr]  # it matches everywhere
    except (ValueError, RecursionError):
        return values if values and isinstance(values[0], dict | list) else []
    return values


def without_sins(text: str) -> str:
    """JSON without comments and without commas before a closing bracket."""
    end = text.rfind("*/") + 2  # beyond it a comment that begins never ends, and looking for the end takes long
    plain = COMMENT.sub(lambda found: found[1] or " ", text[:end]) if end > 1 else ""
    plain += LINE_COMMENT.sub(lambda found: found[1] or " ", text[max(end, 0) if end > 1 else 0 :])
    return TRAILING_COMMA.sub(lambda found: found[1] or "", plain)


def salvage(text: str) -> dict[str, Any]:
    """The plainest properties of an article out of JSON that cannot be repaired."""
    found: dict[str, Any] = {}
    for match in SALVAGED.finditer(text):
        found.setdefault(match[1], unescaped(match[2]))
    if author := SALVAGED_AUTHOR.search(text):
        found["author"] = unescaped(author[1])
    return {"@type": "Article", **found} if found else {}


def unescaped(text: str) -> str:
    """A text of JSON in plain letters."""
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def things_in(roots: Iterable[Any], depth: int = 0) -> Iterator[Thing]:
    """The things at the top, in graphs, and in what a page says it is about."""
    for thing in islice(flat(roots), THINGS_MAX):
        if types_of(thing):
            yield thing
        if depth < DEPTH_MAX:
            for name in WRAPPERS:
                if isinstance(inner := thing.get(name), dict | list):
                    yield from things_in([inner], depth + 1)


def every_thing(values: Iterable[Any], depth: int = 0) -> Iterator[Thing]:
    """Every thing at any level, bounded: one may be named from anywhere."""
    for thing in flat(values):
        yield thing
        if depth < DEPTH_MAX:
            inner = [value for value in thing.values() if isinstance(value, dict | list)]
            yield from every_thing(inner, depth + 1)


def flat(values: Iterable[Any], depth: int = 0) -> Iterator[Thing]:
    """The things of lists within lists."""
    for value in values:
        if isinstance(value, dict):
            yield value
        elif isinstance(value, list) and depth < DEPTH_MAX:
            yield from flat(value[:THINGS_MAX], depth + 1)


def types_of(thing: Thing) -> tuple[str, ...]:
    """What a thing calls itself, without the vocabulary's address."""
    raw = thing.get("@type", thing.get("type"))
    values = raw if isinstance(raw, list) else [raw]
    return tuple(bare_type(value) for value in values[:WORDS_MAX] if isinstance(value, str) and value.strip())


def bare_type(name: str) -> str:
    """``NewsArticle`` of ``http://schema.org/NewsArticle`` and ``schema:NewsArticle``."""
    return re.split(r"[/#:]", name.strip().rstrip("/"))[-1][:VALUE_CHARS_MAX]


def is_a(thing: Thing, *names: str) -> bool:
    """Whether a thing is of one of these types; case does not count."""
    return any(kind.lower() in names for kind in types_of(thing))


def article_of(linked: Linked, url: str) -> Thing | None:
    """The thing that the page is about: named by the page's address, or else the most telling, or else the first."""
    found = [thing for thing in linked.things if rank_of(thing) < len(ARTICLES)]
    return min(found, key=lambda thing: (not is_about(thing, url), rank_of(thing)), default=None)


def rank_of(thing: Thing) -> int:
    """How telling its type is, 0 the most; past the end for what is no article."""
    kinds = {kind.lower() for kind in types_of(thing)}
    rank = next((rank for rank, kind in enumerate(ARTICLES) if kind in kinds), len(ARTICLES))
    is_bare = not any(thing.get(name) for name in ("headline", "datePublished", "name", "author"))
    return rank if not is_bare else max(rank, len(ARTICLES) - 1)


def is_about(thing: Thing, url: str) -> bool:
    """Whether a telling thing says that this page is its own."""
    if not {kind.lower() for kind in types_of(thing)} & TELLING:
        return False
    return any(
        is_same_page(address, url) for name in ("url", "mainEntityOfPage", "@id") for address in addresses(thing, name)
    )


def addresses(thing: Thing, name: str) -> list[str]:
    """The addresses that a property holds."""
    found = []
    for value in as_list(thing.get(name)):
        address = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(address, str) and address.strip():
            found.append(address.strip())
    return found


def as_list(value: Any) -> list[Any]:
    """One value or several as a list; at most ``WORDS_MAX``."""
    if value is None:
        return []
    return value[:WORDS_MAX] if isinstance(value, list) else [value]


def texts(thing: Thing, name: str) -> list[str]:
    """What a property says in words: texts, names of things, numbers."""
    return [text for value in as_list(thing.get(name)) if (text := text_of(value))]


def text_of(value: Any) -> str:
    """A value in words; empty where it has none."""
    if isinstance(value, list):
        return text_of(value[0]) if value and not isinstance(value[0], list) else ""
    if isinstance(value, dict):
        inner = [value[key] for key in ("@value", "name", "headline", "text") if isinstance(value.get(key), str | int)]
        return text_of(inner[0]) if inner else ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return clean_text(str(value)[:VALUE_CHARS_MAX])


def resolved(value: Any, linked: Linked) -> Any:
    """A thing for its ``@id``, where the page describes it elsewhere."""
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        return linked.by_id.get(value["@id"], value)
    return value
