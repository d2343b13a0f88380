"""Stories with what is known of them, as the inspector's tests need them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.make import make_desk
from tidings.inspector import Side
from tidings.model import Article, Link, Material, Placement, Reason, Story, Verdict
from tidings.text import content_words


def likeness(one: Sequence[Article], other: Sequence[Article]) -> Link:
    """A plain function in the place of the real one: the share of words in common, over all pairs."""
    shares = []
    for first in one:
        for second in other:
            mine, theirs = set(content_words(first.headline)), set(content_words(second.headline))
            shares.append(len(mine & theirs) / len(mine | theirs))
    share = round(sum(shares) / len(shares), 3)
    return Link(probability=share, reasons=(Reason(name="words", points=share - 0.5, value=share, why="as told"),))


def make_material(*stories: Story, outcome: Any = "published", **fields: Any) -> Material:
    """What is known of stories, every article placed and judged."""
    placements = {a.id: Placement(article_id=a.id, story_id=story.id) for story in stories for a in story.articles}
    verdict = Verdict(outcome=outcome, rule="kept", reason="all is well")
    given: dict[str, Any] = {
        "desk": make_desk(),
        "stories": stories,
        "placements": placements,
        "verdicts": dict.fromkeys(placements, verdict),
    }
    return Material(**(given | fields))


def make_side(article: Article, story: Story, **fields: Any) -> Side:
    """An article in its story."""
    return Side(
        article=article, placement=Placement(article_id=article.id, story_id=story.id, **fields), story=story.articles
    )
