"""Our news items: the reference's names and what it keeps to itself, in pages that change only with their articles."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from tidings.model import Edition, RankedStory

from ..make import at, make_article
from .editions import make_edition, make_ranked, make_report, make_rich
from .interface import interface_of

CLOCKED = {"/api/v1/index.json", "/api/v1/stories.json", "/api/v1/health.json"}
"""Files that tell of an edition as a whole."""


@cache
def rich() -> dict[str, bytes]:
    return interface_of(make_rich())


def said(path: str) -> Any:
    return json.loads(rich()[f"/api/v1/news/{path}"])


def item(title: str) -> dict[str, Any]:
    """The item with this headline."""
    days = [file for path, file in rich().items() if path.startswith("/api/v1/news/archive/2026")]
    found: list[dict[str, Any]] = [one for day in days for one in json.loads(day)["value"] if title in one["title"]]
    return found[0]


# ---------------------------------------------------------------- items


def test_an_item_is_the_references_with_more_after_it() -> None:
    theirs = {
        one["path"]: one
        for path, file in rich().items()
        if path.startswith("/api/news/page/")
        for one in json.loads(file)["value"]
    }
    ours = {one["path"]: one for path in rich() if path.startswith("/api/v1/news/archive/2026") for one in json.loads(rich()[path])["value"]}  # fmt: skip

    assert ours.keys() == theirs.keys()
    for path, one in ours.items():
        names = list(theirs[path])
        assert list(one)[: len(names)] == names
        same = set(names) - {"updatedDateTime", "tags", "images", "provider"}
        assert {name: one[name] for name in same} == {name: theirs[path][name] for name in same}
        assert list(one["provider"]) == list(theirs[path]["provider"])


def test_an_item_tells_its_story_its_quality_and_why_it_is_published() -> None:
    ferry = item("aground off Skell")

    assert (ferry["story"]["slug"], ferry["story"]["is_lead"]) == ("ferry", True)
    assert ferry["quality"]["total"] == sum(part["points"] for part in ferry["quality"]["parts"])
    assert ferry["decision"]["rule"] == "quality_min"
    assert ferry["provider"]["authors"] == ["Ann Berg", "Bo Holm"]
    assert ferry["images"][0]["attribution"] == "Ann Berg"
    assert ferry["images"][0]["isCached"] is True


def test_the_other_reports_of_a_story_are_related_even_without_a_record() -> None:
    related = {one["title"]: one["path"] for one in item("aground off Skell")["related"]}

    assert related.keys() == {"Captain praised after ferry grounding", "Ferry runs aground"}
    assert related["Ferry runs aground"] is None
    assert item("Captain praised")["heat"] == -1


def test_the_last_change_is_what_we_saw_or_were_told_whichever_is_later() -> None:
    assert item("aground off Skell")["updatedDateTime"] == "2026-03-20T17:00:00Z"
    assert item("Report 003")["updatedDateTime"] is None


def test_a_stamp_from_before_it_came_out_is_no_change() -> None:
    article = make_article("Early", updated=at(-1))
    files = interface_of(make_edition(make_ranked(make_report(article))))

    assert json.loads(files["/api/v1/news/index.json"])["value"][0]["updatedDateTime"] is None


# ---------------------------------------------------------------- pages


def test_the_hundred_newest_have_pages_of_25() -> None:
    pages = [said(f"page/{number}/index.json") for number in range(1, 5)]
    moments = [one["publishedDateTime"] for page in pages for one in page["value"]]

    assert [page["nextPage"] for page in pages] == [2, 3, 4, None]
    assert moments == sorted(moments, reverse=True)
    assert len(moments) == 100
    assert "/api/v1/news/page/5/index.json" not in rich()
    assert rich()["/api/v1/news/index.json"] == rich()["/api/v1/news/page/1/index.json"]


def test_the_archive_has_every_article_once() -> None:
    files = [path for day in said("archive.json")["days"] for path in day["files"]]
    paths = [one["path"] for file in files for one in json.loads(rich()[f"/api/v1/{file}"])["value"]]

    assert files == ["news/archive/2026-03-20.json", "news/archive/2026-03-20/page/2.json", "news/archive/2026-03-19.json", "news/archive/2026-03-18.json"]  # fmt: skip
    assert len(paths) == len(set(paths)) == sum(day["news_count"] for day in said("archive.json")["days"]) == 133


def test_a_days_first_page_has_its_earliest_hundred() -> None:
    first, second = said("archive/2026-03-20.json"), said("archive/2026-03-20/page/2.json")

    assert len(first["value"]) == 100
    assert max(one["publishedDateTime"] for one in first["value"]) <= second["value"][-1]["publishedDateTime"]


@pytest.mark.parametrize("topic", ["sea", "ferries", "page", "archive"])
def test_a_topics_list_of_days_leads_to_its_articles_whatever_it_is_called(topic: str) -> None:
    name = next(one.name for one in make_rich().topics if one.id == topic)
    days = said(f"{topic}/archive.json")["days"]
    files = [json.loads(rich()[f"/api/v1/{file}"]) for day in days for file in day["files"]]
    counts = [sum(name in one["topics"] for one in file["value"]) for file in files]

    assert sum(counts) == sum(day["news_count"] for day in days)
    assert all(counts)
    assert {one["topics"].count(name) for one in said(f"{topic}/index.json")["value"]} == {1}
    assert said(f"{topic}/index.json")["archive"] == f"news/{topic}/archive.json"


def test_a_desk_without_news_has_its_first_page_all_the_same() -> None:
    files = interface_of(make_edition())

    assert json.loads(files["/api/v1/news/index.json"])["value"] == []
    assert json.loads(files["/api/v1/news/sea/archive.json"]) == {"days": []}
    assert json.loads(files["/api/news/index.json"]) == {"page": 1, "value": [], "nextPage": None}


# ---------------------------------------------------------------- the same bytes


def later(edition: Edition) -> Edition:
    """The same news in a later edition: everything is cooler and older."""
    stories = tuple(cooler(story, rank) for rank, story in enumerate(reversed(edition.stories), 1))
    return replace(edition, number=99, as_of=edition.as_of + timedelta(days=3), stories=stories)


def cooler(story: RankedStory, rank: int) -> RankedStory:
    """A story days later."""
    shares = tuple(replace(share, points=0.01, age_hours=99.0) for share in story.heat_shares)
    return replace(story, heat=0.02, heat_shares=shares[::-1], rank=rank)


def test_an_unchanged_edition_gives_the_same_bytes() -> None:
    assert interface_of(make_rich()) == rich()


def test_a_later_clock_moves_only_what_tells_of_the_edition_as_a_whole() -> None:
    after = interface_of(later(make_rich()))

    assert after.keys() == rich().keys()
    assert {path for path in after if after[path] != rich()[path]} == CLOCKED


def test_one_new_article_changes_only_the_pages_that_list_it() -> None:
    article = make_article("Lighthouse lit again", published=at(30))
    edition = make_rich()
    story = make_ranked(make_report(article, topics=edition.stories[1].lead.topics[:1]), slug="lit", topics=("sea",))
    after = interface_of(replace(edition, stories=(story, *edition.stories)))

    changed = {path for path, data in after.items() if rich().get(path) != data}
    newest = {f"{folder}/page/{number}/index.json" for folder in ("", "/sea") for number in range(1, 5)}
    ours = {"/index.json", "/archive.json", "/archive/2026-03-21.json", "/sea/index.json", "/sea/archive.json"}  # fmt: skip
    about = {"/api/v1/stories/lit.json", "/api/v1/topics.json", "/api/v1/index.json", "/api/v1/stories.json"}
    theirs = {path for path in after if re.match(r"/api/news/(sea/.*|page/\d+/index.json|index.json)$", path)}
    assert changed == about | theirs | {f"/api/v1/news{path}" for path in newest | ours}
    assert rich().keys() - after.keys() == set()
    assert len(changed) < len(after) / 4


def test_the_past_stays_the_same_while_news_comes() -> None:
    edition = make_rich()
    stories: tuple[RankedStory, ...] = edition.stories
    before = rich()
    for hour in range(30, 40):
        article = make_article(f"News of hour {hour}", published=at(hour))
        stories = (make_ranked(make_report(article), slug=f"hour-{hour}"), *stories)
    after = interface_of(replace(edition, stories=stories))

    past = [path for path in before if re.search(r"/archive/2026-03-(18|19|20)", path)]
    assert len(past) == 4
    assert [path for path in past if after[path] != before[path]] == []
