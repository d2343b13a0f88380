"""Hosts: who asked us to stay away, what each had of us today, and copies of robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from ..model import HostState, RobotsCopy
from .database import Database, pack, stamp, transaction, unpack

ROBOTS_KEPT = timedelta(days=30)
"""An old copy still counts while its site is in trouble, but not for ever."""


def load_hosts(db: Database) -> dict[str, HostState]:
    """What we remember of every host, by its exact name."""
    return {host: unpack(payload, HostState) for host, payload in db.execute("SELECT host, payload FROM hosts")}


def write_hosts(db: Database, hosts: Iterable[HostState]) -> None:
    """Keep what we remember of hosts, in the caller's transaction."""
    db.executemany(
        "INSERT INTO hosts (host, payload) VALUES (?, ?) ON CONFLICT (host) DO UPDATE SET payload = excluded.payload",
        [(host.host, pack(host)) for host in hosts],
    )


def save_hosts(db: Database, hosts: Iterable[HostState]) -> None:
    """Keep what we remember of hosts."""
    with transaction(db):
        write_hosts(db, hosts)


def load_robots(db: Database, authorities: Iterable[str]) -> tuple[RobotsCopy, ...]:
    """The copies of robots.txt that we have of these authorities (``https://post.example``), fresh or not."""
    rows = (
        db.execute("SELECT payload FROM robots WHERE authority = ?", (authority,)).fetchone()
        for authority in authorities
    )
    return tuple(unpack(row[0], RobotsCopy) for row in rows if row)


def save_robots(db: Database, copies: Iterable[RobotsCopy], *, now: datetime) -> None:
    """Keep copies of robots.txt; very old ones are forgotten."""
    with transaction(db):
        db.executemany(
            "INSERT INTO robots (authority, fetched_at, payload) VALUES (?, ?, ?)"
            " ON CONFLICT (authority) DO UPDATE SET fetched_at = excluded.fetched_at, payload = excluded.payload",
            [(copy.authority, stamp(copy.fetched_at), pack(copy)) for copy in copies],
        )
        db.execute("DELETE FROM robots WHERE fetched_at < ?", (stamp(now - ROBOTS_KEPT),))
