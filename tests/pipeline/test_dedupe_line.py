"""Reprints as a desk's window moves on."""

from datetime import timedelta
from pathlib import Path

from tests.make import NOON, at, make_article, make_desk
from tidings import pipeline, store

TEXT = " ".join(f"word{number}" for number in range(60))


def test_a_reprint_stays_one_while_its_original_leaves_the_window(tmp_path: Path) -> None:
    original = make_article("Ferry aground", source="A", text=TEXT)
    copy = make_article("A ferry is aground", source="B", text=TEXT, published=at(90))
    desk = make_desk()

    for hours in (91, 100, 180, 190):
        with pipeline.open_newsroom(desk, tmp_path, now=NOON + timedelta(hours=hours)) as room:
            if hours == 91:
                store.save_articles(room.db, [original, copy], [], now=room.now)
            pipeline.dedupe_step(room)
            assert store.load_reprints(room.db) == {copy.id: original.id}
