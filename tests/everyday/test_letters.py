"""Newsletters of the reference system: which news an issue holds, its names and subject, and what was in one."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tidings.everyday import (
    NewsRecord,
    Provider,
    RecordImage,
    newsletter_excerpt,
    newsletter_name,
    newsletter_news,
    newsletter_note,
    newsletter_of,
    newsletter_title,
    newsletter_url,
    read_content,
    record_of,
    sections_of,
)
from tidings.everyday.content import Newsletter
from tidings.everyday.folder import FORM_OF, write_value

DATA = Path(__file__).parents[3] / "shared/data/everyday"
SITE = "Power Apps Every Day"
recorded = pytest.mark.skipif(not DATA.is_dir(), reason="the recorded data (../shared) is not here")

FERRY = NewsRecord(
    title="Ferry aground",
    excerpt="It hit rocks.",
    publishedDateTime="2026-03-20T10:30:00Z",
    originalUrl="https://post.example/ferry",
    quality=80,
    heat=80,
    published=True,
    provider=Provider(name="The Post", domain="post.example"),
    images=(RecordImage(url="https://post.example/ferry.jpg", width=640, height=360),),
)


def titles(*records: NewsRecord) -> list[str]:
    return [one.title for one in newsletter_news(records, "2026-03-20", 2)]


def test_an_issue_holds_the_hottest_of_its_day() -> None:
    cool = replace(FERRY, title="Cool", heat=70)
    hot = replace(FERRY, title="Hot", heat=90)

    assert titles(cool, FERRY, hot) == ["Hot", "Ferry aground"]


@pytest.mark.parametrize(
    "other",
    [{"published": False}, {"images": ()}, {"publishedDateTime": "2026-03-19T23:59:59Z"}, {"published": None}],
)
def test_what_is_hidden_without_an_image_or_of_another_day_is_not_mailed(other: dict[str, Any]) -> None:
    assert titles(replace(FERRY, **other)) == []


def test_a_record_is_told_why_it_is_in_its_days_issue_or_not() -> None:
    cool, hot = replace(FERRY, title="Cool", heat=70), replace(FERRY, title="Hot", heat=90)
    bare, held = replace(FERRY, title="Bare", images=()), replace(FERRY, title="Held", published=False)
    everything = [cool, FERRY, hot, bare, held]

    assert newsletter_note(hot, everything, 2) == "number 1 of the news in the issue of 2026-03-20, by heat 90"
    assert newsletter_note(cool, everything, 2) == (
        "not in the issue of 2026-03-20, which holds 2: “Hot” (90), “Ferry aground” (80) come before it (70)"
    )
    assert newsletter_note(bare, everything, 2).endswith("it has no image")
    assert newsletter_note(held, everything, 2).endswith("it is not published")


def test_an_issues_names_follow_from_its_day() -> None:
    name = newsletter_name("A.I. Every Day", "2026-03-20")

    assert newsletter_title("A.I. Every Day", "2026-03-20") == "A.I. Every Day (2026-03-20)"
    assert name == "ai-every-day-2026-03-20.html"
    assert (
        newsletter_url("https://news.example/ai", name) == "https://news.example/ai/newsletter/ai-every-day-2026-03-20/"
    )


def test_an_excerpt_has_a_title_more_where_there_is_news() -> None:
    assert newsletter_excerpt(["N"], ["A", "B", "C"]) == "N / A / B"
    assert newsletter_excerpt([], ["A", "B", "C"]) == "A / B"
    assert newsletter_excerpt([], []) == ""


def test_a_new_issue_is_written_with_its_front_matter() -> None:
    issue = newsletter_of(
        "Ferries Every Day",
        "https://news.example/ferries",
        "2026-03-20T18:06:25Z",
        titles=(['Ferry "Skua" aground'], ["Knots"]),
        topic="Ferries",
        body="<html></html>\n",
    )

    assert write_value(FORM_OF["_newsletters", ".html"], issue).decode() == (
        "---\n"
        'title: "Ferries Every Day (2026-03-20)"\n'
        'excerpt: "Ferry \\"Skua\\" aground / Knots"\n'
        "publishedDateTime: 2026-03-20T18:06:25Z\n"
        'webUrl: "https://news.example/ferries/newsletter/ferries-every-day-2026-03-20/"\n'
        "type: article\n"
        "\n"
        "topics:\n"
        "  - Ferries\n"
        "\n"
        "---\n"
        "<html></html>\n"
    )


MAIL = """
<td><strong>News of the day</strong>
</td>
<p><a href="https://post.example/?a=1&amp;b=2"><img alt="" src="https://pictures.example/1-white.png"></a></p>
<a href="https://post.example/?a=1&amp;b=2"><img src="https://post.example/a.jpg" width="96%" /></a>
<p><strong>{% raw %}Rope &amp; Son{% endraw %}</strong> Good rope.</p>
<p><a href="https://post.example/?a=1&amp;b=2"
   style="">↪ The Post
</a></p>
<td><strong>Influencers of the day</strong>
</td>
<p><a href="https://news.example/mary/"><img alt="" src="https://pictures.example/1-white.png"></a></p>
"""


def test_sections_and_items_are_read_out_of_a_mail() -> None:
    news, people = sections_of(MAIL)

    assert (news.name, people.name) == ("News of the day", "Influencers of the day")
    assert asdict(news.items[0]) == {
        "n": 1,
        "url": "https://post.example/?a=1&b=2",
        "title": "Rope & Son",
        "excerpt": "Good rope.",
        "provider": "The Post",
        "image": "https://post.example/a.jpg",
    }
    assert (people.items[0].url, people.items[0].image, people.items[0].title) == (
        "https://news.example/mary/",
        None,
        "",
    )
    assert sections_of("<p>nothing</p>") == ()


# ---------------------------------------------------------------- the recorded issues


@cache
def issues() -> tuple[dict[str, Any], ...]:
    with lzma.open(DATA / "newsletters.jsonl.xz", "rt", encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines)


@cache
def rows() -> tuple[dict[str, Any], ...]:
    with lzma.open(DATA / "powerapps-news.jsonl.xz", "rt", encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines)


def items(issue: dict[str, Any], *, of_news: bool) -> list[dict[str, Any]]:
    sections = [one for one in issue["sections"] if (one["name"] == "News of the day") == of_news]
    return [item for section in sections for item in section["items"]]


def known_at(moment: str) -> Iterator[NewsRecord]:
    """The records as they were at a moment, with their heat of then."""
    for row in rows():
        scores = [one for one in row["history"] if one[0] <= moment]
        if row["first_seen"] <= moment and scores:
            _, quality, heat, published, _ = scores[-1]
            yield replace(record_of(row["record"]), quality=quality, heat=heat, published=published)


@recorded
def test_the_news_of_every_recorded_issue_is_chosen_but_for_one_that_was_left_out() -> None:
    missed, wrong, right, in_order = [], [], 0, 0
    for issue in issues():
        mailed = [item["url"] for item in items(issue, of_news=True)]
        chosen = newsletter_news(list(known_at(issue["first_commit"])), issue["date"], 2)
        urls = [one.webUrl or one.originalUrl for one in chosen]
        right += len(set(urls) & set(mailed))
        missed += [url for url in mailed if url not in urls]
        wrong += [url for url in urls if url not in mailed]
        in_order += len(mailed) > 1 and urls == mailed

    assert (right, missed, in_order) == (103, [], 6)
    assert len(wrong) == 1


@recorded
def test_names_and_subjects_of_every_recorded_issue_follow_from_its_day() -> None:
    assert len(issues()) == 485
    for issue in issues():
        assert issue["subject"] == newsletter_title(SITE, issue["date"])
        assert issue["path"] == f"_newsletters/{newsletter_name(SITE, issue['date'])}"


@recorded
def test_the_excerpt_of_every_recorded_issue_but_one_names_its_first_titles() -> None:
    def told(issue: dict[str, Any]) -> str:
        news, others = ([item["title"] for item in items(issue, of_news=of_news)] for of_news in (True, False))
        return newsletter_excerpt(news, others)

    assert [issue["date"] for issue in issues() if told(issue) != issue["excerpt"]] == ["2023-03-20"]


@recorded
def test_the_issue_that_is_recorded_whole_has_the_sections_that_were_read_from_it_elsewhere() -> None:
    name = "power-apps-every-day-2023-03-20.html"
    kept = read_content(f"_newsletters/{name}", (DATA / name).read_bytes())
    (issue,) = [one for one in issues() if one["path"] == f"_newsletters/{name}"]

    assert kept
    assert isinstance(kept.value, Newsletter)
    told = [{"name": one.name, "items": [asdict(item) for item in one.items]} for one in sections_of(kept.value.body)]
    assert told == issue["sections"]
    assert kept.value.webUrl == newsletter_url("https://everyday.cc/powerapps", name)
