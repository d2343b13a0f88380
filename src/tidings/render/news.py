"""The published articles as JSON: the items of the reference system's interface, and what it keeps to itself.

::

    news/index.json             the newest 25; page/1 to page/4 go on to the newest hundred
    news/archive.json           the days that have articles
    news/archive/<day>.json     a day's articles; page/<n> of a day with more than a hundred
    news/<topic>/...            the same of a topic, whose list of days leads to the files of all articles

Only the first pages and the list of days change with every new article.  A day's file changes when that day's
articles do, so that a client which asks with ``If-None-Match`` gets the past once.  Each article stands in one such
file: days of each topic in files of their own doubled the whole site.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, Final

from ..imagery import Picture
from ..model import Edition, RankedStory, Report
from ..text import squeeze
from ..urls import amp_cache_url
from .addresses import address, story_path
from .plates import Issue
from .records import NOT_LEAD_HEAT, RELATED_MAX, best_first, fresh_heat, provider
from .told import iso_moment

NEWS_PER_PAGE: Final = 25
"""As the reference has it."""
PAGES_MAX: Final = 4
"""Pages of the newest: all of them change with every article, so that there are few."""
ARCHIVE_PER_PAGE: Final = 100
"""Some hundred kilobytes; most desks' days have fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of JSON to be made."""

    path: str
    make: Callable[[], dict[str, Any]]
    key: str = ""
    """Of all that it shows; empty: nobody knows until it is made."""


@dataclass(frozen=True, slots=True)
class Item:
    """One published article, ready to be listed."""

    moment: str
    name: str
    topic_ids: tuple[str, ...]
    story: RankedStory
    report: Report

    @property
    def day(self) -> str:
        """The day it came out, in UTC: ``2026-03-20``."""
        return self.moment[:10]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A file of the archive: a day's articles or a hundred of them, newest first."""

    path: str
    day: str
    page: int
    items: Sequence[Item]


def news(issue: Issue) -> Iterator[Document]:
    """Every file below ``news``."""
    edition = issue.edition
    items = sorted(all_items(edition), key=lambda item: (item.moment, item.name), reverse=True)
    shelves = [shelf for _, those in groupby(items, key=lambda item: item.day) for shelf in shelves_of(list(those))]
    for shelf in shelves:
        yield Document(path=shelf.path, make=partial(shelf_of, shelf, edition), key=key_of(issue, shelf.items))
    yield from newest_pages(issue, items, "news")
    yield archive("news", ((shelf, len(shelf.items)) for shelf in shelves))
    for topic in edition.topics:
        yield from newest_pages(issue, [item for item in items if topic.id in item.topic_ids], f"news/{topic.id}")
        counted = ((shelf, sum(topic.id in item.topic_ids for item in shelf.items)) for shelf in shelves)
        yield archive(f"news/{topic.id}", counted)


def key_of(issue: Issue, items: Sequence[Item], *shown: Any) -> str:
    """The key of a file that lists these articles."""
    return issue.key_of((item.story for item in items), [item.name for item in items], shown)


def shelf_of(shelf: Shelf, edition: Edition) -> dict[str, Any]:
    """A file of the archive."""
    return {"day": shelf.day, "page": shelf.page, "value": values(shelf.items, edition)}


def archive(folder: str, counted: Iterable[tuple[Shelf, int]]) -> Document:
    """The list of days of a folder."""
    days = list_of_days(counted)
    return Document(path=f"{folder}/archive.json", make=lambda: days)


def all_items(edition: Edition) -> Iterator[Item]:
    """Every report that has a record."""
    for story in edition.stories:
        for report in story.reports:
            if report.record_name:
                yield Item(
                    moment=iso_moment(report.article.published),
                    name=report.record_name,
                    topic_ids=tuple(match.topic_id for match in report.topics),
                    story=story,
                    report=report,
                )


# ---------------------------------------------------------------- pages


def newest_pages(issue: Issue, items: Sequence[Item], folder: str) -> Iterator[Document]:
    """The pages of the newest of some articles, which come newest first; there is a first page in any case."""
    newest = items[: NEWS_PER_PAGE * PAGES_MAX]
    pages_count = max(1, math.ceil(len(newest) / NEWS_PER_PAGE))
    for number in range(1, pages_count + 1):
        some = newest[(number - 1) * NEWS_PER_PAGE : number * NEWS_PER_PAGE]
        following = number + 1 if number < pages_count else None
        make = partial(page_of, some, issue.edition, number=number, following=following, folder=folder)
        paths = [f"{folder}/page/{number}/index.json", *([f"{folder}/index.json"] if number == 1 else [])]
        yield from (Document(path=path, make=make, key=key_of(issue, some, folder, following)) for path in paths)


def page_of(
    items: Sequence[Item], edition: Edition, *, number: int, following: int | None, folder: str
) -> dict[str, Any]:
    """One page of the newest."""
    return {
        "page": number,
        "value": values(items, edition),
        "nextPage": following,
        "archive": f"{folder}/archive.json",
    }


def values(items: Sequence[Item], edition: Edition) -> list[dict[str, Any]]:
    """The items as they are listed."""
    topic_names = {topic.id: topic.name for topic in edition.topics}
    return [item_of(item.story, item.report, edition, topic_names) for item in items]


def shelves_of(items: Sequence[Item]) -> Iterator[Shelf]:
    """The files of a day's articles, newest first; the first file has the earliest hundred, so that it stays full."""
    day, first_up = items[0].day, items[::-1]
    for start in range(0, len(items), ARCHIVE_PER_PAGE):
        page = start // ARCHIVE_PER_PAGE + 1
        path = f"news/archive/{day}.json" if page == 1 else f"news/archive/{day}/page/{page}.json"
        yield Shelf(path, day, page, first_up[start : start + ARCHIVE_PER_PAGE][::-1])


def list_of_days(counted: Iterable[tuple[Shelf, int]]) -> dict[str, Any]:
    """The days that have articles, newest first, with the files of each; ``counted`` says how many a file has."""
    by_day: dict[str, dict[str, int]] = {}
    for shelf, count in counted:
        if count:
            by_day.setdefault(shelf.day, {})[shelf.path] = count
    return {
        "days": [{"day": day, "news_count": sum(files.values()), "files": list(files)} for day, files in by_day.items()]
    }


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
