"""What moves so that orders hold."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.make import at, make_article
from tidings.corrections import apply_orders, carry_out, find_broken, settle
from tidings.model import Article, Story, StoryOrder

ARTICLES = {
    name: make_article(f"{event} {name}", id=name, published=at(hour))
    for hour, (name, event) in enumerate(
        [("c1", "chile"), ("c2", "chile"), ("p1", "peru"), ("c3", "chile"), ("p2", "peru"), ("p3", "peru")]
    )
}


def alike(one: Sequence[Article], other: Sequence[Article]) -> float:
    """The share of pairs of one event, by the first word of their headlines."""
    pairs = [(a.headline.split()[0], b.headline.split()[0]) for a in one for b in other]
    return sum(first == second for first, second in pairs) / len(pairs)


def story(*names: str, story_id: str = "") -> Story:
    return Story(id=story_id or names[0], articles=tuple(ARTICLES[name] for name in names))


def order(kind: str, *names: str, line: int = 1) -> StoryOrder:
    return StoryOrder(kind=kind, article_ids=names, line=line)  # type: ignore[arg-type]


def after(stories: Sequence[Story], *orders: StoryOrder) -> dict[str, set[str]]:
    moved = carry_out(stories, *apply_orders(stories, orders, alike))
    return {one.id: {article.id for article in one.articles} for one in moved}


def test_one_line_takes_a_wrong_merge_apart_and_the_others_follow_whom_they_are_like() -> None:
    merged = [story("c1", "c2", "p1", "c3", "p2", "p3")]

    assert after(merged, order("cannot-link", "c2", "p2")) == {"c1": {"c1", "c2", "c3"}, "p1": {"p1", "p2", "p3"}}


def test_an_article_that_is_like_no_other_leaves_alone() -> None:
    assert after([story("c1", "c2", "p1", "c3")], order("cannot-link", "c1", "p1")) == {
        "c1": {"c1", "c2", "c3"},
        "p1": {"p1"},
    }


def test_what_is_bound_to_it_leaves_with_it() -> None:
    found = after([story("c1", "c2", "p1", "c3")], order("cannot-link", "c1", "p1"), order("must-link", "p1", "c3"))

    assert found == {"c1": {"c1", "c2"}, "p1": {"p1", "c3"}}


def test_the_larger_part_keeps_the_id_and_no_other_story_gets_it() -> None:
    splits, merges = apply_orders([story("c1", "p1", "p2", "p3")], [order("cannot-link", "c1", "p1")], alike)

    assert merges == ()
    (split,) = splits
    assert (split.story_id, split.article_ids) == ("c1", ("c1",))
    assert split.new_id not in ARTICLES


def test_an_id_that_another_story_has_is_not_given_again() -> None:
    orders = [order("cannot-link", "c1", "p1")]
    (split,), _ = apply_orders([story("c1", "c2", "p1", "p2", story_id="s")], orders, alike, taken={"p1"})

    assert split.new_id == "p1-2"


def test_the_younger_story_becomes_part_of_the_older() -> None:
    assert after([story("p1", "p2"), story("c1", "c2")], order("must-link", "p2", "c2")) == {
        "c1": {"c1", "c2", "p1", "p2"}
    }


def test_a_merge_that_is_ordered_brings_nothing_together_that_is_to_be_apart() -> None:
    found = after(
        [story("c1", "p1"), story("c2", "p2")],
        order("must-link", "c1", "c2", line=1),
        order("cannot-link", "p1", "p2", line=2),
    )

    assert sorted(map(sorted, found.values())) in ([["c1", "c2", "p1"], ["p2"]], [["c1", "c2", "p2"], ["p1"]])


def test_a_split_makes_a_story_that_takes_nobody_in() -> None:
    split = order("split", "p1", "p2")

    assert after([story("c1", "p1", "p2", "p3")], split) == {"c1": {"c1", "p3"}, "p1": {"p1", "p2"}}
    assert after([story("c1"), story("p1", "p2", "p3")], split) == {
        "c1": {"c1"},
        "p1": {"p1", "p2"},
        "p3": {"p3"},
    }


def test_a_split_gathers_its_articles_from_several_stories() -> None:
    assert after([story("c1", "c2", "p1"), story("c3", "p2", "p3")], order("split", "p1", "p2")) == {
        "c1": {"c1", "c2"},
        "p1": {"p1", "p2"},
        "c3": {"c3", "p3"},
    }


def test_orders_for_articles_that_have_not_come_move_nothing() -> None:
    stories = [story("c1", "p1")]

    assert apply_orders(stories, [order("cannot-link", "c1", "later"), order("must-link", "x", "y")], alike) == ((), ())


NAMES = tuple(ARTICLES)
ORDERS = st.lists(
    st.tuples(
        st.sampled_from(["must-link", "cannot-link", "split"]), st.sets(st.sampled_from([*NAMES, "later"]), min_size=2)
    ),
    max_size=6,
).map(lambda rows: [order(kind, *sorted(names), line=line) for line, (kind, names) in enumerate(rows, 1)])
PARTITIONS = st.lists(st.integers(0, 3), min_size=len(NAMES), max_size=len(NAMES)).map(
    lambda homes: [
        story(*(name for name, home in zip(NAMES, homes, strict=True) if home == number))
        for number in sorted(set(homes))
    ]
)


@given(stories=PARTITIONS, orders=ORDERS)
def test_whatever_is_ordered_holds_afterwards_is_stable_and_loses_no_article(
    stories: list[Story], orders: list[StoryOrder]
) -> None:
    moved = carry_out(stories, *apply_orders(stories, orders, alike))

    assert find_broken(settle(orders)[0], moved) == frozenset()
    assert apply_orders(moved, orders, alike) == ((), ())
    assert sorted(article.id for one in moved for article in one.articles) == sorted(NAMES)
    assert len({one.id for one in moved}) == len(moved)


@given(stories=PARTITIONS, orders=ORDERS)
def test_the_order_in_which_stories_are_given_does_not_matter(stories: list[Story], orders: list[StoryOrder]) -> None:
    def groups(given: Sequence[Story]) -> list[list[str]]:
        moved = carry_out(given, *apply_orders(given, orders, alike))
        return sorted([article.id for article in one.articles] for one in moved)

    assert groups(stories) == groups(stories[::-1])


@given(stories=PARTITIONS, orders=ORDERS)
def test_stories_that_no_order_speaks_of_stay_as_they_are(stories: list[Story], orders: list[StoryOrder]) -> None:
    named = {key for one in orders for key in one.article_ids}
    moved = carry_out(stories, *apply_orders(stories, orders, alike))

    for one in stories:
        if named.isdisjoint(article.id for article in one.articles):
            assert one in moved
