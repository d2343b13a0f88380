"""One Markdown file with front matter for each published article.

The field names and their order are those of the reference system, so that what reads its records
reads ours; what is only ours stands in one mapping, ``tidings``.  Nothing in a record moves with
the clock.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from ..model import RankedStory, Report, Verdict
from ..text import squeeze
from .frontmatter import Value, front_matter
from .plates import Issue, Plate

RELATED_MAX: Final = 10
"""Other reports of the story that a record lists, as the reference does."""
NOT_LEAD_HEAT: Final = -1
"""The reference's mark for an article that a better one of its story supersedes."""

MARKUP = re.compile(r"[\\`*_\[\]|~$]")
BLOCK_START = re.compile(r"^(#|\+|-|=|>|\d+(?=[.)]))")


def records(issue: Issue) -> Iterator[Plate]:
    """The records of an edition."""
    names = {topic.id: topic.name for topic in issue.edition.topics}
    for story in issue.edition.stories:
        for report in story.reports:
            if report.record_name:
                path, make = f"records/{report.record_name}.md", partial(make_record, story, report, names)
                yield Plate(path=path, make=make, key=issue.keys[story.id])


def make_record(story: RankedStory, report: Report, topic_names: Mapping[str, str]) -> bytes:
    """One record: front matter, then the excerpt."""
    excerpt = squeeze(report.article.excerpt)
    body = f"\n{markdown(excerpt)}\n" if excerpt else "\n"
    return (front_matter(fields_of(story, report, topic_names)) + body).encode()


def fields_of(story: RankedStory, report: Report, topic_names: Mapping[str, str]) -> dict[str, Value]:
    """The front matter in the reference's order; empty collections are left out, as there."""
    article = report.article
    fields: dict[str, Value] = {
        "category": "news",
        "title": squeeze(article.headline),
        "excerpt": squeeze(article.excerpt),
        "publishedDateTime": article.published,
        "originalUrl": article.url,
        "webUrl": article.url,
        "type": "article",
        "quality": report.quality.total,
        "heat": fresh_heat(story) if report is story.lead else NOT_LEAD_HEAT,
        "published": report.verdict.outcome == "published",
        "provider": provider(report),
        "topics": [topic_names.get(match.topic_id, match.topic_id) for match in report.topics],
        "images": images(report),
        "related": [related(other) for other in best_first(story, report)[:RELATED_MAX]],
        "tidings": ours(story, report),
        **({"secured": report.secured} if report.secured else {}),
    }
    return {key: value for key, value in fields.items() if value != []}


def fresh_heat(story: RankedStory) -> float:
    """What a story's reports brought when they appeared, added up: heat without the clock."""
    return math.fsum(share.points_fresh for share in story.heat_shares)


def provider(report: Report) -> dict[str, Value]:
    """Who published it."""
    return {"name": report.article.source.name, "domain": report.article.source.domain}


def images(report: Report) -> list[Value]:
    """The publisher's picture, at the publisher, and whether our site has a copy."""
    image = report.picture or report.article.image
    if image is None:
        return []
    is_copied = report.picture is not None and bool(report.picture.copies)
    return [{"url": image.url, "width": image.width, "height": image.height, "isCached": is_copied}]


def best_first(story: RankedStory, report: Report) -> list[Report]:
    """The story's other reports by quality, ties by id."""
    others = [other for other in story.reports if other is not report]
    return sorted(others, key=lambda other: (-other.quality.total, other.article.id))


def related(report: Report) -> dict[str, Value]:
    """Another report of the story, in the reference's fields."""
    article = report.article
    return {
        "title": squeeze(article.headline),
        "excerpt": squeeze(article.excerpt),
        "publishedDateTime": article.published,
        "webUrl": article.url,
        "type": "article",
        "provider": provider(report),
        "quality": report.quality.total,
    }


def ours(story: RankedStory, report: Report) -> dict[str, Value]:
    """Identity and reasons, which the reference keeps to itself."""
    return {
        "article": report.article.id,
        "story": story.id,
        "slug": story.slug,
        "publishedFrom": report.article.published_from,
        "kind": report.kind.name,
        "verdict": verdict(report.verdict),
        "quality": [
            {"name": part.name, "points": part.points, "of": part.points_max, "why": part.why}
            for part in report.quality.parts
        ],
    }


def verdict(given: Verdict) -> dict[str, Value]:
    """Why it is published, and what it would be held without, where that is anything."""
    needs: dict[str, Value] = {"needs": list(given.needs)} if given.needs else {}
    return {"rule": given.rule, "reason": given.reason, **needs}


def markdown(text: str) -> str:
    """Plain text as Markdown that says just that: no markup, HTML or template in it is obeyed."""
    text = MARKUP.sub(lambda match: "\\" + match[0], text)
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("{", "&#123;"), ("}", "&#125;")):
        text = text.replace(sign, entity)
    return BLOCK_START.sub(lambda match: escape_start(match[0]), text)


def escape_start(start: str) -> str:
    """The first characters of a line, kept from making it a heading or a list."""
    return f"&#{ord(start)};" if len(start) == 1 and not start.isdigit() else f"{start}\\"
