"""What went wrong on the way, in words a newcomer understands, and what to do next."""

from __future__ import annotations

import asyncio
import socket
from errno import EHOSTUNREACH, ENETUNREACH

import aiohttp
from yarl import URL

from ..rules import FetchRules

LATER = "nothing to do, it is asked again later"
UNKNOWN = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
"""How the system says that a name does not exist, rather than that nobody could be asked."""
CHECK_ADDRESS = "check the address, and this machine's connection"


class HungUpError(aiohttp.ClientError):
    """The host ended the connection without an answer."""


def reason_of(error: Exception, url: URL, rules: FetchRules) -> str:
    """The library's exception as a reason; ``url`` is what was being asked."""
    host = url.host or "the start"
    for kinds, words in (
        (aiohttp.ClientConnectorDNSError, f"no host is called {host}: {CHECK_ADDRESS}"),
        (aiohttp.ClientConnectorCertificateError, ""),
        (aiohttp.ClientSSLError, f"no secure connection to {host} can be agreed on: try the http:// address"),
        (aiohttp.InvalidURL, f"{host} is not a host that can be asked: correct the address on the desk"),
        (aiohttp.ConnectionTimeoutError, f"{host} did not accept within {rules.connect_timeout_s:g} s: {LATER}"),
        (asyncio.TimeoutError, f"{host} was silent for {rules.first_byte_timeout_s:g} s: {LATER}"),
        (aiohttp.ClientPayloadError, f"the answer of {host} was cut off half way: {LATER}"),
        (aiohttp.ClientResponseError, f"{host} does not speak proper HTTP: open the address in a browser to see it"),
        (HungUpError, f"{host} hung up without an answer: {LATER}"),
        (aiohttp.ClientConnectorError, ""),
        ((aiohttp.ClientError, OSError), f"the connection to {host} broke: {LATER}"),
        (ValueError, f"something that is not an address came up at {host}: check the feed's address in a browser"),
    ):
        if isinstance(error, kinds):
            return words or connector_reason(error, host)
    return f"something unforeseen ({type(error).__name__}): please report it, with the feed's address"


def kind_of(error: Exception) -> str:
    """What tells failures apart for the schedule, where there was no answer: see ``FetchError``."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        cause = error.os_error
        return "unknown host" if isinstance(cause, socket.gaierror) and cause.errno in UNKNOWN else "unreached"
    is_unreached = isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
    return "unreached" if is_unreached else ""


def connector_reason(error: Exception, host: str) -> str:
    """Why no connection came about."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        detail = getattr(error.certificate_error, "verify_message", "") or "not valid"
        return f"the certificate of {host} cannot be trusted ({detail}): tell the publisher"
    cause = getattr(error, "os_error", error)
    if isinstance(cause, ConnectionRefusedError):
        return f"nothing answers at {host}, the connection was refused: {CHECK_ADDRESS}"
    if isinstance(cause, OSError) and cause.errno in (ENETUNREACH, EHOSTUNREACH):
        return f"there is no way to {host} from here: {CHECK_ADDRESS}"
    return f"no connection to {host} came about: {CHECK_ADDRESS}"
