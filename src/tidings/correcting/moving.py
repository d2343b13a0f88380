"""Moving articles as the orders say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from .. import store
from ..corrections import Likeness, apply_orders, find_broken
from ..identity import Settled
from ..inspector import Compare
from ..model import Article, Desk, Story, StoryMerge, StoryOrder, killed_by, without_told_apart
from ..reckoning import load_compare
from ..regroup import settle_stories

FOR_STORIES: Final = ("must-link", "cannot-link", "split")
"""Orders that move articles from story to story."""


def correct_stories(
    db: store.Database, desk: Desk, folder: Path, orders: Sequence[StoryOrder], *, now: datetime
) -> int:
    """Make stories keep to the orders; returns how many splits and merges that took.  Raises EmbedderError."""
    named = {article_id for order in orders if order.kind in FOR_STORIES for article_id in order.article_ids}
    if not named:
        return 0
    stories = without(killed_by(orders), store.load_stories_of(db, named))
    ids = [article.id for story in stories for article in story.articles]
    reprints = without_told_apart(store.load_reprints(db), orders)
    bound = (*orders, *bind_copies(stories, reprints, orders))
    taken = store.find_used_ids(db, ids)
    # Most orders move nothing, and compare nothing.
    load = cache(lambda: load_compare(db, desk, folder, stories, is_even=True))
    splits, merges = apply_orders(stories, bound, likeness_by(load), taken=taken)
    if splits or merges:
        settled = settle_stories(db, Settled(merges=merges, splits=splits), reprints=reprints)
        with store.transaction(db):
            store.mark_ordered(db, settled.splits, settled.merges)
            store.save_placements(db, settled.placements, settled.merges, settled.splits, now=now)
    return len(splits) + len(merges)


def without(left_out: Collection[str], stories: Iterable[Story]) -> list[Story]:
    """Stories without some articles; those that had no others are left out."""
    kept = (
        replace(story, articles=tuple(article for article in story.articles if article.id not in left_out))
        for story in stories
    )
    return [story for story in kept if story.articles]


def bind_copies(
    stories: Iterable[Story], reprints: Mapping[str, str], orders: Sequence[StoryOrder]
) -> Iterator[StoryOrder]:
    """A reprint goes where the original of its story goes, unless it is itself told to be elsewhere."""
    named = {key for order in orders if order.kind in ("cannot-link", "split") for key in order.article_ids}
    last = max((order.line for order in orders), default=0)
    for story in stories:
        here = {article.id for article in story.articles}
        for copy in sorted(here - named):
            if reprints.get(copy) in here:
                yield StoryOrder(kind="must-link", article_ids=(copy, reprints[copy]), line=last + 1)


def likeness_by(load: Callable[[], Compare]) -> Likeness:
    """How like two groups are, in log-odds: probabilities near 0 and 1 all look alike."""

    def likeness(one: Sequence[Article], other: Sequence[Article]) -> float:
        return sum(reason.points for reason in load()(one, other).reasons)

    return likeness


def permitted(
    merges: Iterable[StoryMerge], stories: Iterable[Story], orders: Sequence[StoryOrder]
) -> tuple[StoryMerge, ...]:
    """Those of some merges that break no order."""
    grown = {story.id: story for story in stories}
    kept = []
    for merge in merges:
        both = (*grown[merge.kept_id].articles, *grown[merge.dropped_id].articles)
        whole = Story(id=merge.kept_id, articles=both)
        if not find_broken(orders, [whole]):
            grown[merge.kept_id] = whole
            kept.append(merge)
    return tuple(kept)
