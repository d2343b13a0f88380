"""The desk file of a site that was taken over: what the site says, and what its new owner may do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from ..model import Desk, Topic
from .starter import comment
from .toml import toml_value

HEAD = """\
# A desk that goes on where a site of the reference system (Everyday.cc) stopped.
#
#   tidings run .                    publishes what was imported, by the same rules
#   tidings check .                  names every mistake in this file, with its line
#   tidings export everyday DIR      writes the site again, as it is now
#
# What to do next: add feeds at the end of this file, so that news comes in; then run it beside the old
# site, compare, and try our own rules (set = "tidings") when you are content.
"""

TOPICS = """\
# ---------------------------------------------------------------- topics
#
# As the site has them. With the rules of the reference a keyword counts wherever it stands in the title,
# even within a word, and one that stands twice here counts twice: it is kept so that scores stay what they were.
# The marks of our own rules ("=Teams": just this name; "apple?": only beside a word of `near`) change nothing there.
"""

RULES = """\
# ---------------------------------------------------------------- rules
#
# set = "everyday" judges as the reference does; "tidings" by our own rules. Leave [rules.everyday] in
# either case: it says what this site was.
"""

FEEDS = """\
# ---------------------------------------------------------------- feeds
#
# None yet: the reference does not publish what it reads. Add what brings the news of your topic, one
# [[feeds]] for each, or let `tidings sources add URL` find them. search = true is for what a search
# engine found, which the reference files under another day.

# [[feeds]]
# url = "https://www.example.com/blog/feed/"
# source = "Example"

# [[feeds]]
# url = "https://search.example.com/news?q=topic&format=rss"
# search = true
"""


def taken_desk(desk: Desk, *, lines: Sequence[str] = ()) -> str:
    """A commented ``desk.toml`` that says what ``desk`` does, feeds apart; ``lines`` tell how its numbers
    were found.
    """
    return "\n".join(
        [
            HEAD,
            table("masthead", desk.masthead),
            TOPICS,
            *(topic_table(topic) for topic in desk.topics),
            RULES,
            f'[rules]\nset = "{desk.rules.set}"\n',
            *([*(line for told in lines for line in comment(told)), ""] if lines else []),
            table("rules.everyday", desk.rules.everyday, whole=EVERYDAY_SHOWN),
            FEEDS,
        ]
    )


EVERYDAY_SHOWN = ("root", "publisher_points", "related", "newsletter_news")
"""Numbers that are written even where they are the default, because sites differ in them."""


def table(name: str, record: object, *, whole: Sequence[str] = ()) -> str:
    """A table with every key that is not its default, and those that are always written."""
    return "\n".join([f"[{name}]", *pairs(record, whole), ""])


def topic_table(topic: Topic) -> str:
    """``[[topics]]`` with what is known of one."""
    return "\n".join(["[[topics]]", *pairs(topic, ()), ""])


def pairs(record: object, whole: Sequence[str]) -> Iterator[str]:
    """The lines of a table; long lists have a line for each item."""
    for field in fields(record):  # type: ignore[arg-type]  # it is a dataclass
        value = getattr(record, field.name)
        if value == field.default and field.name not in whole:
            continue
        if isinstance(value, tuple) and len(value) > ITEMS_IN_LINE_MAX:
            yield f"{field.name} = [\n" + "".join(f"    {toml_value(item)},\n" for item in value) + "]"
        else:
            yield f"{field.name} = {toml_value(value)}"


ITEMS_IN_LINE_MAX = 6
