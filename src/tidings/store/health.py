"""Figures of feeds, from the facts: one question for all feeds, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from ..figures import Arrival, FeedFigures, Shape
from .database import Database, moment_of, stamp, transaction

ARRIVALS_MAX = 20
"""Last new entries of a feed that its rhythm is reckoned from."""
SAMPLES_MAX = 48
"""Entries that lag and clock are reckoned from ..."""
SAMPLE_EVERY_S = 3 * 3600
"""... one of each such time, so that a busy feed's reach back for six days."""
SHAPES_MAX = 10
"""Documents before the newest that it is compared with."""

FiguresRow = tuple[str, int, int, int, str, str, str, str, str, str, str, str]
"""What ``FIGURES`` gives; all but the first two may be NULL."""

ASKED = "NOT EXISTS (SELECT 1 FROM pushes WHERE pushes.fetch_id = {}.id)"
"""An answer to a request of ours: what a hub pushed was not asked for, and may be an excerpt."""

ARRIVALS = f"""
INSERT INTO arrivals (feed_url, document_id, entry_row, seen_s, is_new, claimed_s, checked_before_s)
SELECT entry.feed_url, document_id, entry.id, CAST(strftime('%s', seen_at) AS INTEGER),
  NOT EXISTS (SELECT 1 FROM entries AS older
    WHERE older.feed_url = entry.feed_url AND older.entry_id = entry.entry_id AND older.id < entry.id),
  CAST(strftime('%s', coalesce(json_extract(entry.payload, '$.published.at'),
    json_extract(entry.payload, '$.updated.at'))) AS INTEGER),
  (SELECT CAST(strftime('%s', max(fetched_at)) AS INTEGER) FROM fetches
    WHERE fetches.feed_url = entry.feed_url AND fetched_at < seen_at AND error = ''
      AND {ASKED.format("fetches")})
FROM entries AS entry WHERE entry.id > (SELECT coalesce(max(entry_row), 0) FROM arrivals)
"""  # noqa: S608  # our own constant

SAMPLES = f"""
SELECT max(entry_row), seen_s, claimed_s, checked_before_s FROM arrivals
WHERE arrivals.feed_url = %s AND seen_s >= :since_s AND is_new
  AND claimed_s IS NOT NULL AND checked_before_s IS NOT NULL
GROUP BY seen_s / {SAMPLE_EVERY_S} ORDER BY seen_s DESC LIMIT {SAMPLES_MAX}
"""  # noqa: S608  # our own constants

FIGURES = f"""
SELECT state.feed_url,
  count(ask.fetched_at), sum(ask.status = 304), sum(ask.error <> ''), min(ask.fetched_at),
  max(CASE WHEN ask.error = '' THEN ask.fetched_at END),
  (SELECT bad.error FROM fetches AS bad WHERE bad.feed_url = state.feed_url AND bad.fetched_at >= :since
    AND bad.error <> '' ORDER BY bad.fetched_at DESC LIMIT 1),
  (SELECT error FROM documents WHERE documents.feed_url = state.feed_url ORDER BY documents.id DESC LIMIT 1),
  (SELECT json_extract(payload, '$.title') FROM documents WHERE documents.feed_url = state.feed_url AND error = ''
    ORDER BY documents.id DESC LIMIT 1),
  (SELECT count(*) || ' ' || coalesce(sum(article_id <> ''), 0) FROM arrivals
    JOIN readings ON readings.entry_row = arrivals.entry_row
    WHERE arrivals.feed_url = state.feed_url AND seen_s >= :since_s),
  (SELECT group_concat(seen_s || ' ' || coalesce(claimed_s, '') || ' ' || coalesce(checked_before_s, ''), ',')
    FROM (SELECT seen_s, claimed_s, checked_before_s FROM arrivals WHERE arrivals.feed_url = state.feed_url AND is_new
      ORDER BY document_id DESC, coalesce(claimed_s, seen_s) DESC, entry_row LIMIT {ARRIVALS_MAX})),
  (SELECT group_concat(seen_s || ' ' || claimed_s || ' ' || checked_before_s, ',') FROM ({SAMPLES % "state.feed_url"}))
FROM feed_states AS state LEFT JOIN fetches AS ask ON ask.feed_url = state.feed_url AND ask.fetched_at >= :since
  AND {ASKED.format("ask")}
GROUP BY state.feed_url
"""  # noqa: S608  # our own constant

SHAPES = f"""
SELECT newest.feed_url, newest.id, newest.error,
  (SELECT group_concat(items || '/' || is_bad || '/' || news || '/' || changes || '/' || dated, ',')
   FROM (SELECT older.seen AS items, older.error <> '' AS is_bad, coalesce(sum(is_new), 0) AS news,
       count(is_new) - coalesce(sum(is_new), 0) AS changes, count(claimed_s) AS dated
     FROM (SELECT id, seen, error FROM documents WHERE feed_url = newest.feed_url AND id <= newest.id
       ORDER BY id DESC LIMIT {SHAPES_MAX + 1}) AS older
     LEFT JOIN arrivals ON arrivals.feed_url = newest.feed_url AND arrivals.document_id = older.id
     GROUP BY older.id ORDER BY older.id DESC))
FROM fetches JOIN documents AS newest ON newest.fetch_id = fetches.id WHERE fetches.fetched_at = :moment
"""  # noqa: S608  # our own constant

WORDS = """
SELECT count(DISTINCT json_extract(payload, '$.headline')),
  coalesce(sum(is_new AND EXISTS (SELECT 1 FROM entries AS older WHERE older.feed_url = entry.feed_url
    AND older.document_id < entry.document_id AND older.entry_id <> entry.entry_id
    AND json_extract(older.payload, '$.url') = json_extract(entry.payload, '$.url'))), 0),
  (SELECT count(DISTINCT json_extract(payload, '$.headline')) FROM (SELECT payload FROM arrivals AS past
    JOIN entries ON entries.id = past.entry_row WHERE past.feed_url = :feed_url AND past.document_id < :document
    ORDER BY past.document_id DESC, past.entry_row DESC LIMIT 20))
FROM arrivals JOIN entries AS entry ON entry.id = arrivals.entry_row
WHERE arrivals.feed_url = :feed_url AND arrivals.document_id = :document
"""
WORDS_ROWS_MAX = 200
"""Documents with more new entries are not compared link by link."""


def save_arrivals(db: Database) -> None:
    """Note when the entries that were read since the last time arrived."""
    with transaction(db):
        db.execute(ARRIVALS)


def load_samples(db: Database, feed_urls: Iterable[str], *, since: datetime) -> dict[str, tuple[Arrival, ...]]:
    """What the clocks of some feeds are judged by, newest first, by the feed's address."""
    found = {}
    for feed_url in feed_urls:
        rows = db.execute(SAMPLES % ":feed_url", {"feed_url": feed_url, "since_s": int(since.timestamp())})
        found[feed_url] = tuple(Arrival(seen_s=a, claimed_s=b, checked_before_s=c) for _, a, b, c in rows)
    return found


def load_figures(db: Database, *, since: datetime, moment: datetime | None = None) -> Iterator[FeedFigures]:
    """The figures of every feed that was ever asked, one at a time; counts since a moment.

    With ``moment``, what the documents of that very run looked like, too.
    """
    shapes = dict(load_shapes(db, moment=moment)) if moment else {}
    for row in db.execute(FIGURES, {"since": stamp(since), "since_s": int(since.timestamp())}):
        yield figures_of(row, shapes.get(row[0], ()))


def figures_of(row: FiguresRow, shapes: tuple[Shape, ...]) -> FeedFigures:
    """A row of ``FIGURES`` as a value."""
    feed_url, asked, unchanged, failed, first, succeeded, error, unread, title, entries, arrivals, samples = row
    seen, kept = map(int, entries.split())
    return FeedFigures(
        feed_url=feed_url,
        title=title or "",
        asked=asked,
        unchanged=unchanged or 0,
        failed=failed or 0,
        last_error=error or "",
        unread=unread or "",
        succeeded_at=moment_of(succeeded) if succeeded else None,
        first_asked_at=moment_of(first) if first else None,
        entries_seen=seen,
        entries_kept=kept,
        arrivals=tuple(map(arrival_of, arrivals.split(","))) if arrivals else (),
        samples=tuple(map(arrival_of, samples.split(","))) if samples else (),
        shape=shapes[0] if shapes else None,
        shapes_before=shapes[1:],
    )


def arrival_of(text: str) -> Arrival:
    """An arrival as ``FIGURES`` writes it."""
    seen, claimed, before = text.split(" ")
    return Arrival(
        seen_s=int(seen),
        claimed_s=int(claimed) if claimed else None,
        checked_before_s=int(before) if before else None,
    )


def load_shapes(db: Database, *, moment: datetime) -> Iterator[tuple[str, tuple[Shape, ...]]]:
    """For each feed that answered with a document at a moment: that one's shape, then those before it."""
    for feed_url, document, error, history in db.execute(SHAPES, {"moment": stamp(moment)}).fetchall():
        newest, *before = map(shape_of, history.split(","))
        newest = replace(newest, error=error)
        if 0 < newest.rows <= WORDS_ROWS_MAX:
            row = db.execute(WORDS, {"feed_url": feed_url, "document": document}).fetchone()
            newest = replace(newest, headlines=row[0], links_known=row[1], headlines_before=row[2])
        yield feed_url, (newest, *before)


def shape_of(text: str) -> Shape:
    """A document's shape as ``SHAPES`` writes it."""
    items, is_bad, new, changed, dated = map(int, text.split("/"))
    return Shape(items=items, error="unread" if is_bad else "", entries_new=new, entries_changed=changed, dated=dated)
