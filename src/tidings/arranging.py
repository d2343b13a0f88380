"""Articles arranged in stories: what the engine of stories is given, and what its conclusions mean for reprints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from . import correcting, store
from .cluster import Clustering, place
from .identity import Settled
from .judging import find_kinds
from .meaning import load_meanings
from .model import Article, Desk, Placement, Story, StoryOrder
from .regroup import Arrange

Placer = Callable[[Sequence[Article], Sequence[Story]], Clustering]


def arranger(
    db: store.Database,
    desk: Desk,
    folder: Path,
    *,
    reprints: Mapping[str, str],
    orders: Sequence[StoryOrder],
) -> Arrange:
    """What places articles in stories by all that the desk knows of them."""

    def placer(articles: Sequence[Article], stories: Sequence[Story]) -> Clustering:
        known = [article for story in stories for article in story.articles]
        meanings = load_meanings(db, desk, folder, [article.id for article in (*articles, *known)])
        kinds = find_kinds(db, desk, (*articles, *known))
        store.save_kinds(db, kinds.new)
        return place(articles, stories, desk.rules.cluster, meanings=meanings, kinds=kinds.found, orders=orders)

    return partial(arrange, placer=placer, reprints=reprints, orders=orders)


def arrange(
    articles: Sequence[Article],
    stories: Sequence[Story],
    placements: Mapping[str, Placement],
    *,
    placer: Placer,
    reprints: Mapping[str, str],
    orders: Sequence[StoryOrder],
) -> Settled:
    """Which stories, known or new, articles belong to; their reprints (by their originals) follow them.

    ``placements`` are those of articles that were placed before, as far as some are reprints of them.
    """
    originals = [article for article in articles if article.id not in reprints]
    known = correcting.without(reprints.keys(), stories)
    clustering = placer(originals, known)
    placed = {**placements, **{p.article_id: p for p in clustering.placements}}
    return Settled(
        placements=(*clustering.placements, *follow_originals(articles, reprints, placed)),
        merges=correcting.permitted(clustering.merges, known, orders),
        splits=clustering.splits,
        kin=clustering.kin,
        compared=tuple(sorted({placement.story_id for placement in clustering.placements})),
    )


def follow_originals(
    articles: Sequence[Article], reprints: Mapping[str, str], placements: Mapping[str, Placement]
) -> list[Placement]:
    """A reprint belongs where its original does."""
    return [
        Placement(
            article_id=article.id,
            story_id=placements[original].story_id if original in placements else article.id,
            nearest_id=original,
            similarity=1.0,
            reason="reprint",
        )
        for article in articles
        if (original := reprints.get(article.id))
    ]
