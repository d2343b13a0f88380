"""Articles as the window takes them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from ..genre import NEWS, OF_MANY, Kind
from ..model import Article, StoryOrder
from ..rules import ClusterRules
from ..vectors import Meanings
from .terms import WORDS_DIMENSIONS, direction_of, terms_of
from .weights import WORDS_MODEL, learned_weights, with_bars
from .window import Group, Newcomer, Window

WEAK_KINDS: Final = OF_MANY | {"live blog", "gallery"}
"""Kinds that speak of many events at once: they join a story, and say nothing of what it is about."""
MULTILINGUAL: Final = frozenset(("multilingual", WORDS_MODEL))
"""Families of embedders whose vectors mean the same in every language; words that are alike are the same words."""


class Intake:
    """How a desk's articles are taken in."""

    def __init__(
        self,
        rules: ClusterRules,
        meanings: Meanings,
        kinds: Mapping[str, Kind] | None = None,
        orders: Sequence[StoryOrder] = (),
    ) -> None:
        self.meanings, self.kinds = meanings, kinds or {}
        self.family = meanings.model.partition("-")[0] or WORDS_MODEL
        self.learned = learned_weights(rules, self.family)
        self.weights = with_bars(self.learned, rules)
        first = next(iter(meanings.vectors.values()), None)
        self.dimensions = WORDS_DIMENSIONS if first is None else len(first)
        self.barred = sides_of(orders)
        self.closed = {key for order in orders if order.kind == "split" for key in order.article_ids}

    def newcomer(self, article: Article) -> Newcomer:
        """An article with all that the window wants to know of it."""
        terms = terms_of(article)
        kind = self.kinds.get(article.id, NEWS)
        return Newcomer(
            id=article.id,
            moment=article.published.timestamp(),
            terms=terms,
            vector=self.meanings.vectors.get(article.id) if self.meanings.vectors else direction_of(terms),
            language="" if self.family in MULTILINGUAL else article.language.partition("-")[0].lower(),
            is_weak=kind.is_sure and kind.name in WEAK_KINDS,
            barred=self.barred.get(article.id, frozenset()),
            is_closed=article.id in self.closed,
        )


def sides_of(orders: Iterable[StoryOrder]) -> dict[str, frozenset[tuple[int, int]]]:
    """The sides that articles are on in orders that keep two apart, by article id."""
    pairs = [
        (one, other)
        for order in orders
        if order.kind == "cannot-link"
        for index, one in enumerate(order.article_ids)
        for other in order.article_ids[:index]
    ]
    sides: dict[str, frozenset[tuple[int, int]]] = {}
    for number, pair in enumerate(pairs):
        for side, key in enumerate(pair):
            sides[key] = sides.get(key, frozenset()) | {(number, side)}
    return sides


def obey(window: Window, orders: Iterable[StoryOrder]) -> list[int]:
    """Join what an editor says is one story; returns the rows that this changed."""
    home = {key: group for group in window.groups.values() for key in group.members}
    changed: set[int] = set()
    for order in orders:
        named = [key for key in order.article_ids if key in home] if order.kind in ("must-link", "split") else []
        for one, other in pairwise(named):
            keep, lose = sorted((home[one], home[other]), key=lambda group: rank_of(window, group))
            if keep is not lose:
                window.join(keep, lose)
                home |= dict.fromkeys(keep.members, keep)
                changed.add(keep.row)
    left = [row for row in sorted(changed) if row in window.groups]
    window.turn(left)
    return left


def rank_of(window: Window, group: Group) -> tuple[bool, int, str]:
    """The group whose id stays comes first: known before new, many articles before few."""
    return not window.known[group.row], -len(group.members), group.key
