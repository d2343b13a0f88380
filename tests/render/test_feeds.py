"""The feeds: valid, absolute where they can be, and with the right stories in the right order."""

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from runpy import run_path
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from tidings.model import Edition
from tidings.render import announced_files
from tidings.render.feeds import STORIES_MAX
from tidings.subjects import Care, HelpLine

from ..make import at, make_article
from .editions import MASTHEAD, make_edition, make_ranked, make_report, make_small
from .pages import by_path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SMALL = by_path(make_small())
HOMELESS = by_path(replace(make_small(), masthead=replace(MASTHEAD, url="")))
ATOM = {"a": "http://www.w3.org/2005/Atom"}
each_edition = pytest.mark.parametrize("files", [SMALL, HOMELESS], ids=["with address", "without"])


def xml(data: bytes) -> etree._Element:
    return etree.fromstring(data)


def tolerant(data: bytes) -> Any:
    return feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)


def make_many(count: int) -> Edition:
    """Stories that began one hour after another."""
    reports = [make_report(make_article(f"Storm {n}", published=at(n))) for n in range(count)]
    return make_edition(*(make_ranked(report, slug=f"storm-{n}", rank=n + 1) for n, report in enumerate(reports)))


@each_edition
@pytest.mark.parametrize("path", ["site/feed.xml", "site/rss.xml"])
def test_a_feed_reader_finds_the_stories_newest_first(files: dict[str, bytes], path: str) -> None:
    feed = tolerant(files[path])

    assert not feed.bozo
    assert feed.feed.title == "Low Isles Today"
    assert [entry.title[:7] for entry in feed.entries] == ["Ferry r", "<script", "水位創新高"]


def test_all_three_feeds_carry_the_same_ids() -> None:
    atom, rss = (tolerant(SMALL[path]) for path in ("site/feed.xml", "site/rss.xml"))
    ids = [item["id"] for item in json.loads(SMALL["site/feed.json"])["items"]]

    assert ids == [entry.id for entry in atom.entries] == [entry.id for entry in rss.entries]
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", id_) for id_ in ids)


def test_ids_stay_when_the_site_moves() -> None:
    moved = by_path(replace(make_small(), masthead=replace(MASTHEAD, url="https://elsewhere.example")))

    ids = [[entry.id for entry in tolerant(files["site/feed.xml"]).entries] for files in (SMALL, HOMELESS, moved)]
    assert ids[0] == ids[1] == ids[2]


@each_edition
@pytest.mark.parametrize("path", [path for path in SMALL if path.endswith("/feed.xml")])
def test_atom_has_everything_the_standard_requires(files: dict[str, bytes], path: str) -> None:
    feed = xml(files[path])
    holders = [feed, *feed.findall("a:entry", ATOM)]

    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert (feed.find("a:entry", ATOM) is None) == ("sunk-ferry" in path)
    for holder in holders:
        assert [len(holder.findall(f"a:{name}", ATOM)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert datetime.fromisoformat(holder.findtext("a:updated", "", ATOM)).tzinfo
        assert len(holder.findall("a:link[@rel='alternate']", ATOM)) == 1
        assert all(name.text for name in holder.findall("a:author/a:name", ATOM))
        assert holder.find("a:author/a:name", ATOM) is not None
    assert len({holder.findtext("a:id", "", ATOM) for holder in holders}) == len(holders)


def test_atom_says_which_topics_and_where_the_lead_stands() -> None:
    entry = xml(SMALL["site/feed.xml"]).find("a:entry", ATOM)
    assert entry is not None

    assert [c.get("term") for c in entry.findall("a:category", ATOM)] == ["sea", "ferries"]
    assert entry.xpath("a:link/@href", namespaces=ATOM) == [
        "https://news.example/isles/stories/ferry.html",
        "https://thepost.example/ferry-runs-aground-off-skell;-all-84-aboard-are-safe",
    ]


def test_rss_has_everything_the_standard_requires() -> None:
    channel = xml(SMALL["site/rss.xml"]).find("channel")
    assert channel is not None

    assert all(channel.findtext(name) for name in ("title", "link", "description", "lastBuildDate"))
    assert channel.findtext("item/link") == "https://news.example/isles/stories/ferry.html"
    assert channel.xpath("item/guid/@isPermaLink") == ["false"] * 3
    assert channel.findtext("item/pubDate") == "Fri, 20 Mar 2026 12:00:00 +0000"


def test_without_an_address_items_link_the_lead_or_nothing() -> None:
    rss = xml(HOMELESS["site/rss.xml"])
    items = json.loads(HOMELESS["site/feed.json"])["items"]

    assert rss.xpath("count(//item[1]/link[starts-with(., 'https://thepost.example/')])") == 1
    assert rss.xpath("count(//item[2]/link)") == 0
    assert "url" not in items[0]
    assert items[0]["external_url"].startswith("https://thepost.example/")
    assert "external_url" not in items[1]


def test_json_feed_says_everything_about_a_story() -> None:
    feed = json.loads(SMALL["site/feed.json"])
    item = feed["items"][0]

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://news.example/isles/feed.json"
    assert item["url"] == "https://news.example/isles/stories/ferry.html"
    assert item["tags"] == ["Sea & shore", "Ferries"]
    assert item["authors"] == [{"name": "Ann Berg"}, {"name": "Bo Holm"}]
    assert (item["date_published"], item["date_modified"]) == ("2026-03-20T12:00:00Z", "2026-03-20T15:00:00Z")
    assert SMALL["site/feed.json"].endswith(b"}\n")


def test_feed_readers_get_markup_that_cannot_run() -> None:
    contents = [item["content_html"] for item in json.loads(SMALL["site/feed.json"])["items"]]

    assert "Gazette" in contents[0]
    assert "Isle Radio</a>: Ferry runs aground (reprint)" in contents[0]
    descriptions = [element.text or "" for element in xml(SMALL["site/rss.xml"]).iter("description")]
    assert not [c for c in [*contents, *descriptions] if "<script" in c or "<img" in c or '<a href="java' in c]


def test_a_feed_holds_the_newest_stories_and_no_more() -> None:
    feed = tolerant(by_path(make_many(STORIES_MAX + 3), ["feeds"])["site/feed.xml"])

    assert len(feed.entries) == STORIES_MAX
    assert feed.entries[0].title == f"Storm {STORIES_MAX + 2}"


def test_an_edition_without_stories_has_empty_valid_feeds() -> None:
    files = by_path(make_edition(), ["feeds"])

    assert json.loads(files["site/feed.json"])["items"] == []
    assert xml(files["site/feed.xml"]).findtext("a:updated", "", ATOM) == "2026-03-20T18:00:00Z"


# ---------------------------------------------------------------- the standards' schemas


@pytest.mark.recorded
@each_edition
def test_the_json_feed_is_valid(files: dict[str, bytes]) -> None:
    validator = SHARED / "bench/validate_jsonfeed.py"
    if not validator.exists():
        pytest.skip("needs the JSON Feed validator in the folder `shared` beside the project")
    pytest.importorskip("jsonschema", reason="needs the package jsonschema, which the validator reads its schema with")

    errors_in = run_path(str(validator))["errors_in"]
    for path in [path for path in files if path.endswith("/feed.json")]:
        assert errors_in(json.loads(files[path])) == []


def test_feeds_name_the_hub_that_tells_of_them() -> None:
    files = by_path(replace(make_small(), hub_url="https://hub.example/"))

    assert xml(files["site/feed.xml"]).xpath("a:link[@rel='hub']/@href", namespaces=ATOM) == ["https://hub.example/"]
    assert xml(files["site/rss.xml"]).xpath("channel/a:link[@rel='hub']/@href", namespaces=ATOM) == [
        "https://hub.example/"
    ]
    assert json.loads(files["site/feed.json"])["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


def test_a_feed_without_an_address_names_no_hub() -> None:
    files = by_path(replace(make_small(), masthead=replace(MASTHEAD, url=""), hub_url="https://hub.example/"))

    assert not [path for path, data in files.items() if b"hub.example" in data]


# ---------------------------------------------------------------- feeds of topics and stories


def test_a_topic_has_a_feed_of_its_own_stories() -> None:
    files = by_path(make_small())
    feed = xml(files["site/topics/ferries/feed.xml"])

    assert feed.findtext("a:title", "", ATOM) == "Ferries · Low Isles Today"
    assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [
        "https://news.example/isles/topics/ferries/feed.xml"
    ]
    assert feed.xpath("a:link[@rel='alternate']/@href", namespaces=ATOM) == [
        "https://news.example/isles/topics/ferries.html"
    ]
    assert feed.xpath("a:entry/a:id/text()", namespaces=ATOM) == xml(files["site/feed.xml"]).xpath(
        "a:entry[a:category/@term='ferries']/a:id/text()", namespaces=ATOM
    )


def test_the_feed_of_a_topic_without_stories_stays_the_same_in_every_edition() -> None:
    first, later = (by_path(make_edition(number=n, as_of=at(n)), ["feeds"]) for n in (1, 9))

    for name in ("feed.xml", "rss.xml", "feed.json"):
        assert first[f"site/topics/sea/{name}"] == later[f"site/topics/sea/{name}"]


def test_a_story_can_be_followed_report_by_report_to_its_publishers() -> None:
    atom, rss = (tolerant(SMALL[f"site/stories/ferry/{name}"]) for name in ("feed.xml", "rss.xml"))
    items = json.loads(SMALL["site/stories/ferry/feed.json"])["items"]

    assert [entry.title for entry in atom.entries] == [
        "Ferry runs aground",
        "Captain praised after ferry grounding",
        "Ferry runs aground off Skell; all 84 aboard are safe",
    ]
    assert atom.entries[1].link == rss.entries[1].link == items[1]["url"]
    assert atom.entries[1].link == "https://gazette.example/captain-praised-after-ferry-grounding"
    assert [e.id for e in atom.entries] == [e.id for e in rss.entries] == [item["id"] for item in items]


def test_a_story_of_one_report_has_no_feed_until_it_has_taken_in_another() -> None:
    lone = make_ranked(make_report(make_article("Storm")), slug="storm")
    merged = by_path(make_edition(lone, redirects=(("old-storm", "storm"),)))

    assert not [path for path in by_path(make_edition(lone)) if path.startswith("site/stories/storm/")]
    assert b'href="../stories/storm/feed.xml"' in merged["site/stories/storm.html"]
    assert merged["site/stories/old-storm/feed.xml"] == merged["site/stories/storm/feed.xml"]


def test_those_who_followed_a_withdrawn_story_are_told() -> None:
    feed = xml(SMALL["site/stories/sunk-ferry/feed.xml"])

    assert feed.findtext("a:title", "", ATOM) == "This story was withdrawn · Low Isles Today"
    assert feed.findtext("a:subtitle", "", ATOM) == "its <b>owner</b> asked"
    assert json.loads(SMALL["site/stories/sunk-ferry/feed.json"])["items"] == []


def test_pages_name_their_own_feeds_before_the_sites() -> None:
    for path, own in (("stories/ferry", "../stories/ferry/"), ("topics/sea", "../topics/sea/")):
        page = html.document_fromstring(SMALL[f"site/{path}.html"].decode())
        linked = page.xpath("//link[@rel='alternate']/@href")

        assert linked == [f"{folder}{name}" for folder in (own, "../") for name in ("feed.xml", "rss.xml", "feed.json")]


def test_what_a_storys_feed_says_does_not_move_with_clock_or_rank() -> None:
    story = make_small().stories[0]
    now, later = (
        by_path(make_edition(replace(story, rank=rank, heat=heat), number=rank, as_of=at(rank)), ["feeds"])
        for rank, heat in ((6, 9.0), (30, 0.1))
    )

    for name in ("feed.xml", "rss.xml", "feed.json"):
        assert now[f"site/stories/ferry/{name}"] == later[f"site/stories/ferry/{name}"]


def test_a_story_on_a_sensitive_subject_is_followed_with_its_label_and_help() -> None:
    care = Care(labels=("This report is about suicide.",), help_lines=(HelpLine(name="Somebody to talk to"),))
    reports = [make_report(make_article(f"Storm {n}", source=f"Post {n}"), care=care) for n in range(2)]
    items = json.loads(by_path(make_edition(make_ranked(*reports)))["site/stories/ferry/feed.json"])["items"]

    assert all("This report is about suicide." in item["content_html"] for item in items)
    assert all("Somebody to talk to" in item["content_html"] for item in items)


def test_feeds_that_name_a_hub_are_those_that_it_is_told_of() -> None:
    edition = replace(make_small(), hub_url="https://hub.example/")
    naming = {path for path, data in by_path(edition, ["feeds"]).items() if b"hub.example" in data}

    assert naming == {f"site/{name}" for name in announced_files(edition.topics)}
