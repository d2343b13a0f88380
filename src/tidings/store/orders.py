"""Orders: what an editor said; and how often readers looked."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Boost, Order, Views
from .database import Database, pack, transaction, unpack


def save_order(db: Database, order: Order) -> None:
    """Keep an order; a newer one of the same kind for the same story takes its place."""
    with transaction(db):
        db.execute(
            "INSERT INTO orders (kind, story_id, payload) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, story_id) DO UPDATE SET payload = excluded.payload",
            (order.kind, order.story_id, pack(order)),
        )


def remove_order(db: Database, *, kind: str, story_id: str) -> bool:
    """Take an order back; False where there was none."""
    with transaction(db):
        cursor = db.execute("DELETE FROM orders WHERE kind = ? AND story_id = ?", (kind, story_id))
    return cursor.rowcount > 0


def load_orders(db: Database) -> tuple[Order, ...]:
    """All orders in force, by kind and story."""
    rows = db.execute("SELECT payload FROM orders ORDER BY kind, story_id")
    return tuple(unpack(payload, Order) for (payload,) in rows)


def save_boost(db: Database, boost: Boost) -> None:
    """Keep a boost; a newer one of the same article takes its place."""
    with transaction(db):
        db.execute(
            "INSERT INTO boosts (article_id, payload) VALUES (?, ?)"
            " ON CONFLICT (article_id) DO UPDATE SET payload = excluded.payload",
            (boost.article_id, pack(boost)),
        )


def remove_boost(db: Database, *, article_id: str) -> bool:
    """Take a boost back; False where there was none."""
    with transaction(db):
        cursor = db.execute("DELETE FROM boosts WHERE article_id = ?", (article_id,))
    return cursor.rowcount > 0


def load_boosts(db: Database) -> dict[str, Boost]:
    """All boosts in force, by article id."""
    rows = db.execute("SELECT article_id, payload FROM boosts ORDER BY article_id")
    return {article_id: unpack(payload, Boost) for article_id, payload in rows}


def save_views(db: Database, views: Iterable[Views]) -> None:
    """Keep the last count of each article."""
    with transaction(db):
        db.executemany(
            "INSERT INTO views (article_id, payload) VALUES (?, ?)"
            " ON CONFLICT (article_id) DO UPDATE SET payload = excluded.payload",
            [(one.article_id, pack(one)) for one in views],
        )


def load_views(db: Database) -> dict[str, Views]:
    """The last count of each article that was counted, by its id."""
    rows = db.execute("SELECT article_id, payload FROM views ORDER BY article_id")
    return {article_id: unpack(payload, Views) for article_id, payload in rows}
