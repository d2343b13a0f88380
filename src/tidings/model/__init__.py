"""What travels along the line, in travelling order.

Everything is frozen; collections are tuples; moments are aware and in UTC.  A bare participle
(``published``, ``updated``) is the publisher's claim, ``_at`` is our own clock.  *Facts* are what
publishers said, *opinions* what we concluded, *orders* what an editor said, the *record* what we did.

::

    desk       a desk: what its owner wrote down
    feeds      gathering: what is asked and answered, and what is remembered of feeds and hosts between runs
    documents  what feeds say: documents, entries, and what was left out of them
    articles   what an entry became
    stories    which articles belong together, on what evidence, and what an editor says of that
    opinions   what we think of articles and of stories as they are, and what an editor ordered
    tellings   how a story is told: its lead, summary, timeline, outlets
    editions   what readers get: verdicts, ranked stories, an edition, files
    decisions  what was decided, when, and by which rules
    themes     how a desk wants its pages to look
    material   all that an edition is made of
    runs       what a run did
"""

from __future__ import annotations

from ..imagery import Image
from ..sources import Source
from .articles import IMPORTED, Article, Change
from .decisions import Decision, DecisionCount, DecisionFilter, LedgerEntry, RuleBook, Setting
from .desk import Desk, Feed, Machines, Masthead, Securing, Serving, Topic, Trust
from .documents import DateClaim, Drop, Entry, FeedHints, ParsedFeed, Poison, Rhythm
from .editions import (
    Edition,
    File,
    Front,
    FrontLine,
    PastFront,
    Place,
    RankedStory,
    Report,
    Riser,
    SourceLine,
    Turn,
    Verdict,
    Withdrawal,
    place_of,
)
from .feeds import FeedState, Fetched, FetchRequest, HostState, RobotsCopy, Trouble, Validators, Visit
from .material import Material, independent_sources, needs_topic, own_reports
from .opinions import (
    ArticleOpinion,
    Boost,
    HeatKind,
    HeatPart,
    HeatShare,
    Order,
    OrderKind,
    Pace,
    Score,
    ScorePart,
    SourceRecord,
    Standing,
    StoryScore,
    SubjectMatch,
    TopicMatch,
    Views,
)
from .runs import EmbeddingReport, FeedReport, RunReport, Sighting
from .stories import (
    ORDERS_FILE,
    Kinship,
    Link,
    Placement,
    PlacementReason,
    Reason,
    Reprint,
    ReprintReason,
    Story,
    StoryEvent,
    StoryEventKind,
    StoryMerge,
    StoryOrder,
    StoryOrderKind,
    StorySplit,
    fresh_id,
    killed_by,
    survivor,
    without_told_apart,
)
from .tellings import (
    Attribution,
    AttributionRole,
    FirstReport,
    LeadChoice,
    LeadCriterion,
    LeadReason,
    News,
    Outlet,
    PointKind,
    Related,
    Sentence,
    Spread,
    Telling,
    TimelinePoint,
)
from .themes import NO_THEME, TEMPLATES_FOLDER, THEME_FOLDER, Theme

__all__ = [
    "IMPORTED",
    "NO_THEME",
    "ORDERS_FILE",
    "TEMPLATES_FOLDER",
    "THEME_FOLDER",
    "Article",
    "ArticleOpinion",
    "Attribution",
    "AttributionRole",
    "Boost",
    "Change",
    "DateClaim",
    "Decision",
    "DecisionCount",
    "DecisionFilter",
    "Desk",
    "Drop",
    "Edition",
    "EmbeddingReport",
    "Entry",
    "Feed",
    "FeedHints",
    "FeedReport",
    "FeedState",
    "FetchRequest",
    "Fetched",
    "File",
    "FirstReport",
    "Front",
    "FrontLine",
    "HeatKind",
    "HeatPart",
    "HeatShare",
    "HostState",
    "Image",
    "Kinship",
    "LeadChoice",
    "LeadCriterion",
    "LeadReason",
    "LedgerEntry",
    "Link",
    "Machines",
    "Masthead",
    "Material",
    "News",
    "Order",
    "OrderKind",
    "Outlet",
    "Pace",
    "ParsedFeed",
    "PastFront",
    "Place",
    "Placement",
    "PlacementReason",
    "PointKind",
    "Poison",
    "RankedStory",
    "Reason",
    "Related",
    "Report",
    "Reprint",
    "ReprintReason",
    "Rhythm",
    "Riser",
    "RobotsCopy",
    "RuleBook",
    "RunReport",
    "Score",
    "ScorePart",
    "Securing",
    "Sentence",
    "Serving",
    "Setting",
    "Sighting",
    "Source",
    "SourceLine",
    "SourceRecord",
    "Spread",
    "Standing",
    "Story",
    "StoryEvent",
    "StoryEventKind",
    "StoryMerge",
    "StoryOrder",
    "StoryOrderKind",
    "StoryScore",
    "StorySplit",
    "SubjectMatch",
    "Telling",
    "Theme",
    "TimelinePoint",
    "Topic",
    "TopicMatch",
    "Trouble",
    "Trust",
    "Turn",
    "Validators",
    "Verdict",
    "Views",
    "Visit",
    "Withdrawal",
    "fresh_id",
    "independent_sources",
    "killed_by",
    "needs_topic",
    "own_reports",
    "place_of",
    "survivor",
    "without_told_apart",
]
