"""When a feed is asked again, and why then."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings import schedule
from tidings.errors import FetchError
from tidings.model import Feed, FeedState, Fetched, Validators
from tidings.rules import FetchRules

from .make import NOON, at

URL = "https://post.example/feed"
RULES = FetchRules()
WEEK = timedelta(days=7)

STATUSES = st.sampled_from([0, 200, 302, 304, 400, 401, 403, 404, 410, 418, 429, 500, 502, 503])
ERRORS = st.builds(
    lambda status, retry_after_s: FetchError(URL, "no", status=status, retry_after_s=retry_after_s),
    STATUSES,
    st.sampled_from([0, 0, 0, 1, 3600, 86400, 10**6, 10**12]),
)
ANSWERS = st.builds(
    lambda status, max_age_s, etag, body: make_fetched(
        status=status, max_age_s=max_age_s, validators=Validators(etag=etag), body=body if status == 200 else b""
    ),
    st.sampled_from([200, 204, 304]),
    st.sampled_from([0, 1, 3600, 7200, 10**5, 10**12]),
    st.sampled_from(["", '"1"', '"2"']),
    st.binary(max_size=3),
)
RULE_SETS = st.builds(
    FetchRules,
    interval_minutes=st.integers(1, 3000),
    interval_max_minutes=st.integers(1, 3000),
    backoff_minutes=st.integers(1, 3000),
)


def make_fetched(**fields: object) -> Fetched:
    return Fetched(**{"feed_url": URL, "url": URL, "status": 200, "fetched_at": NOON, "body": b"feed", **fields})  # type: ignore[arg-type]  # named by the test


def after(outcome: Fetched | FetchError, state: FeedState | None = None, *, rules: FetchRules = RULES) -> FeedState:
    return schedule.next_state(state, outcome, feed_url=URL, now=NOON, rules=rules)


def wait_after(
    outcome: Fetched | FetchError, state: FeedState | None = None, *, rules: FetchRules = RULES
) -> timedelta:
    due_at = after(outcome, state, rules=rules).next_due_at
    assert due_at is not None
    return due_at - NOON


def error(status: int = 500, retry_after_s: int = 0) -> FetchError:
    return FetchError(URL, "no", status=status, retry_after_s=retry_after_s)


def failing(failures: int) -> FeedState:
    return FeedState(feed_url=URL, failures=failures)


def test_what_was_never_asked_is_due() -> None:
    assert schedule.is_due(None, now=NOON)
    assert schedule.is_due(FeedState(feed_url=URL), now=NOON)


def test_a_feed_is_due_at_its_moment_and_not_before() -> None:
    state = FeedState(feed_url=URL, next_due_at=NOON)

    assert schedule.is_due(state, now=NOON)
    assert not schedule.is_due(state, now=NOON - timedelta(seconds=1))


def test_a_clock_that_was_wrong_once_does_not_silence_a_feed() -> None:
    state = schedule.next_state(None, make_fetched(), feed_url=URL, now=NOON + timedelta(days=5000), rules=RULES)

    assert schedule.is_due(state, now=NOON)


def test_why_not_due_is_told_with_the_moment() -> None:
    state = after(error(429, retry_after_s=19 * 3600))

    assert (
        schedule.why_not_due(state, now=NOON) == "next due 2026-03-21 07:00 UTC: the host asked to wait (Retry-After)"
    )


def test_there_is_no_reason_when_it_is_due() -> None:
    assert schedule.why_not_due(None, now=NOON) == ""
    assert schedule.why_not_due(FeedState(feed_url=URL, next_due_at=NOON), now=NOON) == ""


def test_due_feeds_keep_the_desks_order() -> None:
    feeds = [Feed(url="b"), Feed(url="c"), Feed(url="a")]
    states = {"c": FeedState(feed_url="c", next_due_at=at(1)), "b": FeedState(feed_url="b", next_due_at=at(-1))}

    assert schedule.due_feeds(feeds, states, now=NOON) == (feeds[0], feeds[2])


def test_an_answer_is_remembered() -> None:
    state = after(make_fetched(validators=Validators(etag='"1"')), failing(3))

    assert state == FeedState(
        feed_url=URL,
        validators=Validators(etag='"1"'),
        body_hash=hashlib.sha256(b"feed").hexdigest(),
        checked_at=NOON,
        succeeded_at=NOON,
        next_due_at=at(1),
        note="1 hour between two requests",
    )


def test_a_200_without_validators_ends_the_old_ones() -> None:
    before = FeedState(feed_url=URL, validators=Validators(etag='"1"', last_modified="then"))

    assert after(make_fetched(), before).validators == Validators()


def test_a_304_keeps_what_we_hold() -> None:
    before = FeedState(feed_url=URL, validators=Validators(etag='"1"', last_modified="then"), body_hash="abc")
    state = after(make_fetched(status=304, body=b"", validators=Validators(etag='"2"')), before)

    assert (state.validators, state.body_hash) == (Validators(etag='"2"', last_modified="then"), "abc")


def test_a_failure_keeps_what_we_hold() -> None:
    before = replace(after(make_fetched(validators=Validators(etag='"1"'))), checked_at=at(-1), succeeded_at=at(-1))
    state = after(error(), before)

    assert (state.validators, state.body_hash) == (before.validators, before.body_hash)
    assert (state.succeeded_at, state.checked_at, state.failures) == (at(-1), NOON, 1)


def test_a_server_may_ask_for_longer_but_not_for_more_than_the_longest_interval() -> None:
    assert wait_after(make_fetched(max_age_s=7200)) == timedelta(hours=2)
    assert wait_after(make_fetched(max_age_s=60)) == timedelta(hours=1)
    assert wait_after(make_fetched(max_age_s=10**9)) == timedelta(days=1)
    assert "holds for 2 hours" in after(make_fetched(max_age_s=7200)).note


@pytest.mark.parametrize(("failures", "minutes"), [(1, 15), (2, 30), (3, 60), (4, 120), (8, 1440), (5000, 1440)])
def test_a_host_that_cannot_be_reached_is_tried_again_after_a_doubling_wait(failures: int, minutes: int) -> None:
    assert wait_after(error(0), failing(failures - 1)) == timedelta(minutes=minutes)


@pytest.mark.parametrize(("failures", "minutes"), [(1, 60), (3, 60), (4, 120), (8, 1440)])
def test_a_host_that_answers_badly_is_left_alone_for_the_interval_at_least(failures: int, minutes: int) -> None:
    assert wait_after(error(500), failing(failures - 1)) == timedelta(minutes=minutes)


def test_a_host_that_is_overloaded_is_given_longer() -> None:
    assert wait_after(error(503), failing(2)) == timedelta(hours=4)


def test_a_feed_that_is_gone_is_left_alone_for_a_week() -> None:
    state = after(error(410))

    assert state.next_due_at == NOON + WEEK
    assert "gone for good" in state.note
    assert "take it off the desk" in state.note


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_that_stays_slows_down_to_the_longest_interval(status: int) -> None:
    assert wait_after(error(status), failing(0)) == timedelta(hours=1)
    assert wait_after(error(status), failing(2)) == timedelta(days=1)
    assert "3 times in a row" in after(error(status), failing(2)).note


@given(st.one_of(ANSWERS, ERRORS.filter(lambda error: error.status != 0)), st.integers(0, 50), RULE_SETS)
def test_a_host_that_answered_is_never_asked_before_the_interval(
    outcome: Fetched | FetchError, failures: int, rules: FetchRules
) -> None:
    assert wait_after(outcome, failing(failures), rules=rules) >= timedelta(minutes=rules.interval_minutes)


@given(st.one_of(ANSWERS, ERRORS), st.integers(0, 50), RULE_SETS)
def test_no_wait_is_longer_than_the_caps_or_without_words(
    outcome: Fetched | FetchError, failures: int, rules: FetchRules
) -> None:
    longest = timedelta(minutes=max(rules.interval_minutes, rules.interval_max_minutes))
    state = after(outcome, failing(failures), rules=rules)
    may_be_a_week = isinstance(outcome, FetchError) and (outcome.retry_after_s or outcome.status == 410)

    assert timedelta(0) < wait_after(outcome, failing(failures), rules=rules) <= (WEEK if may_be_a_week else longest)
    assert state.note


@given(ERRORS, st.integers(0, 50), RULE_SETS)
def test_what_the_host_asked_for_is_a_floor(error: FetchError, failures: int, rules: FetchRules) -> None:
    asked = timedelta(seconds=min(error.retry_after_s, 7 * 86400))

    assert wait_after(error, failing(failures), rules=rules) >= asked


@given(STATUSES, RULE_SETS, st.integers(0, 50))
def test_waits_only_grow_while_failures_go_on(status: int, rules: FetchRules, failures: int) -> None:
    shorter, longer = (wait_after(error(status), failing(count), rules=rules) for count in (failures, failures + 1))

    assert shorter <= longer


@given(st.lists(st.one_of(ANSWERS, ERRORS), max_size=8))
def test_failures_are_counted_from_the_last_answer(outcomes: list[Fetched | FetchError]) -> None:
    state: FeedState | None = None
    for outcome in outcomes:
        state = after(outcome, state)
    trailing = next((n for n, o in enumerate(reversed(outcomes)) if isinstance(o, Fetched)), len(outcomes))

    assert (state.failures if state else 0) == trailing


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "no time"), (1, "1 minute"), (15, "15 minutes"), (90, "90 minutes"), (60, "1 hour"), (2880, "2 days")],
)
def test_waits_are_told_in_words(minutes: int, words: str) -> None:
    assert schedule.in_words(timedelta(minutes=minutes)) == words


# ---------------------------------------------------------------- while a hub tells us

POLLED = FeedState(
    feed_url=URL, checked_at=NOON, next_due_at=at(1), push_until=at(240), note="1 hour between two requests"
)


def test_polling_is_twelve_times_slower_while_a_hub_tells_us() -> None:
    assert not schedule.is_due(POLLED, now=at(11.9))
    assert schedule.is_due(POLLED, now=at(12))
    assert schedule.why_not_due(POLLED, now=at(1)) == "next due 2026-03-21 00:00 UTC: a hub tells us of its news"


def test_polling_is_never_slower_than_once_a_day_on_a_hubs_account() -> None:
    state = replace(POLLED, next_due_at=at(6))

    assert not schedule.is_due(state, now=at(23.9))
    assert schedule.is_due(state, now=at(24))


def test_a_feed_that_asked_for_more_than_a_day_gets_it_with_a_hub_too() -> None:
    state = replace(POLLED, next_due_at=at(30))

    assert not schedule.is_due(state, now=at(29))
    assert schedule.is_due(state, now=at(30))


def test_polling_is_as_ever_from_the_moment_a_lease_ends() -> None:
    state = replace(POLLED, push_until=at(2))

    assert not schedule.is_due(state, now=at(1.9))
    assert schedule.is_due(state, now=at(2))


def test_a_feed_that_fails_is_not_slowed_by_its_hub() -> None:
    assert schedule.is_due(replace(POLLED, failures=1), now=at(1))


@given(wait_h=st.floats(0, 200), push_h=st.floats(-10, 300), later_h=st.floats(0, 400))
def test_a_hub_never_makes_a_feed_due_earlier(wait_h: float, push_h: float, later_h: float) -> None:
    plain = FeedState(feed_url=URL, checked_at=NOON, next_due_at=at(wait_h))

    if schedule.is_due(replace(plain, push_until=at(push_h)), now=at(later_h)):
        assert schedule.is_due(plain, now=at(later_h))
