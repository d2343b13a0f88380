"""What the outlets' feeds say at a moment."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta

import pytest
from lxml import etree

from tests.demo.worlds import SEEDS, world_of
from tidings.demo import Outlet, content_type, feed_document
from tidings.demo.feeds import ITEMS_MAX, items_at
from tidings.errors import NotFoundError, ParseError
from tidings.parse import parse_feed

WORLD = world_of(1)
NEWS = [outlet for outlet in WORLD.outlets if outlet.has_news]
XML = [outlet for outlet in NEWS if outlet.kind in ("rss", "atom", "rdf")]
each_outlet = pytest.mark.parametrize("outlet", NEWS, ids=lambda outlet: outlet.id)
each_seed = pytest.mark.parametrize("seed", SEEDS)


def headlines(outlet: Outlet, *, hours_before: float = 0) -> list[str]:
    at = WORLD.ends_at - timedelta(hours=hours_before)
    parsed = parse_feed(feed_document(WORLD, outlet.id, at=at), feed_url=f"https://{outlet.domain}/feed")
    return [entry.headline for entry in parsed.entries]


@each_seed
@pytest.mark.parametrize("outlet", XML, ids=lambda outlet: outlet.id)
def test_xml_feeds_are_well_formed(seed: int, outlet: Outlet) -> None:
    root = etree.fromstring(feed_document(world_of(seed), outlet.id, at=WORLD.ends_at))

    assert etree.QName(root).localname == {"rss": "rss", "atom": "feed", "rdf": "RDF"}[outlet.kind]


@each_seed
def test_the_broken_feed_is_not_well_formed_and_can_still_be_read(seed: int) -> None:
    body = feed_document(world_of(seed), "dunsey-dispatch", at=WORLD.ends_at)

    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(body)
    parsed = parse_feed(body, feed_url="https://dunseydispatch.example/feed")
    assert len(parsed.entries) >= 5


@pytest.mark.parametrize("outlet_id", ["radio-low-isles", "chamber-watch"])
def test_json_feeds_are_json_feeds(outlet_id: str) -> None:
    document = json.loads(feed_document(WORLD, outlet_id, at=WORLD.ends_at))

    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert all(item["id"] and item["url"] and item["title"] for item in document["items"])


@pytest.mark.parametrize("outlet", [one for one in NEWS if one.kind != "broken"], ids=lambda outlet: outlet.id)
def test_what_a_feed_says_is_what_the_outlet_published(outlet: Outlet) -> None:
    shown = [item.dispatch.headline for item in items_at(WORLD, outlet.id, at=WORLD.ends_at)]

    assert Counter(headlines(outlet)) == Counter(dict.fromkeys(shown, 1)) or len(headlines(outlet)) < len(shown)
    assert set(headlines(outlet)) == set(shown)


@each_outlet
def test_a_feed_is_newest_first_and_short(outlet: Outlet) -> None:
    items = items_at(WORLD, outlet.id, at=WORLD.ends_at)

    assert [item.first_at for item in items] == sorted((item.first_at for item in items), reverse=True)
    assert 5 <= len(items) <= ITEMS_MAX


@each_outlet
def test_nothing_is_told_before_it_happened(outlet: Outlet) -> None:
    at = WORLD.ends_at - timedelta(hours=30)

    assert all(item.last_at <= at for item in items_at(WORLD, outlet.id, at=at))
    assert items_at(WORLD, outlet.id, at=WORLD.starts_at - timedelta(seconds=1)) == []


@each_outlet
def test_an_outlet_with_nothing_to_say_has_an_empty_feed(outlet: Outlet) -> None:
    body = feed_document(WORLD, outlet.id, at=WORLD.starts_at - timedelta(days=1))

    assert parse_feed(body, feed_url="https://x.example/feed").entries == ()


def test_edited_entries_stand_in_their_latest_form() -> None:
    edit = next(dispatch for dispatch in WORLD.dispatches if dispatch.kind == "edited")

    def shown(seconds: int) -> list[str]:
        at = edit.published + timedelta(seconds=seconds)
        return [
            item.dispatch.headline for item in items_at(WORLD, edit.outlet_id, at=at) if item.dispatch.url == edit.url
        ]

    assert shown(0) == [edit.headline]
    assert len(shown(-1)) == 1
    assert shown(-1) != [edit.headline]


def test_an_item_that_was_sent_twice_is_there_twice() -> None:
    twice = next(dispatch for dispatch in WORLD.dispatches if dispatch.kind == "duplicate")
    shown = items_at(WORLD, twice.outlet_id, at=twice.published)

    assert [item.dispatch.url for item in shown].count(twice.url) == 2


def test_dates_stand_as_they_are_written() -> None:
    for dispatch in WORLD.dispatches:
        if dispatch.date_fault and dispatch.raw_date:
            assert dispatch.raw_date in feed_document(WORLD, dispatch.outlet_id, at=dispatch.published).decode()


def test_tracking_is_added_to_links_and_not_to_the_truth() -> None:
    body = feed_document(WORLD, "harbour-post", at=WORLD.ends_at).decode()

    assert "?utm_source=rss&amp;utm_medium=feed</link>" in body
    assert not [dispatch.url for dispatch in WORLD.dispatches if "utm_" in dispatch.url]


def test_a_page_is_where_a_feed_should_be() -> None:
    body = feed_document(WORLD, "pellow-times-html", at=WORLD.ends_at)

    assert content_type(WORLD, "pellow-times-html").startswith("text/html")
    with pytest.raises(ParseError, match="HTML page instead of a feed"):
        parse_feed(body, feed_url="https://pellowtimes.example/feed")


@pytest.mark.parametrize("outlet_id", ["hallin-herald", "nobody"])
def test_feeds_that_are_not_there_are_said_to_be_not_there(outlet_id: str) -> None:
    with pytest.raises(NotFoundError):
        feed_document(WORLD, outlet_id, at=WORLD.ends_at)
    with pytest.raises(NotFoundError):
        content_type(WORLD, outlet_id)
