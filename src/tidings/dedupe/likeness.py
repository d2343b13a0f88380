"""Whether two articles are one text: by address, by words, by headline, and what speaks against it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log

import numpy as np

from ..model import Article, ReprintReason
from ..rules import DedupeRules
from ..text import words
from .wording import WORDS_COMPARED_MAX, Marks, Wording, found_runs, quoted_mask, tokens_of

LONG_WORDS = 200
"""Below so many words the bar rises, up to :data:`SHORT_BAR` at the least compared: few words agree by chance."""
SHORT_BAR = 0.9
SAME_HEADLINE_EASE = 0.15
"""The same headline lowers the bar for texts by this much."""
OPENING_WORDS = 60
"""The text of a copy begins where the longer one does; what stands further down was quoted as background."""
LONGER_TIMES = 1.5
"""From so many times the length on, that is asked."""
UNQUOTED_MIN = 0.5
"""Share of the words outside quotations that must be in common: what somebody said is everybody's."""
UNQUOTED_WORDS_MIN = 8
"""Fewer are no text of their own."""
ONE_SOURCE_MIN = 0.97
"""Of both texts: a source's own template fills its text with other figures or names each day."""
ONE_SOURCE_WORDS_MIN = 40
"""Under different headlines a source's shorter texts are what it always writes below them."""
HEADLINE_ALONE_WORDS_MIN = 6
"""Telling words of a headline that proves a copy without any text."""
HEADLINE_HOURS_MAX = 48
"""A headline that comes back later is a column's name."""
HEADLINE_DAYS_MIN = 3
"""On so many days one source has used a headline that is a column's name; an update may run over midnight."""
BOILERPLATE_HEADLINES_MIN = 3
"""A source's text below so many headlines is no article's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two articles are one text."""

    reason: ReprintReason
    overlap: float
    """Share of the shorter text's words, 0 to 1."""
    words: int = 0
    """How many those are; for one page as many as are ever compared, for a headline alone 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generic:
    """What proves nothing among these articles."""

    headlines: frozenset[tuple[str, ...]]
    texts: frozenset[tuple[str, bytes]]
    """Source id and words."""


def find_generic(wordings: Iterable[Wording], rules: DedupeRules) -> Generic:
    """Headlines that one source used on several days, or too many sources at all; texts below many headlines."""
    days: dict[tuple[tuple[str, ...], str], set[object]] = defaultdict(set)
    headlines: dict[tuple[str, bytes], set[tuple[str, ...]]] = defaultdict(set)
    for wording in wordings:
        source = wording.article.source.id
        days[wording.headline, source].add(wording.article.published.date())
        if wording.words_count:
            headlines[source, wording.numbers.tobytes()].add(wording.headline)
    sources = Counter(headline for headline, _ in days)
    repeated = {headline for (headline, _), seen in days.items() if len(seen) >= HEADLINE_DAYS_MIN}
    common = {headline for headline, count in sources.items() if count > rules.headline_sources_max}
    texts = {key for key, found in headlines.items() if len(found) >= BOILERPLATE_HEADLINES_MIN}
    return Generic(headlines=frozenset(repeated | common), texts=frozenset(texts))


def compare(one: Wording, other: Wording, generic: Generic, rules: DedupeRules) -> Match | None:
    """What makes two articles one text; None: nothing does."""
    gap = abs(one.article.published - other.article.published)
    if gap > timedelta(hours=rules.window_hours):
        return None
    if one.pages & other.pages:
        return Match(reason="same address", overlap=1.0, words=WORDS_COMPARED_MAX)
    shorter, longer = sorted((one, other), key=lambda wording: wording.words_count)
    is_titled = is_same_headline(one, other, generic, rules) and gap <= timedelta(hours=HEADLINE_HOURS_MAX)
    if not shorter.words_count:
        return match_headlines(one) if is_titled and len(one.headline) >= HEADLINE_ALONE_WORDS_MIN else None
    if any((side.article.source.id, side.numbers.tobytes()) in generic.texts for side in (one, other)):
        return None
    overlap = share_of(found_in(shorter, longer))
    if is_one_source(one.article, other.article):
        return match_texts(overlap, shorter) if is_same_twice(shorter, longer, rules, is_titled=is_titled) else None
    needed = bar(shorter.words_count, rules) - (SAME_HEADLINE_EASE if is_titled else 0.0)
    if overlap >= needed and is_opening(shorter, longer) and is_more_than_quoted(shorter, longer, rules):
        return match_texts(overlap, shorter)
    return None


def match_texts(overlap: float, shorter: Wording) -> Match:
    """A copy by its words."""
    return Match(reason="same text", overlap=overlap, words=round(overlap * shorter.words_count))


def match_headlines(wording: Wording) -> Match:
    """A copy by its headline, for want of a text."""
    return Match(reason="same headline", overlap=1.0 if wording.headline else 0.0)


def is_one_source(one: Article, other: Article) -> bool:
    """Both stand at one publisher's."""
    return one.source.id == other.source.id or one.source.domain == other.source.domain


def is_same_headline(one: Wording, other: Wording, generic: Generic, rules: DedupeRules) -> bool:
    """Both have one headline that is telling enough."""
    return (
        one.headline == other.headline
        and len(one.headline) >= rules.headline_words_min
        and one.headline not in generic.headlines
    )


def bar(words_count: int, rules: DedupeRules) -> float:
    """Share of the shorter text's words that makes a copy."""
    short = log(max(1.0, LONG_WORDS / max(1, words_count))) / log(max(2.0, LONG_WORDS / rules.words_min))
    return rules.overlap_min + min(1.0, short) * max(0.0, SHORT_BAR - rules.overlap_min)


def found_in(mine: Wording, other: Wording) -> Marks:
    """For each word of mine, whether it stands in a run of words that the other has too."""
    return found_runs(mine, other.runs)


def share_of(covered: Marks) -> float:
    """Share of true ones."""
    return float(covered.mean()) if len(covered) else 0.0


def is_opening(shorter: Wording, longer: Wording) -> bool:
    """What both have in common stands at the longer text's beginning, or is most of it."""
    if longer.words_count < LONGER_TIMES * shorter.words_count:
        return True
    return bool(found_in(longer, shorter)[:OPENING_WORDS].any())


def is_more_than_quoted(shorter: Wording, longer: Wording, rules: DedupeRules) -> bool:
    """Words outside quotations are in common, too."""
    outside = ~np.array(quoted_mask(shorter.article, rules), dtype=bool)
    outside = outside if shorter.kept is None else outside[shorter.kept]
    covered = found_in(shorter, longer)
    if len(outside) != len(covered) or outside.sum() < UNQUOTED_WORDS_MIN or outside.all():
        return True
    return share_of(covered[outside]) >= UNQUOTED_MIN


def is_same_twice(shorter: Wording, longer: Wording, rules: DedupeRules, *, is_titled: bool) -> bool:
    """One source's text at two addresses: nearly word for word, with the same figures, and no text that grew.

    Under two headlines it must be the same to the word: a source writes the same of two things it sells.
    """
    if not is_titled:
        is_long = shorter.words_count >= ONE_SOURCE_WORDS_MIN
        is_same = np.array_equal(shorter.numbers, longer.numbers)
        return is_long and is_same and figures(shorter.headline) == figures(longer.headline)
    if words(shorter.article.headline) != words(longer.article.headline):
        return False
    if min(share_of(found_in(shorter, longer)), share_of(found_in(longer, shorter))) < ONE_SOURCE_MIN:
        return False
    return figures(tokens_of(shorter.article, rules)) == figures(tokens_of(longer.article, rules))


def figures(tokens: Sequence[str]) -> list[str]:
    """The words that have a figure, in order."""
    return [word for word in tokens if any(sign.isdigit() for sign in word)]
