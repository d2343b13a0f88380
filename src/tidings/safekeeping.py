"""Safekeeping: the desk's keys, the private fields of its records sealed and opened, and the last look for secrets.

The decisions are ``secured``'s, the memory ``store``'s; here they meet files, the environment and the dice.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from . import store
from .errors import ConfigError, NotFoundError, PublishError, RecordError
from .model import Article, Boost, Desk, Edition, File, Order, RankedStory, Report
from .publish import RECORDS, RELEASES, SITE
from .secured import (
    ENTRY_ID,
    FILE_HEAD,
    KEY_BYTES,
    NONCE_BYTES,
    Key,
    KeyRing,
    Place,
    Sealed,
    Secret,
    address_secrets,
    entry_secrets,
    find_leaks,
    is_reference,
    key_id_of,
    key_secrets,
    make_key,
    note_secrets,
    open_envelope,
    path_secrets,
    private_fields,
    read_keys,
    secure,
    write_key,
)

ENVIRONMENT: Final = "TIDINGS_SECURED_KEYS"
"""Keys given by whoever starts us; they go before those of a file."""
KEY_FILE: Final = "secured.keys"
"""Where ``tidings secured key`` puts a key unless told otherwise."""
KEY_FILE_BYTES_MAX: Final = 100_000
OTHERS: Final = 0o077
"""Rights of a file's group and of everybody."""
LEAKS_TOLD: Final = 10
SECURED_LINE = re.compile(r"""^secured: *(?:"(?P<quoted>[^"\\]*)"|(?P<bare>[^\s"]+)) *$""", re.MULTILINE)


# ---------------------------------------------------------------- keys


def find_keys(desk: Desk, folder: Path, *, out: Path | None = None) -> KeyRing:
    """The keys of a desk: those of the environment, else those of its file, else none.

    Raises ConfigError for a file that is missing, in a folder that is published, open to others, or no file of keys.
    """
    if given := os.environ.get(ENVIRONMENT, "").strip():
        return read_keys(given, file=ENVIRONMENT)
    return read_key_file(key_path(desk, folder), folder, out=out or folder) if desk.secured.keys else KeyRing()


def is_given_by_environment() -> bool:
    """Keys of the environment go before those of a file."""
    return bool(os.environ.get(ENVIRONMENT, "").strip())


def key_path(desk: Desk, folder: Path) -> Path:
    """Where a desk's keys are, or would be."""
    return folder / Path(desk.secured.keys or KEY_FILE).expanduser()


def read_key_file(path: Path, folder: Path, *, out: Path) -> KeyRing:
    """The keys in a file; raises ConfigError, which never quotes it."""
    refuse_public_place(path, folder, out=out)
    try:
        state = path.stat()
        if os.name == "posix" and state.st_mode & OTHERS:
            raise ConfigError(
                f"others than you may read or change it (mode {state.st_mode & 0o777:o}); `chmod 600 {path}`, and make "
                "a new key if they may have",
                file=str(path),
            )
        if state.st_size > KEY_FILE_BYTES_MAX:
            raise ConfigError("too large to be a file of keys", file=str(path))
        ring = read_keys(path.read_text(encoding="utf-8"), file=str(path))
    except UnicodeDecodeError:
        raise ConfigError("this is no file of keys: it is not text", file=str(path)) from None
    except OSError as error:
        raise ConfigError(
            f"[secured] keys: it cannot be read: {error.strerror}; `tidings secured key` makes one", file=str(path)
        ) from error
    if not ring.keys:
        raise ConfigError("there is no key in it; `tidings secured key` makes one", file=str(path))
    return ring


def refuse_public_place(path: Path, folder: Path, *, out: Path) -> None:
    """Raises ConfigError for a file of keys where readers or git would find it."""
    whole, here = path.resolve(), folder.resolve()
    public = [out.resolve() / name for name in (RECORDS, SITE, RELEASES)]
    public += [link.resolve() for link in public] + ([out.resolve()] if out.resolve() != here else [])
    if any(whole.is_relative_to(place) for place in public):
        raise ConfigError("it lies in a folder that is published; move it elsewhere", file=str(path))


def write_key_file(path: Path, folder: Path, *, out: Path) -> Key:
    """Make a key and a file with it that only its owner may read; raises ConfigError where there is one already."""
    refuse_public_place(path, folder, out=out)
    key = make_key(secrets.token_bytes(KEY_BYTES))
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{FILE_HEAD}{write_key(key)}\n")
    except FileExistsError as error:
        raise ConfigError(
            "there is a file already, and it was left as it is; `tidings secured rotate` adds a key to it",
            file=str(path),
        ) from error
    except OSError as error:
        raise PublishError(f"writing {path}: {error.strerror}; choose a folder you may write to") from error
    return key


def add_key(path: Path) -> Key:
    """Add a key to a file of keys, which is replaced whole or not at all; raises PublishError."""
    key = make_key(secrets.token_bytes(KEY_BYTES))
    whole = path.resolve()  # a link stays one
    draft = whole.with_name(f".{whole.name}.new")
    try:
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{whole.read_text(encoding='utf-8').rstrip()}\n{write_key(key)}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(whole)
    except OSError as error:
        raise PublishError(f"writing {path}: {error.strerror}; mend its rights, then try again") from error
    return key


def count_by_key(db: store.Database) -> dict[str, int]:
    """How many records each key has sealed, by the key's id."""
    counts: dict[str, int] = {}
    for _, _, _, key_id, _ in store.load_sealed(db):
        counts[key_id] = counts.get(key_id, 0) + 1
    return counts


# ---------------------------------------------------------------- sealing an edition


def with_secured(db: store.Database, edition: Edition, ring: KeyRing) -> Edition:
    """An edition whose reports carry the envelopes of their private fields; without a key the same, and none is kept.

    An envelope is written again only where what it holds or the newest key has changed.
    """
    if ring.newest is None:
        store.save_sealed(db, ())
        return edition
    named = {report.record_name: report for story in edition.stories for report in story.reports if report.record_name}
    known = {row[0]: sealed_of(row) for row in store.load_sealed(db)}
    sealed = {
        name: made
        for name, fields in fields_by_record(db, edition, named).items()
        if (
            made := secure(
                fields, record=name, ring=ring, nonce=secrets.token_bytes(NONCE_BYTES), known=known.get(name)
            )
        )
    }
    store.save_sealed(db, [(one.record, one.field, one.digest, one.key_id, one.envelope) for one in sealed.values()])
    return replace(edition, stories=tuple(carrying(story, sealed) for story in edition.stories))


def sealed_of(row: tuple[str, str, str, str, str]) -> Sealed:
    """What is remembered of an envelope."""
    record, field, digest, key_id, envelope = row
    return Sealed(record=record, field=field, digest=digest, key_id=key_id, envelope=envelope)


def fields_by_record(db: store.Database, edition: Edition, named: Mapping[str, Report]) -> dict[str, dict[str, Any]]:
    """The private fields of every record."""
    origins = store.load_origins(db, [report.article.id for report in named.values()])
    orders, boosts = store.load_orders(db), store.load_boosts(db)
    story_of = {report.record_name: story.id for story in edition.stories for report in story.reports}
    return {
        name: private_fields(
            origins.get(report.article.id, ()),
            [order for order in orders if order.story_id == story_of[name]],
            [boost for key, boost in boosts.items() if key == report.article.id],
        )
        for name, report in named.items()
    }


def carrying(story: RankedStory, sealed: Mapping[str, Sealed]) -> RankedStory:
    """A story whose reports carry their envelopes."""

    def carry(report: Report) -> Report:
        one = sealed.get(report.record_name)
        return replace(report, secured=one.envelope) if one else report

    return replace(story, lead=carry(story.lead), coverage=tuple(carry(report) for report in story.coverage))


# ---------------------------------------------------------------- opening records


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRecord:
    """What became of opening one record's private fields."""

    record: str
    key_id: str = ""
    trouble: str = ""
    """Why they do not open; empty: they do, or there are none."""


def read_record(name: str, out: Path) -> str:
    """The text of a record; raises NotFoundError."""
    path = out / RECORDS / f"{name.removesuffix('.md').rpartition('/')[2]}.md"
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise NotFoundError(f"looking for {path}: {error.strerror}; give a record's name") from error


def envelope_in(text: str) -> str:
    """The envelope in a record's front matter; empty: it has none."""
    front = text.removeprefix("---\n").partition("\n---\n")[0]
    found = SECURED_LINE.search(front)
    return (found["quoted"] or found["bare"] or "") if found else ""


def open_record(name: str, out: Path, ring: KeyRing) -> dict[str, Any]:
    """The private fields of a record; raises NotFoundError, and RecordError where they do not open."""
    record = name.removesuffix(".md").rpartition("/")[2]
    envelope = envelope_in(read_record(record, out))
    if not envelope:
        raise NotFoundError(
            f"opening {record}: it has no private fields; a desk with keys writes them with its next run"
        )
    if is_reference(envelope):
        raise RecordError(
            "it is sealed the reference system's way, which `secured.open_reference` opens with that system's key",
            file=record,
            key="secured",
        )
    return open_envelope(envelope, Place(record=record), ring)


def check_records(out: Path, ring: KeyRing) -> Iterator[CheckedRecord]:
    """Every record with an envelope, opened; by name."""
    for path in sorted((out / RECORDS).glob("*.md")):
        try:
            envelope = envelope_in(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            yield CheckedRecord(record=path.stem, trouble=f"it cannot be read: {error}")
            continue
        if envelope and not is_reference(envelope):
            yield check_envelope(path.stem, envelope, ring)


def check_envelope(record: str, envelope: str, ring: KeyRing) -> CheckedRecord:
    """One envelope, opened."""
    try:
        open_envelope(envelope, Place(record=record), ring)
    except RecordError as error:
        return CheckedRecord(record=record, key_id=key_id_of(envelope), trouble=error.reason)
    return CheckedRecord(record=record, key_id=key_id_of(envelope))


# ---------------------------------------------------------------- the last look


def refuse_leaks(files: Iterable[File], secret: Sequence[Secret]) -> None:
    """Raises PublishError where a file has a secret in it: which file, where, what kind, and never the secret."""
    leaks = find_leaks(files, secret)
    if leaks:
        told = "; ".join(f"{leak.path} at byte {leak.offset}: {leak.kind}" for leak in leaks[:LEAKS_TOLD])
        more = f"; and {len(leaks) - LEAKS_TOLD} more" if len(leaks) > LEAKS_TOLD else ""
        raise PublishError(
            f"publishing: nothing was written, since secrets would be: {told}{more}. What was published before still "
            "stands. Spike the story or take the feed away, then run again"
        )


def secrets_of(db: store.Database, desk: Desk, ring: KeyRing, *, folders: Sequence[Path]) -> list[Secret]:
    """Everything that this desk must not publish, what matters most first."""
    orders: list[Order | Boost] = [*store.load_orders(db), *store.load_boosts(db).values()]
    callbacks = store.load_callbacks(db).values()
    return [
        *key_secrets(ring),
        *note_secrets(order.why for order in orders if order.is_private),
        *path_secrets(str(folder.resolve()) for folder in folders),
        *address_secrets(feed.url for feed in desk.feeds),
        *(Secret(kind="the address that a hub calls", value=one.token) for one in callbacks if one.token),
        *(Secret(kind="what a hub signs with", value=one.secret) for one in callbacks if one.secret),
        *(entry_ids(db) if ring.newest else ()),
    ]


def ground_of(known: Iterable[Secret]) -> str:
    """What files were looked over for: where this changes, what is published already has to be looked over, too.

    Ids of entries come with every run, and no file that was made before can have a new one in it.
    """
    lasting = (one.value for one in known if one.kind != ENTRY_ID)
    values = sorted({value if isinstance(value, bytes) else value.encode() for value in lasting})
    return hashlib.blake2b(b"\0".join(values), digest_size=12).hexdigest()


def entry_ids(db: store.Database) -> Iterator[Secret]:
    """Ids of entries that nothing which is shown has in it: they are published only sealed."""
    last = store.load_edition(db)
    articles = [report.article for story in last.edition.stories for report in story.reports] if last else []
    origins = store.load_origins(db, [article.id for article in articles])
    shown = (text for article in articles for text in facts_of(article))
    return entry_secrets((sighting.entry_id for found in origins.values() for sighting in found), shown)


def facts_of(article: Article) -> Iterator[str]:
    """What is shown of an article."""
    yield from (article.url, article.headline, article.excerpt, article.amp_url, article.section)
    yield from (*article.tags, *article.authors, *article.corrections)
    yield article.image.url if article.image else ""
