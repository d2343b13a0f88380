"""Who reports a story: each source once, who was first as far as that is known, and where they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..model import Attribution, FirstReport, Outlet, RankedStory, Report, Spread
from .ground import StoryGround, is_own, language_of, oldest_first


def outlets_of(story: RankedStory, attributions: Mapping[str, tuple[Attribution, ...]]) -> tuple[Outlet, ...]:
    """Each source with its reports, those with a report of their own first, each group by time."""
    by_source: dict[str, list[Report]] = defaultdict(list)
    for report in sorted(story.reports, key=oldest_first):
        by_source[report.article.source.id].append(report)
    found = [outlet_of(reports, attributions) for reports in by_source.values()]
    return tuple(sorted(found, key=lambda outlet: (not outlet.is_independent, outlet.first_at, outlet.source.id)))


def outlet_of(reports: Sequence[Report], attributions: Mapping[str, tuple[Attribution, ...]]) -> Outlet:
    """One source; its own first report speaks for it where it has one."""
    first = next((report for report in reports if is_own(report)), reports[0])
    named = {one.source_id: one for report in reversed(reports) for one in attributions.get(report.article.id, ())}
    return Outlet(
        source=first.article.source,
        first_id=first.article.id,
        first_at=first.article.published,
        articles_count=len(reports),
        is_independent=is_own(first),
        copy_of=first.reprint_of,
        names=tuple(named[key] for key in sorted(named)),
    )


def first_report(ground: StoryGround) -> FirstReport | None:
    """Who was first by the publishers' own times, and whom we saw first; None of a single report.

    Neither is proof: a publisher can write any time, and we see a report when we ask its feed.
    """
    if len(ground.own) < 2:
        return None
    dated = [report for report in ground.own if report.article.is_dated]
    claimed = min(dated, key=oldest_first, default=None)
    earliest = min(report.article.seen_at for report in ground.own)
    seen = [report for report in ground.own if report.article.seen_at == earliest]
    return FirstReport(
        claimed_id=claimed.article.id if claimed else "", seen_id=seen[0].article.id if len(seen) == 1 else ""
    )


def spread_of(ground: StoryGround) -> Spread:
    """Independent sources by country, and by the language of their first report."""
    firsts: dict[str, Report] = {}
    for report in ground.own:
        firsts.setdefault(report.article.source.id, report)
    return Spread(
        countries=counted(report.article.source.country for report in firsts.values()),
        languages=counted(language_of(report) for report in firsts.values()),
    )


def counted(codes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Codes with how often they came, most first; what is not known last."""
    counts = Counter(codes)
    return tuple(sorted(counts.items(), key=lambda item: (not item[0], -item[1], item[0])))
