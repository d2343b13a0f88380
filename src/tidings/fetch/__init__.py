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

from collections.abc import Iterator, Sequence
from datetime import datetime

from ..errors import FetchError
from ..model import Fetched, FetchRequest
from ..rules import FetchRules
from .agent import user_agent

__all__ = ["fetch_all", "user_agent"]


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
