"""When a feed is asked again, and why then."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings import schedule
from tidings.errors import FetchError
from tidings.model import (
    DateClaim,
    Entry,
    Feed,
    FeedHints,
    FeedState,
    Fetched,
    HostState,
    ParsedFeed,
    Validators,
    Visit,
)
from tidings.rules import FetchRules

from .make import NOON, at

URL = "https://post.example/feed"
RULES = FetchRules()
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
SILENT = FeedHints()
WITH_TAG = Validators(etag='"1"')

STATUSES = st.sampled_from([0, 200, 302, 304, 400, 401, 403, 404, 410, 418, 429, 500, 502, 503])
ERRORS = st.builds(
    lambda status, retry_after_s, kind: FetchError(URL, "no", status=status, retry_after_s=retry_after_s, kind=kind),
    STATUSES,
    st.sampled_from([0, 0, 0, 1, 3600, 86400, 10**6, 10**12]),
    st.sampled_from(["", "unreached", "unknown host"]),
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
    return Fetched(
        **{
            "feed_url": URL,
            "url": URL,
            "status": 200,
            "fetched_at": NOON,
            "body": b"feed",
            "validators": WITH_TAG,
            **fields,
        }
    )  # type: ignore[arg-type]  # named by the test


def after(outcome: Fetched | FetchError, state: FeedState | None = None, *, rules: FetchRules = RULES) -> FeedState:
    return schedule.next_state(state, outcome, feed_url=URL, now=NOON, rules=rules)


def wait_after(
    outcome: Fetched | FetchError, state: FeedState | None = None, *, rules: FetchRules = RULES
) -> timedelta:
    due_at = after(outcome, state, rules=rules).next_due_at
    assert due_at is not None
    return due_at - NOON


def error(status: int = 500, retry_after_s: int = 0, kind: str = "") -> FetchError:
    return FetchError(URL, "no", status=status, retry_after_s=retry_after_s, kind=kind)


def failing(failures: int, trouble: str = "broken", **fields: object) -> FeedState:
    """A feed that answered once, and then failed so often in the same way."""
    known = {"feed_url": URL, "first_at": at(-999), "failures": failures, "troubles": failures, "trouble": trouble}
    return FeedState(**{**known, **fields})  # type: ignore[arg-type]  # named by the test


def known(**fields: object) -> FeedState:
    """A feed that answered before, so that the first spread is behind it."""
    return FeedState(**{"feed_url": URL, "first_at": at(-999), **fields})  # type: ignore[arg-type]  # named by the test


def document(*hours: float, hints: FeedHints = SILENT) -> ParsedFeed:
    """A document with entries of so many hours ago."""
    claims = [DateClaim(raw="", element="pubDate", at=at(-hour), zone="stated") for hour in hours]
    return ParsedFeed(entries=tuple(Entry(id=str(n), published=claim) for n, claim in enumerate(claims)), hints=hints)


def planned(
    read: ParsedFeed, state: FeedState | None = None, *, rules: FetchRules = RULES, **answer: object
) -> FeedState:
    """The memory after an answer was fetched and read."""
    fetched = after(make_fetched(**answer), state or known(), rules=rules)
    return schedule.plan(fetched, schedule.rhythm_of(read, now=NOON), rules=rules)


def wait_of(state: FeedState) -> timedelta:
    assert state.next_due_at is not None
    return state.next_due_at - NOON


def about(wait: timedelta) -> tuple[timedelta, timedelta]:
    """What a tenth of jitter makes of a wait."""
    return wait * 0.9, wait * 1.1


def is_about(wait: timedelta, expected: timedelta) -> bool:
    least, most = about(expected)
    return least <= wait <= most


# ---------------------------------------------------------------- due or not


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
    state = after(make_fetched(retry_after_s=19 * 3600), known())

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


# ---------------------------------------------------------------- what is remembered


def test_an_answer_is_remembered() -> None:
    state = after(make_fetched(max_age_s=90, url=f"{URL}/there"), failing(3, failing_since=at(-3)))

    assert replace(state, next_due_at=None) == FeedState(
        feed_url=URL,
        validators=Validators(etag='"1"', url=f"{URL}/there"),
        body_hash=hashlib.sha256(b"feed").hexdigest(),
        checked_at=NOON,
        first_at=at(-999),
        succeeded_at=NOON,
        whole_at=NOON,
        holds_s=90,
        note="1 hour between two requests",
    )


def test_rule_6_a_200_without_validators_ends_the_old_ones() -> None:
    before = known(validators=Validators(etag='"1"', last_modified="then"))

    assert after(make_fetched(validators=Validators()), before).validators == Validators()


def test_rule_6_validators_are_kept_with_the_address_that_gave_them() -> None:
    before = known(validators=Validators(etag='"1"', url="https://old.example/"))

    assert after(make_fetched(url="https://new.example/"), before).validators.url == "https://new.example/"


def test_rule_6_nonsense_of_a_server_is_still_its_opaque_mark() -> None:
    far = Validators(last_modified="Fri, 31 Dec 2041 00:00:00 GMT")

    assert after(make_fetched(validators=far)).validators.last_modified == far.last_modified


def test_rule_6_a_feed_is_fetched_whole_once_in_thirty_days() -> None:
    state = known(validators=WITH_TAG, whole_at=NOON)

    def asked(days: float) -> Validators:
        return schedule.request_for(URL, state, now=NOON + DAY * days, rules=RULES).validators

    assert (asked(29.9), asked(30)) == (WITH_TAG, Validators())


def test_rule_7_a_304_keeps_what_we_hold() -> None:
    before = known(validators=Validators(etag='"1"', last_modified="then", url=URL), body_hash="abc", whole_at=at(-5))
    state = after(make_fetched(status=304, body=b"", validators=Validators(etag='"2"')), before)

    assert (state.validators, state.body_hash) == (Validators(etag='"2"', last_modified="then", url=URL), "abc")
    assert (state.checked_at, state.whole_at) == (NOON, at(-5))


def test_a_failure_keeps_what_we_hold() -> None:
    before = replace(after(make_fetched()), checked_at=at(-1), succeeded_at=at(-1))
    state = after(error(), before)

    assert (state.validators, state.body_hash) == (before.validators, before.body_hash)
    assert (state.succeeded_at, state.checked_at, state.failures) == (at(-1), NOON, 1)


# ---------------------------------------------------------------- rhythm and hints


@pytest.mark.parametrize(
    ("gap_hours", "wait_hours"), [(0, 1), (0.5, 1), (1.9, 1), (6, 3), (24, 12), (100, 24), (24 * 60, 24)]
)
def test_rule_3_a_feed_is_asked_at_half_the_gap_of_its_posts(gap_hours: float, wait_hours: float) -> None:
    state = planned(document(*[gap_hours * n for n in range(20)]))

    assert is_about(wait_of(state), timedelta(hours=wait_hours))
    assert wait_of(state) >= HOUR


def test_rule_3_only_the_last_twenty_posts_make_the_rhythm() -> None:
    lively, old = [2 * n for n in range(20)], [1000 + 500 * n for n in range(80)]

    assert planned(document(*lively, *old)).gap_s == 2 * 3600


def test_rule_3_a_feed_without_dates_is_asked_at_the_desks_interval() -> None:
    assert is_about(wait_of(planned(ParsedFeed(entries=(Entry(id="1"),)))), HOUR)


def test_rule_3_a_date_in_the_future_is_no_post() -> None:
    assert planned(document(-500, 2, 8)).posted_at == at(-2)


def test_rule_3_a_silent_feed_is_asked_once_a_week() -> None:
    state = planned(document(91 * 24, 92 * 24))

    assert is_about(wait_of(state), WEEK)
    assert "nothing new for more than 90 days" in state.note


def test_rule_3_what_cannot_be_asked_for_news_only_is_asked_once_a_day() -> None:
    state = planned(document(0, 1), validators=Validators())

    assert DAY <= wait_of(state) <= DAY * 1.1
    assert "only for news" in state.note


@pytest.mark.parametrize("hints", [{"max_age_s": 600}, {"hints": FeedHints(ttl_s=3600)}])
def test_rule_3_unless_the_publisher_says_how_often(hints: dict[str, object]) -> None:
    read = document(0, 1, hints=hints.pop("hints", FeedHints()))  # type: ignore[arg-type]  # popped as it was put in

    assert HOUR <= wait_of(planned(read, validators=Validators(), **hints)) <= HOUR * 1.1


@pytest.mark.parametrize(
    ("hints", "max_age_s", "hours"),
    [
        (FeedHints(ttl_s=7200), 0, 2),
        (FeedHints(period_s=3 * 3600), 0, 3),
        (FeedHints(), 4 * 3600, 4),
        (FeedHints(ttl_s=7200, period_s=3 * 3600), 5 * 3600, 5),
        (FeedHints(ttl_s=60), 60, 1),
        (FeedHints(ttl_s=10**9), 0, 24),
        (FeedHints(), 10**12, 24),
    ],
)
def test_rule_4_the_longest_hint_is_a_floor_of_a_day_at_most(hints: FeedHints, max_age_s: int, hours: int) -> None:
    wait = wait_of(planned(document(0, 1, hints=hints), max_age_s=max_age_s))

    assert timedelta(hours=hours) <= wait <= timedelta(hours=hours) * 1.1


def test_rule_4_hours_of_rest_are_kept() -> None:
    rest = FeedHints(skip_hours=(13, 14, 15))
    state = planned(document(0, 1, hints=rest))

    assert state.next_due_at is not None
    assert at(4) <= state.next_due_at <= at(5)
    assert not schedule.is_due(replace(state, next_due_at=at(0)), now=at(1.5))
    assert "skipHours" in schedule.why_not_due(replace(state, next_due_at=at(0)), now=at(1.5))


def test_rule_4_days_of_rest_are_kept() -> None:
    # Noon of the tests is a Friday.
    assert wait_of(planned(document(0, 1, hints=FeedHints(skip_days=(4, 5))))) >= timedelta(hours=36)


@pytest.mark.parametrize("rest", [FeedHints(skip_hours=tuple(range(24))), FeedHints(skip_days=tuple(range(7)))])
def test_rule_4_rest_for_ever_is_no_wish(rest: FeedHints) -> None:
    assert is_about(wait_of(planned(document(0, 1, hints=rest))), HOUR)


def test_rule_4_retry_after_is_kept_after_an_answer_too() -> None:
    state = after(make_fetched(retry_after_s=3 * 86400), known())

    assert (wait_of(state), "Retry-After" in state.note) == (3 * DAY, True)


def test_rule_5_feeds_that_began_together_are_spread_out() -> None:
    states = [
        schedule.next_state(None, make_fetched(), feed_url=f"{URL}{n}", now=NOON, rules=RULES) for n in range(100)
    ]
    waits = sorted(wait_of(state) for state in states)

    assert waits[0] >= HOUR
    assert waits[-1] <= 2.1 * HOUR
    assert all(later - sooner < HOUR / 5 for sooner, later in pairwise(waits))


def test_rule_5_waits_differ_from_time_to_time_by_a_tenth() -> None:
    waits = {
        wait_of(
            replace(schedule.next_state(known(), make_fetched(), feed_url=URL, now=now, rules=RULES), checked_at=None)
        )
        - (now - NOON)
        for now in (NOON + HOUR * n for n in range(50))
    }

    assert len(waits) == 50
    assert HOUR <= min(waits) < HOUR * 1.02
    assert HOUR * 1.08 < max(waits) <= HOUR * 1.1


def test_rule_5_chance_is_the_same_every_time() -> None:
    assert after(make_fetched()) == after(make_fetched())


def test_rule_8_the_same_bytes_again_double_the_interval() -> None:
    state, waits = known(), []
    for _ in range(7):
        state = after(make_fetched(), state)
        waits.append(wait_of(state) / HOUR)

    assert [round(wait / 1.05) for wait in waits] == pytest.approx([1, 2, 4, 8, 16, 24, 24], rel=0.12)
    assert after(make_fetched(body=b"new"), state).same_bodies == 0


# ---------------------------------------------------------------- moves


def move(state: FeedState, to: str, *, hours: float) -> FeedState:
    outcome = make_fetched(moved_to=to, url=to)
    return schedule.next_state(state, outcome, feed_url=state.feed_url, now=at(hours), rules=RULES)


def test_rule_9_another_site_is_believed_after_three_answers_over_a_day() -> None:
    state, believed = known(), []
    for hours in (0, 12, 23, 25):
        state = move(state, "https://elsewhere.example/feed", hours=hours)
        believed.append(state.url)

    assert believed == ["", "", "", "https://elsewhere.example/feed"]
    assert schedule.request_for(URL, state, now=NOON, rules=RULES).url == "https://elsewhere.example/feed"


def test_rule_9_a_target_that_changes_begins_anew() -> None:
    state = known()
    for hours, to in ((0, "https://a.example/"), (12, "https://a.example/"), (25, "https://b.example/")):
        state = move(state, to, hours=hours)

    assert (state.url, state.moves) == ("", 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (URL, "https://post.example/atom"),
        ("https://example.com/feed", "https://feeds.example.com/"),
        ("http://post.example/feed", "https://post.example/feed"),
    ],
)
def test_rule_9_a_move_within_the_site_is_believed_at_once(old: str, new: str) -> None:
    assert move(FeedState(feed_url=old), new, hours=0).url == new


@pytest.mark.parametrize("old", ["https://ada.github.io/feed", "https://post.example/feed"])
def test_rule_9_neighbours_and_downgrades_are_not_the_same_site(old: str) -> None:
    new = "https://bert.github.io/feed" if "github" in old else "http://post.example/feed"

    assert move(FeedState(feed_url=old), new, hours=0).url == ""


def test_rule_9_an_address_that_fails_for_long_is_not_believed_any_more() -> None:
    state = known(url="https://elsewhere.example/feed", validators=WITH_TAG)
    for hours in (0, 12, 25):
        state = schedule.next_state(state, error(500), feed_url=URL, now=at(hours), rules=RULES)

    assert (state.url, state.validators) == ("", Validators())


# ---------------------------------------------------------------- failures


def test_rule_10_a_feed_that_is_gone_is_never_asked_again() -> None:
    state = after(error(410), known())

    assert (state.is_off, state.next_due_at) == (True, None)
    assert not schedule.is_due(state, now=NOON + 500 * WEEK)
    assert not schedule.may_be_asked(state, now=NOON + 500 * WEEK)
    assert "take it off the desk" in schedule.why_not_due(state, now=NOON)


@pytest.mark.parametrize(
    ("way", "trouble"),
    [
        ([(URL, 302), ("https://elsewhere.example/closed", 410)], "broken"),
        ([(URL, 307), (f"{URL}/there", 410)], "broken"),
        ([(URL, 301), (f"{URL}/there", 302), (f"{URL}/closed", 410)], "broken"),
        ([(URL, 301), ("https://elsewhere.example/feed", 410)], "broken"),
        ([(URL, 301), (f"{URL}/there", 410)], "gone"),
        ([(URL.replace("https", "http"), 308), (URL, 410)], "gone"),
        ([(URL, 410)], "gone"),
    ],
)
def test_rule_10_only_a_feeds_own_word_ends_it(way: list[tuple[str, int]], trouble: str) -> None:
    visits = tuple(Visit(url=url, status=status) for url, status in way)

    state = after(FetchError(URL, "gone", status=410, visits=visits), known())

    assert (state.trouble, state.is_off) == (trouble, trouble == "gone")
    assert schedule.may_be_asked(state, now=NOON + WEEK) == (trouble == "broken")


def test_rule_10_what_is_not_there_is_given_up_after_ten_tries_over_two_weeks() -> None:
    since = NOON - timedelta(days=14)

    assert not after(error(404), failing(8, "missing", trouble_since=since)).is_off
    assert not after(error(404), failing(30, "missing", trouble_since=since + HOUR)).is_off
    off = after(error(404), failing(9, "missing", trouble_since=since))
    assert off.is_off
    assert "for 14 days" in off.note
    assert schedule.may_be_asked(off, now=NOON)


def test_rule_10_what_was_given_up_and_is_tried_again_may_come_back() -> None:
    off = failing(12, "missing", is_off=True, trouble_since=at(-500), note="given up")

    assert not after(error(500), off).is_off
    assert not after(make_fetched(), off).is_off
    assert after(error(404), off).is_off


@pytest.mark.parametrize("status", [401, 403])
def test_rule_10_a_refusal_is_a_day_and_doubles_to_a_week(status: int) -> None:
    waits = [wait_after(error(status), failing(count, "refused")) for count in (0, 1, 2, 3, 9)]

    assert DAY <= waits[0] <= 1.1 * DAY
    assert is_about(waits[1], 2 * DAY)
    assert is_about(waits[2], 4 * DAY)
    assert is_about(waits[4], WEEK)


def test_rule_11_retry_after_is_kept_and_a_little_more() -> None:
    assert 5 * HOUR <= wait_after(error(429, 5 * 3600), known()) <= 5.5 * HOUR
    assert WEEK * 0.9 <= wait_after(error(503, 10**12), known()) <= WEEK


def test_rule_11_without_retry_after_the_wait_doubles_up_to_a_day() -> None:
    waits = [
        [wait_after(error(503), replace(failing(count, "busy"), feed_url=f"{n}")) for n in range(40)]
        for count in (0, 3, 9)
    ]

    assert all(HOUR <= wait <= 1.1 * HOUR for wait in waits[0])
    assert all(HOUR <= wait <= 8 * HOUR for wait in waits[1])
    assert max(waits[2]) > 20 * HOUR
    assert max(max(row) for row in waits) <= DAY


def test_rule_11_being_busy_belongs_to_the_exact_host() -> None:
    visit = Visit(url="https://a.post.example/feed", status=429)
    host = schedule.next_host_state(None, [visit], host="a.post.example", retry_after_s=7200, now=NOON, rules=RULES)

    assert schedule.blocked_until(host, now=at(1.9), rules=RULES) == at(2)
    assert "asked us to stay away" in schedule.why_host_waits(host, now=at(1), rules=RULES)
    assert schedule.why_host_waits(host, now=at(2), rules=RULES) == ""
    assert schedule.why_host_waits(None, now=NOON, rules=RULES) == ""


def test_rule_11_a_host_that_says_nothing_more_is_left_for_longer_each_time() -> None:
    host, waits = None, []
    for _ in range(8):
        host = schedule.next_host_state(
            host, [Visit(url=URL, status=503)], host="post.example", retry_after_s=0, now=NOON, rules=RULES
        )
        assert host.blocked_until is not None
        waits.append(host.blocked_until - NOON)

    assert all(HOUR <= wait <= min(HOUR * 1.1 * 2**n, DAY) for n, wait in enumerate(waits))
    well = schedule.next_host_state(
        host, [Visit(url=URL, status=200)], host="post.example", retry_after_s=0, now=NOON, rules=RULES
    )
    assert (well.blocks, well.blocked_until) == (0, None)


def test_rule_12_a_host_that_cannot_be_reached_is_tried_again_after_a_doubling_wait() -> None:
    most = [
        max(wait_after(error(0, kind="unreached"), failing(count, "unreached", feed_url=str(n))) for n in range(60))
        for count in (0, 1, 2, 9, 5000)
    ]

    assert most[0] <= HOUR / 4 * 1.1
    assert [round(wait / (HOUR / 4)) for wait in most[:3]] == [1, 2, 4]
    assert 20 * HOUR < most[4] <= DAY


def test_rule_12_a_host_that_was_asked_is_left_alone_for_the_interval_at_least() -> None:
    for count in (0, 1, 2, 9, 5000):
        assert HOUR <= wait_after(error(500), failing(count)) <= DAY


def test_rule_12_a_name_that_nobody_has_is_given_up_after_a_week_of_days() -> None:
    state, online = known(), at(1)
    for day in range(7):
        assert not state.is_off
        state = schedule.next_state(
            state, error(0, kind="unknown host"), feed_url=URL, now=at(25 * day), rules=RULES, heard_at=online
        )

    assert state.is_off
    assert "nobody has known its host" in state.note


def test_rule_12_a_machine_without_a_line_gives_nobody_up() -> None:
    state = known()
    for day in range(30):
        state = schedule.next_state(
            state, error(0, kind="unknown host"), feed_url=URL, now=at(25 * day), rules=RULES, heard_at=at(-1)
        )
        assert state.next_due_at is not None
        assert DAY <= state.next_due_at - at(25 * day) <= DAY * 1.1

    assert not state.is_off


def test_rule_17_a_host_has_its_share_of_a_day() -> None:
    visits = [Visit(url=URL, status=200, wire_bytes=10)] * 200
    host = schedule.next_host_state(None, visits, host="post.example", retry_after_s=0, now=NOON, rules=RULES)

    assert (host.requests, host.wire_bytes) == (200, 2000)
    assert schedule.blocked_until(host, now=NOON, rules=RULES) == at(12)
    assert "share of today's requests" in schedule.why_host_waits(host, now=NOON, rules=RULES)
    assert schedule.why_host_waits(host, now=at(12), rules=RULES) == ""


def test_a_clock_that_was_wrong_once_does_not_block_a_host() -> None:
    host = HostState(host="post.example", blocked_until=NOON + timedelta(days=5000))

    assert schedule.why_host_waits(host, now=NOON, rules=RULES) == ""
    assert schedule.on_day(host, NOON).blocked_until is None


def test_rule_17_bytes_count_too() -> None:
    heavy = [Visit(url=URL, status=200, wire_bytes=50_000_000)]
    host = schedule.next_host_state(None, heavy, host="post.example", retry_after_s=0, now=NOON, rules=RULES)

    assert schedule.why_host_waits(host, now=NOON, rules=RULES)


def test_a_feed_put_off_for_its_hosts_sake_has_not_failed() -> None:
    before = known(next_due_at=at(-1))
    why = FetchError(URL, "post.example asked us to stay away", retry_after_s=7200, kind="not asked")
    state = schedule.postponed(before, why, feed_url=URL, now=NOON)

    assert state.failures == 0
    assert 2 * HOUR <= wait_of(state) <= 2.2 * HOUR
    assert "asked us to stay away" in schedule.why_not_due(state, now=NOON)


def test_everything_may_be_asked_when_somebody_wants_it_but_not_against_the_hosts_wish() -> None:
    assert schedule.may_be_asked(known(next_due_at=at(5)), now=NOON)
    assert not schedule.may_be_asked(after(error(429, 7200), known()), now=at(1))
    assert schedule.may_be_asked(after(error(429, 7200), known()), now=at(3))


# ---------------------------------------------------------------- whatever comes


@given(st.one_of(ANSWERS, ERRORS.filter(lambda error: error.status not in (0, 410))), st.integers(0, 50), RULE_SETS)
def test_a_host_that_answered_is_never_asked_before_the_interval(
    outcome: Fetched | FetchError, failures: int, rules: FetchRules
) -> None:
    assert wait_after(outcome, failing(failures), rules=rules) >= timedelta(minutes=rules.interval_minutes)


@given(st.one_of(ANSWERS, ERRORS), st.integers(0, 50), RULE_SETS)
def test_no_wait_is_longer_than_the_caps_or_without_words(
    outcome: Fetched | FetchError, failures: int, rules: FetchRules
) -> None:
    state = after(outcome, failing(failures), rules=rules)
    longest = max(
        WEEK, timedelta(minutes=max(rules.interval_minutes, rules.interval_max_minutes, rules.unconditional_minutes))
    )

    assert state.note
    if not state.is_off:
        assert timedelta(0) < wait_of(state) <= longest * 1.1


@given(ERRORS.filter(lambda error: error.status != 410), st.integers(0, 50), RULE_SETS)
def test_what_the_host_asked_for_is_a_floor(error: FetchError, failures: int, rules: FetchRules) -> None:
    asked = timedelta(seconds=min(error.retry_after_s, 7 * 86400))

    assert wait_after(error, failing(failures), rules=rules) >= asked


@given(st.lists(st.one_of(ANSWERS, ERRORS), max_size=8))
def test_failures_are_counted_from_the_last_answer(outcomes: list[Fetched | FetchError]) -> None:
    state: FeedState | None = None
    for outcome in outcomes:
        state = after(outcome, state)
    trailing = next((n for n, o in enumerate(reversed(outcomes)) if isinstance(o, Fetched)), len(outcomes))

    assert (state.failures if state else 0) == trailing


HINTS = st.builds(
    FeedHints,
    ttl_s=st.sampled_from([0, 60, 7200, 10**9]),
    period_s=st.sampled_from([0, 3600, 86400]),
    skip_hours=st.lists(st.integers(-1, 24), max_size=24).map(tuple),
    skip_days=st.lists(st.integers(0, 6), max_size=6).map(tuple),
)
STEPS = st.lists(st.tuples(st.one_of(ANSWERS, ERRORS), HINTS, st.floats(0, 30)), max_size=12)


@given(STEPS, st.sampled_from(["https://a.example/", "https://b.example/x"]))
def test_whatever_comes_a_feed_is_asked_only_when_it_may_be(
    steps: list[tuple[Fetched | FetchError, FeedHints, float]], feed_url: str
) -> None:
    """A life of answers: each is asked for as soon as it is due, and a little later."""
    state: FeedState | None = None
    now, asked_at = NOON, None
    for outcome, hints, late_hours in steps:
        if state is not None:
            if state.is_off:
                assert not schedule.is_due(state, now=now + 99 * WEEK)
                return
            assert state.next_due_at is not None
            now = first_due(state, state.next_due_at + timedelta(hours=late_hours))
            assert asked_at is not None
            least = 15 if state.trouble in ("unreached", "unknown host") else 60
            assert now - asked_at >= timedelta(minutes=least)
            if state.not_before:
                assert now >= state.not_before
            if not set(range(24)) <= set(state.hints.skip_hours):
                assert now.hour not in state.hints.skip_hours
        asked_at = now
        state = schedule.next_state(state, outcome, feed_url=feed_url, now=now, rules=RULES, heard_at=now)
        if isinstance(outcome, Fetched) and outcome.body:
            state = schedule.plan(state, schedule.rhythm_of(document(0, 5, hints=hints), now=now), rules=RULES)


def first_due(state: FeedState, moment: datetime) -> datetime:
    """The first moment, looked at every quarter of an hour, at which a run would ask."""
    while not schedule.is_due(state, now=moment):
        moment += HOUR / 4
    return moment


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
