"""What of an article is compared: its words as numbers, its headline, its page, and whom it credits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlsplit
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ..model import Article
from ..rules import DedupeRules
from ..text import UNSPACED, content_words, words
from ..trimmings import BYLINE, DATELINE, DATELINE_CHARS_MAX, without_tail
from ..urls import same_page_key
from .credits import credited

Numbers = NDArray[np.uint64]
Marks = NDArray[np.bool_]
"""One for each word."""

WORDS_COMPARED_MAX = 400
"""The opening shows whether a text is the same; later words only cost time."""
CHARS_READ_MAX = 2800
"""Holds about so many words."""
LINES_BEFORE_MAX = 3
"""A byline, a date and whose picture it is may stand before a text."""
TAIL_CHARS = 700
"""Credits, notices of copyright and invitations stand this near the end."""
LAST_CHARS = 300
"""Invitations to read on, and where a text appeared first, are the last of it."""
CLOSING = re.compile(
    r"(?:\(?(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled) by [A-Z]|"
    r"(?:Copyright|©) ?(?:©|\(c\))? ?\d{4}|"
    r"©|All rights reserved|(?:Sign up|Subscribe|Register) (?:for|to|now|here)|Follow (?:us|the \w+|@\w+) on|"
    r"This (?:story|article|report|piece|material|post) (?:(?:was|is|has been|may not be|first|originally) )+"
    r"(?:re)?(?:published|printed|produced|posted|distributed|appeared)|"
    r"(?:The|This) (?:story|article) has been updated|Download (?:our|the) app)"
)
"""What agencies and sites put below a text begins so."""
MIX_1, MIX_2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
"""Odd 64-bit constants, as hash functions use them to spread bits."""
SHIFT = np.uint64(29)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wording:
    """An article as it is compared."""

    article: Article
    headline: tuple[str, ...]
    """Its telling words in their order, without the name of its source at the end."""
    numbers: Numbers
    """Its text's words, each as a number that is the same in every process; empty: too short to prove anything."""
    runs: Numbers
    """Each run of words as a number, in order."""
    pages: frozenset[str]
    """What the addresses of its page have in common."""
    credit: str
    """Whom it says it has its text from, folded; empty: nobody."""

    kept: Marks | None = None
    """Which words of the text these are, where boilerplate was left out; None: all."""

    @property
    def words_count(self) -> int:
        """Of the words compared."""
        return len(self.numbers)


def wording_of(article: Article, rules: DedupeRules) -> Wording:
    """An article as it is compared."""
    tokens = tokens_of(article, rules)
    numbers = np.array([number_of(word) for word in tokens], dtype=np.uint64)
    return Wording(
        article=article,
        headline=headline_of(article),
        numbers=numbers,
        runs=runs_of(numbers, rules.shingle_words),
        pages=frozenset(pages_of(article)),
        credit=credited(article),
    )


@lru_cache(maxsize=1 << 17)
def number_of(word: str) -> int:
    """A word as a number, the same in every process."""
    return crc32(word.encode())


def tokens_of(article: Article, rules: DedupeRules) -> list[str]:
    """The words of an article's text, of its excerpt, or of headline and excerpt where those are short; none when even
    these are too short to prove anything.
    """
    for text in texts_of(article):
        tokens = spaced_words(bare(text, article.headline))[:WORDS_COMPARED_MAX]
        if len(tokens) >= rules.words_min:
            return tokens
    return []


def texts_of(article: Article) -> Iterator[str]:
    """What may be compared, the most first; a headline alone is no text."""
    yield article.text
    yield article.excerpt
    if article.excerpt:
        yield f"{article.headline} {article.excerpt}"


def spaced_words(text: str) -> list[str]:
    """Words, and each sign of scripts that write words without gaps."""
    if not text.isascii() and UNSPACED.search(text):
        text = UNSPACED.sub(lambda found: f" {' '.join(found.group())} ", text)
    return words(text)


def bare(text: str, headline: str) -> str:
    """A text without what is put before and behind it: byline, dateline, credits, notices, invitations."""
    lines = text[:CHARS_READ_MAX].lstrip().split("\n", LINES_BEFORE_MAX)
    kept = [line for line in lines[:-1] if not BYLINE.fullmatch(line.strip()) and line.strip() != headline]
    opening = "\n".join([*kept, lines[-1]])
    if place := DATELINE.match(opening[:DATELINE_CHARS_MAX]):
        opening = opening[place.end() :]
    if len(text) >= CHARS_READ_MAX:
        return opening
    closing = CLOSING.search(opening, max(len(opening) - TAIL_CHARS, 1))
    opening = opening[: closing.start()] if closing else opening
    at = max(0, len(opening) - LAST_CHARS)
    return opening[:at] + without_tail(opening[at:])


def runs_of(numbers: Numbers, size: int) -> Numbers:
    """A number for each run of words; a text shorter than a run has none."""
    count = len(numbers) - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    mixed = numbers[:count].copy()
    for start in range(1, size):
        mixed = (mixed ^ (mixed >> SHIFT)) * MIX_1 + numbers[start : start + count] * MIX_2
    mixed ^= mixed >> SHIFT
    return mixed * MIX_1


def found_runs(wording: Wording, runs: Numbers) -> Marks:
    """For each word, whether it stands in one of some runs."""
    hits = np.isin(wording.runs, runs)
    covered = np.zeros(wording.words_count, dtype=bool)
    for start in range(wording.words_count - len(hits) + 1):
        covered[start : start + len(hits)] |= hits
    return covered


def headline_of(article: Article) -> tuple[str, ...]:
    """The telling words of a headline, without its source's name behind them."""
    headline = article.headline
    for mark in (" - ", " | ", " – ", " — "):
        before, found, after = headline.rpartition(mark)
        if found and after.strip().casefold() in {article.source.name.casefold(), article.source.domain}:
            headline = before
    return tuple(content_words(headline))


def pages_of(article: Article) -> Iterable[str]:
    """The keys of the addresses at which an article's page stands; a site's front door is nobody's page."""
    for url in (article.url, article.page_url, article.amp_url):
        if url and (urlsplit(url).path.strip("/") or urlsplit(url).query):
            yield same_page_key(url)


def quoted_words(text: str) -> Iterable[tuple[str, bool]]:
    """The parts of a text, each with whether it stands in quotation marks."""
    marks = [0, *(place for found in QUOTED.finditer(text) for place in found.span()), len(text)]
    for number, (start, end) in enumerate(pairwise(marks)):
        yield text[start:end], number % 2 == 1


QUOTED = re.compile(r"[“\"«„][^“”\"«»„\n]{40,1500}[”\"»“]")
"""A quotation long enough to be what two reports have in common."""


def quoted_mask(article: Article, rules: DedupeRules) -> Sequence[bool]:
    """For each word compared, whether somebody is quoted."""
    for text in texts_of(article):
        parts = quoted_words(bare(text, article.headline))
        mask = [quoted for part, quoted in parts for _ in spaced_words(part)][:WORDS_COMPARED_MAX]
        if len(mask) >= rules.words_min:
            return mask
    return []
