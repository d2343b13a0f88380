"""What the names of sources, feeds, days and sensitive subjects mean in our JSON: the rest of ``meanings``."""

from __future__ import annotations

from typing import Final

from ..subjects import SUBJECTS
from .shapes import Shape, address, choice, count, list_of, maybe, moment, named, number, text, thing, truth

LISTED: Final[dict[str, Shape]] = {
    "SourceLine": thing(
        "A source of the edition.",
        {
            "id": text("Part of its page's address.", "the-post"),
            "name": text("What it is called.", "The Post"),
            "domain": text("Where its articles stand.", "thepost.example"),
            "kind": maybe(text("What it is: outlet, wire, company ...; `null`: not known.", "outlet")),
            "country": maybe(text("Where it works from, an ISO 3166 code; `null`: not known.", "GB")),
            "language": maybe(text("What it writes most, a BCP 47 tag; `null`: not known.", "en")),
            "logo": maybe(address("Its logo; `null`: not known.", "https://thepost.example/logo.png")),
            "named_from": maybe(text("On whose word it is called so.", "the desk calls its feed so")),
            "articles_count": count("Articles in the edition.", 7),
            "feed_urls": list_of("The feeds they came by.", address("A feed.", "https://thepost.example/feed")),
            "page": address("Its page for readers.", "https://news.example/isles/sources/the-post.html"),
        },
    ),
    "Feed": thing(
        "How a feed is.",
        {
            "url": address("Its address.", "https://thepost.example/feed"),
            "title": text("What it is called.", "The Post"),
            "state": choice("How it is.", "well", "silent", "failing", "new"),
            "succeeded_at": maybe(moment("Its last good answer; `null`: none yet.", "2026-03-20T17:30:00Z")),
            "posts_per_day": maybe(number("Of its last posts; `null`: too few to say.", 6.5)),
            "gap_s": maybe(count("Median seconds between two posts; `null`: too few to say.", 7200)),
            "lag_s": maybe(count("Median seconds from publishing to our first sight; `null`: cannot be said.", 1500)),
            "asked": count("Times it was asked.", 200),
            "unchanged_share": maybe(number("Answers that said there was nothing new, 0 to 1.", 0.758)),
            "failed": count("Times there was no good answer.", 2),
            "entries_seen": count("Entries read in it.", 88),
            "entries_kept": count("Those that became articles.", 80),
            "failures": count("Failures in a row, up to now.", 0),
            "last_error": maybe(text("What went wrong last; `null`: nothing.", "HTTP 503")),
            "next_due_at": maybe(moment("When it may be asked again.", "2026-03-20T18:30:00Z")),
            "due_why": maybe(text("Why then, in words.", "1 hour between two requests")),
            "dates": maybe(text("What its dates are worth, in words.", "fine")),
            "clock": maybe(text("The clock that its times are put right by; `null`: as they are.", "-07:00")),
            "finding": maybe(text("What its editor should know.", "wrong clock")),
        },
    ),
    "Day": thing(
        "A day that has articles.",
        {
            "day": text("The day in UTC.", "2026-03-20", format="date"),
            "news_count": count("Its articles, of a topic those of the topic alone.", 7, least=1),
            "files": list_of(
                "The files that have them, relative to this version's folder; of a topic they have others, too.",
                address("A file.", "news/archive/2026-03-20.json"),
                minItems=1,
            ),
        },
    ),
}

WITH_CARE: Final[dict[str, Shape]] = {
    "SubjectMatch": thing(
        "A sensitive subject of an article.",
        {
            "subject": choice("Which.", *SUBJECTS),
            "role": choice("Whether the article is about it or mentions it.", "central", "mention"),
            "confidence": number("0 to 1.", 0.9, minimum=0, maximum=1),
            "language": text("Whose words were looked for.", "en"),
            "evidence": text("Why, in words.", "“took his own life” in the headline"),
        },
    ),
    "Care": thing(
        "How a report on a sensitive subject is shown; please show it so, too.",
        {
            "labels": list_of("What stands beside it.", text("A label.", "This report is about suicide.")),
            "hides_image": truth("No picture; then `image` is `null`."),
            "hides_card": truth("No picture where it is shared."),
            "may_lead": truth("A machine may put it on top.", example=True),
            "help_lines": list_of("Where readers find help.", named("A help line.", "HelpLine")),
        },
    ),
    "HelpLine": thing(
        "Where readers find help.",
        {
            "name": text("Who answers.", "Harbour Listeners"),
            "phone": text("Its number; empty: none.", "0100 200 300"),
            "url": text("Its address; empty: none.", "https://help.example/"),
            "hours": text("When it can be reached; empty: unsaid.", "day and night"),
            "reviewed": text("When somebody last checked this entry.", "2026-03-01"),
        },
    ),
}
