"""What is looked at when the kind of an article is judged: its feed's words, its address, its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ..model import Article
from ..reading import PageReading, PageShape
from ..text import fold, squeeze

HEADLINE_CHARS_MAX = 400
"""Of a headline; what is longer is a text without a headline."""
LABELS_MAX = 50
SEGMENTS_MAX = 20
TEXT_CHARS_MAX = 1000
"""Of the text: an advert gives itself away early, and news quotes them late."""
OF_THE_ASKER = frozenset((401, 403, 407, 408, 425, 429, 451, 503))
"""Answers that speak of who asks or when, not of the article: such a page is no evidence."""
ARTICLE_TYPE = re.compile(r"(?:^|[:/])\w*(?:article|blogposting)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One article made ready for looking: texts folded, the address taken apart."""

    headline: str
    """As it stands, squeezed; names and quotes are told by their capitals and marks."""
    folded: str
    """The headline, folded."""
    page_headline: str
    """The page's own, folded; empty: no page."""
    excerpt: str
    """As it stands."""
    said: str
    """Headline, excerpt and the beginning of the text, folded."""
    lead: str
    """Excerpt alone, folded."""
    host: str
    segments: tuple[str, ...]
    """Parts of the path, folded, in order; of the page's address where there is a page that moved."""
    query: str
    labels: tuple[str, ...]
    """Sections and tags, folded."""
    types: frozenset[str]
    """What the page calls itself, folded: ``newsarticle``."""
    shape: PageShape | None
    status: int
    """0: no page."""
    access: str
    authors: tuple[str, ...]
    language: str

    @property
    def is_called_article(self) -> bool:
        """The page says that it is an article of some sort."""
        return any(ARTICLE_TYPE.search(name) for name in self.types)


def make_case(article: Article, page: PageReading | None) -> Case:
    """What can be looked at for one article, with its page where that speaks of the article."""
    if page is not None and page.status in OF_THE_ASKER:
        page = None
    parts = urlsplit(page.url if page else article.url)
    headline = squeeze(article.headline)[:HEADLINE_CHARS_MAX]
    excerpt = squeeze(article.excerpt or (page.dek if page else ""))[:TEXT_CHARS_MAX]
    text = (page.text if page and page.text else article.text)[:TEXT_CHARS_MAX]
    labels = (page.section, *article.tags, *page.tags) if page else article.tags
    return Case(
        headline=headline,
        folded=fold(headline),
        page_headline=fold(squeeze(page.headline)[:HEADLINE_CHARS_MAX]) if page else "",
        excerpt=excerpt,
        said=fold(squeeze(f"{headline} {excerpt} {text}")),
        lead=fold(excerpt),
        host=fold(parts.hostname or ""),
        segments=tuple(part for part in fold(unquote(parts.path)).split("/") if part)[:SEGMENTS_MAX],
        query=fold(parts.query),
        labels=tuple(fold(label) for label in labels[:LABELS_MAX] if label),
        types=frozenset(fold(name).rpartition("/")[2] for name in page.types) if page else frozenset(),
        shape=page.shape if page else None,
        status=page.status if page else 0,
        access=page.access if page else "",
        authors=article.authors or (page.authors if page else ()),
        language=fold(article.language or (page.language if page else "")),
    )
