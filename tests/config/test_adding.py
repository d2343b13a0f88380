"""Feeds written into a desk file that somebody else wrote."""

import pytest

from tests.config.desks import SMALLEST
from tidings.config import add_to_desk, parse_desk, starter_desk
from tidings.errors import ConfigError
from tidings.model import Feed

MERCURY = Feed(url="https://mercury.example/feed", title='The "Mercury"', topics=("sea",), folder="News/Isles")
TOPIC = '[[topics]]\nid = "sea"\nname = "Sea"\n'


def test_feeds_follow_the_last_feed_and_comments_stay_where_they_are() -> None:
    text = SMALLEST + "# about the Post\n\n# ---- topics\n" + TOPIC + "[rules.publish]\nquality_min = 50 # strict\n"

    longer = add_to_desk(text, [MERCURY])

    added = (
        '\n[[feeds]]\nurl = "https://mercury.example/feed"\ntitle = "The \\"Mercury\\""\ntopics = ["sea"]\n'
        'folder = "News/Isles"\n\n'
    )
    assert longer == SMALLEST + added + text.removeprefix(SMALLEST)


def test_a_list_over_many_lines_is_not_cut_in_two() -> None:
    text = SMALLEST + 'topics = [\n  # where it belongs\n  "sea",\n]\n' + TOPIC

    assert parse_desk(add_to_desk(text, [MERCURY])).feeds[1] == MERCURY


def test_a_new_desk_gets_its_first_feeds_where_feeds_belong() -> None:
    longer = add_to_desk(starter_desk(title="New"), [Feed(url="https://a.example/f")])

    assert longer.index("- feeds") < longer.index("a.example/f") < longer.index("- rules")
    assert len(parse_desk(longer).feeds) == 1


def test_windows_line_ends_stay() -> None:
    longer = add_to_desk(SMALLEST.replace("\n", "\r\n"), [Feed(url="https://a.example/f")])

    assert longer.count("\n") == longer.count("\r\n")


def test_a_file_without_a_last_line_end_is_not_glued_together() -> None:
    assert len(parse_desk(add_to_desk(SMALLEST.rstrip(), [Feed(url="https://a.example/f")])).feeds) == 2


def test_feeds_in_another_form_of_toml_are_left_to_their_owner() -> None:
    with pytest.raises(ConfigError, match=r"write each as a \[\[feeds\]\] table"):
        add_to_desk(
            'feeds = [{url = "https://a.example/f"}]\n[masthead]\ntitle = "T"\n', [Feed(url="https://b.example/f")]
        )


def test_a_desk_that_is_wrong_is_not_written_to() -> None:
    with pytest.raises(ConfigError, match="unknown key"):
        add_to_desk(SMALLEST + "titel = 1\n", [Feed(url="https://a.example/f")])
