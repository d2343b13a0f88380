"""What a site that was taken over holds beside news."""

from __future__ import annotations

from collections.abc import Iterator

from .. import store
from ..errors import RecordError
from ..everyday import Kept, NewsRecord, read_content

CONTENT_FOLDERS = "_"
"""What the names of folders with content begin with."""


def load_contents(db: store.Database) -> tuple[Kept, ...]:
    """All content but news, which is the desk's own by now; what cannot be read was told when it was taken over."""
    return tuple(kept for kept in each_content(db) if not isinstance(kept.value, NewsRecord))


def each_content(db: store.Database) -> Iterator[Kept]:
    """All content that can be read."""
    for path, data in store.load_kept_files(db, beginning=CONTENT_FOLDERS):
        try:
            kept = read_content(path, data)
        except RecordError:
            continue
        if kept:
            yield kept
