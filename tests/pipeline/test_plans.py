"""What a run costs does not grow with a desk's history: the plan of every question that it asks its memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tidings import store
from tidings.store.schema import MIGRATIONS

from .test_health_line import START, Newsroom, rss, steady

HOUR = timedelta(hours=1)
AS_MANY_AS_FEEDS = {"feed_states", "state", "hosts", "subscriptions", "hubs"}
AS_MANY_AS_WAIT = {"unparsed", "unread", "unread_pages", "owed_pages"}
BOUNDED = {
    "editions",
    "runs",
    "rendered",
    "drafted",
    "releases",
    "fronts",
    "orders",
    "story_orders",
    "boosts",
    "older",
    "json_each",
    "pictures",
    "picture_files",
    "secured",
}
"""``older`` is a few documents of one feed, ``json_each`` the entries of one document, pictures those of an edition."""
WHOLE = {
    "articles",
    "page_readings",
    "revised",
    "placements",
    "reprints",
    "article_opinions",
    "kinds",
    "story_scores",
    "verdicts",
    "story_aliases",
    "story_kin",
    "slugs",
    "record_names",
    "views",
    "standing",
    "site_records",
}
"""Opinions, names and the last word on each article, which are few beside the facts, are loaded whole."""


def questions(folder: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Everything that a run asks of SQLite, on a desk that has run before."""
    said: list[str] = []
    open_database = store.open_database

    def overheard(path: Path) -> store.Database:
        db = open_database(path)
        db.set_trace_callback(said.append)
        return db

    room = Newsroom(folder, lambda now: rss(steady(now)))
    folder.mkdir()
    orders = "must-link https://post.example/1 https://post.example/2\nlead https://post.example/1\nkill waiting\n"
    (folder / "orders.txt").write_text(orders)
    for hour in (1, 4, 7):
        room.run(START + hour * HOUR)
    monkeypatch.setattr(store, "open_database", overheard)
    room.run(START + 10 * HOUR)
    return {text for text in said if text.split(maxsplit=1)[0] in ("SELECT", "INSERT", "UPDATE", "DELETE")}


def plan_lines(db: store.Database, question: str) -> Iterator[str]:
    return (row[-1] for row in db.execute(f"EXPLAIN QUERY PLAN {question}"))


def test_no_question_of_a_run_walks_through_the_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = questions(tmp_path / "desk", monkeypatch)
    may_be_walked = AS_MANY_AS_FEEDS | AS_MANY_AS_WAIT | BOUNDED | WHOLE

    with store.closing(store.open_database(tmp_path / "other.sqlite3")) as db:
        bad = {
            (line, question)
            for question in asked
            for line in plan_lines(db, question)
            if (line.startswith("SCAN") and "subquery" not in line and line.split()[1] not in may_be_walked)
            or "AUTOMATIC" in line
        }

    assert len(asked) > 50
    assert not bad


def test_what_waits_is_known_after_the_migration_of_an_old_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Newsroom(tmp_path, lambda now: rss(steady(now)))
    with monkeypatch.context() as before:
        before.setattr("tidings.store.database.MIGRATIONS", MIGRATIONS[:6])
        with store.closing(store.open_database(tmp_path / ".tidings/desk.sqlite3")) as db:
            insert_history(db)
    with store.closing(store.open_database(tmp_path / ".tidings/desk.sqlite3")) as db:
        assert [answer.fetch_id for answer in store.load_unparsed(db)] == [2]
        assert [row[0] for row in db.execute("SELECT entry_row FROM unread")] == [2]

    room.run(START + HOUR)

    with store.closing(store.open_database(tmp_path / ".tidings/desk.sqlite3")) as db:
        assert store.count_unparsed(db) == (0, 0)
        assert store.load_unread(db) == []


def insert_history(db: store.Database) -> None:
    """Two answers, the first of them read; two entries of it, the first of them an article."""
    body = zlib.compress(rss([]))
    for number in (1, 2):
        db.execute(
            "INSERT INTO fetches VALUES (?, 'https://a.example/f', ?, '', 200, '', ?, '')",
            (number, f"2026-03-0{number}T00:00:00.000000Z", f"h{number}"),
        )
        db.execute("INSERT INTO bodies VALUES (?, ?, 1, ?)", (number, f"h{number}", body))
    db.execute("INSERT INTO documents VALUES (1, 1, 'https://a.example/f', 2, '{}', '')")
    for number in (1, 2):
        db.execute(
            "INSERT INTO entries VALUES (?, 'https://a.example/f', ?, 'h', '2026-03-01T00:00:00.000000Z', 1, ?)",
            (number, f"e{number}", f'{{"id":"e{number}"}}'),
        )
    db.execute("INSERT INTO readings VALUES (1, '', 'x', 'y')")
