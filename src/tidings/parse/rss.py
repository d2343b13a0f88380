"""RSS in all its versions, from 0.90 to 2.0 and RDF."""

from __future__ import annotations

from collections.abc import Iterable

from ..markup import clean_text
from ..model import Entry, ParsedFeed
from .fields import (
    Index,
    distinct,
    find_date,
    find_image,
    first_html,
    first_text,
    language_of,
    person,
    text_in,
    web_url,
)
from .tree import Element, Elements

PUBLISHED = ("pubDate", "published", "atom:published", "dc:date", "dcterms:issued", "dcterms:created", "date")
UPDATED = ("updated", "atom:updated", "dcterms:modified", "lastBuildDate")
RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def read_rss(elements: Elements, *, base: str) -> ParsedFeed:
    """The channel and its items, which stand inside it or (RDF, 0.90) beside it."""
    root = elements.root
    channel = root if elements.name(root) == "channel" else next(elements.find_all(root, "channel"), root)
    index = elements.index(channel)
    items = [*elements.find_all(channel, "item")]
    if channel is not root:
        items += elements.find_all(root, "item")
    return ParsedFeed(
        title=clean_text(first_text(index, "title", "dc:title", "atom:title")),
        url=channel_url(index, base),
        description=clean_text(first_text(index, "description", "itunes:summary", "atom:subtitle")),
        id=first_text(index, "atom:id") or channel.get(RDF_ABOUT, ""),
        language=language_of(channel, index) or language_of(root, {}),
        author=person(first_text(index, "managingEditor", "dc:creator", "itunes:author", "dc:publisher")),
        updated=find_date(index, "lastBuildDate", "atom:updated", "pubDate", "dc:date"),
        image=channel_image(elements, index, base),
        entries=tuple(read_item(item, elements.index(item), elements, base=base) for item in items),
    )


def channel_url(index: Index, base: str) -> str:
    """The site's address."""
    for element in index.get("link", ()):
        if url := web_url(text_in(element) or element.get("href", ""), element.base or base):
            return url
    return linked(index.get("atom:link", ()), base)


def channel_image(elements: Elements, index: Index, base: str) -> str:
    """The site's picture."""
    for image in index.get("image", ()):
        if url := web_url(first_text(elements.index(image), "url"), base):
            return url
    return next((web_url(image.get("href", ""), base) for image in index.get("itunes:image", ())), "")


def read_item(item: Element, index: Index, elements: Elements, *, base: str) -> Entry:
    """One item; ``id`` is empty where it has neither guid nor link."""
    summary = first_html(
        index, base, "description", "atom:summary", "itunes:summary", "media:description", "dc:description"
    )
    content = first_html(index, base, "content:encoded", "atom:content", "xhtml:body", "fullitem")
    url = item_url(item, index, base)
    return Entry(
        id=clean_text(first_text(index, "guid", "atom:id")) or item.get(RDF_ABOUT, "") or url,
        url=url,
        headline=clean_text(first_text(index, "title", "dc:title", "media:title", "atom:title")),
        summary=summary,
        content=content,
        authors=item_authors(elements, index),
        published=find_date(index, *PUBLISHED),
        updated=find_date(index, *UPDATED),
        image=find_image(index, content or summary, base),
        tags=distinct(clean_text(text_in(tag)) for name in ("category", "dc:subject") for tag in index.get(name, ())),
        language=language_of(item, index),
    )


def item_url(item: Element, index: Index, base: str) -> str:
    """The page an item is about: what lies behind a counter first, the guid where there is no link."""
    for name in ("feedburner:origLink", "link"):
        for element in index.get(name, ()):
            if url := web_url(text_in(element) or element.get("href", ""), element.base or base):
                return url
    if url := linked(index.get("atom:link", ()), base):
        return url
    for guid in index.get("guid", ()):
        if guid.get("isPermaLink", "true").strip().lower() != "false" and (url := web_url(text_in(guid), "")):
            return url
    return web_url(item.get(RDF_ABOUT, ""), base)


def linked(links: Iterable[Element], base: str) -> str:
    """The address of Atom's "alternate" link."""
    urls = (
        web_url(link.get("href", ""), link.base or base)
        for link in links
        if link.get("rel", "alternate") == "alternate"
    )
    return next((url for url in urls if url), "")


def item_authors(elements: Elements, index: Index) -> tuple[str, ...]:
    """Who wrote an item: the first field that names anybody."""
    for name in ("dc:creator", "author", "itunes:author", "dc:contributor"):
        if names := distinct(person(text_in(element)) for element in index.get(name, ())):
            return names
    return distinct(
        person(first_text(elements.index(author), "atom:name", "name")) for author in index.get("atom:author", ())
    )
