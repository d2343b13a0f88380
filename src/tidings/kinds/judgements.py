"""Looks that need more than one pattern."""

from __future__ import annotations

import re

from ..text import fold
from .case import Case
from .looks import FOUND_CHARS_MAX, quoted
from .phrases import NEWS_PASSIVES, NEWS_VERBS, NEWS_VERBS_ELSEWHERE, WEEKDAYS

SHELVES = re.compile(
    r"tags?|topics?|themen?|themes?|thèmes?|temas?|tema|temi|categor(?:y|ies|ie|ia|ias|ía|ías)|catégories?|kategorien?"
    r"|labels?|authors?|autor(?:en|es|i)?|auteurs?|dossiers?|rubriques?|ressorts?|onderwerpen?"
)
SHELF_NAME_WORDS_MAX = 3
"""A shelf is called ``climate-change``; an article's name is longer."""
AGE_OF_A_LIFE = 40
"""A headline that gives the age of somebody younger tells of an accident rather than of a life."""
DEATH = re.compile(
    r"\b(?:dies|died|dead|has died|passes away|stirbt|gestorben|verstorben|tot|meurt|mort|morte|décède|décédée?|muere"
    r"|fallece|ha muerto|morto|morta|muore|addio|morre|morreu|overleden|sterft)\b"
    r".{0,30}?\b(?:at(?: age)?|aged?|mit|im alter von|à|a los|a|aos|op)?\s?"
    r"(?P<age>\d{2,3})\b(?!\.?\d)(?! ?(?:people|in |after|%))"
)
CAPITAL = re.compile(r"(?<![.!?:…“‘\"'(]\s)(?<![“‘\"'(])\b(?!I\b|I['’])[A-ZÀ-ÞА-Я]")
SENTENCE_START = re.compile(r"(?:^|[.!?…]['”’\"]?\s+)[“‘\"'(]*\w")
EXCERPT_CHARS_MIN = 20
"""Shorter excerpts say nothing about names."""
LOWER_CASE = re.compile(r"[a-zà-ÿа-я]{3}")
NEWS_WORDS = re.compile(rf"\b(?:{NEWS_VERBS}|{NEWS_PASSIVES}|{NEWS_VERBS_ELSEWHERE})\b")
ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|for|that|with|it|on|by|from|at|this|are|was|how|why)\b")
ENGLISH_WORDS_MIN = 3
NEWS_LEAD = re.compile(rf"\b(?:{WEEKDAYS}|said|told|announced|police|officials?|killed|arrested|charged)\b")


def stands_at_the_top(case: Case) -> str:
    """The address has no path: the front page of a site."""
    return "" if case.segments or case.query else case.host or "/"


def says_article(case: Case) -> str:
    """The page calls itself an article of some sort."""
    return "an article" if case.is_called_article else ""


def tag_shelf(case: Case) -> str:
    """The address ends with a shelf and its name: ``/tag/climate-change``."""
    if len(case.segments) < 2 or not SHELVES.fullmatch(case.segments[-2]):
        return ""
    name = case.segments[-1]
    is_short = len(name.split("-")) <= SHELF_NAME_WORDS_MAX and not any(letter.isdigit() for letter in name)
    return f"/{case.segments[-2]}/{name}/" if is_short else ""


def byline_after_bar(case: Case) -> str:
    """The headline ends with a bar and one of its authors, as columns do."""
    before, bar, name = case.folded.rpartition("|")
    is_author = any(fold(author) in name.strip() for author in case.authors if author)
    return f"“{name.strip()}”" if bar and before.strip() and is_author else ""


def old_enough(case: Case) -> str:
    """The headline says that somebody died at an age to look back on."""
    match = DEATH.search(case.folded)
    if match and AGE_OF_A_LIFE <= int(match["age"]) <= 120:
        return quoted(match)
    told = re.search(r"(?:\b|, )(?P<age>\d{2,3}), (?:dies|is dead|has died|dead)\b", case.folded)
    return quoted(told) if told and AGE_OF_A_LIFE <= int(told["age"]) <= 120 else ""


def names_nobody(case: Case) -> str:
    """An excerpt without a name in it: it speaks of things in general."""
    text = case.excerpt
    if len(text) < EXCERPT_CHARS_MIN or case.language.startswith("de") or not LOWER_CASE.search(text):
        return ""
    lowered = SENTENCE_START.sub(lambda match: match[0].lower(), text)
    return "" if CAPITAL.search(lowered) else f"“{text[:FOUND_CHARS_MAX]}”"


def names_whole_quote(case: Case) -> str:
    """The headline is nothing but a quotation."""
    return quoted(re.fullmatch(r"[‘“'\"«„].{8,}[’”'\"»“]", case.headline))


def says_nothing(case: Case) -> str:
    """Neither headline nor excerpt has a word that news is told with, in the language that we know most of."""
    if (
        len(ENGLISH.findall(f"{case.folded} {case.lead}")) < ENGLISH_WORDS_MIN
        or NEWS_WORDS.search(case.folded)
        or NEWS_LEAD.search(case.lead)
    ):
        return ""
    return "no such verb, day or authority"
