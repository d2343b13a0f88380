"""Drafts: files that lie beside what is published until they take its place.

A draft's folder is named by the files that the output folder will have once it is published, so that whoever publishes
finds the right one; one that was not finished is called otherwise and is thrown away.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from ..errors import PublishError
from ..model import File

RELEASES: Final = ".releases"
SITE: Final = "site"
RECORDS: Final = "records"
DRAFT_PREFIX: Final = "draft-"
UNFINISHED: Final = f"{DRAFT_PREFIX}unfinished"
MARK_BYTES: Final = 16
NAME_DIGITS: Final = 16
"""Hexadecimal digits of a release's name: enough that two never meet."""
MARKS: Final = 1 << (8 * MARK_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All files that an output folder has, told by two numbers: the marks of its files, added up.

    Sums, so that a file that changes changes them without anybody looking at the others.
    """

    records: int = 0
    site: int = 0

    def with_file(self, path: str, digest: str) -> Totals:
        """Once there is this file, too; ``digest`` is the SHA-256 of its bytes in hexadecimal."""
        return self.moved(path, mark_of(path, digest))

    def without_file(self, path: str, digest: str) -> Totals:
        """Once this file is gone."""
        return self.moved(path, -mark_of(path, digest))

    def moved(self, path: str, by: int) -> Totals:
        """The sums, one of them changed."""
        if path.startswith(f"{RECORDS}/"):
            return Totals(records=(self.records + by) % MARKS, site=self.site)
        return Totals(records=self.records, site=(self.site + by) % MARKS)

    @property
    def release(self) -> str:
        """The name of the site's release; empty where there is no site."""
        return name_of(self.site) if self.site else ""

    @property
    def name(self) -> str:
        """Of all files."""
        return name_of((self.site * 3 + self.records) % MARKS)


def mark_of(path: str, digest: str) -> int:
    """The mark of one file."""
    return int.from_bytes(hashlib.blake2b(f"{path}\0{digest}".encode(), digest_size=MARK_BYTES).digest())


def name_of(total: int) -> str:
    """A sum as a name: the same files have the same name."""
    return f"{total:0{2 * MARK_BYTES}x}"[:NAME_DIGITS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A finished draft."""

    folder: Path
    release: str
    """Name of the site's release once it is published; empty: there is no site."""

    def files(self) -> Iterator[File]:
        """What is in it, by path; read one by one."""
        for path in self.paths():
            yield File(path=path, data=(self.folder / path).read_bytes())

    def discard(self) -> None:
        """Throw it away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def paths(self, part: str = "") -> list[str]:
        """The paths of what is in it, or in one top folder of it."""
        start = f"{part}/" if part else ""
        return [f"{start}{path}" for path in files_in(self.folder / part)]


def files_in(folder: Path) -> list[str]:
    """The paths of all files in a folder, inside it, in order."""
    top = len(str(folder)) + 1
    return sorted(
        f"{place[top:]}/{name}".removeprefix("/").replace(os.sep, "/")
        for place, _, names in os.walk(folder)
        for name in names
    )


def find_draft(out: Path, totals: Totals) -> Draft | None:
    """The draft that would make the output folder say this, where there is one."""
    folder = out / RELEASES / f"{DRAFT_PREFIX}{totals.name}"
    return Draft(folder=folder, release=totals.release) if folder.is_dir() else None


def finish_draft(out: Path, totals: Totals) -> Draft:
    """Give a draft its name; an older one of this name goes.  Raises PublishError."""
    folder = out / RELEASES / f"{DRAFT_PREFIX}{totals.name}"
    try:
        shutil.rmtree(folder, ignore_errors=True)
        (out / RELEASES / UNFINISHED).rename(folder)
    except OSError as error:
        raise trouble(out, error) from error
    return Draft(folder=folder, release=totals.release)


def begin_draft(out: Path) -> None:
    """An empty draft; those that were never published go.  Raises PublishError."""
    try:
        for old in (out / RELEASES).glob(f"{DRAFT_PREFIX}*"):
            shutil.rmtree(old, ignore_errors=True)
        (out / RELEASES / UNFINISHED).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise trouble(out, error) from error


def draft_file(file: File, out: Path) -> None:
    """Write one file of a draft.  Raises PublishError, also where its path leaves the output folder."""
    parts = PurePosixPath(file.path).parts
    if len(parts) < 2 or ".." in parts or parts[0] not in (RECORDS, SITE):
        raise PublishError(f"publishing {file.path!r}: not a path inside {RECORDS}/ or {SITE}/")
    path = out / RELEASES / UNFINISHED / file.path
    try:
        write_bytes(path, file.data)
    except OSError as error:
        raise trouble(out, error) from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, and its folder where there is none yet: most files come into folders that others made."""
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_draft(files: Iterable[File], out: Path) -> Draft:
    """A draft of all files.  Raises PublishError."""
    begin_draft(out)
    totals = Totals()
    for file in files:
        draft_file(file, out)
        totals = totals.with_file(file.path, hashlib.sha256(file.data).hexdigest())
    return finish_draft(out, totals)


def trouble(out: Path, error: OSError) -> PublishError:
    """What the system says stands in the way."""
    return PublishError(
        f"publishing to {out}: {error.filename or out}: {error.strerror}; what was published before still stands."
        " Free some space or mend the rights, then run again"
    )
