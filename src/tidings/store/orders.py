"""Orders: what an editor said."""

from __future__ import annotations

from ..model import Order
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
