"""Opinions: reprints, placements, scores and verdicts; each names the rules that made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from ..genre import Kind
from ..model import (
    Article,
    ArticleOpinion,
    Placement,
    Reprint,
    Story,
    StoryScore,
    Verdict,
)
from ..rules import RULES_VERSION
from .database import Database, pack, stamp, transaction, unpack

Value = TypeVar("Value")


def save_reprints(db: Database, reprints: Iterable[Reprint], *, since: datetime) -> None:
    """Replace what we think of the articles published since a moment."""
    with transaction(db):
        db.execute(
            "DELETE FROM reprints WHERE article_id IN"
            " (SELECT article_id FROM articles WHERE is_current AND published >= ?)",
            (stamp(since),),
        )
        db.executemany(
            "INSERT OR REPLACE INTO reprints (article_id, rules, payload) VALUES (?, ?, ?)",
            [(reprint.article_id, RULES_VERSION, pack(reprint)) for reprint in reprints],
        )


def load_reprints(db: Database) -> dict[str, str]:
    """Article id of every reprint, to that of its original."""
    return {key: reprint.reprint_of for key, reprint in load_whole_reprints(db).items()}


def load_whole_reprints(db: Database) -> dict[str, Reprint]:
    """Every reprint by its article's id, with its original and the reason."""
    return load_values(db, "reprints", "article_id", Reprint)


def load_unplaced(db: Database) -> list[Article]:
    """Current articles without a story, oldest first."""
    rows = db.execute(
        "SELECT payload FROM articles WHERE is_current AND article_id NOT IN (SELECT article_id FROM placements)"
        " ORDER BY published, article_id"
    )
    return [unpack(payload, Article) for (payload,) in rows]


def load_known_stories(db: Database, *, since: datetime) -> list[Story]:
    """Stories with an article published since a moment, whole."""
    return build_stories(
        db.execute(
            "SELECT story_id, articles.payload FROM placements JOIN articles USING (article_id)"
            " WHERE is_current AND story_id IN (SELECT story_id FROM placements JOIN articles USING (article_id)"
            " WHERE is_current AND published >= ?) ORDER BY story_id, published, article_id",
            (stamp(since),),
        )
    )


def load_stories(db: Database) -> list[Story]:
    """Every story, whole."""
    return build_stories(
        db.execute(
            "SELECT story_id, articles.payload FROM placements JOIN articles USING (article_id)"
            " WHERE is_current ORDER BY story_id, published, article_id"
        )
    )


def build_stories(rows: Iterable[tuple[str, str]]) -> list[Story]:
    """Stories from rows that are sorted by story."""
    members: dict[str, list[Article]] = {}
    for story_id, payload in rows:
        members.setdefault(story_id, []).append(unpack(payload, Article))
    return [Story(id=story_id, articles=tuple(articles)) for story_id, articles in members.items()]


def load_placements(db: Database) -> dict[str, Placement]:
    """The story of every article and why, by article id."""
    return load_values(db, "placements", "article_id", Placement)


def save_opinions(db: Database, opinions: Sequence[ArticleOpinion]) -> None:
    """Replace all opinions of articles."""
    replace_values(db, "article_opinions", "article_id", {opinion.article_id: opinion for opinion in opinions})


def load_opinions(db: Database) -> dict[str, ArticleOpinion]:
    """What we think of every article, by id."""
    return load_values(db, "article_opinions", "article_id", ArticleOpinion)


def load_kinds(db: Database) -> dict[str, tuple[str, Kind]]:
    """The kind of every article that was judged, with the key of what it was judged by, by article id."""
    rows = db.execute("SELECT article_id, key, payload FROM kinds")
    return {article_id: (key, unpack(payload, Kind)) for article_id, key, payload in rows}


def save_kinds(db: Database, kinds: Mapping[str, tuple[str, Kind]]) -> None:
    """Keep kinds with the keys of what they were judged by."""
    with transaction(db):
        db.executemany(
            "INSERT INTO kinds (article_id, key, payload) VALUES (?, ?, ?)"
            " ON CONFLICT (article_id) DO UPDATE SET key = excluded.key, payload = excluded.payload",
            [(article_id, key, pack(kind)) for article_id, (key, kind) in kinds.items()],
        )


def save_scores(db: Database, scores: Sequence[StoryScore]) -> None:
    """Replace all scores of stories."""
    replace_values(db, "story_scores", "story_id", {score.story_id: score for score in scores})


def load_scores(db: Database) -> dict[str, StoryScore]:
    """The heat of every story, by id."""
    return load_values(db, "story_scores", "story_id", StoryScore)


def save_verdicts(db: Database, verdicts: Mapping[str, Verdict]) -> None:
    """Replace all verdicts."""
    replace_values(db, "verdicts", "article_id", verdicts)


def load_verdicts(db: Database) -> dict[str, Verdict]:
    """What happens to every article, by id."""
    return load_values(db, "verdicts", "article_id", Verdict)


def drop_opinions(db: Database) -> None:
    """Forget everything we concluded; facts, orders and the record stay (and what ids are kept by with it)."""
    with transaction(db):
        for table in (
            "reprints",
            "placements",
            "story_kin",
            "article_opinions",
            "story_scores",
            "verdicts",
            "vectors",
        ):
            db.execute(f"DELETE FROM {table}")  # noqa: S608  # names from the line above


def load_values(db: Database, table: str, key: str, kind: type[Value]) -> dict[str, Value]:
    """A table of opinions as a mapping, in the order of its keys."""
    rows = db.execute(f"SELECT {key}, payload FROM {table} ORDER BY {key}")  # noqa: S608  # our own names
    return {name: unpack(payload, kind) for name, payload in rows}


def replace_values(db: Database, table: str, key: str, values: Mapping[str, object]) -> None:
    """Make a table say exactly this, writing only the rows that differ."""
    known = dict(db.execute(f"SELECT {key}, payload FROM {table}"))  # noqa: S608  # our own names
    packed = {name: pack(value) for name, value in values.items()}
    gone = [(name,) for name in known.keys() - packed.keys()]
    changed = [(name, RULES_VERSION, payload) for name, payload in packed.items() if known.get(name) != payload]
    if not gone and not changed:
        return
    with transaction(db):
        db.executemany(f"DELETE FROM {table} WHERE {key} = ?", gone)  # noqa: S608  # our own names
        db.executemany(
            f"INSERT OR REPLACE INTO {table} ({key}, rules, payload) VALUES (?, ?, ?)",  # noqa: S608  # our own names
            changed,
        )
