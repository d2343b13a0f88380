"""Feeds, sitemaps and data: they can be read, and say what their formats require."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any, Final

import msgspec
from lxml import etree

from .links import Release

ATOM: Final = "{http://www.w3.org/2005/Atom}"
SITEMAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
"""A moment of RFC 3339 with its zone."""
JSON_FEED: Final = "https://jsonfeed.org/version/"
Faults = Iterator[tuple[int, str]]


# ---------------------------------------------------------------- XML


def xml_faults(path: str, text: str, release: Release) -> Faults:
    """What is wrong with an XML file: (line, what)."""
    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(no_network=True, resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as error:
        yield error.lineno or 0, f"it is not well formed: {error.msg}"
        return
    reader = XML_READERS.get(str(root.tag))
    if reader:
        yield from reader(root, path, release)


def atom_faults(root: etree._Element, path: str, release: Release) -> Faults:
    """Atom: id, title and a moment for the feed and each entry; no id twice; our pages exist."""
    entries = root.findall(f"{ATOM}entry")
    for part in (root, *entries):
        yield from missing(part, [f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated"])
        for tag in ("updated", "published"):
            moment = part.find(f"{ATOM}{tag}")
            if moment is not None and not MOMENT.fullmatch(moment.text or ""):
                yield line(moment), f"<{tag}> is no moment: {moment.text!r}"
        for link in part.findall(f"{ATOM}link"):
            yield from dead(link.get("href", ""), line(link), path, release)
    yield from twice((entry.findtext(f"{ATOM}id") or "", line(entry)) for entry in entries)


def rss_faults(root: etree._Element, path: str, release: Release) -> Faults:
    """RSS 2.0: title, link and description for the channel, a title or description for each item; no guid twice."""
    channel = root.find("channel")
    if channel is None:
        yield line(root), "<rss> has no <channel>"
        return
    yield from missing(channel, ["title", "link", "description"])
    items = channel.findall("item")
    for item in items:
        if not (item.findtext("title") or item.findtext("description") or "").strip():
            yield line(item), "an item has neither title nor description"
        if (stamp := item.findtext("pubDate")) is not None and not is_mail_date(stamp):
            yield line(item), f"<pubDate> is no date: {stamp!r}"
    for part in (channel, *items):
        yield from dead(part.findtext("link") or "", line(part), path, release)
    yield from twice((guid, line(item)) for item in items if (guid := item.findtext("guid")) is not None)


def urlset_faults(root: etree._Element, path: str, release: Release) -> Faults:
    """A sitemap or an index of them: every address is there once and leads somewhere."""
    found = []
    for entry in root.iterchildren(f"{SITEMAP}url", f"{SITEMAP}sitemap"):
        location = entry.findtext(f"{SITEMAP}loc") or ""
        found.append((location, line(entry)))
        if not location:
            yield line(entry), "an entry has no <loc>"
        yield from dead(location, line(entry), path, release)
        moment = entry.findtext(f"{SITEMAP}lastmod")
        if moment is not None and not MOMENT.fullmatch(moment):
            yield line(entry), f"<lastmod> is no moment: {moment!r}"
    yield from twice(found)


def opml_faults(root: etree._Element, _path: str, _release: Release) -> Faults:
    """OPML: a head and a body."""
    yield from ((line(root), f"<opml> has no <{tag}>") for tag in ("head", "body") if root.find(tag) is None)


XML_READERS: Final[dict[str, Callable[[etree._Element, str, Release], Faults]]] = {
    f"{ATOM}feed": atom_faults,
    "rss": rss_faults,
    f"{SITEMAP}urlset": urlset_faults,
    f"{SITEMAP}sitemapindex": urlset_faults,
    "opml": opml_faults,
}
"""Who reads a document, by the name of its root; others have to be well formed only."""


def missing(part: etree._Element, tags: list[str]) -> Faults:
    """Elements that a part must have and has not; what they say may be a publisher's, and empty."""
    name = str(etree.QName(part).localname)
    yield from ((line(part), f"<{name}> has no <{tag.rpartition('}')[2]}>") for tag in tags if part.find(tag) is None)


def line(part: etree._Element) -> int:
    """Where an element begins."""
    return getattr(part, "sourceline", 0) or 0  # the stubs have a wrong type for it


# ---------------------------------------------------------------- JSON


def json_faults(path: str, text: str, release: Release) -> Faults:
    """What is wrong with a JSON file: (line, what)."""
    try:
        data = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        yield 0, f"it cannot be read as JSON: {error}"
        return
    version = data.get("version") if isinstance(data, dict) else None
    if isinstance(version, str) and version.startswith(JSON_FEED):
        yield from json_feed_faults(data, path, release)


def json_feed_faults(feed: dict[str, Any], path: str, release: Release) -> Faults:
    """JSON Feed: title and items; each with an id of its own and something to read."""
    if not isinstance(feed.get("title"), str) or not isinstance(feed.get("items"), list):
        yield 0, "a JSON feed needs a title and items"
        return
    for item in feed["items"]:
        if not {"content_html", "content_text"} & item.keys():
            yield 0, f"the item {item.get('id')!r} has nothing to read"
        yield from dead(item.get("url", ""), 0, path, release)
    yield from twice((str(item.get("id", "")), 0) for item in feed["items"])


# ---------------------------------------------------------------- both


def dead(link: str, at: int, path: str, release: Release) -> Faults:
    """A link of ours that leads nowhere; those of others are theirs."""
    home = release.home.rstrip("/")
    if home and link.startswith(f"{home}/"):
        target = release.target_of(link, path)
        if target is not None and not release.has(target):
            yield at, f"the link {link!r} leads nowhere"


def twice(ids: Iterator[tuple[str, int]] | list[tuple[str, int]]) -> Faults:
    """Ids that are missing or not the first of their name."""
    seen: set[str] = set()
    for name, at in ids:
        if not name:
            yield at, "an entry has no id"
        elif name in seen:
            yield at, f"the id {name!r} is there twice"
        seen.add(name)


def is_mail_date(value: str) -> bool:
    """A date of RFC 822."""
    try:
        return parsedate_to_datetime(value) is not None
    except (ValueError, TypeError):
        return False
