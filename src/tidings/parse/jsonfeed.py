"""JSON Feed 1 and 1.1, and what is nearly that: other versions, numbers for ids, names without an object."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import ParseError
from .draft import Dated, Document, Draft, Link, Person, Text

VERSIONS = ("1.1", "1.0", "1")
Table = Mapping[str, Any]


def read_json(body: bytes, *, feed_url: str, items_max: int) -> Document:
    """The feed and its items; raises ParseError where it is JSON but no feed."""
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise ParseError(feed_url, f"JSON that cannot be read: {str(error)[:150]}") from error
    is_feed = isinstance(feed, dict) and ("jsonfeed" in text_of(feed, "version") or isinstance(feed.get("items"), list))
    if not is_feed:
        raise ParseError(feed_url, "JSON, but not a JSON Feed: it has no list of items")
    listed = list_of(feed, "items")
    items = [item for item in listed[:items_max] if isinstance(item, dict)]
    return Document(
        channel=read_channel(feed, items),
        items=tuple(read_item(item) for item in items),
        format=format_of(text_of(feed, "version")),
        is_atom=True,
        beyond=max(0, len(listed) - items_max),
        missing=min(len(listed), items_max) - len(items),
    )


def format_of(version: str) -> str:
    """The format in words; the version is an address, or what stands at its end."""
    stated = version.rstrip("/").rpartition("/")[2]
    return f"JSON Feed {'1.1' if stated == '1.1' else '1.0'}" if stated in VERSIONS else "JSON Feed"


def read_channel(feed: Table, items: Sequence[Table]) -> Draft:
    """What the feed says of itself."""
    hubs = [text_of(hub, "url") for hub in list_of(feed, "hubs") if isinstance(hub, dict)]
    changed = [text for item in items if (text := text_of(item, "date_modified"))]
    return Draft(
        id=text_of(feed, "feed_url"),
        links=[
            Link(text_of(feed, "home_page_url")),
            Link(text_of(feed, "feed_url"), "self"),
            *(Link(hub, "hub") for hub in hubs),
        ],
        title=Text(text_of(feed, "title")),
        summary=Text(text_of(feed, "description")),
        people=people_of(feed),
        updated=Dated(max(changed), "date_modified") if changed else None,
        pictures=[text_of(feed, "icon"), text_of(feed, "favicon")],
        language=text_of(feed, "language"),
    )


def read_item(item: Table) -> Draft:
    """One item."""
    files = [one for one in list_of(item, "attachments") if isinstance(one, dict)]
    pictures = [text_of(one, "url") for one in files if text_of(one, "mime_type").startswith("image/")]
    contents = [Text(text_of(item, "content_html"), is_html=True), Text(text_of(item, "content_text"))]
    return Draft(
        id=text_of(item, "id"),
        is_id_a_link=True,
        links=[Link(url) for key in ("url", "external_url") if (url := text_of(item, key))],
        title=Text(text_of(item, "title")),
        summary=Text(text_of(item, "summary")),
        contents=[text for text in contents if text.raw],
        people=people_of(item),
        published=dated(item, "date_published"),
        updated=dated(item, "date_modified"),
        pictures=[text_of(item, "image"), text_of(item, "banner_image"), *pictures],
        tags=[str(tag) for tag in list_of(item, "tags") if isinstance(tag, str | int | float)],
        language=text_of(item, "language"),
    )


def text_of(table: Table, key: str) -> str:
    """A value as text: JSON feeds in the wild have numbers for ids."""
    value = table.get(key)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def list_of(table: Table, key: str) -> list[Any]:
    """A value as a list; what is none is empty."""
    value = table.get(key)
    return value if isinstance(value, list) else []


def people_of(table: Table) -> list[Person]:
    """Authors: 1.1 has several, 1 had one; some write names without an object around them."""
    author = table.get("author")
    found = [*list_of(table, "authors"), *(author if isinstance(author, list) else [author])]
    names = [text_of(one, "name") if isinstance(one, dict) else one for one in found]
    return [Person(name) for name in names if isinstance(name, str) and name]


def dated(table: Table, key: str) -> Dated | None:
    """A date, where there is one."""
    text = text_of(table, key)
    return Dated(text, key) if text else None
