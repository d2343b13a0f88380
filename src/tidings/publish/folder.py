"""Writing records and releases."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..errors import PublishError
from ..model import File

RELEASES = ".releases"
SITE = "site"
PICTURES = "images"
"""The folder of the site with copies of publishers' pictures."""
RECORDS = "records"
RECORDS_LIST = "records.json"
NAME_DIGITS = 16
"""Hexadecimal digits of a release's name: enough that two never meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What one publication wrote."""

    files_written: int
    files_removed: int
    release: str
    """Name of the release that the site shows now; empty where no site was given."""


def publish(files: Sequence[File], out: Path) -> Published:
    """Make the output folder say exactly what the files say; writes nothing where it already does.

    Raises PublishError; what was published before then still stands.
    """
    groups = by_folder(files)
    try:
        out.mkdir(parents=True, exist_ok=True)
        written, removed = write_records(groups.get(RECORDS, {}), out)
        release, changed = write_release(groups.get(SITE, {}), out)
    except OSError as error:
        what = error.filename or out
        raise PublishError(
            f"publishing to {out}: {what}: {error.strerror}; what was published before still stands."
            " Free some space or mend the rights, then run again"
        ) from error
    return Published(files_written=written + changed, files_removed=removed, release=release)


def by_folder(files: Sequence[File]) -> dict[str, dict[str, bytes]]:
    """The bytes of each top folder's files, by their path inside it; refuses paths that leave it."""
    groups: dict[str, dict[str, bytes]] = {}
    for file in files:
        parts = PurePosixPath(file.path).parts
        if len(parts) < 2 or ".." in parts or parts[0] not in (RECORDS, SITE):
            raise PublishError(f"publishing {file.path!r}: not a path inside {RECORDS}/ or {SITE}/")
        groups.setdefault(parts[0], {})["/".join(parts[1:])] = file.data
    return groups


# ---------------------------------------------------------------- records


def write_records(records: Mapping[str, bytes], out: Path) -> tuple[int, int]:
    """Replace the records that differ and remove those of ours that are gone: (written, removed).

    The list of our files is written first with old and new together, so that a crash forgets none
    and a file somebody else put there is never touched.
    """
    folder, list_path = out / RECORDS, out / RELEASES / RECORDS_LIST
    ours = set(read_list(list_path))
    changed = {name: data for name, data in records.items() if not has_bytes(folder / name, data)}
    gone = sorted(ours - records.keys())
    if changed or ours != records.keys():
        write_list(list_path, sorted(ours | records.keys()))
    for name, data in sorted(changed.items()):
        replace_file(folder / name, data)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    if gone:
        write_list(list_path, sorted(records))
    return len(changed), len(gone)


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


def has_bytes(path: Path, data: bytes) -> bool:
    """The file is there and says exactly this."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


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


def write_release(site: Mapping[str, bytes], out: Path) -> tuple[str, int]:
    """Write the site as a new folder and swap the link to it: (name, files written).

    Files that the present release already has are linked, not copied.
    """
    if not site:
        return "", 0
    name, link = release_name(site), out / SITE
    folder = out / RELEASES / name
    if link.exists() and not link.is_symlink():
        raise PublishError(
            f"publishing to {link}: there is a folder that Tidings did not make; move it away or choose another --out"
        )
    changed = 0 if is_intact(folder, site) else build_release(site, folder, present=link)
    if not link.is_symlink() or link.readlink() != Path(RELEASES) / name:
        swap_link(link, Path(RELEASES) / name)
        changed = changed or 1
    remove_old_releases(out / RELEASES, keep=name, written=bool(changed))
    remove_old_pictures(out / RELEASES, keep=name)
    return name, changed


def release_name(site: Mapping[str, bytes]) -> str:
    """The same files have the same name."""
    digest = hashlib.sha256()
    for path in sorted(site):
        digest.update(f"{path}\0{hashlib.sha256(site[path]).hexdigest()}\n".encode())
    return digest.hexdigest()[:NAME_DIGITS]


def is_intact(folder: Path, site: Mapping[str, bytes]) -> bool:
    """Every file of a release is there, whole."""
    return folder.is_dir() and all(has_bytes(folder / path, data) for path, data in site.items())


def build_release(site: Mapping[str, bytes], folder: Path, *, present: Path) -> int:
    """Write a release beside its place and move it there whole; returns the files written."""
    draft = folder.with_name(f"draft-{folder.name}")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        written = sum(place_file(draft / path, data, present / path) for path, data in sorted(site.items()))
        if folder.exists():  # damaged: somebody deleted or changed files in it
            damaged = folder.with_name(f"damaged-{folder.name}")
            shutil.rmtree(damaged, ignore_errors=True)
            folder.rename(damaged)
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return written


def place_file(path: Path, data: bytes, present: Path) -> int:
    """Write a file, or link it where the present release has the same: 1 if it was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if has_bytes(present, data):
        try:
            path.hardlink_to(present.resolve())
        except OSError:  # a file system without hard links: write it
            path.write_bytes(data)
        return 0
    path.write_bytes(data)
    return 1


def swap_link(link: Path, target: Path) -> None:
    """Point the link elsewhere in one step."""
    draft = link.with_name(f".{link.name}.draft")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    os.replace(draft, link)  # noqa: PTH105  # the same call for a link that exists and one that does not


def remove_old_releases(releases: Path, *, keep: str, written: bool) -> None:
    """Keep the release in use and the one before it, which slow readers may still be reading."""
    if not written:
        return
    folders = [path for path in releases.iterdir() if path.is_dir() and path.name != keep]
    whole = sorted((path for path in folders if "-" not in path.name), key=lambda path: path.stat().st_mtime)
    for path in [*(path for path in folders if "-" in path.name), *whole[:-1]]:
        shutil.rmtree(path, ignore_errors=True)


def remove_old_pictures(releases: Path, *, keep: str) -> None:
    """Take pictures that the site does not show any more out of the release before, too.

    Pages may stay for slow readers, but of a picture that somebody wants gone there must be no copy left.
    """
    shown = {path.name for path in (releases / keep / PICTURES).glob("*")}
    for path in releases.glob(f"*/{PICTURES}/*"):
        if path.name not in shown:
            path.unlink(missing_ok=True)
