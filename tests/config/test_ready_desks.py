"""The desks that come with the project."""

from pathlib import Path

import pytest

from tidings.config import check_desk, find_problems, parse_desk
from tidings.model import Desk
from tidings.registry import make_registry, source_for
from tidings.registry.names import letters
from tidings.text import find_phrase, fold, slugify

DESKS = Path(__file__).parents[2] / "desks"
EMPTY_ON_PURPOSE = ("masthead.contact", "masthead.url")

each_desk = pytest.mark.parametrize("name", ["ai", "energy", "world"])


def texts_of(name: str) -> dict[str, str]:
    opml = DESKS / name / "feeds.opml"
    given = {"text": (DESKS / name / "desk.toml").read_text(encoding="utf-8")}
    return given | ({"opml": opml.read_text(encoding="utf-8")} if opml.exists() else {})


def desk_named(name: str) -> Desk:
    return parse_desk(**texts_of(name))


@each_desk
def test_it_has_no_problems_and_25_feeds_or_more(name: str) -> None:
    assert find_problems(**texts_of(name)) == ()
    assert len(desk_named(name).feeds) >= 25


@each_desk
def test_the_only_advice_is_to_say_who_and_where_one_is(name: str) -> None:
    assert [advice for advice in check_desk(desk_named(name)) if not advice.startswith(EMPTY_ON_PURPOSE)] == []


@each_desk
def test_every_feed_names_its_source_and_every_topic_is_described(name: str) -> None:
    desk = desk_named(name)

    assert [feed.url for feed in desk.feeds if not feed.source] == []
    assert [topic.id for topic in desk.topics if not topic.description] == []


def test_the_energy_desk_takes_topics_from_the_folders_of_its_opml() -> None:
    topics = {feed.source: feed.topics for feed in desk_named("energy").feeds}

    assert topics["World Nuclear News"] == ("nuclear",)
    assert topics["OilPrice.com"] == ("oil-gas",)


@pytest.mark.parametrize(
    ("name", "headline", "expected"),
    [
        ("ai", "OpenAI’s chatbot learns to say no", {"ai"}),
        ("ai", "A.I. start-ups raise record sums", {"ai"}),
        ("ai", "AI-powered robotaxis reach London", {"ai", "ai-in-autos"}),
        ("ai", "Nvidia sells more AI chips than ever", {"ai", "ai-hardware"}),
        ("ai", "Ai Weiwei opens a show in Berlin", set()),
        ("ai", "Bank raises its interest rate", set()),
        ("ai", "Airline said to be sold", set()),
        ("energy", "Offshore wind auction fails", {"wind"}),
        ("energy", "Solar farms and batteries beat gas plants", {"solar", "storage", "oil-gas"}),
        ("energy", "Reactor restarts after blackout", {"nuclear", "grid"}),
        ("energy", "Probe finds water in the outer solar system", set()),
        ("energy", "Energy drinks and sleep", set()),
        ("energy", "EV sales double as charging stations spread", {"evs"}),
        ("world", "Ceasefire talks end as foreign ministers meet", {"conflict", "diplomacy"}),
        ("world", "Earthquake kills dozens", {"disasters"}),
        ("world", "Central bank cuts interest rates", {"economy"}),
    ],
)
def test_keywords_find_what_they_should(name: str, headline: str, expected: set[str]) -> None:
    folded = fold(headline)
    found = {
        topic.id
        for topic in desk_named(name).topics
        if find_phrase(topic.keywords, folded) and not find_phrase(topic.none, folded)
    }

    assert found == expected


def test_only_the_world_desk_takes_stories_without_a_topic() -> None:
    assert [name for name in ("ai", "energy", "world") if not desk_named(name).rules.publish.require_topic] == ["world"]


@each_desk
def test_every_source_is_on_the_list_under_the_desks_name_and_keeps_its_id(name: str) -> None:
    desk = desk_named(name)
    registry, listed = make_registry(desk.sources, feeds=desk.feeds), make_registry()

    found = {feed.url: source_for(registry, feed.url, feed=feed) for feed in desk.feeds}

    assert {url: source.name for url, source in found.items()} == {feed.url: feed.source for feed in desk.feeds}
    assert [url for url, source in found.items() if source.id != slugify(source.name)] == []
    assert [source.name for source in found.values() if letters(source.name) not in listed.by_name] == []
