"""Pages: which articles' pages are asked for, and what is kept of their answers.

The decisions are ``schedule``'s, the asking is ``fetch``'s, the memory is ``store``'s; robots.txt, the pace
and the budgets of hosts are the same as for feeds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain

from . import schedule, store
from .errors import FetchError
from .gather import Fetch, Progress, agent_of, authority_of, hosts_today, reckon, word_of
from .model import Desk, FetchRequest
from .urls import canonical_url, is_web_url


def ask_pages(db: store.Database, desk: Desk, *, now: datetime, fetch: Fetch, tell: Progress) -> int:
    """Ask for the pages that are owed, the newest first, and keep the answers; returns how many were asked for."""
    rules = desk.rules
    store.save_owed(db, find_owed(db, desk, now=now))
    owed = {page.url: page for page in store.load_owed(db, now=now, limit=rules.pages.per_run_max)}
    if not owed:
        return 0
    hosts = hosts_today(db, now=now)
    waiting = dict.fromkeys(owed)
    done = 0
    tell("pages", 0, len(owed), "", waiting=waiting)
    groups = fetch(requests_for(db, owed), rules.fetch, user_agent=agent_of(desk), now=now, hosts=dict(hosts))
    for done, (request, outcome) in enumerate(chain.from_iterable(groups), 1):
        waiting.pop(request.feed_url, None)
        page = owed[request.feed_url]
        again_at = schedule.ask_page_again_at(outcome, tries=page.tries, now=now, rules=rules.pages)
        if isinstance(outcome, FetchError) and outcome.kind == "not asked":
            store.save_owed(db, [replace(page, not_before=again_at or now)])
        else:
            met = reckon(hosts, outcome, now=now, rules=rules.fetch)
            store.save_page(db, page, outcome, again_at=again_at, now=now, hosts=met)
        store.save_robots(db, outcome.robots, now=now)
        tell("pages", done, len(owed), request.feed_url, outcome=word_of(outcome), waiting=waiting)
    return done


def find_owed(db: store.Database, desk: Desk, *, now: datetime) -> Iterator[store.OwedPage]:
    """The pages that unread entries want, unless they were asked for since the entry was seen."""
    feeds = {feed.url: feed for feed in desk.feeds if (feed.pages or desk.rules.pages.ask) != "never"}
    if not feeds:
        return
    for row, feed_url, seen_at, entry, _ in store.load_unread(db):
        feed, url = feeds.get(feed_url), canonical_url(entry.url)
        if feed is None or not is_web_url(url) or not schedule.wants_page(entry, feed, desk.rules.pages):
            continue
        asked_at = store.load_page_moment(db, url)
        if asked_at is None or asked_at < seen_at:
            yield store.OwedPage(url=url, entry_row=row, wanted_at=seen_at, not_before=now)


def requests_for(db: store.Database, urls: Iterable[str]) -> Iterator[FetchRequest]:
    """The questions, each with what we know of its site's robots.txt, made when there is somebody to ask it."""
    for url in urls:
        yield FetchRequest(
            feed_url=url,
            is_page=True,
            validators=store.load_page_validators(db, url),
            robots=store.load_robots(db, [authority_of(url)]),
        )
