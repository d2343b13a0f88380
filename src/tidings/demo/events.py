"""What happens in the Low Isles: kinds of events, each with its own names and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from ..text import slugify
from . import lexicon
from .kinds import Kind, load_kinds
from .stamps import day_after, day_part
from .world import Event

NAMES = {
    "ship": lexicon.SHIPS,
    "coaster": lexicon.COASTERS,
    "boat": lexicon.BOATS,
    "firm": lexicon.FIRMS,
    "dairy": lexicon.DAIRIES,
    "farm": lexicon.FARMS,
    "hill": lexicon.HILLS,
    "surname": lexicon.SURNAMES,
    "first name": lexicon.FIRST_NAMES,
}
LAST_START = timedelta(hours=3)
"""Before the end, so that there is time to report what happened."""
WAKING_HOURS = range(6, 22)
"""Councils vote and whales are seen by day."""
STORY_HOURS = 72
"""The length of the world in which a kind's own hours are told."""
NUDGES_MAX = 60


class Deck:
    """Values in random order, none dealt again before all were dealt."""

    def __init__(self, rng: Random, values: Sequence[str]) -> None:
        self.values = list(values)
        rng.shuffle(self.values)
        self.dealt_count = 0

    def deal(self) -> str:
        """The next value."""
        self.dealt_count += 1
        return self.values[(self.dealt_count - 1) % len(self.values)]


class Cast:
    """Deals the names of one world."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.decks = {name: Deck(rng, values) for name, values in NAMES.items()}
        self.shared = {"storm": rng.choice(lexicon.STORMS), "regatta": rng.choice(lexicon.REGATTAS)}

    def fill(self, slot: str, *, own: Mapping[str, Deck]) -> tuple[str, str]:
        """What stands for a slot, at first mention and afterwards; ``own`` are the decks of its kind."""
        sort, _, rest = slot.partition(" ")
        if sort == "person":
            surname = self.decks["surname"].deal()
            role = self.rng.choice(rest.split(" | "))
            return f"{role} {self.decks['first name'].deal()} {surname}", surname
        if sort == "shared":
            value = self.shared[rest]
        elif ".." in sort:
            value = str(self.rng.randint(*(int(end) for end in sort.split(".."))))
        else:
            value = (own[slot] if slot in own else self.decks[sort]).deal()
        return value, value


def make_events(rng: Random, *, starts_at: datetime, ends_at: datetime) -> tuple[Event, ...]:
    """The events of a world in the order they happen, each kind once or twice."""
    cast = Cast(rng)
    events = [
        event
        for kind in load_kinds()
        for event in make_kind(rng, kind, cast=cast, starts_at=starts_at, ends_at=ends_at)
    ]
    return tuple(sorted(events, key=lambda event: (event.starts_at, event.id)))


def make_kind(rng: Random, kind: Kind, *, cast: Cast, starts_at: datetime, ends_at: datetime) -> list[Event]:
    """The events of one kind, in different places and with different choices."""
    own = {"town": Deck(rng, lexicon.TOWNS), "island": Deck(rng, lexicon.ISLANDS)}
    for _, slot in kind.slots:
        if slot.startswith("one of "):
            own[slot] = Deck(rng, slot.removeprefix("one of ").split(" | "))
    choices = Deck(rng, [name for name, _ in kind.choices] or [""])
    events = []
    for _ in range(rng.randint(kind.times_min, kind.times_max)):
        begins = pick_start(rng, kind, starts_at=starts_at, ends_at=ends_at)
        facts = {"when": day_part(begins), "day": day_part(begins).split()[0], "tomorrow": day_after(begins)}
        for name, slot in kind.slots:
            facts[name], facts[f"{name}.short"] = cast.fill(slot, own=own)
        place = facts.get("town", "")
        events.append(
            Event(
                id=slugify(f"{kind.id} {place}"),
                kind=kind.id,
                topic=kind.topic,
                place=place,
                starts_at=begins,
                choice=choices.deal(),
                facts=tuple(sorted(facts.items())),
            )
        )
    return events


def pick_start(rng: Random, kind: Kind, *, starts_at: datetime, ends_at: datetime) -> datetime:
    """A moment by day, in the kind's own hours where it has any."""
    hour = (ends_at - starts_at) / STORY_HOURS
    first, last = starts_at, ends_at - LAST_START
    if kind.hours:
        first, last = starts_at + kind.hours[0] * hour, starts_at + kind.hours[1] * hour
    minutes = int((last - first).total_seconds() // 60)
    moment = first
    for _ in range(NUDGES_MAX):
        moment = first + timedelta(minutes=rng.randrange(minutes))
        if moment.hour in WAKING_HOURS:
            break
    return moment
