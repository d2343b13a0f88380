"""What is private about a published article, and the envelope it is kept in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..errors import RecordError
from ..model import Boost, Order, Sighting
from .envelope import FIELD, Place, digest_of, plain_bytes, seal
from .keys import KeyRing

SIGHTINGS_MAX: Final = 20
"""Feeds and entries that an article's origin names; of what is announced more often, the first."""
ENTRY_CHARS_MAX: Final = 500
NOTE_CHARS_MAX: Final = 1000
WHO_CHARS_MAX: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An envelope as it is remembered, so that it is written again only when what it holds has changed."""

    record: str
    field: str = FIELD
    digest: str
    """Keyed, of everything that is sealed and where it belongs."""
    key_id: str
    envelope: str


def private_fields(
    sightings: Iterable[Sighting], orders: Iterable[Order] = (), boosts: Iterable[Boost] = ()
) -> dict[str, Any]:
    """Where an article came from, and what its editor noted for nobody else.

    Of each entry only the first sighting: seen again in other words it is the same origin, and must not change
    the record.
    """
    first: dict[tuple[str, str], Sighting] = {}
    for sighting in sightings:
        first.setdefault((sighting.feed_url, sighting.entry_id), sighting)
    rows = [
        {
            "feed": sighting.feed_url,
            "entry": sighting.entry_id[:ENTRY_CHARS_MAX],
            "body": sighting.body_hash,
            "seen": sighting.seen_at.isoformat(),
        }
        for sighting in list(first.values())[:SIGHTINGS_MAX]
    ]
    notes = [
        *(note(order.kind, order) for order in orders if order.is_private),
        *(note("boost", boost) for boost in boosts if boost.is_private),
    ]
    return {"sightings": rows, **({"notes": notes} if notes else {})}


def note(kind: str, order: Order | Boost) -> dict[str, str]:
    """An editor's reason."""
    return {
        "kind": kind,
        "who": order.who[:WHO_CHARS_MAX],
        "why": order.why[:NOTE_CHARS_MAX],
        "at": order.ordered_at.isoformat(),
    }


def bounded_bytes(fields: Mapping[str, Any]) -> bytes:
    """The bytes to seal; sightings that do not fit are left out from the end, notes cut at last."""
    rows: Sequence[Any] = fields.get("sightings", ())
    for kept in range(len(rows), -1, -1):
        try:
            return plain_bytes({**fields, **({"sightings": rows[:kept]} if rows else {})})
        except RecordError:
            if not kept:
                raise
    return plain_bytes(fields)


def secure(
    fields: Mapping[str, Any], *, record: str, ring: KeyRing, nonce: bytes, known: Sealed | None = None
) -> Sealed | None:
    """The envelope of a record's private fields; the known one where it holds the same under the newest key.

    None where there is no key: then a record has no private fields.  Raises RecordError for fields that no size fits.
    """
    key = ring.newest
    if key is None:
        return None
    place, plain = Place(record=record), bounded_bytes(fields)
    digest = digest_of(plain, place, key)
    if known and (known.digest, known.key_id) == (digest, key.id):
        return known
    return Sealed(record=record, digest=digest, key_id=key.id, envelope=seal(plain, place, key, nonce=nonce))
