"""What happened to a story when: who came in, what was new, and which headlines were changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..model import PointKind, Report, TimelinePoint
from ..rules import TellingRules
from .ground import StoryGround, language_of
from .news import novelties, weights_of
from .statements import Statement

RANK: Final[dict[PointKind, int]] = {"first report": 0, "new facts": 1, "headline changed": 2, "new source": 3}
"""What is kept first where there is no room for all."""


def timeline_of(ground: StoryGround, rules: TellingRules) -> tuple[tuple[TimelinePoint, ...], int]:
    """The points of a story in order of time, and how many were left out.

    Where there is no room for all, the first report stays, then new facts, changed headlines and new sources, of each
    the latest.
    """
    found = [*report_points(ground, rules), *change_points(ground)]
    if len(found) < 2:
        return (), 0

    def worth(point: TimelinePoint) -> tuple[int, float, str]:
        return min(RANK[kind] for kind in point.kinds), -point.at.timestamp(), point.article_id

    kept = sorted(found, key=worth)[: rules.timeline_points]
    order = sorted(kept, key=lambda point: (point.at, point.article_id, RANK[point.kinds[0]]))
    return tuple(order), len(found) - len(kept)


def report_points(ground: StoryGround, rules: TellingRules) -> Iterator[TimelinePoint]:
    """A point for each report that was the first, brought a source in, or told something new."""
    seen: set[str] = set()
    said: set[str] = set()
    languages: set[str] = set()
    weights = weights_of(ground)
    for report in ground.own:
        statements = ground.statements.get(report.article.id, ())
        is_known_language = language_of(report) in languages
        can_tell = is_known_language and report.article.id in ground.quotable_ids and not ground.is_guarded
        facts = novelties(statements, said, weights, rules) if can_tell else []
        kinds = kinds_of(report, seen, has_facts=bool(facts))
        if kinds:
            yield point_of(report, kinds, facts[0].statement if facts and "new facts" in kinds else None)
        seen.add(report.article.source.id)
        languages.add(language_of(report))
        said.update(word for statement in statements for word in statement.words | statement.figures)


def kinds_of(report: Report, seen: set[str], *, has_facts: bool) -> tuple[PointKind, ...]:
    """What a report is to a story that these sources have reported before."""
    if not seen:
        return ("first report",)
    is_new_source = report.article.source.id not in seen
    found: tuple[PointKind, ...] = ("new source",) if is_new_source else ()
    return (*found, "new facts") if has_facts else found


def point_of(report: Report, kinds: tuple[PointKind, ...], fact: Statement | None) -> TimelinePoint:
    """A report as a point."""
    article = report.article
    text = fact.text if fact else article.headline
    return TimelinePoint(at=article.published, kinds=kinds, article_id=article.id, text=text, is_dated=article.is_dated)


def change_points(ground: StoryGround) -> Iterator[TimelinePoint]:
    """A point for each headline that its publisher changed."""
    for report in ground.own:
        for change in report.changes:
            if change.field == "headline":
                yield TimelinePoint(
                    at=change.seen_at,
                    kinds=("headline changed",),
                    article_id=change.article_id,
                    text=change.after,
                    before=change.before,
                    is_dated=False,
                )
