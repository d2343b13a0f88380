"""More feeds for a desk file: written into it without disturbing what its owner wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..errors import ConfigError
from ..model import Desk, Feed
from ..urls import canonical_url
from .desk import parse_desk, parse_toml
from .starter import feed_table

RULES_HEADING = re.compile(r"^# -{20,} rules$", re.MULTILINE)
"""Where a starter desk without feeds would have them before."""
LINES_TRIED_MAX = 300
"""Lines that the last key of a feed may go on over."""


def new_feeds(desk: Desk, feeds: Sequence[Feed]) -> tuple[Feed, ...]:
    """Those of some feeds that a desk does not read yet."""
    known = {canonical_url(feed.url) for feed in desk.feeds}
    return tuple(feed for feed in feeds if canonical_url(feed.url) not in known)


def add_to_desk(text: str, feeds: Sequence[Feed], *, file: str = "desk.toml") -> str:
    """The text of a desk file with more ``[[feeds]]``; every line that was there is still there.

    They follow its last feed, or come last.  Raises ConfigError where the desk is wrong, or has its
    feeds in a form that nothing can be added to.
    """
    before = parse_desk(text, file=file, may_be_empty=True)
    wanted = replace(before, feeds=(*before.feeds, *feeds))
    tables = "\n".join(feed_table(feed) for feed in feeds)
    for position in places(text, file=file):
        longer = inserted(text, tables, position)
        if says(longer, wanted):
            return longer
    raise ConfigError(
        "the feeds could not be added to this file: write each as a [[feeds]] table of its own, then try again",
        file=file,
    )


def says(text: str, wanted: Desk) -> bool:
    """The text is a desk file of exactly this desk."""
    try:
        return parse_desk(text) == wanted
    except ConfigError:
        return False


def places(text: str, *, file: str) -> Iterator[int]:
    """Where tables may be put in, best first, as positions in the text: ends of lines."""
    _, lines = parse_toml(text.removeprefix("\ufeff"), file=file)
    ends = [match.end() for match in re.finditer("\n", text)]
    last = max((line for path, line in lines.items() if path[:1] == ("feeds",)), default=0)
    if last:
        yield from ends[last - 1 : last - 1 + LINES_TRIED_MAX]
    elif heading := RULES_HEADING.search(text):
        yield heading.start()
    yield len(text)


def inserted(text: str, tables: str, position: int) -> str:
    """The text with tables at a position, a blank line around them, in the file's own line ends."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    before, after = text[:position], text[position:]
    is_apart = not before.strip("\ufeff") or before.endswith(line_end * 2)
    gap = "" if is_apart else line_end if before.endswith("\n") else line_end * 2
    rest = line_end if after.strip() and not after.startswith(("\n", "\r\n")) else ""
    return before + gap + tables.replace("\n", line_end) + rest + after
