"""What differs between a site as it was taken over and as the desk has it now."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..errors import RecordError
from .api import news_api
from .record import NewsRecord, read_news, write_news
from .site import NEWS, NEWS_API

DERIVED = re.compile(rf"{NEWS_API}(?:(?!page[0-9])[a-z0-9-]+/)?(?:page/[0-9]+/)?index\.json")
"""The pages of the JSON interface that are made from records; what else lies there, such as the reference's
stale ``page2/`` of an older form, stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChanges:
    """Files to write in place of those that were taken over."""

    new: tuple[str, ...] = ()
    """Records that the desk made."""
    changed: tuple[str, ...] = ()
    """Records that it judges otherwise by now."""
    hidden: tuple[str, ...] = ()
    """Records of stories that an editor took off the site."""
    pages: Mapping[str, bytes] = field(default_factory=dict)
    """Pages of the JSON interface, by path."""
    records: Mapping[str, bytes] = field(default_factory=dict)
    """All of the above records, by path."""
    gone: tuple[str, ...] = ()
    """Pages that were taken over and are none any more."""


def find_changes(
    kept: Mapping[str, bytes],
    records: Mapping[str, bytes],
    *,
    refused: Collection[str],
    paths: Iterable[str],
    folders: Mapping[str, str],
) -> SiteChanges:
    """What to write in place of what was taken over.

    ``kept`` and ``records`` are the records as they were and as the desk's rules wrote them, by path; ``refused`` the
    paths of those that an editor took off the site, ``paths`` those of all files, ``folders`` where topics (by
    name) are listed.  Before the desk has run, everything stays as it was.
    """
    if not records and not refused:
        return SiteChanges()
    changed = {path: data for path, data in records.items() if kept.get(path) != data}
    hidden = {
        path: data
        for path in sorted(refused)
        if path in kept and (data := without_publication(kept[path])) != kept[path]
    }
    ours = {**changed, **hidden}
    pages = make_pages({**kept, **ours}, folders) if ours else {}
    stale = tuple(path for path in paths if DERIVED.fullmatch(path) and path not in pages) if ours else ()
    return SiteChanges(
        new=tuple(sorted(path for path in changed if path not in kept)),
        changed=tuple(sorted(path for path in changed if path in kept)),
        hidden=tuple(sorted(hidden)),
        pages=pages,
        records=ours,
        gone=stale,
    )


def without_publication(data: bytes) -> bytes:
    """A record that is not published any more; the same bytes where it never was."""
    record = read_news(data)
    return write_news(replace(record, published=False)) if record.published else data


def make_pages(records: Mapping[str, bytes], folders: Mapping[str, str]) -> dict[str, bytes]:
    """The pages of the JSON interface to these records."""
    named = list(readable(records))
    return {file.path: file.data for file in news_api(named, topic_ids=folders)}


def readable(records: Mapping[str, bytes]) -> Iterator[tuple[str, NewsRecord]]:
    """The records that can be read, by the names of their files; others are in no listing."""
    for path, data in sorted(records.items()):
        try:
            yield path.removeprefix(NEWS), read_news(data, file=path)
        except RecordError:
            continue
