"""The newest stories of the site and of each topic, and the reports of each story, in three formats of feeds.

::

    feed.xml, rss.xml, feed.json     the site
    topics/<topic>/                  the same three for each topic
    stories/<slug>/                  and for each story that has, or took in, more than one report

Ids are ``urn:uuid`` made from our own ids, so they hold when the site moves or a page is renamed.  A story of one
report has no feed: nothing could be followed there, and most stories of a long archive are such.  An address of a
feed leads somewhere as long as its page does: at the old name of a merged story lies the feed of the story that took
it in, at that of a withdrawn one a feed that says so.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial

from ..model import Edition, Masthead, RankedStory, Report, Topic, Withdrawal
from ..urls import is_web_url
from .addresses import IDS, ascii_url, page_name, site_uri, site_url, story_path, story_uri
from .cards import short_language
from .feed_formats import FILES, Channel, Item, made
from .plates import Issue, Plate
from .press import draw

STORIES_MAX = 50
"""Items in a feed: several days of a busy desk, and small enough to be asked for hourly."""


def feeds(issue: Issue) -> Iterator[Plate]:
    """All feeds of an edition."""
    edition = issue.edition
    stories = newest(edition.stories)
    key = issue.key_of(stories) if stories else ""  # an empty one tells when its edition was made
    yield from channel_plates("", partial(site_channel, edition, stories), key=key)
    for topic in edition.topics:
        stories = newest(story for story in edition.stories if topic.id in story.topics)
        make = partial(topic_channel, edition, topic, stories)
        yield from channel_plates(topic_folder(topic), make, key=issue.key_of(stories, topic.id))
    yield from story_feeds(issue)


def channel_plates(folder: str, make_channel: Callable[[], Channel], *, key: str = "") -> Iterator[Plate]:
    """The three files of a channel, with the same items in the same order."""
    for name in FILES:
        yield Plate(path=f"site/{folder}{name}", make=partial(drawn, make_channel, name), key=key)


def drawn(make_channel: Callable[[], Channel], name: str) -> bytes:
    """One file of a channel."""
    return made(make_channel(), name)


def announced_files(topics: Iterable[Topic]) -> tuple[str, ...]:
    """The files, inside the site, of the feeds that name a hub."""
    folders = ("", *(topic_folder(topic) for topic in topics))
    return tuple(f"{folder}{name}" for folder in folders for name in FILES)


# ---------------------------------------------------------------- the site and its topics


def site_channel(edition: Edition, stories: Sequence[RankedStory]) -> Channel:
    """The site's own feed of these stories."""
    masthead = edition.masthead
    return Channel(
        masthead=masthead,
        uri=site_uri(masthead),
        title=masthead.title,
        description=masthead.tagline,
        page="index.html",
        folder="",
        updated=updated(stories) or edition.as_of,
        items=tuple(story_item(story, edition) for story in stories),
        hub=hub_of(edition),
        language=masthead.language,
    )


def topic_channel(edition: Edition, topic: Topic, stories: Sequence[RankedStory]) -> Channel:
    """A topic's feed of these stories; one without any is empty, since it may have had some."""
    masthead = edition.masthead
    return Channel(
        masthead=masthead,
        uri=uuid.uuid5(IDS, f"topic:{site_uri(masthead)}:{topic.id}").urn,
        title=f"{topic.name} · {masthead.title}",
        description=topic.description,
        page=f"topics/{page_name(topic.id)}.html",
        folder=topic_folder(topic),
        updated=updated(stories),
        items=tuple(story_item(story, edition) for story in stories),
        hub=hub_of(edition),
        language=masthead.language,
    )


def topic_folder(topic: Topic) -> str:
    """Where a topic's feeds lie."""
    return f"topics/{page_name(topic.id)}/"


def newest(stories: Iterable[RankedStory]) -> list[RankedStory]:
    """The stories that appeared last, newest first; ties by id."""
    ordered = sorted(stories, key=lambda story: story.id)
    ordered.sort(key=lambda story: story.first_published, reverse=True)
    return ordered[:STORIES_MAX]


def updated(stories: Collection[RankedStory]) -> datetime | None:
    """When a feed last said something new; None: never."""
    return max((story.updated for story in stories), default=None)


def hub_of(edition: Edition) -> str:
    """The hub that feeds name; empty where they have no absolute address that it could tell of."""
    hub = edition.hub_url
    return ascii_url(hub) if site_url(edition.masthead) and is_web_url(hub) else ""


def story_item(story: RankedStory, edition: Edition) -> Item:
    """A story by its lead's authors, or its source."""
    lead = story.lead.article
    return Item(
        uri=story_uri(story),
        title=story.headline,
        page=story_path(story.slug),
        original=lead.url,
        publisher=lead.source.name,
        authors=lead.authors or (lead.source.name,),
        published=story.first_published,
        updated=story.updated,
        content=content(story),
        summary=lead.excerpt,
        topics=topic_names(story, edition),
        language=lead.language,
    )


def content(story: RankedStory) -> str:
    """A story for feed readers: its excerpt, and every report with a link, as HTML."""
    return draw("feed_item.html", story=story)


def topic_names(story: RankedStory, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Id and name of a story's topics, in the desk's order."""
    return tuple((topic.id, topic.name) for topic in edition.topics if topic.id in story.topics)


# ---------------------------------------------------------------- stories


def story_feeds(issue: Issue) -> Iterator[Plate]:
    """The feeds of stories, and what lies where stories had theirs that are gone."""
    edition, masthead = issue.edition, issue.edition.masthead
    by_slug = {story.slug: story for story in edition.stories}
    took_in = {new for _, new in edition.redirects}
    for story in edition.stories:
        if has_feed(story, took_in):
            make = partial(story_channel, masthead, story)
            yield from channel_plates(story_folder(story.slug), make, key=issue.keys[story.id])
    for old, new in edition.redirects:
        if new in by_slug:  # under a name that it has no more a story's feeds name their new address as their own
            make = partial(story_channel, masthead, by_slug[new])
            yield from channel_plates(story_folder(old), make, key=issue.keys[by_slug[new].id])
    for withdrawal in edition.withdrawn:
        yield from channel_plates(story_folder(withdrawal.slug), partial(withdrawn_channel, masthead, withdrawal))


def has_feed(story: RankedStory, took_in: Collection[str]) -> bool:
    """There is something to follow; ``took_in`` are slugs of stories that others were merged into."""
    return bool(story.coverage) or story.slug in took_in


def story_folder(slug: str) -> str:
    """Where a story's feeds lie."""
    return f"stories/{slug}/"


def story_channel(masthead: Masthead, story: RankedStory) -> Channel:
    """A story's reports, newest first; it names no hub, which would have to be told of thousands."""
    reports = sorted(story.reports, key=lambda report: (-report.article.published.timestamp(), report.article.id))
    items = tuple(report_item(report, story.slug) for report in reports[:STORIES_MAX])
    return Channel(
        masthead=masthead,
        uri=uuid.uuid5(IDS, f"reports:{story.id}").urn,
        title=f"{story.headline} · {masthead.title}",
        description=f"Every report of this story that {masthead.title} finds.",
        page=story_path(story.slug),
        folder=story_folder(story.slug),
        updated=max(story.updated, *(item.updated for item in items)),
        items=items,
        language=short_language(story.lead.article.language) or masthead.language,
    )


def report_item(report: Report, slug: str) -> Item:
    """One report, which leads to its publisher."""
    article = report.article
    return Item(
        uri=uuid.uuid5(IDS, f"report:{article.id}").urn,
        title=article.headline,
        page=story_path(slug),
        original=article.url,
        publisher=article.source.name,
        authors=article.authors or (article.source.name,),
        published=article.published,
        updated=max(article.published, article.updated or article.published),
        content=draw("report_item.html", report=report),
        summary=article.excerpt,
        language=article.language,
        leads_out=True,
    )


def withdrawn_channel(masthead: Masthead, withdrawal: Withdrawal) -> Channel:
    """What those who followed a story are told when it is shown no more."""
    return Channel(
        masthead=masthead,
        uri=uuid.uuid5(IDS, f"withdrawn:{site_uri(masthead)}:{withdrawal.slug}").urn,
        title=f"This story was withdrawn · {masthead.title}",
        description=withdrawal.why or "It is no longer shown.",
        page=story_path(withdrawal.slug),
        folder=story_folder(withdrawal.slug),
        updated=withdrawal.at,
        items=(),
        language=masthead.language,
    )
