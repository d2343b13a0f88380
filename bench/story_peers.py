"""What others do to group news, as simply as they do it, and the baselines that anyone would try first.

``newsblur`` and ``single_link`` follow what those projects have published of their rules; what is left out is said.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from story_adapters import Batch
from story_data import Item, cluster_bench
from story_scores import Labels
from tidings.demo.measure import bcubed

Matrix = NDArray[np.float64]

OVERLAP_MIN, SHARED_MIN, SIGNIFICANT_MIN = 0.6, 3, 5
"""NewsBlur, 2026: the overlap coefficient of two titles, the words they share, the words each has."""
TITLES_MAX = 50
"""NewsBlur looks up no candidates by a word of more titles."""
SINGLE_LINK_MIN = 0.60
"""worldmonitor, 2026: cosine of the titles' vectors, single link."""
LEADER_MIN, LEADER_WINDOW_S = 0.12, 3 * 86_400
"""As the shared bench has them, picked on its val split."""
BARS = tuple(round(0.02 * step, 2) for step in range(1, 50))
"""What average linkage is tried with; the best on the data itself is told, which favours the peer."""


def each_alone(items: Sequence[Item]) -> list[int]:
    """No clustering at all."""
    return list(range(len(items)))


def joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Groups of everything that pairs connect (union-find)."""
    parent = list(range(count))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for one, other in pairs:
        parent[root(one)] = root(other)
    return [root(at) for at in range(count)]


def newsblur(items: Sequence[Item]) -> list[int]:
    """NewsBlur's rule for titles: the same title, or enough of the shorter one's words, from another feed; union-find.

    Left out: its second pass over full texts, which needs its search server; at most ten articles in a group.
    """
    titles = [significant(item) for item in items]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(titles):
        for word in words:
            holders[word].append(at)
    near = {pair for held in holders.values() if len(held) <= TITLES_MAX for pair in combinations(held, 2)}
    same: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        same[" ".join(re.findall(r"\w+", item["text"].lower()))].append(at)
    near |= {pair for held in same.values() for pair in combinations(held, 2)}
    return joined(
        len(items),
        sorted(pair for pair in near if is_one_by_titles(items, titles, *pair)),
    )


def significant(item: Item) -> frozenset[str]:
    """A title's words without the feed's name and without numbers."""
    name = set(re.findall(r"\w+", str(item["source"]).lower()))
    return frozenset(
        word for word in cluster_bench().title_words(item["text"]) if word not in name and not word.isdigit()
    )


def is_one_by_titles(items: Sequence[Item], titles: Sequence[frozenset[str]], one: int, other: int) -> bool:
    """Whether NewsBlur would join two titles."""
    if items[one]["source"] == items[other]["source"]:
        return False
    if items[one]["text"].lower() == items[other]["text"].lower():
        return True
    shared, smaller = len(titles[one] & titles[other]), min(len(titles[one]), len(titles[other]))
    return shared >= SHARED_MIN and smaller >= SIGNIFICANT_MIN and shared / smaller >= OVERLAP_MIN


def by_jaccard(items: Sequence[Item], bar: float) -> list[int]:
    """Single link over the share of words that two titles have in common."""
    titles = [frozenset(cluster_bench().title_words(item["text"])) for item in items]
    pairs = combinations(range(len(items)), 2)
    near = [(a, b) for a, b in pairs if len(titles[a] & titles[b]) >= bar * max(1, len(titles[a] | titles[b]))]
    return joined(len(items), near)


def single_link(likeness: Matrix, bar: float) -> list[int]:
    """Groups of everything that a likeness of at least the bar connects.

    Left out of worldmonitor's: its veto for titles that name different actors in one place.
    """
    return joined(len(likeness), ((int(a), int(b)) for a, b in np.argwhere(np.triu(likeness, 1) >= bar)))


class LeaderStream:
    """The shared bench's TF-IDF leader, fed as our stream is: three days in its window."""

    def __init__(self) -> None:
        cluster_bench()
        import cluster_baselines

        self.leader = cluster_baselines.Leader(LEADER_MIN, LEADER_WINDOW_S, cluster_baselines.WordStatistics())
        self.placed = array("q")

    def add(self, batch: Batch) -> None:
        """Place a batch, one after the other."""
        for article in batch.articles:
            words = cluster_bench().title_words(article.headline)
            self.placed.append(self.leader.add(words, article.published.timestamp()))

    def labels(self) -> list[int]:
        """The story of every article so far."""
        return list(self.placed)

    def active_count(self) -> int:
        """Stories that an article may join."""
        return sum(centroid is not None for centroid in self.leader.centroids)


# ---------------------------------------------------------------- average linkage


def tfidf_likeness(texts: Sequence[str]) -> Matrix:
    """Cosines of sublinear TF-IDF vectors, weighed on these texts alone."""
    counts = [Counter(cluster_bench().title_words(text)) for text in texts]
    seen_in = Counter(word for each in counts for word in each)
    column = {word: at for at, word in enumerate(sorted(seen_in))}
    vectors = np.zeros((len(texts), len(column)))
    for row, each in enumerate(counts):
        for word, times in each.items():
            vectors[row, column[word]] = (1 + np.log(times)) * np.log(1 + len(texts) / seen_in[word])
    return cosines(vectors)


def cosines(vectors: NDArray[np.generic]) -> Matrix:
    """The cosine of every two rows."""
    real = vectors.astype(np.float64)
    lengths = np.linalg.norm(real, axis=1, keepdims=True)
    unit = real / np.where(lengths > 0, lengths, 1)
    return np.asarray(unit @ unit.T)


def joins_of(likeness: Matrix) -> list[tuple[float, int, int]]:
    """Average linkage to the end: the likeness at each join, highest first, and one member of either side."""
    sums, sizes = likeness.copy(), np.ones(len(likeness))
    np.fill_diagonal(sums, -np.inf)
    joins = []
    for _ in range(len(likeness) - 1):
        means = sums / np.outer(sizes, sizes)
        one, other = (int(at) for at in np.unravel_index(np.argmax(means), means.shape))
        joins.append((float(means[one, other]), one, other))
        sums[one] += sums[other]
        sums[:, one] = sums[one]
        sums[one, one] = -np.inf
        sums[other], sums[:, other] = -np.inf, -np.inf
        sizes[one] += sizes[other]
    return joins


def best_average_linkage(likeness: Matrix, gold: Labels) -> tuple[float, list[int]]:
    """The bar with the highest BCubed F1 on these labels, and the groups it gives."""
    joins = joins_of(likeness)
    found = {bar: joined(len(gold), ((a, b) for height, a, b in joins if height >= bar)) for bar in BARS}
    best = max(BARS, key=lambda bar: (bcubed(found[bar], gold)[2], bar))
    return best, found[best]
