"""Editions, and the permanent names given with them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ..model import Edition, PastFront
from .database import Database, moment_of, pack, stamp, transaction, unpack

EDITIONS_KEPT_MAX = 50
"""Snapshots kept; older ones go, their stories and names stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEdition:
    """What identifies an edition: the key of all it is made of, and the clock it was reckoned with."""

    number: int
    key: str
    as_of: datetime
    edition: Edition


def load_edition(db: Database) -> StoredEdition | None:
    """The last edition, or None before the first."""
    row = db.execute("SELECT number, key, as_of, snapshot FROM editions ORDER BY number DESC LIMIT 1").fetchone()
    if row is None:
        return None
    number, key, as_of, snapshot = row
    return StoredEdition(
        number=number, key=key, as_of=moment_of(as_of), edition=unpack(zlib.decompress(snapshot), Edition)
    )


def save_edition(
    db: Database,
    edition: Edition,
    *,
    key: str,
    front: PastFront,
    slugs: Mapping[str, str],
    record_names: Mapping[str, str],
) -> None:
    """Keep an edition, its front page as that of the day, and the names it gave."""
    with transaction(db):
        db.execute("INSERT OR REPLACE INTO fronts (day, payload) VALUES (?, ?)", (front.day.isoformat(), pack(front)))
        db.execute(
            "INSERT OR REPLACE INTO editions (number, key, as_of, snapshot) VALUES (?, ?, ?, ?)",
            (edition.number, key, stamp(edition.as_of), zlib.compress(pack(edition).encode(), 3)),
        )
        db.execute("DELETE FROM editions WHERE number <= ?", (edition.number - EDITIONS_KEPT_MAX,))
        db.executemany("INSERT INTO slugs (slug, story_id) VALUES (?, ?) ON CONFLICT DO NOTHING", list(slugs.items()))
        db.executemany(
            "INSERT INTO record_names (article_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
            list(record_names.items()),
        )


def load_fronts(db: Database) -> list[PastFront]:
    """The last front page of each day, the newest first."""
    return [unpack(payload, PastFront) for (payload,) in db.execute("SELECT payload FROM fronts ORDER BY day DESC")]


def find_story(db: Database, *, slug: str) -> str | None:
    """Id of the story that a slug was given to."""
    row = db.execute("SELECT story_id FROM slugs WHERE slug = ?", (slug,)).fetchone()
    return row[0] if row else None


def load_names(db: Database) -> tuple[dict[str, str], dict[str, str]]:
    """Every slug with its story, and every record's article with its name, in the order given."""
    slugs = dict(db.execute("SELECT slug, story_id FROM slugs ORDER BY id"))
    record_names = dict(db.execute("SELECT article_id, name FROM record_names ORDER BY id"))
    return slugs, record_names
