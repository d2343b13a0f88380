"""The desk of the demo, and whether the product finds the truth on it."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from pathlib import Path
from statistics import mean

import pytest

from tests.demo.worlds import SEEDS, articles_of, articles_read, world_of
from tidings.cluster import place
from tidings.config import parse_desk
from tidings.dedupe import find_reprints
from tidings.demo import World, desk_toml, off_topic_urls, truth_by_url
from tidings.demo.measure import bcubed
from tidings.embed import embed_text, find_embedder
from tidings.model import Article, Desk
from tidings.rules import Rules
from tidings.topics import match_topics
from tidings.vectors import NO_MEANINGS, Meanings

RULES = Rules()
each_seed = pytest.mark.parametrize("seed", SEEDS)


@cache
def desk_of(world: World) -> Desk:
    return parse_desk(desk_toml(world, base_url="http://127.0.0.1:8471"))


def is_admitted(article: Article, desk: Desk) -> bool:
    return bool(match_topics(article, topics=desk.topics, feed_topics=()))


def stories_of(articles: list[Article], meanings: Meanings | None = None) -> dict[str, str]:
    """The story of each article, as the line finds them in one run, with the embedder that a desk has without a word."""
    original = {reprint.article_id: reprint.reprint_of for reprint in find_reprints(articles, RULES.dedupe)}
    originals = [article for article in articles if article.id not in original]
    placed = place(originals, [], RULES.cluster, meanings=meanings or meanings_of(originals)).placements
    story = {placement.article_id: placement.story_id for placement in placed}
    return {article.url: story[original.get(article.id, article.id)] for article in articles}


def meanings_of(articles: list[Article]) -> Meanings:
    embedder = find_embedder("auto", folder=Path())
    if embedder is None:
        return NO_MEANINGS
    vectors = embedder.embed([embed_text(article) for article in articles])
    return Meanings(model=embedder.id, vectors={a.id: v for a, v in zip(articles, vectors, strict=True)})


def f1(world: World, found: dict[str, Hashable]) -> float:
    """BCubed F1 over the on-topic articles that were found."""
    truth = {url: event for url, event in truth_by_url(world).items() if url in found}
    urls = sorted(truth)
    return bcubed([found[url] for url in urls], [truth[url] for url in urls])[2]


def test_the_desk_file_is_a_desk() -> None:
    world = world_of(1)
    desk = desk_of(world)

    assert desk.masthead.url == "https://lowisles.example"
    assert desk.rules == RULES
    assert [feed.url for feed in desk.feeds] == [f"http://127.0.0.1:8471/feeds/{outlet.id}" for outlet in world.outlets]
    assert {topic.id for topic in desk.topics} == {event.topic for event in world.events}


@each_seed
def test_the_topics_admit_nearly_all_news(seed: int) -> None:
    world = world_of(seed)
    news = [article for article in articles_of(world) if article.url in truth_by_url(world)]
    admitted = [article for article in news if is_admitted(article, desk_of(world))]

    assert len(admitted) / len(news) >= 0.98


@each_seed
def test_the_topics_admit_no_entertainment(seed: int) -> None:
    world = world_of(seed)
    noise = [article for article in articles_of(world) if article.url in off_topic_urls(world)]

    assert len(noise) >= 30
    assert not [article.headline for article in noise if is_admitted(article, desk_of(world))]


@each_seed
def test_nearly_all_events_are_found_under_their_own_topic(seed: int) -> None:
    world = world_of(seed)
    topic_of = {event.id: event.topic for event in world.events}
    truth, found = truth_by_url(world), set()
    for article in articles_of(world):
        matches = match_topics(article, topics=desk_of(world).topics, feed_topics=())
        if article.url in truth and topic_of[truth[article.url]] in {match.topic_id for match in matches}:
            found.add(truth[article.url])

    assert len(found) / len(topic_of) >= 0.95


@each_seed
def test_the_product_finds_the_stories(seed: int) -> None:
    world = world_of(seed)

    assert f1(world, dict(stories_of(articles_of(world)))) >= 0.95


def test_words_alone_find_the_stories_of_most_worlds() -> None:
    found = [f1(world_of(seed), dict(stories_of(articles_of(world_of(seed)), NO_MEANINGS))) for seed in SEEDS]

    assert mean(found) >= 0.95


def test_the_product_finds_the_stories_in_what_it_reads_from_the_feeds() -> None:
    scores = [f1(world_of(seed), dict(stories_of(articles_read(world_of(seed))))) for seed in SEEDS]

    assert mean(scores) >= 0.95


@each_seed
def test_equal_headlines_find_few_stories(seed: int) -> None:
    world = world_of(seed)

    assert f1(world, {article.url: article.headline.casefold() for article in articles_of(world)}) < 0.55


@each_seed
def test_places_alone_do_not_make_stories(seed: int) -> None:
    world = world_of(seed)
    towns = sorted({event.place for event in world.events if event.place})
    found = {
        article.url: next((town for town in towns if town in article.headline + article.excerpt), article.url)
        for article in articles_of(world)
    }

    assert f1(world, dict(found)) < 0.7
