"""Phrases of a desk file, and where they stand in a text.

Three ways to write one: ``wind farm`` in any case and in all its forms; ``=Power Apps`` a name, in just this case and
form; and with a ``?`` behind it a word of many senses, which counts only beside one of the topic's ``near`` words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import pairwise

from ..text import fold, phrase_pattern
from .forms import Stems

RUN = re.compile(r"\w+")
JOINT = re.compile(r"[\s\u2010-]+")
EXACT, OPEN = "=", "?"
WINDOW = 8
"""Words on either side by which the case of a place in running text is judged."""
CAPITALS_SHARE = 0.6
"""Of the words of a stretch that might have a small letter: with more of them capital, case says nothing."""
CASED_LETTERS_MIN = 4
"""Shorter words stay small even in titles: "of", "and", "for"."""
CASED_MIN = 3
"""Words of one side of a place that tell whether it is a title: names stand in pairs."""
ACRONYM_LETTERS_MAX = 5


class Sign(IntEnum):
    """What an occurrence of a phrase says: the more, the higher."""

    OTHER = 0
    """Written as an ordinary word where the desk has a name."""
    DOUBTFUL = 1
    """The desk itself says that it has many senses."""
    OPEN = 2
    """The name may be meant: in a title everything has capitals."""
    PLAIN = 3
    """The phrase, of which the desk says nothing more."""
    NAMED = 4
    """The name, told from ordinary words by its case."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase as the desk means it."""

    written: str
    """Without its marks."""
    words: tuple[str, ...]
    """Its words with their case."""
    keys: tuple[str, ...]
    """Their stems."""
    is_exact: bool = False
    is_doubtful: bool = False
    is_simple: bool = True
    """Words with spaces or hyphens between them; else (``a.i.``, ``c++``) only the very signs count."""


def parse_phrase(said: str, stems: Stems) -> Phrase:
    """A phrase as it stands in a desk file."""
    written, is_exact, is_doubtful = said.strip(), False, False
    if written.startswith(EXACT) and len(written) > 1:
        written, is_exact = written[1:].strip(), True
    if written.endswith(OPEN) and len(written) > 1:
        written, is_doubtful = written[:-1].strip(), True
    clean = plain(written)
    rest = JOINT.sub("", RUN.sub("", clean))
    words = tuple(RUN.findall(clean))
    return Phrase(
        written=written,
        words=words,
        keys=tuple(stems[word] for word in words),
        is_exact=is_exact,
        is_doubtful=is_doubtful,
        is_simple=not rest,
    )


def plain(text: str) -> str:
    """The text in compatible forms, with its case."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).replace("’", "'")


class Passage:
    """A stretch of text whose words are looked up; ``place`` names it for readers."""

    def __init__(self, place: str, text: str, stems: Stems) -> None:
        self.place = place
        self.text = plain(text)
        self.stems = stems
        self.words = RUN.findall(self.text)
        self.keys = list(map(stems.__getitem__, self.words))

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands."""
        return [found.span() for found in RUN.finditer(self.text)]

    @cached_property
    def folded(self) -> str:
        """The text for comparing."""
        return fold(self.text)

    def places_of(self, phrase: Phrase) -> Iterator[int]:
        """The numbers of the words with which a phrase, in whatever case, begins."""
        wanted, keys = phrase.keys, self.keys
        if wanted and wanted[0] in keys:
            first = wanted[0]
            for at, key in enumerate(keys):
                if key == first and tuple(keys[at : at + len(wanted)]) == wanted and self.stands(phrase, at):
                    yield at

    def stands(self, phrase: Phrase, at: int) -> bool:
        """The words from ``at`` on are the phrase, joined as it is, and not merely of the same stems."""
        found = self.words[at : at + len(phrase.words)]
        if not phrase.is_simple:
            return bool(phrase_pattern(phrase.written).search(self.folded))
        if not all(self.is_form(word, wanted, phrase) for word, wanted in zip(found, phrase.words, strict=True)):
            return False
        spans = self.spans[at : at + len(found)]
        return all(JOINT.fullmatch(self.text, one[1], two[0]) for one, two in pairwise(spans))

    def is_form(self, word: str, wanted: str, phrase: Phrase) -> bool:
        """A word of the text is one of the phrase's, in a form that may be."""
        one, other = word.casefold(), wanted.casefold()
        if one == other:
            return True
        if phrase.is_exact or (wanted.isupper() and wanted.isalpha()) or self.is_acronym(word):
            return False
        return self.stems.is_form(one, other)

    def is_acronym(self, word: str) -> bool:
        """Short and in capitals, where not everything is."""
        return len(word) <= ACRONYM_LETTERS_MAX and word.isupper() and not self.text.isupper()

    def sign_of(self, phrase: Phrase, at: int) -> Sign:
        """What an occurrence says of the sense."""
        sign = self.case_sign(phrase, at) if phrase.is_exact else Sign.PLAIN
        return min(sign, Sign.DOUBTFUL) if phrase.is_doubtful else sign

    def case_sign(self, phrase: Phrase, at: int) -> Sign:
        """Whether case tells a name from the words that it is made of."""
        found = self.words[at : at + len(phrase.words)]
        if tuple(found) != phrase.words:
            is_shouted = all(word.isupper() for word in found) and self.is_capital(at, len(found))
            return Sign.OPEN if is_shouted else Sign.OTHER
        if self.is_joined(at):
            return Sign.DOUBTFUL
        telling = [
            number
            for number, word in enumerate(found)
            if word[:1].isupper() and not (number == 0 and self.begins_sentence(at))
        ]
        has_inner = any(word[1:] != word[1:].lower() for word in found) and not self.text.isupper()
        if has_inner or (telling and not self.is_capital(at, len(found))):
            return Sign.NAMED
        return Sign.OPEN

    def is_joined(self, at: int) -> bool:
        """A hyphen makes the first word part of another: "High-Power Apps"."""
        start = self.spans[at][0]
        return start > 1 and self.text[start - 1] in "-\u2010" and self.text[start - 2].isalnum()

    def begins_sentence(self, at: int) -> bool:
        """A word has its capital because a sentence begins with it."""
        if at == 0:
            return True
        between = self.text[self.spans[at - 1][1] : self.spans[at][0]]
        return any(sign in between for sign in '.!?:…|"“«•\n') or " - " in between or "–" in between

    def is_capital(self, at: int, count: int) -> bool:
        """Around a place nearly every word has a capital, so that one more says nothing.

        In running text either side is enough: excerpts often begin with the headline again.
        """
        before, after = self.words[:at], self.words[at + count :]
        if self.place == "headline":
            return is_title([*before, *after], least=1) is not False
        before, after = before[-WINDOW:], after[:WINDOW]
        sides = [is_title(side, least=CASED_MIN) for side in (before, after)]
        return True in sides or (False not in sides and is_title([*before, *after], least=1) is not False)


def is_title(words: Sequence[str], *, least: int) -> bool | None:
    """Most words have a capital; None: there are too few words to tell."""
    cased = [word for word in words if len(word) >= CASED_LETTERS_MIN and word[0].isalpha()]
    if len(cased) < least:
        return None
    return sum(word[0].isupper() for word in cased) / len(cased) > CAPITALS_SHARE
