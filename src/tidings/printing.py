"""An edition's files to a draft, and the draft to the output folder: only what changed is made and moved.

What the output folder has is known file by file, by the key of all that a file shows.  Where the folder shows another
release than the one that is known (the first run, another folder, a run that was killed while it swapped), every file
is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from . import store
from .model import File
from .publish import (
    Draft,
    Published,
    Since,
    Totals,
    begin_draft,
    draft_file,
    find_draft,
    finish_draft,
    lost_records,
    present_release,
    publish_draft,
)
from .render import Plate, renewed

RECORDS: Final = "records/"
SITE: Final = "site/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an output folder has, as far as it is known."""

    base: str = ""
    """Name of the release that it shows; empty: nothing of it is known."""
    totals: Totals = field(default_factory=Totals)
    files: Mapping[str, store.Made]
    release: store.StoredRelease | None = None
    """The same as it was published."""
    lost: frozenset[str] = frozenset()
    """Records that somebody took away."""

    @property
    def keys(self) -> dict[str, str]:
        """The key of each file, by path."""
        return {path: one.key for path, one in self.files.items() if path not in self.lost}


NOTHING = Known(files={})


def known_of(db: store.Database, out: Path, *, ground: str) -> Known:
    """What is known of an output folder: nothing where it shows another release than was published last, or where what
    files are looked over for has changed since.
    """
    release = next(iter(store.load_releases(db)), None)
    if release is None or release.ground != ground or release.name != present_release(out):
        return NOTHING
    files = store.load_rendered(db)
    lost = lost_records(out, [path for path in files if path.startswith(RECORDS)])
    return Known(base=release.name, totals=totals_of(release), files=files, release=release, lost=lost)


def totals_of(release: store.StoredRelease) -> Totals:
    """The sums of a release."""
    return Totals(records=int(release.records, 16), site=int(release.site, 16))


# ---------------------------------------------------------------- plates to a draft


def draft_files(
    db: store.Database, out: Path, plates: Sequence[Plate], *, ground: str, known: Known, keeps_records: bool = False
) -> int:
    """Make a draft of every file that is new or differs; returns how many differ, those included that go.

    ``keeps_records``: the bytes of records are kept for exports.  Raises RenderError and PublishError.
    """
    begin_draft(out)
    records: list[File] = []
    made, totals = [], known.totals
    for one, file in differing(plates, known, records if keeps_records else None):
        before = known.files.get(one.path)
        if before is None or before.hash != one.hash or one.path in known.lost:
            draft_file(file, out)
        totals = with_change(totals, before, one)
        made.append(one)
    for gone in sorted(known.files.keys() - {plate.path for plate in plates}):
        made.append(store.Made(path=gone, key="", hash=""))
        totals = with_change(totals, known.files[gone], made[-1])
    finish_draft(out, totals)
    store.save_draft(db, release_of(totals, ground, known, made), made, records)
    return len(made)


def with_change(totals: Totals, before: store.Made | None, after: store.Made) -> Totals:
    """The sums once a file is as it is now."""
    totals = totals.without_file(before.path, before.hash) if before else totals
    return totals.with_file(after.path, after.hash) if after.hash else totals


def release_of(totals: Totals, ground: str, known: Known, made: Sequence[store.Made]) -> store.StoredRelease:
    """What is remembered of a draft."""
    before, stale = known.base, tuple(one.path for one in made if one.path.startswith(SITE))
    if known.release and totals.release == known.base:  # the site stays: so does what is known of the folder beside it
        before, stale = known.release.before, known.release.stale
    return store.StoredRelease(
        name=totals.release,
        records=f"{totals.records:x}",
        site=f"{totals.site:x}",
        ground=ground,
        base=known.base,
        before=before,
        stale=stale if before else (),
    )


def differing(plates: Iterable[Plate], known: Known, records: list[File] | None) -> Iterator[tuple[store.Made, File]]:
    """Every file that is not known by its key to be as it was, or known by its hash to be so; records are collected."""
    for plate, file in renewed(plates, known.keys):
        if file is None:
            continue
        if records is not None and plate.path.startswith(RECORDS):
            records.append(file)
        one = store.Made(path=plate.path, key=plate.key, hash=hashlib.sha256(file.data).hexdigest())
        if known.files.get(plate.path) != one or plate.path in known.lost:
            yield one, file


# ---------------------------------------------------------------- a draft to the output folder


def find_waiting(db: store.Database, out: Path) -> Draft | None:
    """The draft that waits to be published to an output folder; None where there is none that would fit there."""
    release = store.load_draft(db)
    if release is None or (release.base and release.base != present_release(out)):
        return None
    return find_draft(out, totals_of(release))


def paths_after(db: store.Database) -> set[str]:
    """The paths of all files that there are once the draft that waits is published."""
    release = store.load_draft(db)
    brought, gone = store.load_drafted(db)
    return (store.load_paths(db) - gone) | brought if release and release.base else set(brought)


def put_out(db: store.Database, draft: Draft, out: Path) -> Published:
    """Publish the draft that waits, and remember what there is now.  Raises PublishError."""
    published = publish_draft(draft, out, since_of(db))
    store.save_published(db)
    return published


def since_of(db: store.Database) -> Since | None:
    """What the draft that waits goes beyond; None: it was made whole."""
    release, last = store.load_draft(db), next(iter(store.load_releases(db)), None)
    if release is None or last is None or not release.base:
        return None
    _, gone = store.load_drafted(db)
    return Since(base=release.base, gone=gone, before=last.before, stale=frozenset(last.stale))
