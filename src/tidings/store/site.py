"""The site of another system that was taken over: its files as they were, and what became of its records."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping

from .database import Database, hash_of, transaction

PACK_LEVEL = 6
"""Files are written once and seldom read."""
SMALLER_SHARE = 0.9
"""Packed only where it saves a tenth: pictures and what is packed already stay as they are."""


def save_kept_files(db: Database, files: Iterable[tuple[str, bytes]]) -> None:
    """Keep files by their paths, in place of what was kept of them before."""
    with transaction(db):
        db.executemany(
            "INSERT INTO site_files (path, hash, size, is_packed, data) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET hash = excluded.hash, size = excluded.size,"
            " is_packed = excluded.is_packed, data = excluded.data",
            ((path, hash_of(data), len(data), *packed(data)) for path, data in files),
        )


def packed(data: bytes) -> tuple[bool, bytes]:
    """A file's bytes, packed where that is worth it."""
    smaller = zlib.compress(data, PACK_LEVEL)
    is_packed = len(smaller) < SMALLER_SHARE * len(data)
    return is_packed, smaller if is_packed else data


def load_kept_hashes(db: Database) -> dict[str, str]:
    """The hash of every file that is kept, by path."""
    return dict(db.execute("SELECT path, hash FROM site_files ORDER BY path"))


def find_kept_file(db: Database, path: str) -> bytes | None:
    """A file as it was taken over; None: there is none."""
    row = db.execute("SELECT is_packed, data FROM site_files WHERE path = ?", (path,)).fetchone()
    return unpacked(*row) if row else None


def load_kept_files(db: Database, *, beginning: str) -> Iterator[tuple[str, bytes]]:
    """The files whose paths begin so, by path; a whole folder is given with its final slash."""
    rows = db.execute(
        "SELECT path, is_packed, data FROM site_files WHERE path >= ? AND path < ? ORDER BY path",
        (beginning, beginning[:-1] + chr(ord(beginning[-1]) + 1)),
    )
    return ((path, unpacked(is_packed, data)) for path, is_packed, data in rows)


def unpacked(is_packed: int, data: bytes) -> bytes:
    """A file's bytes as they were."""
    return zlib.decompress(data) if is_packed else data


def save_kept_records(
    db: Database, records: Mapping[str, str], *, names: Mapping[str, str], slugs: Mapping[str, str]
) -> None:
    """Keep which article each record (by path) became, and the permanent names that articles bring along, by their ids.

    ``names`` are those of records; ``slugs`` those of the stories that readers knew, since a slug once given has an
    answer for ever.  Whoever has a name already keeps it.
    """
    with transaction(db):
        db.executemany(
            "INSERT INTO site_records (path, article_id) VALUES (?, ?) ON CONFLICT DO NOTHING", list(records.items())
        )
        db.executemany(
            "INSERT INTO record_names (article_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING", list(names.items())
        )
        db.executemany("INSERT INTO slugs (story_id, slug) VALUES (?, ?) ON CONFLICT DO NOTHING", list(slugs.items()))


def load_kept_records(db: Database) -> dict[str, str]:
    """The article that each record became, by its path."""
    return dict(db.execute("SELECT path, article_id FROM site_records ORDER BY path"))


def save_written(db: Database, written: Iterable[tuple[str, str]]) -> None:
    """Remember files (path, hash) that an export is about to write with other bytes than were taken over."""
    with transaction(db):
        db.executemany("INSERT INTO site_written (path, hash) VALUES (?, ?) ON CONFLICT DO NOTHING", written)


def load_written(db: Database) -> set[tuple[str, str]]:
    """Every file (path, hash) that an export has written with other bytes than were taken over."""
    return set(db.execute("SELECT path, hash FROM site_written"))


def load_site_records(db: Database) -> dict[str, bytes]:
    """The record of each article that came with a site, as it was taken over, by article id."""
    rows = db.execute(
        "SELECT article_id, is_packed, data FROM site_records JOIN site_files USING (path) ORDER BY article_id"
    )
    return {article_id: unpacked(is_packed, data) for article_id, is_packed, data in rows}
