"""The reference's interface from a desk of our own: its shape, its order, nothing that is not published."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.make import at, make_article
from tests.render.editions import MASTHEAD, make_edition, make_ranked, make_report, make_rich
from tidings.everyday import NewsRecord, news_api, read_news, write_news
from tidings.everyday.from_edition import everyday_api, records_shown
from tidings.genre import Kind
from tidings.model import Edition, Score, ScorePart
from tidings.render import clean
from tidings.render.records import fields_of
from tidings.rules import EverydayNumbers

RECORDED = Path(__file__).parents[3] / "shared/data/everyday/api/news/page/1/index.json"


def files_of(edition: Edition) -> dict[str, Any]:
    return {file.path.removeprefix("site/api/"): json.loads(file.data) for file in everyday_api(clean(edition))}


def one_record(**fields: Any) -> NewsRecord:
    """The record of a report with these fields."""
    report = make_report(make_article("Ferry aground"), **fields)
    return records_shown(make_edition(make_ranked(report)))[0][1]


def test_every_published_report_that_has_a_record_is_listed_newest_first() -> None:
    edition = make_rich()
    pages = [page for path, page in files_of(edition).items() if path.startswith("news/page/") and "page/page" not in path and path != "news/page/index.json"]  # fmt: skip
    listed = [item for page in pages for item in page["value"]]

    names = {report.record_name for story in edition.stories for report in story.reports if report.record_name}
    assert {item["path"] for item in listed} == {f"_news/{name}.md" for name in names}
    assert [len(page["value"]) for page in pages] == [25] * 5 + [8]
    assert [page["nextPage"] for page in pages] == [2, 3, 4, 5, 6, None]
    order = [(item["publishedDateTime"], item["path"]) for item in listed]
    assert order == sorted(order, reverse=True)


@pytest.mark.recorded
@pytest.mark.skipif(not RECORDED.is_file(), reason="the recorded data (../shared) is not here")
def test_a_page_has_the_names_of_a_recorded_one_in_their_order() -> None:
    known, ours = json.loads(RECORDED.read_bytes()), files_of(make_rich())["news/page/6/index.json"]

    assert list(ours) == list(known)
    assert list(ours["value"][0]) == list(known["value"][0])
    assert list(ours["value"][0]["provider"]) == list(known["value"][0]["provider"])
    (image,) = [image for item in ours["value"] for image in item["images"]] or files_of(make_rich())["news/ferries/page/6/index.json"]["value"][0]["images"]  # fmt: skip
    assert list(image) == list(known["value"][0]["images"][0])


def test_a_record_says_what_our_own_record_says() -> None:
    edition = clean(make_rich())
    names = {topic.id: topic.name for topic in edition.topics}
    told = dict(records_shown(edition))

    for story in edition.stories:
        for report in story.reports:
            if not report.record_name:
                continue
            ours, record = fields_of(story, report, names), told.pop(f"{report.record_name}.md")
            same = ("title", "excerpt", "originalUrl", "webUrl", "published")
            assert [getattr(record, field) for field in same] == [ours[field] for field in same]
            assert record.heat == round(float(str(ours["heat"])))
            assert list(record.topics) == ours.get("topics", [])
    assert told == {}


def test_a_record_from_a_report_can_be_written_and_read_back() -> None:
    for _, record in records_shown(clean(make_rich())):
        assert read_news(write_news(record)) == record


def test_scores_are_whole_numbers() -> None:
    parts = (ScorePart(name="depth", points=52.6, points_max=100.0, why="words"),)

    record = one_record(quality=Score(parts=parts))

    assert (record.quality, record.heat, record.published) == (53, 7, True)


def test_what_is_surely_a_film_is_one_and_can_still_be_opened() -> None:
    record = one_record(kind=Kind(name="video", confidence=0.99, reason="its address"))

    assert (record.type, record.webUrl) == ("video", record.originalUrl)
    assert one_record(kind=Kind(name="video", confidence=0.3, reason="a guess")).type == "article"


def test_a_provider_has_the_picture_that_the_site_has_of_it() -> None:
    edition = make_edition(make_ranked(make_report(make_article("A", url="https://post.example/a"))))
    numbers = EverydayNumbers(assets="https://isles.example", pictured=("post.example",))

    (_, record), (_, plain) = *records_shown(edition, numbers), *records_shown(edition)

    assert record.provider.images[0].url.startswith("https://isles.example/")
    assert plain.provider.images == ()


def test_topics_have_services_where_they_have_pages() -> None:
    files = files_of(make_edition(make_rich().stories[0]))
    topics = {topic["_id"]: topic for topic in files["topics/index.json"]["value"]}

    assert topics["ferries"]["services"] == {"news": "https://news.example/isles/api/news/ferries/"}
    assert topics["ferries"]["parent"] == "Sea & shore"
    assert files["news/ferries/index.json"]["value"][0]["topics"] == ["Sea & shore", "Ferries"]
    bare = files_of(make_edition(make_ranked(make_report(make_article("No topic")))))
    assert [topic["services"] for topic in bare["topics/index.json"]["value"]] == [{}, {}]
    assert "news/ferries/index.json" not in bare


def test_newsletters_are_an_empty_list_in_the_references_envelope() -> None:
    assert files_of(make_rich())["newsletters/index.json"] == {
        "title": "Sea & shore Newsletters",
        "path": "_newsletters/",
        "page": 1,
        "value": [],
        "nextPage": None,
    }


@pytest.mark.parametrize(("language", "locale"), [("en", "en-us"), ("en-GB", "en-gb"), ("nb", "nb"), ("", "en-us")])
def test_the_locale_is_the_mastheads_language(language: str, locale: str) -> None:
    edition = replace(make_rich(), masthead=replace(MASTHEAD, language=language))

    assert {item["locale"] for item in files_of(edition)["news/index.json"]["value"]} == {locale}


def test_other_records_give_the_very_pages_that_they_always_gave() -> None:
    record = one_record()
    records = [(f"{n}.md", replace(record, publishedDateTime=f"2026-03-{n:02}T00:00:00Z")) for n in range(1, 31)]
    edition = make_edition(topics=())

    ours = {file.path: file.data for file in everyday_api(edition, records)}

    known = {file.path: file.data for file in news_api(records, topic_ids={}, folder="site/api/news")}
    assert {path: data for path, data in ours.items() if "/news/" in path} == known


def test_nothing_moves_with_the_clock() -> None:
    edition = make_rich()

    later = replace(edition, number=99, as_of=at(500))
    assert files_of(later) == files_of(edition)
