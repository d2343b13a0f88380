"""A folder that somebody else filled: what lies in it, read and written without ever leaving it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import PublishError
from ..everyday.site import SiteProblem
from ..publish.folder import replace_file

FILES_MAX = 200_000
"""Of one site: the largest known has about 30,000."""
FILE_BYTES_MAX = 100 * 1024 * 1024
"""What GitHub takes of one file: no published site has a larger one."""
SITE_BYTES_MAX = 4 * 1024**3
"""Of one site: four times what GitHub Pages publishes."""
NOT_THE_SITES = frozenset({".git"})
"""Where git keeps a folder's history; nothing that is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A regular file of a folder."""

    path: str
    """Inside the folder, with forward slashes."""
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All of a folder."""

    files: tuple[Found, ...]
    """By path."""
    left_out: tuple[SiteProblem, ...]
    links: frozenset[str]
    """Paths of symbolic links, which are among what was left out."""


def list_folder(folder: Path) -> Listing:
    """Every file that can be kept, and what cannot be with its reason; links are never followed."""
    files: list[Found] = []
    left_out: list[SiteProblem] = []
    links: set[str] = set()
    total = 0
    for entry in walk(folder, left_out):
        path = Path(entry.path).relative_to(folder).as_posix()
        reason, size = refusal(entry, path, links)
        if not reason and len(files) >= FILES_MAX:
            reason = f"there are more than {FILES_MAX:,} files; this cannot be a site"
        if not reason and total + size > SITE_BYTES_MAX:
            reason = f"the site is larger than {SITE_BYTES_MAX:,} bytes with it"
        if reason:
            left_out.append(SiteProblem(path=printable(path), reason=reason))
            continue
        total += size
        files.append(Found(path=path, size=size))
    files.sort(key=lambda one: one.path)
    left_out.sort(key=lambda one: one.path)
    return Listing(files=tuple(files), left_out=tuple(left_out), links=frozenset(links))


def walk(folder: Path, left_out: list[SiteProblem]) -> Iterator[os.DirEntry[str]]:
    """Everything below a folder that is no folder itself, in no order; folders that cannot be read are left out."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                inside = [entry for entry in entries if entry.name not in NOT_THE_SITES]
        except OSError as error:
            path = here.relative_to(folder).as_posix()
            left_out.append(SiteProblem(path=printable(path), reason=f"it cannot be read: {error.strerror}"))
            continue
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            else:
                yield entry


def refusal(entry: os.DirEntry[str], path: str, links: set[str]) -> tuple[str, int]:
    """Why something cannot be kept (empty: it can), and its size in bytes."""
    if entry.is_symlink():
        links.add(path)
        return "it is a symbolic link, which may lead anywhere; put a file in its place", 0
    try:
        found = entry.stat(follow_symlinks=False)
        path.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8; rename it", 0
    except OSError as error:
        return f"it cannot be read: {error.strerror}", 0
    if not stat.S_ISREG(found.st_mode):
        return "it is no file", 0
    if found.st_size > FILE_BYTES_MAX:
        return f"it has {found.st_size:,} bytes; {FILE_BYTES_MAX:,} is the most that is kept of one file", 0
    return "", found.st_size


def printable(path: str) -> str:
    """A path that a terminal can show, whatever is in it."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in path)


def read_file(folder: Path, path: str) -> bytes:
    """The bytes of a regular file; raises OSError, also where it has become a link since it was listed."""
    descriptor = os.open(folder / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "it is no file any more")
        data = file.read(FILE_BYTES_MAX + 1)
    if len(data) > FILE_BYTES_MAX:
        raise OSError(0, "it grew while it was read")
    return data


# ---------------------------------------------------------------- writing


def write_file(folder: Path, path: str, data: bytes) -> None:
    """Write a file whole or not at all; raises PublishError where a link would lead out of the folder."""
    here = folder
    for part in path.split("/"):
        if part in ("", ".", ".."):
            raise PublishError(f"writing {printable(path)!r} to {folder}: this path leads out of the folder")
        here = here / part
        if here.is_symlink():
            raise PublishError(
                f"writing {printable(path)} to {folder}: {printable(str(here))} is a symbolic link, which may lead "
                "anywhere; remove it or choose another folder"
            )
    try:
        replace_file(folder / path, data)
    except OSError as error:
        raise PublishError(
            f"writing {printable(path)} to {folder}: {error.strerror}; free some space or mend the rights, then export "
            "again: what is written already stays"
        ) from error


def remove_file(folder: Path, path: str) -> None:
    """Remove a file and the folders that are empty without it; raises PublishError."""
    try:
        (folder / path).unlink(missing_ok=True)
        for above in (folder / path).parents:
            if above == folder or any(above.iterdir()):
                break
            above.rmdir()
    except OSError as error:
        raise PublishError(
            f"removing {printable(path)} from {folder}: {error.strerror}; mend the rights, then export again"
        ) from error
