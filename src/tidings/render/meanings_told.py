"""What the names of a story's telling mean in our JSON: lead, summary, news, timeline, outlets, links."""

from __future__ import annotations

from typing import Final

from .shapes import Shape, address, choice, count, list_of, maybe, moment, named, number, text, thing, truth

ARTICLE_ID = "3f380fefd8b95469"
OTHER_ID = "8a4b1f0de2c37756"
SENTENCE = "The ferry struck a rock at dawn."
PROBABILITY = number("How sure we are, 0 to 1.", 0.93, minimum=0, maximum=1)
LINK_REASONS = list_of("What speaks for it and against it, the strongest first.", named("A reason.", "LinkReason"))

TOLD_FIELDS: Final[dict[str, Shape]] = {
    "lead_choice": maybe(named("Why the lead leads; `null`: not told.", "LeadChoice")),
    "summary": list_of(
        "Sentences of its reports, word for word; empty: the lead's excerpt says it all.",
        named("A sentence.", "Sentence"),
    ),
    "timeline": list_of("What happened to it, in order of time.", named("A point.", "TimelinePoint")),
    "timeline_left_out": count("Points that there was no room for.", 0),
    "outlets": list_of("Who reports it, independent sources first.", named("A source.", "Outlet")),
    "first": maybe(named("Who was first, as far as it can be known; `null`: one report.", "FirstReport")),
    "spread": named("Where its independent sources are, and what they write in.", "Spread"),
    "related": list_of("Other stories of the same thread, nearest first.", named("A story.", "RelatedStory")),
}
"""What a story's file has beside its reports."""
NEWS: Final = list_of(
    "What reports of the day before the edition say and none before them did, word for word.",
    named("A sentence.", "Sentence"),
)
"""It moves with the clock, and so stands in the list of stories."""

TOLD_PARTS: Final[dict[str, Shape]] = {
    "LeadChoice": thing(
        "Why a report speaks for its story.",
        {
            "article_id": text("The report.", ARTICLE_ID),
            "points": number("What it was compared by: its reasons added up.", 101.5),
            "reasons": list_of("What each criterion gives it, most first.", named("A criterion.", "LeadReason")),
            "note": maybe(text("What else decided, in words; `null`: points alone.", "the editor says so")),
            "runner_up_id": maybe(text("Who would lead without it; `null`: nobody.", OTHER_ID)),
            "ahead": number("Points before that one.", 6.5),
        },
    ),
    "LeadReason": thing(
        "What one criterion gives a report.",
        {
            "name": choice(
                "The criterion.", "original reporting", "completeness", "standing", "kind", "headline", "earliest"
            ),
            "points": number("Its points; may be below 0.", 16),
            "why": text("Why, in words.", "not a reprint"),
        },
    ),
    "Sentence": thing(
        "A sentence that stands word for word in a report's excerpt.",
        {
            "text": text("The sentence.", SENTENCE),
            "article_id": text("The report it stands in.", ARTICLE_ID),
            "source_id": text("Whose it is.", "the-post"),
            "others": list_of(
                "Reports of other independent sources that say the same, one of each.",
                text("A report's id.", OTHER_ID),
            ),
        },
    ),
    "TimelinePoint": thing(
        "Something that happened to a story.",
        {
            "at": moment("When the report came out; of a changed headline, when we saw it."),
            "is_dated": truth("Its publisher's date was believed; else it is our first sight.", example=True),
            "kinds": list_of(
                "What it was.",
                choice("A kind.", "first report", "new source", "new facts", "headline changed"),
            ),
            "article_id": text("The report.", ARTICLE_ID),
            "text": text("Its headline, or the sentence that tells the new facts.", SENTENCE),
            "before": maybe(text("The headline before it was changed; `null`: it was not.", "Ferry aground")),
        },
    ),
    "Outlet": thing(
        "A source as one story has it.",
        {
            "id": text("The source's.", "the-post"),
            "name": text("What it is called.", "The Post"),
            "first_id": text("Its earliest report.", ARTICLE_ID),
            "first_at": moment("When that came out."),
            "articles_count": count("Its reports of this story.", 1, least=1),
            "is_independent": truth("At least one of them is its own.", example=True),
            "copy_of": maybe(text("The report whose text its first one is; `null`: its own.", OTHER_ID)),
            "names": list_of("Whom its reports name as having reported it.", named("A name.", "Attribution")),
        },
    ),
    "Attribution": thing(
        "One report names another source.",
        {
            "source_id": text("The one that is named.", "isles-press-agency"),
            "source_name": text("What it is called.", "Isles Press Agency"),
            "role": choice(
                "Named as where it is from; as the first; as the agency whose text it is.", "named", "first", "credited"
            ),
            "words": maybe(
                text(
                    "As they stand in its excerpt or byline; `null`: they stand in its text, which is not quoted.",
                    "according to Isles Press Agency",
                )
            ),
            "article_id": text("The report.", ARTICLE_ID),
        },
    ),
    "FirstReport": thing(
        "Who was first; neither way is proof.",
        {
            "claimed_id": maybe(text("By the publishers' own times; `null`: none is believed.", ARTICLE_ID)),
            "seen_id": maybe(text("The report that we saw first; `null`: several at once.", ARTICLE_ID)),
        },
    ),
    "Spread": thing(
        "Independent sources by country and language.",
        {
            "countries": list_of("Most first; what is not known last.", named("A country.", "SpreadShare")),
            "languages": list_of("The same, of their first reports.", named("A language.", "SpreadShare")),
        },
    ),
    "SpreadShare": thing(
        "How many sources are of one country, or write in one language.",
        {
            "code": maybe(text("ISO 3166 or BCP 47; `null`: not known.", "NO")),
            "sources_count": count("Independent sources.", 2, least=1),
        },
    ),
    "RelatedStory": thing(
        "Another published story of the same thread.",
        {
            "id": text("The story's.", "c1d2e3f405162738"),
            "slug": text("Its permanent name in addresses.", "inquiry-into-ferry-grounding"),
            "headline": text("Its headline.", "Inquiry into ferry grounding begins"),
            "why": text("What ties the two, in words.", "the same names: Skell"),
            "page": address("Its page for readers.", "https://news.example/isles/stories/inquiry.html"),
        },
    ),
    "Link": thing(
        "How sure we are that two things are of one event.", {"probability": PROBABILITY, "reasons": LINK_REASONS}
    ),
    "LinkReason": thing(
        "One thing that speaks for or against it.",
        {
            "name": text("What is looked at.", "names"),
            "points": number("Added to the log-odds: above 0 speaks for it.", 1.8),
            "value": number("What was measured.", 0.75),
            "why": text("In words.", "both name Skell"),
        },
    ),
    "RunnerUp": thing(
        "The story that a report would have joined next.",
        {
            "story_id": text("The story's.", "c1d2e3f405162738"),
            "slug": maybe(text("Its name in addresses; `null`: it is not published.", "storm-warning")),
            "link": maybe(named("How sure that would have been; `null`: not told.", "Link")),
        },
    ),
}  # fmt: skip
