"""Dates inside other words."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.dates import parse_date
from tidings.page.days import find_address_day, find_days, writes_month_first, written_day


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("By Ada Lind - 11/19/19 06:56 AM EST", "2019-11-19 11:56:00"),
        ("12:24 am EST, Wednesday, November 20, 2019", "2019-11-20 05:24:00"),
        ("Nov. 18th 2019 12:12 pm PT", "2019-11-18 20:12:00"),
        ("21:17 18.11.2019", "2019-11-18 21:17:00"),
        ("sexta-feira, 22 de outubro de 2010 às 20:13", "2010-10-22 20:13:00"),
        ("Publié le 3 août 2021 à 14h05", "2021-08-03 14:05:00"),
        ("1. März 2012 um 10:11 Uhr", "2012-03-01 10:11:00"),
        ("2019年3月4日", "2019-03-04 00:00:00"),
        ("Nov 15, 20195:45 AM", "2019-11-15 05:45:00"),
        ("2016-02-03T10:11:12+01:00", "2016-02-03 09:11:12"),
        ("12.05.15", "2015-05-12 00:00:00"),
        ("Opublikowano: 9 października 2018", "2018-10-09 00:00:00"),
    ],
)
def test_a_line_holds_this_moment(line: str, moment: str) -> None:
    assert [found.claim.at for found in find_days(line, element="line")] == [datetime.fromisoformat(f"{moment}+00:00")]


def test_the_words_before_a_date_say_what_it_is() -> None:
    line = "PUBLISHED: 10:48, Tue, Nov 19, 2019 | UPDATED: 11:05, Tue, Nov 19, 2019"

    assert [(found.is_change, found.claim.raw) for found in find_days(line, element="line")] == [
        (False, "10:48, Tue, Nov 19, 2019"),
        (True, "11:05, Tue, Nov 19, 2019"),
    ]


def test_a_paragraph_has_no_date() -> None:
    assert find_days("In 12 May 2019 the wall fell. " + "It fell. " * 60, element="line") == ()


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://p.example/2019/11/19/eels", date(2019, 11, 19)),
        ("https://p.example/news/2019/nov/19/eels", date(2019, 11, 19)),
        ("https://p.example/a/20191119.html", date(2019, 11, 19)),
        ("https://p.example/2019-11-19-eels", date(2019, 11, 19)),
        ("https://p.example/news/2019/11/eels", None),
        ("https://p.example/8544119/eels-2019-2020", None),
        ("https://p.example/2019/13/40/eels", None),
    ],
)
def test_an_address_may_hold_its_day(url: str, day: date | None) -> None:
    found = find_address_day(url)

    assert (found.at.date() if found and found.at else None) == day


@pytest.mark.parametrize(
    ("language", "url", "is_first"),
    [
        ("en-US", "https://p.example/", True),
        ("en", "https://p.example/", True),
        ("en", "https://p.co.uk/", False),
        ("en-GB", "https://p.example/", False),
        ("de", "https://p.example/", False),
        ("", "https://p.example/", False),
    ],
)
def test_americans_write_the_month_first(language: str, url: str, is_first: bool) -> None:
    assert writes_month_first(language, url) is is_first


FORMS = (
    "{day}.{month}.{year}", "{year}-{month:02}-{day:02}", "{day} {name} {year}", "{name} {day}, {year}",
    "{day}. {german} {year}", "{year}年{month}月{day}日", "{day} de {spanish} de {year}",
)  # fmt: skip
ENGLISH = "January February March April May June July August September October November December".split()
GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()


@given(
    st.dates(date(1996, 1, 1), date(2035, 12, 31)),
    st.sampled_from(FORMS),
    st.sampled_from(["", "Published ", "Von A. B. | "]),
)
def test_a_day_is_found_in_whatever_form_it_is_written(day: date, form: str, before: str) -> None:
    names = {"name": ENGLISH[day.month - 1], "german": GERMAN[day.month - 1], "spanish": SPANISH[day.month - 1]}
    line = before + form.format(day=day.day, month=day.month, year=day.year, **names)

    found = find_days(line, element="line")

    assert [one.claim.at.date() for one in found if one.claim.at] == [day]
    assert written_day(found[0].claim) == day.isoformat()


def test_the_day_as_written_is_that_of_its_own_zone() -> None:
    assert written_day(parse_date("2026-02-15T23:30:00-05:00", "x")) == "2026-02-15"
    assert written_day(parse_date("Sun, 15 Feb 2026 23:30:00 -0500", "x")) == "2026-02-15"
