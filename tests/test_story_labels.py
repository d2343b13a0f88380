"""The events labelled by reading: every label finds its article, and nothing kept back is among them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from .recordings import DATA, labelled_day

ROOT = Path(__file__).parents[1]
KEPT_BACK_FROM = datetime(2026, 2, 17, 8, tzinfo=UTC)
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the recorded data are not beside the project")


@pytest.fixture
def labels(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    before = set(sys.modules)
    yield __import__("story_labels")
    for name in set(sys.modules) - before:
        if str(ROOT / "bench") in str(getattr(sys.modules[name], "__file__", None)):
            del sys.modules[name]


def test_the_set_has_the_counts_its_description_gives(labels: ModuleType) -> None:
    for which in ("feeds", "uci"):
        rows = [label for label in labels.load_labels() if label.set == which]
        sizes = Counter(label.story for label in rows)
        several, doubts = sum(size > 1 for size in sizes.values()), sum(label.doubt for label in rows)
        assert f"{len(rows):,} " in labels.__doc__
        assert f"in {len(sizes)} stories, {several} of them" in labels.__doc__
        assert f"{doubts} doubts" in labels.__doc__


def test_each_article_is_labelled_once_and_one_that_stands_alone_does(labels: ModuleType) -> None:
    rows = labels.load_labels()
    sizes = Counter(label.story for label in rows)

    assert len({(label.set, label.key) for label in rows}) == len(rows)
    assert [story for story, size in sizes.items() if story.startswith("alone-") and size > 1] == []


@needs_data
def test_every_label_finds_its_article(labels: ModuleType) -> None:
    items = labels.load_story_labels()

    assert Counter(item.set for item in items) == Counter(label.set for label in labels.load_labels())
    assert all(item.text and item.url and item.source for item in items)


@needs_data
def test_no_article_is_kept_back_or_of_the_labelled_day(labels: ModuleType) -> None:
    items = [item for item in labels.load_story_labels() if item.set == "feeds"]

    assert max(item.time for item in items) < KEPT_BACK_FROM.timestamp()
    assert {item.url for item in items}.isdisjoint({item.url for item in labelled_day()})
