"""Two sides held against each other as in a run, and the bars that they would have to reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..genre import Kind
from ..model import Article, Link
from ..rules import ClusterRules
from ..vectors import NO_MEANINGS, Meanings
from .evidence import link_of, most_telling
from .intake import Intake
from .rounds import Look, plain_features
from .weights import log_odds, probability_of
from .window import Newcomer, Window

Compare = Callable[[Sequence[Article], Sequence[Article]], Link]
"""How sure we are that two articles, or two stories, are one event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Probabilities from which a desk joins what is not yet a story, as they are told of links."""

    joins: float
    """The desk's own, and more where its breadth asks for caution."""
    alone: float
    """For a story of one or two articles that is still alone when all else is joined."""


def bars_of(rules: ClusterRules, meanings: Meanings) -> Bars:
    """The bars by a desk's rules and what its articles mean to it."""
    learned = Intake(rules, meanings).learned
    bar = log_odds(rules.link_min) + learned.caution
    return Bars(joins=round(probability_of(bar), 4), alone=round(probability_of(bar - learned.stray), 4))


def comparer(
    rules: ClusterRules,
    *,
    around: Sequence[Sequence[Article]] = (),
    meanings: Meanings = NO_MEANINGS,
    kinds: Mapping[str, Kind] | None = None,
) -> Compare:
    """What tells how sure links are.

    ``around`` are the stories of the window, those that are compared among them: they tell common words from telling
    ones, and are counted once, so that one comparison costs as little in a large window as in a small one.
    """
    intake = Intake(rules, meanings, kinds)
    window = Window(intake.dimensions)
    for group in around:
        window.release(window.open("", [intake.newcomer(article) for article in group], is_known=False))
    look = Look(window, intake.weights, depth=0.0, is_whole=True)
    known: dict[str, Newcomer] = {}

    def side(articles: Sequence[Article]) -> list[Newcomer]:
        for article in articles:
            if article.id not in known:
                known[article.id] = intake.newcomer(article)
        return [known[article.id] for article in articles]

    def link_between(one: Sequence[Article], other: Sequence[Article]) -> Link:
        first, second = (window.open("", side(articles), is_known=False, is_counted=False) for articles in (one, other))
        shared = [word for word, _ in most_telling(first.words, second.words, look.rarity)]
        plain, terms = plain_features(window, first.row, second.row), look.terms(first.row, second.row)
        window.release(first)
        window.release(second)
        return link_of(plain, terms, intake.learned, shared)

    return link_between


def compare(
    one: Sequence[Article],
    other: Sequence[Article],
    rules: ClusterRules,
    *,
    around: Sequence[Article] = (),
    meanings: Meanings = NO_MEANINGS,
    kinds: Mapping[str, Kind] | None = None,
) -> Link:
    """How sure we are that two articles, or two stories, are one event, and what speaks for and against it.

    ``around`` are the other articles of the window, which tell common words from telling ones.
    """
    named = {article.id for article in (*one, *other)}
    others = [[article] for article in around if article.id not in named]
    return comparer(rules, around=(*others, one, other), meanings=meanings, kinds=kinds)(one, other)
