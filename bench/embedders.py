"""Which embedder tells best whether two articles are about one event, and what it costs: the ground of decision 11.

Each embedder works in a process of its own, on one thread, and is asked for CPU seconds, so that a busy machine moves
the figures little; then the step itself is timed from database to database on all cores.  The labelled news is the
development half of one day; the headlines are the training days of the shared story bench.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from targets import SHARED, Part, Target, not_measured, size_of
from tidings import store
from tidings.embed import EXTRAS, embed_text, find_embedder
from tidings.embed.pins import are_installed
from tidings.engine import LocalEngine
from tidings.meaning import embed_articles
from tidings.model import Article, Desk, Masthead, Source
from tidings.text import content_words
from tidings.urls import url_id
from tidings.vectors import VECTOR_SCALE

ARTICLES_PER_S_MIN = {"minilm": 100, "static": 2500}
"""Title and summary, from database to database on two cores."""
PAIR_SAMPLE = 1_500
"""Headlines of the training days whose pairs are ranked: 1.1 million pairs."""
STEP_COUNT = {"minilm": 500, "static": 21_000, "multilingual": 210}
"""Articles that the step is timed with: some ten seconds each; above what one process would do alone."""
MOMENT = datetime(2026, 3, 20, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled text."""

    article: Article
    story: str


def make(headline: str, excerpt: str, *, number: int) -> Article:
    """An article that says this."""
    url = f"https://wire.example/{number}"
    return Article(
        id=url_id(url), url=url, source=Source(id="wire", name="Wire", domain="wire.example"), headline=headline,
        excerpt=excerpt, published=MOMENT, published_from="the row", seen_at=MOMENT,
    )  # fmt: skip


def labelled_news() -> list[Row]:
    """A day of world news, its development half."""
    lines = (SHARED / "data/stories/world-dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Row(make(row["title"], row["summary"] or "", number=n), row["story"]) for n, row in enumerate(rows)]


def labelled_headlines() -> list[Row]:
    """A sample of the headlines of the shared bench's training days."""
    sys.path.insert(0, str(SHARED / "bench"))
    import cluster_bench

    part = cluster_bench.load()["train"]
    pairs = enumerate(zip(part.items, part.clean, strict=True))
    rows = [Row(make(item["text"], "", number=n), str(label)) for n, (item, label) in pairs]
    return random.Random(1).sample(rows, min(PAIR_SAMPLE, len(rows)))


# ---------------------------------------------------------------- measures


def average_precision(likeness: NDArray[np.float64], stories: Sequence[str]) -> float:
    """Of all pairs in the order of their likeness: how early those of one story stand."""
    upper = np.triu_indices(len(stories), 1)
    labels = np.unique(np.array(stories), return_inverse=True)[1]
    is_one = (labels[:, None] == labels[None, :])[upper][np.argsort(-likeness[upper], kind="stable")]
    found = np.cumsum(is_one)
    return float((found / np.arange(1, len(is_one) + 1))[is_one].mean())


def merges(likeness: NDArray[np.float64]) -> Iterator[tuple[float, int, int]]:
    """Average linkage from single articles to one heap: how alike the two are that become one."""
    left, size = likeness.copy(), np.ones(len(likeness))
    np.fill_diagonal(left, -9)
    for _ in range(len(likeness) - 1):
        one, other = divmod(int(left.argmax()), len(left))
        yield float(left[one, other]), one, other
        mean = (left[one] * size[one] + left[other] * size[other]) / (size[one] + size[other])
        left[one], left[:, one], left[one, one] = mean, mean, -9
        left[other], left[:, other] = -9, -9
        size[one] += size[other]


def best_f1(likeness: NDArray[np.float64], stories: Sequence[str]) -> tuple[float, float]:
    """The best BCubed F1 that a bar for average linkage reaches, and that bar."""
    groups = {n: [n] for n in range(len(stories))}
    best = (bcubed(groups.values(), stories), 1.0)
    for height, one, other in merges(likeness):
        groups[one] += groups.pop(other)
        best = max(best, (bcubed(groups.values(), stories), height))
    return best


def bcubed(groups: Any, stories: Sequence[str]) -> float:
    """BCubed F1 of groups of places."""
    sizes, precision, recall = Counter(stories), 0.0, 0.0
    for group in groups:
        for story, count in Counter(stories[place] for place in group).items():
            precision += count * count / len(group)
            recall += count * count / sizes[story]
    return 2 * precision * recall / (precision + recall) / len(stories)


def by_words(rows: Sequence[Row]) -> NDArray[np.float64]:
    """The cosines of TF-IDF vectors, headline words twice: what there is without an embedder."""
    counts = [Counter([*content_words(row.article.headline) * 2, *content_words(row.article.excerpt)]) for row in rows]
    seen = Counter(word for count in counts for word in count)
    places = {word: place for place, word in enumerate(sorted(seen))}
    table = np.zeros((len(rows), len(places)), np.float32)
    for row, count in enumerate(counts):
        for word, times in count.items():
            table[row, places[word]] = (1 + np.log(times)) * np.log(1 + len(rows) / seen[word])
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    return np.asarray(table @ table.T, np.float64)


# ---------------------------------------------------------------- one embedder, in a process of its own


def measure_alone(name: str) -> dict[str, float]:
    """Everything about one embedder."""
    news, headlines = labelled_news(), labelled_headlines()
    if name == "none":
        return told_of(by_words, news, headlines)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    embedder = find_embedder(name, folder=Path())
    assert embedder is not None
    embedder.embed(["Ferry runs aground off the islands"])
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    speeds = []

    def by_meaning(rows: Sequence[Row]) -> NDArray[np.float64]:
        texts, began = [embed_text(row.article) for row in rows], time.process_time()
        vectors = embedder.embed(texts).astype(np.float64)
        speeds.append(len(texts) / (time.process_time() - began))
        return vectors @ vectors.T / VECTOR_SCALE**2

    found = told_of(by_meaning, news, headlines)
    return {**found, "texts": speeds[0], "titles": speeds[1], "mib": grown / 1024}


def told_of(
    likeness_of: Callable[[Sequence[Row]], NDArray[np.float64]], news: Sequence[Row], headlines: Sequence[Row]
) -> dict[str, float]:
    """How well pairs and stories are told apart."""
    stories, likeness = [row.story for row in news], likeness_of(news)
    f1, bar = best_f1(likeness, stories)
    ranked = average_precision(likeness_of(headlines), [row.story for row in headlines])
    return {"news_ap": average_precision(likeness, stories), "news_f1": f1, "bar": bar, "headlines_ap": ranked}


# ---------------------------------------------------------------- the step, from database to database


def step_speed(name: str) -> tuple[float, float]:
    """Articles with title and summary in a second of the step ``embed``: by the clock on all cores, and by CPU."""
    news, count = labelled_news(), size_of("EMBEDDED", STEP_COUNT[name])
    articles = [make(row.article.headline, row.article.excerpt, number=n)
                for n, row in zip(range(count), news * (count // len(news) + 1), strict=False)]  # fmt: skip
    bare = Desk(masthead=Masthead(title="The Bench"))
    with tempfile.TemporaryDirectory() as folder, store.closing(store.open_database(Path(folder) / "desk")) as db:
        store.save_articles(db, articles, (), now=MOMENT)
        desk = with_embedder(bare, name)
        began, cpu = time.monotonic(), sum(os.times()[:4])
        report = embed_articles(
            db, desk, Path(folder), LocalEngine(db), now=MOMENT + timedelta(hours=1), tell=lambda *_, **__: None
        )
        wall, cpu = time.monotonic() - began, sum(os.times()[:4]) - cpu
    assert report.made == count
    return count / wall, count / cpu


def with_embedder(desk: Desk, name: str) -> Desk:
    """A desk that uses this one."""
    return replace(desk, rules=replace(desk.rules, cluster=replace(desk.rules.cluster, embedder=name)))


# ---------------------------------------------------------------- the part


def embedders() -> Part:
    """All embedders that are installed, beside words alone."""
    if not (SHARED / "data/stories/world-dev.jsonl").is_file():
        return not_measured("Embedders", "the labelled stories are not here")
    names = ["none", *(name for name in EXTRAS if are_installed(EXTRAS[name]))]
    head = (
        f"{'':<14}{'news AP':>8}{'best F1':>8}{'bar':>6}{'UCI AP':>8}{'titles/cpu-s':>14}{'texts/cpu-s':>13}{'MiB':>6}"
    )
    lines, targets = [head], []
    for name in names:
        found = measure_apart(name)
        lines.append(line_of(name, found))
    lines.append("")
    for name in names[1:]:
        wall, cpu = step_speed(name)
        lines.append(f"step embed, {name:<13}{wall:>8,.0f} articles/s by the clock, {cpu:>8,.0f} per CPU second")
        if name in ARTICLES_PER_S_MIN:
            least = ARTICLES_PER_S_MIN[name]
            targets.append(
                Target(
                    name=f"embedding, {name}",
                    wanted=f"at least {least:,} articles/s with title and summary on two cores",
                    found=f"{wall:,.0f} articles/s ({cpu:,.0f} per CPU second)",
                    is_met=wall >= least,
                )
            )
    return Part(title="Embedders", text="\n".join(lines), targets=tuple(targets))


def measure_apart(name: str) -> dict[str, float]:
    """``measure_alone`` in a process of its own."""
    command = [sys.executable, __file__, name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def line_of(name: str, found: dict[str, float]) -> str:
    """One embedder in the table."""
    words = "words alone" if name == "none" else name
    line = (
        f"{words:<14}{found['news_ap']:>8.3f}{found['news_f1']:>8.3f}{found['bar']:>6.2f}{found['headlines_ap']:>8.3f}"
    )
    if "mib" not in found:
        return line
    return f"{line}{found['titles']:>14,.0f}{found['texts']:>13,.0f}{found['mib']:>6.0f}"


if __name__ == "__main__":
    print(json.dumps(measure_alone(sys.argv[1])))
