"""An article as its page tells it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.make import at, make_article
from tidings.article import with_page
from tidings.model import Article, DateClaim, Drop
from tidings.reading import PageReading
from tidings.rules import ArticleRules

RULES = ArticleRules()
FED = make_article(
    "Ferry Skua runs aground",
    excerpt="The ferry Skua hit rocks off Skell at dawn on Friday.",
    text="Short.",
    words_count=1,
)
PAGE = PageReading(
    url="https://thepost.example/2026/ferry",
    canonical_url="https://thepost.example/ferry",
    headline="Ferry Skua runs aground off Skell",
    dek="Forty people were taken off the ferry Skua, which had hit rocks.",
    authors=("Ada Brandt",),
    published=DateClaim(raw="2026-03-20T10:30+00:00", element="json-ld datePublished", at=at(-1.5), zone="stated"),
    text="The ferry Skua hit rocks off Skell at dawn.\nForty people were taken off.",
)


def told_by(page: PageReading, **changes: Any) -> Article:
    article = with_page(FED, replace(page, **changes), RULES)
    assert isinstance(article, Article)
    return article


def test_the_page_is_the_fact_where_it_speaks() -> None:
    article = told_by(PAGE)

    assert (article.headline, article.authors, article.text) == (PAGE.headline, PAGE.authors, PAGE.text)
    assert (article.url, article.page_url) == (PAGE.canonical_url, PAGE.url)
    assert article.published == at(-1.5)
    assert article.published_from.startswith("the page: json-ld datePublished")
    assert article.id == FED.id


def test_what_the_page_does_not_say_stays_as_the_feed_said_it() -> None:
    article = told_by(PageReading(url=PAGE.url))

    assert replace(article, page_url="") == FED


def test_a_page_about_something_else_changes_no_words() -> None:
    article = told_by(PAGE, headline="Subscribe to go on", dek="Only 5 euro", access="paid")

    assert (article.headline, article.text, article.access) == (FED.headline, FED.text, "paid")


@pytest.mark.parametrize("wish", ["noindex", "tdm-reservation"])
def test_a_page_that_is_not_to_be_mined_changes_no_words(wish: str) -> None:
    article = told_by(PAGE, reservations=(wish,))

    assert (article.headline, article.text, article.reservations) == (FED.headline, FED.text, (wish,))


def test_no_snippet_means_that_only_the_feed_is_quoted() -> None:
    assert told_by(PAGE, reservations=("nosnippet",)).excerpt == FED.excerpt


def test_a_short_snippet_is_kept_short() -> None:
    assert len(told_by(PAGE, reservations=("max-snippet:30",)).excerpt) <= 30


def test_a_day_on_the_page_does_not_beat_a_moment_in_the_feed() -> None:
    day = DateClaim(raw="2026-03-19", element="meta date", at=at(-36), zone="assumed")

    assert told_by(PAGE, published=day).published == FED.published


def test_a_page_tells_the_day_of_an_article_that_has_none() -> None:
    undated = replace(FED, is_dated=False, published_from="no date in the feed; first seen then")
    day = DateClaim(raw="2026-03-19", element="meta date", at=at(-36), zone="assumed")
    article = with_page(undated, replace(PAGE, published=day), RULES)

    assert isinstance(article, Article)
    assert (article.published, article.is_dated) == (at(-36), True)


def test_a_page_can_show_that_an_entry_is_archive() -> None:
    old = DateClaim(raw="2020-01-01T00:00Z", element="json-ld datePublished", at=at(-24 * 400), zone="stated")

    assert isinstance(with_page(FED, replace(PAGE, published=old), RULES), Drop)
