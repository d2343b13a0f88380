"""The kinds of events of the demo world, read from the stock of sentences beside this file.

A stock file is a list of kinds, each a head and its parts; ``#`` begins a comment line::

    [ferry-breakdown] topic=sea times=2      how many such events a world has (1-2: one or two)
    slot ship: ship                          what a name in braces stands for, see ``events.py``
    headlines:                               ways to call it, none used by two independent reports
    - {ship} drifts off {town}
    leads:                                   opening sentences, likewise
    fact:                                    one fact in several wordings; there may be many facts
    choice: gearbox                          a fact that is true of only some events of the kind
    update: {ship} back in service           a later turn: its headline, and sentences about it

``hours=30..44`` in the head says when such events may begin, in hours of a world of three days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

STOCK = ("sea", "land", "town", "mind")
HEAD = re.compile(r"\[(?P<id>[a-z-]+)\](?P<options>(?: [a-z]+=\S+)*)")
PART = re.compile(r"(?P<name>slot|headlines|leads|fact|choice|update)(?: (?P<slot>[a-z]+))?:(?: (?P<value>.+))?")

Wordings = tuple[str, ...]
"""Sentences that say one thing in different words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How an event may go on: a headline and sentences for it."""

    headline: str
    wordings: Wordings


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of event, and everything that can be written about it."""

    id: str
    topic: str
    times_min: int
    times_max: int
    hours: tuple[int, int] | None
    slots: tuple[tuple[str, str], ...]
    headlines: Wordings
    leads: Wordings
    facts: tuple[Wordings, ...]
    choices: tuple[tuple[str, Wordings], ...]
    turns: tuple[Turn, ...]


@cache
def load_kinds() -> tuple[Kind, ...]:
    """Every kind of event, in the order of the stock."""
    folder = files(__package__).joinpath("stock")
    texts = [folder.joinpath(f"{name}.txt").read_text(encoding="utf-8") for name in STOCK]
    return tuple(kind for text in texts for kind in parse_stock(text))


def parse_stock(text: str) -> list[Kind]:
    """The kinds of one stock file; raises ValueError naming a line that cannot be read."""
    heads: list[tuple[re.Match[str], list[str]]] = []
    for line in text.replace("'", "’").splitlines():
        if not line or line.startswith("#"):
            continue
        if head := HEAD.fullmatch(line):
            heads.append((head, []))
        else:
            heads[-1][1].append(line)
    return [parse_kind(head, lines) for head, lines in heads]


def parse_kind(head: re.Match[str], lines: list[str]) -> Kind:
    """One kind from its head and the lines below."""
    options = dict(option.split("=") for option in head["options"].split())
    least, _, most = options["times"].partition("-")
    slots: list[tuple[str, str]] = []
    parts: list[tuple[str, str, list[str]]] = []
    for line in lines:
        if line.startswith("- "):
            parts[-1][2].append(line[2:])
        elif (part := PART.fullmatch(line)) is None:
            raise ValueError(f"reading the stock of {head['id']}: {line!r} is no part of a kind")
        elif part["name"] == "slot":
            slots.append((part["slot"], part["value"]))
        else:
            parts.append((part["name"], part["value"] or "", []))
    return Kind(
        id=head["id"],
        topic=options["topic"],
        times_min=int(least),
        times_max=int(most or least),
        hours=parse_hours(options["hours"]) if "hours" in options else None,
        slots=tuple(slots),
        headlines=next(tuple(said) for name, _, said in parts if name == "headlines"),
        leads=next(tuple(said) for name, _, said in parts if name == "leads"),
        facts=tuple(tuple(said) for name, _, said in parts if name == "fact"),
        choices=tuple((value, tuple(said)) for name, value, said in parts if name == "choice"),
        turns=tuple(Turn(headline=value, wordings=tuple(said)) for name, value, said in parts if name == "update"),
    )


def parse_hours(text: str) -> tuple[int, int]:
    """``30..44`` as two numbers."""
    least, most = text.split("..")
    return int(least), int(most)
