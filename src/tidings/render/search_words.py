"""Words as readers look for them: the same here and in ``search.js``, or what is printed would never be found.

Case, accents and the points of Arabic and Hebrew do not count; initials are one word (U.S. is "us"); Thai, Chinese and
Japanese, which write words without gaps, are told by every two signs that follow each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\ufe00-\ufe0f]+"
)
"""What may be left out in writing: accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, the stroke that
makes Arabic words longer, and what picks a sign's looks.  Vowels of Indic scripts and Thai are letters and stay."""
LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ"}
)
"""Letters that people write otherwise where their keyboard has none, and that Unicode does not take apart."""
INITIALS = re.compile(r"(?<![a-z0-9])[a-z](?:\.[a-z])+(?![a-z0-9])")
UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")
PARTS = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+|[^\\s\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")
"""A run of signs without gaps, or of any others."""


class WordSigns(dict[int, int]):
    """For ``str.translate``: letters, numbers and marks stay, all else parts words."""

    def __missing__(self, code: int) -> int:
        self[code] = code if unicodedata.category(chr(code))[0] in "LNM" else ord(" ")
        return self[code]


SIGNS: Final = WordSigns()


def fold_for_search(text: str) -> str:
    """The text as it is compared."""
    if text.isascii():
        low = text.lower()
    else:
        bare = ACCENTS.sub("", unicodedata.normalize("NFKD", text).lower())
        low = unicodedata.normalize("NFC", bare.translate(LETTERS))
    return INITIALS.sub(lambda found: found[0].replace(".", ""), low)


def search_words(text: str) -> list[str]:
    """The words of a text in order; single letters are none, single digits and signs are."""
    found: list[str] = []
    for part in PARTS.findall(fold_for_search(text).translate(SIGNS)):
        if UNSPACED.match(part):
            found += pairs(part)
        elif len(part) > 1 or part.isdecimal():
            found.append(part)
    return found


def pairs(run: str) -> Iterator[str]:
    """Every two signs that follow each other, or the only one."""
    if len(run) == 1:
        yield run
    yield from map("".join, pairwise(run))
