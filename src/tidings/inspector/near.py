"""Stories that come near each other: cheaply found by rare words of their headlines, then compared."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from ..model import Link, Story
from ..text import content_words
from .values import Compare, NearMiss, StoryView
from .views import some

HEADLINES_MAX = 6
"""Of a story: they say what it is about."""
HOLDERS_MAX = 60
"""A word of more stories than this brings no two of them together, and would cost time."""
NEAR_MIN = 0.02
"""Probability: what is surer to be apart is no near miss."""


def near_pairs(stories: Sequence[Story], *, limit: int) -> list[tuple[str, str]]:
    """Ids of two stories each whose headlines share rare words, the most alike first."""
    words = {story.id: words_of(story) for story in stories}
    seen_in = Counter(word for said in words.values() for word in said)
    weights = {word: math.log(1 + len(words) / count) for word, count in seen_in.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for story_id in sorted(words):
        for word in words[story_id]:
            if 1 < seen_in[word] <= HOLDERS_MAX:
                holders[word].append(story_id)
    likeness: dict[tuple[str, str], float] = defaultdict(float)
    for word in sorted(holders):
        for pair in combinations(holders[word], 2):
            likeness[pair] += weights[word] ** 2
    lengths = {key: math.sqrt(sum(weights[word] ** 2 for word in said)) or 1.0 for key, said in words.items()}
    ranked = sorted(likeness, key=lambda pair: (-likeness[pair] / (lengths[pair[0]] * lengths[pair[1]]), pair))
    return ranked[:limit]


def words_of(story: Story) -> frozenset[str]:
    """The telling words of a story's headlines."""
    return frozenset(word for one in some(story.articles, HEADLINES_MAX) for word in content_words(one.headline))


def find_near(
    views: Sequence[StoryView], stories: Mapping[str, Story], compare: Compare, *, compared_max: int, shown_max: int
) -> tuple[NearMiss, ...]:
    """Two stories each that were nearly one, the nearest first: runners-up that were kept, and what is found now."""
    by_id = {view.id: view for view in views}
    found = {frozenset((one.story_id, one.other_id)): one for one in kept_near(views, by_id)}
    for one, other in near_pairs([stories[view.id] for view in views], limit=compared_max):
        if frozenset((one, other)) not in found:
            link = compare(some(stories[one].articles), some(stories[other].articles))
            found[frozenset((one, other))] = make_miss(by_id[one], by_id[other], link=link)
    near = [miss for miss in found.values() if miss.link.probability >= NEAR_MIN]
    near.sort(key=lambda miss: (-miss.link.probability, miss.story_id, miss.other_id))
    return tuple(near[:shown_max])


def kept_near(views: Iterable[StoryView], by_id: Mapping[str, StoryView]) -> Iterable[NearMiss]:
    """What articles nearly joined, the surest of each two stories last."""
    found = [
        make_miss(view, by_id[piece.placement.runner_up_id], link=piece.placement.runner_up, url=piece.url, kept=True)
        for view in views
        for piece in view.pieces
        if piece.placement.runner_up and piece.placement.runner_up_id in by_id
        if piece.placement.runner_up_id != view.id
    ]
    return sorted(found, key=lambda miss: (miss.link.probability, miss.story_id))


def make_miss(view: StoryView, other: StoryView, *, link: Link, url: str = "", kept: bool = False) -> NearMiss:
    """Two stories, each with an article to name it by: what nearly joined, else the lead."""
    return NearMiss(
        story_id=view.id,
        other_id=other.id,
        headline=view.headline,
        other_headline=other.headline,
        urls=(url or lead_url(view), lead_url(other)),
        link=link,
        is_kept=kept,
    )


def lead_url(view: StoryView) -> str:
    """The address of a story's lead, else of its first article."""
    return next((piece.url for piece in view.pieces if piece.is_lead), view.pieces[0].url)
