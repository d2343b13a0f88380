"""How a story is told, in its reports' own words: pure functions of an edition and what is known beside it.

::

    attributions  whom reports name as having reported the same
    ground        a story's reports by what they may be used for
    statements    what sentences say, and whether two say the same
    summary       the sentences that most reports bear out
    news          what no earlier report had said
    timeline      what happened when
    outlets       who reports it, who was first, where they are
    related       other stories of the same thread

The lead is chosen while an edition is composed (``compose.lead``), since a story's name follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from ..model import Edition, Material, RankedStory, Related, Story, Telling
from ..rules import TellingRules
from ..text import content_words
from .attributions import CHARS_READ_MAX, KnownName, find_attributions, without_the
from .ground import StoryGround, ground_of
from .news import find_news
from .outlets import first_report, outlets_of, spread_of
from .related import kin_by_story, related_to
from .summary import summarise
from .timeline import timeline_of

__all__ = ["KnownName", "find_attributions", "tell_stories", "without_the"]


def tell_stories(edition: Edition, material: Material) -> Edition:
    """The edition with each of its stories told.

    To be called once care was taken of it, so that nothing is quoted that is not shown.
    """
    rules, kin = material.desk.rules.telling, kin_by_story(material.kin, material.aliases)
    known = {story.id: story for story in material.stories}
    grounds = [ground_of(story) for story in edition.stories]
    shown = {ground.story.id: (ground.story, ground.is_guarded) for ground in grounds}
    return replace(
        edition,
        stories=tuple(
            tell_story(
                ground,
                material,
                as_of=edition.as_of,
                texts=words_of_texts(known.get(ground.story.id), edition.as_of, rules),
                related=related_to(ground, kin.get(ground.story.id, ()), shown, most=rules.related_stories),
            )
            for ground in grounds
        ),
    )


def tell_story(
    ground: StoryGround,
    material: Material,
    *,
    as_of: datetime,
    texts: Mapping[str, frozenset[str]],
    related: tuple[Related, ...] = (),
) -> RankedStory:
    """One story with all that its page tells beside its reports."""
    story, rules = ground.story, material.desk.rules.telling
    points, left_out = timeline_of(ground, rules)
    telling = Telling(
        lead=story.telling.lead,
        summary=() if ground.is_guarded else summarise(ground, rules),
        news=None if ground.is_guarded else find_news(ground, rules, as_of=as_of, texts=texts),
        timeline=points,
        timeline_left_out=left_out,
        outlets=outlets_of(story, material.attributions),
        first=first_report(ground),
        spread=spread_of(ground),
        related=related,
    )
    return replace(story, telling=telling)


def words_of_texts(story: Story | None, as_of: datetime, rules: TellingRules) -> dict[str, frozenset[str]]:
    """The words of the texts of a story's older articles, where there are newer ones: only then does anybody ask."""
    since = as_of - timedelta(hours=rules.news_hours)
    articles = story.articles if story else ()
    older = [article for article in articles if article.published <= since]
    if not older or len(older) == len(articles):
        return {}
    return {a.id: frozenset(content_words(a.text[:CHARS_READ_MAX])) for a in older if a.text}
