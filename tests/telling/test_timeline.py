"""Timelines: who came in when, what was new, which headlines changed."""

from __future__ import annotations

from dataclasses import replace

from tests.make import at
from tidings.model import Change
from tidings.rules import TellingRules

from .told import report, told

FIRST = report("The Post", "The ferry Skua ran aground on a rock off Skell at dawn with 84 people aboard.", 0)
SECOND = report("Gazette", "The ferry Skua ran aground at dawn off Skell with 84 people aboard, on a rock.", 1)
AGAIN = report(
    "The Post",
    "Captain Ann Berg of the Skua was arrested in Marrow on suspicion of drunkenness off Skell.",
    2,
    headline="Captain arrested",
)


def test_the_first_report_new_sources_and_new_facts_are_points() -> None:
    points = told(AGAIN, FIRST, SECOND).timeline

    assert [(point.at, point.kinds) for point in points] == [
        (at(0), ("first report",)),
        (at(1), ("new source",)),
        (at(2), ("new facts",)),
    ]
    assert points[2].text == AGAIN.article.excerpt


def test_a_changed_headline_is_a_point_at_the_moment_we_saw_it() -> None:
    change = Change(
        article_id=FIRST.article.id, seen_at=at(3), field="headline", before="Skua aground", after="Skua afloat"
    )
    body = replace(change, field="text")
    points = told(replace(FIRST, changes=(change, body)), SECOND).timeline

    assert [(p.at, p.before, p.text, p.is_dated) for p in points if "headline changed" in p.kinds] == [
        (at(3), "Skua aground", "Skua afloat", False)
    ]


def test_a_point_without_a_believable_date_says_so() -> None:
    undated = replace(SECOND, article=replace(SECOND.article, is_dated=False))

    assert [point.is_dated for point in told(FIRST, undated).timeline] == [True, False]


def test_where_there_is_no_room_the_first_report_and_new_facts_stay() -> None:
    telling = told(AGAIN, FIRST, SECOND, rules=TellingRules(timeline_points=2))

    assert [point.kinds for point in telling.timeline] == [("first report",), ("new facts",)]
    assert telling.timeline_left_out == 1


def test_a_copy_is_no_point_and_one_report_no_timeline() -> None:
    copy = replace(SECOND, reprint_of=FIRST.article.id)

    assert not told(FIRST, copy).timeline
