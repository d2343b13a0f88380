"""How fast a story gained sources when each of its reports came in, beside what is usual.

A pace is fixed when its report arrives: it counts what was published before, by the publishers' own clocks, and
nothing after.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Final

from ..model import Article, ArticleOpinion, Pace, Story
from ..rules import ScoreRules

HOURS_PER_SLOT: Final = 6
"""Night, morning, afternoon, evening (UTC): newsrooms keep such hours, and finer slots hold too few reports."""
USUAL_PRIOR: Final = 20
"""As many reports that came alone are taken to be known of every topic and time of day."""
Slot = tuple[str, int]
"""A topic (empty: none) and a part of the day."""
WITHOUT_TOPIC: Final = tuple((("", part),) for part in range(24 // HOURS_PER_SLOT))


@dataclass(slots=True)
class Memory:
    """Reports of one topic and part of the day that still count, and the sum of the sources they came with."""

    reports: deque[tuple[datetime, int]] = field(default_factory=deque)
    total: int = 0

    def usual_at(self, moment: datetime, *, days: int) -> float:
        """The mean number of sources before a moment, drawn towards one."""
        since = moment - timedelta(days=days)
        while self.reports and self.reports[0][0] < since:
            self.total -= self.reports.popleft()[1]
        return (self.total + USUAL_PRIOR) / (len(self.reports) + USUAL_PRIOR)

    def add(self, moment: datetime, sources: int) -> None:
        """Remember a report."""
        self.reports.append((moment, sources))
        self.total += sources


def find_paces(
    stories: Sequence[Story],
    *,
    opinions: Mapping[str, ArticleOpinion],
    reprints: Mapping[str, str],
    rules: ScoreRules,
) -> dict[str, Pace]:
    """The pace at which its story was going when an independent report came in, by article id.

    Those that came alone have none: they only tell what is usual.
    """
    reports = [row for story in stories for row in counted(story, opinions, reprints, rules)]
    memories: dict[Slot, Memory] = defaultdict(Memory)
    paces: dict[str, Pace] = {}
    # What came at the very same moment is not before it: the order within a moment must not matter.
    for moment, rows in groupby(sorted(reports, key=itemgetter(0)), key=itemgetter(0)):
        together = list(rows)
        for _, article_id, sources, slots in together:
            if sources > 1:
                usual = max([memories[slot].usual_at(moment, days=rules.pace_days) for slot in slots])
                paces[article_id] = Pace(sources=sources, usual=round(usual, 2))
        for _, _, sources, slots in together:
            for slot in slots:
                memories[slot].add(moment, sources)
    return paces


def slots_of(article: Article, opinion: ArticleOpinion) -> tuple[Slot, ...]:
    """Where a report counts for what is usual: its topics, or none, at its part of the day."""
    part = article.published.hour // HOURS_PER_SLOT
    if not opinion.topics:
        return WITHOUT_TOPIC[part]
    return tuple((match.topic_id, part) for match in opinion.topics)


def counted(
    story: Story, opinions: Mapping[str, ArticleOpinion], reprints: Mapping[str, str], rules: ScoreRules
) -> Iterator[tuple[datetime, str, int, tuple[Slot, ...]]]:
    """The independent reports of a story: when each came, its id, how many sources had reported in the hours before,
    and where that counts for what is usual.
    """
    own = [a for a in story.articles if a.id not in reprints and opinions[a.id].kind.is_independent]
    if len(own) == 1:
        yield own[0].published, own[0].id, 1, slots_of(own[0], opinions[own[0].id])
        return
    window = timedelta(hours=rules.pace_hours)
    first: dict[str, datetime] = {}
    for article in sorted(own, key=lambda article: (article.published, article.id)):
        published, source_id = article.published, article.source.id
        first.setdefault(source_id, published)
        since = published - window
        recent = sum([moment >= since for moment in first.values()])
        sources = recent + (first[source_id] < since)
        yield published, article.id, sources, slots_of(article, opinions[article.id])
