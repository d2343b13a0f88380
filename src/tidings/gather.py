"""Gathering: which feeds are asked, and what is remembered of their answers.

The decisions are ``schedule``'s, the asking is ``fetch``'s, the memory is ``store``'s; here they are
joined, a few outcomes at a time, so that twenty thousand feeds take no more memory than two hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from itertools import chain, groupby
from operator import itemgetter
from typing import Protocol
from urllib.parse import urlsplit

from . import schedule, store
from .engine import Claimed, Engine, Job
from .errors import FetchError
from .fetch import fetch_page, is_loopback, user_agent
from .model import Desk, FeedState, Fetched, FetchRequest, HostState, Visit
from .push import note_hub
from .rules import FetchRules
from .websub import with_push

Fetch = Callable[..., Iterator[Sequence[tuple[FetchRequest, Fetched | FetchError]]]]
"""The one seam of the network: ``fetch.fetch_in_groups`` or a plain function in a test.  A group is what had arrived
when it was taken, and is kept together.
"""


class Progress(Protocol):
    """Hears how far the line has come: called at every piece of work, so it must be quick."""

    def __call__(
        self, step: str, done: int, total: int, detail: str, /, *, outcome: str = "", waiting: Collection[str] = ()
    ) -> None:
        """So many of a step's ``total`` are done; ``detail`` names the latest and ``outcome`` says what came of
        it (``new``, ``unchanged``, ``failed``); ``waiting`` is a live view of what has not answered, oldest first.
        """


@dataclass(slots=True)
class Outlook:
    """What a look at every feed's memory brings before anybody is asked."""

    due: dict[str, str] = field(default_factory=dict)
    """The moment each due feed was waiting for, as text, by address; who waited longest comes first."""
    put_off: list[FeedState] = field(default_factory=list)
    """Due, but their host wants nothing of us now."""
    left: list[str] = field(default_factory=list)
    """Given up, and no longer on the desk."""
    heard_at: datetime | None = None
    """When any host last answered."""


@dataclass(slots=True)
class Round:
    """One run's gathering under way."""

    db: store.Database
    rules: FetchRules
    now: datetime
    hosts: dict[str, HostState]
    heard_at: datetime | None
    asked: dict[str, FeedState | None] = field(default_factory=dict)
    """The memory of the feeds that are being asked."""

    def requests(self, feed_urls: Iterable[str]) -> Iterator[FetchRequest]:
        """The questions, each made when there is somebody to ask it."""
        for url in feed_urls:
            state = self.asked[url] = store.load_feed_state(self.db, url)
            yield schedule.request_for(url, state, now=self.now, rules=self.rules)

    def keep(self, feed_url: str, outcome: Fetched | FetchError, jobs: Sequence[int]) -> None:
        """Remember one outcome, with all that follows from it, in one transaction."""
        before = self.asked.pop(feed_url, None)
        if isinstance(outcome, FetchError) and outcome.kind == "not asked":
            state = schedule.postponed(before, outcome, feed_url=feed_url, now=self.now)
            store.save_feed_states(self.db, [state], now=self.now, jobs=jobs)
            return
        if outcome.status:
            self.heard_at = self.now
        state = schedule.next_state(
            before, outcome, feed_url=feed_url, now=self.now, rules=self.rules, heard_at=self.heard_at
        )
        hosts = reckon(self.hosts, outcome, now=self.now, rules=self.rules)
        store.save_fetch(self.db, outcome, state, now=self.now, jobs=jobs, hosts=hosts)


def gather(
    db: store.Database,
    desk: Desk,
    engine: Engine,
    *,
    now: datetime,
    fetch: Fetch,
    tell: Progress,
    ask_all: bool = False,
) -> int:
    """Ask every feed that is due and keep the answers; returns how many were asked.

    ``ask_all`` asks what is not due, too, but nothing that is gone for good (410) and nobody who said
    Retry-After.
    """
    rules = desk.rules.fetch
    hosts = hosts_today(db, now=now)
    outlook = look_over(db, desk, hosts, now=now, ask_all=ask_all)
    store.forget_feeds(db, outlook.left)
    store.save_feed_states(db, outlook.put_off, now=now)
    asked_at = now.isoformat() if ask_all else ""
    engine.submit("gather", [job_for(url, asked_at or moment) for url, moment in outlook.due.items()], not_before=now)
    jobs = open_jobs(engine.claim("gather", now=now))
    wanted = [url for url in outlook.due if url in jobs]
    round_ = Round(db, rules, now, hosts, outlook.heard_at)
    groups = fetch(round_.requests(wanted), rules, user_agent=agent_of(desk), now=now, hosts=dict(hosts))
    done = 0
    tell("gather", 0, len(wanted), "", waiting=round_.asked)
    for group in groups:
        with store.together(db):
            for request, outcome in group:
                round_.keep(request.feed_url, outcome, jobs[request.feed_url])
                note_hub(db, desk, outcome)
        for request, outcome in group:
            done += 1
            tell("gather", done, len(wanted), request.feed_url, outcome=word_of(outcome), waiting=round_.asked)
    return done


def word_of(outcome: Fetched | FetchError) -> str:
    """What came of asking, in a word."""
    if isinstance(outcome, FetchError):
        return "failed"
    return "unchanged" if outcome.is_unchanged else "new"


def look_over(
    db: store.Database, desk: Desk, hosts: Mapping[str, HostState], *, now: datetime, ask_all: bool
) -> Outlook:
    """Which feeds are due, which of them have to wait for their host, and which are history."""
    outlook = Outlook(due=dict.fromkeys((feed.url for feed in desk.feeds), "first"))
    on_desk, subscriptions = frozenset(outlook.due), store.load_subscriptions(db)
    waiting: list[tuple[datetime, str]] = []
    for remembered in store.load_each_feed_state(db):
        state = with_push(remembered, subscriptions.get(remembered.feed_url), now=now)
        if state.succeeded_at and (outlook.heard_at is None or state.succeeded_at > outlook.heard_at):
            outlook.heard_at = state.succeeded_at
        if state.feed_url not in on_desk:
            if state.is_off:
                outlook.left.append(state.feed_url)
            continue
        may_ask = schedule.may_be_asked(state, now=now) if ask_all else schedule.is_due(state, now=now)
        why = find_host_reason(state, hosts, now=now, rules=desk.rules.fetch) if may_ask else None
        if why:
            outlook.put_off.append(schedule.postponed(state, why, feed_url=state.feed_url, now=now))
        if why or not may_ask:
            del outlook.due[state.feed_url]
        elif state.next_due_at:
            outlook.due[state.feed_url] = state.next_due_at.isoformat()
        if state.checked_at and state.feed_url in outlook.due:
            waiting.append((state.checked_at, state.feed_url))
    # Those that were never asked stay in front; a host's budget must not always end before the same feeds.
    for _, url in sorted(waiting, key=itemgetter(0)):
        outlook.due[url] = outlook.due.pop(url)
    return outlook


def find_host_reason(
    state: FeedState, hosts: Mapping[str, HostState], *, now: datetime, rules: FetchRules
) -> FetchError | None:
    """Why a feed's host is not asked now; None: it may be."""
    host = urlsplit(state.url or state.feed_url).hostname or ""
    known = hosts.get(host)
    why = schedule.why_host_waits(known, now=now, rules=rules)
    if not why:
        return None
    wait_s = (schedule.blocked_until(known, now=now, rules=rules) - now).total_seconds()
    return FetchError(state.feed_url, why, retry_after_s=round(wait_s), kind="not asked")


def host_of_visit(visit: Visit) -> str:
    """The exact host that was asked."""
    return (urlsplit(visit.url).hostname or "").rstrip(".")


def job_for(feed_url: str, moment: str) -> Job:
    """Asking a feed for the moment it is due at (or is wanted at): the same moment, the same job."""
    return Job(key=f"{feed_url} {moment}", payload=feed_url.encode(), partition=urlsplit(feed_url).netloc)


def open_jobs(claimed: Sequence[Claimed]) -> dict[str, list[int]]:
    """The numbers of the jobs that ask each feed."""
    numbers: dict[str, list[int]] = {}
    for job in claimed:
        numbers.setdefault(job.payload.decode(), []).append(job.number)
    return numbers


def plan_after(db: store.Database, read: store.PackedFeed, rules: FetchRules) -> FeedState | None:
    """The feed's state after an answer was read; None: that changes nothing."""
    state = None if read.error else store.load_feed_state(db, read.feed_url)
    if state is None or state.whole_at != read.fetched_at:
        return None
    return schedule.plan(state, read.rhythm, rules=rules)


# ---------------------------------------------------------------- other questions, with the same manners


def ask_others(
    db: store.Database, desk: Desk, requests: Iterable[FetchRequest], *, now: datetime, fetch: Fetch
) -> Iterator[tuple[FetchRequest, Fetched | FetchError]]:
    """Questions that are no feed's (a hub's): they count for their hosts, and wait where those want nothing of us."""
    hosts, rules = hosts_today(db, now=now), desk.rules.fetch
    groups = fetch(requests, rules, user_agent=agent_of(desk), now=now, hosts=dict(hosts))
    for request, outcome in chain.from_iterable(groups):
        store.save_hosts(db, reckon(hosts, outcome, now=now, rules=rules))
        yield request, outcome


def ask_page(db: store.Database, desk: Desk, url: str, *, now: datetime) -> Fetched | FetchError:
    """One page that nobody subscribed to, with the copies of robots.txt that we have, which are kept for a day.

    What it cost is remembered of its hosts, and a host that wants nothing of us now is not asked.
    """
    hosts, rules = hosts_today(db, now=now), desk.rules.fetch
    robots = store.load_robots(db, [authority_of(url)])
    outcome = fetch_page(url, rules, user_agent=agent_of(desk), now=now, robots=robots, hosts=dict(hosts))
    store.save_robots(db, outcome.robots, now=now)
    store.save_hosts(db, reckon(hosts, outcome, now=now, rules=rules))
    return outcome


def robots_text(db: store.Database, url: str) -> str:
    """The robots.txt that counts for a page, as it was last read; empty: we have none."""
    copies = store.load_robots(db, [authority_of(url)])
    return copies[0].text if copies else ""


def authority_of(url: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def agent_of(desk: Desk) -> str:
    """In whose name we ask."""
    return user_agent(version("tidings"), url=desk.masthead.url, contact=desk.masthead.contact)


def hosts_today(db: store.Database, *, now: datetime) -> dict[str, HostState]:
    """What is remembered of every host, with the day's own counts."""
    return {host: schedule.on_day(state, now) for host, state in store.load_hosts(db).items()}


def reckon(
    hosts: dict[str, HostState], outcome: Fetched | FetchError, *, now: datetime, rules: FetchRules
) -> list[HostState]:
    """Add an outcome to what is known of hosts; the changed ones (this machine's own is not reckoned with)."""
    changed = []
    for host, visits in groupby(outcome.visits, key=host_of_visit):
        if is_loopback(host):
            continue
        met = list(visits)
        retry_after_s = outcome.retry_after_s if met[-1] is outcome.visits[-1] else 0
        hosts[host] = schedule.next_host_state(
            hosts.get(host), met, host=host, retry_after_s=retry_after_s, now=now, rules=rules
        )
        changed.append(hosts[host])
    return changed
