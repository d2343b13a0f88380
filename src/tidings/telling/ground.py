"""What a story is told from: its reports sorted by what they may be used for, and what their sentences say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..model import RankedStory, Report
from ..subjects import CHILD_SUBJECTS
from .statements import Statement, statements_of

REPORTS_READ_MAX: Final = 60
"""Reports whose sentences are compared, the lead and the newest others: every one is compared with every other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryGround:
    """A story on its way to being told."""

    story: RankedStory
    own: tuple[Report, ...]
    """Reports in their sources' own words, oldest first: no reprints, nothing written by those it is about."""
    statements: Mapping[str, tuple[Statement, ...]]
    """What they say, by article id, for those that are read; of a single report nothing is asked."""
    quotable_ids: frozenset[str]
    """Published reports of the event in the lead's language, whose sentences may be quoted."""
    is_guarded: bool
    """Somebody may be hurt by what several reports say together."""

    @property
    def lead_id(self) -> str:
        """The article that speaks for the story."""
        return self.story.lead.article.id

    @property
    def sources_count(self) -> int:
        """Sources whose sentences were read."""
        return len({those[0].source_id for those in self.statements.values() if those})

    @property
    def read(self) -> tuple[Report, ...]:
        """The reports of :attr:`own` that were read, oldest first."""
        return tuple(report for report in self.own if report.article.id in self.statements)


def ground_of(story: RankedStory) -> StoryGround:
    """A story's reports, sorted."""
    own = sorted((report for report in story.reports if is_own(report)), key=oldest_first)
    others = [report for report in own if report is not story.lead]
    lead = [story.lead] if is_own(story.lead) else []
    read = [*lead, *others[-(REPORTS_READ_MAX - 1) :]] if others else []
    language = language_of(story.lead)
    return StoryGround(
        story=story,
        own=tuple(own),
        statements={report.article.id: statements_of(report) for report in read},
        quotable_ids=frozenset(report.article.id for report in read if may_be_quoted(report, language)),
        is_guarded=any(needs_guard(report) for report in story.reports),
    )


def is_own(report: Report) -> bool:
    """In its source's own words."""
    return not report.reprint_of and report.kind.is_independent


def may_be_quoted(report: Report, language: str) -> bool:
    """It reports the event, has its place by right, and is in the language around it."""
    is_right = report.verdict.outcome == "published" and report.kind.is_report and is_own(report)
    return is_right and language_of(report) == language


def needs_guard(report: Report) -> bool:
    """Details of several reports put together can identify a child, or dwell on what no machine may put first."""
    is_childs = any(match.role == "central" and match.subject in CHILD_SUBJECTS for match in report.subjects)
    return is_childs or not report.care.may_lead


def language_of(report: Report) -> str:
    """The primary subtag of what a report is written in; empty: not known."""
    article = report.article
    return (article.language or article.source.language).replace("_", "-").split("-")[0].lower()


def oldest_first(report: Report) -> tuple[float, str]:
    """Sorts reports by time; ties by id."""
    return report.article.published.timestamp(), report.article.id
