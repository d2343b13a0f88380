"""What a page says it is: every claim with the place it stood in, and what we believe of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .genre import NOT_ARTICLES, Kind, KindName
from .model import DateClaim, Image

__all__ = ["NOT_ARTICLES", "Claim", "Kind", "KindName", "PageAnswer", "PageImage", "PageReading", "PageShape"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement about an article, and whether it was believed."""

    field: str
    """What it is about: ``headline``, ``dek``, ``author``, ``published``, ``updated``, ``canonical``, ``amp``,
    ``language``, ``section``, ``tag``, ``image``, ``publisher``, ``logo``, ``access``, ``reservation``,
    ``correction``, ``text``.
    """
    value: str
    """As we read it: plain text, a whole address, or a moment in ISO 8601."""
    origin: str
    """Where it stood, as the precedence table names it: ``json-ld``, ``og``, ``twitter``, ``microdata``, ``meta``,
    ``link``, ``header``, ``html``, ``visible``, ``title tag``, ``address``, ``script``, ``feed``."""
    place: str = ""
    """The exact element: ``headline``, ``og:title``, ``h1``, ``meta name=author`` ..."""
    raw: str = ""
    """As it was written, where that differs from ``value``; cut to 300 characters."""
    is_believed: bool = False
    why: str = ""
    """Why it was believed or not, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """The picture of an article, as its page describes it."""

    url: str
    width: int = 0
    """Declared, in pixels; 0: unsaid."""
    height: int = 0
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""
    """Address or words of the licence."""
    is_generated: bool = False
    """Its metadata says that a machine made it (IPTC digital source type, C2PA)."""

    def as_image(self) -> Image:
        """The part of it that travels with an article."""
        return Image(url=self.url, width=self.width, height=self.height, alt=self.alt)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShape:
    """What a page looks like, in figures: the ground on which its kind is judged in any language."""

    words_count: int = 0
    """Of the article's text."""
    paragraphs_count: int = 0
    links_count: int = 0
    """On the whole page."""
    links_text_share: float = 0.0
    """Share of the main part's characters that are links, 0 to 1."""
    images_count: int = 0
    """Inside the article."""
    videos_count: int = 0
    audios_count: int = 0
    list_items_count: int = 0
    headings_count: int = 0
    """Inside the article."""
    times_count: int = 0
    """Time stamps inside the article: a live blog has many."""
    teasers_count: int = 0
    """Headlines with links to other pages in the main part: a list of articles has many."""
    forms_count: int = 0
    passwords_count: int = 0
    questions_count: int = 0
    """Groups of radio buttons or the like: a quiz."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """An article's page, read: the fields that we believe, and every claim that they come from.

    A function of the page's bytes, address and headers alone; it can be made again at any time.
    """

    url: str
    """Where the page came from, after redirects."""
    status: int = 200
    canonical_url: str = ""
    """Its own word for its address, whole; empty: none, or not to be believed."""
    amp_url: str = ""
    headline: str = ""
    """Without the site's name."""
    dek: str = ""
    """The line below the headline, or the description written for readers."""
    authors: tuple[str, ...] = ()
    """People; never the staff, the site or a social network."""
    published: DateClaim | None = None
    updated: DateClaim | None = None
    language: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    image: PageImage | None = None
    publisher: str = ""
    """The name of the publication as the page gives it."""
    publisher_logo: str = ""
    text: str = ""
    """The article's own words, plain, a line for each paragraph."""
    types: tuple[str, ...] = ()
    """What the page calls itself: types of JSON-LD, microdata and Open Graph (``NewsArticle``, ``og:article``)."""
    access: Literal["free", "paid", ""] = ""
    """``isAccessibleForFree`` or the like; empty: unsaid."""
    is_cut: bool = False
    """The text ends before the article does: a teaser before a wall."""
    reservations: tuple[str, ...] = ()
    """What the publisher asks of machines, in their words: ``noindex``, ``noai``, ``noimageai``,
    ``tdm-reservation``, ``nosnippet``, ``max-snippet:0`` ..."""
    corrections: tuple[str, ...] = ()
    """Notices of corrections, each as it stands."""
    shape: PageShape = PageShape()
    claims: tuple[Claim, ...] = ()
    """By field, the believed one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAnswer:
    """A page as it was fetched, for one article."""

    url: str
    """As it was asked."""
    final_url: str
    """After redirects; like ``url`` where there was no answer."""
    status: int
    fetched_at: datetime
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    """Those that speak of rights: ``x-robots-tag``, ``tdm-reservation``, ``tdm-policy``; names in lower case."""
    body: bytes = b""
    error: str = ""
    """Why there is no page, in words; empty: there is one."""
