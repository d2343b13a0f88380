"""Which story is which after articles were grouped anew: permanent ids stay, and every old one has an answer.

Each story has one *heir*: the group that holds most of its articles.  A group keeps one of the ids that it is heir of;
the others become aliases of it, and a group that is nobody's heir gets an id that nobody ever had.  So an address that
was given to readers always leads to where most of what they saw there is now, and no id ever changes hands silently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .model import Kinship, Placement, StoryMerge, StorySplit, fresh_id, survivor

Groups = Mapping[str, Sequence[str]]
"""Article ids, oldest first, by whatever the group was called while it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """Who is who."""

    ids: tuple[str, ...]
    """The story id of each group, in the order of the groups."""
    merges: tuple[StoryMerge, ...] = ()
    """Ids that no group keeps, each with the one that its heir has."""
    splits: tuple[StorySplit, ...] = ()
    """Articles that are no longer with most of their story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A story's wish that its heir be called by its id."""

    story_id: str
    heir: int
    """Number of the group that holds most of the story."""
    parts: Mapping[int, tuple[str, ...]]
    """The story's articles by group, oldest first."""
    is_published: bool
    is_alias: bool
    age: int
    """Of its oldest article: 0 is the oldest of all."""

    @property
    def rank(self) -> tuple[bool, bool, int, int, str]:
        """Sorts the claims on one group: what readers know goes first, then what lives, the larger part, the older."""
        return not self.is_published, self.is_alias, -len(self.parts[self.heir]), self.age, self.story_id


def keep_identities(
    before: Mapping[str, str],
    groups: Sequence[Sequence[str]],
    *,
    aliases: Mapping[str, str],
    published: Collection[str],
    once: Mapping[str, Collection[str]] | None = None,
    leads: Collection[str] = (),
    taken: Collection[str] = (),
) -> Identities:
    """The story id of every group, and what became of the ids that were.

    ``before`` has the story of each article that ever had one, the oldest article first; ``groups`` have their articles
    oldest first, and no article twice.  ``aliases`` are merged stories with those that took their place, ``once`` the
    articles that such a story had: where they part company, it may live again.  ``leads`` are articles that speak for
    their stories, which the id stays with where the parts are equal; ``taken`` are further ids that must not be given.
    """
    claims = [
        *find_claims(members_of(before), groups, before=before, published=published, leads=leads),
        *find_claims(once or {}, groups, before=before, published=published, leads=leads, is_alias=True),
    ]
    by_heir: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_heir[claim.heir].append(claim)
    kept = {heir: min(those, key=lambda claim: claim.rank).story_id for heir, those in by_heir.items()}
    used = {*kept.values(), *before.values(), *aliases, *aliases.values(), *taken}
    ids = tuple(kept[number] if number in kept else fresh_id(group[0], used) for number, group in enumerate(groups))
    return Identities(
        ids=ids,
        merges=tuple(sorted(find_merges(claims, ids, aliases), key=lambda merge: merge.dropped_id)),
        splits=tuple(sorted(find_splits(claims, ids), key=lambda split: (split.story_id, split.new_id))),
    )


def members_of(before: Mapping[str, str]) -> dict[str, list[str]]:
    """The articles of each story, oldest first."""
    members: dict[str, list[str]] = defaultdict(list)
    for article_id, story_id in before.items():
        members[story_id].append(article_id)
    return members


def find_claims(
    stories: Mapping[str, Collection[str]],
    groups: Sequence[Sequence[str]],
    *,
    before: Mapping[str, str],
    published: Collection[str],
    leads: Collection[str],
    is_alias: bool = False,
) -> Iterable[Claim]:
    """The claim of every story that any group holds a part of."""
    group_of = {article_id: number for number, group in enumerate(groups) for article_id in group}
    ages = {article_id: age for age, article_id in enumerate(before)}
    alive = set(before.values()) if is_alias else set()

    for story_id, members in stories.items():
        parts: dict[int, list[str]] = defaultdict(list)
        for article_id in sorted(members, key=lambda member: (ages.get(member, len(ages)), member)):
            if article_id in group_of:
                parts[group_of[article_id]].append(article_id)
        if not parts or story_id in alive:
            continue
        oldest = {number: ages.get(part[0], len(ages)) for number, part in parts.items()}
        led = {number for number, part in parts.items() if any(member in leads for member in part)}
        yield Claim(
            story_id=story_id,
            heir=min(parts, key=lambda one: (-len(parts[one]), one not in led, oldest[one], parts[one])),
            parts={number: tuple(part) for number, part in parts.items()},
            is_published=story_id in published,
            is_alias=is_alias,
            age=min(oldest.values()),
        )


def find_merges(claims: Iterable[Claim], ids: Sequence[str], aliases: Mapping[str, str]) -> Iterable[StoryMerge]:
    """Every id that its heir is not called by; an alias only where it leads elsewhere than before."""
    for claim in claims:
        kept_id = ids[claim.heir]
        if kept_id != claim.story_id and not (claim.is_alias and survivor(claim.story_id, aliases) == kept_id):
            yield StoryMerge(kept_id=kept_id, dropped_id=claim.story_id, similarity=0.0)


def find_splits(claims: Iterable[Claim], ids: Sequence[str]) -> Iterable[StorySplit]:
    """The parts of living stories that are not with their heir."""
    for claim in claims:
        if not claim.is_alias:
            for number, part in claim.parts.items():
                if number != claim.heir:
                    yield StorySplit(story_id=claim.story_id, new_id=ids[number], article_ids=part)


# ---------------------------------------------------------------- what a clustering says, under the ids that stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a clustering concluded, under the ids that stay."""

    placements: tuple[Placement, ...] = ()
    merges: tuple[StoryMerge, ...] = ()
    splits: tuple[StorySplit, ...] = ()
    kin: tuple[Kinship, ...] = ()
    compared: tuple[str, ...] = ()
    """Stories that were held against all others: these are their kin, and no others."""


def group_articles(article_ids: Iterable[str], before: Mapping[str, str], concluded: Settled) -> dict[str, list[str]]:
    """The articles by the story that they are in after all of it, as the clustering calls it, in the order given.

    ``before`` has the story that each was in when the clustering began; what was in none and is placed nowhere is in
    no group.
    """
    story_of = dict(before) | {placement.article_id: placement.story_id for placement in concluded.placements}
    for split in concluded.splits:
        story_of |= dict.fromkeys(split.article_ids, name_apart(split))
    merged = {merge.dropped_id: merge.kept_id for merge in concluded.merges if merge.dropped_id != merge.kept_id}
    groups: dict[str, list[str]] = defaultdict(list)
    for article_id in article_ids:
        if article_id in story_of:
            groups[survivor(story_of[article_id], merged)].append(article_id)
    return dict(groups)


def name_apart(split: StorySplit) -> str:
    """What the part that leaves is called until its id is known: the first article of a story may leave it."""
    return split.new_id if split.new_id != split.story_id else f"{split.new_id}/"


def settle(concluded: Settled, groups: Groups, found: Identities) -> Settled:
    """The same under the ids ``found`` for the groups, with the evidence of the clustering where it has any."""
    ids = dict(zip(groups, found.ids, strict=True))
    home = {article_id: ids[name] for name, members in groups.items() for article_id in members}
    return Settled(
        placements=tuple(
            replace(one, story_id=home[one.article_id], runner_up_id=ids.get(one.runner_up_id, one.runner_up_id))
            for one in concluded.placements
            if one.article_id in home
        ),
        merges=tuple(with_evidence(merge, concluded.merges) for merge in found.merges),
        splits=tuple(with_reason(split, concluded.splits) for split in found.splits),
        kin=tuple(
            replace(one, story_id=ids.get(one.story_id, one.story_id), other_id=ids.get(one.other_id, one.other_id))
            for one in concluded.kin
        ),
        compared=tuple(ids.get(story_id, story_id) for story_id in concluded.compared),
    )


def with_evidence(merge: StoryMerge, concluded: Iterable[StoryMerge]) -> StoryMerge:
    """A merge with how like the two were, whichever of them was kept."""
    pair = {merge.kept_id, merge.dropped_id}
    near = [one for one in concluded if merge.dropped_id in (one.kept_id, one.dropped_id)]
    if not near:
        return merge
    nearest = max(near, key=lambda one: len(pair & {one.kept_id, one.dropped_id}))
    return replace(nearest, kept_id=merge.kept_id, dropped_id=merge.dropped_id)


def with_reason(split: StorySplit, concluded: Iterable[StorySplit]) -> StorySplit:
    """A split with why, whichever part kept the id."""
    parts = (one.why for one in concluded if one.story_id == split.story_id and one.why)
    return replace(split, why=next(parts, split.why))
