"""What an entry became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ..imagery import Image
from ..sources import Source

IMPORTED = "everyday:"
"""What ``feed_url`` begins with where no feed announced an article: it came with a site that was taken over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published piece, cleaned; every field is text or a checked address."""

    id: str
    """The first 16 hexadecimal digits of SHA-256 of ``url``, so that it is the same everywhere."""
    url: str
    """Canonical address at the publisher."""
    source: Source
    headline: str
    excerpt: str = ""
    text: str = ""
    """All the text that its page or its feed gave, plain."""
    authors: tuple[str, ...] = ()
    published: datetime
    """The publisher's claim where it can be believed, else our first sight."""
    published_from: str
    """Evidence for ``published`` in words, with the raw claim where it was not believed."""
    is_dated: bool = True
    """The publisher's claim was believed."""
    updated: datetime | None = None
    seen_at: datetime
    """When we first saw it."""
    image: Image | None = None
    tags: tuple[str, ...] = ()
    language: str = ""
    section: str = ""
    """Where its publisher puts it, in their words."""
    amp_url: str = ""
    """A copy in the AMP format, as its page names it."""
    words_count: int = 0
    """Of ``text``."""
    access: Literal["free", "paid", ""] = ""
    """Whether its publisher wants to be paid; empty: unsaid."""
    is_cut: bool = False
    """``text`` ends before the article does."""
    corrections: tuple[str, ...] = ()
    """Notices of corrections, as they stand on its page."""
    reservations: tuple[str, ...] = ()
    """What its publisher asks of machines (``noai``, ``tdm-reservation`` ...)."""
    page_url: str = ""
    """Where its page came from, after redirects; empty: it is as its feed told it."""
    feed_url: str = ""
    entry_id: str = ""

    @property
    def imported_from(self) -> str:
        """The file of a site that was taken over, where it came with one; empty: a feed announced it."""
        return self.entry_id if self.feed_url.startswith(IMPORTED) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a publisher changed in an article after we first saw it."""

    article_id: str
    seen_at: datetime
    field: Literal["headline", "text", "authors", "published", "correction"]
    before: str
    """The headline, names, moment or notices; of a text its length."""
    after: str
    is_silent: bool = False
    """The publisher gave no sign of it: neither a later time of update nor a notice of correction."""
