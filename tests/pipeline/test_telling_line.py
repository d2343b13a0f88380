"""How stories are told over several runs: leads that stay, editions that do not age, kin that clustering found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tidings import inquire, store
from tidings.explain import tell
from tidings.model import Kinship, Link, RankedStory, Reason
from tidings.rules import Rules, TellingRules

from .test_scores_line import BARLEY, FERRY, Item, Town

SECOND = Item(
    "/skua",
    "Skua aground off Skell: ferry runs on a rock",
    hours=0.5,
    text="The ferry Skua struck a rock off Skell at dawn and forty people were taken off, says the coastguard. "
    "A tug from Marrow will pull the Skua off the rock on Saturday when the tide off Skell is high.",
)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path, {"post.example": [FERRY, BARLEY], "gazette.example": [SECOND]})


def ferry_of(town: Town) -> RankedStory:
    (found,) = [story for story in town.edition.stories if len(story.reports) == 2]
    return found


@pytest.mark.parametrize(("margin", "sites_count"), [(100.0, 1), (0.0, 2)])
def test_a_lead_stays_unless_another_is_better_by_the_margin(town: Town, margin: float, sites_count: int) -> None:
    strict = replace(town, rules=Rules(telling=TellingRules(lead_margin=margin)))
    worse = replace(FERRY, text="Aground off Skell.")
    leads = []
    for hours in range(1, 5):
        strict.says = {"post.example": [FERRY if hours % 2 else worse, BARLEY], "gazette.example": [SECOND]}
        strict.run(hours)
        leads.append(ferry_of(strict).lead.article.source.id)

    assert len(set(leads)) == sites_count


def test_time_alone_changes_nothing_of_what_is_told(town: Town) -> None:
    town.run(30)
    before = town.edition

    town.run(60)

    assert town.edition == before
    assert ferry_of(town).telling.timeline


def test_what_clustering_finds_to_be_kin_is_told_on_both_pages(town: Town) -> None:
    town.run()
    ids = [story.id for story in town.edition.stories]
    why = Reason(name="names", points=1.0, why="both name Skell")
    with inquire.open_memory(town.folder) as db:
        store.save_kin(
            db, [Kinship(story_id=ids[0], other_id=ids[1], link=Link(probability=0.4, reasons=(why,)))], compared=ids
        )

    town.run(2)

    assert [[one.story_id for one in story.telling.related] for story in town.edition.stories] == [[ids[1]], [ids[0]]]
    page = (town.folder / "site/stories" / f"{town.edition.stories[0].slug}.html").read_text(encoding="utf-8")
    assert "both name Skell" in page


def test_explain_tells_why_the_lead_leads_and_what_is_quoted(town: Town) -> None:
    town.run()
    story = ferry_of(town)
    with inquire.open_memory(town.folder) as db:
        told = tell(inquire.explain(db, story.slug))

    assert f"Led by {story.lead.article.source.name}, {story.telling.lead.points:g} points" in told  # type: ignore[union-attr]
    assert "headline: the other reports have" in told
    for sentence in story.telling.summary:
        assert sentence.text in told
