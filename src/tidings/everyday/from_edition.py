"""The reference system's interface from any desk: an edition's reports as its records, and its files made of them."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ..model import Edition, File, Masthead, RankedStory, Report, Topic
from ..rules import EverydayNumbers
from .api import Named, news_api
from .making import Standing, record_from, with_standing
from .record import NewsRecord

EVERYDAY_OUTPUT: Final = "everyday_api"
"""What this output is called among the others."""
FOLDER: Final = "site/api"
NOT_LEAD_HEAT: Final = -1
"""The reference's mark for an article that a better one of its story stands for."""


def records_shown(edition: Edition, numbers: EverydayNumbers | None = None) -> list[Named]:
    """The record of every published report, with the name of its file: what the reference would list."""
    names = {topic.id: topic.name for topic in edition.topics}
    return [
        (f"{report.record_name}.md", record_of(story, report, topic_names=names, numbers=numbers or EverydayNumbers()))
        for story in edition.stories
        for report in story.reports
        if report.record_name
    ]


def record_of(
    story: RankedStory, report: Report, *, topic_names: Mapping[str, str], numbers: EverydayNumbers
) -> NewsRecord:
    """One report as a record; its heat is its story's where it leads it, and does not move with the clock."""
    standing = Standing(
        quality=round(report.quality.total),
        heat=fresh_heat(story) if report is story.lead else NOT_LEAD_HEAT,
        published=report.verdict.outcome == "published",
        topics=tuple(topic_names.get(match.topic_id, match.topic_id) for match in report.topics),
    )
    record = with_standing(record_from(report.article, numbers), standing)
    is_film = report.kind.is_sure and report.kind.name == "video"
    return replace(record, type="video") if is_film else record


def fresh_heat(story: RankedStory) -> int:
    """What a story's reports brought when they appeared, added up."""
    return round(math.fsum(share.points_fresh for share in story.heat_shares))


# ---------------------------------------------------------------- files


def everyday_api(edition: Edition, records: Sequence[Named] | None = None) -> Iterator[File]:
    """The reference's files under ``site/api``; of other records than the edition's own where they are given.

    A topic without articles has no pages and, as there, no service; the listing of all news is there in any case.
    """
    shown = records_shown(edition) if records is None else records
    topic_ids = {topic.name: topic.id for topic in edition.topics}
    folder, locale = f"{FOLDER}/news", edition.masthead.locale
    pages = list(news_api(shown, topic_ids=topic_ids, folder=folder, locale=locale))
    yield from pages or nothing(folder)
    listed = {file.path for file in pages}
    with_news = {topic.id for topic in edition.topics if f"{folder}/{topic.id}/index.json" in listed}
    yield collection("topics", title="Topics", path="_data/topics/", value=all_topics(edition, with_news))
    yield collection("newsletters", title=newsletters_title(edition), path="_newsletters/", value=[])


def nothing(folder: str) -> Iterator[File]:
    """The first page of a listing that has no articles yet."""
    data = dump({"page": 1, "value": [], "nextPage": None})
    yield File(path=f"{folder}/index.json", data=data)
    yield File(path=f"{folder}/page/1/index.json", data=data)


def collection(name: str, *, title: str, path: str, value: Sequence[Any]) -> File:
    """A collection in one page, in the envelope that all of the reference's but news have."""
    page = {"title": title, "path": path, "page": 1, "value": value, "nextPage": None}
    return File(path=f"{FOLDER}/{name}/index.json", data=dump(page))


def all_topics(edition: Edition, with_news: Collection[str]) -> list[dict[str, Any]]:
    """The topics in the names of the reference's topic files; those ``with_news`` have a service."""
    names = {topic.id: topic.name for topic in edition.topics}
    return [
        {
            "taxonomy": "topic",
            "_id": topic.id,
            "name": topic.name,
            "parent": names.get(topic.parent),
            "description": topic.description,
            "keywords": list(topic.keywords),
            "services": {"news": news_address(edition.masthead, topic)} if topic.id in with_news else {},
        }
        for topic in edition.topics
    ]


def news_address(masthead: Masthead, topic: Topic) -> str:
    """Where a topic's pages of news are, with a final slash; inside the site where it has no address."""
    home = masthead.url.rstrip("/")
    return f"{home}/api/news/{topic.id}/" if home else f"api/news/{topic.id}/"


def newsletters_title(edition: Edition) -> str:
    """``Power Apps Newsletters``: called after the first topic, which is the site's own."""
    return f"{edition.topics[0].name if edition.topics else edition.masthead.title} Newsletters"


def dump(page: Any) -> bytes:
    """JSON as the reference writes it."""
    return json.dumps(page, indent=2, ensure_ascii=False).encode()
