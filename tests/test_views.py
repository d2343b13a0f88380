"""How often readers looked: counts, access logs, and everything that is neither."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOON, at
from tidings.model import Views
from tidings.views import FILE_BYTES_MAX, Counts, find_articles, parse_views, read_views, told

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"


def counts_of(text: str, *, name: str = "views.json", days: int = 2) -> Counts:
    return parse_views(name, text, changed_at=NOON, days=days)


def hit(
    path: str = "/stories/ferry-aground.html",
    *,
    client: str = "192.0.2.1",
    when: str = "20/Mar/2026:12:00:00 +0000",
    status: int = 200,
    agent: str = FIREFOX,
    method: str = "GET",
) -> str:
    return f'{client} - - [{when}] "{method} {path} HTTP/1.1" {status} 5120 "-" "{agent}"'


def log(*lines: str, days: int = 2) -> Counts:
    return counts_of("\n".join(lines), name="access.log", days=days)


# ---------------------------------------------------------------- counts


def test_an_object_of_names_and_counts_is_read() -> None:
    counts = counts_of('{"2026-03-20-ferry": 12, "https://post.example/1": 3}')

    assert counts.by_name == {"2026-03-20-ferry": 12, "https://post.example/1": 3}
    assert (counts.counted_at, counts.told_by, counts.bad) == (NOON, "views.json", ())


def test_lines_of_names_and_counts_are_read_with_or_without_a_heading() -> None:
    with_heading = counts_of("page,views\nferry,12\n\nbarley , 3\nferry,1\n", name="views.csv")
    without = counts_of("ferry,12\nbarley,3\nferry,1", name="views.csv")

    assert with_heading.by_name == without.by_name == {"ferry": 13, "barley": 3}


def test_what_is_no_count_is_told_and_the_rest_is_used() -> None:
    counts = counts_of('{"a": 1, "b": "many", "c": -2, "d": 1.5, "e": true, "f": null}')

    assert counts.by_name == {"a": 1}
    assert counts.bad_count == 5
    assert counts.bad == ("b: 'many' is no count", "c: -2 is no count", "d: 1.5 is no count")


def test_what_is_no_json_says_so() -> None:
    assert counts_of('{"a": ').bad[0].startswith("it is no JSON")
    assert "JSON" in counts_of('{"a":' * 100_000).bad[0]


@given(st.dictionaries(st.text(max_size=8), st.integers(0, 10**12), max_size=5))
def test_whatever_names_an_object_has_its_counts_come_back(views: dict[str, int]) -> None:
    assert counts_of(json.dumps(views)).by_name == views


@given(st.text(max_size=200))
def test_no_text_ends_a_run(text: str) -> None:
    counts = counts_of(text)

    assert all(count >= 0 for count in counts.by_name.values())


# ---------------------------------------------------------------- logs


def test_each_reader_of_a_page_counts_once() -> None:
    counts = log(hit(), hit(), hit(client="192.0.2.2"), hit(agent=FIREFOX + " Safari/1"))

    assert counts.by_name == {"ferry-aground": 3}


def test_stories_and_records_count_and_nothing_else() -> None:
    counts = log(
        hit("/news/stories/ferry.html?from=feed"),
        hit("/records/2026-03-20-ferry.md"),
        hit("/index.html"),
        hit("/stories/"),
        hit("/style.css"),
        hit("/stories/barley.html", method="HEAD"),
        hit("/stories/barley.html", status=404),
    )

    assert counts.by_name == {"ferry": 1, "2026-03-20-ferry": 1}


@pytest.mark.parametrize(
    "agent", ["", "-", "Googlebot/2.1", "curl/8.5", "python-requests/2.31", "Mozilla/5.0 (compatible; bingbot/2.0)"]
)
def test_programs_are_no_readers(agent: str) -> None:
    assert log(hit(agent=agent)).by_name == {}


def test_a_log_without_names_of_programs_is_read_too() -> None:
    line = '192.0.2.1 - frank [20/Mar/2026:12:00:00 +0000] "GET /stories/ferry.html HTTP/1.0" 200 2326'

    assert log(line).by_name == {"ferry": 1}


def test_only_the_last_days_of_a_log_count_and_its_newest_line_is_their_end() -> None:
    counts = log(
        hit("/stories/old.html", when="18/Mar/2026:11:59:59 +0000"),
        hit("/stories/new.html", when="18/Mar/2026:12:00:00 +0000"),
        hit("/robots.txt", when="20/Mar/2026:14:00:00 +0200"),
    )

    assert counts.by_name == {"new": 1}
    assert counts.counted_at == datetime(2026, 3, 20, 12, tzinfo=UTC)


def test_lines_that_are_none_of_a_log_are_counted_and_the_first_are_told() -> None:
    counts = log(hit(), "garbage", hit(when="99/Mar/2026:12:00:00 +0000"), hit(when="01/Foo/2026:12:00:00 +0000"), "")

    assert counts.by_name == {"ferry-aground": 1}
    assert counts.bad_count == 3
    assert counts.bad[0] == "garbage: no line of a log"


# ---------------------------------------------------------------- files


def test_a_file_is_read_and_its_day_is_when_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "views.json"
    path.write_text('{"ferry": 2}')
    os.utime(path, (NOON.timestamp(), NOON.timestamp()))

    counts = read_views(path, now=at(5), days=2)

    assert (counts.by_name, counts.counted_at) == ({"ferry": 2}, NOON)


def test_nothing_is_counted_later_than_now(tmp_path: Path) -> None:
    path = tmp_path / "views.json"
    path.write_text('{"ferry": 2}')

    assert read_views(path, now=NOON - timedelta(days=3650), days=2).counted_at == NOON - timedelta(days=3650)


def test_a_file_that_is_missing_says_so(tmp_path: Path) -> None:
    counts = read_views(tmp_path / "views.json", now=NOON, days=2)

    assert counts.by_name == {}
    assert counts.bad == ("it cannot be read: No such file or directory",)


def test_of_a_large_log_the_end_is_read_and_of_large_counts_nothing(tmp_path: Path) -> None:
    large_log, large_counts = tmp_path / "access.log", tmp_path / "views.json"
    filler = hit("/stories/old.html") + "\n"
    large_log.write_text(filler * (FILE_BYTES_MAX // len(filler) + 2) + hit("/stories/new.html") + "\n")
    large_counts.write_text("{" + " " * FILE_BYTES_MAX + "}")

    assert read_views(large_log, now=NOON, days=2).by_name == {"old": 1, "new": 1}
    assert read_views(large_counts, now=NOON, days=2).bad == ("it is larger than 32 MiB",)


# ---------------------------------------------------------------- whose they are


def test_names_addresses_and_slugs_of_one_article_are_added() -> None:
    counts = counts_of(
        '{"2026-03-20-ferry": 1, "https://post.example/1": 2, "ferry": 4, "https://isles.example/stories/ferry.html": 8,'
        ' "nobody": 16}'
    )

    views, unknown = find_articles(
        counts,
        urls={"https://post.example/1": "a1"},
        record_names={"a1": "2026-03-20-ferry"},
        slugs={"ferry": "a1"},
    )

    assert views == (Views(article_id="a1", count=15, counted_at=NOON, told_by="views.json"),)
    assert unknown == ("nobody",)


def test_what_was_read_is_told_in_sentences() -> None:
    counts = counts_of('{"ferry": 2, "nobody": 1, "bad": "x"}')
    views, unknown = find_articles(counts, urls={}, record_names={}, slugs={"ferry": "a1"})

    assert list(told(counts, views, unknown)) == [
        "views.json: 2 views of 1 article until 2026-03-20 12:00 UTC",
        "views.json: 1 name of no article of ours: nobody",
        "views.json: 1 line of no use: bad: 'x' is no count",
    ]
