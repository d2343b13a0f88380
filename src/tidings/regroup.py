"""Stories under the ids that stay: after every run's clustering, and when the whole archive is grouped anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from . import store
from .gather import Progress
from .identity import Identities, Settled, group_articles, keep_identities, settle
from .model import Article, Placement, Story, StorySplit

SLICE = timedelta(hours=24)
"""Articles of the archive that are placed together: about what comes in between two mornings, as in a run."""
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)

Arrange = Callable[[Sequence[Article], Sequence[Story], Mapping[str, Placement]], Settled]
"""Places articles in stories, known or new; the last are the placements of those that some are reprints of."""


# ---------------------------------------------------------------- after a run's clustering


def settle_stories(db: store.Database, concluded: Settled, *, reprints: Mapping[str, str]) -> Settled:
    """What a clustering or an editor's orders conclude, under the ids that stay; nothing is written.

    Reprints (by their originals) go where their originals go.
    """
    placed_ids = {placement.article_id for placement in concluded.placements}
    last = store.load_last_stories(db, placed_ids)
    now = store.load_placed(db, {*named_in(concluded), *last.values()})
    concluded = replace(concluded, splits=tuple(with_reprints(split, reprints, now) for split in concluded.splits))
    articles = store.load_ages(db, {*now, *placed_ids})
    groups = group_articles(articles, now, concluded)
    before = {
        article_id: now.get(article_id) or last[article_id]
        for article_id in articles
        if article_id in now or article_id in last
    }
    return settle(concluded, groups, identify(db, before, list(groups.values())))


def named_in(concluded: Settled) -> set[str]:
    """Every story that something is said of."""
    return {
        *(placement.story_id for placement in concluded.placements),
        *(story_id for merge in concluded.merges for story_id in (merge.kept_id, merge.dropped_id)),
        *(story_id for split in concluded.splits for story_id in (split.story_id, split.new_id)),
    }


def with_reprints(split: StorySplit, reprints: Mapping[str, str], now: Mapping[str, str]) -> StorySplit:
    """A split with the reprints in the story of those that leave."""
    leaving = set(split.article_ids)
    follow = sorted(
        article_id
        for article_id, original in reprints.items()
        if original in leaving and article_id not in leaving and now.get(article_id) == split.story_id
    )
    return replace(split, article_ids=(*split.article_ids, *follow))


def identify(db: store.Database, before: Mapping[str, str], groups: Sequence[Sequence[str]]) -> Identities:
    """Who is who, with all that is remembered of the stories that were."""
    stories = set(before.values())
    once = store.load_once(db, stories)
    return keep_identities(
        before,
        groups,
        aliases=store.load_alias_ids(db, stories),
        published=store.find_slugs(db, {*stories, *once}),
        once=once,
        leads=load_leads(db) if is_parted(before, groups) else (),
        taken=store.find_used_ids(db, {group[0] for group in groups}),
    )


def is_parted(before: Mapping[str, str], groups: Sequence[Sequence[str]]) -> bool:
    """Some story is in more than one group now."""
    pairs = {
        (before[article_id], number)
        for number, group in enumerate(groups)
        for article_id in group
        if article_id in before
    }
    return len(pairs) > len({story_id for story_id, _ in pairs})


def load_leads(db: store.Database) -> frozenset[str]:
    """The articles that speak for the stories of the last edition."""
    last = store.load_edition(db)
    return frozenset(story.lead.article.id for story in last.edition.stories) if last else frozenset()


# ---------------------------------------------------------------- the whole archive


LinkFate = Literal["merged", "split", "gained", "back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChange:
    """What becomes of an address that readers know."""

    slug: str
    fate: LinkFate
    """``merged``: it leads to another story; ``split``: part of it left; ``gained``: more came; ``back``: it had led to
    another and has a page of its own again.
    """
    other: str = ""
    """The slug of the other story, or its id where it has none; of several the first."""
    articles_count: int = 0
    """Articles that come or go."""


@dataclass(slots=True, kw_only=True)
class Regrouped:
    """What grouping the archive anew changes, or would change."""

    articles_count: int = 0
    moved_count: int = 0
    """Articles that are in another story than before."""
    stories_before: int = 0
    stories_after: int = 0
    changed_count: int = 0
    """Stories that gain or lose articles."""
    split_count: int = 0
    merged_count: int = 0
    links: list[LinkChange] = field(default_factory=list)


def regroup(
    db: store.Database,
    arrange: Arrange,
    *,
    window: timedelta,
    since: datetime | None,
    now: datetime,
    tell: Progress,
    is_rehearsal: bool = False,
) -> Regrouped:
    """Group the archive's articles anew, from a moment or from the beginning, and keep every id and link.

    All is written at once, at the end, or nothing; a rehearsal writes nothing.
    """
    since = since or BEGINNING
    with store.transaction(db), store.regrouping(db, since=since, window_since=before_by(since, window)):
        place_anew(db, arrange, window=window, since=since, tell=tell)
        return settle_archive(db, since=since, now=now, is_rehearsal=is_rehearsal)


def before_by(moment: datetime, window: timedelta) -> datetime:
    """A window earlier, or the beginning of time."""
    return moment - window if moment - BEGINNING > window else BEGINNING


def place_anew(db: store.Database, arrange: Arrange, *, window: timedelta, since: datetime, tell: Progress) -> None:
    """Place all articles slice by slice, as the runs would have."""
    total, done, reprints = store.count_articles_since(db, since=since), 0, store.load_reprints(db)
    while (begin := store.next_moment(db, since=since)) is not None:
        since = begin + SLICE
        articles = store.load_slice(db, since=begin, until=since)
        stories = store.load_regrouped_stories(db, since=before_by(begin, window))
        originals = {reprints[article.id] for article in articles if article.id in reprints}
        concluded = arrange(articles, stories, store.load_regrouped_placements(db, originals))
        moments = {article.id: article.published for article in articles}
        store.save_regrouped(
            db,
            concluded.placements,
            moments,
            concluded.merges,
            concluded.splits,
            kin=concluded.kin,
            compared=concluded.compared,
        )
        done += len(articles)
        tell("regroup", done, total, f"{begin:%Y-%m-%d}")


def settle_archive(db: store.Database, *, since: datetime, now: datetime, is_rehearsal: bool) -> Regrouped:
    """Find out who is who, part by part, and write it down; what shares no article with a part cannot change it."""
    told = Regrouped()
    while name := store.find_unsettled(db):
        part = store.load_part(db, name)
        found = identify(db, part.stories, list(part.groups.values()))
        add_changes(told, db, part, found)
        if not is_rehearsal:
            concluded = Settled(placements=tuple(store.load_regrouped(db, part.groups, since=since)))
            settled = settle(concluded, part.groups, found)
            store.save_placements(db, settled.placements, settled.merges, settled.splits, now=now)
        store.conclude_regrouping(db, dict(zip(part.groups, found.ids, strict=True)))
    if not is_rehearsal:
        kin, compared = store.load_regrouped_kin(db, since=since)
        store.save_kin(db, kin, compared=compared)
    return told


def add_changes(told: Regrouped, db: store.Database, part: store.Part, found: Identities) -> None:
    """Count what changes in one part, and which addresses it touches."""
    home = {article_id: found.ids[number] for number, group in enumerate(part.groups.values()) for article_id in group}
    moved = {key: story_id for key, story_id in part.stories.items() if home[key] != story_id}
    gained = Counter(home[key] for key in home if home[key] != part.stories.get(key))
    told.articles_count += len(home)
    told.moved_count += len(moved)
    told.stories_before += len(set(part.stories.values()))
    told.stories_after += len(part.groups)
    told.changed_count += len({*moved.values(), *gained} & set(part.stories.values()))
    told.merged_count += len(found.merges)
    told.split_count += len(found.splits)
    told.links += link_changes(db, found, gained, living=set(part.stories.values()))


def link_changes(
    db: store.Database, found: Identities, gained: Mapping[str, int], *, living: Collection[str]
) -> Iterator[LinkChange]:
    """What becomes of the addresses that readers know, by slug."""
    slugs = store.find_slugs(db, {*found.ids, *(merge.dropped_id for merge in found.merges), *living})
    for merge in found.merges:
        if slug := slugs.get(merge.dropped_id):
            yield LinkChange(slug=slug, fate="merged", other=slugs.get(merge.kept_id, merge.kept_id))
    for split in found.splits:
        if slug := slugs.get(split.story_id):
            other = slugs.get(split.new_id, split.new_id)
            yield LinkChange(slug=slug, fate="split", other=other, articles_count=len(split.article_ids))
    for story_id, count in gained.items():
        if slug := slugs.get(story_id):
            yield LinkChange(slug=slug, fate="gained" if story_id in living else "back", articles_count=count)
