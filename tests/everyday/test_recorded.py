"""The reference system's own records: the same bytes back, and its scores, names and verdicts by its rules."""

from __future__ import annotations

import json
import lzma
import tarfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ryaml import loads  # type: ignore[attr-defined]  # the package does not list what it has

from tidings.everyday import (
    Addresses,
    EverydayRules,
    Kept,
    NewsRecord,
    file_name,
    heat_of,
    is_published,
    news_api,
    quality_of,
    quality_parts,
    read_content,
    read_news,
    sitemaps,
    topics_of,
    write_kept,
    write_news,
)
from tidings.everyday.content import Newsletter, Topic
from tidings.everyday.shapes import build
from tidings.urls import amp_cache_url

DATA = Path(__file__).parents[3] / "shared/data/everyday"
BOOSTED = "considerations-for-optimized-performance-in-power-apps"
"""The one record that an editor moved up by hand."""
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the recorded data (../shared) is not here")


@cache
def files() -> dict[str, bytes]:
    with tarfile.open(DATA / "records-powerapps.tar.xz") as archive:
        found = {
            Path(member.name).name: stream.read()
            for member in archive
            if member.isfile() and (stream := archive.extractfile(member))
        }
    return found | {"record.md": (DATA / "record.md").read_bytes()}


@cache
def rows() -> tuple[dict[str, Any], ...]:
    with lzma.open(DATA / "powerapps-news.jsonl.xz", "rt", encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines)


@cache
def rules() -> EverydayRules:
    topics = loads((DATA / "topics-powerapps.yaml").read_text(encoding="utf-8"))
    return EverydayRules(
        keywords={topic["name"]: [word.lower() for word in topic["keywords"]] for topic in topics.values()},
        organizations=frozenset((DATA / "organizations.txt").read_text(encoding="utf-8").split()),
    )


def is_official(record: NewsRecord) -> bool:
    """From the feed of the topic's own maker, or one of its films."""
    return record.type == "video" or "powerapps.microsoft.com/en-us/blog/" in record.originalUrl


def last_states() -> Iterator[tuple[str, NewsRecord, dict[str, Any]]]:
    for row in rows():
        name = Path(row["path"]).name
        yield name, read_news(files()[name]), row


def test_every_record_is_written_back_byte_for_byte() -> None:
    assert len(files()) == 569
    assert [name for name, data in files().items() if write_news(read_news(data)) != data] == []


def test_every_quality_is_its_formulas_but_for_the_one_that_was_moved_up() -> None:
    wrong = [
        name
        for name, record, _ in last_states()
        if quality_of(
            quality_parts(
                record,
                topics=record.topics,
                rules=rules(),
                is_official=is_official(record),
                is_boosted=BOOSTED in name,
            )
        )
        != record.quality
    ]

    assert wrong == []


def test_heat_and_publication_of_every_version_follow_from_quality_and_views() -> None:
    scored = [
        (quality, heat, published, related)
        for row in rows()
        for _, quality, heat, published, related in row["history"]
        if quality is not None
    ]

    assert len(scored) > 2500
    for quality, heat, published, related in scored:
        views = heat - quality - 10 * related
        assert views >= 0
        assert heat_of(quality, related=[quality] * related, views=views) == heat
        assert is_published(heat) == published


def test_the_record_whose_story_has_a_better_one_is_hidden() -> None:
    record = read_news(files()["record.md"])
    assert record.quality is not None
    heat = heat_of(record.quality, related=[one.quality for one in record.related], views=0)

    assert (heat, is_published(heat)) == (record.heat, record.published) == (-1, False)


def test_file_names_follow_from_title_and_moment() -> None:
    wrong = [
        name
        for name, record, _ in last_states()
        if name != file_name(record, from_search=not is_official(record))
        and name != file_name(record, from_search=False)
    ]

    assert wrong == []


def test_addresses_in_the_amp_cache_follow_from_those_of_amp_pages() -> None:
    told = [record for _, record, _ in last_states() if record.ampWebUrl]

    assert len(told) == 40
    assert all(amp_cache_url(record.ampWebUrl or "") == record.cdnAmpWebUrl for record in told)


@pytest.mark.parametrize("page", ["page/18", "canvas-apps"])
def test_the_interfaces_items_are_those_of_the_records(page: str) -> None:
    told = json.loads((DATA / "api/news" / page / "index.json").read_text(encoding="utf-8"))["value"]
    known = [item for item in told if Path(item["path"]).name in files()]
    named = [(Path(item["path"]).name, read_news(files()[Path(item["path"]).name])) for item in known]
    made = {file.path: file.data for file in news_api(named, topic_ids={})}

    # The others are of months that are kept back.
    assert len(known) >= 3
    assert json.loads(made["api/news/index.json"]) == {"page": 1, "value": known, "nextPage": None}


def test_the_last_page_of_the_interface_is_the_same_bytes() -> None:
    named = [(name, read_news(data)) for name, data in files().items() if name != "record.md"]
    pages = {file.path: file.data for file in news_api(named, topic_ids={"Canvas apps": "canvas-apps"})}
    oldest = json.loads((DATA / "api/news/page/18/index.json").read_bytes())["value"]
    (last,) = [data for path, data in pages.items() if b'"nextPage": null' in data and "/news/page/" in path]

    assert json.loads(last)["value"][-3:] == oldest
    assert pages["api/news/index.json"] == pages["api/news/page/1/index.json"]
    only = [one for one in named if f"_news/{one[0]}" in {item["path"] for item in oldest}]
    (page,) = {file.data for file in news_api(only, topic_ids={})}
    assert page == (DATA / "api/news/page/18/index.json").read_bytes().replace(b'"page": 18', b'"page": 1')


def test_topics_follow_from_titles() -> None:
    wrong = [
        name
        for name, record, _ in last_states()
        if set(topics_of(record.title, root="Power Apps", keywords=rules().keywords)) != set(record.topics)
    ]

    # One was given by hand, one because of its excerpt.
    assert len(wrong) == 2


def test_the_recorded_issue_is_written_back_byte_for_byte_from_its_value() -> None:
    name = "power-apps-every-day-2023-03-20.html"
    data = (DATA / name).read_bytes()
    kept = read_content(f"_newsletters/{name}", data)

    assert kept
    assert isinstance(kept.value, Newsletter)
    assert (kept.data, kept.value.more) == (None, ())
    assert write_kept(kept) == data


@pytest.mark.parametrize("site", ["powerapps", "ai"])
def test_every_recorded_topic_is_read_with_nothing_unknown_and_written_back(site: str) -> None:
    dump = loads((DATA / f"topics-{site}.yaml").read_text(encoding="utf-8"))

    for name, told in dump.items():
        made = write_kept(Kept(path=f"_data/topics/{name}", value=build(Topic, told, "", {})))
        kept = read_content(f"_data/topics/{name}", made)
        assert kept
        assert kept.data is None
        assert kept.value.more == ()
        assert loads(made.decode()) == told


def test_the_sitemap_of_news_lists_the_twelve_films_the_newest_first() -> None:
    addresses = Addresses(web="https://everyday.cc/powerapps", files="https://files.example", topic="Power Apps")
    contents = [Kept(path=f"_news/{name}", value=read_news(data)) for name, data in files().items()]
    (news,) = [
        file.data.decode()
        for file in sitemaps(contents, addresses=addresses, today="2026-03-20")
        if "news" in file.path
    ]

    assert news.count("<url>") == 12
    assert news.index("2021-02-22-azure-active-directory-group-membership") < news.index(
        "2019-08-19-microsoft-power-apps"
    )
