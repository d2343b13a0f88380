"""Rule 15: what robots.txt allows, by RFC 9309, and that pages (and only pages) are asked with its leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from yarl import URL

from tidings.errors import FetchError
from tidings.fetch import fetch_all, fetch_page
from tidings.fetch.robots import CRAWL_DELAY_S_MAX, copy_of, crawl_delay_s, find_ban, is_fresh
from tidings.model import Fetched, FetchRequest, RobotsCopy

from .site import AGENT, NOON, RULES, Site, answer, fetched, open_site, redirect

HERE = "https://post.example"
PAGES = replace(RULES, private_hosts=("127.0.0.1", "127.0.0.2"), page_gap_s=0)
BAN = answer(200, b"User-agent: *\nDisallow: /private\n")


def text_copy(text: str, *, status: int = 200) -> RobotsCopy:
    return RobotsCopy(authority=HERE, fetched_at=NOON, status=status, text=text)


def after(outcome: Fetched | FetchError, old: RobotsCopy | None = None) -> RobotsCopy:
    return copy_of(HERE, outcome, old=old, now=NOON)


def may_read(copy: RobotsCopy, path: str) -> bool:
    return find_ban(copy, URL(f"{HERE}{path}")) is None


def page(site: Site, path: str, robots: tuple[RobotsCopy, ...] = ()) -> Fetched | FetchError:
    return fetch_page(site.url(path), PAGES, user_agent=AGENT, now=NOON, robots=robots)


def test_the_longest_rule_wins_and_wildcards_count() -> None:
    copy = text_copy("User-agent: *\nDisallow: /private\nAllow: /private/pub$\nDisallow: /*.pdf$\n")

    assert [may_read(copy, path) for path in ("/", "/private/x", "/private/pub", "/a.pdf", "/a.pdf?x")] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_a_group_of_our_own_counts_before_the_one_for_all() -> None:
    copy = text_copy("User-agent: *\nDisallow:\n\nUser-agent: Tidings\nDisallow: /\n")

    assert not may_read(copy, "/a")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_no_robots_txt_is_no_wish(status: int) -> None:
    assert may_read(after(FetchError(HERE, "no", status=status)), "/a")


@pytest.mark.parametrize("status", [0, 429, 500, 503])
def test_a_site_in_trouble_is_left_alone_unless_it_said_before_what_it_wants(status: int) -> None:
    trouble = FetchError(HERE, "no", status=status)
    old = text_copy("User-agent: *\nDisallow: /b\n")

    assert not may_read(after(trouble), "/a")
    assert "could not be read" in (find_ban(after(trouble), URL(f"{HERE}/a")) or "")
    assert [may_read(after(trouble, old), path) for path in ("/a", "/b")] == [True, False]


def test_a_copy_is_good_for_a_day_and_one_of_trouble_for_an_hour() -> None:
    good, trouble = text_copy(""), text_copy("", status=500)

    assert is_fresh(good, now=NOON + timedelta(hours=23.9))
    assert not is_fresh(good, now=NOON + timedelta(hours=24))
    assert not is_fresh(trouble, now=NOON + timedelta(hours=1))
    assert not is_fresh(good, now=NOON - timedelta(hours=1))


def test_half_a_mebibyte_is_read_and_no_more() -> None:
    filler = b"# " + b"x" * 97 + b"\n"
    body = filler * 5120 + b"User-agent: *\nDisallow: /a\n" + filler * 2000 + b"User-agent: *\nDisallow: /b\n"
    copy = after(Fetched(feed_url=HERE, url=HERE, status=200, fetched_at=NOON, body=body))

    assert [may_read(copy, path) for path in ("/a", "/b")] == [False, True]


@pytest.mark.parametrize(
    ("said", "seconds"), [("5", 5), ("0.5", 0.5), ("900", CRAWL_DELAY_S_MAX), ("-3", 0), ("soon", 0)]
)
def test_a_crawl_delay_counts_up_to_a_minute(said: str, seconds: float) -> None:
    assert crawl_delay_s(text_copy(f"User-agent: *\nCrawl-delay: {said}\n")) == seconds


def test_a_page_is_asked_only_where_it_may_be(site: Site) -> None:
    site.says("/robots.txt", BAN)
    site.says("/private/page", answer(200, b"page"))
    site.says("/page", answer(200, b"page"))

    banned, allowed = page(site, "/private/page"), page(site, "/page")

    assert isinstance(banned, FetchError)
    assert (banned.kind, "asks programs not to read this page" in banned.reason) == ("robots", True)
    assert isinstance(allowed, Fetched)
    assert site.paths == ["/robots.txt", "/robots.txt", "/page"]
    assert site.asked[-1].headers["accept"].startswith("text/html")


def test_the_copy_comes_back_and_is_not_fetched_again(site: Site) -> None:
    site.says("/robots.txt", BAN)
    site.says("/page", answer(200, b"page"))
    first = page(site, "/page")

    assert isinstance(page(site, "/page", first.robots), Fetched)
    assert [copy.authority for copy in first.robots] == [site.url("")]
    assert site.paths == ["/robots.txt", "/page", "/page"]
    assert [visit.status for visit in first.visits] == [200, 200]


def test_many_pages_of_a_site_need_one_robots_txt(site: Site) -> None:
    site.says("/robots.txt", BAN)
    for number in range(5):
        site.says(f"/{number}", answer(200, b"page"))
    requests = [FetchRequest(feed_url=site.url(f"/{number}"), is_page=True) for number in range(5)]

    outcomes = list(fetch_all(requests, PAGES, user_agent=AGENT, now=NOON))

    assert all(isinstance(outcome, Fetched) for _, outcome in outcomes)
    assert site.paths.count("/robots.txt") == 1


def test_each_hop_of_a_page_is_judged_by_its_own_site(site: Site) -> None:
    with open_site("127.0.0.2") as other:
        other.says("/robots.txt", BAN)
        other.says("/private", answer(200, b"page"))
        site.says("/start", redirect(other.url("/private", "127.0.0.2")))

        outcome = page(site, "/start")

    assert isinstance(outcome, FetchError)
    assert outcome.kind == "robots"
    assert other.paths == ["/robots.txt"]


def test_a_hop_within_the_site_is_judged_too(site: Site) -> None:
    site.says("/robots.txt", BAN)
    site.says("/start", redirect("/private/page"))

    assert getattr(page(site, "/start"), "kind", "") == "robots"
    assert "/private/page" not in site.paths


def test_robots_txt_may_be_five_redirects_away(site: Site) -> None:
    site.says("/robots.txt", redirect("/r1"))
    for hop in range(1, 5):
        site.says(f"/r{hop}", redirect(f"/r{hop + 1}"))
    site.says("/r5", BAN)

    assert getattr(page(site, "/private"), "kind", "") == "robots"


def test_a_feed_that_somebody_subscribed_to_is_their_own_choice(site: Site) -> None:
    site.says("/robots.txt", BAN)

    assert fetched(site.says("/private/feed", answer(200, b"feed"))).body == b"feed"
    assert site.paths == ["/private/feed"]


def test_a_private_page_is_refused_before_robots_txt_is_asked(site: Site) -> None:
    site.says("/robots.txt", BAN)

    outcome = fetch_page(site.url("/page"), RULES, user_agent=AGENT, now=NOON)

    assert isinstance(outcome, FetchError)
    assert "private_hosts" in outcome.reason
    assert site.asked == []
