"""The articles of the recorded feeds, made as a run makes them."""

from __future__ import annotations

import json
import tarfile
from datetime import UTC, datetime

from targets import SHARED
from tidings.article import make_article
from tidings.model import Article, Feed
from tidings.parse import parse_feed
from tidings.rules import ArticleRules

SEEN_AT = datetime(2026, 2, 18, 6, tzinfo=UTC)
ANY_AGE = ArticleRules(max_age_days=36_500)


def articles_of_recorded_feeds() -> list[Article]:
    """Every article of the 200 feeds, however old."""
    folder = SHARED / "data/feeds"
    lines = (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()
    sites = {row["id"]: row["link"] or "" for row in map(json.loads, lines)}
    found: list[Article] = []
    with tarfile.open(folder / "recorded-2026-02-18.tar.xz") as archive:
        for member in archive:
            name = member.name.rsplit("/", 1)[-1].split(".")[0]
            if (stream := archive.extractfile(member)) and name in sites:
                found += articles_of(stream.read(), sites[name])
    return found


def articles_of(body: bytes, site: str) -> list[Article]:
    """The articles of one feed."""
    feed = Feed(url=site or "https://feed.example/")
    document = parse_feed(body, feed_url=feed.url)
    made = (make_article(entry, feed, document, seen_at=SEEN_AT, rules=ANY_AGE) for entry in document.entries)
    return [article for article in made if isinstance(article, Article)]
