"""Releases of the site: folders that are complete before the link to the site leads to them.

The folder of the release before the last serves again for the next one: only what differs between the two is touched,
so that a release costs what has changed and not what there is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import PublishError
from .draft import DRAFT_PREFIX, RELEASES, SITE, files_in

PICTURES: Final = "images"
"""The folder of the site with copies of publishers' pictures."""
MAKING: Final = "making-"
"""Begins the name of a folder that is to become a release; one that a killed run left is thrown away."""


def present_release(out: Path) -> str:
    """The name of the release that an output folder shows; empty where it shows none, or one that is not there."""
    link = out / SITE
    name = link.readlink().name if link.is_symlink() else ""
    return name if name and (out / RELEASES / name / "index.html").is_file() else ""


def refuse_strange_folder(out: Path) -> None:
    """Raises PublishError where the site would lie over somebody else's folder."""
    link = out / SITE
    if link.exists() and not link.is_symlink():
        raise PublishError(
            f"publishing to {link}: there is a folder that Tidings did not make; move it away or choose another --out"
        )


def place_whole(drafted: Path, out: Path, name: str) -> int:
    """Make a draft with all files of the site the release of this name; returns how many files are new or differ.

    What the present release has, too, is linked: it lies on the disk once.
    """
    present, folder = out / SITE, out / RELEASES / name
    files = files_in(drafted)
    has_present = present.exists()
    written = sum(not (has_present and is_shared(drafted / path, present / path)) for path in files)
    if not written and present_release(out) == name and len(files_in(folder)) == len(files):
        return 0
    if folder.exists():  # damaged, or the one before: it is made anew
        damaged = folder.with_name(f"{MAKING}damaged-{name}")
        shutil.rmtree(damaged, ignore_errors=True)
        folder.rename(damaged)
    drafted.rename(folder)
    swap_link(out / SITE, Path(RELEASES) / name)
    return written or 1


def is_shared(path: Path, present: Path) -> bool:
    """The present release has these bytes; then the file is linked to it."""
    if not has_bytes(present, path):
        return False
    try:
        path.unlink()
        path.hardlink_to(present.resolve())
    except OSError:  # a file system without hard links
        shutil.copyfile(present, path)
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What a draft with only some of the files goes beyond."""

    base: str
    """Name of the release that the output folder shows."""
    gone: frozenset[str] = frozenset()
    """Paths in the output folder that were published and are made no more."""
    before: str = ""
    """Name of the release before that one, whose folder may serve again; empty: nobody knows."""
    stale: frozenset[str] = frozenset()
    """Paths in the output folder that differ between the two."""

    def of_site(self, paths: Collection[str]) -> list[str]:
        """Those of some paths that are the site's, inside it."""
        return sorted(path.removeprefix(f"{SITE}/") for path in paths if path.startswith(f"{SITE}/"))


def place_changes(drafted: Path, out: Path, name: str, since: Since) -> int:
    """Make the release of this name from the present one and a draft of what differs; returns how many files differ."""
    changed = set(files_in(drafted))
    gone = since.of_site(since.gone)
    if not changed and not gone:
        return 0
    making = make_room(out, name, since, but=changed)
    for path in gone:
        (making / path).unlink(missing_ok=True)
    for path in sorted(changed):
        (making / path).parent.mkdir(parents=True, exist_ok=True)
        (drafted / path).replace(making / path)
    shutil.rmtree(out / RELEASES / name, ignore_errors=True)
    making.rename(out / RELEASES / name)
    swap_link(out / SITE, Path(RELEASES) / name)
    return len(changed)


def make_room(out: Path, name: str, since: Since, *, but: Collection[str]) -> Path:
    """A folder that says what the present release does, ``but`` for some paths; every file of it is shared."""
    present, making = out / RELEASES / since.base, out / RELEASES / f"{MAKING}{name}"
    spare = out / RELEASES / since.before
    shutil.rmtree(making, ignore_errors=True)
    if since.before and spare.is_dir():
        spare.rename(making)
        for path in since.of_site(since.stale):
            if path not in but:
                link_file(making / path, present / path)
    else:
        shutil.copytree(present, making, copy_function=link_or_copy)
    return making


def link_file(path: Path, present: Path) -> None:
    """Make a file what the present release has there, or nothing where that has nothing."""
    path.unlink(missing_ok=True)
    if present.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        link_or_copy(present, path)


def link_or_copy(source: str | Path, target: str | Path) -> None:
    """The same file under another name, or a copy where the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def has_bytes(path: Path, other: Path) -> bool:
    """Both files are there and say the same."""
    try:
        return path.stat().st_size == other.stat().st_size and path.read_bytes() == other.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return False


def swap_link(link: Path, target: Path) -> None:
    """Point the link elsewhere in one step."""
    draft = link.with_name(f".{link.name}.draft")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    os.replace(draft, link)  # noqa: PTH105  # the same call for a link that exists and one that does not


def remove_old_releases(releases: Path, *, keep: Collection[str]) -> None:
    """Keep the release in use and the one before it, which slow readers may still be reading."""
    for path in list(releases.iterdir()):
        if path.is_dir() and path.name not in keep and not path.name.startswith(DRAFT_PREFIX):
            shutil.rmtree(path, ignore_errors=True)


def remove_old_pictures(releases: Path, *, keep: str) -> None:
    """Take pictures that the site does not show any more out of the release before, too.

    Pages may stay for slow readers, but of a picture that somebody wants gone there must be no copy left.
    """
    shown = {path.name for path in (releases / keep / PICTURES).glob("*")}
    for path in releases.glob(f"*/{PICTURES}/*"):
        if path.name not in shown:
            path.unlink(missing_ok=True)
