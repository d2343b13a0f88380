"""A year of a desk of two hundred feeds, lived through in a moment: the rules of polite asking as invariants.

Nothing here touches a network: the schedule is pure, so a year is a loop.  A run comes by every
quarter of an hour, as cron does.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from tidings import schedule
from tidings.chance import share_of
from tidings.errors import FetchError
from tidings.model import (
    DateClaim,
    Entry,
    FeedHints,
    FeedState,
    Fetched,
    FetchRequest,
    HostState,
    ParsedFeed,
    Validators,
    Visit,
)
from tidings.rules import FetchRules

from .make import NOON

pytestmark = pytest.mark.slow

RULES = FetchRules()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TICK = 15 * MINUTE
YEAR = 365 * DAY
END = NOON + YEAR
LATE = TICK + MINUTE
"""A due feed waits for the next run."""


@dataclass(frozen=True)
class Asked:
    """One request, as a server's log would tell it."""

    at: datetime
    request: FetchRequest
    status: int
    retry_after_s: int = 0
    kind: str = ""
    """Of a failure without a status."""


@dataclass
class Feed:
    """A made-up publisher: how often it posts, and what its server does."""

    url: str
    gap: timedelta = 24 * HOUR
    posts_until: datetime = END
    hints: FeedHints = field(default_factory=FeedHints)
    max_age_s: int = 0
    is_conditional: bool = True
    trouble: Callable[[datetime], FetchError | None] = lambda now: None
    moved_to: str = ""
    moved_on: datetime = END
    is_move_permanent: bool = True
    asked: list[Asked] = field(default_factory=list)

    @property
    def host(self) -> str:
        """The exact host."""
        return urlsplit(self.url).hostname or ""

    def newest(self, now: datetime) -> datetime:
        """The moment of the last post."""
        last = min(now, self.posts_until)
        return last - (last - datetime.min.replace(tzinfo=now.tzinfo)) % self.gap

    def answer(self, request: FetchRequest, now: datetime) -> Fetched | FetchError:
        """What the server says, and a line in its log."""
        outcome = self.trouble(now) or self.document(request, now)
        is_error = isinstance(outcome, FetchError)
        self.asked.append(Asked(now, request, outcome.status, outcome.retry_after_s, outcome.kind if is_error else ""))
        return outcome

    def document(self, request: FetchRequest, now: datetime) -> Fetched:
        """The feed, or that nothing is new."""
        asked = request.url or request.feed_url
        is_moved = now >= self.moved_on and asked == self.url
        url = self.moved_to if is_moved else asked
        tag = f'"{self.newest(now):%Y%m%d%H%M%S}"' if self.is_conditional else ""
        is_known = bool(tag) and request.validators.etag == tag and (request.validators.url or asked) == url
        return Fetched(
            feed_url=self.url,
            url=url,
            status=304 if is_known else 200,
            fetched_at=now,
            validators=Validators(etag=tag),
            max_age_s=self.max_age_s,
            moved_to=url if is_moved and self.is_move_permanent else "",
            body=b"" if is_known else f"{self.newest(now)}".encode(),
        )

    def read(self, now: datetime) -> ParsedFeed:
        """The document, read: the last twenty posts."""
        newest = self.newest(now)
        claims = [DateClaim(raw="", element="pubDate", at=newest - self.gap * n, zone="stated") for n in range(20)]
        entries = tuple(Entry(id=f"{claim.at}", published=claim) for claim in claims)
        return ParsedFeed(entries=entries, hints=self.hints)


def trouble_from(day: float, until: float = 400, **error: object) -> Callable[[datetime], FetchError | None]:
    """A failure between two days of the year."""

    def trouble(now: datetime) -> FetchError | None:
        is_now = NOON + DAY * day <= now < NOON + DAY * until
        return FetchError("", "no", **error) if is_now else None  # type: ignore[arg-type]  # as the caller named them

    return trouble


def now_and_then(now: datetime) -> FetchError | None:
    """A server that fails one time in four."""
    return FetchError("", "no", status=500) if share_of("trouble", now) < 0.25 else None


def make_feeds() -> list[Feed]:
    """Two hundred publishers of all kinds."""
    feeds = [Feed(f"https://steady{n}.org/feed", gap=HOUR * (1.5 + n * n / 20)) for n in range(40)]
    feeds += [Feed(f"https://silent{n}.org/feed", posts_until=NOON - DAY * (50 + n)) for n in range(30)]
    feeds += [Feed(f"https://plain{n}.org/feed", is_conditional=False, gap=HOUR * (4 + n)) for n in range(20)]
    feeds += [Feed(f"https://ttl{n}.org/feed", hints=FeedHints(ttl_s=7200 * n)) for n in range(12)]
    feeds += [Feed(f"https://aged{n}.org/feed", max_age_s=4000 * n) for n in range(10)]
    feeds += [Feed(f"https://rest{n}.org/feed", hints=FeedHints(skip_hours=tuple(range(n)))) for n in range(1, 16)]
    feeds += [Feed(f"https://weekend{n}.org/feed", hints=FeedHints(skip_days=(5, 6))) for n in range(5)]
    feeds += [Feed(f"https://gone{n}.org/feed", trouble=trouble_from(10 * n, status=410)) for n in range(10)]
    feeds += [Feed(f"https://missing{n}.org/feed", trouble=trouble_from(10 * n, status=404)) for n in range(5)]
    feeds += [Feed(f"https://lost{n}.org/feed", trouble=trouble_from(50, 55 + n, status=404)) for n in range(5)]
    feeds += [Feed(f"https://closed{n}.org/feed", trouble=trouble_from(30, status=403)) for n in range(5)]
    feeds += [Feed(f"https://nameless{n}.org/feed", trouble=trouble_from(40, kind="unknown host")) for n in range(5)]
    feeds += [Feed(f"https://away{n}.org/feed", trouble=trouble_from(60, 90, kind="unreached")) for n in range(5)]
    feeds += [Feed(f"https://frail{n}.org/feed", trouble=now_and_then) for n in range(10)]
    busy = {f"busy{n}.org": trouble_from(20 + n, 22 + n, status=429, retry_after_s=7 * 3600) for n in range(3)}
    busy |= {f"worn{n}.org": trouble_from(20 + n, 30 + n, status=503) for n in range(3)}
    feeds += [Feed(f"https://{host}/{n}", trouble=trouble) for host, trouble in busy.items() for n in range(4)]
    feeds += [Feed("https://old.org/feed", gap=6 * HOUR, moved_to="https://new.net/feed", moved_on=NOON + 50 * DAY)]
    moved = {"moved_to": "https://elsewhere.net/feed", "moved_on": NOON + 50 * DAY}
    feeds += [Feed("https://passing.org/feed", gap=6 * HOUR, is_move_permanent=False, **moved)]  # type: ignore[arg-type]  # named above
    return feeds


@dataclass
class Life:
    """What came of the year."""

    feeds: dict[str, Feed]
    states: dict[str, FeedState]
    put_off: Counter[str] = field(default_factory=Counter)


def live() -> Life:
    """The year: the next due feed is asked at the next run, its answer is read at once."""
    life = Life({feed.url: feed for feed in make_feeds()}, {})
    hosts: dict[str, HostState] = {}
    queue = [(NOON, url) for url in life.feeds]
    while queue:
        now, url = heapq.heappop(queue)
        if now >= END:
            continue
        feed, state = life.feeds[url], life.states.get(url)
        if schedule.is_due(state, now=now):
            state = life.states[url] = ask(feed, state, hosts, life, now)
        if state and not state.is_off:
            assert state.next_due_at
            heapq.heappush(queue, (next_run(max(state.next_due_at, now + MINUTE)), url))
    return life


def ask(feed: Feed, state: FeedState | None, hosts: dict[str, HostState], life: Life, now: datetime) -> FeedState:
    """One feed's turn in a run, as ``gather`` takes it."""
    known = hosts.get(feed.host)
    if why := schedule.why_host_waits(known, now=now, rules=RULES):
        wait_s = round((schedule.blocked_until(known, now=now, rules=RULES) - now).total_seconds())
        life.put_off[feed.host] += 1
        error = FetchError(feed.url, why, retry_after_s=wait_s, kind="not asked")
        return schedule.postponed(state, error, feed_url=feed.url, now=now)
    outcome = feed.answer(schedule.request_for(feed.url, state, now=now, rules=RULES), now)
    visits = [Visit(url=feed.url, status=outcome.status, wire_bytes=1000)]
    hosts[feed.host] = schedule.next_host_state(
        known, visits, host=feed.host, retry_after_s=outcome.retry_after_s, now=now, rules=RULES
    )
    after = schedule.next_state(state, outcome, feed_url=feed.url, now=now, rules=RULES, heard_at=now)
    if isinstance(outcome, Fetched) and outcome.body:
        after = schedule.plan(after, schedule.rhythm_of(feed.read(now), now=now), rules=RULES)
    return after


def next_run(moment: datetime) -> datetime:
    """The run that comes at or after a moment."""
    return moment + (NOON - moment) % TICK


@pytest.fixture(scope="module")
def life() -> Life:
    return live()


def of(life: Life, name: str) -> list[Feed]:
    """The feeds whose host begins like this."""
    return [feed for feed in life.feeds.values() if feed.host.startswith(name)]


def gaps(feed: Feed) -> list[timedelta]:
    return [later.at - sooner.at for sooner, later in pairwise(feed.asked)]


def test_the_year_is_full(life: Life) -> None:
    assert len(life.feeds) >= 200
    assert sum(len(feed.asked) for feed in life.feeds.values()) > 50_000


def test_rule_3_nothing_is_ever_asked_again_within_the_hour(life: Life) -> None:
    for feed in life.feeds.values():
        for sooner, later in pairwise(feed.asked):
            least = 15 * MINUTE if sooner.kind == "unreached" else HOUR
            assert later.at - sooner.at >= least, feed.url


def test_rule_3_lively_feeds_are_asked_often_and_slow_ones_rarely(life: Life) -> None:
    for feed in of(life, "steady"):
        wanted = min(max(feed.gap / 2, HOUR), DAY)
        asked = gaps(feed)[1:]
        assert all(wanted * 0.89 <= gap <= wanted * 1.11 + LATE for gap in asked), feed.url


def test_rule_3_no_post_of_a_lively_feed_is_seen_late(life: Life) -> None:
    for feed in of(life, "steady"):
        wait = min(max(feed.gap / 2, HOUR), DAY)
        assert max(gaps(feed)[1:]) <= max(wait * 1.1 + LATE, feed.gap)


def test_rule_3_silent_feeds_are_asked_once_a_week(life: Life) -> None:
    for feed in of(life, "silent"):
        late = [later.at - sooner.at for sooner, later in pairwise(feed.asked) if sooner.at > NOON + 60 * DAY]
        assert all(6 * DAY <= gap <= 8 * DAY for gap in late), feed.url
        assert 40 <= len(late) <= 47


def test_rule_3_what_cannot_be_asked_for_news_only_is_asked_once_a_day_at_most(life: Life) -> None:
    assert all(gap >= DAY for feed in of(life, "plain") for gap in gaps(feed))


def test_rule_4_hints_are_floors(life: Life) -> None:
    for feed in of(life, "ttl") + of(life, "aged"):
        hint = max(timedelta(seconds=max(feed.hints.ttl_s, feed.max_age_s)), 12 * HOUR * 0.9)
        assert all(gap >= hint for gap in gaps(feed)), feed.url


def test_rule_4_hours_and_days_of_rest_are_kept_from_the_second_request_on(life: Life) -> None:
    for feed in of(life, "rest") + of(life, "weekend"):
        for asked in feed.asked[1:]:
            assert asked.at.hour not in feed.hints.skip_hours, feed.url
            assert asked.at.weekday() not in feed.hints.skip_days, feed.url


def test_rule_5_after_the_first_run_there_is_never_a_burst(life: Life) -> None:
    runs = Counter(asked.at for feed in life.feeds.values() for asked in feed.asked)
    first = runs.pop(NOON)

    assert first == len(life.feeds)
    assert max(runs.values()) < len(life.feeds) / 4


def test_rule_6_every_request_but_the_first_and_one_a_month_is_conditional(life: Life) -> None:
    for feed in [*of(life, "steady"), *of(life, "frail"), *of(life, "rest")]:
        whole = [asked.at for asked in feed.asked if not asked.request.validators.etag]
        answered = [asked.at for asked in feed.asked if asked.status in (200, 304)]
        assert whole[0] == NOON
        unasked = [moment for moment in whole if moment > answered[0]]
        assert all(later - sooner >= DAY for sooner, later in pairwise(unasked)) or feed.host.startswith("frail")
        assert len(unasked) <= 13


def test_rule_6_a_validator_is_never_latched(life: Life) -> None:
    for feed in of(life, "steady"):
        held = ""
        for asked in feed.asked:
            assert asked.request.validators.etag in ("", held)
            if asked.status == 200:
                held = f'"{feed.newest(asked.at):%Y%m%d%H%M%S}"'


def test_rule_8_the_same_bytes_again_make_a_feed_rarer() -> None:
    feed = Feed("https://same.org/feed", gap=6 * HOUR, is_conditional=False, posts_until=NOON, max_age_s=3600)
    state, now, asked = None, NOON, []
    for _ in range(12):
        state = ask(feed, state, {}, Life({}, {}), now)
        assert state.next_due_at
        asked.append(state.next_due_at - now)
        now = state.next_due_at

    assert asked[0] < 8 * HOUR
    assert asked[-1] > 20 * HOUR


def test_rule_9_a_lasting_move_is_believed_after_three_answers_and_a_day(life: Life) -> None:
    (feed,) = of(life, "old")
    new = [asked.at for asked in feed.asked if asked.request.url == "https://new.net/feed"]

    assert life.states[feed.url].url == "https://new.net/feed"
    assert NOON + 51 * DAY <= new[0] <= NOON + 52 * DAY
    assert all(asked.request.url for asked in feed.asked if asked.at >= new[0])


def test_rule_9_a_passing_move_is_never_believed(life: Life) -> None:
    (feed,) = of(life, "passing")

    assert not any(asked.request.url for asked in feed.asked)


def test_rule_10_after_gone_there_is_nothing(life: Life) -> None:
    for feed in of(life, "gone"):
        assert [asked.status for asked in feed.asked].count(410) == 1
        assert feed.asked[-1].status == 410


def test_rule_10_what_is_missing_is_given_up_after_two_weeks_and_not_before(life: Life) -> None:
    for feed in of(life, "missing"):
        missed = [asked.at for asked in feed.asked if asked.status == 404]
        assert life.states[feed.url].is_off
        assert len(missed) >= 10
        assert 14 * DAY <= missed[-1] - missed[0] <= 15.5 * DAY
    for feed in of(life, "lost"):
        assert life.states[feed.url].succeeded_at
        assert not life.states[feed.url].is_off


def test_rule_10_a_closed_door_is_tried_once_a_week_in_the_end(life: Life) -> None:
    for feed in of(life, "closed"):
        closed = [asked.at for asked in feed.asked if asked.status == 403]
        waits = [later - sooner for sooner, later in pairwise(closed)]
        assert DAY <= waits[0] <= 1.2 * DAY
        assert all(6 * DAY <= wait <= 7 * DAY + LATE for wait in waits[5:])


def test_rule_11_a_busy_host_is_asked_by_none_of_its_feeds(life: Life) -> None:
    for name in ("busy", "worn"):
        for host, feeds in by_host(of(life, name)).items():
            log = sorted((asked for feed in feeds for asked in feed.asked), key=lambda asked: asked.at)
            for sooner, later in pairwise(log):
                if sooner.status in (429, 503):
                    least = timedelta(seconds=sooner.retry_after_s) if sooner.retry_after_s else HOUR
                    assert later.at - sooner.at >= least, host
            assert life.put_off[host] > 0


def by_host(feeds: list[Feed]) -> dict[str, list[Feed]]:
    found: dict[str, list[Feed]] = defaultdict(list)
    for feed in feeds:
        found[feed.host].append(feed)
    return found


def test_rule_12_failures_back_off_and_the_feed_comes_back(life: Life) -> None:
    for feed in of(life, "away"):
        away = [asked.at for asked in feed.asked if asked.kind == "unreached"]
        back = next(asked.at for asked in feed.asked if asked.at > away[-1])
        assert 30 <= len(away) <= 100
        assert back - (NOON + 90 * DAY) <= DAY + LATE
        assert all(later - sooner <= DAY + LATE for sooner, later in pairwise(away))


def test_rule_12_a_name_nobody_has_is_given_up_after_seven_days(life: Life) -> None:
    for feed in of(life, "nameless"):
        unknown = [asked for asked in feed.asked if asked.kind == "unknown host"]
        assert len(unknown) == 7
        assert life.states[feed.url].is_off


def test_rule_17_no_host_has_more_than_its_share_of_a_day(life: Life) -> None:
    days = Counter((feed.host, asked.at.date()) for feed in life.feeds.values() for asked in feed.asked)

    assert max(days.values()) <= RULES.host_requests_per_day_max


def test_everybody_who_is_not_asked_any_more_is_told_of(life: Life) -> None:
    off = {url: state for url, state in life.states.items() if state.is_off}

    assert len(off) == 20
    assert all("off the desk" in schedule.why_not_due(state, now=END) for state in off.values())
