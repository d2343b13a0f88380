"""The desk file that a new desk begins with."""

import re

import pytest

from tidings.config import KEYS, find_problems, parse_desk, starter_desk
from tidings.model import Desk, Feed, Masthead

FEEDS = (Feed(url="https://a.example/f", title='The "A"', source="A\\B"), Feed(url="https://b.example/f"))


def test_it_is_valid_as_soon_as_it_has_feeds() -> None:
    desk = parse_desk(starter_desk(title="Harbour Watch", feeds=FEEDS))

    assert desk == Desk(masthead=Masthead(title="Harbour Watch"), feeds=FEEDS)


def test_without_feeds_they_are_all_that_is_missing() -> None:
    (problem,) = find_problems(starter_desk(title="Harbour Watch"))

    assert "this desk has no feeds" in str(problem)


@pytest.mark.parametrize("title", ['He said "no"\\', "two\nlines", "Süd 🗞", " ", "a\x00b"])
def test_any_title_makes_a_valid_desk(title: str) -> None:
    assert parse_desk(starter_desk(title=title, feeds=FEEDS)).masthead.title.strip()


def test_topics_of_feeds_are_left_out_since_the_new_desk_has_none() -> None:
    feed = Feed(url="https://a.example/f", topics=("solar",))

    assert parse_desk(starter_desk(title="x", feeds=[feed])).feeds == (Feed(url="https://a.example/f"),)


def test_every_rule_is_shown_with_its_default() -> None:
    text = starter_desk(title="x")

    assert [
        key.name for key in KEYS if key.table.startswith("rules") and f"# {key.short} = {key.default_text}" not in text
    ] == []


def test_its_examples_are_valid_once_the_comment_signs_are_gone() -> None:
    text = starter_desk(title="x")
    live = re.sub(r"(?m)^# (\[\[|\w+ = )", r"\1", text)

    desk = parse_desk(live)

    assert [topic.id for topic in desk.topics] == ["harbour", "dredging"]
    assert len(desk.feeds) == 2
    assert desk.rules == Desk(masthead=Masthead(title="x")).rules


def test_the_masthead_takes_what_is_known() -> None:
    desk = parse_desk(starter_desk(title="x", tagline="y", language="de", time_zone="Europe/Berlin", feeds=FEEDS))

    assert desk.masthead == Masthead(title="x", tagline="y", language="de", time_zone="Europe/Berlin")
