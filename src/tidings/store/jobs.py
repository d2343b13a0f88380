"""Work that was asked for and is not done: the local engine's task plane."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from .database import Database, stamp, transaction


def save_jobs(db: Database, stage: str, jobs: Sequence[tuple[str, str, bytes]], *, not_before: datetime) -> None:
    """Ask for work: (key, partition, payload) each.  A key that is known already is asked for once."""
    with transaction(db):
        db.executemany(
            "INSERT INTO jobs (stage, key, partition, payload, not_before) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [(stage, key, partition, payload, stamp(not_before)) for key, partition, payload in jobs],
        )


def claim_jobs(db: Database, stage: str, *, now: datetime, attempts_max: int) -> list[tuple[int, str, bytes]]:
    """The open jobs of a stage that may start, oldest first: (number, key, payload) each.

    Each claim counts as an attempt; a job that was tried ``attempts_max`` times stays behind.
    """
    with transaction(db):
        rows = db.execute(
            "UPDATE jobs SET attempts = attempts + 1"
            " WHERE stage = ? AND done_at = '' AND not_before <= ? AND attempts < ?"
            " RETURNING id, key, payload",
            (stage, stamp(now), attempts_max),
        ).fetchall()
    return sorted(rows)


def finish_job(db: Database, job: int, *, now: datetime) -> None:
    """Mark a job as done, in the caller's transaction, so that its result and the mark are one."""
    db.execute("UPDATE jobs SET done_at = ? WHERE id = ?", (stamp(now), job))
