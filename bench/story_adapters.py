"""What the benches of stories call: the engine, whole sets at once and as a stream; vectors; links.

The benches know the engine by this file alone: whoever replaces the engine replaces these bodies.
"""

from __future__ import annotations

import os
import pickle
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adapters import make_item, stories
from tidings import embed
from tidings.cluster import compare
from tidings.cluster.intake import Intake
from tidings.cluster.rounds import settle
from tidings.cluster.window import Group, Newcomer, Window
from tidings.errors import TidingsError
from tidings.kinds import kind_of
from tidings.model import Article, Link
from tidings.rules import ClusterRules
from tidings.vectors import NO_MEANINGS, Meanings

__all__ = [
    "Batch",
    "StoryStream",
    "embedder",
    "links",
    "make_batch",
    "stories",
    "story_stream",
    "streamed",
    "vectors_of",
]

Item = Mapping[str, Any]
RULES = ClusterRules(breadth="thread")
STREAM_HOURS = 72
"""Streams keep three days in the window, as the prototypes of the reference do; a desk keeps four."""
BATCH = 500
"""Articles that arrive together, as in a run of a large desk."""
USUAL_MODEL = "auto"
"""What a desk embeds with that does not say otherwise; empty: words alone."""


# ---------------------------------------------------------------- vectors


@cache
def embedder(name: str) -> embed.Embedder | None:
    """An embedder by its name (``minilm``, ``static``, ``auto``) on all cores; None where it is not to be had here."""
    find = getattr(embed, "find_embedder", None)
    try:
        return find(name, folder=Path(), threads=cores_count()) if find else None
    except TidingsError:
        return None


def cores_count() -> int:
    """The cores that this process may use."""
    return int(os.environ.get("OMP_NUM_THREADS", "0")) or len(os.sched_getaffinity(0))


def vectors_of(texts: Sequence[str], model: str) -> NDArray[np.int16] | None:
    """A vector a row; None where the embedder is not to be had here."""
    found = embedder(model)
    return None if found is None else found.embed(texts)


def text_of(article: Article) -> str:
    """What is embedded of an article: by the product's own choice, where it has made one."""
    find = getattr(embed, "embed_text", None)
    return str(find(article)) if find else f"{article.headline}. {article.excerpt}".removesuffix(". ")


def texts_of(items: Sequence[Item]) -> list[str]:
    """What is embedded of items: title and summary."""
    return [text_of(make_item(number, item)) for number, item in enumerate(items)]


# ---------------------------------------------------------------- a stream


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles ready to be placed, so that making and embedding them can be timed apart from placing."""

    articles: tuple[Article, ...]
    meanings: Meanings = NO_MEANINGS


def make_batch(items: Sequence[Item], first: int, model: str = "") -> Batch:
    """Items from number ``first`` on, embedded by ``model``; empty: by words alone."""
    articles = tuple(make_item(first + at, item) for at, item in enumerate(items))
    found = embedder(model) if model else None
    if found is None:
        return Batch(articles)
    vectors = found.embed([text_of(article) for article in articles])
    return Batch(articles, Meanings(model=found.id, vectors={a.id: v for a, v in zip(articles, vectors, strict=True)}))


class StoryStream:
    """The engine as it works from batch to batch: new articles against the stories of the window, and no others.

    Stories here are threads, for the streams are the aggregator's.
    """

    def __init__(self) -> None:
        self.window: Window | None = None
        self.numbers: dict[str, int] = {}
        """The position of each article of the window in the stream."""
        self.live: dict[str, Newcomer] = {}
        """The articles of the window, which another process would load from the desk's database."""
        self.placed = array("q")
        """For each article the position of one of its story, once that has left the window."""
        self.keeps_articles = False
        """They are needed only to go on elsewhere, and take memory."""

    def add(self, batch: Batch) -> None:
        """Place a batch, the oldest first."""
        intake = Intake(RULES, batch.meanings)
        self.window = self.window or Window(intake.dimensions)
        newcomers = [intake.newcomer(article) for article in batch.articles]
        for group in self.window.expire(newcomers[0].moment - STREAM_HOURS * 3600):
            self.let_go(group)
        self.window.known[:] = True
        for newcomer in newcomers:
            self.numbers[newcomer.id] = len(self.placed)
            self.placed.append(-1)
            if self.keeps_articles:
                self.live[newcomer.id] = newcomer
        settle(self.window, self.window.open_all(newcomers), intake.weights)

    def let_go(self, group: Group) -> None:
        """Write down the story of articles that nothing can join any more."""
        home = min(self.numbers[key] for key in group.members)
        for key in group.members:
            self.placed[self.numbers.pop(key)] = home
            self.live.pop(key, None)

    def labels(self) -> list[int]:
        """The story of every article so far: same number, same story."""
        found = list(self.placed)
        for group in self.window.groups.values() if self.window else ():
            home = min(self.numbers[key] for key in group.members)
            for key in group.members:
                found[self.numbers[key]] = home
        return found

    def active_count(self) -> int:
        """How many stories an article may join now."""
        return len(self.window.groups) if self.window else 0

    def store(self, path: Path) -> None:
        """Write down what the desk's database would hold: articles with their stories, and no sums of any kind."""
        groups = [(group.id, group.members) for group in self.window.groups.values()] if self.window else []
        dimensions = self.window.dimensions if self.window else 0
        path.write_bytes(pickle.dumps((dimensions, groups, self.live, self.numbers, self.placed)))


def story_stream(stored: Path | None = None, *, keeps_articles: bool = True) -> StoryStream:
    """An empty stream, or the one that was stored, its window built anew from its articles."""
    stream = StoryStream()
    stream.keeps_articles = keeps_articles
    if stored:
        dimensions, groups, stream.live, stream.numbers, stream.placed = pickle.loads(stored.read_bytes())
        stream.window = Window(dimensions)
        for story_id, members in groups:
            stream.window.open(story_id, [stream.live[key] for key in members], is_known=True)
    return stream


def streamed(items: Sequence[Item], model: str = USUAL_MODEL) -> list[int]:
    """The story of each item, where they arrive ``BATCH`` at a time, in this order."""
    stream = story_stream(keeps_articles=False)
    for first in range(0, len(items), BATCH):
        stream.add(make_batch(items[first : first + BATCH], first, model))
    return stream.labels()


# ---------------------------------------------------------------- links


def links(items: Sequence[Item], pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> list[Link]:
    """How sure the engine is that two groups of items are of one event, seen among all items; one for each pair."""
    batch = make_batch(items, 0, USUAL_MODEL)
    articles = batch.articles
    kinds = {article.id: kind_of(article) for article in articles}
    return [
        compare(
            [articles[at] for at in one],
            [articles[at] for at in other],
            ClusterRules(),
            around=articles,
            meanings=batch.meanings,
            kinds=kinds,
        )
        for one, other in pairs
    ]
