"""What an editor orders, kept: stories pinned or spiked, articles moved up."""

from __future__ import annotations

from datetime import datetime

from . import inquire, store
from .model import Boost, Order, OrderKind


def give_order(
    db: store.Database, kind: OrderKind, target: str, *, who: str, why: str, now: datetime, is_private: bool = False
) -> None:
    """Keep an editor's order for the story with this slug, or with an article of this address; raises NotFoundError."""
    story_id = inquire.story_named(db, target)
    order = Order(kind=kind, story_id=story_id, who=who, why=why, ordered_at=now, is_private=is_private)
    store.save_order(db, order)


def take_order_back(db: store.Database, kind: OrderKind, target: str) -> bool:
    """Forget an order; False where there was none.  Raises NotFoundError for an unknown slug or address."""
    return store.remove_order(db, kind=kind, story_id=inquire.story_named(db, target))


def give_boost(
    db: store.Database, target: str, *, points: float, who: str, why: str, now: datetime, is_private: bool = False
) -> str:
    """Move an article up, given by its address, its record's name or its story's slug, which means the lead.

    Returns the article's headline; raises NotFoundError.
    """
    article = inquire.article_meant(db, target)
    boost = Boost(article_id=article.id, points=points, who=who, why=why, ordered_at=now, is_private=is_private)
    store.save_boost(db, boost)
    return article.headline


def take_boost_back(db: store.Database, target: str) -> bool:
    """Forget a boost; False where there was none.  Raises NotFoundError for an unknown target."""
    return store.remove_boost(db, article_id=inquire.article_meant(db, target).id)
