"""What travels along the line, in travelling order.

Everything is frozen; collections are tuples; moments are aware and in UTC.  A bare participle
(``published``, ``updated``) is the publisher's claim, ``_at`` is our own clock.  *Facts* are what
publishers said, *opinions* what we concluded, *orders* what an editor said, the *record* what we did.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from .figures import FeedHealth, Finding
from .rules import Rules

# ---------------------------------------------------------------- the desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """The publication's identity, shown everywhere."""

    title: str
    tagline: str = ""
    url: str = ""
    """Absolute address the site will live at, without a final slash; may be empty."""
    language: str = "en"
    time_zone: str = "UTC"
    """An IANA name; days and times on pages are told in it."""
    editor: str = ""
    contact: str = ""
    """How publishers and readers reach the editor: an address or a URL; sent in the User-Agent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A label for what a story is about."""

    id: str
    """``[a-z0-9-]+``; part of addresses, so it must not change."""
    name: str
    description: str = ""
    parent: str = ""
    """Id of the wider topic, or empty."""
    keywords: tuple[str, ...] = ()
    """Words or phrases, matched whole and without regard to case, that assign the topic."""
    none: tuple[str, ...] = ()
    """Words or phrases whose presence refuses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One address of a source that we read."""

    url: str
    title: str = ""
    source: str = ""
    """Name of the source to show; empty: worked out from the feed's title."""
    topics: tuple[str, ...] = ()
    """Topics that everything in this feed belongs to."""
    folder: str = ""
    """The folder it lies in in the owner's subscription list, those around it first: ``News/Europe``."""
    clock: str = ""
    """The zone its times are really in, whatever they say: an IANA name or ``+05:30``; empty: as they say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One configured topical newsroom."""

    masthead: Masthead
    topics: tuple[Topic, ...] = ()
    feeds: tuple[Feed, ...] = ()
    rules: Rules = field(default_factory=Rules)


# ---------------------------------------------------------------- gather


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """A server's opaque marks of a version, returned to it exactly as received."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What we remember of a feed between runs."""

    feed_url: str
    validators: Validators = Validators()
    body_hash: str = ""
    """SHA-256 of the last body, hexadecimal."""
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    next_due_at: datetime | None = None
    """None: never asked, so due now."""
    failures: int = 0
    """In a row."""
    note: str = ""
    """Why it is due when it is due, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """One question to one host."""

    feed_url: str
    """What the outcome is filed under: a feed's address on the desk, a page's, a hub's."""
    url: str = ""
    """Where to ask, when a feed has moved for good; empty: ``feed_url``."""
    validators: Validators = Validators()
    is_page: bool = False
    """A page nobody subscribed to: asked only where robots.txt allows it."""
    form: tuple[tuple[str, str], ...] = ()
    """Fields to post, in order; empty: nothing is posted, the address is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: a body, or 304 and no body."""

    feed_url: str
    url: str
    """Where the answer came from, after redirects."""
    status: int
    fetched_at: datetime
    content_type: str = ""
    validators: Validators = Validators()
    max_age_s: int = 0
    """How long the server says its answer holds (Cache-Control or Expires less Age), 0: unsaid."""
    body: bytes = b""

    @property
    def is_unchanged(self) -> bool:
        """The server said that nothing is new."""
        return self.status == 304


# ---------------------------------------------------------------- parse


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHints:
    """What a feed's document says about being asked; zero and empty mean unsaid."""

    ttl_s: int = 0
    """RSS ``ttl``, in seconds."""
    period_s: int = 0
    """``sy:updatePeriod`` divided by ``sy:updateFrequency``, in seconds."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day, 0 to 23 in GMT, at which it does not want to be asked."""
    skip_days: tuple[int, ...] = ()
    """Days of the week in GMT, Monday 0, on which it does not want to be asked."""
    hub_url: str = ""
    """A WebSub hub that tells of changes."""
    topic_url: str = ""
    """What the feed is called there (``rel="self"``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateClaim:
    """A date as a publisher wrote it, and how we read it."""

    raw: str
    element: str
    """Where it stood: ``pubDate``, ``dc:date``, ``published``, ``date_published`` ..."""
    at: datetime | None = None
    """None: it cannot be read as a date."""
    zone: Literal["stated", "assumed", "none"] = "none"
    """Whether the text named its zone, or UTC was assumed; none: not readable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture a publisher attached; width and height in pixels as declared, 0: unsaid."""

    url: str
    width: int = 0
    height: int = 0
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item exactly as a feed announced it, in its own words but safe: the headline and names
    are text, ``summary`` and ``content`` sanitised HTML.
    """

    id: str
    """The feed's own id (guid, atom:id, id), else its link."""
    url: str = ""
    headline: str = ""
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    published: DateClaim | None = None
    updated: DateClaim | None = None
    image: Image | None = None
    tags: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Something left out, and why; ``what`` names it (headline, id or position)."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed document, whatever its format was."""

    title: str = ""
    url: str = ""
    """The site it belongs to."""
    description: str = ""
    id: str = ""
    language: str = ""
    author: str = ""
    updated: DateClaim | None = None
    image: str = ""
    entries: tuple[Entry, ...] = ()
    drops: tuple[Drop, ...] = ()
    hints: FeedHints = FeedHints()


# ---------------------------------------------------------------- article


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An organisation that publishes."""

    id: str
    """Slug of its domain; part of addresses."""
    name: str
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published piece, cleaned; every field is text or a checked address."""

    id: str
    """The first 16 hexadecimal digits of SHA-256 of ``url``, so that it is the same everywhere."""
    url: str
    """Canonical address at the publisher."""
    source: Source
    headline: str
    excerpt: str = ""
    text: str = ""
    """All the text the feed gave, plain."""
    authors: tuple[str, ...] = ()
    published: datetime
    """The publisher's claim where it can be believed, else our first sight."""
    published_from: str
    """Evidence for ``published`` in words, with the raw claim where it was not believed."""
    is_dated: bool = True
    """The publisher's claim was believed."""
    updated: datetime | None = None
    seen_at: datetime
    """When we first saw it."""
    image: Image | None = None
    tags: tuple[str, ...] = ()
    language: str = ""
    feed_url: str = ""
    entry_id: str = ""


# ---------------------------------------------------------------- opinions


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """One article's text is another's: ``overlap`` is the share of shingles in common, 0 to 1."""

    article_id: str
    reprint_of: str
    overlap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An article belongs to a story, and on what evidence."""

    article_id: str
    story_id: str
    similarity: float = 0.0
    """Average cosine to the story's other articles when it joined; 0 for the first."""
    nearest_id: str = ""
    """The most similar other article of the story; empty for the only one."""
    shared: tuple[tuple[str, float], ...] = ()
    """Words in common with the nearest, with their share of the similarity, strongest first."""
    gap_hours: float = 0.0
    """Hours between this article and the nearest."""
    reason: str = "first report"
    """``first report``, ``same event`` or ``reprint``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMerge:
    """Two stories turned out to be one; ``kept_id`` survives, ``dropped_id`` becomes its alias."""

    kept_id: str
    dropped_id: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event, oldest first."""

    id: str
    articles: tuple[Article, ...]


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
        return sum(part.points for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatPart:
    """What one independent report brings to its story's heat: ``points`` at the moment ``at``,
    halved with every half-life since.
    """

    article_id: str
    source: str
    points: float
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatShare:
    """One line of "why is this ranked here": what a report brings now."""

    source: str
    article_id: str
    points: float
    age_hours: float
    points_fresh: float
    """What it brought when it appeared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScore:
    """A story's heat, told so that it can be worked out for any moment."""

    story_id: str
    parts: tuple[HeatPart, ...]
    half_life_hours: float

    def heat_at(self, moment: datetime) -> float:
        """The sum of what the reports bring at a moment."""
        return sum(part.points * self.faded(part, moment) for part in self.parts)

    def shares_at(self, moment: datetime) -> tuple[HeatShare, ...]:
        """What each report brings at a moment, hottest first."""
        shares = [
            HeatShare(
                source=part.source,
                article_id=part.article_id,
                points=round(part.points * self.faded(part, moment), 2),
                age_hours=round((moment - part.at).total_seconds() / 3600, 2),
                points_fresh=part.points,
            )
            for part in self.parts
        ]
        return tuple(sorted(shares, key=lambda share: (-share.points, share.article_id)))

    def faded(self, part: HeatPart, moment: datetime) -> float:
        """The share of a report's points that is left: half after every half-life."""
        return float(0.5 ** ((moment - part.at).total_seconds() / 3600 / self.half_life_hours))


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMatch:
    """A topic, and the evidence for it in words."""

    topic_id: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleOpinion:
    """What we think of one article, apart from time."""

    article_id: str
    quality: Score
    topics: tuple[TopicMatch, ...] = ()
    spam: str = ""
    """Why it looks like press-release spam; empty: it does not."""


# ---------------------------------------------------------------- orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an editor said; it always wins."""

    kind: Literal["pin", "spike"]
    story_id: str
    who: str
    why: str
    ordered_at: datetime


# ---------------------------------------------------------------- compose


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What happens to an article, by which rule and why."""

    outcome: Literal["published", "held", "refused"]
    rule: str
    """The deciding rule's key, such as ``quality_min``."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article in its story, as the edition shows it."""

    article: Article
    quality: Score
    verdict: Verdict
    placement: Placement
    topics: tuple[TopicMatch, ...] = ()
    reprint_of: str = ""
    """Article id of the original, or empty."""
    record_name: str = ""
    """File name of its record without ``.md``; empty when it has none."""


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
    front_stories: int = 40
    rules_lines: tuple[tuple[str, str], ...] = ()
    """Name and value of the rules in force that a reader may want to know."""
    health: tuple[FeedHealth, ...] = ()
    """How the desk's feeds were when this edition was composed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to publish: a relative path with forward slashes, and bytes."""

    path: str
    data: bytes


# ---------------------------------------------------------------- the run


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReport:
    """What one run had of one feed."""

    feed_url: str
    title: str = ""
    outcome: Literal["new", "unchanged", "failed", "not due"] = "not due"
    detail: str = ""
    """The error, or why it is not due, in words."""
    entries_seen: int = 0
    entries_kept: int = 0
    """New or changed, and now articles."""
    entries_known: int = 0
    """Read before and unchanged."""
    drops: tuple[Drop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One feed's announcement of something, as it was found, and what became of it."""

    feed_url: str
    entry_id: str
    seen_at: datetime
    url: str
    """Where the feed's answer came from, after redirects."""
    status: int
    body_hash: str
    """SHA-256 of the stored answer."""
    headline: str = ""
    drop_reason: str = ""
    """Why it became no article; empty: it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one run did."""

    started_at: datetime
    feeds: tuple[FeedReport, ...] = ()
    articles_new: int = 0
    reprints_count: int = 0
    stories_count: int = 0
    published_count: int = 0
    held_count: int = 0
    refused_count: int = 0
    files_written: int = 0
    files_removed: int = 0
    edition_number: int = 0
    is_changed: bool = False
    """A new edition was composed."""
    findings: tuple[Finding, ...] = ()
    """What was found out about feeds that their editor wants to know."""
