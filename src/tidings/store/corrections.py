"""An editor's corrections of stories: the orders in force, and what they move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model import Story, StoryMerge, StoryOrder, StorySplit
from .database import Database, pack, transaction, unpack
from .stories import build_stories


def save_story_orders(db: Database, orders: Sequence[StoryOrder]) -> None:
    """Replace the orders in force by these."""
    if load_story_orders(db) == tuple(orders):
        return
    with transaction(db):
        db.execute("DELETE FROM story_orders")
        db.executemany("INSERT INTO story_orders (payload) VALUES (?)", [(pack(order),) for order in orders])


def load_story_orders(db: Database) -> tuple[StoryOrder, ...]:
    """The orders in force, by line."""
    rows = db.execute("SELECT payload FROM story_orders ORDER BY id")
    return tuple(unpack(payload, StoryOrder) for (payload,) in rows)


def mark_ordered(db: Database, splits: Iterable[StorySplit], merges: Iterable[StoryMerge]) -> None:
    """Note with the placements that move because an editor said so that this is why, before they are moved."""
    leaving = [article_id for split in splits for article_id in split.article_ids]
    with transaction(db):
        db.executemany(
            "UPDATE placements SET payload = json_set(payload, '$.reason', 'order') WHERE article_id = ?",
            [(article_id,) for article_id in leaving],
        )
        db.executemany(
            "UPDATE placements SET payload = json_set(payload, '$.reason', 'order')"
            " WHERE story_id = ? AND json_extract(payload, '$.reason') = 'first report'",
            [(merge.dropped_id,) for merge in merges],
        )


def load_stories_of(db: Database, article_ids: Iterable[str]) -> list[Story]:
    """The stories that some articles are in, whole."""
    return build_stories(
        db.execute(
            "SELECT story_id, articles.payload FROM placements JOIN articles USING (article_id)"
            " WHERE is_current AND story_id IN (SELECT story_id FROM placements"
            " WHERE article_id IN (SELECT value FROM json_each(?))) ORDER BY story_id, published, article_id",
            (pack(sorted(set(article_ids))),),
        )
    )


def load_homes(db: Database, article_ids: Iterable[str]) -> dict[str, str]:
    """The story of each of some articles, by article id."""
    query = "SELECT article_id, story_id FROM placements WHERE article_id IN (SELECT value FROM json_each(?))"
    return dict(db.execute(query, (pack(sorted(set(article_ids))),)))


def find_oldest(db: Database, story_id: str) -> str | None:
    """Id of the oldest article that is in a story; None: it has none."""
    row = db.execute(
        "SELECT article_id FROM placements JOIN articles USING (article_id) WHERE is_current AND story_id = ?"
        " ORDER BY published, article_id LIMIT 1",
        (story_id,),
    ).fetchone()
    return row[0] if row else None
