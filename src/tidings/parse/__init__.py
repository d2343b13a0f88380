"""Bytes to a feed document, whatever its format is; the content decides, not what the server calls it.

::

    RSS 0.9x, 2.0   rss.py        well-formed XML is read with lxml; what is not is mended first
    RSS 1.0 (RDF)   rss.py        (entities, encodings, junk before the beginning), then read as far as
    Atom 0.3, 1.0   atom.py       it goes, and as a last resort given to feedparser (tolerant.py)
    JSON Feed       jsonfeed.py
"""

from __future__ import annotations

from ..errors import ParseError
from ..model import ParsedFeed
from .atom import read_atom
from .collect import collect
from .jsonfeed import read_json
from .rss import read_rss
from .tolerant import read_anything
from .tree import Elements, find_root, what_it_is

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
        return collect(read_json(body, feed_url=feed_url), entries_max=entries_max)
    found = find_root(body, feed_url=feed_url, content_type=content_type)
    if found.root is not None:
        elements = Elements(found.root)
        if elements.kind == "atom":
            return collect(read_atom(elements, base=feed_url), entries_max=entries_max, missing=found.missing)
        if elements.kind in ("rss", "rdf"):
            return collect(read_rss(elements, base=feed_url), entries_max=entries_max, missing=found.missing)
    parsed = read_anything(body, feed_url=feed_url) if found.is_broken else None
    if parsed is None:
        raise ParseError(feed_url, what_it_is(body, found))
    return collect(parsed, entries_max=entries_max)
