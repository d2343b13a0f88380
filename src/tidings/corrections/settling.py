"""Which orders hold: where two contradict each other, the later line wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from ..model import StoryOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """An order that does not hold because later lines say otherwise."""

    line: int
    by_lines: tuple[int, ...]
    why: str
    """In words, without the lines."""

    def __str__(self) -> str:
        """As an editor is told."""
        lines = " and ".join(map(str, self.by_lines))
        return f"line {self.line} does not hold: {self.why} (line {lines}); the later line wins"


class Ground:
    """What the later lines have ordered; filled while lines are read from the last one up."""

    def __init__(self) -> None:
        self.bonds: dict[str, dict[str, int]] = defaultdict(dict)
        """Article to the articles of its story, each with the line that says so."""
        self.bars: dict[str, dict[str, int]] = defaultdict(dict)
        """Article to those that may not be in its story, each with the line that says so."""
        self.circles: dict[int, frozenset[str]] = {}
        """Stories that take nobody in, by line."""
        self.circle_of: dict[str, int] = {}
        """Article to the line of its circle."""
        self.said: dict[tuple[str, str], int] = {}
        """Kind and article of ``lead`` and ``kill``, to the line."""

    def reach(self, article_ids: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Every article that is bound to some articles, with the lines of the way to it."""
        found: dict[str, tuple[int, ...]] = dict.fromkeys(article_ids, ())
        waiting = list(found)
        while waiting:
            one = waiting.pop()
            for other, line in self.bonds.get(one, {}).items():
                if other not in found:
                    found[other] = tuple(sorted({*found[one], line}))
                    waiting.append(other)
        return found

    def bind(self, article_ids: Sequence[str], line: int) -> None:
        """These are one story."""
        for one, other in pairwise(article_ids):
            self.bonds[one].setdefault(other, line)
            self.bonds[other].setdefault(one, line)

    def bar(self, one: str, other: str, line: int) -> None:
        """These are not one story."""
        self.bars[one].setdefault(other, line)
        self.bars[other].setdefault(one, line)

    def enclose(self, article_ids: frozenset[str], line: int) -> None:
        """These are a story that takes nobody in."""
        self.circles[line] = article_ids
        self.circle_of |= dict.fromkeys(article_ids, line)


def settle(orders: Iterable[StoryOrder]) -> tuple[tuple[StoryOrder, ...], tuple[Contradiction, ...]]:
    """The orders that hold, by line, and those that do not, each with the lines that contradict it.

    A ``cannot-link`` of many articles is taken pair by pair and a ``kill`` of many one by one, so that the rest of a
    line holds where only a part of it is contradicted.
    """
    ground = Ground()
    kept: list[StoryOrder] = []
    lost: list[Contradiction] = []
    ordered = sorted(orders, key=lambda order: order.line)
    parts = [part for order in ordered for part in pieces(order)]
    for piece in reversed(parts):
        if found := objection(piece, ground):
            lost.append(found)
        else:
            note(piece, ground)
            kept.append(piece)
    return tuple(reversed(kept)), tuple(dict.fromkeys(reversed(lost)))


def pieces(order: StoryOrder) -> Iterator[StoryOrder]:
    """The parts of an order that can hold without the others."""
    if order.kind == "kill":
        yield from (replace(order, article_ids=(article_id,)) for article_id in order.article_ids)
    elif order.kind == "cannot-link":
        yield from (replace(order, article_ids=pair) for pair in combinations(order.article_ids, 2))
    else:
        yield order


def objection(order: StoryOrder, ground: Ground) -> Contradiction | None:
    """What the later lines have against an order."""
    if order.kind in ("lead", "kill"):
        return against_word(order, ground)
    if order.kind == "cannot-link":
        return against_bar(order, ground)
    return against_bond(order, ground)


def against_word(order: StoryOrder, ground: Ground) -> Contradiction | None:
    """A lead and a kill of one article, or two leads of articles that are one story by order."""
    other, why = ("kill", "its article is killed") if order.kind == "lead" else ("lead", "its article is to lead")
    for article_id in order.article_ids:
        if (line := ground.said.get((other, article_id))) is not None:
            return Contradiction(line=order.line, by_lines=(line,), why=why)
    if order.kind == "lead":
        for article_id in ground.reach(order.article_ids):
            line = ground.said.get(("lead", article_id))
            if line is not None and article_id not in order.article_ids:
                return Contradiction(line=order.line, by_lines=(line,), why="its story has another lead by order")
    return None


def against_bar(order: StoryOrder, ground: Ground) -> Contradiction | None:
    """Two articles that are to be apart are bound to each other, perhaps by a chain."""
    for one, other in combinations(order.article_ids, 2):
        if lines := ground.reach([one]).get(other):
            return Contradiction(line=order.line, by_lines=lines, why="two of its articles are one story by order")
    return None


def against_bond(order: StoryOrder, ground: Ground) -> Contradiction | None:
    """Articles that are to be one story are kept apart, or one of them is in a story that takes nobody in."""
    group = ground.reach(order.article_ids)
    for one in group:
        for other, line in ground.bars.get(one, {}).items():
            if other in group:
                lines = tuple(sorted({line, *group[one], *group[other]}))
                return Contradiction(line=order.line, by_lines=lines, why="two of its articles are to be apart")
    for line in sorted({ground.circle_of[key] for key in group if key in ground.circle_of}):
        if not ground.circles[line] >= group.keys():
            why = "one of its articles is in a story that was split off for itself"
            return Contradiction(line=order.line, by_lines=(line,), why=why)
    return None


def note(order: StoryOrder, ground: Ground) -> None:
    """Remember an order for those of the lines before it."""
    if order.kind in ("lead", "kill"):
        ground.said |= {(order.kind, article_id): order.line for article_id in order.article_ids}
    elif order.kind == "cannot-link":
        for one, other in combinations(order.article_ids, 2):
            ground.bar(one, other, order.line)
    else:
        ground.bind(order.article_ids, order.line)
        if order.kind == "split" and order.article_ids:
            ground.enclose(frozenset(ground.reach(order.article_ids)), order.line)


def find_second_leads(orders: Iterable[StoryOrder], story_of: Mapping[str, str]) -> tuple[Contradiction, ...]:
    """Leads that give way because a later line names another lead of the same story, whoever put them together."""
    latest: dict[str, StoryOrder] = {}
    found = []
    for order in sorted(orders, key=lambda order: order.line, reverse=True):
        if order.kind != "lead" or not order.article_ids or not (story_id := story_of.get(order.article_ids[0], "")):
            continue
        later = latest.setdefault(story_id, order)
        if later.article_ids[0] != order.article_ids[0]:
            why = "its story has another lead by order"
            found.append(Contradiction(line=order.line, by_lines=(later.line,), why=why))
    return tuple(reversed(found))
