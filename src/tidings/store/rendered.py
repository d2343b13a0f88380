"""The files that were made: what the output folder has, and what a draft would change of it.

Only hashes and keys are kept: the bytes lie in the output folder, and can be made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import File
from .database import Database, pack, transaction, unpack

DRAFT = 0
"""The number of the draft among releases."""
RELEASES_KEPT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRelease:
    """What an output folder has once a draft is published."""

    name: str
    """Of the site's release; empty: there is no site."""
    records: str = "0"
    """The sum of the marks of all records, in hexadecimal."""
    site: str = "0"
    """The sum of the marks of all files of the site."""
    ground: str = ""
    """Digest of what its files were looked over for."""
    base: str = ""
    """Name of the release that it goes beyond; empty: it was made whole."""
    before: str = ""
    """Name of the release whose folder may serve again after it; empty: nobody knows what that has."""
    stale: tuple[str, ...] = ()
    """Paths of the site that differ between that one and this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One file as it was made."""

    path: str
    key: str
    hash: str
    """Empty: the file goes."""


def load_rendered(db: Database) -> dict[str, Made]:
    """Every file that the output folder has, by path."""
    rows = db.execute("SELECT path, key, hash FROM rendered ORDER BY path")
    return {path: Made(path=path, key=key, hash=digest) for path, key, digest in rows}


def load_releases(db: Database) -> tuple[StoredRelease, ...]:
    """The last publications, the newest first."""
    rows = db.execute("SELECT payload FROM releases WHERE number <> ? ORDER BY number DESC", (DRAFT,))
    return tuple(unpack(payload, StoredRelease) for (payload,) in rows)


def load_draft(db: Database) -> StoredRelease | None:
    """What the draft that was made last would be; None: none waits."""
    row = db.execute("SELECT payload FROM releases WHERE number = ?", (DRAFT,)).fetchone()
    return unpack(row[0], StoredRelease) if row else None


def load_paths(db: Database) -> set[str]:
    """The paths of all files that the output folder has."""
    return {path for (path,) in db.execute("SELECT path FROM rendered")}


def load_drafted(db: Database) -> tuple[frozenset[str], frozenset[str]]:
    """The paths of the files that the draft brings, and of those that go with it."""
    rows = db.execute("SELECT path, hash = '' FROM drafted").fetchall()
    gone = frozenset(path for path, is_gone in rows if is_gone)
    return frozenset(path for path, _ in rows) - gone, gone


def save_draft(db: Database, release: StoredRelease, made: Iterable[Made], records: Sequence[File] = ()) -> None:
    """Keep what a draft would change, in place of the draft before; ``records`` are bytes that exports need."""
    with transaction(db):
        db.execute("DELETE FROM drafted")
        db.executemany(
            "INSERT INTO drafted (path, key, hash) VALUES (?, ?, ?)", [(one.path, one.key, one.hash) for one in made]
        )
        db.execute("INSERT OR REPLACE INTO releases (number, payload) VALUES (?, ?)", (DRAFT, pack(release)))
        db.execute("DELETE FROM record_bytes")
        db.executemany(
            "INSERT INTO record_bytes (path, data) VALUES (?, ?)", [(file.path, file.data) for file in records]
        )


def save_published(db: Database) -> None:
    """The draft is published: what it changed is what there is."""
    with transaction(db):
        row = db.execute("SELECT payload FROM releases WHERE number = ?", (DRAFT,)).fetchone()
        if row is None:
            return
        if not unpack(row[0], StoredRelease).base:
            db.execute("DELETE FROM rendered")
        db.execute("DELETE FROM rendered WHERE path IN (SELECT path FROM drafted WHERE hash = '')")
        db.execute(
            "INSERT OR REPLACE INTO rendered (path, key, hash) SELECT path, key, hash FROM drafted WHERE hash <> ''"
        )
        db.execute("DELETE FROM drafted")
        db.execute(
            "UPDATE releases SET number = (SELECT max(number) FROM releases) + 1 WHERE number = ?",
            (DRAFT,),
        )
        db.execute(
            "DELETE FROM releases WHERE number <= (SELECT max(number) FROM releases) - ?",
            (RELEASES_KEPT,),
        )


def load_record_bytes(db: Database) -> list[File]:
    """The records that the rules of the reference system wrote last, by path."""
    rows = db.execute("SELECT path, data FROM record_bytes ORDER BY path")
    return [File(path=path, data=data) for path, data in rows]


def forget_record_bytes(db: Database, paths: Iterable[str]) -> None:
    """Forget records that are of yesterday; the next rendering makes them anew."""
    with transaction(db):
        db.executemany("DELETE FROM record_bytes WHERE path = ?", [(path,) for path in paths])


def has_records(db: Database) -> bool:
    """The output folder has records."""
    (found,) = db.execute(
        "SELECT EXISTS (SELECT 1 FROM rendered WHERE path >= 'records/' AND path < 'records0')"
    ).fetchone()
    return bool(found)
