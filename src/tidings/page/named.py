"""Bylines, dates and deks by the names that publishers give to their elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from ..reading import Claim
from .days import LINE_CHARS_MAX, find_days
from .lines import BY_AFTER_DATE, BY_LINE, BY_START
from .names import is_byline
from .noting import note, note_authors, note_date, note_read_date
from .sightings import CLOSE_LEVELS, Sightings, Zones, name_of, relations_of, text_of

BYLINE_NAME = re.compile(
    r"author|byline|by-line|(?:^|[-_ ])autor|verfasser|auteur|writer|reporter|signature|signatur|redacteur|"
    r"redakteur|redaktor|yazar|skribent|forfatter|toimittaja|vcard|byautor",
    re.IGNORECASE,
)
NOT_BYLINE_NAME = re.compile(
    r"avatar|image|photo|bio|description|social|follow|twitter|count|more|related|list|copyright|authority|title|"
    r"job|role|credit|"
    r"desc|email|publisher|box",
    re.IGNORECASE,
)
AUTHOR_HREF = re.compile(
    r"/(?:author|authors|autor|autoren|auteur|by|people|profile|profil|staff|writers?|journalist\w*|team|"
    r"contributors?|reporter|firma|redaccion/autor)[s]?/",
    re.IGNORECASE,
)
DATE_NAME = re.compile(
    r"date|datum|publi|posted|(?:^|[-_ ])time|timestamp|created|(?:entry|post|article|story|artikel|node|news|"
    r"content|item)[-_]*(?:meta|info|details?|footer|utility)|"
    r"postmeta|meta[-_]?data|submitted|fecha|data(?:$|[-_ ])",
    re.IGNORECASE,
)
CHANGED_NAME = re.compile(r"updat|modif|aktualis|geaendert|changed|edited", re.IGNORECASE)
AUTHOR_BOX = re.compile(
    r"author-?_?(?:box|bio|info|card|profile|description)|about-?_?(?:the-?_?)?author|autor(?:en)?-?_?(?:box|"
    r"info)|post-author",
    re.IGNORECASE,
)
DEK_NAME = re.compile(
    r"(?:^|[-_ ])(?:dek|standfirst|stand-first|sub-?head(?:line|er|ing)?|sub-?title|article-?(?:summary|lead|"
    r"intro|dek|excerpt|description)|"
    r"entry-?(?:summary|subtitle)|lead-?(?:text|paragraph)?|intro(?:text|duction)?|chapo|vorspann|teaser-?text|"
    r"summary|c-dek|deck|ingress|manchet|sottotitolo|bajada|entradilla|"
    r"post-excerpt|lede)(?:$|[-_ ])",
    re.IGNORECASE,
)
PARTS_MAX = 40
"""Elements inside a byline or a box that are looked at."""
DEK_TAGS = frozenset(("p", "div", "h2", "h3", "h4", "span", "section", "strong"))
DEK_CHARS_MIN, DEK_CHARS_MAX = 20, 600
NAMED_BYLINE_CHARS_MAX = 160
"""Of an element that is called a byline; a longer one also holds something else."""
LINK_WORDS_MAX = 4
"""Of a link that is a name; a longer one is a headline."""


class Promise(NamedTuple):
    """What the name of an element promises."""

    is_byline: bool
    is_date: bool
    is_dek: bool
    is_change: bool
    """Of a date: that it is of a change."""


def named_claims(seen: Sightings, zones: Zones, headline: HtmlElement | None, *, month_first: bool) -> Iterator[Claim]:
    """Bylines, dates and deks of elements that are called so: outside the asides, and not far above the headline.

    There stand today's date, and who is logged in.
    """
    is_above = headline is not None and headline in seen.marked
    group: HtmlElement | None = None
    nobodys: list[HtmlElement] = []
    for element in seen.marked:
        is_above = is_above and element is not headline
        name = name_of(element)
        promise = promise_of(name)
        relations = relations_of(element) & {"author", "tag"} if element.tag == "a" else frozenset()
        is_named = promise.is_byline or "author" in relations
        if not (element.tag == "time" or relations or any(promise)):
            continue
        if element in zones.near or zones.is_aside(element) or (is_above and not zones.is_close(element)):
            continue
        if element.tag == "time":
            yield from time_claims(element, name)
        elif "tag" in relations:
            yield note("tag", "visible", "rel=tag", text_of(element))
        if is_named and (group is None or element is group or group in element.iterancestors()):
            claims = byline_claims(element, "rel=author" if "author" in relations else "byline")
            if any(not claim.why for claim in claims):
                group = grandparent(element) if group is None else group
            elif claims:
                nobodys.append(element)
            yield from claims if not is_inside(element, nobodys) else (claim for claim in claims if " " in claim.value)
        if element.tag != "time" and (promise.is_date or promise.is_dek):
            yield from named_element_claims(element, name, zones, month_first=month_first)


@lru_cache(maxsize=8192)
def promise_of(name: str) -> Promise:
    """What a name promises; the same few stand on most elements of a site."""
    return Promise(
        is_byline=BYLINE_NAME.search(name) is not None and NOT_BYLINE_NAME.search(name) is None,
        is_date=DATE_NAME.search(name) is not None,
        is_dek=DEK_NAME.search(name) is not None,
        is_change=CHANGED_NAME.search(name) is not None,
    )


def is_inside(element: HtmlElement, others: list[HtmlElement]) -> bool:
    """Whether an element is part of one of the others: a place in a byline that names nobody is no nickname."""
    return bool(others) and any(parent in others for parent in element.iterancestors())


def box_claims(seen: Sightings) -> Iterator[Claim]:
    """The person of a box about the author, where no byline names anybody."""
    for element in seen.marked:
        if not AUTHOR_BOX.search(name_of(element)):
            continue
        for inner in islice(element.iter("h2", "h3", "h4", "h5", "strong", "b", "a", "span", "p"), PARTS_MAX):
            text = text_of(inner)
            if text and len(text.split()) <= LINK_WORDS_MAX + 2:
                people = [claim for claim in note_authors("visible", "author box", text) if not claim.why]
                if people:
                    yield from people[:1]
                    return


def grandparent(element: HtmlElement) -> HtmlElement | None:
    """Two levels up: what holds the bylines of one article together."""
    parent = element.getparent()
    upper = parent.getparent() if parent is not None else None
    return upper if upper is not None else parent


def named_element_claims(element: HtmlElement, name: str, zones: Zones, *, month_first: bool) -> Iterator[Claim]:
    """The dates and the dek of an element with a telling name."""
    promise = promise_of(name)
    text = text_of(element)
    if promise.is_date and len(text) <= LINE_CHARS_MAX:
        place = "element named date" if "dat" in name.lower() or "publ" in name.lower() else "element named meta"
        title = element.get("title") or element.get("datetime") or ""
        for found in find_days(text, element=place, month_first=month_first) or find_days(title, element=place):
            is_change = found.is_change or (promise.is_change and not found.is_named)
            yield note_read_date("updated" if is_change else "published", "visible", found.claim)
        plain = BY_LINE.search(text)
        if match := plain or BY_AFTER_DATE.search(text) or BY_START.search(text):
            people = note_authors("visible", place, match["name"], is_certain=plain is not None)
            yield from (claim for claim in people if not claim.why)
    if promise.is_dek and is_dek_beside(element, text, zones):
        yield note("dek", "visible", "element named dek", text)


def is_dek_beside(element: HtmlElement, text: str, zones: Zones) -> bool:
    """Whether an element that is called a dek is one: beside the headline, of words, neither caption nor byline."""
    if element.tag not in DEK_TAGS or not DEK_CHARS_MIN <= len(text) <= DEK_CHARS_MAX:
        return False
    above = list(islice(element.iterancestors(), CLOSE_LEVELS))
    if any(parent.tag in ("figure", "figcaption") for parent in above) or "caption" in name_of(element).lower():
        return False
    return not zones.close or zones.is_close(element)


def byline_claims(element: HtmlElement, place: str) -> list[Claim]:
    """The people of a byline: those with a page of their own, else those named in it."""
    text = text_of(element)
    if not 0 < len(text) <= NAMED_BYLINE_CHARS_MAX:
        return []
    linked = [
        anchor
        for anchor in islice(element.iter("a"), PARTS_MAX)
        if AUTHOR_HREF.search(anchor.get("href") or "") or "author" in relations_of(anchor)
    ]
    pages = {anchor.get("href") or "": anchor for anchor in reversed(linked)}
    people = [claim for anchor in reversed(pages.values()) for claim in linked_person(anchor, place)]
    if people or (element.tag == "a" and len(text.split()) > LINK_WORDS_MAX):
        return people
    claims = note_authors("visible", place, text, is_certain=len(text.split()) <= 3)
    return claims if is_byline(text, len(claims)) else []


def linked_person(anchor: HtmlElement, place: str) -> list[Claim]:
    """The person whom a link names, where its text is little else than a name."""
    text = text_of(anchor)
    if len(text.split()) > LINK_WORDS_MAX + 2:
        return []
    return [claim for claim in note_authors("visible", place, text, is_certain=True) if not claim.why]


def time_claims(element: HtmlElement, name: str) -> Iterator[Claim]:
    """The date of a ``time`` element."""
    raw = element.get("datetime") or ""
    text = text_of(element)
    props = f"{element.get('itemprop') or ''} {name}"
    parent = element.getparent()
    label = (
        element.getprevious().tail if element.getprevious() is not None else parent.text if parent is not None else ""
    ) or ""
    is_change = bool(CHANGED_NAME.search(props)) and "publish" not in props.lower()
    found = find_days(f"{label[-40:]} {text}", element="time")
    is_change = is_change or bool(found and found[0].is_change)
    place = (
        "time pubdate"
        if element.get("pubdate") is not None or "published" in props.lower() or "entry-date" in props
        else "time"
    )
    machine = note_date("updated" if is_change else "published", "visible", place, raw)
    if raw and not machine.why:
        yield machine
    elif found:
        yield note_read_date("updated" if is_change else "published", "visible", found[0].claim)
