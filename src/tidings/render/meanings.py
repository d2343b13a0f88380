"""What every name in our JSON means: the one source of the published schemas, the OpenAPI document and the manual.

Names in small letters are files (``schema/story.json``); those that begin with a capital are parts of them.
"""

from __future__ import annotations

from typing import Final

from .meanings_listed import LISTED, WITH_CARE
from .meanings_told import NEWS, TOLD_FIELDS, TOLD_PARTS
from .shapes import (
    Shape,
    address,
    choice,
    count,
    left_out,
    list_of,
    map_of,
    maybe,
    moment,
    named,
    number,
    text,
    thing,
    truth,
)

TITLE = "Ferry runs aground off Skell; all 84 aboard are safe"
EXCERPT = "The ferry struck a rock at dawn. Nobody was hurt."
URL = "https://thepost.example/ferry"
AMP = f"{URL}/amp"
AMP_CACHE = "https://thepost-example.cdn.ampproject.org/c/s/thepost.example/ferry/amp"
ARTICLE_ID = "3f380fefd8b95469"
STORY_ID = "9a0b364099e94e6a"
SLUG = "ferry-runs-aground-off-skell"
STORY_PAGE = f"https://news.example/isles/stories/{SLUG}.html"
EDITION = count("The number of the edition; it goes up by one with each.", 12, least=1)
AS_OF = moment("The moment of the edition: heat and ages in this file are as of then.", "2026-03-20T18:00:00Z")

FILES: Final[dict[str, Shape]] = {
    "versions": thing(
        "Where to begin: the interfaces of the site. It stays the same while they do.",
        {
            "title": text("The site's title.", "Low Isles Today"),
            "versions": list_of("The versions of our own interface, newest first.", named("A version.", "Version")),
            "everyday": maybe(
                named("Where the reference system's interface begins; `null`: the desk leaves it out.", "Everyday")
            ),
        },
    ),
    "index": thing(
        "The site, its newest edition, and where the other files are.",
        {
            "version": count("The version of the interface.", 1, least=1),
            "title": text("The site's title.", "Low Isles Today"),
            "tagline": text("What stands below it.", "News of the islands"),
            "url": maybe(address("The site's address; `null`: it has none.", "https://news.example/isles")),
            "language": text("Of the site's own words: a BCP 47 tag.", "en"),
            "time_zone": text("An IANA name; pages for readers tell time in it, this interface in UTC.", "Europe/Oslo"),
            "editor": text("Who answers for it.", "Ada Brandt"),
            "contact": text("How to reach them.", "https://news.example/contact"),
            "edition": EDITION,
            "as_of": AS_OF,
            "stories_count": count("Stories in the edition.", 3),
            "sources_count": count("Sources in the edition.", 4),
            "rules": list_of("The rules that a reader may want to know.", named("A rule.", "Rule")),
            "files": map_of(
                "The other files by what they hold, as templates relative to this one.",
                text("A path.", "stories/{slug}.json"),
                "story",
            ),
            "redirects": map_of(
                "Old slugs of stories and what they are called now.", text("A slug.", SLUG), "ferry-aground"
            ),
            "withdrawn": list_of(
                "Stories that were published and are shown no more.", named("A story that is gone.", "Withdrawal")
            ),
        },
    ),
    "stories": thing(
        "The stories by rank, in short. It changes with every edition.",
        {
            "edition": EDITION,
            "as_of": AS_OF,
            "stories_count": count("Stories in the edition.", 1),
            "stories_left_out": count("Those that this file has no room for; each has a file of its own.", 0),
            "stories": list_of("The stories, first rank first.", named("A story in short.", "RankedStory")),
        },
    ),
    "story": thing(
        "A story with all of its reports. It stays the same until one of them, or what we think of it, changes.",
        {
            "id": text("The story's; it does not change.", STORY_ID),
            "slug": text("Its permanent name in addresses.", SLUG),
            "headline": text("The lead's headline.", TITLE),
            "excerpt": text("The lead's excerpt.", EXCERPT),
            "url": address("The lead, at its publisher.", URL),
            "source": named("Who published the lead.", "Source"),
            "sources_count": count("Independent sources: reprints do not count.", 1),
            "articles_count": count("Reports, the lead among them.", 1, least=1),
            "kind": text("What the lead is.", "news"),
            "topics": list_of("Ids of the topics of its reports.", text("A topic's id.", "ferries")),
            "first_published": moment("Of its earliest report."),
            "updated": moment("Of its latest report."),
            "is_pinned": truth("An editor has put it on top."),
            "page": address("Its page for readers.", STORY_PAGE),
            "heat_parts": list_of(
                "What makes it hot, most first: the points of each part halve with every half-life since `at`, and "
                "their sum is the heat.",
                named("One report's part.", "HeatPart"),
            ),
            "lead": named("The report that speaks for the story.", "Report"),
            "coverage": list_of("The other reports, newest first.", named("A report.", "Report")),
            **TOLD_FIELDS,
        },
    ),
    "moved": thing(
        "What stands in place of the file of a story that has no page of its own any more.",
        {
            "slug": text("The name that it was published under.", "ferry-aground"),
            "moved_to": maybe(text("The slug of the story that it is told in now; `null`: it was withdrawn.", SLUG)),
            "file": maybe(text("That story's file, beside this one.", f"{SLUG}.json")),
            "page": address(
                "The page for readers where it is told now, or that says that it was withdrawn.", STORY_PAGE
            ),
            "withdrawn": maybe(named("When it was withdrawn and why; `null`: it is told elsewhere.", "Withdrawal")),
        },
    ),
    "topics": thing(
        "The desk's topics, in its order.",
        {"topics": list_of("The topics.", named("A topic.", "Topic"))},
    ),
    "sources": thing(
        "The sources of the edition, those with most articles first.",
        {"sources": list_of("The sources.", named("A source.", "SourceLine"))},
    ),
    "health": thing(
        "How the desk's feeds were when the edition was composed.",
        {
            "edition": EDITION,
            "as_of": AS_OF,
            "feeds": list_of("The feeds in the desk's order.", named("A feed.", "Feed")),
        },
    ),
    "news": thing(
        "The newest published articles, newest first, 25 on a page; the hundred newest have pages.",
        {
            "page": count("The number of this page; the first is also `index.json`.", 1, least=1),
            "value": list_of("The articles.", named("An article.", "NewsItem")),
            "nextPage": maybe(count("The number of the next page; `null`: this is the last, go on in `archive`.", 2)),
            "archive": address("Where all days are listed, relative to this version's folder.", "news/archive.json"),
        },
    ),
    "archive": thing(
        "The days on which articles came out, newest first; of a topic those that have some of it.",
        {"days": list_of("The days.", named("A day.", "Day"))},
    ),
    "archive-day": thing(
        "The articles of a day in UTC, newest first. It stays the same once the day is over, unless an article "
        "comes late or changes.",
        {
            "day": text("The day in UTC.", "2026-03-20", format="date"),
            "page": count("The number of this page of the day: a hundred articles each, the earliest on the first.", 1),
            "value": list_of("The articles.", named("An article.", "NewsItem")),
        },
    ),
}

SCORE_TOTAL = number("0 to 100: the points of its parts added up. It does not move with time.", 72.5)
SCORE_PARTS = list_of("What it is made of.", named("A part.", "ScorePart"))
OUTCOME = choice("What happens to the article.", "published", "held", "refused")
RULE = text("The key of the rule that decided.", "quality_min")
REASON = text("Why, in words.", "quality 72.5 is at least 40")

PARTS: Final[dict[str, Shape]] = {
    "Version": thing(
        "A version of our own interface; paths are relative to the file that names them.",
        {
            "version": count("Its number.", 1, least=1),
            "index": address("Where it begins.", "v1/index.json"),
            "openapi": address("Its description in OpenAPI 3.1.", "v1/openapi.json"),
            "schemas": text(
                "The JSON Schema of each file, as a template.", "v1/schema/{name}.json", format="uri-template"
            ),
        },
    ),
    "Everyday": thing(
        "The reference system's interface; paths are relative to the file that names them.",
        {
            "news": address("The newest articles.", "news/index.json"),
            "topics": address("The topics.", "topics/index.json"),
            "newsletters": address("The newsletters.", "newsletters/index.json"),
        },
    ),
    "Rule": thing(
        "A rule in words.",
        {"name": text("What it is about.", "Heat halves every"), "value": text("What it says.", "12 hours")},
    ),
    "RankedStory": thing(
        "A story in short, with its place in the edition.",
        {
            "rank": count("1 is the top.", 1, least=1),
            "heat": number("How hot it is as of the edition.", 10.26),
            "news": NEWS,
            **{
                name: FILES["story"]["properties"][name]
                for name in FILES["story"]["properties"]
                if name not in ("heat_parts", "lead", "coverage", *TOLD_FIELDS)
            },
        },
    ),
    "Source": thing(
        "Who published something.",
        {
            "id": text("Part of its page's address.", "the-post"),
            "name": text("What it is called.", "The Post"),
            "domain": text("Where its articles stand.", "thepost.example"),
        },
    ),
    "HeatPart": thing(
        "What one report brings to its story's heat.",
        {
            "source": text("Who reports.", "The Post"),
            "article_id": text("The report.", ARTICLE_ID),
            "points_fresh": number("What it brought at the moment `at`.", 7.25),
            "at": maybe(moment("When it appeared; `null`: the story does not list it.")),
            "kind": choice("What brings it.", "report", "pace", "mix", "boost", "views"),
            "why": text("Why, in words.", "quality 72.5 of 100"),
        },
    ),
    "Withdrawal": thing(
        "A story that was published and is shown no more; its address says so.",
        {
            "slug": text("Its permanent name in addresses.", SLUG),
            "at": moment("Since when."),
            "why": maybe(text("The editor's reason; `null`: the desk does not tell.", "its source took it back")),
        },
    ),
    "Report": thing(
        "One article in its story, with everything we think of it; its full text is its publisher's.",
        {
            "id": text("Sixteen hexadecimal digits that are the same everywhere.", ARTICLE_ID),
            "url": address("Its canonical address at its publisher.", URL),
            "source": named("Who published it.", "Source"),
            "headline": text("As its page tells it, else its feed.", TITLE),
            "excerpt": text("Whole sentences of its own; empty: there are none.", EXCERPT),
            "authors": list_of("Who wrote it.", text("A name.", "Ann Berg")),
            "published": moment("When it came out."),
            "published_from": text("On what evidence, in words.", "pubDate"),
            "is_dated": truth("Its publisher's date was believed; else it is when we first saw it.", example=True),
            "updated": maybe(moment("Its publisher's last change, as told by its publisher.")),
            "language": text("As stated, a BCP 47 tag; empty: unsaid.", "en"),
            "section": text("Where its publisher puts it.", "Regions"),
            "tags": list_of("As its publisher has them.", text("A tag.", "shipping")),
            "words_count": count("Words of the text that we know.", 412),
            "reading_minutes": maybe(count("How long reading it takes; `null`: we have not seen all of it.", 2)),
            "access": maybe(choice("Whether its publisher wants to be paid; `null`: unsaid.", "free", "paid")),
            "amp_url": maybe(address("A copy in the AMP format.", AMP)),
            "amp_cache_url": maybe(address("That copy in the public cache.", AMP_CACHE)),
            "corrections": list_of("Notices of corrections as they stand.", text("A notice.", "It said 48, not 84.")),
            "reservations": list_of(
                "What its publisher asks of machines: please keep to it.", text("A wish.", "tdm-reservation")
            ),
            "image": maybe(named("The picture that its publisher names; `null`: none.", "Image")),
            "record": maybe(text("The name of its record; `null`: it has none.", "2026-03-20-ferry-runs-aground")),
            "reprint_of": maybe(text("The id of the original whose text it is; `null`: its own.", ARTICLE_ID)),
            "reprint_why": left_out(
                text(
                    "Why it is taken for a reprint, in words; absent: it is none.",
                    "same text as Skell News: “Ferry aground”",
                )
            ),
            "kind": named("What sort of thing it is.", "Kind"),
            "topics": list_of("What it is about.", named("A topic.", "TopicMatch")),
            "subjects": list_of(
                "Sensitive subjects that it is about or mentions.", named("A subject.", "SubjectMatch")
            ),
            "care": left_out(named("How such a report is shown; absent: as any other.", "Care")),
            "quality": named("How good it is, and why.", "Quality"),
            "verdict": named("Whether it is published, and why.", "Verdict"),
            "placement": named("Why it is in this story.", "Placement"),
            "changes": list_of(
                "What its publisher changed since we first saw it, oldest first.", named("A change.", "Change")
            ),
            "picture": left_out(named("The picture that pages show beside it; absent: none.", "Picture")),
        },
    ),
    "Image": thing(
        "A picture as its publisher declares it.",
        {
            "url": address("At its publisher.", "https://thepost.example/ferry.jpg"),
            "width": count("In pixels; 0: unsaid.", 1200),
            "height": count("In pixels; 0: unsaid.", 800),
            "alt": text("What it shows, in words; empty: unsaid.", "The ferry"),
        },
    ),
    "Picture": thing(
        "A picture that pages show, with whose it is.",
        {
            "url": address("At its publisher.", "https://thepost.example/ferry.jpg"),
            "width": count("In pixels, measured where we have read it; 0: unknown.", 1200),
            "height": count("In pixels; 0: unknown.", 800),
            "alt": text("What it shows, in words; empty: unsaid.", "The ferry"),
            "credit": text("Whose it is, in its own words; empty: it does not say.", "Ann Berg"),
            "licence": text("The address of its terms; empty: it does not say.", "https://thepost.example/terms"),
            "is_generated": truth("It says itself that a machine made it."),
            "copies": list_of("Our small copies; empty: pages show its publisher's file.", named("A copy.", "Copy")),
        },
    ),
    "Copy": thing(
        "A small copy of a picture on this site.",
        {
            "url": address("Where it is.", "https://news.example/isles/images/0a1b2c3d.webp"),
            "width": count("In pixels.", 480, least=1),
            "height": count("In pixels.", 320, least=1),
        },
    ),
    "Kind": thing(
        "What sort of thing an article is.",
        {
            "name": text("News, analysis, opinion, feature, video, press release ...", "news"),
            "confidence": number("0 to 1: how often such a judgement holds.", 0.5, minimum=0, maximum=1),
            "reason": text("Why, in words.", "nothing says otherwise"),
        },
    ),
    "TopicMatch": thing(
        "A topic of an article.",
        {
            "id": text("The topic's.", "ferries"),
            "evidence": text("Why, in words.", "“ferry” in the headline"),
        },
    ),
    "Quality": thing("How good an article is.", {"total": SCORE_TOTAL, "parts": SCORE_PARTS}),
    "ScorePart": thing(
        "One reason of a score.",
        {
            "name": text("What is looked at.", "depth"),
            "points": number("Points given.", 7.5),
            "points_max": number("Out of how many.", 15),
            "why": text("Why, in words.", "75 words in the feed"),
        },
    ),
    "Verdict": thing(
        "Whether an article is published.",
        {
            "outcome": OUTCOME,
            "rule": RULE,
            "reason": REASON,
            "remedies": list_of("What would publish it; each was tried.", text("A remedy.", "an image")),
            "needs": list_of("What it would be held without.", text("A need.", "its image")),
        },
    ),
    "Placement": thing(
        "The evidence that an article belongs to its story.",
        {
            "reason": text("In words: first report, same event, reprint or order.", "same event"),
            "similarity": number("To the story's other articles when it joined, 0 to 1; 0 for the first.", 0.41),
            "nearest_id": maybe(text("The most similar other article; `null`: it is the first.", ARTICLE_ID)),
            "gap_hours": number("Hours between these two.", 2.5),
            "shared": list_of("Words that they share, strongest first.", named("A word.", "SharedWord")),
            "link": maybe(named("How sure it is; `null`: there was no doubt, or nothing to join.", "Link")),
            "runner_up": maybe(named("Where it would have gone next; `null`: nothing came near.", "RunnerUp")),
        },
    ),
    "SharedWord": thing(
        "A word that two articles share.",
        {
            "word": text("The word, or its stem.", "ferry"),
            "share": number("Its share of the similarity, 0 to 1.", 0.31),
        },
    ),
    "Change": thing(
        "What a publisher changed in an article.",
        {
            "seen": moment("When we saw it.", "2026-03-20T15:00:00Z"),
            "field": text("What changed: headline, text, authors, published or correction.", "headline"),
            "before": text("What it was; of a text its length.", "Ferry runs aground"),
            "after": text("What it is now.", TITLE),
            "is_silent": truth("Its publisher gave no sign of it."),
        },
    ),
    "Topic": thing(
        "A topic.",
        {
            "id": text("Part of addresses; it does not change.", "ferries"),
            "name": text("What it is called.", "Ferries"),
            "description": text("What it is about.", "Boats that carry people"),
            "parent": maybe(text("The id of the wider topic; `null`: none.", "sea")),
            "stories_count": count("Stories that have it.", 1),
            "page": address("Its page for readers.", "https://news.example/isles/topics/ferries.html"),
        },
    ),
    **LISTED,
    **WITH_CARE,
    **TOLD_PARTS,
}
