"""One channel of items as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.

Where the masthead has no ``url`` there are no absolute addresses to give: Atom then links relative to
the feed (which RFC 4287 allows), RSS and JSON Feed (which need absolute ones) link the original itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any, Final

import msgspec
from lxml import etree

from ..model import Masthead
from ..urls import is_web_url
from .addresses import address, ascii_url, site_url
from .told import iso_moment

ATOM: Final = "http://www.w3.org/2005/Atom"
DC: Final = "http://purl.org/dc/elements/1.1/"
CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
FILES: Final = ("feed.xml", "rss.xml", "feed.json")
"""What the three formats are called, in whatever folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What one entry of a feed says."""

    uri: str
    """The same wherever the site lives."""
    title: str
    page: str
    """Our page for it, as a path inside the site."""
    original: str
    """Address of the article at its publisher; anything else than a web address is not linked."""
    publisher: str
    authors: tuple[str, ...]
    published: datetime
    updated: datetime
    content: str
    """HTML."""
    summary: str = ""
    topics: tuple[tuple[str, str], ...] = ()
    """Id and name."""
    language: str = ""
    leads_out: bool = False
    """Readers are sent to the publisher rather than to our page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed in whatever format."""

    masthead: Masthead
    uri: str
    title: str
    description: str
    page: str
    """The page whose feed it is, as a path inside the site."""
    folder: str
    """Where its files lie inside the site: empty, or with a final slash."""
    updated: datetime | None
    """When it last said something new; None: never."""
    items: tuple[Item, ...]
    hub: str = ""
    """The WebSub hub that is told of changes; empty: none is."""
    language: str = ""

    def own(self, name: str) -> str:
        """The address of one of its files."""
        return address(self.masthead, f"{self.folder}{name}")


NEVER: Final = "2000-01-01T00:00:00Z"
"""What Atom is told where nothing has happened yet: it wants a moment, and one of ours would change every time."""


def made(channel: Channel, name: str) -> bytes:
    """The file of this name of a channel."""
    if name == "feed.json":
        return to_json(json_feed(channel))
    return to_xml(atom(channel) if name == "feed.xml" else rss(channel))


def to_xml(root: etree._Element) -> bytes:
    """A document with its declaration."""
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def to_json(value: object) -> bytes:
    """Readable JSON, ending with a line end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """A new last child; without text it is empty."""
    child = etree.SubElement(parent, tag, attributes)
    child.text = text or None
    return child


def web(url: str) -> str:
    """An address in ASCII, or nothing where it is none."""
    return ascii_url(url) if is_web_url(url) else ""


# ---------------------------------------------------------------- Atom


def atom(channel: Channel) -> etree._Element:
    """The Atom feed."""
    masthead = channel.masthead
    spaces = {None: ATOM}
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap=spaces)  # type: ignore[arg-type]  # stubs know no default
    if channel.language:
        feed.set(XML_LANG, channel.language)
    add(feed, f"{{{ATOM}}}id", channel.uri)
    add(feed, f"{{{ATOM}}}title", channel.title)
    if channel.description:
        add(feed, f"{{{ATOM}}}subtitle", channel.description)
    add(feed, f"{{{ATOM}}}updated", iso_moment(channel.updated) if channel.updated else NEVER)
    add(add(feed, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", masthead.editor or masthead.title)
    add(feed, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=channel.own("feed.xml"))
    if channel.hub:
        add(feed, f"{{{ATOM}}}link", rel="hub", href=channel.hub)
    add(feed, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=page_of(channel, channel.page))
    add(feed, f"{{{ATOM}}}generator", "Tidings")
    for item in channel.items:
        add_atom_entry(feed, item, channel)
    return feed


def page_of(channel: Channel, path: str) -> str:
    """A page's address, relative to the feed where the site has none."""
    return address(channel.masthead, path) if site_url(channel.masthead) else "../" * channel.folder.count("/") + path


def add_atom_entry(feed: etree._Element, item: Item, channel: Channel) -> None:
    """One item as an Atom entry."""
    entry = add(feed, f"{{{ATOM}}}entry")
    add(entry, f"{{{ATOM}}}id", item.uri)
    add(entry, f"{{{ATOM}}}title", item.title)
    add(entry, f"{{{ATOM}}}updated", iso_moment(item.updated))
    add(entry, f"{{{ATOM}}}published", iso_moment(item.published))
    original, page = web(item.original), page_of(channel, item.page)
    if item.leads_out and original:
        add(entry, f"{{{ATOM}}}link", rel="alternate", href=original)
        add(entry, f"{{{ATOM}}}link", rel="related", type="text/html", href=page)
    else:
        add(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=page)
        if original:
            add(entry, f"{{{ATOM}}}link", rel="related", href=original, title=item.publisher)
    for name in item.authors:
        add(add(entry, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", name)
    for topic_id, name in item.topics:
        add(entry, f"{{{ATOM}}}category", term=topic_id, label=name)
    if item.summary:
        add(entry, f"{{{ATOM}}}summary", item.summary)
    add(entry, f"{{{ATOM}}}content", item.content, type="html")


# ---------------------------------------------------------------- RSS


def rss(channel: Channel) -> etree._Element:
    """The RSS 2.0 feed."""
    root = etree.Element("rss", nsmap={"atom": ATOM, "content": CONTENT, "dc": DC})
    root.set("version", "2.0")
    told = add(root, "channel")
    add(told, "title", channel.title)
    add(told, "link", page_of(channel, channel.page))
    add(told, "description", channel.description or channel.title)
    if channel.language:
        add(told, "language", channel.language)
    if channel.updated:
        add(told, "lastBuildDate", format_datetime(channel.updated))
    add(told, "generator", "Tidings")
    if site_url(channel.masthead):
        add(told, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=channel.own("rss.xml"))
    if channel.hub:
        add(told, f"{{{ATOM}}}link", rel="hub", href=channel.hub)
    for item in channel.items:
        add_rss_item(told, item, channel)
    return root


def add_rss_item(channel_element: etree._Element, item: Item, channel: Channel) -> None:
    """One item of the RSS feed."""
    element = add(channel_element, "item")
    add(element, "title", item.title)
    if link := absolute_link(item, channel):
        add(element, "link", link)
    add(element, "guid", item.uri, isPermaLink="false")
    add(element, "pubDate", format_datetime(item.published))
    add(element, f"{{{DC}}}creator", ", ".join(item.authors))
    for _, name in item.topics:
        add(element, "category", name)
    if item.summary:
        # RSS readers take a description for HTML; text has to be told as such.
        add(element, "description", escape(item.summary, quote=False))
    add(element, f"{{{CONTENT}}}encoded", item.content)


def absolute_link(item: Item, channel: Channel) -> str:
    """Our page, or the original where readers are sent there or the site has no address; may be empty."""
    original = web(item.original)
    if not site_url(channel.masthead) or (item.leads_out and original):
        return original
    return address(channel.masthead, item.page)


# ---------------------------------------------------------------- JSON Feed


def json_feed(channel: Channel) -> dict[str, Any]:
    """The JSON feed; what is empty is left out."""
    masthead = channel.masthead
    home = site_url(masthead)
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": address(masthead, channel.page) if home else "",
        "feed_url": channel.own("feed.json") if home else "",
        "description": channel.description,
        "language": channel.language,
        "authors": [{"name": masthead.editor}] if masthead.editor else [],
        "hubs": [{"type": "WebSub", "url": channel.hub}] if channel.hub else [],
    }
    items = [json_item(item, channel) for item in channel.items]
    return {key: value for key, value in head.items() if value} | {"items": items}


def json_item(item: Item, channel: Channel) -> dict[str, Any]:
    """One item; ``url`` is where readers are sent, ``external_url`` the original."""
    has_own = site_url(channel.masthead) and not (item.leads_out and web(item.original))
    told = {
        "id": item.uri,
        "url": address(channel.masthead, item.page) if has_own else web(item.original) if item.leads_out else "",
        "external_url": web(item.original) if not item.leads_out else "",
        "title": item.title,
        "summary": item.summary,
        "content_html": item.content,
        "date_published": iso_moment(item.published),
        "date_modified": iso_moment(item.updated),
        "authors": [{"name": name} for name in item.authors],
        "tags": [name for _, name in item.topics],
        "language": item.language,
    }
    return {key: value for key, value in told.items() if value}
