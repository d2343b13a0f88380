"""The dates publishers really write."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.dates import FORMS, claim, find_moment, parse_date

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


@pytest.mark.parametrize(
    "raw",
    [
        "Wednesday, 18 February 2026",  # English
        "mer., 18 févr. 2026",  # French
        "Mi, 18. Februar 2026",  # German
        "mié, 18 de febrero de 2026",  # Spanish
        "mer, 18 febbraio 2026",  # Italian
        "qua, 18 de fevereiro de 2026",  # Portuguese
        "wo, 18 februari 2026",  # Dutch
        "śr., 18 lutego 2026",  # Polish
        "Ср, 18 февраля 2026",  # Russian
        "Τετ, 18 Φεβρουαρίου 2026",  # Greek
        "2026. február 18.",  # Hungarian
        "2026-február-18T00:00",
        "ons, 18 feb 2026",  # Nordic
        "18. helmikuuta 2026",
        "2026年2月18日",  # Chinese and Japanese
        "2026 年 02 月 18 日（水）",
        "2026049",  # the 49th day
        "2026-049",
        "2026-W08-3",  # the third day of the eighth week
        "2026W083",
        "26-02-18",
        "18.02.2026",
        "18/02/2026",
        "02/18/2026",
        "2026/2/18",
        "Wed, 2026/02/18 00:00:00",  # as Perforce writes it
        "Wed Feb 18 00:00:00 2026",  # as C's asctime writes it
    ],
)
def test_one_day_in_many_languages_and_orders(raw: str) -> None:
    claim = parse_date(raw, "pubDate")

    assert (claim.at, claim.zone) == (datetime(2026, 2, 18, tzinfo=UTC), "assumed")


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (1, "jan janvier Januar enero gennaio januari stycznia января Ιανουαρίου január tammikuuta"),
        (3, "mars März marzo março maart marca марта Μαρτίου március maaliskuuta"),
        (5, "mai Mai mayo maggio maio mei maja мая Μαΐου május toukokuuta"),
        (6, "juin Juni junio giugno junho czerwca июня Ιουνίου június kesäkuuta"),
        (7, "juillet Juli julio luglio julho lipca июля Ιουλίου július heinäkuuta"),
        (8, "août August agosto augustus sierpnia августа Αυγούστου augusztus elokuuta"),
        (9, "septembre settembre setembro wrzesień сентября Σεπτεμβρίου szeptember syyskuuta"),
        (10, "octobre Oktober ottobre outubro października октября Οκτωβρίου október lokakuuta"),
        (11, "novembre listopada ноября Νοεμβρίου november marraskuuta"),
        (12, "décembre Dezember diciembre dezembro grudnia декабря Δεκεμβρίου december joulukuuta"),
    ],
)
def test_months_are_known_by_their_names(month: int, names: str) -> None:
    for name in names.split():
        assert parse_date(f"7 {name} 2026", "pubDate").at == datetime(2026, month, 7, tzinfo=UTC), name


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("EST", -5), ("PT", -8), ("CEST", 2), ("MESZ", 2), ("JST", 9), ("IST", 5.5), ("NPT", 5.75), ("NST", -3.5),
        ("Etc/GMT", 0), ("GMT-05:00", -5), ("UTC+2", 2), ("+0530", 5.5), ("-330", -3.5), ("+000", 0), ("A", -1),
        ("+01:00 (CET)", 1),
    ],
)  # fmt: skip
def test_zones_are_known_by_name_and_by_offset(zone: str, hours: float) -> None:
    claim = parse_date(f"Wed, 18 Feb 2026 12:00:00 {zone}", "pubDate")

    assert claim.at == datetime(2026, 2, 18, 12, tzinfo=UTC) - timedelta(hours=hours)
    assert claim.zone == "stated"


def test_korean_dates_are_in_korean_time() -> None:
    evening = datetime(2026, 2, 18, 14, 12, 33, tzinfo=UTC)

    assert parse_date("2026년 02월 18일 23:12:33", "pubDate").at == evening
    assert parse_date("2026-02-18 오후 11:12:33", "pubDate").at == evening


def test_seconds_since_1970_are_a_date_only_in_the_years_of_the_web() -> None:
    assert parse_date("1771391553", "date_published").at == MORNING
    assert parse_date("1771391553000", "date_published").at == MORNING
    assert parse_date("9999999999", "date_published").at is None


@pytest.mark.parametrize(
    "raw", ["Fri, 31 Dec 9999 23:59:59 -1200", "99999-01-01", "02/03/2026", "2026-366", "2026-W60-1", "1 " * 50_000]
)
def test_absurd_and_ambiguous_dates_are_not_guessed(raw: str) -> None:
    assert parse_date(raw, "pubDate").at is None


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


@given(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)), st.integers(-17 * 60, 17 * 60), st.booleans())  # noqa: DTZ001
def test_dates_to_the_letter_of_their_standards_are_read_alike_by_the_short_way_and_the_long_one(
    moment: datetime, minutes: int, is_iso: bool
) -> None:
    zoned = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    raw = zoned.isoformat() if is_iso else zoned.strftime(f"%a, %d %b {zoned.year:04} %H:%M:%S %z")
    short = find_moment(raw)
    found = next((claim(raw, "date", parts_of(match)).at for form in FORMS if (match := form.match(raw))), None)

    assert short is None or short == found == parse_date(raw, "date").at


def parts_of(match: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in match.groupdict().items() if value is not None}
