"""Structured data in pages, and how much a reader has to fetch."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

from findings import Check, Fault, Site, skipped
from machines import must_say, pages_under, run, why_no_node

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
LOADED = re.compile(r'<link rel="(?:stylesheet|preload|icon)"[^>]*?href="([^"]+)"|<script[^>]*? src="([^"]+)"')
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d))?")
ADDRESS = re.compile(r"https?://\S+|/\S*")
ARTICLE = ("headline", "datePublished", "url")
WANTED = {
    "NewsArticle": ARTICLE,
    "ReportageNewsArticle": ARTICLE,
    "OpinionNewsArticle": ARTICLE,
    "Article": ("headline",),
    "BreadcrumbList": ("itemListElement",),
    "ItemList": ("itemListElement",),
    "ListItem": ("position",),
    "Organization": ("name",),
    "NewsMediaOrganization": ("name",),
    "Person": ("name",),
    "WebSite": ("name", "url"),
    "ImageObject": ("url",),
}
"""What a thing must say of itself to be of use to a search engine."""
MOMENTS = ("datePublished", "dateModified", "dateCreated", "startDate", "endDate")
ADDRESSES = ("url", "mainEntityOfPage", "logo", "sameAs", "contentUrl")
HEADLINE_CHARS_MAX = 110
"""Search engines cut longer ones."""
FRONT_BYTES_MAX = 60_000
"""Transferred for the front page, packed, without pictures."""


def structured(site: Site) -> Check:
    """JSON-LD on every page: it can be read, and each thing has what its type needs."""
    pages = pages_under(site.folder)
    faults: list[Fault] = []
    count = 0
    for page in pages:
        for text in BLOCK.findall((site.folder / page).read_text(encoding="utf-8")):
            count += 1
            faults += [Fault(page=page, what=what, severity=severity) for severity, what in block_faults(text)]
    if not count:
        return skipped("JSON-LD", "no page has any")
    return Check(tool="JSON-LD", looked_at=count, faults=tuple(faults))


def block_faults(text: str) -> Iterator[tuple[Any, str]]:
    """What is wrong with one block: (severity, what)."""
    try:
        data = json.loads(text)
    except ValueError as error:
        yield "error", f"cannot be read: {error}"
        return
    top = data if isinstance(data, dict) else {}
    if top.get("@context") not in ("https://schema.org", "https://schema.org/", "http://schema.org"):
        yield "error", "its @context is not schema.org"
    for thing in things_in(data):
        yield from thing_faults(thing)


def things_in(data: Any) -> Iterator[dict[str, Any]]:
    """Every thing with a type, at any depth."""
    if isinstance(data, dict):
        if "@type" in data:
            yield data
        for value in data.values():
            yield from things_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from things_in(value)


def thing_faults(thing: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    """What one thing lacks or says wrongly."""
    kind = str(thing["@type"])
    if set(thing) <= {"@type", "@id"}:
        return  # only points to a thing that is told elsewhere
    for name in WANTED.get(kind, ()):
        if not thing.get(name):
            yield "error", f"{kind} without {name}"
    for name in MOMENTS:
        if name in thing and not MOMENT.fullmatch(str(thing[name])):
            yield "error", f"{kind}: {name} is no moment: {thing[name]!r}"
    for name in ADDRESSES:
        if isinstance(thing.get(name), str) and not ADDRESS.fullmatch(thing[name]):
            yield "error", f"{kind}: {name} is no absolute address: {thing[name]!r}"
    if len(str(thing.get("headline", ""))) > HEADLINE_CHARS_MAX:
        yield "warning", f"{kind}: a headline of more than {HEADLINE_CHARS_MAX} characters is cut"
    positions = [item.get("position") for item in thing.get("itemListElement", []) if isinstance(item, dict)]
    if positions != list(range(1, len(positions) + 1)):
        yield "error", f"{kind}: positions are not 1, 2, 3 ..."


def rich_results(site: Site) -> Check:
    """The same blocks by a validator of others: what search engines ask of rich results."""
    if why := why_no_node():
        return skipped("rich results", why)
    texts = {page: (site.folder / page).read_text(encoding="utf-8") for page in pages_under(site.folder)}
    pages = [page for page, text in texts.items() if BLOCK.search(text)]
    if not pages:
        return skipped("rich results", "no page has any structured data")
    job = json.dumps({"folder": str(site.folder), "pages": pages})
    found = json.loads(must_say("data.mjs", run("node", "data.mjs", given=job)))
    return Check(tool="rich results", looked_at=len(pages), faults=tuple(Fault(**row) for row in found))


def budget(site: Site) -> Check:
    """What the front page transfers, with all it loads but pictures."""
    body = fetch(site.base)
    loaded = {html.unescape(link or script) for link, script in LOADED.findall(unpacked(body).decode())}
    local = sorted(path for path in loaded if "://" not in path)
    sizes = {"": len(body)} | {path: len(fetch(site.base + path)) for path in local}
    total = sum(sizes.values())
    faults = (Fault(page="", what=f"{total} bytes; at most {FRONT_BYTES_MAX}"),) if total > FRONT_BYTES_MAX else ()
    return Check(
        tool="front page budget", looked_at=len(sizes), faults=faults, told=f"{total / 1000:.1f} kB transferred"
    )


def fetch(url: str) -> bytes:
    """A body as it is transferred, packed where the server packs it."""
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"})) as answer:
        return bytes(answer.read())


def unpacked(body: bytes) -> bytes:
    """A body as it was before it was packed."""
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
