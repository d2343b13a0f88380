"""The API: stable names, all the reasons, nobody's full text."""

import json
from dataclasses import replace

from ..make import make_article
from .editions import make_edition, make_ranked, make_report, make_small
from .interface import SCHEMAS, interface_of
from .pages import by_path

FILES = {path: json.loads(data) for path, data in by_path(make_small(), ["api"]).items()}
FERRY = FILES["site/api/v1/stories/ferry.json"]
SLUGS = [story["slug"] for story in FILES["site/api/v1/stories.json"]["stories"]]
GONE = ["old-ferry", "sunk-ferry"]
TOPICS = [topic["id"] for topic in FILES["site/api/v1/topics.json"]["topics"]]


def test_the_index_leads_to_every_file() -> None:
    index = FILES["site/api/v1/index.json"]
    named = {
        name.format(slug="{slug}", topic=topic, name="{name}") for name in index["files"].values() for topic in TOPICS
    }
    named = {name.format(slug=slug, name=schema) for name in named for slug in [*SLUGS, *GONE] for schema in SCHEMAS}
    archives = [file for path, file in FILES.items() if path.endswith("/archive.json") and "news" in path]
    named |= {path for archive in archives for day in archive["days"] for path in day["files"]}

    told = {"site/api/index.json", "site/api/v1/index.json", *(f"site/api/v1/{name}" for name in named)}
    assert {path for path in FILES.keys() - told if not path.endswith("/page/1/index.json")} == set()
    assert told <= FILES.keys()
    assert index["redirects"] == {"old-ferry": "ferry"}
    assert index["withdrawn"] == [{"slug": "sunk-ferry", "at": "2026-03-19T12:00:00Z", "why": "its <b>owner</b> asked"}]
    assert (index["edition"], index["as_of"]) == (12, "2026-03-20T18:00:00Z")


def test_the_file_of_a_story_that_was_joined_to_another_tells_where_it_went() -> None:
    assert FILES["site/api/v1/stories/old-ferry.json"] == {
        "slug": "old-ferry",
        "moved_to": "ferry",
        "file": "ferry.json",
        "page": "https://news.example/isles/stories/ferry.html",
        "withdrawn": None,
    }


def test_the_file_of_a_withdrawn_story_tells_since_when_and_why() -> None:
    gone = FILES["site/api/v1/stories/sunk-ferry.json"]

    assert (gone["moved_to"], gone["file"]) == (None, None)
    assert gone["withdrawn"] == FILES["site/api/v1/index.json"]["withdrawn"][0]


def test_the_first_file_names_the_versions_and_where_they_begin() -> None:
    first = FILES["site/api/index.json"]

    assert [version["version"] for version in first["versions"]] == [FILES["site/api/v1/index.json"]["version"]]
    assert f"site/api/{first['versions'][0]['index']}" in FILES
    assert f"site/api/{first['versions'][0]['openapi']}" in FILES
    assert first["everyday"] is None


def test_the_references_interface_is_named_where_it_is_made() -> None:
    files = interface_of(make_small())
    named = json.loads(files["/api/index.json"])["everyday"]

    assert {f"/api/{path}" for path in named.values()} <= files.keys()


def test_stories_come_by_rank_with_their_addresses() -> None:
    stories = FILES["site/api/v1/stories.json"]["stories"]

    assert [(story["rank"], story["slug"]) for story in stories] == [(1, "ferry"), (2, "script-alert-x"), (3, "water")]
    assert stories[0]["page"] == "https://news.example/isles/stories/ferry.html"
    assert stories[0]["topics"] == ["sea", "ferries"]
    assert stories[0]["heat"] == 10.26


def test_a_story_has_the_parts_of_its_heat_and_quality() -> None:
    parts = [(part["points_fresh"], part["at"]) for part in FERRY["heat_parts"]]

    assert sorted(parts) == [(7.25, "2026-03-20T12:00:00Z"), (7.25, "2026-03-20T14:30:00Z")]
    assert FERRY["lead"]["quality"]["total"] == sum(part["points"] for part in FERRY["lead"]["quality"]["parts"])


def test_a_report_has_its_verdict_and_the_evidence_for_its_place() -> None:
    reprint, gazette = FERRY["coverage"]

    assert gazette["verdict"] == {
        "outcome": "published",
        "rule": "quality_min",
        "reason": "quality 70 is at least 40",
        "remedies": [],
        "needs": [],
    }
    assert FERRY["lead"]["verdict"]["needs"] == ["its excerpt"]
    assert gazette["placement"]["shared"] == [{"word": "ferry", "share": 0.31}, {"word": "captain", "share": 0.12}]
    assert gazette["placement"]["nearest_id"] == FERRY["lead"]["id"] == reprint["reprint_of"]
    assert reprint["record"] is None


def test_a_story_is_told_in_its_own_file_and_what_is_new_stands_in_the_list() -> None:
    gazette = FERRY["coverage"][1]

    assert FERRY["summary"][0] == {
        "text": "The ferry struck a rock at dawn.",
        "article_id": FERRY["lead"]["id"],
        "source_id": "the-post",
        "others": [gazette["id"]],
    }
    assert FERRY["lead_choice"]["points"] == sum(reason["points"] for reason in FERRY["lead_choice"]["reasons"])
    assert FERRY["first"] == {"claimed_id": FERRY["lead"]["id"], "seen_id": None}
    assert FERRY["spread"]["countries"][1] == {"code": None, "sources_count": 1}
    assert "news" not in FERRY
    assert [len(story["news"]) for story in FILES["site/api/v1/stories.json"]["stories"]] == [2, 0, 0]


def test_how_sure_a_place_is_stands_with_what_would_have_been_next() -> None:
    placement = FERRY["coverage"][1]["placement"]

    assert placement["link"]["probability"] == 0.93
    assert placement["link"]["reasons"][0]["why"] == "both name Skell"
    assert placement["runner_up"] == {
        "story_id": "story-script-alert-x",
        "slug": "script-alert-x",
        "link": {"probability": 0.21, "reasons": []},
    }
    assert FERRY["lead"]["placement"]["link"] is None


def test_topics_and_sources_count_what_they_have() -> None:
    topics = {row["id"]: row["stories_count"] for row in FILES["site/api/v1/topics.json"]["topics"]}

    assert topics == {"sea": 1, "ferries": 1}
    assert [row["id"] for row in FILES["site/api/v1/sources.json"]["sources"]] == [
        "evil",
        "gazette",
        "isle-radio",
        "the-post",
    ]


def test_a_publishers_full_text_is_never_published() -> None:
    edition = make_edition(make_ranked(make_report(make_article(text="The whole secret text."))))

    assert not [path for path, data in by_path(edition).items() if b"secret" in data]


def test_every_file_is_readable_and_ends_with_a_line_end() -> None:
    for data in by_path(make_small(), ["api"]).values():
        assert data.startswith(b'{\n  "')
        assert data.endswith(b"}\n")


def test_the_order_of_redirects_does_not_matter() -> None:
    small = make_small()
    pairs = (("a", "ferry"), ("b", "water"))

    one, other = (by_path(replace(small, redirects=order), ["api"]) for order in (pairs, pairs[::-1]))
    assert one == other
