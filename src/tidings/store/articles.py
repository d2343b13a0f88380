"""Articles and their revisions, and what became of each entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from ..model import Article, Drop, Entry, ParsedFeed, Sighting
from ..urls import canonical_url
from .database import Database, hash_of, moment_of, pack, stamp, transaction, unpack
from .pages import write_addresses

Unread = tuple[int, str, datetime, Entry, ParsedFeed]


def load_unread(db: Database) -> list[Unread]:
    """Entries that nobody has made an article of: row, feed, first sight, entry and its document.

    In an order that depends on what they say, never on which answer came first.
    """
    rows = db.execute(
        "SELECT entries.id, entries.feed_url, fetched_at, entries.payload, document_id FROM unread"
        " CROSS JOIN entries ON entries.id = entry_row CROSS JOIN documents ON documents.id = document_id"
        " CROSS JOIN fetches ON fetches.id = fetch_id"
        " ORDER BY fetched_at, entries.feed_url, entries.id"
    ).fetchall()
    numbers = sorted({row[-1] for row in rows})
    documents = {number: load_document(db, number) for number in numbers}
    return [
        (row, feed_url, moment_of(fetched_at), unpack(entry, Entry), documents[number])
        for row, feed_url, fetched_at, entry, number in rows
    ]


def load_document(db: Database, number: int) -> ParsedFeed:
    """What a document says of itself, without entries and drops."""
    payload = db.execute("SELECT payload FROM documents WHERE id = ?", (number,)).fetchone()[0]
    return replace(unpack(payload, ParsedFeed), drops=())


def load_current(db: Database, article_ids: Iterable[str]) -> dict[str, Article]:
    """The newest revision of each of some articles, by id."""
    found = {}
    for article_id in article_ids:
        row = db.execute("SELECT payload FROM articles WHERE article_id = ? AND is_current", (article_id,)).fetchone()
        if row:
            found[article_id] = unpack(row[0], Article)
    return found


def save_articles(
    db: Database,
    revisions: Sequence[Article],
    readings: Sequence[tuple[int, str, Drop | None]],
    *,
    now: datetime,
    addresses: Iterable[tuple[str, str]] = (),
) -> None:
    """Keep new articles and revisions, what became of each entry (row, article id, drop), and which article each
    address leads to.
    """
    with transaction(db):
        for article in revisions:
            write_revision(db, article, now=now)
        write_addresses(db, addresses)
        db.executemany(
            "INSERT INTO readings (entry_row, article_id, what, reason) VALUES (?, ?, ?, ?)",
            [
                (row, article_id, drop.what if drop else "", drop.reason if drop else "")
                for row, article_id, drop in readings
            ],
        )


def write_revision(db: Database, article: Article, *, now: datetime) -> None:
    """Make an article's revision the current one, in the caller's transaction; an earlier one may come back."""
    payload = pack(article)
    digest = hash_of(payload)
    db.execute("UPDATE articles SET is_current = 0 WHERE article_id = ?", (article.id,))
    db.execute(
        "INSERT INTO articles (article_id, hash, published, seen_at, is_current, payload)"
        " VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT DO UPDATE SET is_current = 1",
        (article.id, digest, stamp(article.published), stamp(article.seen_at), payload),
    )
    db.execute(
        "INSERT INTO revisions (article_id, seen_at, article_row)"
        " SELECT article_id, ?, id FROM articles WHERE article_id = ? AND hash = ?",
        (stamp(now), article.id, digest),
    )


def load_revisions(db: Database) -> dict[str, list[tuple[datetime, Article]]]:
    """Every revision, with when we saw it, of the articles that have several, oldest first."""
    rows = db.execute(
        "SELECT revisions.article_id, revisions.seen_at, payload FROM revised"
        " CROSS JOIN revisions ON revisions.article_id = revised.article_id"
        " CROSS JOIN articles ON articles.id = article_row ORDER BY revisions.id"
    )
    found: dict[str, list[tuple[datetime, Article]]] = {}
    for article_id, seen_at, payload in rows:
        found.setdefault(article_id, []).append((moment_of(seen_at), unpack(payload, Article)))
    return found


def load_articles(db: Database, *, since: datetime) -> list[Article]:
    """Current articles published since a moment, oldest first."""
    rows = db.execute(
        "SELECT payload FROM articles WHERE is_current AND published >= ? ORDER BY published, article_id",
        (stamp(since),),
    )
    return [unpack(payload, Article) for (payload,) in rows]


def count_articles(db: Database, *, seen_at: datetime) -> int:
    """How many articles were first seen at a moment."""
    query = "SELECT count(DISTINCT article_id) FROM articles WHERE seen_at = ?"
    return int(db.execute(query, (stamp(seen_at),)).fetchone()[0])


def load_article_ids(db: Database, *, url: str) -> list[str]:
    """Ids of the articles that a canonical address has led to."""
    rows = db.execute(
        "SELECT article_id FROM addresses WHERE url = ? UNION"
        " SELECT article_id FROM articles WHERE is_current AND json_extract(payload, '$.url') = ?",
        (url, url),
    )
    return [article_id for (article_id,) in rows]


def load_sightings(db: Database, *, article_id: str) -> tuple[Sighting, ...]:
    """Every announcement that became an article, first one first."""
    return tuple(sighting_of(row) for row in db.execute(f"{SIGHTINGS} WHERE article_id = ? {IN_ORDER}", (article_id,)))


def load_origins(db: Database, article_ids: Iterable[str]) -> dict[str, list[Sighting]]:
    """Every announcement that became one of these articles, by article id, first one first."""
    found: dict[str, list[Sighting]] = {}
    for article_id, *row in db.execute(ORIGINS, (pack(sorted(set(article_ids))),)):
        found.setdefault(article_id, []).append(sighting_of((*row, NO_WORDS)))
    return found


def find_dropped(db: Database, *, url: str) -> tuple[Sighting, ...]:
    """Announcements of a canonical address that became no article."""
    rows = db.execute(f"{SIGHTINGS} WHERE article_id = '' {IN_ORDER}")
    return tuple(sighting_of(row) for row in rows if canonical_url(unpack(row[-1], Entry).url) == url)


SIGHTINGS = (
    "SELECT entries.feed_url, entries.entry_id, entries.seen_at, fetches.url, status, body_hash, reason,"
    " entries.payload FROM readings JOIN entries ON entries.id = entry_row JOIN documents ON documents.id = document_id"
    " JOIN fetches ON fetches.id = fetch_id"
)
ORIGINS = (
    "SELECT article_id, entries.feed_url, entries.entry_id, entries.seen_at, fetches.url, status, body_hash, reason"
    " FROM json_each(?) CROSS JOIN readings ON article_id = json_each.value"
    " JOIN entries ON entries.id = entry_row JOIN documents ON documents.id = document_id"
    " JOIN fetches ON fetches.id = fetch_id ORDER BY article_id, entries.seen_at, entries.feed_url, entries.id"
)
NO_WORDS = '{"id":""}'
"""In place of the entries' words, which nobody wants who asks for origins."""
IN_ORDER = "ORDER BY entries.seen_at, entries.feed_url, entries.id"


def sighting_of(row: tuple[str, str, str, str, int, str, str, str]) -> Sighting:
    """A row of ``SIGHTINGS`` as a value."""
    feed_url, entry_id, seen_at, url, status, body_hash, reason, payload = row
    return Sighting(
        feed_url=feed_url,
        entry_id=entry_id,
        seen_at=moment_of(seen_at),
        url=url,
        status=status,
        body_hash=body_hash,
        headline=unpack(payload, Entry).headline,
        drop_reason=reason,
    )
