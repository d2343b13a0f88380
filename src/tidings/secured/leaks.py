"""The last look before anything is published: secrets of the desk, and what looks like anybody's.

Few secrets are looked for as they stand; of many, a file's words are gathered once and the rest is compared with them,
so that a desk with thousands of them does not wait.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, quote_plus

from ..credentials import credentials_in
from ..model import File
from .keys import KeyRing

NEEDLES_MAX: Final = 64
"""Spellings that are looked for as they stand: each costs a walk through all files."""
LEAKS_MAX: Final = 100
"""Enough to act on."""
NOTE_CHARS_MIN: Final = 12
"""A shorter note may stand in any text by chance."""
ENTRY_CHARS_MIN: Final = 16
PATH_PARTS_MIN: Final = 4
"""``/home/ada/desk`` has four with its root; shorter paths stand in texts by chance."""
WORD = re.compile(rb"%[0-9A-Fa-f]{2}|\\[a-z]|([0-9A-Za-z]{10,})")
"""A run of letters and digits, and what may stand before one without belonging to it."""
PATH_BEFORE = re.compile(rb"[\w./:-]")
"""What stands before a path that is part of an address."""
SHAPES: Final = (
    ("private key", b"-----BEGIN ", re.compile(rb"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----")),
    ("private key", b"AGE-SECRET-KEY-1", re.compile(rb"AGE-SECRET-KEY-1[0-9A-Z]{58}")),
    ("key of Amazon Web Services", b"AKIA", re.compile(rb"(?<![0-9A-Za-z])AKIA[0-9A-Z]{16}(?![0-9A-Za-z])")),
    ("key of Amazon Web Services", b"ASIA", re.compile(rb"(?<![0-9A-Za-z])ASIA[0-9A-Z]{16}(?![0-9A-Za-z])")),
    ("token of GitHub", b"gh", re.compile(rb"(?<![0-9A-Za-z])gh[pousr]_[0-9A-Za-z]{36}(?![0-9A-Za-z])")),
    ("token of GitHub", b"github_pat_", re.compile(rb"github_pat_[0-9A-Za-z_]{60,}")),
    ("token of GitLab", b"glpat-", re.compile(rb"glpat-[0-9A-Za-z_-]{20}")),
    ("token of Slack", b"xox", re.compile(rb"xox[abprs]-[0-9]{8,}-[0-9A-Za-z-]{10,}")),
    ("key of Google", b"AIza", re.compile(rb"(?<![0-9A-Za-z])AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])")),
    ("key of Stripe", b"_live_", re.compile(rb"(?<![0-9A-Za-z])[rs]k_live_[0-9A-Za-z]{24,}")),
)  # fmt: skip
"""Kinds, what each begins with or has in it, and its whole shape; shapes that stand in no text by chance."""


ENTRY_ID: Final = "an entry's private id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Something that must not be published."""

    kind: str
    """In words, for messages; the secret itself is never in one."""
    value: str | bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A secret in a file: where, and what kind."""

    path: str
    offset: int
    """Bytes from the file's beginning."""
    kind: str


# ---------------------------------------------------------------- what is secret


def key_secrets(ring: KeyRing) -> Iterator[Secret]:
    """The desk's keys in every spelling that bytes usually have."""
    for key in ring.keys:
        for value in (
            key.secret,
            key.secret.hex(),
            key.secret.hex().upper(),
            base64.b64encode(key.secret).decode().rstrip("="),
            base64.urlsafe_b64encode(key.secret).decode().rstrip("="),
        ):
            yield Secret(kind="a key of the desk", value=value)


def address_secrets(urls: Iterable[str]) -> Iterator[Secret]:
    """What lets somebody in, in the addresses of feeds."""
    for url in urls:
        for value in credentials_in(url):
            yield Secret(kind="a credential in a feed's address", value=value)


def note_secrets(notes: Iterable[str]) -> Iterator[Secret]:
    """An editor's private notes."""
    for text in notes:
        if len(text.strip()) >= NOTE_CHARS_MIN:
            yield Secret(kind="an editor's private note", value=text.strip())


def entry_secrets(entry_ids: Iterable[str], shown: Iterable[str]) -> Iterator[Secret]:
    """Feeds' own ids of entries, where they are no addresses, tell something apart, and nothing that is shown on
    purpose has their word in it, so that a hit can only be our own mistake.
    """
    words = {word for text in shown for word in words_in(text)}
    for entry_id in entry_ids:
        own = max(words_in(entry_id), key=len, default=b"")
        if len(entry_id) >= ENTRY_CHARS_MIN and "://" not in entry_id and own and own not in words and is_mixed(own):
            yield Secret(kind=ENTRY_ID, value=entry_id)


def words_in(text: str) -> list[bytes]:
    """Runs of letters and digits that are long enough to tell something apart."""
    return [word for word in WORD.findall(text.encode("utf-8", "surrogatepass")) if word]


def is_mixed(word: bytes) -> bool:
    """Not only letters, which may be a word of some language."""
    return any(48 <= sign <= 57 for sign in word)


def path_secrets(paths: Iterable[str]) -> Iterator[Secret]:
    """Folders of this machine."""
    for path in paths:
        if len(re.split(r"[/\\]", path.rstrip("/\\"))) >= PATH_PARTS_MIN:
            yield Secret(kind=PATH, value=path.rstrip("/\\"))


PATH: Final = "a folder of this machine"


# ---------------------------------------------------------------- looking


def find_leaks(files: Iterable[File], secrets: Iterable[Secret]) -> tuple[Leak, ...]:
    """Every secret in the files, by file and place, at most ``LEAKS_MAX``."""
    needles: dict[bytes, str] = {}
    for secret in secrets:
        for spelling in spellings(secret.value):
            needles.setdefault(spelling, secret.kind)
    # Keys and notes come first, since they are looked for as they stand.
    few = list(needles.items())[:NEEDLES_MAX]
    many = by_word(list(needles.items())[NEEDLES_MAX:])
    leaks: list[Leak] = []
    for file in files:
        found = [*plain_leaks(file, few), *word_leaks(file, many), *shape_leaks(file)]
        leaks += sorted(set(found), key=lambda leak: (leak.offset, leak.kind))
        if len(leaks) >= LEAKS_MAX:
            break
    return tuple(leaks[:LEAKS_MAX])


def spellings(value: str | bytes) -> Iterator[bytes]:
    """A secret as files of ours may write it: bare, in HTML, in JSON, in an address."""
    if isinstance(value, bytes):
        yield value
        return
    plain = (
        value,
        html.escape(value, quote=True),
        html.escape(value, quote=False),
        value.replace("&", "&amp;").replace('"', "&#34;").replace("'", "&#39;").replace("<", "&lt;"),
        json.dumps(value, ensure_ascii=False)[1:-1],
        quote(value),
        quote(value, safe=""),
        quote_plus(value),
    )
    yield from dict.fromkeys(text.encode("utf-8", "surrogatepass") for text in plain if text)


def plain_leaks(file: File, needles: Sequence[tuple[bytes, str]]) -> Iterator[Leak]:
    """The first place of each needle."""
    for needle, kind in needles:
        at = file.data.find(needle)
        while kind == PATH and at > 0 and PATH_BEFORE.match(file.data, at - 1):
            at = file.data.find(needle, at + 1)
        if at >= 0:
            yield Leak(path=file.path, offset=at, kind=kind)


def by_word(needles: Sequence[tuple[bytes, str]]) -> dict[bytes, list[tuple[bytes, str]]]:
    """Needles by the longest run of letters and digits in them; those without one are looked for as they stand."""
    found: dict[bytes, list[tuple[bytes, str]]] = {}
    for needle, kind in needles:
        words = [word for word in WORD.findall(needle) if word]
        found.setdefault(max(words, key=len, default=b""), []).append((needle, kind))
    return found


def word_leaks(file: File, needles: dict[bytes, list[tuple[bytes, str]]]) -> Iterator[Leak]:
    """Needles whose word the file has."""
    if needles:
        words = {b"", *WORD.findall(file.data)} & needles.keys()
        for word in sorted(words):
            yield from plain_leaks(file, needles[word])


def shape_leaks(file: File) -> Iterator[Leak]:
    """What looks like a secret of anybody's."""
    for kind, mark, shape in SHAPES:
        if mark in file.data:
            yield from (Leak(path=file.path, offset=match.start(), kind=kind) for match in shape.finditer(file.data))
