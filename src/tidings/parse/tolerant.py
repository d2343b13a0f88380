"""The tolerant way: feedparser, for documents that no strict parser reads, and for what the fast way declines.

Its own sanitiser and its resolution of addresses stay off: ours do both afterwards, for both ways alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .draft import HTML_KINDS, Dated, Document, Draft, Link, Person, Text, looks_like_html

BYTES_MAX = 2_000_000
"""feedparser takes about a second for this much, and more than its share for more."""
DEPTH_MAX = 2_000
"""Elements inside each other; every one costs feedparser more than the one before."""
FORMATS = {
    "rss090": "RSS 0.90", "rss091n": "RSS 0.91", "rss091u": "RSS 0.91", "rss092": "RSS 0.92", "rss093": "RSS 0.93",
    "rss094": "RSS 0.94", "rss10": "RSS 1.0 (RDF)", "rss20": "RSS 2.0", "rss": "RSS", "cdf": "CDF",
    "atom01": "Atom 0.1", "atom02": "Atom 0.2", "atom03": "Atom 0.3", "atom10": "Atom 1.0", "atom": "Atom",
}  # fmt: skip
RDF = ("rss090", "rss10")
"""Versions whose items are named by their address (``rdf:about``)."""
ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
TOKEN = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(/?)[A-Za-z_][^<>]*?(/?)>", re.DOTALL)
SKIPPED = re.compile(rb"<(skipHours|skipDays)\b[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
PACKED = re.compile(rb"mode\s*=\s*[\"']base64[\"']")
TAG = re.compile(r"<[^<>]*>")
Table = Mapping[str, Any]


def read_tolerantly(body: bytes, *, items_max: int) -> Document | None:
    """What feedparser makes of a body in UTF-8; None where it finds no feed, or is not let near it."""
    import feedparser  # slow to import, and hardly ever needed

    bounded, beyond = bound(body, items_max)
    if is_too_deep(bounded):
        return None
    try:
        found = feedparser.parse(bounded, sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001  # it raises TypeError, KeyError and others on hostile documents
        return None
    if not found.entries and not found.version and not {"title", "link", "updated"} & set(found.feed):
        return None
    is_packed = PACKED.search(bounded) is not None
    channel = read_node(found.feed, is_packed=is_packed)
    channel.said = said_by(found.feed, bounded)
    items = tuple(read_node(entry, is_packed=is_packed) for entry in found.entries)
    if found.version in RDF:
        for item in items:
            item.about = item.id
    return Document(
        channel=channel,
        items=items,
        format=FORMATS.get(found.version, "unknown"),
        is_atom=found.version.startswith("atom"),
        beyond=beyond,
        missing=max(0, len(ITEM.findall(bounded)) - len(items)),
    )


def bound(body: bytes, items_max: int) -> tuple[bytes, int]:
    """As much of a body as feedparser may see, and how many items lie beyond."""
    places = [found.start() for found in ITEM.finditer(body)]
    end = places[items_max] if len(places) > items_max else len(body)
    if end > BYTES_MAX:
        whole = [place for place in places if place <= BYTES_MAX]
        end = whole[-1] if len(whole) > 1 else BYTES_MAX
    return body[:end], sum(1 for place in places if place >= end)


def is_too_deep(body: bytes) -> bool:
    """A document whose elements lie too deep inside each other."""
    if body.count(b"<") <= DEPTH_MAX:
        return False
    depth = 0
    for found in TOKEN.finditer(body):
        if found[1] is None or found[2]:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > DEPTH_MAX:
            return True
    return False


# ---------------------------------------------------------------- feedparser's dictionaries


def read_node(node: Table, *, is_packed: bool) -> Draft:
    """An entry or a feed as a draft."""
    # Its dictionaries answer to old names, too, and warn; plain ones do not.
    said = dict(node)
    draft = Draft(id=words(said, "id"), is_id_a_link=bool(said.get("guidislink")))
    draft.other_title = words(said, "itunes_title")
    draft.counter = words(said, "feedburner_origlink")
    draft.links = [read_link(link) for link in tables(said, "links")]
    draft.title = text_of(said, "title", is_packed=is_packed)
    draft.summary, draft.subtitle = (text_of(said, key, is_packed=is_packed) for key in ("summary", "subtitle"))
    draft.contents = [text for part in tables(said, "content") if (text := text_in(part, is_packed=is_packed))]
    draft.people = [
        Person(words(person, "name"), words(person, "email")) for person in tables(said, "authors") if person
    ]
    draft.publisher = words(said.get("publisher_detail") or {}, "name")
    draft.published, draft.updated, draft.created = (dated(said, key) for key in ("published", "updated", "created"))
    draft.tags = [words(tag, "term") or words(tag, "label") for tag in tables(said, "tags")]
    draft.pictures = list(pictures_of(said))
    draft.media = [(kind, dict(said_)) for kind in ("content", "thumbnail") for said_ in tables(said, f"media_{kind}")]
    draft.language = words(said, "language")
    return draft


def text_of(said: Table, key: str, *, is_packed: bool) -> Text | None:
    """A text with what is known of it; a copy of another field has nothing, and is none."""
    detail = said.get(f"{key}_detail")
    return text_in(detail, said.get(key), is_packed=is_packed) if isinstance(detail, Mapping) else None


def text_in(detail: Table, value: object = None, *, is_packed: bool) -> Text | None:
    """A text construct; ``is_packed``: some in this document are in base64."""
    raw = str(value if value is not None else detail.get("value") or "")
    kind = str(detail.get("type") or "")
    # It decodes base64 but does not say so; what was packed is HTML if it looks like it.
    is_html = kind in HTML_KINDS or ((is_packed or kind != "text/plain") and looks_like_html(raw))
    return Text(raw, is_html, str(detail.get("base") or ""))


def read_link(link: Table) -> Link:
    """A link, already whole as far as the document says relative to what."""
    return Link(words(link, "href"), words(link, "rel") or "alternate", words(link, "type") or "text/html")


def pictures_of(said: Table) -> Iterable[str]:
    """The addresses of pictures, the best first."""
    image = said.get("image")
    if isinstance(image, Mapping):
        yield words(image, "href")
    yield from (words(said, key) for key in ("logo", "icon"))


def dated(said: Table, key: str) -> Dated | None:
    """A date, where there is one."""
    raw = words(said, key)
    return Dated(raw, key) if raw else None


def said_by(feed: Table, body: bytes) -> dict[str, str]:
    """What a channel says about being asked; feedparser keeps only the last of several hours and days."""
    names = {"ttl": "ttl", "updateperiod": "sy_updateperiod", "updatefrequency": "sy_updatefrequency"}
    said = {key: words(dict(feed), name) for key, name in names.items()}
    for name, inside in SKIPPED.findall(body):
        said[name.decode().lower()] = TAG.sub(" ", inside.decode("utf-8", "replace"))
    return said


def tables(said: Table, key: str) -> list[Table]:
    """A list of dictionaries; what is none is empty."""
    value = said.get(key)
    return [dict(one) for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def words(said: Table, key: str) -> str:
    """A value as text."""
    value = said.get(key)
    return value if isinstance(value, str) else ""
