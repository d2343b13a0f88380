"""The reference system's newsletters: what an issue holds, how it is named, and what was in one.

Each function says how far it holds on the 485 recorded issues of one site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from .content import Newsletter
from .record import NewsRecord
from .rules import slug_of

TITLES_WITH_NEWS = 3
TITLES_WITHOUT_NEWS = 2
SECTION = re.compile(r"<strong>([^<{]+)</strong>\s*</td>")
BADGE = re.compile(r'<a href="([^"]*)"><img [^>]*/([0-9]{1,2})-white\.png"')
"""An item begins with its number, which is a picture that leads to it."""
PICTURE = re.compile(r'<img src="([^"]*)" width="96%"')
WORDS = re.compile(r"<strong>\{% raw %\}(.*?)\{% endraw %\}</strong>(.*?)</p>", re.DOTALL)
PROVIDER = re.compile(r"↪([^<]*)</a>")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterItem:
    """One item of an issue."""

    n: int
    """Its number in its section, from one on."""
    url: str
    title: str
    excerpt: str
    provider: str
    """The publisher's name, or what the link to the item says, such as ``View Profile``."""
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSection:
    """One section of an issue, such as ``News of the day``."""

    name: str
    items: tuple[LetterItem, ...]


def newsletter_news(records: Sequence[NewsRecord], day: str, at_most: int) -> tuple[NewsRecord, ...]:
    """The news of an issue: published, with an image, of the same day in UTC, the hottest first.

    ``records`` are those known when the issue is made, with their heat of that moment; ``day`` is the issue's own.
    ``at_most`` is 2 on one site and 5 on the other.  Finds all 103 items that were mailed and one that was not; all
    six issues with more than one item have them in this order.
    """
    fit = [one for one in records if one.published and one.images and one.publishedDateTime[:10] == day]
    return tuple(sorted(fit, key=lambda one: -(one.heat or 0))[:at_most])


def newsletter_note(record: NewsRecord, records: Sequence[NewsRecord], at_most: int) -> str:
    """Why a record is in the issue of its day, or is not; ``records`` are all of the site."""
    day = record.publishedDateTime[:10]
    chosen = newsletter_news(records, day, at_most)
    if record in chosen:
        return f"number {chosen.index(record) + 1} of the news in the issue of {day}, by heat {record.heat}"
    if not record.published:
        return f"not in the issue of {day}: it is not published"
    if not record.images:
        return f"not in the issue of {day}: it has no image"
    hotter = ", ".join(f"“{one.title}” ({one.heat})" for one in chosen)
    return f"not in the issue of {day}, which holds {at_most}: {hotter} come before it ({record.heat})"


def newsletter_title(site: str, day: str) -> str:
    """The subject of an issue, from the site's title; holds on all issues."""
    return f"{site} ({day})"


def newsletter_name(site: str, day: str) -> str:
    """The name of an issue's file, without its folder; holds on all issues."""
    return f"{slug_of(site)}-{day}.html"


def newsletter_url(web_url: str, name: str) -> str:
    """Where people read an issue: ``web_url`` is the site's, without a slash at its end."""
    return f"{web_url}/newsletter/{name.removesuffix('.html')}/"


def newsletter_excerpt(news: Sequence[str], others: Sequence[str]) -> str:
    """The first titles of an issue: two where it has no news, else three; holds on 484 of 485 issues."""
    titles = [*news, *others]
    return " / ".join(titles[: TITLES_WITH_NEWS if news else TITLES_WITHOUT_NEWS])


def newsletter_of(
    site: str, web_url: str, moment: str, *, titles: tuple[Sequence[str], Sequence[str]], topic: str, body: str
) -> Newsletter:
    """An issue: ``titles`` are those of its news and those of everything else, ``body`` is the e-mail."""
    day = moment[:10]
    return Newsletter(
        title=newsletter_title(site, day),
        excerpt=newsletter_excerpt(*titles),
        publishedDateTime=moment,
        webUrl=newsletter_url(web_url, newsletter_name(site, day)),
        topics=(topic,),
        body=body,
    )


def sections_of(body: str) -> tuple[LetterSection, ...]:
    """The sections of an issue's e-mail; exact on the one issue that is recorded whole."""
    heads = list(SECTION.finditer(body))
    bounds = pairwise([*(head.start() for head in heads), len(body)])
    return tuple(
        LetterSection(name=unescape(head[1].strip()), items=tuple(items_of(body[start:end])))
        for head, (start, end) in zip(heads, bounds, strict=True)
    )


def items_of(section: str) -> Iterator[LetterItem]:
    """The items of a section: from each badge to the next."""
    badges = list(BADGE.finditer(section))
    bounds = pairwise([*(badge.start() for badge in badges), len(section)])
    for badge, (start, end) in zip(badges, bounds, strict=True):
        part = section[start:end]
        words, picture, provider = WORDS.search(part), PICTURE.search(part), PROVIDER.search(part)
        yield LetterItem(
            n=int(badge[2]),
            url=unescape(badge[1]),
            title=unescape(words[1]) if words else "",
            excerpt=unescape(words[2].strip()) if words else "",
            provider=unescape(provider[1].strip()) if provider else "",
            image=unescape(picture[1]) if picture else None,
        )
