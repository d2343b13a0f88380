"""How the HTTP library is set up: no cookies, no environment, no second tries behind our back."""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp

from ..rules import FetchRules
from .addresses import make_guarded_socket
from .agent import one_line
from .names import SystemResolver
from .packings import ACCEPT_ENCODING
from .reasons import HungUpError

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
ACCEPT_PAGE = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
ACCEPT_PICTURE = "image/webp, image/jpeg, image/png, image/avif;q=0.9, image/gif;q=0.8, image/*;q=0.1"
KEPT_S = 15.0
"""How long a connection that is worth keeping may idle."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """Two ways to ask that differ only in what becomes of the connection."""

    names: SystemResolver
    single: aiohttp.ClientSession
    """Hosts close idle connections within seconds, about as long as the gap between two requests."""
    lasting: aiohttp.ClientSession
    """For this machine's own addresses, which need no gap."""

    def choose(self, *, is_lasting: bool) -> aiohttp.ClientSession:
        """The session for one request."""
        return self.lasting if is_lasting else self.single

    async def __aenter__(self) -> Sessions:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.single.close()
        await self.lasting.close()
        await self.names.close()


def make_sessions(rules: FetchRules, *, user_agent: str) -> Sessions:
    """Both sessions, with one memory for names."""
    names = SystemResolver(rules.hosts_at_once)
    single = make_session(rules, names, user_agent=user_agent, is_lasting=False)
    return Sessions(names, single, make_session(rules, names, user_agent=user_agent, is_lasting=True))


def make_session(
    rules: FetchRules, names: SystemResolver, *, user_agent: str, is_lasting: bool
) -> aiohttp.ClientSession:
    """A session that keeps no cookies, obeys no environment and connects only through the guard."""
    connector = aiohttp.TCPConnector(
        limit=0,
        keepalive_timeout=KEPT_S if is_lasting else None,
        force_close=not is_lasting,
        resolver=names,
        use_dns_cache=False,  # the resolver has its own, for the run
        socket_factory=make_guarded_socket,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": one_line(user_agent), "Accept": ACCEPT, "Accept-Encoding": ACCEPT_ENCODING},
        # The total is kept by the exchange, which does not count waiting for a site's turn.
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
