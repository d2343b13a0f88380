"""The reference system's rules, case by case."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tidings.everyday import (
    EverydayRules,
    NewsRecord,
    Provider,
    RecordImage,
    heat_of,
    is_published,
    quality_of,
    quality_parts,
    slug_of,
    topics_of,
)
from tidings.everyday.rules import file_date

RULES = EverydayRules(keywords={"AI": ["ai"], "Ferries": ["ferry", "ferries"]}, organizations={"post.example"})


def record(title: str = "Ferry aground", **fields: object) -> NewsRecord:
    told = {
        "title": title,
        "excerpt": "x",
        "publishedDateTime": "2026-03-20T10:30:00Z",
        "originalUrl": "https://nobody.example/1",
        "provider": Provider(name="Nobody", domain="nobody.example"),
        "topics": ("Ferries",),
    }
    return NewsRecord(**(told | fields))  # type: ignore[arg-type]  # fields by name


def quality(told: NewsRecord, **more: bool) -> int:
    return quality_of(quality_parts(told, topics=told.topics, rules=RULES, **({"is_official": False} | more)))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("What’s new in web.powerapps.com™", "whats-new-in-webpowerappscom"),
        ("Power Apps | 2019 – wave 2", "power-apps-2019-wave-2"),
        ("Pokémon & friends", "pokemon-friends"),
        ("snake_case stays", "snake_case-stays"),
        ("word " * 40, "-".join(["word"] * 29)),
        (f"{'word ' * 28}words", "-".join([*["word"] * 28, "words"])),
        (f"{'word ' * 28}& word", "-".join(["word"] * 29)),
        (f"{'word ' * 29}word", "-".join(["word"] * 29)),
    ],
)
def test_slugs_drop_what_they_do_not_know(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_search_results_are_filed_by_the_day_of_china() -> None:
    evening = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)

    assert file_date(evening, from_search=True) == "2026-03-21"
    assert file_date(evening, from_search=False) == "2026-03-20"


def test_quality_adds_up() -> None:
    picture = (RecordImage(url="x", width=1, height=1, isCached=True),)

    assert quality(record()) == 2 + 15
    assert quality(record("Ferries: a ferry aground")) == 2 + 30
    assert quality(record(images=picture)) == 2 + 15 + 20
    assert quality(record(ampWebUrl="y")) == 2 + 15 + 20
    assert quality(record(type="video")) == 2 + 15 + 50
    assert quality(record(provider=Provider(name="Post", domain="post.example"))) == 2 + 15 + 40
    assert quality(record(), is_official=True) == 2 + 15 + 50
    assert quality(record(), is_boosted=True) == 2 + 15 + 100


def test_long_titles_cost_and_quality_is_never_below_nothing() -> None:
    assert quality(record("Ferry " + "x" * 67)) == 2 + 15 - 1
    assert quality(record("z" * 170)) == 0


def test_keywords_are_parts_of_words_as_the_reference_system_has_it() -> None:
    assert quality(record("Startup raises money", topics=("AI",))) == 2 + 15
    assert topics_of("Startup raises money", root="Sea", keywords=RULES.keywords) == ("Sea", "AI")


def test_a_better_article_of_the_story_hides_this_one() -> None:
    assert heat_of(60, related=[61, 10], views=5) == -1
    assert heat_of(60, related=[60, 10], views=5) == 85
    assert [is_published(heat) for heat in (-1, 69, 70)] == [False, False, True]
