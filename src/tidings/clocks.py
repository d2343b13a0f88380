"""Clocks that publishers really go by, and how far that is from what they write."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OFFSET = re.compile(r"([+-])(\d{1,2}):([0-5]\d)")
OFFSET_HOURS_MAX = 14
"""No place on earth is further from UTC."""


@lru_cache(maxsize=256)
def find_clock(name: str) -> tzinfo | None:
    """The clock of an IANA name or of a distance from UTC such as ``-07:00``; None where it is neither."""
    if match := OFFSET.fullmatch(name):
        sign, hours, minutes = match.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        if offset > timedelta(hours=OFFSET_HOURS_MAX):
            return None
        return timezone(-offset if sign == "-" else offset)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def true_moment(claimed: datetime, clock: str) -> datetime:
    """The moment that was meant by a time which was read as UTC, but stood on another clock.

    The claim as it is, where there is no such clock.
    """
    zone = find_clock(clock) if clock else None
    if zone is None:
        return claimed
    try:
        return claimed.astimezone(UTC).replace(tzinfo=zone).astimezone(UTC)
    except (OverflowError, ValueError):
        return claimed


def clock_of(shift: timedelta) -> str:
    """The clock of a publisher whose times have to be moved by ``shift``: seven hours on is ``-07:00``."""
    minutes = round(-shift.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def told_shift(shift: timedelta) -> str:
    """A shift as people say it: ``+5 h 30 min``."""
    minutes = round(shift.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    parts = [*([f"{hours} h"] if hours else []), *([f"{rest} min"] if rest or not hours else [])]
    return ("-" if minutes < 0 else "+") + " ".join(parts)
