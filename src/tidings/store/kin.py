"""Pairs of stories of one thread: an opinion that is found anew whenever one of the two was compared with all others.

The archive is grouped anew beside what is, and has a table of its own for the pairs, with the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from ..model import Kinship
from ..rules import RULES_VERSION
from .database import Database, pack, transaction, unpack

Table = Literal["story_kin", "temp.regrouped_kin"]


def save_kin(db: Database, kin: Iterable[Kinship], *, compared: Iterable[str], table: Table = "story_kin") -> None:
    """Replace the pairs of stories that were compared with all others; those of others stay as they are."""
    ids = pack(sorted(set(compared)))
    with transaction(db):
        for side in ("story_id", "other_id"):
            db.execute(
                f"DELETE FROM {table} WHERE {side} IN (SELECT value FROM json_each(?))",  # noqa: S608  # our own names
                (ids,),
            )
        add_kin(db, kin, table)


def add_kin(db: Database, kin: Iterable[Kinship], table: Table) -> None:
    """Keep pairs; what was known of a pair is replaced."""
    db.executemany(
        f"INSERT OR REPLACE INTO {table} (story_id, other_id, rules, payload) VALUES (?, ?, ?, ?)",  # noqa: S608
        [(one.story_id, one.other_id, RULES_VERSION, pack(one)) for one in kin if one.story_id != one.other_id],
    )


def load_kin(db: Database) -> tuple[Kinship, ...]:
    """All pairs of stories of one thread."""
    rows = db.execute("SELECT payload FROM story_kin ORDER BY story_id, other_id")
    return tuple(unpack(payload, Kinship) for (payload,) in rows)


def load_kin_of(db: Database, story_id: str, table: Table) -> list[Kinship]:
    """The pairs with one story, seen from it."""
    rows = db.execute(
        f"SELECT payload FROM {table} WHERE story_id = :story"  # noqa: S608  # our own names
        f" UNION ALL SELECT payload FROM {table} WHERE other_id = :story",
        {"story": story_id},
    ).fetchall()
    found = [unpack(payload, Kinship) for (payload,) in rows]
    return [
        one if one.story_id == story_id else replace(one, story_id=story_id, other_id=one.story_id) for one in found
    ]


def move_kin(db: Database, dropped: str, kept: str, table: Table = "story_kin") -> None:
    """Give the kin of a story to the one that it lives on in; of two pairs that become one the surer stays."""
    moved = load_kin_of(db, dropped, table)
    if not moved:
        return
    pairs = sorted((*moved, *load_kin_of(db, kept, table)), key=lambda one: one.link.probability)
    surest = {one.other_id: replace(one, story_id=kept) for one in pairs if one.other_id not in (kept, dropped)}
    save_kin(db, surest.values(), compared=(kept, dropped), table=table)


def forget_ended_kin(db: Database, story_id: str) -> None:
    """A story that no article is in any more is nobody's kin."""
    if not db.execute("SELECT 1 FROM placements WHERE story_id = ? LIMIT 1", (story_id,)).fetchone():
        save_kin(db, (), compared=(story_id,))
