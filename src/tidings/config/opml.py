"""Subscription lists: OPML to feeds and back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from html import escape

from lxml import etree

from ..errors import ConfigError
from ..model import Desk, Feed
from ..text import slugify, squeeze
from ..urls import canonical_url
from .checks import CONTROL, complain_of_url
from .proof import cut

FEEDS_MAX = 10_000
OPML_BYTES_MAX = 10_000_000
TEXT_CHARS_MAX = 500
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Problems = tuple[ConfigError, ...]


def parse_opml(text: str | bytes, *, file: str, topics: Collection[str] = ()) -> tuple[Feed, ...]:
    """The feeds of a subscription list, in its order; outlines without an xmlUrl are no feeds.

    A folder or category that is named like one of ``topics`` (ids) gives its feeds that topic; any
    other name does not matter.  The same address twice is one feed with the topics of both.  Raises
    ConfigError, with file and line, for what is no OPML or holds an address that cannot be asked.
    """
    feeds, problems = read_opml(text, file=file, topics=topics)
    if problems:
        raise problems[0]
    return feeds


def read_opml(text: str | bytes, *, file: str, topics: Collection[str]) -> tuple[tuple[Feed, ...], Problems]:
    """The feeds that can be used, and what is wrong with the others."""
    try:
        root = parse_xml(text, file=file)
    except ConfigError as error:
        return (), (error,)
    feeds: dict[str, Feed] = {}
    problems: list[ConfigError] = []
    for outline in outlines(root):
        feed = feed_of(outline, topics=topics)
        line = int(getattr(outline, "sourceline", None) or 0)  # the stubs give it no type
        if not feed.url:
            continue
        if complaint := complain_of_url(feed.url):
            message = f"xmlUrl {complaint}; correct it or remove the outline"
            problems.append(ConfigError(message, file=file, line=line, key="xmlUrl"))
        elif len(feeds) >= FEEDS_MAX:
            problems.append(ConfigError(f"more than {FEEDS_MAX:,} feeds; split the list", file=file, line=line))
            break
        else:
            page = canonical_url(feed.url)
            feeds[page] = merged(feeds[page], feed) if page in feeds else feed
    return tuple(feeds.values()), tuple(problems)


def parse_xml(text: str | bytes, *, file: str) -> etree._Element:
    """The root of an OPML document; raises ConfigError."""
    is_decoded = isinstance(text, str)
    body = text.removeprefix("\ufeff").encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(body) > OPML_BYTES_MAX:
        raise ConfigError(f"larger than {OPML_BYTES_MAX:,} bytes; this cannot be a subscription list", file=file)
    # Entities are refused unread: libxml2 replaces them in attributes whatever it is told.
    if ENTITY.search(body.replace(b"\0", b"")):
        raise ConfigError("declares XML entities, which no subscription list needs; remove its DOCTYPE", file=file)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8" if is_decoded else None,
    )
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise ConfigError(
            f"not well-formed XML: {error.msg}; export it again, or correct it (in XML & is written &amp;)",
            file=file,
            line=error.lineno or 0,
        ) from error
    if etree.QName(root).localname.lower() != "opml":
        raise ConfigError(
            f"not OPML: its root is <{cut(etree.QName(root).localname)}>; export your subscriptions as OPML", file=file
        )
    return root


def outlines(root: etree._Element) -> Iterator[etree._Element]:
    """All outlines, folders too, in the order of the document."""
    return (element for element in root.iter("{*}outline") if isinstance(element.tag, str))


def attributes(outline: etree._Element) -> Mapping[str, str]:
    """Squeezed attributes by their name in small letters: readers differ in how they write xmlUrl."""
    return {str(name).lower(): squeeze(CONTROL.sub(" ", str(value))) for name, value in outline.attrib.items()}


def feed_of(outline: etree._Element, *, topics: Collection[str]) -> Feed:
    """The feed of an outline; without an address where it is none."""
    said = attributes(outline)
    url, text = said.get("xmlurl", ""), said.get("text", "")
    title = said.get("title", text)
    # Readers keep the publisher's title in `title` and the owner's name for it in `text`.
    source = text if text not in (title, url) else ""
    return Feed(
        url=url,
        title="" if title == url else title[:TEXT_CHARS_MAX],
        source=source[:TEXT_CHARS_MAX],
        topics=tuple(dict.fromkeys(topics_around(outline, said, topics=topics))) if topics else (),
    )


def topics_around(outline: etree._Element, said: Mapping[str, str], *, topics: Collection[str]) -> Iterator[str]:
    """The topics that the feed's categories and the folders it lies in are named like."""
    names = [part for category in said.get("category", "").split(",") for part in category.split("/")]
    for folder in outline.iterancestors("{*}outline"):
        about = attributes(folder)
        names.append(about.get("text") or about.get("title", ""))
    for name in names:
        yield from [form for form in (name.strip().lower(), slugify(name)) if form in topics][:1]


def merged(feed: Feed, again: Feed) -> Feed:
    """A feed that lies in two folders."""
    return replace(feed, topics=tuple(dict.fromkeys((*feed.topics, *again.topics))))


def write_opml(desk: Desk) -> str:
    """The desk's feeds as an OPML 2.0 document; topics are categories, so that reading it gives them back."""
    lines = [outline_of(feed) for feed in desk.feeds]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<opml version="2.0">',
            f"  <head><title>{escaped(desk.masthead.title)}</title></head>",
            "  <body>",
            *lines,
            "  </body>",
            "</opml>",
            "",
        ]
    )


def outline_of(feed: Feed) -> str:
    """One feed."""
    said = {"type": "rss", "text": feed.source or feed.title or feed.url, "title": feed.title, "xmlUrl": feed.url}
    if feed.topics:
        said["category"] = ",".join(feed.topics)
    written = " ".join(f'{name}="{escaped(value)}"' for name, value in said.items())
    return f"    <outline {written}/>"


def escaped(text: str) -> str:
    """Text of an element or attribute, without what XML cannot hold."""
    return escape(squeeze(NOT_IN_XML.sub("", text)))
