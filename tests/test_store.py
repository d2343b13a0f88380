"""What is remembered, and that it stays apart."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.make import NOON, at, make_article, make_entry
from tidings import store
from tidings.errors import FetchError, StoreError
from tidings.genre import NEWS
from tidings.model import (
    FeedState,
    Fetched,
    Kinship,
    Link,
    Order,
    ParsedFeed,
    Placement,
    Poison,
    StoryMerge,
    Validators,
)
from tidings.store.schema import MIGRATIONS

FEED = "https://post.example/feed"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[store.Database]:
    with store.closing(store.open_database(tmp_path / "desk.sqlite3")) as db:
        yield db


def answer(body: bytes = b"<rss/>", *, hours: float = 0) -> Fetched:
    return Fetched(feed_url=FEED, url=FEED, status=200, fetched_at=at(hours), body=body)


def gather(db: store.Database, outcome: Fetched | FetchError, *, hours: float = 0) -> None:
    state = FeedState(feed_url=FEED, validators=Validators(etag='"1"'), next_due_at=at(hours + 1))
    store.save_fetch(db, outcome, state, now=at(hours), jobs=[])


def gather_together(db: store.Database, outcomes: list[Fetched | FetchError]) -> None:
    with store.together(db):
        for hours, outcome in enumerate(outcomes):
            gather(db, outcome, hours=hours)


def test_every_table_is_strict(db: store.Database) -> None:
    tables = [row for row in db.execute("PRAGMA table_list") if row[0] == "main" and not row[1].startswith("sqlite_")]

    assert tables
    assert all(is_strict for *_, is_strict in tables)


def test_the_journal_is_a_write_ahead_log(db: store.Database) -> None:
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_opening_again_keeps_everything(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    with store.closing(store.open_database(path)) as db:
        gather(db, answer())
    with store.closing(store.open_database(path)) as db:
        assert store.load_feed_states(db)[FEED].validators.etag == '"1"'


def test_a_database_of_a_newer_tidings_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    with store.closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")

    with pytest.raises(StoreError, match="newer Tidings"):
        store.open_database(path)


def test_a_file_that_is_no_database_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    path.write_bytes(b"not a database, but long enough to be looked at as if it were one" * 20)

    with pytest.raises(StoreError, match="opening the database"):
        store.open_database(path)


def test_a_failing_migration_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (*MIGRATIONS, "CREATE TABLE extra (id INTEGER) STRICT;\nCREATE TABLE bodies (id INTEGER) STRICT;\n")
    path = tmp_path / "desk.sqlite3"
    store.open_database(path).close()
    monkeypatch.setattr("tidings.store.database.MIGRATIONS", broken)

    with pytest.raises(StoreError):
        store.open_database(path)
    with store.closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
        assert not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'extra'").fetchall()


def test_the_same_body_is_kept_once(db: store.Database) -> None:
    gather(db, answer())
    gather(db, answer(hours=1), hours=1)

    assert db.execute("SELECT count(*) FROM bodies").fetchone() == (1,)
    assert len(list(store.load_unparsed(db))) == 2


def test_an_error_is_a_fact_like_an_answer(db: store.Database) -> None:
    gather(db, FetchError(FEED, "no such host"))

    assert store.load_gathered(db, fetched_at=NOON)[FEED].error == "no such host"


def test_what_was_read_is_not_read_again(db: store.Database) -> None:
    gather(db, answer())
    (unparsed,) = store.load_unparsed(db)

    assert store.save_parsed(db, unparsed, ParsedFeed(entries=(make_entry(),))) == 1
    assert list(store.load_unparsed(db)) == []


def test_an_unchanged_entry_is_no_new_fact_but_a_changed_one_is(db: store.Database) -> None:
    for hours, headline in enumerate(["Ferry", "Ferry", "Ferry sinks"]):
        gather(db, answer(str(hours).encode(), hours=hours), hours=hours)
        (unparsed,) = store.load_unparsed(db)
        store.save_parsed(db, unparsed, ParsedFeed(entries=(make_entry(headline),)))

    assert [entry.headline for *_, entry, _ in store.load_unread(db)] == ["Ferry", "Ferry sinks"]


def test_revisions_of_an_article_are_all_kept_and_one_is_current(db: store.Database) -> None:
    first = make_article("Ferry", url="https://post.example/1")
    second = make_article("Ferry sinks", url="https://post.example/1")
    store.save_articles(db, [first], [], now=NOON)
    store.save_articles(db, [second], [], now=at(1))

    assert store.load_articles(db, since=at(-1)) == [second]
    assert db.execute("SELECT count(*) FROM articles").fetchone() == (2,)


def test_a_merged_story_takes_its_articles_and_orders_along(db: store.Database) -> None:
    one, two = make_article("One"), make_article("Two")
    store.save_articles(db, [one, two], [], now=NOON)
    store.save_placements(db, [Placement(article_id=a.id, story_id=a.id) for a in (one, two)], (), now=NOON)
    store.save_order(db, Order(kind="pin", story_id=two.id, who="Ada", why="", ordered_at=NOON))

    store.save_placements(db, (), [StoryMerge(kept_id=one.id, dropped_id=two.id, similarity=0.5)], now=NOON)

    assert {placement.story_id for placement in store.load_placements(db).values()} == {one.id}
    assert [order.story_id for order in store.load_orders(db)] == [one.id]
    assert store.load_aliases(db) == {two.id: one.id}


def test_stories_of_one_thread_are_kept_once_each_pair_and_forgotten_with_the_opinions(db: store.Database) -> None:
    first = Kinship(story_id="a", other_id="b", link=Link(probability=0.3))
    later = Kinship(story_id="a", other_id="b", link=Link(probability=0.4))

    store.save_kin(db, [first], compared=["a"])
    store.save_kin(db, [later], compared=["a"])

    assert store.load_kin(db) == (later,)
    store.drop_opinions(db)
    assert store.load_kin(db) == ()


def test_forgetting_opinions_leaves_facts_and_orders(db: store.Database) -> None:
    article = make_article()
    store.save_articles(db, [article], [], now=NOON)
    store.save_placements(db, [Placement(article_id=article.id, story_id=article.id)], (), now=NOON)
    store.save_order(db, Order(kind="pin", story_id=article.id, who="Ada", why="", ordered_at=NOON))

    store.drop_opinions(db)

    assert store.load_placements(db) == {}
    assert len(store.load_articles(db, since=at(-1))) == len(store.load_orders(db)) == 1


def test_opinions_from_before_there_were_kinds_are_still_read(db: store.Database) -> None:
    old = '{"article_id":"a1","quality":{"parts":[]},"topics":[],"spam":"a growth rate (CAGR) and a market forecast"}'
    db.execute("INSERT INTO article_opinions (article_id, rules, payload) VALUES ('a1', 1, ?)", (old,))

    assert store.load_opinions(db)["a1"].kind == NEWS


def test_a_draft_is_what_there_is_once_it_is_published(db: store.Database) -> None:
    first = store.StoredRelease(name="one")
    store.save_draft(db, first, [made("site/a"), made("site/b")])
    assert (store.load_rendered(db), store.load_draft(db)) == ({}, first)

    store.save_published(db)
    store.save_draft(db, store.StoredRelease(name="two", base="one"), [made("site/b", ""), made("site/c")])
    assert store.load_drafted(db) == ({"site/c"}, {"site/b"})

    store.save_published(db)
    assert list(store.load_rendered(db)) == ["site/a", "site/c"]
    assert [release.name for release in store.load_releases(db)] == ["two", "one"]
    assert store.load_draft(db) is None


def made(path: str, digest: str = "1") -> store.Made:
    return store.Made(path=path, key="", hash=digest)


def test_a_failed_write_keeps_nothing_of_its_step(db: store.Database) -> None:
    order = Order(kind="pin", story_id="1", who="Ada", why="", ordered_at=NOON)
    db.execute("CREATE TRIGGER full BEFORE INSERT ON orders BEGIN SELECT RAISE(FAIL, 'disk full'); END")

    with pytest.raises(StoreError, match="nothing of this step was kept"):
        store.save_order(db, order)

    db.execute("DROP TRIGGER full")
    store.save_order(db, order)
    assert store.load_orders(db) == (order,)


def test_what_is_kept_together_reaches_the_disk_as_one(tmp_path: Path) -> None:
    with (
        store.closing(store.open_database(tmp_path / "db")) as db,
        store.closing(store.open_database(tmp_path / "db")) as other,
    ):
        with store.together(db):
            gather(db, answer(b"one"))
            gather(db, answer(b"two"), hours=1)
            assert store.count_unparsed(other) == (0, 0)

        assert store.count_unparsed(other)[0] == 2


def test_one_that_cannot_be_kept_does_not_take_those_before_it_along(db: store.Database) -> None:
    unwritable = FetchError("https://post.example/feed", "half a letter: \ud800")

    with pytest.raises(UnicodeEncodeError):
        gather_together(db, [answer(b"one"), unwritable])

    assert [(found.status, found.error) for found in store.load_gathered(db, fetched_at=NOON).values()] == [(200, "")]
    assert store.load_gathered(db, fetched_at=at(1)) == {}


@pytest.mark.parametrize("table", ["entries", "fetches", "articles", "jobs"])
def test_what_one_run_did_is_found_without_reading_the_whole_history(db: store.Database, table: str) -> None:
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    store.load_gathered(db, fetched_at=NOON)
    store.count_articles(db, seen_at=NOON)
    store.claim_jobs(db, "gather", now=NOON)
    db.set_trace_callback(None)

    plans = [
        row[3]
        for query in asked
        if not query.startswith(("BEGIN", "COMMIT"))
        for row in db.execute(f"EXPLAIN QUERY PLAN {query}")
    ]
    assert not [plan for plan in plans if plan.startswith(f"SCAN {table}")]


def test_a_poisonous_item_is_kept_once_and_not_in_the_document(db: store.Database) -> None:
    poison = Poison(what="Trap", reason="HTML nested deeper than 512", raw="<item/>")
    for hours in (0, 1):
        gather(db, answer(f"<rss>{hours}</rss>".encode(), hours=hours), hours=hours)
        (unparsed,) = store.load_unparsed(db)
        store.save_parsed(db, unparsed, ParsedFeed(poison=(poison,)))

    (kept,) = store.load_quarantine(db)
    assert (kept.feed_url, kept.seen_at, kept.poison) == (FEED, NOON, poison)
    assert "nested deeper" not in db.execute("SELECT group_concat(payload) FROM documents").fetchone()[0]
