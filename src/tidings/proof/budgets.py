"""How large a file may be before readers give up on it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Final

from ..model import File

BUDGETS: Final = (
    # path, bytes at most, why
    ("site/sitemap*.xml", 50_000_000, "search engines read no larger sitemap"),
    ("site/*.xml", 5_000_000, "feed readers give up on larger feeds"),
    ("site/feed.json", 5_000_000, "feed readers give up on larger feeds"),
    ("site/style.css", 200_000, "nothing is shown before it is there"),
    ("site/*.html", 2_000_000, "phones give up on larger pages"),
)
"""The first that fits a path counts.  Lists end at a few hundred rows and texts are cut, so that news alone stays far
below; other files may be as large as their desk.
"""
FRONT: Final = "site/index.html"
FRONT_PACKED_MAX: Final = 200_000
"""Bytes of the front page as it is sent; `make validate` aims at 60,000 with all that it loads but pictures."""


def size_faults(file: File) -> Iterator[tuple[int, str]]:
    """A file that is too large: (0, what)."""
    size = len(file.data)
    for pattern, bytes_max, why in BUDGETS:
        if fnmatchcase(file.path, pattern):
            if size > bytes_max:
                yield 0, f"{size:,} bytes; at most {bytes_max:,}, since {why}"
            break
    if file.path == FRONT and size > FRONT_PACKED_MAX:
        packed = len(gzip.compress(file.data, compresslevel=6))
        if packed > FRONT_PACKED_MAX:
            yield 0, f"{packed:,} bytes packed; at most {FRONT_PACKED_MAX:,}: show fewer stories (`front_stories`)"
