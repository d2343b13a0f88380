"""A desk from before stories were remembered keeps its ids all the same."""

from pathlib import Path

import pytest

from tests.make import NOON, make_article
from tidings import store
from tidings.identity import Settled
from tidings.model import Placement
from tidings.regroup import settle_stories
from tidings.store.schema import MIGRATIONS
from tidings.store.schema_later import STORIES

ONE, TWO, THREE = (make_article(headline) for headline in ("One", "Two", "Three"))


def test_what_was_placed_and_merged_before_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "desk.sqlite3"
    with monkeypatch.context() as before:
        before.setattr("tidings.store.database.MIGRATIONS", MIGRATIONS[: MIGRATIONS.index(STORIES)])
        with store.closing(store.open_database(path)) as db:
            store.save_articles(db, [ONE, TWO, THREE], [], now=NOON)
            for article in (ONE, TWO, THREE):
                db.execute("INSERT INTO placements VALUES (?, ?, 1, '{}')", (article.id, ONE.id))
            for dropped, kept in (("older", "old"), ("old", ONE.id)):
                db.execute("INSERT INTO story_aliases VALUES (?, ?, '{}')", (dropped, kept))

    with store.closing(store.open_database(path)) as db:
        assert store.load_aliases(db) == {"older": ONE.id, "old": ONE.id}
        store.drop_opinions(db)
        apart = Settled(
            placements=(
                Placement(article_id=ONE.id, story_id=ONE.id),
                Placement(article_id=TWO.id, story_id=TWO.id),
                Placement(article_id=THREE.id, story_id=TWO.id),
            )
        )
        settled = settle_stories(db, apart, reprints={})

    homes = {placement.article_id: placement.story_id for placement in settled.placements}
    assert homes == {ONE.id: f"{ONE.id}-2", TWO.id: ONE.id, THREE.id: ONE.id}
