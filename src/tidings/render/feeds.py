"""The newest stories as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.

Ids are ``urn:uuid`` made from the story's id, so they hold when the site moves or a page is renamed.
Where the masthead has no ``url`` there are no absolute addresses to give: Atom then links relative to
the feed (which RFC 4287 allows), RSS and JSON Feed (which need absolute ones) link the lead itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any, Final

import msgspec
from lxml import etree

from ..model import Edition, RankedStory
from ..urls import is_web_url
from .addresses import address, ascii_url, site_uri, site_url, story_path, story_uri
from .plates import Issue, Plate
from .press import draw
from .told import iso_moment

STORIES_MAX: Final = 50
"""Items in a feed: several days of a busy desk, and small enough to be asked for hourly."""
ATOM: Final = "http://www.w3.org/2005/Atom"
DC: Final = "http://purl.org/dc/elements/1.1/"
CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def feeds(issue: Issue) -> Iterator[Plate]:
    """The three feeds, with the same stories in the same order."""
    edition = issue.edition
    stories = newest(edition)
    yield Plate(path="site/feed.xml", make=lambda: to_xml(atom(edition, stories)))
    yield Plate(path="site/rss.xml", make=lambda: to_xml(rss(edition, stories)))
    yield Plate(path="site/feed.json", make=lambda: to_json(json_feed(edition, stories)))


def newest(edition: Edition) -> list[RankedStory]:
    """The stories that appeared last, newest first; ties by id."""
    ordered = sorted(edition.stories, key=lambda story: story.id)
    ordered.sort(key=lambda story: story.first_published, reverse=True)
    return ordered[:STORIES_MAX]


def updated(edition: Edition, stories: Collection[RankedStory]) -> datetime:
    """When a feed last said something new; an empty one: when its edition was made."""
    return max((story.updated for story in stories), default=edition.as_of)


def content(story: RankedStory) -> str:
    """A story for feed readers: its excerpt, and every report with a link, as HTML."""
    return draw("feed_item.html", story=story)


def topic_names(story: RankedStory, edition: Edition) -> list[tuple[str, str]]:
    """Id and name of a story's topics, in the desk's order."""
    return [(topic.id, topic.name) for topic in edition.topics if topic.id in story.topics]


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


def hub_of(edition: Edition) -> str:
    """The hub that feeds name; empty where they have no absolute address that it could tell of."""
    hub = edition.hub_url
    return ascii_url(hub) if site_url(edition.masthead) and is_web_url(hub) else ""


# ---------------------------------------------------------------- Atom


def atom(edition: Edition, stories: list[RankedStory]) -> etree._Element:
    """The Atom feed."""
    masthead = edition.masthead
    spaces = {None: ATOM}
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap=spaces)  # type: ignore[arg-type]  # stubs know no default
    if masthead.language:
        feed.set(XML_LANG, masthead.language)
    add(feed, f"{{{ATOM}}}id", site_uri(masthead))
    add(feed, f"{{{ATOM}}}title", masthead.title)
    if masthead.tagline:
        add(feed, f"{{{ATOM}}}subtitle", masthead.tagline)
    add(feed, f"{{{ATOM}}}updated", iso_moment(updated(edition, stories)))
    add(add(feed, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", masthead.editor or masthead.title)
    add(feed, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=address(masthead, "feed.xml"))
    if hub := hub_of(edition):
        add(feed, f"{{{ATOM}}}link", rel="hub", href=hub)
    add(feed, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=address(masthead, "index.html"))
    add(feed, f"{{{ATOM}}}generator", "Tidings")
    for story in stories:
        add_atom_entry(feed, story, edition)
    return feed


def add_atom_entry(feed: etree._Element, story: RankedStory, edition: Edition) -> None:
    """One story as an Atom entry, by the lead's authors or its source."""
    lead = story.lead.article
    entry = add(feed, f"{{{ATOM}}}entry")
    add(entry, f"{{{ATOM}}}id", story_uri(story))
    add(entry, f"{{{ATOM}}}title", story.headline)
    add(entry, f"{{{ATOM}}}updated", iso_moment(story.updated))
    add(entry, f"{{{ATOM}}}published", iso_moment(story.first_published))
    page = address(edition.masthead, story_path(story.slug))
    add(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=page)
    if is_web_url(lead.url):
        add(entry, f"{{{ATOM}}}link", rel="related", href=ascii_url(lead.url), title=lead.source.name)
    for name in lead.authors or (lead.source.name,):
        add(add(entry, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", name)
    for topic_id, name in topic_names(story, edition):
        add(entry, f"{{{ATOM}}}category", term=topic_id, label=name)
    if lead.excerpt:
        add(entry, f"{{{ATOM}}}summary", lead.excerpt)
    add(entry, f"{{{ATOM}}}content", content(story), type="html")


# ---------------------------------------------------------------- RSS


def rss(edition: Edition, stories: list[RankedStory]) -> etree._Element:
    """The RSS 2.0 feed."""
    masthead = edition.masthead
    root = etree.Element("rss", nsmap={"atom": ATOM, "content": CONTENT, "dc": DC})
    root.set("version", "2.0")
    channel = add(root, "channel")
    add(channel, "title", masthead.title)
    add(channel, "link", address(masthead, "index.html"))
    add(channel, "description", masthead.tagline or masthead.title)
    if masthead.language:
        add(channel, "language", masthead.language)
    add(channel, "lastBuildDate", format_datetime(updated(edition, stories)))
    add(channel, "generator", "Tidings")
    if site_url(masthead):
        self_link = address(masthead, "rss.xml")
        add(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=self_link)
    if hub := hub_of(edition):
        add(channel, f"{{{ATOM}}}link", rel="hub", href=hub)
    for story in stories:
        add_rss_item(channel, story, edition)
    return root


def add_rss_item(channel: etree._Element, story: RankedStory, edition: Edition) -> None:
    """One story as an RSS item."""
    lead = story.lead.article
    item = add(channel, "item")
    add(item, "title", story.headline)
    if link := absolute_link(story, edition):
        add(item, "link", link)
    add(item, "guid", story_uri(story), isPermaLink="false")
    add(item, "pubDate", format_datetime(story.first_published))
    add(item, f"{{{DC}}}creator", ", ".join(lead.authors) or lead.source.name)
    for _, name in topic_names(story, edition):
        add(item, "category", name)
    if lead.excerpt:
        # RSS readers take a description for HTML; text has to be told as such.
        add(item, "description", escape(lead.excerpt, quote=False))
    add(item, f"{{{CONTENT}}}encoded", content(story))


def absolute_link(story: RankedStory, edition: Edition) -> str:
    """The story's page, or its lead where the site has no address; may be empty."""
    if site_url(edition.masthead):
        return address(edition.masthead, story_path(story.slug))
    url = story.lead.article.url
    return ascii_url(url) if is_web_url(url) else ""


# ---------------------------------------------------------------- JSON Feed


def json_feed(edition: Edition, stories: list[RankedStory]) -> dict[str, Any]:
    """The JSON feed; what is empty is left out."""
    masthead = edition.masthead
    home = site_url(masthead)
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": masthead.title,
        "home_page_url": address(masthead, "index.html") if home else "",
        "feed_url": address(masthead, "feed.json") if home else "",
        "description": masthead.tagline,
        "language": masthead.language,
        "authors": [{"name": masthead.editor}] if masthead.editor else [],
        "hubs": [{"type": "WebSub", "url": hub}] if (hub := hub_of(edition)) else [],
    }
    items = [json_item(story, edition) for story in stories]
    return {key: value for key, value in head.items() if value} | {"items": items}


def json_item(story: RankedStory, edition: Edition) -> dict[str, Any]:
    """One story as an item; ``url`` is our page, ``external_url`` the lead."""
    lead = story.lead.article
    item = {
        "id": story_uri(story),
        "url": address(edition.masthead, story_path(story.slug)) if site_url(edition.masthead) else "",
        "external_url": ascii_url(lead.url) if is_web_url(lead.url) else "",
        "title": story.headline,
        "summary": lead.excerpt,
        "content_html": content(story),
        "date_published": iso_moment(story.first_published),
        "date_modified": iso_moment(story.updated),
        "authors": [{"name": name} for name in lead.authors or (lead.source.name,)],
        "tags": [name for _, name in topic_names(story, edition)],
        "language": lead.language,
    }
    return {key: value for key, value in item.items() if value}
