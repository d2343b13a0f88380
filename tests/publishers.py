"""A small world of publishers and one who polls them: when things came out, what was stamped on them, when they were seen."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from tidings.figures import Arrival

MINUTE, HOUR, DAY = 60, 3600, 86_400
START = 1_773_964_800
"""20 March 2026, midnight."""

Delay = Callable[[random.Random, int], int]
"""From a post's true moment to its being in the feed, in seconds."""
Stamp = Callable[[int, int], int]
"""What is stamped on a post that was made at one moment and came into the feed at another."""


def arrivals(
    *,
    seed: int = 1,
    days: float = 7,
    posts_per_day: float = 12,
    delay: Delay | None = None,
    stamp: Stamp | None = None,
    every_s: int = HOUR,
) -> tuple[Arrival, ...]:
    """What a poller sees of a publisher, newest first; prompt and honest unless said otherwise."""
    chance = random.Random(seed)
    delay, stamp = delay or prompt, stamp or (lambda made, out: made)
    seen = []
    for made in posts(chance, days=days, posts_per_day=posts_per_day):
        out = made + delay(chance, made)
        check = START + (out - START) // every_s * every_s + every_s
        seen.append(Arrival(seen_s=check, claimed_s=stamp(made, out), checked_before_s=check - every_s))
    return tuple(sorted(seen, key=lambda one: -one.seen_s))


def samples(**story: Any) -> tuple[Arrival, ...]:
    """One arrival of every three hours, the last 48, as the store chooses them."""
    found: dict[int, Arrival] = {}
    for one in arrivals(**story):
        found.setdefault(one.seen_s // (3 * HOUR), one)
    return tuple(found.values())[:48]


def posts(chance: random.Random, *, days: float, posts_per_day: float) -> Iterator[int]:
    """Moments of posts, at random but more by day than by night."""
    at = float(START)
    while at < START + days * DAY:
        at += chance.expovariate(posts_per_day / DAY)
        if chance.random() < (0.3 if at % DAY < 6 * HOUR else 1):
            yield int(at)


def prompt(chance: random.Random, _: int) -> int:
    """In the feed within minutes."""
    return chance.randrange(0, 8 * MINUTE)


def late(low_s: int, high_s: int) -> Delay:
    """In the feed some time later, never the same."""
    return lambda chance, _: chance.randrange(low_s, high_s)


def in_batches(every_s: int) -> Delay:
    """In the feed at the next round hour (or other step)."""
    return lambda _, made: every_s - made % every_s


def shifted(hours: float) -> Stamp:
    """Local time that is called UTC, in a zone so many hours ahead of UTC."""
    return lambda made, _: made + int(hours * HOUR)


def by_day(made: int, _: int) -> int:
    """Only the day."""
    return made // DAY * DAY
