"""Headlines without the site's name: what belongs to the article and what to its publisher."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ..urls import domain_of, site_name_of, split

HEADLINE_CHARS_MAX = 300
"""A longer one is a text."""
TITLE_CHARS_MAX = 500
"""Of a title with the site's name."""
KEY_CHARS_MIN = 3
SITE_WORDS_MAX = 12
"""A longer name is a headline in the wrong place."""
SURE_MARKS = re.compile(r"\s+(?:\||\|\||::|»|«|›|‹|•|·|◦|//|~|—\|)\s+|\s*[|｜]\s*|\s*:::?\s+")
"""Signs that hardly stand in a headline; what they cut off is the site's."""
DASHES = re.compile(r"\s+[-–—―]\s+|\s*[_＿]\s*|\s+-{2,}\s+|\s+/\s+|\s+@\s+|:\s+")
"""Signs that stand in headlines too; what they cut off must be shown to be the site's."""
FRONT = frozenset(
    "home homepage start startseite accueil inicio início index welcome willkommen untitled news blog article artikel "
    "404 notfound pagenotfound error forbidden accessdenied justamoment login signin weblog main".split()
)
"""Titles of pages that are no articles, or of every page of a lazy site."""
NOT_LETTER = re.compile(r"[\W_]+")
ACCENT = re.compile("[\u0300-\u036f]")
THE = re.compile(r"^(?:the|der|die|das|le|la|les|el|il|o|a)\s+", re.IGNORECASE)
FEED_WORDS = re.compile(
    r"\s*(?:»|&raquo;|-|–|\||:)?\s*(?:rss|atom|feed|comments?|kommentar\w*|flux|fil)\b.*$", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """A text for comparing: letters and digits of any script, without accents, case and signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return NOT_LETTER.sub("", ACCENT.sub("", plain))


@lru_cache(maxsize=1024)
def words_of(text: str) -> frozenset[str]:
    """The words of a text for comparing; of a script without spaces, its letters."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = NOT_LETTER.sub(" ", ACCENT.sub("", plain)).split()
    return frozenset(letter for word in words for letter in ([word] if word.isascii() or len(words) > 4 else word))


def site_names(names: Iterable[str], url: str) -> tuple[str, ...]:
    """What the site is called, as keys: by its own words, and by its domain."""
    host = (parts.hostname or "") if (parts := split(url)) else ""
    domain = domain_of(url)
    bare = host.removeprefix("www.")
    found = [
        domain,
        site_name_of(domain),
        bare,
        bare.split(".")[0] if bare.count(".") > 1 else "",
        bare.split(".")[-2:][0],
    ]
    for name in names:
        if len(name.split()) > SITE_WORDS_MAX:
            continue
        short = FEED_WORDS.sub("", name)
        found += [short, THE.sub("", short)]
    return tuple(key for key in dict.fromkeys(key_of(name) for name in found) if len(key) >= KEY_CHARS_MIN)


def is_sites(part: str, sites: Sequence[str]) -> bool:
    """Whether a part of a title is the site's name, more or less."""
    key, bare = key_of(part), key_of(THE.sub("", part))
    if not key:
        return True
    for site in sites:
        if site in (key, bare):
            return True
        longer, shorter = (key, site) if len(key) > len(site) else (site, key)
        if len(shorter) >= 4 and shorter in longer and len(shorter) >= 0.5 * len(longer):
            return True
    return False


def without_site(title: str, sites: Sequence[str]) -> str:
    """A title without the site's name before or behind it."""
    if len(title) > TITLE_CHARS_MAX:
        return title
    parts = [part for part in SURE_MARKS.split(title) if part and part.strip()]
    if len(parts) > 1:
        rest = [part for part in parts if not is_sites(part, sites)]
        title = longest_end(rest) if rest else parts[0]
    return without_dashed_site(title.strip(), sites)


def longest_end(parts: list[str]) -> str:
    """Of what is left: the first part, if it is a headline by its length, else the longest."""
    return parts[0] if len(parts[0].split()) >= 4 or len(parts[0]) >= 20 else max(parts, key=len)


def without_dashed_site(title: str, sites: Sequence[str]) -> str:
    """A title without parts that are shown to be the site's, at a dash or a colon."""
    marks = list(DASHES.finditer(title))
    for mark in reversed(marks):
        if ":" not in mark[0] and is_sites(title[mark.end() :], sites):
            return without_section(title[: mark.start()].strip(), marks, sites)
    for mark in marks:
        if is_sites(title[: mark.start()], sites) and title[mark.end() :].strip():
            return title[mark.end() :].strip()
    return title


def without_section(title: str, marks: list[re.Match[str]], sites: Sequence[str]) -> str:
    """The rest of a title whose site is gone already, once more: ``Headline - Section - Site``."""
    inner = [mark for mark in marks if mark.end() < len(title)]
    if inner and ":" not in inner[-1][0]:
        last = title[inner[-1].end() :]
        if is_sites(last, sites) or (len(last.split()) <= 2 and len(title[: inner[-1].start()].split()) >= 5):
            return title[: inner[-1].start()].strip()
    return title


def why_no_headline(text: str, sites: Sequence[str]) -> str:
    """Why a text is no headline, in words; empty: it may be one."""
    key = key_of(text)
    if not key:
        return "no letters"
    if len(text) > HEADLINE_CHARS_MAX:
        return f"longer than {HEADLINE_CHARS_MAX} characters"
    if key in FRONT:
        return "a title of no article"
    if key in sites or key_of(THE.sub("", text)) in sites:
        return "the site's own name"
    return ""


def likeness(one: str, other: str) -> float:
    """How much of the shorter text's words the longer has, 0 to 1; whole texts inside others count fully."""
    first, second = key_of(one), key_of(other)
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= 8 and shorter in longer:
        return 1.0
    mine, theirs = words_of(one), words_of(other)
    smaller = min(len(mine), len(theirs))
    return len(mine & theirs) / smaller if smaller > 1 else float(bool(first) and first == second)


def slug_words(url: str) -> str:
    """The words of an address's last part that has some."""
    parts = split(url)
    pieces = [piece for piece in (parts.path if parts else "").split("/") if piece]
    spoken = [re.sub(r"\.\w{2,5}$", "", piece) for piece in pieces]
    return next(
        (NOT_LETTER.sub(" ", piece) for piece in reversed(spoken) if len(NOT_LETTER.sub(" ", piece).split()) >= 3), ""
    )
