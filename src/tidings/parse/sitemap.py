"""Sitemaps as a source of news: Google's news extension says nearly what a feed says; a plain one only lists pages."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import parse_date
from ..markup import clean_text
from ..model import DateClaim, Drop, Entry, Image, ParsedFeed
from .draft import split_words
from .fields import distinct, image_at, web_url
from .tree import Element, local_name

NEWS_SPACE = "sitemap-news"
"""Part of the address of the news extension in all its versions."""
CHILDREN_MAX = 50_000
"""As many as the protocol allows in one index."""


def read_sitemap(root: Element, *, base: str) -> ParsedFeed:
    """The pages of a sitemap, newest claims included; an index has none, only the addresses of its sitemaps."""
    if local_name(root) == "sitemapindex":
        found = (web_url(text_of(child, "loc"), base) for child in root if local_name(child) == "sitemap")
        return ParsedFeed(format="sitemap index", children=tuple(url for url in found if url)[:CHILDREN_MAX])
    pages = [child for child in root if local_name(child) == "url"]
    read = [read_page(page, base) for page in pages]
    entries = tuple(entry for entry in read if entry.url)
    first = next((news for page in pages if (news := find_news(page)) is not None), None)
    publication = child_of(first, "publication") if first is not None else None
    return ParsedFeed(
        title=clean_text(text_of(publication, "name")),
        language=text_of(publication, "language"),
        format="sitemap" if first is None else "news sitemap",
        entries=entries,
        drops=(Drop(what="a page", reason="a page without an address"),) * (len(read) - len(entries)),
    )


def read_page(page: Element, base: str) -> Entry:
    """One page; without the news extension it has no headline."""
    url = web_url(text_of(page, "loc"), base)
    news = find_news(page)
    return Entry(
        id=url,
        url=url,
        headline=clean_text(text_of(news, "title")),
        published=date_of(news, "publication_date", "news:publication_date"),
        updated=date_of(page, "lastmod", "lastmod"),
        image=next(images_of(page, base), None),
        tags=distinct(clean_text(word) for word in split_words(text_of(news, "keywords"))),
        language=text_of(child_of(news, "publication"), "language"),
    )


def find_news(page: Element) -> Element | None:
    """The news extension of a page."""
    return next((child for child in page if local_name(child) == "news" and NEWS_SPACE in str(child.tag)), None)


def images_of(page: Element, base: str) -> Iterator[Image]:
    """The pictures of a page, in order."""
    for child in page:
        if local_name(child) == "image" and (found := image_at(text_of(child, "loc"), base)):
            yield found


def date_of(parent: Element | None, name: str, element: str) -> DateClaim | None:
    """A date, where there is one."""
    raw = text_of(parent, name)
    return parse_date(raw, element) if raw else None


def child_of(parent: Element | None, name: str) -> Element | None:
    """The first child of a name."""
    return next((child for child in parent if local_name(child) == name), None) if parent is not None else None


def text_of(parent: Element | None, name: str) -> str:
    """The text of the first child of a name."""
    found = child_of(parent, name)
    return (found.text or "").strip() if found is not None else ""
