"""The address under which the AMP cache serves a page."""

from __future__ import annotations

from ..urls import split

CACHE_DOMAIN = "cdn.ampproject.org"


def amp_cache_url(amp_url: str) -> str:
    """The cache's address of an AMP page; empty for what is no web address.

    The host as one label (``-`` doubled, then ``.`` as ``-``), ``/c/s/`` for https and ``/c/`` for http, then the
    page's address without its scheme.
    """
    parts = split(amp_url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    label = parts.hostname.replace("-", "--").replace(".", "-")
    kind = "c/s" if parts.scheme == "https" else "c"
    query = f"?{parts.query}" if parts.query else ""
    return f"https://{label}.{CACHE_DOMAIN}/{kind}/{parts.netloc}{parts.path}{query}"
