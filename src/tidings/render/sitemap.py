"""The sitemaps: every page that a search engine may know, with when a story last changed and its picture; and the news
of the last two days.

``sitemap.xml`` is an index of the others.  Stories come oldest first, so that a new one changes the last file only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from lxml import etree

from ..model import Edition, File, RankedStory
from .addresses import address, site_url, story_path
from .cards import short_language
from .told import iso_moment

SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE: Final = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
BARE: Final[Any] = {None: SITEMAP}
"""Names of sitemaps have no prefix, which the stubs do not know."""
PAGES_MAX: Final = 10_000
"""In one file; the protocol allows 50,000, but a file that changes is fetched whole."""
NEWS_DAYS: Final = 2
"""Older stories are no news to the search engines that read news sitemaps."""
NEWS_MAX: Final = 1_000
"""The extension's limit for one file."""


def sitemaps(edition: Edition, paths: Iterable[str]) -> Iterator[File]:
    """The sitemaps of pages at these paths; none where the site has no address, since they need absolute ones."""
    if not site_url(edition.masthead):
        return
    known = set(paths)
    stories = [story for story in sorted(edition.stories, key=age) if story_path(story.slug) in known]
    pages = sorted(known.difference(story_path(story.slug) for story in stories))
    made = [
        *parts("pages", [page_entry(edition, path) for path in pages]),
        *parts("stories", [story_entry(edition, story) for story in stories]),
        *news(edition, stories),
    ]
    yield from (file for file, _ in made)
    yield index(edition, made)


def age(story: RankedStory) -> tuple[datetime, str]:
    """Oldest first, ties by name."""
    return story.first_published, story.slug


def page_entry(edition: Edition, path: str) -> etree._Element:
    """A page: its address, and when it changed where we know."""
    entry = etree.Element(name(SITEMAP, "url"), nsmap=BARE)
    tell(entry, SITEMAP, "loc", web_address(edition, path))
    return entry


def story_entry(edition: Edition, story: RankedStory) -> etree._Element:
    """A story's page, with our own copy of its picture."""
    entry = page_entry(edition, story_path(story.slug))
    tell(entry, SITEMAP, "lastmod", iso_moment(story.updated))
    if story.lead.picture and story.lead.picture.copies:
        image = etree.SubElement(entry, name(IMAGE, "image"), nsmap={"image": IMAGE})
        tell(image, IMAGE, "loc", web_address(edition, story.lead.picture.copies[-1].path))
    return entry


def news(edition: Edition, stories: Sequence[RankedStory]) -> Iterator[tuple[File, str]]:
    """The stories of the last two days, newest first; no file on a day without."""
    begin = edition.as_of - timedelta(days=NEWS_DAYS)
    fresh = [story for story in reversed(stories) if story.first_published >= begin][:NEWS_MAX]
    entries = []
    for story in fresh:
        entry = page_entry(edition, story_path(story.slug))
        told = etree.SubElement(entry, name(NEWS, "news"), nsmap={"news": NEWS})
        publication = etree.SubElement(told, name(NEWS, "publication"))
        tell(publication, NEWS, "name", edition.masthead.title)
        tell(publication, NEWS, "language", short_language(edition.masthead.language).lower() or "en")
        tell(told, NEWS, "publication_date", iso_moment(story.first_published))
        tell(told, NEWS, "title", story.headline)
        entries.append(entry)
    if entries:
        yield urlset("news", entries), iso_moment(max(story.first_published for story in fresh))


def parts(kind: str, entries: Sequence[etree._Element]) -> Iterator[tuple[File, str]]:
    """Files of so many entries, numbered from 1, each with when something in it last changed, where that is known."""
    for number, begin in enumerate(range(0, len(entries), PAGES_MAX), 1):
        some = entries[begin : begin + PAGES_MAX]
        moments = [moment for entry in some if (moment := entry.findtext(name(SITEMAP, "lastmod")))]
        yield urlset(f"{kind}-{number}", some), max(moments, default="")


def urlset(kind: str, entries: Sequence[etree._Element]) -> File:
    """One sitemap."""
    root = etree.Element(name(SITEMAP, "urlset"), nsmap=BARE)
    root.extend(entries)
    return written(f"sitemaps/{kind}.xml", root)


def index(edition: Edition, made: Iterable[tuple[File, str]]) -> File:
    """The list of all sitemaps, which ``robots.txt`` names."""
    root = etree.Element(name(SITEMAP, "sitemapindex"), nsmap=BARE)
    for file, changed in made:
        entry = etree.SubElement(root, name(SITEMAP, "sitemap"))
        tell(entry, SITEMAP, "loc", web_address(edition, file.path.removeprefix("site/")))
        if changed:
            tell(entry, SITEMAP, "lastmod", changed)
    return written("sitemap.xml", root)


def name(space: str, tag: str) -> str:
    """A name in a namespace."""
    return f"{{{space}}}{tag}"


def tell(parent: etree._Element, space: str, tag: str, text: str) -> None:
    """An element of text."""
    etree.SubElement(parent, name(space, tag)).text = text


def web_address(edition: Edition, path: str) -> str:
    """A page's absolute address in ASCII."""
    return quote(address(edition.masthead, path), safe=":/%~?#[]@!$&'()*+,;=")


def written(path: str, root: etree._Element) -> File:
    """A document as a file of the site."""
    data = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return File(path=f"site/{path}", data=bytes(data))
