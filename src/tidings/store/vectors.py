"""Vectors of articles, each with the model that made it and what it was made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from ..model import Article
from ..vectors import Vector
from .database import Database, pack, stamp, transaction, unpack

LITTLE_ENDIAN = np.dtype("<i2")
"""The same bytes on every machine."""


UNEMBEDDED = (
    "SELECT articles.id, articles.payload, ifnull(vectors.key, '') FROM articles"
    " LEFT JOIN vectors ON vectors.article_id = articles.article_id AND model = ?"
    " WHERE is_current AND vectors.article_row IS NOT articles.id"
    " AND articles.article_id NOT IN (SELECT article_id FROM reprints)"
)
"""Originals that have no vector of a model for what they say now."""


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
    needed_at: datetime
    """Some days after this it is forgotten."""
    vector: Vector | None
    """None: the one that is kept already is still right, for the text has not changed."""


def load_unembedded(db: Database, model: str, *, since: datetime) -> list[Unembedded]:
    """Originals that have no vector of the model for what they say now, oldest first: those published since a moment,
    and those that wait for a story.
    """
    rows = db.execute(
        f"{UNEMBEDDED} AND (articles.published >= ?"  # noqa: S608  # our own text
        " OR articles.article_id NOT IN (SELECT article_id FROM placements))"
        " ORDER BY articles.published, articles.article_id",
        (model, stamp(since)),
    )
    return [Unembedded(row=row, article=unpack(payload, Article), key=key) for row, payload, key in rows]


def load_unembedded_slice(db: Database, model: str, *, since: datetime, until: datetime) -> list[Unembedded]:
    """The same of those published in a stretch of time, whether they wait or not."""
    rows = db.execute(
        f"{UNEMBEDDED} AND articles.published >= ? AND articles.published < ?"
        " ORDER BY articles.published, articles.article_id",
        (model, stamp(since), stamp(until)),
    )
    return [Unembedded(row=row, article=unpack(payload, Article), key=key) for row, payload, key in rows]


def save_vectors(db: Database, model: str, made: Iterable[Embedded]) -> None:
    """Keep vectors of a model; an article has one of each."""
    made = list(made)
    with transaction(db):
        db.executemany(
            "INSERT OR REPLACE INTO vectors (article_id, model, article_row, key, needed_at, data)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (one.article_id, model, one.row, one.key, stamp(one.needed_at), bytes_of(one.vector))
                for one in made
                if one.vector is not None
            ],
        )
        db.executemany(
            "UPDATE vectors SET article_row = ?, needed_at = ? WHERE article_id = ? AND model = ?",
            [(one.row, stamp(one.needed_at), one.article_id, model) for one in made if one.vector is None],
        )


def load_vectors(db: Database, model: str, article_ids: Iterable[str]) -> dict[str, Vector]:
    """The vectors of some articles by one model, by article id; those that have none are left out."""
    rows = db.execute(
        "SELECT article_id, data FROM json_each(?) CROSS JOIN vectors ON article_id = json_each.value AND model = ?",
        (pack(sorted(set(article_ids))), model),
    )
    return {article_id: np.frombuffer(data, LITTLE_ENDIAN).astype(np.int16) for article_id, data in rows}


def prune_vectors(db: Database, *, before: datetime) -> int:
    """Forget the vectors that were needed last before a moment, of articles that have a story; returns how many."""
    with transaction(db):
        return db.execute(
            "DELETE FROM vectors WHERE needed_at < ? AND article_id IN (SELECT article_id FROM placements)",
            (stamp(before),),
        ).rowcount


def bytes_of(vector: Vector) -> bytes:
    """A vector as it is kept."""
    return vector.astype(LITTLE_ENDIAN).tobytes()
