"""Desk folders as the command line names them, and the clock."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from ..config import add_to_desk, find_problems, parse_desk
from ..errors import ConfigError, PublishError
from ..model import Desk, Feed
from ..theme import read_theme

DESK_FILE = "desk.toml"
OPML_FILE = "feeds.opml"
DESK_BYTES_MAX = 5_000_000
"""A desk file larger than this is not one."""


def folder_of(desk: Path) -> Path:
    """The folder of a desk that is named by itself or by its ``desk.toml``."""
    return desk.parent if desk.name == DESK_FILE else desk


def read_desk(desk: Path) -> Desk:
    """The desk in a folder; raises ConfigError, also where there is none."""
    return parse_desk(**read_files(desk))


def list_problems(desk: Path) -> tuple[ConfigError, ...]:
    """Everything that is wrong with a desk, its theme included."""
    try:
        problems = find_problems(**read_files(desk))
    except ConfigError as error:
        return (error,)
    try:
        read_theme(folder_of(desk))
    except ConfigError as error:
        return (*problems, error)
    return problems


class DeskFiles(TypedDict):
    """What a desk is read from."""

    text: str
    file: str
    opml: str | None
    opml_file: str


def read_files(desk: Path) -> DeskFiles:
    """The texts of a desk's files, and their names for messages."""
    folder = folder_of(desk)
    path, opml_path = folder / DESK_FILE, folder / OPML_FILE
    return DeskFiles(
        text=read_text(path, missing=f"there is no desk here; `tidings init {folder}` writes one"),
        file=str(path),
        opml=read_text(opml_path) if opml_path.exists() else None,
        opml_file=str(opml_path),
    )


def read_text(path: Path, *, missing: str = "there is no such file") -> str:
    """A file's text; raises ConfigError that names it."""
    try:
        if path.stat().st_size > DESK_BYTES_MAX:
            raise ConfigError(f"larger than {DESK_BYTES_MAX:,} bytes; this cannot be a desk", file=str(path))
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ConfigError(missing, file=str(path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"not UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8", file=str(path)
        ) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", file=str(path)) from error


def read_desk_to_add(desk: Path) -> Desk:
    """The desk in a folder, which may have no feeds yet; raises ConfigError."""
    return parse_desk(**read_files(desk), may_be_empty=True)


def write_feeds(desk: Path, feeds: Sequence[Feed]) -> Path:
    """Add feeds to a desk's ``desk.toml``, which is replaced whole or not at all; returns its path.

    Raises ConfigError, and PublishError where it cannot be written.
    """
    path = (folder_of(desk) / DESK_FILE).resolve()  # a link stays one
    try:
        longer = add_to_desk(path.read_bytes().decode(), feeds, file=str(path))
        draft = path.with_name(f".{DESK_FILE}.new")
        draft.write_bytes(longer.encode())
        shutil.copymode(path, draft)
        draft.replace(path)
    except OSError as error:
        raise PublishError(f"writing {path}: {error.strerror}; mend its rights, then try again") from error
    return path


def read_clock(given: str | None, *, option: str = "--now") -> datetime:
    """The run's clock: what was given, else this second; raises ConfigError, which names the option."""
    if given is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise ConfigError(f"{option} {given!r} is not a moment; write it as 2026-02-18T06:00:00Z") from error
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
