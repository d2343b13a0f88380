"""The published articles as JSON: the items of the reference system's interface, and what it keeps to itself.

::

    news/index.json             the newest 25; page/1 to page/4 go on to the newest hundred
    news/archive.json           the days that have articles
    news/archive/<day>.json     a day's articles; page/<n> of a day with more than a hundred
    news/<topic>/...            the same of a topic

Only the first pages and the list of days change with every new article.  A day's file changes when that day's
articles do, so that a client which asks with ``If-None-Match`` gets the past once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from ..imagery import Picture
from ..model import Edition, RankedStory, Report
from ..text import squeeze
from ..urls import amp_cache_url
from .addresses import address, story_path
from .records import NOT_LEAD_HEAT, RELATED_MAX, best_first, fresh_heat, provider
from .told import iso_moment

NEWS_PER_PAGE: Final = 25
"""As the reference has it."""
PAGES_MAX: Final = 4
"""Pages of the newest: all of them change with every article, so that there are few."""
ARCHIVE_PER_PAGE: Final = 100
"""Some hundred kilobytes; most desks' days have fewer."""
Document = tuple[str, dict[str, Any]]
"""A path, and what stands there."""


@dataclass(frozen=True, slots=True)
class Item:
    """One published article, ready to be listed."""

    moment: str
    name: str
    topic_ids: tuple[str, ...]
    value: dict[str, Any]

    @property
    def day(self) -> str:
        """The day it came out, in UTC: ``2026-03-20``."""
        return self.moment[:10]


def news(edition: Edition) -> Iterator[Document]:
    """Every file below ``news``."""
    items = sorted(all_items(edition), key=lambda item: (item.moment, item.name), reverse=True)
    yield from listing(items, "news")
    for topic in edition.topics:
        those = [item for item in items if topic.id in item.topic_ids]
        yield from listing(those, f"news/{topic.id}")


def all_items(edition: Edition) -> Iterator[Item]:
    """Every report that has a record."""
    topic_names = {topic.id: topic.name for topic in edition.topics}
    for story in edition.stories:
        for report in story.reports:
            if report.record_name:
                yield Item(
                    moment=iso_moment(report.article.published),
                    name=report.record_name,
                    topic_ids=tuple(match.topic_id for match in report.topics),
                    value=item_of(story, report, edition, topic_names),
                )


# ---------------------------------------------------------------- pages


def listing(items: Sequence[Item], folder: str) -> Iterator[Document]:
    """The pages of the newest and the archive of some articles, which come newest first."""
    newest = items[: NEWS_PER_PAGE * PAGES_MAX]
    pages_count = max(1, math.ceil(len(newest) / NEWS_PER_PAGE))
    for number in range(1, pages_count + 1):
        page = {
            "page": number,
            "value": values(newest[(number - 1) * NEWS_PER_PAGE : number * NEWS_PER_PAGE]),
            "nextPage": number + 1 if number < pages_count else None,
            "archive": f"{folder}/archive.json",
        }
        if number == 1:
            yield f"{folder}/index.json", page
        yield f"{folder}/page/{number}/index.json", page
    days = {
        day: list(day_pages(day, list(those), f"{folder}/archive"))
        for day, those in groupby(items, key=lambda item: item.day)
    }
    yield f"{folder}/archive.json", list_of_days(days)
    for pages in days.values():
        yield from pages


def values(items: Sequence[Item]) -> list[dict[str, Any]]:
    """The items as they are listed."""
    return [item.value for item in items]


def list_of_days(days: Mapping[str, Sequence[Document]]) -> dict[str, Any]:
    """The days that have articles, newest first, with the files of each."""
    return {
        "days": [
            {
                "day": day,
                "news_count": sum(len(page["value"]) for _, page in pages),
                "files": [path for path, _ in pages],
            }
            for day, pages in days.items()
        ]
    }


def day_pages(day: str, items: Sequence[Item], folder: str) -> Iterator[Document]:
    """The articles of a day, newest first on each page; the first page has the earliest, so that it stays full."""
    first_up = items[::-1]
    for start in range(0, len(items), ARCHIVE_PER_PAGE):
        number = start // ARCHIVE_PER_PAGE + 1
        those = first_up[start : start + ARCHIVE_PER_PAGE]
        path = f"{folder}/{day}.json" if number == 1 else f"{folder}/{day}/page/{number}.json"
        yield path, {"day": day, "page": number, "value": values(those[::-1])}


# ---------------------------------------------------------------- an item


def item_of(story: RankedStory, report: Report, edition: Edition, topic_names: Mapping[str, str]) -> dict[str, Any]:
    """One article: the reference's names in its order, then ours.  Nothing in it moves with the clock."""
    article = report.article
    return {
        "path": path_of(report),
        "title": squeeze(article.headline),
        "excerpt": squeeze(article.excerpt),
        "sourceUrl": None,
        "webUrl": article.url,
        "originalUrl": article.url,
        "featuredContent": None,
        "highlight": None,
        "heat": round(fresh_heat(story)) if report is story.lead else NOT_LEAD_HEAT,
        "tags": list(article.tags),
        "images": images_of(report),
        "content": "",
        "type": "video" if report.kind.is_sure and report.kind.name == "video" else "article",
        "ampWebUrl": article.amp_url or None,
        "cdnAmpWebUrl": amp_cache_url(article.amp_url) or None,
        "publishedDateTime": iso_moment(article.published),
        "updatedDateTime": last_change(report),
        "provider": {**provider(report), "images": [], "publishers": None, "authors": list(article.authors)},
        "locale": edition.masthead.locale,
        "categories": ["news"],
        "topics": [topic_names.get(match.topic_id, match.topic_id) for match in report.topics],
        "id": article.id,
        "story": {
            "id": story.id,
            "slug": story.slug,
            "page": address(edition.masthead, story_path(story.slug)),
            "is_lead": report is story.lead,
        },
        "kind": report.kind.name,
        "language": article.language or None,
        "quality": {
            "total": round(report.quality.total, 2),
            "parts": [
                {"name": part.name, "points": part.points, "points_max": part.points_max, "why": part.why}
                for part in report.quality.parts
            ],
        },
        "decision": {
            "outcome": report.verdict.outcome,
            "rule": report.verdict.rule,
            "reason": report.verdict.reason,
        },
        "related": [related_of(other) for other in best_first(story, report)[:RELATED_MAX]],
    }


def path_of(report: Report) -> str | None:
    """Where the reference files a record; None: it has none."""
    return f"_news/{report.record_name}.md" if report.record_name else None


def last_change(report: Report) -> str | None:
    """The last change by its publisher that we know of: told by its page, or seen by us; None: there was none."""
    article = report.article
    moments = [*(change.seen_at for change in report.changes), *([article.updated] if article.updated else [])]
    later = [moment for moment in moments if moment > article.published]
    return iso_moment(max(later)) if later else None


def images_of(report: Report) -> list[dict[str, Any]]:
    """The publisher's picture, at the publisher, with its credit where we know it."""
    image = report.picture or report.article.image
    if image is None:
        return []
    credit, is_copied = (image.credit, bool(image.copies)) if isinstance(image, Picture) else ("", False)
    return [
        {
            "url": image.url,
            "width": image.width,
            "height": image.height,
            "title": image.alt or None,
            "attribution": credit or None,
            "isCached": is_copied,
        }
    ]


def related_of(report: Report) -> dict[str, Any]:
    """Another report of the story, in short."""
    return {
        "title": squeeze(report.article.headline),
        "webUrl": report.article.url,
        "provider": provider(report),
        "publishedDateTime": iso_moment(report.article.published),
        "quality": round(report.quality.total, 2),
        "path": path_of(report),
    }
