"""From a draft to frozen values: the last part of both ways, and where all fall-backs are.

Whatever is missing in one field is looked for in the others that publishers use instead; the table of
fall-backs is in ``docs/how-it-works/parsing.md``.
"""

from __future__ import annotations

import html
import re

from ..dates import parse_date
from ..markup import NestingError, clean_text, first_image, printable
from ..model import DateClaim, Entry, Image, ParsedFeed, Poison
from .draft import Dated, Document, Draft, Link, Text
from .fields import (
    attached_image,
    distinct,
    image_at,
    join,
    one_line,
    safe_html,
    shown_name,
    web_url,
)
from .hints import hints_of
from .poison import TOO_DEEP, find_poison, poison_of

LANGUAGE_CHARS_MAX = 35
"""The longest language tag anybody may write (RFC 5646 asks for 35)."""
REAL_MARKUP = re.compile(
    r"</|<[a-zA-Z][^<>]*[=/]|<(?:script|style|iframe|object|embed|img|svg|math|link|meta|base|form)\b", re.IGNORECASE
)
"""Tags with attributes or ends: in a title that is called text they are markup all the same."""
PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)", re.IGNORECASE)
PAGE_KINDS = ("text/html", "application/xhtml+xml")


def finish(document: Document, *, base: str) -> ParsedFeed:
    """The feed with its entries, and the items that had to be left out with their evidence."""
    channel = document.channel
    authors = names_of(channel)
    people = authors if document.is_atom else ()  # RFC 4287: an entry's authors are the feed's where it names none
    read = [read_item(item, is_atom=document.is_atom, base=base, inherited=people) for item in document.items]
    title, title_html, description = said_of(channel, is_atom=document.is_atom, base=base)
    return ParsedFeed(
        title=title,
        title_html=title_html,
        url=page_of(channel, base),
        description=description,
        id=one_line(channel.id or channel.about),
        language=clean_text(channel.language)[:LANGUAGE_CHARS_MAX],
        authors=authors or distinct([clean_text(channel.publisher)]),
        updated=claim(channel.updated) or claim(channel.published),
        image=next((url for raw in channel.pictures if (url := web_url(raw, base))), ""),
        format=document.format,
        entries=tuple(item for item in read if isinstance(item, Entry)),
        poison=tuple(item for item in read if isinstance(item, Poison)),
        hints=hints_of(channel, base),
    )


def said_of(channel: Draft, *, is_atom: bool, base: str) -> tuple[str, str, str]:
    """A channel's title, plain and as HTML, and its description; no description where it is a trap."""
    try:
        return *headline_of(title_of(channel), is_atom=is_atom, base=base), html_of(
            channel.summary or channel.subtitle, base
        )
    except NestingError:
        return clean_text(title_of(channel).raw), "", ""


def read_item(draft: Draft, *, is_atom: bool, base: str, inherited: tuple[str, ...]) -> Entry | Poison:
    """An item as an entry, or why it is left out."""
    if reason := find_poison(draft):
        return poison_of(draft, reason)
    try:
        return finish_item(draft, is_atom=is_atom, base=base, inherited=inherited)
    except NestingError:
        return poison_of(draft, TOO_DEEP)
    except Exception as error:  # noqa: BLE001  # one bad item must never be the end of its feed
        return poison_of(draft, f"reading it failed: {type(error).__name__}")


def finish_item(draft: Draft, *, is_atom: bool, base: str, inherited: tuple[str, ...]) -> Entry:
    """One entry; ``id`` is empty where it has neither an id nor an address."""
    url = page_of(draft, base)
    headline, headline_html = headline_of(title_of(draft), is_atom=is_atom, base=base)
    chosen = next((text for text in draft.contents if text.is_html), draft.contents[0] if draft.contents else None)
    said = draft.summary or draft.subtitle
    content, summary = html_of(chosen, base), html_of(said, base)
    published, updated = claim(draft.published) or claim(draft.created), claim(draft.updated)
    return Entry(
        id=one_line(draft.id) or url,
        url=url,
        headline=headline,
        headline_html=headline_html,
        summary=summary,
        content=content,
        texts=tuple(name for name, text in (("summary", said), ("content", chosen)) if text and not text.is_html),
        authors=names_of(draft) or inherited,
        published=published or (None if is_atom else updated),  # the only date of an RSS item is when it came out
        updated=updated,
        image=picture_of(draft, content, summary, base),
        tags=distinct(map(clean_text, draft.tags)),
        language=clean_text(draft.language)[:LANGUAGE_CHARS_MAX],
    )


# ---------------------------------------------------------------- texts


def html_of(text: Text | None, base: str) -> str:
    """A text as safe HTML."""
    if text is None or not text.raw:
        return ""
    if not text.is_html:
        return html.escape(printable(text.raw), quote=False)
    return safe_html(text.raw, join(base, text.base) if text.base else base)


def title_of(draft: Draft) -> Text:
    """The title, or what stands in for it."""
    return draft.title if draft.title and draft.title.raw else Text(draft.other_title)


def headline_of(text: Text | None, *, is_atom: bool, base: str) -> tuple[str, str]:
    """A title as one line of plain text, and as HTML where its format lets titles be HTML and it is."""
    if text is None:
        return "", ""
    if is_atom and not text.is_html and not REAL_MARKUP.search(text.raw):
        return " ".join(printable(html.unescape(text.raw)).split()), ""
    plain = clean_text(text.raw)
    if not is_atom or not text.is_html:
        return plain, ""
    marked_up = html_of(text, base)
    return plain, marked_up if marked_up != plain else ""


def names_of(draft: Draft) -> tuple[str, ...]:
    """Who wrote it, everybody in order."""
    return distinct(map(shown_name, draft.people))


def claim(dated: Dated | None) -> DateClaim | None:
    """A date with its evidence."""
    return parse_date(printable(dated.raw), dated.element) if dated and dated.raw else None


# ---------------------------------------------------------------- addresses and pictures


def page_of(draft: Draft, base: str) -> str:
    """The page: what lies behind a counter, else a link to HTML, else any alternate, else an id that is an address."""
    if draft.counter and (url := web_url(draft.counter, base)):
        return url
    pages = [link for link in draft.links if link.relation == "alternate"]
    if len(pages) > 1:
        pages = [*(link for link in pages if link.kind in PAGE_KINDS), *pages]
    for link in pages:
        if url := address_of(link, base):
            return url
    if draft.is_id_a_link and (url := web_url(draft.id, "")):
        return url
    return web_url(draft.about, base)


def address_of(link: Link, base: str) -> str:
    """Where a link leads, whole."""
    return web_url(link.href, join(base, link.base) if link.base else base)


def picture_of(draft: Draft, content: str, summary: str, base: str) -> Image | None:
    """The picture a publisher attached, else the item's own, else the first one in its text."""
    attached = attached_image(draft.media, base)
    if attached:
        return attached
    for link in draft.links:
        if link.relation == "enclosure" and is_picture(link) and (found := image_at(link.href, base)):
            return found
    for raw in draft.pictures:
        if found := image_at(raw, base):
            return found
    return first_image(content) or first_image(summary)


def is_picture(link: Link) -> bool:
    """A file that is a picture by its type, or by its name where no type is stated."""
    return link.kind.startswith("image/") or (
        link.kind in ("", "text/html") and PICTURE_NAME.search(link.href) is not None
    )
