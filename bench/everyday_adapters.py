"""The rules and records of the reference system in the shapes that acceptance runs ask for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ryaml import loads  # type: ignore[attr-defined]  # the package does not list what it has

from tidings.everyday import (
    EverydayRules,
    NewsRecord,
    file_name,
    heat_of,
    is_published,
    quality_of,
    quality_parts,
    read_news,
    record_of,
    write_news,
)

DATA = Path(__file__).parents[2] / "shared/data/everyday"
POINTS = {"topics-powerapps.yaml": 40, "topics-ai.yaml": 30}
"""What a known publisher brings on each site."""


def record(data: bytes) -> bytes:
    """A record read and written back."""
    return write_news(read_news(data))


def everyday_scores(
    record: Mapping[str, Any],
    organizations: set[str],
    official: bool,  # noqa: FBT001  # the shape asked for
    views: int,
) -> dict[str, Any]:
    """Quality, heat and publication of a record that is given as names with values."""
    told = record_of(record)
    keywords, points = site_of(told)
    rules = EverydayRules(keywords=keywords, organizations=frozenset(organizations), publisher_points=points)
    quality = quality_of(quality_parts(told, topics=told.topics, rules=rules, is_official=official))
    heat = heat_of(quality, related=[one.quality for one in told.related], views=views)
    return {"quality": quality, "heat": heat, "published": is_published(heat)}


def everyday_path(record: Mapping[str, Any], from_search: bool) -> str:  # noqa: FBT001  # the shape asked for
    """Where a record is filed."""
    return f"_news/{file_name(record_of(record), from_search=from_search)}"


def site_of(told: NewsRecord) -> tuple[dict[str, list[str]], int]:
    """The keywords of the site that a record is of, which knows most of its topics, and its points for publishers."""
    sites = [(keywords_in(name), points) for name, points in POINTS.items()]
    return max(sites, key=lambda site: sum(topic in site[0] for topic in told.topics))


@cache
def keywords_in(name: str) -> dict[str, list[str]]:
    """The keywords of each topic of a site, in small letters."""
    topics = loads((DATA / name).read_text(encoding="utf-8"))
    return {topic["name"]: [word.lower() for word in topic.get("keywords", ())] for topic in topics.values()}
