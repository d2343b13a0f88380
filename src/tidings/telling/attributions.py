"""Whom a report names as having reported the same: from its own words, and only names that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ..model import Article, Attribution, AttributionRole

CHARS_READ_MAX: Final = 3000
"""Of a text: who is named first stands near the beginning."""
CREDIT_CHARS_MAX: Final = 160
"""A dateline with its agency stands at the very beginning."""
WORDS_MAX: Final = 5
"""Of a source's name."""
RUN: Final = r"(?:[A-Z][\w.&’'-]*|dpa|taz)(?: (?:[A-Z0-9&][\w.&’'-]*|of|and|de)){0,4}"
"""Words written as a name."""
ARTICLE: Final = r"(?:[Tt]he |l['’]|la |le |der |die |dem |el )?"
HAS_FROM: Final = (
    r"\b(?:[Aa]ccording to|(?:reported|revealed|obtained|quoted|cited|published) by|told|[Cc]iting|[Qq]uoting|"
    r"(?:spoke|speaking) to|(?:statement|interview) (?:to|with)|"
    r"[Ll]aut|meldet|berichtet|gegenüber|[Ss]elon|[Dd]['’]après|[Ss]egún|informó) "
)
SAYS: Final = r",? (?:reports|reported|has learned|revealed|berichtete|berichtet|meldete)\b"
FIRST_FROM: Final = r"\b(?:first (?:reported|revealed|published) (?:by|in)|reported (?:first|exclusively) by) "
SAYS_FIRST: Final = r",? (?:first reported|was (?:the )?first to report|exclusively (?:reported|revealed))\b"
FOLLOWED: Final[tuple[tuple[AttributionRole, re.Pattern[str]], ...]] = (
    ("first", re.compile(f"{FIRST_FROM}{ARTICLE}({RUN})")),
    ("named", re.compile(f"{HAS_FROM}{ARTICLE}({RUN})")),
)
"""What is said before a name."""
PRECEDED: Final[tuple[tuple[AttributionRole, re.Pattern[str]], ...]] = (
    ("first", re.compile(SAYS_FIRST)),
    ("named", re.compile(SAYS)),
)
"""What is said behind one."""
LAST_RUN: Final = re.compile(rf"({RUN})(?: has| had)?$")
NAME_CHARS_MAX: Final = 60
POSSESSIVE: Final = re.compile(r"(?:['’]s)?[.,]*$")
CREDITED: Final = re.compile(r"\(([A-Z][\w .&’'-]{1,30}|dpa)\)|^([A-Z][\w .&’'-]{1,30}?) [-–—] ")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownName:
    """A source that may be named."""

    source_id: str
    name: str
    """As it calls itself."""
    is_wire: bool = False
    """Its text is expected elsewhere."""


Said = tuple[AttributionRole, str, KnownName]
"""What is said, in which words, and of whom."""


def find_attributions(
    articles: Iterable[Article], names: Mapping[str, KnownName]
) -> dict[str, tuple[Attribution, ...]]:
    """Whom each article names, where it names anybody but itself: each source once, with the most that is said.

    ``names`` are spelt as they are written, without a leading "The"; other names are nobody's.
    """
    found = {article.id: tuple(attributions_of(article, names)) for article in articles}
    return {id_: those for id_, those in found.items() if those}


WEIGHT: Final[dict[AttributionRole, int]] = {"first": 0, "credited": 1, "named": 2}


def attributions_of(article: Article, names: Mapping[str, KnownName]) -> Iterator[Attribution]:
    """Whom one article names."""
    found: dict[str, Attribution] = {}
    for one in sorted(every_attribution(article, names), key=lambda one: (WEIGHT[one.role], not one.words)):
        if one.source_id != article.source.id and one.source_name != article.source.name:
            found.setdefault(one.source_id, one)
    yield from found.values()


def every_attribution(article: Article, names: Mapping[str, KnownName]) -> Iterator[Attribution]:
    """All that is said of anybody, in any order."""
    text = f"{article.excerpt}\n{article.text[:CHARS_READ_MAX]}"
    for role, words, known in (*named_behind(text, names), *named_before(text, names), *credited(article, names)):
        squeezed = " ".join(words.split()).strip(" -–—")
        yield Attribution(
            article_id=article.id,
            source_id=known.source_id,
            source_name=known.name,
            words=squeezed if squeezed in article.excerpt or squeezed in article.authors else "",
            role=role,
        )


def named_behind(text: str, names: Mapping[str, KnownName]) -> Iterator[Said]:
    """Names behind words that say whence."""
    for role, pattern in FOLLOWED:
        for match in pattern.finditer(text):
            if known := find_name(match[1], names, from_start=True):
                yield role, match[0], known


def named_before(text: str, names: Mapping[str, KnownName]) -> Iterator[Said]:
    """Names before words that say that they reported it."""
    for role, pattern in PRECEDED:
        for match in pattern.finditer(text):
            run = LAST_RUN.search(text[max(0, match.start() - NAME_CHARS_MAX) : match.start()])
            if run and (known := find_name(run[1], names, from_start=False)):
                yield role, f"{run[0]}{match[0]}", known


def credited(article: Article, names: Mapping[str, KnownName]) -> Iterator[Said]:
    """Agencies in the dateline and the byline."""
    lines = [(match[0], match[1] or match[2]) for match in CREDITED.finditer(article.text[:CREDIT_CHARS_MAX])]
    for words, name in (*lines, *((author, without_the(author)) for author in article.authors)):
        if (known := names.get(name)) and known.is_wire:
            yield "credited", words, known


def find_name(written: str, names: Mapping[str, KnownName], *, from_start: bool) -> KnownName | None:
    """The longest known name that a run of words begins with, or ends with."""
    words = without_the(written).rstrip(".,’'").split()[:WORDS_MAX]
    for count in range(len(words), 0, -1):
        part = (
            " ".join(words[:count] if from_start else words[-count:]).rstrip(".,").removesuffix("’s").removesuffix("'s")
        )
        if part in names:
            return names[part]
    return None


def without_the(name: str) -> str:
    """A name as it is looked up."""
    return re.sub(r"^[Tt]he ", "", name.strip())
