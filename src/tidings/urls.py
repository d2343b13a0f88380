"""Addresses: one canonical form for each page, and the domain that stands behind it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

from .forms import plain_host, plain_path, site_path
from .tracking import is_tracking
from .wrappers import find_target

if TYPE_CHECKING:
    from tldextract import TLDExtract

DEFAULT_PORTS = {"http": 80, "https": 443}
DOT_SEGMENT = re.compile(r"/\.(?=/|$)")
PARENT_SEGMENT = re.compile(r"/(?!\.\.(?:/|$))[^/]*/\.\.(?=/|$)")
SURROGATE = re.compile("[\ud800-\udfff]")
ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
ESCAPED_AMPERSAND = re.compile(r"^(?:amp;|#0*38;)+", re.IGNORECASE)
"""What is left of an ampersand that was escaped once too often."""
SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/;]*", re.IGNORECASE)
VIEWS = frozenset(
    {"comments=focus", "comment_form=true", "showcomments=true", "clienttype=mobile", "m=1", "view=mobile"}
)
"""Parameters that show the same page in another way."""
ROUTES = ("!", "/")
"""Fragments that begin so choose a page; others a place on it."""
LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
PLAIN = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,4})?(?:[/?#][!-~]*)?")
"""An address that need not be taken apart to be known for one."""
SAFE_IN_PATH = "/:@!$&'()*+,;=~-._"
PLAIN_PATH = re.compile(rf"[a-zA-Z0-9{re.escape(SAFE_IN_PATH.replace(';', ''))}]*")
"""Paths that are uniform as they stand, dot segments apart."""
SAFE_IN_FRAGMENT = SAFE_IN_PATH + "?%"
IDEOGRAPHIC_STOPS = str.maketrans("。．｡", "...")


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
    return parts is not None and is_web(parts)


def split(url: str) -> SplitResult | None:
    """The parts of an address, or None where it is not one."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port  # raises on a port that is no number
    except ValueError:
        return None
    return parts


@lru_cache(maxsize=16384)
def canonical_url(url: str) -> str:
    """The one form of an address that we keep and link to: the same page, and it still loads; idempotent.

    Scheme and host in lower case, international names in ASCII, default port, tracking parameters, fragments and
    dot segments gone, percent-encoding made uniform; what only leads to another address has given way to that.  The
    order of the parameters stays.  What is not an http(s) address is returned as it is.
    """
    parts = split(SURROGATE.sub("\ufffd", url))
    if parts is None or not is_web(parts):
        return url
    parts = innermost(parts)
    query = canonical_query(parts.query, host=parts.hostname or "")
    fragment = f"#{quote(parts.fragment, safe=SAFE_IN_FRAGMENT)}" if parts.fragment.startswith(ROUTES) else ""
    address = f"{parts.scheme}://{host_and_port(parts)}{canonical_path(parts.path)}"
    return f"{address}?{query}{fragment}" if query else f"{address}{fragment}"


@lru_cache(maxsize=16384)
def same_page_key(url: str) -> str:
    """What all addresses of one page have in common; only to be compared, since it need not load.

    More is folded than in the canonical address: http and https, ``www``, forms for AMP and telephones, names of
    one site, index files, slashes at the end, the order of parameters.  Idempotent, and the same for an address
    and its canonical form.
    """
    address = canonical_url(url)
    parts = split(address)
    if parts is None or not is_web(parts):
        return address
    host = plain_host(parts.hostname or "", parts.path)
    query = compared_query(parts.query, host=host, path=parts.path)
    path = site_path(host, plain_path(parts.path, has_query=bool(query)))
    port = f":{parts.port}" if parts.port not in (None, *DEFAULT_PORTS.values()) else ""
    query = "" if "?" in path or not query else f"?{query}"
    host = f"[{host}]" if ":" in host else host.replace("youtu.be", "youtube.com")
    return f"https://{host}{port}{path}{query}{f'#{parts.fragment}' if parts.fragment else ''}"


def compared_query(query: str, *, host: str, path: str) -> str:
    """The parameters of a canonical query that choose a page, in the order of their names."""
    pieces = [piece for piece in query.split("&") if piece and piece.lower() not in VIEWS]
    if host == "youtube.com" and path == "/watch":
        pieces = [piece for piece in pieces if name_of_piece(piece) == "v"][:1] or pieces
    return "&".join(sorted(pieces, key=name_of_piece))


def name_of_piece(piece: str) -> str:
    """The name of a written parameter."""
    return piece.partition("=")[0]


def is_web(parts: SplitResult) -> bool:
    """Parts of an absolute http or https address with a host."""
    return parts.scheme in DEFAULT_PORTS and bool(parts.hostname)


def innermost(parts: SplitResult) -> SplitResult:
    """The address that a redirector, or a row of them, holds."""
    while (target := split(find_target(parts.hostname or "", parts.path, parts.query))) and is_web(target):
        parts = target
    return parts


def canonical_query(query: str, *, host: str) -> str:
    """A query without tracking parameters and escaped ampersands, each value encoded in one way.

    Old sites encode queries in other ways than UTF-8: their bytes pass through unread.  A parameter without
    a value stays as bare as it was, since some sites read the whole query as a path.
    """
    kept = []
    for piece in query.split("&"):
        pair = parse_qsl(ESCAPED_AMPERSAND.sub("", piece), keep_blank_values=True, errors="surrogateescape")
        if pair and not is_tracking(*pair[0], host=host):
            written = urlencode(pair, errors="surrogateescape", safe="" if "=" in piece else "/")
            kept.append(written if "=" in piece else written.removesuffix("="))
    return "&".join(kept)


def host_and_port(parts: SplitResult) -> str:
    """The authority without user and default port."""
    host = ascii_host(parts.hostname or "")
    if ":" in host:
        host = f"[{host}]"
    return host if parts.port in (None, DEFAULT_PORTS[parts.scheme]) else f"{host}:{parts.port}"


def ascii_host(host: str) -> str:
    """A host as the network writes it: ``zürich.example`` is ``xn--zrich-kva.example``; without a final dot."""
    if host.isascii():
        return host.rstrip(".")
    plain = unicodedata.normalize("NFKC", host.translate(IDEOGRAPHIC_STOPS)).lower()
    labels = (label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in plain.split("."))
    return ".".join(labels).rstrip(".")


def readable_host(host: str) -> str:
    """A host as people read it: ``xn--zrich-kva.example`` is ``zürich.example``; as it is where that says nothing."""
    return ".".join(map(readable_label, host.split("."))) if "xn--" in host else host


def readable_label(label: str) -> str:
    """A label of a host in its own script, if it would be written so again."""
    if not label.startswith("xn--"):
        return label
    try:
        plain = label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    return plain if plain.isprintable() and ascii_host(plain) == label else label


def canonical_path(path: str) -> str:
    """A path without dot segments, percent-encoded in one way; never empty."""
    if PLAIN_PATH.fullmatch(path) and "/." not in path:
        return path or "/"
    whole = LONE_PERCENT.sub("%25", SESSION.sub("", path))
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
    """The registrable domain of an address (``bbc.co.uk``), else its host, in letters that people read; empty for
    no address.
    """
    parts = split(url)
    host = ascii_host(parts.hostname or "") if parts else ""
    return readable_host(suffixes()(host).top_domain_under_public_suffix or host)


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


AMP_CACHE = "cdn.ampproject.org"


def amp_cache_url(amp_url: str) -> str:
    """The address under which the AMP cache serves a page; empty for what is no web address.

    The host as one label (``-`` doubled, then ``.`` as ``-``), ``/c/s/`` for https and ``/c/`` for http, then the
    page's address without its scheme.
    """
    parts = split(amp_url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    label = parts.hostname.replace("-", "--").replace(".", "-")
    kind = "c/s" if parts.scheme == "https" else "c"
    query = f"?{parts.query}" if parts.query else ""
    return f"https://{label}.{AMP_CACHE}/{kind}/{parts.netloc}{parts.path}{query}"
