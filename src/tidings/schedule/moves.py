"""Which new address of a feed is believed: a permanent redirect, once it has proved to be permanent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from ..model import FeedState, Validators
from ..urls import site_key_of

PROOFS = 3
PROOF_TIME = timedelta(hours=24)
"""So many answers in a row by the same way, over so long, are no slip of a server."""
RETURN_FAILURES = 3
RETURN_TIME = timedelta(hours=24)
"""When a believed address has failed so often and for so long, the feed's own is asked again."""


def with_move(state: FeedState, moved_to: str, *, now: datetime) -> FeedState:
    """The memory after an answer by way of permanent redirects (``moved_to`` empty: there were none)."""
    asked = state.url or state.feed_url
    if not moved_to or moved_to == asked or is_downgrade(asked, moved_to):
        return replace(state, moved_to="", moves=0, moved_since=None)
    if is_plain_move(asked, moved_to):
        return adopted(state, moved_to)
    moves, since = (state.moves + 1, state.moved_since or now) if moved_to == state.moved_to else (1, now)
    if moves >= PROOFS and now - since >= PROOF_TIME:
        return adopted(state, moved_to)
    return replace(state, moved_to=moved_to, moves=moves, moved_since=since)


def adopted(state: FeedState, url: str) -> FeedState:
    """The memory of a feed that is asked at its new address from now on."""
    return replace(state, url="" if url == state.feed_url else url, moved_to="", moves=0, moved_since=None)


def is_plain_move(old: str, new: str) -> bool:
    """Within one site, such as up to https: nobody else could have arranged that."""
    return site_key_of(urlsplit(old).hostname or "") == site_key_of(urlsplit(new).hostname or "")


def is_downgrade(old: str, new: str) -> bool:
    """From https to http: whoever sits on the line could arrange that."""
    return urlsplit(old).scheme == "https" and urlsplit(new).scheme != "https"


def with_return(state: FeedState, *, now: datetime) -> FeedState:
    """The memory after a failure: a believed address that fails for long is not believed any more."""
    since = state.failing_since or now
    if state.url and not state.is_off and state.failures >= RETURN_FAILURES and now - since >= RETURN_TIME:
        return replace(state, url="", validators=Validators())
    return state
