"""How the HTTP library is set up: no cookies, no environment, no second tries behind our back."""

from __future__ import annotations

import aiohttp

from ..rules import FetchRules
from .addresses import make_guarded_socket
from .agent import one_line
from .names import SystemResolver
from .reasons import HungUpError

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
ACCEPT_ENCODING = "gzip, deflate"
"""Only what can be unpacked within bounds."""


def make_session(rules: FetchRules, *, user_agent: str) -> aiohttp.ClientSession:
    """A session that keeps no cookies, obeys no environment and connects only through the guard."""
    connector = aiohttp.TCPConnector(
        limit=0,
        # Hosts close idle connections within seconds, about as long as the gap between two requests.
        force_close=True,
        resolver=SystemResolver(rules.hosts_at_once),
        socket_factory=make_guarded_socket,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": one_line(user_agent), "Accept": ACCEPT, "Accept-Encoding": ACCEPT_ENCODING},
        # The total is kept by the exchange, which does not count waiting for a host's turn.
        timeout=aiohttp.ClientTimeout(
            total=None, connect=rules.connect_timeout_s, sock_read=rules.first_byte_timeout_s
        ),
        auto_decompress=False,
        middlewares=(send_once,),
        trust_env=False,
    )


async def send_once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep the library from asking again at once where a host hung up: two questions in a second are impolite."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise HungUpError from error
