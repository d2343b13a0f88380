"""Excerpts that people can read: whole sentences of the publisher's, without what is not the article's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .sentences import LINKING, LOOSE, cut_short, ended, guessed_language, is_finished, joined, sentences
from .trimmings import article_lines, has_cut_mark, plain, without_cut_mark, without_tail

CHARS_MIN = 40
"""Shorter excerpts tell little; another text is tried first."""
KEPT_CHARS_MIN = 60
"""With so much in whole sentences, a last one without its end is left out."""
PROSE_CHARS_MIN = 80
"""A line this long is prose even without a full stop; shorter ones may be headings, captions, list items."""
DOUBTFUL_CHARS_MIN = 140
"""From here on a last sentence without its end was likely cut; shorter texts are lines that never had a full stop."""
TEXT_CHARS_MAX = 3000
"""Read of one text: ten times what is shown, so that headings and a dateline may come first."""
TAIL_CHARS_MAX = 800
"""Looked through for what blog software and feeds add at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text on its way to an excerpt."""

    words: str = ""
    """In whole sentences as far as they go."""
    is_whole: bool = False
    """The publisher finished it; nothing was cut, by them or by us."""


def best_excerpt(candidates: Iterable[str], *, headline: str = "", language: str = "", chars_max: int = 300) -> str:
    """The first of several texts of one article that makes a good excerpt, as whole sentences of at most ``chars_max``
    characters; empty where none says more than the headline.

    The candidates are plain text or nearly so, the likeliest first: the line below the headline, the summary, the
    article's own text.  One that its publisher finished is taken before one that was cut.
    """
    best = Reading()
    for text in filter(None, candidates):
        found = read(text, headline=headline, language=language, chars_max=chars_max)
        if rank(found) < rank(best):
            best = found
        if rank(best) == 0:
            break
    return best.words


def rank(reading: Reading) -> int:
    """0 for the best kind of excerpt: long enough and whole; then whole, cut, and empty."""
    if not reading.words:
        return 4
    if weight(reading.words) < CHARS_MIN:
        return 1 if reading.is_whole and is_finished(reading.words) else 3
    return 0 if reading.is_whole else 2


def read(text: str, *, headline: str, language: str, chars_max: int) -> Reading:
    """What of a text can be shown."""
    is_long = len(text) > TEXT_CHARS_MAX
    body = "\n".join(article_lines(plain(text[:TEXT_CHARS_MAX]), headline=headline))
    trimmed = body if is_long else body[:-TAIL_CHARS_MAX] + without_tail(body[-TAIL_CHARS_MAX:])
    is_cut = is_long or has_cut_mark(trimmed) or ends_loosely(trimmed)
    lines = prose(without_cut_mark(trimmed).split("\n"))
    found = sentences_of(lines, language=language or guessed_language(body), chars_enough=2 * chars_max)
    return fitted(found, is_cut=is_cut, chars_max=chars_max) if found else Reading()


def ends_loosely(text: str) -> bool:
    """A text whose end promises more: a comma, a colon, an open bracket, an article."""
    return text.endswith(tuple(LOOSE)) or text.rpartition(" ")[2] in LINKING


def prose(lines: Sequence[str]) -> list[str]:
    """The first lines that are prose, up to a heading, a list or code after enough of them; all lines where none is."""
    kept: list[str] = []
    for line in lines:
        if is_prose(line):
            kept.append(line)
        elif sum(map(weight, kept)) >= KEPT_CHARS_MIN:
            break
    return kept or [line for line in lines if line]


def is_prose(line: str) -> bool:
    """A line of sentences rather than a heading, a caption or an item of a list."""
    return weight(line) >= PROSE_CHARS_MIN or (is_finished(line) and (" " in line or not line.isascii()))


def sentences_of(lines: Sequence[str], *, language: str, chars_enough: int) -> list[str]:
    """The sentences of several lines, at least until there are enough characters; a line is never joined with the
    next into one.
    """
    found: list[str] = []
    chars = 0
    for line in lines:
        if chars >= chars_enough:
            break
        found += sentences(line, language=language)
        chars += len(line)
    return found


def fitted(found: Sequence[str], *, is_cut: bool, chars_max: int) -> Reading:
    """As many whole sentences as fit; a last one without its end only where there is little else."""
    everything = joined(found)
    is_open = not is_finished(found[-1])
    is_doubtful = is_open and len(found) > 1 and weight(everything) >= DOUBTFUL_CHARS_MIN
    is_cut = is_open and is_cut
    whole = found[:-1] if is_cut or is_doubtful else found
    taken = joined(balanced(fitting_sentences(whole, chars_max=chars_max)))
    if weight(taken) >= KEPT_CHARS_MIN or (taken and whole is found):
        return Reading(words=ended(taken) if ends_loosely(taken) else taken, is_whole=True)
    if len(everything) < chars_max:
        return Reading(words=ended(everything) if is_cut else everything, is_whole=not is_cut)
    return Reading(words=taken or cut_short(everything, chars_max=chars_max))


def fitting_sentences(found: Sequence[str], *, chars_max: int) -> list[str]:
    """The first sentences, as many as fit."""
    kept: list[str] = []
    for sentence in found:
        if len(joined((*kept, sentence))) > chars_max:
            break
        kept.append(sentence)
    return kept


def weight(text: str) -> int:
    """How much a text tells: its characters, those that stand for words twice."""
    return len(text) if text.isascii() else len(text) + sum("\u2e80" <= character <= "\uffef" for character in text)


def balanced(found: Sequence[str]) -> list[str]:
    """Sentences without the last ones where these announce something, or leave a bracket or quotation mark open, if
    enough is left.
    """
    shorter = list(found)
    while shorter and (opens_more(joined(shorter)) or shorter[-1].endswith(tuple(LOOSE))):
        shorter.pop()
    return shorter if weight(joined(shorter)) >= KEPT_CHARS_MIN else list(found)


def opens_more(text: str) -> bool:
    """A text with more opening than closing marks."""
    pairs = ("()", "[]", "“”", "«»", "「」", "『』", "（）")
    return any(text.count(pair[0]) > text.count(pair[1]) for pair in pairs) or text.count('"') % 2 == 1
