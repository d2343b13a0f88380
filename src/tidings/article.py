"""Entry to article: what a feed announced, cleaned, dated and given its source, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from .clocks import told_shift, true_moment
from .dates import assumed_zone
from .excerpts import best_excerpt
from .figures import ClockMend
from .markup import html_to_text
from .model import Article, DateClaim, Drop, Entry, Feed, ParsedFeed
from .reading import PageReading
from .rules import ArticleRules
from .sources import Source
from .text import UNSPACED, content_words, count_words, cut_at_word, slugify, squeeze
from .urls import canonical_url, domain_of, is_web_url, same_page_key, url_id

HEADLINE_CHARS_MAX = 100
"""A headline made from text, where the feed gave none (status updates), stays this short."""
SITE_SEPARATOR = re.compile(r"\s+[|–—·»-]\s+")
NOT_LETTERS = re.compile(r"[\W_]+")
RESERVED = frozenset({"noindex", "none", "tdm-reservation"})
"""What says that a page is not to be read by machines such as ours (robots, and the TDM reservation protocol)."""
MAX_SNIPPET = re.compile(r"max-snippet:\s*(\d{1,6})")


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
    source = source or plain_source(url, feed)
    told = without_site(squeeze(entry.headline), (source.name, *source.aliases))
    headline = told or cut_at_word(squeeze(text), chars_max=HEADLINE_CHARS_MAX)
    if not headline:
        return Drop(what=name, reason="neither a headline nor text")
    updated, _, is_updated = believe(entry.updated, seen_at=seen_at, rules=rules, mend=mend)
    summary = html_to_text(entry.summary) if entry.summary else text
    return Article(
        id=url_id(url),
        url=url,
        source=source,
        headline=headline,
        excerpt=readable_excerpt(
            summary, text, headline=headline, rules=rules, language=entry.language or document.language
        ),
        text=text,
        authors=entry.authors,
        published=published,
        published_from=evidence,
        is_dated=is_dated,
        updated=updated if is_updated and updated > published else None,
        seen_at=seen_at,
        words_count=count_words(text),
        image=entry.image,
        tags=entry.tags,
        language=entry.language or document.language,
        feed_url=feed.url,
        entry_id=entry.id,
    )


def without_site(headline: str, names: Iterable[str]) -> str:
    """A headline without the name of its own site behind it: ``Ferry aground | The Post`` is ``Ferry aground``."""
    parts = SITE_SEPARATOR.split(headline)
    own = {letters(name) for name in names} - {""}
    is_named = len(parts) > 1 and letters(parts[-1]) in own
    return headline[: headline.rindex(parts[-1])].rstrip(" |-–—·»") if is_named else headline


def letters(text: str) -> str:
    """Only the letters and digits, folded."""
    return NOT_LETTERS.sub("", text.casefold())


def with_page(article: Article, page: PageReading, rules: ArticleRules) -> Article | Drop:
    """The article as its page tells it: an entry is a claim, the page is the fact.

    What the page does not say stays as the feed said it.  A page about something else, such as a wall
    or an error, changes nothing but what it says of access and rights; nor does one whose publisher wants it
    neither indexed nor mined: their feed is what they offer.
    """
    article = replace(
        article,
        access=page.access,
        corrections=page.corrections,
        reservations=page.reservations,
        page_url=page.url,
    )
    if not is_about(page, article) or RESERVED & set(page.reservations):
        return article
    published, evidence, is_dated = better_moment(article, page, rules)
    if published < article.seen_at - timedelta(days=rules.max_age_days):
        return Drop(what=article.headline, reason=f"older than {rules.max_age_days} days")
    updated, _, is_updated = believe(page.updated, seen_at=article.seen_at, rules=rules)
    is_fuller = len(page.text) > len(article.text)
    text = page.text if is_fuller else article.text
    headline = page.headline or article.headline
    return replace(
        article,
        url=canonical_url(page.canonical_url) if page.canonical_url else article.url,
        headline=headline,
        excerpt=page_excerpt(article, page, headline=headline, rules=rules),
        text=text,
        words_count=count_words(text),
        is_cut=page.is_cut and is_fuller,
        authors=page.authors or article.authors,
        published=published,
        published_from=evidence,
        is_dated=is_dated,
        updated=updated if is_updated and updated > published else article.updated,
        image=page.image.as_image() if page.image else article.image,
        tags=article.tags or page.tags,
        language=page.language or article.language,
        section=page.section,
        source=replace(article.source, logo=article.source.logo or page.publisher_logo),
        amp_url=page.amp_url,
    )


def is_about(page: PageReading, article: Article) -> bool:
    """A page that is the article's: its headline has a word in common with the one that the feed gave."""
    told = terms(f"{article.headline} {article.excerpt}")
    return not page.headline or not told or bool(told & terms(f"{page.headline} {page.dek}"))


def terms(text: str) -> frozenset[str]:
    """Words, and pairs of signs where words are written without gaps."""
    runs = UNSPACED.findall(text)
    return frozenset(content_words(text)) | {run[at : at + 2] for run in runs for at in range(len(run) - 1)}


def better_moment(article: Article, page: PageReading, rules: ArticleRules) -> tuple[datetime, str, bool]:
    """When an article was published: the page's word where it names the moment and the zone, else the feed's,
    else whatever the page says.
    """
    moment, evidence, is_believed = believe(page.published, seen_at=article.seen_at, rules=rules)
    is_exact = page.published is not None and page.published.zone == "stated"
    if is_believed and (is_exact or not article.is_dated):
        return moment, f"the page: {evidence}", True
    return article.published, article.published_from, article.is_dated


def page_excerpt(article: Article, page: PageReading, *, headline: str, rules: ArticleRules) -> str:
    """The line that was written for readers, else the feed's, else how the text begins; whole sentences.

    A publisher who wants no snippet of the page is quoted from the feed alone, and one who wants a short one
    no longer than that.
    """
    snippet_max = snippet_chars_max(page)
    rules = replace(rules, excerpt_chars_max=min(rules.excerpt_chars_max, snippet_max or rules.excerpt_chars_max))
    told = (page.dek, article.excerpt, page.text) if snippet_max != 0 else (article.excerpt,)
    return readable_excerpt(*told, headline=headline, rules=rules, language=page.language or article.language)


def is_reworded(first: str, again: str) -> bool:
    """Two headlines that share at least half of the shorter one's words: one was made of the other."""
    ours, theirs = set(content_words(first)), set(content_words(again))
    shorter = min(len(ours), len(theirs))
    return first == again or (shorter > 0 and 2 * len(ours & theirs) >= shorter)


def snippet_chars_max(page: PageReading) -> int | None:
    """How long a quotation from a page its publisher allows; None: as long as is fair."""
    if "nosnippet" in page.reservations:
        return 0
    limits = [int(found[1]) for told in page.reservations if (found := MAX_SNIPPET.fullmatch(told))]
    return min(limits) if limits else None


def addresses_of(article: Article, entry_url: str) -> tuple[str, ...]:
    """Every address that leads to an article (as its feed links to it, as its page came, as its page says), and
    what each has in common with the other addresses of one page.
    """
    urls = [canonical_url(url) for url in (entry_url, article.page_url, article.url) if url]
    return tuple(dict.fromkeys((*urls, *map(same_page_key, urls))))


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
    zone = "zone stated" if claim.zone == "stated" else f"no zone stated, read as {assumed_zone(claim.raw)}"
    return min(at, seen_at), f"{said}, {zone}", True


def readable_excerpt(text: str, *others: str, headline: str, rules: ArticleRules, language: str = "") -> str:
    """Whole sentences of the first of several texts that makes a good excerpt, without a repeated headline, a dateline
    and "read more".
    """
    return best_excerpt((text, *others), headline=headline, language=language, chars_max=rules.excerpt_chars_max)


def plain_source(url: str, feed: Feed) -> Source:
    """Who published an address, where nobody worked it out: as the desk calls the feed, else the domain."""
    domain = domain_of(url)
    name = feed.source or domain
    return Source(id=slugify(name) or slugify(domain) or url_id(url), name=name, domain=domain)
