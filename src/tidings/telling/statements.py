"""What a report's sentences say: their words, names and figures, and which of them can be quoted alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..model import Report
from ..sentences import is_finished, sentences
from ..text import content_words, fold

CHARS_MIN: Final = 45
"""Shorter sentences tell little."""
CHARS_MAX: Final = 320
"""Longer ones are no summary; an excerpt has 300 unless a desk says otherwise."""
WORDS_MIN: Final = 5
"""Words that say something, so that a sentence can be compared."""
NAMES_SHARE_MIN: Final = 2 / 3
"""Of a sentence's names another must have: "Sir Keir Starmer" is "Keir Starmer"."""
FIGURES_WORDS_MIN: Final = 2
"""Words in common that make one figure in two sentences the same thing told twice."""
NAME: Final = re.compile(r"[^\W\d_][\w’'-]*")
QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]|‘[^’]{3,}’(?!\w)")
QUOTES: Final = frozenset('“"«„‘')
FIGURES: Final = {
    word: str(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        2,
    )
}
"""Written out, a figure is the same figure; "one" is mostly no figure."""
NEGATIONS: Final = frozenset(
    "not no never nor cannot deny denies denied denying without nicht kein keine keinen nie ohne pas jamais sans "
    "nunca sin non nessuno senza".split()
)
HANGS_ON: Final = re.compile(
    r"[\"“«„‘'(—–-]*\s*(?:He|She|It|They|This|That|These|Those|His|Her|Its|Their|There|Here|But|And|Or|So|Yet|Also|"
    r"However|Meanwhile|Then|Instead|Still|Both|Others?|Another|Er|Sie|Es|Dies\w*|Aber|Und|Doch|Dabei|Damit|Il|Elle|Ils|"
    r"Elles|Ce|Cette|Mais|Et|Él|Ella|Ellos|Esto|Este|Pero|Y)(?:['’]\w+)?\b"
)
"""How a sentence begins that needs the one before it."""
SPEAKERS: Final = frozenset(
    "I we We our Our ours us my My me let Let you You your Your yours ich wir Wir uns Uns unser unsere unseren je Je "
    "nous Nous notre vous Vous votre nosotros nuestro nuestra nuestros nuestras".split()
)
"""Words of somebody who speaks to the reader, outside a quotation."""
TEASES: Final = (
    " read more", " read on", " read the ", "continue reading", " click ", "subscribe", "sign up", "find out",
    "here's what", "here's how", "here's why", "here's everything", "here's the ", "here's a look", "here is what",
    "here are the", "here is how", "here is why", "what to know", "what to expect", "what to watch", "need to know",
    "follow our", "follow the live", "follow along", "live update", "live blog", "live coverage", "as it happen",
    "in this article", "in this episode", "in this edition", "in this video", "in this newsletter", "in this podcast",
    "in today's", "stay tuned", "more on this", "full story", "full coverage", "get the latest", "all rights reserved",
    "©", " this story ", " this article ", " this page ", " this post ", " this gallery ", " this video ",
    "these photos", "photos of the day", "lesen sie", "mehr dazu", "im überblick", "liveticker", "à lire", "lire aussi",
    "lire la suite", "en direct", "leer más", "en directo", "en vivo",
)  # fmt: skip
"""What invites to something else, with straight apostrophes and in small letters."""
LABELLED: Final = re.compile(
    r"(?:photos?|pictures?|video|watch|listen|analysis|opinion|explained|explainer|breaking|live|update[ds]?|exclusive|"
    r"editor['’]s note|correction)\s*[:|–—-]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statement:
    """One sentence of a report, or its headline; equal only to itself, so that it is a cheap key."""

    text: str
    article_id: str
    source_id: str
    at: datetime
    position: int
    """In the excerpt; -1: it is the headline."""
    words: frozenset[str]
    names: frozenset[str]
    """Of the words, those written as names."""
    figures: frozenset[str]
    bare: frozenset[str]
    """Its words without figures."""
    is_negated: bool
    is_quotable: bool
    """It stands in the excerpt, is whole, and can be understood alone."""


def statements_of(report: Report) -> tuple[Statement, ...]:
    """The headline and each sentence of the excerpt."""
    article = report.article
    found = sentences(article.excerpt, language=article.language or article.source.language)
    verbatim = [(position, text) for position, text in enumerate(found) if text in article.excerpt]
    return tuple(statement_of(report, position, text) for position, text in ((-1, article.headline), *verbatim))


def statement_of(report: Report, position: int, text: str) -> Statement:
    """One of them."""
    tokens, folded = content_words(text), fold(text)
    figures = figures_of(folded.split(), tokens)
    words = frozenset(tokens) | figures
    return Statement(
        text=text,
        article_id=report.article.id,
        source_id=report.article.source.id,
        at=report.article.published,
        position=position,
        words=words,
        names=names_of(text),
        figures=figures,
        bare=words - figures,
        is_negated=bool(NEGATIONS.intersection(folded.split())) or "n't" in folded,
        is_quotable=position >= 0 and len(tokens) >= WORDS_MIN and can_stand_alone(text),
    )


def figures_of(folded: Iterable[str], tokens: Iterable[str]) -> frozenset[str]:
    """Numbers as digits, however they were written."""
    written = {FIGURES[bare] for word in folded if (bare := word.strip(".,;:!?()\"“”'’")) in FIGURES}
    return frozenset({token.replace(",", "") for token in tokens if token[0].isdigit()} | written)


def names_of(text: str) -> frozenset[str]:
    """The words of a sentence that are written with a capital where not all are, as they are compared."""
    words = NAME.findall(text)
    capitals = [word for word in words[1:] if word[0].isupper()]
    if len(capitals) * 2 > len(words):
        return frozenset()  # a headline in capitals says nothing of names
    return frozenset(content_words(" ".join(capitals)))


def can_stand_alone(text: str) -> bool:
    """A whole sentence, understood without those around it, that speaks to nobody."""
    if not CHARS_MIN <= len(text) <= CHARS_MAX or not is_finished(text) or "?" in text:
        return False
    if opens_more(text) or HANGS_ON.match(text) or LABELLED.match(text) or teases(text):
        return False
    outside = QUOTED.sub(" ", text) if QUOTES.intersection(text) else text
    words = [re.split("['’]", word)[0] for word in outside.split()]
    return len(words) > 2 and not SPEAKERS.intersection(word.strip(".,;:!") for word in words)


def teases(text: str) -> bool:
    """It invites to something else than to what it says."""
    padded = f" {text.lower().replace('’', chr(39))} "
    return any(phrase in padded for phrase in TEASES)


def opens_more(text: str) -> bool:
    """A quotation or a bracket that is not closed, or was opened before."""
    pairs = ("()", "[]", "“”", "«»")
    return text.count('"') % 2 == 1 or any(text.count(pair[0]) != text.count(pair[1]) for pair in pairs)


# ---------------------------------------------------------------- two of them


def says_the_same(one: Statement, other: Statement, *, share_min: float) -> bool:
    """Another sentence says what one says: its figures, nearly all of its names, most of its words, and it denies
    what is denied.
    """
    if len(one.words) < WORDS_MIN or one.is_negated != other.is_negated or not one.figures <= other.figures:
        return False
    if one.names and len(one.names & other.words) < NAMES_SHARE_MIN * len(one.names):
        return False
    return len(one.words & other.words) >= share_min * len(one.words)


def in_common(one: Statement, other: Statement) -> float:
    """Share of the shorter one's words that both have."""
    least = min(len(one.words), len(other.words))
    return len(one.words & other.words) / least if least else 0.0


def repeats(one: Statement, other: Statement, *, share_max: float) -> bool:
    """Two sentences that should not stand in one summary: many words in common, or a figure and what it counts."""
    if in_common(one, other) > share_max:
        return True
    return bool(one.figures & other.figures) and len(one.bare & other.bare) >= FIGURES_WORDS_MIN


def is_overtaken(one: Statement, later: Statement) -> bool:
    """A later sentence tells the same with other figures: a count that has risen."""
    if later.at <= one.at or not one.figures or not later.figures:
        return False
    if one.figures <= later.figures or later.figures <= one.figures:
        return False
    least = min(len(one.bare), len(later.bare))
    return bool(least) and len(one.bare & later.bare) * 2 >= least


def witnesses_of(one: Statement, statements: Iterable[Statement], *, share_min: float) -> tuple[str, ...]:
    """Articles of other sources that say the same, one of each source, the earliest first."""
    found: dict[str, Statement] = {}
    for other in sorted(statements, key=lambda statement: (statement.at, statement.article_id)):
        is_new = other.source_id != one.source_id and other.source_id not in found
        if is_new and says_the_same(one, other, share_min=share_min):
            found[other.source_id] = other
    return tuple(statement.article_id for statement in found.values())
