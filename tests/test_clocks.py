"""Clocks that publishers really go by."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.clocks import clock_of, find_clock, told_shift, true_moment


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("claimed", "clock", "meant"),
    [
        ("2026-03-20T08:00", "America/Los_Angeles", "2026-03-20T15:00"),
        ("2026-01-20T08:00", "America/Los_Angeles", "2026-01-20T16:00"),
        ("2026-03-20T15:30", "Asia/Kolkata", "2026-03-20T10:00"),
        ("2026-03-20T15:30", "+05:30", "2026-03-20T10:00"),
        ("2026-03-20T08:00", "-03:30", "2026-03-20T11:30"),
        ("2026-03-20T08:00", "", "2026-03-20T08:00"),
        ("2026-03-20T08:00", "Atlantis/Capital", "2026-03-20T08:00"),
    ],
)
def test_a_local_time_that_was_called_utc_is_moved_to_the_moment_that_was_meant(
    claimed: str, clock: str, meant: str
) -> None:
    assert true_moment(utc(claimed), clock) == utc(meant)


@pytest.mark.parametrize("name", ["+25:00", "5:30", "+05:75", "UTC+5", "../etc/passwd", "", "Mars"])
def test_what_is_no_clock_is_none(name: str) -> None:
    assert find_clock(name) is None


def test_the_ends_of_time_are_left_alone() -> None:
    assert true_moment(datetime.max.replace(tzinfo=UTC), "-07:00") == datetime.max.replace(tzinfo=UTC)
    assert true_moment(datetime.min.replace(tzinfo=UTC), "+07:00") == datetime.min.replace(tzinfo=UTC)


@given(st.integers(-28, 28).map(lambda halves: timedelta(minutes=30 * halves)))
def test_a_shift_and_its_clock_say_the_same(shift: timedelta) -> None:
    noon = utc("2026-03-20T12:00")

    assert true_moment(noon, clock_of(shift)) - noon == shift


@pytest.mark.parametrize(("minutes", "said"), [(420, "+7 h"), (-330, "-5 h 30 min"), (30, "+30 min"), (0, "+0 min")])
def test_shifts_are_told_as_people_say_them(minutes: int, said: str) -> None:
    assert told_shift(timedelta(minutes=minutes)) == said
