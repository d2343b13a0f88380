"""What in a headline or an excerpt may tell which child was harmed: its name, its school, its family.

Names are told by their capital letters, so that a headline in which every word has one tells little: there only a name
beside an age counts.  A finding is a doubt for an editor to settle, not a judgement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from ..model import Article, SubjectMatch
from ..subjects import CHILD_SUBJECTS
from .lexicon import AGE, Words, load_words

WORD: Final = r"[A-ZÀ-ÖØ-Þ][\w'’-]*\w"
NAME: Final = rf"{WORD}(?: (?:(?:van|de|der|da|di|do|von|al|le|la|del|dos) ){{0,2}}{WORD}){{1,3}}"
SCHOOL_NAME: Final = rf"{WORD}(?:['’ -]{{1,2}}{WORD}){{0,3}}"
BARE_AGE = re.compile(rf"\b{NAME}(?:, {AGE}(?=[,.)]|$)| ?\({AGE}\))")
"""``Ann Example, 14``: what names a child even where every word has a capital."""
TITLE_CASE_MIN: Final = 0.7
"""Share of capitalised words from which a headline's capitals say nothing of names."""


@dataclass(frozen=True, slots=True)
class Signs:
    """One language's patterns."""

    age_after: re.Pattern[str]
    age_before: re.Pattern[str]
    schools: re.Pattern[str]
    related: re.Pattern[str]
    own_child: re.Pattern[str]


def find_child_details(article: Article, subjects: Iterable[SubjectMatch]) -> tuple[str, ...]:
    """What may identify a child, in words; empty where no central subject has a child for its victim."""
    central = [match for match in subjects if match.role == "central" and match.subject in CHILD_SUBJECTS]
    if not central:
        return ()
    signs = load_signs(central[0].language)
    headline = "" if is_title_case(article.headline) else article.headline
    found = [f"a name beside an age: “{match[0]}”" for match in BARE_AGE.finditer(article.headline)]
    found += ages_in(f"{headline}\n{article.excerpt}", signs)
    for text in (headline, article.excerpt):
        found += [f"a school is named: “{match[0]}”" for match in signs.schools.finditer(text)]
        found += [f"a child of somebody who is named: “{match[0]}”" for match in signs.related.finditer(text)]
    if own := signs.own_child.search(f"{article.headline}\n{article.excerpt}"):
        names = [match[0] for text in (headline, article.excerpt) for match in re.finditer(NAME, text)]
        found += [f"“{own[0]}” beside the name {names[0]}"] if names else []
    return tuple(dict.fromkeys(found))


def ages_in(text: str, signs: Signs) -> Iterator[str]:
    """Names beside an age under eighteen."""
    for pattern in (signs.age_after, signs.age_before):
        yield from (f"a name beside an age: “{match[0]}”" for match in pattern.finditer(text))


def is_title_case(headline: str) -> bool:
    """Nearly Every Word Has a Capital."""
    words = re.findall(r"[^\W\d_]{3,}", headline)
    return len([word for word in words if word[0].isupper()]) >= TITLE_CASE_MIN * len(words)


@cache
def load_signs(language: str) -> Signs:
    """The patterns of a language."""
    words = load_words(language)
    age = "|".join(age_pattern(phrase) for phrase in words.ages)
    relation = f"(?:{'|'.join(words.children.relations)})"
    related = "|".join(
        pattern.replace("{Name}", NAME).replace("{relation}", relation) for pattern in words.children.related
    )
    schools = "|".join(pattern.replace("{Name}", SCHOOL_NAME) for pattern in words.children.schools)
    return Signs(
        age_after=re.compile(
            rf"\b{NAME}(?:, (?:{age}|{AGE}(?=[,.)]|$))| ?\((?:{age}|{AGE})\)| (?:{age}))", re.MULTILINE
        ),
        age_before=re.compile(rf"\b(?:{age}),? {NAME}"),
        schools=re.compile(rf"\b(?:{schools})\b"),
        related=re.compile(rf"\b(?:{related})\b"),
        own_child=own_child(words, relation),
    )


def own_child(words: Words, relation: str) -> re.Pattern[str]:
    """``his daughter``, with an age or not."""
    return re.compile(
        rf"\b(?:{'|'.join(words.children.possessives)})\b(?:[ -][\w-]+){{0,2}}? {relation}\b", re.IGNORECASE
    )


def age_pattern(phrase: str) -> str:
    """An age as people write it, in text that keeps its accents."""
    accents = {"jahrige": "j[aä]hrige", "anos": "a[nñ]os"}
    told = re.escape(phrase).replace(r"\#", AGE).replace(r"\*", r"\w*").replace(r"\ ", "[ -]?")
    for bare, real in accents.items():
        told = told.replace(bare, real)
    return f"(?i:{told})".replace(r"\(", "(?:").replace(r"\)", ")").replace(r"\|", "|")
