"""Feeds: their state between runs, what they answered, and what was read in it."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ..errors import FetchError
from ..model import Drop, FeedState, Fetched, ParsedFeed
from .database import Database, hash_of, moment_of, pack, stamp, transaction, unpack
from .jobs import finish_jobs
from .quarantine import save_poison


@dataclass(frozen=True, slots=True, kw_only=True)
class Unparsed:
    """A stored answer that has not been read yet."""

    fetch_id: int
    feed_url: str
    fetched_at: datetime
    content_type: str
    body: bytes


def load_feed_states(db: Database) -> dict[str, FeedState]:
    """What we remember of every feed, by its address."""
    rows = db.execute("SELECT feed_url, payload FROM feed_states")
    return {feed_url: unpack(payload, FeedState) for feed_url, payload in rows}


def save_fetch(
    db: Database, outcome: Fetched | FetchError, state: FeedState, *, now: datetime, jobs: Iterable[int]
) -> None:
    """Keep an answer as a fact, the feed's new state, and that its jobs are done: all in one."""
    body = outcome.body if isinstance(outcome, Fetched) else b""
    row = {
        "feed_url": state.feed_url,
        "fetched_at": stamp(now),
        "url": outcome.url,
        "status": outcome.status,
        "content_type": outcome.content_type if isinstance(outcome, Fetched) else "",
        "body_hash": hash_of(body) if body else "",
        "error": outcome.reason if isinstance(outcome, FetchError) else "",
    }
    with transaction(db):
        if body:
            db.execute(
                "INSERT INTO bodies (hash, size, packed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (row["body_hash"], len(body), zlib.compress(body, 3)),
            )
        db.execute(
            "INSERT INTO fetches (feed_url, fetched_at, url, status, content_type, body_hash, error)"
            " VALUES (:feed_url, :fetched_at, :url, :status, :content_type, :body_hash, :error)"
            " ON CONFLICT DO NOTHING",
            row,
        )
        db.execute(
            "INSERT INTO feed_states (feed_url, payload) VALUES (?, ?)"
            " ON CONFLICT (feed_url) DO UPDATE SET payload = excluded.payload",
            (state.feed_url, pack(state)),
        )
        finish_jobs(db, jobs, now=now)


UNPARSED = "body_hash <> '' AND id NOT IN (SELECT fetch_id FROM documents)"


def count_unparsed(db: Database) -> tuple[int, int]:
    """How many answers nobody has read, and the bytes of their bodies."""
    count, size = db.execute(
        f"SELECT count(*), sum((SELECT size FROM bodies WHERE hash = body_hash)) FROM fetches WHERE {UNPARSED}"  # noqa: S608
    ).fetchone()
    return count, size or 0


def load_unparsed(db: Database) -> Iterator[Unparsed]:
    """Answers with a body that nobody has read, oldest first, one at a time.

    The addresses are listed first: the caller writes while it reads.
    """
    rows = db.execute(
        f"SELECT id, feed_url, fetched_at, content_type, body_hash FROM fetches WHERE {UNPARSED}"  # noqa: S608
        " ORDER BY fetched_at, feed_url"
    ).fetchall()
    for fetch_id, feed_url, fetched_at, content_type, body_hash in rows:
        packed = db.execute("SELECT packed FROM bodies WHERE hash = ?", (body_hash,)).fetchone()[0]
        yield Unparsed(
            fetch_id=fetch_id,
            feed_url=feed_url,
            fetched_at=moment_of(fetched_at),
            content_type=content_type,
            body=zlib.decompress(packed),
        )


def save_parsed(db: Database, source: Unparsed, parsed: ParsedFeed, *, error: str = "") -> int:
    """Keep what was read in an answer, or why nothing was; returns how many entries were new.

    ``source.body`` is not looked at.
    """
    with transaction(db):
        cursor = db.execute(
            "INSERT INTO documents (fetch_id, feed_url, seen, payload, error) VALUES (?, ?, ?, ?, ?)",
            (
                source.fetch_id,
                source.feed_url,
                len(parsed.entries) + len(parsed.drops),
                pack(replace(parsed, entries=(), poison=())),
                error,
            ),
        )
        rows = []
        for entry in parsed.entries:
            payload = pack(entry)
            seen_at = stamp(source.fetched_at)
            rows.append((source.feed_url, entry.id, hash_of(payload), seen_at, cursor.lastrowid, payload))
        save_poison(db, parsed.poison, feed_url=source.feed_url, seen_at=source.fetched_at)
        before = db.total_changes
        db.executemany(
            "INSERT INTO entries (feed_url, entry_id, hash, seen_at, document_id, payload)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            rows,
        )
        return db.total_changes - before


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What one feed answered at one moment, and what was in it."""

    status: int
    error: str
    """Why there is nothing to read: from the network or from the parser; empty: all is well."""
    document: ParsedFeed | None = None
    """Without entries; None: there was no body."""
    entries_seen: int = 0
    entries_new: int = 0
    drops: tuple[Drop, ...] = ()
    """Of the document and of the article step."""


def load_gathered(db: Database, *, fetched_at: datetime) -> dict[str, Gathered]:
    """For each feed that was asked at a moment, what came of it."""
    moment = stamp(fetched_at)
    new = dict(db.execute("SELECT feed_url, count(*) FROM entries WHERE seen_at = ? GROUP BY feed_url", (moment,)))
    drops: dict[str, list[Drop]] = defaultdict(list)
    for feed_url, what, reason in db.execute(
        "SELECT feed_url, what, reason FROM readings JOIN entries ON entries.id = entry_row"
        " WHERE seen_at = ? AND reason <> '' ORDER BY feed_url, entries.id",
        (moment,),
    ):
        drops[feed_url].append(Drop(what=what, reason=reason))
    rows = db.execute(
        "SELECT fetches.feed_url, status, fetches.error, seen, payload, documents.error FROM fetches"
        " LEFT JOIN documents ON documents.fetch_id = fetches.id WHERE fetched_at = ?",
        (moment,),
    )
    gathered = {}
    for feed_url, status, fetch_error, seen, payload, parse_error in rows:
        document = unpack(payload, ParsedFeed) if payload else None
        gathered[feed_url] = Gathered(
            status=status,
            error=fetch_error or parse_error or "",
            document=document,
            entries_seen=seen or 0,
            entries_new=new.get(feed_url, 0),
            drops=((document.drops if document else ()) + tuple(drops[feed_url])),
        )
    return gathered
