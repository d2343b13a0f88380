"""Which stories have something new to tell, so that a page is made anew only for a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from ..model import Edition, RankedStory, place_of

NO_MOMENT: Final = datetime.min.replace(tzinfo=UTC)


def with_places(edition: Edition, last: Edition | None) -> Edition:
    """The edition with the place of each story: that of the last edition where only the clock has moved since.

    To be called when everything else of the stories is told.
    """
    before = {story.id: story for story in last.stories} if last else {}
    return replace(edition, stories=tuple(placed(story, before.get(story.id), edition) for story in edition.stories))


def placed(story: RankedStory, before: RankedStory | None, edition: Edition) -> RankedStory:
    """One story with its place; what is new in it keeps the moment that it was new since."""
    if before is None or before.place is None or timeless(before) != timeless(story):
        return replace(story, place=place_of(story, edition))
    return replace(story, place=before.place, telling=replace(story.telling, news=before.telling.news))


def timeless(story: RankedStory) -> RankedStory:
    """A story without all that moves though nothing was reported: ranks, heat, hours."""
    fresh = (replace(share, points=0.0, age_hours=0.0) for share in story.heat_shares)
    shares = sorted(fresh, key=lambda share: (share.article_id, share.kind, share.source))
    news = story.telling.news
    telling = replace(story.telling, news=replace(news, since=NO_MOMENT)) if news else story.telling
    return replace(story, rank=0, heat=0.0, heat_shares=tuple(shares), telling=telling, place=None)
