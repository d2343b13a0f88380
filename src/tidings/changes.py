"""What publishers changed after we first saw an article: headlines, texts, times; said or in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from .model import Article, Change
from .text import squeeze, words

Revision = tuple[datetime, Article]
"""When we saw it, and what it said."""
TEXT_WORDS_MIN = 5
"""Fewer words more, fewer or other are a corrected slip of the pen."""


def find_changes(revisions: Sequence[Revision]) -> tuple[Change, ...]:
    """What changed between the revisions of one article, oldest first.

    Only revisions that come from the same kind of witness are compared: that a page says more than its feed
    did is no change of the publisher's.
    """
    return tuple(
        change
        for before, after in pairwise(revisions)
        if bool(before[1].page_url) == bool(after[1].page_url)
        for change in compare(before[1], after[1], seen_at=after[0])
    )


def compare(before: Article, after: Article, *, seen_at: datetime) -> Iterator[Change]:
    """What differs between a revision and the next."""
    is_silent = not says_so(before, after)
    told = (
        ("headline", squeeze(before.headline), squeeze(after.headline)),
        ("text", *text_change(before.text, after.text)),
        ("authors", ", ".join(before.authors), ", ".join(after.authors)),
        ("published", told_moment(before.published), told_moment(after.published)),
        ("correction", "; ".join(before.corrections), "; ".join(after.corrections)),
    )
    for field, old, new in told:
        if old != new:
            yield Change(
                article_id=after.id,
                seen_at=seen_at,
                field=field,  # type: ignore[arg-type]  # the five names above
                before=old,
                after=new,
                is_silent=is_silent and field in ("headline", "text"),
            )


def says_so(before: Article, after: Article) -> bool:
    """The publisher gives a sign of the change: a later time of update, or a notice of correction."""
    is_later = after.updated is not None and (before.updated is None or after.updated > before.updated)
    return is_later or set(after.corrections) > set(before.corrections)


def text_change(before: str, after: str) -> tuple[str, str]:
    """Two texts in a few words each; alike where the difference is a slip of the pen."""
    ours, theirs = words(before), words(after)
    kept = common(ours, theirs)
    if max(len(ours), len(theirs)) - kept < TEXT_WORDS_MIN:
        return "", ""
    return f"{len(ours)} words", f"{len(theirs)} words, {kept} of them as before"


def common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many words stand in both texts, each as often as in both."""
    left: dict[str, int] = {}
    for word in ours:
        left[word] = left.get(word, 0) + 1
    kept = 0
    for word in theirs:
        if left.get(word, 0):
            left[word] -= 1
            kept += 1
    return kept


def told_moment(moment: datetime) -> str:
    """A moment as text."""
    return moment.isoformat(timespec="seconds")
