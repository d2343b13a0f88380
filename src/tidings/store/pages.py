"""Pages of articles: which are owed, what they answered, and what was read in them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from ..errors import FetchError
from ..model import Fetched, HostState, Validators
from ..reading import PageAnswer, PageReading
from ..rules import RULES_VERSION
from .database import Database, hash_of, moment_of, pack, stamp, transaction, unpack
from .hosts import write_hosts


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPage:
    """A page that is still to be asked for."""

    url: str
    """Canonical; what the entry links to."""
    entry_row: int
    wanted_at: datetime
    """When the entry was seen."""
    tries: int = 0
    """Failures so far."""
    not_before: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """A page that has answered, as it is stored: it is unpacked where it is read, which may be another process."""

    page_id: int
    answer: PageAnswer
    """Without its body."""
    packed: bytes

    @property
    def whole(self) -> PageAnswer:
        """With its body."""
        return replace(self.answer, body=zlib.decompress(self.packed))


# ---------------------------------------------------------------- owed


def save_owed(db: Database, owed: Iterable[OwedPage]) -> None:
    """Keep that pages are wanted; an entry that has changed wants its page again, and its failures are forgotten."""
    with transaction(db):
        db.executemany(
            "INSERT INTO owed_pages (url, entry_row, wanted_at, tries, not_before) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (url) DO UPDATE SET entry_row = excluded.entry_row, wanted_at = excluded.wanted_at,"
            " tries = excluded.tries, not_before = excluded.not_before",
            [(page.url, page.entry_row, stamp(page.wanted_at), page.tries, stamp(page.not_before)) for page in owed],
        )


def load_owed(db: Database, *, now: datetime, limit: int) -> list[OwedPage]:
    """Pages that may be asked for now, the newest first."""
    rows = db.execute(
        "SELECT url, entry_row, wanted_at, tries, not_before FROM owed_pages WHERE not_before <= ?"
        " ORDER BY wanted_at DESC, url LIMIT ?",
        (stamp(now), limit),
    )
    return [
        OwedPage(
            url=url,
            entry_row=entry_row,
            wanted_at=moment_of(wanted_at),
            tries=tries,
            not_before=moment_of(not_before),
        )
        for url, entry_row, wanted_at, tries, not_before in rows
    ]


def count_owed(db: Database) -> int:
    """How many pages are still to be asked for."""
    return int(db.execute("SELECT count(*) FROM owed_pages").fetchone()[0])


def count_asked(db: Database, *, now: datetime) -> tuple[int, int]:
    """How many pages were asked for at a moment, and how many of them failed."""
    query = "SELECT count(*), count(nullif(error, '')) FROM pages WHERE fetched_at = ?"
    asked, failed = db.execute(query, (stamp(now),)).fetchone()
    return asked, failed


# ---------------------------------------------------------------- answers


def load_page_validators(db: Database, url: str) -> Validators:
    """What to ask "anything new?" with, from the last whole answer of a page."""
    row = db.execute(
        "SELECT etag, last_modified, final_url FROM pages WHERE url = ? AND body_hash <> '' ORDER BY id DESC LIMIT 1",
        (url,),
    ).fetchone()
    return Validators(etag=row[0], last_modified=row[1], url=row[2]) if row else Validators()


def load_page_moment(db: Database, url: str) -> datetime | None:
    """When a page was last asked for, whatever came of it; None: never."""
    row = db.execute("SELECT fetched_at FROM pages WHERE url = ? ORDER BY id DESC LIMIT 1", (url,)).fetchone()
    return moment_of(row[0]) if row else None


def save_page(
    db: Database,
    page: OwedPage,
    outcome: Fetched | FetchError,
    *,
    again_at: datetime | None,
    now: datetime,
    hosts: Iterable[HostState] = (),
) -> None:
    """Keep an answer as a fact, its hosts' new states, and when to ask again (None: not at all).

    A page that has come makes its entry unread again, so that its article is made anew.
    """
    body = outcome.body if isinstance(outcome, Fetched) else b""
    with transaction(db):
        if body:
            db.execute(
                "INSERT INTO bodies (hash, size, packed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (hash_of(body), len(body), zlib.compress(body, 3)),
            )
        db.execute(
            "INSERT INTO pages (url, fetched_at, final_url, status, content_type, rights, etag, last_modified,"
            " body_hash, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (page.url, stamp(now), *row_of(outcome, last_hash(db, page.url))),
        )
        if again_at is None:
            db.execute("DELETE FROM owed_pages WHERE url = ?", (page.url,))
        else:
            db.execute(
                "UPDATE owed_pages SET tries = ?, not_before = ? WHERE url = ?",
                (page.tries + 1, stamp(again_at), page.url),
            )
        write_hosts(db, hosts)
        if body:
            db.execute("DELETE FROM readings WHERE entry_row = ?", (page.entry_row,))


def row_of(outcome: Fetched | FetchError, last: str) -> tuple[str, int, str, str, str, str, str, str]:
    """The columns of an answer from its address on; "not modified" means the last body."""
    if isinstance(outcome, FetchError):
        return outcome.url, outcome.status, "", "[]", "", "", "", outcome.reason
    marks, body = outcome.validators, hash_of(outcome.body) if outcome.body else ""
    if outcome.is_unchanged:
        body = last
    rights = pack(outcome.rights)
    return outcome.url, outcome.status, outcome.content_type, rights, marks.etag, marks.last_modified, body, ""


def last_hash(db: Database, url: str) -> str:
    """The body that a page had last; empty: none."""
    query = "SELECT body_hash FROM pages WHERE url = ? AND body_hash <> '' ORDER BY id DESC LIMIT 1"
    row = db.execute(query, (url,)).fetchone()
    return row[0] if row else ""


PAGE = "SELECT pages.id, url, final_url, status, fetched_at, content_type, rights, body_hash, error"


def count_unread_pages(db: Database) -> int:
    """How many pages nobody has read."""
    return int(db.execute("SELECT count(*) FROM unread_pages").fetchone()[0])


def load_unread_pages(db: Database) -> Iterator[StoredPage]:
    """Pages with a body that nobody has read, oldest first, one at a time; the caller writes while it reads."""
    rows = db.execute(f"{PAGE} FROM unread_pages CROSS JOIN pages ON page_id = pages.id ORDER BY page_id").fetchall()
    for row in rows:
        packed = db.execute("SELECT packed FROM bodies WHERE hash = ?", (row[7],)).fetchone()[0]
        yield StoredPage(page_id=row[0], answer=answer_of(row), packed=packed)


def answer_of(row: tuple[int, str, str, int, str, str, str, str, str]) -> PageAnswer:
    """A row of ``PAGE`` without its body."""
    _, url, final_url, status, fetched_at, content_type, rights, _, error = row
    return PageAnswer(
        url=url,
        final_url=final_url,
        status=status,
        fetched_at=moment_of(fetched_at),
        content_type=content_type,
        headers=msgspec.json.decode(rights, type=tuple[tuple[str, str], ...]),
        error=error,
    )


# ---------------------------------------------------------------- readings


def save_page_readings(db: Database, readings: Sequence[tuple[int, PageReading]]) -> None:
    """Keep what was read in pages, given by their ids."""
    with transaction(db):
        db.executemany(
            "INSERT INTO page_readings (page_id, rules, sheet, payload) VALUES (?, ?, ?, ?)",
            [
                (page_id, RULES_VERSION, pack(replace(reading, text="", claims=())), pack(reading))
                for page_id, reading in readings
            ],
        )


def find_page_reading(db: Database, url: str) -> tuple[int, PageReading] | None:
    """What was read in the newest whole answer of a page, with the page's id; None: there is none."""
    row = db.execute(
        "SELECT pages.id, payload FROM pages JOIN page_readings ON page_id = pages.id WHERE url = ?"
        " ORDER BY pages.id DESC LIMIT 1",
        (url,),
    ).fetchone()
    return (row[0], unpack(row[1], PageReading)) if row else None


def load_sheets(db: Database) -> dict[str, PageReading]:
    """The newest reading of each article's page, without its text and claims, by article id."""
    rows = db.execute(
        "SELECT article_id, sheet FROM page_readings CROSS JOIN pages ON pages.id = page_id"
        " CROSS JOIN addresses ON addresses.url = pages.url ORDER BY page_id"
    )
    newest = dict(rows.fetchall())
    return {article_id: unpack(sheet, PageReading) for article_id, sheet in newest.items()}


def load_page_answers(db: Database, urls: Iterable[str]) -> tuple[PageAnswer, ...]:
    """How pages answered, without bodies, the newest first."""
    found = [
        answer_of(row)
        for url in dict.fromkeys(urls)
        for row in db.execute(f"{PAGE} FROM pages WHERE url = ? ORDER BY pages.id DESC", (url,))
    ]
    return tuple(sorted(found, key=lambda answer: answer.fetched_at, reverse=True))


# ---------------------------------------------------------------- addresses


def load_addresses(db: Database, urls: Iterable[str]) -> dict[str, str]:
    """The article that each of some addresses has led to before."""
    rows = (db.execute("SELECT url, article_id FROM addresses WHERE url = ?", (url,)).fetchone() for url in urls)
    return {row[0]: row[1] for row in rows if row}


def load_urls(db: Database, article_id: str) -> list[str]:
    """Every address that has led to an article."""
    return [url for (url,) in db.execute("SELECT url FROM addresses WHERE article_id = ? ORDER BY url", (article_id,))]


def write_addresses(db: Database, addresses: Iterable[tuple[str, str]]) -> None:
    """Keep which article an address leads to, in the caller's transaction; the first one it led to stays."""
    db.executemany("INSERT INTO addresses (url, article_id) VALUES (?, ?) ON CONFLICT DO NOTHING", addresses)
