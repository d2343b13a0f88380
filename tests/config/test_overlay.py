"""Rules to try: a desk file of their own, or laid over a desk's."""

from __future__ import annotations

import pytest

from tidings.config import parse_desk, parse_tried
from tidings.errors import ConfigError

OWN = """\
[masthead]
title = "Low Isles Today"

[[topics]]
id = "sea"
name = "Sea"
keywords = ["ferry"]

[[topics]]
id = "harbour"
name = "Harbour"
parent = "sea"

[[feeds]]
url = "https://post.example/feed"
topics = ["harbour"]

[rules.publish]
quality_min = 50
sources_min = 3
"""
OPML = '<opml><body><outline xmlUrl="https://other.example/feed" type="rss"/></body></opml>'


def test_rules_of_a_fragment_go_over_the_desks_own_and_leave_the_rest() -> None:
    desk = parse_tried("[rules.publish]\nquality_min = 60\n", file="try.toml", own=OWN, opml=OPML)

    assert (desk.rules.publish.quality_min, desk.rules.publish.sources_min) == (60, 3)
    assert desk.masthead.title == "Low Isles Today"
    assert [feed.url for feed in desk.feeds] == ["https://post.example/feed", "https://other.example/feed"]


def test_a_topic_of_a_fragment_goes_over_that_of_the_same_id_and_a_new_one_is_added() -> None:
    text = '[[topics]]\nid = "islands"\nname = "Islands"\n[[topics]]\nid = "sea"\nnone = ["sea change"]\n'
    desk = parse_tried(text, file="try.toml", own=OWN)

    assert [topic.id for topic in desk.topics] == ["sea", "harbour", "islands"]
    assert (desk.topics[0].keywords, desk.topics[0].none) == (("ferry",), ("sea change",))


def test_an_empty_fragment_is_the_desk_itself() -> None:
    assert parse_tried("", file="try.toml", own=OWN, opml=OPML) == parse_desk(OWN, opml=OPML)


def test_a_whole_desk_file_stands_for_itself() -> None:
    text = OWN.replace("quality_min = 50", "quality_min = 70").replace("sources_min = 3", "")

    assert parse_tried(text, file="try.toml", own=OWN) == parse_desk(text)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("[rules.publish]\n\nquality_mim = 60\n", 3, "did you mean"),
        ("[rules.publish]\nquality_min = 'high'\n", 2, "quality_min"),
        ('[[topics]]\nid = "new"\nname = "New"\n[[topics]]\nid = "sea"\nname = 5\n', 6, r"topics\[0\]\.name"),
        ('[[topics]]\nid = "new"\nname = "New"\nparent = "se"\n', 4, "no such topic"),
        ("rules = 5\n", 1, "must be a table"),
        ("topics = 5\n", 1, "double brackets"),
        ("topics = [5]\n", 1, "must be a table"),
        ("[rules.publish\n", 1, "not valid TOML"),
    ],
)
def test_mistakes_are_told_with_their_line_in_the_fragment(text: str, line: int, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason) as caught:
        parse_tried(text, file="try.toml", own=OWN)

    assert (caught.value.file, caught.value.line) == ("try.toml", line)
