"""Asking politely and safely: the only part that talks to other machines.

::

    crew       many feeds at once, for a caller in plain Python      fetch_all
    turns      whose turn it is: one request for each host, gaps
    exchange   one feed: redirects by hand, every hop checked
    bodies     bounded reading and unpacking
    answers    what headers say
    addresses  which addresses may be contacted
    session    how the HTTP library is set up
    names      from host names to addresses
    reasons    what went wrong, in words
    agent      who is asking                                         user_agent
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from ..errors import FetchError
from ..model import Fetched, FetchRequest
from ..rules import FetchRules
from .agent import user_agent

__all__ = ["fetch_all", "fetch_page", "send_form", "user_agent"]


def fetch_all(
    requests: Sequence[FetchRequest], rules: FetchRules, *, user_agent: str, now: datetime
) -> Iterator[tuple[FetchRequest, Fetched | FetchError]]:
    """Ask for feeds, many hosts at once, and yield each outcome as it arrives.

    One request at a time for each host, with the gap of the rules.  A FetchError is an outcome, not
    raised.  Closing the generator, or Ctrl-C, ends all that is under way.  ``now`` is the run's
    clock; it becomes ``fetched_at``.
    """
    from .crew import ask_all  # the HTTP library is heavy, and most commands ask nobody

    return ask_all(requests, rules, user_agent=user_agent, now=now)


def fetch_page(url: str, rules: FetchRules, *, user_agent: str, now: datetime) -> Fetched | FetchError:
    """One page that nobody subscribed to: asked where robots.txt allows it, and only once."""
    return ask_one(FetchRequest(feed_url=url, is_page=True), rules, user_agent=user_agent, now=now)


def send_form(
    url: str, fields: Mapping[str, str], rules: FetchRules, *, user_agent: str, now: datetime
) -> Fetched | FetchError:
    """Post fields to an address (a hub's).  Only redirects that keep the form are followed (307, 308), and
    none from https to http.  The answer may have no body.
    """
    return ask_one(FetchRequest(feed_url=url, form=tuple(fields.items())), rules, user_agent=user_agent, now=now)


def ask_one(request: FetchRequest, rules: FetchRules, *, user_agent: str, now: datetime) -> Fetched | FetchError:
    """The outcome of a single question."""
    ((_, outcome),) = fetch_all([request], rules, user_agent=user_agent, now=now)
    return outcome
