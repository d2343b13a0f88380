"""What a link rests on, in words and log-odds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..model import Link, Reason
from .rarity import Rarity
from .rounds import PLAIN_FEATURES, TERM_FEATURES
from .terms import Terms
from .weights import Weights, probability_of

SHARED_WORDS_MAX = 5
"""Words in common that are named."""
FAMILIES = {
    "meaning": ("likeness", "direction"),
    "words": ("words", "words_any"),
    "phrases": ("phrases", "phrases_any"),
    "names": ("names", "names_any"),
    "size": ("smaller", "larger", "single"),
    "time": ("gap",),
    "kind": ("weak",),
    "known": ("settled",),
}
"""Pieces of evidence that are told as one reason."""


def link_of(plain: Sequence[float], terms: Sequence[float], weights: Weights, shared: Sequence[str]) -> Link:
    """How sure we are of two groups and why; ``shared`` are the words they have in common, most telling first."""
    values = dict(zip((*PLAIN_FEATURES, *TERM_FEATURES), (*plain, *terms), strict=True))
    reasons = sorted(reasons_for(values, weights, shared), key=lambda reason: (-abs(reason.points), reason.name))
    return Link(probability=round(probability_of(sum(reason.points for reason in reasons)), 4), reasons=tuple(reasons))


def reasons_for(values: dict[str, float], weights: Weights, shared: Sequence[str]) -> Iterator[Reason]:
    """What speaks for and against a link; the points add up to its log-odds."""
    yield Reason(name="before", points=round(weights.bias, 3), why="most reports are of events of their own")
    for name, parts in FAMILIES.items():
        points = round(sum(getattr(weights, part) * values[part] for part in parts), 3)
        if points:
            yield Reason(name=name, points=points, value=round(values[parts[-1]], 4), why=said(name, values, shared))


def said(name: str, values: dict[str, float], shared: Sequence[str]) -> str:
    """A reason in words."""
    if name == "meaning":
        return f"their meanings are alike by {values['direction']:.2f} of 1"
    if name == "words":
        named = ", ".join(shared[:SHARED_WORDS_MAX])
        return f"in common: {named}" if named else "no telling word in common"
    if name == "phrases":
        return f"{values['phrases_any']:.0%} of the phrases are in both"
    if name == "names":
        return f"{values['names_any']:.0%} of the names are in both"
    if name == "size":
        return "one of them is a single report" if values["smaller"] == 0 else "both have several reports"
    if name == "time":
        return f"{values['gap'] * 24:.0f} hours lie between them"
    if name == "kind":
        return "one of them only speaks about events"
    return "both were stories of their own before"


def most_telling(one: Iterable[str], other: Iterable[str], rarity: Rarity) -> tuple[tuple[str, float], ...]:
    """The words that two sides have in common, with the share of what they tell together, most telling first."""
    telling = rarity.families[0]
    common = sorted(set(one) & set(other), key=lambda word: (-telling[word], word))
    total = sum(telling[word] for word in common) or 1
    return tuple((word, round(telling[word] / total, 3)) for word in common)


def words_of(sides: Iterable[Terms]) -> set[str]:
    """All words of some articles."""
    return {word for terms in sides for word in terms.words}
