"""What sort of thing an article is: news, opinion, a video, an advert, or no article at all.

The evidence is one table (``signs``): what can be seen, which kind it speaks for, how strongly. Weights add up, the
likeliest kind wins, and its share of all likelihood is the confidence.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from ..genre import Kind, KindName
from ..model import Article
from ..reading import PageReading
from ..text import find_phrase
from .case import make_case
from .signs import PRIORS, SIGNS, Sign

__all__ = ["kind_of"]

DESK_PHRASE_WEIGHT: Final = 40.0
"""The desk's own word: more than all signs together."""
CONFIDENCE_MAX: Final = 0.98
"""Nothing that is read from outside is surer than this."""
REASONS_MAX: Final = 3
NEWS_SHARE_MIN: Final = 0.5
"""News is what is likelier news than all else together: a feature taken for news does more harm than the reverse."""


def kind_of(article: Article, page: PageReading | None = None, *, spam_phrases: Sequence[str] = ()) -> Kind:
    """The likeliest kind of an article, how sure that is, and why.

    ``page`` is the article's page where it was read; ``spam_phrases`` are the desk's own marks of adverts.
    """
    case = make_case(article, page)
    found = [(sign, seen) for sign in SIGNS if (seen := sign.look(case))]
    if phrase := find_phrase(spam_phrases, case.said):
        found.append((Sign("advert", DESK_PHRASE_WEIGHT, lambda _: "", "the desk's phrase"), f"“{phrase}”"))
    shares = shares_of(found)
    name = likeliest(shares)
    return Kind(name=name, confidence=round(min(shares[name], CONFIDENCE_MAX), 2), reason=reason_for(name, found))


def shares_of(found: Sequence[tuple[Sign, str]]) -> Mapping[KindName, float]:
    """How likely each kind is, all together 1."""
    sums: dict[KindName, float] = defaultdict(float, PRIORS)
    for sign, _ in found:
        sums[sign.kind] += sign.weight
    likely = {kind: math.exp(total) for kind, total in sums.items()}
    whole = sum(likely.values())
    return {kind: value / whole for kind, value in likely.items()}


def likeliest(shares: Mapping[KindName, float]) -> KindName:
    """News where that is likelier than all else together, else the likeliest of the rest."""
    if shares["news"] >= NEWS_SHARE_MIN:
        return "news"
    return max((kind for kind in shares if kind != "news"), key=lambda kind: shares[kind])


def reason_for(name: KindName, found: Sequence[tuple[Sign, str]]) -> str:
    """The strongest evidence for a kind, in words."""
    strongest = sorted(
        (row for row in found if row[0].kind == name and row[0].weight > 0), key=lambda row: -row[0].weight
    )
    told = dict.fromkeys(f"{sign.why} {seen}" for sign, seen in strongest)
    return "; ".join(list(told)[:REASONS_MAX]) or "nothing says otherwise"
