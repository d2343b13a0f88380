"""Drafts to an output folder: records one by one, the site in one swap."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..model import File
from .draft import RECORDS, RELEASES, SITE, Draft, trouble, write_draft
from .releases import (
    Since,
    has_bytes,
    place_changes,
    place_whole,
    present_release,
    refuse_strange_folder,
    remove_old_pictures,
    remove_old_releases,
)

RECORDS_LIST: Final = "records.json"
PICTURES: Final = f"{SITE}/images/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What one publication wrote."""

    files_written: int
    files_removed: int
    release: str
    """Name of the release that the site shows now; empty where no site was given."""


def publish(files: Iterable[File], out: Path) -> Published:
    """Make the output folder say exactly what the files say; writes nothing where it already does.

    Raises PublishError; what was published before then still stands.
    """
    draft = write_draft(files, out)
    return publish_draft(draft, out)


def publish_draft(draft: Draft, out: Path, since: Since | None = None) -> Published:
    """Put a draft in its place: all there is, or what differs ``since`` a release.  Nothing of the draft stays.

    Raises PublishError; what was published before then still stands, and the draft is still there.
    """
    try:
        refuse_strange_folder(out)
        written, removed = place_records(draft, out, since)
        changed = place_site(draft, out, since)
    except OSError as error:
        raise trouble(out, error) from error
    draft.discard()
    return Published(files_written=written + changed, files_removed=removed, release=draft.release)


# ---------------------------------------------------------------- records


def place_records(draft: Draft, out: Path, since: Since | None) -> tuple[int, int]:
    """Replace the records that differ and remove those of ours that are gone: (written, removed).

    The list of our files is written first with old and new together, so that a crash forgets none
    and a file somebody else put there is never touched.
    """
    folder, list_path = out / RECORDS, out / RELEASES / RECORDS_LIST
    drafted = {path.removeprefix(f"{RECORDS}/") for path in draft.paths(RECORDS)}
    ours = set(read_list(list_path))
    gone = {name for name in ours if f"{RECORDS}/{name}" in since.gone} if since else ours - drafted
    if drafted - ours or gone:
        write_list(list_path, sorted(ours | drafted))
    written = sum(place_record(draft.folder / RECORDS / name, folder / name) for name in sorted(drafted))
    for name in sorted(gone):
        (folder / name).unlink(missing_ok=True)
    if gone:
        write_list(list_path, sorted((ours | drafted) - gone))
    return written, len(gone)


def place_record(drafted: Path, path: Path) -> bool:
    """Let a record take its place in one step, where it says something else: readers see the old one or the new one."""
    if has_bytes(path, drafted):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    drafted.replace(path)
    return True


def lost_records(out: Path, paths: Sequence[str]) -> frozenset[str]:
    """Those of these records that are not in the output folder any more."""
    folder = out / RECORDS
    present = {f"{RECORDS}/{entry.name}" for entry in os.scandir(folder)} if folder.is_dir() else set()
    return frozenset(path for path in paths if path not in present)


def read_list(path: Path) -> list[str]:
    """The names of the records that we wrote; a damaged list is as good as none."""
    try:
        names = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return []
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def write_list(path: Path, names: Sequence[str]) -> None:
    """Remember which records are ours."""
    replace_file(path, json.dumps(names, ensure_ascii=False, indent=0).encode() + b"\n")


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in one step: readers see the old bytes or the new ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name[:200]}.draft")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


# ---------------------------------------------------------------- the site


def place_site(draft: Draft, out: Path, since: Since | None) -> int:
    """Let the link to the site lead to the draft's, once that is whole; returns how many files were written."""
    drafted, base = draft.folder / SITE, present_release(out)
    if since:
        written = place_changes(drafted, out, draft.release, since) if drafted.exists() or since.gone else 0
    else:
        written = place_whole(drafted, out, draft.release) if draft.release else 0
    if written:
        remove_old_releases(out / RELEASES, keep={draft.release, base})
        if since is None or any(path.startswith(PICTURES) for path in since.gone):
            remove_old_pictures(out / RELEASES, keep=draft.release)
    return written
