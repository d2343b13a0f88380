"""The shortest valid one of each value; name only what the test is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tidings.model import (
    Article,
    DateClaim,
    Desk,
    Entry,
    Feed,
    Masthead,
    ParsedFeed,
    Story,
)
from tidings.sources import Source
from tidings.urls import domain_of, url_id

NOON = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)


def at(hours: float) -> datetime:
    """A moment some hours after noon."""
    return NOON + timedelta(hours=hours)


def make_article(headline: str = "Ferry runs aground off Skell", *, url: str = "", **fields: Any) -> Article:
    """An article; its address follows its headline and source."""
    source = fields.pop("source", "The Post")
    url = url or f"https://{source.lower().replace(' ', '')}.example/{headline.lower().replace(' ', '-')}"
    defaults: dict[str, Any] = {
        "id": url_id(url),
        "url": url,
        "source": Source(id=source.lower().replace(" ", "-"), name=source, domain=domain_of(url)),
        "headline": headline,
        "excerpt": "",
        "published": NOON,
        "published_from": "pubDate",
        "seen_at": NOON,
        "feed_url": f"https://{domain_of(url)}/feed",
        "entry_id": url,
    }
    return Article(**(defaults | fields))


def make_entry(headline: str = "Ferry runs aground", *, published: datetime | None = NOON, **fields: Any) -> Entry:
    """An entry with a date."""
    claim = DateClaim(raw=published.isoformat(), element="pubDate", at=published, zone="stated") if published else None
    defaults: dict[str, Any] = {"id": "1", "url": "https://post.example/1", "headline": headline, "published": claim}
    return Entry(**(defaults | fields))


def make_story(*articles: Article) -> Story:
    """A story of these articles, oldest first."""
    ordered = tuple(sorted(articles, key=lambda article: (article.published, article.id)))
    return Story(id=ordered[0].id, articles=ordered)


def make_desk(*feeds: Feed, **fields: Any) -> Desk:
    """A desk with a title."""
    return Desk(masthead=Masthead(title="Low Isles Today"), feeds=feeds, **fields)


def make_document(**fields: Any) -> ParsedFeed:
    """A feed document of The Post."""
    return ParsedFeed(**({"title": "The Post", "url": "https://post.example/"} | fields))
