"""Feeds: their state between runs, what they answered, and what was read in it."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ..errors import FetchError
from ..model import Drop, FeedState, Fetched, HostState, ParsedFeed, Poison, Rhythm
from .database import Database, hash_of, moment_of, pack, stamp, transaction, unpack
from .hosts import write_hosts
from .jobs import finish_jobs
from .quarantine import save_poison

NO_RHYTHM = Rhythm()
PACK_LEVEL = 3
"""zlib's, for bodies.  2,000 of the benchmark's feeds (45.6 MB) become 8.9 MB in 0.19 CPU s with level 1, 8.3 MB in
0.24 with level 3, 7.6 MB in 0.50 with level 6.  Bodies stay for ever: level 1 would save a hundredth of a run's CPU
seconds and take 8 % more room each time, level 6 the other way round costs more than it is worth.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unparsed:
    """A stored answer that has not been read yet."""

    fetch_id: int
    feed_url: str
    fetched_at: datetime
    content_type: str
    packed: bytes
    """The body as it is stored: it is unpacked where it is read, which may be another process."""

    @property
    def body(self) -> bytes:
        """The document as it came."""
        return zlib.decompress(self.packed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFeed:
    """What was read in an answer as rows: text travels between processes far faster than values do."""

    fetch_id: int
    feed_url: str
    fetched_at: datetime
    seen: int
    """Items in the document."""
    document: str
    """The ParsedFeed without entries."""
    entries: tuple[tuple[str, str, str], ...]
    """Id, hash and payload of each entry."""
    poison: tuple[Poison, ...] = ()
    rhythm: Rhythm = NO_RHYTHM
    error: str = ""


def load_feed_states(db: Database) -> dict[str, FeedState]:
    """What we remember of every feed, by its address."""
    rows = db.execute("SELECT feed_url, payload FROM feed_states")
    return {feed_url: unpack(payload, FeedState) for feed_url, payload in rows}


def load_feed_state(db: Database, feed_url: str) -> FeedState | None:
    """What we remember of one feed; None: it was never asked."""
    row = db.execute("SELECT payload FROM feed_states WHERE feed_url = ?", (feed_url,)).fetchone()
    return unpack(row[0], FeedState) if row else None


def load_each_feed_state(db: Database) -> Iterator[FeedState]:
    """What we remember of every feed, one at a time; the caller must not write meanwhile."""
    for (payload,) in db.execute("SELECT payload FROM feed_states"):
        yield unpack(payload, FeedState)


def write_feed_state(db: Database, state: FeedState) -> None:
    """Keep a feed's state, in the caller's transaction."""
    db.execute(
        "INSERT INTO feed_states (feed_url, payload) VALUES (?, ?)"
        " ON CONFLICT (feed_url) DO UPDATE SET payload = excluded.payload",
        (state.feed_url, pack(state)),
    )


def save_feed_states(db: Database, states: Iterable[FeedState], *, now: datetime, jobs: Iterable[int] = ()) -> None:
    """Keep states of feeds that were not asked, and that these jobs are done."""
    with transaction(db):
        for state in states:
            write_feed_state(db, state)
        finish_jobs(db, jobs, now=now)


def forget_feeds(db: Database, feed_urls: Iterable[str]) -> None:
    """Forget the states of feeds that are no longer on the desk, and that they were asked; what they said stays."""
    gone = [(url,) for url in feed_urls]
    with transaction(db):
        db.executemany("DELETE FROM feed_states WHERE feed_url = ?", gone)
        db.executemany("DELETE FROM jobs WHERE stage = 'gather' AND payload = CAST(? AS BLOB)", gone)


def save_fetch(
    db: Database,
    outcome: Fetched | FetchError,
    state: FeedState,
    *,
    now: datetime,
    jobs: Iterable[int],
    hosts: Iterable[HostState] = (),
) -> None:
    """Keep an answer as a fact, the feed's and its hosts' new states, and that its jobs are done: all in one."""
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
                (row["body_hash"], len(body), zlib.compress(body, PACK_LEVEL)),
            )
        db.execute(
            "INSERT INTO fetches (feed_url, fetched_at, url, status, content_type, body_hash, error)"
            " VALUES (:feed_url, :fetched_at, :url, :status, :content_type, :body_hash, :error)"
            " ON CONFLICT DO NOTHING",
            row,
        )
        write_feed_state(db, state)
        write_hosts(db, hosts)
        finish_jobs(db, jobs, now=now)


UNPARSED = "unparsed CROSS JOIN fetches ON fetches.id = unparsed.fetch_id"
"""In this order, which the planner would change for the sake of another: few answers wait, of very many."""


def count_unparsed(db: Database) -> tuple[int, int]:
    """How many answers nobody has read, and the bytes of their bodies."""
    count, size = db.execute(
        f"SELECT count(*), sum((SELECT size FROM bodies WHERE hash = body_hash)) FROM {UNPARSED}"  # noqa: S608
    ).fetchone()
    return count, size or 0


def load_unparsed(db: Database) -> Iterator[Unparsed]:
    """Answers with a body that nobody has read, oldest first, one at a time.

    The addresses are listed first: the caller writes while it reads.
    """
    rows = db.execute(
        f"SELECT id, feed_url, fetched_at, content_type, body_hash FROM {UNPARSED}"  # noqa: S608
        " ORDER BY fetched_at, feed_url"
    ).fetchall()
    for fetch_id, feed_url, fetched_at, content_type, body_hash in rows:
        packed = db.execute("SELECT packed FROM bodies WHERE hash = ?", (body_hash,)).fetchone()[0]
        yield Unparsed(
            fetch_id=fetch_id,
            feed_url=feed_url,
            fetched_at=moment_of(fetched_at),
            content_type=content_type,
            packed=packed,
        )


def pack_parsed(source: Unparsed, parsed: ParsedFeed, *, rhythm: Rhythm = NO_RHYTHM, error: str = "") -> PackedFeed:
    """What was read in an answer, or why nothing was, ready to be kept; touches no database."""
    return PackedFeed(
        fetch_id=source.fetch_id,
        feed_url=source.feed_url,
        fetched_at=source.fetched_at,
        seen=len(parsed.entries) + len(parsed.drops),
        document=pack(replace(parsed, entries=(), poison=())),
        entries=tuple((entry.id, hash_of(payload), payload) for entry in parsed.entries for payload in (pack(entry),)),
        poison=parsed.poison,
        rhythm=rhythm,
        error=error,
    )


def save_packed(db: Database, feeds: Iterable[PackedFeed], *, states: Iterable[FeedState] = ()) -> int:
    """Keep what was read in some answers, and the feeds' states after reading, all or nothing; returns how
    many entries were new.
    """
    with transaction(db):
        for state in states:
            write_feed_state(db, state)
        return sum(insert_packed(db, feed) for feed in feeds)


def insert_packed(db: Database, feed: PackedFeed) -> int:
    """One answer's rows, in the caller's transaction; returns how many entries were new."""
    document = db.execute(
        "INSERT INTO documents (fetch_id, feed_url, seen, payload, error) VALUES (?, ?, ?, ?, ?)",
        (feed.fetch_id, feed.feed_url, feed.seen, feed.document, feed.error),
    ).lastrowid
    # By hand: a trigger on documents would have SQLite look for entries that wait for one, without an index.
    db.execute("DELETE FROM unparsed WHERE fetch_id = ?", (feed.fetch_id,))
    save_poison(db, feed.poison, feed_url=feed.feed_url, seen_at=feed.fetched_at)
    seen_at = stamp(feed.fetched_at)
    cursor = db.executemany(
        "INSERT INTO entries (feed_url, entry_id, hash, seen_at, document_id, payload)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(feed.feed_url, entry_id, digest, seen_at, document, payload) for entry_id, digest, payload in feed.entries],
    )
    new = max(cursor.rowcount, 0)  # -1: there were none
    note_returns(db, feed, seen_at=seen_at)
    return new


SEVERAL = (
    "SELECT entry_id FROM entries WHERE feed_url = ? AND entry_id IN (SELECT value FROM json_each(?))"
    " GROUP BY entry_id HAVING count(*) > 1"
)
NEWEST = (
    "SELECT id, hash FROM entries WHERE feed_url = ? AND entry_id = ? ORDER BY"
    " max(seen_at, ifnull((SELECT max(seen_at) FROM returns WHERE entry_row = entries.id), '')) DESC, id DESC LIMIT 1"
)


def note_returns(db: Database, feed: PackedFeed, *, seen_at: str) -> None:
    """Make the earlier words of an entry unread again where they have come back, in the caller's transaction."""
    digests = {entry_id: digest for entry_id, digest, _ in feed.entries}
    several = db.execute(SEVERAL, (feed.feed_url, pack(list(digests)))).fetchall()
    for (entry_id,) in several:
        _, digest = db.execute(NEWEST, (feed.feed_url, entry_id)).fetchone()
        if digest == digests[entry_id]:
            continue
        query = "SELECT id FROM entries WHERE feed_url = ? AND entry_id = ? AND hash = ?"
        (row,) = db.execute(query, (feed.feed_url, entry_id, digests[entry_id])).fetchone()
        db.execute("INSERT INTO returns (entry_row, seen_at) VALUES (?, ?)", (row, seen_at))
        db.execute("DELETE FROM readings WHERE entry_row = ?", (row,))


def save_parsed(db: Database, source: Unparsed, parsed: ParsedFeed, *, error: str = "") -> int:
    """Keep what was read in one answer, or why nothing was; returns how many entries were new."""
    return save_packed(db, [pack_parsed(source, parsed, error=error)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What one feed answered at one moment, and what was in it."""

    status: int
    error: str
    """Why there is nothing to read: from the network or from the parser; empty: all is well."""
    is_unreadable: bool = False
    """The reason is the parser's."""
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
            is_unreadable=bool(parse_error),
            document=document,
            entries_seen=seen or 0,
            entries_new=new.get(feed_url, 0),
            drops=((document.drops if document else ()) + tuple(drops[feed_url])),
        )
    return gathered
