"""Atom 1.0 (RFC 4287) and 0.3."""

from __future__ import annotations

import html

from ..markup import clean_text, printable
from ..model import Entry, ParsedFeed
from .fields import (
    Index,
    distinct,
    find_date,
    find_image,
    first_text,
    inside,
    language_of,
    person,
    safe_html,
    text_in,
    web_url,
)
from .tree import Element, Elements

HTML_TYPES = ("html", "text/html")
XML_TYPES = ("xhtml", "application/xhtml+xml")


def read_atom(elements: Elements, *, base: str) -> ParsedFeed:
    """The feed and its entries; a lone entry is a feed of one."""
    root = elements.root
    index = elements.index(root)
    is_entry = elements.name(root) == "entry"
    entries = [root] if is_entry else list(elements.find_all(root, "entry"))
    authors = names_of(elements, index, "author")
    return ParsedFeed(
        title=plain(index, "title"),
        url=link_of(index, base),
        description=plain(index, "subtitle", "tagline"),
        id=first_text(index, "id"),
        language=language_of(root, index),
        author=", ".join(authors),
        updated=find_date(index, "updated", "modified"),
        image=web_url(first_text(index, "logo", "icon"), base),
        entries=tuple(read_entry(entry, elements, base=base, inherited=authors) for entry in entries),
    )


def read_entry(entry: Element, elements: Elements, *, base: str, inherited: tuple[str, ...]) -> Entry:
    """One entry; ``id`` is empty where it has neither id nor link."""
    index = elements.index(entry)
    url = link_of(index, base)
    content = marked_up(index, base, "content")
    summary = marked_up(index, base, "summary", "media:description") or group_description(elements, index, base)
    return Entry(
        id=clean_text(first_text(index, "id")) or url,
        url=url,
        headline=plain(index, "title", "media:title"),
        summary=summary,
        content=content,
        authors=names_of(elements, index, "author") or names_of(elements, index, "dc:creator") or inherited,
        published=find_date(index, "published", "issued", "created", "dc:date"),
        updated=find_date(index, "updated", "modified"),
        image=find_image({**index, "enclosure": links(index, "enclosure")}, content or summary, base),
        tags=distinct(
            clean_text(tag.get("label") or tag.get("term") or text_in(tag))
            for name in ("category", "dc:subject")
            for tag in index.get(name, ())
        ),
        language=language_of(entry, index),
    )


def plain(index: Index, *names: str) -> str:
    """A text construct as plain text on one line."""
    for name in names:
        for element in index.get(name, ()):
            kind = element.get("type", "text").lower()
            if kind in XML_TYPES or (len(element) and kind not in HTML_TYPES):
                text = clean_text(inside(element))
            elif kind in HTML_TYPES or element.get("mode") == "escaped":
                text = clean_text(text_in(element))
            else:  # plain text, in which publishers still leave entities
                text = " ".join(printable(html.unescape(text_in(element))).split())
            if text:
                return text
    return ""


def marked_up(index: Index, base: str, *names: str) -> str:
    """A text construct as safe HTML."""
    for name in names:
        for element in index.get(name, ()):
            kind = element.get("type", "text").lower()
            is_html = kind in (*HTML_TYPES, *XML_TYPES) or element.get("mode") == "escaped" or len(element)
            raw = inside(element) if is_html else html.escape(text_in(element), quote=False)
            if raw.strip() and "base64" not in element.get("mode", ""):
                return safe_html(raw.strip(), element.base or base)
    return ""


def group_description(elements: Elements, index: Index, base: str) -> str:
    """The description in a ``media:group``, which video feeds have instead of a summary."""
    for group in index.get("media:group", ()):
        if text := first_text(elements.index(group), "media:description"):
            return safe_html(html.escape(text, quote=False), base)
    return ""


def links(index: Index, relation: str) -> list[Element]:
    """The links of a relation."""
    return [link for link in index.get("link", ()) if link.get("rel", "alternate") == relation]


def link_of(index: Index, base: str) -> str:
    """The page: what lies behind a counter, else the HTML alternate, else any alternate."""
    if url := web_url(first_text(index, "feedburner:origLink"), base):
        return url
    alternates = links(index, "alternate")
    pages = [link for link in alternates if "html" in link.get("type", "html")]
    for link in [*pages, *alternates]:
        if url := web_url(link.get("href") or text_in(link), link.base or base):
            return url
    return ""


def names_of(elements: Elements, index: Index, field: str) -> tuple[str, ...]:
    """The names of persons."""
    return distinct(
        person(first_text(elements.index(element), "name", "atom:name") or ("" if len(element) else text_in(element)))
        for element in index.get(field, ())
    )
