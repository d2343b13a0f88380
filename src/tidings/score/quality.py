"""What one article is worth, 0 to 100: nine parts, none of which moves with time."""

from __future__ import annotations

from functools import lru_cache

from ..genre import NEWS, NOT_ARTICLES, NOT_INDEPENDENT, Kind
from ..imagery import Image
from ..model import Article, ArticleOpinion, Score, ScorePart, Standing, TopicMatch
from ..rules import KIND_SHARES, ScoreRules
from ..text import count_words

HEADLINE_WORDS = 4
UNKNOWN_SIZE_SHARE = 0.6
"""Of the points of an image whose size nobody says: most turn out to be large enough."""
SMALL_SHARE = 0.2
"""Of the points of one that is too small or a strip: it marks a list, but fills no card."""
ASPECT_MIN, ASPECT_MAX = 0.5, 3.0
"""Width to height of what can be shown as a picture: beyond are banners, rules and towers."""
NEUTRAL = Standing()


def judge(
    article: Article,
    *,
    topics: tuple[TopicMatch, ...],
    is_reprint: bool,
    rules: ScoreRules,
    kind: Kind = NEWS,
    standing: Standing = NEUTRAL,
    refused: tuple[TopicMatch, ...] = (),
) -> ArticleOpinion:
    """Everything we think of one article.

    ``topics`` are those found in it, ``refused`` those whose words stand in it in another sense, ``kind`` is what it
    was found to be, ``standing`` that of its source when it came in.
    """
    return ArticleOpinion(
        article_id=article.id,
        quality=quality(article, is_reprint=is_reprint, rules=rules, kind=kind, standing=standing),
        topics=topics,
        kind=kind,
        refused=refused,
    )


def quality(article: Article, *, is_reprint: bool, rules: ScoreRules, kind: Kind, standing: Standing) -> Score:
    """The parts of an article's quality; they can reach 100 together."""
    weights = rules.weights
    words_count = article.words_count or count_words(article.text)
    authors = ", ".join(article.authors)
    headline_words = count_words(article.headline)
    return Score(
        parts=(
            part("headline", weights.headline, headline_words / HEADLINE_WORDS, in_words(headline_words)),
            part("date", weights.date, article.is_dated, article.published_from),
            part("byline", weights.byline, bool(authors), authors or "no author named"),
            part("excerpt", weights.excerpt, excerpt_share(article, rules), f"{len(article.excerpt)} characters"),
            part("image", weights.image, *image_share(article.image, rules)),
            part("depth", weights.depth, words_count / rules.depth_words, in_words(words_count)),
            part("original", weights.original, *original_share(kind, is_reprint=is_reprint)),
            part("kind", weights.kind, *kind_share(kind)),
            part("standing", weights.standing, standing.share, standing.why),
        )
    )


@lru_cache(maxsize=16_384)
def part(name: str, points_max: int, share: float, why: str) -> ScorePart:
    """One part: a share of its points, at most all of them.

    Most articles have most parts in common: one value for all of them is quicker made and kept.
    """
    points = points_max if share >= 1 else round(points_max * share, 1)
    return ScorePart(name=name, points=float(points), points_max=float(points_max), why=why)


def in_words(count: int) -> str:
    """A number of words."""
    return "1 word" if count == 1 else f"{count} words"


def excerpt_share(article: Article, rules: ScoreRules) -> float:
    """Long enough and ending as a sentence does."""
    if not article.excerpt:
        return 0.0
    length = min(1.0, len(article.excerpt) / rules.excerpt_chars)
    is_whole = article.excerpt.rstrip("\"'”’)]").endswith((".", "!", "?", "。", "！", "？"))
    return length if is_whole else length / 2


def image_share(image: Image | None, rules: ScoreRules) -> tuple[float, str]:
    """A picture that a page can show counts fully, one of unknown size in part."""
    if image is None:
        return 0.0, "no image"
    if not image.width or not image.height:
        known = image.width or image.height
        return UNKNOWN_SIZE_SHARE, "an image of which only one side is known" if known else "an image of unknown size"
    size = f"{image.width} × {image.height} pixels"
    if image.width < rules.image_width_px:
        return SMALL_SHARE, f"{size}: less than {rules.image_width_px} wide"
    if not ASPECT_MIN <= image.width / image.height <= ASPECT_MAX:
        return SMALL_SHARE, f"{size}: too long a shape for a picture"
    return 1.0, size


def original_share(kind: Kind, *, is_reprint: bool) -> tuple[float, str]:
    """Its publisher's own words count, copies and releases do not."""
    if is_reprint:
        return 0.0, "a reprint"
    if kind.is_sure and kind.name in NOT_INDEPENDENT:
        return 0.0, f"written by whom it is about ({kind.name})"
    return 1.0, "not a reprint"


def kind_share(kind: Kind) -> tuple[float, str]:
    """What inform readers most counts fully; so does what nobody is sure of."""
    if not kind.is_sure:
        return (
            1.0,
            "nothing says that it is not news" if kind.name == "news" else f"perhaps {kind.name}, but not surely",
        )
    return 0.0 if kind.name in NOT_ARTICLES else KIND_SHARES.get(kind.name, 1.0), kind.name
