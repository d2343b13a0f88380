"""Microdata: what elements with ``itemprop`` say of the article they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from ..reading import Claim, PageImage
from .addresses import whole_url
from .jsonld import ARTICLES, bare_type
from .noting import TAGS_MAX, note, note_authors, note_date
from .sightings import Sightings, Zones, text_of
from .told import free_or_paid

ORIGIN = "microdata"
FIELDS = {
    "headline": "headline", "alternativeheadline": "dek", "description": "dek", "datepublished": "published",
    "datecreated": "published", "datemodified": "updated", "author": "author", "creator": "author",
    "publisher": "publisher", "articlesection": "section", "keywords": "tag", "inlanguage": "language",
    "isaccessibleforfree": "access", "image": "image", "mainentityofpage": "canonical",
}  # fmt: skip
PARTS_MAX = 200
"""Elements inside an item that are looked at."""
ADDRESS_ATTRIBUTES = ("src", "href", "content", "data-src", "itemid")


def item_claims(seen: Sightings, zones: Zones, url: str) -> Iterator[Claim]:
    """A claim for each property of the article's item."""
    for element in seen.marked:
        names = (element.get("itemprop") or "").split()
        fields = {FIELDS[name.lower()]: name for name in names if name.lower() in FIELDS}
        if fields and not zones.is_aside(element) and is_of_article(element):
            where = "" if is_near(element, zones) else ", elsewhere"
            for field, name in fields.items():
                yield from property_claims(element, field, name + where, url)
    for name, content in seen.metas:
        if name.startswith("itemprop ") and (named := FIELDS.get(name[9:])):
            yield from text_claims(content, named, name[9:], url)


def is_of_article(element: HtmlElement) -> bool:
    """Whether the item that an element describes is an article or unnamed; not a comment, a person or a picture."""
    scope = next((parent for parent in element.iterancestors() if parent.get("itemscope") is not None), None)
    kind = bare_type((scope.get("itemtype") or "") if scope is not None else "").lower()
    return kind in ("", *ARTICLES) or kind.endswith("article") or kind == "hentry"


def is_near(element: HtmlElement, zones: Zones) -> bool:
    """Whether the item is the one that holds the headline, or there is no telling."""
    scope = next((parent for parent in element.iterancestors() if parent.get("itemscope") is not None), None)
    return scope is None or not zones.near or scope in zones.near


def property_claims(element: HtmlElement, field: str, place: str, url: str) -> Iterator[Claim]:
    """The claims of one property."""
    if field in ("author", "publisher"):
        for raw in item_names(element):
            yield from text_claims(raw, field, place, url)
    elif field in ("published", "updated"):
        yield from text_claims(element.get("content") or element.get("datetime") or text_of(element), field, place, url)
    elif field in ("canonical", "image"):
        yield from text_claims(address_of(element), field, place, url)
    else:
        yield from text_claims(element.get("content") or text_of(element), field, place, url)


def text_claims(raw: str, field: str, place: str, url: str) -> Iterator[Claim]:
    """The claims of a property's text."""
    if not raw:
        return
    if field == "author":
        yield from note_authors(ORIGIN, place, raw, is_certain=True)
    elif field in ("published", "updated"):
        yield note_date(field, ORIGIN, place, raw)
    elif field == "tag":
        yield from (note(field, ORIGIN, place, tag) for tag in raw.split(",")[:TAGS_MAX])
    elif field == "canonical":
        yield note(field, ORIGIN, place, raw, value=whole_url(raw, url))
    elif field == "access":
        if word := free_or_paid(raw):
            yield note(field, ORIGIN, place, raw, value=word)
    elif field != "image":
        yield note(field, ORIGIN, place, raw)


def item_names(element: HtmlElement) -> list[str]:
    """The names of a person or a publisher: its ``name`` property, or its text."""
    if element.get("content"):
        return [element.get("content") or ""]
    named = [
        inner
        for inner in islice(element.iterdescendants(), PARTS_MAX)
        if "name" in (inner.get("itemprop") or "").split()
    ]
    return [inner.get("content") or text_of(inner) for inner in named[:10]] or [text_of(element)]


def address_of(element: HtmlElement) -> str:
    """The address that an element stands for, itself or in its ``url`` property."""
    inner = [
        one
        for one in islice(element.iterdescendants(), PARTS_MAX)
        if "url" in (one.get("itemprop") or "").split() or one.tag == "img"
    ]
    found = (one.get(attribute) for one in [element, *inner[:3]] for attribute in ADDRESS_ATTRIBUTES)
    return next((address for address in found if address), "")


def item_pictures(seen: Sightings, zones: Zones, url: str) -> Iterator[tuple[str, PageImage]]:
    """The pictures that microdata name as the article's."""
    for element in seen.marked:
        if "image" in (element.get("itemprop") or "").lower().split() and not zones.is_aside(element):
            whole = whole_url(address_of(element), url)
            if whole and is_of_article(element):
                yield "image", PageImage(url=whole, alt=(element.get("alt") or "")[:500])


def item_types(seen: Sightings) -> list[str]:
    """What the page's items call themselves."""
    kinds = [bare_type(element.get("itemtype") or "") for element in seen.marked if element.get("itemtype")]
    return [kind for kind in dict.fromkeys(kinds) if kind][:10]
