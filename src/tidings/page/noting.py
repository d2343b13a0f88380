"""Claims as they are written down, before anybody judges them: one way for each sort of value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..dates import parse_date
from ..markup import clean_text
from ..model import DateClaim
from ..reading import Claim
from .days import find_days
from .names import NAME_CHARS_MAX, names_in

RAW_CHARS_MAX = 300
"""Of what was written, kept as evidence."""
VALUE_CHARS_MAX = 2_000
"""Longer values are texts, which have their own field."""
CLAIMS_MAX = 400
"""Of one page: what is beyond them repeats."""
CLAIMS_PER_FIELD_MAX = 60
"""So that a page full of tags has room for a headline."""
TAGS_MAX = 60
"""Of one element."""


def note(field: str, origin: str, place: str, raw: str, *, value: str = "", why: str = "") -> Claim:
    """A claim; ``why`` refuses it at once."""
    clean = value or clean_text(raw[: VALUE_CHARS_MAX * 2])[:VALUE_CHARS_MAX]
    trimmed = raw.strip()[:RAW_CHARS_MAX]
    return Claim(field=field, value=clean, origin=origin, place=place, raw="" if trimmed == clean else trimmed, why=why)


def note_authors(origin: str, place: str, raw: str, *, is_certain: bool = False) -> list[Claim]:
    """A claim for each person of a byline; one refused claim where it names none."""
    names = names_in(raw, is_certain=is_certain)
    if not names and raw.strip():
        return [note("author", origin, place, raw[:RAW_CHARS_MAX], why="names no person")]
    return [note("author", origin, place, raw, value=name[:NAME_CHARS_MAX]) for name in names]


def note_date(field: str, origin: str, place: str, raw: str) -> Claim:
    """A claim about a moment or a day, refused where there is no date in it."""
    read = parse_date(raw, place)
    if read.at is None and (inside := find_days(raw.strip(), element=place)):
        read = inside[0].claim
    return note_read_date(field, origin, read)


def note_read_date(field: str, origin: str, read: DateClaim) -> Claim:
    """A date that was read already, as a claim."""
    why = "" if read.at else "not a date that we can read"
    return note(field, origin, read.element, read.raw, value=written(read) or read.raw, why=why)


def written(read: DateClaim) -> str:
    """A date in ISO 8601 as exactly as it is known: a day, a moment in an unknown zone, or a moment."""
    if read.at is None:
        return ""
    if is_day_only(read):
        return read.at.date().isoformat()
    return read.at.isoformat() if read.zone == "stated" else read.at.replace(tzinfo=None).isoformat()


def is_day_only(read: DateClaim) -> bool:
    """A date without a time of day."""
    return bool(read.at) and read.at.strftime("%H%M%S") == "000000" and ":" not in read.raw  # type: ignore[union-attr]


def as_date(claim: Claim) -> DateClaim:
    """A claim about a date as the rest of the program knows dates."""
    read = parse_date(claim.value, claim.place)
    return DateClaim(raw=claim.raw or claim.value, element=f"{claim.origin} {claim.place}", at=read.at, zone=read.zone)


def capped(claims: Iterable[Claim]) -> list[Claim]:
    """The first claims of a page, each only once, without empty ones."""
    found: dict[tuple[str, str, str, str], Claim] = {}
    counts: Counter[str] = Counter()
    for claim in claims:
        key = (claim.field, claim.origin, claim.place, claim.value)
        if claim.value and key not in found and counts[claim.field] < CLAIMS_PER_FIELD_MAX:
            counts[claim.field] += 1
            found[key] = claim
    return list(found.values())[:CLAIMS_MAX]
