"""The reference system's sitemaps: only what people read on the site itself.

Moments are those of the records, with the offset ``+00:00``; the reference wrote those of 2021 with its own clock's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from ..model import File
from .content import Company, Learning, Person, Sample
from .folder import Kept
from .items import Addresses
from .record import NewsRecord
from .whole_api import is_current, path_of, shown

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
WEEKLY: tuple[tuple[str, type[Any]], ...] = (("sample", Sample), ("people", Person), ("company", Company))


def sitemaps(contents: Iterable[Kept], *, addresses: Addresses, today: str) -> Iterator[File]:
    """A sitemap for each collection that has pages of its own.

    News is listed hourly, only what has no address elsewhere, the newest first; films to learn from daily; samples,
    people and companies weekly, with ``today`` (``2026-03-20``) as their last change, the hottest first.
    """
    told = sorted(((kept.path, kept.value) for kept in contents), key=path_of)
    yield sitemap("news", news_entries(told, addresses), "hourly")
    films = [(path, one) for path, one in shown(told, Learning) if not one.webUrl and one.publishedDateTime]
    yield sitemap("learning", [(addresses.of_page(path), utc(one.publishedDateTime)) for path, one in films], "daily")
    for name, record in WEEKLY:
        entries = [(addresses.of_page(path), f"{today}T00:00:00+00:00") for path, _ in shown(told, record)]
        yield sitemap(name, entries, "weekly")


def news_entries(told: Sequence[tuple[str, Any]], addresses: Addresses) -> list[tuple[str, str]]:
    """The addresses and moments of news that people read on the site."""
    hosted = [(path, one) for path, one in told if isinstance(one, NewsRecord) and is_current(path)]
    here = [(path, one) for path, one in hosted if not one.webUrl and one.published is not False]
    here.sort(key=lambda placed: placed[1].publishedDateTime, reverse=True)
    stems = [(path.removeprefix("_news/").removesuffix(".md"), one) for path, one in here]
    return [(f"{addresses.web}/news/{stem}/", utc(one.publishedDateTime)) for stem, one in stems]


def utc(moment: str) -> str:
    """A moment with its offset written out."""
    return f"{moment[:-1]}+00:00" if moment.endswith("Z") else moment


def sitemap(name: str, entries: Sequence[tuple[str, str]], pace: str) -> File:
    """One sitemap of addresses with the moments of their last change."""
    urls = "".join(
        f"  <url>\n    <loc>{escape(url, quote=False)}</loc>\n    <lastmod>{escape(moment)}</lastmod>\n"
        f"    <changefreq>{pace}</changefreq>\n    <priority>1</priority>\n  </url>\n"
        for url, moment in entries
    )
    return File(path=f"{name}-sitemap.xml", data=f"{HEAD}{urls}</urlset>".encode("utf-8", "replace"))
