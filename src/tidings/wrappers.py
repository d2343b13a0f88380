"""Addresses that only lead to another one, which they hold: redirectors, link counters, caches of AMP pages."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

GOOGLE = re.compile(r"(?:www|news)\.google\.(?:[a-z]{2,3}|com?\.[a-z]{2})")
REDIRECTORS: tuple[tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(host), re.compile(path), tuple(names.split()))
    for host, path, names in (
        (GOOGLE.pattern, r"/(?:news/)?url", "url q"),  # results, alerts and old Google News
        (r"www\.youtube\.com", r"/redirect", "q"),
        (r"www\.bing\.com", r"/news/apiclick\.aspx", "url"),  # feeds of Bing News
        (r"(?:l|lm|m|www)\.facebook\.com", r"/l\.php", "u"),
        (r"l\.instagram\.com|l\.threads\.net", r"/", "u"),
        (r"out\.reddit\.com", r"/.*", "url"),
        (r"www\.linkedin\.com", r"/redir/redirect", "url"),
        (r"t\.umblr\.com", r"/redirect", "z"),
        (r"vk\.com", r"/away\.php", "to"),
        (r"steamcommunity\.com", r"/linkfilter/?", "u url"),
        (r"slack-redir\.net", r"/link", "url"),
        (r"duckduckgo\.com", r"/l/?", "uddg"),
        (r"getpocket\.com", r"/redirect", "url"),
        (r"disq\.us", r"/(?:url)?", "url"),
        (r"(?:.+\.)?safelinks\.protection\.outlook\.com", r"/.*", "url"),
        (r"medium\.com", r"/m/global-identity(?:-2)?", "redirecturl"),
    )
)
"""Host, path, and the parameters that hold the address, the likeliest first.

Only pages that do nothing but lead on are here: a parameter called ``url`` elsewhere may be anything.
"""
YAHOO_HOST = re.compile(r"r\.search\.yahoo\.com")
YAHOO_PATH = re.compile(r"/RU=([^/]+)/R[KS]=")
OLD_YAHOO = re.compile(r"(?:[a-z]{2}\.)?rd\.yahoo\.com")
AMP_CACHE = re.compile(r"(?:[a-z0-9-]+\.)?cdn\.ampproject\.org|(?:.+\.)?bing-amp\.com|amp\.cloudflare\.com")
CACHED = re.compile(r"/(?:c|v|wp/c|mbv/c)/(s/)?(.+)", re.DOTALL)
GOOGLE_AMP = re.compile(r"/amp/(s/)?([^/]*\..+)", re.DOTALL)

ANY_HOST = re.compile(
    "|".join(
        (*(hosts.pattern for hosts, _, _ in REDIRECTORS), YAHOO_HOST.pattern, OLD_YAHOO.pattern, AMP_CACHE.pattern)
    )
)
"""All hosts above at once: nearly every address is none of them."""


def find_target(host: str, path: str, query: str) -> str:
    """The address that an address of this host holds and leads to; empty where it is a page of its own.

    What is found is shorter than where it was found, so that looking again and again ends.
    """
    if not ANY_HOST.fullmatch(host):
        return ""
    if AMP_CACHE.fullmatch(host):
        return unpacked(CACHED.fullmatch(path), query)
    if GOOGLE.fullmatch(host) and (packed := GOOGLE_AMP.fullmatch(path)):
        return unpacked(packed, query)
    if YAHOO_HOST.fullmatch(host) and (found := YAHOO_PATH.search(path)):
        return dict(parse_qsl(f"RU={found[1]}", errors="surrogateescape")).get("RU", "")
    if OLD_YAHOO.fullmatch(host) and "*http" in path:
        return path.split("*", 1)[1] + (f"?{query}" if query else "")
    return redirected(host, path, query)


def unpacked(packed: re.Match[str] | None, query: str) -> str:
    """The address in the path of a cache: ``/c/s/post.example/a`` is ``https://post.example/a``."""
    if packed is None:
        return ""
    return f"http{'s' if packed[1] else ''}://{packed[2]}" + (f"?{query}" if query else "")


def redirected(host: str, path: str, query: str) -> str:
    """The address in a redirector's query."""
    for hosts, paths, names in REDIRECTORS:
        if hosts.fullmatch(host) and paths.fullmatch(path):
            given = {name.lower(): value for name, value in parse_qsl(query, errors="surrogateescape")}
            return next((given[name] for name in names if given.get(name, "").startswith(("http://", "https://"))), "")
    return ""
