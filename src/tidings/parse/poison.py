"""Items that are left out alone, with their evidence, so that the rest of the feed can be read."""

from __future__ import annotations

import re
from itertools import accumulate
from operator import sub

from lxml import etree

from ..markup import clean_text, printable
from ..model import Poison
from .draft import Draft, Text
from .fields import ACTIVE_SCHEME

ITEM_CHARS_MAX = 1024 * 1024
"""Characters in the texts of one item; the longest real ones have a quarter of this."""
EVIDENCE_CHARS_MAX = 64 * 1024
"""As much of a poisonous item is kept."""
NESTING_MAX = 512
"""Elements of HTML inside each other; browsers stop there."""
NESTING_TAG = re.compile(r"<(/?)(?:[acefgjkmnoqsuvACEFGJKMNOQSUV]|[bB][^rR]|[dD][eEiI]|[iI][^mMnN]|[hH][1-6eEgG])")
"""Nearly every tag that nests, found quickly; it may find too many."""
TAG = re.compile(
    # Elements without an end, or whose end may be left out, do not nest.
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dd|dt|td|th|tr|thead|tbody|tfoot|option)\b)"
    r"[a-zA-Z][^<>]*+(?<!/)>",
    re.IGNORECASE,
)
UNSEEN = re.compile(r"[\x00-\x20]+")
"""What browsers leave out of a scheme."""
STEP = {"": 1, "/": -1}
WHAT_CHARS_MAX = 120


def find_poison(draft: Draft) -> str:
    """Why an item must be left out; empty: it may be read."""
    texts = [text for text in (draft.title, draft.summary, *draft.contents) if text]
    size = sum(len(text.raw) for text in texts)
    if size > ITEM_CHARS_MAX:
        return f"one item of {size:,} characters"
    if any(is_too_deep(text) for text in texts):
        return f"HTML nested deeper than {NESTING_MAX}"
    links = [link.href for link in draft.links if link.relation == "alternate" and link.href]
    if (
        links
        and all(ACTIVE_SCHEME.match(UNSEEN.sub("", href)) for href in links)
        and not (draft.is_id_a_link and "://" in draft.id)
    ):
        return "its only address would run a script"
    return ""


def is_too_deep(text: Text) -> bool:
    """HTML with more elements inside each other than anybody writes."""
    return text.raw.count("<") > NESTING_MAX and is_deeper(NESTING_TAG, text.raw) and is_deeper(TAG, text.raw)


def is_deeper(tag: re.Pattern[str], text: str) -> bool:
    """The tags that a pattern finds lie too deep inside each other; end tags too many count for nothing."""
    depths = list(accumulate(map(STEP.__getitem__, tag.findall(text))))
    return max(map(sub, depths, accumulate(depths, min)), default=0) >= NESTING_MAX


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
