"""The world is the same everywhere, and holds every hard case."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from tests.demo.worlds import EVENING, SEEDS, articles_of, latest_by_url, world_of
from tidings.dates import parse_date
from tidings.demo import Event, World, make_world, off_topic_urls, spam_urls, truth_by_url
from tidings.demo.kinds import load_kinds, parse_stock
from tidings.demo.noise import load_pastimes
from tidings.kinds import kind_of
from tidings.text import words
from tidings.urls import canonical_url

each_seed = pytest.mark.parametrize("seed", SEEDS)


def digest(world: World) -> str:
    return hashlib.sha256(repr(world).encode()).hexdigest()


def happenings(world: World, kind: str) -> list[Event]:
    return [event for event in world.events if event.kind == kind]


def headlines_by_event(world: World) -> dict[str, list[str]]:
    """The headlines of independent reports."""
    found: dict[str, list[str]] = defaultdict(list)
    for dispatch in world.dispatches:
        if dispatch.kind == "report":
            found[dispatch.event_id].append(dispatch.headline)
    return found


# ---------------------------------------------------------------- the same everywhere


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_the_same_seed_makes_the_same_world_in_any_process(hash_seed: str) -> None:
    code = (
        "import hashlib\nfrom datetime import UTC, datetime\nfrom tidings.demo import make_world\n"
        "world = make_world(1, ends_at=datetime(2026, 3, 20, 18, tzinfo=UTC))\n"
        "print(hashlib.sha256(repr(world).encode()).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)

    assert done.stdout.strip() == digest(world_of(1))


def test_making_a_world_twice_makes_the_same_world() -> None:
    assert make_world(3, ends_at=EVENING) == world_of(3)


def test_another_seed_is_another_world() -> None:
    assert len({digest(world_of(seed)) for seed in SEEDS}) == len(SEEDS)


def test_a_moment_told_in_another_zone_is_the_same_moment() -> None:
    shifted = datetime.fromisoformat("2026-03-20T20:00:00+02:00")

    assert make_world(2, ends_at=shifted) == world_of(2)


def test_a_longer_world_spreads_the_same_number_of_events() -> None:
    week = make_world(1, ends_at=EVENING, days=7)

    assert week.starts_at == EVENING - timedelta(days=7)
    assert week.events[-1].starts_at - week.events[0].starts_at > timedelta(days=4)


@pytest.mark.parametrize(("ends_at", "days"), [(EVENING.replace(tzinfo=None), 3), (EVENING, 1)])
def test_a_world_that_cannot_be_made_says_why(ends_at: datetime, days: int) -> None:
    with pytest.raises(ValueError, match="give two days or more, and a zone"):
        make_world(1, ends_at=ends_at, days=days)


# ---------------------------------------------------------------- its size and truth


@each_seed
def test_it_has_the_promised_size(seed: int) -> None:
    world = world_of(seed)

    assert 250 <= len(world.dispatches) <= 350
    assert 35 <= len(world.events) <= 47
    assert 12 <= len(world.outlets) <= 14
    assert {outlet.kind for outlet in world.outlets} == {"rss", "atom", "rdf", "json", "broken", "html", "gone"}


@each_seed
def test_the_truth_covers_exactly_what_is_on_topic(seed: int) -> None:
    world = world_of(seed)
    truth, spam, off_topic = truth_by_url(world), spam_urls(world), off_topic_urls(world)

    assert truth.keys() | spam | off_topic == {dispatch.url for dispatch in world.dispatches}
    assert not truth.keys() & (spam | off_topic)
    assert not spam & off_topic
    assert set(truth.values()) == {event.id for event in world.events}


@each_seed
def test_everything_happens_and_is_told_within_the_world(seed: int) -> None:
    world = world_of(seed)
    starts = {event.id: event.starts_at for event in world.events}

    assert all(world.starts_at <= event.starts_at < world.ends_at for event in world.events)
    assert all(world.starts_at <= dispatch.published <= world.ends_at for dispatch in world.dispatches)
    assert all(d.published > starts[d.event_id] for d in world.dispatches if d.event_id)
    assert list(world.dispatches) == sorted(world.dispatches, key=lambda d: (d.published, d.url, d.kind))


@each_seed
def test_events_are_told_by_one_to_seven_outlets_and_most_by_several(seed: int) -> None:
    told_by: dict[str, set[str]] = defaultdict(set)
    for dispatch in world_of(seed).dispatches:
        told_by[dispatch.event_id].add(dispatch.outlet_id)
    del told_by[""]
    sizes = Counter(len(outlets) for outlets in told_by.values())

    assert sizes[1] == 5
    assert max(sizes) <= 7
    assert sum(count for size, count in sizes.items() if size >= 4) > 15


@each_seed
def test_addresses_are_fictional_canonical_and_one_for_each_item(seed: int) -> None:
    world = world_of(seed)
    by_kind = Counter(dispatch.url for dispatch in world.dispatches if dispatch.kind not in ("edited", "duplicate"))

    assert set(by_kind.values()) == {1}
    assert all(url.split("/")[2].endswith(".example") and canonical_url(url) == url for url in by_kind)


# ---------------------------------------------------------------- hard cases


@each_seed
def test_independent_reports_of_an_event_share_no_headline_and_no_text(seed: int) -> None:
    told: dict[str, list[str]] = defaultdict(list)
    for dispatch in world_of(seed).dispatches:
        if dispatch.kind == "report":
            told[dispatch.event_id].append(dispatch.body.split("\n\n")[0])

    assert all(len(set(headlines)) == len(headlines) for headlines in headlines_by_event(world_of(seed)).values())
    assert all(len(set(openings)) == len(openings) for openings in told.values())


@each_seed
def test_independent_reports_share_less_than_half_of_their_words(seed: int) -> None:
    bodies: dict[str, list[set[str]]] = defaultdict(list)
    for dispatch in world_of(seed).dispatches:
        if dispatch.kind == "report":
            bodies[dispatch.event_id].append(set(words(dispatch.body)))
    likeness = [len(one & other) / len(one | other) for told in bodies.values() for one, other in combinations(told, 2)]

    assert sum(likeness) / len(likeness) < 0.3


@each_seed
@pytest.mark.parametrize("kind", ["ferry-breakdown", "budget-vote", "power-cut", "court-case"])
def test_the_same_happens_in_two_places(seed: int, kind: str) -> None:
    one, other = happenings(world_of(seed), kind)

    assert one.place != other.place
    assert one.choice == "" or one.choice != other.choice


@each_seed
def test_different_things_happen_in_one_place_on_one_day(seed: int) -> None:
    seen: dict[tuple[str, object], set[str]] = defaultdict(set)
    for event in world_of(seed).events:
        seen[event.place, event.starts_at.date()].add(event.kind)

    assert any(place and len(kinds) > 1 for (place, _), kinds in seen.items())


@each_seed
@pytest.mark.parametrize(
    ("first", "second", "name"),
    [("storm-warning", "storm-damage", "storm"), ("regatta-first", "regatta-second", "regatta")],
)
def test_series_are_events_of_their_own_that_share_a_name(seed: int, first: str, second: str, name: str) -> None:
    (one,), (other,) = happenings(world_of(seed), first), happenings(world_of(seed), second)

    assert one.id != other.id
    assert one.starts_at < other.starts_at
    assert dict(one.facts)[name] == dict(other.facts)[name]


@each_seed
def test_updates_have_addresses_of_their_own_in_the_same_event(seed: int) -> None:
    world = world_of(seed)
    updates = [dispatch for dispatch in world.dispatches if dispatch.kind == "update"]
    others = {d.url for d in world.dispatches if d.kind != "update"}

    assert len(updates) >= 10
    assert all(update.event_id and update.url not in others for update in updates)
    assert all(update.headline.startswith(("UPDATE:", "Updated:", "Latest:")) for update in updates)


@each_seed
def test_edited_entries_keep_guid_and_address_and_change_their_headline(seed: int) -> None:
    world = world_of(seed)
    first = {d.url: d for d in reversed(world.dispatches) if d.kind == "report"}
    edits = [dispatch for dispatch in world.dispatches if dispatch.kind == "edited"]

    assert len(edits) >= 10
    for edit in edits:
        before = first[edit.url]
        assert (edit.guid, edit.raw_date, edit.event_id) == (before.guid, before.raw_date, before.event_id)
        assert edit.headline != before.headline
        assert edit.published > before.published


@each_seed
def test_copies_repeat_the_agency_on_other_domains(seed: int) -> None:
    world = world_of(seed)
    agency = {(d.event_id, d.headline): d for d in world.dispatches if d.outlet_id == "isles-press"}
    copies = [dispatch for dispatch in world.dispatches if dispatch.kind == "syndicated"]

    assert len(copies) >= 15
    for copy in copies:
        original = agency[copy.event_id, copy.headline]
        assert copy.body.startswith(original.body)
        assert "via the Isles Press Agency" in copy.body
        assert copy.outlet_id != original.outlet_id


@each_seed
def test_everything_for_sale_is_held_by_its_kind(seed: int) -> None:
    world = world_of(seed)
    spam = [article for article in articles_of(world) if article.url in spam_urls(world)]

    assert len(spam) >= 10
    assert {kind.name for kind in map(kind_of, spam) if kind.is_sure} == {"market report"}
    assert all(kind_of(article).is_sure for article in spam)


@each_seed
def test_no_news_looks_like_something_for_sale(seed: int) -> None:
    world = world_of(seed)

    assert not [
        article.headline
        for article in articles_of(world)
        if article.url in truth_by_url(world) and not kind_of(article).is_independent
    ]


@each_seed
def test_some_items_are_sent_twice_and_some_share_a_guid(seed: int) -> None:
    world = world_of(seed)
    urls_by_guid: dict[tuple[str, str], set[str]] = defaultdict(set)
    for dispatch in world.dispatches:
        urls_by_guid[dispatch.outlet_id, dispatch.guid].add(dispatch.url)

    assert sum(dispatch.kind == "duplicate" for dispatch in world.dispatches) >= 3
    assert sum(len(urls) > 1 for urls in urls_by_guid.values()) == 2


@each_seed
def test_dates_are_wrong_in_every_way_there_is(seed: int) -> None:
    world = world_of(seed)
    faulty = {d.date_fault: d for d in world.dispatches if d.date_fault and d.kind == "report"}
    read = {fault: parse_date(d.raw_date, "pubDate").at for fault, d in faulty.items()}

    assert faulty.keys() == {"future", "year-one", "unreadable", "missing", "no-zone"}
    assert faulty["missing"].raw_date == ""
    assert read["unreadable"] is None
    assert read["future"] is not None
    assert read["future"] > world.ends_at
    assert read["year-one"] == datetime(1, 1, 1, tzinfo=UTC)
    assert read["no-zone"] == faulty["no-zone"].published.replace(second=0)


@each_seed
def test_dates_without_a_fault_can_be_read_by_everybody(seed: int) -> None:
    world = world_of(seed)
    right = [d for d in world.dispatches if not d.date_fault and d.kind not in ("edited", "duplicate")]
    off_s = [
        abs((parse_date(d.raw_date, "pubDate").at or world.starts_at) - d.published).total_seconds() for d in right
    ]

    assert max(off_s) < 60


# ---------------------------------------------------------------- the language


@each_seed
def test_every_sentence_is_complete(seed: int) -> None:
    for dispatch in latest_by_url(world_of(seed)).values():
        text = f"{dispatch.headline}\n{dispatch.body}"
        assert "{" not in text
        assert "'" not in text
        assert not dispatch.headline[0].islower()
        assert all(part.endswith((".", "?", "!", "”")) for part in dispatch.body.split("\n\n"))
        assert not {"a", "A"} & {
            one for one, other in zip(text.split(), text.split()[1:], strict=False) if other[0] in "aeio"
        }


def test_a_stock_line_that_is_no_part_of_a_kind_is_named() -> None:
    with pytest.raises(ValueError, match="reading the stock of x: 'headline:' is no part of a kind"):
        parse_stock("[x] topic=sea times=1\nheadline:\n- y")


def test_every_word_in_braces_has_a_slot() -> None:
    for kind in load_kinds():
        known = {name for name, _ in kind.slots} | {"when", "day", "tomorrow"}
        said = [*kind.headlines, *kind.leads, *(w for fact in kind.facts for w in fact)]
        said += [w for _, fact in kind.choices for w in fact]
        said += [w for turn in kind.turns for w in (turn.headline, *turn.wordings)]
        used = {part.partition("}")[0] for sentence in said for part in sentence.split("{")[1:]}
        assert used <= known, kind.id
        assert len(kind.headlines) >= 6
        assert len(kind.leads) >= 5


def test_there_is_enough_entertainment() -> None:
    assert len({headline for headline, _ in load_pastimes()}) >= 30
