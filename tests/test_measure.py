"""The measure of the stories."""

import pytest

from tidings.demo.measure import bcubed


def test_a_perfect_grouping_scores_one() -> None:
    assert bcubed([1, 1, 2], ["a", "a", "b"]) == (1, 1, 1)


def test_one_group_for_everything_has_recall_only() -> None:
    assert bcubed([1, 1, 1, 1], ["a", "a", "b", "b"]) == (0.5, 1, pytest.approx(2 / 3))


def test_a_group_for_each_has_precision_only() -> None:
    assert bcubed([1, 2, 3, 4], ["a", "a", "b", "b"]) == (1, 0.5, pytest.approx(2 / 3))


def test_nothing_to_group_is_perfect() -> None:
    assert bcubed([], []) == (1, 1, 1)
