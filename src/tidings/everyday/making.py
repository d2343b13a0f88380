"""Records of the reference system made of articles, or brought up to date with what is thought of them now."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from ..model import Article
from ..rules import EverydayNumbers
from ..sources import Source
from ..text import squeeze
from ..urls import amp_cache_url
from .record import NewsRecord, Provider, RecordImage, RelatedRecord
from .rules import Traits

FILM_HOSTS = frozenset({"youtube.com", "youtu.be", "m.youtube.com"})
FILM_ID = re.compile(r"[A-Za-z0-9_-]{11}")
FRAME = (
    '<iframe width="800" height="500" frameborder="0" src="https://www.youtube.com/embed/{}" allow="accelerometer; '
    'autoplay; encrypted-media; gyroscope; picture-in-picture" allowfullscreen></iframe>'
)
"""What stands in the record of a film."""
PROVIDER_PIXELS = 50
"""Width and height of a provider's picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is thought of an article now: all of a record that may change."""

    quality: int
    heat: int
    published: bool
    topics: tuple[str, ...]
    """Names."""
    related: tuple[RelatedRecord, ...] = ()


def record_from(article: Article, numbers: EverydayNumbers) -> NewsRecord:
    """The record of an article, but for what is thought of it."""
    film = film_id(article.url)
    return NewsRecord(
        title=squeeze(article.headline),
        excerpt=squeeze(article.excerpt),
        publishedDateTime=moment(article.published),
        originalUrl=article.url,
        webUrl=None if film else article.url,
        ampWebUrl=article.amp_url or None,
        cdnAmpWebUrl=amp_cache_url(article.amp_url) or None,
        type="video" if film else "article",
        featuredContent=FRAME.format(film) if film else None,
        provider=provider_of(article.source, numbers),
        images=images_of(article),
    )


def traits_of(article: Article) -> Traits:
    """All that its quality is made of, as its record would have it."""
    return Traits(
        title=squeeze(article.headline),
        domain=article.source.domain,
        type="video" if film_id(article.url) else "article",
        has_image=article.image is not None,
        has_amp=bool(article.amp_url),
    )


def with_standing(record: NewsRecord, standing: Standing) -> NewsRecord:
    """A record as it stands now; what its publisher said in it stays."""
    return replace(
        record,
        quality=standing.quality,
        heat=standing.heat,
        published=standing.published,
        topics=standing.topics,
        related=standing.related,
    )


def related_from(record: NewsRecord, quality: int) -> RelatedRecord:
    """An article as another one of its story lists it: without topics, heat and its provider's picture."""
    return RelatedRecord(
        title=record.title,
        excerpt=record.excerpt,
        publishedDateTime=record.publishedDateTime,
        webUrl=record.webUrl,
        ampWebUrl=record.ampWebUrl,
        cdnAmpWebUrl=record.cdnAmpWebUrl,
        type=record.type,
        provider=replace(record.provider, images=()),
        quality=quality,
        images=record.images,
    )


def moment(value: datetime) -> str:
    """A moment as records write it."""
    return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def provider_of(source: Source, numbers: EverydayNumbers) -> Provider:
    """Who published it, with a picture where the site has one."""
    pictured = numbers.assets and source.domain in numbers.pictured
    name = f"{source.domain}-{PROVIDER_PIXELS}x{PROVIDER_PIXELS}.jpg"
    url = f"{numbers.assets}/assets/images/organizations/{name}"
    picture = RecordImage(url=url, width=PROVIDER_PIXELS, height=PROVIDER_PIXELS)
    return Provider(name=source.name, domain=source.domain, images=(picture,) if pictured else ())


def images_of(article: Article) -> tuple[RecordImage, ...]:
    """Its publisher's picture; sizes as declared."""
    image = article.image
    if image is None:
        return ()
    return (RecordImage(url=image.url, width=image.width, height=image.height, isCached=True),)


def film_id(url: str) -> str:
    """The id of the film at an address; empty: there is none."""
    if "youtu" not in url:
        return ""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if host not in FILM_HOSTS:
        return ""
    told = parts.path.strip("/") if host == "youtu.be" else parse_qs(parts.query).get("v", [""])[0]
    return told if FILM_ID.fullmatch(told) else ""
