"""Every address that a desk ever published answers, whatever other rules make of its stories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from typer.testing import CliRunner

from tests.pipeline.desks import EVENING, MORNING, bytes_of, run_desk
from tidings import inquire, pipeline, store
from tidings.cli import app
from tidings.config import parse_desk

LOOSE, TIGHT = 0.25, 0.9
"""Likenesses from which almost everything is one story, and from which almost nothing is."""


@contextmanager
def room_with(folder: Path, link_min: float) -> Iterator[pipeline.Newsroom]:
    """The desk's newsroom in the evening, with another bar between stories."""
    desk = parse_desk((folder / "desk.toml").read_text(encoding="utf-8"))
    cluster = replace(desk.rules.cluster, link_min=link_min, merge_min=link_min)
    with pipeline.open_newsroom(replace(desk, rules=replace(desk.rules, cluster=cluster)), folder, now=EVENING) as room:
        yield room


def published(folder: Path) -> set[str]:
    """The slugs that have a file in the output folder."""
    return {path.stem for path in (folder / "site/stories").glob("*.html")}


def answers(folder: Path) -> dict[str, str]:
    """What stands at each address in the output folder: ``page``, ``withdrawn``, or where it leads."""
    found = {}
    for path in (folder / "site/stories").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        target = re.search(r'http-equiv="refresh" content="0; url=([^"]+)\.html"', text)
        found[path.stem] = target[1] if target else "withdrawn" if "This story was withdrawn" in text else "page"
        assert (folder / f"site/api/v1/stories/{path.stem}.json").is_file()
    assert all(what == "withdrawn" or found.get(what, "page") == "page" for what in found.values())
    return found


def shown_still(folder: Path) -> set[str]:
    """The slugs of all stories with an article that is published today."""
    with inquire.open_memory(folder) as db:
        verdicts, placements = store.load_verdicts(db), store.load_placements(db)
        shown = {placements[key].story_id for key, verdict in verdicts.items() if verdict.outcome == "published"}
        return {slug for slug in store.load_names(db)[0] if inquire.story_of(db, slug) in shown}


def guids(folder: Path) -> set[str]:
    return set(re.findall(r"<guid[^>]*>([^<]+)", (folder / "site/rss.xml").read_text(encoding="utf-8")))


def test_no_address_breaks_while_the_bar_between_stories_goes_down_and_up(desk: Path) -> None:
    run_desk(desk, MORNING)
    known = published(desk)

    for link_min in (LOOSE, TIGHT, 0.5):
        with room_with(desk, link_min) as room:
            told = pipeline.regroup_stories(room)
            assert told.links
            pipeline.run(room)
        assert known <= answers(desk).keys()
        known = published(desk)

    gone = {slug for slug, what in answers(desk).items() if what == "withdrawn"}
    assert not gone & shown_still(desk)


def test_what_is_joined_by_other_rules_is_no_news_in_the_feeds(evening_desk: Path) -> None:
    before = guids(evening_desk)

    with room_with(evening_desk, LOOSE) as room:
        pipeline.regroup_stories(room)
        pipeline.run(room)

    assert guids(evening_desk) < before


def test_grouping_anew_by_the_same_rules_twice_changes_nothing_the_second_time(evening_desk: Path) -> None:
    with room_with(evening_desk, 0.5) as room:
        pipeline.regroup_stories(room)
        pipeline.run(room)
    before = bytes_of(evening_desk)

    with room_with(evening_desk, 0.5) as room:
        told = pipeline.regroup_stories(room)
        pipeline.run(room)

    assert (told.moved_count, told.links) == (0, [])
    assert bytes_of(evening_desk) == before


def test_grouping_anew_by_the_same_rules_finds_the_same_kin(desk: Path) -> None:
    run_desk(desk, EVENING)
    with room_with(desk, 0.5) as room:
        pipeline.regroup_stories(room)
        before = store.load_kin(room.db)
        room.db.execute("DELETE FROM story_kin")
        pipeline.regroup_stories(room, is_rehearsal=True)
        rehearsed = store.load_kin(room.db)
        pipeline.regroup_stories(room)
        found = store.load_kin(room.db)
        living = {placement.story_id for placement in store.load_placements(room.db).values()}

    assert rehearsed == ()
    assert len(before) > 10
    assert found == before
    assert {key for one in found for key in (one.story_id, one.other_id)} <= living


def test_what_the_archive_means_is_worked_out_once_and_forgotten_after_some_days(desk: Path) -> None:
    told: list[tuple[int, int]] = []

    def hear(step: str, done: int, total: int, *_: object, **__: object) -> None:
        if step == "embed" and total:
            told.append((done, total))

    run_desk(desk, EVENING)
    with room_with(desk, 0.5) as room:
        archive = replace(room, now=EVENING + timedelta(days=400), tell=hear)
        room.db.execute("DELETE FROM vectors")
        pipeline.regroup_stories(archive, is_rehearsal=True)
        made = dict(room.db.execute("SELECT article_id, data FROM vectors"))
        placed = store.load_placements(room.db)
        room.db.execute("UPDATE vectors SET data = zeroblob(length(data))")  # what is kept is taken, not made again
        pipeline.regroup_stories(archive)
        kept = dict(room.db.execute("SELECT article_id, data FROM vectors"))
        pipeline.embed_step(archive)
        still = room.db.execute("SELECT count(*) FROM vectors").fetchone()[0]
        pipeline.embed_step(replace(archive, now=archive.now + timedelta(days=8)))
        left = room.db.execute("SELECT count(*) FROM vectors").fetchone()[0]
        reprints = store.load_reprints(room.db)

    assert made.keys() == placed.keys() - reprints.keys()
    assert told[-1][0] == told[-1][1] == len(placed)
    assert not any(any(data) for data in kept.values())
    assert (still, left) == (len(made), 0)


def test_the_command_tells_which_addresses_are_touched_and_a_dry_run_touches_none(morning_desk: Path) -> None:
    with room_with(morning_desk, LOOSE) as room:
        pipeline.regroup_stories(room)
        before = store.load_placements(room.db)

    def regroup(*options: str) -> str:
        result = CliRunner().invoke(
            app, ["regroup", str(morning_desk), "--quiet", "--now", "2026-03-20T18:00", *options]
        )
        assert result.exit_code == 0, result.output
        return result.output

    rehearsed = regroup("--dry-run")
    with room_with(morning_desk, LOOSE) as room:
        assert store.load_placements(room.db) == before
    done = regroup()

    assert rehearsed.splitlines()[-1] == "nothing was written"
    assert rehearsed.splitlines()[:-1] == done.splitlines()[:-1]
    assert "of them in another story than before" in done
    assert "has a page of its own again" in done
    assert ", 0 of them in another story" in regroup()
    assert '"moved_count": 0' in regroup("--json", "--dry-run")


def test_a_day_that_is_none_is_told_with_the_option(morning_desk: Path) -> None:
    result = CliRunner().invoke(app, ["regroup", str(morning_desk), "--since", "yesterday"])

    assert result.exit_code != 0
    assert "--since 'yesterday' is not a moment" in str(result.exception)
