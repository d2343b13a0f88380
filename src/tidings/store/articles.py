"""Articles and their revisions, and what became of each entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from ..model import Article, Drop, Entry, ParsedFeed
from .database import Database, hash_of, moment_of, pack, stamp, transaction, unpack

Unread = tuple[int, str, datetime, Entry, ParsedFeed]


def load_unread(db: Database) -> list[Unread]:
    """Entries that nobody has made an article of: row, feed, first sight, entry and its document.

    In an order that depends on what they say, never on which answer came first.
    """
    rows = db.execute(
        "SELECT entries.id, entries.feed_url, fetched_at, entries.payload, documents.payload FROM entries"
        " JOIN documents ON documents.id = document_id JOIN fetches ON fetches.id = fetch_id"
        " WHERE entries.id NOT IN (SELECT entry_row FROM readings)"
        " ORDER BY fetched_at, entries.feed_url, entries.id"
    )
    return [
        (row, feed_url, moment_of(fetched_at), unpack(entry, Entry), unpack(document, ParsedFeed))
        for row, feed_url, fetched_at, entry, document in rows
    ]


def load_current(db: Database, article_ids: Iterable[str]) -> dict[str, Article]:
    """The newest revision of each of some articles, by id."""
    found = {}
    for article_id in article_ids:
        row = db.execute("SELECT payload FROM articles WHERE article_id = ? AND is_current", (article_id,)).fetchone()
        if row:
            found[article_id] = unpack(row[0], Article)
    return found


def save_articles(db: Database, revisions: Sequence[Article], readings: Sequence[tuple[int, str, Drop | None]]) -> None:
    """Keep new articles and revisions, and what became of each entry (row, article id, drop)."""
    with transaction(db):
        for article in revisions:
            payload = pack(article)
            db.execute("UPDATE articles SET is_current = 0 WHERE article_id = ?", (article.id,))
            db.execute(
                "INSERT INTO articles (article_id, hash, published, seen_at, is_current, payload)"
                " VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT DO UPDATE SET is_current = 1",
                (article.id, hash_of(payload), stamp(article.published), stamp(article.seen_at), payload),
            )
        db.executemany(
            "INSERT INTO readings (entry_row, article_id, what, reason) VALUES (?, ?, ?, ?)",
            [
                (row, article_id, drop.what if drop else "", drop.reason if drop else "")
                for row, article_id, drop in readings
            ],
        )


def load_articles(db: Database, *, since: datetime) -> list[Article]:
    """Current articles published since a moment, oldest first."""
    rows = db.execute(
        "SELECT payload FROM articles WHERE is_current AND published >= ? ORDER BY published, article_id",
        (stamp(since),),
    )
    return [unpack(payload, Article) for (payload,) in rows]


def load_article_ids(db: Database, *, url: str) -> list[str]:
    """Ids of the articles whose canonical address is this."""
    rows = db.execute("SELECT article_id FROM articles WHERE is_current AND json_extract(payload, '$.url') = ?", (url,))
    return [article_id for (article_id,) in rows]


def load_entry_drops(db: Database, *, fetched_at: datetime) -> dict[str, list[Drop]]:
    """Entries first seen at a moment that became no article, by feed."""
    rows = db.execute(
        "SELECT feed_url, what, reason FROM readings JOIN entries ON entries.id = entry_row"
        " WHERE seen_at = ? AND article_id = '' ORDER BY feed_url, entries.id",
        (stamp(fetched_at),),
    )
    drops: dict[str, list[Drop]] = {}
    for feed_url, what, reason in rows:
        drops.setdefault(feed_url, []).append(Drop(what=what, reason=reason))
    return drops
