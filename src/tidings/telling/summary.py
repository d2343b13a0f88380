"""A summary made of reports' own sentences: what most of them bear out, once, and each with who says it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from ..model import Sentence
from ..rules import TellingRules
from .ground import StoryGround
from .statements import Statement, in_common, is_overtaken, repeats, witnesses_of

SENTENCES_MIN: Final = 2
"""One sentence is no summary: the lead's excerpt is as good."""
SHORT_WORDS: Final = 4
"""Added to the number of words when they are averaged: three words that everybody has are no summary."""
WITNESS_WEIGHT: Final = 0.06
"""For each source that says the same, up to :data:`WITNESSES_MAX`; all words shared weigh 1."""
WITNESSES_MAX: Final = 4
LEAD_WEIGHT: Final = 0.08
"""For the lead's first sentence: it was chosen to speak for the story."""
FIRST_WEIGHT: Final = 0.05
"""For the first sentence of any excerpt: reports say first what happened."""
REPEAT_WEIGHT: Final = 0.6
"""Taken for what a sentence has in common with one that is chosen (maximal marginal relevance)."""
CENTRAL_MIN: Final = 0.16
"""Below it a sentence speaks of something that hardly anybody else speaks of."""
HEADLINE_SHARE_MAX: Final = 0.8
"""A sentence with more of its words in the headline says the headline again."""


def summarise(ground: StoryGround, rules: TellingRules) -> tuple[Sentence, ...]:
    """Two to four sentences of a story with several sources; empty where they would not be better than its lead's
    excerpt.
    """
    if ground.sources_count < 2 or rules.summary_sentences < SENTENCES_MIN:
        return ()
    said = [statement for those in ground.statements.values() for statement in those]
    quotable = [s for s in said if s.is_quotable and s.article_id in ground.quotable_ids]
    counts = [statement for statement in said if statement.figures]
    current = [one for one in quotable if not (one.figures and any(is_overtaken(one, later) for later in counts))]
    headline = next(iter(ground.statements.get(ground.lead_id, ())), None)
    fresh = [one for one in current if headline is None or not repeats_headline(one, headline)]
    shares = shares_of_words(ground)
    witnesses = {one: witnesses_of(one, said, share_min=rules.same_share_min) for one in fresh}
    values = {one: centrality(one, shares, len(witnesses[one]), ground) for one in fresh}
    chosen = choose(values, rules)
    if len(chosen) < SENTENCES_MIN or is_one_voice(chosen, witnesses):
        return ()
    return tuple(to_sentence(one, witnesses[one]) for one in in_order(chosen, values, ground))


def in_order(chosen: Sequence[Statement], values: Mapping[Statement, float], ground: StoryGround) -> list[Statement]:
    """What happened first: the most central of the sentences that begin an excerpt; then the lead's, then by time."""
    opening = max(chosen, key=lambda one: (one.position == 0, values[one]))

    def place(one: Statement) -> tuple[bool, bool, datetime, str, int]:
        return one is not opening, one.article_id != ground.lead_id, one.at, one.article_id, one.position

    return sorted(chosen, key=place)


def repeats_headline(one: Statement, headline: Statement) -> bool:
    """It says no more than the headline that stands above it."""
    return len(one.words & headline.words) > HEADLINE_SHARE_MAX * len(one.words)


def shares_of_words(ground: StoryGround) -> dict[str, float]:
    """For each word the share of the other sources that use it."""
    by_source: dict[str, set[str]] = defaultdict(set)
    for those in ground.statements.values():
        for statement in those:
            by_source[statement.source_id] |= statement.words
    counts = Counter(word for words in by_source.values() for word in words)
    others = max(1, len(by_source) - 1)
    return {word: (count - 1) / others for word, count in counts.items()}


def centrality(one: Statement, shares: Mapping[str, float], witnesses_count: int, ground: StoryGround) -> float:
    """How much of what a sentence says the other sources speak of, too."""
    spoken = sum(shares[word] for word in one.words) / (len(one.words) + SHORT_WORDS)
    borne_out = WITNESS_WEIGHT * min(witnesses_count, WITNESSES_MAX)
    opening = 0.0 if one.position else LEAD_WEIGHT if one.article_id == ground.lead_id else FIRST_WEIGHT
    return spoken + borne_out + opening


def choose(values: Mapping[Statement, float], rules: TellingRules) -> list[Statement]:
    """The most central sentences that do not repeat each other."""
    chosen: list[Statement] = []
    left = sorted(values, key=lambda one: (one.at, one.article_id, one.position))
    while left and len(chosen) < rules.summary_sentences:
        open_ = [one for one in left if values[one] >= CENTRAL_MIN and fits(one, chosen, rules)]
        if not open_:
            break
        best = max(open_, key=lambda one: values[one] - REPEAT_WEIGHT * nearest(one, chosen))
        chosen.append(best)
        left.remove(best)
    return chosen


def fits(one: Statement, chosen: Sequence[Statement], rules: TellingRules) -> bool:
    """It repeats none that is chosen, and its source has not said enough."""
    of_source = sum(other.source_id == one.source_id for other in chosen)
    return of_source < rules.source_sentences and not any(
        repeats(one, other, share_max=rules.repeated_share_max) for other in chosen
    )


def nearest(one: Statement, chosen: Sequence[Statement]) -> float:
    """What a sentence has in common with the chosen one most like it."""
    return max((in_common(one, other) for other in chosen), default=0.0)


def is_one_voice(chosen: Sequence[Statement], witnesses: Mapping[Statement, tuple[str, ...]]) -> bool:
    """All of it is one source's, and nobody else says any of it."""
    return len({one.source_id for one in chosen}) == 1 and not any(witnesses[one] for one in chosen)


def to_sentence(one: Statement, others: tuple[str, ...]) -> Sentence:
    """A sentence as it is told."""
    return Sentence(text=one.text, article_id=one.article_id, source_id=one.source_id, others=others)
