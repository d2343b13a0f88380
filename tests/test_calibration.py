"""How far what is told of links is from what is found, as the gate reckons it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

BENCH = Path(__file__).parents[1] / "bench"


@pytest.fixture
def calibration(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(BENCH))
    before = set(sys.modules)
    yield __import__("calibration")
    for name in set(sys.modules) - before:
        if str(BENCH) in str(getattr(sys.modules[name], "__file__", None)):
            del sys.modules[name]


def test_what_comes_as_often_as_it_was_told_has_no_error(calibration: ModuleType) -> None:
    told = calibration.Told(np.array([0.25] * 4 + [0.95] * 20), np.array([1.0, 0, 0, 0] + [1] * 19 + [0]))

    assert calibration.calibration_error(told) == pytest.approx(0)


def test_the_error_is_how_much_more_often_it_comes(calibration: ModuleType) -> None:
    told = calibration.Told(np.array([0.5] * 4 + [1.0] * 4), np.array([1.0, 1, 1, 0, 1, 1, 1, 1]))

    assert calibration.calibration_error(told) == pytest.approx(0.125)
    assert calibration.squared_error(told) == pytest.approx(0.125)


def test_caution_is_what_makes_probabilities_those_found(calibration: ModuleType) -> None:
    train = sys.modules["train_links"]
    row = calibration.learned_weights(calibration.THREADS, "words")
    empty = (0.0,) * len(train.FEATURES)
    seen = [train.Candidate(empty, 0.0, 1.0, at < 3) for at in range(4)]

    found = train.cautious(row, seen)

    assert calibration.probabilities(train.points_of(found, seen)) == pytest.approx([0.75] * 4)
    assert found.bias - found.caution == pytest.approx(row.bias - row.caution)
