"""What every key of a desk file means, its unit and its limits: said once, for messages and manual.

Names, types and defaults are not said here; they are those of the dataclasses in ``model`` and ``rules``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """A key in words; ``least`` and ``most`` bound numbers, in ``unit``."""

    text: str
    unit: str = ""
    least: float | None = None
    most: float | None = None


MASTHEAD = {
    "title": Meaning("The publication's name, shown on every page."),
    "tagline": Meaning("A line under the title."),
    "url": Meaning(
        "The address the site will live at, such as `https://news.example`. Without it the site's own feeds and its "
        "sitemap have no absolute addresses."
    ),
    "language": Meaning("The language of the site as a BCP 47 tag, such as `en` or `pt-BR`."),
    "time_zone": Meaning("The IANA zone that days and times on pages are told in, such as `Europe/London`."),
    "editor": Meaning("Who is responsible for the publication."),
    "contact": Meaning(
        "How publishers and readers reach the editor: an e-mail address or a web address. It is sent to publishers "
        "in the User-Agent of every request."
    ),
}

TOPICS = {
    "id": Meaning(
        "Small letters, digits and hyphens; unique. It is part of addresses, so do not change it once published."
    ),
    "name": Meaning("The name that readers see."),
    "description": Meaning("A sentence or two for the topic's page."),
    "parent": Meaning("The id of the wider topic. Whatever has this topic has the wider one, too."),
    "keywords": Meaning(
        "Words or phrases that assign the topic when one of them stands in the headline, the excerpt or the tags. "
        "Matched as whole words, whatever their case; a hyphen matches a space. Plurals are words of their own: "
        "list `wind farm` and `wind farms`."
    ),
    "none": Meaning("Words or phrases that refuse the topic, whatever else is there; matched like `keywords`."),
}

FEEDS = {
    "url": Meaning("The address of an RSS, Atom or JSON feed. The same address may stand once."),
    "title": Meaning("The feed's title, for where the feed itself has none."),
    "source": Meaning(
        "The publisher's name as readers see it; empty: taken from `[[sources]]`, from the list of sources that comes "
        "with Tidings, or worked out from the feed's title. Feeds with one name are one source, and count once for "
        "`rules.publish.sources_min`."
    ),
    "topics": Meaning("Ids of topics that everything in this feed belongs to."),
    "folder": Meaning(
        "The folder it lies in in your reader's subscription list, with those around it: `News/Europe`. Kept for "
        "`tidings sources export`; it changes nothing else."
    ),
    "pages": Meaning(
        "When the pages of this feed's articles are asked for: `never`, `short` or `always`, as in `rules.pages.ask`. "
        "Empty: as that says."
    ),
    "clock": Meaning(
        "The time zone that the feed's times are really in, for a publisher who writes local time and calls it UTC: an "
        "IANA name such as `America/Los_Angeles`, or `-07:00`. Empty: they are what they say."
    ),
    "search": Meaning(
        "Whether this is what a search engine found rather than what a publisher lists. With the rule set `everyday`, "
        "such items are filed under the day of UTC+8."
    ),
}

SOURCES = {
    "domain": Meaning(
        "Its main domain (`post.example`), host (`news.post.example`) or part of a site (`medium.com/@ada`), without "
        "`https://`. The longest that fits an article's address decides."
    ),
    "name": Meaning("The name that readers see."),
    "id": Meaning(
        "What its page is called: small letters, digits and hyphens. Empty: as before for a source that is known, else "
        "made from the name. Give the old one when you change the name of a source of your own."
    ),
    "kind": Meaning(
        "`outlet`, `wire` (an agency whose text is expected elsewhere), `release wire` (press releases), `aggregator`, "
        "`company`, `government`, `organisation`, `science`, `blog`, `community` or `platform`."
    ),
    "country": Meaning("Where it works from, as an ISO 3166 code such as `GB`."),
    "language": Meaning("The language it writes most, as a BCP 47 tag such as `en` or `pt-BR`."),
    "logo": Meaning("The address of its logo."),
    "domains": Meaning("Its other domains, hosts or parts of sites."),
    "aliases": Meaning("Other names that it goes by, and nobody else."),
}

SERVE = {
    "callback_url": Meaning(
        "Where hubs reach `tidings serve` from outside, such as `https://news.example/websub`; it must have a path of "
        "its own. With it, feeds that name a WebSub hub are subscribed to; without it none is."
    ),
    "hub_url": Meaning(
        "A WebSub hub for the feeds that we publish: they name it, and it is told when they change. It needs "
        "`masthead.url`."
    ),
}

SECURED = {
    "keys": Meaning(
        "The file of the keys to records' private fields, from the desk's folder, such as `secured.keys`; "
        "`tidings secured key` makes it. It may not lie in a folder that is published, and only you may be able to "
        "read it. The environment variable `TIDINGS_SECURED_KEYS` goes before it."
    ),
}

IMAGES = {
    "show": Meaning(
        "What pages show of publishers' pictures: `never`, none; `link`, the publishers' own files, for which every "
        "reader's browser asks every publisher; `local`, small copies of our own, credited, which needs Pillow "
        "(`pip install 'tidings[images]'`)."
    ),
    "stories_max": Meaning("Stories, by rank, that get a picture.", "stories", 1, 1000),
    "asked_per_run_max": Meaning("Pictures asked for in one run; the others wait for the next.", "pictures", 1, 10_000),
    "bytes_max": Meaning("A larger file is not taken.", "bytes", 10_000, 100_000_000),
    "pixels_max": Meaning(
        "A picture with more pixels is not unpacked, whatever the size of its file.", "pixels", 10_000, 100_000_000
    ),
}

FETCH = {
    "interval_minutes": Meaning(
        "The least time between two requests for a feed. An hour is what publishers accept for conditional requests. "
        "How much longer it is follows from how often the feed posts and from what its server says.",
        "minutes",
        5,
        10_080,
    ),
    "interval_max_minutes": Meaning(
        "A feed's rhythm, what servers say about caching, and back-off never stretch the interval beyond this "
        "(Retry-After and a long silence may: up to a week).",
        "minutes",
        5,
        43_200,
    ),
    "unconditional_minutes": Meaning(
        "The least time between two requests for a feed whose server gives nothing to ask only for news with (no ETag, "
        "no Last-Modified), unless the publisher says how often it may be asked.",
        "minutes",
        5,
        43_200,
    ),
    "silent_days": Meaning("A feed without a post for so long is asked once a week.", "days", 1, 3650),
    "refetch_days": Meaning(
        "After so long a feed is fetched whole, in case its server wrongly says that nothing is new.", "days", 1, 3650
    ),
    "backoff_minutes": Meaning("The first wait after a failure, doubled each time.", "minutes", 1, 10_080),
    "host_gap_s": Meaning(
        "Between two requests to one site; this machine's own addresses do not wait.", "seconds", 0, 3600
    ),
    "page_gap_s": Meaning(
        "The same for pages that are no feeds; a site's Crawl-delay goes beyond it.", "seconds", 0, 3600
    ),
    "hosts_at_once": Meaning("Hosts asked in parallel; each gets one request at a time.", "hosts", 1, 256),
    "requests_per_s_max": Meaning(
        "Requests started in a second, all hosts together; this machine's own addresses are not counted.",
        "requests",
        0.1,
        10_000,
    ),
    "host_requests_per_day_max": Meaning(
        "Requests to one host in a day (UTC); its other feeds wait for the next day.", "requests", 1, 1_000_000
    ),
    "host_bytes_per_day_max": Meaning(
        "The same in bytes of bodies, as they come over the wire.", "bytes", 1024, 1024 * 1024 * 1024 * 1024
    ),
    "connect_timeout_s": Meaning("How long a host may take to accept a connection.", "seconds", 0.1, 600),
    "first_byte_timeout_s": Meaning("How long a host may be silent.", "seconds", 0.1, 600),
    "total_timeout_s": Meaning("How long a whole exchange may take, redirects included.", "seconds", 0.1, 3600),
    "bytes_per_s_min": Meaning(
        "An answer that comes more slowly than this over 20 seconds is left.", "bytes", 0, 1_000_000
    ),
    "body_bytes_max": Meaning(
        "A feed larger than this is refused, on the wire and decoded.", "bytes", 1024, 1024 * 1024 * 1024
    ),
    "redirects_max": Meaning("Redirects followed for one request.", "redirects", 0, 20),
    "private_hosts": Meaning(
        "Names of hosts that may resolve to this machine or to a private network; others that do are refused. A feed "
        "of this desk whose very address is such a one (`http://localhost:8000/…`) needs no entry."
    ),
    "ports": Meaning(
        "Ports, such as `8080`, that redirects may lead to beside 80 and 443 and those in the addresses of this desk's "
        "feeds."
    ),
}

ARTICLE = {
    "max_age_days": Meaning("Entries older than this are archive, not news.", "days", 1, 36_500),
    "future_tolerance_minutes": Meaning(
        "A date further ahead than this is not believed; the moment we first saw the entry is used.",
        "minutes",
        0,
        10_080,
    ),
    "earliest_year": Meaning("A date before this year is not believed.", "year", 1970, 9999),
    "excerpt_chars_max": Meaning(
        "Length of an excerpt: whole sentences, never more than this.", "characters", 20, 5000
    ),
    "entries_per_feed_max": Meaning("Entries read from one feed document.", "entries", 1, 100_000),
    "mend_clocks": Meaning(
        "When the times of a publisher whose clock is wrong are put right: `never`; `told`, where a feed's `clock` "
        "says so; `certain`, also where the evidence is overwhelming. The article tells what was done and why."
    ),
}

PAGES = {
    "ask": Meaning(
        "When the pages of new articles are asked for: `never`; `short`, where the feed gives only a few words; "
        "`always`. robots.txt is respected, and a feed's own `pages` counts more."
    ),
    "short_words": Meaning("With `short`: a text of fewer words in the feed is a teaser.", "words", 1, 10_000),
    "per_run_max": Meaning("Pages asked for in one run; the rest waits for the next.", "pages", 1, 100_000),
    "tries_max": Meaning("A page that has failed so often is given up.", "tries", 1, 20),
    "retry_minutes": Meaning("The wait after a page failed, doubled each time.", "minutes", 1, 10_080),
}

DEDUPE = {
    "shingle_words": Meaning("Texts are compared by their runs of this many words.", "words", 1, 20),
    "overlap_min": Meaning(
        "A text is a reprint when this share of the shorter text's runs stands in the other.", "share, 0 to 1", 0, 1
    ),
    "words_min": Meaning("Shorter texts are not compared: they are alike by chance.", "words", 1, 1000),
    "window_hours": Meaning("Only articles this close in time are compared.", "hours", 1, 8760),
}

CLUSTER = {
    "link_min": Meaning(
        "Likeness from which an article joins a story: the average cosine to the story's articles.",
        "cosine, 0 to 1",
        0,
        1,
    ),
    "merge_min": Meaning(
        "Likeness from which two stories that readers already know become one.", "cosine, 0 to 1", 0, 1
    ),
    "window_hours": Meaning("A story takes no more articles after this long without any.", "hours", 1, 8760),
    "headline_weight": Meaning("A word of the headline counts as often as this.", "times", 0, 100),
    "common_share": Meaning(
        "Words in a larger share of the window's articles do not bring articles together.", "share, 0 to 1", 0, 1
    ),
}

SCORE = {
    "source_points": Meaning(
        "Heat that one independent report of full quality brings at the moment it appears.", "points", 0, 1000
    ),
    "half_life_hours": Meaning("A report's heat halves in this time.", "hours", 0.1, 8760),
    "depth_words": Meaning("Words of text that earn the full points of depth.", "words", 1, 100_000),
    "excerpt_chars": Meaning("Characters of excerpt that earn the full points.", "characters", 1, 5000),
}

WEIGHTS = {
    "headline": Meaning("Points for a headline of four words or more.", "points", 0, 100),
    "excerpt": Meaning("Points for an excerpt of whole sentences.", "points", 0, 100),
    "date": Meaning("Points when the publisher said when, believably.", "points", 0, 100),
    "byline": Meaning("Points when an author is named.", "points", 0, 100),
    "image": Meaning("Points for an image.", "points", 0, 100),
    "depth": Meaning("Points for text enough to be worth the click.", "points", 0, 100),
    "original": Meaning("Points for not being a reprint.", "points", 0, 100),
}

PUBLISH = {
    "quality_min": Meaning("An article of lower quality is held, unless others report its story.", "points", 0, 100),
    "sources_min": Meaning(
        "Independent sources that publish a story whatever its articles' quality.", "sources", 1, 1000
    ),
    "require_topic": Meaning(
        "Refuse stories that belong to none of the desk's topics. `false` makes topics mere labels; a desk without "
        "topics refuses nothing."
    ),
    "spam_phrases": Meaning("More phrases that mark an article as an advert, beside the built-in signs."),
    "refuse_kinds": Meaning(
        "Kinds of articles that are refused, such as `quiz` or `gallery`. Pages that are no articles (landing pages, "
        "paywalls, logins, errors, lists) always are."
    ),
    "hold_kinds": Meaning("Kinds of articles that are held: they are kept, but not published."),
    "front_stories": Meaning("Stories on the front page.", "stories", 1, 1000),
    "lead_points": Meaning(
        "What a headline that all other reports bear out adds to quality when a lead is chosen.", "points", 0, 1000
    ),
}

RULES = {
    "set": Meaning("Whose rules judge articles: `tidings`, or `everyday` for exactly those of the reference system."),
}

EVERYDAY = {
    "root": Meaning("The id of the topic that every article has; empty: the desk's first topic."),
    "publishers": Meaning("Domains of the publishers that the site knows, such as `bbc.com`."),
    "publisher_points": Meaning("Quality that a known publisher brings.", "points", 0, 1000),
    "official": Meaning(
        "What the addresses of the topic's own maker begin with, without `https://`, such as `powerapps.microsoft.com`."
    ),
    "official_points": Meaning("Quality that the topic's own maker brings.", "points", 0, 1000),
    "boost_points": Meaning("Quality for what an editor has moved up.", "points", 0, 1000),
    "related": Meaning("Whether records list the other articles of their story; each brings 10 points of heat."),
    "newsletter_news": Meaning("News in one newsletter.", "items", 0, 100),
    "site": Meaning("Where readers find the site, without a final slash, such as `https://everyday.cc/powerapps`."),
    "assets": Meaning(
        "Where the site's pictures lie, without a final slash; empty: records show no pictures of providers."
    ),
    "pictured": Meaning("Domains of the providers of whom there is a picture among the assets."),
}

MEANINGS: dict[str, dict[str, Meaning]] = {
    "masthead": MASTHEAD,
    "topics": TOPICS,
    "feeds": FEEDS,
    "sources": SOURCES,
    "serve": SERVE,
    "secured": SECURED,
    "images": IMAGES,
    "rules": RULES,
    "rules.fetch": FETCH,
    "rules.article": ARTICLE,
    "rules.pages": PAGES,
    "rules.dedupe": DEDUPE,
    "rules.cluster": CLUSTER,
    "rules.score": SCORE,
    "rules.score.weights": WEIGHTS,
    "rules.publish": PUBLISH,
    "rules.everyday": EVERYDAY,
}
"""Meanings by table, then by key."""
