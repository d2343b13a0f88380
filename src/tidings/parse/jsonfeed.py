"""JSON Feed 1 and 1.1."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from ..dates import parse_date
from ..errors import ParseError
from ..markup import clean_text, first_image
from ..model import DateClaim, Entry, Image, ParsedFeed
from .fields import distinct, safe_html, web_url

Table = Mapping[str, Any]


def read_json(body: bytes, *, feed_url: str) -> ParsedFeed:
    """The feed and its items; raises ParseError where it is JSON but no feed."""
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise ParseError(feed_url, f"JSON that cannot be read: {str(error)[:150]}") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ParseError(feed_url, "JSON, but not a JSON Feed: it has no list of items")
    authors = names_of(feed)
    items = [item for item in feed["items"] if isinstance(item, dict)]
    home = web_url(text_of(feed, "home_page_url"), feed_url)
    return ParsedFeed(
        title=clean_text(text_of(feed, "title")),
        url=home,
        description=clean_text(text_of(feed, "description")),
        id=text_of(feed, "feed_url"),
        language=text_of(feed, "language")[:35],
        authors=authors,
        image=web_url(text_of(feed, "icon") or text_of(feed, "favicon"), feed_url),
        entries=tuple(read_item(item, base=feed_url, inherited=authors) for item in items),
    )


def read_item(item: Table, *, base: str, inherited: tuple[str, ...]) -> Entry:
    """One item; ``id`` is empty where it has neither id nor url."""
    url = web_url(text_of(item, "url") or text_of(item, "external_url"), base)
    text = html.escape(text_of(item, "content_text"), quote=False)
    content = safe_html(text_of(item, "content_html"), base) or safe_html(text, base)
    return Entry(
        id=text_of(item, "id") or url,
        url=url or web_url(text_of(item, "id"), ""),
        headline=clean_text(text_of(item, "title")),
        summary=safe_html(html.escape(text_of(item, "summary"), quote=False), base),
        content=content,
        authors=names_of(item) or inherited,
        published=date_of(item, "date_published"),
        updated=date_of(item, "date_modified"),
        image=image_of(item, base) or first_image(content),
        tags=distinct(clean_text(tag) for tag in list_of(item, "tags") if isinstance(tag, str)),
        language=text_of(item, "language")[:35],
    )


def text_of(table: Table, key: str) -> str:
    """A value as text: JSON feeds in the wild have numbers for ids."""
    value = table.get(key)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode().strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def list_of(table: Table, key: str) -> list[Any]:
    """A value as a list; what is none is empty."""
    value = table.get(key)
    return value if isinstance(value, list) else []


def names_of(table: Table) -> tuple[str, ...]:
    """Authors: 1.1 has several, 1 had one."""
    people = [*list_of(table, "authors"), table.get("author")]
    return distinct(clean_text(text_of(one, "name")) for one in people if isinstance(one, dict))


def date_of(table: Table, key: str) -> DateClaim | None:
    """A date, where there is one."""
    text = text_of(table, key)
    return parse_date(text, key) if text else None


def image_of(item: Table, base: str) -> Image | None:
    """The item's own picture."""
    url = web_url(text_of(item, "image") or text_of(item, "banner_image"), base)
    return Image(url=url) if url else None
