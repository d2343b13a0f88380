"""What an article is worth and how hot a story is, with every part kept and told in words.

Quality (0 to 100) does not move with time.  Heat does, but only by one common factor: each
independent report brings points that halve with every half-life.  So the order of stories does not
change while nothing new is reported, and heat for any moment can be worked out from the parts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from .genre import NEWS, Kind
from .model import (
    Article,
    ArticleOpinion,
    HeatPart,
    Score,
    ScorePart,
    Story,
    StoryScore,
    TopicMatch,
)
from .rules import ScoreRules
from .text import count_words, words


def judge(
    article: Article,
    *,
    topics: tuple[TopicMatch, ...],
    is_reprint: bool,
    rules: ScoreRules,
    kind: Kind = NEWS,
    refused: tuple[TopicMatch, ...] = (),
) -> ArticleOpinion:
    """Everything we think of one article; ``topics`` are those found in it, ``refused`` those whose words stand in it
    in another sense, ``kind`` is what it was found to be.
    """
    return ArticleOpinion(
        article_id=article.id,
        quality=quality(article, is_reprint=is_reprint, rules=rules),
        topics=topics,
        kind=kind,
        refused=refused,
    )


# ---------------------------------------------------------------- quality


def quality(article: Article, *, is_reprint: bool, rules: ScoreRules) -> Score:
    """The parts of an article's quality; they can reach 100 together."""
    weights = rules.weights
    words_count = article.words_count or count_words(article.text)
    authors = ", ".join(article.authors)
    parts = (
        part("headline", weights.headline, len(words(article.headline)) / 4, "at least four words"),
        part("excerpt", weights.excerpt, excerpt_share(article, rules), f"{len(article.excerpt)} characters"),
        part("date", weights.date, article.is_dated, article.published_from),
        part("byline", weights.byline, bool(authors), authors or "no author named"),
        part("image", weights.image, article.image is not None, "an image" if article.image else "no image"),
        part("depth", weights.depth, words_count / rules.depth_words, f"{words_count} words"),
        part("original", weights.original, not is_reprint, "a reprint" if is_reprint else "not a reprint"),
    )
    return Score(parts=parts)


def part(name: str, points_max: int, share: float, why: str) -> ScorePart:
    """One part: a share of its points, at most all of them."""
    return ScorePart(name=name, points=round(points_max * min(share, 1.0), 1), points_max=float(points_max), why=why)


def excerpt_share(article: Article, rules: ScoreRules) -> float:
    """Long enough and ending as a sentence does."""
    if not article.excerpt:
        return 0.0
    length = min(1.0, len(article.excerpt) / rules.excerpt_chars)
    is_whole = article.excerpt.rstrip("\"'”’)]").endswith((".", "!", "?", "。", "！", "？"))
    return length if is_whole else length / 2


# ---------------------------------------------------------------- heat


def score_story(
    story: Story, *, opinions: Mapping[str, ArticleOpinion], reprints: Mapping[str, str], rules: ScoreRules
) -> StoryScore:
    """The heat of a story: one part for each independent source, from its best report.

    Reprints bring nothing, nor does what its own subject wrote; a source counts once however much it writes.
    """
    parts: dict[str, HeatPart] = {}
    for article in story.articles:
        opinion = opinions[article.id]
        if article.id in reprints or not opinion.kind.is_independent:
            continue
        brings = HeatPart(
            article_id=article.id,
            source=article.source.name,
            points=round(rules.source_points * opinion.quality.total / 100, 2),
            at=article.published,
        )
        held = parts.get(article.source.id)
        if held is None or timeless(brings, rules) > timeless(held, rules):
            parts[article.source.id] = brings
    ordered = sorted(parts.values(), key=lambda heat: (heat.at, heat.article_id))
    return StoryScore(story_id=story.id, parts=tuple(ordered), half_life_hours=rules.half_life_hours)


def timeless(heat: HeatPart, rules: ScoreRules) -> tuple[float, str]:
    """Orders the reports of one source by the heat they bring, whenever that is asked."""
    half_lives = heat.at.timestamp() / 3600 / rules.half_life_hours
    return math.log2(max(heat.points, 1e-9)) + half_lives, heat.article_id
