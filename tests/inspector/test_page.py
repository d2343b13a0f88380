"""The inspector's page: strangers' words on it do nothing, and nothing on it comes from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.make import NOON, at, make_article, make_story
from tidings.inspector import (
    Inspection,
    StoryFilter,
    draw_page,
    find_near,
    make_views,
    policy_of,
    tell_story_links,
    with_kin,
    with_links,
)
from tidings.model import Kinship, Link, Reason

from .values import likeness, make_material

PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "</script><script>alert(1)</script>",
    "' autofocus onfocus=alert(1) x='",
    "{{ 7*7 }} {% raw %}",
    "\u202egpj.exe",
]


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def inspected(*articles: Any, **fields: Any) -> Inspection:
    stories = [make_story(*articles), *(make_story(article) for article in fields.pop("singles", ()))]
    by_id = {story.id: story for story in stories}
    views = with_links(make_views(make_material(*stories), None, StoryFilter()), by_id, likeness, limit=99)
    given: dict[str, Any] = {
        "title": "Low Isles",
        "span": "20 March 2026",
        "as_of": NOON,
        "zone": UTC,
        "bar": 0.5,
        "stories": tuple(view for view in views if len(view.pieces) > 1),
        "singles": tuple(view for view in views if len(view.pieces) == 1),
        "near": find_near(views, by_id, likeness, compared_max=99, shown_max=99),
    }
    return Inspection(**(given | fields))


FERRY = make_article("Ferry runs aground off Skell")
SHIP = make_article("Ferry aground off Skell, crew safe", source="The Star", published=at(2))
SAIL = make_article("Skell ferry sails again", source="The Mail", published=at(3))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_strangers_words_are_text_wherever_they_stand(payload: str) -> None:
    harmless = Tags(draw_page(inspected(FERRY, SHIP, singles=[SAIL])))
    hostile = [
        make_article(f"Ferry runs aground {payload}", url=f"https://a.example/{n}", source=f"Post {payload}")
        for n in range(3)
    ]
    page = draw_page(
        inspected(*hostile[:2], singles=hostile[2:], title=payload, span=payload, orders=(payload,), notes=(payload,))
    )

    tags = Tags(page).found
    assert [tag for tag, _ in tags if tag in ("script", "style", "img", "iframe", "base", "object")] == [
        "style",
        "script",
    ]
    allowed = {name for _, attributes in harmless.found for name in attributes}
    assert {name for _, attributes in tags for name in attributes} <= allowed
    assert not any(name.startswith("on") for name in allowed)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,<script>1</script>", "https://a.example/a b"])
def test_an_address_that_is_none_is_no_link_and_has_no_order(url: str) -> None:
    bad = replace(make_article("Ferry aground off Skell", source="Evil"), url=url)
    page = draw_page(inspected(FERRY, bad))

    links = [attributes.get("href") or "" for tag, attributes in Tags(page).found if tag == "a"]
    assert all(link.startswith(("#", "https://thepost.example/", "https://a.example/")) for link in links)
    assert f"split {url}" not in page


def test_the_policy_names_the_very_style_and_script_of_the_page() -> None:
    page = draw_page(inspected(FERRY, SHIP))

    for tag in ("style", "script"):
        (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy_of(is_served=False)
    assert "connect-src" not in policy_of(is_served=False)


def test_nothing_on_the_page_is_loaded_from_elsewhere_or_styled_by_an_attribute() -> None:
    tags = Tags(draw_page(inspected(FERRY, SHIP, singles=[SAIL]), key="k")).found

    assert not [attributes for _, attributes in tags if attributes.keys() & {"src", "srcset", "style", "action"}]
    assert not [tag for tag, _ in tags if tag == "link"]


def test_the_page_shows_links_reasons_near_misses_reprints_and_the_lines_that_correct() -> None:
    page = draw_page(inspected(FERRY, SHIP, singles=[SAIL]))

    assert f"split {SHIP.url}" in page
    assert f"kill {FERRY.url}" in page
    assert "words: as told" in page
    assert f"must-link {FERRY.url} {SAIL.url}" in page or f"must-link {SAIL.url} {FERRY.url}" in page
    assert 'class="singles"' in page


def test_the_key_of_the_server_stands_only_on_a_page_that_is_served() -> None:
    assert 'data-key="sesame"' in draw_page(inspected(FERRY, SHIP), key="sesame")
    assert 'data-key=""' in draw_page(inspected(FERRY, SHIP))


def test_every_control_has_a_name_that_can_be_read_aloud() -> None:
    tags = Tags(draw_page(inspected(FERRY, SHIP))).found

    ticks = [attributes for tag, attributes in tags if tag == "input" and attributes.get("class") == "tick"]
    assert len(ticks) == 2
    assert all((attributes["aria-label"] or "").startswith("Choose ") for attributes in ticks)


def test_an_empty_day_is_a_page_too() -> None:
    page = draw_page(Inspection(title="T", span="today", as_of=datetime(2026, 1, 1, tzinfo=UTC), zone=UTC, bar=0.5))

    assert "No story of this time has several articles." in page


def test_stories_of_the_same_thread_stand_below_a_story_with_the_line_that_joins_them() -> None:
    stories, far = [make_story(FERRY, SHIP), make_story(SAIL)], make_story(make_article("Inquiry into Skell ferry"))
    link = Link(probability=0.31, reasons=(Reason(name="words", points=0.7, why="in common: skell, ferry"),))
    kin = [
        Kinship(story_id=SAIL.id, other_id="gone", link=link),
        Kinship(story_id="gone", other_id=FERRY.id, link=Link(probability=0.12)),
        Kinship(story_id=FERRY.id, other_id=far.id, link=replace(link, probability=0.2)),
        Kinship(story_id=FERRY.id, other_id="nobody knows", link=link),
    ]
    material = make_material(*stories, far, kin=tuple(kin), aliases={"gone": FERRY.id})
    second, first = with_kin(make_views(make_material(*stories), None, StoryFilter()), material, None)

    assert [(one.story_id, one.link.probability) for one in first.kin] == [(SAIL.id, 0.31), (far.id, 0.2)]
    assert [one.story_id for one in second.kin] == [FERRY.id]
    page = draw_page(replace(inspected(FERRY, SHIP), stories=(first,), singles=(second,)))
    assert "2 of the same thread, the nearest 31%" in page
    assert f'<a href="#s-{SAIL.id}">{SAIL.headline}</a>' in page
    assert f'href="{far.articles[0].url}"' in page  # it is not on the page itself
    assert f"must-link {FERRY.url} {SAIL.url}" in page
    assert "same thread, 31% sure that it is one event: Skell ferry sails again" in " ".join(tell_story_links(first))
