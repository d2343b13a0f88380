"""Kinds on recorded data: the reference system's junk is refused or held, honest news is not."""

from __future__ import annotations

import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.make import make_article
from tidings.genre import Kind
from tidings.kinds import kind_of

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"

pytestmark = [
    pytest.mark.recorded,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the recorded data (a folder `shared` beside the project) is missing"
    ),
]

FOR_SALE = {
    "Senior Associate - Sharepoint/Power Apps Developer": "job advert",
    "BI Developer (Power BI / Power Apps) contract (TB) – Gauteng Johannesburg": "job advert",
    "Microsoft Presents: Get Empowered with Microsoft Power Apps": "advert",
    "Master Microsoft Power BI and Power Apps with NetCom Learning’s Complimentary Power Weekend Trainings": "advert",
    "Master Microsoft Power BI and Power Apps with NetCom Learning's Complimentary Power Weekend Trainings": "advert",
    "Microsoft And NetCom Learning Collaborate To Deliver Hands-On Workshops On Power Apps & Power BI": "advert",
}
"""All that is a job advert or advertises a course among the reference's records, found by reading them."""


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    before = set(sys.modules)
    yield __import__("recorded_feeds")
    for name in set(sys.modules) - before:
        if str(ROOT / "bench") in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def judged_records() -> list[tuple[str, Kind]]:
    with lzma.open(SHARED / "data/everyday/powerapps-news.jsonl.xz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line)["record"] for line in lines]
    return [
        (row["title"], kind_of(make_article(row["title"], url=row["originalUrl"], excerpt=row["excerpt"])))
        for row in records
    ]


def test_job_adverts_and_courses_among_the_references_news_are_found_and_nothing_else_is() -> None:
    found = {
        title: kind.name for title, kind in judged_records() if kind.is_sure and kind.name in set(FOR_SALE.values())
    }

    assert found == FOR_SALE


def test_no_record_of_the_reference_is_refused_but_what_is_none() -> None:
    assert not [
        title for title, kind in judged_records() if kind.is_sure and kind.name in ("wall", "error page", "login")
    ]


def test_nothing_in_two_hundred_feeds_is_taken_for_something_for_sale(bench: ModuleType) -> None:
    articles = bench.articles_of_recorded_feeds()
    kinds = [(article, kind_of(article)) for article in articles]

    assert len(articles) > 5000
    assert not [
        (article.headline, kind)
        for article, kind in kinds
        if kind.is_sure and kind.name in ("market report", "advert", "job advert")
    ]


def test_what_two_hundred_feeds_have_that_is_no_article_is_found(bench: ModuleType) -> None:
    found = {
        article.headline
        for article in bench.articles_of_recorded_feeds()
        if (kind := kind_of(article)).is_sure and kind.name in ("landing page", "search result", "tag page")
    }

    assert found <= {"About", "About me", "Contact", "Search Results", "Privacy Policy", "Home", "scrum.org"}
    assert {"About", "Contact", "Search Results"} <= found
