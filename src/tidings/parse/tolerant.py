"""The last resort: feedparser, for documents that no XML parser will read."""

from __future__ import annotations

from typing import Any

from ..dates import parse_date
from ..markup import clean_text, first_image
from ..model import DateClaim, Entry, ParsedFeed
from .fields import distinct, person, safe_html, web_url

BYTES_MAX = 2_000_000
"""feedparser is slow on large broken documents, which attackers would send."""


def read_anything(body: bytes, *, feed_url: str) -> ParsedFeed | None:
    """What feedparser makes of a body; None where it finds no item."""
    import feedparser  # slow to import, and hardly ever needed

    try:
        found = feedparser.parse(body[:BYTES_MAX], sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001  # it raises TypeError, KeyError and others on hostile documents
        return None
    if not found.entries:
        return None
    return ParsedFeed(
        title=clean_text(str(found.feed.get("title", ""))),
        url=web_url(str(found.feed.get("link", "")), feed_url),
        description=clean_text(str(found.feed.get("subtitle", ""))),
        language=str(found.feed.get("language", ""))[:35],
        entries=tuple(read_entry(entry, base=feed_url) for entry in found.entries),
    )


def read_entry(entry: Any, *, base: str) -> Entry:  # feedparser's own dictionary
    """One of feedparser's entries."""
    url = web_url(str(entry.get("link", "")), base)
    contents = [str(part.get("value", "")) for part in entry.get("content", ())]
    content = safe_html(contents[0], base) if contents else ""
    summary = safe_html(str(entry.get("summary", "")), base)
    return Entry(
        id=str(entry.get("id", "")) or url,
        url=url,
        headline=clean_text(str(entry.get("title", ""))),
        summary=summary,
        content=content,
        authors=distinct([person(str(entry.get("author", "")))]),
        published=claim(entry, "published"),
        updated=claim(entry, "updated"),
        image=first_image(content or summary),
        tags=distinct(clean_text(str(tag.get("term") or "")) for tag in entry.get("tags", ())),
    )


def claim(entry: Any, key: str) -> DateClaim | None:  # feedparser's own dictionary
    """A date, where there is one."""
    text = str(entry.get(key, "")) if key in entry else ""
    return parse_date(text, key) if text else None
