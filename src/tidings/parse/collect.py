"""Every item becomes an entry with an id of its own, or a drop with its reason."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from ..model import Drop, Entry, ParsedFeed


def collect(parsed: ParsedFeed, *, entries_max: int, missing: int = 0, beyond: int = 0) -> ParsedFeed:
    """The document with distinct ids, and what was left out.

    ``missing`` items could not be read, ``beyond`` were not looked at.
    """
    entries: dict[str, Entry] = {}
    drops = list(parsed.drops)
    for entry in parsed.entries[:entries_max]:
        named = name_entry(entry, entries)
        if named is None:
            drops.append(Drop(what=entry.headline or entry.id, reason="the same item twice in the feed"))
        else:
            entries[named.id] = named
    drops += [Drop(what=poison.what, reason=f"quarantined: {poison.reason}") for poison in parsed.poison]
    beyond += max(0, len(parsed.entries) - entries_max)
    drops += [Drop(what="an item", reason=f"more than {entries_max} items in one feed")] * beyond
    drops += [Drop(what="an item", reason="not well-formed: could not be read")] * missing
    return replace(parsed, entries=tuple(entries.values()), drops=tuple(drops))


def name_entry(entry: Entry, known: dict[str, Entry]) -> Entry | None:
    """The entry with an id that no other has; None where it is another one's copy.

    Some feeds give all their items one guid, so an id is believed only together with its address.
    """
    wanted = entry.id or hash_of(entry)
    first = known.get(wanted)
    if first is not None and first.url == entry.url and (entry.url or first.headline == entry.headline):
        return None
    if first is not None:
        wanted = f"{wanted} {entry.url or hash_of(entry)}"
        if wanted in known:
            return None
    return entry if wanted == entry.id else replace(entry, id=wanted)


def hash_of(entry: Entry) -> str:
    """An id for an entry that has none: what it says."""
    said = f"{entry.headline}\0{entry.summary}\0{entry.content}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
