"""The language of a page, as one code, and whether its letters can be of that language."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

CODE = re.compile(r"^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_.].*)?$", re.IGNORECASE)
NAMED = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "francais": "fr",
    "spanish": "es", "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt",
    "dutch": "nl", "nederlands": "nl", "russian": "ru", "русский": "ru", "polish": "pl", "polski": "pl",
    "chinese": "zh",
    "japanese": "ja", "korean": "ko", "arabic": "ar", "turkish": "tr", "swedish": "sv", "cn": "zh", "jp": "ja",
    "gr": "el",
}  # fmt: skip
"""What pages write for a code."""
SCRIPTS = {
    "ru": "CYRILLIC", "uk": "CYRILLIC", "bg": "CYRILLIC", "mk": "CYRILLIC", "be": "CYRILLIC", "kk": "CYRILLIC",
    "el": "GREEK", "ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "ps": "ARABIC", "he": "HEBREW", "yi": "HEBREW",
    "hi": "DEVANAGARI", "mr": "DEVANAGARI", "ne": "DEVANAGARI", "bn": "BENGALI", "ta": "TAMIL", "te": "TELUGU",
    "th": "THAI", "ka": "GEORGIAN", "hy": "ARMENIAN", "zh": "CJK", "ja": "CJK", "ko": "HANGUL", "gu": "GUJARATI",
    "kn": "KANNADA", "ml": "MALAYALAM", "pa": "GURMUKHI", "si": "SINHALA", "am": "ETHIOPIC", "km": "KHMER",
    "lo": "LAO", "my": "MYANMAR",
}  # fmt: skip
"""The script of each language that has its own; all others are written in Latin letters, or in several."""
SEVERAL_SCRIPTS = frozenset(("sr", "bs", "az", "uz", "mn", "tg", "ku", "ky", "tk", "tt"))
SAMPLE_CHARS = 2_000
LETTERS_MIN = 40
"""Fewer letters prove nothing."""
SHARE_MIN = 0.2
"""Of a text's letters that are of its language's script, names of firms and places apart."""


def language_code(raw: str) -> str:
    """``de-AT`` of ``de_AT.utf8``, ``en`` of ``English``; empty for what is no language."""
    text = raw.split(",", maxsplit=1)[0].strip()
    named = NAMED.get(text.lower())
    if named:
        return named
    match = CODE.match(text)
    if not match or match[1].lower() in ("und", "mul", "zxx"):
        return ""
    language = NAMED.get(match[1].lower(), match[1].lower())
    parts = [language, (match[2] or "").title(), (match[3] or "").upper()]
    return "-".join(part for part in parts if part)


def why_not_language(raw: str, sample: str) -> str:
    """Why a page cannot be in this language; empty: it can."""
    code = language_code(raw)
    if not code:
        return "no language's code"
    script = script_of(sample[:SAMPLE_CHARS])
    language = code.partition("-")[0]
    if not script or language in SEVERAL_SCRIPTS:
        return ""
    expected = SCRIPTS.get(language, "LATIN")
    if expected == script:
        return ""
    return f"the text is in {script.title()} letters"


def script_of(sample: str) -> str:
    """The script of most letters of a text; empty where there are too few to tell."""
    counts: Counter[str] = Counter()
    for letter, times in Counter(sample).items():
        if letter.isalpha() and (script := script_of_letter(letter)):
            counts[script] += times
    if counts.total() < LETTERS_MIN:
        return ""
    if counts["CJK"] + counts["HANGUL"] > SHARE_MIN * counts.total():
        return "CJK" if counts["CJK"] >= counts["HANGUL"] else "HANGUL"
    return counts.most_common(1)[0][0]


@lru_cache(maxsize=4096)
def script_of_letter(letter: str) -> str:
    """The first word of a letter's name, which is its script's; kana count as CJK."""
    word = unicodedata.name(letter, "").partition(" ")[0]
    return "CJK" if word in ("HIRAGANA", "KATAKANA") else word
