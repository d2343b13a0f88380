"""What entries have become: new articles, articles that their publishers changed, and the same seen twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .article import is_reworded
from .model import Article, Drop


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What an entry has become."""

    row: int
    """The entry's."""
    result: Article | Drop
    addresses: tuple[str, ...] = ()
    """Every address that leads to the article."""


def with_ids(made: Iterable[Made], known: Mapping[str, str]) -> list[Made]:
    """The same, but an article that one of its addresses has led to before is that one."""
    ids = dict(known)
    found = []
    for one in made:
        if isinstance(one.result, Article):
            article_id = next((ids[url] for url in one.addresses if url in ids), one.result.id)
            ids |= {url: article_id for url in one.addresses if url not in ids}
            one = replace(one, result=replace(one.result, id=article_id))  # noqa: PLW2901  # the same, named rightly
        found.append(one)
    return found


def choose_revisions(
    made: Iterable[Made], known: Mapping[str, Article]
) -> tuple[list[Article], list[tuple[int, str, Drop | None]]]:
    """Which articles are new or changed, and what became of each entry (its row).

    Only the feed that first brought an article may change it; what others say under the same address is
    the same article seen again.
    """
    current = dict(known)
    revisions: dict[str, Article] = {}
    readings: list[tuple[int, str, Drop | None]] = []
    for one in made:
        if isinstance(one.result, Drop):
            readings.append((one.row, "", one.result))
            continue
        again = one.result
        first = current.get(again.id)
        if first and is_twin(first, again, is_new=again.id in revisions):
            twice = Drop(what=again.headline, reason="same address as another item of the feed")
            readings.append((one.row, "", twice))
            continue
        readings.append((one.row, again.id, None))
        article = revise(first, again) if first else again
        if article != first:
            current[article.id] = revisions[article.id] = article
    return list(revisions.values()), readings


def is_twin(first: Article, again: Article, *, is_new: bool) -> bool:
    """Another item of the same feed under an article's address, and not the article's own under a new id.

    Some publishers give an article a new id with each edit: then its headline has most of its words still.
    """
    if first.feed_url != again.feed_url or first.entry_id == again.entry_id:
        return False
    return is_new or not is_reworded(first.headline, again.headline)


def revise(first: Article, again: Article) -> Article:
    """An article after its entry was seen again: new words, but the day it came out stays, unless its page
    has told it only now.
    """
    if first.feed_url != again.feed_url:
        return first
    revised = replace(again, seen_at=first.seen_at)
    if again.page_url and not first.page_url and again.is_dated:
        return revised
    return replace(revised, published=first.published, published_from=first.published_from, is_dated=first.is_dated)
