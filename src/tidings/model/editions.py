"""What readers get: verdicts, ranked stories, an edition, files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal

from ..figures import FeedHealth
from ..genre import NEWS, Kind
from ..imagery import Picture
from ..sources import Source
from ..subjects import NO_CARE, Care
from .articles import Article, Change
from .desk import Masthead, Topic
from .opinions import HeatShare, Score, SubjectMatch, TopicMatch
from .stories import Placement
from .tellings import UNTOLD, Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What happens to an article, by which rule and why."""

    outcome: Literal["published", "held", "refused"]
    rule: str
    """The deciding rule's key, such as ``quality_min``."""
    reason: str
    remedies: tuple[str, ...] = ()
    """Of what is held or refused: what would publish it, each tried by the same rules."""
    needs: tuple[str, ...] = ()
    """Of what is published: what it would be held without, each tried by the same rules."""

    @property
    def decision(self) -> Verdict:
        """What was decided, by which rule and why, without what would change it."""
        return replace(self, remedies=(), needs=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article in its story, as the edition shows it."""

    article: Article
    quality: Score
    verdict: Verdict
    placement: Placement
    kind: Kind = NEWS
    topics: tuple[TopicMatch, ...] = ()
    subjects: tuple[SubjectMatch, ...] = ()
    """Sensitive subjects."""
    care: Care = NO_CARE
    """How they are shown."""
    reprint_of: str = ""
    """Article id of the original, or empty."""
    reprint_why: str = ""
    """In words."""
    changes: tuple[Change, ...] = ()
    """What its publisher changed since we first saw it, oldest first."""
    record_name: str = ""
    """File name of its record without ``.md``; empty when it has none."""
    picture: Picture | None = None
    """What pages show beside it; None: nothing.  Only leads have one, and only while files are made."""
    secured: str = ""
    """The envelope of its private fields; empty: they are not published.  Only while files are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a story stood when something of it last changed.

    Its own page tells this and not where it stands now: every story moves with every edition, and its page is made
    anew only where it has something new to say.
    """

    at: datetime
    rank: int
    of: int
    """Stories in the edition."""
    heat: float
    heat_shares: tuple[HeatShare, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedStory:
    """A story as the edition shows it."""

    id: str
    slug: str
    """Permanent public name."""
    rank: int
    """1 is the top."""
    heat: float
    heat_shares: tuple[HeatShare, ...]
    lead: Report
    coverage: tuple[Report, ...] = ()
    """The other articles, newest first."""
    topics: tuple[str, ...] = ()
    sources_count: int = 1
    """Independent sources: reprints do not count."""
    first_published: datetime
    updated: datetime
    is_pinned: bool = False
    telling: Telling = UNTOLD
    place: Place | None = None
    """None: nothing is remembered of it, its place is that of the edition."""

    @property
    def headline(self) -> str:
        """The lead's headline speaks for the story."""
        return self.lead.article.headline

    @property
    def reports(self) -> tuple[Report, ...]:
        """The lead and the coverage."""
        return (self.lead, *self.coverage)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source as the edition shows it."""

    source: Source
    articles_count: int
    feed_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """An address of a story that readers knew and that is shown no more."""

    slug: str
    at: datetime
    """When: the editor's order, else the clock of the first edition without it."""
    why: str = ""
    """Empty where the desk does not tell."""


TurnKind = Literal["new", "more", "headline"]
"""What happened to a story in a day: it began, other sources came to it, its headline was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Riser:
    """A story that several sources have come to within hours."""

    story_id: str
    sources_count: int
    """Independent sources that first reported it within these hours."""
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What happened to a story since the day began."""

    story_id: str
    kind: TurnKind
    at: datetime
    """When it happened last."""
    sources_count: int = 0
    """Of more sources: how many."""
    before: str = ""
    """Of a changed headline: what it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the front page tells beside the ranks."""

    developing: tuple[Riser, ...] = ()
    """The fastest first."""
    since: datetime | None = None
    """When the day began where the masthead is at home."""
    changes: tuple[Turn, ...] = ()
    """What happened since, the hottest stories first, at most one line for each."""
    left_out: int = 0
    """Changes that there is no room for."""


PLAIN_FRONT: Final = Front()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is published at one moment, frozen."""

    number: int
    as_of: datetime
    """The clock that ages and heat were reckoned with."""
    masthead: Masthead
    topics: tuple[Topic, ...] = ()
    stories: tuple[RankedStory, ...] = ()
    """Published stories, by rank."""
    sources: tuple[SourceLine, ...] = ()
    redirects: tuple[tuple[str, str], ...] = ()
    """Slugs of merged stories and the slug that took their place."""
    withdrawn: tuple[Withdrawal, ...] = ()
    """Slugs whose stories are shown no more, by slug."""
    counts_views: bool = False
    """Readers' views bring heat."""
    front_stories: int = 40
    stale_hours: float = 48.0
    """An edition older than this says so."""
    front: Front = PLAIN_FRONT
    rules_lines: tuple[tuple[str, str], ...] = ()
    """Name and value of the rules in force that a reader may want to know."""
    hub_url: str = ""
    """The WebSub hub that our feeds name; empty: none."""
    health: tuple[FeedHealth, ...] = ()
    """How the desk's feeds were when this edition was composed."""


def place_of(story: RankedStory, edition: Edition) -> Place:
    """The place that a story's page tells: the one that is remembered, else where it stands in the edition."""
    return story.place or Place(
        at=edition.as_of,
        rank=story.rank,
        of=len(edition.stories),
        heat=story.heat,
        heat_shares=story.heat_shares,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontLine:
    """A story as an earlier front page showed it."""

    slug: str
    headline: str
    excerpt: str
    """Empty where only the headline was shown."""
    source: str
    """Name of the source that led it."""
    outlets_count: int
    """Sources of any kind."""
    sources_count: int
    """Independent ones."""
    labels: tuple[str, ...] = ()
    """What it was about that readers want to know before they read on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFront:
    """The last front page of a day, as it was."""

    day: date
    """Where the masthead is at home."""
    number: int
    """The edition's."""
    as_of: datetime
    lines: tuple[FrontLine, ...]
    """By rank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to publish: a relative path with forward slashes, and bytes."""

    path: str
    data: bytes
