"""Pages of articles: which are wanted, and when one is asked for again."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..errors import FetchError
from ..markup import html_to_text
from ..model import Entry, Feed, Fetched
from ..rules import PageRules
from ..text import words

FINAL = frozenset({401, 402, 403, 404, 405, 406, 410, 451})
"""Answers that asking again will not change."""
RETRY_MAX = timedelta(days=2)
"""News that comes later than this is none."""


def wants_page(entry: Entry, feed: Feed, rules: PageRules) -> bool:
    """Whether an entry's page is worth asking for, by the desk's word for its feed."""
    ask = feed.pages or rules.ask
    if ask == "short":
        return len(words(html_to_text(entry.content or entry.summary))) < rules.short_words
    return ask == "always"


def ask_page_again_at(outcome: Fetched | FetchError, *, tries: int, now: datetime, rules: PageRules) -> datetime | None:
    """When a page is asked for again after an outcome, given the failures before it; None: not at all.

    What we did not even ask is asked for with the next run; a site's robots.txt and final answers end it.
    """
    if isinstance(outcome, Fetched):
        return None
    wait = min(timedelta(minutes=rules.retry_minutes * 2**tries), RETRY_MAX)
    if outcome.kind == "not asked":
        return now + timedelta(seconds=outcome.retry_after_s)
    if outcome.kind == "robots" or outcome.status in FINAL or tries + 1 >= rules.tries_max:
        return None
    return now + max(wait, timedelta(seconds=outcome.retry_after_s))
