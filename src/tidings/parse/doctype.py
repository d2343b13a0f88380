"""Document types: gone before any parser sees them, or the document is refused.

No feed needs one.  A harmless type is left out; entities that stand for plain text are written out;
everything else (files, addresses, entities inside entities, parameters) is refused.
"""

from __future__ import annotations

import re
from html import escape

from ..errors import ParseError

BEFORE = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
DOCTYPE = re.compile(rb"<!DOCTYPE(?:[^\[\]<>\"']|\"[^\"]*\"|'[^']*')*", re.IGNORECASE)
SKIPPED = re.compile(
    rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!(?:ELEMENT|ATTLIST|NOTATION)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)*+", re.DOTALL
)
ENTITY = re.compile(rb"<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:\"([^\"<&%]*|&#\w+;)\"|'([^'<&%]*|&#\w+;)')\s*>")
END = re.compile(rb"\s*>")
ENTITIES_MAX = 300
"""As many as the longest list of letters that anybody declares by hand."""
GROWTH_MAX = 1024 * 1024
"""Bytes that writing entities out may add."""
REFUSED = "it declares XML entities, which no feed needs; not read for safety"


def without_doctype(body: bytes, feed_url: str) -> bytes:
    """A document without its type, its plain entities written out.  Raises ParseError for any others."""
    before = BEFORE.match(body)
    place = before.end() if before else 0
    found = DOCTYPE.match(body, place)
    if not found:
        return body
    end = found.end()
    entities: dict[bytes, bytes] = {}
    if body[end : end + 1] == b"[":
        end, entities = read_subset(body, end + 1, feed_url)
    closed = END.match(body, end)
    if not closed:
        raise ParseError(
            feed_url, REFUSED if b"<!ENTITY" in body[end : end + 10_000] else "its document type has no end"
        )
    return body[:place] + written_out(body[closed.end() :], entities, feed_url)


def read_subset(body: bytes, place: int, feed_url: str) -> tuple[int, dict[bytes, bytes]]:
    """The entities of an internal subset, and where it ends."""
    entities: dict[bytes, bytes] = {}
    while len(entities) <= ENTITIES_MAX:
        skipped = SKIPPED.match(body, place)
        place = skipped.end() if skipped else place
        if body[place : place + 1] == b"]":
            return place + 1, entities
        found = ENTITY.match(body, place)
        if not found:
            break
        value = found[2] if found[2] is not None else found[3]
        entities.setdefault(
            found[1],
            value if value.startswith(b"&#") else escape(value.decode("utf-8", "replace"), quote=False).encode(),
        )
        place = found.end()
    raise ParseError(feed_url, REFUSED)


def written_out(body: bytes, entities: dict[bytes, bytes], feed_url: str) -> bytes:
    """A document with its entities replaced by what they stand for."""
    for name, value in entities.items():
        reference = b"&" + name + b";"
        if body.count(reference) * len(value) > GROWTH_MAX:
            raise ParseError(feed_url, REFUSED)
        body = body.replace(reference, value)
    return body
