"""Vectors of articles, each with the model that made it and what it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from ..model import Article
from ..vectors import Vector
from .database import Database, pack, stamp, transaction, unpack

LITTLE_ENDIAN = np.dtype("<i2")
"""The same bytes on every machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unembedded:
    """An article whose present revision no vector of the model was made of."""

    row: int
    """The revision's."""
    article: Article
    key: str
    """Of the vector that there is of an earlier revision; empty: there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A vector to keep."""

    article_id: str
    row: int
    """The revision's that it was made of."""
    key: str
    """Hash of the text that it was made of."""
    published: datetime
    vector: Vector | None
    """None: the one that is kept already is still right, for the text has not changed."""


def load_unembedded(db: Database, model: str, *, since: datetime) -> Iterator[Unembedded]:
    """Originals that have no vector of the model for what they say now, oldest first: those published since a moment,
    and those that wait for a story.
    """
    rows = db.execute(
        "SELECT articles.id, articles.payload, ifnull(vectors.key, '') FROM articles"
        " LEFT JOIN vectors ON vectors.article_id = articles.article_id AND model = ?"
        " WHERE is_current"
        " AND (articles.published >= ? OR articles.article_id NOT IN (SELECT article_id FROM placements))"
        " AND vectors.article_row IS NOT articles.id"
        " AND articles.article_id NOT IN (SELECT article_id FROM reprints)"
        " ORDER BY articles.published, articles.article_id",
        (model, stamp(since)),
    )
    for row, payload, key in rows.fetchall():
        yield Unembedded(row=row, article=unpack(payload, Article), key=key)


def save_vectors(db: Database, model: str, made: Iterable[Embedded]) -> None:
    """Keep vectors of a model; an article has one of each."""
    made = list(made)
    with transaction(db):
        db.executemany(
            "INSERT OR REPLACE INTO vectors (article_id, model, article_row, key, published, data)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (one.article_id, model, one.row, one.key, stamp(one.published), bytes_of(one.vector))
                for one in made
                if one.vector is not None
            ],
        )
        db.executemany(
            "UPDATE vectors SET article_row = ?, published = ? WHERE article_id = ? AND model = ?",
            [(one.row, stamp(one.published), one.article_id, model) for one in made if one.vector is None],
        )


def load_vectors(db: Database, model: str, article_ids: Iterable[str]) -> dict[str, Vector]:
    """The vectors of some articles by one model, by article id; those that have none are left out."""
    rows = db.execute(
        "SELECT article_id, data FROM json_each(?) CROSS JOIN vectors ON article_id = json_each.value AND model = ?",
        (pack(sorted(set(article_ids))), model),
    )
    return {article_id: np.frombuffer(data, LITTLE_ENDIAN).astype(np.int16) for article_id, data in rows}


def prune_vectors(db: Database, *, before: datetime) -> int:
    """Forget the vectors of articles that were published before a moment and have a story; returns how many."""
    with transaction(db):
        return db.execute(
            "DELETE FROM vectors WHERE published < ? AND article_id IN (SELECT article_id FROM placements)",
            (stamp(before),),
        ).rowcount


def bytes_of(vector: Vector) -> bytes:
    """A vector as it is kept."""
    return vector.astype(LITTLE_ENDIAN).tobytes()
