"""The front page: one story large, a few beside it, what is developing and what changed today, then topic by topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..model import Edition, Riser, Topic, Turn
from .cards import Card, day_of
from .told import told_count

NEXT_MAX: Final = 3
"""Stories beside the top story."""
SECTION_MAX: Final = 5
"""Stories of a topic; its own page has the others."""
SECTION_MIN: Final = 2
"""A topic with fewer is no section: its story stands among the others."""


CHANGES_MAX: Final = 8
"""Lines that are read over a coffee."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A topic's stories on the front page."""

    topic: Topic
    cards: Sequence[Card]
    stories_count: int
    """On the topic's own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of what is developing or changed today."""

    card: Card
    words: str
    """What happened, in words."""
    turn: Turn | None = None


def front_parts(edition: Edition, cards: Sequence[Card]) -> dict[str, Any]:
    """What the front page's template is given; ``cards`` are all stories by rank."""
    shown = led(cards[: max(0, edition.front_stories)])
    above = {card.story.id for card in shown[: 1 + NEXT_MAX]}
    below = [card for card in cards if card.story.id not in above]
    rest = shown[1 + NEXT_MAX :]
    sections = sections_of(edition, rest, cards)
    placed = {card.story.id for section in sections for card in section.cards}
    left = [card for card in rest if card.story.id not in placed and not in_section(card, sections)]
    return {
        "day": day_of(edition.as_of, edition.masthead),
        "top": shown[0] if shown else None,
        "next_cards": shown[1 : 1 + NEXT_MAX],
        "sections": sections,
        "rest_cards": left,
        "left_out": len(cards) - len(shown),
        "rising": {riser.story_id: words_of_riser(riser) for riser in edition.front.developing},
        "developing": developing(edition, below),
        "changes": changes(edition, below)[:CHANGES_MAX],
    }


def led(cards: Sequence[Card]) -> list[Card]:
    """The same cards, the first that may be the top story before the others; a pin is an editor's word.

    Ranks stay what they are: only the most prominent place is not given by a machine.
    """
    top = next((card for card in cards if card.story.is_pinned or card.story.lead.care.may_lead), None)
    return [top, *(card for card in cards if card is not top)] if top else list(cards)


# ---------------------------------------------------------------- topic by topic


def sections_of(edition: Edition, rest: Sequence[Card], cards: Sequence[Card]) -> list[Section]:
    """The topics that have enough to be a section, in the desk's order; each story stands in the first that it has."""
    level = dividing_topics(edition)
    found = []
    for topic in level:
        own = [card for card in rest if section_of(card, level) == topic.id]
        if len(own) >= SECTION_MIN:
            count = sum(topic.id in card.story.topics for card in cards)
            found.append(Section(topic=topic, cards=own[:SECTION_MAX], stories_count=count))
    return found


def dividing_topics(edition: Edition) -> list[Topic]:
    """The topics that divide a desk's stories: the uppermost, or those below where there is only one of them."""
    level = [topic for topic in edition.topics if not topic.parent]
    while len(level) == 1 and (below := [topic for topic in edition.topics if topic.parent == level[0].id]):
        level = below
    return level


def section_of(card: Card, level: Sequence[Topic]) -> str:
    """The topic whose section a story stands in; empty where it has none of them."""
    return next((topic.id for topic in level if topic.id in card.story.topics), "")


def in_section(card: Card, sections: Sequence[Section]) -> bool:
    """The story is left to the page of a topic that has a section."""
    return any(section.topic.id in card.story.topics for section in sections)


# ---------------------------------------------------------------- developing, and what changed today


def developing(edition: Edition, below: Sequence[Card]) -> list[Line]:
    """What many came to within hours, of the stories that are not at the top anyway."""
    by_id = {card.story.id: card for card in below}
    risers = (riser for riser in edition.front.developing if riser.story_id in by_id)
    return [Line(card=by_id[riser.story_id], words=words_of_riser(riser)) for riser in risers]


def words_of_riser(riser: Riser) -> str:
    """How fast a story rises, in words."""
    return f"{told_count(riser.sources_count, 'source')} in {told_count(round(riser.hours), 'hour')}"


def changes(edition: Edition, below: Sequence[Card]) -> list[Line]:
    """What happened since the day began, of the stories that are not at the top anyway."""
    by_id = {card.story.id: card for card in below}
    return [
        Line(card=by_id[turn.story_id], words=words_of(turn), turn=turn)
        for turn in edition.front.changes
        if turn.story_id in by_id
    ]


def words_of(turn: Turn) -> str:
    """What happened, in words."""
    if turn.kind == "more":
        return f"{turn.sources_count} more {'source' if turn.sources_count == 1 else 'sources'}"
    return "new" if turn.kind == "new" else "new headline"
