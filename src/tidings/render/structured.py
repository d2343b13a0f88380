"""Pages told to machines as JSON-LD in the words of schema.org; only where the site has an address, since all of it
is addresses.

A page that lists stories is a ``CollectionPage`` with an ``ItemList``.  A story with several reports is a
``NewsArticle`` of the desk's own that is based on (``isBasedOn``) and cites (``citation``) what others wrote, each with
its own publisher; a story with one report is a ``WebPage`` about an article of another, which we do not claim.
Nothing here moves with the clock or the rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from markupsafe import Markup

from ..imagery import Picture
from ..model import Edition, Masthead, RankedStory, Report, SourceLine, Topic
from ..urls import is_web_url
from .addresses import address, ascii_url, page_name, site_url, story_path
from .cards import short_language
from .told import iso_moment

Node = dict[str, Any]

ITEMS_MAX: Final = 50
"""Stories of a list that are told; some 120 bytes each, and the page itself has them all."""
REPORTS_MAX: Final = 50
"""Reports of a story that are told, the lead first; some 400 bytes each."""
ESCAPES: Final = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    ord("\u2028"): "\\u2028",
    ord("\u2029"): "\\u2029",
}
"""What could end or comment out the element that the data stand in, or a line of a script; all of it stands in texts
only, where JSON allows it to be written so."""
TYPES: Final = {
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
    "advert": "AdvertiserContentArticle",
    "press release": "Article",
}
"""What a report is in the words of schema.org, by kind; all others are news."""


def ld_json(nodes: Iterable[Node]) -> Markup:
    """Nodes as one document that can stand in a ``script`` element: nothing in it can end that; empty for none."""
    graph = [*nodes]
    if not graph:
        return Markup("")
    text = msgspec.json.encode({"@context": "https://schema.org", "@graph": graph}).decode()
    return Markup(text.translate(ESCAPES))  # noqa: S704  # no character of markup is left in it


def told(**values: Any) -> Node:
    """A node without what is empty; ``type`` and ``id`` get the names that JSON-LD has for them."""
    names = {"type": "@type", "id": "@id"}
    return {names.get(name, name): value for name, value in values.items() if value not in ("", None, [], {})}


# ---------------------------------------------------------------- whose site it is


def desk_id(masthead: Masthead) -> str:
    """What other nodes call the desk by."""
    return f"{site_url(masthead)}/#desk"


def named_desk(masthead: Masthead) -> Node:
    """The desk as author and publisher."""
    return told(
        type="NewsMediaOrganization",
        id=desk_id(masthead),
        name=masthead.title,
        url=address(masthead, "index.html"),
        logo=image_at(masthead.logo),
    )


def whole_desk(masthead: Masthead) -> Node:
    """The desk with what it says of itself."""
    contact = masthead.contact
    is_mail = "@" in contact and "/" not in contact
    return named_desk(masthead) | told(
        description=masthead.tagline,
        publishingPrinciples=address(masthead, "about.html"),
        ethicsPolicy=web(masthead.ethics),
        correctionsPolicy=web(masthead.corrections),
        email=contact.removeprefix("mailto:") if is_mail else "",
        contactPoint=told(type="ContactPoint", contactType="editor", url=web(contact)) if web(contact) else None,
        sameAs=[url for url in map(web, masthead.trust.social) if url],
    )


def website(masthead: Masthead) -> Node:
    """The site."""
    return told(
        type="WebSite",
        id=f"{site_url(masthead)}/#site",
        name=masthead.title,
        description=masthead.tagline,
        url=address(masthead, "index.html"),
        inLanguage=short_language(masthead.language),
        publisher={"@id": desk_id(masthead)},
    )


def search_action(masthead: Masthead) -> Node:
    """How to search the site."""
    return {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{ascii_url(address(masthead, 'search.html'))}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }


def web(url: str) -> str:
    """An address in ASCII, or nothing where it is none."""
    return ascii_url(url) if is_web_url(url) else ""


def image_at(url: str) -> Node | None:
    """A picture of which only the address is known."""
    return told(type="ImageObject", url=web(url)) if web(url) else None


# ---------------------------------------------------------------- pages that list


def front_nodes(edition: Edition, stories: Sequence[RankedStory], *, has_search: bool = False) -> list[Node]:
    """The front page: the desk, its site and how to search it, and the stories in the order they are shown in."""
    masthead = edition.masthead
    if not site_url(masthead):
        return []
    page = listing_node(masthead, "index.html", masthead.title, stories)
    site = website(masthead) | told(potentialAction=search_action(masthead) if has_search else None)
    return [whole_desk(masthead), site, page | {"dateModified": iso_moment(edition.as_of)}]


def list_nodes(
    masthead: Masthead, path: str, name: str, stories: Sequence[RankedStory], *, way: Sequence[tuple[str, str]] = ()
) -> list[Node]:
    """A page that lists stories; ``way`` are names and paths of the pages between the front page and it."""
    if not site_url(masthead):
        return []
    return [listing_node(masthead, path, name, stories), breadcrumbs(masthead, [*way, (name, path)])]


def index_nodes(masthead: Masthead, path: str, name: str) -> list[Node]:
    """A page that lists topics, sources or days."""
    return [collection(masthead, path, name), breadcrumbs(masthead, [(name, path)])] if site_url(masthead) else []


def about_nodes(masthead: Masthead) -> list[Node]:
    """The page about the desk."""
    if not site_url(masthead):
        return []
    url = address(masthead, "about.html")
    about = {"@type": "AboutPage", "@id": url, "url": url, "about": {"@id": desk_id(masthead)}}
    return [whole_desk(masthead), about, breadcrumbs(masthead, [("About", "about.html")])]


def listing_node(masthead: Masthead, path: str, name: str, stories: Sequence[RankedStory]) -> Node:
    """A collection of stories."""
    shown = stories[:ITEMS_MAX]
    items = [
        told(type="ListItem", position=place, name=story.headline, url=address(masthead, story_path(story.slug)))
        for place, story in enumerate(shown, 1)
    ]
    return collection(masthead, path, name) | {
        "mainEntity": {"@type": "ItemList", "numberOfItems": len(stories), "itemListElement": items}
    }


def collection(masthead: Masthead, path: str, name: str) -> Node:
    """A page that leads to others."""
    return told(
        type="CollectionPage",
        id=address(masthead, path),
        url=address(masthead, path),
        name=name,
        inLanguage=short_language(masthead.language),
        isPartOf={"@id": f"{site_url(masthead)}/#site"},
        publisher=named_desk(masthead),
    )


def breadcrumbs(masthead: Masthead, way: Sequence[tuple[str, str]]) -> Node:
    """The way from the front page: names and paths, the page itself last."""
    steps = [(masthead.title, "index.html"), *way]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            told(type="ListItem", position=place, name=name, item=address(masthead, path))
            for place, (name, path) in enumerate(steps, 1)
        ],
    }


def topic_nodes(masthead: Masthead, topic: Topic, wider: Topic | None, stories: Sequence[RankedStory]) -> list[Node]:
    """A topic's page."""
    way = [("Topics", "topics/index.html"), *([(wider.name, topic_path(wider))] if wider else [])]
    nodes = list_nodes(masthead, topic_path(topic), topic.name, stories, way=way)
    about = told(type="Thing", name=topic.name, description=topic.description)
    return [nodes[0] | {"about": about}, *nodes[1:]] if nodes else []


def topic_path(topic: Topic) -> str:
    """A topic's page inside the site."""
    return f"topics/{page_name(topic.id)}.html"


def source_nodes(masthead: Masthead, line: SourceLine, stories: Sequence[RankedStory]) -> list[Node]:
    """A source's page: the stories that it has a report in, each once."""
    source = line.source
    path = f"sources/{page_name(source.id)}.html"
    once = [*{story.slug: story for story in stories}.values()]
    nodes = list_nodes(masthead, path, source.name, once, way=[("Sources", "sources/index.html")])
    about = told(type="Organization", name=source.name, logo=image_at(source.logo), url=home_of(source.domain))
    return [nodes[0] | {"about": about}, *nodes[1:]] if nodes else []


def home_of(domain: str) -> str:
    """Where a source lives, where its domain is one."""
    return web(f"https://{domain}/") if domain else ""


# ---------------------------------------------------------------- stories


def story_nodes(edition: Edition, story: RankedStory) -> list[Node]:
    """A story's page, and the way to it through its first topic."""
    masthead = edition.masthead
    if not site_url(masthead):
        return []
    path = story_path(story.slug)
    first = [(topic.name, topic_path(topic)) for topic in edition.topics if topic.id in story.topics][:1]
    page = our_article(edition, story) if story.coverage else page_about(edition, story)
    return [page, breadcrumbs(masthead, [*first, (story.headline, path)])]


def our_article(edition: Edition, story: RankedStory) -> Node:
    """What we made of several reports: ours are the choice and the order, everything else is told as others'."""
    url = address(edition.masthead, story_path(story.slug))
    desk = named_desk(edition.masthead)
    reports = story.reports[:REPORTS_MAX]
    return told(
        type="NewsArticle",
        headline=story.headline,
        author=desk,
        publisher=desk,
        isBasedOn=[report_node(report) for report in reports if not report.reprint_of],
        citation=[report_node(report) for report in reports if report.reprint_of],
        mainEntityOfPage={"@type": "WebPage", "@id": url},
    ) | page_fields(edition, story, url)


def page_about(edition: Edition, story: RankedStory) -> Node:
    """A page about the one report there is."""
    url = address(edition.masthead, story_path(story.slug))
    named = told(
        type="WebPage",
        name=story.headline,
        publisher=named_desk(edition.masthead),
        mainEntity=report_node(story.lead),
    )
    return named | page_fields(edition, story, url)


def page_fields(edition: Edition, story: RankedStory, url: str) -> Node:
    """What both kinds of pages have."""
    names = [topic.name for topic in edition.topics if topic.id in story.topics]
    is_article = bool(story.coverage)
    return told(
        id=f"{url}#story" if is_article else url,
        url=url,
        description=story.lead.article.excerpt,
        datePublished=iso_moment(story.first_published),
        dateModified=iso_moment(max(story.updated, story.first_published)),
        articleSection=names if is_article else None,
        keywords=names,
        inLanguage=short_language(story.lead.article.language or edition.masthead.language),
        image=picture_node(edition.masthead, story.lead),
    )


def picture_node(masthead: Masthead, lead: Report) -> Node | None:
    """Our own copy of the lead's picture; none where a subject asks for care."""
    picture = lead.picture
    if picture is None or not picture.copies or lead.care.hides_card or lead.care.hides_image:
        return None
    copy = picture.copies[-1]
    return told(
        type="ImageObject",
        url=address(masthead, copy.path),
        width=copy.width,
        height=copy.height,
        caption=picture.alt,
        creditText=credit_of(picture, lead),
        license=web(picture.licence),
    )


def credit_of(picture: Picture, lead: Report) -> str:
    """Whose it is; where it does not say, its source is named."""
    return picture.credit or lead.article.source.name


def report_node(report: Report) -> Node:
    """An article of another's, with its own publisher and authors."""
    article, source = report.article, report.article.source
    return told(
        type=TYPES.get(report.kind.name, "NewsArticle") if report.kind.is_sure else "NewsArticle",
        headline=article.headline,
        url=web(article.url),
        datePublished=iso_moment(article.published) if article.is_dated else "",
        dateModified=iso_moment(article.updated) if article.updated else "",
        author=[told(type="Person", name=name) for name in article.authors],
        publisher=told(type="Organization", name=source.name, url=home_of(source.domain)),
        inLanguage=short_language(article.language),
        isAccessibleForFree={"free": True, "paid": False}.get(article.access),
    )
