"""How feeds are, on the site and in its API."""

import json
from dataclasses import replace

from tests.render.editions import make_edition, make_health, make_small
from tests.render.pages import addresses, by_path, pages_of, text_of
from tidings.figures import FeedHealth

FILES = by_path(make_small())
PAGES = pages_of(FILES)


def test_the_page_tells_each_feed_with_its_figures_troubles_first() -> None:
    rows = [[text_of(cell) for cell in row] for row in PAGES["site/health.html"].findall(".//tbody/tr")]

    assert [row[1] for row in rows] == ["failing", "well", "well"]
    assert rows[1][0] == "The Post"
    assert rows[1][3:9] == ["6.5 a day", "25 minutes", "76%", "80 of 88", "2 of 200", "fine"]
    assert rows[1][9] == "20 March 2026, 19:30 CET (1 hour between two requests)"
    assert rows[2][8] == "wrong by +7 h, put right by the clock -07:00"
    assert "3 feeds: 1 failing, 2 well." in text_of(PAGES["site/health.html"])


def test_no_password_leaves_the_desk() -> None:
    assert not any(b"secret" in data for data in FILES.values())


def test_what_a_page_says_instead_of_a_feed_stays_text() -> None:
    assert b"<script>" not in FILES["site/health.html"]
    assert "3 failures in a row: an HTML page instead of a feed (“<script>alert(1)</script>”)" in text_of(
        PAGES["site/health.html"]
    )


def test_the_list_of_sources_and_each_sources_page_lead_there() -> None:
    assert "../health.html" in addresses(PAGES["site/sources/index.html"])
    assert "../health.html" in addresses(PAGES["site/sources/the-post.html"])
    assert "Well; posts 6.5 a day; we see them after 25 minutes; dates: fine." in text_of(
        PAGES["site/sources/the-post.html"]
    )


def test_the_api_has_the_same_as_data() -> None:
    (post, evil, gazette) = json.loads(FILES["site/api/v1/health.json"])["feeds"]

    assert (post["unchanged_share"], post["lag_s"], post["succeeded_at"]) == (0.758, 1500, "2026-03-20T17:30:00Z")
    assert (evil["url"], evil["state"], evil["unchanged_share"]) == ("https://evil.example/feed", "failing", None)
    assert gazette["clock"] == "-07:00"


def test_an_edition_without_health_has_no_page_and_no_links_to_it() -> None:
    files = by_path(replace(make_small(), health=()))

    assert "site/health.html" not in files
    assert not any(b"health.html" in data for data in files.values())


def test_of_very_many_feeds_the_page_shows_some_and_the_api_all() -> None:
    many = tuple(replace(make_health()[0], feed_url=f"https://a.example/{number}") for number in range(1200))
    files = by_path(make_edition(health=many))

    assert "And 200 feeds more" in text_of(pages_of(files)["site/health.html"])
    assert len(json.loads(files["site/api/v1/health.json"])["feeds"]) == 1200


def test_a_feed_nothing_is_known_of_is_shown_as_such() -> None:
    files = by_path(make_edition(health=(FeedHealth(feed_url="https://a.example/f"),)))

    assert "not yet asked" in text_of(pages_of(files)["site/health.html"])


def test_a_rare_poster_is_told_by_the_days_between() -> None:
    rare = replace(make_health()[0], posts_per_day=0.04, gap_s=25 * 86_400)

    assert "one every 25 days" in text_of(pages_of(by_path(make_edition(health=(rare,))))["site/health.html"])
