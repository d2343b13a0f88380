"""The words of each language, from files that anybody can read and correct, made into patterns once.

Phrases are written as people would: words between spaces (a hyphen in a text counts as one), ``*`` for any ending,
``(one|other)`` for a choice, ``(one)?`` for what may be missing, ``...`` for up to six other words of the same
sentence, ``{child}`` for the words of a class, ``#`` for an age under eighteen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from ..subjects import Subject

LANGUAGES: Final = ("en", "de", "fr", "es", "it", "pt", "nl")
"""Those in which there is evidence of how well this works."""
DATA: Final = files(__package__ or "") / "data"
GAP_WORDS_MAX: Final = 6
"""Words that ``...`` may stand for: more is another thought."""
GAP: Final = rf"(?:[^\w.!?;]+\w+(?:'s)?){{0,{GAP_WORDS_MAX}}}?[^\w.!?;]+"
BETWEEN: Final = r"(?:'s)?[\s-]+"
AGE: Final = r"(?:1[0-7]|[1-9])"
BEGINNING_CHARS: Final = 3
BEGINNING = re.compile(rf"\b\w{{{BEGINNING_CHARS}}}")
TOKEN = re.compile(r"\.\.\.|\([^)]*\)\??|\{\w+\}|[^\s-]+")


class ChildWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that would tell which child it is."""

    schools: tuple[str, ...]
    """Patterns of names of schools; ``{Name}`` is words with capital letters."""
    relations: tuple[str, ...]
    """Words for children in a family."""
    related: tuple[str, ...]
    """Patterns in which a named adult is somebody's family; ``{Name}`` and ``{relation}``."""
    possessives: tuple[str, ...]
    """``his``: together with a relation and a name somewhere it is in doubt."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's file."""

    language: str
    sources: tuple[str, ...]
    """Where the words come from, and whether that was looked up."""
    common: str
    """Its commonest words, by which it is known from others."""
    ages: tuple[str, ...]
    classes: dict[str, tuple[str, ...]]
    subjects: dict[Subject, dict[str, tuple[str, ...]]]
    """Phrases by weight: how sure one is of the subject when it stands in a headline."""
    denials: tuple[str, ...]
    """What holds such a word and means something else."""
    contexts: dict[str, tuple[str, ...]]
    """What makes a central subject a mention: fiction, policy, figures, history."""
    incidents: tuple[str, ...]
    """What says that something has happened after all, whatever the context."""
    children: ChildWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One phrase, ready to be looked for in plain text."""

    subject: Subject
    weight: float
    pattern: re.Pattern[str]
    stems: tuple[str, ...]
    """A text without any of these cannot hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """A language, ready."""

    words: Words
    common: frozenset[str]
    phrases: tuple[Phrase, ...]
    denials: re.Pattern[str]
    contexts: tuple[tuple[str, re.Pattern[str]], ...]
    incidents: re.Pattern[str]


def plain(text: str) -> str:
    """The text for looking in: small letters without accents, straight quotes."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    parts = unicodedata.normalize("NFKD", folded.replace("’", "'"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@cache
def load_words(language: str) -> Words:
    """A language's file; its format is checked."""
    return msgspec.json.decode((DATA / f"{language}.json").read_bytes(), type=Words)


@cache
def load_lexicon(language: str) -> Lexicon:
    """A language's patterns."""
    words = load_words(language)
    common, classes = frozenset(plain(words.common).split()), words.classes | {"age": words.ages}
    return Lexicon(
        words=words,
        common=common,
        phrases=tuple(
            Phrase(
                subject=subject,
                weight=float(weight),
                pattern=compile_phrases([phrase], classes),
                stems=stems_of(plain(phrase), common),
            )
            for subject, by_weight in words.subjects.items()
            for weight, phrases in by_weight.items()
            for phrase in phrases
        ),
        denials=compile_phrases(words.denials, classes),
        contexts=tuple((name, compile_phrases(phrases, classes)) for name, phrases in words.contexts.items()),
        incidents=compile_phrases(words.incidents, classes),
    )


@cache
def stems_in(language: str) -> Mapping[str, tuple[str, ...]]:
    """What any text that holds a phrase of a language must hold, by its first letters; empty language: of any."""
    found: dict[str, set[str]] = {}
    for one in (language,) if language else LANGUAGES:
        for phrase in load_lexicon(one).phrases:
            for stem in phrase.stems:
                found.setdefault(stem[:BEGINNING_CHARS], set()).add(stem)
    return {beginning: tuple(sorted(stems)) for beginning, stems in found.items()}


def may_hold(text: str, language: str) -> bool:
    """A quick look that misses nothing: whether any phrase of a language can be in a plain text; empty: of any."""
    stems = stems_in(language)
    beginnings = stems.keys() & set(BEGINNING.findall(text))
    return any(stem in text for beginning in beginnings for stem in stems[beginning])


# ---------------------------------------------------------------- phrases to patterns


def compile_phrases(phrases: Iterable[str], classes: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Finds any of the phrases, as whole words of plain text."""
    told = "|".join(pattern_of(plain(phrase), classes) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{told})(?!\w)")


def pattern_of(phrase: str, classes: Mapping[str, Sequence[str]]) -> str:
    """One phrase as a regular expression."""
    pattern, between = "", ""
    for piece in TOKEN.findall(phrase):
        if piece == "...":
            between = GAP
            continue
        found = between + piece_pattern(piece.rstrip("?"), classes)
        pattern += f"(?:{found})?" if piece.endswith("?") else found
        between = BETWEEN
    return pattern


def piece_pattern(piece: str, classes: Mapping[str, Sequence[str]]) -> str:
    """One word, choice, class or age."""
    if piece.startswith("{"):
        return choice(classes[piece.strip("{}")], classes)
    if piece.startswith("("):
        return choice(piece.strip("()").split("|"), classes)
    return re.escape(piece).replace(r"\*", r"\w*").replace(r"\#", AGE)


def choice(phrases: Iterable[str], classes: Mapping[str, Sequence[str]]) -> str:
    """Any of several."""
    return f"(?:{'|'.join(pattern_of(plain(phrase), classes) for phrase in phrases)})"


def stems_of(phrase: str, common: Collection[str]) -> tuple[str, ...]:
    """The beginnings of its most telling word, one of which must stand in a text; common words tell little."""
    needed = [
        token.strip("()").split("|") for token in TOKEN.findall(phrase) if token[0] not in "{.#" and token[-1] != "?"
    ]
    stems = [tuple(max(re.split(r"[\s*'-]+", word), key=len) for word in choices) for choices in needed]
    return max(stems, key=lambda some: (not set(some) & set(common), min(map(len, some)), -len(some)))
