"""Stories as lists show them: reckoned once, shown on many pages."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from ..model import Edition, Masthead, RankedStory, Report, Topic
from .told import zone_of

OTHERS_NAMED_MAX: Final = 4
"""Other sources that a card names; the story's page has them all."""
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
RIGHT_TO_LEFT: Final = frozenset("ar arc ckb dv fa he ku-arab ps sd ug ur yi".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A story in a list."""

    story: RankedStory
    language: str
    """Of the lead, where it is known and not the masthead's; else empty."""
    others: tuple[Report, ...]
    """The newest own report of each other independent source."""
    named: tuple[Report, ...]
    """Those of them that there is room to name."""
    outlets_count: int
    """Sources of any kind: those that only reprint, too."""
    topics: tuple[Topic, ...]
    day: date
    """On which it began, in the masthead's time zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """A report with the story it belongs to."""

    report: Report
    story: RankedStory


def card_of(story: RankedStory, edition: Edition) -> Card:
    """A story as lists show it."""
    others = other_sources(story)
    return Card(
        story=story,
        language=foreign_language(story.lead, edition.masthead),
        others=tuple(others),
        named=tuple(others[:OTHERS_NAMED_MAX]),
        outlets_count=len({report.article.source.id for report in story.reports}),
        topics=tuple(topic for topic in edition.topics if topic.id in story.topics),
        day=day_of(story.first_published, edition.masthead),
    )


def other_sources(story: RankedStory) -> list[Report]:
    """The newest report of each source but the lead's; reprints are nobody's own."""
    seen = {story.lead.article.source.id}
    others = []
    for report in story.coverage:
        if not report.reprint_of and report.article.source.id not in seen:
            seen.add(report.article.source.id)
            others.append(report)
    return others


def reports_by_source(edition: Edition) -> dict[str, list[SourceReport]]:
    """Every report by its source's id, newest first; ties by id."""
    found: dict[str, list[SourceReport]] = defaultdict(list)
    for story in edition.stories:
        for report in story.reports:
            found[report.article.source.id].append(SourceReport(report=report, story=story))
    for reports in found.values():
        reports.sort(key=lambda row: (-row.report.article.published.timestamp(), row.report.article.id))
    return dict(found)


def day_of(moment: datetime, masthead: Masthead) -> date:
    """The day of a moment where the masthead is at home."""
    return moment.astimezone(zone_of(masthead.time_zone)).date()


def short_language(language: str) -> str:
    """A language tag fit for an attribute, or nothing."""
    tag = language.strip().replace("_", "-")
    return tag if LANGUAGE.fullmatch(tag) else ""


def is_right_to_left(language: str) -> bool:
    """A language whose lines begin at the right."""
    return language.lower() in RIGHT_TO_LEFT or language.lower().split("-")[0] in RIGHT_TO_LEFT


def foreign_language(report: Report, masthead: Masthead) -> str:
    """The language of a report where it differs from the pages around it."""
    language = short_language(report.article.language)
    same = language.lower().split("-")[0] == masthead.language.lower().split("-")[0]
    return "" if same else language
