"""The rules of the reference system, exactly: slug, file name, quality, heat, publication, one pure function each.

They were found from its public output (10,038 commits of one site, a sample of another); each says how far it
holds there.  They are what a site that is taken over goes on with until its editor wants better ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .record import NewsRecord, RelatedRecord

TITLE_CHARS_MAX = 145
"""Longer titles are cut for the slug, ``&`` not counted.  Seen: 145 and a ``&`` whole; 146 and 180 cut."""
SEARCH_HOURS = 8
"""Search results are filed under the day of China's time."""
TITLE_CHARS_FREE = 70
"""Each two characters more cost a point."""
PUBLISHED_MIN = 70
RELATED_MAX = 10
NOT_IN_SLUG = re.compile(r"[^a-z0-9 _-]")
GAPS = re.compile(r"[ -]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class EverydayRules:
    """The numbers in which sites of the reference system differ, or an editor may differ."""

    keywords: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Of each topic, by its name; small letters."""
    organizations: Collection[str] = frozenset()
    """Domains of the publishers that the site knows."""
    publisher_points: int = 40
    """For those: 40 on one site, 30 on the other."""
    official_points: int = 50
    """For the feed of the topic's own maker."""
    boost_points: int = 100
    """For what an editor has moved up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """One part of a quality and where it comes from."""

    name: str
    points: int
    why: str


def slug_of(title: str) -> str:
    """The slug of a title: letters a to z without their accents, digits, hyphens and low lines; everything else is
    dropped, not replaced.  A long title is cut at a word first.

    Holds on 568 of 568 records.
    """
    title = title.replace("&", "")
    if len(title) > TITLE_CHARS_MAX:
        title = title[: TITLE_CHARS_MAX + 1].rpartition(" ")[0] or title[:TITLE_CHARS_MAX]
    bare = unicodedata.normalize("NFD", title).lower()
    return GAPS.sub("-", NOT_IN_SLUG.sub("", bare)).strip("-")


def file_date(published: datetime, *, from_search: bool) -> str:
    """The day that a record is filed under: of UTC+8 for search results, of UTC for feeds."""
    return f"{published + timedelta(hours=SEARCH_HOURS if from_search else 0):%Y-%m-%d}"


def file_name(record: NewsRecord, *, from_search: bool) -> str:
    """The name of a record's file."""
    published = datetime.fromisoformat(record.publishedDateTime)
    return f"{file_date(published, from_search=from_search)}-{slug_of(record.title)}.md"


def quality_parts(
    record: NewsRecord | RelatedRecord,
    *,
    topics: Sequence[str],
    rules: EverydayRules,
    is_official: bool,
    is_boosted: bool = False,
) -> tuple[Points, ...]:
    """What an article's quality is made of; exact on 6,955 of 6,955 versions, one boosted record apart."""
    traits = Traits(
        title=record.title,
        domain=record.provider.domain,
        type=record.type,
        has_image=bool(record.images),
        has_amp=bool(record.ampWebUrl),
    )
    return points_for(traits, topics=topics, rules=rules, is_official=is_official, is_boosted=is_boosted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """All of an article that its quality is made of, beside its topics."""

    title: str
    domain: str
    type: str
    has_image: bool
    has_amp: bool


def points_for(
    traits: Traits, *, topics: Sequence[str], rules: EverydayRules, is_official: bool, is_boosted: bool = False
) -> tuple[Points, ...]:
    """The parts of the quality of an article with these traits."""
    title, length = traits.title.lower(), len(traits.title)
    words = [word for topic in topics for word in rules.keywords.get(topic, ()) if word in title]
    source, told = source_points(traits.domain, rules=rules, is_official=is_official)
    boost = rules.boost_points * is_boosted
    return (
        Points(name="topics", points=2 * len(topics), why=f"{len(topics)} topics"),
        Points(name="keywords", points=15 * len(words), why=f"in the title: {', '.join(words) or 'none'}"),
        Points(name="image", points=20 * traits.has_image, why="an image" if traits.has_image else "no image"),
        Points(name="AMP", points=20 * traits.has_amp, why="an AMP page" if traits.has_amp else "none"),
        Points(name="video", points=50 * (traits.type == "video"), why=f"type {traits.type}"),
        Points(name="source", points=source, why=told),
        Points(name="length", points=-(max(0, length - TITLE_CHARS_FREE) // 2), why=f"a title of {length} characters"),
        Points(name="boost", points=boost, why="moved up by an editor" if is_boosted else "none"),
    )


def source_points(domain: str, *, rules: EverydayRules, is_official: bool) -> tuple[int, str]:
    """What a source brings, and why."""
    if is_official:
        return rules.official_points, "the feed of the topic's own maker"
    if domain in rules.organizations:
        return rules.publisher_points, "a known publisher"
    return 0, "a publisher that the site does not know"


def quality_of(parts: Sequence[Points]) -> int:
    """The points added up, never below nothing."""
    return max(0, sum(part.points for part in parts))


def heat_of(quality: int, *, related: Sequence[int], views: int) -> int:
    """How hot an article is, from its related articles' qualities and the visits of about two days; -1 where one
    of them is better.
    """
    if related and max(related) > quality:
        return -1
    return quality + 10 * len(related) + views


def is_published(heat: int) -> bool:
    """Exact on all 6,955 versions."""
    return heat >= PUBLISHED_MIN


def topics_of(title: str, *, root: str, keywords: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The site's own topic, and every other one with a keyword in the title (122 of 124 on one site)."""
    low = title.lower()
    return (root, *(name for name, words in keywords.items() if name != root and any(word in low for word in words)))


def related_order(related: Sequence[RelatedRecord]) -> tuple[RelatedRecord, ...]:
    """Related articles as a record lists them: the best first, ten at most."""
    return tuple(sorted(related, key=lambda one: -one.quality)[:RELATED_MAX])
