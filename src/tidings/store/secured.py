"""Private fields as they stand sealed in records; what they say is nowhere here."""

from __future__ import annotations

from collections.abc import Iterable

from .database import Database, transaction

Row = tuple[str, str, str, str, str]
"""Record, field, digest, id of the key, envelope."""


def load_sealed(db: Database) -> list[Row]:
    """Every envelope, by record and field."""
    return list(db.execute("SELECT record, field, digest, key_id, envelope FROM secured ORDER BY record, field"))


def save_sealed(db: Database, rows: Iterable[Row]) -> int:
    """Make the envelopes exactly these, writing only what differs; returns how many differ."""
    known = {row[:2]: row for row in load_sealed(db)}
    wanted = {row[:2]: row for row in rows}
    gone = sorted(known.keys() - wanted.keys())
    changed = [row for place, row in wanted.items() if known.get(place) != row]
    if gone or changed:
        with transaction(db):
            db.executemany("DELETE FROM secured WHERE record = ? AND field = ?", gone)
            db.executemany("INSERT OR REPLACE INTO secured VALUES (?, ?, ?, ?, ?)", changed)
    return len(gone) + len(changed)
