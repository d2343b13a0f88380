"""The archive grouped anew, beside the stories that are: in tables that are gone when the connection is closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ..model import Article, Kinship, Placement, Story, StoryMerge, StorySplit
from .database import Database, moment_of, pack, stamp, unpack
from .kin import move_kin, save_kin
from .stories import build_stories

KEPT = "="
"""Stands before the id of a story whose articles of before stay where they are: new groups are called otherwise."""
KIN_TABLE: Final = "temp.regrouped_kin"
TABLES = """
CREATE TEMP TABLE regrouped (
    article_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    published TEXT NOT NULL,
    is_settled INTEGER NOT NULL DEFAULT 0,
    payload TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX regrouped_by_name ON regrouped (name, published, article_id);
CREATE INDEX regrouped_by_moment ON regrouped (published, name);
CREATE INDEX regrouped_open ON regrouped (published, article_id, name) WHERE NOT is_settled;
CREATE TEMP TABLE regrouped_kin (
    story_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    rules INTEGER NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (story_id, other_id)
) WITHOUT ROWID;
CREATE INDEX regrouped_kin_by_other ON regrouped_kin (other_id);
CREATE TEMP TABLE regrouped_ids (
    name TEXT PRIMARY KEY,
    story_id TEXT NOT NULL
) WITHOUT ROWID;
"""


@contextmanager
def regrouping(db: Database, *, since: datetime, window_since: datetime) -> Iterator[None]:
    """Make room for the archive's groups, until the block ends; older articles stay where they are.

    Those of stories that reach into the window before, or go on after, are there, too: their stories are called by
    their ids with a ``=`` before.
    """
    drop_tables(db)
    for statement in TABLES.strip().split(";\n"):
        db.execute(statement.replace("INDEX ", "INDEX temp.") if "INDEX" in statement else statement)
    db.execute(
        "INSERT INTO temp.regrouped (article_id, name, published, payload)"
        " SELECT article_id, :kept || story_id, published, placements.payload"
        " FROM placements JOIN articles USING (article_id)"
        " WHERE is_current AND published < :since AND story_id IN ("
        "  SELECT story_id FROM placements JOIN articles USING (article_id) WHERE is_current AND published >= :window)",
        {"kept": KEPT, "since": stamp(since), "window": stamp(window_since)},
    )
    yield
    drop_tables(db)


def drop_tables(db: Database) -> None:
    """Forget the groups."""
    for name in ("regrouped", "regrouped_kin", "regrouped_ids"):
        db.execute(f"DROP TABLE IF EXISTS temp.{name}")


# ---------------------------------------------------------------- slice by slice


def next_moment(db: Database, *, since: datetime) -> datetime | None:
    """When the first article since a moment came out; None: there is none."""
    (first,) = db.execute(
        "SELECT min(published) FROM articles WHERE is_current AND published >= ?", (stamp(since),)
    ).fetchone()
    return moment_of(first) if first else None


def count_articles_since(db: Database, *, since: datetime, until: datetime | None = None) -> int:
    """How many articles came out since a moment, and before another where one is given."""
    row = db.execute(
        "SELECT count(*) FROM articles WHERE is_current AND published >= ? AND published < ?",
        (stamp(since), stamp(until) if until else "~"),  # behind every year
    ).fetchone()
    return int(row[0])


def load_slice(db: Database, *, since: datetime, until: datetime) -> list[Article]:
    """The articles of a stretch of time, oldest first."""
    rows = db.execute(
        "SELECT payload FROM articles WHERE is_current AND published >= ? AND published < ?"
        " ORDER BY published, article_id",
        (stamp(since), stamp(until)),
    )
    return [unpack(payload, Article) for (payload,) in rows]


def load_regrouped_stories(db: Database, *, since: datetime) -> list[Story]:
    """The groups with an article since a moment, whole."""
    return build_stories(
        db.execute(
            "SELECT name, articles.payload FROM temp.regrouped JOIN articles USING (article_id) WHERE is_current"
            " AND name IN (SELECT name FROM temp.regrouped WHERE published >= ?)"
            " ORDER BY name, articles.published, article_id",
            (stamp(since),),
        )
    )


def load_regrouped_placements(db: Database, article_ids: Iterable[str]) -> dict[str, Placement]:
    """Where these articles were placed so far, by their ids."""
    rows = db.execute(
        "SELECT article_id, name, payload FROM temp.regrouped WHERE article_id IN (SELECT value FROM json_each(?))"
        " ORDER BY article_id",
        (pack(sorted(article_ids)),),
    )
    return {article_id: replace(unpack(payload, Placement), story_id=name) for article_id, name, payload in rows}


def save_regrouped(
    db: Database,
    placements: Sequence[Placement],
    moments: Mapping[str, datetime],
    merges: Iterable[StoryMerge],
    splits: Iterable[StorySplit],
    kin: Iterable[Kinship] = (),
    compared: Iterable[str] = (),
) -> None:
    """Keep what a slice was grouped into; ``moments`` tell when its articles came out.

    ``kin`` are those of the groups that were ``compared`` with all others.
    """
    db.executemany(
        "INSERT OR REPLACE INTO temp.regrouped (article_id, name, published, payload) VALUES (?, ?, ?, ?)",
        [(p.article_id, p.story_id, stamp(moments[p.article_id]), pack(p)) for p in placements],
    )
    for split in splits:
        db.executemany(
            "UPDATE temp.regrouped SET name = ? WHERE article_id = ?",
            [(split.new_id, article_id) for article_id in split.article_ids],
        )
    for merge in merges:
        db.execute("UPDATE temp.regrouped SET name = ? WHERE name = ?", (merge.kept_id, merge.dropped_id))
        move_kin(db, merge.dropped_id, merge.kept_id, KIN_TABLE)
    save_kin(db, kin, compared=compared, table=KIN_TABLE)


# ---------------------------------------------------------------- part by part


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Groups and stories that share articles, and no others with any else."""

    groups: Mapping[str, tuple[str, ...]]
    """Article ids, oldest first, by the group's name."""
    stories: Mapping[str, str]
    """The last story of each article that ever had one, the oldest first."""


def find_unsettled(db: Database) -> str:
    """The name of the first group that was not looked at; empty: all were."""
    row = db.execute(
        "SELECT name FROM temp.regrouped WHERE NOT is_settled ORDER BY published, article_id LIMIT 1"
    ).fetchone()
    return row[0] if row else ""


def load_part(db: Database, name: str) -> Part:
    """The part that a group belongs to."""
    groups: dict[str, tuple[str, ...]] = {}
    waiting = [name]
    seen: set[str] = set()
    while waiting:
        if (group := waiting.pop()) in groups:
            continue
        rows = db.execute(
            "SELECT article_id FROM temp.regrouped WHERE name = ? ORDER BY published, article_id", (group,)
        )
        groups[group] = tuple(article_id for (article_id,) in rows)
        for story_id in stories_in(db, groups[group]) - seen:
            seen.add(story_id)
            waiting += names_of(db, story_id)
    article_ids = {article_id for members in groups.values() for article_id in members}
    rows = db.execute(
        "SELECT story_members.article_id, story_id FROM temp.regrouped"
        " JOIN story_members ON story_members.article_id = regrouped.article_id"
        " WHERE regrouped.article_id IN (SELECT value FROM json_each(?)) ORDER BY published, 1",
        (pack(sorted(article_ids)),),
    )
    return Part(groups=groups, stories=dict(rows))


def stories_in(db: Database, article_ids: Sequence[str]) -> set[str]:
    """The stories that some articles were in last."""
    rows = db.execute(
        "SELECT DISTINCT story_id FROM story_members WHERE article_id IN (SELECT value FROM json_each(?))",
        (pack(article_ids),),
    )
    return {story_id for (story_id,) in rows}


def names_of(db: Database, story_id: str) -> list[str]:
    """The groups that a story's articles are in now."""
    rows = db.execute(
        "SELECT DISTINCT name FROM story_members JOIN temp.regrouped ON regrouped.article_id = story_members.article_id"
        " WHERE story_id = ?",
        (story_id,),
    )
    return [name for (name,) in rows]


def load_regrouped(db: Database, names: Iterable[str], *, since: datetime) -> list[Placement]:
    """What was concluded on the articles of some groups since a moment."""
    rows = db.execute(
        "SELECT payload FROM temp.regrouped WHERE name IN (SELECT value FROM json_each(?)) AND published >= ?"
        " ORDER BY article_id",
        (pack(sorted(names)), stamp(since)),
    )
    return [unpack(payload, Placement) for (payload,) in rows]


def conclude_regrouping(db: Database, ids: Mapping[str, str]) -> None:
    """Mark groups, by name, as looked at, and note the ids that they are stories under."""
    db.executemany("UPDATE temp.regrouped SET is_settled = 1 WHERE name = ?", [(name,) for name in ids])
    db.executemany("INSERT INTO temp.regrouped_ids (name, story_id) VALUES (?, ?)", ids.items())


def load_regrouped_kin(db: Database, *, since: datetime) -> tuple[list[Kinship], list[str]]:
    """The pairs of groups of one thread under their stories' ids, and the ids of the stories that were compared: those
    with an original since a moment.
    """
    kin = db.execute(
        "SELECT one.story_id, other.story_id, payload FROM temp.regrouped_kin AS kin"
        " JOIN temp.regrouped_ids AS one ON one.name = kin.story_id"
        " JOIN temp.regrouped_ids AS other ON other.name = kin.other_id ORDER BY 1, 2"
    )
    compared = db.execute(
        "SELECT DISTINCT story_id FROM temp.regrouped JOIN temp.regrouped_ids USING (name)"
        " WHERE published >= ? AND json_extract(payload, '$.reason') <> 'reprint' ORDER BY story_id",
        (stamp(since),),
    )
    found = [
        replace(unpack(payload, Kinship), story_id=story_id, other_id=other_id) for story_id, other_id, payload in kin
    ]
    return found, [story_id for (story_id,) in compared]
