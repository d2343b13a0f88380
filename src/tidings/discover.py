"""Finding the feeds of a site: what its page names, what lies where feeds usually lie, and which is the main one.

Pure: pages come in as text.  Nothing here says that an address *is* a feed; that takes asking it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml import etree

from .markup import clean_text
from .model import Entry, ParsedFeed
from .text import fold
from .urls import canonical_url, domain_of, is_web_url

Format = Literal["Atom", "RSS", "JSON Feed", "sitemap", ""]
Role = Literal["main", "section", "comments"]

PAGE_BYTES_MAX = 3_000_000
"""More of a page is not looked at: its links stand in the head."""
CANDIDATES_MAX = 60
TEXT_CHARS_MAX = 120
ALIKE_MIN = 0.8
"""Share of the smaller feed's entries that the other has, too, from which they are one feed twice."""

TYPES: dict[str, Format] = {
    "application/rss+xml": "RSS",
    "application/x.rss+xml": "RSS",
    "application/x-rss+xml": "RSS",
    "application/rdf+xml": "RSS",
    "application/rss": "RSS",
    "text/rss+xml": "RSS",
    "text/rss": "RSS",
    "application/atom+xml": "Atom",
    "application/atom": "Atom",
    "text/atom+xml": "Atom",
    "application/feed+json": "JSON Feed",
}
VAGUE_TYPES = frozenset({"application/xml", "text/xml", "application/json", ""})
"""Types that other things have, too: such a link is a feed's only if its address looks like one."""
PREFERRED: tuple[Format, ...] = ("Atom", "RSS", "JSON Feed", "", "sitemap")
"""Of one feed in several formats: Atom's dates have to name their zone."""
COMMON_PATHS = (
    "feed", "rss.xml", "atom.xml", "index.xml", "feed.xml", "rss", "feed.json", "feeds/posts/default",
)  # fmt: skip
"""Where feeds lie by custom, commonest first."""

FEED_PATH = re.compile(
    r"(?:^|[/._-])(?:rss2?|atom|feeds?|rdf)(?:$|[/._-])|\.(?:rss|atom|rdf)$|(?:^|/)(?:index|feed|rss|atom)\.(?:xml|json)$",
    re.IGNORECASE,
)
FEED_QUERY = re.compile(r"(?:^|&)(?:feed=|format=(?:feed|rss|atom)|alt=(?:rss|atom)|type=(?:rss|atom))", re.IGNORECASE)
FEED_HOST = re.compile(r"^(?:feeds?|rss)\d*\.", re.IGNORECASE)
NOT_A_FEED = re.compile(
    r"\.(?:html?|php|aspx?|pdf|png|jpe?g|gif|svg|css|js|zip|mp3|mp4)$|oembed|wp-json|opensearch|/wlw", re.IGNORECASE
)
ARTICLE = re.compile(r"\.html?$|\d{4,}|(?:-[^-/]+){3,}/?$", re.IGNORECASE)
"""A path that single articles have: what lies below it is about that article."""
NEWS = re.compile(r"news|aktuell|latest|recent", re.IGNORECASE)
FEED_WORDS = frozenset({"rss", "rss feed", "atom", "atom feed", "feed", "feeds", "xml", "subscribe via rss", "rss 2.0"})
FORMAT_WORDS = re.compile(
    r"\b(?:rss\s*(?:2(?:\.0)?|1\.0|0\.9\d)?|atom\s*(?:1\.0)?|json|rdf|xml|feeds?|index|default|alt|posts)\b"
)
COMMENTS = re.compile(
    r"\b(?:comments?|kommentare?|commentaires?|coment[aá]rios|commenti|replies|komentar)\b|コメント", re.IGNORECASE
)
SECTION = re.compile(
    r"/(?:categor(?:y|ies)|tags?|topics?|authors?|users?|search|labels?|sections?|podcasts?)(?:/|$)|\bpodcast",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address that may be a feed's."""

    url: str
    reason: str
    """How it was found, in words."""
    title: str = ""
    format: Format = ""
    """As far as it is said; empty: unsaid."""
    role: Role = "main"
    also: tuple[str, ...] = ()
    """Addresses of what seems to be the same feed in other formats."""


# ---------------------------------------------------------------- in a page


def find_candidates(page: bytes | str, *, page_url: str) -> tuple[Candidate, ...]:
    """What a page names as feeds, best first: its ``<link>`` elements, else links that look like feeds.

    Comments come last and sections after the main feed; one feed in several formats is one
    candidate.  Addresses inside a network are left out, unless the page itself lies there.
    """
    root = parse_page(page)
    if root is None:
        return ()
    base = base_of(root, page_url)
    named = [*links(root, base=base)]
    found = named or [*anchors(root, base=base)]
    return ranked([one for one in found if may_be_asked(one.url, page_url=page_url)], page_url=page_url)


def parse_page(page: bytes | str) -> etree._Element | None:
    """The elements of a page, however broken; None where there are none."""
    body = page.encode("utf-8", "replace") if isinstance(page, str) else page[:PAGE_BYTES_MAX]
    # Many pages say which encoding they have only in a header, and most of those have UTF-8.
    encoding = "utf-8" if is_utf8(body) else None
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=False, remove_comments=True, encoding=encoding)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def is_utf8(body: bytes) -> bool:
    """The bytes can be read as UTF-8, but for a character that was cut at the end."""
    try:
        body.decode()
    except UnicodeDecodeError as error:
        return error.start >= len(body) - 3
    return True


def base_of(root: etree._Element, page_url: str) -> str:
    """What the page's addresses are relative to."""
    for element in root.iter("base"):
        return whole(str(element.get("href") or ""), page_url) or page_url
    return page_url


def whole(href: str, base: str) -> str:
    """An absolute web address without fragment; empty where there is none."""
    text = href.strip()
    for scheme in ("feed:https://", "feed:http://", "feed://"):
        if text.lower().startswith(scheme):
            text = ("https://" if scheme == "feed://" else scheme.removeprefix("feed:")) + text[len(scheme) :]
    try:
        url = urlunsplit(urlsplit(urljoin(base, text))._replace(fragment=""))
    except ValueError:
        return ""
    return url if text and is_web_url(url) else ""


def links(root: etree._Element, *, base: str) -> Iterator[Candidate]:
    """The page's ``<link rel="alternate">`` to feeds, in its order."""
    for element in root.iter("link"):
        said = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        relations = said.get("rel", "").lower().split()
        kind = said.get("type", "").partition(";")[0].strip().lower()
        url = whole(said.get("href", ""), base)
        if not url or not {"alternate", "feed"} & set(relations):
            continue
        if kind in TYPES or (kind in VAGUE_TYPES and ("feed" in relations or looks_like_feed(url))):
            title = clean_text(said.get("title", ""))[:TEXT_CHARS_MAX]
            yield Candidate(url=url, reason="named in the page's head", title=title, format=TYPES.get(kind, ""))


def anchors(root: etree._Element, *, base: str) -> Iterator[Candidate]:
    """Links in the text of a page that look like feeds of the same site, in its order."""
    for element in root.iter("a"):
        url = whole(str(element.get("href") or ""), base)
        text = " ".join("".join(str(piece) for piece in element.itertext()).split())[:TEXT_CHARS_MAX]
        is_ours = domain_of(url) == domain_of(base) or FEED_HOST.match(urlsplit(url).hostname or "") if url else False
        if is_ours and (
            looks_like_feed(url) or (fold(text) in FEED_WORDS and not NOT_A_FEED.search(urlsplit(url).path))
        ):
            yield Candidate(url=url, reason="a link in the page", title=clean_text(text))


def looks_like_feed(url: str) -> bool:
    """An address that feeds have by custom."""
    parts = urlsplit(url)
    if NOT_A_FEED.search(parts.path):
        return False
    is_named = FEED_PATH.search(parts.path.rstrip("/")) or FEED_QUERY.search(parts.query)
    return bool(is_named or (FEED_HOST.match(parts.hostname or "") and parts.path.strip("/")))


def may_be_asked(url: str, *, page_url: str) -> bool:
    """A page may not send us into a network that it does not lie in itself."""
    host, page_host = urlsplit(url).netloc.lower(), urlsplit(page_url).netloc.lower()
    return host == page_host or not is_inside(urlsplit(url).hostname or "")


def is_inside(host: str) -> bool:
    """A bare IP address, or a name that only means something inside a network."""
    try:
        return bool(ip_address(host))
    except ValueError:
        return "." not in host.rstrip(".") or host.rstrip(".").endswith((".localhost", ".local", ".internal"))


# ---------------------------------------------------------------- judgement


def ranked(candidates: Iterable[Candidate], *, page_url: str) -> tuple[Candidate, ...]:
    """Each feed once, main feeds first, then sections, comments last; otherwise in the page's order."""
    families: dict[tuple[str, str], list[Candidate]] = {}
    seen: set[str] = set()
    for one in [*candidates][:CANDIDATES_MAX]:
        if canonical_url(one.url) not in seen:
            seen.add(canonical_url(one.url))
            placed = replace(one, role=role_of(one, page_url=page_url))
            families.setdefault(family_of(placed, families), []).append(placed)
    order: tuple[Role, ...] = ("main", "section", "comments")
    return tuple(sorted((united(family) for family in families.values()), key=lambda one: order.index(one.role)))


def role_of(candidate: Candidate, *, page_url: str) -> Role:
    """What part of a site a feed tells of, as its address and title have it."""
    path, page_path = urlsplit(candidate.url).path, urlsplit(page_url).path.rstrip("/")
    if COMMENTS.search(candidate.title) or COMMENTS.search(path.replace("-", " ").replace("_", " ")):
        return "comments"
    if ARTICLE.search(page_path) and path.startswith(f"{page_path}/"):
        return "comments"
    # Of a section's own page, its feed is the main one.
    is_section = SECTION.search(path) or SECTION.search(candidate.title)
    return "section" if is_section and not SECTION.search(page_path) else "main"


def family_of(candidate: Candidate, families: dict[tuple[str, str], list[Candidate]]) -> tuple[str, str]:
    """What a feed has in common with its other formats; a feed of the same format is another feed."""
    title = " ".join(FORMAT_WORDS.sub(" ", fold(candidate.title)).split()).strip(" -–—|»:()")
    key = (candidate.role, title or stem_of(candidate.url))
    formats = {one.format for one in families.get(key, ())}
    is_other_format = bool(candidate.format) and candidate.format not in formats and "" not in formats
    return key if key not in families or is_other_format else (candidate.role, candidate.url)


def stem_of(url: str) -> str:
    """An address without the words that name a format."""
    parts = urlsplit(url)
    bare = FORMAT_WORDS.sub(" ", fold(f"{parts.path} {parts.query}").replace("/", " ").replace(".", " "))
    return f"{parts.hostname} {' '.join(bare.split())}".strip()


def united(family: Sequence[Candidate]) -> Candidate:
    """The one to ask of several formats, with the others beside it."""
    best = min(family, key=lambda one: PREFERRED.index(one.format))
    return replace(best, also=tuple(one.url for one in family if one is not best))


# ---------------------------------------------------------------- elsewhere


def common_candidates(page_url: str) -> tuple[Candidate, ...]:
    """Where a site's feed may lie that its page does not name: first below the page, then at the top."""
    parts = urlsplit(page_url)
    top = f"{parts.scheme}://{parts.netloc}/"
    folder = parts.path if parts.path.endswith("/") else f"{parts.path}/" if "." not in parts.path else "/"
    below = [urljoin(top, f"{folder.lstrip('/')}{path}") for path in COMMON_PATHS[:1] if folder.strip("/")]
    urls = [*below, *(top + path for path in COMMON_PATHS)]
    return tuple(Candidate(url=url, reason="a usual address") for url in dict.fromkeys(urls))


def sitemap_candidates(robots: bytes | str, *, page_url: str) -> tuple[Candidate, ...]:
    """The news sitemaps that a ``robots.txt`` names: a list of articles where there is no feed."""
    text = robots.decode("utf-8", "replace") if isinstance(robots, bytes) else robots
    lines = [line.partition("#")[0].partition(":") for line in text.splitlines()]
    named = [value.strip() for name, _, value in lines if name.strip().lower() == "sitemap"]
    urls = [url for name in named if (url := whole(name, page_url)) and may_be_asked(url, page_url=page_url)]
    news = [url for url in dict.fromkeys(urls) if NEWS.search(url)][:CANDIDATES_MAX]
    return tuple(Candidate(url=url, reason="a news sitemap in robots.txt", format="sitemap") for url in news)


# ---------------------------------------------------------------- answers


def format_of(body: bytes) -> Format:
    """The format of a document that was read as a feed."""
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in (b"{", b"["):
        return "JSON Feed"
    root = re.search(rb"<(?:\w+:)?(rss|rdf|feed|urlset|sitemapindex)\b", start, re.IGNORECASE)
    kinds: dict[bytes, Format] = {b"feed": "Atom", b"urlset": "sitemap", b"sitemapindex": "sitemap"}
    return kinds.get(root[1].lower(), "RSS") if root else "RSS"


def newest_of(entries: Iterable[Entry]) -> datetime | None:
    """The newest date that a feed's entries claim; None: no entry has one."""
    claims = (entry.published or entry.updated for entry in entries)
    return max((claim.at for claim in claims if claim and claim.at), default=None)


def is_same_feed(one: ParsedFeed, other: ParsedFeed) -> bool:
    """Two documents tell of the same things: nearly all entries of the smaller lead where the other's do."""
    first, second = ({canonical_url(entry.url) for entry in feed.entries if entry.url} for feed in (one, other))
    smaller = min(len(first), len(second))
    return smaller > 0 and len(first & second) >= ALIKE_MIN * smaller
