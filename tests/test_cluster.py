"""Same event, different texts."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.make import at, make_article, make_story
from tidings.cluster import place
from tidings.model import Article
from tidings.rules import ClusterRules

RULES = ClusterRules()
FERRY = [
    make_article("Ferry Skua runs aground off Skell", source="A", excerpt="The Skua hit rocks near Skell harbour."),
    make_article(
        "Passengers rescued from ferry Skua",
        source="B",
        excerpt="Skell lifeboats took 90 off the Skua.",
        published=at(1),
    ),
    make_article(
        "Skua refloated at Skell after grounding", source="C", excerpt="The ferry hit rocks on Friday.", published=at(5)
    ),
]
BARLEY = [
    make_article("Barley harvest best for a decade", source="A", excerpt="Farmers on Orm expect record barley."),
    make_article(
        "Record barley, but prices fall, say Orm farmers", source="B", excerpt="Storage is short.", published=at(3)
    ),
]


def groups(articles: list[Article]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for placement in place(articles, (), RULES).placements:
        found.setdefault(placement.story_id, set()).add(placement.article_id)
    return {frozenset(members) for members in found.values()}


def ids(articles: list[Article]) -> frozenset[str]:
    return frozenset(article.id for article in articles)


def test_reports_of_one_event_become_one_story() -> None:
    assert groups(FERRY + BARLEY) == {ids(FERRY), ids(BARLEY)}


def test_a_story_is_named_by_its_first_article() -> None:
    assert {placement.story_id for placement in place(FERRY, (), RULES).placements} == {FERRY[0].id}


def test_every_article_is_placed_exactly_once() -> None:
    placed = [placement.article_id for placement in place(FERRY + BARLEY, (), RULES).placements]

    assert sorted(placed) == sorted(ids(FERRY + BARLEY))


@given(st.integers(0, 10_000))
def test_the_order_of_the_input_does_not_matter(seed: int) -> None:
    shuffled = random.Random(seed).sample(FERRY + BARLEY, 5)

    assert place(shuffled, (), RULES) == place(FERRY + BARLEY, (), RULES)


def test_a_late_report_joins_the_known_story_and_keeps_its_id() -> None:
    known = make_story(FERRY[0], FERRY[1])

    (placement,) = place([FERRY[2]], [known, make_story(*BARLEY)], RULES).placements

    assert placement.story_id == known.id
    assert placement.reason == "same event"


def test_a_placement_keeps_its_evidence() -> None:
    placement = next(p for p in place(FERRY, (), RULES).placements if p.article_id == FERRY[1].id)

    assert placement.nearest_id in ids(FERRY)
    assert "skua" in dict(placement.shared)
    assert 0 < placement.similarity <= 1


def test_two_known_stories_merge_only_when_they_are_very_much_alike() -> None:
    same = make_article("Ferry Skua runs aground off Skell", source="D", excerpt=FERRY[0].excerpt, published=at(0.5))
    found = place([], [make_story(FERRY[0]), make_story(same), make_story(*BARLEY)], RULES)

    assert [(merge.kept_id, merge.dropped_id) for merge in found.merges] == [(FERRY[0].id, same.id)]


def test_the_same_words_weeks_apart_are_two_stories() -> None:
    late = make_article(FERRY[0].headline, source="D", excerpt=FERRY[0].excerpt, published=at(24 * 9))

    assert len(groups([FERRY[0], late, *BARLEY])) == 3
