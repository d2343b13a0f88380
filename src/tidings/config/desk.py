"""``desk.toml`` to a Desk: every key checked, every mistake found with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_type_hints

from ..errors import ConfigError
from ..model import Desk, Feed, Masthead, Securing, Serving, Topic
from ..rules import EverydayNumbers, ImageRules, Rules
from ..sources import KnownSource
from ..subjects import HelpLine
from ..urls import canonical_url
from .checks import complain, complain_of_item
from .keys import KEY_BY_NAME, KEYS, LISTS, TABLES, Key, names_in
from .opml import FEEDS_MAX, read_opml
from .proof import Proof, cut, did_you_mean, dotted, nearest, shown
from .toml import Path, find_lines

TOPICS_MAX = 1000
CIRCLE_SHOWN_MAX = 8
SOURCES_MAX = 10_000
HELP_LINES_MAX = 1000
ITEMS_MAX_BY_TABLE = {"topics": TOPICS_MAX, "feeds": FEEDS_MAX, "sources": SOURCES_MAX, "help_lines": HELP_LINES_MAX}
TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

NO_FEEDS = (
    'this desk has no feeds: add [[feeds]] with a url = "…" for each feed to it, or put a reader\'s subscription '
    "list beside it as feeds.opml"
)


def parse_desk(
    text: str,
    *,
    file: str = "desk.toml",
    opml: str | None = None,
    opml_file: str = "feeds.opml",
    may_be_empty: bool = False,
) -> Desk:
    """The desk that a ``desk.toml`` describes, with the feeds of an OPML file added to its own.

    A feed that stands in both is the desk file's.  Raises ConfigError for the first problem, with
    file, line and key; :func:`find_problems` tells them all.  A desk that ``may_be_empty`` is one that
    feeds are about to be added to; one that took over a site may always be.
    """
    desk, problems = read_desk_file(text, file=file, opml=opml, opml_file=opml_file)
    for problem in problems:
        if not (may_be_empty and problem.reason == NO_FEEDS):
            raise problem
    return desk


def find_problems(
    text: str, *, file: str = "desk.toml", opml: str | None = None, opml_file: str = "feeds.opml"
) -> tuple[ConfigError, ...]:
    """Everything that is wrong with a desk, by line; empty: ``parse_desk`` will do."""
    return read_desk_file(text, file=file, opml=opml, opml_file=opml_file)[1]


def read_desk_file(text: str, *, file: str, opml: str | None, opml_file: str) -> tuple[Desk, tuple[ConfigError, ...]]:
    """The desk as far as it can be read, and all problems; with a problem the desk is not to be used."""
    nothing = Desk(masthead=Masthead(title=""))
    try:
        document, lines = parse_toml(text.removeprefix("\ufeff"), file=file)
    except ConfigError as error:
        return nothing, (error,)
    return read_whole(Proof(file, lines), document, opml=opml, opml_file=opml_file)


def read_whole(
    proof: Proof, document: Mapping[str, Any], *, opml: str | None, opml_file: str
) -> tuple[Desk, tuple[ConfigError, ...]]:
    """The desk of a TOML document with the feeds of an OPML text, and all problems."""
    desk = read_desk(proof, document)
    more, opml_problems = read_opml(opml, file=opml_file, topics=desk.topics) if opml is not None else ((), ())
    feeds = add_feeds(desk.feeds, more)
    if not feeds and not opml_problems and not names_feeds(document) and not is_taken_over(desk.rules):
        proof.mark((), NO_FEEDS)
    return replace(desk, feeds=feeds), (*proof.in_order(), *opml_problems)


def is_taken_over(rules: Rules) -> bool:
    """A desk that goes on with a site of the reference system has something to publish before it has feeds."""
    return rules.set == "everyday" or rules.everyday != EverydayNumbers()


def names_feeds(document: Mapping[str, Any]) -> bool:
    """There is an attempt at feeds, so that whatever is wrong with it has been told."""
    return bool(document.get("feeds")) or any(nearest(name, ("feeds",)) for name in document if name != "feeds")


def parse_toml(text: str, *, file: str) -> tuple[dict[str, Any], dict[Path, int]]:
    """The values of a TOML text and the lines they stand on; raises ConfigError for what is no TOML."""
    # As tomllib does, so that lines are counted alike.
    text = text.replace("\r\n", "\n")
    try:
        return tomllib.loads(text), find_lines(text)
    except tomllib.TOMLDecodeError as error:
        raise toml_error(str(error), text, file=file) from error
    except ValueError as error:
        raise ConfigError(f"not valid TOML: {error}", file=file) from error
    except RecursionError as error:
        raise ConfigError("not a desk: lists or tables are nested too deeply", file=file) from error


def toml_error(message: str, text: str, *, file: str) -> ConfigError:
    """What ``tomllib`` said, with its place in ours."""
    place = TOML_PLACE.search(message)
    said = message[: place.start()] if place else message
    if not place or not place[1]:
        return ConfigError(
            f"not valid TOML: {said} at the end of the file", file=file, line=len(text.rstrip().splitlines()) or 1
        )
    return ConfigError(f"not valid TOML: {said} (column {place[2]})", file=file, line=int(place[1]))


# ---------------------------------------------------------------- the tables


def read_desk(proof: Proof, document: Mapping[str, Any]) -> Desk:
    """The desk of a TOML document, without OPML; problems go to the proof."""
    mark_unknown(proof, (), document)
    masthead = read_record(proof, Masthead, document.get("masthead", {}), path=("masthead",))
    topics = tuple(read_record(proof, Topic, table, path=path) for path, table in items(proof, document, "topics"))
    feeds = tuple(read_record(proof, Feed, table, path=path) for path, table in items(proof, document, "feeds"))
    sources = tuple(
        read_record(proof, KnownSource, table, path=path) for path, table in items(proof, document, "sources")
    )
    help_lines = tuple(
        read_record(proof, HelpLine, table, path=path) for path, table in items(proof, document, "help_lines")
    )
    serve = read_record(proof, Serving, document.get("serve", {}), path=("serve",))
    secured = read_record(proof, Securing, document.get("secured", {}), path=("secured",))
    images = read_record(proof, ImageRules, document.get("images", {}), path=("images",))
    rules = read_record(proof, Rules, document.get("rules", {}), path=("rules",))
    check_topics(proof, topics)
    check_feeds(proof, feeds, topics)
    check_sources(proof, sources)
    check_everyday(proof, rules.everyday.root, topics)
    # Without a final slash, since addresses are made by adding to them.
    tidy = replace(masthead, url=masthead.url.rstrip("/"))
    reached = replace(serve, callback_url=serve.callback_url.rstrip("/"))
    return Desk(
        masthead=tidy,
        topics=topics,
        feeds=feeds,
        sources=sources,
        help_lines=help_lines,
        serve=reached,
        secured=secured,
        images=images,
        rules=rules,
    )


def items(proof: Proof, document: Mapping[str, Any], name: str) -> list[tuple[Path, Any]]:
    """The tables of ``[[name]]``, each with its path."""
    tables = document.get(name, [])
    most = ITEMS_MAX_BY_TABLE[name]
    if not isinstance(tables, list):
        proof.mark((name,), f"{name} must be written as [[{name}]] in double brackets, once for each")
        return []
    if len(tables) > most:
        proof.mark((name, most), f"{len(tables):,} {name}; {most:,} is the most a desk can have")
    return [((name, index), table) for index, table in enumerate(tables[:most])]


def read_record(proof: Proof, record: Any, table: object, *, path: Path) -> Any:
    """A dataclass filled from a table; what is missing or unusable gets its default, required texts nothing."""
    if not isinstance(table, dict):
        name = dotted(path)
        brackets = "it stands once, in single brackets" if isinstance(table, list) else f"not {shown(table)}"
        proof.mark(path, f"{name} must be a table, [{name}]; {brackets}")
        table = {}
    mark_unknown(proof, path, table)
    values: dict[str, Any] = {}
    for name, hint in get_type_hints(record).items():
        if is_dataclass(hint):
            values[name] = read_record(proof, hint, table.get(name, {}), path=(*path, name))
        elif name in table:
            values |= read_value(proof, key_at((*path, name)), table[name], path=(*path, name))
    return record(**(missing(proof, record, table, path=path) | values))


def read_value(proof: Proof, key: Key, value: object, *, path: Path) -> dict[str, Any]:
    """The value of a key under its short name, or nothing when it cannot be used."""
    if complaint := complain(key, value):
        proof.mark(path, f"{dotted(path)} {complaint}")
        return {}
    if not isinstance(value, list):
        return {key.short: float(value) if key.kind == "number" and isinstance(value, int) else value}
    complaints = [(index, complain_of_item(key, item)) for index, item in enumerate(value)]
    for index, complaint in complaints:
        if complaint:
            proof.mark((*path, index), f"{dotted((*path, index))} {complaint}")
    return {key.short: tuple(item for item, (_, complaint) in zip(value, complaints, strict=True) if not complaint)}


def missing(proof: Proof, record: Any, table: Mapping[str, Any], *, path: Path) -> dict[str, Any]:
    """Empty texts for the required keys, each of them marked where the table lacks it."""
    required = [key for field in fields(record) if (key := find_key((*path, field.name))) and key.is_required]
    for key in required:
        # A misspelt key is told once, with the right spelling.
        is_misspelt = any(nearest(name, names_in(key.table)) == key.short for name in table if name != key.short)
        if key.short not in table and not is_misspelt:
            proof.mark((*path, key.short), f"{dotted((*path, key.short))} is missing: {key.meaning}")
    return {key.short: "" for key in required}


def key_at(path: Path) -> Key:
    """The key that a path sets."""
    return KEY_BY_NAME[table_name(path)]


def find_key(path: Path) -> Key | None:
    """The key that a path sets, if it is one."""
    return KEY_BY_NAME.get(table_name(path))


def table_name(path: Path) -> str:
    """A path without positions: ``feeds.url``."""
    return ".".join(part for part in path if isinstance(part, str))


# ---------------------------------------------------------------- names nobody knows


def mark_unknown(proof: Proof, path: Path, table: Mapping[str, Any]) -> None:
    """Mark what may not stand in a table, with what was probably meant."""
    names = names_in(table_name(path))
    for name in table:
        if name not in names:
            proof.mark((*path, name), unknown(name, table[name], path=path))


def unknown(name: str, value: object, *, path: Path) -> str:
    """A message about a name that nobody knows here."""
    here = table_name(path)
    if isinstance(value, dict) or is_list_of_tables(value):
        full = f"{here}.{cut(name)}".removeprefix(".")
        near = nearest_table(full, here)
        return f"unknown table {bracketed(full, value)}" + (f"; did you mean {bracketed(near)}?" if near else "")
    place = f"in {bracketed(here)}" if here else "before the first [table]"
    hint = did_you_mean(name, [key.short for key in KEYS if key.table == here])
    return f"unknown key {cut(name)!r} {place}{hint or belongs_elsewhere(name)}"


def nearest_table(full: str, here: str) -> str:
    """The table that was probably meant: one of the same last name anywhere, else a similar one here."""
    last = full.rpartition(".")[2]
    same = [table for table in TABLES if table.rpartition(".")[2] == last]
    return same[0] if same else nearest(full, [table for table in TABLES if table.rpartition(".")[0] == here])


def is_list_of_tables(value: object) -> bool:
    """What ``[[name]]`` makes."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def bracketed(table: str, value: object = None) -> str:
    """A table as its header is written."""
    is_list = table in LISTS or isinstance(value, list)
    return f"[[{table}]]" if is_list else f"[{table}]"


def belongs_elsewhere(name: str) -> str:
    """A hint when the key, or one much like it, is known in another table."""
    meant = nearest(name, {key.short for key in KEYS})
    tables = " or ".join(bracketed(key.table) for key in KEYS if key.short == meant)
    if not meant:
        return ""
    return f"; it belongs in {tables}" if meant == name else f"; did you mean {meant!r} in {tables}?"


# ---------------------------------------------------------------- how things refer to each other


def check_topics(proof: Proof, topics: Sequence[Topic]) -> None:
    """Ids are unique, parents exist, and no topic is its own ancestor."""
    parents: dict[str, str] = {}
    for topic in topics:
        parents.setdefault(topic.id, topic.parent)
    first: dict[str, int] = {}
    for index, topic in enumerate(topics):
        id_at: Path = ("topics", index, "id")
        parent_at: Path = ("topics", index, "parent")
        if topic.id and first.setdefault(topic.id, index) != index:
            line = proof.line_of(("topics", first[topic.id], "id"))
            proof.mark(id_at, f"{dotted(id_at)} is {topic.id!r}, which line {line} has already; ids are unique")
        elif topic.parent and topic.parent not in parents:
            proof.mark(parent_at, f"{dotted(parent_at)} {no_such_topic(topic.parent, parents)}")
        elif circle := find_circle(topic.id, parents):
            proof.mark(parent_at, f"{dotted(parent_at)} leads in a circle, {circle}; one of them must have no parent")


def no_such_topic(topic_id: str, known: Collection[str]) -> str:
    """A complaint about an id that no topic has."""
    return f"is {cut(topic_id)!r}, but there is no such topic{did_you_mean(topic_id, known)}"


def find_circle(topic_id: str, parents: Mapping[str, str]) -> str | None:
    """The way from a topic through its parents back to it, or None."""
    way = {topic_id: None}  # a dict keeps the order, and finds fast
    here = parents.get(topic_id, "")
    while here and here not in way:
        way[here] = None
        here = parents.get(here, "")
    return " → ".join([*list(way)[:CIRCLE_SHOWN_MAX], topic_id]) if here == topic_id and here else None


def check_feeds(proof: Proof, feeds: Sequence[Feed], topics: Sequence[Topic]) -> None:
    """Addresses are unique, and topics exist."""
    ids = {topic.id for topic in topics}
    first: dict[str, int] = {}
    for index, feed in enumerate(feeds):
        url_at: Path = ("feeds", index, "url")
        page = canonical_url(feed.url)
        if page and first.setdefault(page, index) != index:
            line = proof.line_of(("feeds", first[page], "url"))
            proof.mark(url_at, f"{dotted(url_at)} is {cut(feed.url)!r}, which line {line} has already; remove one")
        for position, topic_id in enumerate(feed.topics):
            if topic_id not in ids:
                here: Path = ("feeds", index, "topics", position)
                proof.mark(here, f"{dotted(here)} {no_such_topic(topic_id, ids)}")


def check_everyday(proof: Proof, root: str, topics: Sequence[Topic]) -> None:
    """The topic that everything has is one of the desk's."""
    ids = {topic.id for topic in topics}
    if root and root not in ids:
        path: Path = ("rules", "everyday", "root")
        proof.mark(path, f"{dotted(path)} {no_such_topic(root, ids)}")


def check_sources(proof: Proof, sources: Sequence[KnownSource]) -> None:
    """A place belongs to one source."""
    first: dict[str, int] = {}
    for index, source in enumerate(sources):
        for name, places in (("domain", (source.domain,)), ("domains", source.domains)):
            for place in places:
                key = place.lower().strip("/").removeprefix("www.")
                if key and first.setdefault(key, index) != index:
                    path: Path = ("sources", index, name)
                    line = proof.line_of(("sources", first[key]))
                    proof.mark(path, f"{dotted(path)} has {cut(place)!r}, which the source at line {line} has already")


def add_feeds(feeds: Sequence[Feed], more: Sequence[Feed]) -> tuple[Feed, ...]:
    """The desk file's feeds, then those that only the OPML file has."""
    known = {canonical_url(feed.url) for feed in feeds}
    return (*feeds, *(feed for feed in more if canonical_url(feed.url) not in known))
