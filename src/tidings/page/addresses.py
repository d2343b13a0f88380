"""The addresses a page names: made whole, and compared with its own."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urljoin

from ..urls import canonical_url, domain_of, is_web_url, split

URL_CHARS_MAX = 4096
"""Longer ones are data, not addresses."""


def whole_url(address: str, base: str) -> str:
    """An address made whole against the page's; empty where that makes none of the web."""
    trimmed = "".join(address.split())
    if not trimmed or len(trimmed) > URL_CHARS_MAX:
        return ""
    try:
        joined = urljoin(base, trimmed)
    except ValueError:
        return ""
    return joined if is_web_url(joined) else ""


def is_home(url: str) -> bool:
    """The front page of a site, where no article lives."""
    parts = split(url)
    return (
        parts is not None
        and parts.path.strip("/").lower() in ("", "index.html", "index.php", "home")
        and not parts.query
    )


def is_same_page(one: str, other: str) -> bool:
    """Two addresses of one page: scheme, ``www.``, query, fragment and a last slash do not count."""
    first, second = bare(one, other), bare(other, other)
    return bool(first) and first == second


@lru_cache(maxsize=4096)
def bare(url: str, base: str) -> str:
    """What is left of an address for comparing; empty for a front page and for none."""
    whole = whole_url(url, base)
    parts = split(canonical_url(whole)) if whole else None
    if parts is None or is_home(whole):
        return ""
    return (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")


def is_same_site(one: str, other: str) -> bool:
    """Two addresses under one registrable domain."""
    return owner_of(one) == owner_of(other)


def owner_of(url: str) -> str:
    """The registrable domain; of a host under no known suffix its last two labels."""
    domain = domain_of(url)
    labels = domain.split(".")
    return ".".join(labels[-2:]) if len(labels) > 2 and not labels[-1].isdigit() and f"//{domain}" in url else domain
