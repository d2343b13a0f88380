"""Who is who after articles were grouped anew: ids stay, none changes hands, and every old one has an answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from tidings.identity import Identities, Settled, group_articles, keep_identities, settle
from tidings.model import Placement, StoryMerge, StorySplit, survivor

ARTICLES = [f"a{number:02}" for number in range(12)]
"""Oldest first."""


def keep(
    before: Mapping[str, str],
    groups: Sequence[Sequence[str]],
    *,
    aliases: Mapping[str, str] | None = None,
    published: Collection[str] = (),
    **more: object,
) -> Identities:
    ordered = {article_id: before[article_id] for article_id in sorted(before)}
    return keep_identities(ordered, groups, aliases=aliases or {}, published=published, **more)  # type: ignore[arg-type]


def story(*members: str) -> dict[str, str]:
    return dict.fromkeys(members, members[0])


FERRY = story("a00", "a01", "a02")
BARLEY = story("a03", "a04")


# ---------------------------------------------------------------- cases


def test_nothing_changes_where_the_groups_are_the_same() -> None:
    found = keep(FERRY | BARLEY, [("a00", "a01", "a02"), ("a03", "a04")])

    assert found == Identities(ids=("a00", "a03"))


def test_the_larger_part_keeps_the_id_though_the_first_article_leaves() -> None:
    found = keep(FERRY, [("a00",), ("a01", "a02")])

    assert found.ids == ("a00-2", "a00")
    assert found.splits == (StorySplit(story_id="a00", new_id="a00-2", article_ids=("a00",)),)


def test_of_equal_parts_the_one_that_speaks_for_the_story_keeps_the_id_else_the_older() -> None:
    assert keep(BARLEY, [("a03",), ("a04",)]).ids == ("a03", "a04")
    assert keep(BARLEY, [("a03",), ("a04",)], leads={"a04"}).ids == ("a03-2", "a03")


def test_the_larger_of_two_published_stories_survives_their_merge() -> None:
    found = keep(FERRY | BARLEY, [("a00", "a01", "a02", "a03", "a04")], published={"a00", "a03"})

    assert found.ids == ("a00",)
    assert [(merge.dropped_id, merge.kept_id) for merge in found.merges] == [("a03", "a00")]


def test_what_readers_know_survives_a_merge_with_what_they_never_saw() -> None:
    found = keep(FERRY | BARLEY, [("a00", "a01", "a02", "a03", "a04")], published={"a03"})

    assert found.ids == ("a03",)
    assert [(merge.dropped_id, merge.kept_id) for merge in found.merges] == [("a00", "a03")]


def test_a_link_follows_most_of_its_story_and_is_not_left_with_what_was_thrown_out() -> None:
    barley = story("a03", "a04", "a05", "a06")

    found = keep(FERRY | barley, [("a00", "a01", "a03", "a04", "a05", "a06"), ("a02",)], published={"a00", "a03"})

    assert found.ids == ("a03", "a02")
    assert [(merge.dropped_id, merge.kept_id) for merge in found.merges] == [("a00", "a03")]
    assert [(split.story_id, split.new_id) for split in found.splits] == [("a00", "a02")]


def test_a_new_story_never_gets_an_id_that_another_had() -> None:
    elsewhere = {"a00": "a05", "a01": "a05", "a05": "a07"}

    assert keep(elsewhere, [("a00", "a01"), ("a05",), ("a08",)], taken={"a08"}).ids == ("a05", "a07", "a08-2")


def test_a_story_that_was_merged_away_lives_again_where_its_articles_part_company() -> None:
    merged = dict.fromkeys([*FERRY, *BARLEY], "a00")

    found = keep(
        merged,
        [("a00", "a01", "a02"), ("a03", "a04")],
        aliases={"a03": "a00"},
        published={"a00", "a03"},
        once={"a03": ("a03", "a04")},
    )

    assert found.ids == ("a00", "a03")
    assert found.merges == ()
    assert [(split.story_id, split.new_id) for split in found.splits] == [("a00", "a03")]


def test_a_merge_keeps_its_evidence_whichever_story_is_kept() -> None:
    said = Settled(
        placements=(Placement(article_id="a05", story_id="a03", similarity=0.4),),
        merges=(StoryMerge(kept_id="a00", dropped_id="a03", similarity=0.7),),
    )
    groups = group_articles(["a00", "a03", "a05"], {"a00": "a00", "a03": "a03"}, said)
    found = keep({"a00": "a00", "a03": "a03"}, list(groups.values()), published={"a03"})

    settled = settle(said, groups, found)

    assert groups == {"a00": ["a00", "a03", "a05"]}
    assert settled.merges == (StoryMerge(kept_id="a03", dropped_id="a00", similarity=0.7),)
    assert [(one.article_id, one.story_id, one.similarity) for one in settled.placements] == [("a05", "a03", 0.4)]


def test_a_part_that_is_called_like_the_story_it_leaves_gets_a_name_of_its_own() -> None:
    said = Settled(splits=(StorySplit(story_id="a00", new_id="a00", article_ids=("a00",), why="another ferry"),))
    groups = group_articles(["a00", "a01", "a02"], FERRY, said)

    settled = settle(said, groups, keep(FERRY, list(groups.values())))

    assert settled.splits == (StorySplit(story_id="a00", new_id="a00-2", article_ids=("a00",), why="another ferry"),)


# ---------------------------------------------------------------- whatever happens


@dataclass
class Desk:
    """Stories through any number of groupings, as a store would keep them."""

    before: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    published: set[str] = field(default_factory=set)
    once: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def found(self, groups: Sequence[Sequence[str]]) -> Identities:
        return keep(self.before, groups, aliases=self.aliases, published=self.published, once=self.once)

    def regroup(self, groups: Sequence[Sequence[str]]) -> Identities:
        found = self.found(groups)
        leaving = {article_id: split.new_id for split in found.splits for article_id in split.article_ids}
        self.before |= leaving
        for merge in found.merges:
            members = tuple(key for key, story_id in self.before.items() if story_id == merge.dropped_id)
            self.once |= {merge.dropped_id: members} if members else {}
            self.aliases[merge.dropped_id] = merge.kept_id
        self.before |= {key: found.ids[number] for number, group in enumerate(groups) for key in group}
        self.aliases = {old: new for old, new in self.aliases.items() if old not in set(self.before.values())}
        self.aliases = {old: survivor(new, self.aliases) for old, new in self.aliases.items()}
        return found


def by_label(labels: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Groups of the articles that have a label, oldest first; 0 is in none."""
    return [
        group
        for label in sorted(set(labels.values()) - {0})
        if (group := tuple(key for key in ARTICLES if labels.get(key) == label))
    ]


GROUPINGS = st.lists(
    st.dictionaries(st.sampled_from(ARTICLES), st.integers(0, 5), max_size=len(ARTICLES)).map(by_label),
    min_size=1,
    max_size=6,
)
WHAT_READERS_SAW = st.sets(st.sampled_from(ARTICLES), max_size=4)


def desk_after(groupings: Sequence[Sequence[Sequence[str]]], seen: Collection[str] = ()) -> Desk:
    """A desk that was grouped again and again; what holds an article that readers saw is published each time."""
    desk = Desk()
    for groups in groupings:
        desk.regroup(groups)
        desk.published |= {desk.before[article_id] for group in groups for article_id in group if article_id in seen}
    return desk


@given(GROUPINGS, WHAT_READERS_SAW)
def test_no_two_groups_ever_share_an_id(groupings: list[list[tuple[str, ...]]], seen: set[str]) -> None:
    desk = desk_after(groupings[:-1], seen)

    ids = desk.found(groupings[-1]).ids

    assert len(set(ids)) == len(ids) == len(groupings[-1])


@given(GROUPINGS, WHAT_READERS_SAW)
def test_every_id_that_readers_know_has_an_answer(groupings: list[list[tuple[str, ...]]], seen: set[str]) -> None:
    desk = desk_after(groupings, seen)

    for story_id in desk.published:
        today = survivor(story_id, desk.aliases)
        assert today not in desk.aliases
        # Else none of its articles is in any group: readers are told that it was withdrawn.
        assert today in set(desk.before.values()) or not any(
            story_id in (desk.before.get(key), survivor(desk.before.get(key, ""), desk.aliases)) for key in ARTICLES
        )


@given(GROUPINGS, WHAT_READERS_SAW)
def test_a_published_id_leads_to_the_group_that_has_most_of_it(
    groupings: list[list[tuple[str, ...]]], seen: set[str]
) -> None:
    desk, groups = desk_after(groupings[:-1], seen), groupings[-1]
    found = desk.found(groups)
    leads_to = {merge.dropped_id: merge.kept_id for merge in found.merges}

    for story_id in desk.published & set(desk.before.values()):
        shares = [sum(desk.before.get(article_id) == story_id for article_id in group) for group in groups]
        if any(shares):
            today = leads_to.get(story_id, story_id)
            assert shares[found.ids.index(today)] == max(shares)


@given(GROUPINGS, WHAT_READERS_SAW)
def test_the_same_groups_again_change_nothing(groupings: list[list[tuple[str, ...]]], seen: set[str]) -> None:
    desk = desk_after(groupings, seen)
    desk.regroup(groupings[-1])
    before, aliases = dict(desk.before), dict(desk.aliases)

    again = desk.regroup(groupings[-1])

    assert (again.merges, again.splits) == ((), ())
    assert (desk.before, desk.aliases) == (before, aliases)


@given(GROUPINGS, WHAT_READERS_SAW, st.randoms())
def test_the_order_of_the_groups_makes_no_difference(
    groupings: list[list[tuple[str, ...]]], seen: set[str], chance: object
) -> None:
    desk, groups = desk_after(groupings[:-1], seen), groupings[-1]
    shuffled = list(groups)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    one, other = desk.found(groups), desk.found(shuffled)

    assert dict(zip(groups, one.ids, strict=True)) == dict(zip(shuffled, other.ids, strict=True))
    assert (one.merges, one.splits) == (other.merges, other.splits)


@given(GROUPINGS, WHAT_READERS_SAW, GROUPINGS)
def test_splitting_and_merging_back_restores_every_id(
    groupings: list[list[tuple[str, ...]]], seen: set[str], others: list[list[tuple[str, ...]]]
) -> None:
    desk = desk_after(groupings, seen)
    desk.regroup(groupings[-1])
    whole = [tuple(key for key in ARTICLES if desk.before.get(key) == one) for one in sorted(set(desk.before.values()))]
    desk.regroup(whole)
    before = dict(desk.before)
    parts = [
        tuple(key for key in group if key in set(other)) for group in whole for other in [*others[0], left(others[0])]
    ]

    desk.regroup([part for part in parts if part])
    desk.regroup(whole)

    assert desk.before == before


def left(groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The articles that are in no group."""
    return tuple(key for key in ARTICLES if not any(key in group for group in groups))
