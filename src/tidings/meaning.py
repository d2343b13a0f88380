"""Meaning: which articles get a vector, by which model, and how long it is kept.

The model is ``embed``'s, the memory ``store``'s; here they are joined, a batch at a time, so that a text that a model
cannot take is a line in the report, and an interrupted run has lost a batch at most.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from . import store
from .embed import EXTRAS, Embedder, choose, embed_text, embedder_id, find_embedder
from .engine import Engine
from .errors import EmbedderError
from .gather import Progress
from .model import Article, Desk, EmbeddingReport
from .vectors import NO_MEANINGS, Meanings, Vector

BATCH: Final = 64
"""Texts embedded and kept together: about a second of a small transformer's work."""
ALONE_MAX: Final = 200
"""Texts from which starting more processes costs less than it saves."""
ALONE_MAX_STATIC: Final = 20_000
"""The same for a table, which embeds thousands in the time that a process takes to start."""
KEEP_DAYS: Final = 3
"""Vectors stay this much longer than stories take articles: a desk may widen its window, and articles come late."""
SLICE: Final = timedelta(days=1)
"""Articles of the archive that are embedded together: they fit into memory, and are worth starting processes for."""
NONE: Final = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An article that waits for a vector."""

    article_id: str
    row: int
    """The revision's."""
    needed_at: datetime
    """When it came out; in the archive, now."""
    headline: str
    text: str
    """What is embedded."""
    key: str
    """Its hash."""
    is_same: bool
    """An earlier revision said the same: its vector is still right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Articles that are embedded together, and what a process needs to do it."""

    name: str
    folder: Path
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDone:
    """Vectors in the order of the articles; of one that could not be embedded the reason."""

    waiting: tuple[Waiting, ...]
    vectors: tuple[Vector | str, ...]


def embed_articles(
    db: store.Database, desk: Desk, folder: Path, engine: Engine, *, now: datetime, tell: Progress
) -> EmbeddingReport:
    """Give a vector to every original that a story could still take and that has none; raises EmbedderError."""
    rules = desk.rules.cluster
    model = embedder_id(rules.embedder, folder=folder)
    note = note_of(rules.embedder, model, last=last_embedder(db))
    since = now - timedelta(hours=rules.window_hours)
    store.prune_vectors(db, before=since - timedelta(days=KEEP_DAYS))
    if not model:
        tell("embed", 0, 0, "")
        return EmbeddingReport(embedder=NONE, note=note)
    waiting = [waiting_of(one) for one in store.load_unembedded(db, model, since=since)]
    made, failures = embed_waiting(db, model, waiting, rules.embedder, folder, engine, tell=tell)
    return EmbeddingReport(embedder=model, made=made, failures=failures, note=note)


def embed_waiting(
    db: store.Database,
    model: str,
    waiting: Sequence[Waiting],
    wanted: str,
    folder: Path,
    engine: Engine,
    *,
    tell: Progress,
) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Make and keep the vectors of what waits; how many, and the headlines of those that have none, with the reason."""
    store.save_vectors(db, model, [keep(one, None) for one in waiting if one.is_same])
    made, failures = 0, []
    for done in embed_all([one for one in waiting if not one.is_same], wanted, folder, engine, tell=tell):
        pairs = list(zip(done.waiting, done.vectors, strict=True))
        vectors = [keep(one, vector) for one, vector in pairs if not isinstance(vector, str)]
        store.save_vectors(db, model, vectors)
        made += len(vectors)
        failures += [(one.headline, why) for one, why in pairs if isinstance(why, str)]
    return made, tuple(failures)


def embed_archive(
    db: store.Database, desk: Desk, folder: Path, engine: Engine, *, since: datetime, now: datetime, tell: Progress
) -> int:
    """Give a vector to every original since a moment that has none, for the archive to be grouped anew by meaning;
    returns how many.  Raises EmbedderError.

    They are kept as long as those of articles that came out now: who groups the archive once often does it again.
    """
    wanted = desk.rules.cluster.embedder
    model = embedder_id(wanted, folder=folder)
    total, done, made = store.count_articles_since(db, since=since), 0, 0
    while model and (begin := store.next_moment(db, since=since)) is not None:
        since = begin + SLICE
        found = store.load_unembedded_slice(db, model, since=begin, until=since)
        waiting = [replace(waiting_of(one), needed_at=max(now, one.article.published)) for one in found]
        made += embed_waiting(db, model, waiting, wanted, folder, engine, tell=silent)[0]
        done += store.count_articles_since(db, since=begin, until=since)
        tell("embed", done, total, f"{begin:%Y-%m-%d}")
    return made


def silent(
    _step: str, _done: int, _total: int, _detail: str, /, *, outcome: str = "", waiting: Collection[str] = ()
) -> None:
    """A slice of the archive tells nothing of itself: what is told is how far the archive has come."""


def load_meanings(db: store.Database, desk: Desk, folder: Path, article_ids: Iterable[str]) -> Meanings:
    """The vectors of some articles by the desk's present model; raises EmbedderError."""
    model = embedder_id(desk.rules.cluster.embedder, folder=folder)
    return Meanings(model=model, vectors=store.load_vectors(db, model, article_ids)) if model else NO_MEANINGS


def mean_all(db: store.Database, desk: Desk, folder: Path, articles: Sequence[Article]) -> Meanings:
    """The same, with vectors made for those that have none, which are not kept."""
    known = load_meanings(db, desk, folder, [article.id for article in articles])
    missing = [article for article in articles if article.id not in known.vectors] if known.model else []
    if not missing:
        return known
    embedder = open_embedder(choose(desk.rules.cluster.embedder), folder)
    made = embedder.embed([embed_text(article) for article in missing])
    return replace(known, vectors={**known.vectors, **dict(zip((one.id for one in missing), made, strict=True))})


def last_embedder(db: store.Database) -> str:
    """Id of the model of the last run; ``none``: it had none; empty: there was no such run."""
    report = store.load_last_report(db)
    return report.embedding.embedder if report else ""


def note_of(wanted: str, model: str, *, last: str) -> str:
    """What has changed since the last run, and what could be better; empty: nothing, or it was told before."""
    if last == (model or NONE):
        return ""
    if model:
        return f"the last run used {last}: vectors are made anew" if last not in ("", NONE) else ""
    if wanted != "auto":
        return ""
    gone = f"{last}, which the last run used, is no longer installed; " if last else ""
    return f'{gone}stories are found by words alone: pip install "tidings[minilm]" finds those told in other words, too'


def waiting_of(one: store.Unembedded) -> Waiting:
    """What is to be embedded of an article."""
    article, text = one.article, embed_text(one.article)
    key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Waiting(
        article_id=article.id, row=one.row, needed_at=article.published, headline=article.headline, text=text,
        key=key, is_same=key == one.key,
    )  # fmt: skip


def keep(one: Waiting, vector: Vector | None) -> store.Embedded:
    """A vector as it is kept; None: the one that is there."""
    return store.Embedded(article_id=one.article_id, row=one.row, key=one.key, needed_at=one.needed_at, vector=vector)


# ---------------------------------------------------------------- batches


def embed_all(
    waiting: Sequence[Waiting], wanted: str, folder: Path, engine: Engine, *, tell: Progress
) -> Iterator[BatchDone]:
    """The vectors of all, batch by batch, in as many processes as pay."""
    name, done = choose(wanted), 0
    if not waiting:
        tell("embed", 0, 0, "")
        return
    if name in EXTRAS:
        folder = Path()  # the same model for every desk: it is opened once
    open_embedder(name, folder)  # what is wrong with it is said here, not by a worker
    is_heavy = len(waiting) > (ALONE_MAX_STATIC if name == "static" else ALONE_MAX)
    work = batches(waiting, name=name, folder=folder)
    for result in engine.map_batches(embed_batch, work, batch_size=1, is_heavy=is_heavy):
        yield result
        done += len(result.waiting)
        tell("embed", done, len(waiting), result.waiting[-1].headline)


def batches(waiting: Iterable[Waiting], *, name: str, folder: Path) -> Iterator[Batch]:
    """The work in batches."""
    line = iter(waiting)
    while some := tuple(islice(line, BATCH)):
        yield Batch(name=name, folder=folder, waiting=some)


def embed_batch(batch: Batch) -> BatchDone:
    """The vectors of a batch: what a worker process does."""
    embedder, texts = open_embedder(batch.name, batch.folder), [one.text for one in batch.waiting]
    try:
        vectors: tuple[Vector | str, ...] = tuple(embedder.embed(texts))
    except Exception:  # noqa: BLE001  # a model may raise anything: which text it was is found one by one
        vectors = tuple(embed_one(embedder, text) for text in texts)
    return BatchDone(waiting=batch.waiting, vectors=vectors)


def embed_one(embedder: Embedder, text: str) -> Vector | str:
    """A text's vector, or why it has none."""
    try:
        vector: Vector = embedder.embed([text])[0]
    except Exception as error:  # noqa: BLE001  # a model may raise anything: one bad text must not end the run
        return f"{type(error).__name__}: {error}"
    return vector


@lru_cache(maxsize=1)
def open_embedder(name: str, folder: Path) -> Embedder:
    """The embedder, opened once in each process; it works on one core, for there is a process for every one."""
    embedder = find_embedder(name, folder=folder)
    if embedder is None:
        raise EmbedderError(name, f"it embeds nothing; name one of {', '.join(EXTRAS)}")
    return embedder
