"""Words, sentences, shingles and slugs: what we do with plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from .sentences import cut_short, joined, sentences

WORD = re.compile(r"\w+(?:[.,]\d+)*", re.UNICODE)
NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")

# Words that say nothing about the event; English, since a word wrongly kept only costs a little.
STOP_WORDS = frozenset(
    "a about above across after again against ago all along also although am amid among an and another "
    "any are around as at away back be became because become been before behind being below between both "
    "but by can cannot come could day days de did do does doing don done down during each eight el en "
    "even ever every few first five for four from further get gets getting give given gives go goes going "
    "good got had has have having he her here hers herself him himself his how however i if in inside "
    "into is it its itself just keep la last late later latest least less let like ll long look made make "
    "makes making many may me might minute month more most much must my near need never new news next "
    "nine no nor not now of off often old on once one only or other others our out outside over own part "
    "people per put re read report reported reporting reports right s said same say saying says second "
    "see seen set seven several she should since six so some still such t take taken takes tell ten than "
    "that the their them themselves then there these they thing things this those though three through "
    "time to today told too top toward towards two under until up upon us use used using ve very via "
    "video vs want was watch way we week weeks well went were what when where whether which while who "
    "whom whose why will with within without would year years yes yesterday yet you your".split()
)


def squeeze(text: str) -> str:
    """The text with every run of white space folded to one space."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """The text for comparing: compatibility forms, case and curly quotes made alike."""
    return unicodedata.normalize("NFKC", text).replace("’", "'").casefold()


UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")
"""Thai, Japanese and Chinese, which write words without gaps."""
SIGNS_PER_WORD = 2
"""About so many of their signs are a word."""
WORDS_PER_MINUTE = 230
"""What adults read silently: Brysbaert (2019) finds 238 words of English non-fiction a minute; rounded down."""


def count_words(text: str) -> int:
    """How many words a text has, also where they are written without gaps."""
    if text.isascii():
        return len(WORD.findall(text))
    signs = sum(map(len, UNSPACED.findall(text)))
    return len(WORD.findall(UNSPACED.sub(" ", text) if signs else text)) + signs // SIGNS_PER_WORD


def reading_minutes(words_count: int) -> int:
    """How long reading so many words takes, in minutes, rounded up; 0: there is nothing to read."""
    return -(-words_count // WORDS_PER_MINUTE)


def words(text: str) -> list[str]:
    """All words and numbers of a text, folded, in order."""
    return WORD.findall(fold(text))


def content_words(text: str) -> list[str]:
    """The words that can name an event: folded, without stop words, possessives and plural s."""
    bare = fold(text).replace("'s ", " ")
    return [stem(word) for word in WORD.findall(bare) if word not in STOP_WORDS and is_telling(word)]


def is_telling(word: str) -> bool:
    """A single letter is nearly always the stump of a contraction."""
    return len(word) > 1 or word.isdigit()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its commonest English endings: enough to bring "talks" to "talk"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def shingles(tokens: Sequence[str], size: int) -> frozenset[tuple[str, ...]]:
    """All runs of ``size`` words; empty when the text is shorter."""
    return frozenset(zip(*(tokens[start:] for start in range(size)), strict=False))


def slugify(text: str, *, chars_max: int = 80) -> str:
    """An address part: ASCII letters, digits and hyphens, cut at a word; may be empty."""
    ascii_text = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode()
    slug = NOT_IN_SLUG.sub("-", ascii_text.replace("'", "")).strip("-")
    if len(slug) <= chars_max:
        return slug
    return slug[: chars_max + 1].rsplit("-", 1)[0][:chars_max].strip("-")


def excerpt(text: str, *, chars_max: int, language: str = "") -> str:
    """As many whole sentences as fit; when not even one does, whole words and an ellipsis."""
    taken = ""
    kept: list[str] = []
    for sentence in sentences(text, language=language):
        kept.append(sentence)
        if len(joined(kept)) > chars_max:
            break
        taken = joined(kept)
    return taken or cut_short(squeeze(text), chars_max=chars_max)


def cut_at_word(text: str, *, chars_max: int) -> str:
    """At most ``chars_max`` characters, ending at a word with an ellipsis where something is left out."""
    if len(text) <= chars_max:
        return text
    return text[:chars_max].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


@lru_cache(maxsize=4096)
def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """Finds a phrase in folded text as whole words, whatever white space or hyphen joins them."""
    parts = [re.escape(part) for part in re.split(r"[\s-]+", fold(phrase).strip()) if part]
    return re.compile(r"(?<!\w)" + r"[\s-]+".join(parts) + r"(?!\w)")


def find_phrase(phrases: Iterable[str], folded: str) -> str | None:
    """The first of the phrases that stands in the (already folded) text as whole words."""
    return next((phrase for phrase in phrases if phrase_pattern(phrase).search(folded)), None)
