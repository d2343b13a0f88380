"""Every number that can be tuned, with its unit and its reason.

The objects here are what ``[rules]`` in ``desk.toml`` sets; a stage is given only its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

RULES_VERSION = 5
"""Goes up when a rule's meaning changes; stored with every opinion.

2: kinds decide.  3: quality also has kind and standing, and an image counts by its size; heat also has pace, mix,
boosts and views; what is published stays so within a margin.  4: reprints by another measure of text, by address and by
headline; stories by learned evidence; leads by stated criteria.  5: newsletters, lists, schedules, puzzles and
horoscopes are kinds; with roundups and quizzes they are no source of a story that others report.
"""
KIND_SURE_MIN = 0.6
"""Confidence from which an article's kind decides and is shown: a wrong refusal costs more than a missing label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRules:
    """How we ask: bounded in bytes, seconds, hops and rate."""

    interval_minutes: int = 60
    """Between two requests for a feed: the hour publishers accept for conditional requests."""
    interval_max_minutes: int = 1440
    """Rhythm, hints and back-off never stretch the interval beyond a day (a silent feed, Retry-After: a week)."""
    unconditional_minutes: int = 1440
    """Where a server gives nothing to ask "anything new?" with, every answer is a whole one: once a day."""
    silent_days: int = 90
    """Without a post for so long, a feed is asked once a week."""
    refetch_days: int = 30
    """After so long a feed is fetched whole, whatever its server says about changes."""
    backoff_minutes: int = 15
    """First wait after a failure, doubled each time."""
    host_gap_s: float = 5.0
    """Between two requests to one site; 0 on this machine's own addresses."""
    page_gap_s: float = 1.0
    """Between two pages of one site, as a reader would turn them."""
    hosts_at_once: int = 32
    """Hosts asked in parallel, one request at a time for each: most of the time is waiting."""
    requests_per_s_max: float = 100.0
    """Over all hosts: what a home connection carries without being noticed."""
    host_requests_per_day_max: int = 200
    """To one host, whatever goes wrong: a bug of ours must not become its problem."""
    host_bytes_per_day_max: int = 50_000_000
    connect_timeout_s: float = 10.0
    first_byte_timeout_s: float = 20.0
    total_timeout_s: float = 60.0
    """Over the whole exchange: per-read timeouts alone never end a slow drip."""
    bytes_per_s_min: int = 500
    """Over any 20 seconds: slower is a drip, not a line."""
    body_bytes_max: int = 10 * 1024 * 1024
    """Of one body, on the wire and decoded."""
    redirects_max: int = 5
    private_hosts: tuple[str, ...] = ()
    """Names that may resolve to this machine or a private network."""
    ports: tuple[str, ...] = ()
    """More ports that redirects may lead to, beside 80 and 443."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRules:
    """What an entry must be to become an article."""

    max_age_days: int = 14
    """Older entries are archive, not news (some feeds carry years)."""
    future_tolerance_minutes: int = 10
    """A claim further ahead than this is not believed; first sight is used."""
    earliest_year: int = 1995
    """Claims before the web's first news sites are errors."""
    excerpt_chars_max: int = 300
    """A fair quotation, and what fits a card."""
    entries_per_feed_max: int = 5000
    """Entries read from one feed document."""
    mend_clocks: str = "certain"
    """Whose word puts a publisher's wrong clock right: nobody's (``never``), the desk's (``told``), or
    also overwhelming evidence (``certain``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """When the pages of articles are asked for, beside what feeds say of them."""

    ask: str = "never"
    """``never``; ``short``, where a feed gives few words; ``always``.  A feed's own word counts more."""
    short_words: int = 120
    """Fewer words in the feed are a teaser."""
    per_run_max: int = 300
    """The rest waits for the next run, the newest first: one busy day must not hold up the edition."""
    tries_max: int = 3
    """A page that fails so often is given up; the article stands as its feed told it."""
    retry_minutes: int = 60
    """Before a page that failed is asked for again, doubled each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DedupeRules:
    """When one text is a copy of another."""

    shingle_words: int = 4
    """Three words in common are a phrase; of five, an editor's changes leave too few."""
    overlap_min: float = 0.6
    """Share of the shorter text's words that stand in runs of the other, from 200 words on (shorter texts need up to
    0.9): a tenth of the words replaced leaves 0.85, a quotation in common rarely makes half."""
    words_min: int = 12
    """Shorter texts are alike by chance."""
    window_hours: int = 96
    headline_words_min: int = 4
    """Telling words from which a headline says something: "Business Highlights" has two."""
    headline_sources_max: int = 12
    """A headline that more sources have is a form of words, or an agency's whose texts will tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterRules:
    """When two articles are about one event."""

    breadth: str = "event"
    """``event``: a story is one event with what follows at once; ``thread``: all that is told of one matter."""
    link_min: float = 0.5
    """How sure we are of what is joined: more likely one event than two."""
    merge_min: float = 0.6
    """The same of two stories that readers already know: links move only on more."""
    kin_min: float = 0.1
    """Stories that are less likely one, down to this, are told as related."""
    window_hours: int = 96
    """A story rarely gains coverage after four days without any."""
    embedder: str = "auto"
    """The best that is installed: a desk works without any, and better with one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityWeights:
    """Points of the parts of quality; they add up to 100 and never move with time."""

    headline: int = 8
    """A headline of four words names an event; fewer are a label.  Nearly all have it, so it tells little."""
    date: int = 10
    """The publisher said when, believably: without that, news cannot be told from archive."""
    byline: int = 8
    """Somebody answers for it by name; agencies and short news often do without."""
    excerpt: int = 16
    """Whole sentences: all that most readers will read of it."""
    image: int = 8
    """A picture that a page can show; news can do without one."""
    depth: int = 14
    """Text enough to be worth the click."""
    original: int = 16
    """Its publisher's own words: a reprint or a release tells nothing that is not told elsewhere."""
    kind: int = 10
    """News, analysis and features inform; videos, roundups and quizzes do so less, what is for sale does not."""
    standing: int = 10
    """What this desk has seen of its source; little, so that a newcomer's good article passes."""


KIND_SHARES: dict[str, float] = {
    "opinion": 0.8, "review": 0.8, "live blog": 0.8, "list": 0.8,  # speak about events, or lose their worth in a day
    "video": 0.5, "audio": 0.5, "gallery": 0.5,  # little to read
    "roundup": 0.5, "newsletter": 0.5, "schedule": 0.5,  # many things at once
    "quiz": 0.2, "puzzle": 0.2, "horoscope": 0.2, "press release": 0.2,  # a pastime; what its sender wants believed
    "market report": 0.0, "advert": 0.0, "job advert": 0.0,  # for sale
}  # fmt: skip
"""Share of the points of ``kind`` that a kind earns; others earn all, what is no article nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRules:
    """Quality and heat."""

    weights: QualityWeights = field(default_factory=QualityWeights)
    depth_words: int = 150
    """Words of text that earn the full points of depth."""
    excerpt_chars: int = 80
    """Characters of excerpt that earn the full points."""
    image_width_px: int = 400
    """A picture as wide as this fills a card on a telephone."""
    standing_days: int = 4
    """An article counts for its source's standing only after the time in which stories still gain coverage."""
    standing_articles: int = 20
    """As many ordinary articles are taken to be known of every source: a newcomer's luck moves little."""
    source_points: float = 10.0
    """Heat that one independent report of full quality brings at the moment it appears."""
    half_life_hours: float = 12.0
    """A report's heat halves in half a day: morning news is old by night."""
    pace_share: float = 0.2
    """Share of its points that a report brings more for each doubling of its story's usual pace."""
    pace_doublings_max: float = 3.0
    """Eight times the usual pace is as fast as we believe: at most three fifths more."""
    pace_hours: int = 3
    """Sources of the last three hours make the pace: outlets copy the first report within one."""
    pace_days: int = 28
    """Four weeks back tell what is usual: every day of the week four times."""
    mix_share: float = 0.2
    """Share of its points that a report brings more where both its source's kind and country are new to the story."""
    views_points: float = 1.0
    """Heat for each doubling of an article's views: a thousand readers weigh as much as one good source."""
    views: str = ""
    """File that says how often readers looked: counts, or a web server's log; empty: nothing is counted."""
    views_days: int = 2
    """Of a log its last days are counted: longer ago is another day's interest."""


CAN_BE_LEFT_OUT = ("feeds", "api", "everyday_api", "cards", "search")
"""Outputs that a desk can do without: pages and records are what it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishRules:
    """What is published, held, refused."""

    quality_min: int = 45
    """A lone article below this is held: a bare headline without a date, a release without a text."""
    keep_margin: int = 10
    """What is published is held again only this far below: the loss of a picture or a byline takes nothing away."""
    sources_min: int = 2
    """Independent sources that publish a story whatever its articles' quality."""
    require_topic: bool = True
    """A desk with topics refuses what belongs to none of them."""
    spam_phrases: tuple[str, ...] = ()
    """More phrases that mark an advert, beside the built-in signs."""
    refuse_kinds: tuple[str, ...] = ()
    """Kinds of articles that are refused, beside pages that are no articles."""
    hold_kinds: tuple[str, ...] = ("market report", "advert", "job advert")
    """Kinds that somebody paid for or sells by; a press release at least says what its sender says."""
    leave_out: tuple[str, ...] = ()
    """Outputs that are not made, of :data:`CAN_BE_LEFT_OUT`."""
    front_stories: int = 40
    """Stories on the front page."""
    stale_hours: float = 48.0
    """An edition older than this is an alarm: two days without anything new, and something stands still."""
    developing_hours: float = 4.0
    """A story is developing where most of its sources came to it within these hours: half a desk's working day."""
    developing_sources: int = 3
    """Independent sources that must have come within them: two come together by chance every day."""
    tell_why: bool = False
    """Whether the page of a spiked story tells the editor's reason, which may be nobody else's business."""
    lead_points: float = 40.0
    """Added to the quality of a report whose headline is borne out by all others, when a lead is
    chosen: a digest of the day names many things that the others do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingRules:
    """How a story is told: which report leads it, and what of its reports is quoted."""

    named_points: float = 8.0
    """To the lead for each other source that names this one as where it has the news: at most twice."""
    first_points: float = 6.0
    """For the earliest report: little, since who was first often knew least."""
    credited_points: float = 10.0
    """Taken from a report that is credited to an agency: its words are expected elsewhere."""
    cut_points: float = 4.0
    """Taken from a report that must be paid for, or of which only a beginning is known: readers may not get it all."""
    lead_margin: float = 8.0
    """Points by which another report must be better before it takes over from one that readers know as the lead."""
    summary_sentences: int = 4
    """Of a summary at most; fewer than two are none."""
    source_sentences: int = 2
    """Of one source in a summary: more would be that source's article."""
    news_sentences: int = 3
    """Of what is new at most."""
    news_hours: int = 24
    """Back from the edition's clock: since yesterday."""
    news_share_min: float = 0.55
    """Share of what a sentence says, names and figures counted double, that no earlier report had said."""
    same_share_min: float = 0.6
    """Share of a sentence's words that another's has, with all figures and most names, before we say that it says the
    same."""
    repeated_share_max: float = 0.4
    """Share of words that two sentences of one summary may have in common."""
    timeline_points: int = 12
    """What a reader takes in; the first report is always among them."""
    related_stories: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class EverydayNumbers:
    """What differs between sites of the reference system: the table ``[rules.everyday]``."""

    root: str = ""
    """Id of the topic that everything has; empty: the desk's first."""
    publishers: tuple[str, ...] = ()
    """Domains of the publishers that the site knows."""
    publisher_points: int = 40
    """Quality for those: 40 on one site, 30 on the other."""
    official: tuple[str, ...] = ()
    """What the addresses of the topic's own maker begin with, without ``https://``: ``powerapps.microsoft.com``."""
    official_points: int = 50
    boost_points: int = 100
    """For what an editor has moved up."""
    related: bool = False
    """Whether records list other articles of their story: one site does."""
    newsletter_news: int = 2
    """News in one newsletter: 2 on one site, 5 on the other."""
    site: str = ""
    """Where readers find the site, without a final slash: ``https://everyday.cc/powerapps``."""
    assets: str = ""
    """Where its pictures lie, without a final slash; empty: providers are shown without one."""
    pictured: tuple[str, ...] = ()
    """Domains of the providers of whom there is a picture among the assets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitiveRules:
    """What a desk does about reports whose central subject is sensitive; a mere mention changes nothing."""

    label: tuple[str, ...] = ("child abuse", "sexual violence", "suicide", "graphic violence")
    """Subjects that readers are told of before they read on: a label costs nobody anything."""
    no_image: tuple[str, ...] = ("child abuse", "sexual violence", "suicide", "graphic violence")
    """Nobody has looked at a picture that comes by machine: it may show a victim, a scene or a method."""
    no_card: tuple[str, ...] = ("child abuse", "sexual violence", "suicide", "graphic violence")
    """A shared link shows its picture to people who never asked for it."""
    no_lead: tuple[str, ...] = ("child abuse", "sexual violence", "suicide")
    """Prominence is itself a risk where suicide is reported, and no machine's business where victims are
    concerned; war and crime may be the day's first news, so graphic violence is not among them."""
    hold: tuple[str, ...] = ()
    """Such news is reported, not hidden; a desk that wants to see each first names the subjects here."""
    hold_in_doubt: bool = True
    """An editor sees in a second what a list of words cannot."""
    sure_min: float = 0.7
    """Confidence below which a central subject is in doubt: a phrase that names its subject alone has 0.8 and more."""
    help_lines: bool = True
    """Only those that somebody has checked, with the day: a wrong number can hurt."""
    country: str = ""
    """Whose help lines are shown of the list that comes with Tidings; none: only the desk's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRules:
    """What a desk does with publishers' pictures: the table ``[images]``."""

    show: str = "never"
    """``never``, ``link`` or ``local``; a reader's visit is nobody else's business unless an editor says so."""
    stories_max: int = 200
    """Stories, by rank, that get a picture: those that lists show."""
    asked_per_run_max: int = 100
    """A first edition is illustrated over several runs."""
    bytes_max: int = 8_000_000
    """Of one file: what cameras make; pages for readers have a tenth of it."""
    pixels_max: int = 25_000_000
    """Of one picture, told by its first bytes and before anything is unpacked: 24 megapixels are a camera's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All of a desk's rules."""

    set: str = "tidings"
    """Whose rules judge: our own, or those of the reference system (``everyday``)."""
    fetch: FetchRules = field(default_factory=FetchRules)
    article: ArticleRules = field(default_factory=ArticleRules)
    pages: PageRules = field(default_factory=PageRules)
    dedupe: DedupeRules = field(default_factory=DedupeRules)
    cluster: ClusterRules = field(default_factory=ClusterRules)
    score: ScoreRules = field(default_factory=ScoreRules)
    publish: PublishRules = field(default_factory=PublishRules)
    telling: TellingRules = field(default_factory=TellingRules)
    sensitive: SensitiveRules = field(default_factory=SensitiveRules)
    everyday: EverydayNumbers = field(default_factory=EverydayNumbers)
