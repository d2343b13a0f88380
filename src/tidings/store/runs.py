"""Runs and the right to run."""

from __future__ import annotations

from datetime import datetime

from ..model import RunReport
from .database import Database, pack, stamp, transaction, unpack

REPORTS_KEPT_MAX = 200
"""Older reports are dropped: about a week of runs every hour."""


def take_lease(db: Database, name: str, *, holder: str, now: datetime) -> int:
    """Note who holds the desk; returns the fence, which goes up with every holder.

    The lock itself is a file lock, which dies with its process; this row tells who it is.
    """
    with transaction(db):
        row = db.execute(
            "INSERT INTO leases (name, fence, holder, taken_at) VALUES (?, 1, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET fence = fence + 1, holder = excluded.holder,"
            " taken_at = excluded.taken_at RETURNING fence",
            (name, holder, stamp(now)),
        ).fetchone()
    return int(row[0])


def start_run(db: Database, *, now: datetime) -> int:
    """Begin a run; its number."""
    with transaction(db):
        return int(db.execute("INSERT INTO runs (started_at) VALUES (?) RETURNING id", (stamp(now),)).fetchone()[0])


def save_report(db: Database, run: int, report: RunReport) -> None:
    """End a run with its report; old reports go."""
    with transaction(db):
        db.execute("UPDATE runs SET report = ? WHERE id = ?", (pack(report), run))
        db.execute("DELETE FROM runs WHERE id <= ?", (run - REPORTS_KEPT_MAX,))


def load_last_report(db: Database) -> RunReport | None:
    """The report of the last run that finished."""
    row = db.execute("SELECT report FROM runs WHERE report <> '' ORDER BY id DESC LIMIT 1").fetchone()
    return unpack(row[0], RunReport) if row else None
