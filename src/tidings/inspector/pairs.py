"""Why two articles are one story, or are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from ..model import Article, Link, StoryOrder
from ..text import STOP_WORDS, content_words, fold
from .values import Compare, PairCase, Side, Step
from .views import some

WHOLE_MAX = 14
"""A story of so many articles is compared each with each (91 pairs); of a larger one only what was kept."""
APART_HOURS = 36.0
"""From here on the time between two articles is told as something that speaks against them."""
NAME = re.compile(r"\b[A-Z][\w'’-]{2,}")
NUMBER = re.compile(r"\b\d[\d.,]*\d\b|\b\d\b")


def explain_pair(
    one: Side,
    other: Side,
    compare: Compare,
    *,
    bar: float,
    lone_bar: float = 1.0,
    window_hours: float,
    orders: Sequence[StoryOrder] = (),
) -> PairCase:
    """What speaks for and against two articles being of one event, and how they came to be where they are."""
    case = PairCase(
        one=one,
        other=other,
        is_one_story=one.placement.story_id == other.placement.story_id,
        bar=bar,
        lone_bar=lone_bar,
        direct=compare([one.article], [other.article]),
        orders=tuple(orders_on(one, other, orders)),
    )
    if case.is_one_story:
        is_direct = case.direct.probability >= bar or len(one.story) == 2
        return replace(case, chain=() if is_direct else find_chain(one, other, compare))
    mine, theirs = some(one.story), some(other.story)
    return replace(
        case,
        between=compare(mine, theirs),
        one_to_other=compare([one.article], theirs),
        other_to_one=compare([other.article], mine),
        missing=tuple(find_missing(one.article, other.article, window_hours=window_hours)),
    )


def orders_on(one: Side, other: Side, orders: Sequence[StoryOrder]) -> Iterator[StoryOrder]:
    """Orders that name one of the two, or articles of both stories."""
    mine, theirs = ({article.id for article in side.story} for side in (one, other))
    both = {one.article.id, other.article.id}
    for order in orders:
        named = set(order.article_ids)
        if named & both or (named & mine and named & theirs):
            yield order


# ---------------------------------------------------------------- what they have not in common


def find_missing(one: Article, other: Article, *, window_hours: float) -> Iterator[str]:
    """What two articles of one event would have in common, and these have not."""
    if one.language and other.language and one.language != other.language:
        yield f"one is in {one.language}, the other in {other.language}: they can share few words"
    elif not set(content_words(one.headline)) & set(content_words(other.headline)):
        yield "no telling word of their headlines in common"
    mine, theirs = names_of(one), names_of(other)
    if mine and theirs and not mine & theirs:
        yield f"no name in common: {listed(mine)}; {listed(theirs)}"
    mine, theirs = numbers_of(one), numbers_of(other)
    if mine and theirs and not mine & theirs:
        yield f"no number in common: {listed(mine)}; {listed(theirs)}"
    hours = hours_between(one, other)
    if hours > window_hours:
        yield f"{told_gap(hours)} apart: what is more than {told_gap(window_hours)} apart is not compared at all"
    elif hours >= APART_HOURS:
        yield f"{told_gap(hours)} apart"


def names_of(article: Article) -> set[str]:
    """Words written with a capital letter that are no stop words: names, and in headlines some more.

    Too many rather than too few, so that "no name in common" is true.
    """
    found = NAME.findall(f"{article.headline} {article.excerpt}")
    bare = (fold(word).removesuffix("'s") for word in found)
    return {word for word in bare if word not in STOP_WORDS}


def numbers_of(article: Article) -> set[str]:
    """Figures as they are written."""
    return set(NUMBER.findall(f"{article.headline} {article.excerpt}"))


def listed(words: Iterable[str], count: int = 4) -> str:
    """The first few of some words."""
    ordered = sorted(words)
    more = f" and {len(ordered) - count} more" if len(ordered) > count else ""
    return ", ".join(ordered[:count]) + more


def hours_between(one: Article, other: Article) -> float:
    """Hours between the times that two articles claim."""
    return abs((one.published - other.published).total_seconds()) / 3600


def told_gap(hours: float) -> str:
    """A time between two articles, in hours or in days."""
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.1f} days"


# ---------------------------------------------------------------- by way of others


def find_chain(one: Side, other: Side, compare: Compare) -> tuple[Step, ...]:
    """The way from the one to the other by links of which the weakest is as strong as can be."""
    members = {article.id: article for article in one.story}
    pairs = combinations(sorted(members), 2) if len(members) <= WHOLE_MAX else pairs_kept(one, other)
    links = {pair: compare([members[pair[0]]], [members[pair[1]]]) for pair in pairs}
    path = strongest_path(one.article.id, other.article.id, links)
    steps = [
        Step(
            one_id=a,
            one=f"{members[a].source.name}: {members[a].headline}",
            other_id=b,
            other=f"{members[b].source.name}: {members[b].headline}",
            link=link_of(links, a, b),
        )
        for a, b in pairwise(path)
    ]
    weakest = min((step.link.probability for step in steps), default=0.0)
    return tuple(replace(step, is_weakest=step.link.probability == weakest) for step in steps)


def pairs_kept(one: Side, other: Side) -> list[tuple[str, str]]:
    """Pairs of a large story that are worth comparing: each of the two with every other article."""
    ends, members = {one.article.id, other.article.id}, sorted(article.id for article in one.story)
    return [pair for pair in combinations(members, 2) if ends & set(pair)]


def link_of(links: Mapping[tuple[str, str], Link], one: str, other: str) -> Link:
    """The link of two articles in either order."""
    return links[min(one, other), max(one, other)]


def strongest_path(start: str, goal: str, links: Mapping[tuple[str, str], Link]) -> list[str]:
    """The path whose weakest link is the strongest; of such, one with few steps.  Ties by id."""
    edges = sorted(links, key=lambda pair: (-links[pair].probability, pair))
    # Links are let in from the strongest down; the first moment at which the goal can be reached decides.
    for count in range(1, len(edges) + 1):
        if paths := reach(start, goal, edges[:count]):
            return paths[goal]
    return [start, goal]


def reach(start: str, goal: str, edges: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """The shortest path to everything that can be reached, empty where the goal is not among it."""
    neighbours: dict[str, list[str]] = {}
    for one, other in edges:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    paths, waiting = {start: [start]}, [start]
    for here in waiting:
        for there in sorted(neighbours.get(here, ())):
            if there not in paths:
                paths[there] = [*paths[here], there]
                waiting.append(there)
    return paths if goal in paths else {}
