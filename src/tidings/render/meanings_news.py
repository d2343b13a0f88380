"""What the names of news items mean: the reference system's, which must stay as they are, and ours after them."""

from __future__ import annotations

from typing import Final

from .meanings import (
    AMP,
    AMP_CACHE,
    ARTICLE_ID,
    EXCERPT,
    OUTCOME,
    REASON,
    RULE,
    SLUG,
    STORY_ID,
    STORY_PAGE,
    TITLE,
    URL,
)
from .shapes import (
    Shape,
    address,
    choice,
    count,
    list_of,
    maybe,
    moment,
    named,
    nothing,
    number,
    text,
    thing,
    truth,
)

PATH = "_news/2026-03-20-ferry-runs-aground-off-skell.md"
UNUSED = "Not used; always `null`."
FIXED: Final = {"additionalProperties": False}
"""The reference's shapes get no new names."""

PICTURE: Final[dict[str, Shape]] = {
    "url": address("Where it is.", "https://thepost.example/ferry.jpg"),
    "width": count("In pixels; 0: unknown.", 1200),
    "height": count("In pixels; 0: unknown.", 800),
    "title": maybe(text("What it shows, in words; `null`: unsaid.", "The ferry")),
    "attribution": maybe(text("Whose it is; `null`: unsaid.", "Ann Berg")),
    "isCached": truth("The site has a copy."),
}
REFERENCE_PICTURE: Final[dict[str, Shape]] = PICTURE | {
    "title": nothing(UNUSED),
    "attribution": nothing(UNUSED),
    "isCached": truth("True on pictures of articles, false on those of providers.", example=True),
}
ITEM: Final[dict[str, Shape]] = {
    "path": text("Its record, as the reference system files it; the same in both interfaces.", PATH),
    "title": text("Its headline.", TITLE),
    "excerpt": text("Whole sentences of its own; empty: there are none.", EXCERPT),
    "sourceUrl": nothing(UNUSED),
    "webUrl": maybe(address("Where to read it.", URL)),
    "originalUrl": address("The same; also where `webUrl` is `null`.", URL),
    "featuredContent": maybe(text("HTML of a film.", '<iframe src="https://www.youtube.com/embed/aBcDeFgHiJk"></iframe>')),
    "highlight": nothing(UNUSED),
    "heat": maybe(
        count("What its story's reports brought when fresh; -1: another article stands for its story.", 15, least=-1)
    ),
    "tags": nothing(UNUSED),
    "images": list_of("Its picture, if any.", named("A picture.", "EverydayImage")),
    "content": text("Not used; empty as a rule.", ""),
    "type": choice("What it is.", "article", "video"),
    "ampWebUrl": maybe(address("A copy in the AMP format.", AMP)),
    "cdnAmpWebUrl": maybe(address("That copy in the public cache.", AMP_CACHE)),
    "publishedDateTime": moment("When it came out, in UTC."),
    "updatedDateTime": nothing(UNUSED),
    "provider": named("Who published it.", "EverydayProvider"),
    "locale": text("The site's language, in small letters.", "en-us"),
    "categories": list_of("Always one: `news`.", text("A category.", "news")),
    "topics": list_of("Names of its topics.", text("A topic's name.", "Ferries")),
}  # fmt: skip
OURS: Final[dict[str, Shape]] = {
    "path": text("Its record, as the reference system files it; the same in both interfaces.", PATH),
    "webUrl": address("Where to read it.", URL),
    "originalUrl": address("The same.", URL),
    "featuredContent": nothing(UNUSED),
    "heat": ITEM["heat"] | {"type": "integer"},
    "tags": list_of("As its publisher has them.", text("A tag.", "shipping")),
    "images": list_of("Its picture, if any.", named("A picture.", "NewsImage")),
    "content": text("Not used; always empty: the text is its publisher's.", ""),
    "updatedDateTime": maybe(
        moment("Its publisher's last change that we know of; `null`: none since it came out.", "2026-03-20T15:00:00Z")
    ),
    "provider": named("Who published it.", "NewsProvider"),
    "id": text("Sixteen hexadecimal digits that are the same everywhere.", ARTICLE_ID),
    "story": named("The story it belongs to.", "NewsStory"),
    "kind": text("What sort of thing it is: news, analysis, opinion, video ...", "news"),
    "language": maybe(text("What it is written in, a BCP 47 tag; `null`: unsaid.", "en")),
    "quality": named("How good it is, and why.", "Quality"),
    "decision": thing("Why it is published.", {"outcome": OUTCOME, "rule": RULE, "reason": REASON}),
    "related": list_of("Other reports of its story, the best first, ten at most.", named("A report.", "RelatedItem")),
}
PAGE: Final[dict[str, Shape]] = {
    "page": count("The number of this page; the first is also `index.json`.", 1, least=1),
    "value": list_of("The articles.", named("An article.", "EverydayItem")),
    "nextPage": maybe(count("The number of the next page; `null`: this is the last.", 2)),
}


def collection(meaning: str, value: Shape) -> Shape:
    """A collection of the reference's in its envelope."""
    fields = {
        "title": text("What it is called.", "Topics"),
        "path": text("Where the reference system files it.", "_data/topics/"),
        **(PAGE | {"value": value}),
    }
    return thing(meaning, fields, **FIXED)


NEWS_FILES: Final[dict[str, Shape]] = {
    "everyday-news": thing("The published articles, newest first, 25 on a page.", PAGE, **FIXED),
    "everyday-topics": collection("The topics.", list_of("The topics.", named("A topic.", "EverydayTopic"))),
    "everyday-newsletters": collection(
        "The newsletters; none as yet.", list_of("Nothing.", text("Nothing.", ""), maxItems=0, examples=[[]])
    ),
}
NEWS_PARTS: Final[dict[str, Shape]] = {
    "NewsItem": thing("A published article: the reference system's names, then ours.", ITEM | OURS),
    "NewsImage": thing("A picture at its publisher.", PICTURE),
    "NewsProvider": thing(
        "Who published something.",
        {
            "name": text("What it is called.", "The Post"),
            "domain": text("Where its articles stand.", "thepost.example"),
            "images": list_of("Not used; always empty.", named("A picture.", "NewsImage"), maxItems=0, examples=[[]]),
            "publishers": nothing(UNUSED),
            "authors": list_of("Who wrote it.", text("A name.", "Ann Berg")),
        },
    ),
    "NewsStory": thing(
        "The story of an article.",
        {
            "id": text("The story's; it does not change.", STORY_ID),
            "slug": text("Its permanent name: its file is `stories/<slug>.json`.", SLUG),
            "page": address("Its page for readers.", STORY_PAGE),
            "is_lead": truth("This article speaks for the story.", example=True),
        },
    ),
    "RelatedItem": thing(
        "Another report of the story.",
        {
            "title": text("Its headline.", "Captain praised after ferry grounding"),
            "webUrl": address("Where to read it.", "https://gazette.example/captain"),
            "provider": named("Who published it.", "RelatedProvider"),
            "publishedDateTime": moment("When it came out, in UTC.", "2026-03-20T14:30:00Z"),
            "quality": number("How good it is, 0 to 100.", 64.5),
            "path": maybe(text("Its record; `null`: it has none.", "_news/2026-03-20-captain-praised.md")),
        },
    ),
    "RelatedProvider": thing(
        "Who published another report.",
        {
            "name": text("What it is called.", "Gazette"),
            "domain": text("Where its articles stand.", "gazette.example"),
        },
    ),
    "EverydayItem": thing("A published article.", ITEM, **FIXED),
    "EverydayImage": thing("A picture.", REFERENCE_PICTURE, **FIXED),
    "EverydayProvider": thing(
        "Who published something.",
        {
            "name": text("What it is called.", "The Post"),
            "domain": text("Where its articles stand.", "thepost.example"),
            "images": list_of("Its picture, if the site has one.", named("A picture.", "EverydayImage")),
            "publishers": nothing(UNUSED),
            "authors": nothing(UNUSED),
        },
        **FIXED,
    ),
    "EverydayTopic": thing(
        "A topic, in the names of the reference system's topic files.",
        {
            "taxonomy": text("Always `topic`.", "topic"),
            "_id": text("Part of addresses.", "ferries"),
            "name": text("What it is called; items name it so.", "Ferries"),
            "parent": maybe(text("The name of the wider topic; `null`: none.", "Sea & shore")),
            "description": text("What it is about.", "Boats that carry people"),
            "keywords": list_of("Words that assign it.", text("A word or phrase.", "ferry")),
            "services": named("Where there is something of it.", "EverydayServices"),
        },
        **FIXED,
    ),
    "EverydayServices": {
        "description": "Where there is something of a topic.",
        "type": "object",
        "properties": {
            "news": address("Its pages of news, with a final slash.", "https://news.example/isles/api/news/ferries/")
        },
        **FIXED,
    },
}
