"""Whom a page's reader believes: one test for each rule, on pages of a few lines."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.page.answers import URL, answer, read
from tidings.page import published_day, read_page
from tidings.page.precedence import PRECEDENCE, rank_of
from tidings.reading import PageAnswer


def linked(**properties: object) -> str:
    """A block of JSON-LD with an article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **properties})}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_the_headline_that_readers_see_is_believed_before_the_one_for_searches() -> None:
    reading = read(linked(headline="Eels return: what you need to know"), "<h1>Eels return to the bay</h1>")

    assert reading.headline == "Eels return to the bay"


def test_a_claim_that_lost_is_kept_and_says_to_whom() -> None:
    reading = read(meta("og:title", "Eels are back") + "<title>Eels</title>", "<h1>Eels are back in the bay</h1>")

    lost = next(claim for claim in reading.claims if claim.place == "og:title")
    assert not lost.is_believed
    assert lost.why == "visible h1 is believed before it"


@pytest.mark.parametrize(
    "title",
    [
        "Eels return to the bay | Bay Review",
        "Eels return to the bay - Bay Review",
        "Eels return to the bay – News – Bay Review",
        "Bay Review: Eels return to the bay",
        "Bay Review » Eels return to the bay",
        "Eels return to the bay · bay-review.example",
        "Eels return to the bay | Nature | The Bay Review",
    ],
)
def test_a_headline_never_holds_the_sites_name(title: str) -> None:
    reading = read(f"<title>{title}</title>" + meta("og:site_name", "Bay Review"))

    assert reading.headline == "Eels return to the bay"


def test_a_dash_inside_a_headline_stays() -> None:
    reading = read("<title>Eels - the long way home | Bay Review</title>")

    assert reading.headline == "Eels - the long way home"


def test_the_name_of_the_site_is_no_headline() -> None:
    reading = read("<title>Eels return to the bay</title>" + meta("og:title", "Bay Review"), "<h1>Bay Review</h1>")

    assert reading.headline == "Eels return to the bay"


def test_a_person_is_believed_and_an_organisation_is_not() -> None:
    person, firm = {"@type": "Person", "name": "Ada Lind"}, {"@type": "Organization", "name": "Bay Media Group"}

    assert read(linked(author=[person, firm])).authors == ("Ada Lind",)


def test_authors_named_elsewhere_by_their_id_are_found() -> None:
    graph = [
        {"@type": "Article", "headline": "Eels", "author": {"@id": "#ada"}},
        {"@type": "Person", "@id": "#ada", "name": "Ada Lind"},
    ]

    reading = read(f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>')

    assert reading.authors == ("Ada Lind",)


def test_who_loaded_the_text_up_is_not_who_wrote_it() -> None:
    reading = read(linked(headline="Eels return", author="kevin-r"), "<h1>Eels return</h1><p>By Ada Lind</p>")

    assert reading.authors == ("Ada Lind",)
    assert any(claim.value == "kevin-r" and not claim.is_believed for claim in reading.claims)


def test_authors_of_comments_and_teasers_are_not_the_articles() -> None:
    body = (
        "<h1>Eels return</h1><div class='comments'><span class='author'>Bo Troll</span></div>"
        "<aside class='related'><a rel='author' href='/author/x'>Cy Other</a></aside>"
    )

    assert read("", body).authors == ()


def test_the_moment_of_publication_keeps_its_zone() -> None:
    reading = read(linked(datePublished="2026-02-15T23:30:00-05:00"))

    assert reading.published is not None
    assert reading.published.at == datetime(2026, 2, 16, 4, 30, tzinfo=UTC)
    assert reading.published.zone == "stated"
    assert reading.published.raw == "2026-02-15T23:30:00-05:00"


def test_a_day_without_a_time_is_assumed_to_begin_in_utc() -> None:
    reading = read(linked(datePublished="2026-02-15"))

    assert reading.published is not None
    assert reading.published.at == datetime(2026, 2, 15, tzinfo=UTC)
    assert reading.published.zone == "assumed"


@pytest.mark.parametrize("impossible", ["2031-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "soon", "0000-00-00"])
def test_a_date_that_cannot_be_gives_way_to_the_next(impossible: str) -> None:
    reading = read(linked(datePublished=impossible) + meta("article:published_time", "2026-02-14T08:00:00Z"))

    assert reading.published is not None
    assert reading.published.at == datetime(2026, 2, 14, 8, tzinfo=UTC)


def test_a_date_later_than_the_addresss_is_that_of_a_move() -> None:
    reading = read(linked(datePublished="2024-05-01T00:00:00Z"), url="https://www.bay-review.example/2012/03/05/eels/")

    assert reading.published is not None
    assert reading.published.at == datetime(2012, 3, 5, tzinfo=UTC)


def test_updated_is_never_taken_for_published() -> None:
    reading = read("", "<h1>Eels return</h1><p>Updated: 15 February 2026, first published 12 February 2026</p>")

    assert reading.published is not None
    assert reading.updated is not None
    assert (reading.published.at, reading.updated.at) == (
        datetime(2026, 2, 12, tzinfo=UTC),
        datetime(2026, 2, 15, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://www.other-paper.example/eels", "another site's"),
        ("https://www.bay-review.example/", "the front page"),
        ("javascript:void(0)", "not a whole address"),
    ],
)
def test_a_canonical_address_that_cannot_be_is_kept_but_not_believed(address: str, why: str) -> None:
    reading = read(f'<link rel="canonical" href="{address}">')

    assert reading.canonical_url == ""
    assert [claim.why for claim in reading.claims if claim.field == "canonical"] == [why]


def test_a_relative_canonical_address_is_made_whole() -> None:
    assert read('<link rel="canonical" href="/news/eels-return">').canonical_url == (
        "https://www.bay-review.example/news/eels-return"
    )


def test_a_language_of_another_script_is_not_believed() -> None:
    body = f"<p>{'Городской совет обсуждал проект нового мола до поздней ночи. ' * 5}</p>"
    page = f'<html lang="en"><head>{meta("og:locale", "ru_RU")}</head><body>{body}</body></html>'

    assert read_page(answer(page)).language == "ru-RU"


@pytest.mark.parametrize(
    ("head", "access"),
    [
        (linked(isAccessibleForFree=False), "paid"),
        (linked(isAccessibleForFree="True"), "free"),
        (linked(hasPart={"@type": "WebPageElement", "isAccessibleForFree": "False"}), "paid"),
        (meta("article:content_tier", "metered"), "paid"),
        (meta("article:content_tier", "free"), "free"),
        ("", ""),
    ],
)
def test_a_page_says_whether_it_may_be_read_for_nothing(head: str, access: str) -> None:
    assert read(head).access == access


def test_wishes_of_headers_and_page_are_told_together() -> None:
    headers = (("x-robots-tag", "googlebot: noindex, max-snippet: 0"), ("tdm-reservation", "1"))

    reading = read('<meta name="robots" content="noai, follow">', headers=headers)

    assert reading.reservations == ("noindex", "max-snippet:0", "tdm-reservation", "noai")


def test_a_page_that_asks_for_nothing_reserves_nothing() -> None:
    assert (
        read('<meta name="robots" content="index, follow, max-image-preview:large, max-snippet:-1">').reservations == ()
    )


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: the wall is 400 metres long, not 40.",
        "An earlier version of this article gave the wrong length.",
        "Correction, Nov. 19, 2025: This article misstated the length.",
        "This article originally misidentified the builder of the wall.",
        "Korrektur: Die Mole ist 400 Meter lang.",
        "Editor’s note: This story misstated the year of the flood.",
        "Rectificatif : la digue mesure 400 mètres.",
    ],
)
def test_a_notice_of_a_correction_is_found(notice: str) -> None:
    assert read("", f"<h1>Eels return</h1><p>Long before. {URL}</p><p>{notice}</p>").corrections == (notice,)


@pytest.mark.parametrize(
    "sentence", ["Corrections officers went on strike.", "Editor’s note: We will be back on Monday."]
)
def test_a_sentence_about_something_else_is_no_correction(sentence: str) -> None:
    assert read("", f"<h1>Eels return</h1><p>{sentence}</p>").corrections == ()


def test_a_logo_is_no_picture_of_an_article() -> None:
    reading = read(meta("og:image", "https://www.bay-review.example/img/logo.png"))

    assert reading.image is None
    assert [claim.why for claim in reading.claims if claim.field == "image"] == [
        "named as the site's logo or a stand-in"
    ]


def test_what_different_places_say_of_one_picture_is_joined() -> None:
    head = linked(image="https://i.example/eel.jpg") + meta("og:image", "https://i.example/eel.jpg")
    head += meta("og:image:width", "1200") + meta("og:image:height", "800") + meta("og:image:alt", "An eel")

    image = read(head).image

    assert image is not None
    assert (image.width, image.height, image.alt) == (1200, 800, "An eel")


def test_no_page_is_a_reading_that_says_why() -> None:
    reading = read_page(PageAnswer(url=URL, final_url=URL, status=0, fetched_at=datetime.now(UTC), error="timed out"))

    assert (reading.headline, reading.text) == ("", "")
    assert [claim.why for claim in reading.claims] == ["timed out"]


def test_the_table_of_precedence_has_no_place_twice_and_a_reason_for_each() -> None:
    for places in PRECEDENCE.values():
        pairs = [(place.origin, place.place) for place in places]
        assert len(set(pairs)) == len(pairs)
        assert all(place.reason for place in places)


def test_a_place_that_the_table_does_not_name_comes_last() -> None:
    assert rank_of("headline", "og", "og:title") < rank_of("headline", "nowhere", "x") == len(PRECEDENCE["headline"])


@pytest.mark.parametrize(
    ("seen", "day"),
    [
        ("<p>Published November 18, 2025, 7:04 pm EST</p>", "2025-11-18"),
        ("<p>Published November 19, 2025</p>", "2025-11-19"),
        ("<p>Published November 2, 2025</p>", "2025-11-19"),
        ("", "2025-11-19"),
    ],
)
def test_the_day_of_publication_is_that_which_readers_see(seen: str, day: str) -> None:
    reading = read(linked(datePublished="2025-11-19T00:04:00Z"), f"<h1>Eels return</h1>{seen}")

    assert published_day(reading) == day
