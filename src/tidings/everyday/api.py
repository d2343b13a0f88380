"""The reference system's JSON interface to news, as static files, byte for byte; and how every listing is paged."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..model import File
from .frontmatter import Tree
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
    items = [item_of(name, record, locale=locale) for name, record in shown]
    yield from pages(items, folder, size=NEWS_PER_PAGE)
    for topic, topic_id in topic_ids.items():
        those = [item for item in items if topic in item["topics"]]
        if those:
            yield from pages(those, f"{folder}/{topic_id}", size=NEWS_PER_PAGE)


def newest_first(one: Named) -> tuple[str, str]:
    """Sorts by time, then by name."""
    return one[1].publishedDateTime, one[0]


def pages(values: Sequence[Tree], folder: str, *, size: int, head: Mapping[str, str] | None = None) -> Iterator[File]:
    """A listing in pages; the first one stands under two addresses.

    With a ``head``, as all collections but news have one, names without a value are left out.
    """
    for start in range(0, len(values), size):
        number = start // size + 1
        is_last = start + size >= len(values)
        page = {"page": number, "value": values[start : start + size], "nextPage": None if is_last else number + 1}
        data = page_data(without_nulls({**head, **page}) if head else page)
        if number == 1:
            yield File(path=f"{folder}/index.json", data=data)
        yield File(path=f"{folder}/page/{number}/index.json", data=data)


def page_data(page: Any) -> bytes:
    """A page as it is published: indented, without a line end at its end; half characters stand escaped."""
    return json.dumps(page, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace")


def without_nulls(value: Any) -> Any:
    """The same without the names that have no value."""
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


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
        "title": image.title,
        "attribution": None,
        "isCached": bool(image.isCached),
    }
