"""Opening the file, migrating it, and writing in transactions; values to JSON and back."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from ..errors import StoreError
from .schema import MIGRATIONS

Database = sqlite3.Connection
Value = TypeVar("Value")

BUSY_TIMEOUT_MS = 5000
ALONE = ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
"""How a transaction begins, ends and is undone."""
WITHIN = ("SAVEPOINT one", "RELEASE one", "ROLLBACK TO one")
"""The same for one that is part of another."""
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
)


def open_database(path: Path) -> Database:
    """The desk's database, made and migrated where needed.

    Raises StoreError where it cannot be opened, is not ours, or is from a newer Tidings.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            db.execute(pragma)
        migrate(db, path)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"opening the database {path}: {error}; check the folder's rights and space") from error
    return db


def open_to_read(path: Path) -> Database:
    """The desk's database as it is at this moment, also while a run writes; not a byte of it changes.

    Raises StoreError where it cannot be opened, is not ours, or its tables are of another Tidings.
    """
    log = path.with_name(f"{path.name}-wal")
    # What may only read leaves a log behind that it had to make; what may write but does not clears it away.
    mode = "ro" if log.exists() else "rw"
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
        for statement in (f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}", "PRAGMA query_only=ON", "BEGIN"):
            db.execute(statement)
        version = db.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        raise StoreError(f"opening the database {path}: {error}; check the folder's rights") from error
    if version != len(MIGRATIONS):
        db.close()
        raise StoreError(f"reading {path}: its tables are of another Tidings (schema {version}); run the desk once")
    return db


def migrate(db: Database, path: Path) -> None:
    """Bring the tables up to this version; each step leaves all or nothing."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise StoreError(f"opening {path}: it was written by a newer Tidings (schema {version}); update Tidings")
    for number, script in enumerate(MIGRATIONS[version:], version + 1):
        statements = [f"PRAGMA user_version={number}", *split_statements(script)]
        with transaction(db):
            # Another process may have been faster, between our look and our turn.
            if db.execute("PRAGMA user_version").fetchone()[0] < number:
                for statement in statements:
                    db.execute(statement)


def split_statements(script: str) -> list[str]:
    """The statements of a script; ``executescript`` would commit between them."""
    found, current = [], ""
    for line in script.splitlines():
        current += line + "\n"
        if sqlite3.complete_statement(current):
            found.append(current.strip())
            current = ""
    return found


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """All or nothing, also within ``together``; a full disk or a broken file becomes a StoreError."""
    begin, end, undo = ALONE if not db.in_transaction else WITHIN
    try:
        db.execute(begin)
        yield
        db.execute(end)
    except sqlite3.Error as error:
        roll_back(db, undo)
        raise StoreError(
            f"writing the database: {error}; nothing of this step was kept, free some space or mend the rights and "
            "run again"
        ) from error
    except BaseException:
        roll_back(db, undo)
        raise


@contextmanager
def together(db: Database) -> Iterator[None]:
    """Write the transactions of the block to the disk as one, which is far cheaper.  Each stays all or nothing for
    itself: where one fails, or the block is interrupted, those before it are kept.
    """
    with transaction(db):
        try:
            yield
        except BaseException:
            if db.in_transaction:
                db.execute("COMMIT")
            raise


def roll_back(db: Database, undo: str) -> None:
    """Undo, where SQLite has not already done so."""
    if db.in_transaction:
        db.execute(undo)


# ---------------------------------------------------------------- values and rows


def pack(value: object) -> str:
    """A value as JSON text."""
    return msgspec.json.encode(value, order="deterministic").decode()


def unpack(text: str | bytes, kind: type[Value]) -> Value:
    """The value of a JSON text that ``pack`` wrote."""
    return msgspec.json.decode(text, type=kind)


def hash_of(data: str | bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest()


def stamp(moment: datetime) -> str:
    """A moment as text that sorts by time."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment_of(text: str) -> datetime:
    """The moment of a stamp."""
    return datetime.fromisoformat(text)
