"""How a story is told: who leads it and why, what its reports say, who said it when.  No word here is our own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from ..sources import Source

LeadCriterion = Literal["original reporting", "completeness", "standing", "kind", "headline", "earliest"]
AttributionRole = Literal["named", "first", "credited"]
PointKind = Literal["first report", "new source", "new facts", "headline changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadReason:
    """What one criterion gives a report that may lead its story."""

    name: LeadCriterion
    points: float
    """May be below 0."""
    why: str
    """In words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadChoice:
    """Which report speaks for a story, and why."""

    article_id: str
    reasons: tuple[LeadReason, ...] = ()
    """Their points add up to what it was compared by."""
    note: str = ""
    """What else decided, in words: an editor's order, being the only one, having led before."""
    runner_up_id: str = ""
    """The report that would lead without it; empty: there is none."""
    ahead: float = 0.0
    """Points before the runner-up; below 0 where something else than points decided."""

    @property
    def points(self) -> float:
        """All of them added up."""
        return round(sum(reason.points for reason in self.reasons), 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One report names another source as having reported the same."""

    article_id: str
    source_id: str
    """Of the source that is named."""
    source_name: str
    words: str = ""
    """As they stand in its excerpt or byline; empty: they stand in its text, which is not ours to quote."""
    role: AttributionRole = "named"
    """It has something from it; it says that it reported first, or alone; the report is credited to it, an agency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that stands word for word in an article's excerpt."""

    text: str
    article_id: str
    source_id: str
    others: tuple[str, ...] = ()
    """Articles of other independent sources that say the same, one of each source, the earliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What reports since a moment say that none before it had said."""

    since: datetime
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePoint:
    """Something that happened to a story."""

    at: datetime
    """When the report came out; of a headline that was changed: when we saw it."""
    kinds: tuple[PointKind, ...]
    article_id: str
    text: str
    """The report's headline; of new facts the sentence that tells them; the headline after it was changed."""
    before: str = ""
    """The headline before it was changed."""
    is_dated: bool = True
    """False: ``at`` is only our first sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A source as one story has it."""

    source: Source
    first_id: str
    """Its earliest report."""
    first_at: datetime
    articles_count: int
    is_independent: bool
    """At least one of its reports is its own."""
    copy_of: str = ""
    """The article whose text its first report is; empty: it is its own."""
    names: tuple[Attribution, ...] = ()
    """Whom its reports name as having reported it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstReport:
    """Who was first, as far as it can be known here."""

    claimed_id: str
    """The earliest by the publishers' own times, where these are believed; empty: none is."""
    seen_id: str
    """The one that we saw first; empty: several at once."""

    @property
    def is_agreed(self) -> bool:
        """Both say the same."""
        return bool(self.claimed_id) and self.claimed_id == self.seen_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Where a story's independent sources are, and what its reports are written in, with how many; most first.

    An empty code is what is not known.
    """

    countries: tuple[tuple[str, int], ...] = ()
    """ISO 3166 codes."""
    languages: tuple[tuple[str, int], ...] = ()
    """Primary subtags of BCP 47."""


UNKNOWN: Final = Spread()


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another published story of the same thread."""

    story_id: str
    slug: str
    headline: str
    why: str
    """In words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """All that a story's page tells beside its reports."""

    lead: LeadChoice | None = None
    summary: tuple[Sentence, ...] = ()
    """Empty: the lead's excerpt says it all, or care forbids one."""
    news: News | None = None
    """None: nothing that was not said before."""
    timeline: tuple[TimelinePoint, ...] = ()
    """In order of time."""
    timeline_left_out: int = 0
    outlets: tuple[Outlet, ...] = ()
    """Independent ones first, each group by time."""
    first: FirstReport | None = None
    """None: there is only one report."""
    spread: Spread = UNKNOWN
    related: tuple[Related, ...] = ()
    """Nearest first."""


UNTOLD: Final = Telling()
