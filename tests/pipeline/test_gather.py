"""Gathering over several runs, from a real server: who is asked again, who is not, and what is remembered."""

from __future__ import annotations

import multiprocessing
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.fetch.site import Asked, Site, answer, open_site, redirect
from tests.make import NOON
from tidings import inquire, pipeline, schedule, store
from tidings.errors import FetchError
from tidings.gather import ask_page
from tidings.model import Desk, Feed, FeedReport, Fetched, FetchRequest, Masthead
from tidings.rules import FetchRules, Rules
from tidings.subscribe import find_feeds, open_asker

HOUR = timedelta(hours=1)
FRIENDS = ("busy.example", "b.busy.example", "old.example", "new.example")
RULES = FetchRules(host_gap_s=0, page_gap_s=0, private_hosts=FRIENDS, total_timeout_s=20)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server that some public names stand for."""
    monkeypatch.setattr("tidings.fetch.names.system_addresses", lambda *_: [(socket.AF_INET, 6, "127.0.0.1")])
    with open_site() as opened:
        yield opened


def document(*, ttl: str = "", hours_ago: tuple[float, ...] = (1, 2, 3)) -> bytes:
    """A feed with posts of so many hours ago."""
    items = "".join(
        f"<item><title>Item {hour}</title><link>https://post.example/{hour}</link><guid>{hour}</guid>"
        f"<pubDate>{NOON - HOUR * hour:%a, %d %b %Y %H:%M:%S GMT}</pubDate></item>"
        for hour in hours_ago
    )
    return f'<rss version="2.0"><channel><title>Post</title>{ttl}{items}</channel></rss>'.encode()


def feed(*, body: bytes = b"", **headers: str) -> bytes:
    return answer(200, body or document(), ETag='"1"', Content_Type="application/rss+xml", **headers)


def desk_of(*urls: str, **rules: object) -> Desk:
    fetch = replace(RULES, **rules)  # type: ignore[arg-type]  # rules by name
    return Desk(masthead=Masthead(title="Desk"), feeds=tuple(Feed(url=url) for url in urls), rules=Rules(fetch=fetch))


def run(desk: Desk, folder: Path, hours: float = 0, *, ask_all: bool = False) -> dict[str, FeedReport]:
    """The whole line at so many hours after noon: each feed's line of the report."""
    with pipeline.open_newsroom(desk, folder, now=NOON + HOUR * hours) as room:
        report = pipeline.run(room, ask_all=ask_all)
    return {line.feed_url: line for line in report.feeds}


def due_in(folder: Path, url: str, hours: float = 0) -> float:
    """Hours from that moment until the feed is due."""
    with inquire.open_memory(folder) as db:
        state = store.load_feed_states(db)[url]
    assert state.next_due_at
    return (state.next_due_at - NOON) / HOUR - hours


def test_rule_5_two_runs_in_a_row_ask_once(site: Site, tmp_path: Path) -> None:
    desk = desk_of(site.says("/feed", feed()))
    run(desk, tmp_path)

    (line,) = run(desk, tmp_path, 0.1).values()

    assert site.paths == ["/feed"]
    assert line.outcome == "not due"


def test_rule_4_what_the_document_says_counts_from_the_first_answer_on(site: Site, tmp_path: Path) -> None:
    told = document(ttl="<ttl>300</ttl>")
    url = site.says("/feed", feed(body=told))
    run(desk_of(url), tmp_path)

    assert 5 <= due_in(tmp_path, url) <= 10.5


def test_rule_3_a_slow_feed_is_planned_by_its_posts(site: Site, tmp_path: Path) -> None:
    url = site.says("/feed", feed(body=document(hours_ago=tuple(20.0 * n for n in range(1, 9)))))
    run(desk_of(url), tmp_path)

    assert 9 <= due_in(tmp_path, url) <= 20.5


def test_rule_10_a_feed_that_is_gone_is_never_asked_again_not_even_when_all_are(site: Site, tmp_path: Path) -> None:
    url = site.says("/feed", answer(410))
    run(desk_of(url), tmp_path)

    line = run(desk_of(url), tmp_path, 5000, ask_all=True)[url]

    assert site.paths == ["/feed"]
    assert (line.outcome, "take it off the desk" in line.detail) == ("failed", True)


def test_rule_10_a_feed_is_not_ended_by_what_it_leads_to_for_now(site: Site, tmp_path: Path) -> None:
    closed = site.says("/closed", answer(410))
    url = site.says("/feed", redirect(closed, 302))
    line = run(desk_of(url), tmp_path)[url]
    assert (line.outcome, line.status) == ("failed", 410)
    assert "where it leads, the feed is gone" in line.detail

    site.says("/feed", feed())

    assert run(desk_of(url), tmp_path, 24)[url].outcome == "new"


def test_rule_10_a_feed_that_was_taken_off_and_comes_back_is_asked_again(site: Site, tmp_path: Path) -> None:
    url, other = site.says("/feed", answer(410)), site.says("/other", feed())
    run(desk_of(url), tmp_path)
    run(desk_of(other), tmp_path, 1)
    site.says("/feed", feed())

    assert run(desk_of(url, other), tmp_path, 2)[url].outcome == "new"
    assert site.paths.count("/feed") == 2


def test_rule_11_a_busy_host_is_left_alone_by_all_its_feeds_over_runs(site: Site, tmp_path: Path) -> None:
    for number in range(5):
        site.says(f"/{number}", answer(429, Retry_After="7200"))
    urls = [site.url(f"/{number}", "busy.example") for number in range(5)]
    neighbour = site.url("/neighbour", "b.busy.example")
    site.says("/neighbour", feed())
    desk = desk_of(*urls, neighbour)

    first = run(desk, tmp_path)
    assert Counter(line.outcome for line in first.values()) == {"failed": 1, "not due": 4, "new": 1}
    assert sum("asked us to stay away" in line.detail for line in first.values()) == 4

    run(desk, tmp_path, 1.9, ask_all=True)
    assert [path for path in site.paths if path != "/neighbour"] == ["/0"]

    for number in range(5):
        site.says(f"/{number}", feed())
    run(desk, tmp_path, 2.3)
    assert sorted(set(site.paths)) == ["/0", "/1", "/2", "/3", "/4", "/neighbour"]
    with inquire.open_memory(tmp_path) as db:
        assert store.load_hosts(db)["busy.example"].blocks == 0


def test_rule_17_a_hosts_day_is_counted_over_runs(site: Site, tmp_path: Path) -> None:
    urls = [site.url(f"/{number}", "busy.example") for number in range(5)]
    for number in range(5):
        site.says(f"/{number}", feed())
    desk = desk_of(*urls, host_requests_per_day_max=3)

    lines = run(desk, tmp_path)
    run(desk, tmp_path, 1.2)

    assert len(site.paths) == 3
    assert sum("share of today's requests" in line.detail for line in lines.values()) == 2
    run(desk, tmp_path, 14)
    assert len(set(site.paths)) == 5


def test_rule_9_a_feed_that_moved_is_asked_at_its_new_address_and_the_report_says_so(
    site: Site, tmp_path: Path
) -> None:
    old, new = site.url("/feed", "old.example"), site.url("/there", "new.example")
    site.says("/feed", redirect(new, 301))
    site.says("/there", feed())
    desk = desk_of(old)
    for hours in (0, 13, 26, 39):
        run(desk, tmp_path, hours, ask_all=True)

    assert site.paths == ["/feed", "/there"] * 3 + ["/there"]
    line = run(desk, tmp_path, 39.1)[old]
    assert f"asked at {new}" in line.detail
    assert line.moved_to == new
    assert [asked.headers.get("if-none-match") for asked in site.asked] == [None, None, None, '"1"', None, '"1"', '"1"']


def test_rule_6_what_was_answered_is_asked_for_news_only(site: Site, tmp_path: Path) -> None:
    url = site.says("/feed", feed())
    run(desk_of(url), tmp_path)
    site.says("/feed", answer(304, ETag='"1"'))

    line = run(desk_of(url), tmp_path, 5)[url]

    assert (line.outcome, line.detail) == ("unchanged", "answer 304")
    assert site.asked[1].headers["if-none-match"] == '"1"'


def test_rule_15_robots_txt_is_kept_for_a_day(site: Site, tmp_path: Path) -> None:
    site.says("/robots.txt", answer(200, b"User-agent: *\nDisallow: /private\n"))
    site.says("/page", answer(200, b"page"))
    desk = desk_of(site.says("/feed", feed()), private_hosts=("127.0.0.1",))

    def ask(path: str, hours: float) -> Fetched | FetchError:
        with pipeline.open_newsroom(desk, tmp_path, now=NOON + HOUR * hours) as room:
            return ask_page(room.db, desk, site.url(path), now=room.now)

    outcomes = [ask("/page", 0), ask("/private", 1), ask("/page", 23), ask("/page", 24)]

    assert [type(outcome) for outcome in outcomes] == [Fetched, FetchError, Fetched, Fetched]
    assert site.paths == ["/robots.txt", "/page", "/page", "/robots.txt", "/page"]


def test_looking_for_feeds_asks_with_the_manners_of_gathering(site: Site, tmp_path: Path) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{name}">' for name in "abc")
    site.says("/robots.txt", answer(200, b"User-agent: *\nDisallow: /a\n"))
    site.says("/", answer(200, f"<html>{links}</html>".encode()))
    site.says("/b", answer(429, Retry_After="7200"))
    desk, url = desk_of(site.says("/feed", feed())), site.url("/", "busy.example")

    def look(hours: float) -> dict[str, str]:
        with open_asker(desk, tmp_path, now=NOON + HOUR * hours, tell=lambda _: None) as asker:
            return {urlsplit(drop.what).path: drop.reason for drop in find_feeds(url, asker).drops}

    drops = look(0)

    assert site.paths == ["/robots.txt", "/", "/b"]
    assert "robots.txt asks programs not to read this page" in drops["/a"]
    assert "asked us to stay away" in drops["/c"]
    with inquire.open_memory(tmp_path) as db:
        assert store.load_hosts(db)["busy.example"].requests == 3
    with pytest.raises(FetchError, match="asked us to stay away"):
        look(1)
    assert len(site.paths) == 3
    site.says("/b", feed())
    look(3)
    assert site.paths[3:] == ["/", "/b", "/c"], "robots.txt is good for a day"


def test_a_hub_that_is_busy_is_not_asked_until_it_wants_us_again(site: Site, tmp_path: Path) -> None:
    site.says("/hub", answer(503, Retry_After="7200"))
    desk, hub = desk_of(), site.url("/hub", "busy.example")

    def ask(hours: float) -> None:
        with pipeline.open_newsroom(desk, tmp_path, now=NOON + HOUR * hours) as room:
            list(pipeline.asker(room)([FetchRequest(feed_url=hub, form=(("hub.mode", "publish"),))]))

    ask(0)
    ask(1)
    assert site.paths == ["/hub"]
    ask(3)
    assert site.paths == ["/hub", "/hub"]


def test_a_killed_run_is_taken_up_without_asking_anybody_twice(site: Site, tmp_path: Path) -> None:
    urls = [site.says(f"/{number}", feed()) for number in range(10)]

    def stuck(request: Asked) -> Iterator[bytes]:
        asked.set()
        request.patience.wait(30)
        yield b""

    asked = threading.Event()
    site.says("/6", stuck)
    desk = desk_of(*urls)
    process = multiprocessing.get_context("spawn").Process(target=run, args=(desk, tmp_path))
    process.start()
    wait_for_answers(tmp_path, NOON, 6)
    assert asked.wait(60)
    process.kill()
    process.join()
    site.says("/6", feed())

    lines = run(desk, tmp_path, 0.5)

    counts = Counter(site.paths)
    assert {path: count for path, count in counts.items() if count > 1} == {"/6": 2}
    assert len(counts) == 10
    assert not [line for line in lines.values() if line.outcome == "failed"]


def wait_for_answers(folder: Path, moment: datetime, count: int) -> None:
    """Until so many answers are in the database."""
    for _ in range(3000):
        if (folder / inquire.STATE_FOLDER / inquire.DATABASE).is_file():
            with inquire.open_memory(folder) as db:
                if len(store.load_gathered(db, fetched_at=moment)) >= count:
                    return
        time.sleep(0.02)
    pytest.fail("the run did not get that far")


def test_a_schedule_made_by_an_older_tidings_is_still_kept(tmp_path: Path) -> None:
    old = (
        '{"body_hash":"abc","checked_at":"2026-03-20T12:00:00Z","failures":0,"feed_url":"https://post.example/feed",'
        '"next_due_at":"2026-03-20T13:00:00Z","note":"1 hour between two requests","succeeded_at":"2026-03-20T12:00:00Z",'
        '"validators":{"etag":"\\"1\\"","last_modified":""}}'
    )
    with store.closing(store.open_database(tmp_path / "desk.sqlite3")) as db:
        db.execute("INSERT INTO feed_states VALUES ('https://post.example/feed', ?)", (old,))
        state = store.load_feed_state(db, "https://post.example/feed")

    assert state is not None
    assert not schedule.is_due(state, now=NOON)
    assert schedule.request_for(state.feed_url, state, now=NOON, rules=FetchRules()).validators.etag == '"1"'
