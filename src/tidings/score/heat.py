"""How hot a story is: parts that each bring points at one moment, and all fade at one rate."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, Final

from ..model import Article, ArticleOpinion, Boost, HeatPart, Pace, Story, StoryScore, Views, own_reports
from ..rules import ScoreRules
from .pace import find_paces

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


def score_stories(
    stories: Sequence[Story],
    *,
    opinions: Mapping[str, ArticleOpinion],
    reprints: Mapping[str, str],
    rules: ScoreRules,
    boosts: Mapping[str, Boost] = NOTHING,
    views: Mapping[str, Views] = NOTHING,
) -> list[StoryScore]:
    """The heat of every story of a desk, each report's pace among them; boosts and views are by article id."""
    paces = find_paces(stories, opinions=opinions, reprints=reprints, rules=rules)
    score = partial(
        score_story, opinions=opinions, reprints=reprints, rules=rules, paces=paces, boosts=boosts, views=views
    )
    return [score(story) for story in stories]


def score_story(
    story: Story,
    *,
    opinions: Mapping[str, ArticleOpinion],
    reprints: Mapping[str, str],
    rules: ScoreRules,
    paces: Mapping[str, Pace] = NOTHING,
    boosts: Mapping[str, Boost] = NOTHING,
    views: Mapping[str, Views] = NOTHING,
) -> StoryScore:
    """The heat of a story: what its best report from each independent source brings, more where these came in a rush
    or from sources of a new sort; an editor's boosts; readers' views (all by article id).

    Reprints bring nothing, nor does what its own subject wrote; a source counts once however much it writes.
    """
    best = best_reports(story, opinions, reprints, rules)
    parts = [report for report, _ in best]
    if len(best) > 1:
        parts += pace_parts(best, paces, rules)
        parts += mix_parts(best, rules)
    if boosts:
        parts += boost_parts(story, boosts)
    if views:
        parts += view_parts(story, views, rules)
    if len(parts) > 1:
        parts.sort(key=lambda part: (part.at, part.article_id, part.kind))
    return StoryScore(story_id=story.id, parts=tuple(parts), half_life_hours=rules.half_life_hours)


def best_reports(
    story: Story, opinions: Mapping[str, ArticleOpinion], reprints: Mapping[str, str], rules: ScoreRules
) -> list[tuple[HeatPart, Article]]:
    """What the best report of each independent source brings, oldest first."""
    found: dict[str, tuple[float, Article]] = {}
    for article in own_reports(story, opinions, reprints):
        brings = opinions[article.id].quality.total, article
        held = found.get(article.source.id)
        if held is None or timeless(*brings, rules) > timeless(*held, rules):
            found[article.source.id] = brings
    ordered = (
        sorted(found.values(), key=lambda row: (row[1].published, row[1].id)) if len(found) > 1 else found.values()
    )
    return [(report_part(quality, article, rules), article) for quality, article in ordered]


def report_part(quality: float, article: Article, rules: ScoreRules) -> HeatPart:
    """What a report of some quality brings."""
    return HeatPart(
        article_id=article.id,
        source=article.source.name,
        points=round(rules.source_points * quality / 100, 2),
        at=article.published,
        why=best_report_of(quality),
    )


@lru_cache(maxsize=1024)
def best_report_of(quality: float) -> str:
    """A report's part in words."""
    return f"its best report, quality {quality:g}"


def timeless(quality: float, article: Article, rules: ScoreRules) -> tuple[float, str]:
    """Orders the reports of one source by the heat they bring, whenever that is asked."""
    half_lives = article.published.timestamp() / 3600 / rules.half_life_hours
    return math.log2(max(quality, 1e-9)) + half_lives, article.id


def pace_parts(
    best: Sequence[tuple[HeatPart, Article]], paces: Mapping[str, Pace], rules: ScoreRules
) -> Iterator[HeatPart]:
    """What reports bring more because their story was gaining sources fast when they came in."""
    for report, article in best:
        pace = paces.get(article.id)
        if pace is None or pace.sources <= pace.usual:
            continue
        doublings = min(math.log2(pace.sources / pace.usual), rules.pace_doublings_max)
        if points := round(report.points * rules.pace_share * doublings, 2):
            yield HeatPart(
                article_id=article.id,
                source=report.source,
                points=points,
                at=report.at,
                kind="pace",
                why=f"{pace.sources} sources within {rules.pace_hours} hours, where {pace.usual:g} is usual",
            )


def mix_parts(best: Sequence[tuple[HeatPart, Article]], rules: ScoreRules) -> Iterator[HeatPart]:
    """What reports bring more because their source is of a kind, or from a country, that the story had not."""
    kinds: set[str] = set()
    countries: set[str] = set()
    for report, article in best:
        kind, country = article.source.kind, article.source.country
        is_new_kind = bool(kind and kinds) and kind not in kinds
        is_new_country = bool(country and countries) and country not in countries
        if kind:
            kinds.add(kind)
        if country:
            countries.add(country)
        if not is_new_kind and not is_new_country:
            continue
        new = [text for text, is_new in ((kind, is_new_kind), (country, is_new_country)) if is_new]
        if points := round(report.points * rules.mix_share * len(new) / 2, 2):
            yield HeatPart(
                article_id=article.id,
                source=report.source,
                points=points,
                at=report.at,
                kind="mix",
                why=f"the first source of its sort: {', '.join(new)}",
            )


def boost_parts(story: Story, boosts: Mapping[str, Boost]) -> Iterator[HeatPart]:
    """What the editor's boosts bring from the moment they were ordered."""
    for article in story.articles:
        if boost := boosts.get(article.id):
            yield HeatPart(
                article_id=article.id,
                source=article.source.name,
                points=boost.points,
                at=boost.ordered_at,
                kind="boost",
                why=f"boosted by {boost.who}: {boost.told_why}",
            )


def view_parts(story: Story, views: Mapping[str, Views], rules: ScoreRules) -> Iterator[HeatPart]:
    """What readers' views bring, each doubling as much as the one before."""
    for article in story.articles:
        seen = views.get(article.id)
        if seen and (points := round(rules.views_points * math.log2(1 + seen.count), 2)):
            yield HeatPart(
                article_id=article.id,
                source=article.source.name,
                points=points,
                at=seen.counted_at,
                kind="views",
                why=f"{seen.count} views, says {seen.told_by}",
            )
