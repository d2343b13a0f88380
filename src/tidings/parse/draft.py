"""What both ways of reading fill in: a channel or an item as far as it has been read.

A draft is raw: texts are what the document says, addresses may be relative.  It is the one thing
here that changes while it is read; ``finish.py`` makes the frozen values of it, the same for both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.entities import entitydefs
from typing import NamedTuple

HTML_KINDS = frozenset({"text/html", "application/xhtml+xml"})
KIND_BY_WORD = {"text": "text/plain", "plain": "text/plain", "html": "text/html", "xhtml": "application/xhtml+xml"}
CLOSING_OR_ENTITY = re.compile(r"</\w+>|&#?\w+;")
TAG_NAME = re.compile(r"</?(\w+)")
ENTITY_NAME = re.compile(r"&(\w+);")
QUOTED_NAMES = frozenset(
    "a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code col "
    "colgroup command datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption "
    "figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd keygen label legend li m map menu meter "
    "multicol nav nextid noscript ol optgroup option output p pre progress q s samp section select small sound source "
    "spacer span strike strong sub sup table tbody td textarea tfoot th thead time tr tt u ul var video".split()
)
"""Elements that tell HTML from text in which somebody merely writes ``<x>``."""


class Text(NamedTuple):
    """A text of the document, and whether it is markup."""

    raw: str
    is_html: bool = False
    base: str = ""
    """What relative addresses in it are relative to; empty: the document's own address."""


class Link(NamedTuple):
    """A link element of any format."""

    href: str
    relation: str = "alternate"
    kind: str = "text/html"
    base: str = ""


class Dated(NamedTuple):
    """A date as it stands in the document, and where."""

    raw: str
    element: str


class Person(NamedTuple):
    """A name, and the mail address beside it."""

    name: str
    email: str = ""


@dataclass(slots=True)
class Draft:
    """A channel or an item while it is being read."""

    id: str = ""
    is_id_a_link: bool = False
    about: str = ""
    counter: str = ""
    """The address that lies behind a click counter."""
    links: list[Link] = field(default_factory=list)
    title: Text | None = None
    title_depth: int = -1
    """How deep the title stood that may not be replaced; -1: none yet."""
    title_seen_depth: int = 999
    summary: Text | None = None
    summary_depth: int = 999
    subtitle: Text | None = None
    other_title: str = ""
    """What stands in for a title: a podcast has one of its own."""
    has_content: bool = False
    contents: list[Text] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    publisher: str = ""
    published: Dated | None = None
    updated: Dated | None = None
    created: Dated | None = None
    tags: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    """Addresses of the item's or channel's own picture, the best first."""
    media: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    """``content`` or ``thumbnail`` of Media RSS, and its attributes."""
    language: str = ""
    said: dict[str, str] = field(default_factory=dict)
    """What a channel says about being asked: ``ttl``, ``period``, ``frequency``, ``hours``, ``days``."""
    source: object = None
    """The element it was read from, for evidence."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a whole document says, raw."""

    channel: Draft
    items: tuple[Draft, ...]
    format: str
    is_atom: bool
    """Atom's rules hold, which are JSON Feed's, too: titles may be HTML, authors are inherited, a date of change
    is no date of publication."""
    beyond: int = 0
    """Items after the last one that was read."""
    missing: int = 0
    """Items that could not be read at all."""


def kind_of(stated: str) -> str:
    """The media type that a ``type`` attribute means."""
    word = stated.lower()
    return KIND_BY_WORD.get(word, word)


def looks_like_html(text: str) -> bool:
    """Text that is called plain but is HTML: it has an end tag or an entity, and nothing that HTML has not."""
    if not CLOSING_OR_ENTITY.search(text):
        return False
    if any(name.lower() not in QUOTED_NAMES for name in TAG_NAME.findall(text)):
        return False
    return all(name in entitydefs for name in ENTITY_NAME.findall(text))


def unmangled(text: str) -> str:
    """Text that was UTF-8, read as Latin-1 and written as UTF-8 again, put right."""
    if text.isascii():
        return text
    try:
        return text.encode("iso-8859-1").decode("utf-8")
    except UnicodeError:
        return text


def split_words(text: str) -> Iterable[str]:
    """The words of a list with commas."""
    return (word for part in text.split(",") if (word := part.strip()))
