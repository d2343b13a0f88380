"""How far a desk relies on a source, from what it has itself seen of it.

An article is judged with its source's standing *as it was on the day the article came in*: only articles known for some
days by then count, and only what was seen before that day (UTC).  So an article's quality does not move because its
source does well or ill afterwards, and no state has to be kept: the same history gives the same standings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, Literal

from ..genre import NOT_ARTICLES, Kind
from ..model import Article, Change, SourceRecord, Standing, Story
from ..rules import ScoreRules
from ..sources import Source

Told = Literal["articles", "borne_out", "silently_changed", "refused"]
Event = tuple[int, Told]
"""The last day on which something did not yet count for a source's record (its ordinal), and what."""

NEUTRAL_SHARE: Final = 0.5
EDITORS_SHARE: Final = {"trusted": 1.0, "normal": NEUTRAL_SHARE, "doubtful": 0.0}
"""What an editor's word is worth; it goes before all that was counted."""
FALSE_WEIGHT: Final = 2.0
"""What was changed in silence or was no article weighs as much as two articles that others bore out."""
NOT_WANTED: Final = NOT_ARTICLES | {"advert", "job advert"}
STATED: Final = ("headline", "published")
"""Fields whose silent change rewrites what was said; texts also grow."""


def find_standings(
    stories: Sequence[Story],
    *,
    kinds: Mapping[str, Kind],
    reprints: Mapping[str, str],
    changes: Mapping[str, tuple[Change, ...]],
    rules: ScoreRules,
) -> dict[str, Standing]:
    """The standing of each article's source when the article came in, by article id."""
    events = find_events(stories, kinds=kinds, reprints=reprints, changes=changes, rules=rules)
    by_source: dict[str, list[Article]] = defaultdict(list)
    for story in stories:
        for article in story.articles:
            by_source[article.source.id].append(article)
    return {
        article.id: standing
        for source_id, articles in by_source.items()
        for article, standing in standings_of(articles, events.get(source_id, ()), rules)
    }


def find_events(
    stories: Iterable[Story],
    *,
    kinds: Mapping[str, Kind],
    reprints: Mapping[str, str],
    changes: Mapping[str, tuple[Change, ...]],
    rules: ScoreRules,
) -> dict[str, list[Event]]:
    """What counts for each source's record and from when on, oldest first, by source id."""
    found: dict[str, list[Event]] = defaultdict(list)
    for story in stories:
        own = {a.source.id for a in story.articles if a.id not in reprints and kinds[a.id].is_independent}
        for article in story.articles:
            mine, kind = found[article.source.id], kinds[article.id]
            settled = article.seen_at.toordinal() + rules.standing_days - 1
            mine.append((settled, "articles"))
            if kind.is_sure and kind.name in NOT_WANTED:
                mine.append((settled, "refused"))
            elif len(own) > 1 and article.id not in reprints and kind.is_independent:
                mine.append((settled, "borne_out"))
            silent = [c.seen_at for c in changes.get(article.id, ()) if c.is_silent and c.field in STATED]
            if silent:
                mine.append((max(settled, min(silent).toordinal()), "silently_changed"))
    return {source_id: sorted(events) for source_id, events in found.items()}


def standings_of(
    articles: Iterable[Article], events: Sequence[Event], rules: ScoreRules
) -> Iterator[tuple[Article, Standing]]:
    """Each article of one source with the standing it came in with: one for each day."""
    counts: dict[str, int] = dict.fromkeys(("articles", "borne_out", "silently_changed", "refused"), 0)
    position = 0
    by_day = sorted(articles, key=lambda article: article.seen_at.toordinal())
    for day, those in groupby(by_day, key=lambda article: article.seen_at.toordinal()):
        while position < len(events) and events[position][0] < day:
            counts[events[position][1]] += 1
            position += 1
        record = SourceRecord(**counts)
        # What a desk says of a source may differ by the part of its site that an article stands on.
        words: dict[str, Standing] = {}
        for article in those:
            word = article.source.standing
            if word not in words:
                words[word] = standing_of(article.source, record, rules)
            yield article, words[word]


def standing_of(source: Source, record: SourceRecord, rules: ScoreRules) -> Standing:
    """How far to rely on a source: what the editor says, else its record, shrunk towards neither way."""
    if source.standing:
        return Standing(share=EDITORS_SHARE[source.standing], why=f"{source.standing}, says the editor")
    if not record.articles:
        return Standing(share=NEUTRAL_SHARE)
    bad = record.silently_changed + record.refused
    balance = (record.borne_out - FALSE_WEIGHT * bad) / (record.articles + rules.standing_articles)
    share = min(max(NEUTRAL_SHARE + balance * (1 - NEUTRAL_SHARE), 0.0), 1.0)
    return Standing(share=round(share, 3), why=told(record))


def told(record: SourceRecord) -> str:
    """A record in words."""
    seen = "1 earlier article" if record.articles == 1 else f"{record.articles} earlier articles"
    parts = (
        (record.borne_out, "reported by others, too"),
        (record.silently_changed, "changed in silence"),
        (record.refused, "no article or an advert"),
    )
    said = ", ".join(f"{count} {what}" for count, what in parts if count)
    return f"of {seen}: {said}" if said else f"of {seen} nothing speaks for or against it"
