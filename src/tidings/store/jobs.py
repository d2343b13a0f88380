"""Work that was asked for and is not done: the local engine's task plane."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from .database import Database, stamp, transaction

DONE_JOBS_KEPT = timedelta(days=7)
"""A key is refused a second time for this long; the keys themselves name their moment."""


def save_jobs(db: Database, stage: str, jobs: Sequence[tuple[str, str, bytes]], *, not_before: datetime) -> None:
    """Ask for work: (key, partition, payload) each.  A key that is known already is asked for once."""
    with transaction(db):
        db.executemany(
            "INSERT INTO jobs (stage, key, partition, payload, not_before) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [(stage, key, partition, payload, stamp(not_before)) for key, partition, payload in jobs],
        )


def claim_jobs(db: Database, stage: str, *, now: datetime) -> list[tuple[int, str, bytes]]:
    """The open jobs of a stage that may start, oldest first: (number, key, payload) each."""
    with transaction(db):
        rows = db.execute(
            "UPDATE jobs SET attempts = attempts + 1 WHERE stage = ? AND done_at = '' AND not_before <= ?"
            " RETURNING id, key, payload",
            (stage, stamp(now)),
        ).fetchall()
        db.execute("DELETE FROM jobs WHERE done_at <> '' AND done_at < ?", (stamp(now - DONE_JOBS_KEPT),))
    return sorted(rows)


def finish_jobs(db: Database, jobs: Iterable[int], *, now: datetime) -> None:
    """Mark jobs as done, in the caller's transaction, so that their result and the mark are one."""
    db.executemany("UPDATE jobs SET done_at = ? WHERE id = ?", [(stamp(now), job) for job in jobs])
