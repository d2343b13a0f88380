"""What reports say that none before them had said."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..model import News, Report
from ..rules import TellingRules
from .ground import StoryGround, language_of
from .statements import Statement, repeats, statements_of, witnesses_of
from .summary import to_sentence

TELLING_WEIGHT: Final = 2.0
"""Of a name or a figure beside another word: "who" and "how many" are what is new."""
NEW_WORDS_MIN: Final = 3
"""New words without which nothing is new, where there is no new name or figure."""
COMMON_WORDS_MIN: Final = 2
"""Words that a new sentence must have in common with what was said before: else it speaks of something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Novelty:
    """A sentence with what is new in it."""

    statement: Statement
    share: float
    """Of what it says, weighted, 0 to 1."""


def find_news(
    ground: StoryGround, rules: TellingRules, *, as_of: datetime, texts: Mapping[str, Collection[str]]
) -> News | None:
    """What the reports of the last hours before ``as_of`` say and no older one did; None where that is nothing.

    A story that began within these hours has no news of its own: all of it is.  ``texts`` are the words of whole
    texts where they are known, by article id: what stands in one was said.
    """
    since = as_of - timedelta(hours=rules.news_hours)
    older = [report for report in ground.story.reports if report.article.published <= since]
    newer = [report for report in ground.read if report.article.published > since]
    if not older or not newer or not rules.news_sentences or not speaks(ground.story.lead, older):
        return None
    said = words_said(older, ground, texts)
    weights = weights_of(ground)
    fresh = [
        novelty
        for report in newer
        if report.article.id in ground.quotable_ids
        for novelty in novelties(ground.statements[report.article.id], said, weights, rules)
    ]
    chosen = choose_news(fresh, rules)
    heard = [s for report in newer for s in ground.statements[report.article.id]]
    sentences = tuple(
        to_sentence(one, witnesses_of(one, heard, share_min=rules.same_share_min))
        for one in sorted(chosen, key=lambda one: (one.at, one.article_id, one.position))
    )
    return News(since=since, sentences=sentences) if sentences else None


def speaks(lead: Report, older: Iterable[Report]) -> bool:
    """Some older report is in the lead's language: in another, every word would be new."""
    return any(language_of(report) == language_of(lead) for report in older)


def words_said(reports: Iterable[Report], ground: StoryGround, texts: Mapping[str, Collection[str]]) -> set[str]:
    """All words of some reports: of headline and excerpt, and of the text as far as it is known."""
    said: set[str] = set()
    for report in reports:
        said.update(texts.get(report.article.id, ()))
        for statement in ground.statements.get(report.article.id) or statements_of(report):
            said |= statement.words | statement.figures
    return said


def weights_of(ground: StoryGround) -> dict[str, float]:
    """How much each word tells within the story: the fewer reports have it, the more."""
    counts: Counter[str] = Counter()
    for those in ground.statements.values():
        counts.update(set().union(*(statement.words for statement in those)))
    total = len(ground.statements)
    return {word: math.log(1 + total / count) for word, count in counts.items()}


def novelties(
    statements: Iterable[Statement], said: Collection[str], weights: Mapping[str, float], rules: TellingRules
) -> list[Novelty]:
    """The sentences of a report that say something new, the newest thing first."""
    found = [novelty_of(one, said, weights) for one in statements if one.is_quotable]
    enough = [one for one in found if one.share >= rules.news_share_min and is_new(one.statement, said)]
    return sorted(enough, key=lambda one: (-round(one.share, 6), one.statement.position))


def novelty_of(one: Statement, said: Collection[str], weights: Mapping[str, float]) -> Novelty:
    """How much of what a sentence says was not said."""
    telling = one.names | one.figures
    points = {word: weights.get(word, 0.0) * (TELLING_WEIGHT if word in telling else 1.0) for word in one.words}
    total = sum(points.values())
    new = sum(value for word, value in points.items() if word not in said)
    return Novelty(statement=one, share=new / total if total else 0.0)


def is_new(one: Statement, said: Collection[str]) -> bool:
    """It has a name or figure of its own, or several words, and still speaks of the same."""
    new = {word for word in one.words if word not in said}
    has_telling = bool(new & (one.names | one.figures)) or len(new) >= NEW_WORDS_MIN
    return has_telling and len(one.words) - len(new) >= COMMON_WORDS_MIN


def choose_news(found: Sequence[Novelty], rules: TellingRules) -> list[Statement]:
    """The newest things, none twice, one of each source."""
    chosen: list[Statement] = []
    for novelty in sorted(found, key=lambda one: (-round(one.share, 6), one.statement.at, one.statement.article_id)):
        one = novelty.statement
        is_repeated = any(repeats(one, other, share_max=rules.repeated_share_max) for other in chosen)
        if not is_repeated and all(other.source_id != one.source_id for other in chosen):
            chosen.append(one)
        if len(chosen) == rules.news_sentences:
            break
    return chosen
