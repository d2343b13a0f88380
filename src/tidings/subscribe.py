"""From the address of a site to its feeds: a few questions, one at a time, and what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from . import store
from .discover import (
    Candidate,
    Format,
    Role,
    common_candidates,
    find_candidates,
    format_of,
    is_same_feed,
    newest_of,
    sitemap_candidates,
)
from .errors import FetchError, ParseError
from .gather import ask_page, robots_text
from .inquire import DATABASE, STATE_FOLDER
from .model import Desk, Drop, Feed, Fetched, ParsedFeed
from .parse import parse_feed
from .urls import canonical_url, domain_of

REQUESTS_MAX = 14
"""Questions to find the feeds of one site, the page itself among them."""
NAMED_ASKED_MAX = 3
"""Feeds that a page names which are looked into; of more, only the address is shown."""
SITEMAPS_ASKED_MAX = 2

AskPage = Callable[[Desk, str], Fetched | FetchError]
"""``gather.ask_page`` with a memory and a clock: gaps, robots.txt and hosts that had enough are its business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that a desk could read."""

    url: str
    reason: str
    title: str = ""
    format: Format = ""
    role: Role = "main"
    entries_count: int = 0
    newest: datetime | None = None
    also: tuple[str, ...] = ()
    """The same feed at other addresses or in other formats."""
    is_asked: bool = True
    """It was looked into; else all that is known stands in the page."""
    answer: Fetched | None = None
    """What it answered, so that nobody need ask again."""

    @property
    def feed(self) -> Feed:
        """It as a desk's feed; what it is called is left to what it says of itself."""
        return Feed(url=self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFeeds:
    """What the questions found."""

    asked_url: str
    feeds: tuple[FoundFeed, ...] = ()
    """Best first."""
    drops: tuple[Drop, ...] = ()
    """Addresses that were no feed, and why."""
    requests_count: int = 0


@dataclass(slots=True)
class Asker:
    """Asks one address after the other, so many at most, and never one twice."""

    desk: Desk
    ask_page: AskPage
    robots_text: Callable[[str], str]
    """The robots.txt that counts for a page which was asked."""
    tell: Callable[[str], object] = field(default=lambda _: None)
    """Is told each address before it is asked."""
    asked: dict[str, Fetched | FetchError] = field(default_factory=dict)
    """What each address answered."""

    def ask(self, url: str) -> Fetched | FetchError:
        """What an address answers."""
        if url in self.asked:
            return self.asked[url]
        if len(self.asked) >= REQUESTS_MAX:
            return FetchError(url, f"not asked: {REQUESTS_MAX} questions to one site are enough")
        if not self.asked:
            self.desk = with_owners_word(self.desk, url)
        self.tell(url)
        self.asked[url] = self.ask_page(self.desk, url)
        return self.asked[url]


def with_owners_word(desk: Desk, url: str) -> Desk:
    """The desk, with this machine's own address allowed where its owner named it first."""
    parts = urlsplit(url)
    if not is_this_machine(url) or not parts.hostname:
        return desk
    fetch = desk.rules.fetch
    ports = (str(parts.port),) if parts.port else ()
    fetch = replace(fetch, private_hosts=(*fetch.private_hosts, parts.hostname), ports=(*fetch.ports, *ports))
    return replace(desk, rules=replace(desk.rules, fetch=fetch))


@contextmanager
def open_asker(desk: Desk, folder: Path, *, now: datetime, tell: Callable[[str], object]) -> Iterator[Asker]:
    """Somebody who asks in a desk's name, by its rules, and with what its folder remembers of hosts.

    Raises StoreError where the memory cannot be used; a run may be at work in it.
    """
    with store.closing(store.open_database(folder / STATE_FOLDER / DATABASE)) as db:
        yield Asker(
            desk=desk,
            ask_page=lambda asking, url: ask_page(db, asking, url, now=now),
            robots_text=lambda url: robots_text(db, url),
            tell=tell,
        )


def is_this_machine(url: str) -> bool:
    """Our own machine need not be spared."""
    host = urlsplit(url).hostname or ""
    return host == "localhost" or host.startswith("127.") or host == "::1"


def find_feeds(url: str, asker: Asker) -> SiteFeeds:
    """The feeds of an address: itself, if it is one; else what its page names; else what lies at the usual places.

    Raises FetchError where the address itself cannot be had.
    """
    asked_url = url if "://" in url else f"https://{url}"
    answer = asker.ask(asked_url)
    if isinstance(answer, FetchError):
        raise answer
    itself = look_into(Candidate(url=asked_url, reason="the address itself"), answer)
    if isinstance(itself, FoundFeed):
        return SiteFeeds(asked_url=asked_url, feeds=(itself,), requests_count=len(asker.asked))
    feeds, drops = ask_named(find_candidates(answer.body, page_url=answer.url), asker)
    for look_on in (ask_lists, ask_usual):
        if not any(feed.is_asked for feed in feeds):
            more, others = look_on(answer.url, asker)
            feeds, drops = (*more, *feeds), (*drops, *others)
    return SiteFeeds(asked_url=asked_url, feeds=feeds, drops=drops, requests_count=len(asker.asked))


def look_into(candidate: Candidate, answer: Fetched | FetchError) -> FoundFeed | Drop:
    """The feed in an answer, or why it is none."""
    if isinstance(answer, FetchError):
        return Drop(what=candidate.url, reason=answer.reason)
    try:
        parsed = parse_feed(answer.body, feed_url=answer.url, content_type=answer.content_type)
    except ParseError as error:
        return Drop(what=candidate.url, reason=error.reason)
    return FoundFeed(
        url=lasting_url(candidate.url, answer.url),
        reason=candidate.reason,
        title=parsed.title or candidate.title,
        format=format_of(answer.body),
        role=candidate.role,
        entries_count=len(parsed.entries),
        newest=newest_of(parsed.entries),
        also=candidate.also,
        answer=answer,
    )


def look_closer(feed: FoundFeed, asker: Asker) -> FoundFeed | Drop:
    """A feed that was only named, looked into; one that was, as it is."""
    if feed.is_asked:
        return feed
    named = Candidate(url=feed.url, reason=feed.reason, title=feed.title, role=feed.role, also=feed.also)
    return look_into(named, asker.ask(feed.url))


def lasting_url(asked: str, answered: str) -> str:
    """The address to keep of a feed that was asked here and answered there.

    A redirect inside one site is followed; one to another site may be for today only.
    """
    return answered if domain_of(asked) == domain_of(answered) and not urlsplit(answered).query else asked


def ask_named(candidates: Sequence[Candidate], asker: Asker) -> tuple[tuple[FoundFeed, ...], tuple[Drop, ...]]:
    """The first few of what a page names looked into, the others as they are named."""
    results = [look_into(one, asker.ask(one.url)) for one in candidates[:NAMED_ASKED_MAX]]
    asked = united([result for result in results if isinstance(result, FoundFeed)])
    unasked = [only_named(one) for one in candidates[NAMED_ASKED_MAX:]]
    return (*asked, *unasked), tuple(result for result in results if isinstance(result, Drop))


def only_named(candidate: Candidate) -> FoundFeed:
    """A feed of which all is known that a page says of it."""
    return FoundFeed(
        url=candidate.url,
        reason=candidate.reason,
        title=candidate.title,
        format=candidate.format,
        role=candidate.role,
        also=candidate.also,
        is_asked=False,
    )


def ask_lists(page_url: str, asker: Asker) -> tuple[tuple[FoundFeed, ...], tuple[Drop, ...]]:
    """The feeds named by a page that "RSS" on the first page led to: big sites list their feeds on one."""
    pages = [
        answer
        for answer in asker.asked.values()
        if isinstance(answer, Fetched) and answer.url != page_url and answer.body
    ]
    found = [one for page in pages for one in find_candidates(page.body, page_url=page.url)]
    return ask_named([one for one in found if one.url not in asker.asked], asker)


def ask_usual(page_url: str, asker: Asker) -> tuple[tuple[FoundFeed, ...], tuple[Drop, ...]]:
    """The first feed at the usual addresses, else a news sitemap."""
    found, drops = first_feed(common_candidates(page_url), asker)
    if found:
        return found, drops
    sitemaps = sitemap_candidates(asker.robots_text(page_url), page_url=page_url)
    found, more = first_feed(sitemaps[:SITEMAPS_ASKED_MAX], asker)
    return found, (*drops, *more)


def first_feed(candidates: Iterable[Candidate], asker: Asker) -> tuple[tuple[FoundFeed, ...], tuple[Drop, ...]]:
    """The first that is a feed with something in it; those before it were none."""
    drops: list[Drop] = []
    for one in candidates:
        result = look_into(one, asker.ask(one.url))
        if isinstance(result, FoundFeed) and result.entries_count:
            return (result,), tuple(drops)
        empty = Drop(what=one.url, reason="a feed without items")
        drops.append(result if isinstance(result, Drop) else empty)
    return (), tuple(drops)


def united(feeds: Sequence[FoundFeed]) -> list[FoundFeed]:
    """Each feed once: one that tells of the same things as an earlier one is named beside it."""
    kept: list[tuple[FoundFeed, ParsedFeed]] = []
    for feed in feeds:
        document = parsed_again(feed)
        for place, (other, known) in enumerate(kept):
            if canonical_url(feed.url) == canonical_url(other.url) or is_same_feed(document, known):
                also = dict.fromkeys((*other.also, feed.url, *feed.also))
                kept[place] = (replace(other, also=tuple(url for url in also if url != other.url)), known)
                break
        else:
            kept.append((feed, document))
    return [feed for feed, _ in kept]


def parsed_again(feed: FoundFeed) -> ParsedFeed:
    """The document of a feed that was read once already; an empty one where there is no answer."""
    if feed.answer is None:
        return ParsedFeed()
    return parse_feed(feed.answer.body, feed_url=feed.answer.url, content_type=feed.answer.content_type)
