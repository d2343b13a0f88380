"""The reference system's records of news: typed, read and written byte for byte.

One file for each article, ``_news/DATE-SLUG.md``: front matter and no body.  Names and their order are the
reference system's own; names that it does not know are kept and written after those that it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .frontmatter import split_front, write_front
from .shapes import More, build, read_as, text_of, tree_of

PLAIN: Final = frozenset(
    {"category", "publishedDateTime", "type", "provider.name", "provider.domain", "topics"}
    | {f"related.{name}" for name in ("publishedDateTime", "type", "provider.name", "provider.domain")}
)
"""Texts that stand without quotation marks."""
BLOCKS: Final = ("featuredContent", "provider", "topics", "images", "related", "secured")
"""Names with a blank line before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordImage:
    """A picture; sizes in pixels."""

    url: str
    width: int
    height: int
    isCached: bool | None = None  # noqa: N815  # the reference system's name
    """Always true on pictures of articles; absent on those of providers."""
    title: str | None = None
    """Of portraits: whose."""
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A publisher behind the provider, or an author."""

    name: str
    domain: str | None = None
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who published it."""

    name: str
    domain: str
    images: tuple[RecordImage, ...] = ()
    publishers: tuple[Named, ...] = ()
    """Never of news, like ``authors``."""
    authors: tuple[Named, ...] = ()
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedRecord:
    """Another article of the same story; it has no topics, no heat and no address of its own record."""

    title: str
    excerpt: str
    publishedDateTime: str  # noqa: N815
    webUrl: str | None = None  # noqa: N815
    ampWebUrl: str | None = None  # noqa: N815
    cdnAmpWebUrl: str | None = None  # noqa: N815
    type: str = "article"
    provider: Provider
    quality: int
    images: tuple[RecordImage, ...] = ()
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsRecord:
    """One article as the reference system publishes it."""

    category: str = "news"
    title: str
    excerpt: str
    publishedDateTime: str  # noqa: N815
    """``YYYY-MM-DDTHH:MM:SSZ``."""
    originalUrl: str  # noqa: N815
    webUrl: str | None = None  # noqa: N815
    """The same; absent where ``type`` is ``video``."""
    ampWebUrl: str | None = None  # noqa: N815
    cdnAmpWebUrl: str | None = None  # noqa: N815
    type: str = "article"
    quality: int | None = None
    """Absent in the oldest records, like ``heat``."""
    heat: int | None = None
    published: bool | None = None
    featuredContent: str | None = None  # noqa: N815
    """HTML of a film."""
    provider: Provider
    topics: tuple[str, ...] = ()
    """Names, not ids."""
    images: tuple[RecordImage, ...] = ()
    related: tuple[RelatedRecord, ...] = ()
    secured: str | None = None
    """Ciphertext and initialisation vector in base64, with a semicolon between them."""
    more: More = ()
    body: str = ""
    """What follows the front matter: nothing, in every record of the reference system."""


def read_news(data: bytes, *, file: str = "") -> NewsRecord:
    """The record in a file; raises RecordError, which names file, line and key."""
    front, body = split_front(text_of(data, file=file), file=file)
    record: NewsRecord = read_as(NewsRecord, front, body.removeprefix("\n"), file=file)
    return record


def record_of(tree: Mapping[str, Any]) -> NewsRecord:
    """The record that names with values make; raises RecordError with the key."""
    record: NewsRecord = build(NewsRecord, dict(tree), "", {})
    return record


def write_news(record: NewsRecord) -> bytes:
    """The file of a record."""
    return (write_front(tree_of(record), plain=PLAIN, blocks=BLOCKS) + record.body).encode("utf-8", "surrogatepass")
