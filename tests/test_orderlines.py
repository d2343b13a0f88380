"""Reading the orders file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import ConfigError
from tidings.model import StoryOrder
from tidings.orderlines import ORDERS_HEAD, OrderLine, keyed, make_order, parse_orders, write_order

QUAKES = "https://a.example/x https://b.example/y"


def reasons(text: str) -> list[str]:
    return [str(problem) for problem in parse_orders(text, path="orders.txt").problems]


def test_one_line_is_one_order_with_its_reason() -> None:
    found = parse_orders(f"# quakes\n\ncannot-link {QUAKES}   # two different quakes\n", path="orders.txt")

    assert found.problems == ()
    assert found.orders == (
        OrderLine(
            kind="cannot-link",
            targets=("https://a.example/x", "https://b.example/y"),
            why="two different quakes",
            line=3,
        ),
    )


def test_a_fragment_is_part_of_its_address_and_no_comment() -> None:
    (order,) = parse_orders("kill https://a.example/#!/news/7 # a hoax", path="orders.txt").orders

    assert order.targets == ("https://a.example/#!/news/7",)
    assert order.why == "a hoax"


def test_a_new_file_has_no_orders_and_no_mistakes() -> None:
    found = parse_orders(ORDERS_HEAD, path="orders.txt")

    assert found.orders == found.problems == ()


def test_the_examples_of_a_new_file_are_right_once_they_are_uncommented() -> None:
    lines = [line.removeprefix("#").strip() for line in ORDERS_HEAD.splitlines() if "https:" in line]
    found = parse_orders("\n".join(lines), path="orders.txt")

    assert found.problems == ()
    assert [order.kind for order in found.orders] == ["cannot-link", "must-link", "split", "lead", "kill"]
    assert all(order.why for order in found.orders)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"canot-link {QUAKES}", "did you mean `cannot-link`?"),
        (f"must_link {QUAKES}", "did you mean `must-link`?"),
        (f"merge {QUAKES}", "did you mean `must-link`?"),
        ("spike ferry", "`tidings spike`"),
        (QUAKES, "a line begins with what is ordered"),
        ("flip ferry", "there are must-link, cannot-link, lead, kill, split"),
        ("must-link https://a.example/x", "must-link needs two articles or more"),
        ("kill", "kill needs an article"),
        ("must-link https://a.example/x https://a.example/x?utm_source=rss", "names one article twice"),
        (f"lead {QUAKES}", "one lead"),
        ("kill a.example/x", "did you mean `https://a.example/x`?"),
        ("kill <https://a.example/x>", "did you mean `https://a.example/x`?"),
        ("kill stories/ferry.html", "did you mean `ferry`?"),
    ],
)
def test_a_line_that_is_no_order_is_told_with_the_nearest_right_one(line: str, told: str) -> None:
    (problem,) = reasons(f"# a file\n{line}\n")

    assert problem.startswith("orders.txt:2: ")
    assert told in problem


def test_a_bad_line_leaves_the_others_in_force() -> None:
    found = parse_orders(f"kil https://a.example/x\nmust-link {QUAKES}\n", path="orders.txt")

    assert [order.line for order in found.orders] == [2]
    assert [problem.line for problem in found.problems] == [1]


def test_all_ways_to_write_an_address_are_one_target() -> None:
    (one,) = parse_orders("kill http://www.a.example/x?utm_source=rss", path="orders.txt").orders
    (other,) = parse_orders("kill https://www.a.example/x/", path="orders.txt").orders

    assert keyed(one).article_ids == keyed(other).article_ids


TARGETS = st.from_regex(r"https://[a-z]{1,9}\.example/[a-z0-9]{1,9}(#[a-z]{1,5})?", fullmatch=True) | st.from_regex(
    r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True
)
WHYS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=30).map(
    lambda text: text.lstrip("#")
)


@given(kind=st.sampled_from(["kill", "split"]), target=TARGETS, why=WHYS)
def test_what_was_written_is_read_again(kind: str, target: str, why: str) -> None:
    order = OrderLine(kind=kind, targets=(target,), why=why, line=1)  # type: ignore[arg-type]

    assert parse_orders(write_order(kind, [target], why), path="orders.txt").orders == (order,)


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_line_is_an_order_a_problem_or_a_comment(text: str) -> None:
    found = parse_orders(text, path="orders.txt")

    lines = [order.line for order in found.orders] + [problem.line for problem in found.problems]
    assert len(lines) == len(set(lines))
    assert all(isinstance(keyed(order), StoryOrder) for order in found.orders)


# ---------------------------------------------------------------- writing a line


def test_an_order_is_one_line_with_its_reason_behind_it() -> None:
    urls = ["https://a.example/1", "https://b.example/2"]

    assert write_order("cannot-link", urls, "two\nquakes \x00 here") == (
        "cannot-link https://a.example/1 https://b.example/2   # two quakes here"
    )


@pytest.mark.parametrize(
    ("kind", "urls"),
    [
        ("destroy", ["https://a.example/1"]),
        ("must-link", ["https://a.example/1"]),
        ("must-link", ["https://a.example/1", "https://a.example/1"]),
        ("lead", ["https://a.example/1", "https://b.example/2"]),
        ("kill", []),
        ("kill", ["javascript:alert(1)"]),
        ("kill", ["https://a.example/1\nkill https://b.example/2"]),
        ("kill", ["https://a.example/1 https://b.example/2"]),
        ("#kill", ["https://a.example/1"]),
    ],
)
def test_what_is_no_order_is_never_written(kind: str, urls: list[str]) -> None:
    with pytest.raises(ConfigError, match="writing an order"):
        make_order(kind, urls)
