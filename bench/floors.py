"""The floors of our figures, the data they are measured on, and why each floor is where it is.

``floors.toml`` holds the SHA-256 of each file of data, a floor for each figure of each corpus, and their history: only
ever added to, and a floor goes down only with a reason that somebody wrote.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

HEAD = """\
# What our figures may not fall below, and the SHA-256 of the data they are measured on: `make quality` holds them.
# `python bench/quality.py --raise` raises floors and pins what is new.  To lower one, or to change data, change it here
# and add a line at the end of `history`: [date, "corpus figure" or the file, old, new, why].
"""
AT_MOST = frozenset({"times-gold", "calibration-error"})
"""Figures of which less is better: their floor is a ceiling."""
SLACK = 0.005
"""A floor is set this far from what was found: int8 arithmetic on other processors moves a figure by less."""
NONE = "none"
"""What was before the first value, and what is after the last."""

Value = float | str


class FloorsError(ValueError):
    """The file cannot be read."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history."""

    date: str
    what: str
    """"corpus figure" of a floor, or a file's name."""
    old: Value
    new: Value
    why: str = ""


@dataclass(frozen=True, slots=True)
class Floors:
    """All of the file."""

    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of each file of data."""
    floors: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Of each corpus and figure."""
    history: tuple[Change, ...] = ()

    def values(self) -> dict[str, Value]:
        """Everything that has a history, by the name it has there."""
        floors = {f"{corpus} {name}": floor for corpus, some in self.floors.items() for name, floor in some.items()}
        return {**self.files, **floors}


def parse_floors(text: str) -> Floors:
    """The file; raises FloorsError where it is none of ours."""
    try:
        known = tomllib.loads(text)
        history = tuple(Change(*line) for line in known.get("history", ()))
    except (tomllib.TOMLDecodeError, TypeError) as error:
        message = f"reading the floors: {error}; a line of the history is [date, what, old, new, why]"
        raise FloorsError(message) from error
    return Floors(known.get("files", {}), known.get("floors", {}), history)


def written(floors: Floors) -> str:
    """The file again, in one form, so that a change of one floor is a change of one line."""
    lines = [HEAD, "history = ["]
    lines += [f"  [{', '.join(map(quoted, (c.date, c.what, c.old, c.new, c.why)))}]," for c in floors.history]
    lines += ["]", "", "[files]"]
    lines += [f"{quoted(name)} = {quoted(digest)}" for name, digest in sorted(floors.files.items())]
    for corpus, some in sorted(floors.floors.items()):
        lines += ["", f"[floors.{corpus}]", *(f"{name} = {floor!r}" for name, floor in sorted(some.items()))]
    return "\n".join([*lines, ""])


def quoted(value: Value) -> str:
    """A value as TOML has it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


# ---------------------------------------------------------------- the law


def is_below(name: str, found: float, floor: float) -> bool:
    """Whether a figure is on the wrong side of its floor."""
    return found > floor if name in AT_MOST else found < floor


def breaches(now: Floors, *before: Floors) -> list[str]:
    """What is wrong with the history: values it does not explain, lowering without a reason, lines that have gone."""
    return [*unexplained(now), *without_reason(now.history), *taken_out(now.history, before)]


def unexplained(now: Floors) -> Iterator[str]:
    """Values that the last line on them does not have, and lines that do not follow from those before."""
    last: dict[str, Value] = {}
    for at, change in enumerate(now.history, 1):
        if last.get(change.what, NONE) != change.old:
            before = last.get(change.what, NONE)
            yield f"line {at} of the history says that {change.what} was {change.old}; before it was {before}"
        last[change.what] = change.new
    values = now.values()
    for what in sorted({*values, *last}):
        if values.get(what, NONE) != last.get(what, NONE):
            told = f"{what} is {values.get(what, NONE)}, and by the history {last.get(what, NONE)}"
            yield f"{told}: add a line that says why"


def without_reason(history: Iterable[Change]) -> Iterator[str]:
    """Lines that lower a floor, take one away or change data, and do not say why."""
    for change in history:
        if is_looser(change) and not change.why.strip():
            yield f"{change.what} went from {change.old} to {change.new} without a written reason"


def is_looser(change: Change) -> bool:
    """Whether less is asked afterwards, or something else."""
    if change.old == NONE:
        return False
    if isinstance(change.old, str) or isinstance(change.new, str):
        return True
    return is_below(change.what.rsplit(" ", 1)[-1], change.new, change.old)


def taken_out(history: tuple[Change, ...], before: Iterable[Floors]) -> Iterator[str]:
    """Lines that the history had in an earlier version and has no more."""
    for earlier in before:
        rest = iter(history)
        for change in earlier.history:
            if change not in rest:  # consumes: the order counts, too
                yield f"the history has lost its line of {change.date} on {change.what}"
                break


# ---------------------------------------------------------------- raising


def raised(now: Floors, figures: Mapping[str, Mapping[str, float]], files: Mapping[str, str], date: str) -> Floors:
    """Floors at what was found, where that asks more, and what was not pinned yet; nothing is ever lowered."""
    found = now
    for name, digest in sorted(files.items()):
        if name not in now.files:
            found = with_change(found, Change(date, name, NONE, digest, "pinned"))
    for corpus, some in sorted(figures.items()):
        for name, value in sorted(some.items()):
            old, new = now.floors.get(corpus, {}).get(name), floor_of(name, value)
            if old is None or (new != old and is_below(name, old, new)):
                why = "first measured" if old is None else "raised to what is reached"
                found = with_change(found, Change(date, f"{corpus} {name}", NONE if old is None else old, new, why))
    return found


def floor_of(name: str, value: float) -> float:
    """The floor of a figure that was found: three places, a little to the safe side."""
    if name in AT_MOST:
        return math.ceil(round((value + SLACK) * 1000, 6)) / 1000
    return max(0.0, math.floor(round((value - SLACK) * 1000, 6)) / 1000)


def with_change(floors: Floors, change: Change) -> Floors:
    """One value changed, with its line."""
    history = (*floors.history, change)
    if isinstance(change.new, str):
        return replace(floors, files={**floors.files, change.what: change.new}, history=history)
    corpus, name = change.what.rsplit(" ", 1)
    some = {**floors.floors.get(corpus, {}), name: change.new}
    return replace(floors, floors={**floors.floors, corpus: some}, history=history)
