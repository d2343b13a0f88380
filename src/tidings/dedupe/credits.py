"""Whom a text says it comes from: agencies by their marks, other publishers by what they ask to be written."""

from __future__ import annotations

import re

from ..model import Article, Source
from ..text import fold

AGENCIES: dict[str, tuple[str, ...]] = {
    "Reuters": ("reuters.com",),
    "AP": ("apnews.com", "ap.org"),
    "AFP": ("afp.com",),
    "dpa": ("dpa.com", "dpa-international.com"),
    "PA Media": ("pa.media", "pamediagroup.com"),
    "Kyodo": ("kyodonews.net", "kyodo.co.jp"),
    "Xinhua": ("xinhuanet.com", "news.cn"),
    "ANSA": ("ansa.it",),
    "EFE": ("efe.com",),
    "IANS": ("ians.in",),
    "PTI": ("ptinews.com",),
    "ANI": ("aninews.in",),
    "Bloomberg": ("bloomberg.com",),
    "Bernama": ("bernama.com",),
    "Yonhap": ("yna.co.kr",),
    "Anadolu": ("aa.com.tr",),
    "TASS": ("tass.com", "tass.ru"),
    "UPI": ("upi.com",),
    "Business Wire": ("businesswire.com",),
    "PR Newswire": ("prnewswire.com",),
    "GlobeNewswire": ("globenewswire.com",),
}
"""Agencies by the name they sign with, and where their own texts stand."""
OTHER_NAMES = {
    "the associated press": "AP", "associated press": "AP", "agence france-presse": "AFP",
    "press association": "PA Media", "pa": "PA Media", "kyodo news": "Kyodo", "xinhua news agency": "Xinhua",
    "press trust of india": "PTI", "anadolu agency": "Anadolu", "yonhap news agency": "Yonhap",
    "thomson reuters": "Reuters", "globe newswire": "GlobeNewswire", "asian news international": "ANI",
}  # fmt: skip
NAMED = {fold(name): name for name in AGENCIES} | OTHER_NAMES
MARKS = "|".join(sorted((re.escape(name) for name in NAMED), key=len, reverse=True))
BEFORE = re.compile(rf"\(({MARKS})\)\s*[-–—:.]|^by [^\n.]{{3,60}}[,|] ({MARKS})\b", re.IGNORECASE)
"""``LONDON (Reuters) -``; ``By Ada Low, Associated Press``."""
BEHIND = re.compile(
    rf"(?:copyright|©|\(c\))[ \d,]*({MARKS})\b|"
    rf"(?:source|with (?:inputs|information|files|reporting) from|via|courtesy of|distributed by):? ({MARKS})\b",
    re.IGNORECASE,
)
ORIGIN = re.compile(
    r"(?:originally (?:published|appeared|posted)|first (?:published|appeared)|republished|reprinted|reproduced)"
    r" (?:by|on|in|at|from|with permission from) (?:the )?([^.,;()\n]{2,50})",
    re.IGNORECASE,
)
"""``This story was originally published by Grist``."""
LEAD_INS = (
    "copyright", "©", "(c)", "source", " from ", "via ", "courtesy of", "distributed by", "originally ",
    "first published", "first appeared", "republished", "reprinted", "reproduced",
)  # fmt: skip
"""One of these stands in every such credit: quickly looked for."""
OPENING_CHARS, ENDING_CHARS = 160, 700


def credited(article: Article) -> str:
    """Whom an article says it has its text from, folded; empty: nobody, or its own source."""
    text = article.text or article.excerpt
    found = by_author(article) or by_mark(BEFORE, text[:OPENING_CHARS]) or by_ending(text)
    return "" if is_credit_of(found, article.source) else found


def by_author(article: Article) -> str:
    """An agency that stands where the author does."""
    return next((fold(NAMED[fold(name)]) for name in article.authors if fold(name) in NAMED), "")


def by_mark(pattern: re.Pattern[str], text: str) -> str:
    """The agency that a mark names."""
    found = pattern.search(text)
    name = next((part for part in found.groups() if part), "") if found else ""
    return fold(NAMED[fold(name)]) if name else ""


def by_ending(text: str) -> str:
    """Whom the end of a text names."""
    ending = text[-ENDING_CHARS:]
    folded = ending.casefold()
    if not any(word in folded for word in LEAD_INS):
        return ""
    if origin := ORIGIN.search(ending):
        name = fold(origin[1]).strip()
        return fold(NAMED.get(name, name))
    return by_mark(BEHIND, ending)


def is_credit_of(credit: str, source: Source) -> bool:
    """A credit that names this source."""
    if not credit:
        return False
    agency = next((name for name in AGENCIES if fold(name) == credit), "")
    if agency and source.domain in AGENCIES[agency]:
        return True
    names = {fold(name) for name in (source.name, *source.aliases)}
    return any(credit == name or (not agency and credit.startswith(f"{name} ")) for name in names) or any(
        NAMED.get(name.removeprefix("the "), "") == agency != "" for name in names
    )


def credit_in_words(credit: str) -> str:
    """A credit as it is written."""
    return NAMED.get(credit, credit)
