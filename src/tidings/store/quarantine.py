"""Items that were left out alone so that their feed could be read, kept to be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..model import Poison
from .database import Database, hash_of, moment_of, pack, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A poisonous item as it is kept, with where and when it was first seen."""

    feed_url: str
    seen_at: datetime
    poison: Poison


def save_poison(db: Database, poison: Iterable[Poison], *, feed_url: str, seen_at: datetime) -> None:
    """Keep items, each once; inside the caller's transaction."""
    db.executemany(
        "INSERT INTO quarantine (feed_url, seen_at, what, reason, hash, raw) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(feed_url, stamp(seen_at), item.what, item.reason, hash_of(pack(item)), item.raw) for item in poison],
    )


def load_quarantine(db: Database) -> tuple[Quarantined, ...]:
    """All items in quarantine, the newest first."""
    rows = db.execute("SELECT feed_url, seen_at, what, reason, raw FROM quarantine ORDER BY seen_at DESC, id")
    return tuple(
        Quarantined(feed_url=feed_url, seen_at=moment_of(seen_at), poison=Poison(what=what, reason=reason, raw=raw))
        for feed_url, seen_at, what, reason, raw in rows
    )
