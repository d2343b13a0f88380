"""Names as pages and feeds tell them: cleaned, and asked whether they can be a publication's."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..sources import KnownSource
from ..text import squeeze
from .owners import Owner, registered

NAME_CHARS_MAX = 40
"""Longer ones are slogans."""
SHARE_MIN = 0.5
"""Share of a domain's letters that a name must have to be borne out by it."""
TAGLINE_CHARS_MIN = 20
"""What follows a short name and is longer than this is a slogan, not a section."""
NAME_WORDS_MAX, LENGTH_RATIO_MAX, SHARE_OF_A_SENTENCE = 4, 2.5, 0.4
"""What has more words and is so much longer than the domain in it may be a headline: it is not borne out."""
WHOLE_WORD_LABEL_MAX = 3
"""Domains this short stand in other words by chance (``ft`` in software): they must be a word of the name."""

SEPARATORS = re.compile(r"\s*[|•»]\s+|\s+[-–—>·:•|»]+\s+|:\s+|\s+[-–—]+$")
TRIMMINGS = re.compile(
    r"\b(?:rss(?: ?feed)?|atom(?: feed)?|feeds?|headlines|latest|all stories|homepage|topics"
    r"|(?:search )?records found \d*|comments on)\b",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(
    r"©|\(c\)|\bcopyright\b|\ball rights reserved\b.*|\b(?:19|20)\d\d\b(?:\s*[-–]\s*(?:19|20)\d\d\b)?", re.IGNORECASE
)
COMPANY_FORM = re.compile(r"[\s,]+(?:ltd|limited|inc|llc|gmbh|plc|corp|pty|s\.?a|b\.?v)\.?$", re.IGNORECASE)
ADDRESS_TRIMMINGS = re.compile(r"^\s*https?://(?:www\.)?|(?<=\w)/+\s*$")
EDGES = " -–—|>»·:•"
SECTION_OF_SITE = re.compile(r"^(.+?) on (\S.*)$")
"""What a common site generator writes: ``Posts on Ada's Notes``."""
YEAR = re.compile(r"(?:19|20)\d\d")
DOMAIN_LIKE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)

GENERIC = frozenset(
    "a an and the of on in for from to my our your new world news international national local global europe asia "
    "africa americas us uk eu middle east business markets finance money technology tech science politics opinion "
    "sport sports culture health climate environment home homepage main index page pages site website web blog blogs "
    "weblog journal posts post articles article stories story latest top recent content updates press releases "
    "release media media online official welcome archive archives category tag tags general breaking daily weekly "
    "rss feed feeds atom podcast podcasts video videos audio events jobs about contact login search gov government "
    "untitled title default test example com net org www m amp mobile everything misc all english version notes log "
    "newsletter editor admin author user".split()
)
"""Words of which none, alone or with others of them, names a publication."""

VENDORS = frozenset(
    "mozilla firefox wordpress wordpresscom blogger blogspot tumblr medium substack ghost squarespace wix weebly "
    "shopify drupal joomla typo3 hugo jekyll gatsby gatsbystarterblog gatsbystarterblogrssfeed nextjs astro eleventy "
    "hexo pelican react vue angular bootstrap tailwind tailwindnextjsstarterblog apache nginx cloudflare google "
    "googlechrome chrome safari facebook twitter x instagram youtube linkedin pinterest apple android ios windows "
    "microsoft sharepoint office365 azure aws amazon github gitlab netlify vercel heroku disqus feedburner yoast "
    "elementor adobe typepad livejournal discourse phpbb vbulletin mediawiki wikipedia chatgpt openai".split()
)
"""Makers of what pages are made and shown with, letters only: templates bring their names along."""


@lru_cache(maxsize=8192)
def letters(text: str) -> str:
    """Only the letters and digits, folded and without accents."""
    return re.sub(r"[\W_]", "", plain(text))


def plain(text: str) -> str:
    """Folded, compatibility forms made alike, accents gone."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in apart if not unicodedata.combining(character))


def key_of_name(name: str) -> str:
    """What two spellings of one name have in common: ``The Post`` and ``POST``."""
    bare = letters(name)
    return bare.removeprefix("the") if plain(name).startswith("the ") else bare


def name_words(name: str) -> list[str]:
    """The words of a name, folded, possessives apart."""
    return re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", plain(name)))


# ---------------------------------------------------------------- likeness to a domain


@lru_cache(maxsize=8192)
def likeness(name: str, label: str) -> float:
    """How far a domain bears out a name, 0 to 1: the share of the domain's letters that the name has.

    A name that holds the whole domain, or whose initials are it, is borne out wholly.
    """
    bare, owner, said = letters(name), letters(label), name_words(name)
    if not bare or not owner:
        return 0.0
    if bare == owner or key_of_name(name) == owner.removeprefix("the"):
        return 1.0
    initials = "".join(word[0] for word in said)
    if len(initials) > 1 and owner in (initials, initials.removeprefix("t")):
        return 1.0
    if owner in bare:
        is_whole = len(owner) > WHOLE_WORD_LABEL_MAX or owner in said
        is_short = len(said) <= NAME_WORDS_MAX or len(bare) <= LENGTH_RATIO_MAX * len(owner)
        return (1.0 if is_short else SHARE_OF_A_SENTENCE) if is_whole else 0.0
    held = sum(len(word) for word in dict.fromkeys(said) if len(word) > 2 and word in owner)
    initials_share = len(initials) / len(owner) if len(initials) >= 3 and owner.startswith(initials) else 0.0
    begins = len(bare) / len(owner) if len(bare) >= 3 and owner.startswith(bare) else 0.0
    if begins and name.isupper():
        return 1.0  # an abbreviation: NYT of nytimes
    return min(1.0, max(held / len(owner), initials_share, begins))


# ---------------------------------------------------------------- cleaning


@lru_cache(maxsize=8192)
def clean_name(said: str, label: str, *, is_copyright: bool = False) -> str:
    """The publication's name in what was said: ``Home | TechCentral.ie`` is ``TechCentral.ie``; empty: none there.

    The part that the domain bears out best wins, the shortest of equals; without one, a name before a
    slogan, or the whole where there are no parts.
    """
    text = squeeze(ADDRESS_TRIMMINGS.sub("", html.unescape(said)))
    text = COMPANY_FORM.sub("", squeeze(COPYRIGHT.sub(" ", text)).strip(" .,-–—|")) if is_copyright else text
    parts = [part for part in parts_of(text, label) if part]
    likely = [(likeness(part, label), part) for part in parts if len(part) <= NAME_CHARS_MAX and not is_generic(part)]
    if likely and max(likely)[0] >= SHARE_MIN:
        best = max(share for share, _ in likely)
        return min((part for share, part in likely if share == best), key=len)
    if len(parts) == 1:
        return parts[0]
    is_slogan = len(parts) > 1 and sum(map(len, parts[1:])) >= TAGLINE_CHARS_MIN and len(parts[0].split()) <= 3
    return parts[0] if is_slogan and not is_generic(parts[0]) else ""


def parts_of(text: str, label: str) -> Iterator[str]:
    """The pieces of what was said, without words that only say that it is a feed."""
    for piece in SEPARATORS.split(text):
        trimmed = squeeze(TRIMMINGS.sub(" ", piece)).strip(EDGES)
        # "Ada's Latest" loses what it is about.
        yield without_section(piece.strip(EDGES) if trimmed.endswith(("'s", "’s")) else trimmed, label)


def without_section(part: str, label: str) -> str:
    """``Posts on Ada's Notes`` and ``The Wave by Ada`` as the domain has it: ``Ada's Notes``, ``The Wave``."""
    before, _, after = part.partition(" by ")
    if after and likeness(before, label) == 1.0 and not is_generic(before):
        return before
    of_site = SECTION_OF_SITE.match(part)
    if of_site and (is_generic(of_site[1]) or likeness(of_site[2], label) >= SHARE_MIN):
        return of_site[2]
    return part


# ---------------------------------------------------------------- doubts


def is_generic(name: str) -> bool:
    """Only words that any publication could have: ``World``, ``Latest News 2026``."""
    return all(word in GENERIC or YEAR.fullmatch(word) for word in name_words(name))


def doubt(name: str, owner: Owner, by_name: Mapping[str, KnownSource]) -> str:
    """Why this cannot be the name of whoever answers for an address; empty: it may be."""
    bare = letters(name)
    if not bare:
        return "no letters"
    if len(name) > NAME_CHARS_MAX:
        return f"longer than {NAME_CHARS_MAX} characters"
    if bare in (letters(owner.label), letters(owner.key)):
        return ""
    if is_generic(name):
        return "words that any publication could have"
    if bare in VENDORS:
        return "the maker of what pages are made with"
    known = by_name.get(bare)
    if known:
        return f"the name of {known.domain}"
    is_elsewhere = DOMAIN_LIKE.fullmatch(name) and registered(name.lower()) != owner.domain
    if is_elsewhere and likeness(name.rpartition(".")[0], owner.label) < SHARE_MIN:
        return "another domain"
    return ""
