"""Subscriptions: only a hub's answer to an open request of ours makes one active."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOON, at
from tidings.model import FeedHints, FeedState
from tidings.schedule import is_due
from tidings.subscription import Subscription
from tidings.websub import (
    BACKOFF_MAX,
    DENIED_WAIT,
    HINT_GAP,
    LEASE_ASKED_S,
    LEASE_MAX_S,
    METHODS,
    VERIFY_WAIT,
    Asked,
    Denied,
    Event,
    Failed,
    Polled,
    Pushed,
    Verified,
    as_of,
    find_hub,
    find_request,
    form_of,
    is_over,
    is_signed,
    lease_of,
    may_have_secret,
    next_subscription,
    read_intent,
    with_push,
)

TOPIC, HUB = "https://post.example/feed", "https://hub.example/"
WANTED = Subscription(feed_url=TOPIC, hub_url=HUB, topic_url=TOPIC, callback_base="https://news.example/websub")
CONFIRMS = Verified(mode="subscribe", topic_url=TOPIC)
DAY = timedelta(days=1)


def after(*events: Event, start: Subscription = WANTED, now: datetime = NOON) -> Subscription:
    """A subscription after some events at one moment."""
    for event in events:
        start = next_subscription(start, event, now=now)
    return start


ACTIVE = after(Asked(mode="subscribe"), CONFIRMS)


# ---------------------------------------------------------------- the way to active


def test_a_hub_that_verifies_our_request_makes_it_active_for_its_lease() -> None:
    active = after(Asked(mode="subscribe"), replace(CONFIRMS, lease_s=86_400))

    assert (active.state, active.lease_until) == ("active", NOON + DAY)


@pytest.mark.parametrize(
    ("given_s", "taken_s"), [(0, LEASE_ASKED_S), (3600, 3600), (10**9, LEASE_MAX_S), (LEASE_ASKED_S, LEASE_ASKED_S)]
)
def test_the_hubs_lease_is_taken_within_bounds(given_s: int, taken_s: int) -> None:
    active = after(Asked(mode="subscribe"), replace(CONFIRMS, lease_s=given_s))

    assert active.lease_until == NOON + timedelta(seconds=taken_s)


@pytest.mark.parametrize(
    "event",
    [
        replace(CONFIRMS, topic_url="https://other.example/feed"),
        replace(CONFIRMS, topic_url=TOPIC + "/"),
        replace(CONFIRMS, mode="unsubscribe"),
        replace(CONFIRMS, mode="publish"),
    ],
)
def test_what_we_did_not_ask_for_is_not_confirmed(event: Verified) -> None:
    pending = after(Asked(mode="subscribe"))

    assert after(event, start=pending) == pending


def test_without_a_request_nothing_is_confirmed() -> None:
    assert after(CONFIRMS) == WANTED
    assert after(CONFIRMS, start=ACTIVE) == ACTIVE
    assert after(Verified(mode="unsubscribe", topic_url=TOPIC), start=ACTIVE) == ACTIVE


def test_a_request_that_nobody_verified_for_a_day_is_given_up() -> None:
    late = next_subscription(after(Asked(mode="subscribe")), CONFIRMS, now=NOON + VERIFY_WAIT)

    assert (late.state, late.awaiting, late.failures) == ("wanted", "", 1)


def test_what_nobody_verified_is_asked_again_whenever_somebody_looks() -> None:
    pending = after(Asked(mode="subscribe"))

    assert find_request(pending, is_wanted=True, now=NOON + VERIFY_WAIT) is None
    assert find_request(pending, is_wanted=True, now=NOON + VERIFY_WAIT + timedelta(hours=1)) == "subscribe"
    assert find_request(pending, is_wanted=True, now=NOON + 30 * DAY) == "subscribe"


@given(st.integers(0, 40 * 86_400), st.integers(0, 40 * 86_400))
def test_looking_in_between_changes_nothing(first_s: int, more_s: int) -> None:
    first, last = NOON + timedelta(seconds=first_s), NOON + timedelta(seconds=first_s + more_s)

    for start in (ACTIVE, after(Asked(mode="subscribe")), after(Asked(mode="subscribe"), start=ACTIVE)):
        assert as_of(as_of(start, now=first), now=last) == as_of(start, now=last)


MODES = st.sampled_from(["subscribe", "unsubscribe", "denied", ""])
TOPICS = st.sampled_from([TOPIC, "https://other.example/feed", ""])
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Asked, mode=st.sampled_from(["subscribe", "unsubscribe"])),
    st.builds(Failed, reason=st.just("hub is down"), retry_after_s=st.integers(0, 10**12)),
    st.builds(Verified, mode=MODES, topic_url=TOPICS, lease_s=st.integers(-5, 10**12)),
    st.builds(Denied, topic_url=TOPICS),
    st.builds(Pushed, is_signed=st.booleans()),
    st.builds(Polled, entries_new=st.integers(0, 3)),
)
STEPS = st.lists(st.tuples(EVENTS, st.integers(0, 40 * 86_400)), max_size=25)


@given(STEPS)
def test_no_sequence_of_events_activates_without_a_matching_open_request(steps: list[tuple[Event, int]]) -> None:
    subscription, now = WANTED, NOON
    for event, gap_s in steps:
        now += timedelta(seconds=gap_s)
        before = as_of(subscription, now=now)
        subscription = next_subscription(subscription, event, now=now)
        if subscription.state == "active" and before.state != "active":
            assert event == replace(CONFIRMS, lease_s=getattr(event, "lease_s", 0))
            assert before.awaiting == "subscribe"
            assert before.asked_at is not None
            assert now - before.asked_at < VERIFY_WAIT
        if subscription.state == "active":
            assert subscription.lease_until is not None
            assert now < subscription.lease_until <= now + timedelta(seconds=LEASE_MAX_S)
        assert (subscription.topic_url, subscription.hub_url) == (TOPIC, HUB)


@given(STEPS)
def test_a_hub_is_never_asked_twice_within_an_hour(steps: list[tuple[Event, int]]) -> None:
    subscription, now, asked = WANTED, NOON, []
    for event, gap_s in steps:
        now += timedelta(seconds=gap_s)
        if mode := find_request(subscription, is_wanted=True, now=now):
            asked.append(now)
            subscription = next_subscription(subscription, Asked(mode=mode), now=now)
        if not isinstance(event, Asked):
            subscription = next_subscription(subscription, event, now=now)

    assert all(later - earlier >= timedelta(hours=1) for earlier, later in pairwise(asked))


# ---------------------------------------------------------------- renewal, back-off, denial


def test_a_lease_is_renewed_when_four_fifths_of_it_are_over() -> None:
    assert find_request(ACTIVE, is_wanted=True, now=NOON + 7.99 * DAY) is None
    assert find_request(ACTIVE, is_wanted=True, now=NOON + 8 * DAY) == "subscribe"


def test_it_stays_active_while_its_renewal_is_under_way() -> None:
    renewing = after(Asked(mode="subscribe"), start=ACTIVE, now=NOON + 8 * DAY)
    renewed = after(CONFIRMS, start=renewing, now=NOON + 8 * DAY)

    assert renewing.state == "active"
    assert find_request(renewing, is_wanted=True, now=NOON + 8 * DAY) is None
    assert renewed.lease_until == NOON + 18 * DAY


def test_a_renewal_that_fails_is_tried_again_until_the_lease_ends() -> None:
    now = NOON + 8 * DAY
    failing = after(Asked(mode="subscribe"), Failed(reason="no answer"), start=ACTIVE, now=now)

    assert failing.state == "active"
    assert find_request(failing, is_wanted=True, now=now) is None
    assert find_request(failing, is_wanted=True, now=now + timedelta(hours=1)) == "subscribe"
    assert as_of(failing, now=NOON + 10 * DAY).state == "expired"
    assert find_request(failing, is_wanted=True, now=NOON + 10 * DAY) == "subscribe"


def test_a_hub_that_is_down_is_asked_ever_more_rarely() -> None:
    subscription, now, waits = WANTED, NOON, []
    for _ in range(12):
        subscription = after(Asked(mode="subscribe"), Failed(reason="down"), start=subscription, now=now)
        assert subscription.next_at
        waits.append(subscription.next_at - now)
        now = subscription.next_at

    assert waits == sorted(waits)
    assert waits[:3] == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=4)]
    assert waits[-1] == BACKOFF_MAX


def test_what_a_hub_asks_us_to_wait_is_waited() -> None:
    subscription = after(Asked(mode="subscribe"), Failed(reason="busy", retry_after_s=86_400))

    assert subscription.next_at == NOON + DAY


@pytest.mark.parametrize("start", [after(Asked(mode="subscribe")), ACTIVE])
def test_a_hub_that_denies_is_left_alone_for_a_week(start: Subscription) -> None:
    denied = after(Denied(topic_url=TOPIC), start=start)

    assert denied.state == "denied"
    assert find_request(denied, is_wanted=True, now=NOON + DENIED_WAIT - timedelta(seconds=1)) is None
    assert find_request(denied, is_wanted=True, now=NOON + DENIED_WAIT) == "subscribe"


def test_a_denial_of_something_else_means_nothing() -> None:
    assert after(Denied(topic_url="https://other.example/"), start=ACTIVE) == ACTIVE


def test_what_the_desk_reads_no_more_is_ended_once_and_then_forgotten() -> None:
    assert find_request(ACTIVE, is_wanted=False, now=NOON) == "unsubscribe"
    leaving = after(Asked(mode="unsubscribe"), start=ACTIVE)
    assert not is_over(leaving, is_wanted=False, now=NOON)

    left = after(Verified(mode="unsubscribe", topic_url=TOPIC), start=leaving)
    assert (left.state, is_over(left, is_wanted=False, now=NOON)) == ("expired", True)
    assert is_over(after(Failed(reason="down"), start=leaving), is_wanted=False, now=NOON)
    assert is_over(leaving, is_wanted=False, now=NOON + VERIFY_WAIT)
    assert is_over(WANTED, is_wanted=False, now=NOON)


# ---------------------------------------------------------------- trust


def look(hours: float, entries_new: int, start: Subscription) -> Subscription:
    """We ask the feed ourselves."""
    return next_subscription(start, Polled(entries_new=entries_new), now=at(hours))


def test_news_that_only_polling_found_ends_the_trust_in_pushes() -> None:
    doubted = look(24, 1, look(12, 0, ACTIVE))

    assert not doubted.is_trusted
    assert find_request(doubted, is_wanted=True, now=NOON + 9 * DAY) is None, "and it is not renewed"
    ended = as_of(doubted, now=NOON + 10 * DAY)
    assert find_request(ended, is_wanted=True, now=NOON + 16 * DAY) is None
    assert find_request(ended, is_wanted=True, now=NOON + 17 * DAY) == "subscribe"


@pytest.mark.parametrize("is_signed", [True, False])
def test_news_that_was_pushed_is_no_reason_for_doubt(is_signed: bool) -> None:
    told = next_subscription(look(12, 0, ACTIVE), Pushed(is_signed=is_signed), now=at(20))

    assert look(24, 5, told).is_trusted


def test_news_from_before_the_subscription_is_no_reason_for_doubt() -> None:
    assert look(1, 30, ACTIVE).is_trusted


def test_polling_that_finds_nothing_is_no_reason_for_doubt() -> None:
    assert look(36, 0, look(24, 0, look(12, 0, ACTIVE))).is_trusted


def test_a_push_earns_the_trust_back() -> None:
    doubted = look(24, 1, look(12, 0, ACTIVE))

    assert next_subscription(doubted, Pushed(is_signed=True), now=at(25)).is_trusted


# ---------------------------------------------------------------- what it means for polling

STATE = FeedState(feed_url=TOPIC, checked_at=NOON, next_due_at=at(1))


def test_polling_is_slow_as_long_as_an_active_subscription_lasts() -> None:
    assert with_push(STATE, ACTIVE, now=at(1)).push_until == ACTIVE.lease_until
    assert with_push(STATE, ACTIVE, now=NOON + 10 * DAY).push_until is None


@pytest.mark.parametrize(
    "subscription", [None, WANTED, after(Asked(mode="subscribe")), after(Denied(topic_url=TOPIC), start=ACTIVE)]
)
def test_without_an_active_subscription_polling_is_as_ever(subscription: Subscription | None) -> None:
    slow = replace(STATE, push_until=at(100))

    assert with_push(slow, subscription, now=at(1)).push_until is None


def test_a_doubted_subscription_slows_nothing() -> None:
    assert with_push(STATE, replace(ACTIVE, is_trusted=False), now=at(1)).push_until is None


def test_a_hint_ends_the_slowness_until_the_feed_was_asked() -> None:
    hinted = next_subscription(ACTIVE, Pushed(is_signed=False), now=at(0.5))

    assert with_push(STATE, hinted, now=at(1)).push_until is None
    assert with_push(replace(STATE, checked_at=at(1)), hinted, now=at(2)).push_until == ACTIVE.lease_until


def test_a_signed_push_is_read_at_once_and_makes_no_request() -> None:
    assert next_subscription(ACTIVE, Pushed(is_signed=True), now=at(1)).hinted_at is None


def test_hints_count_once_in_some_minutes() -> None:
    first = next_subscription(ACTIVE, Pushed(is_signed=False), now=NOON)
    soon = next_subscription(first, Pushed(is_signed=False), now=NOON + HINT_GAP / 2)
    later = next_subscription(first, Pushed(is_signed=False), now=NOON + HINT_GAP)

    assert (soon.hinted_at, later.hinted_at) == (NOON, NOON + HINT_GAP)


# ---------------------------------------------------------------- requests and what hubs say


def test_a_request_says_what_websub_wants_to_know() -> None:
    form = dict(form_of(WANTED, "subscribe", callback_url="https://news.example/websub/abc", secret="s3cret"))

    assert form == {
        "hub.mode": "subscribe",
        "hub.topic": TOPIC,
        "hub.callback": "https://news.example/websub/abc",
        "hub.lease_seconds": "864000",
        "hub.secret": "s3cret",
    }


@pytest.mark.parametrize(
    ("hub_url", "feed_url", "may"),
    [
        ("https://hub.example/", "https://post.example/f", True),
        ("http://hub.example/", "https://post.example/f", False),
        ("http://hub.example/", "http://post.example/f", True),
    ],
)
def test_a_secret_never_goes_over_a_line_less_safe_than_the_feeds(hub_url: str, feed_url: str, may: bool) -> None:
    assert may_have_secret(hub_url, feed_url) is may


@pytest.mark.parametrize(
    ("header", "document", "found"),
    [
        (None, None, None),
        (FeedHints(), FeedHints(topic_url=TOPIC), None),
        (None, FeedHints(hub_url=HUB), (HUB, "https://feed.example/")),
        (None, FeedHints(hub_url=HUB, topic_url=TOPIC), (HUB, TOPIC)),
        (
            FeedHints(hub_url="https://one.example/"),
            FeedHints(hub_url=HUB, topic_url=TOPIC),
            ("https://one.example/", TOPIC),
        ),
        (
            FeedHints(hub_url=HUB, topic_url="https://a.example/"),
            FeedHints(topic_url=TOPIC),
            (HUB, "https://a.example/"),
        ),
        (FeedHints(hub_url="javascript:1"), FeedHints(hub_url=HUB), (HUB, "https://feed.example/")),
        (FeedHints(hub_url="https://user:word@hub.example/"), None, None),
        (FeedHints(hub_url="https://hub.example/" + "a" * 3000), None, None),
    ],
)
def test_the_headers_hub_goes_before_the_documents(
    header: FeedHints | None, document: FeedHints | None, found: tuple[str, str] | None
) -> None:
    assert find_hub("https://feed.example/", header=header, document=document) == found


@pytest.mark.parametrize("feed_url", ["https://feed.example/?key=abc", "https://user:word@feed.example/"])
def test_a_key_in_a_feeds_address_is_never_told_to_a_hub(feed_url: str) -> None:
    assert find_hub(feed_url, header=FeedHints(hub_url=HUB), document=None) is None
    assert find_hub(feed_url, header=FeedHints(hub_url=HUB, topic_url=TOPIC), document=None) == (HUB, TOPIC)


def test_a_hubs_question_is_read() -> None:
    query = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "x", "hub.lease_seconds": "60"}

    assert read_intent(query) == Verified(mode="subscribe", topic_url=TOPIC, lease_s=60)
    assert read_intent(query | {"hub.mode": "denied"}) == Denied(topic_url=TOPIC)
    assert read_intent(query | {"hub.mode": "other"}) is None
    assert read_intent(query | {"hub.challenge": ""}) is None
    assert read_intent({}) is None


@given(st.text(max_size=30))
def test_a_lease_is_a_bounded_number_whatever_is_said(text: str) -> None:
    assert 0 <= lease_of(text) <= LEASE_MAX_S


# ---------------------------------------------------------------- signatures


def sign(body: bytes, secret: str, method: str = "sha256") -> str:
    return f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"


@given(
    body=st.binary(max_size=300),
    secret=st.text("0123456789abcdef", min_size=1, max_size=64),
    method=st.sampled_from(METHODS),
)
def test_the_right_signature_is_believed(body: bytes, secret: str, method: str) -> None:
    signature = sign(body, secret, method)

    assert is_signed(body, signature, secret=secret)
    assert is_signed(body, signature.upper(), secret=secret)


@given(
    body=st.binary(max_size=100),
    signature=st.one_of(
        st.text(max_size=200),
        st.builds(
            "{}={}".format, st.sampled_from([*METHODS, "sha1", "md5", ""]), st.text("0123456789abcdef", max_size=130)
        ),
    ),
)
def test_no_other_signature_is(body: bytes, signature: str) -> None:
    assert not is_signed(body, signature, secret="the hub and we alone know")


@given(body=st.binary(max_size=100), other=st.binary(max_size=100))
def test_a_signature_is_of_one_body_only(body: bytes, other: bytes) -> None:
    assert is_signed(body, sign(other, "s"), secret="s") == (body == other)


def test_sha1_is_not_believed() -> None:
    signature = f"sha1={hmac.new(b's', b'body', hashlib.sha1).hexdigest()}"

    assert not is_signed(b"body", signature, secret="s")


def test_without_a_secret_nothing_is_believed() -> None:
    assert not is_signed(b"body", sign(b"body", ""), secret="")


# ---------------------------------------------------------------- two months in a moment


def test_two_months_with_a_hub_that_dies_half_way() -> None:
    """A run every quarter of an hour, news every five hours; the hub is gone after 30 days."""
    subscription, state, until = WANTED, FeedState(feed_url=TOPIC, next_due_at=NOON), NOON + 30 * DAY
    polls: list[datetime] = []
    asked: list[datetime] = []
    unseen, late = 0, []
    for quarter in range(60 * 24 * 4):
        now = NOON + quarter * timedelta(minutes=15)
        if quarter % 20 == 7:
            unseen += 1
            if now < until:
                subscription, unseen = next_subscription(subscription, Pushed(is_signed=True), now=now), 0
        if is_due(with_push(state, subscription, now=now), now=now):
            polls.append(now)
            subscription, found = next_subscription(subscription, Polled(entries_new=unseen), now=now), unseen
            late += [now] if found else []
            unseen, state = 0, replace(state, checked_at=now, next_due_at=now + timedelta(hours=1))
        if mode := find_request(subscription, is_wanted=True, now=now):
            asked.append(now)
            subscription = next_subscription(subscription, Asked(mode=mode), now=now)
            answer: Event = CONFIRMS if now < until else Failed(reason="down")
            subscription = next_subscription(subscription, answer, now=now)

    with_hub = [moment for moment in polls if moment < until]
    assert len(with_hub) <= 2 * 30 + 1, "twice a day"
    assert [moment for moment in asked if moment < until] == [NOON + days * DAY for days in (0, 8, 16, 24)]
    assert not [moment for moment in late if moment < until]
    assert len([moment for moment in polls if moment >= until + DAY]) >= 29 * 24, (
        "as ever, a day after the hub fell silent"
    )
    assert len([moment for moment in asked if moment >= until]) <= 10
    assert all(later - earlier >= timedelta(hours=1) for earlier, later in pairwise(polls))
