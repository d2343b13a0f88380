"""The sources of an edition as a subscription list (OPML 2.0), which any feed reader can take in.

Feeds that only their owner may read are not in it: their addresses, as they may be shown, load nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from ..credentials import HIDDEN
from ..model import Edition, File, SourceLine
from ..urls import is_web_url
from .addresses import address, ascii_url, site_url
from .cards import short_language

SOURCES_LIST: Final = "sources.opml"
"""Beside the front page."""
SPECIFICATION: Final = "http://opml.org/spec2.opml"


def sources_list(edition: Edition) -> File:
    """The list; nothing in it changes until a source or a feed does."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    tell(head, "title", f"Sources of {edition.masthead.title}")
    tell(head, "ownerName", edition.masthead.editor)
    tell(head, "ownerId", address(edition.masthead, "about.html") if site_url(edition.masthead) else "")
    tell(head, "docs", SPECIFICATION)
    body = etree.SubElement(root, "body")
    titles = {feed.feed_url: feed.title for feed in edition.health if feed.title}
    for line in edition.sources:
        for said in outlines(line, titles):
            etree.SubElement(body, "outline", said)
    data = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return File(path=f"site/{SOURCES_LIST}", data=bytes(data))


def tell(parent: etree._Element, tag: str, text: str) -> None:
    """An element of text, where there is any."""
    if text:
        etree.SubElement(parent, tag).text = text


def outlines(line: SourceLine, titles: dict[str, str]) -> Iterator[dict[str, str]]:
    """The attributes of a source's feeds; several are told apart by their titles."""
    source = line.source
    urls = [url for url in line.feed_urls if is_web_url(url) and HIDDEN not in url]
    home = f"https://{source.domain}/" if source.domain else ""
    for url in urls:
        title = titles.get(url, "")
        told = {
            "type": "rss",
            "text": source.name if len(urls) == 1 else f"{source.name}: {title or url}",
            "title": title,
            "xmlUrl": ascii_url(url),
            "htmlUrl": ascii_url(home) if is_web_url(home) else "",
            "language": short_language(source.language),
        }
        yield {name: said for name, said in told.items() if said}
