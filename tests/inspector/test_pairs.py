"""Why two articles are one story, or are not."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.make import at, make_article, make_story
from tidings.inspector import PairCase, explain_pair, tell_pair
from tidings.inspector.pairs import strongest_path
from tidings.model import Article, Link, Story, StoryOrder

from .values import likeness, make_side

ONE = make_article("Quake in Chile kills nine", source="The Post", excerpt="It struck near Arica.")
OTHER = make_article("Quake in Peru kills thirty", source="The Star", excerpt="Lima counts 30 dead.", published=at(70))


def explained(one: Article, first: Story, other: Article, second: Story, **fields: Any) -> PairCase:
    return explain_pair(make_side(one, first), make_side(other, second), likeness, bar=0.5, window_hours=96, **fields)


def test_two_that_are_apart_say_how_far_from_the_bar_and_what_is_missing() -> None:
    told = tell_pair(explained(ONE, make_story(ONE), OTHER, make_story(OTHER)))

    assert "They are two stories." in told
    assert "The two alone: 40% sure; 50% joins" in told
    assert "−0.10 words: as told" in told
    assert "no name in common" not in told  # both write Quake with a capital
    assert "missing: 2.9 days apart" in told
    assert f"must-link {ONE.url} {OTHER.url}   # why" in told


def test_what_has_no_name_number_or_word_in_common_is_told_so() -> None:
    one = make_article("Flood hits Arica, 9 dead", excerpt="")
    other = make_article("Strike in Lima, 400 out", excerpt="", published=at(200))

    missing = explained(one, make_story(one), other, make_story(other)).missing

    assert missing == (
        "no telling word of their headlines in common",
        "no name in common: arica, flood; lima, strike",
        "no number in common: 9; 400",
        "8.3 days apart: what is more than 4.0 days apart is not compared at all",
    )


def test_two_languages_are_named_instead_of_words() -> None:
    one, other = make_article("Flood hits Arica", language="en"), make_article("Hochwasser in Arica", language="de")

    missing = explained(one, make_story(one), other, make_story(other)).missing

    assert missing == ("one is in en, the other in de: they can share few words",)


def test_two_that_would_join_alone_are_kept_apart_by_the_others_of_their_stories() -> None:
    like = make_article("Quake in Chile kills nine", source="The Star")
    far = [make_article(f"Aid pledged by {name} ministers", source="The Mail") for name in ("Oslo", "Rome")]

    told = tell_pair(explained(ONE, make_story(ONE), like, make_story(like, *far)))

    assert "the other articles of their stories speak against it" in told


def test_two_in_one_story_that_join_alone_need_no_chain() -> None:
    like = make_article("Quake in Chile kills nine people", source="The Star")
    story = make_story(ONE, like)

    case = explained(ONE, story, like, story)

    assert case.is_one_story
    assert case.chain == ()
    assert "That is enough: 50% joins." in tell_pair(case)


def test_two_that_joined_only_because_both_stayed_alone_say_so() -> None:
    start, goal = make_article("Quake Chile", source="A"), make_article("Quake nine dead", source="B")
    story = make_story(start, goal)

    low, lower = (tell_pair(explained(start, story, goal, story, lone_bar=bar)) for bar in (0.2, 0.45))

    assert "That is enough for what is still alone when all else is joined: 20% joins." in low
    assert "others stand between them" not in low + lower
    assert "That is less than the 50% that join: it was more when they were placed" in lower


def test_two_that_are_one_by_way_of_another_show_the_chain_and_its_weakest_link() -> None:
    start = make_article("Quake Chile", source="A")
    middle = make_article("Quake Chile rescue teams", source="B")
    end = make_article("Rescue teams dig", source="C")
    story = make_story(start, middle, end)

    case = explained(start, story, end, story)
    told = tell_pair(case)

    assert [step.one for step in case.chain] == ["A: Quake Chile", "B: Quake Chile rescue teams"]
    assert [step.is_weakest for step in case.chain] == [False, True]
    assert "others stand between them" in told
    assert "40% sure, the weakest link" in told
    assert f"cannot-link {start.url} {end.url}" in told


def test_a_chain_is_found_in_a_large_story_too() -> None:
    many = [make_article(f"Quake Chile toll {n}", source=f"Source {n}") for n in range(30)]
    end = make_article("Rescue teams toll", source="C")
    story = make_story(*many, end)

    case = explained(many[0], story, end, story)

    assert case.chain[0].one_id == many[0].id
    assert case.chain[-1].other_id == end.id


def test_orders_on_the_two_are_told_and_others_are_not() -> None:
    third = make_article("Something else")
    orders = (
        StoryOrder(kind="cannot-link", article_ids=(ONE.id, OTHER.id), line=3, why="two quakes"),
        StoryOrder(kind="kill", article_ids=(third.id,), line=4),
    )

    told = tell_pair(explained(ONE, make_story(ONE), OTHER, make_story(OTHER), orders=orders))

    assert "orders.txt:3: cannot-link names both (two quakes)" in told
    assert "take the order out of orders.txt" in told
    assert "orders.txt:4" not in told


EDGES = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), st.floats(0, 1), min_size=1
)


@given(edges=EDGES)
def test_no_other_way_has_a_stronger_weakest_link(edges: dict[tuple[int, int], float]) -> None:
    links = {(str(a), str(b)): Link(probability=p) for (a, b), p in edges.items()}
    links.setdefault(("0", "7"), Link(probability=0.0))
    path = strongest_path("0", "7", links)

    weakest = min(links[min(a, b), max(a, b)].probability for a, b in pairwise(path))
    stronger = [pair for pair, link in links.items() if link.probability > weakest]
    reached, grown = {"0"}, True
    while grown:
        more = {end for pair in stronger if reached & set(pair) for end in pair}
        grown = not more <= reached
        reached |= more
    assert "7" not in reached
    assert (path[0], path[-1], len(set(path))) == ("0", "7", len(path))
