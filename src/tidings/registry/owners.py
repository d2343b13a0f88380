"""Who answers for an address: a domain, a host below one, or an account on a platform."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from ..urls import domain_of, is_web_url, site_key_of, suffixes

NOT_ACCOUNTS = frozenset(
    "www m mobile amp blog help support about p s tag tags topic search watch feed feeds rss".split()
)
"""Hosts and path parts of a platform that are its own."""
OPAQUE = re.compile(r"UC[\w-]{20,}|[0-9a-f]{10,}|\d+")
"""An account's number, which no reader can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """A site where each host below it, or each path, is a publication of its own."""

    domain: str
    name: str
    has_hosts: bool = False
    """``ada.substack.com`` is a publication."""
    paths: tuple[str, ...] = ()
    """What stands before an account's name in a path: ``@``, ``channel/``; empty text: the first part is one."""
    is_carrier: bool = False
    """It only delivers what others publish: the feed's site tells whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The part of the web that one publisher answers for."""

    key: str
    """``techcentral.ie``, ``ada.substack.com``, ``medium.com/@ada``: names the owner for good."""
    domain: str
    """The registrable domain, or the account's host."""
    label: str
    """What a true name is likely to look like: ``techcentral``, ``ada``; empty: a number tells nothing."""
    tidy: str
    """The name of last resort."""


def owner_of(url: str, platforms: Mapping[str, Platform]) -> Owner:
    """Who answers for an address; what is no web address is its own owner."""
    parts = urlsplit(url) if is_web_url(url) else None
    host = (parts.hostname or "").rstrip(".").lower() if parts else url
    domain = registered(host)
    platform = platforms.get(domain)
    if platform and parts:
        return account_of(platform, host, parts.path) or Owner(
            key=domain, domain=domain, label=domain.partition(".")[0], tidy=platform.name
        )
    key = site_of(host)
    bare = key.removeprefix("www.")
    return Owner(key=key, domain=key, label=bare.partition(".")[0], tidy=bare)


@lru_cache(maxsize=8192)
def registered(host: str) -> str:
    """The registrable domain of a host."""
    return domain_of(f"https://{host}") if has_known_ending(host) else last_labels(host)


@lru_cache(maxsize=8192)
def site_of(host: str) -> str:
    """The part of a host that one owner answers for."""
    return site_key_of(host) if has_known_ending(host) else last_labels(host)


def has_known_ending(host: str) -> bool:
    """The list of public suffixes tells where the host was registered, or it is an IP address."""
    return bool(suffixes()(host).suffix) or host.rpartition(".")[2].isdigit() or ":" in host


def last_labels(host: str) -> str:
    """The list's default rule for endings that it does not have."""
    return ".".join(host.split(".")[-2:])


def account_of(platform: Platform, host: str, path: str) -> Owner | None:
    """The account on a platform that an address belongs to; None: the platform itself."""
    below = host.removesuffix(platform.domain).rstrip(".")
    name = below.rpartition(".")[2]
    if platform.has_hosts and name and name not in NOT_ACCOUNTS:
        key = f"{name}.{platform.domain}"
        return Owner(key=key, domain=key, label=name, tidy=key)
    for before in platform.paths:
        account = path.strip("/").removeprefix(before).partition("/")[0]
        if account and path.strip("/").startswith(before) and account not in NOT_ACCOUNTS and "." not in account:
            return Owner(
                key=f"{platform.domain}/{before}{account}",
                domain=platform.domain,
                label="" if OPAQUE.fullmatch(account) else account.strip("@"),
                tidy=platform.name if OPAQUE.fullmatch(account) else f"{account.strip('@')} on {platform.name}",
            )
    return None


def places_of(url: str, owner: Owner) -> Iterator[tuple[str, str]]:
    """The hosts from an address's own up to its owner's, longest first, each with the address's path.

    An account's only place is its key: what is known of the platform does not hold for it.
    """
    parts = urlsplit(url) if is_web_url(url) else None
    if not parts or "/" in owner.key:
        yield owner.key, ""
        return
    host = (parts.hostname or "").rstrip(".").lower()
    while len(host) >= len(owner.key):
        yield host, parts.path
        if "." not in host:
            return
        host = host.partition(".")[2]
