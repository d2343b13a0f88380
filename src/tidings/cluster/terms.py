"""The words, phrases and names of an article: what can name an event."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from ..model import Article
from ..text import content_words, fold, stem
from ..vectors import Vector, whole_numbers

EXCERPT_CHARS_MAX = 400
"""The beginning of an excerpt names the event; what follows is background."""
TITLE_CASE_SHARE = 0.6
"""Of a headline's longer words: above it every word is written large, and that tells no name."""
WORDS_DIMENSIONS = 512
"""Of directions that are made of words: two texts without a word in common are alike by 0.04 at most times."""
LARGE = re.compile(r"(?<![.!?:;] )(?<!^)\b[^\W\d_a-z][\w'’-]+")
"""A word that begins with a large letter though no sentence begins there."""
WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """What stands in an article, each once."""

    words: frozenset[str]
    phrases: frozenset[str]
    """Two telling words that follow each other."""
    names: frozenset[str]
    """Words written large within a sentence."""


def terms_of(article: Article) -> Terms:
    """The words, phrases and names of the headline and the beginning of the excerpt."""
    headline, excerpt = content_words(article.headline), content_words(article.excerpt[:EXCERPT_CHARS_MAX])
    return Terms(
        words=frozenset(headline).union(excerpt),
        phrases=frozenset(phrases_of(headline)).union(phrases_of(excerpt)),
        names=frozenset(names_in(article.headline, article.excerpt[:EXCERPT_CHARS_MAX])),
    )


def phrases_of(words: list[str]) -> list[str]:
    """Every two neighbours, as one term."""
    return [f"{one} {other}" for one, other in pairwise(words)]


def names_in(headline: str, excerpt: str) -> set[str]:
    """Words written large within sentences, folded; of a headline in title case none, for there all are."""
    found = {name_of(word) for word in LARGE.findall(excerpt)}
    long_words = [word for word in WORD.findall(headline) if len(word) > 3]
    large = sum(word[0].isupper() for word in long_words)
    if long_words and large <= TITLE_CASE_SHARE * len(long_words):
        found |= {name_of(word) for word in LARGE.findall(headline)}
    return found


@lru_cache(maxsize=65536)
def name_of(word: str) -> str:
    """A name as it is compared: without case, possessive and plural."""
    return stem(fold(word).removesuffix("'s"))


def direction_of(terms: Terms) -> Vector:
    """A direction made of words alone, for desks without an embedder: each word points its own way (Weinberger and
    others, "Feature Hashing for Large Scale Multitask Learning", 2009).
    """
    sums = np.zeros((1, WORDS_DIMENSIONS), np.float32)
    for word in terms.words:
        number = zlib.crc32(word.encode())
        sums[0, number % WORDS_DIMENSIONS] += 1.0 if number & 0x80000000 else -1.0
    vector: Vector = whole_numbers(sums)[0]
    return vector
