"""Which of several articles with one text is the likely original, and the others named after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from ..model import Article, Reprint
from ..rules import DedupeRules
from .boilerplate import without_boilerplate
from .candidates import Pair, find_pairs
from .credits import credit_in_words, is_credit_of
from .likeness import Generic, Match, compare, find_generic, found_in, is_one_source, match_texts, share_of
from .wording import Wording, wording_of

CHAIN_MIN = 0.5
"""Share in common with the original that a copy of a copy needs: each copyist cuts something."""

NEARER_TIMES = 1.2
"""A text with so many times as many words in common with another report, no copy of this original, is that one's."""


def find_reprints(articles: Iterable[Article], rules: DedupeRules) -> tuple[Reprint, ...]:
    """Every article that is a copy of another, with its likely original and the reason; oldest first.

    Looks at all articles given, so that the answer does not depend on the order they came in; an original is never
    itself a copy.
    """
    oldest_first = sorted(articles, key=lambda article: (article.published, article.id))
    wordings = without_boilerplate([wording_of(article, rules) for article in oldest_first], rules)
    generic = find_generic(wordings, rules)
    matches = {
        pair: match
        for pair in find_pairs(wordings)
        if (match := compare(wordings[pair[0]], wordings[pair[1]], generic, rules))
    }
    found = [reprint for group in groups_of(matches) for reprint in named(group, matches, wordings, generic, rules)]
    places = {article.id: place for place, article in enumerate(oldest_first)}
    return tuple(sorted(found, key=lambda reprint: places[reprint.article_id]))


def groups_of(pairs: Iterable[Pair]) -> list[list[int]]:
    """Places that pairs connect, however far."""
    above: dict[int, int] = {}

    def top(place: int) -> int:
        while (higher := above.setdefault(place, place)) != place:
            above[place] = above[higher]
            place = higher
        return place

    for one, other in pairs:
        low, high = sorted((top(one), top(other)))
        above[high] = low
    groups: dict[int, list[int]] = {}
    for place in sorted(above):
        groups.setdefault(top(place), []).append(place)
    return list(groups.values())


def named(
    group: Sequence[int],
    matches: Mapping[Pair, Match],
    wordings: Sequence[Wording],
    generic: Generic,
    rules: DedupeRules,
) -> Iterator[Reprint]:
    """The copies of a group: those of its likely original, then those of what is left, until nothing is."""
    left = list(group)
    while len(left) > 1:
        best = min(left, key=lambda place: rank(wordings[place], [wordings[other] for other in left]))
        near = {
            place: match
            for place in left
            if place != best
            and (match := matches.get(pair_of(best, place)) or compare(wordings[best], wordings[place], generic, rules))
        }
        rivals = [place for place in left if place != best and place not in near]
        copies = {
            place: match for place, match in near.items() if not is_nearer_to_another(place, match, rivals, matches)
        }
        copies |= {
            place: match
            for place in rivals
            if not any(pair_of(place, rival) in matches for rival in rivals if rival != place)
            and (match := by_chain(place, best, copies, matches, wordings))
        }
        yield from (reprint_of(wordings[place], wordings[best], match) for place, match in copies.items())
        left = [place for place in left if place != best and place not in copies]


def is_nearer_to_another(place: int, match: Match, rivals: Sequence[int], matches: Mapping[Pair, Match]) -> bool:
    """It has clearly more words in common with a report that is no copy of the same original."""
    others = (matches.get(pair_of(place, rival)) for rival in rivals)
    return any(other.words > match.words * NEARER_TIMES for other in others if other)


def pair_of(one: int, other: int) -> Pair:
    """Two places, the earlier first."""
    return min(one, other), max(one, other)


def by_chain(
    place: int, best: int, copies: Mapping[int, Match], matches: Mapping[Pair, Match], wordings: Sequence[Wording]
) -> Match | None:
    """A copy of a copy that still has much of the original; what a source itself made of its text is no copy."""
    if is_one_source(wordings[place].article, wordings[best].article):
        return None
    if not any(pair_of(place, copy) in matches for copy in copies):
        return None
    shorter, longer = sorted((wordings[place], wordings[best]), key=lambda wording: wording.words_count)
    overlap = share_of(found_in(shorter, longer))
    return match_texts(overlap, shorter) if overlap >= CHAIN_MIN else None


def rank(wording: Wording, group: Sequence[Wording]) -> tuple[int, bool, bool, datetime, int, str]:
    """The lowest is the likely original: whom others credit, who is an agency, the earliest dated, the longest."""
    article = wording.article
    found = Counter(other.credit for other in group if other.article.source.id != article.source.id)
    votes = sum(count for credit, count in found.items() if is_credit_of(credit, article.source))
    borrows = any(is_credit_of(wording.credit, other.article.source) for other in group)
    is_wire = article.source.kind in ("wire", "release wire") and not wording.credit
    return (
        -votes,
        borrows,
        not is_wire,
        datetime.max.replace(tzinfo=article.published.tzinfo) if not article.is_dated else article.published,
        -wording.words_count,
        article.id,
    )


# ---------------------------------------------------------------- in words


def reprint_of(copy: Wording, original: Wording, match: Match) -> Reprint:
    """A copy with its original and the reason in words."""
    return Reprint(
        article_id=copy.article.id,
        reprint_of=original.article.id,
        overlap=round(match.overlap, 3),
        reason=match.reason,
        why=f"{match_in_words(match, original.article)}; {original_in_words(copy, original)}",
    )


def match_in_words(match: Match, original: Article) -> str:
    """What makes it a copy."""
    of = f"{original.source.name}: “{original.headline}”"
    if match.reason == "same address":
        return f"another address of the same page as {of}"
    if match.reason == "same headline":
        return f"same headline as {of}, and no text that differs"
    return f"same text as {of} ({match.overlap:.0%} of the shorter one’s words)"


def original_in_words(copy: Wording, original: Wording) -> str:
    """Why the other is taken for the original."""
    if is_credit_of(copy.credit, original.article.source):
        return f"it credits {credit_in_words(copy.credit)}"
    if original.article.source.kind in ("wire", "release wire"):
        return "that is an agency’s"
    if copy.credit:
        return f"it credits {credit_in_words(copy.credit)}, whose own report is not here"
    if original.article.published < copy.article.published:
        return "that came first"
    return "that is taken for the original: its date, its length or its address speak for it"
