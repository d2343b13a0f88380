"""Which file of the site answers a path.

The site is a link to the release in use, and may point elsewhere a moment later: it is followed anew
for every request, and everything found must lie inside what it points to.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

INDEX: Final = "index.html"
MISSING: Final = "404.html"
WELL_KNOWN: Final = ".well-known"
"""The one hidden name that is meant to be asked for (RFC 8615)."""
CACHED_BYTES_MAX: Final = 512 * 1024
"""Larger files are read each time."""
CACHED_PAGES_MAX: Final = 128
"""Packed pages kept in memory: 64 MB at the very worst, some megabytes as a rule."""
PACKED_BYTES_MIN: Final = 1024
"""Smaller texts fit into one network packet anyway."""
TEXTS: Final = frozenset({".html", ".css", ".js", ".xml", ".opml", ".json", ".txt", ".svg", ".md"})
ETAG_DIGITS: Final = 32
TRIES: Final = 5
"""How often a page is looked for while one release replaces another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of the site as it is sent."""

    name: str
    """Its path inside the site."""
    body: bytes = field(repr=False)
    packed: bytes = field(repr=False)
    """The same with gzip; empty: not worth it."""
    digest: str
    """Of the body, in hexadecimal."""
    modified_at: datetime


def find_page(site: Path, path: str) -> Page | None:
    """What answers a path that begins with a slash; a folder's is its index.  None: nothing does."""
    for _ in range(TRIES):
        root = site.resolve()
        page = read_page(root, path)
        # Nothing there may mean that its release was removed just now.
        if page or site.resolve() == root:
            return page
    return None


def find_file(root: Path, path: str) -> Path | None:
    """The file of a path, if it lies inside the folder and is not hidden."""
    parts = path.split("/")[1:]
    if parts and not parts[-1]:
        parts[-1] = INDEX
    if not parts or any(is_refused(part) for part in parts):
        return None
    found = root.joinpath(*parts).resolve()
    return found if found.is_relative_to(root) and found.is_file() else None


def is_refused(part: str) -> bool:
    """A part of a path that no file of ours has: empty, hidden, leading elsewhere."""
    is_hidden = part.startswith(".") and part != WELL_KNOWN
    return not part or is_hidden or "\\" in part or not part.isprintable()


def is_folder(site: Path, path: str) -> bool:
    """A page is found there once a slash is added."""
    return not path.endswith("/") and find_page(site, f"{path}/") is not None


def read_page(root: Path, path: str) -> Page | None:
    """The file of a path with its validators; None where it cannot be had."""
    try:
        file = find_file(root, path)
        known = file.stat() if file else None
        if file is None or known is None:
            return None
        read = read_once if known.st_size <= CACHED_BYTES_MAX else read_once.__wrapped__
        return read(file, file.relative_to(root).as_posix(), known.st_mtime_ns)
    except OSError:
        return None  # gone, a name too long for the disk, a file we may not read


@lru_cache(maxsize=CACHED_PAGES_MAX)
def read_once(file: Path, name: str, mtime_ns: int) -> Page:
    """The file as it was at a moment: releases never change, so this is read and packed once."""
    body = file.read_bytes()
    is_packed = file.suffix in TEXTS and len(body) >= PACKED_BYTES_MIN
    return Page(
        name=name,
        body=body,
        packed=gzip.compress(body, mtime=0) if is_packed else b"",
        digest=hashlib.sha256(body).hexdigest()[:ETAG_DIGITS],
        modified_at=datetime.fromtimestamp(mtime_ns // 10**9, UTC),
    )
