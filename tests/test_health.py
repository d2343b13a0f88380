"""How feeds are, and what is told of them: realistic stories, one for each kind of finding, and calm ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make import NOON
from tests.publishers import DAY, HOUR, MINUTE, START, arrivals, by_day, in_batches, late, samples, shifted
from tidings.figures import Arrival, ClockMend, FeedFigures, Shape
from tidings.health import (
    find_clock_error,
    find_findings,
    find_mend,
    judge_health,
    lag_of,
    rhythm_of,
    told_span,
)
from tidings.model import Feed, FeedState

FEED = Feed(url="https://post.example/feed", title="The Post")
USUAL = Shape(items=20, entries_new=3, entries_changed=0, dated=3, headlines=3, headlines_before=18)
FIRST = Shape(items=20, entries_new=20, dated=20)
seeds = st.integers(0, 10**6)


def figures(shape: Shape | None = None, *before: Shape, **fields: object) -> FeedFigures:
    return FeedFigures(feed_url=FEED.url, shape=shape, shapes_before=before, **fields)  # type: ignore[arg-type]


def kinds(value: FeedFigures, now: datetime = NOON, **fields: object) -> list[str]:
    return [finding.kind for finding in find_findings(value, now=now, **fields)]  # type: ignore[arg-type]


def after(seen: tuple[Arrival, ...], **span: float) -> datetime:
    return datetime.fromtimestamp(seen[0].seen_s, UTC) + timedelta(**span)


# ---------------------------------------------------------------- rhythm and lag


def test_rhythm_is_of_the_last_posts_and_told_only_where_there_are_enough() -> None:
    every_two_hours = tuple(Arrival(seen_s=START - n * 7200, claimed_s=START - n * 7200) for n in range(30))

    assert rhythm_of(every_two_hours) == (12.0, 7200)
    assert rhythm_of(every_two_hours[:4]) == (0.0, 0)
    assert rhythm_of((every_two_hours[0],) * 9) == (0.0, 0)


def test_lag_is_only_of_what_came_while_we_watched() -> None:
    archive = Arrival(seen_s=START, claimed_s=START - 90 * DAY)
    fresh = Arrival(seen_s=START, claimed_s=START - 600, checked_before_s=START - HOUR)

    assert lag_of((fresh, archive, archive)) == 600
    assert lag_of((archive,)) is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(90, "2 minutes"), (3600, "60 minutes"), (3 * HOUR, "3 hours"), (30 * HOUR, "30 hours"), (3 * DAY, "3 days")],
)
def test_spans_are_told_in_the_unit_people_would_use(seconds: int, said: str) -> None:
    assert told_span(seconds) == said


# ---------------------------------------------------------------- calm


def test_a_feed_that_goes_on_as_ever_has_no_findings() -> None:
    seen = arrivals(days=7)

    assert kinds(figures(USUAL, USUAL, USUAL, FIRST, arrivals=seen), after(seen, hours=1)) == []


def test_a_first_document_has_nothing_to_be_compared_with() -> None:
    strange = Shape(items=5000, entries_new=5000, dated=0, headlines=1)

    assert kinds(figures(strange)) == []


def test_a_night_or_a_week_end_is_no_silence() -> None:
    seen = arrivals(days=14, posts_per_day=12)

    assert kinds(figures(arrivals=seen), after(seen, hours=47)) == []


def test_a_feed_that_was_never_seen_alive_is_not_called_silent_at_first_sight() -> None:
    old = tuple(Arrival(seen_s=START, claimed_s=START - 300 * DAY - n * DAY) for n in range(20))

    assert kinds(figures(arrivals=old), datetime.fromtimestamp(START, UTC) + timedelta(hours=2)) == []


def test_a_feed_that_always_changes_all_its_entries_is_left_alone() -> None:
    counters = Shape(items=20, entries_new=1, entries_changed=19, dated=20, headlines=20, headlines_before=19)

    assert kinds(figures(counters, counters, counters, counters, FIRST)) == []


# ---------------------------------------------------------------- findings


def test_a_feed_that_falls_silent_for_much_longer_than_its_rhythm_is_told() -> None:
    seen = arrivals(days=14, posts_per_day=12)

    (finding,) = find_findings(figures(arrivals=seen), now=after(seen, days=6))

    assert (finding.kind, finding.feed_url) == ("silent", FEED.url)
    assert "nothing new for 6 days; it used to post every" in finding.what


def test_a_feed_that_cannot_be_had_is_failing_and_not_silent() -> None:
    seen = arrivals(days=14)

    assert kinds(figures(arrivals=seen), after(seen, days=6), is_failing=True) == []


def test_dates_that_vanish_are_told() -> None:
    undated = replace(USUAL, entries_new=6, dated=0, headlines=6)

    assert kinds(figures(undated, USUAL, FIRST)) == ["no dates"]
    assert kinds(figures(replace(undated, dated=1), USUAL, FIRST)) == []
    assert kinds(figures(undated, replace(undated, entries_new=9), replace(FIRST, dated=0))) == []


def test_titles_that_become_all_equal_are_told() -> None:
    untitled = replace(USUAL, entries_new=7, dated=7, headlines=1)

    assert kinds(figures(untitled, USUAL, FIRST)) == ["same headlines"]
    assert kinds(figures(replace(untitled, headlines_before=1), USUAL, FIRST)) == []


def test_a_sudden_flood_is_told() -> None:
    assert kinds(figures(Shape(items=5000, entries_new=5000, dated=5000), USUAL, FIRST)) == ["flood"]
    assert kinds(figures(Shape(items=190, entries_new=170, dated=170), USUAL, FIRST)) == []
    assert kinds(figures(Shape(items=5000, entries_new=10, dated=10, headlines=9), Shape(items=4900))) == []


def test_new_ids_for_known_pages_are_told() -> None:
    moved = replace(USUAL, entries_new=20, dated=20, headlines=20, links_known=18)

    assert kinds(figures(moved, USUAL, FIRST)) == ["new ids"]
    assert kinds(figures(replace(moved, links_known=2), USUAL, FIRST)) == []


def test_entries_that_all_change_at_once_are_told_where_that_is_new() -> None:
    changed = replace(USUAL, entries_new=0, entries_changed=19, dated=19, headlines=19)

    assert kinds(figures(changed, USUAL, USUAL, FIRST)) == ["rewritten"]
    assert kinds(figures(changed, USUAL, FIRST)) == [], "of two documents nobody can say what is usual"


def test_a_feed_that_became_a_page_is_told_once() -> None:
    page = Shape(items=0, error="an HTML page instead of a feed (“Log in”)")

    (finding,) = find_findings(figures(page, USUAL, FIRST), now=NOON)

    assert finding.kind == "not a feed"
    assert "an HTML page instead of a feed" in finding.what
    assert kinds(figures(page, replace(page, error="unread"), USUAL)) == []


def test_every_finding_says_what_to_do() -> None:
    page = Shape(items=0, error="an HTML page instead of a feed")
    flood = Shape(items=5000, entries_new=5000, dated=5000)

    assert all(finding.advice for shape in (page, flood) for finding in find_findings(figures(shape, USUAL), now=NOON))


# ---------------------------------------------------------------- clocks


@given(seeds, st.sampled_from([-8, -7, -5, -3.5, -3, 1, 2, 3, 5.5, 8, 9, 12]), st.sampled_from([15, 30, 60]))
@settings(max_examples=80, deadline=None)
def test_a_publisher_who_calls_local_time_utc_is_found(seed: int, hours: float, minutes: int) -> None:
    seen = samples(seed=seed, days=8, stamp=shifted(hours), every_s=minutes * MINUTE)

    error = find_clock_error(seen)

    assert error is not None
    assert error.shift_minutes == -hours * 60
    assert f"{len(seen)} new entries in " in error.evidence


@given(seeds, st.sampled_from([-8, -5, 2, 5.5, 9]))
@settings(max_examples=60, deadline=None)
def test_with_many_entries_and_close_requests_the_evidence_is_overwhelming(seed: int, hours: float) -> None:
    error = find_clock_error(samples(seed=seed, days=8, stamp=shifted(hours), every_s=15 * MINUTE))

    assert error is not None
    assert error.is_certain


@given(seeds, st.sampled_from([10, 15, 30, 60, 120]))
@settings(max_examples=80, deadline=None)
def test_an_honest_publisher_is_not_suspected(seed: int, minutes: int) -> None:
    assert find_clock_error(samples(seed=seed, days=9, every_s=minutes * MINUTE)) is None


@given(
    seeds,
    st.sampled_from([(0, 3 * HOUR), (HOUR, 6 * HOUR), (2 * HOUR, 5 * HOUR), (0, 2 * DAY)]),
    st.sampled_from([15, 60]),
)
@settings(max_examples=80, deadline=None)
def test_a_publisher_who_is_late_by_varying_amounts_is_not_suspected(
    seed: int, delay: tuple[int, int], minutes: int
) -> None:
    assert find_clock_error(samples(seed=seed, days=9, delay=late(*delay), every_s=minutes * MINUTE)) is None


@given(seeds, st.sampled_from([HOUR, 3 * HOUR, 6 * HOUR, DAY]), st.sampled_from([15, 60]))
@settings(max_examples=60, deadline=None)
def test_a_publisher_who_publishes_in_batches_is_not_suspected(seed: int, step: int, minutes: int) -> None:
    every_s = minutes * MINUTE

    assert find_clock_error(samples(seed=seed, days=9, delay=in_batches(step), every_s=every_s)) is None
    at_once = samples(seed=seed, days=9, delay=in_batches(step), stamp=lambda made, out: out, every_s=every_s)
    assert find_clock_error(at_once) is None


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_stamps_that_are_only_days_are_no_clock(seed: int) -> None:
    daily_at_six = samples(
        seed=seed,
        days=30,
        posts_per_day=2,
        delay=lambda _, made: (30 * HOUR - made % DAY) % DAY,
        stamp=lambda _, out: by_day(out, out),
    )

    assert find_clock_error(daily_at_six) is None


def test_archive_undated_entries_and_few_entries_are_no_evidence() -> None:
    wrong = samples(days=8, stamp=shifted(-7))

    assert find_clock_error(tuple(replace(one, checked_before_s=None) for one in wrong)) is None
    assert find_clock_error(tuple(replace(one, claimed_s=None) for one in wrong)) is None
    assert find_clock_error(wrong[:7]) is None
    assert find_clock_error(()) is None


def test_requests_far_apart_tell_nothing_of_clocks() -> None:
    assert find_clock_error(samples(days=20, stamp=shifted(-7), every_s=8 * HOUR)) is None


def test_one_backdated_entry_does_not_hide_a_wrong_clock_but_takes_the_certainty() -> None:
    seen = list(samples(days=8, stamp=shifted(-7), every_s=15 * MINUTE))
    seen[5] = replace(seen[5], claimed_s=seen[5].seen_s - 40 * HOUR)

    error = find_clock_error(seen)

    assert error is not None
    assert (error.shift_minutes, error.is_certain) == (420, False)


def test_a_wrong_clock_is_told_with_what_to_write_into_the_desk() -> None:
    seen = samples(days=8, stamp=shifted(-7), every_s=15 * MINUTE)

    (finding,) = find_findings(figures(samples=seen), now=after(seen, hours=1))

    assert finding.kind == "wrong clock"
    assert finding.what.startswith("its times have to be moved by +7 h: 36 new entries in ")
    assert 'write `clock = "-07:00"`' in finding.advice


def test_a_clock_the_desk_has_named_is_no_finding_and_one_we_mend_ourselves_is_still_told() -> None:
    seen = samples(days=8, stamp=shifted(-7), every_s=15 * MINUTE)
    value, now = figures(samples=seen), after(seen, hours=1)
    told = Feed(url=FEED.url, clock="America/Los_Angeles")

    ours = find_mend(FEED, seen, mend_clocks="certain")
    theirs = find_mend(told, seen, mend_clocks="certain")

    assert ours is not None
    assert ours.clock == "-07:00"
    assert theirs == ClockMend(clock="America/Los_Angeles", reason="the desk says so")
    assert kinds(value, now, mend=theirs) == []
    (finding,) = find_findings(value, now=now, mend=ours)
    assert finding.advice.startswith("they are put right, since that is certain")


@pytest.mark.parametrize(("rule", "mended"), [("never", []), ("told", ["b"]), ("certain", ["a", "b"])])
def test_the_rule_says_whose_word_mends_a_clock(rule: str, mended: list[str]) -> None:
    seen = samples(days=8, stamp=shifted(-7), every_s=15 * MINUTE)
    feeds = [Feed(url="a"), Feed(url="b", clock="-07:00")]

    assert [feed.url for feed in feeds if find_mend(feed, seen, mend_clocks=rule)] == mended


# ---------------------------------------------------------------- health


def test_health_tells_the_state_in_one_word() -> None:
    seen = arrivals(days=14)
    asked = FeedState(feed_url=FEED.url, checked_at=NOON, succeeded_at=NOON)
    failing = replace(asked, failures=3, note="a wait of 2 hours after 3 failures in a row")

    def state(value: FeedFigures, memory: FeedState | None, now: datetime = NOON) -> str:
        return judge_health(FEED, value, memory, now=now).state

    assert state(figures(), None) == "new"
    assert state(figures(arrivals=seen), asked, after(seen, hours=1)) == "well"
    assert state(figures(arrivals=seen), asked, after(seen, days=6)) == "silent"
    assert state(figures(arrivals=seen), failing, after(seen, days=6)) == "failing"
    assert state(figures(unread="an HTML page"), asked) == "failing"


def test_health_gathers_figures_memory_and_dates() -> None:
    seen = samples(days=8, stamp=shifted(-7), every_s=15 * MINUTE)
    value = figures(
        asked=100, unchanged=60, failed=20, entries_seen=50, entries_kept=40, samples=seen, last_error="answer 500"
    )
    state = FeedState(feed_url=FEED.url, checked_at=NOON, succeeded_at=NOON, next_due_at=NOON, note="1 hour")
    mend = find_mend(FEED, seen, mend_clocks="certain")

    health = judge_health(FEED, value, state, now=after(seen, hours=1), mend=mend)

    assert (health.unchanged_share, health.kept_share) == (0.75, 0.8)
    assert (health.dates, health.clock, health.due_why) == ("wrong by +7 h", "-07:00", "1 hour")
    assert health.lag_s is not None
    assert 0 <= health.lag_s <= 25 * MINUTE, "the lag is of the mended times"
    assert health.last_error == "", "an old failure is no error now"
    assert health.finding.startswith("wrong clock: ")


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        ([START - 60] * 4, "fine"),
        ([None] * 4, "none"),
        ([START - 60, None, None, None], "1 of 4 dated"),
        ([START + DAY, START - 60, START - 60, START - 60], "1 in the future"),
        ([], ""),
    ],
)
def test_what_dates_are_worth_is_told(claimed: list[int | None], said: str) -> None:
    seen = tuple(Arrival(seen_s=START, claimed_s=at) for at in claimed)

    assert judge_health(FEED, figures(arrivals=seen), None, now=NOON).dates == said
