"""From a hub's name in a feed to an article on the site, with a real hub on the loopback interface."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from tests.make import NOON
from tidings import inquire, store
from tidings.config import parse_desk
from tidings.model import FeedHints, FeedState, Fetched, ParsedFeed
from tidings.serve.hooks import BODY_BYTES_MAX, DELIVERIES_PER_MINUTE_MAX

from .town import HEADLINES, Newsroom, Town, rss, send, sign

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def callback(town: Town) -> str:
    """Where the hub calls us."""
    return town.asked_hub[0]["hub.callback"]


# ---------------------------------------------------------------- the straight way


def test_a_pushed_report_is_on_the_site_after_the_next_run_and_nobody_was_asked(subscribed: Newsroom) -> None:
    town = subscribed.town
    subscription = subscribed.subscription()
    assert subscription
    assert (subscription.state, subscription.lease_until) == ("active", NOON + 10 * DAY)

    subscribed.now += HOUR / 2
    assert town.push(HEADLINES[:2]).status == 204
    report = subscribed.run(after=HOUR)

    assert subscribed.shows(HEADLINES[1])
    assert town.asked_feed == 1, "polling is slow now"
    assert report.push_lines == (f"1 answer pushed by hubs: {town.feed_url}",)
    assert report.articles_new == 0, "it was first seen when it was pushed"
    assert "a hub tells us" in report.feeds[0].detail
    assert subscribed.pushed.is_set()


def test_the_hub_is_asked_for_the_feeds_own_name_with_a_secret_and_a_lease(newsroom: Newsroom, town: Town) -> None:
    (form,) = town.asked_hub

    assert (form["hub.mode"], form["hub.topic"], form["hub.lease_seconds"]) == ("subscribe", town.topic_url, "864000")
    token = form["hub.callback"].removeprefix(f"http://127.0.0.1:{newsroom.port}/websub/")
    assert len(token) >= 32
    assert "/" not in token
    assert 32 <= len(form["hub.secret"]) <= 200


def test_a_hub_that_verifies_before_it_answers_is_believed(newsroom: Newsroom, town: Town) -> None:
    newsroom.now += DAY  # the first request was never verified
    newsroom.run()
    town.verifies_at_once = True
    with newsroom.at_home():
        newsroom.run(after=2 * HOUR)

    subscription = newsroom.subscription()
    assert subscription
    assert (town.replies[-1].status, subscription.state, subscription.awaiting) == (200, "active", "")


def test_a_challenge_comes_back_as_plain_text(newsroom: Newsroom, town: Town) -> None:
    with newsroom.at_home():
        reply = town.verify()

    assert (reply.status, reply.body) == (200, b"<b>challenge</b>")
    assert reply.headers["content-type"].startswith("text/plain")
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_without_an_address_of_ours_nothing_is_subscribed(newsroom: Newsroom, town: Town) -> None:
    text = newsroom.desk_text.replace("callback_url", "# callback_url")
    town.asked_hub.clear()

    newsroom.run(after=2 * HOUR, text=text)
    newsroom.run(after=2 * DAY, text=text)

    assert town.asked_hub == []
    assert newsroom.subscription() is None


# ---------------------------------------------------------------- what is not believed


@pytest.mark.parametrize("signed_with", ["another secret", "", "sha1"])
def test_a_body_that_is_not_rightly_signed_is_not_kept_but_makes_the_feed_due(
    subscribed: Newsroom, signed_with: str
) -> None:
    town, bodies = subscribed.town, subscribed.count_bodies()
    sha1 = sign(rss(HEADLINES[:2]), town.asked_hub[0]["hub.secret"], "sha1")
    headers = {"X_Hub_Signature": sha1} if signed_with == "sha1" else {}
    subscribed.now += HOUR / 4

    assert town.push(HEADLINES[:2], secret=signed_with, **headers).status == 204

    assert subscribed.count_bodies() == bodies
    subscribed.run(after=HOUR / 4)
    assert town.asked_feed == 1, "never earlier than politeness allows"
    subscribed.run(after=3 * HOUR)
    assert town.asked_feed == 2
    subscribed.run(after=3 * HOUR)
    assert town.asked_feed == 2, "and then it is slow again"


@pytest.mark.parametrize(
    "changes",
    [
        {"hub_topic": "https://other.example/feed"},
        {"hub_topic": ""},
        {"hub_mode": "unsubscribe"},
        {"hub_mode": "publish"},
        {"hub_challenge": ""},
        {"hub_challenge": "x" * 5000},
    ],
)
def test_a_verification_of_something_else_is_refused(newsroom: Newsroom, town: Town, changes: dict[str, str]) -> None:
    with newsroom.at_home():
        assert town.verify(**changes).status == 404

    subscription = newsroom.subscription()
    assert subscription
    assert subscription.state == "pending"


def test_a_verification_counts_once(subscribed: Newsroom) -> None:
    assert subscribed.town.verify().status == 404
    assert subscribed.town.verify(hub_mode="unsubscribe").status == 404


def test_an_address_that_nobody_was_given_says_nothing(subscribed: Newsroom) -> None:
    base = callback(subscribed.town).rpartition("/")[0]

    for token in ("guess", "x" * 5000, "%2e%2e", "<b>"):
        assert send(f"{base}/{token}?hub.mode=subscribe&hub.challenge=1").status in (400, 404)
        assert send(f"{base}/{token}", method="POST", body=b"x").status in (400, 410)


def test_the_same_delivery_again_changes_nothing(subscribed: Newsroom) -> None:
    town, bodies = subscribed.town, subscribed.count_bodies()

    assert [town.push(HEADLINES[:2]).status for _ in range(3)] == [204] * 3
    assert subscribed.count_bodies() == bodies + 1
    subscribed.run(after=HOUR)
    assert [town.push(HEADLINES[:2]).status for _ in range(3)] == [204] * 3

    assert subscribed.count_bodies() == bodies + 1


def test_different_deliveries_of_one_moment_are_all_kept(subscribed: Newsroom) -> None:
    bodies = subscribed.count_bodies()

    for headlines in (HEADLINES[:2], HEADLINES[1:], HEADLINES):
        subscribed.town.push(headlines)

    assert subscribed.count_bodies() == bodies + 3
    subscribed.run(after=HOUR)
    assert subscribed.shows(HEADLINES[2])


def test_a_body_signed_rightly_after_the_lease_is_only_a_hint(subscribed: Newsroom) -> None:
    bodies = subscribed.count_bodies()
    subscribed.now += 11 * DAY

    assert subscribed.town.push(HEADLINES[:2]).status == 204
    assert subscribed.count_bodies() == bodies


def test_a_signed_body_that_is_no_feed_harms_nothing(subscribed: Newsroom) -> None:
    town = subscribed.town
    secret, page = town.asked_hub[0]["hub.secret"], b"<html><script>alert(1)</script></html>"
    send(callback(town), method="POST", body=page, X_Hub_Signature=sign(page, secret))

    subscribed.run(after=HOUR)

    assert subscribed.shows(HEADLINES[0])
    assert not subscribed.shows("alert(1)")


def test_a_header_that_is_no_text_harms_nothing(subscribed: Newsroom) -> None:
    town, bodies = subscribed.town, subscribed.count_bodies()
    body = rss(HEADLINES[:2])
    head = (
        f"POST {callback(town).partition(str(subscribed.port))[2]} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        f"X-Hub-Signature: {sign(body, town.asked_hub[0]['hub.secret'])}\r\nContent-Length: {len(body)}\r\n"
    )
    with socket.create_connection(("127.0.0.1", subscribed.port), timeout=20) as line:
        line.sendall(head.encode() + b"Content-Type: text/\xff\xfe\r\n\r\n" + body)
        assert b" 204 " in line.recv(200)

    assert subscribed.count_bodies() == bodies + 1
    subscribed.run(after=HOUR)
    assert subscribed.shows(HEADLINES[1])


def test_a_push_of_a_runs_own_moment_takes_nothing_from_it(subscribed: Newsroom) -> None:
    subscribed.now += DAY
    subscribed.town.headlines = HEADLINES
    subscribed.town.push(HEADLINES[:2])

    report = subscribed.run()

    assert report.feeds[0].entries_seen == 3
    assert subscribed.shows(HEADLINES[2])


def test_what_was_pushed_is_no_request_and_changes_no_figure_of_requests(subscribed: Newsroom) -> None:
    asked_at = subscribed.now
    subscribed.now += HOUR
    subscribed.town.push(HEADLINES[:2])
    subscribed.now += HOUR
    subscribed.town.push(HEADLINES)
    subscribed.run(after=HOUR)

    desk = parse_desk(subscribed.desk_text)
    with store.closing(subscribed.open()) as db:
        (health,) = inquire.feed_health(db, desk, now=subscribed.now)
        (figures,) = store.load_figures(db, since=asked_at - DAY)
    assert subscribed.town.asked_feed == 1
    assert (health.asked, health.unchanged, health.failed, health.entries_seen) == (1, 0, 0, 3)
    assert (figures.first_asked_at, figures.succeeded_at) == (asked_at, asked_at)
    assert [arrival.checked_before_s for arrival in figures.arrivals] == [
        int(asked_at.timestamp()),
        int(asked_at.timestamp()),
        None,
    ]


# ---------------------------------------------------------------- too much, too slow, too often


def test_a_huge_body_is_refused_before_it_is_read(subscribed: Newsroom) -> None:
    parts = ["POST", callback(subscribed.town).partition(str(subscribed.port))[2], "HTTP/1.1\r\nHost: x\r\n"]
    with socket.create_connection(("127.0.0.1", subscribed.port), timeout=20) as line:
        line.sendall(f"{' '.join(parts)}Content-Length: {BODY_BYTES_MAX + 1}\r\n\r\n".encode())
        assert b" 413 " in line.recv(200)


def test_a_huge_body_of_unsaid_length_is_cut_off(subscribed: Newsroom) -> None:
    bodies, sent = subscribed.count_bodies(), 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 4 * BODY_BYTES_MAX:
            sent += 1 << 20
            yield b"x" * (1 << 20)

    try:
        status = send(callback(subscribed.town), method="POST", body=endless()).status
    except OSError:
        status = 413  # it hung up while we were still sending
    assert status == 413
    assert subscribed.count_bodies() == bodies


def test_a_slow_body_is_not_waited_for(newsroom: Newsroom, town: Town) -> None:
    newsroom.body_timeout_s = 0.1
    path = callback(town).partition(str(newsroom.port))[2]
    with newsroom.at_home(), socket.create_connection(("127.0.0.1", newsroom.port), timeout=20) as line:
        line.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n<rss".encode())
        assert b" 408 " in line.recv(200)


def test_a_hub_that_never_ends_its_body_does_not_keep_the_server_from_ending(newsroom: Newsroom, town: Town) -> None:
    path = callback(town).partition(str(newsroom.port))[2]
    with newsroom.at_home():
        line = socket.create_connection(("127.0.0.1", newsroom.port), timeout=20)
        line.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n<rss".encode())
        assert send(f"http://127.0.0.1:{newsroom.port}/").status == 200, "others are served meanwhile"
    assert line.recv(200) == b""
    line.close()


def test_a_packed_body_is_refused(subscribed: Newsroom) -> None:
    assert subscribed.town.push(HEADLINES, Content_Encoding="gzip").status == 415


def test_a_hub_that_calls_too_often_is_told_to_wait(subscribed: Newsroom) -> None:
    replies = [subscribed.town.push(HEADLINES) for _ in range(2 * DELIVERIES_PER_MINUTE_MAX + 1)]

    assert replies[0].status == 204
    assert {reply.status for reply in replies} == {204, 429}
    assert next(reply for reply in replies if reply.status == 429).headers["retry-after"]


# ---------------------------------------------------------------- renewal, back-off, denial, end


def test_a_lease_is_renewed_in_time(subscribed: Newsroom) -> None:
    town = subscribed.town
    town.verifies_at_once = True

    subscribed.run(after=7 * DAY)
    assert len(town.asked_hub) == 1
    subscribed.run(after=DAY)

    first, second = town.asked_hub
    assert second == first, "the same callback and secret, or the hub would count it as another"
    subscription = subscribed.subscription()
    assert subscription
    assert subscription.lease_until == NOON + 18 * DAY


def test_a_hub_that_is_down_is_a_line_in_the_report_and_asked_again_later(newsroom: Newsroom, town: Town) -> None:
    town.hub_status = 503
    first = newsroom.run(after=DAY)  # nobody verified the request of the first run
    second = newsroom.run(after=HOUR)
    third = newsroom.run(after=HOUR)

    assert first.push_lines == ()
    assert "trouble of its own (503)" in second.push_lines[0]
    assert third.push_lines == (), "it is given time"
    assert third.published_count == 1
    subscription = newsroom.subscription()
    assert subscription
    assert (subscription.state, subscription.failures) == ("wanted", 2)


def test_a_denial_ends_a_subscription(subscribed: Newsroom) -> None:
    reply = subscribed.town.verify(hub_mode="denied", hub_reason="<b>no</b>")
    subscription = subscribed.subscription()

    assert (reply.status, reply.body) == (200, b"")
    assert subscription
    assert subscription.state == "denied"
    subscribed.run(after=DAY)
    assert subscribed.town.asked_feed == 2, "polling is as ever"
    assert len(subscribed.town.asked_hub) == 1


def test_a_feed_taken_off_the_desk_is_unsubscribed_and_its_callback_gone(subscribed: Newsroom) -> None:
    town = subscribed.town
    town.verifies_at_once = True
    other = subscribed.desk_text.replace(town.feed_url, f"{town.feed_url}/other")

    report = subscribed.run(after=HOUR, text=other)

    ended = next(form for form in town.asked_hub if form["hub.mode"] == "unsubscribe")
    assert ended["hub.callback"] == callback(town)
    assert "hub.secret" not in ended
    assert any("unsubscribe" in line for line in report.push_lines)
    assert subscribed.subscription() is None
    assert send(callback(town), method="POST", body=b"x").status == 410


def test_a_hub_under_another_name_is_another_subscription(subscribed: Newsroom, town: Town) -> None:
    with store.closing(subscribed.open()) as db:
        moved = Fetched(
            feed_url=town.feed_url, url=town.feed_url, status=200, fetched_at=NOON, hub_url=f"{town.hub_url}/2"
        )
        store.save_header_hub(db, moved)

    subscribed.run(after=HOUR)

    first, second = town.asked_hub
    assert first["hub.callback"] != second["hub.callback"]
    assert first["hub.secret"] != second["hub.secret"]
    assert send(first["hub.callback"], method="POST", body=b"x").status == 410


def test_a_hub_named_in_the_document_is_found_but_pushed_documents_do_not_count(newsroom: Newsroom, town: Town) -> None:
    url = town.feed_url
    hints = [FeedHints(hub_url="https://polled.example/", topic_url=url), FeedHints(hub_url="https://pushed.example/")]
    with store.closing(newsroom.open()) as db:
        moments = [NOON + HOUR, NOON + 2 * HOUR]
        polled, told = [Fetched(feed_url=url, url=url, status=200, fetched_at=m, body=str(m).encode()) for m in moments]
        store.save_fetch(db, polled, FeedState(feed_url=url), now=moments[0], jobs=())
        store.save_push(db, told)
        for answer, said in zip(list(store.load_unparsed(db)), hints, strict=True):
            store.save_parsed(db, answer, ParsedFeed(hints=said))

        assert store.load_document_hints(db, [url, "https://other.example/"]) == {url: hints[0]}


def test_news_that_only_polling_found_makes_polling_quick_again(subscribed: Newsroom) -> None:
    town = subscribed.town
    subscribed.run(after=DAY)
    town.headlines = HEADLINES[:2]
    subscribed.run(after=DAY)
    asked = town.asked_feed

    subscribed.run(after=3 * HOUR)

    assert town.asked_feed == asked + 1
    subscription = subscribed.subscription()
    assert subscription
    assert not subscription.is_trusted


# ---------------------------------------------------------------- safety


def test_a_feed_cannot_make_us_ask_a_private_hub(newsroom: Newsroom, town: Town) -> None:
    """The feed's own address is the desk's word; the hub's is the publisher's."""
    town.asked_hub.clear()
    text = newsroom.desk_text.replace("private_hosts", "# private_hosts")

    report = newsroom.run(after=2 * DAY, text=text)
    report = newsroom.run(after=2 * DAY, text=text)

    assert town.asked_feed > 1
    assert town.asked_hub == []
    assert "private_hosts" in report.push_lines[0]


def test_what_may_be_shown_holds_no_secret(subscribed: Newsroom) -> None:
    form = subscribed.town.asked_hub[0]
    with store.closing(subscribed.open()) as db:
        (shown,) = store.load_subscriptions(db).values()
        (kept,) = store.load_callbacks(db).values()
    said = msgspec.json.encode(shown).decode() + repr(shown) + repr(kept)

    assert kept.secret == form["hub.secret"]
    assert form["hub.secret"] not in said
    assert form["hub.callback"].rpartition("/")[2] not in said


# ---------------------------------------------------------------- telling of our own feeds


def test_our_hub_is_told_once_of_the_feeds_that_changed(newsroom: Newsroom, town: Town) -> None:
    newsroom.serve = f'hub_url = "{town.hub_url}"'
    town.asked_hub.clear()

    first = newsroom.run(after=2 * DAY)
    again = newsroom.run(after=HOUR)

    told = [form for form in town.asked_hub if form["hub.mode"] == "publish"]
    assert len(told) == 1
    assert told[0]["hub.url"].startswith("https://isles.example/")
    assert first.push_lines[0] == f"told {town.hub_url} of 3 changed feeds"
    assert not [line for line in again.push_lines if "told" in line]
    assert f'rel="hub" href="{town.hub_url}"' in (newsroom.folder / "site/feed.xml").read_text()
    assert json.loads((newsroom.folder / "site/feed.json").read_text())["hubs"][0]["url"] == town.hub_url


def test_a_hub_that_cannot_be_told_is_only_a_line_in_the_report(newsroom: Newsroom, town: Town) -> None:
    newsroom.serve = f'hub_url = "{town.hub_url}"'
    town.hub_status = 500

    report = newsroom.run(after=2 * HOUR)

    assert report.push_lines[0].startswith(f"telling {town.hub_url} of 3 changed feeds: ")
    assert report.published_count == 1


def test_another_callback_address_is_no_other_edition(newsroom: Newsroom) -> None:
    other = replace(newsroom, port=newsroom.port + 1)

    assert not newsroom.run(after=HOUR, text=other.desk_text).is_changed
