"""Asking politely and safely: the only part that talks to other machines.

::

    crew       many feeds at once, for a caller in plain Python      fetch_all, fetch_in_groups
    turns      whose turn it is: one request for each site, gaps, places, budgets
    visit      one site's part of an exchange, robots.txt first for pages
    exchange   one question: redirects by hand, every hop checked
    bodies     bounded reading
    packings   bounded unpacking
    robots     what robots.txt allows
    answers    what headers say
    gate       which addresses may be asked, by the look of them
    addresses  which IP addresses may be dialled
    session    how the HTTP library is set up
    names      from host names to addresses
    reasons    what went wrong, in words
    agent      who is asking                                         user_agent
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime

from ..errors import FetchError
from ..model import Fetched, FetchRequest, HostState, RobotsCopy
from ..rules import FetchRules
from .addresses import is_loopback
from .agent import user_agent

NO_HOSTS: Mapping[str, HostState] = {}

__all__ = ["fetch_all", "fetch_in_groups", "fetch_page", "is_loopback", "send_form", "user_agent"]


def fetch_all(
    requests: Iterable[FetchRequest],
    rules: FetchRules,
    *,
    user_agent: str,
    now: datetime,
    hosts: Mapping[str, HostState] = NO_HOSTS,
) -> Iterator[tuple[FetchRequest, Fetched | FetchError]]:
    """Ask for feeds, many hosts at once, and yield each outcome as it arrives.

    One request at a time for each site, with the gap of the rules.  A FetchError is an outcome, not
    raised.  Closing the generator, or Ctrl-C, ends all that is under way.  ``now`` is the run's
    clock; it becomes ``fetched_at``.  ``requests`` are taken a window at a time, in the caller's
    thread.  ``hosts`` is what is known of hosts by exact name: who asked us to stay away, and the day's counts.
    """
    with closing(fetch_in_groups(requests, rules, user_agent=user_agent, now=now, hosts=hosts)) as groups:
        for group in groups:
            yield from group


def fetch_in_groups(
    requests: Iterable[FetchRequest],
    rules: FetchRules,
    *,
    user_agent: str,
    now: datetime,
    hosts: Mapping[str, HostState] = NO_HOSTS,
) -> Generator[list[tuple[FetchRequest, Fetched | FetchError]]]:
    """Like ``fetch_all``, but whenever some outcome has arrived, all that have, 32 at most: for a caller to whom
    many together are cheaper.  None waits for another.
    """
    from .crew import ask_in_groups  # the HTTP library is heavy, and most commands ask nobody

    return ask_in_groups(requests, rules, user_agent=user_agent, now=now, hosts=hosts)


def fetch_page(
    url: str,
    rules: FetchRules,
    *,
    user_agent: str,
    now: datetime,
    robots: Sequence[RobotsCopy] = (),
    hosts: Mapping[str, HostState] = NO_HOSTS,
) -> Fetched | FetchError:
    """One page that nobody subscribed to: asked where robots.txt allows it, and only once.

    ``robots`` are copies that are known; those fetched on the way are in the outcome's ``robots``, to
    be kept for a day.  ``hosts`` is as in ``fetch_all``.  An address of a private network must be in
    ``rules.private_hosts``.
    """
    request = FetchRequest(feed_url=url, is_page=True, robots=tuple(robots))
    ((_, outcome),) = fetch_all([request], rules, user_agent=user_agent, now=now, hosts=hosts)
    return outcome


def send_form(
    url: str, fields: Mapping[str, str], rules: FetchRules, *, user_agent: str, now: datetime
) -> Fetched | FetchError:
    """Post fields to an address (a hub's).  Only redirects that keep the form are followed (307, 308), and
    none from https to http.  The answer may have no body.

    An address of a private network must be in ``rules.private_hosts``.
    """
    request = FetchRequest(feed_url=url, form=tuple(fields.items()))
    ((_, outcome),) = fetch_all([request], rules, user_agent=user_agent, now=now)
    return outcome
