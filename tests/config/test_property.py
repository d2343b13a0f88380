"""Laws of desk files, tried on generated ones."""

from dataclasses import fields, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.config.desks import SMALLEST, desk_of
from tidings.config import KEYS, Key, add_to_desk, find_problems, parse_desk, parse_opml, write_opml
from tidings.config.checks import CHOICES
from tidings.config.keys import TABLES
from tidings.config.toml import toml_value
from tidings.errors import ConfigError
from tidings.genre import ARTICLE_KINDS
from tidings.model import Desk, Feed, Machines, Masthead, Topic, Trust
from tidings.rules import CAN_BE_LEFT_OUT
from tidings.sources import SOURCE_KINDS, STANDINGS, KnownSource
from tidings.subjects import SUBJECTS, HelpLine
from tidings.urls import canonical_url

lines = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"), max_size=20
)
said = lines.filter(lambda text: text.strip())
kinds = st.sampled_from(ARTICLE_KINDS)
phrases = lines.filter(lambda text: any(character.isalnum() for character in text))
ids = st.text("abc019-", min_size=1, max_size=3)
urls = st.builds(
    "{}://{}.example{}/{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.text("abc", min_size=1, max_size=4),
    st.sampled_from(["", ":8080"]),
    st.text("abc/?=&%20", max_size=6),
)
folders = st.one_of(lines, st.lists(st.sampled_from(["News", "Europe", "abc", "a & b", "c"]), max_size=3).map("/".join))
clocks = st.sampled_from(["", "America/Los_Angeles", "+05:30", "-03:30"])
sources = st.builds(
    KnownSource,
    domain=st.sampled_from(["post.example", "news.post.example", "medium.com/@ada", "isles.example"]),
    name=said,
    id=st.one_of(st.just(""), ids),
    kind=st.sampled_from(["", *SOURCE_KINDS]),
    country=st.sampled_from(["", "GB", "NL"]),
    language=st.sampled_from(["", "en", "pt-BR"]),
    logo=st.sampled_from(["", "https://post.example/logo.png"]),
    aliases=st.lists(phrases, max_size=2).map(tuple),
    standing=st.sampled_from(["", *STANDINGS]),
)
help_lines = st.builds(
    HelpLine,
    name=said,
    country=st.sampled_from(["", "GB"]),
    subjects=st.lists(st.sampled_from(SUBJECTS), max_size=2).map(tuple),
    phone=lines,
    url=st.sampled_from(["", "https://help.example/"]),
    hours=lines,
    reviewed=st.sampled_from(["", "2026-11-25"]),
)
mastheads = st.builds(
    Masthead,
    title=said,
    tagline=lines,
    url=st.sampled_from(["", "https://isles.example", "http://isles.example/news"]),
    language=st.sampled_from(["en", "pt-BR", "zh-Hant-TW", "gsw"]),
    time_zone=st.sampled_from(["UTC", "Europe/London", "America/Argentina/Buenos_Aires", "Etc/GMT+5"]),
    editor=lines,
    contact=lines,
    logo=st.sampled_from(["", "https://isles.example/logo.png"]),
    security_contact=st.sampled_from(["", "security@isles.example", "https://isles.example/security", "tel:+47-1"]),
    other_languages=st.sampled_from([(), ("de https://isles.example/de/", "pt-BR https://pt.example")]),
    machines=st.builds(
        Machines,
        ai_training=st.sampled_from(["", "allow", "refuse"]),
        policy=st.sampled_from(["", "https://isles.example/terms"]),
        summary=st.booleans(),
    ),
    trust=st.builds(Trust, social=st.sampled_from([(), ("https://social.example/@isles",)])),
)


def numbers(key: Key) -> st.SearchStrategy[Any]:
    """The numbers that a rule may be."""
    assert key.least is not None
    assert key.most is not None
    if key.kind == "number":
        return st.floats(key.least, key.most)
    return st.integers(int(key.least), int(key.most))


def values_of(key: Key) -> st.SearchStrategy[Any]:
    """The values that a rule may have."""
    if key.kind == "true or false":
        return st.booleans()
    if key.name in ("rules.everyday.site", "rules.everyday.assets"):
        return st.sampled_from(["", "https://isles.example/daily"])
    if key.kind == "text":
        return st.sampled_from(CHOICES.get(key.name, [""]))
    if key.kind == "list of texts":
        hosts = st.sampled_from(["localhost", "nas.local", "::1", "10.0.0.7"])
        ports = st.integers(1, 65535).map(str)
        places = st.sampled_from(["post.example", "news.post.example/isles"])
        known = {"private_hosts": hosts, "ports": ports, "refuse_kinds": kinds, "hold_kinds": kinds}
        known["leave_out"] = st.sampled_from(CAN_BE_LEFT_OUT)
        known |= dict.fromkeys(["publishers", "official", "pictured"], places)
        known |= dict.fromkeys(["label", "no_image", "no_card", "no_lead", "hold"], st.sampled_from(SUBJECTS))
        items = known.get(key.short, phrases)
        return st.lists(items, max_size=3).map(tuple)
    return numbers(key)


def records(table: str) -> st.SearchStrategy[Any]:
    """Any value of the dataclass behind a table of rules, derived as the parser derives its keys."""
    plain = {key.short: values_of(key) for key in KEYS if key.table == table}
    inner = {name.rpartition(".")[2]: records(name) for name in TABLES if name.rpartition(".")[0] == table}
    assert {field.name for field in fields(TABLES[table])} == {*plain, *inner}
    return st.builds(TABLES[table], **plain, **inner)


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    """Any valid desk: parents are earlier topics, feeds carry topics that there are."""
    topics: list[Topic] = []
    for topic_id in draw(st.lists(ids, unique=True, max_size=4)):
        parent = draw(st.sampled_from(["", *(topic.id for topic in topics)]))
        words = st.lists(phrases, max_size=3).map(tuple)
        made = st.builds(Topic, id=st.just(topic_id), name=said, description=lines, parent=st.just(parent), keywords=words, all=words, near=words, none=words)  # fmt: skip
        topics.append(draw(made))
    carried = (
        st.lists(st.sampled_from([topic.id for topic in topics]), unique=True).map(tuple) if topics else st.just(())
    )
    feeds = st.lists(
        st.builds(
            Feed,
            url=urls,
            title=lines,
            source=lines,
            topics=carried,
            folder=folders,
            clock=clocks,
            search=st.booleans(),
        ),
        unique_by=lambda feed: canonical_url(feed.url),
        min_size=1,
        max_size=4,
    )
    return Desk(
        masthead=draw(mastheads),
        topics=tuple(topics),
        feeds=tuple(draw(feeds)),
        sources=tuple(draw(st.lists(sources, unique_by=lambda source: source.domain, max_size=3))),
        help_lines=tuple(draw(st.lists(help_lines, max_size=2))),
        rules=draw(records("rules")),
    )


@given(desks())
@settings(max_examples=60, deadline=None)
def test_a_desk_written_down_is_read_as_the_same_desk(desk: Desk) -> None:
    assert parse_desk(desk_of(desk)) == desk


@given(desks())
@settings(max_examples=150, deadline=None)
def test_an_exported_list_that_is_imported_again_gives_the_same_feeds(desk: Desk) -> None:
    written = write_opml(desk)

    assert parse_opml(written, file="feeds.opml", topics=desk.topics) == desk.feeds
    assert all(outline.get("text") for outline in etree.fromstring(written.encode()).iter("outline"))


@given(desks(), st.data())
@settings(max_examples=60, deadline=None)
def test_feeds_are_added_to_a_desk_file_without_disturbing_a_line(desk: Desk, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, len(desk.feeds) - 1))
    before = desk_of(replace(desk, feeds=desk.feeds[:count]))

    after = add_to_desk(before, desk.feeds[count:])

    assert parse_desk(after) == desk
    assert is_subsequence(before.splitlines(), after.splitlines())


def is_subsequence(few: list[str], many: list[str]) -> bool:
    """The few are among the many, in their order."""
    rest = iter(many)
    return all(line in rest for line in few)


anything = st.recursive(
    st.one_of(st.integers(), st.floats(), st.booleans(), st.text(st.characters(codec="utf-8"), max_size=6)),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
some_keys = st.dictionaries(st.sampled_from([key.name for key in KEYS]), anything, max_size=6)


@given(some_keys)
@settings(max_examples=150, deadline=None)
def test_whatever_the_keys_hold_the_outcome_is_a_desk_or_a_config_error_with_a_line(values: dict[str, Any]) -> None:
    dotted = "".join(f"{name} = {toml_value(value)}\n" for name, value in values.items() if name.startswith("rules"))
    lists = "".join(
        f"[[{name.partition('.')[0]}]]\n{name.partition('.')[2]} = {toml_value(value)}\n"
        for name, value in values.items()
        if name.startswith(("topics", "feeds"))
    )

    problems = find_problems(dotted + SMALLEST + lists)

    assert all(problem.line > 0 and problem.key for problem in problems)


@given(st.text("[]{}=.,\"'#\n ab1\\", max_size=30))
@settings(max_examples=150, deadline=None)
def test_no_text_crashes_the_reading(text: str) -> None:
    assert all(isinstance(problem, ConfigError) for problem in find_problems(text))
