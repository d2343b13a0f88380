"""Entry to article: what a feed announced, cleaned, dated and given its source, or refused."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from .clocks import told_shift, true_moment
from .excerpts import best_excerpt
from .figures import ClockMend
from .markup import html_to_text
from .model import Article, DateClaim, Drop, Entry, Feed, ParsedFeed, Source
from .rules import ArticleRules
from .text import cut_at_word, slugify, squeeze
from .urls import canonical_url, domain_of, is_web_url, site_name_of, url_id

TITLE_SEPARATORS = re.compile(r"\s+[-–—|>»·:]+\s+|:\s+")
TITLE_TRIMMINGS = re.compile(
    r"\b(?:rss|atom|feeds?|headlines|latest|all stories|homepage|topics|(?:search )?records found \d*)\b", re.IGNORECASE
)
HEADLINE_CHARS_MAX = 100
"""A headline made from text, where the feed gave none (status updates), stays this short."""
NAME_CHARS_MAX = 40


def make_article(
    entry: Entry,
    feed: Feed,
    document: ParsedFeed,
    *,
    seen_at: datetime,
    rules: ArticleRules,
    mend: ClockMend | None = None,
) -> Article | Drop:
    """The article an entry announces, or why there is none; ``mend`` puts the feed's times right."""
    url = canonical_url(entry.url)
    name = squeeze(entry.headline) or entry.id or "an item without a name"
    if not is_web_url(url):
        return Drop(what=name, reason="no web address")
    published, evidence, is_dated = believe(entry.published or entry.updated, seen_at=seen_at, rules=rules, mend=mend)
    if published < seen_at - timedelta(days=rules.max_age_days):
        return Drop(what=name, reason=f"older than {rules.max_age_days} days")
    text = html_to_text(entry.content or entry.summary)
    headline = squeeze(entry.headline) or cut_at_word(squeeze(text), chars_max=HEADLINE_CHARS_MAX)
    if not headline:
        return Drop(what=name, reason="neither a headline nor text")
    updated, _, is_updated = believe(entry.updated, seen_at=seen_at, rules=rules, mend=mend)
    summary = html_to_text(entry.summary) if entry.summary else text
    return Article(
        id=url_id(url),
        url=url,
        source=source_of(url, feed, document),
        headline=headline,
        excerpt=readable_excerpt(summary, headline=headline, rules=rules),
        text=text,
        authors=entry.authors,
        published=published,
        published_from=evidence,
        is_dated=is_dated,
        updated=updated if is_updated and updated > published else None,
        seen_at=seen_at,
        image=entry.image,
        tags=entry.tags,
        language=entry.language or document.language,
        feed_url=feed.url,
        entry_id=entry.id,
    )


def believe(
    claim: DateClaim | None, *, seen_at: datetime, rules: ArticleRules, mend: ClockMend | None = None
) -> tuple[datetime, str, bool]:
    """When something was published, on what evidence, and whether the publisher was believed.

    A claim that is missing, unreadable, in the future or before the web's first news sites gives
    way to first sight, the only honest bound; the claim stays in the evidence.  One from a clock that
    is known to be wrong is put right first, and the evidence says by how much and why.
    """
    if claim is None or not claim.raw:
        return seen_at, "no date in the feed; first seen then", False
    said = f"{claim.element} “{claim.raw}”"
    if claim.at is None:
        return seen_at, f"{said} cannot be read as a date; first seen then", False
    at = true_moment(claim.at, mend.clock) if mend else claim.at
    if mend and at != claim.at:
        said = f"{said}, mended by {told_shift(at - claim.at)}: this source's clock is wrong ({mend.reason})"
    if at > seen_at + timedelta(minutes=rules.future_tolerance_minutes):
        return seen_at, f"{said} lies in the future; first seen then", False
    if at.year < rules.earliest_year:
        return seen_at, f"{said} lies before {rules.earliest_year}; first seen then", False
    zone = "zone stated" if claim.zone == "stated" else "no zone stated, read as UTC"
    return min(at, seen_at), f"{said}, {zone}", True


def readable_excerpt(text: str, *others: str, headline: str, rules: ArticleRules, language: str = "") -> str:
    """Whole sentences of the first of several texts that makes a good excerpt, without a repeated headline, a dateline
    and "read more".
    """
    return best_excerpt((text, *others), headline=headline, language=language, chars_max=rules.excerpt_chars_max)


# ---------------------------------------------------------------- sources


def source_of(url: str, feed: Feed, document: ParsedFeed) -> Source:
    """Who published an address: the desk's word first, else the feed's title, else the domain."""
    domain = domain_of(url)
    name = feed.source
    if not name:
        is_own = domain in {domain_of(document.url), domain_of(feed.url)} or not document.url
        name = source_name(document.title or feed.title, domain=domain, is_own=is_own) or domain
    return Source(id=slugify(name) or slugify(domain) or url_id(url), name=name, domain=domain)


def source_name(title: str, *, domain: str, is_own: bool = True) -> str:
    """The name of a publication in a feed's title: ``NYT > World News`` is ``NYT``.

    The part of the title that names the domain's owner wins; a short title without parts is taken
    whole when the feed is the publication's own; otherwise the answer is empty.
    """
    parts = [part for piece in TITLE_SEPARATORS.split(title) if (part := trim_title(piece))]
    owner = letters(site_name_of(domain))
    likely = [part for part in parts if belongs(part, owner)]
    if likely:
        return min(likely, key=len)[:NAME_CHARS_MAX].strip()
    whole = trim_title(title)
    is_section = whole.casefold() in SECTION_NAMES or len(parts) > 1
    return "" if not is_own or is_section or len(whole) > NAME_CHARS_MAX else whole


SECTION_NAMES = frozenset(
    "world news international europe asia africa americas business technology tech science politics "
    "home latest articles blog posts stories".split()
) | {"top stories", "world news", "latest news"}


def trim_title(title: str) -> str:
    """A piece of a title without words that only say that it is a feed."""
    return squeeze(TITLE_TRIMMINGS.sub(" ", title)).strip(" -–—|>»·:")


def letters(text: str) -> str:
    """Only the letters and digits, folded."""
    return re.sub(r"[\W_]", "", text.casefold())


def belongs(part: str, owner: str) -> bool:
    """A piece of a title names the owner of a domain: as a whole, or by its initials."""
    bare = letters(part)
    initials = "".join(word[0] for word in part.casefold().split())
    return bool(bare) and (bare in owner or owner in bare or owner == initials or abbreviates(bare, owner))


def abbreviates(short: str, owner: str) -> bool:
    """``nyt`` abbreviates ``nytimes``: same beginning, nearly as long as it is short."""
    return len(short) >= 3 and owner.startswith(short)
