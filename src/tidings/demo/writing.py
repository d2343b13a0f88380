"""Telling one event in many ways: no two independent reports share a headline or a first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from .kinds import Kind, Wordings
from .world import Event, Outlet

SLOT = re.compile(r"\{([a-z]+)\}")
A_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeioAEIO])")
FIRST_LETTER = re.compile(r"^[“‘(]*[a-z]")
SMALL_WORDS = frozenset("a an and as at but by for from in into of on or the to with".split())


class Notebook:
    """What is known of one event, handed out sentence by sentence.

    Every wording is used once before any is used again.  Two events of one kind have different facts
    to tell and begin with their wordings at opposite ends: what is alike between them is the kind of
    thing that happened, as it is in the world, and not our stock of sentences.
    """

    def __init__(self, rng: Random, event: Event, kind: Kind, *, is_reversed: bool) -> None:
        self.event = event
        self.rng = rng
        self.headlines = Pile(kind.headlines, is_reversed=is_reversed)
        self.leads = Pile(kind.leads, is_reversed=is_reversed)
        true_here = [wordings for name, wordings in kind.choices if name == event.choice]
        own = kind.facts if kind.times_max == 1 else kind.facts[is_reversed::2]
        self.facts = [Pile(wordings, is_reversed=is_reversed) for wordings in (*own, *true_here)]
        self.turns = list(reversed(kind.turns)) if is_reversed else list(kind.turns)

    def headline(self, outlet: Outlet) -> str:
        """The next headline, in the outlet's style."""
        return style_headline(fill(self.headlines.take(), self.event, is_headline=True), outlet, place=self.event.place)

    def story(self, outlet: Outlet) -> tuple[str, ...]:
        """The sentences of a report: a first one, then facts in an order of its own."""
        facts = self.rng.sample(self.facts, min(len(self.facts), self.rng.randint(*outlet.sentences)))
        return tell([self.leads.take(), *(fact.take() for fact in facts)], self.event)

    def next_turn(self, outlet: Outlet, *, label: str) -> tuple[str, tuple[str, ...]]:
        """Headline and sentences of a later turn: the news first, then what had happened."""
        turn = self.turns.pop(0)
        headline = style_headline(fill(turn.headline, self.event, is_headline=True), outlet, place=self.event.place)
        fact = self.rng.choice(self.facts)
        return f"{label} {headline}", tell([*turn.wordings, self.leads.take(), fact.take()], self.event)


class Pile:
    """Wordings of one thing; the next is taken from the top and goes to the bottom."""

    def __init__(self, wordings: Wordings, *, is_reversed: bool) -> None:
        self.wordings = list(reversed(wordings)) if is_reversed else list(wordings)

    def take(self) -> str:
        """The wording that was not used for longest."""
        wording = self.wordings.pop(0)
        self.wordings.append(wording)
        return wording


def tell(wordings: Sequence[str], event: Event) -> tuple[str, ...]:
    """Sentences with their names: people come with their role and whole name at first mention."""
    known: set[str] = set()
    return tuple(fill(wording, event, known=known) for wording in wordings)


def fill(wording: str, event: Event, *, known: set[str] | None = None, is_headline: bool = False) -> str:
    """One wording with the event's names and numbers; ``known`` collects who has been introduced."""
    facts = dict(event.facts)
    met: set[str] = set() if known is None else known

    def name(match: re.Match[str]) -> str:
        slot = match[1]
        is_short = is_headline or slot in met
        met.add(slot)
        return facts.get(f"{slot}.short", facts[slot]) if is_short else facts[slot]

    return polish(SLOT.sub(name, wording))


def polish(sentence: str) -> str:
    """A capital at the beginning, and "an" where it belongs."""
    proper = A_BEFORE_VOWEL.sub(r"\1n ", sentence)
    return FIRST_LETTER.sub(lambda match: match[0].upper(), proper)


def style_headline(headline: str, outlet: Outlet, *, place: str) -> str:
    """A headline as the outlet sets it."""
    if outlet.headlines == "title":
        return title_case(headline)
    if outlet.headlines == "signed":
        return f"{headline} | {outlet.name}"
    if outlet.headlines == "kicker" and place and place not in headline and ":" not in headline:
        return f"{place}: {headline}"
    return headline


def title_case(headline: str) -> str:
    """Every word big except the small ones."""
    words = headline.split(" ")
    big = [words[0], *(word if word in SMALL_WORDS else big_word(word) for word in words[1:])]
    return " ".join(big)


def big_word(word: str) -> str:
    """A word with its first letter big, also behind a quotation mark."""
    return FIRST_LETTER.sub(lambda match: match[0].upper(), word)
