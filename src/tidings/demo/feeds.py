"""What an outlet's feed says at a moment, in the outlet's own format."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from ..errors import NotFoundError
from .stamps import stamp
from .world import Dispatch, Outlet, World

ITEMS_MAX = 30
CONTENT_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "broken": "text/xml",
    "atom": "application/atom+xml; charset=utf-8",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
    "html": "text/html; charset=utf-8",
}
RSS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>'
)
RDF_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
)
SLIP = "<description>Fish & chips at the quay, <b>as ever: "
"""What the compositor of the broken feed puts into its middle item."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as a feed shows it: its latest words, and when it first and last changed."""

    dispatch: Dispatch
    first_at: datetime
    last_at: datetime


def find_outlet(world: World, outlet_id: str) -> Outlet:
    """The outlet of an id; raises NotFoundError for one that is not in the world."""
    for outlet in world.outlets:
        if outlet.id == outlet_id:
            return outlet
    known = ", ".join(outlet.id for outlet in world.outlets)
    raise NotFoundError(f"finding the outlet {outlet_id!r} in the demo world: there are only {known}")


def content_type(world: World, outlet_id: str) -> str:
    """What the outlet's server calls its feed; raises NotFoundError where there is none."""
    outlet = find_outlet(world, outlet_id)
    if outlet.kind == "gone":
        raise NotFoundError(f"asking for the feed of {outlet.name}: it is gone")
    return CONTENT_TYPES[outlet.kind]


def items_at(world: World, outlet_id: str, *, at: datetime) -> list[Item]:
    """What is in a feed at a moment, newest first; an item that was sent twice is there twice."""
    items: list[Item] = []
    for dispatch in world.dispatches:
        if dispatch.outlet_id != outlet_id or dispatch.published > at:
            continue
        place = next((number for number, item in enumerate(items) if item.dispatch.url == dispatch.url), None)
        if dispatch.kind == "edited" and place is not None:
            items[place] = Item(dispatch, items[place].first_at, dispatch.published)
        else:
            items.append(Item(dispatch, dispatch.published, dispatch.published))
    items.sort(key=lambda item: (item.first_at, item.dispatch.url), reverse=True)
    return items[:ITEMS_MAX]


def changed_at(world: World, outlet_id: str, *, at: datetime) -> datetime:
    """When a feed last changed before a moment."""
    return max((item.last_at for item in items_at(world, outlet_id, at=at)), default=world.starts_at)


def feed_document(world: World, outlet_id: str, *, at: datetime) -> bytes:
    """The latest items an outlet has published by a moment, as its feed says it.

    Raises NotFoundError for an outlet that has no feed or is not in the world.
    """
    outlet = find_outlet(world, outlet_id)
    if outlet.kind == "gone":
        raise NotFoundError(f"asking for the feed of {outlet.name}: it is gone")
    items = items_at(world, outlet_id, at=at)
    told = changed_at(world, outlet_id, at=at)
    if outlet.kind == "html":
        text = html_page(outlet)
    elif outlet.kind == "json":
        text = json_feed(outlet, items)
    elif outlet.kind == "atom":
        text = atom_feed(outlet, items, told=told)
    elif outlet.kind == "rdf":
        text = rdf_feed(outlet, items)
    else:
        text = rss_feed(outlet, items, told=told)
    return text.encode()


def link_of(outlet: Outlet, dispatch: Dispatch) -> str:
    """The address as the feed gives it."""
    return dispatch.url + ("?utm_source=rss&utm_medium=feed" if outlet.has_tracking else "")


def element(name: str, text: str, attributes: str = "") -> str:
    """An XML element, or nothing where there is nothing to say."""
    return f"<{name}{attributes}>{escape(text, quote=False)}</{name}>" if text else ""


def lines(parts: Iterable[str]) -> str:
    """The parts that say something, a line each."""
    return "\n".join(part for part in parts if part)


def body_html(outlet: Outlet, dispatch: Dispatch) -> str:
    """The whole text as HTML, with what a blogging system puts under it."""
    paragraphs = [f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in dispatch.body.split("\n\n")]
    if outlet.kind == "rss":
        title = escape(dispatch.headline, quote=False)
        paragraphs.append(f'<p>The post <a href="{dispatch.url}">{title}</a> appeared first on {outlet.name}.</p>')
    return "\n".join(paragraphs)


# ---------------------------------------------------------------- formats


def rss_feed(outlet: Outlet, items: list[Item], *, told: datetime) -> str:
    """RSS 2.0; the broken feed slips in its middle item."""
    told_items = [rss_item(outlet, item.dispatch) for item in items]
    if outlet.kind == "broken" and told_items:
        middle = len(told_items) // 2
        told_items[middle] = told_items[middle].replace("<description>", SLIP, 1)
    return lines(
        [
            RSS_HEAD,
            element("title", outlet.name),
            element("link", f"https://{outlet.domain}/"),
            element("description", outlet.tagline),
            element("language", "en"),
            element("lastBuildDate", stamp(told, "rfc822")),
            *told_items,
            "</channel>",
            "</rss>\n",
        ]
    )


def rss_item(outlet: Outlet, dispatch: Dispatch) -> str:
    """One item of RSS 2.0."""
    is_permanent = "true" if dispatch.guid == dispatch.url else "false"
    return lines(
        [
            "<item>",
            element("title", dispatch.headline),
            element("link", link_of(outlet, dispatch)),
            element("guid", dispatch.guid, f' isPermaLink="{is_permanent}"'),
            element("pubDate", dispatch.raw_date),
            element("dc:creator", dispatch.author),
            *(element("category", tag) for tag in dispatch.tags),
            element("description", dispatch.summary),
            element("content:encoded", body_html(outlet, dispatch)) if outlet.has_content else "",
            "</item>",
        ]
    )


def rdf_feed(outlet: Outlet, items: list[Item]) -> str:
    """RSS 1.0."""
    root = f"https://{outlet.domain}/"
    listed = [f'<rdf:li rdf:resource="{escape(item.dispatch.url)}"/>' for item in items]
    return lines(
        [
            RDF_HEAD,
            f'<channel rdf:about="{root}">',
            element("title", outlet.name),
            element("link", root),
            element("description", outlet.tagline),
            "<items><rdf:Seq>",
            *listed,
            "</rdf:Seq></items>",
            "</channel>",
            *(rdf_item(outlet, item.dispatch) for item in items),
            "</rdf:RDF>\n",
        ]
    )


def rdf_item(outlet: Outlet, dispatch: Dispatch) -> str:
    """One item of RSS 1.0."""
    return lines(
        [
            f'<item rdf:about="{escape(dispatch.guid)}">',
            element("title", dispatch.headline),
            element("link", link_of(outlet, dispatch)),
            element("description", dispatch.summary),
            element("dc:date", dispatch.raw_date),
            element("dc:creator", dispatch.author),
            "</item>",
        ]
    )


def atom_feed(outlet: Outlet, items: list[Item], *, told: datetime) -> str:
    """Atom 1.0."""
    return lines(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
            element("title", outlet.name),
            element("subtitle", outlet.tagline),
            element("id", f"tag:{outlet.domain},2020:feed"),
            f'<link href="https://{outlet.domain}/"/>',
            element("updated", stamp(told, outlet.dates)),
            *(atom_entry(outlet, item) for item in items),
            "</feed>\n",
        ]
    )


def atom_entry(outlet: Outlet, item: Item) -> str:
    """One entry of Atom; what was edited says when."""
    dispatch = item.dispatch
    is_edited = item.last_at > item.first_at
    return lines(
        [
            "<entry>",
            element("title", dispatch.headline),
            element("id", dispatch.guid),
            f'<link rel="alternate" href="{escape(link_of(outlet, dispatch))}"/>',
            element("published", dispatch.raw_date),
            element("updated", stamp(item.last_at, outlet.dates) if is_edited else dispatch.raw_date),
            f"<author>{element('name', dispatch.author)}</author>" if dispatch.author else "",
            *(f'<category term="{escape(tag)}"/>' for tag in dispatch.tags),
            element("summary", dispatch.summary),
            element("content", body_html(outlet, dispatch), ' type="html"') if outlet.has_content else "",
            "</entry>",
        ]
    )


def json_feed(outlet: Outlet, items: list[Item]) -> str:
    """JSON Feed 1.1."""
    root = f"https://{outlet.domain}/"
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "description": outlet.tagline,
        "home_page_url": root,
        "feed_url": f"{root}feed.json",
        "language": "en",
        "items": [json_item(outlet, item) for item in items],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def json_item(outlet: Outlet, item: Item) -> dict[str, object]:
    """One item of JSON Feed, without what it does not say."""
    dispatch = item.dispatch
    said: dict[str, object] = {
        "id": dispatch.guid,
        "url": link_of(outlet, dispatch),
        "title": dispatch.headline,
        "summary": dispatch.summary,
        "content_html": body_html(outlet, dispatch) if outlet.has_content else "",
        "date_published": dispatch.raw_date,
        "date_modified": stamp(item.last_at, outlet.dates) if item.last_at > item.first_at else "",
        "authors": [{"name": dispatch.author}] if dispatch.author else [],
        "tags": list(dispatch.tags),
    }
    return {key: value for key, value in said.items() if value}


def html_page(outlet: Outlet) -> str:
    """A page where a feed should be."""
    name, tagline = escape(outlet.name), escape(outlet.tagline)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{name}</title></head>\n'
        f"<body><h1>{name}</h1><p>{tagline}. Readers of our feed are asked for patience.</p></body></html>\n"
    )


def opml(world: World, *, base_url: str) -> str:
    """All feeds as a list that feed readers take."""
    outlines = [
        f'<outline type="rss" text="{escape(outlet.name)}" xmlUrl="{escape(base_url)}/feeds/{outlet.id}"'
        f' htmlUrl="https://{outlet.domain}/"/>'
        for outlet in world.outlets
    ]
    return lines(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<opml version="2.0"><head><title>The press of the Low Isles</title></head><body>',
            *outlines,
            "</body></opml>\n",
        ]
    )
