"""What the front page tells beside the ranks: which stories are developing, and what happened since the day began."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..model import Edition, Front, FrontLine, PastFront, RankedStory, Report, Riser, Turn
from ..rules import PublishRules
from ..text import excerpt

DEVELOPING_MAX: Final = 3
"""More is no sign of anything."""
CHANGES_MAX: Final = 12
"""Lines that are read over a coffee; the front page leaves out those of stories that stand beside it."""
WITH_EXCERPT: Final = 4
"""Stories of a past front page that are kept with an excerpt: those that stood at the top."""
EXCERPT_CHARS: Final = 200
RISING_SHARE: Final = 0.6
"""Of a story's sources that must have come lately: one that many reported yesterday does not develop by two more."""


def with_front(edition: Edition, rules: PublishRules) -> Edition:
    """The edition with its front page's own news; to be called once its stories are told."""
    since = at_home(edition).replace(hour=0, minute=0, second=0, microsecond=0)
    changes = [change for story in edition.stories if (change := change_since(story, since))]
    risers = (riser for story in edition.stories if (riser := riser_of(story, edition.as_of, rules)))
    fastest = sorted(risers, key=lambda riser: -riser.sources_count)
    return replace(
        edition,
        front=Front(
            developing=tuple(fastest[:DEVELOPING_MAX]),
            since=since,
            changes=tuple(changes[:CHANGES_MAX]),
            left_out=max(0, len(changes) - CHANGES_MAX),
        ),
    )


def at_home(edition: Edition) -> datetime:
    """The edition's clock where the masthead is at home; UTC where its time zone is none."""
    try:
        zone = ZoneInfo(edition.masthead.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    return edition.as_of.astimezone(zone)


def past_front(edition: Edition) -> PastFront:
    """An edition's front page, to be kept: what of it does not follow from what is known later."""
    shown = edition.stories[: max(0, edition.front_stories)]
    lines = tuple(
        FrontLine(
            slug=story.slug,
            headline=story.headline,
            excerpt=excerpt(story.lead.article.excerpt, chars_max=EXCERPT_CHARS) if place < WITH_EXCERPT else "",
            source=story.lead.article.source.name,
            outlets_count=len({report.article.source.id for report in story.reports}),
            sources_count=story.sources_count,
            labels=story.lead.care.labels,
        )
        for place, story in enumerate(shown)
    )
    return PastFront(day=at_home(edition).date(), number=edition.number, as_of=edition.as_of, lines=lines)


# ---------------------------------------------------------------- developing


def riser_of(story: RankedStory, as_of: datetime, rules: PublishRules) -> Riser | None:
    """A story as a developing one; None where it is not, or where care forbids to make much of it."""
    since = as_of - timedelta(hours=rules.developing_hours)
    firsts = first_reports(story)
    lately = [report for report in firsts if report.article.published >= since]
    is_rising = len(lately) >= max(rules.developing_sources, RISING_SHARE * len(firsts))
    if not is_rising or not story.lead.care.may_lead:
        return None
    return Riser(story_id=story.id, sources_count=len(lately), hours=rules.developing_hours)


def first_reports(story: RankedStory) -> list[Report]:
    """The earliest report of each independent source that has a date of its own."""
    firsts: dict[str, Report] = {}
    for report in sorted(own_reports(story), key=lambda report: (report.article.published, report.article.id)):
        firsts.setdefault(report.article.source.id, report)
    return [report for report in firsts.values() if report.article.is_dated]


def own_reports(story: RankedStory) -> Iterator[Report]:
    """Reports that make a story's sources."""
    return (report for report in story.reports if not report.reprint_of and report.kind.is_independent)


# ---------------------------------------------------------------- since the day began


def change_since(story: RankedStory, since: datetime) -> Turn | None:
    """The most that happened to a story since a moment: it began, more sources came, its headline was changed."""
    if story.first_published >= since:
        return Turn(story_id=story.id, kind="new", at=story.first_published)
    more = [report for report in first_reports(story) if report.article.published >= since]
    if more:
        at = max(report.article.published for report in more)
        return Turn(story_id=story.id, kind="more", at=at, sources_count=len(more))
    headlines = [change for change in story.lead.changes if change.field == "headline" and change.seen_at >= since]
    if headlines:
        return Turn(story_id=story.id, kind="headline", at=headlines[-1].seen_at, before=headlines[0].before)
    return None
