"""From a site to its feeds, with few and well-spaced questions."""

from __future__ import annotations

import pytest

from tests.make import NOON
from tidings.errors import FetchError
from tidings.model import Desk, Drop, Fetched, Masthead
from tidings.subscribe import REQUESTS_MAX, Asker, find_feeds, look_closer

SITE = "https://post.example/"
DESK = Desk(masthead=Masthead(title="Desk"))


def rss(*names: str, title: str = "The Post") -> bytes:
    items = "".join(
        f"<item><title>{name}</title><link>{SITE}{name}</link><pubDate>Fri, 20 Mar 2026 12:00:00 GMT</pubDate></item>"
        for name in names
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def atom(*names: str) -> bytes:
    entries = "".join(
        f'<entry><id>{name}</id><title>{name}</title><link href="{SITE}{name}"/></entry>' for name in names
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title>{entries}</feed>'.encode()


def page(*hrefs: str) -> bytes:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" title="{href}" href="{href}">' for href in hrefs)
    return f"<!doctype html><html><head><title>The Post</title>{links}</head></html>".encode()


class Web:
    """Pages by address; everything else is a 404."""

    def __init__(self, pages: dict[str, bytes], moved: dict[str, str] | None = None) -> None:
        self.pages, self.moved = pages, moved or {}
        self.asked: list[str] = []
        self.robots = ""

    def ask_page(self, desk: Desk, url: str) -> Fetched | FetchError:
        self.asked.append(url)
        at = self.moved.get(url, url)
        if at not in self.pages:
            return FetchError(url, "answer 404", status=404)
        return Fetched(feed_url=url, url=at, status=200, fetched_at=NOON, body=self.pages[at])

    def asker(self) -> Asker:
        return Asker(desk=DESK, ask_page=self.ask_page, robots_text=lambda _: self.robots)


def test_the_address_of_a_feed_is_asked_once_and_is_the_answer() -> None:
    web = Web({"https://post.example/feed": rss("a", "b")})

    (feed,) = find_feeds("post.example/feed", web.asker()).feeds

    assert (feed.url, feed.title, feed.format, feed.entries_count) == (
        "https://post.example/feed",
        "The Post",
        "RSS",
        2,
    )
    assert (feed.newest, feed.reason) == (NOON, "the address itself")
    assert feed.answer is not None
    assert web.asked == ["https://post.example/feed"]


def test_a_page_leads_to_its_feeds() -> None:
    web = Web({SITE: page("/feed", "/comments/feed"), SITE + "feed": rss("a"), SITE + "comments/feed": rss("c")})

    found = find_feeds(SITE, web.asker())

    assert [feed.url for feed in found.feeds] == [SITE + "feed", SITE + "comments/feed"]
    assert found.requests_count == 3


def test_of_many_named_feeds_only_the_first_few_are_asked_and_another_when_it_is_chosen() -> None:
    names = [f"/{name}/rss" for name in ("news", "sea", "sport", "farming", "weather")]
    web = Web({SITE: page(*names), **{SITE + name[1:]: rss(name[1:]) for name in names}})
    asker = web.asker()

    feeds = find_feeds(SITE, asker).feeds

    assert [feed.is_asked for feed in feeds] == [True, True, True, False, False]
    assert len(web.asked) == 4
    closer = look_closer(feeds[4], asker)
    assert not isinstance(closer, Drop)
    assert (closer.entries_count, web.asked[-1]) == (1, SITE + "weather/rss")
    assert look_closer(closer, asker) is closer


def test_two_formats_with_the_same_entries_are_told_as_one_feed() -> None:
    web = Web({SITE: page("/one", "/two"), SITE + "one": rss("a", "b", "c"), SITE + "two": atom("a", "b", "c", "d")})

    (feed,) = find_feeds(SITE, web.asker()).feeds

    assert (feed.url, feed.also) == (SITE + "one", (SITE + "two",))


def test_usual_addresses_are_tried_only_where_nothing_is_named_and_only_until_one_answers() -> None:
    web = Web({SITE: page(), SITE + "atom.xml": atom("a")})

    found = find_feeds(SITE, web.asker())

    assert [feed.url for feed in found.feeds] == [SITE + "atom.xml"]
    assert [url.removeprefix(SITE) for url in web.asked] == ["", "feed", "rss.xml", "atom.xml"]
    assert [drop.what for drop in found.drops] == [SITE + "feed", SITE + "rss.xml"]


def test_a_page_that_lists_a_sites_feeds_is_looked_through() -> None:
    listing = b'<html><body><a href="/world.rss">World</a> <a href="/sea.rss">Sea</a></body></html>'
    web = Web(
        {
            SITE: b'<html><body><a href="/rss-feeds">RSS</a></body></html>',
            SITE + "rss-feeds": listing,
            SITE + "world.rss": rss("w"),
            SITE + "sea.rss": rss("s"),
        }
    )

    assert [feed.url for feed in find_feeds(SITE, web.asker()).feeds] == [SITE + "world.rss", SITE + "sea.rss"]


def test_a_site_without_feeds_is_left_after_a_few_questions() -> None:
    web = Web({SITE + "blog/": page()})
    web.robots = "Sitemap: https://post.example/news.xml\n" * 50

    found = find_feeds(SITE + "blog/", web.asker())

    assert found.feeds == ()
    assert len(web.asked) <= REQUESTS_MAX
    assert web.asked[-1] == SITE + "news.xml"


def test_no_page_can_make_us_ask_without_end() -> None:
    class Maze(Web):
        def ask_page(self, desk: Desk, url: str) -> Fetched | FetchError:
            self.pages[url] = page(*(f"{url}/{name}/feed" for name in "abcdefgh"))
            return super().ask_page(desk, url)

    web = Maze({})

    assert not any(feed.is_asked for feed in find_feeds(SITE, web.asker()).feeds)
    assert len(web.asked) <= REQUESTS_MAX


def test_an_address_that_cannot_be_had_is_an_error_that_names_it() -> None:
    with pytest.raises(FetchError, match=r"post\.example"):
        find_feeds(SITE, Web({}).asker())


@pytest.mark.parametrize(
    ("answered", "kept"),
    [
        ("https://www.thepost.co.uk/feed/", "https://www.thepost.co.uk/feed/"),
        ("https://hub.example/post", "https://thepost.co.uk/feed"),
        ("https://thepost.co.uk/feed?session=1", "https://thepost.co.uk/feed"),
    ],
)
def test_a_redirect_is_followed_inside_the_site_only(answered: str, kept: str) -> None:
    web = Web({answered: rss("a")}, moved={"https://thepost.co.uk/feed": answered})

    assert find_feeds("https://thepost.co.uk/feed", web.asker()).feeds[0].url == kept


def test_every_address_is_told_before_it_is_asked() -> None:
    told: list[str] = []
    asker = Web({SITE: page("/feed"), SITE + "feed": rss("a")}).asker()
    asker.tell = told.append

    find_feeds(SITE, asker)

    assert told == [SITE, SITE + "feed"]
