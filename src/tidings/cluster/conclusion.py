"""What the joined window says, in the words of the model, with the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from ..model import Article, Kinship, Link, Placement, StoryMerge, StorySplit
from ..rules import ClusterRules
from ..vectors import VECTOR_SCALE
from .evidence import SHARED_WORDS_MAX, link_of, most_telling, words_of
from .intake import Intake
from .rounds import Join, Look, Pair, plain_features
from .terms import Terms, direction_of, terms_of
from .weights import log_odds
from .window import Group, Newcomer, Window

KIN_MAX = 5
"""Stories that are told as kin of one story, nearest first."""
RUNNER_UP_DEPTH = 4.0
"""Log-odds below the bar down to which a story is told as the one that an article would have joined next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """What ``place`` concluded."""

    placements: tuple[Placement, ...]
    merges: tuple[StoryMerge, ...]
    splits: tuple[StorySplit, ...] = ()
    kin: tuple[Kinship, ...] = ()


def article_age(article: Article) -> tuple[datetime, str]:
    """Oldest first, ties by id."""
    return article.published, article.id


@dataclass(slots=True)
class Conclusion:
    """What is concluded from a window that was settled."""

    rules: ClusterRules
    intake: Intake
    window: Window
    joins: Sequence[Join]
    articles: Mapping[str, Article]
    """All that are in the window, by id."""
    terms: dict[str, Terms] = field(default_factory=dict)

    def told(self, newcomers: Sequence[Newcomer]) -> Clustering:
        """Placements of the new articles, merges of stories that met, and stories of one thread."""
        group_of = {key: group for group in self.window.groups.values() for key in group.members}
        first_joins = self.first_joins()
        look = Look(self.window, self.intake.weights, depth=RUNNER_UP_DEPTH, is_whole=True)
        placements = [
            self.placement(newcomer, group_of[newcomer.id], first_joins.get(newcomer.id), look)
            for newcomer in newcomers
        ]
        touched = {group_of[newcomer.id].row: group_of[newcomer.id] for newcomer in newcomers}
        return Clustering(
            placements=tuple(sorted(placements, key=lambda one: one.article_id)),
            merges=tuple(sorted(self.merges(), key=lambda merge: merge.dropped_id)),
            kin=tuple(self.kin(touched)),
        )

    # -------------------------------------------------------- placements

    def placement(self, newcomer: Newcomer, group: Group, join: Join | None, look: Look) -> Placement:
        """Why an article is in its story, and where it would have gone else."""
        others = [key for key in group.members if key != newcomer.id]
        runner_id, runner = self.runner_up(newcomer, group, look)
        story_id = self.story_id(group)
        if not others:
            return Placement(article_id=newcomer.id, story_id=story_id, runner_up_id=runner_id, runner_up=runner)
        likeness = {key: self.likeness(newcomer.id, key) for key in others}
        nearest = min(others, key=lambda key: (-likeness[key], key))
        gap = self.articles[nearest].published - self.articles[newcomer.id].published
        shared = most_telling(self.terms_of(newcomer.id).words, self.terms_of(nearest).words, look.rarity)
        is_first = newcomer.id == self.first_of(group).id
        return Placement(
            article_id=newcomer.id,
            story_id=story_id,
            similarity=round(sum(likeness.values()) / len(others), 4),
            nearest_id=nearest,
            shared=shared[:SHARED_WORDS_MAX],
            gap_hours=round(abs(gap.total_seconds()) / 3600, 2),
            reason="first report" if is_first else "same event" if join else "order",
            link=self.link(join, look) if join else None,
            runner_up_id=runner_id,
            runner_up=runner,
        )

    def story_id(self, group: Group) -> str:
        """The known story's id, of a new one that of its first article."""
        return group.id if self.window.known[group.row] else self.first_of(group).id

    def first_of(self, group: Group) -> Article:
        """A story's first article."""
        return min((self.articles[key] for key in group.members), key=article_age)

    def first_joins(self) -> dict[str, Join]:
        """The join by which each article that was alone came to others."""
        found: dict[str, Join] = {}
        for join in self.joins:
            for side in (join.kept, join.lost):
                if len(side) == 1:
                    found.setdefault(side[0], join)
        return found

    def link(self, join: Join, look: Look) -> Link:
        """What a join rests on."""
        kept, lost = (words_of(map(self.terms_of, side)) for side in (join.kept, join.lost))
        shared = [word for word, _ in most_telling(kept, lost, look.rarity)]
        return link_of(join.plain, join.terms, self.intake.learned, shared)

    def runner_up(self, newcomer: Newcomer, group: Group, look: Look) -> tuple[str, Link | None]:
        """The story that an article would have joined next, and how sure that would have been."""
        window = self.window
        alone = window.open("", [newcomer], is_known=False, is_counted=False)
        pairs = [pair for pair in look.pairs([alone.row]) if pair.other != group.row]
        best = max(pairs, key=lambda pair: (pair.points, window.groups[pair.other].id), default=None)
        told = (self.story_id(window.groups[best.other]), self.link_between(best, look)) if best else ("", None)
        window.release(alone)
        return told

    def link_between(self, pair: Pair, look: Look) -> Link:
        """What a pair of groups that were not joined has in common."""
        one, other = self.window.groups[pair.one], self.window.groups[pair.other]
        shared = [word for word, _ in most_telling(one.words, other.words, look.rarity)]
        return link_of(plain_features(self.window, one.row, other.row), pair.terms, self.intake.learned, shared)

    def likeness(self, one: str, other: str) -> float:
        """The cosine of two articles' vectors."""
        first, second = (self.vector(key) for key in (one, other))
        return float(first @ second) / VECTOR_SCALE**2

    def vector(self, article_id: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        """An article's direction; of one that has none, nothing."""
        vectors = self.intake.meanings.vectors
        vector = vectors.get(article_id) if vectors else direction_of(self.terms_of(article_id))
        return np.zeros(self.window.dimensions) if vector is None else vector.astype(np.float64)

    def terms_of(self, article_id: str) -> Terms:
        """The terms of an article."""
        if article_id not in self.terms:
            self.terms[article_id] = terms_of(self.articles[article_id])
        return self.terms[article_id]

    # -------------------------------------------------------- stories

    def merges(self) -> Iterator[StoryMerge]:
        """Stories that turned out to be one, under the id that stayed in the end."""
        look = Look(self.window, self.intake.weights, depth=0.0, is_whole=True)
        kept = {join.lost_id: join.kept_id for join in self.joins}
        for join in self.joins:
            if join.was_known:
                yield StoryMerge(
                    kept_id=last_of(join.kept_id, kept),
                    dropped_id=join.lost_id,
                    similarity=round(join.plain[1], 4),
                    link=self.link(join, look),
                )

    def kin(self, touched: Mapping[int, Group]) -> Iterator[Kinship]:
        """Stories of one thread that are different events: alike, and not sure enough to be one."""
        depth = max(0.0, log_odds(self.rules.link_min) - log_odds(self.rules.kin_min))
        look = Look(self.window, self.intake.weights, depth=depth, is_whole=True)
        told: set[frozenset[int]] = set()
        for row in touched:
            pairs = sorted(look.pairs([row]), key=lambda pair: (-pair.points, self.window.groups[pair.other].id))
            for pair in pairs[:KIN_MAX]:
                if frozenset((row, pair.other)) not in told:
                    told.add(frozenset((row, pair.other)))
                    other = self.window.groups[pair.other]
                    yield Kinship(
                        story_id=self.story_id(touched[row]),
                        other_id=self.story_id(other),
                        link=self.link_between(pair, look),
                    )


def last_of(story_id: str, kept: Mapping[str, str]) -> str:
    """The id under which a story ends, through however many joins."""
    for _ in range(len(kept) + 1):
        if story_id not in kept:
            break
        story_id = kept[story_id]
    return story_id
