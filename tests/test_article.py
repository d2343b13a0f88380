"""Entry to article, or why not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.make import NOON, at, make_document, make_entry
from tidings.article import believe, make_article, without_site
from tidings.dates import parse_date
from tidings.model import Article, DateClaim, Drop, Entry, Feed
from tidings.rules import ArticleRules
from tidings.sources import Source

FEED = Feed(url="https://post.example/feed")


def article_of(entry: Entry, *, feed: Feed = FEED) -> Article:
    result = make_article(entry, feed, make_document(), seen_at=NOON, rules=ArticleRules())
    assert isinstance(result, Article)
    return result


def drop_of(entry: Entry) -> Drop:
    result = make_article(entry, FEED, make_document(), seen_at=NOON, rules=ArticleRules())
    assert isinstance(result, Drop)
    return result


def claim(raw: str, moment: datetime | None) -> DateClaim:
    return DateClaim(raw=raw, element="pubDate", at=moment, zone="stated")


def test_an_entry_becomes_an_article_with_its_publishers_words() -> None:
    article = article_of(make_entry("Ferry  runs\naground", summary="<p>It hit a rock. All are <b>safe</b>.</p>"))

    assert article.headline == "Ferry runs aground"
    assert article.excerpt == "It hit a rock. All are safe."


def test_the_same_address_has_the_same_id_whatever_its_tracking() -> None:
    plain, tracked = make_entry(url="https://post.example/1"), make_entry(url="https://post.example/1?utm_source=rss")

    assert article_of(plain).id == article_of(tracked).id


def test_an_entry_without_an_address_is_left_out_with_the_reason() -> None:
    assert drop_of(make_entry(url="tag:post.example,2026:1")).reason == "no web address"


def test_an_entry_without_words_is_left_out() -> None:
    assert drop_of(make_entry("")).reason == "neither a headline nor text"


def test_a_status_update_takes_its_headline_from_its_text() -> None:
    assert article_of(make_entry("", summary="Harbour closed.")).headline == "Harbour closed."


def test_old_entries_are_archive_not_news() -> None:
    assert drop_of(make_entry(published=at(-24 * 15))).reason == "older than 14 days"


@pytest.mark.parametrize(
    ("raw", "moment", "why"),
    [
        ("Mon, 01 Jan 2046", datetime(2046, 1, 1, tzinfo=UTC), "lies in the future"),
        ("0001-01-01", datetime(1, 1, 1, tzinfo=UTC), "lies before 1995"),
        ("soon", None, "cannot be read as a date"),
    ],
)
def test_a_date_that_cannot_be_believed_gives_way_to_first_sight(raw: str, moment: datetime | None, why: str) -> None:
    article = article_of(replace(make_entry(), published=claim(raw, moment)))

    assert article.published == NOON
    assert not article.is_dated
    assert raw in article.published_from
    assert why in article.published_from


@pytest.mark.parametrize(
    ("raw", "read_as"),
    [("2026년 03월 20일 오전 9:12", "Korean time (+09:00)"), ("2026-03-20 00:12", "UTC")],
)
def test_the_evidence_says_which_zone_a_date_without_one_was_read_in(raw: str, read_as: str) -> None:
    claimed = parse_date(raw, "pubDate")

    at, evidence, is_believed = believe(claimed, seen_at=NOON, rules=ArticleRules())

    assert (at, is_believed) == (datetime(2026, 3, 20, 0, 12, tzinfo=UTC), True)
    assert evidence == f"pubDate “{raw}”, no zone stated, read as {read_as}"


def test_an_entry_without_a_date_is_dated_by_first_sight() -> None:
    assert article_of(make_entry(published=None)).published_from == "no date in the feed; first seen then"


def test_a_clock_that_is_minutes_ahead_is_believed_but_never_beyond_now() -> None:
    article = article_of(make_entry(published=at(0.1)))

    assert article.is_dated
    assert article.published == NOON


def test_the_excerpt_drops_a_repeated_headline_and_read_more() -> None:
    entry = make_entry("Ferry aground", summary="Ferry aground: It hit a rock. Read more")

    assert article_of(entry).excerpt == "It hit a rock."


def test_the_desks_word_for_a_source_wins() -> None:
    assert article_of(make_entry(), feed=Feed(url=FEED.url, source="Isles Post")).source.name == "Isles Post"


def test_a_source_is_taken_as_given_else_the_desks_word_else_the_domain() -> None:
    given = make_article(
        make_entry(),
        FEED,
        make_document(),
        seen_at=NOON,
        rules=ArticleRules(),
        source=Source(id="x", name="X", domain="x.example"),
    )

    assert isinstance(given, Article)
    assert given.source.name == "X"
    assert article_of(make_entry()).source == Source(id="post-example", name="post.example", domain="post.example")


@pytest.mark.parametrize(
    ("said", "headline"),
    [
        ("Ferry aground | The Post", "Ferry aground"),
        ("Ferry aground - THE POST", "Ferry aground"),
        ("Ferry - Skua - aground – The Post", "Ferry - Skua - aground"),
        ("Ferry aground | Opinion", "Ferry aground | Opinion"),
        ("The Post", "The Post"),
        ("Well-read", "Well-read"),
    ],
)
def test_a_headline_loses_the_name_of_its_own_site_and_nothing_else(said: str, headline: str) -> None:
    assert without_site(said, ["The Post"]) == headline
