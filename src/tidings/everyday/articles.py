"""Articles of the records of a site that is taken over."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from ..excerpts import best_excerpt
from ..imagery import Image
from ..markup import html_to_text
from ..model import IMPORTED, Article
from ..rules import ArticleRules
from ..sources import Source
from ..text import count_words, slugify, squeeze
from ..urls import canonical_url, domain_of, is_web_url, same_page_key, url_id
from .record import NewsRecord
from .site import NEWS, SiteProblem, moment_of, text_of

FEED: Final = f"{IMPORTED}_news"
"""What stands for the feed of an article that came with a site."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
"""What can be the name of a page and of a file everywhere."""
RESERVED: Final = frozenset({"index"})


def address_of(record: NewsRecord) -> str:
    """The canonical address of what a record is about."""
    return canonical_url((record.webUrl or record.originalUrl).strip())


def without_address(records: Mapping[str, NewsRecord]) -> tuple[SiteProblem, ...]:
    """Records of which no article can be made: they lead nowhere, or say nothing."""
    return tuple(
        SiteProblem(path=path, reason=reason, key=key)
        for path, record in records.items()
        for key, reason in [problem_of(record)]
        if reason
    )


def problem_of(record: NewsRecord) -> tuple[str, str]:
    """The key that keeps a record from becoming an article, and why; empty texts where none does."""
    if not is_web_url(address_of(record)):
        return "originalUrl", "its address is no web address, so that it becomes no article"
    if not text_of(record.title):
        return "title", "its title is empty, so that it becomes no article"
    return "", ""


def give_ids(urls: Mapping[str, str], *, known: Mapping[str, str], addresses: Mapping[str, str]) -> dict[str, str]:
    """The article id of each record, by path; ``urls`` are the canonical addresses by path, in the order of paths.

    A record stays the article that it is ``known`` to have become.  Else it is the one that its address has led to
    (``addresses``), and where another record is that already, one of its own: records with one address stay as many
    articles as they were.
    """
    ids = dict(known)
    taken = set(known.values())
    for path, url in urls.items():
        if path not in ids:
            wanted = [addresses.get(url), addresses.get(same_page_key(url)), url_id(url), url_id(f"{url} {path}")]
            ids[path] = next(one for one in wanted if one and one not in taken)
            taken.add(ids[path])
    return ids


def name_of(path: str, *, taken: Collection[str] = RESERVED) -> str:
    """The permanent name that a record brings along: that of its file; empty where it can be no page's name."""
    name = path.removeprefix(NEWS).removesuffix(".md")
    return name if NAME.fullmatch(name) and name not in taken else ""


def article_of(path: str, record: NewsRecord, *, article_id: str, seen_at: datetime, language: str) -> Article:
    """The article of a record; what the record says stays in the record, this is what readers can use of it."""
    text = squeeze(html_to_text(record.excerpt))
    title = text_of(record.title)
    published = moment_of(record, file=path)
    said = f"publishedDateTime “{record.publishedDateTime}” of the record {path}"
    is_dated = published <= seen_at
    return Article(
        id=article_id,
        url=address_of(record),
        source=source_of(record),
        headline=title,
        excerpt=best_excerpt((text,), headline=title, language=language, chars_max=ArticleRules().excerpt_chars_max),
        text=text,
        published=min(published, seen_at),
        published_from=said if is_dated else f"{said} lies in the future; imported then",
        is_dated=is_dated,
        seen_at=seen_at,
        image=image_of(record),
        language=language,
        amp_url=amp_of(record),
        words_count=count_words(text),
        feed_url=FEED,
        entry_id=path,
    )


def source_of(record: NewsRecord) -> Source:
    """Who published it, as the record says; the desk's own word and the list of sources go over it later."""
    url = address_of(record)
    domain = text_of(record.provider.domain) or domain_of(url)
    name = text_of(record.provider.name) or domain
    return Source(
        id=slugify(domain) or slugify(name) or url_id(url), name=name, domain=domain, named_from="the record's provider"
    )


def image_of(record: NewsRecord) -> Image | None:
    """Its picture, where it has one at a web address."""
    found = [image for image in record.images if is_web_url(image.url)]
    return Image(url=found[0].url, width=max(found[0].width, 0), height=max(found[0].height, 0)) if found else None


def amp_of(record: NewsRecord) -> str:
    """The address of its AMP page; empty: none."""
    url = (record.ampWebUrl or "").strip()
    return url if is_web_url(url) else ""
