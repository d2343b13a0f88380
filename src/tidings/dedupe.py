"""Same text, different places: which articles are reprints of which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from .model import Article, Reprint
from .rules import DedupeRules
from .text import shingles, words

Shingles = frozenset[tuple[str, ...]]

WORDS_COMPARED_MAX = 200
"""The opening shows whether a text is the same; later words only cost time."""
HOLDERS_MAX = 40
"""A run of words found in more articles than this is boilerplate and proves nothing."""


def find_reprints(articles: Iterable[Article], rules: DedupeRules) -> tuple[Reprint, ...]:
    """Every article whose text an earlier one already had, with the earliest such article.

    Looks at all articles given, so that the answer does not depend on the order they came in; an
    original is never itself a reprint.
    """
    oldest_first = sorted(articles, key=lambda article: (article.published, article.id))
    prints = {article.id: fingerprint(article, rules) for article in oldest_first}
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    original_of: dict[str, str] = {}
    reprints: list[Reprint] = []
    for position, article in enumerate(oldest_first):
        overlaps = overlaps_with_earlier(prints[article.id], holders, oldest_first, prints)
        match = best_match(article, overlaps, oldest_first, rules)
        if match:
            earlier, overlap = match
            original_of[article.id] = original_of.get(earlier, earlier)
            reprints.append(
                Reprint(article_id=article.id, reprint_of=original_of[article.id], overlap=round(overlap, 3))
            )
        for shingle in prints[article.id]:
            holders[shingle].append(position)
    return tuple(reprints)


def fingerprint(article: Article, rules: DedupeRules) -> Shingles:
    """The runs of words of an article's text, or of headline and excerpt where it is short; empty
    when even those are too short to prove anything.
    """
    tokens = words(article.text)
    if len(tokens) < rules.words_min:
        tokens = words(f"{article.headline} {article.excerpt}")
    if len(tokens) < rules.words_min:
        return frozenset()
    return shingles(tokens[:WORDS_COMPARED_MAX], rules.shingle_words)


def overlaps_with_earlier(
    mine: Shingles,
    holders: Mapping[tuple[str, ...], Sequence[int]],
    articles: Sequence[Article],
    prints: Mapping[str, Shingles],
) -> dict[int, float]:
    """For each earlier article with a run of words in common, the share of the shorter text's runs."""
    common: Counter[int] = Counter()
    for shingle in mine:
        if len(holders.get(shingle, ())) <= HOLDERS_MAX:
            common.update(holders.get(shingle, ()))
    return {position: count / min(len(mine), len(prints[articles[position].id])) for position, count in common.items()}


def best_match(
    article: Article, overlaps: Mapping[int, float], articles: Sequence[Article], rules: DedupeRules
) -> tuple[str, float] | None:
    """The earlier article with the largest overlap, the earliest of equals, if it is large enough."""
    since = article.published - timedelta(hours=rules.window_hours)
    enough = {
        position: overlap
        for position, overlap in overlaps.items()
        if overlap >= rules.overlap_min and articles[position].published >= since
    }
    if not enough:
        return None
    position = min(enough, key=lambda position: (-enough[position], position))
    return articles[position].id, enough[position]
