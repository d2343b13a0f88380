"""Which articles are about one event: average linkage of TF-IDF vectors in a sliding window.

Every new article starts alone, every story that readers already know starts whole.  The two
groups with the highest average cosine between their articles are joined, again and again, until no
pair reaches the bar (``link_min``; ``merge_min`` between two known stories).  The result does not
depend on the order of the input, and each placement keeps its evidence.  Average linkage is the
"UPGMA" of Sokal and Michener (1958), with the sums kept as Lance and Williams (1967) do.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from ..model import Article, Kinship, Link, Placement, Reason, Story, StoryMerge, StorySplit
from ..rules import ClusterRules
from ..text import content_words

Vector = Mapping[str, float]
Totals = dict[str, dict[str, float]]

SIMILARITY_FLOOR = 0.02
"""Pairs of articles below this count as 0: they cannot bring two groups to the bar."""
BACKGROUND_ARTICLES = 100
"""Imagined articles about other things: in a young desk's few, every word would look common."""
POINTS_PER_COSINE = 30.0
"""Log-odds of a link for each 1 of average cosine above the bar."""
SHARED_WORDS_MAX = 5
"""Words kept as evidence of one placement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """What ``place`` concluded."""

    placements: tuple[Placement, ...]
    merges: tuple[StoryMerge, ...]
    splits: tuple[StorySplit, ...] = ()
    kin: tuple[Kinship, ...] = ()


def place(articles: Sequence[Article], stories: Sequence[Story], rules: ClusterRules) -> Clustering:
    """Put every article into a story, known or new.

    ``articles`` are those without a story, ``stories`` the known ones within the window.  The id of a
    new story is the id of its first article.
    """
    everything = [*articles, *(article for story in stories for article in story.articles)]
    vectors = weigh(everything, rules)
    by_id = {article.id: article for article in everything}
    groups = {article.id: [article.id] for article in articles}
    groups |= {f"={story.id}": [article.id for article in story.articles] for story in stories}
    joined = link(groups, vectors, {key: article.published for key, article in by_id.items()}, rules)
    return conclude(joined, stories, by_id, vectors)


def compare(
    one: Sequence[Article], other: Sequence[Article], rules: ClusterRules, *, around: Sequence[Article] = ()
) -> Link:
    """How sure we are that two articles, or two stories, are one event, and what speaks for and against it.

    ``around`` are the other articles of the window, which tell common words from telling ones.
    """
    vectors = weigh({article.id: article for article in (*around, *one, *other)}.values(), rules)
    pairs = [(first, second) for first in one for second in other]
    average = sum(cosine(vectors[a.id], vectors[b.id]) for a, b in pairs) / len(pairs)
    nearest = max(pairs, key=lambda pair: cosine(vectors[pair[0].id], vectors[pair[1].id]))
    shared = shared_words(vectors[nearest[0].id], vectors[nearest[1].id])
    points = round(POINTS_PER_COSINE * (average - rules.link_min), 3)
    why = "in common: " + ", ".join(word for word, _ in shared) if shared else "no telling word in common"
    reason = Reason(name="words", points=points, value=round(average, 4), why=why)
    return Link(probability=round(1 / (1 + math.exp(-points)), 4), reasons=(reason,))


# ---------------------------------------------------------------- vectors


def weigh(articles: Iterable[Article], rules: ClusterRules) -> dict[str, Vector]:
    """A TF-IDF vector of length one for each article id, from headline and excerpt."""
    counts = {article.id: count_words(article, rules) for article in articles}
    seen_in = Counter(word for count in counts.values() for word in count)
    total = len(counts) + BACKGROUND_ARTICLES
    return {key: unit_vector(count, seen_in, total) for key, count in counts.items()}


def count_words(article: Article, rules: ClusterRules) -> Counter[str]:
    """How often each content word stands in an article; the headline's words weigh more."""
    count: Counter[str] = Counter(content_words(article.excerpt))
    for word in content_words(article.headline):
        count[word] += rules.headline_weight  # type: ignore[assignment]  # a weighted count
    return count


def unit_vector(count: Mapping[str, float], seen_in: Mapping[str, int], total: int) -> Vector:
    """Sublinear term frequency times inverse document frequency, scaled to length one."""
    weights = {word: (1 + math.log(times)) * math.log(1 + total / seen_in[word]) for word, times in count.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def cosine(one: Vector, other: Vector) -> float:
    """The similarity of two unit vectors, 0 to 1."""
    small, large = sorted((one, other), key=len)
    return sum(weight * large[word] for word, weight in small.items() if word in large)


# ---------------------------------------------------------------- linking


def similar_pairs(
    vectors: Mapping[str, Vector], moments: Mapping[str, datetime], rules: ClusterRules
) -> dict[tuple[str, str], float]:
    """The cosine of every two articles within the window that share a word that is not common."""
    holders: dict[str, list[str]] = defaultdict(list)
    for key in sorted(vectors):
        for word in vectors[key]:
            holders[word].append(key)
    common = rules.common_share * (len(vectors) + BACKGROUND_ARTICLES)
    window_s = rules.window_hours * 3600
    stamps = {key: moment.timestamp() for key, moment in moments.items()}
    products: dict[tuple[str, str], float] = defaultdict(float)
    for word in sorted(holders):
        if len(holders[word]) <= common:
            for one, other in combinations(holders[word], 2):
                if abs(stamps[one] - stamps[other]) <= window_s:
                    products[one, other] += vectors[one][word] * vectors[other][word]
    return {pair: product for pair, product in products.items() if product >= SIMILARITY_FLOOR}


def link(
    groups: Mapping[str, list[str]],
    vectors: Mapping[str, Vector],
    moments: Mapping[str, datetime],
    rules: ClusterRules,
) -> dict[str, tuple[list[str], float]]:
    """Join groups until no pair is near enough.

    Returns, for each surviving group, the keys of the groups it was made of and the average
    cosine of its last join (0: it was never joined).
    """
    totals = sum_between(groups, similar_pairs(vectors, moments, rules))
    sizes = {key: len(members) for key, members in groups.items()}
    made_of = {key: ([key], 0.0) for key in groups}
    queue = [
        entry
        for one in totals
        for other in totals[one]
        if one < other
        for entry in offer(one, other, totals, sizes, rules)
    ]
    heapq.heapify(queue)
    while queue:
        negative, one, other = heapq.heappop(queue)
        if one not in totals or other not in totals.get(one, ()):
            continue
        if -negative != totals[one][other] / (sizes[one] * sizes[other]):
            continue  # an offer from before one of them grew
        keep, lose = sorted((one, other), key=lambda key: (not key.startswith("="), key))
        absorb(keep, lose, totals)
        sizes[keep] += sizes.pop(lose)
        made_of[keep] = (made_of[keep][0] + made_of.pop(lose)[0], -negative)
        for neighbour in sorted(totals[keep]):
            for entry in offer(min(keep, neighbour), max(keep, neighbour), totals, sizes, rules):
                heapq.heappush(queue, entry)
    return made_of


def sum_between(groups: Mapping[str, list[str]], pairs: Mapping[tuple[str, str], float]) -> Totals:
    """The sum of cosines between each two groups that have any."""
    group_of = {member: key for key, members in groups.items() for member in members}
    totals: Totals = {key: {} for key in groups}
    for (one, other), value in pairs.items():
        first, second = group_of[one], group_of[other]
        if first != second:
            totals[first][second] = totals[first].get(second, 0.0) + value
            totals[second][first] = totals[first][second]
    return totals


def offer(
    one: str, other: str, totals: Totals, sizes: Mapping[str, int], rules: ClusterRules
) -> list[tuple[float, str, str]]:
    """The queue entry for joining two groups, or none where they are not near enough."""
    average = totals[one][other] / (sizes[one] * sizes[other])
    both_known = one.startswith("=") and other.startswith("=")
    return [(-average, one, other)] if average >= (rules.merge_min if both_known else rules.link_min) else []


def absorb(keep: str, lose: str, totals: Totals) -> None:
    """Let ``keep`` take over the sums of ``lose``."""
    for neighbour, value in totals.pop(lose).items():
        totals[neighbour].pop(lose)
        if neighbour != keep:
            totals[keep][neighbour] = totals[keep].get(neighbour, 0.0) + value
            totals[neighbour][keep] = totals[keep][neighbour]


# ---------------------------------------------------------------- conclusions


def conclude(
    joined: Mapping[str, tuple[list[str], float]],
    stories: Sequence[Story],
    by_id: Mapping[str, Article],
    vectors: Mapping[str, Vector],
) -> Clustering:
    """Placements of the articles that had none, and merges of the stories that met."""
    known = {f"={story.id}": story for story in stories}
    placements: list[Placement] = []
    merges: list[StoryMerge] = []
    for parts, similarity in joined.values():
        old = sorted((known[key] for key in parts if key in known), key=story_age)
        new = sorted((by_id[key] for key in parts if key not in known), key=article_age)
        story_id = old[0].id if old else new[0].id
        merges += [StoryMerge(kept_id=story_id, dropped_id=story.id, similarity=similarity) for story in old[1:]]
        members = sorted([*new, *(article for story in old for article in story.articles)], key=article_age)
        placements += [evidence(article, members, story_id, vectors) for article in new]
    return Clustering(
        placements=tuple(sorted(placements, key=lambda placement: placement.article_id)),
        merges=tuple(sorted(merges, key=lambda merge: merge.dropped_id)),
    )


def article_age(article: Article) -> tuple[datetime, str]:
    """Oldest first, ties by id."""
    return article.published, article.id


def story_age(story: Story) -> tuple[datetime, str]:
    """Oldest first, by the first article."""
    return min(article_age(article) for article in story.articles)


def evidence(article: Article, members: Sequence[Article], story_id: str, vectors: Mapping[str, Vector]) -> Placement:
    """Why an article is in its story: its likeness to the others, and to the nearest of them."""
    others = [member for member in members if member.id != article.id]
    if not others:
        return Placement(article_id=article.id, story_id=story_id)
    mine = vectors[article.id]
    likeness = {other.id: cosine(mine, vectors[other.id]) for other in others}
    nearest = min(others, key=lambda other: (-likeness[other.id], other.id))
    return Placement(
        article_id=article.id,
        story_id=story_id,
        similarity=round(sum(likeness.values()) / len(others), 4),
        nearest_id=nearest.id,
        shared=shared_words(mine, vectors[nearest.id]),
        gap_hours=round(abs((article.published - nearest.published).total_seconds()) / 3600, 2),
        reason="first report" if article.id == members[0].id else "same event",
    )


def shared_words(one: Vector, other: Vector) -> tuple[tuple[str, float], ...]:
    """The words that bring two articles together, with their share of the similarity."""
    products = {word: weight * other[word] for word, weight in one.items() if word in other}
    total = sum(products.values()) or 1.0
    strongest = sorted(products, key=lambda word: (-products[word], word))[:SHARED_WORDS_MAX]
    return tuple((word, round(products[word] / total, 3)) for word in strongest)
