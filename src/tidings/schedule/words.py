"""Waits as a reader says them."""

from __future__ import annotations

from datetime import timedelta

Wait = tuple[timedelta, str]
"""How long, and why so long in words."""


def in_words(wait: timedelta) -> str:
    """A wait as a reader says it: ``45 minutes``, ``1 hour``, ``2 days``; rounded up to minutes."""
    minutes = -(-int(wait.total_seconds()) // 60)
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size and minutes % size == 0:
            count = minutes // size
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return "no time"


def about(wait: timedelta) -> str:
    """A wait in words, rounded to what matters: ``about 3 hours``."""
    minutes = max(1, round(wait.total_seconds() / 60))
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= 2 * size or unit == "minute":
            count = round(minutes / size)
            return f"about {count} {unit}" if count == 1 else f"about {count} {unit}s"
    return "no time"
