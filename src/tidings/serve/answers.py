"""What is said with a page: its type, its validators, and what a browser may do with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Final

from .site import Page

TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
FEED_TYPES: Final = {
    "feed.xml": "application/atom+xml; charset=utf-8",
    "rss.xml": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}
HUBLESS: Final = "stories/"
"""Where feeds lie that no hub is told of."""
FEED_FOLDERS: Final = ("topics/", HUBLESS)
OTHER_TYPE: Final = "application/octet-stream"

PAGE_HOLDS_S: Final = 60
"""Readers see a new edition within a minute."""
FEED_HOLDS_S: Final = 900
"""Feed readers need not ask more often than a desk usually runs."""

POLICY: Final = (
    "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SAFETY: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""On every answer: the words on our pages are strangers', so that nothing on them may run or load."""
WITH_LINKED_PICTURES: Final = {
    **SAFETY,
    "Content-Security-Policy": POLICY.replace("img-src 'self'", "img-src 'self' https:"),
}
"""The same for a desk that shows publishers' own files."""

ENTITY_TAG: Final = re.compile(r'(?:W/)?"([^"]*)"')
GZIP_WANTED: Final = re.compile(r"(?:^|,)\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?(?=,|$)", re.IGNORECASE)
PACKED_SUFFIX: Final = "-gz"


def feed_name(name: str) -> str:
    """Which of the three formats a file is a feed in: the site's own, or a topic's or a story's; empty: none."""
    folder, _, last = name.rpartition("/")
    is_feed = last in FEED_TYPES and (not folder or (folder.count("/") == 1 and folder.startswith(FEED_FOLDERS)))
    return last if is_feed else ""


def type_of(name: str) -> str:
    """The media type of a file of the site."""
    return FEED_TYPES.get(feed_name(name)) or TYPES.get(PurePosixPath(name).suffix, OTHER_TYPE)


def wants_packed(page: Page, headers: Mapping[str, str]) -> bool:
    """There is a packed form and the asker can unpack it."""
    found = GZIP_WANTED.search(headers.get("Accept-Encoding", "")) if page.packed else None
    return found is not None and found[1] not in ("0", "0.0", "0.00", "0.000")


API: Final = "api/"
"""The folder of what programs read: pages of other sites may read it, too, as they may where such sites are hosted."""


def page_headers(page: Page, *, is_packed: bool, link: str = "") -> dict[str, str]:
    """What is said with a page; ``link`` is a ``Link`` header for it, or empty."""
    holds_s = FEED_HOLDS_S if feed_name(page.name) else PAGE_HOLDS_S
    said = {
        "Content-Type": type_of(page.name),
        "ETag": f'"{page.digest}{PACKED_SUFFIX if is_packed else ""}"',
        "Last-Modified": format_datetime(page.modified_at, usegmt=True),
        "Cache-Control": f"max-age={holds_s}",
        "Vary": "Accept-Encoding" if page.packed else "",
        "Content-Encoding": "gzip" if is_packed else "",
        "Link": link,
        "Access-Control-Allow-Origin": "*" if page.name.startswith(API) else "",
    }
    return {name: value for name, value in said.items() if value}


def is_unchanged(page: Page, headers: Mapping[str, str]) -> bool:
    """The asker has this very version (RFC 9110): entity tags count, dates only where there are none."""
    tags = headers.get("If-None-Match")
    if tags is not None:
        known = {tag.removesuffix(PACKED_SUFFIX) for tag in ENTITY_TAG.findall(tags)}
        return tags.strip() == "*" or page.digest in known
    since = find_moment(headers.get("If-Modified-Since", ""))
    return since is not None and page.modified_at <= since


def find_moment(value: str) -> datetime | None:
    """A date of HTTP in UTC; None where it is none."""
    try:
        moment = parsedate_to_datetime(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def link_of(name: str, *, home: str, hub_url: str) -> str:
    """The ``Link`` header of a feed of ours: its hub and its own name; empty: it has none."""
    if not feed_name(name) or name.startswith(HUBLESS) or not home or not hub_url:
        return ""
    hub, own = (url.replace(">", "%3E").replace("<", "%3C") for url in (hub_url, f"{home}/{name}"))
    return f'<{hub}>; rel="hub", <{own}>; rel="self"'
