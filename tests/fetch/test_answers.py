"""What headers say, and what a User-Agent says."""

from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from tidings.fetch import answers, user_agent

from .site import NOON

WEEK_S = 7 * 86400


def headers(**values: str) -> CIMultiDict[str]:
    return CIMultiDict({name.replace("_", "-"): value for name, value in values.items()})


def http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


@pytest.mark.parametrize(
    ("control", "age", "seconds"),
    [
        ("max-age=600", "", 600),
        ("public, Max-Age = 600", "", 600),
        ('max-age="600", must-revalidate', "", 600),
        ("max-age=600", "100", 500),
        ("max-age=600", "900", 0),
        ("max-age=600", "nonsense", 600),
        ("s-maxage=600", "", 0),
        ("no-cache, max-age=600", "", 0),
        ("max-age=-5", "", 0),
        ("max-age=soon", "", 0),
        ("max-age=" + "9" * 5000, "", answers.SECONDS_MAX),
        ("", "", 0),
    ],
)
def test_an_answer_holds_as_long_as_cache_control_says(control: str, age: str, seconds: int) -> None:
    assert answers.max_age_s(headers(Cache_Control=control, Age=age), now=NOON) == seconds


@given(st.integers(0, WEEK_S), st.integers(-WEEK_S, WEEK_S))
def test_expires_is_meant_by_the_servers_own_clock(holds_s: int, clock_error_s: int) -> None:
    theirs = NOON + timedelta(seconds=clock_error_s)
    said = headers(Date=http_date(theirs), Expires=http_date(theirs + timedelta(seconds=holds_s)))

    assert answers.max_age_s(said, now=NOON) == holds_s


@given(st.integers(0, WEEK_S), st.integers(-WEEK_S, WEEK_S))
def test_both_forms_of_retry_after_mean_the_same(wait_s: int, clock_error_s: int) -> None:
    theirs = NOON + timedelta(seconds=clock_error_s)
    as_date = headers(Date=http_date(theirs), Retry_After=http_date(theirs + timedelta(seconds=wait_s)))

    assert answers.retry_after_s(as_date, now=NOON) == wait_s
    assert answers.retry_after_s(headers(Retry_After=str(wait_s)), now=NOON) == wait_s


def test_without_the_servers_clock_ours_is_used() -> None:
    assert answers.retry_after_s(headers(Retry_After=http_date(NOON + timedelta(hours=1))), now=NOON) == 3600


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_no_header_can_crash_or_ask_for_more_than_a_year(one: str, two: str, three: str) -> None:
    said = headers(Retry_After=one, Date=two, Expires=three, Cache_Control=f"max-age={one}", Age=two)

    assert 0 <= answers.retry_after_s(said, now=NOON) <= answers.SECONDS_MAX
    assert 0 <= answers.max_age_s(said, now=NOON) <= answers.SECONDS_MAX


@pytest.mark.parametrize(
    "date", ["0", "-1", "Fri, 31 Dec 9999 23:59:59 -1200", "Mon, 01 Jan 0001 00:00:00 +1400", "Fri, 99 Mar 2026", "²"]
)
def test_dates_that_are_none_say_nothing(date: str) -> None:
    assert answers.retry_after_s(headers(Retry_After=date, Date=date), now=NOON) == 0


@given(st.integers(100, 599))
def test_every_status_is_told_with_what_to_do(status: int) -> None:
    words = answers.status_in_words(status)

    assert str(status) in words
    assert ": " in words


def test_a_user_agent_says_where_the_operator_can_be_found() -> None:
    agent = user_agent("0.1.0", url="https://site.example", contact="editor@site.example")

    assert agent == "Tidings/0.1.0 (+https://site.example; editor@site.example)"


def test_a_user_agent_leaves_out_what_is_not_known() -> None:
    assert user_agent("0.1.0", url="", contact="") == "Tidings/0.1.0"
    assert user_agent("0.1.0", url="", contact="https://a.example") == "Tidings/0.1.0 (https://a.example)"


@given(st.text(), st.text(), st.text())
def test_a_user_agent_is_one_short_line_of_ascii(version: str, url: str, contact: str) -> None:
    agent = user_agent(version, url=url, contact=contact)

    assert agent.startswith("Tidings")
    assert all(" " <= character <= "~" for character in agent)
    assert (agent.count("("), len(agent) < 700) in {(0, True), (1, True)}


# ---------------------------------------------------------------- Link

HUB = "https://hub.example/"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (['<https://hub.example/>; rel="hub"'], HUB),
        (["<https://hub.example/>;rel=hub"], HUB),
        (["<https://hub.example/> ; REL = Hub"], HUB),
        (['<https://hub.example/>; rel="self hub other"'], HUB),
        (['<https://hub.example/>; title="a, b; rel=\\"next\\""; rel="hub"'], HUB),
        (['</a>; rel="self", <https://hub.example/>; rel="hub"'], HUB),
        (['</a>; rel="self"', '<https://hub.example/>; rel="hub"'], HUB),
        (['</a,b;c>; rel="next"; title*=UTF-8\'\'x, <https://hub.example/>; rel="hub", </c>; rel=hub'], HUB),
        (['<https://hub.example/>; rel="hub"; rel="self"'], HUB),
        (["<https://hub.example/>; rel=hub;"], HUB),
        ([" , ,<https://hub.example/>; rel=hub ,"], HUB),
        (['</a>; crossorigin; rel=preload, <https://hub.example/>; rel="hub"'], HUB),
        (['<https://hub.example/>; rel="self"; rel="hub"'], ""),
        (['<https://hub.example/>; rel="hub"; anchor="/other"'], ""),
        (['<https://hub.example/>; rel="github"'], ""),
        (['<https://hub.example/>; title="rel=hub"'], ""),
        (["https://hub.example/; rel=hub"], ""),
        (['<https://hub.example/; rel="hub"'], ""),
        ([], ""),
    ],
)
def test_a_hub_is_found_in_link_headers_of_every_form(lines: list[str], found: str) -> None:
    assert answers.find_link(lines, "hub") == found


@given(st.lists(st.text(alphabet='<>;,="\\ \thubrel/', max_size=200), max_size=3))
def test_no_link_header_is_an_error(lines: list[str]) -> None:
    assert isinstance(answers.find_link(lines, "hub"), str)


PARTS = st.text("abc/:.-_~?&%", min_size=1, max_size=12)


@given(st.lists(st.tuples(PARTS, st.sampled_from(["hub", "self", "next"]), st.booleans()), min_size=1, max_size=6))
def test_every_link_that_is_written_is_read(links: list[tuple[str, str, bool]]) -> None:
    written = ", ".join(
        f"""<{target}>; title="x, <y>; rel=z"; rel={chr(34) * quoted}{rel}{chr(34) * quoted}"""
        for target, rel, quoted in links
    )

    for rel in ("hub", "self", "next"):
        first = next((target for target, given, _ in links if given == rel), "")
        assert answers.find_link([written], rel) == first


@pytest.mark.parametrize("junk", ["<a>" + ";a=   " * 3000 + '"', "<a>" + "; " * 9000, "<" * 19_000, "<a>,"[:3] * 6000])
def test_a_hostile_link_header_costs_next_to_nothing(junk: str) -> None:
    assert answers.find_link([junk], "hub") == ""
