"""Whom a report names: only names that are known, in words that say whence."""

from __future__ import annotations

import pytest

from tests.make import make_article
from tidings.telling import KnownName, find_attributions

NAMES = {
    "Reuters": KnownName(source_id="reuters", name="Reuters", is_wire=True),
    "Guardian": KnownName(source_id="guardian", name="The Guardian"),
    "New York Times": KnownName(source_id="nyt", name="The New York Times"),
    "BBC": KnownName(source_id="bbc", name="BBC"),
    "Time": KnownName(source_id="time", name="Time"),
}


def found(excerpt: str = "", **fields: object) -> list[tuple[str, str]]:
    article = make_article(excerpt=excerpt, **fields)  # type: ignore[arg-type]
    return [(one.source_id, one.role) for one in find_attributions([article], NAMES).get(article.id, ())]


@pytest.mark.parametrize(
    ("said", "whom"),
    [
        ("The minister will resign, according to the Guardian.", ("guardian", "named")),
        ("The minister will resign, the New York Times reported on Monday.", ("nyt", "named")),
        ("“I will go,” the minister told Reuters.", ("reuters", "named")),
        ("The plan was first reported by the BBC.", ("bbc", "first")),
        ("The Guardian first reported the plan.", ("guardian", "first")),
        ("Der Minister geht, laut Reuters noch heute.", ("reuters", "named")),
        ("Le ministre part, selon Reuters.", ("reuters", "named")),
    ],
)
def test_a_known_name_beside_words_that_say_whence_is_an_attribution(said: str, whom: tuple[str, str]) -> None:
    assert found(said) == [whom]


@pytest.mark.parametrize(
    "said",
    [
        "It is Time to go, the minister said.",
        "The minister told Parliament that he will go.",
        "According to Anna Berg the minister will go.",
        "The Guardian of the temple reportedly fell.",
    ],
)
def test_no_other_name_is_anybodys(said: str) -> None:
    assert found(said) == []


def test_an_agency_in_the_dateline_or_the_byline_is_credited() -> None:
    assert found(text="LONDON (Reuters) - The minister will go.") == [("reuters", "credited")]
    assert found(authors=("Reuters",)) == [("reuters", "credited")]
    assert found(authors=("The Guardian",)) == []


def test_words_are_quoted_only_where_the_excerpt_or_the_byline_has_them() -> None:
    said = "The minister told Reuters that he will go."
    words = [
        one.words
        for article in (make_article(excerpt=said), make_article(text=said), make_article(authors=("Reuters",)))
        for one in find_attributions([article], NAMES)[article.id]
    ]

    assert words == ["told Reuters", "", "Reuters"]


def test_nobody_names_itself() -> None:
    assert found("The minister told Reuters that he will go.", source="Reuters") == []


def test_each_source_is_named_once_with_the_most_that_is_said() -> None:
    said = "The minister told the Guardian that he will go. The Guardian first reported the plan."

    assert found(said) == [("guardian", "first")]
