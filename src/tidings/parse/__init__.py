"""Bytes to a feed document, whatever its format is; the content decides, not what the server calls it.

::

    RSS 0.9x, 1.0 (RDF), 2.0    well-formed: strict.py     ->  draft.py  ->  finish.py  ->  ParsedFeed
    Atom 0.3, 1.0               the rest:    tolerant.py   ->
    JSON Feed                                jsonfeed.py   ->
    sitemaps, news sitemaps     sitemap.py

The two ways say the same; what the fast one does not read exactly like the tolerant one it declines.
"""

from __future__ import annotations

from ..errors import ParseError
from ..model import ParsedFeed
from .collect import collect
from .draft import Document
from .finish import finish
from .jsonfeed import read_json
from .sitemap import read_sitemap
from .strict import DeclinedError, read_strict
from .tolerant import read_tolerantly
from .tree import Found, find_root, what_it_is

__all__ = ["parse_feed"]

BYTES_LOOKED_AT = 512
"""Enough of a beginning to tell JSON from XML."""


def parse_feed(body: bytes, *, feed_url: str, content_type: str = "", entries_max: int = 5000) -> ParsedFeed:
    """The document, with an entry or a drop for every item in it.

    ``feed_url`` makes relative addresses whole.  Raises ParseError, which says what the body is
    instead of a feed.
    """
    start = body[:BYTES_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise ParseError(feed_url, "the answer is empty")
    if start[:1] in (b"{", b"["):
        return finished(read_json(body, feed_url=feed_url, items_max=entries_max), feed_url, entries_max=entries_max)
    found = find_root(body, feed_url=feed_url, content_type=content_type)
    if found.kind == "sitemap" and found.root is not None:
        return collect(read_sitemap(found.root, base=feed_url), entries_max=entries_max)
    document = read_document(found, items_max=entries_max)
    if document is None:
        raise ParseError(feed_url, what_it_is(body, found))
    return finished(document, feed_url, entries_max=entries_max)


def finished(document: Document, feed_url: str, *, entries_max: int) -> ParsedFeed:
    """The frozen values of a document, with an id for every entry and a reason for every drop."""
    parsed = finish(document, base=feed_url)
    return collect(parsed, entries_max=entries_max, missing=document.missing, beyond=document.beyond)


def read_document(found: Found, *, items_max: int) -> Document | None:
    """The document by the fast way, else by the tolerant one; None where it is no feed."""
    if found.root is not None and found.kind in ("html", "other"):
        return None
    if found.root is not None:
        try:
            return read_strict(found.root, has_bases=found.has_bases, items_max=items_max)
        except DeclinedError:
            pass
    return read_tolerantly(found.body, items_max=items_max) if found.may_be_a_feed else None
