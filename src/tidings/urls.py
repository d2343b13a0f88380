"""Addresses: one canonical form for each page, and the domain that stands behind it."""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

# Parameters that say where a reader came from, never which page is meant.
TRACKING_PREFIXES = ("utm_", "at_", "mc_", "pk_", "piwik_", "matomo_", "hsa_", "vero_", "oly_")
TRACKING_NAMES = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid twclid yclid igshid mkt_tok _hsenc _hsmi ncid cmpid ftag "
    "icid ito smid ns_mchannel ns_source ns_campaign ns_linkname ns_fee ocid xtor wt.mc_id taid guccounter "
    "feedtype traffic_source rss maca partner sref s_cid cid_source".split()
)
DEFAULT_PORTS = {"http": 80, "https": 443}
DOT_SEGMENT = re.compile(r"/\.(?=/|$)")
PARENT_SEGMENT = re.compile(r"/(?!\.\.(?:/|$))[^/]*/\.\.(?=/|$)")
SURROGATE = re.compile("[\ud800-\udfff]")
ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
PLAIN = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,4})?(?:[/?#][!-~]*)?")
"""An address that need not be taken apart to be known for one."""
SAFE_IN_PATH = "/:@!$&'()*+,;=~-._"


@cache
def suffixes() -> TLDExtract:
    """The list of public suffixes that comes with its package; no network, no cache."""
    import tldextract  # imports an HTTP library, which nobody here uses

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def is_web_url(url: str) -> bool:
    """An absolute http or https address with a host."""
    if PLAIN.fullmatch(url):
        return True
    parts = split(url)
    return parts is not None and parts.scheme in DEFAULT_PORTS and bool(parts.hostname)


def split(url: str) -> SplitResult | None:
    """The parts of an address, or None where it is not one."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port  # raises on a port that is no number
    except ValueError:
        return None
    return parts


def canonical_url(url: str) -> str:
    """The one form of an address that we keep: same page, same text; idempotent.

    Scheme and host in lower case, default port, fragment, tracking parameters and dot segments
    gone, percent-encoding made uniform.  What is not an http(s) address is returned as it is.
    """
    parts = split(SURROGATE.sub("\ufffd", url))
    if parts is None or parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        return url
    # Old sites encode queries in other ways than UTF-8: their bytes pass through unread.
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    query = urlencode([pair for pair in pairs if not is_tracking(pair[0])], errors="surrogateescape")
    address = f"{parts.scheme}://{host_and_port(parts)}{canonical_path(parts.path)}"
    return f"{address}?{query}" if query else address


def is_tracking(name: str) -> bool:
    """A query parameter that never decides which page is shown."""
    lower = name.lower()
    return lower in TRACKING_NAMES or lower.startswith(TRACKING_PREFIXES)


def host_and_port(parts: SplitResult) -> str:
    """The authority without user and default port."""
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    return host if parts.port in (None, DEFAULT_PORTS[parts.scheme]) else f"{host}:{parts.port}"


def canonical_path(path: str) -> str:
    """A path without dot segments, percent-encoded in one way; never empty."""
    whole = LONE_PERCENT.sub("%25", path)
    plain = quote(ENCODED.sub(bare_where_it_means_the_same, whole), safe=SAFE_IN_PATH + "%")
    plain = DOT_SEGMENT.sub("", plain)
    while (shorter := PARENT_SEGMENT.sub("", plain, count=1)) != plain:
        plain = shorter
    return plain or "/"


def bare_where_it_means_the_same(encoded: re.Match[str]) -> str:
    """An encoded character as itself; a slash, question mark or the like that was encoded stays so."""
    character = chr(int(encoded[1], 16))
    is_plain = character.isascii() and (character.isalnum() or character in SAFE_IN_PATH) and character != "/"
    return character if is_plain else encoded[0].upper()


@lru_cache(maxsize=16384)
def domain_of(url: str) -> str:
    """The registrable domain of an address (``bbc.co.uk``), else its host; empty for no address."""
    parts = split(url)
    host = (parts.hostname or "") if parts else ""
    return suffixes()(host).top_domain_under_public_suffix or host


@lru_cache(maxsize=16384)
def site_key_of(host: str) -> str:
    """The part of a host that one owner answers for: ``bbc.co.uk``, yet ``ada.github.io``; else the host itself."""
    host = host.rstrip(".").lower()
    return suffixes()(host, include_psl_private_domains=True).top_domain_under_public_suffix or host


def site_name_of(domain: str) -> str:
    """The part of a domain that names its owner: ``bbc`` of ``bbc.co.uk``."""
    return suffixes()(domain).domain or domain


def url_id(url: str) -> str:
    """Sixteen hexadecimal digits that stand for a canonical address everywhere."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:16]
