"""The reference system's JSON interface to news, as static files, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..model import File
from .record import NewsRecord, RecordImage

NEWS_PER_PAGE: Final = 25
LOCALE: Final = "en-us"
Named = tuple[str, NewsRecord]
"""The name of a record's file, and the record."""


def news_api(
    records: Sequence[Named], *, topic_ids: Mapping[str, str], folder: str = "api/news", locale: str = LOCALE
) -> Iterator[File]:
    """All pages of the published records, newest first, and those of each topic (id by name)."""
    shown = sorted((one for one in records if one[1].published), key=newest_first, reverse=True)
    yield from pages(shown, folder, locale=locale)
    for topic, topic_id in topic_ids.items():
        those = [one for one in shown if topic in one[1].topics]
        if those:
            yield from pages(those, f"{folder}/{topic_id}", locale=locale)


def newest_first(one: Named) -> tuple[str, str]:
    """Sorts by time, then by name."""
    return one[1].publishedDateTime, one[0]


def pages(records: Sequence[Named], folder: str, *, locale: str) -> Iterator[File]:
    """A listing in pages; the first one stands under two addresses."""
    for start in range(0, len(records), NEWS_PER_PAGE):
        number = start // NEWS_PER_PAGE + 1
        value = [item_of(name, record, locale=locale) for name, record in records[start : start + NEWS_PER_PAGE]]
        is_last = start + NEWS_PER_PAGE >= len(records)
        page = {"page": number, "value": value, "nextPage": None if is_last else number + 1}
        data = json.dumps(page, indent=2, ensure_ascii=False).encode()
        if number == 1:
            yield File(path=f"{folder}/index.json", data=data)
        yield File(path=f"{folder}/page/{number}/index.json", data=data)


def item_of(name: str, record: NewsRecord, *, locale: str) -> dict[str, Any]:
    """One record as clients get it: neither quality nor related articles."""
    return {
        "path": f"_news/{name}",
        "title": record.title,
        "excerpt": record.excerpt,
        "sourceUrl": None,
        "webUrl": record.webUrl,
        "originalUrl": record.originalUrl,
        "featuredContent": record.featuredContent,
        "highlight": None,
        "heat": record.heat,
        "tags": None,
        "images": [image_of(image) for image in record.images],
        "content": record.body,
        "type": record.type,
        "ampWebUrl": record.ampWebUrl,
        "cdnAmpWebUrl": record.cdnAmpWebUrl,
        "publishedDateTime": record.publishedDateTime,
        "updatedDateTime": None,
        "provider": {
            "name": record.provider.name,
            "domain": record.provider.domain,
            "images": [image_of(image) for image in record.provider.images],
            "publishers": None,
            "authors": None,
        },
        "locale": locale,
        "categories": [record.category],
        "topics": list(record.topics),
    }


def image_of(image: RecordImage) -> dict[str, Any]:
    """A picture as clients get it."""
    return {
        "url": image.url,
        "width": image.width,
        "height": image.height,
        "title": None,
        "attribution": None,
        "isCached": bool(image.isCached),
    }
