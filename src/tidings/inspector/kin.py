"""Stories of one thread beside each other: where an editor may see that two are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..model import Edition, Kinship, Link, Material, survivor
from .values import KinView, StoryView
from .views import headlines_of

SHOWN_MAX = 8
"""Of one story: from both sides at most ten are kept, and the farthest are never one with it."""


def with_kin(views: Sequence[StoryView], material: Material, edition: Edition | None) -> tuple[StoryView, ...]:
    """The stories with their kin, as far as these are among the material's stories."""
    shown = {story.id: story for story in edition.stories} if edition else {}
    heads = headlines_of(material.stories, shown)
    urls = {story.id: story.articles[0].url for story in material.stories}
    urls |= {key: story.lead.article.url for key, story in shown.items() if key in urls}
    kin = kin_of(material.kin, material.aliases)

    def view_kin(view: StoryView) -> tuple[KinView, ...]:
        nearest = sorted(kin.get(view.id, {}).items(), key=lambda item: (-item[1].probability, item[0]))
        known = [(other, link) for other, link in nearest if other in heads]
        return tuple(
            KinView(story_id=other, headline=heads[other], url=urls[other], own_url=urls[view.id], link=link)
            for other, link in known[:SHOWN_MAX]
        )

    return tuple(replace(view, kin=view_kin(view)) for view in views)


def kin_of(kin: Iterable[Kinship], aliases: Mapping[str, str]) -> dict[str, dict[str, Link]]:
    """The kin of each story by its id, both ways, each with its surest link."""
    found: dict[str, dict[str, Link]] = defaultdict(dict)
    for one in sorted(kin, key=lambda one: one.link.probability):
        story_id, other_id = (survivor(key, aliases) for key in (one.story_id, one.other_id))
        if story_id != other_id:
            found[story_id][other_id] = found[other_id][story_id] = one.link
    return found
