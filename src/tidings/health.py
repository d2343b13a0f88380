"""How feeds are: figures in, rhythm, lag, honesty of dates and findings out.  Pure.

A finding is raised for what an editor would want to be told; what a feed has always done is its habit
and no finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from .clocks import clock_of, told_shift
from .figures import (
    Arrival,
    ClockError,
    ClockMend,
    FeedFigures,
    FeedHealth,
    Finding,
    FindingKind,
    HealthState,
    Shape,
)
from .model import Feed, FeedState

WINDOW_DAYS = 14
"""What is counted: a fortnight has two week-ends, and a feed that was mended looks well soon."""
POSTS_MAX = 20
"""The last posts that rhythm is reckoned from."""
WEB_BEGAN_S = 788_918_400
"""1995: older dates are errors."""
POSTS_MIN = 5
"""Fewer have no rhythm."""
DAY_S, HOUR_S, MINUTE_S = 86_400, 3600, 60

SILENT_POSTS_MIN = 8
SILENT_GAPS = 6
"""Silence of so many usual gaps is a finding ..."""
SILENT_LONGEST = 3
"""... if it is also so many times as long as the longest gap we know ..."""
SILENT_S_MIN = 2 * DAY_S
"""... and longer than a week-end's."""

ROWS_MIN = 5
"""Fewer new entries than this have no shape."""
NEARLY_ALL = 0.8
FLOOD_ITEMS_MIN = 500
FLOOD_TIMES = 10
"""Items beside the most that the feed had before."""
HABIT_DOCUMENTS_MIN = 3
"""Documents that show what a feed usually does."""

CLOCK_ENTRIES_MIN = 8
CLOCK_SPAN_S_MIN = DAY_S
CLOCK_CERTAIN_ENTRIES_MIN = 20
"""Overwhelming evidence: so many entries ..."""
CLOCK_CERTAIN_SPAN_S_MIN = 3 * DAY_S
"""... over so long, and all of them within the delay below."""
CLOCK_DELAY_S_MAX = 20 * MINUTE_S
"""From a publisher's stamp to its feed, for all entries of a prompt publisher."""
CLOCK_LATE_SHARE_MAX = 0.1
"""Of the entries that may come later than that, as backdated ones do; of overwhelming evidence, none."""
CLOCK_EARLY_S = 2 * MINUTE_S
"""Clocks of publishers go ahead of ours by this much without being wrong."""
CLOCK_GAP_S_MAX = 3 * HOUR_S
"""Entries that came between two requests further apart tell nothing."""
CLOCK_STEP_S = HOUR_S // 2
"""Zones differ by half hours (a few by quarters, which are told as the nearest half hour)."""
CLOCK_SHIFT_S_MIN = HOUR_S
"""A smaller error does no harm worth the risk."""
CLOCK_OLD_S_MIN = 2 * HOUR_S
"""The same for entries that arrive old, which slowness explains, too; nearly nobody lives between."""
CLOCK_WEST_S, CLOCK_EAST_S = 12 * HOUR_S, 14 * HOUR_S
"""No zone is further from UTC."""
CLOCK_HALF_HOURS_MIN = 4
"""Different half hours of the day that entries are stamped with: whoever stamps everything with
midnight states a day, not a time."""


# ---------------------------------------------------------------- rhythm, lag


def posts_of(arrivals: Sequence[Arrival]) -> tuple[int, ...]:
    """When the last posts came out, newest first, in seconds.

    What is undated or ahead counts from first sight; what claims to be older than the web, not at all.
    """
    moments = (a.seen_s if a.claimed_s is None else min(a.claimed_s, a.seen_s) for a in arrivals[:POSTS_MAX])
    return tuple(sorted((moment for moment in moments if moment >= WEB_BEGAN_S), reverse=True))


def gaps_of(posts: Sequence[int]) -> list[int]:
    """Seconds between one post and the next."""
    return [later - earlier for later, earlier in pairwise(posts)]


def rhythm_of(arrivals: Sequence[Arrival]) -> tuple[float, int]:
    """Posts per day, and the median gap in seconds; zeros where there are too few to say."""
    posts = posts_of(arrivals)
    if len(posts) < POSTS_MIN or posts[0] == posts[-1]:
        return 0.0, 0
    return (len(posts) - 1) / ((posts[0] - posts[-1]) / DAY_S), int(median(gaps_of(posts)))


def lag_of(samples: Sequence[Arrival], *, shift_minutes: int = 0) -> int | None:
    """Median seconds from publishing to our first sight, of what came while we watched; None: nothing did."""
    lags = [lag - shift_minutes * MINUTE_S for lag, _ in watched(samples)]
    return int(median(lags)) if lags else None


def watched(samples: Sequence[Arrival]) -> list[tuple[int, int]]:
    """Lag, and seconds since the request before, of the entries that came between two requests."""
    return [
        (a.seen_s - a.claimed_s, a.seen_s - a.checked_before_s)
        for a in samples
        if a.claimed_s is not None and a.checked_before_s is not None
    ]


# ---------------------------------------------------------------- clocks


def find_clock_error(samples: Sequence[Arrival]) -> ClockError | None:
    """The steady error of a publisher's clock, where new entries always arrive equally old, or from the future.

    An entry that came between two requests came out between them.  An honest, prompt publisher
    stamps it in that time; one whose clock is wrong stamps all of them the same whole half hours
    away from it.  Publishers who are late by varying amounts, or in batches, fit no one error.
    """
    near = [a for a in samples if a.claimed_s is not None and 0 < gap_before(a) <= CLOCK_GAP_S_MAX]
    span_s = near[0].seen_s - near[-1].seen_s if near else 0
    if len(near) < CLOCK_ENTRIES_MIN or span_s < CLOCK_SPAN_S_MIN or not is_stamped_by_time(near):
        return None
    lags = watched(near)
    most = min(lag for lag, _ in lags) + CLOCK_EARLY_S
    at_least = sorted(lag - gap - CLOCK_DELAY_S_MAX for lag, gap in lags)
    least, least_of_all = at_least[-1 - int(CLOCK_LATE_SHARE_MAX * len(near))], at_least[-1]
    shift_s = most // CLOCK_STEP_S * CLOCK_STEP_S
    is_likely = is_likely_shift(shift_s, gap_s=median(gap for _, gap in lags))
    if not is_likely or not least <= shift_s or least <= 0 <= most:
        return None
    is_certain = len(near) >= CLOCK_CERTAIN_ENTRIES_MIN and span_s >= CLOCK_CERTAIN_SPAN_S_MIN
    # Else the half hour before would do as well: the requests were too far apart.
    is_pinned = shift_s - CLOCK_STEP_S < least_of_all <= shift_s
    return ClockError(
        shift_minutes=shift_s // MINUTE_S,
        evidence=clock_evidence(lags, span_s=span_s, shift_s=shift_s),
        is_certain=is_certain and is_pinned,
    )


def is_likely_shift(shift_s: int, *, gap_s: float) -> bool:
    """A shift that a zone could have, and that waiting could not.

    A time in the future can only be a clock's fault.  What is always old may also have waited for a
    batch, and then for our next request: by about twice the gap between two requests.
    """
    if shift_s < 0:
        return CLOCK_SHIFT_S_MIN <= -shift_s <= CLOCK_EAST_S
    return max(CLOCK_OLD_S_MIN, 2 * gap_s) <= shift_s <= CLOCK_WEST_S


def gap_before(arrival: Arrival) -> int:
    """Seconds since the request before; 0 where there was none."""
    return arrival.seen_s - arrival.checked_before_s if arrival.checked_before_s is not None else 0


def is_stamped_by_time(arrivals: Sequence[Arrival]) -> bool:
    """The stamps are times of day, not only days."""
    half_hours = {(a.claimed_s or 0) % DAY_S // CLOCK_STEP_S for a in arrivals}
    return len(half_hours) >= CLOCK_HALF_HOURS_MIN


def clock_evidence(lags: Sequence[tuple[int, int]], *, span_s: int, shift_s: int) -> str:
    """How many entries, over how long, between which bounds."""
    low, high = (round(of(lag for lag, _ in lags) / MINUTE_S) for of in (min, max))
    gap = max(round(gap / MINUTE_S) for _, gap in lags)
    way = "old" if shift_s > 0 else "ahead"
    bounds = (low, high) if shift_s > 0 else (-high, -low)
    return (
        f"{len(lags)} new entries in {span_s / DAY_S:.1f} days were {told_minutes(bounds[0])} to "
        f"{told_minutes(bounds[1])} {way} when first seen, with at most {told_minutes(gap)} between two requests"
    )


def told_minutes(minutes: int) -> str:
    """``7 h 2 min``."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else ""
    return sign + (f"{hours} h {rest} min" if hours else f"{rest} min")


def find_mend(feed: Feed, samples: Sequence[Arrival], *, mend_clocks: str) -> ClockMend | None:
    """How a feed's times are put right: as the desk says, else on certain evidence; None: they are not.

    ``mend_clocks`` is the rule of that name.
    """
    if mend_clocks == "never":
        return None
    if feed.clock:
        return ClockMend(clock=feed.clock, reason="the desk says so")
    error = find_clock_error(samples) if mend_clocks == "certain" else None
    return ClockMend(clock=clock_for(error), reason=error.evidence) if error and error.is_certain else None


def shift_of(error: ClockError) -> timedelta:
    """How far the times have to be moved."""
    return timedelta(minutes=error.shift_minutes)


def clock_for(error: ClockError) -> str:
    """The clock that a publisher with this error goes by."""
    return clock_of(shift_of(error))


# ---------------------------------------------------------------- findings


def find_findings(
    figures: FeedFigures, *, now: datetime, mend: ClockMend | None = None, is_failing: bool = False
) -> tuple[Finding, ...]:
    """What an editor would want to know of a feed now; ``mend`` is how its times are put right already."""
    found = [
        *silent(figures, now=now, is_failing=is_failing),
        *(shape_findings(figures.shape, figures.shapes_before) if figures.shape else ()),
        *clock_findings(figures.samples, mend=mend),
    ]
    return tuple(
        Finding(feed_url=figures.feed_url, kind=kind, what=what, advice=advice) for kind, what, advice in found
    )


Found = tuple[FindingKind, str, str]
"""Kind, what was seen, advice."""


def silent(figures: FeedFigures, *, now: datetime, is_failing: bool) -> Iterator[Found]:
    """No new entry for much longer than the feed's rhythm, while it answers."""
    posts = posts_of(figures.arrivals)
    if is_failing or len(posts) < SILENT_POSTS_MIN:
        return
    gaps = gaps_of(posts)
    # From our own first sight: of what was before we began to watch we know nothing.
    quiet_s = int(now.timestamp()) - figures.arrivals[0].seen_s
    if quiet_s > max(SILENT_GAPS * median(gaps), SILENT_LONGEST * max(gaps), SILENT_S_MIN):
        what = f"nothing new for {told_span(quiet_s)}; it used to post every {told_span(int(median(gaps)))}"
        yield "silent", what, "look whether its site goes on elsewhere: `tidings sources add` finds its feeds"


def shape_findings(shape: Shape, before: Sequence[Shape]) -> Iterator[Found]:
    """What is unlike before in the newest document."""
    if not before:
        return
    if shape.error:
        if not before[0].error:
            yield "not a feed", f"it was a feed until now; {shape.error}", "look at its address in a browser"
        return
    good = [one for one in before if not one.error]
    yield from flood(shape, good)
    if shape.rows >= ROWS_MIN and good:
        yield from no_dates(shape, good)
        yield from same_headlines(shape)
        yield from new_ids(shape)
        yield from rewritten(shape, good)


def flood(shape: Shape, before: Sequence[Shape]) -> Iterator[Found]:
    """Suddenly many items."""
    most = max((one.items for one in before), default=0)
    if most and shape.items >= FLOOD_ITEMS_MIN and shape.items >= FLOOD_TIMES * most:
        what = f"{shape.items:,} items, {most:,} at most before"
        yield "flood", what, "look at it before you believe it; only what is recent becomes news"


def no_dates(shape: Shape, before: Sequence[Shape]) -> Iterator[Found]:
    """No dates any more."""
    rows, dated = sum(one.rows for one in before), sum(one.dated for one in before)
    if shape.dated == 0 and rows >= ROWS_MIN and dated >= NEARLY_ALL * rows:
        what = f"none of {shape.rows} new entries has a date that can be read; {dated} of {rows} before had one"
        yield "no dates", what, "their articles are dated by first sight; tell the publisher"


def same_headlines(shape: Shape) -> Iterator[Found]:
    """All titles equal, which they were not."""
    if shape.headlines <= 1 < shape.headlines_before:
        yield "same headlines", f"all {shape.rows} new entries have one headline", "look at the feed in a browser"


def new_ids(shape: Shape) -> Iterator[Found]:
    """Other ids for the same pages."""
    if shape.entries_new >= ROWS_MIN and shape.links_known >= NEARLY_ALL * shape.entries_new:
        what = f"{shape.links_known} of {shape.entries_new} new ids lead to pages that had other ids"
        yield (
            "new ids",
            what,
            "nothing is published twice, since the page counts; expect it once after a publisher's move",
        )


def rewritten(shape: Shape, before: Sequence[Shape]) -> Iterator[Found]:
    """Every entry changed at once, which is not the feed's habit."""
    if shape.entries_changed < max(ROWS_MIN, NEARLY_ALL * shape.items) or len(before) < HABIT_DOCUMENTS_MIN:
        return
    if not any(one.entries_changed >= NEARLY_ALL * one.items / 2 > 0 for one in before):
        what = f"{shape.entries_changed} of {shape.items} entries say something else than before, all at once"
        yield "rewritten", what, "look at a few: `tidings explain URL` tells what was said before"


def clock_findings(samples: Sequence[Arrival], *, mend: ClockMend | None) -> Iterator[Found]:
    """A clock that is wrong, unless the desk has said so itself."""
    error = find_clock_error(samples)
    if error is None or (mend and mend.clock != clock_for(error)):
        return
    shift = told_shift(shift_of(error))
    what = f"its times have to be moved by {shift}: {error.evidence}"
    name = f'`clock = "{clock_for(error)}"`, or better the name of its zone, which knows of summer time'
    if mend is None:
        yield "wrong clock", what, f"if that is so, write {name}, into its [[feeds]]"
    elif mend.reason == error.evidence:
        advice = f"they are put right, since that is certain; to decide yourself, write {name}, into its [[feeds]]"
        yield "wrong clock", what, advice


# ---------------------------------------------------------------- health


def judge_health(
    feed: Feed, figures: FeedFigures, state: FeedState | None, *, now: datetime, mend: ClockMend | None = None
) -> FeedHealth:
    """How a feed is now; counts are of the window that the figures are of."""
    failures = state.failures if state else 0
    is_failing = failures > 0 or bool(figures.unread)
    findings = find_findings(figures, now=now, mend=mend, is_failing=is_failing)
    per_day, gap_s = rhythm_of(figures.arrivals)
    error = find_clock_error(figures.samples)
    is_mended = mend is not None and error is not None
    return FeedHealth(
        feed_url=feed.url,
        title=feed.title or feed.source or figures.title,
        state=state_of(state, is_failing=is_failing, findings=findings),
        succeeded_at=state.succeeded_at if state else None,
        posts_per_day=round(per_day, 2),
        gap_s=gap_s,
        lag_s=lag_of(figures.samples, shift_minutes=error.shift_minutes if error and is_mended else 0),
        asked=figures.asked,
        unchanged=figures.unchanged,
        failed=figures.failed,
        entries_seen=figures.entries_seen,
        entries_kept=figures.entries_kept,
        failures=failures,
        last_error=(figures.unread or figures.last_error) if is_failing else "",
        next_due_at=state.next_due_at if state else None,
        due_why=state.note if state else "",
        dates=told_dates(figures.arrivals, error),
        clock=mend.clock if mend else "",
        finding="; ".join(f"{finding.kind}: {finding.what}" for finding in findings),
    )


def state_of(state: FeedState | None, *, is_failing: bool, findings: Sequence[Finding]) -> HealthState:
    """The one word."""
    if state is None or state.checked_at is None:
        return "new"
    if is_failing:
        return "failing"
    return "silent" if any(finding.kind == "silent" for finding in findings) else "well"


def told_dates(arrivals: Sequence[Arrival], error: ClockError | None) -> str:
    """What a feed's dates are worth."""
    if error:
        return f"wrong by {told_shift(shift_of(error))}"
    if not arrivals:
        return ""
    dated = sum(a.claimed_s is not None for a in arrivals)
    ahead = sum(a.claimed_s > a.seen_s + CLOCK_EARLY_S for a in arrivals if a.claimed_s is not None)
    impossible = sum(a.claimed_s < WEB_BEGAN_S for a in arrivals if a.claimed_s is not None)
    if not dated:
        return "none"
    parts = [
        *([f"{dated} of {len(arrivals)} dated"] if dated < len(arrivals) else []),
        *([f"{ahead} in the future"] if ahead else []),
        *([f"{impossible} before the web"] if impossible else []),
    ]
    return ", ".join(parts) or "fine"


def told_span(seconds: int) -> str:
    """A span as people say it: ``3 days``, ``5 hours``, ``20 minutes``."""
    for size, unit in ((DAY_S, "day"), (HOUR_S, "hour"), (MINUTE_S, "minute")):
        count = round(seconds / size)
        if seconds >= 1.5 * size or unit == "minute":
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return ""
