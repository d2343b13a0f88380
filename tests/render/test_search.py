"""Search without a server: what is found, what is shown of it, and what a new story changes."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from lxml import etree

from tests.make import NOON, at, make_article
from tests.render.browser import CHROMIUM, answers_to, site_of
from tests.render.editions import MASTHEAD, SEA, make_edition, make_ranked, make_report, make_small
from tests.render.pages import by_path, pages_of
from tests.render.payloads import PAYLOADS
from tidings.model import Edition, RankedStory
from tidings.proof import proofread
from tidings.render import render
from tidings.render.search_words import fold_for_search, search_words
from tidings.subjects import Care

with_chromium = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")

HEADLINES = {
    "ferry": "Ferry runs aground off Skell; all 84 aboard are safe",
    "strike": "U.S. dockers' strike ends: “we won”, says Zoë Løvås",
    "water": "水位創新高",
    "harbour": "عُمان تفتح الميناء الجديد",
    "oats": "O'Neill’s café in Straße 7 sells İstanbul œufs",
    "flood": "बाढ़ से हज़ारों बेघर",
    "korea": "한국의 새로운 항구",
    "moscow": "Йод и ёлка в порту Архангельска",
    "name": "Constructor __proto__ toString",
}


def story(slug: str, headline: str, *, hours: float = 0, **fields: Any) -> RankedStory:
    article = make_article(headline, url=f"https://post.example/{slug}", published=at(hours))
    return make_ranked(make_report(article, **fields), slug=slug)


def edition_of(*stories: RankedStory) -> Edition:
    return make_edition(*(replace(story, rank=rank) for rank, story in enumerate(stories, 1)))


def many(count: int) -> Edition:
    """So many stories of one year, with a few that can be told apart."""
    plain = [story(f"s-{n}", f"Council meeting {n} on harbour dues", hours=n / 60) for n in range(count)]
    return edition_of(story("ferry", HEADLINES["ferry"], hours=-1), *plain, story("film", "Ferrari film", hours=-2))


def asked(queries: list[str], edition: Edition) -> list[dict[str, Any]]:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return answers_to(queries, site_of(by_path(edition, ["site", "search"])), Path(folder))


def slugs(answer: dict[str, Any]) -> list[str]:
    return [Path(link).stem for link in answer["links"]]


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zoë's CAFÉ", ["zoe", "cafe"]),
        ("U.S. and U.K. talks", ["us", "and", "uk", "talks"]),
        ("Straße, Łódź, œuf, Δήμος", ["strasse", "lodz", "oeuf", "δημοσ"]),
        ("水位創新高", ["水位", "位創", "創新", "新高"]),
        ("水", ["水"]),
        ("عُمان", ["عمان"]),
        ("7 a b 84", ["7", "84"]),
        ("हज़ारों", ["हज़ारों"]),
        ("x_y <b>bold</b>", ["bold"]),
        ("", []),
    ],
)
def test_words_are_those_that_readers_type(text: str, words: list[str]) -> None:
    assert search_words(text) == words


def test_a_folded_text_folds_to_itself() -> None:
    for headline in HEADLINES.values():
        assert fold_for_search(fold_for_search(headline)) == fold_for_search(headline)


# ---------------------------------------------------------------- the page in a browser


@with_chromium
def test_every_story_is_found_by_each_word_of_its_headline_in_any_script() -> None:
    edition = edition_of(*(story(slug, headline) for slug, headline in HEADLINES.items()))
    queries = [(slug, word) for slug, text in HEADLINES.items() for word in text.split() if search_words(word)]

    answers = asked([word for _, word in queries], edition)

    assert len(answers) == len(queries) > 40
    assert [pair for pair, answer in zip(queries, answers, strict=True) if pair[0] not in slugs(answer)] == []
    assert all("spelt" not in answer["told"] for answer in answers)


@cache
def told_of_many() -> dict[str, dict[str, Any]]:
    """Answers from shelves by first letter, all asked in one start of the browser."""
    queries = ["ferry", "fer", "feryr", "efrry", "fferry", "freyr", "ferry 84", "ferry harbour", "quokka", "fery skel", "council", "2", "post ferrari"]  # fmt: skip
    return dict(zip(queries, asked(queries, many(300)), strict=True))


@with_chromium
@pytest.mark.parametrize("query", ["feryr", "efrry", "fferry", "fery skel"])
def test_a_slip_is_forgiven_and_told(query: str) -> None:
    answer = told_of_many()[query]

    assert slugs(answer)[0] == "ferry"
    assert answer["told"].startswith("Nothing is spelt like this")


@with_chromium
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ferry", ["ferry"]),
        ("fer", ["ferry", "film"]),
        ("ferry 84", ["ferry"]),
        ("post ferrari", ["film"]),
        ("quokka", []),
    ],
)
def test_all_words_must_be_there_the_last_as_far_as_it_is_typed(query: str, found: list[str]) -> None:
    assert slugs(told_of_many()[query]) == found


@with_chromium
def test_where_no_story_has_all_words_some_are_shown_and_told_as_such() -> None:
    answer = told_of_many()["ferry harbour"]

    assert answer["told"].startswith("No story has all of these words; these have some.")
    assert slugs(answer)[0] == "ferry"  # the rarer word says more


@with_chromium
def test_the_newest_come_first_and_more_on_request() -> None:
    answer = told_of_many()["council"]

    assert slugs(answer) == [f"s-{n}" for n in range(299, 289, -1)]
    assert answer["told"] == "The first 10 stories."
    assert answer["hasMore"]


@with_chromium
def test_only_files_of_the_words_and_of_the_stories_shown_are_fetched() -> None:
    names = [url.rpartition("/search/")[2].partition("?")[0] for url in told_of_many()["ferry"]["loaded"]]

    assert len(names) == 3
    assert names[0] == "index.json"
    assert names[1] == f"2026/{ord('f') % 32}-0.json"


@with_chromium
def test_nothing_found_says_so() -> None:
    assert told_of_many()["quokka"]["told"] == "No story has these words. Try fewer, or others."


@with_chromium
def test_a_headline_counts_more_than_a_source_or_topic() -> None:
    by_topic = replace(story("old", "Harbour closed", hours=2), topics=(SEA.id,))
    edition = edition_of(by_topic, story("new", "High sea", hours=1))

    (answer,) = asked(["sea"], edition)

    assert slugs(answer) == ["new", "old"]


@with_chromium
def test_what_publishers_wrote_stays_text() -> None:
    payloads = [payload for some in PAYLOADS.values() for payload in some if search_words(payload)]
    stories = [story(f"p-{n}", payload) for n, payload in enumerate(payloads)]

    answers = asked([*payloads[:40], "alert"], edition_of(*stories))

    assert sum(bool(answer["links"]) for answer in answers) == len(answers)
    assert {name for answer in answers for name in answer["elements"]} <= {"a", "bdi", "h2", "li", "p", "time"}


@with_chromium
def test_what_asks_for_care_is_found_with_its_label() -> None:
    care = Care(labels=("Violence",), hides_card=True, hides_image=True, may_lead=False)

    (answer,) = asked(["skell"], edition_of(story("ferry", HEADLINES["ferry"], care=care)))

    assert (slugs(answer), answer["labels"]) == (["ferry"], ["Violence"])


# ---------------------------------------------------------------- files


def files_of(edition: Edition) -> dict[str, bytes]:
    return by_path(edition, ["search"])


def test_a_new_story_changes_only_shelves_of_its_words_and_the_last_lines() -> None:
    before = files_of(many(300))
    edition = many(300)
    after = files_of(replace(edition, stories=(story("new", "Skell whale", hours=9), *edition.stories)))

    changed = {path.removeprefix("site/search/") for path in after if before.get(path) != after[path]}
    shelves = {f"2026/{ord(word[0]) % 32}-0.json" for word in ("skell", "whale", "the", "post")}

    assert changed == {"index.json", "2026/lines-4.json"} | shelves


def test_the_same_stories_in_any_rank_make_the_same_bytes() -> None:
    edition = make_small()
    turned = tuple(replace(one, rank=rank) for rank, one in enumerate(reversed(edition.stories), 1))

    assert files_of(replace(edition, stories=turned)) == files_of(edition)


def test_a_year_with_too_many_stories_is_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[search_words.__module__.removesuffix("_words")], "VOLUME_STORIES_MAX", 3)
    moments = [*range(4), 24 * 40, -24 * 300, -24 * 301]
    edition = edition_of(*(story(f"s-{hours}", "Ferry", hours=hours) for hours in moments))

    names = [volume["name"] for volume in json.loads(files_of(edition)["site/search/index.json"])]

    assert names == ["2026-04", "2026-03-20", "2025"]


def test_withdrawn_and_joined_stories_are_not_in_the_index() -> None:
    told = b"".join(data for path, data in files_of(make_small()).items() if "/search/" in path)

    assert b"ferry" in told
    assert b"sunk-ferry" not in told
    assert b"old-ferry" not in told


def test_no_excerpt_is_in_the_index() -> None:
    told = b"".join(data for path, data in files_of(make_small()).items() if "/search/" in path)

    assert b"struck" not in told


def test_the_whole_passes_proofreading() -> None:
    files = render(make_small())
    known = {file.path for file in files} | {"site/images/aa.webp"}

    assert proofread(files, known.__contains__, home=MASTHEAD.url) == ()


def test_machines_are_told_how_to_search_where_the_site_has_an_address() -> None:
    files = by_path(make_small())
    description = etree.fromstring(files["site/opensearch.xml"])
    home = pages_of({"site/index.html": files["site/index.html"]})["site/index.html"]
    nodes = json.loads(home.xpath("string(//script[@type='application/ld+json'])"))["@graph"]

    assert (
        description.xpath("string(*[local-name()='Url']/@template)") == f"{MASTHEAD.url}/search.html?q={{searchTerms}}"
    )
    assert home.xpath("//link[@rel='search']/@href") == ["opensearch.xml"]
    assert (
        nodes[1]["potentialAction"]["target"]["urlTemplate"] == f"{MASTHEAD.url}/search.html?q={{search_term_string}}"
    )


def test_a_site_without_an_address_or_without_search_tells_nothing_of_it() -> None:
    edition = make_small()
    homeless = by_path(replace(edition, masthead=replace(MASTHEAD, url="")))
    without = by_path(edition, ["site", "feeds"])

    assert "site/opensearch.xml" not in homeless
    assert b"opensearch" not in homeless["site/index.html"]
    assert b"search.html" in homeless["site/index.html"]
    assert not any(b"search.html" in data for data in without.values())
    assert not any("search" in path for path in without)


def test_who_runs_no_scripts_is_told_and_led_on() -> None:
    page = pages_of(by_path(make_small()))["site/search.html"]

    assert page.xpath("//noscript//a/@href") == ["topics/index.html", "days/index.html", "sources/index.html"]
    assert page.xpath("//form/@hidden")
    assert page.xpath("string(//label[@for='q'])")
    assert page.xpath("//*[@role='status'][@aria-live='polite']")


def test_stories_stand_by_the_day_of_the_desk() -> None:
    late = story("late", "Ferry", hours=(timedelta(hours=11, minutes=59).total_seconds() / 3600))
    (line,) = json.loads(files_of(edition_of(late))["site/search/2026/lines-0.json"])

    assert line[:3] == ["late", "Ferry", "The Post"]
    assert line[3] >= f"{NOON:%Y-%m-%d}"
