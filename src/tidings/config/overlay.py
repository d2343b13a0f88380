"""Rules to try: a whole desk file, or a few rules and topics that are laid over a desk's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..model import Desk
from .desk import NO_FEEDS, TOPICS_MAX, parse_desk, parse_toml, read_whole
from .proof import Proof
from .toml import Path

TRIED = frozenset({"rules", "topics"})
"""The tables that alone make a file one to be laid over a desk."""


def parse_tried(text: str, *, file: str, own: str, opml: str | None = None, opml_file: str = "feeds.opml") -> Desk:
    """The desk that a file describes, or the desk of the text ``own`` with the file's rules and topics laid over it.

    A topic of the file goes over the desk's topic of the same id, key by key; one that the desk does not have is
    added.  ``opml`` is the desk's list of feeds.  Raises ConfigError with the line in ``file``.
    """
    tried, lines = parse_toml(text.removeprefix("\ufeff"), file=file)
    if tried.keys() - TRIED:
        return parse_desk(text, file=file, opml=opml, opml_file=opml_file, may_be_empty=True)
    mine, _ = parse_toml(own.removeprefix("\ufeff"), file="desk.toml")
    topics, places = lay_topics(mine.get("topics", []), tried.get("topics", []))
    proof = Proof(file, {at_place(path, places): line for path, line in lines.items()})
    document = mine | {"rules": lay(mine.get("rules", {}), tried.get("rules", {})), "topics": topics}
    desk, problems = read_whole(proof, document, opml=opml, opml_file=opml_file)
    for problem in problems:
        if problem.reason != NO_FEEDS:
            raise problem
    return desk


def lay(below: Any, above: Any) -> Any:
    """A table over another: what both have is the upper one's, tables within them likewise."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return below | {name: lay(below.get(name), value) for name, value in above.items()}


def lay_topics(below: Any, above: Any) -> tuple[Any, Sequence[int]]:
    """Topics over others by their ids, and the place that each of the upper ones has now."""
    if not (is_tables(below) and is_tables(above)) or len(above) > TOPICS_MAX:
        return above, ()
    topics = list(below)
    places: list[int] = []
    for topic in above:
        same = [place for place, known in enumerate(below) if known.get("id") == topic.get("id")]
        places.append(same[0] if same else len(topics))
        if same:
            topics[same[0]] = topics[same[0]] | topic
        else:
            topics.append(topic)
    return topics, places


def is_tables(value: Any) -> bool:
    """A list of tables, as it should be."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def at_place(path: Path, places: Sequence[int]) -> Path:
    """A path in the file as it is in the desk, where topics may stand at another place."""
    if len(path) > 1 and path[0] == "topics" and isinstance(path[1], int) and path[1] < len(places):
        return (path[0], places[path[1]], *path[2:])
    return path
