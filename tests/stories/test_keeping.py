"""Stories merged, split and grouped anew in a real memory: every address ever published answers, whatever happens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.make import NOON, at, make_article, make_desk
from tidings import inquire, pipeline, store
from tidings.identity import Settled
from tidings.model import Article, File, Kinship, Link, Order, Placement, Story, StoryMerge, StorySplit
from tidings.regroup import SLICE, Regrouped, regroup, settle_stories
from tidings.render import render

EXCERPT = "The ferry hit a rock near the harbour of Skell. Everybody was brought ashore within two hours."
ARTICLES = tuple(
    make_article(f"Report {number} on the islands today", excerpt=EXCERPT, source=f"S{number}", published=at(number))
    for number in range(6)
)
"""Oldest first; each good enough to be published alone."""
IDS = [article.id for article in ARTICLES]
WINDOW = timedelta(hours=120)
OUTPUTS = ("site", "feeds", "api")


@contextmanager
def newsroom(folder: Path) -> Iterator[pipeline.Newsroom]:
    """A desk with articles in no story."""
    with pipeline.open_newsroom(make_desk(), folder, now=NOON + WINDOW) as room:
        store.save_articles(room.db, ARTICLES, [], now=NOON)
        yield room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[pipeline.Newsroom]:
    with newsroom(tmp_path) as found:
        yield found


def save(room: pipeline.Newsroom, concluded: Settled) -> None:
    """Keep what was concluded as a run does."""
    settled = settle_stories(room.db, concluded, reprints={})
    with store.transaction(room.db):
        store.save_placements(room.db, settled.placements, settled.merges, settled.splits, now=room.now)
        store.save_kin(room.db, settled.kin, compared=settled.compared)


def place(room: pipeline.Newsroom, *groups: Sequence[int]) -> None:
    """Place articles, by their numbers, in new stories."""
    save(
        room,
        Settled(
            placements=tuple(
                Placement(article_id=IDS[number], story_id=IDS[group[0]]) for group in groups for number in group
            )
        ),
    )


def merge(kept: str, *dropped: str) -> Settled:
    return Settled(merges=tuple(StoryMerge(kept_id=kept, dropped_id=one, similarity=0.5) for one in dropped))


def split(story_id: str, *numbers: int) -> Settled:
    leaving = tuple(IDS[number] for number in numbers)
    return Settled(splits=(StorySplit(story_id=story_id, new_id=leaving[0], article_ids=leaving),))


def kin(one: str, other: str, probability: float) -> Kinship:
    return Kinship(story_id=one, other_id=other, link=Link(probability=probability))


def kin_pairs(room: pipeline.Newsroom) -> dict[frozenset[str], float]:
    """How sure it is of each two stories of one thread that they are one; no pair is kept twice."""
    found = store.load_kin(room.db)
    pairs = {frozenset((one.story_id, one.other_id)): one.link.probability for one in found}
    assert len(pairs) == len(found)
    return pairs


def arrange(labels: Mapping[str, int]) -> object:
    """Groups articles by their labels, as a clustering of other rules might; whatever is placed is kin to all others."""

    def by_label(articles: Sequence[Article], stories: Sequence[Story], _: Mapping[str, Placement]) -> Settled:
        names: dict[int, str] = {}
        for story in stories:
            names |= {labels.get(article.id, 0): story.id for article in story.articles}
        placements = tuple(
            Placement(article_id=one.id, story_id=names.setdefault(labels.get(one.id, 0), one.id)) for one in articles
        )
        compared = sorted({placement.story_id for placement in placements})
        pairs = {(min(one, other), max(one, other)) for one in compared for other in names.values() if one != other}
        return Settled(
            placements=placements,
            kin=tuple(kin(*pair, 0.2) for pair in sorted(pairs)),
            compared=tuple(compared),
        )

    return by_label


def group_anew(room: pipeline.Newsroom, *groups: Sequence[int], **options: object) -> Regrouped:
    labels = {IDS[number]: label for label, group in enumerate(groups) for number in group}
    return regroup(
        room.db,
        arrange(labels),  # type: ignore[arg-type]
        **{"window": WINDOW, "since": None, "now": room.now, "tell": pipeline.quiet} | options,  # type: ignore[arg-type]
    )


def stories(room: pipeline.Newsroom) -> dict[str, list[int]]:
    """The numbers of the articles of each story."""
    found: dict[str, list[int]] = {}
    for article_id, placement in store.load_placements(room.db).items():
        found.setdefault(placement.story_id, []).append(IDS.index(article_id))
    return {story_id: sorted(numbers) for story_id, numbers in found.items()}


def publish(room: pipeline.Newsroom) -> dict[str, File]:
    """The files of an edition of what is known now, by path."""
    pipeline.score_step(room)
    pipeline.compose_step(room)
    last = store.load_edition(room.db)
    assert last
    return {file.path: file for file in render(last.edition, outputs=OUTPUTS)}


def addresses(room: pipeline.Newsroom) -> set[str]:
    """Every slug ever given."""
    return set(store.load_names(room.db)[0])


def answer(files: Mapping[str, File], slug: str) -> str:
    """What stands at an address: ``page``, ``withdrawn``, or the slug that it leads to; the interface says the same."""
    text = files[f"site/stories/{slug}.html"].data.decode()
    told = json.loads(files[f"site/api/v1/stories/{slug}.json"].data)
    if target := re.search(r'http-equiv="refresh" content="0; url=([^"]+)\.html"', text):
        assert told["moved_to"] == target[1]
        return target[1]
    if "was withdrawn" in text:
        assert told["withdrawn"]
        return "withdrawn"
    assert told["slug"] == slug
    assert "lead" in told
    return "page"


def answers(room: pipeline.Newsroom) -> dict[str, str]:
    """What stands at every address ever given: nobody is led from one that moved to another that did."""
    files = publish(room)
    found = {slug: answer(files, slug) for slug in addresses(room)}
    assert all(what in ("page", "withdrawn") or found[what] == "page" for what in found.values())
    return found


def guids(files: Mapping[str, File]) -> list[str]:
    return re.findall(r"<guid[^>]*>([^<]+)", files["site/rss.xml"].data.decode())


def slug_of(number: int) -> str:
    return f"report-{number}-on-the-islands-today"


# ---------------------------------------------------------------- merges


def test_the_addresses_of_merged_stories_lead_to_the_one_that_was_kept(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2], [3, 4], [5])
    before = publish(room)

    save(room, merge(IDS[0], IDS[3]))
    save(room, merge(IDS[0], IDS[5]))

    assert sorted(answers(room).values()).count("page") == 1
    assert set(guids(publish(room))) < set(guids(before))


def test_a_chain_of_merges_leads_to_its_end_at_once(room: pipeline.Newsroom) -> None:
    place(room, [0], [1], [2, 3, 4])
    publish(room)

    save(room, merge(IDS[0], IDS[1]))
    save(room, merge(IDS[0], IDS[2]))

    assert stories(room) == {IDS[2]: [0, 1, 2, 3, 4]}
    assert store.load_aliases(room.db) == {IDS[0]: IDS[2], IDS[1]: IDS[2]}
    assert sorted(answers(room).values()).count("page") == 1


def test_merges_told_in_a_row_and_in_a_circle_are_kept_whole(room: pipeline.Newsroom) -> None:
    place(room, [0], [1], [2])
    chain = [(IDS[0], IDS[1]), (IDS[1], IDS[2])]

    store.save_placements(
        room.db, (), [StoryMerge(kept_id=kept, dropped_id=lost, similarity=1) for lost, kept in chain], now=NOON
    )
    store.save_placements(room.db, (), [StoryMerge(kept_id=IDS[0], dropped_id=IDS[2], similarity=1)], now=NOON)

    assert stories(room) == {IDS[0]: [0, 1, 2]}
    assert store.load_aliases(room.db) == {IDS[1]: IDS[0], IDS[2]: IDS[0]}


def test_a_published_story_keeps_page_and_feed_id_when_an_older_held_one_joins_it(room: pipeline.Newsroom) -> None:
    place(room, [1])
    before = publish(room)
    place(room, [0])

    save(room, merge(IDS[0], IDS[1]))

    assert stories(room) == {IDS[1]: [0, 1]}
    assert answers(room) == {slug_of(1): "page"}
    assert guids(publish(room)) == guids(before)


def test_of_two_orders_of_a_kind_the_later_holds_after_a_merge(room: pipeline.Newsroom) -> None:
    place(room, [0, 1], [2])
    orders = [
        Order(kind="pin", story_id=IDS[0], who="Ada", why="first", ordered_at=at(2)),
        Order(kind="pin", story_id=IDS[2], who="Bo", why="second", ordered_at=at(1)),
        Order(kind="allow", story_id=IDS[2], who="Bo", why="fine", ordered_at=at(1)),
    ]
    for order in orders:
        store.save_order(room.db, order)

    save(room, merge(IDS[0], IDS[2]))

    assert [(order.kind, order.story_id, order.why) for order in store.load_orders(room.db)] == [
        ("allow", IDS[0], "fine"),
        ("pin", IDS[0], "first"),
    ]


# ---------------------------------------------------------------- splits


def test_an_address_stays_with_the_larger_part_though_the_first_article_leaves(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2])
    before = publish(room)
    (known,) = addresses(room)

    save(room, split(IDS[0], 0))

    files = publish(room)
    assert stories(room) == {IDS[0]: [1, 2], f"{IDS[0]}-2": [0]}
    assert answer(files, known) == "page"
    assert json.loads(files[f"site/api/v1/stories/{known}.json"].data)["id"] == IDS[0]
    assert set(guids(before)) < set(guids(files))
    assert len(addresses(room)) == 2


def test_what_was_spiked_does_not_come_back_with_the_part_that_leaves(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2])
    for kind in ("spike", "pin"):
        store.save_order(room.db, Order(kind=kind, story_id=IDS[0], who="Ada", why="", ordered_at=NOON))  # type: ignore[arg-type]

    save(room, split(IDS[0], 2))

    assert {(order.kind, order.story_id) for order in store.load_orders(room.db)} == {
        ("pin", IDS[0]),
        ("spike", IDS[0]),
        ("spike", IDS[2]),
    }


def test_a_split_takes_the_reprints_along_and_merging_back_restores_everything(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2, 3])
    publish(room)
    settled = settle_stories(room.db, split(IDS[0], 2), reprints={IDS[3]: IDS[2], IDS[1]: IDS[0]})
    assert settled.splits[0].article_ids == (IDS[2], IDS[3])

    save(room, split(IDS[0], 2))
    publish(room)
    save(room, merge(IDS[2], IDS[0]))

    assert stories(room) == {IDS[0]: [0, 1, 2, 3]}
    assert sorted(answers(room).values()).count("page") == 1


def test_a_merged_story_that_is_split_off_again_has_its_page_again(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2], [3, 4])
    publish(room)
    known = addresses(room)
    save(room, merge(IDS[0], IDS[3]))
    publish(room)

    save(room, split(IDS[0], 3, 4))

    assert stories(room) == {IDS[0]: [0, 1, 2], IDS[3]: [3, 4]}
    assert answers(room) == dict.fromkeys(known, "page")


def test_an_editor_finds_the_story_by_its_address_though_its_first_article_left(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2])
    publish(room)
    (known,) = addresses(room)

    save(room, split(IDS[0], 0))

    assert inquire.story_of(room.db, known) == IDS[0]


def test_a_story_tells_what_happened_to_it(room: pipeline.Newsroom) -> None:
    place(room, [0, 1], [2])
    place(room, [3])
    save(room, merge(IDS[0], IDS[2]))
    save(room, split(IDS[0], 1))

    told = [(event.kind, event.story_id, event.other_id, len(event.article_ids)) for event in history(room, 0)]

    assert told == [
        ("born", IDS[0], "", 2),
        ("merged", IDS[0], IDS[2], 1),
        ("split", IDS[0], IDS[1], 1),
        ("born", IDS[1], IDS[0], 1),
    ]
    assert {event.at for event in history(room, 0)} == {room.now}


def history(room: pipeline.Newsroom, number: int) -> tuple[object, ...]:
    return store.load_history(room.db, IDS[number])


# ---------------------------------------------------------------- everything anew


def test_opinions_that_were_dropped_leave_ids_where_most_of_the_articles_are(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2], [3, 4])
    publish(room)
    known = addresses(room)
    store.drop_opinions(room.db)

    place(room, [0, 3, 4], [1, 2])

    assert stories(room) == {IDS[3]: [0, 3, 4], IDS[0]: [1, 2]}
    assert answers(room) == dict.fromkeys(known, "page")


def test_an_article_that_comes_back_to_a_dead_story_brings_its_page_back(room: pipeline.Newsroom) -> None:
    place(room, [0])
    publish(room)
    room.db.execute("DELETE FROM placements")
    assert answers(room) == {slug_of(0): "withdrawn"}

    place(room, [0, 1])

    assert answers(room) == {slug_of(0): "page"}


def test_grouping_the_archive_anew_keeps_published_links_and_tells_what_changes(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2], [3], [4, 5])
    publish(room)
    known = addresses(room)

    told = group_anew(room, [1, 2, 3], [0], [4, 5])

    assert stories(room) == {IDS[0]: [1, 2, 3], f"{IDS[0]}-2": [0], IDS[4]: [4, 5]}
    assert (told.articles_count, told.moved_count) == (6, 2)
    assert (told.stories_before, told.stories_after, told.merged_count, told.split_count) == (3, 3, 1, 1)
    assert {link.fate for link in told.links} == {"merged", "split", "gained"}
    assert {link.slug for link in told.links} < known
    assert set(answers(room)) > known


def test_a_rehearsal_tells_the_same_and_writes_nothing(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2], [3], [4, 5])
    publish(room)
    before = dump(room)

    rehearsed = group_anew(room, [1, 2, 3], [0], [4, 5], is_rehearsal=True)

    assert dump(room) == before
    assert group_anew(room, [1, 2, 3], [0], [4, 5]) == rehearsed


def test_an_interrupt_in_the_middle_leaves_everything_as_it_was(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2], [3], [4, 5])
    store.save_articles(room.db, [make_article("A later report", published=NOON + 3 * SLICE)], [], now=NOON)
    before = dump(room)

    def interrupt(_step: str, done: int, total: int, _detail: str, /, **_: object) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        group_anew(room, [1, 2, 3], [0], [4, 5], tell=interrupt)

    assert dump(room) == before


def test_only_articles_since_a_moment_are_grouped_anew_when_that_is_asked(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2, 3], [4, 5])

    told = group_anew(room, [0, 1, 2, 3, 5], [4], since=at(3.5))

    assert stories(room) == {IDS[0]: [0, 1, 2, 3, 5], IDS[4]: [4]}
    assert (told.articles_count, told.moved_count) == (6, 1)


# ---------------------------------------------------------------- kin


def test_kin_are_found_anew_for_the_stories_that_were_compared_and_for_no_others(room: pipeline.Newsroom) -> None:
    one, two, three, four = IDS[:4]
    store.save_kin(room.db, [kin(one, two, 0.3), kin(two, three, 0.2), kin(three, four, 0.1)], compared=IDS)

    store.save_kin(room.db, [kin(four, two, 0.4)], compared=[two])

    assert kin_pairs(room) == {frozenset((two, four)): 0.4, frozenset((three, four)): 0.1}


def test_the_kin_of_a_merged_story_are_those_of_the_one_it_lives_on_in(room: pipeline.Newsroom) -> None:
    place(room, [0], [1], [2], [3])
    one, two, three, four = IDS[:4]
    pairs = [kin(one, two, 0.45), kin(one, three, 0.3), kin(three, two, 0.4), kin(two, four, 0.2)]
    store.save_kin(room.db, pairs, compared=IDS)

    save(room, merge(one, two))

    assert kin_pairs(room) == {frozenset((one, three)): 0.4, frozenset((one, four)): 0.2}


def test_a_story_that_no_article_is_in_any_more_is_nobodys_kin(room: pipeline.Newsroom) -> None:
    place(room, [0, 1], [2])
    store.save_kin(room.db, [kin(IDS[0], IDS[2], 0.3)], compared=IDS)
    split_up = StorySplit(story_id=IDS[0], new_id=IDS[1], article_ids=(IDS[0], IDS[1]))

    store.save_placements(room.db, (), (), (split_up,), now=room.now)

    assert kin_pairs(room) == {}


def test_a_part_that_leaves_takes_no_kin_along(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2], [3])
    store.save_kin(room.db, [kin(IDS[3], IDS[0], 0.3)], compared=IDS)

    save(room, split(IDS[0], 2))

    assert kin_pairs(room) == {frozenset((IDS[0], IDS[3])): 0.3}


def test_grouping_anew_finds_the_kin_anew_under_the_ids_that_stay(room: pipeline.Newsroom) -> None:
    place(room, [0, 1, 2], [3], [4, 5])
    store.save_kin(room.db, [kin(IDS[3], IDS[4], 0.4)], compared=IDS)

    group_anew(room, [1, 2, 3], [0, 4, 5])

    assert kin_pairs(room) == {frozenset(stories(room)): 0.2}


def test_stories_that_were_not_grouped_anew_keep_their_kin(room: pipeline.Newsroom) -> None:
    place(room, [0, 1], [2, 3], [4, 5])
    store.save_kin(room.db, [kin(IDS[0], IDS[2], 0.4), kin(IDS[0], IDS[4], 0.3)], compared=IDS)

    group_anew(room, [0, 1], [2, 3], [4, 5], since=at(3.5))

    assert kin_pairs(room) == {
        frozenset((IDS[0], IDS[2])): 0.4,
        frozenset((IDS[0], IDS[4])): 0.2,
        frozenset((IDS[2], IDS[4])): 0.2,
    }


def test_grouping_anew_day_by_day_keeps_the_last_word_on_kin(room: pipeline.Newsroom) -> None:
    late = make_article("Report 6 on the islands today", excerpt=EXCERPT, source="S6", published=at(30))
    store.save_articles(room.db, [late], [], now=NOON)
    labels = dict.fromkeys(IDS[:3], 0) | dict.fromkeys(IDS[3:], 1) | {late.id: 0}
    by_label = arrange(labels)

    def grown_apart(articles: Sequence[Article], *known: object) -> Settled:
        found: Settled = by_label(articles, *known)  # type: ignore[operator]
        return replace(found, kin=()) if late in articles else found

    regroup(room.db, grown_apart, window=WINDOW, since=None, now=room.now, tell=pipeline.quiet)

    assert len(stories_of(room)) == 2
    assert kin_pairs(room) == {}


def test_groups_that_are_joined_while_the_archive_is_grouped_anew_keep_their_kin(room: pipeline.Newsroom) -> None:
    late = make_article("Report 6 on the islands today", excerpt=EXCERPT, source="S6", published=at(30))
    store.save_articles(room.db, [late], [], now=NOON)

    def joined_later(articles: Sequence[Article], *_: object) -> Settled:
        placements = tuple(Placement(article_id=one.id, story_id=one.id) for one in articles)
        if late in articles:
            return replace(merge(IDS[0], IDS[1]), placements=placements, compared=(late.id,))
        compared = tuple(one.id for one in articles)
        return Settled(placements=placements, kin=(kin(IDS[2], IDS[1], 0.3),), compared=compared)

    regroup(room.db, joined_later, window=WINDOW, since=None, now=room.now, tell=pipeline.quiet)

    assert kin_pairs(room) == {frozenset((IDS[0], IDS[2])): 0.3}


def stories_of(room: pipeline.Newsroom) -> set[str]:
    return {placement.story_id for placement in store.load_placements(room.db).values()}


def dump(room: pipeline.Newsroom) -> list[str]:
    """Everything that the memory holds."""
    return list(room.db.iterdump())


# ---------------------------------------------------------------- whatever happens

LABELS = st.lists(st.integers(0, 3), min_size=len(IDS), max_size=len(IDS))
STEPS = st.one_of(
    st.tuples(st.just("merge"), st.integers(0, 5), st.integers(0, 5)),
    st.tuples(st.just("split"), st.integers(0, 5), st.integers(0, 5)),
    st.tuples(st.just("anew"), LABELS),
    st.tuples(st.just("dropped"), LABELS),
    st.tuples(st.just("spike"), st.integers(0, 5)),
    st.tuples(st.just("publish")),
)


def take(room: pipeline.Newsroom, step: Sequence[object]) -> None:
    """One thing that may happen to a desk's stories."""
    home = {article_id: placement.story_id for article_id, placement in store.load_placements(room.db).items()}
    match step:
        case ["merge", int(one), int(other)] if home[IDS[one]] != home[IDS[other]]:
            save(room, merge(home[IDS[one]], home[IDS[other]]))
        case ["split", int(one), int(other)]:
            leaving = sorted({one, other})
            if home[IDS[one]] == home[IDS[other]] and list(home.values()).count(home[IDS[one]]) > len(leaving):
                save(room, split(home[IDS[one]], *leaving))
        case ["anew", [*labels]]:
            group_anew(room, *by_label(labels))
        case ["dropped", [*labels]]:
            store.drop_opinions(room.db)
            place(room, *by_label(labels))
        case ["spike", int(one)]:
            order = Order(kind="spike", story_id=home[IDS[one]], who="Ada", why="", ordered_at=NOON)
            store.save_order(room.db, order)
        case ["publish"]:
            publish(room)


def by_label(labels: Sequence[object]) -> list[list[int]]:
    groups = [[number for number, label in enumerate(labels) if label == one] for one in range(4)]
    return [group for group in groups if group]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LABELS, st.lists(STEPS, max_size=6))
def test_every_address_ever_published_answers(labels: list[int], steps: list[tuple[object, ...]]) -> None:
    with TemporaryDirectory() as folder, newsroom(Path(folder)) as room:
        place(room, *by_label(labels))
        publish(room)
        known = addresses(room)
        for step in steps:
            take(room, step)
            assert sorted(number for numbers in stories(room).values() for number in numbers) == list(range(len(IDS)))
            assert not store.load_aliases(room.db).keys() & stories(room).keys()
            assert all(len(pair) == 2 and pair <= stories(room).keys() for pair in kin_pairs(room))

        assert known <= answers(room).keys()
