"""Which addresses may be contacted: the wall between strangers' feeds and private networks.

Checked on the address that is really dialled, at the socket: a name that resolves twice, an address
written as a number and a redirect all end there.
"""

from __future__ import annotations

import errno
import socket
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import AddrInfoType

# IANA's special-purpose registries, and what clouds keep for themselves.  ``ipaddress.is_global`` is
# no substitute: it calls NAT64, 6to4 and multicast addresses global.
REFUSED_V4 = tuple(
    (ip_network(block), why)
    for block, why in (
        ("0.0.0.0/8", "this network's own"),
        ("10.0.0.0/8", "a private network's"),
        ("100.64.0.0/10", "a provider's internal (CGNAT)"),
        ("127.0.0.0/8", "this machine's own (loopback)"),
        ("168.63.129.16/32", "a cloud's internal"),
        ("169.254.0.0/16", "a link-local"),
        ("172.16.0.0/12", "a private network's"),
        ("192.0.0.0/24", "a reserved"),
        ("192.0.2.0/24", "a documentation"),
        ("192.31.196.0/24", "a name service's (AS112)"),
        ("192.52.193.0/24", "a relay's (AMT)"),
        ("192.88.99.0/24", "a relay's (6to4)"),
        ("192.168.0.0/16", "a private network's"),
        ("192.175.48.0/24", "a name service's (AS112)"),
        ("198.18.0.0/15", "a test network's"),
        ("198.51.100.0/24", "a documentation"),
        ("203.0.113.0/24", "a documentation"),
        ("224.0.0.0/4", "a multicast"),
        ("240.0.0.0/4", "a reserved"),
    )
)
REFUSED_V6 = tuple(
    (IPv6Network(block), why)
    for block, why in (
        ("::/128", "this network's own"),
        ("::1/128", "this machine's own (loopback)"),
        ("64:ff9b:1::/48", "a private network's (NAT64)"),
        ("fc00::/7", "a private network's"),
        ("fe80::/10", "a link-local"),
        ("fec0::/10", "a private network's"),
        ("ff00::/8", "a multicast"),
        ("2001::/32", "a tunnel's (Teredo)"),
        ("2001:db8::/32", "a documentation"),
        ("2001::/23", "a reserved"),
        ("2002::/16", "a tunnel's (6to4)"),
        ("2620:4f:8000::/48", "a name service's (AS112)"),
        ("3fff::/20", "a documentation"),
    )
)
PUBLIC_V6 = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Dial:
    """What the connection being opened may do, and which addresses it was refused."""

    may_be_private: bool = False
    refusals: list[str] = field(default_factory=list)


# Reaches the socket through aiohttp, whose factory is told the address but not the request.
DIAL: ContextVar[Dial | None] = ContextVar("DIAL", default=None)


@lru_cache(maxsize=8192)
def find_refusal(address: str) -> str | None:
    """Why an IP address may not be contacted, in words; None: it is a public address."""
    parsed = find_literal(address)
    if parsed is None:
        return f"{address} is not an IP address"
    kind = kind_of_v4(parsed) if isinstance(parsed, IPv4Address) else kind_of_v6(parsed)
    return f"{address} is {kind} address" if kind else None


def kind_of_v4(address: IPv4Address) -> str | None:
    """What an address is kept for; None: for everybody."""
    return next((why for block, why in REFUSED_V4 if address in block), None)


def kind_of_v6(address: IPv6Address) -> str | None:
    """What an address is kept for; where an IPv4 address is inside, that one is judged."""
    bare = IPv6Address(int(address))
    if bare.ipv4_mapped:
        return kind_of_v4(bare.ipv4_mapped)
    if bare in NAT64:
        # Networks without IPv4 reach every IPv4 site this way.
        return kind_of_v4(IPv4Address(int(bare) & 0xFFFFFFFF))
    known = next((why for block, why in REFUSED_V6 if bare in block), None)
    return known or (None if bare in PUBLIC_V6 else "a reserved")


def make_guarded_socket(info: AddrInfoType) -> socket.socket:
    """A socket for the address about to be dialled; raises PermissionError where it may not be.

    Guarded unless the current ``DIAL`` says otherwise: a forgotten permission is a refusal.
    """
    family, kind, protocol, _, address = info
    dial = DIAL.get() or Dial()
    refusal = find_refusal(str(address[0]))
    if refusal and not dial.may_be_private:
        dial.refusals.append(refusal)
        raise PermissionError(errno.EACCES, refusal)
    return socket.socket(family=family, type=kind, proto=protocol)


def is_local_name(host: str) -> bool:
    """``localhost`` or a name under it: always this machine (RFC 6761)."""
    return host == "localhost" or host.endswith(".localhost")


@lru_cache(maxsize=8192)
def find_literal(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a host is; None: it is a name.  Each is asked for several times in one exchange."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_literal(host: str) -> bool:
    """The host is an IP address, not a name."""
    return find_literal(host) is not None


@lru_cache(maxsize=8192)
def is_loopback(host: str) -> bool:
    """The host is this machine, by name or by address."""
    literal = find_literal(host)
    return is_local_name(host) or (literal is not None and literal.is_loopback)
