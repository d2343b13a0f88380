"""Entry to article: what a feed announced, cleaned, dated and given its source, or refused."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from .clocks import told_shift, true_moment
from .figures import ClockMend
from .markup import html_to_text
from .model import Article, DateClaim, Drop, Entry, Feed, ParsedFeed
from .rules import ArticleRules
from .sources import Source
from .text import cut_at_word, excerpt, slugify, squeeze
from .urls import canonical_url, domain_of, is_web_url, url_id

READ_MORE = re.compile(
    r"\s*(?:\(?\[?(?:read more|continue reading|read the full (?:story|article)"
    r"|the post .{1,200} appeared first on .{1,80})[^.]{0,80}\]?\)?[.…]*)$",
    re.IGNORECASE,
)
TRAILING_DOTS = re.compile(r"\s*(?:\[\s*(?:…|\.{3}|&hellip;)\s*\]|\.{3,})$")
HEADLINE_CHARS_MAX = 100
"""A headline made from text, where the feed gave none (status updates), stays this short."""


def make_article(
    entry: Entry,
    feed: Feed,
    document: ParsedFeed,
    *,
    seen_at: datetime,
    rules: ArticleRules,
    mend: ClockMend | None = None,
    source: Source | None = None,
) -> Article | Drop:
    """The article an entry announces, or why there is none; ``mend`` puts the feed's times right.

    ``source`` is who published it; without it the desk's word for the feed decides, else the domain.
    """
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
        source=source or plain_source(url, feed),
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


def readable_excerpt(text: str, *, headline: str, rules: ArticleRules) -> str:
    """Whole sentences of the text, without a repeated headline and without "read more"."""
    body = TRAILING_DOTS.sub("…", READ_MORE.sub("", squeeze(text))).strip()
    if body.casefold().startswith(headline.casefold()):
        body = body[len(headline) :].lstrip(" .:–—-|")
    return excerpt(body, chars_max=rules.excerpt_chars_max)


def plain_source(url: str, feed: Feed) -> Source:
    """Who published an address, where nobody worked it out: as the desk calls the feed, else the domain."""
    domain = domain_of(url)
    name = feed.source or domain
    return Source(id=slugify(name) or slugify(domain) or url_id(url), name=name, domain=domain)
