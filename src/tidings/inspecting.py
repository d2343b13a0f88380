"""A desk's stories loaded for an editor to look at: how sure their links are, and why two are not one.

Nothing here changes anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from . import correcting, inquire, store
from .cluster import Bars
from .errors import ConfigError, NotFoundError
from .inspector import (
    Compare,
    Inspection,
    PairCase,
    Side,
    StoryFilter,
    StoryView,
    explain_pair,
    find_near,
    make_views,
    with_kin,
    with_links,
)
from .judging import known_today, registry_of
from .model import Article, Desk, Edition, Material, Placement, Story
from .orderlines import write_order
from .reckoning import in_window, load_bars, load_compare


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBounds:
    """How much one page shows and reckons: it stays within some megabytes and seconds, however large the day is."""

    stories: int = 300
    """With several articles, the hottest."""
    singles: int = 2500
    links: int = 300
    """Links reckoned where none were kept; some milliseconds each."""
    compared: int = 120
    """Pairs of stories reckoned in search of near misses."""
    near: int = 60
    """Of these shown: a list that somebody reads to its end."""


BOUNDS: Final = PageBounds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Stories of a time, and what is needed to say more of them."""

    views: tuple[StoryView, ...]
    stories: dict[str, Story]
    """By id."""
    compare: Compare
    bars: Bars


def find_stories(db: store.Database, desk: Desk, folder: Path, wanted: StoryFilter) -> Found:
    """The wanted stories of a desk, with their kin; raises EmbedderError where its model is not installed."""
    hours = desk.rules.cluster.window_hours
    stories = load_stories(db, desk, since=wanted.since and wanted.since - timedelta(hours=hours))
    last, reprints = store.load_edition(db), store.load_whole_reprints(db)
    material = Material(
        desk=desk,
        stories=tuple(stories),
        opinions=store.load_opinions(db),
        scores=store.load_scores(db),
        placements=store.load_placements(db),
        reprints={key: one.reprint_of for key, one in reprints.items()},
        reprint_reasons={key: one.why for key, one in reprints.items()},
        verdicts=store.load_verdicts(db),
        slugs=store.load_names(db)[0],
        kin=store.load_kin(db),
        aliases=store.load_aliases(db),
    )
    edition = last.edition if last else None
    return Found(
        views=with_kin(make_views(material, edition, wanted), material, edition),
        stories={story.id: story for story in stories},
        compare=load_compare(
            db, desk, folder, stories, around=in_window(stories, wanted.since, wanted.until, hours=hours)
        ),
        bars=load_bars(db, desk, folder),
    )


def load_stories(db: store.Database, desk: Desk, *, since: datetime | None) -> list[Story]:
    """The stories with an article since a moment, whole, their sources named as they are known today."""
    found = store.load_known_stories(db, since=since) if since else store.load_stories(db)
    registry, feeds = registry_of(desk), {feed.url: feed for feed in desk.feeds}
    return [
        Story(id=one.id, articles=tuple(known_today(article, registry, feeds) for article in one.articles))
        for one in found
    ]


def with_reckoned(found: Found, views: Sequence[StoryView], *, limit: int = BOUNDS.links) -> tuple[StoryView, ...]:
    """Some of the stories with a link for every article, up to a limit."""
    return with_links(views, found.stories, found.compare, limit=limit)


def last_clock(db: store.Database) -> datetime | None:
    """The clock of the last edition; None before the first."""
    last = store.load_edition(db)
    return last.edition.as_of if last else None


def zone_of(desk: Desk) -> tzinfo:
    """The zone that a desk tells days in; UTC where this machine does not know it."""
    try:
        return ZoneInfo(desk.masthead.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


# ---------------------------------------------------------------- the inspector


def inspect(
    db: store.Database, desk: Desk, folder: Path, wanted: StoryFilter, *, span: str, bounds: PageBounds = BOUNDS
) -> Inspection:
    """Everything that the inspector's page shows of a time."""
    found = find_stories(db, desk, folder, wanted)
    several = [view for view in found.views if len(view.pieces) > 1]
    singles = [view for view in found.views if len(view.pieces) == 1]
    shown = with_links(several[: bounds.stories], found.stories, found.compare, limit=bounds.links)
    listed = singles[: bounds.singles]
    near = find_near(
        (*shown, *listed), found.stories, found.compare, compared_max=bounds.compared, shown_max=bounds.near
    )
    file, _ = correcting.read_orders(folder)
    return Inspection(
        title=desk.masthead.title,
        span=span,
        as_of=last_clock(db) or max((view.last for view in found.views), default=datetime.fromtimestamp(0, UTC)),
        zone=zone_of(desk),
        bar=found.bars.joins,
        lone_bar=found.bars.alone,
        stories=shown,
        singles=tuple(listed),
        near=near,
        orders=tuple(write_order(one.kind, one.targets, one.why) for one in file.orders),
        notes=(*told_left_out(several, singles, shown, bounds), *map(str, file.problems)),
    )


def told_left_out(
    several: Sequence[StoryView], singles: Sequence[StoryView], shown: Sequence[StoryView], bounds: PageBounds
) -> list[str]:
    """What the page does not show, and how to see it."""
    notes = []
    for what, count, limit in (
        ("stories with several articles", len(several), bounds.stories),
        ("single articles", len(singles), bounds.singles),
    ):
        if count > limit:
            notes.append(
                f"Of {count} {what} the first {limit} are shown: narrow it with --search, --topic, --min-outlets, or a "
                "shorter time."
            )
    bare = sum(1 for view in shown for piece in view.pieces if piece.link is None and not piece.original)
    if bare:
        notes.append(
            f"{bare} articles of the less hot stories show only what was kept when they joined: reckoning their links "
            f"anew would take long. The first {bounds.links} have it."
        )
    return notes


# ---------------------------------------------------------------- two of them


def compare_two(db: store.Database, desk: Desk, folder: Path, target: str, other: str) -> PairCase:
    """Why two articles, or the leads of two stories, are one story or not.

    Raises NotFoundError for what nothing is called by, ConfigError where both are one article.
    """
    articles = [inquire.article_meant(db, one) for one in (target, other)]
    if articles[0].id == articles[1].id:
        raise ConfigError(
            f"comparing {target} with {other}: both are the same article, {articles[0].url}; name another"
        )
    placements = store.load_placements(db)
    for article in articles:
        if article.id not in placements:
            raise NotFoundError(f"comparing {article.url}: it is in no story yet; `tidings cluster` places it")
    hours = desk.rules.cluster.window_hours
    first, last = sorted(article.published for article in articles)
    # The later of the two was held against what its window had; the earlier one's story may be older than that.
    known = load_stories(db, desk, since=min(first, last - timedelta(hours=hours)))
    stories = {story.id: story for story in known}
    one, two = (make_side(db, placements[article.id], stories) for article in articles)
    bars = load_bars(db, desk, folder)
    return explain_pair(
        one,
        two,
        load_compare(db, desk, folder, known, around=in_window(known, last, last, hours=hours)),
        bar=bars.joins,
        lone_bar=bars.alone,
        window_hours=hours,
        orders=correcting.take_orders(db, folder, desk).whole,
    )


def make_side(db: store.Database, placement: Placement, stories: dict[str, Story]) -> Side:
    """An article with its story."""
    slugs = {story_id: slug for slug, story_id in store.load_names(db)[0].items()}
    last = store.load_edition(db)
    members = stories[placement.story_id].articles
    return Side(
        article=next(article for article in members if article.id == placement.article_id),
        placement=placement,
        story=members,
        slug=slugs.get(placement.story_id, ""),
        runner_up=headline_of(placement.runner_up_id, stories, last.edition if last else None),
    )


def headline_of(story_id: str, stories: dict[str, Story], edition: Edition | None) -> str:
    """What to call a story: its lead's headline, else that of its first article; empty where it is not at hand."""
    shown = next((story for story in edition.stories if story.id == story_id), None) if edition else None
    if shown:
        return shown.headline
    articles: Sequence[Article] = stories[story_id].articles if story_id in stories else ()
    return articles[0].headline if articles else ""
