"""The dates publishers really write."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.dates import parse_date

MORNING = datetime(2026, 2, 18, 5, 12, 33, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "Wed, 18 Feb 2026 05:12:33 GMT",
        "Wed, 18 Feb 2026 05:12:33 +0000",
        "Mon, 18 Feb 2026 05:12:33 Z",  # the wrong weekday
        "18 February 2026 05:12:33 UT",
        "Wed, 18 Feb 26 05:12:33 GMT",
        "Wed, 18 Feb 2026 00:12:33 EST",
        "Wed, 18 Feb 2026 06:12:33 +01:00",
        "Wed, 18 Feb 2026 06:12:33 GMT+0100",
        "Wed,  18  Feb  2026  05:12:33 (GMT)",
        "2026-02-18T05:12:33Z",
        "2026-02-18T06:12:33+01:00",
        "2026-02-18 05:12:33 UTC",
        "2026-02-17T21:12:33-0800",
        "Tue Feb 17 21:12:33 PST 2026",
        "February 18, 2026 5:12:33 am GMT",
        "18 févr. 2026 05:12:33 GMT",
    ],
)
def test_one_moment_in_many_forms(raw: str) -> None:
    claim = parse_date(raw, "pubDate")

    assert (claim.at, claim.zone, claim.element) == (MORNING, "stated", "pubDate")


@pytest.mark.parametrize("raw", ["2026-02-18T05:12:33", "Wed, 18 Feb 2026 05:12:33", "Wed, 18 Feb 2026 05:12:33 XYZ"])
def test_a_date_without_a_zone_is_read_as_utc_and_says_so(raw: str) -> None:
    claim = parse_date(raw, "pubDate")

    assert (claim.at, claim.zone) == (MORNING, "assumed")


@pytest.mark.parametrize(
    ("raw", "day"), [("2026-02-18", (2026, 2, 18)), ("2026-02", (2026, 2, 1)), ("2026", (2026, 1, 1))]
)
def test_a_day_a_month_and_a_year_are_dates(raw: str, day: tuple[int, int, int]) -> None:
    assert parse_date(raw, "dc:date").at == datetime(*day, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "soon",
        "2026-13-01",
        "Wed, 31 Feb 2026",
        "2026-02-18T25:00:00Z",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-05:00",
    ],
)
def test_what_is_in_no_calendar_has_no_moment_but_is_kept(raw: str) -> None:
    claim = parse_date(raw, "pubDate")

    assert (claim.at, claim.raw) == (None, raw)


def test_the_year_one_is_read_as_what_it_says() -> None:
    assert parse_date("0001-01-01T00:00:00Z", "pubDate").at == datetime(1, 1, 1, tzinfo=UTC)


moments = st.integers(0, 3_155_000_000).map(
    lambda seconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
offsets = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters))


@given(moments, offsets)
def test_every_moment_survives_rfc_822_and_iso_8601(moment: datetime, offset: timedelta) -> None:
    there = moment.astimezone(timezone(offset))

    assert parse_date(there.isoformat(), "updated").at == there
    assert parse_date(there.strftime("%a, %d %b %Y %H:%M:%S %z"), "pubDate").at == there


@given(st.text(max_size=200))
def test_nothing_a_publisher_writes_raises(raw: str) -> None:
    parse_date(raw, "pubDate")
