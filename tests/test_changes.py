"""What counts as a publisher's change, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOON, at, make_article
from tidings.changes import find_changes
from tidings.model import Article

FIRST = make_article("Ferry runs aground", text="The ferry Skua hit rocks off Skell at dawn on Friday.")


def changes_of(*articles: Article) -> list[tuple[str, str, str, bool]]:
    revisions = [(at(hours), article) for hours, article in enumerate(articles)]
    return [(change.field, change.before, change.after, change.is_silent) for change in find_changes(revisions)]


def test_a_new_headline_without_a_sign_is_silent() -> None:
    assert changes_of(FIRST, replace(FIRST, headline="Ferry sinks")) == [
        ("headline", "Ferry runs aground", "Ferry sinks", True)
    ]


def test_a_later_time_of_update_is_a_sign() -> None:
    again = replace(FIRST, headline="Ferry sinks", updated=at(2))

    assert [is_silent for *_, is_silent in changes_of(FIRST, again)] == [False]


def test_a_notice_of_correction_is_a_sign_and_told() -> None:
    again = replace(FIRST, headline="Ferry sinks", corrections=("Correction: it sank.",))

    assert [(field, is_silent) for field, _, _, is_silent in changes_of(FIRST, again)] == [
        ("headline", False),
        ("correction", False),
    ]


def test_white_space_is_no_change_of_a_headline() -> None:
    assert changes_of(FIRST, replace(FIRST, headline="Ferry  runs aground ")) == []


def test_a_slip_of_the_pen_is_no_change_of_a_text() -> None:
    assert changes_of(FIRST, replace(FIRST, text=FIRST.text.replace("dawn", "daybreak"))) == []


def test_a_longer_text_is_told_by_its_length() -> None:
    longer = f"{FIRST.text} Forty people were taken off by a lifeboat from Orm."

    assert changes_of(FIRST, replace(FIRST, text=longer)) == [
        ("text", "11 words", "21 words, 11 of them as before", True)
    ]


def test_that_a_page_says_more_than_its_feed_is_no_change() -> None:
    whole = replace(FIRST, headline="Ferry Skua aground off Skell", page_url=FIRST.url)

    assert changes_of(FIRST, whole) == []


def test_a_new_day_is_told() -> None:
    again = replace(FIRST, published=NOON - timedelta(days=1))

    assert changes_of(FIRST, again) == [("published", "2026-03-20T12:00:00+00:00", "2026-03-19T12:00:00+00:00", False)]


@given(st.lists(st.sampled_from(["Ferry aground", "Ferry sinks", "Barley harvest"]), min_size=1, max_size=6))
def test_the_changes_lead_from_the_first_headline_to_the_last(headlines: list[str]) -> None:
    told = changes_of(*(replace(FIRST, headline=headline) for headline in headlines))

    assert all(before != after for _, before, after, _ in told)
    assert [after for _, _, after, _ in told][-1:] == ([headlines[-1]] if told else [])
    assert len(told) == sum(one != other for one, other in pairwise(headlines))
