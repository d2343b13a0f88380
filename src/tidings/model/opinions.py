"""What we think of articles and of stories as they are, and what an editor ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ..genre import NEWS, Kind
from ..subjects import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePart:
    """One reason of a score: points given, out of how many, and why in words."""

    name: str
    points: float
    points_max: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A number with its parts."""

    parts: tuple[ScorePart, ...] = ()

    @property
    def total(self) -> float:
        """The points added up."""
        return sum([part.points for part in self.parts])  # quicker than a generator, and asked for every article


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """What a desk remembers of a source at one moment, counted in articles that it has known for some days."""

    articles: int = 0
    borne_out: int = 0
    """Independent sources reported the same story."""
    silently_changed: int = 0
    """Their headline or day was changed without a sign."""
    refused: int = 0
    """Adverts, and pages that were no articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a desk relies on a source: 0 to 1, and why in words."""

    share: float = 0.5
    why: str = "nothing is known of its source yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a story gained sources when a report came in, beside what is usual."""

    sources: int
    """That reported it within the hours before, this one among them."""
    usual: float
    """What that number usually was for reports of the same topic at the same time of day."""


HeatKind = Literal["report", "pace", "mix", "boost", "views"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatPart:
    """One thing that brings a story heat: ``points`` at the moment ``at``, halved with every half-life since."""

    article_id: str
    source: str
    points: float
    at: datetime
    kind: HeatKind = "report"
    """A report of its own; it came in a rush; its source is of a new sort; an editor's boost; readers' views."""
    why: str = ""
    """In words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatShare:
    """One line of "why is this ranked here": what a part brings now."""

    source: str
    article_id: str
    points: float
    age_hours: float
    points_fresh: float
    """What it brought when it appeared."""
    kind: HeatKind = "report"
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScore:
    """A story's heat, told so that it can be worked out for any moment."""

    story_id: str
    parts: tuple[HeatPart, ...]
    half_life_hours: float

    def heat_at(self, moment: datetime) -> float:
        """The sum of what the parts bring at a moment."""
        return sum(part.points * self.faded(part, moment) for part in self.parts)

    def shares_at(self, moment: datetime) -> tuple[HeatShare, ...]:
        """What each part brings at a moment, hottest first."""
        shares = [
            HeatShare(
                source=part.source,
                article_id=part.article_id,
                points=round(part.points * self.faded(part, moment), 2),
                age_hours=round((moment - part.at).total_seconds() / 3600, 2),
                points_fresh=part.points,
                kind=part.kind,
                why=part.why,
            )
            for part in self.parts
        ]
        return tuple(sorted(shares, key=lambda share: (-share.points, share.article_id, share.kind)))

    def faded(self, part: HeatPart, moment: datetime) -> float:
        """The share of a part's points that is left: half after every half-life."""
        return float(0.5 ** ((moment - part.at).total_seconds() / 3600 / self.half_life_hours))


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMatch:
    """A topic, and the evidence for it in words."""

    topic_id: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectMatch:
    """A sensitive subject that an article speaks of, and the words that say so."""

    subject: Subject
    role: Literal["central", "mention"]
    """What the article is about, or what it speaks of in passing."""
    confidence: float
    """0 to 1, in the role; low for a central one is doubt."""
    language: str
    """Of the words it was found with."""
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleOpinion:
    """What we think of one article, apart from time."""

    article_id: str
    quality: Score
    topics: tuple[TopicMatch, ...] = ()
    kind: Kind = NEWS
    refused: tuple[TopicMatch, ...] = ()
    """Topics whose words stand in it in another sense, with the evidence."""
    subjects: tuple[SubjectMatch, ...] = ()
    """Sensitive subjects, each once."""
    subjects_unread: str = ""
    """The language that nobody here can look for sensitive subjects in; empty: it was looked at."""
    child_details: tuple[str, ...] = ()
    """What in its headline or excerpt may identify a child that was harmed, in words."""


# ---------------------------------------------------------------- orders

OrderKind = Literal["pin", "spike", "allow"]
"""Put on top; take off; publish although its subject would have it held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an editor said; it always wins."""

    kind: OrderKind
    story_id: str
    who: str
    why: str
    ordered_at: datetime
    is_private: bool = False
    """``why`` is for the desk alone: it is published only sealed."""

    @property
    def told_why(self) -> str:
        """The reason where it is for everybody, since verdicts may be shown."""
        return "the reason is private" if self.is_private else self.why


@dataclass(frozen=True, slots=True, kw_only=True)
class Boost:
    """An editor moved an article up."""

    article_id: str
    points: float
    """Added to its quality by the rules ``everyday``, to its story's heat by our own."""
    who: str
    why: str
    ordered_at: datetime
    is_private: bool = False
    """``why`` is for the desk alone: it is published only sealed."""

    @property
    def told_why(self) -> str:
        """The reason where it is for everybody, since verdicts may be shown."""
        return "the reason is private" if self.is_private else self.why


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """How often an article was looked at."""

    article_id: str
    count: int
    counted_at: datetime
    """The end of the time that was counted."""
    told_by: str
    """Where the count is from: a file's name, or ``import``."""
