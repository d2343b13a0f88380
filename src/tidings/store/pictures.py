"""Pictures: what became of each that we asked for, and the copies that pages show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from ..imagery import PictureState
from ..model import File
from .database import Database, pack, stamp, transaction, unpack

FAILURES_KEPT = timedelta(days=30)
"""A picture that nobody shows is forgotten; that it could not be had is remembered a while, lest it be asked again."""


def load_picture_states(db: Database) -> dict[str, PictureState]:
    """What we remember of every picture, by its address."""
    return {url: unpack(payload, PictureState) for url, payload in db.execute("SELECT url, payload FROM pictures")}


def save_picture(db: Database, state: PictureState, files: Sequence[File] = ()) -> None:
    """Keep what became of a picture, with the files of its copies, whose paths are in the state."""
    with transaction(db):
        db.execute(
            "INSERT INTO pictures (url, asked_at, is_here, payload) VALUES (?, ?, ?, ?) ON CONFLICT (url) DO UPDATE"
            " SET asked_at = excluded.asked_at, is_here = excluded.is_here, payload = excluded.payload",
            (state.url, stamp(state.asked_at), int(bool(state.copies)), pack(state)),
        )
        db.executemany(
            "INSERT INTO picture_files (path, data) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(file.path, file.data) for file in files],
        )


def prune_pictures(db: Database, wanted: Iterable[str], *, now: datetime) -> int:
    """Throw away the copies of pictures that are not wanted any more; returns how many files went.

    What is thrown away is overwritten in the file, not only forgotten: a publisher may have asked for it.
    """
    kept = set(wanted)
    old = stamp(now - FAILURES_KEPT)
    rows = db.execute("SELECT url, is_here, asked_at FROM pictures").fetchall()
    gone = [(url,) for url, is_here, asked_at in rows if url not in kept and (is_here or asked_at < old)]
    used = {
        f"site/{copy.path}" for url, state in load_picture_states(db).items() if url in kept for copy in state.copies
    }
    files = [(path,) for (path,) in db.execute("SELECT path FROM picture_files") if path not in used]
    if gone or files:
        db.execute("PRAGMA secure_delete=ON")
        with transaction(db):
            db.executemany("DELETE FROM pictures WHERE url = ?", gone)
            db.executemany("DELETE FROM picture_files WHERE path = ?", files)
    if files:
        # The pages of the database are clean; the log beside it still has the old ones.
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(files)


def load_picture_paths(db: Database) -> list[str]:
    """The paths of all copies, in order."""
    return [path for (path,) in db.execute("SELECT path FROM picture_files ORDER BY path")]


def load_picture_data(db: Database, path: str) -> bytes:
    """The bytes of a copy."""
    ((data,),) = db.execute("SELECT data FROM picture_files WHERE path = ?", (path,))
    return bytes(data)
