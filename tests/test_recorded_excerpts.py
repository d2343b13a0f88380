"""Excerpts of every recorded item: what must not be in one is in none."""

from __future__ import annotations

import pytest

from tests.recorded_faults import all_texts, faults_of
from tests.recordings import SHARED
from tidings.article import readable_excerpt
from tidings.rules import ArticleRules

pytestmark = [
    pytest.mark.recorded,
    pytest.mark.slow,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the recorded data (a folder `shared` beside the project) is missing"
    ),
]
COUNTED_ONLY = {"no full stop"}
"""Lines that their publishers wrote without one stay as they are."""


def test_no_recorded_item_has_an_excerpt_with_a_fault() -> None:
    rules = ArticleRules()
    made = [(headline, text, readable_excerpt(text, headline=headline, rules=rules)) for headline, text in all_texts()]

    faults = [
        (fault, excerpt)
        for headline, text, excerpt in made
        for fault in faults_of(excerpt, headline=headline, source=text)
        if fault not in COUNTED_ONLY
    ]

    assert len(made) > 7000
    assert not faults
    assert sum(not excerpt for _, _, excerpt in made) < 50, "those that say only what the headline says"
