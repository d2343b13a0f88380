"""Orders that contradict each other."""

from __future__ import annotations

from tidings.corrections import Contradiction, find_second_leads, settle
from tidings.model import StoryOrder


def order(line: int, kind: str, *article_ids: str) -> StoryOrder:
    return StoryOrder(kind=kind, article_ids=article_ids, line=line)  # type: ignore[arg-type]


def lost(*orders: StoryOrder) -> list[tuple[int, tuple[int, ...]]]:
    return [(found.line, found.by_lines) for found in settle(orders)[1]]


def test_the_later_of_two_contradicting_lines_wins() -> None:
    must, cannot = order(1, "must-link", "a", "b"), order(2, "cannot-link", "a", "b")
    kept, (told,) = settle([must, cannot])

    assert kept == (cannot,)
    assert told == Contradiction(line=1, by_lines=(2,), why="two of its articles are to be apart")
    assert str(told) == "line 1 does not hold: two of its articles are to be apart (line 2); the later line wins"


def test_a_contradiction_through_a_chain_names_every_line_of_it() -> None:
    chain = [order(2, "must-link", "a", "b"), order(3, "must-link", "b", "c"), order(4, "must-link", "c", "d")]

    assert lost(order(1, "cannot-link", "a", "d"), *chain) == [(1, (2, 3, 4))]
    assert lost(*chain, order(5, "cannot-link", "a", "d")) == [(2, (3, 4, 5))]


def test_of_many_that_are_apart_only_the_pair_that_is_contradicted_comes_together() -> None:
    kept, told = settle([order(1, "cannot-link", "a", "b", "c"), order(2, "must-link", "a", "b")])

    assert [found.line for found in told] == [1]
    assert [one.article_ids for one in kept if one.kind == "cannot-link"] == [("a", "c"), ("b", "c")]


def test_a_killed_article_leads_nothing_and_the_others_of_its_line_stay_killed() -> None:
    kill, lead = order(1, "kill", "a", "b"), order(2, "lead", "a")

    kept, told = settle([kill, lead])
    assert [(one.kind, one.article_ids) for one in kept] == [("kill", ("b",)), ("lead", ("a",))]
    assert [found.by_lines for found in told] == [(2,)]
    assert lost(order(1, "lead", "a"), order(2, "kill", "a")) == [(1, (2,))]


def test_a_story_has_one_lead_the_later_one() -> None:
    leads = [order(1, "lead", "a"), order(2, "lead", "b")]

    assert lost(*leads) == []
    assert lost(*leads, order(3, "must-link", "a", "b")) == [(1, (2,))]
    assert [one.line for one in find_second_leads(leads, {"a": "s", "b": "s"})] == [1]
    assert find_second_leads(leads, {"a": "s", "b": "t"}) == ()


def test_a_story_that_was_split_off_takes_in_only_what_a_later_line_binds_to_it() -> None:
    split = order(2, "split", "a", "b")

    assert lost(order(1, "must-link", "a", "x"), split) == [(1, (2,))]
    assert lost(split, order(3, "must-link", "a", "x")) == []
    assert lost(order(1, "split", "a", "c"), split) == [(1, (2,))]


def test_orders_that_go_together_are_all_kept() -> None:
    orders = (order(1, "must-link", "a", "b"), order(2, "cannot-link", "a", "c"), order(3, "kill", "d"))

    assert settle(orders) == (orders, ())
    assert settle(reversed(orders)) == (orders, ())
