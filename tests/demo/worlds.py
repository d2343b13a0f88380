"""Worlds for the tests of the demo, each made once."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from tests.make import make_article as make_plain_article
from tidings.article import make_article
from tidings.demo import World, content_type, feed_document, make_world
from tidings.demo.world import Dispatch
from tidings.errors import ParseError
from tidings.model import Article, Feed
from tidings.parse import parse_feed
from tidings.rules import Rules
from tidings.text import excerpt

EVENING = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)
SEEDS = (1, 2, 3, 4, 5)


@cache
def world_of(seed: int) -> World:
    """The world of a seed, ending on a Friday evening."""
    return make_world(seed, ends_at=EVENING)


def latest_by_url(world: World) -> dict[str, Dispatch]:
    """Each item as it stands at the end."""
    return {dispatch.url: dispatch for dispatch in world.dispatches}


@cache
def articles_of(world: World) -> list[Article]:
    """Every item of the world as an article, dated as it came out."""
    out_at: dict[str, datetime] = {}
    for dispatch in world.dispatches:
        out_at.setdefault(dispatch.url, dispatch.published)
    return [
        make_plain_article(
            item.headline,
            url=url,
            excerpt=excerpt(item.summary, chars_max=Rules().article.excerpt_chars_max),
            text=item.body,
            tags=item.tags,
            published=out_at[url],
            seen_at=out_at[url],
        )
        for url, item in latest_by_url(world).items()
    ]


@cache
def articles_read(world: World) -> list[Article]:
    """What the product itself makes of the world's feeds at the end."""
    read: list[Article] = []
    for outlet in world.outlets:
        if outlet.kind == "gone":
            continue
        feed = Feed(url=f"https://{outlet.domain}/feed", source=outlet.name)
        body = feed_document(world, outlet.id, at=world.ends_at)
        try:
            document = parse_feed(body, feed_url=feed.url, content_type=content_type(world, outlet.id))
        except ParseError:
            continue
        made = [
            make_article(entry, feed, document, seen_at=world.ends_at, rules=Rules().article)
            for entry in document.entries
        ]
        read += [article for article in made if isinstance(article, Article)]
    return read
