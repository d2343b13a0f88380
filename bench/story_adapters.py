"""What the benches of stories call: the engine, whole sets at once and as a stream; vectors; links.

The benches know the engine by this file alone: whoever replaces the engine replaces these bodies.
"""

from __future__ import annotations

import os
import pickle
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adapters import make_item, stories
from tidings import embed
from tidings.cluster import compare, place
from tidings.errors import TidingsError
from tidings.model import Article, Link, Story
from tidings.rules import ClusterRules

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
RULES = ClusterRules()
BATCH = 500
"""Articles that arrive together, as in a run of a large desk."""
USUAL_MODEL = ""
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
    vectors: NDArray[np.int16] | None = None


def make_batch(items: Sequence[Item], first: int, model: str = "") -> Batch:
    """Items from number ``first`` on, embedded by ``model``; empty: by words alone."""
    articles = tuple(make_item(first + at, item) for at, item in enumerate(items))
    return Batch(articles, vectors_of([text_of(article) for article in articles], model) if model else None)


class StoryStream:
    """The engine as it works from run to run: new articles against the stories of the window, and no others.

    Holds what the desk's database would: for each article so far its story's number, and the live stories.
    """

    def __init__(self) -> None:
        self.placed = array("q")
        """The number of the story that each article was put into, in order."""
        self.merged: dict[int, int] = {}
        """Numbers of stories that were joined to others."""
        self.numbers: dict[str, int] = {}
        """Of the live stories."""
        self.live: dict[str, Story] = {}
        self.started = 0

    def add(self, batch: Batch) -> None:
        """Place a batch, the oldest first."""
        clustering = place(batch.articles, tuple(self.live.values()), RULES)
        arrived = {article.id: article for article in batch.articles}
        story_of = {placement.article_id: placement.story_id for placement in clustering.placements}
        for article in batch.articles:
            story_id = story_of[article.id]
            self.placed.append(self.number_of(story_id))
            old = self.live.get(story_id, Story(id=story_id, articles=()))
            self.live[story_id] = replace(old, articles=(*old.articles, arrived[article.id]))
        for merge in clustering.merges:
            gone, kept = self.live.pop(merge.dropped_id), self.live[merge.kept_id]
            self.live[merge.kept_id] = replace(kept, articles=(*kept.articles, *gone.articles))
            self.merged[self.numbers.pop(merge.dropped_id)] = self.numbers[merge.kept_id]
        self.forget(batch)

    def number_of(self, story_id: str) -> int:
        """A live story's number."""
        if story_id not in self.numbers:
            self.numbers[story_id] = self.started
            self.started += 1
        return self.numbers[story_id]

    def forget(self, batch: Batch) -> None:
        """Let go of the stories that nothing can join any more."""
        before = batch.articles[-1].published - timedelta(hours=RULES.window_hours)
        for story_id in [key for key, story in self.live.items() if story.articles[-1].published < before]:
            del self.live[story_id], self.numbers[story_id]

    def labels(self) -> list[int]:
        """The story of every article so far: same number, same story."""
        return [self.kept(number) for number in self.placed]

    def kept(self, number: int) -> int:
        """The story that a number stands for now."""
        while number in self.merged:
            number = self.merged[number]
        return number

    def active_count(self) -> int:
        """How many stories an article may join now."""
        return len(self.live)

    def store(self, path: Path) -> None:
        """Write down everything that another process needs to go on."""
        path.write_bytes(pickle.dumps(vars(self)))


def story_stream(stored: Path | None = None) -> StoryStream:
    """An empty stream, or the one that was stored."""
    stream = StoryStream()
    if stored:
        vars(stream).update(pickle.loads(stored.read_bytes()))
    return stream


def streamed(items: Sequence[Item]) -> list[int]:
    """The story of each item, where they arrive ``BATCH`` at a time, in this order."""
    stream = story_stream()
    for first in range(0, len(items), BATCH):
        stream.add(make_batch(items[first : first + BATCH], first, USUAL_MODEL))
    return stream.labels()


# ---------------------------------------------------------------- links


def links(items: Sequence[Item], pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> list[Link]:
    """How sure the engine is that two groups of items are of one event, seen among all items; one for each pair."""
    articles = [make_item(number, item) for number, item in enumerate(items)]
    return [
        compare([articles[at] for at in one], [articles[at] for at in other], RULES, around=articles)
        for one, other in pairs
    ]
