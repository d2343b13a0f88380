"""How sure links are, reckoned anew as the run reckoned them: by the desk's rules, meanings and kinds.

What decided lies in the database; nothing is embedded here and nothing is judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from . import store
from .cluster import Bars, bars_of, comparer
from .genre import NEWS, Kind
from .inspector import Compare
from .meaning import load_meanings
from .model import Article, Desk, Link, Story, killed_by, without_told_apart
from .rules import ClusterRules
from .vectors import NO_MEANINGS, Meanings

AROUND_MAX: Final = 20_000
"""Articles that tell common words from telling ones: a window of the largest desks, read in some seconds.  Of more
stories some are taken, evenly from first to last.
"""


def load_bars(db: store.Database, desk: Desk, folder: Path) -> Bars:
    """The probabilities from which this desk joins; raises EmbedderError."""
    return bars_of(desk.rules.cluster, load_meanings(db, desk, folder, ()))


def load_compare(
    db: store.Database,
    desk: Desk,
    folder: Path,
    stories: Sequence[Story],
    *,
    around: Sequence[Story] | None = None,
    is_even: bool = False,
) -> Compare:
    """What tells how sure links are between articles of some stories.

    ``around`` are the stories of their window, unless these are it.  ``is_even``: all are compared in one way, by words
    where of a single one nobody knows what it means, for those who weigh links against each other.  Raises
    EmbedderError.
    """
    kinds = load_kinds(db, {article.id for story in stories for article in story.articles})
    orders = store.load_story_orders(db)
    left_out = {*without_told_apart(store.load_reprints(db), orders), *killed_by(orders)}
    meanings = load_meanings(db, desk, folder, kinds)
    if is_even and kinds.keys() - meanings.vectors.keys() - left_out:
        meanings = NO_MEANINGS
    return by_meaning_or_words(
        desk.rules.cluster,
        stories if around is None else around,
        left_out=left_out,
        meanings=meanings,
        kinds=kinds,
    )


def by_meaning_or_words(
    rules: ClusterRules,
    around: Sequence[Story],
    *,
    left_out: Collection[str],
    meanings: Meanings,
    kinds: Mapping[str, Kind],
) -> Compare:
    """What compares by meaning, and by words alone where of a side nobody knows any more what it means: vectors of old
    articles are forgotten.

    What a run leaves out, reprints and what is off the site, says nothing beside others.
    """
    window = counted(left_out, around)
    by_meaning = cache(lambda: comparer(rules, around=window, meanings=meanings, kinds=kinds))
    by_words = cache(lambda: comparer(rules, around=window, kinds=kinds))

    def compare(one: Sequence[Article], other: Sequence[Article]) -> Link:
        sides = [[article for article in side if article.id not in left_out] or side for side in (one, other)]
        is_meant = all(any(article.id in meanings.vectors for article in side) for side in sides)
        return (by_meaning() if is_meant else by_words())(*sides)

    return compare


def load_kinds(db: store.Database, article_ids: Collection[str]) -> dict[str, Kind]:
    """What the last run took each of these articles for; of one that no run has judged, ordinary news."""
    known = store.load_kinds(db)
    return {key: known[key][1] if key in known else NEWS for key in article_ids}


def counted(left_out: Collection[str], stories: Iterable[Story]) -> list[tuple[Article, ...]]:
    """The articles of stories without some, of evenly fewer stories where they are too many."""
    kept = [tuple(one for one in story.articles if one.id not in left_out) for story in stories]
    found = [articles for articles in kept if articles]
    return found[:: max(1, -(-sum(map(len, found)) // AROUND_MAX))]


def in_window(stories: Iterable[Story], begin: datetime | None, end: datetime | None, hours: float) -> list[Story]:
    """The stories that what came out between two moments was held against."""
    margin = timedelta(hours=hours)
    return [
        story
        for story in stories
        if any(
            (begin is None or article.published >= begin - margin)
            and (end is None or article.published <= end + margin)
            for article in story.articles
        )
    ]
