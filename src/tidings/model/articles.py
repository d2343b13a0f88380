"""What an entry became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .documents import Image


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An organisation that publishes."""

    id: str
    """Slug of its domain; part of addresses."""
    name: str
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published piece, cleaned; every field is text or a checked address."""

    id: str
    """The first 16 hexadecimal digits of SHA-256 of ``url``, so that it is the same everywhere."""
    url: str
    """Canonical address at the publisher."""
    source: Source
    headline: str
    excerpt: str = ""
    text: str = ""
    """All the text the feed gave, plain."""
    authors: tuple[str, ...] = ()
    published: datetime
    """The publisher's claim where it can be believed, else our first sight."""
    published_from: str
    """Evidence for ``published`` in words, with the raw claim where it was not believed."""
    is_dated: bool = True
    """The publisher's claim was believed."""
    updated: datetime | None = None
    seen_at: datetime
    """When we first saw it."""
    image: Image | None = None
    tags: tuple[str, ...] = ()
    language: str = ""
    feed_url: str = ""
    entry_id: str = ""
