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
from .sources import KnownSource, Source

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
class Serving:
    """How the world reaches us, and how it hears of changes (WebSub); empty: it does not."""

    callback_url: str = ""
    """Public address under which hubs reach ``tidings serve``, without a final slash."""
    hub_url: str = ""
    """The hub that tells others of changes in the feeds we publish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One configured topical newsroom."""

    masthead: Masthead
    topics: tuple[Topic, ...] = ()
    feeds: tuple[Feed, ...] = ()
    sources: tuple[KnownSource, ...] = ()
    """What the desk itself says of sources; it goes beyond the list that comes with Tidings."""
    serve: Serving = Serving()
    rules: Rules = field(default_factory=Rules)


# ---------------------------------------------------------------- gather


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """A server's opaque marks of a version, returned to it exactly as received."""

    etag: str = ""
    last_modified: str = ""
    url: str = ""
    """The address that gave them, the only one they are sent to; empty: where the question begins."""


Trouble = Literal["", "gone", "missing", "refused", "busy", "unknown host", "unreached", "broken"]
"""What kind of failure a feed is in; empty: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What we remember of a feed between runs."""

    feed_url: str
    """Its address on the desk, which names it for good."""
    url: str = ""
    """Where it is asked since it moved for good; empty: ``feed_url``."""
    validators: Validators = Validators()
    body_hash: str = ""
    """SHA-256 of the last body, hexadecimal."""
    checked_at: datetime | None = None
    first_at: datetime | None = None
    """Of the first answer ever."""
    succeeded_at: datetime | None = None
    whole_at: datetime | None = None
    """Of the last answer with a body."""
    next_due_at: datetime | None = None
    """None: never asked, so due now."""
    not_before: datetime | None = None
    """What the host asked us to wait for (Retry-After)."""
    note: str = ""
    """Why it is due when it is due, in words."""
    is_off: bool = False
    """Not asked any more; ``note`` says why."""

    failures: int = 0
    """In a row."""
    failing_since: datetime | None = None
    trouble: Trouble = ""
    troubles: int = 0
    """Failures of this kind in a row."""
    trouble_since: datetime | None = None

    holds_s: int = 0
    """For how long its server said that the last answer holds."""
    hints: FeedHints = field(default_factory=lambda: FeedHints())  # noqa: PLW0108  # the class stands further down
    """What its last document said about being asked."""
    gap_s: int = 0
    """Median gap of its last posts, in seconds; 0: not known."""
    posted_at: datetime | None = None
    """The newest date in its last document; None: no dates."""
    same_bodies: int = 0
    """Whole answers in a row that brought nothing but what we held."""

    moved_to: str = ""
    """Where its permanent redirects lead, while that is not yet believed."""
    moves: int = 0
    """Answers in a row by way of the same permanent redirect."""
    moved_since: datetime | None = None
    push_until: datetime | None = None
    """Until when a hub tells of changes, so that asking may be rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """What we remember of a host between runs; hosts are told apart by their exact names."""

    host: str
    blocked_until: datetime | None = None
    """Until when it asked us to stay away (429, 503)."""
    blocks: int = 0
    """In a row."""
    day: str = ""
    """The UTC day that the next two count for, such as ``2026-03-20``."""
    requests: int = 0
    wire_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsCopy:
    """What a site's robots.txt said, once."""

    authority: str
    """Scheme, host and port: ``https://post.example``."""
    fetched_at: datetime
    status: int
    """Of the answer; 0: there was none."""
    text: str = ""
    """What applies: of this answer, or where there was trouble of the last good one; empty: nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of an exchange: redirects make several."""

    url: str
    status: int
    """0: no answer."""
    wire_bytes: int = 0
    """Of the body as it came."""


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
    robots: tuple[RobotsCopy, ...] = ()
    """Copies of robots.txt that are known already, for pages."""


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
    retry_after_s: int = 0
    """How long it asks us to wait all the same; 0: unsaid."""
    moved_to: str = ""
    """Where the permanent redirects (301, 308) at the start of the way lead; empty: there are none."""
    hub_url: str = ""
    """A WebSub hub of the ``Link`` header."""
    topic_url: str = ""
    """What the feed is called there (``rel="self"`` of the ``Link`` header)."""
    visits: tuple[Visit, ...] = ()
    """Every request that it took, in order."""
    elapsed_s: float = 0.0
    """From the first request to the last byte, without waiting for a host's turn."""
    robots: tuple[RobotsCopy, ...] = ()
    """Copies of robots.txt that were fetched on the way."""
    body: bytes = b""

    @property
    def wire_bytes(self) -> int:
        """What came over the wire, all bodies of the way together."""
        return sum(visit.wire_bytes for visit in self.visits)

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
class Rhythm:
    """What a feed's newest document tells of how often it is worth asking."""

    hints: FeedHints = FeedHints()
    gap_s: int = 0
    """Median seconds between its last posts; 0: too few for one."""
    posted_at: datetime | None = None
    """Its newest post."""


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
    headline_html: str = ""
    """The headline as sanitised HTML, where its format lets titles be HTML; a fact, never shown."""
    summary: str = ""
    content: str = ""
    texts: tuple[str, ...] = ()
    """Which of ``summary`` and ``content`` were text rather than HTML, and have been escaped."""
    authors: tuple[str, ...] = ()
    published: DateClaim | None = None
    updated: DateClaim | None = None
    image: Image | None = None
    tags: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poison:
    """An item that was left out alone so that its feed could be read."""

    what: str
    """Its headline or id."""
    reason: str
    raw: str
    """As it stood in the document, cut to 64 KiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Something left out, and why; ``what`` names it (headline, id or position)."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed document, whatever its format was."""

    title: str = ""
    title_html: str = ""
    """The title as sanitised HTML, where its format lets titles be HTML; a fact, never shown."""
    url: str = ""
    """The site it belongs to."""
    description: str = ""
    """Sanitised HTML."""
    id: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    updated: DateClaim | None = None
    image: str = ""
    format: str = ""
    """``RSS 2.0``, ``RSS 1.0 (RDF)``, ``Atom 1.0``, ``JSON Feed 1.1``, ``news sitemap`` ..."""
    entries: tuple[Entry, ...] = ()
    drops: tuple[Drop, ...] = ()
    poison: tuple[Poison, ...] = ()
    """Items left out alone; each is among the drops, too."""
    children: tuple[str, ...] = ()
    """Addresses of the sitemaps that a sitemap index names."""
    hints: FeedHints = FeedHints()


# ---------------------------------------------------------------- article


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
    hub_url: str = ""
    """The WebSub hub that our feeds name; empty: none."""
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
    status: int = 0
    """Of the answer; 0: there was none."""
    is_unreadable: bool = False
    """It answered, but with something that is no feed."""
    moved_to: str = ""
    """Where it lives now, when it has moved for good; empty: where the desk says."""
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
    push_lines: tuple[str, ...] = ()
    """What was said to hubs and by hubs, a sentence each."""
    findings: tuple[Finding, ...] = ()
    """What was found out about feeds that their editor wants to know."""
