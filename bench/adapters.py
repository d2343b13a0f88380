"""The product's own code in the shapes that the benches ask for.

``feed(bytes) -> dict``, ``page(bytes, url) -> dict`` and ``stories(list of dicts) -> labels``; each
calls what ``tidings run`` calls.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from everyday_adapters import everyday_path, everyday_scores, record
from tidings.cluster import find_groups
from tidings.dedupe import find_reprints
from tidings.embed import embed_text, find_embedder
from tidings.errors import ParseError
from tidings.kinds import kind_of
from tidings.markup import sanitise_html
from tidings.model import Article, DateClaim, Entry
from tidings.page import published_day, read_page
from tidings.parse import parse_feed
from tidings.reading import PageAnswer
from tidings.rules import ClusterRules, DedupeRules
from tidings.sources import Source
from tidings.urls import domain_of, url_id
from tidings.vectors import NO_MEANINGS, Meanings

__all__ = ["clean", "copies", "everyday_path", "everyday_scores", "feed", "page", "record", "stories"]

FEED_URL = ""
"""The benches give bytes without an address, so relative ones stay as they are."""


class NotAFeedError(ValueError):
    """Our own refusal, as the benches want it: any other ValueError would be a fault."""


def feed(body: bytes) -> dict[str, object]:
    """A feed document and its entries; raises NotAFeedError for what is no feed."""
    try:
        parsed = parse_feed(body, feed_url=FEED_URL)
    except ParseError as error:
        raise NotAFeedError(error.reason) from error
    return {
        "title": parsed.title_html or parsed.title,
        "link": parsed.url,
        "description": parsed.description,
        "id": parsed.id,
        "language": parsed.language,
        "author": list(parsed.authors),
        "updated": moment_of(parsed.updated),
        "image": parsed.image,
        "entries": [entry_of(entry) for entry in parsed.entries],
    }


def entry_of(entry: Entry) -> dict[str, object]:
    """One entry in the bench's shape."""
    return {
        "id": entry.id,
        "title": entry.headline_html or entry.headline,
        "link": entry.url,
        "published": moment_of(entry.published),
        "updated": moment_of(entry.updated),
        "summary": words_of(entry, "summary") or words_of(entry, "content"),
        "content": words_of(entry, "content"),
        "author": list(entry.authors),
        "image": entry.image.url if entry.image else "",
        "tags": list(entry.tags),
    }


def words_of(entry: Entry, name: str) -> str:
    """A field as the publisher wrote it: HTML, or text that the product keeps escaped."""
    value = str(getattr(entry, name))
    return html.unescape(value) if name in entry.texts else value


def moment_of(claim: DateClaim | None) -> str:
    """A date as ISO 8601, or nothing."""
    return claim.at.isoformat() if claim and claim.at else ""


def page(body: bytes, url: str) -> dict[str, str]:
    """A page's text, headline, authors and day, as ``tidings run`` reads them."""
    answer = PageAnswer(url=url, final_url=url, status=200, fetched_at=datetime.now(UTC), body=body)
    reading = read_page(answer)
    return {
        "text": reading.text,
        "title": reading.headline,
        "author": "; ".join(reading.authors),
        "date": published_day(reading),
        "url": url,
    }


def stories(items: Sequence[Mapping[str, object]], embedder: str = "auto") -> list[int]:
    """The story of each item, as a number: same number, same story.

    An item has ``text`` (the headline), ``summary``, ``time`` (seconds since 1970), ``url``, ``source``, and perhaps
    ``language``.  Items are placed together, as in the first run of a desk, by the best embedder that is installed (or
    the one named) and by their kinds.  A set without any summary is one of headlines as an aggregator groups them, for
    days: its stories are *threads*.
    """
    articles = [make_item(number, item) for number, item in enumerate(items)]
    breadth = "event" if any(item.get("summary") for item in items) else "thread"
    kinds = {article.id: kind_of(article) for article in articles}
    groups = find_groups(articles, ClusterRules(breadth=breadth), meanings=meanings_of(articles, embedder), kinds=kinds)
    numbers = {key: number for number, group in enumerate(groups) for key in group}
    return [numbers[article.id] for article in articles]


def meanings_of(articles: Sequence[Article], embedder: str = "auto") -> Meanings:
    """What articles mean, by an embedder; nothing where none is installed."""
    found = find_embedder(embedder, folder=Path())
    if found is None:
        return NO_MEANINGS
    vectors = found.embed([embed_text(article) for article in articles])
    return Meanings(model=found.id, vectors=dict(zip((one.id for one in articles), vectors, strict=True)))


def copies(items: Sequence[Mapping[str, object]]) -> list[int | None]:
    """For each item the position of the one whose text it has, or None: its own.

    An item is as for ``stories``, and may have ``body`` (the text) and ``author``.
    """
    articles = [make_item(number, item) for number, item in enumerate(items)]
    places = {article.id: number for number, article in enumerate(articles)}
    found: list[int | None] = [None] * len(articles)
    for reprint in find_reprints(articles, DedupeRules()):
        found[places[reprint.article_id]] = places[reprint.reprint_of]
    return found


def make_item(number: int, item: Mapping[str, object]) -> Article:
    """An article of an item; its position keeps ids apart where two items share an address."""
    url, moment = str(item["url"]), datetime.fromtimestamp(float(str(item["time"])), UTC)
    return Article(
        id=url_id(f"{number} {url}"),
        url=url,
        source=Source(id=str(item["source"]), name=str(item["source"]), domain=domain_of(url)),
        headline=str(item["text"]),
        excerpt=str(item.get("summary") or ""),
        text=str(item.get("body") or ""),
        authors=(str(item["author"]),) if item.get("author") else (),
        language=str(item.get("language") or ""),
        published=moment,
        published_from="the item",
        seen_at=moment,
    )


def clean(markup: str) -> str:
    """HTML of strangers as we would publish it."""
    return sanitise_html(markup)
