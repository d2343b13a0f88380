"""Trying other rules on a real desk: what is told is what a run publishes, and nothing is written."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.pipeline.desks import EVENING
from tidings import inquire, orders, pipeline, store
from tidings.config import parse_tried
from tidings.errors import NotFoundError, StoreError
from tidings.judging import load_ground
from tidings.model import Desk, Edition, Front
from tidings.store.schema import MIGRATIONS
from tidings.trial import Trial, decide_anew, try_rules

OTHER_RULES = {
    "stricter": "[rules.publish]\nquality_min = 90\nsources_min = 4\n",
    "looser": "[rules.publish]\nquality_min = 0\nrequire_topic = false\nhold_kinds = []\n",
    "other weights": "[rules.score.weights]\nimage = 30\nbyline = 0\nexcerpt = 10\n",
    "other heat": "[rules.score]\nhalf_life_hours = 2\n[rules.publish]\nfront_stories = 5\n",
    "other kinds": '[rules.publish]\nrefuse_kinds = ["opinion", "live blog"]\nspam_phrases = ["the"]\n',
    "the reference's": '[rules]\nset = "everyday"\n[rules.everyday]\nrelated = true\n',
    "other topics": '[[topics]]\nid = "boats"\nname = "Boats"\nkeywords = ["ferry", "harbour"]\n',
}


def desk_of(folder: Path, tried: str = "") -> Desk:
    return parse_tried(tried, file="try.toml", own=(folder / "desk.toml").read_text(encoding="utf-8"))


def trial_of(folder: Path, tried: str) -> Trial:
    with inquire.read_memory(folder) as db:
        return try_rules(db, desk_of(folder, tried), own=desk_of(folder), now=EVENING)


def hashes_of(folder: Path) -> dict[str, str]:
    """Every file of a desk's folder, memory and output, by its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", sorted(OTHER_RULES))
def test_what_is_told_is_what_a_run_with_these_rules_publishes(name: str, day_desk: Path) -> None:
    with inquire.read_memory(day_desk) as db:
        tried = decide_anew(db, load_ground(db, desk_of(day_desk, OTHER_RULES[name])), number=3, now=EVENING)
        before = store.load_verdicts(db)
    trial = trial_of(day_desk, OTHER_RULES[name])

    with pipeline.open_newsroom(desk_of(day_desk, OTHER_RULES[name]), day_desk, now=EVENING) as room:
        pipeline.run(room)
        edition, verdicts = inquire.last_edition(room.db), store.load_verdicts(room.db)
        opinions = store.load_opinions(room.db)

    assert tried.verdicts == verdicts
    assert tried.opinions == opinions
    assert tried.edition == without_what_is_told(edition)
    assert trial.differs
    assert {turn.article_id: turn.after for turn in trial.turns} == {
        key: verdict for key, verdict in verdicts.items() if before[key] != verdict
    }


def without_what_is_told(edition: Edition | None) -> Edition:
    """An edition without what only pages tell: places, the front page's own news, the health of feeds."""
    assert edition
    stories = tuple(replace(story, place=None) for story in edition.stories)
    return replace(edition, stories=stories, front=Front(), health=())


def test_trying_rules_changes_not_a_byte(morning_desk: Path) -> None:
    before = hashes_of(morning_desk)

    for tried in OTHER_RULES.values():
        trial_of(morning_desk, tried)

    assert hashes_of(morning_desk) == before


def test_trying_rules_while_a_run_has_the_desk_leaves_its_log_alone(morning_desk: Path) -> None:
    with pipeline.open_newsroom(desk_of(morning_desk), morning_desk, now=EVENING) as room:
        pipeline.article_step(room)
        before = hashes_of(morning_desk)
        assert any(name.endswith("-wal") for name in before)

        trial = trial_of(morning_desk, OTHER_RULES["stricter"])

        assert {name: one for name, one in hashes_of(morning_desk).items() if not name.endswith("-shm")} == {
            name: one for name, one in before.items() if not name.endswith("-shm")
        }
    assert trial.differs


def test_the_rules_in_force_make_no_difference(morning_desk: Path) -> None:
    trial = trial_of(morning_desk, "")

    assert not trial.differs
    assert (trial.settings, trial.notes) == ((), ())
    assert trial.counts_before == trial.counts_after


def test_each_difference_names_the_rules_before_and_after(morning_desk: Path) -> None:
    trial = trial_of(morning_desk, OTHER_RULES["stricter"])

    assert [(change.name, change.before, change.after) for change in trial.settings] == [
        ("rules.publish.quality_min", 45, 90),
        ("rules.publish.sources_min", 2, 4),
    ]
    gone = [turn for turn in trial.turns if turn.is_outcome]
    assert gone
    assert {(turn.before.outcome, turn.after.outcome, turn.after.rule) for turn in gone if turn.before} == {
        ("published", "held", "quality_min")
    }
    assert trial.counts_before["published"] - trial.counts_after["published"] == len(gone)
    assert trial.qualities == ()


def test_other_weights_move_quality_and_the_front_page(morning_desk: Path) -> None:
    trial = trial_of(morning_desk, OTHER_RULES["other weights"])

    moves = [abs(move.after - move.before) for move in trial.qualities]
    assert moves == sorted(moves, reverse=True)
    assert min(moves) > 0
    assert any(move.before and move.after and move.before.rank != move.after.rank for move in trial.stories)


def test_what_takes_effect_only_for_new_articles_is_said(morning_desk: Path) -> None:
    trial = trial_of(morning_desk, "[rules.cluster]\nlink_min = 0.7\n[rules.dedupe]\noverlap_min = 0.5\n")

    assert ["[rules.cluster]" in note or "[rules.dedupe]" in note for note in trial.notes] == [True, True]
    assert not trial.differs


def test_a_change_of_the_desks_own_file_is_told_apart_from_what_is_tried(morning_desk: Path) -> None:
    path = morning_desk / "desk.toml"
    path.write_text(path.read_text() + "[rules.publish]\nquality_min = 60\n")

    trial = trial_of(morning_desk, "[rules.publish]\nsources_min = 4\n")

    assert any("desk.toml itself has changed" in note for note in trial.notes)
    assert [change.name for change in trial.settings] == ["rules.publish.quality_min", "rules.publish.sources_min"]


def test_an_order_that_waits_for_its_run_is_in_what_would_be_published(morning_desk: Path) -> None:
    with inquire.open_memory(morning_desk) as db:
        slug = inquire.last_edition(db).stories[-1].slug
        orders.give_order(db, "pin", slug, who="x", why="y", now=EVENING)

    top = trial_of(morning_desk, "").stories[0]
    assert (top.slug, top.after and top.after.rank) == (slug, 1)


def test_without_an_edition_there_is_nothing_to_compare_with(desk: Path) -> None:
    with pytest.raises(NotFoundError, match="nothing has run"):
        trial_of(desk, "")
    with store.closing(store.open_database(desk / ".tidings/desk.sqlite3")):
        pass
    with pytest.raises(NotFoundError, match="there is none yet"):
        trial_of(desk, "")


def test_a_memory_of_an_older_tidings_is_not_touched(morning_desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = hashes_of(morning_desk)
    monkeypatch.setattr("tidings.store.database.MIGRATIONS", (*MIGRATIONS, "CREATE TABLE later (id INTEGER) STRICT;"))

    with pytest.raises(StoreError, match="run the desk once"):
        trial_of(morning_desk, "")

    assert hashes_of(morning_desk) == before
