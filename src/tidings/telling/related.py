"""Other published stories of the same thread, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from ..model import Kinship, Link, RankedStory, Related
from .ground import StoryGround

REASONS_TOLD_MAX: Final = 2
SAME_THREAD: Final = "part of the same thread"
Kin = tuple[str, Link]
"""A story's id, and what ties it."""


def kin_by_story(kin: Iterable[Kinship], aliases: Mapping[str, str]) -> dict[str, list[Kin]]:
    """The kin of each story both ways, nearest first; stories that were joined since are one."""
    nearest: dict[tuple[str, str], Link] = {}
    for one in kin:
        pair = (today(one.story_id, aliases), today(one.other_id, aliases))
        for key in {pair, pair[::-1]}:
            if key[0] != key[1] and (key not in nearest or one.link.probability > nearest[key].probability):
                nearest[key] = one.link
    found: dict[str, list[Kin]] = defaultdict(list)
    for (story_id, other_id), link in sorted(nearest.items(), key=lambda item: (-item[1].probability, item[0])):
        found[story_id].append((other_id, link))
    return dict(found)


def today(story_id: str, aliases: Mapping[str, str]) -> str:
    """What a story's id means today, through however many merges."""
    for _ in range(len(aliases) + 1):
        if story_id not in aliases:
            break
        story_id = aliases[story_id]
    return story_id


def related_to(
    ground: StoryGround, kin: Iterable[Kin], stories: Mapping[str, tuple[RankedStory, bool]], *, most: int
) -> tuple[Related, ...]:
    """The published ones of a story's kin, the nearest first; ``stories`` says of each whether it is guarded, too."""
    found: list[Related] = []
    for other_id, link in kin:
        if other_id in stories and len(found) < most:
            other, is_guarded = stories[other_id]
            why = SAME_THREAD if ground.is_guarded or is_guarded else told(link)
            found.append(Related(story_id=other.id, slug=other.slug, headline=other.headline, why=why))
    return tuple(found)


def told(link: Link) -> str:
    """The strongest reasons for it, in words."""
    whys = [reason.why for reason in link.reasons if reason.points > 0 and reason.why]
    return "; ".join(whys[:REASONS_TOLD_MAX]) or SAME_THREAD
