"""Items that are left out alone, with their evidence, so that the rest of the feed can be read."""

from __future__ import annotations

import re

from lxml import etree

from ..markup import clean_text, is_too_deep, printable
from ..model import Poison
from .draft import Draft
from .fields import ACTIVE_SCHEME, NESTING_MAX

ITEM_CHARS_MAX = 1024 * 1024
"""Characters in the texts of one item; the longest real ones have a quarter of this."""
EVIDENCE_CHARS_MAX = 64 * 1024
"""As much of a poisonous item is kept."""
TAGS_CHARS_MIN = NESTING_MAX * len("<a>")
"""A shorter text cannot be nested too deep."""
HARMLESS = ("https://", "http://", "/")
UNSEEN = re.compile(r"[\x00-\x20]+")
"""What browsers leave out of a scheme."""
TOO_DEEP = f"HTML nested deeper than {NESTING_MAX}"
WHAT_CHARS_MAX = 120


def find_poison(draft: Draft) -> str:
    """Why an item must be left out; empty: it may be read."""
    size = 0
    for text in (draft.title, draft.summary, *draft.contents):
        if text is None:
            continue
        size += len(text.raw)
        # Texts that are kept as HTML are counted while they are sanitised.
        is_counted = text.is_html and text is not draft.title
        if len(text.raw) > TAGS_CHARS_MIN and not is_counted and is_too_deep(text.raw, NESTING_MAX):
            return TOO_DEEP
    if size > ITEM_CHARS_MAX:
        return f"one item of {size:,} characters"
    if runs_a_script(draft):
        return "its only address would run a script"
    return ""


def runs_a_script(draft: Draft) -> bool:
    """An item whose links lead nowhere but to a script."""
    if all(link.href.startswith(HARMLESS) for link in draft.links) or (draft.is_id_a_link and "://" in draft.id):
        return False
    links = [link.href for link in draft.links if link.relation == "alternate" and link.href]
    return bool(links) and all(ACTIVE_SCHEME.match(UNSEEN.sub("", href)) for href in links)


def poison_of(draft: Draft, reason: str) -> Poison:
    """The item as evidence."""
    name = clean_text((draft.title.raw if draft.title else "")[:EVIDENCE_CHARS_MAX])[:WHAT_CHARS_MAX]
    return Poison(
        what=name or printable(draft.id)[:WHAT_CHARS_MAX] or "an item without a name",
        reason=reason,
        raw=printable(written(draft))[:EVIDENCE_CHARS_MAX],
    )


def written(draft: Draft) -> str:
    """The item as it stood in the document, else its texts."""
    if isinstance(draft.source, etree._Element):
        return etree.tostring(draft.source, encoding="unicode", with_tail=False)
    links = [link.href for link in draft.links]
    texts = [text.raw for text in (draft.title, draft.summary, *draft.contents) if text]
    return "\n".join([draft.id, *links, *texts])
