"""The edition as JSON for programs: every number that is shown, with the reasons for it.

``api/index.json`` names the versions, ``api/v1/index.json`` the files of this one.  Field names are those of
the model (``headline``, ``excerpt``, ``published`` ...), moments are UTC (``2026-03-20T12:00:00Z``), addresses of
pages are absolute where the masthead has a ``url`` and relative to the site's root where it has none.
``version`` goes up when a field changes its meaning or goes away; new fields may come at any time.

Only what tells of an edition as a whole (``index``, ``stories``, ``health``) has its number, its moment and
whatever moves with the clock; every other file is the same bytes until what it tells changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final

import msgspec

from ..imagery import Picture
from ..model import (
    Article,
    Change,
    Edition,
    HeatShare,
    RankedStory,
    Report,
    Score,
    SourceLine,
    Topic,
    Verdict,
    Withdrawal,
)
from ..subjects import NO_CARE, Care
from ..text import reading_minutes
from ..urls import amp_cache_url
from .addresses import address, page_name, site_url, story_path
from .health import health_data
from .news import news
from .openapi import EVERYDAY_OUTPUT, openapi
from .plates import Issue, Plate
from .schemas import schemas
from .tellings import link_of, news_of, runner_up_of, telling_of
from .told import iso_moment

VERSION: Final = 1
STORIES_MAX: Final = 1000
"""Stories in ``stories.json``; each story has its own file, too."""


def api(issue: Issue) -> Iterator[Plate]:
    """The files under ``site/api``."""
    edition = issue.edition
    yield json_plate("index.json", versions(edition, issue.outputs))
    for path, value in documents(edition):
        yield json_plate(f"v{VERSION}/{path}", value)
    yield from story_files(issue)
    for document in news(issue):
        path, make = f"site/api/v{VERSION}/{document.path}", partial(drawn, document.make)
        yield Plate(path=path, make=make, key=document.key)
    for name, schema in schemas(site_url(edition.masthead)):
        yield json_plate(f"v{VERSION}/schema/{name}.json", schema)
    told = openapi(edition.masthead, with_everyday=EVERYDAY_OUTPUT in issue.outputs)
    yield json_plate(f"v{VERSION}/openapi.json", told)


def documents(edition: Edition) -> Iterator[tuple[str, object]]:
    """What this version tells of an edition as a whole, by path."""
    yield "index.json", index(edition)
    yield "stories.json", all_stories(edition)
    yield "topics.json", all_topics(edition)
    yield "sources.json", all_sources(edition)
    yield "health.json", all_feeds(edition)
    yield from moved_stories(edition)


def story_files(issue: Issue) -> Iterator[Plate]:
    """The file of each story."""
    slugs = {story.id: story.slug for story in issue.edition.stories}
    for story in issue.edition.stories:
        make = partial(draw_story, story, issue.edition, slugs)
        yield Plate(path=f"site/api/v{VERSION}/stories/{story.slug}.json", make=make, key=issue.keys[story.id])


def draw_story(story: RankedStory, edition: Edition, slugs: Mapping[str, str]) -> bytes:
    """The bytes of a story's file."""
    return readable(whole_story(story, edition, slugs))


def json_plate(path: str, value: object) -> Plate:
    """A file of JSON."""
    return Plate(path=f"site/api/{path}", make=lambda: readable(value))


def drawn(make: Callable[[], object]) -> bytes:
    """A value that is made only now, as JSON."""
    return readable(make())


def readable(value: object) -> bytes:
    """Readable JSON, ending with a line end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def moment(value: datetime | None) -> str | None:
    """A moment in UTC to the second, or null."""
    return iso_moment(value) if value else None


# ---------------------------------------------------------------- the lists


def versions(edition: Edition, outputs: Collection[str]) -> dict[str, Any]:
    """What interfaces there are and where they begin; paths are relative to this file."""
    everyday = {"news": "news/index.json", "topics": "topics/index.json", "newsletters": "newsletters/index.json"}
    return {
        "title": edition.masthead.title,
        "versions": [
            {
                "version": VERSION,
                "index": f"v{VERSION}/index.json",
                "openapi": f"v{VERSION}/openapi.json",
                "schemas": f"v{VERSION}/schema/{{name}}.json",
            }
        ],
        "everyday": everyday if EVERYDAY_OUTPUT in outputs else None,
    }


def index(edition: Edition) -> dict[str, Any]:
    """What this is, and where the rest is.

    ``redirects`` maps old slugs to present ones, ``withdrawn`` are those that are shown no more.
    """
    masthead = edition.masthead
    return {
        "version": VERSION,
        "title": masthead.title,
        "tagline": masthead.tagline,
        "url": masthead.url or None,
        "language": masthead.language,
        "time_zone": masthead.time_zone,
        "editor": masthead.editor,
        "contact": masthead.contact,
        "edition": edition.number,
        "as_of": moment(edition.as_of),
        "stories_count": len(edition.stories),
        "sources_count": len(edition.sources),
        "rules": [{"name": name, "value": value} for name, value in edition.rules_lines],
        "files": {
            "stories": "stories.json",
            "story": "stories/{slug}.json",
            "topics": "topics.json",
            "sources": "sources.json",
            "health": "health.json",
            "news": "news/index.json",
            "news_of_topic": "news/{topic}/index.json",
            "archive": "news/archive.json",
            "archive_of_topic": "news/{topic}/archive.json",
            "openapi": "openapi.json",
            "schema": "schema/{name}.json",
        },
        "redirects": dict(sorted(edition.redirects)),
        "withdrawn": [withdrawal_of(withdrawal) for withdrawal in edition.withdrawn],
    }


def all_stories(edition: Edition) -> dict[str, Any]:
    """The stories by rank, in short, with what moves as time goes by."""
    return {
        "edition": edition.number,
        "as_of": moment(edition.as_of),
        "stories_count": len(edition.stories),
        "stories_left_out": max(0, len(edition.stories) - STORIES_MAX),
        "stories": [
            {"rank": story.rank, "heat": story.heat, "news": news_of(story), **short_story(story, edition)}
            for story in edition.stories[:STORIES_MAX]
        ],
    }


def all_topics(edition: Edition) -> dict[str, Any]:
    """The desk's topics in its order, with how many stories each has."""
    counts = Counter(topic_id for story in edition.stories for topic_id in story.topics)
    return {"topics": [topic_row(topic, counts[topic.id], edition) for topic in edition.topics]}


def topic_row(topic: Topic, stories_count: int, edition: Edition) -> dict[str, Any]:
    """One topic."""
    return {
        "id": topic.id,
        "name": topic.name,
        "description": topic.description,
        "parent": topic.parent or None,
        "stories_count": stories_count,
        "page": address(edition.masthead, f"topics/{page_name(topic.id)}.html"),
    }


def all_sources(edition: Edition) -> dict[str, Any]:
    """The sources of the edition."""
    return {"sources": [source_row(line, edition) for line in edition.sources]}


def all_feeds(edition: Edition) -> dict[str, Any]:
    """How the desk's feeds were when the edition was composed."""
    return {
        "edition": edition.number,
        "as_of": moment(edition.as_of),
        "feeds": [health_data(feed) for feed in edition.health],
    }


def source_row(line: SourceLine, edition: Edition) -> dict[str, Any]:
    """One source."""
    return {
        "id": line.source.id,
        "name": line.source.name,
        "domain": line.source.domain,
        "kind": line.source.kind or None,
        "country": line.source.country or None,
        "language": line.source.language or None,
        "logo": line.source.logo or None,
        "named_from": line.source.named_from or None,
        "articles_count": line.articles_count,
        "feed_urls": list(line.feed_urls),
        "page": address(edition.masthead, f"sources/{page_name(line.source.id)}.html"),
    }


# ---------------------------------------------------------------- a story


def short_story(story: RankedStory, edition: Edition) -> dict[str, Any]:
    """A story without its coverage."""
    lead = story.lead.article
    return {
        "id": story.id,
        "slug": story.slug,
        "headline": story.headline,
        "excerpt": lead.excerpt,
        "url": lead.url,
        "source": source_of(lead),
        "sources_count": story.sources_count,
        "articles_count": len(story.reports),
        "kind": story.lead.kind.name,
        "topics": list(story.topics),
        "first_published": moment(story.first_published),
        "updated": moment(story.updated),
        "is_pinned": story.is_pinned,
        "page": address(edition.masthead, story_path(story.slug)),
    }


def whole_story(story: RankedStory, edition: Edition, slugs: Mapping[str, str]) -> dict[str, Any]:
    """A story with the parts of its heat and all of its reports; nothing in it moves with the clock."""
    published = {report.article.id: report.article.published for report in story.reports}
    return {
        **short_story(story, edition),
        "heat_parts": [heat_part(share, published.get(share.article_id)) for share in in_order(story.heat_shares)],
        "lead": report_of(story.lead, edition, slugs),
        "coverage": [report_of(report, edition, slugs) for report in story.coverage],
        **telling_of(story, edition),
    }


def moved_stories(edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """What stands where a story had its file that has no page of its own any more: where it went."""
    for old, new in edition.redirects:
        page = address(edition.masthead, story_path(new))
        told: dict[str, Any] = {"slug": old, "moved_to": new, "file": f"{new}.json", "page": page, "withdrawn": None}
        yield f"stories/{old}.json", told
    for withdrawal in edition.withdrawn:
        slug = withdrawal.slug
        page = address(edition.masthead, story_path(slug))
        told = {"slug": slug, "moved_to": None, "file": None, "page": page, "withdrawn": withdrawal_of(withdrawal)}
        yield f"stories/{slug}.json", told


def in_order(shares: Iterable[HeatShare]) -> list[HeatShare]:
    """By what they brought when they were fresh: an order that stays."""
    return sorted(shares, key=lambda share: (-share.points_fresh, share.article_id))


def heat_part(share: HeatShare, at: datetime | None) -> dict[str, Any]:
    """What one report brings to its story's heat, told so that it can be worked out for any moment."""
    return {
        "source": share.source,
        "article_id": share.article_id,
        "points_fresh": share.points_fresh,
        "at": moment(at),
        "kind": share.kind,
        "why": share.why,
    }


def picture_of(picture: Picture, edition: Edition) -> dict[str, Any]:
    """A picture that pages show, with whose it is and our copies of it."""
    return {
        "url": picture.url,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "credit": picture.credit,
        "licence": picture.licence,
        "is_generated": picture.is_generated,
        "copies": [
            {"url": address(edition.masthead, copy.path), "width": copy.width, "height": copy.height}
            for copy in picture.copies
        ],
    }


def report_of(report: Report, edition: Edition, slugs: Mapping[str, str]) -> dict[str, Any]:
    """One article with everything we think of it; its full text is its publisher's and not here."""
    return {
        **article_of(report.article),
        "record": report.record_name or None,
        "reprint_of": report.reprint_of or None,
        **({"reprint_why": report.reprint_why} if report.reprint_why else {}),
        "kind": {"name": report.kind.name, "confidence": report.kind.confidence, "reason": report.kind.reason},
        "topics": [{"id": match.topic_id, "evidence": match.evidence} for match in report.topics],
        "subjects": [
            {
                "subject": match.subject,
                "role": match.role,
                "confidence": match.confidence,
                "language": match.language,
                "evidence": match.evidence,
            }
            for match in report.subjects
        ],
        **({"care": care_of(report.care)} if report.care != NO_CARE else {}),
        "quality": score_of(report.quality),
        "verdict": verdict_of(report.verdict),
        "placement": placement_of(report, slugs),
        "changes": [change_of(change) for change in report.changes],
        **({"picture": picture_of(report.picture, edition)} if report.picture else {}),
    }


def verdict_of(verdict: Verdict) -> dict[str, Any]:
    """What happens to an article, why, and what would change it."""
    return {
        "outcome": verdict.outcome,
        "rule": verdict.rule,
        "reason": verdict.reason,
        "remedies": list(verdict.remedies),
        "needs": list(verdict.needs),
    }


def withdrawal_of(withdrawal: Withdrawal) -> dict[str, Any]:
    """A story that is shown no more."""
    return {"slug": withdrawal.slug, "at": moment(withdrawal.at), "why": withdrawal.why or None}


def care_of(care: Care) -> dict[str, Any]:
    """How the desk wants a report on a sensitive subject shown."""
    return {
        "labels": list(care.labels),
        "hides_image": care.hides_image,
        "hides_card": care.hides_card,
        "may_lead": care.may_lead,
        "help_lines": [
            {"name": line.name, "phone": line.phone, "url": line.url, "hours": line.hours, "reviewed": line.reviewed}
            for line in care.help_lines
        ],
    }


def change_of(change: Change) -> dict[str, Any]:
    """What a publisher changed."""
    return {
        "seen": moment(change.seen_at),
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "is_silent": change.is_silent,
    }


def article_of(article: Article) -> dict[str, Any]:
    """What a publisher said."""
    image = article.image
    return {
        "id": article.id,
        "url": article.url,
        "source": source_of(article),
        "headline": article.headline,
        "excerpt": article.excerpt,
        "authors": list(article.authors),
        "published": moment(article.published),
        "published_from": article.published_from,
        "is_dated": article.is_dated,
        "updated": moment(article.updated),
        "language": article.language,
        "section": article.section,
        "tags": list(article.tags),
        "words_count": article.words_count,
        "reading_minutes": minutes_of(article),
        "access": article.access or None,
        "amp_url": article.amp_url or None,
        "amp_cache_url": amp_cache_url(article.amp_url) or None,
        "corrections": list(article.corrections),
        "reservations": list(article.reservations),
        "image": {"url": image.url, "width": image.width, "height": image.height, "alt": image.alt} if image else None,
    }


def minutes_of(article: Article) -> int | None:
    """How long reading it takes; None where we have not seen all of it."""
    return reading_minutes(article.words_count) if article.page_url and not article.is_cut else None


def source_of(article: Article) -> dict[str, str]:
    """Who published it."""
    return {"id": article.source.id, "name": article.source.name, "domain": article.source.domain}


def score_of(score: Score) -> dict[str, Any]:
    """A score with its parts."""
    parts = [
        {"name": part.name, "points": part.points, "points_max": part.points_max, "why": part.why}
        for part in score.parts
    ]
    return {"total": round(score.total, 2), "parts": parts}


def placement_of(report: Report, slugs: Mapping[str, str]) -> dict[str, Any]:
    """The evidence that an article belongs to its story."""
    placement = report.placement
    return {
        "reason": placement.reason,
        "similarity": placement.similarity,
        "nearest_id": placement.nearest_id or None,
        "gap_hours": placement.gap_hours,
        "shared": [{"word": word, "share": share} for word, share in placement.shared],
        "link": link_of(placement.link) if placement.link else None,
        "runner_up": runner_up_of(report, slugs),
    }
