"""What the keys of ``[rules]`` mean, their units and their limits."""

from __future__ import annotations

from .meaning import Meaning

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
        "A text is a reprint when this share of the shorter one's words stands in such runs of the other.",
        "share, 0 to 1",
        0,
        1,
    ),
    "words_min": Meaning("Shorter texts are not compared: they are alike by chance.", "words", 1, 1000),
    "window_hours": Meaning("Only articles this close in time are compared.", "hours", 1, 8760),
    "headline_words_min": Meaning("Headlines with fewer telling words prove nothing.", "words", 1, 100),
    "headline_sources_max": Meaning("Headlines that more sources have prove nothing.", "sources", 1, 1000),
}

CLUSTER = {
    "breadth": Meaning(
        "What a story is: `event` (one event with its direct reactions), or `thread` (all that is told of one matter)."
    ),
    "link_min": Meaning(
        "How sure it must be that two are one event for them to be joined; threads ask for more.", "probability", 0, 1
    ),
    "merge_min": Meaning("The same for two stories that readers already know.", "probability", 0, 1),
    "kin_min": Meaning("Stories that are one event with less, but at least this, are related.", "probability", 0, 1),
    "window_hours": Meaning("A story takes no more articles after this long without any.", "hours", 1, 8760),
    "embedder": Meaning(
        "What tells that two texts mean the same in other words: `auto` (the best that is installed), `none`, `minilm`,"
        " `static`, `multilingual`, or a folder with a model of your own, as seen from the desk's."
    ),
}

SCORE = {
    "depth_words": Meaning("Words of text that earn the full points of depth.", "words", 1, 100_000),
    "excerpt_chars": Meaning("Characters of excerpt that earn the full points.", "characters", 1, 5000),
    "image_width_px": Meaning("Width from which an image earns the full points.", "pixels", 1, 10_000),
    "standing_days": Meaning(
        "After this time an article counts for the standing of its source, with articles that come in later.",
        "days",
        0,
        3650,
    ),
    "standing_articles": Meaning(
        "As many ordinary articles are taken to be known of every source: more make standing slower.",
        "articles",
        1,
        100_000,
    ),
    "source_points": Meaning(
        "Heat that one independent report of full quality brings at the moment it appears.", "points", 0, 1000
    ),
    "half_life_hours": Meaning("All heat halves in this time.", "hours", 0.1, 8760),
    "pace_share": Meaning(
        "Share of its points that a report brings more for each doubling of the pace at which stories usually gain "
        "sources.",
        "share, 0 to 1",
        0,
        1,
    ),
    "pace_doublings_max": Meaning("More doublings than this bring nothing more.", "doublings", 0, 20),
    "pace_hours": Meaning("Sources of these last hours make a story's pace.", "hours", 1, 168),
    "pace_days": Meaning("As long back it is looked for what is usual.", "days", 1, 3650),
    "mix_share": Meaning(
        "Share of its points that a report brings more where its source's kind and country are new to the story; half "
        "of it where one of them is.",
        "share, 0 to 1",
        0,
        1,
    ),
    "views_points": Meaning("Heat for each doubling of an article's views.", "points", 0, 1000),
    "views": Meaning(
        "A file that says how often readers looked, seen from the desk's folder: counts by record, slug or address "
        "(`views.json`, `views.csv`), or a web server's access log. Empty: nothing is counted."
    ),
    "views_days": Meaning("Of an access log the last days are counted.", "days", 1, 365),
}

WEIGHTS = {
    "headline": Meaning("Points for a headline of four words or more.", "points", 0, 100),
    "date": Meaning("Points when the publisher said when, believably.", "points", 0, 100),
    "byline": Meaning("Points when an author is named.", "points", 0, 100),
    "excerpt": Meaning("Points for an excerpt of whole sentences.", "points", 0, 100),
    "image": Meaning("Points for an image that a page can show; some for one of unknown size.", "points", 0, 100),
    "depth": Meaning("Points for text enough to be worth the click.", "points", 0, 100),
    "original": Meaning("Points for being neither a reprint nor a release.", "points", 0, 100),
    "kind": Meaning("Points for news, analysis and features; fewer for videos, roundups, quizzes.", "points", 0, 100),
    "standing": Meaning("Points for the standing of its source on this desk; half for a newcomer.", "points", 0, 100),
}

PUBLISH = {
    "quality_min": Meaning("An article of lower quality is held, unless others report its story.", "points", 0, 100),
    "keep_margin": Meaning(
        "What is published is held again only when its quality falls more than this below `quality_min`.",
        "points",
        0,
        100,
    ),
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
    "leave_out": Meaning(
        "Outputs that are not made: `feeds`, `api` (our JSON API), `everyday_api` (that of Everyday.cc), `cards` "
        "(pictures of words for where pages are shared, made where Pillow is), `search` (the search page and its "
        "index)."
    ),
    "front_stories": Meaning("Stories on the front page.", "stories", 1, 1000),
    "stale_hours": Meaning(
        "An edition older than this is an alarm in the report of a run, and its front page says so.",
        "hours",
        1,
        100_000,
    ),
    "developing_hours": Meaning(
        "A story is shown as developing where most of its sources came to it within these hours.", "hours", 0.5, 48
    ),
    "developing_sources": Meaning("Independent sources that must have come within them.", "sources", 2, 100),
    "tell_why": Meaning(
        "Whether the page of a spiked story tells the editor's reason. Its address always says that the story was "
        "withdrawn, and when."
    ),
    "lead_points": Meaning(
        "What a headline that all other reports bear out adds to quality when a lead is chosen.", "points", 0, 1000
    ),
}

TELLING = {
    "named_points": Meaning(
        "To the lead for each other source that names this one as where it has the news, two at most.", "points", 0, 100
    ),
    "first_points": Meaning("To the lead for being the earliest report.", "points", 0, 100),
    "credited_points": Meaning("Taken from a report that is credited to an agency.", "points", 0, 100),
    "cut_points": Meaning(
        "Taken from a report that must be paid for, or of which only a beginning is known.", "points", 0, 100
    ),
    "lead_margin": Meaning(
        "Points by which another report must be better before it takes over from a published lead.", "points", 0, 100
    ),
    "summary_sentences": Meaning("Sentences of a summary at most; below 2: no summaries.", "sentences", 0, 10),
    "source_sentences": Meaning("Sentences of one source in a summary at most.", "sentences", 1, 10),
    "news_sentences": Meaning('Sentences of "New since yesterday" at most; 0: it is not told.', "sentences", 0, 10),
    "news_hours": Meaning("Back from the edition's clock, what is new is looked for.", "hours", 1, 720),
    "news_share_min": Meaning(
        "Share of what a sentence says, names and figures counted double, that no earlier report may have said.",
        "share, 0 to 1",
        0,
        1,
    ),
    "same_share_min": Meaning(
        "Share of a sentence's words that another source's sentence has, with its names and figures, when both are "
        "told to say the same.",
        "share, 0 to 1",
        0,
        1,
    ),
    "repeated_share_max": Meaning(
        "Share of words that two sentences of one summary may have in common.", "share, 0 to 1", 0, 1
    ),
    "timeline_points": Meaning("Points of a timeline at most.", "points", 1, 100),
    "related_stories": Meaning("Related stories that a story's page names at most.", "stories", 0, 50),
}

RULES = {
    "set": Meaning("Whose rules judge articles: `tidings`, or `everyday` for exactly those of the reference system."),
}

EVERYDAY = {
    "root": Meaning("The id of the topic that every article has; empty: the desk's first topic."),
    "publishers": Meaning("Domains of the publishers that the site knows, such as `bbc.com`."),
    "publisher_points": Meaning("Quality that a known publisher brings.", "points", 0, 1000),
    "official": Meaning(
        "What the addresses of the topic's own maker begin with, without `https://`, such as "
        "`powerapps.microsoft.com`. "
        "By our own rules, too, what stands there has the root topic."
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

SENSITIVE = {
    "label": Meaning(
        "Subjects that pages name above a report that is about them: `child abuse`, `sexual violence`, `suicide` "
        "(self-harm, too), `graphic violence`."
    ),
    "no_image": Meaning("Subjects whose reports have no picture: on no page, in no record, not in the API."),
    "no_card": Meaning("Subjects whose pages give no picture to those who share or find them."),
    "no_lead": Meaning(
        "Subjects whose stories no machine puts first: not on the front page, not in a newsletter. A pin does."
    ),
    "hold": Meaning("Subjects whose reports are all held until the editor allows them with `tidings allow`."),
    "hold_in_doubt": Meaning("Hold a report where it is not sure that such a subject is its central one."),
    "sure_min": Meaning("Confidence below which a central subject is in doubt.", "share, 0 to 1", 0, 1),
    "help_lines": Meaning(
        "Show where readers find help: the desk's own `[[help_lines]]`, else those that come with Tidings and have a "
        "day of review."
    ),
    "country": Meaning(
        "Whose help lines are taken from the list that comes with Tidings, as an ISO 3166 code such as `GB`; empty: "
        "none are."
    ),
}

HELP_LINES = {
    "name": Meaning("What it is called, as readers see it."),
    "country": Meaning("Where it can be reached from, as an ISO 3166 code such as `GB`; empty: not bound to one."),
    "subjects": Meaning("Subjects that it helps with, named as in `rules.sensitive.label`; empty: all."),
    "phone": Meaning("Its number, as readers dial it."),
    "url": Meaning("Its web address."),
    "hours": Meaning("When somebody answers, in words: `day and night`."),
    "reviewed": Meaning(
        "The day you last called or looked, as `2026-11-25`; `tidings check` reminds you when a year has passed."
    ),
}
