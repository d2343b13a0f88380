"""What an article is: judged from its feed, its address and its page, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import make_article
from tidings.genre import ARTICLE_KINDS, NOT_ARTICLES, OF_MANY, Kind
from tidings.kinds import kind_of
from tidings.kinds.signs import PRIORS, SIGNS
from tidings.model import Article
from tidings.reading import PageReading, PageShape

from .cases import HONEST, ONE_MATTER, SITE, SURE, Written


def article_of(written: Written) -> Article:
    fields = {
        "excerpt": written.excerpt,
        "tags": written.tags,
        "authors": written.authors,
        "language": written.language,
    }
    return make_article(written.headline, url=SITE + written.path, **fields)


def judged(headline: str = "Harbour and tide", page: PageReading | None = None, **fields: Any) -> Kind:
    return kind_of(make_article(headline, url=f"{SITE}/2026/a1", **fields), page)


def page_of(path: str = "/2026/a1", **fields: Any) -> PageReading:
    return PageReading(url=SITE + path, **fields)


# ---------------------------------------------------------------- what feeds alone tell


@pytest.mark.parametrize("written", SURE, ids=lambda case: f"{case.kind}: {case.headline[:40]}")
def test_an_article_is_what_its_feed_says(written: Written) -> None:
    kind = kind_of(article_of(written))

    assert kind.name == written.kind, kind
    assert kind.is_sure, kind


@pytest.mark.parametrize("written", HONEST, ids=lambda case: case.headline[:40])
def test_honest_news_is_not_taken_for_something_else(written: Written) -> None:
    kind = kind_of(article_of(written))

    assert kind.name == "news", kind


@pytest.mark.parametrize("headline", ONE_MATTER)
def test_what_is_of_one_matter_is_taken_for_no_list_or_table(headline: str) -> None:
    kind = kind_of(make_article(headline))

    assert kind.name not in OF_MANY, kind


def test_nothing_known_is_news_without_certainty() -> None:
    kind = kind_of(make_article("水位創新高", language="zh"))

    assert (kind.name, kind.is_sure, kind.label) == ("news", False, "")


def test_the_reason_names_the_evidence_strongest_first() -> None:
    kind = kind_of(make_article("Live: council decides", url=f"{SITE}/politics/live/vote"))

    assert kind.reason == "the headline says “live:”; its address has /live/"


def test_the_desks_own_phrase_marks_an_advert() -> None:
    kind = kind_of(make_article("Ferry aground, says Casino Skell"), spam_phrases=("casino skell",))

    assert (kind.name, kind.reason) == ("advert", "the desk's phrase “casino skell”")


# ---------------------------------------------------------------- what pages tell

BY_TYPE = (
    ("live blog", ("NewsArticle", "LiveBlogPosting")),
    ("video", ("VideoObject", "WebPage")),
    ("video", ("og:video.other",)),
    ("audio", ("PodcastEpisode",)),
    ("gallery", ("ImageGallery", "NewsArticle")),
    ("review", ("ReviewNewsArticle",)),
    ("review", ("Review", "Rating")),
    ("opinion", ("OpinionNewsArticle",)),
    ("analysis", ("AnalysisNewsArticle",)),
    ("analysis", ("BackgroundNewsArticle",)),
    ("quiz", ("Quiz",)),
    ("job advert", ("JobPosting",)),
    ("advert", ("AdvertiserContentArticle",)),
    ("search result", ("SearchResultsPage",)),
    ("news", ("ReportageNewsArticle",)),
)


@pytest.mark.parametrize(("name", "types"), BY_TYPE, ids=[" ".join(types) for _, types in BY_TYPE])
def test_a_page_is_what_it_calls_itself_in_any_language(name: str, types: Sequence[str]) -> None:
    kind = judged("水位創新高", page_of(types=tuple(types)))

    assert (kind.name, kind.is_sure) == (name, True), kind


@pytest.mark.parametrize(
    "types", [("NewsArticle", "VideoObject"), ("NewsArticle", "ItemList", "WebSite", "AudioObject")]
)
def test_players_and_lists_inside_an_article_do_not_make_it_one(types: tuple[str, ...]) -> None:
    shape = PageShape(words_count=600, paragraphs_count=12, videos_count=1, links_count=90, teasers_count=10)

    assert judged(page=page_of(types=types, shape=shape)).name == "news"


@pytest.mark.parametrize("types", [("WebSite", "og:website", "ItemList"), ("CollectionPage",), ("WebPage",), ()])
def test_a_page_with_running_text_is_an_article_whatever_else_it_holds(types: tuple[str, ...]) -> None:
    shape = PageShape(words_count=420, paragraphs_count=9, links_count=200, teasers_count=30, links_text_share=0.2)

    kind = judged("Ferry runs aground off Skell", page_of(types=types, shape=shape))

    assert not (kind.is_sure and kind.name in NOT_ARTICLES), kind


def test_a_short_article_among_many_links_is_an_article_where_its_page_says_so() -> None:
    shape = PageShape(words_count=90, paragraphs_count=3, links_count=200, teasers_count=30, links_text_share=0.7)

    assert judged("Ferry runs aground", page_of(types=("NewsArticle",), shape=shape)).name not in NOT_ARTICLES


BY_SHAPE = (
    ("live blog", "/2026/a1", ("NewsArticle",), PageShape(words_count=3000, paragraphs_count=90, times_count=45)),
    ("gallery", "/2026/a1", ("NewsArticle",), PageShape(words_count=300, images_count=24)),
    ("quiz", "/2026/a1", ("NewsArticle",), PageShape(words_count=200, questions_count=10)),
    ("login", "/login", ("WebPage",), PageShape(words_count=20, forms_count=1, passwords_count=1)),
    ("landing page", "/", ("WebSite",), PageShape(words_count=80, teasers_count=60, links_count=200, links_text_share=0.9)),
    ("landing page", "/sport", ("CollectionPage",), PageShape(words_count=60, teasers_count=30, links_count=90, links_text_share=0.8)),
    ("tag page", "/tag/ferries", ("CollectionPage",), PageShape(words_count=60, teasers_count=30, links_count=90, links_text_share=0.8)),
    ("search result", "/search?q=ferry", ("WebPage",), PageShape(words_count=60, teasers_count=30, links_count=90)),
)  # fmt: skip


@pytest.mark.parametrize(("name", "path", "types", "shape"), BY_SHAPE, ids=[f"{row[0]} {row[1]}" for row in BY_SHAPE])
def test_figures_and_address_of_a_page_tell_in_any_language(
    name: str, path: str, types: tuple[str, ...], shape: PageShape
) -> None:
    kind = judged("水位創新高", page_of(path, types=types, shape=shape))

    assert kind.name == name, kind


@pytest.mark.parametrize("status", [404, 410, 500, 502])
def test_a_page_that_is_gone_or_broken_is_an_error_page(status: int) -> None:
    kind = judged("Ferry runs aground off Skell", page_of(status=status))

    assert (kind.name, kind.is_sure) == ("error page", True)
    assert str(status) in kind.reason


@pytest.mark.parametrize("status", [401, 403, 429, 451, 503])
def test_a_server_that_turns_us_away_says_nothing_of_the_article(status: int) -> None:
    blocked = page_of(status=status, headline="Access denied", shape=PageShape(words_count=5))

    assert judged("Ferry runs aground", blocked) == judged("Ferry runs aground")


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("error page", "Page not found"),
        ("error page", "Oops! Page not found | The Post"),
        ("wall", "Subscribe to continue reading"),
        ("wall", "Please enable JavaScript and cookies"),
        ("login", "Sign in to continue"),
        ("search result", "Search results for “ferry”"),
    ],
)
def test_a_page_that_answers_200_may_still_be_no_article(name: str, headline: str) -> None:
    kind = judged("Ferry runs aground off Skell", page_of(headline=headline, shape=PageShape(words_count=30)))

    assert (kind.name, kind.is_sure) == (name, True), kind


def test_an_article_that_costs_money_is_still_an_article() -> None:
    paid = page_of(
        types=("NewsArticle",), access="paid", is_cut=True, shape=PageShape(words_count=90, paragraphs_count=3)
    )

    assert judged("Ferry runs aground off Skell", paid).name == "news"


def test_a_redirect_to_a_login_is_seen_by_where_it_led() -> None:
    assert judged("Ferry runs aground off Skell", page_of("/account/login?next=/2026/a1")).name == "login"


# ---------------------------------------------------------------- the table


def test_every_kind_can_be_found() -> None:
    assert {sign.kind for sign in SIGNS} == set(ARTICLE_KINDS) == set(PRIORS)


def test_one_word_never_refuses_or_holds_by_itself() -> None:
    """Signs of words, unlike those of addresses, types and labels, need a second one."""
    careful = NOT_ARTICLES | {"market report", "job advert"}
    for word in ("market", "newsletter", "login", "search", "developer", "jobs", "cagr", "404", "home"):
        kind = judged(f"Ferry and {word}")
        assert not (kind.is_sure and kind.name in careful), kind


texts = st.text(max_size=300) | st.lists(
    st.sampled_from(
        "market size cagr Opinion | live: review 404 you dies aged 90 $2 billion by 2030 – “ ” ? subscribe".split()
    )
).map(" ".join)
pages = st.none() | st.builds(
    PageReading,
    url=st.sampled_from([SITE, f"{SITE}/tag/x", f"{SITE}/?s=%ff%00", "https://[::1]/a", f"{SITE}/a/b/c/login"]),
    status=st.sampled_from([200, 404, 403, 503]),
    headline=texts,
    types=st.lists(st.sampled_from(["NewsArticle", "WebSite", "og:video.movie", "https://schema.org/Quiz", ""])).map(
        tuple
    ),
    shape=st.builds(
        PageShape, words_count=st.integers(0, 9999), images_count=st.integers(0, 99), teasers_count=st.integers(0, 99)
    ),
)


@given(headline=texts, excerpt=texts, tags=st.lists(texts, max_size=5).map(tuple), page=pages)
def test_whatever_is_written_is_one_kind_with_a_reason(
    headline: str, excerpt: str, tags: tuple[str, ...], page: PageReading | None
) -> None:
    article = make_article(headline, url=f"{SITE}/a", excerpt=excerpt, tags=tags)

    kind = kind_of(article, page)

    assert kind.name in ARTICLE_KINDS
    assert 0 < kind.confidence < 1
    assert kind.reason
    assert kind == kind_of(article, page)
