"""Same event, different texts."""

import math
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import at, make_article, make_story
from tidings.cluster import bars_of, compare, place
from tidings.cluster.intake import WEAK_KINDS, Intake
from tidings.cluster.rounds import settle
from tidings.cluster.weights import LEARNED, with_bars
from tidings.cluster.window import Window
from tidings.genre import Kind, KindName
from tidings.model import Article, StoryOrder, survivor
from tidings.rules import ClusterRules
from tidings.vectors import NO_MEANINGS, VECTOR_SCALE, Meanings

RULES = ClusterRules()
ONE_WAY = np.asarray([VECTOR_SCALE, 0, 0], np.int16)
FERRY = [
    make_article("Ferry Skua runs aground off Skell", source="A", excerpt="The Skua hit rocks near Skell harbour."),
    make_article(
        "Passengers rescued from ferry Skua",
        source="B",
        excerpt="Skell lifeboats took 90 off the Skua.",
        published=at(1),
    ),
    make_article(
        "Skua refloated at Skell after grounding", source="C", excerpt="The ferry hit rocks on Friday.", published=at(5)
    ),
]
BARLEY = [
    make_article("Barley harvest best for a decade", source="A", excerpt="Farmers on Orm expect record barley."),
    make_article(
        "Record barley, but prices fall, say Orm farmers", source="B", excerpt="Storage is short.", published=at(3)
    ),
]


def groups(articles: list[Article]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for placement in place(articles, (), RULES).placements:
        found.setdefault(placement.story_id, set()).add(placement.article_id)
    return {frozenset(members) for members in found.values()}


def ids(articles: list[Article]) -> frozenset[str]:
    return frozenset(article.id for article in articles)


def test_reports_of_one_event_become_one_story() -> None:
    assert groups(FERRY + BARLEY) == {ids(FERRY), ids(BARLEY)}


def test_a_story_is_named_by_its_first_article() -> None:
    assert {placement.story_id for placement in place(FERRY, (), RULES).placements} == {FERRY[0].id}


def test_every_article_is_placed_exactly_once() -> None:
    placed = [placement.article_id for placement in place(FERRY + BARLEY, (), RULES).placements]

    assert sorted(placed) == sorted(ids(FERRY + BARLEY))


@given(st.integers(0, 10_000))
def test_the_order_of_the_input_does_not_matter(seed: int) -> None:
    shuffled = random.Random(seed).sample(FERRY + BARLEY, 5)

    assert place(shuffled, (), RULES) == place(FERRY + BARLEY, (), RULES)


def test_a_late_report_joins_the_known_story_and_keeps_its_id() -> None:
    known = make_story(FERRY[0], FERRY[1])

    (placement,) = place([FERRY[2]], [known, make_story(*BARLEY)], RULES).placements

    assert placement.story_id == known.id
    assert placement.reason == "same event"


def test_a_placement_keeps_its_evidence() -> None:
    placement = next(p for p in place(FERRY, (), RULES).placements if p.article_id == FERRY[1].id)

    assert placement.nearest_id in ids(FERRY)
    assert "skua" in dict(placement.shared)
    assert 0 < placement.similarity <= 1


def test_two_known_stories_become_one_when_a_report_brings_them_together() -> None:
    same = make_article("Ferry Skua runs aground off Skell", source="D", excerpt=FERRY[0].excerpt, published=at(0.5))
    found = place([FERRY[2]], [make_story(FERRY[0]), make_story(same), make_story(*BARLEY)], RULES)

    (merge,) = found.merges
    assert {merge.kept_id, merge.dropped_id} == {FERRY[0].id, same.id}
    assert merge.link
    assert merge.link.probability > RULES.merge_min


def test_the_same_words_weeks_apart_are_two_stories() -> None:
    late = make_article(FERRY[0].headline, source="D", excerpt=FERRY[0].excerpt, published=at(24 * 9))

    assert len(groups([FERRY[0], late, *BARLEY])) == 3


# ---------------------------------------------------------------- evidence


def log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def test_the_reasons_of_a_link_add_up_to_its_log_odds() -> None:
    link = compare([FERRY[0]], [FERRY[1]], RULES, around=BARLEY)

    assert sum(reason.points for reason in link.reasons) == pytest.approx(log_odds(link.probability), abs=0.01)
    assert "skua" in next(reason.why for reason in link.reasons if reason.name == "words")


def test_two_reports_are_compared_alike_both_ways() -> None:
    assert compare(FERRY[:1], FERRY[1:], RULES) == compare(FERRY[1:], FERRY[:1], RULES)


def test_what_has_nothing_in_common_is_most_likely_of_two_events() -> None:
    link = compare([FERRY[0]], [BARLEY[0]], RULES)

    assert link.probability < 0.1
    assert next(reason.why for reason in link.reasons if reason.name == "before")


@pytest.mark.parametrize("breadth", ["event", "thread"])
def test_what_is_joined_is_told_as_sure_as_the_bar_asks(breadth: str) -> None:
    rules = replace(RULES, breadth=breadth)
    bar = bars_of(rules, NO_MEANINGS).joins
    placements = place([*FERRY, *BARLEY], (), rules).placements
    links = {placement.article_id: placement.link for placement in placements if placement.link}

    assert links
    assert all(link.probability >= bar for link in links.values())
    assert all(one.runner_up.probability < bar for one in placements if one.runner_up)


def test_threads_ask_for_more_than_half() -> None:
    bars = bars_of(replace(RULES, breadth="thread"), NO_MEANINGS)

    assert bars_of(RULES, NO_MEANINGS).joins == RULES.link_min
    assert bars.joins > 0.6


@pytest.mark.parametrize("key", sorted(LEARNED))
def test_caution_moves_what_is_told_and_no_decision(key: tuple[str, str]) -> None:
    row, rules = LEARNED[key], replace(RULES, breadth=key[0], link_min=0.6, merge_min=0.8)
    bolder = replace(row, bias=row.bias + 1, caution=row.caution + 1)

    assert with_bars(bolder, rules).bias == pytest.approx(with_bars(row, rules).bias)
    assert with_bars(bolder, rules).settled == with_bars(row, rules).settled


def test_a_link_tells_why_an_article_joined_and_where_it_would_have_gone_else() -> None:
    rival = make_article("Lifeboats open to visitors", source="E", excerpt="The crews of the coast turn 90.")
    late = make_article("Skell lifeboats took 90 passengers off ferry Skua", source="F", published=at(2))
    (placement,) = place([late], [make_story(*FERRY), make_story(rival)], RULES).placements

    assert placement.link
    assert placement.link.probability >= RULES.link_min
    assert placement.runner_up_id == rival.id
    assert placement.runner_up
    assert placement.runner_up.probability < placement.link.probability


def test_stories_that_nearly_were_one_are_told_as_kin() -> None:
    related = make_article(
        "Ferry line of the Skua loses licence", source="G", excerpt="Inspectors went aboard at Skell."
    )
    found = place([related], [make_story(*FERRY), make_story(*BARLEY)], replace(RULES, link_min=0.9, kin_min=0.03))

    assert {(one.story_id, one.other_id) for one in found.kin} == {(related.id, make_story(*FERRY).id)}


# ---------------------------------------------------------------- orders, kinds and languages


def test_what_an_editor_keeps_apart_is_never_joined() -> None:
    apart = StoryOrder(kind="cannot-link", article_ids=(FERRY[0].id, FERRY[1].id))
    found = {p.article_id: p.story_id for p in place(FERRY, (), RULES, orders=[apart]).placements}

    assert found[FERRY[0].id] != found[FERRY[1].id]


def test_what_an_editor_joins_is_one_story_and_says_so() -> None:
    together = StoryOrder(kind="must-link", article_ids=(FERRY[0].id, BARLEY[0].id))
    placements = place([FERRY[0], BARLEY[0]], (), RULES, orders=[together]).placements

    assert len({placement.story_id for placement in placements}) == 1
    assert {placement.reason for placement in placements} == {"first report", "order"}


def test_nobody_joins_a_story_that_an_editor_split_off() -> None:
    alone = StoryOrder(kind="split", article_ids=(FERRY[0].id,))

    assert {p.story_id for p in place(FERRY, (), RULES, orders=[alone]).placements if p.article_id == FERRY[0].id} == {
        FERRY[0].id
    }


@pytest.mark.parametrize("name", sorted(WEAK_KINDS))
def test_what_speaks_of_many_events_never_brings_two_together(name: KindName) -> None:
    digest = make_article(
        "Ferry Skua aground, barley harvest best for a decade",
        source="H",
        excerpt="The Skua hit rocks near Skell harbour. Farmers on Orm expect record barley.",
        published=at(6),
    )
    sure = Kind(name=name, confidence=0.9)
    found = place([*FERRY, *BARLEY, digest], (), replace(RULES, link_min=0.2), kinds={digest.id: sure})

    story_of = {placement.article_id: placement.story_id for placement in found.placements}
    assert story_of[FERRY[0].id] != story_of[BARLEY[0].id]


def test_articles_in_two_languages_meet_only_where_the_model_knows_both() -> None:
    here = make_article("Skua auf Grund vor Skell", source="A", language="de")
    there = make_article("Skua aground off Skell", source="B", language="en")
    same = {here.id: ONE_WAY, there.id: ONE_WAY}

    def stories_by(model: str) -> int:
        placements = place([here, there], (), RULES, meanings=Meanings(model=model, vectors=same)).placements
        return len({placement.story_id for placement in placements})

    assert stories_by("minilm-8199be6f-1") == 2
    assert stories_by("multilingual-1571fc98-1") == 1


def test_what_any_two_texts_have_in_common_joins_nothing_by_the_multilingual_model() -> None:
    one = make_article("Skua auf Grund vor Skell", source="A", language="de")
    other = make_article("Barley harvest best for a decade", source="B", language="en")
    aside = np.zeros_like(ONE_WAY)
    aside[-1] = VECTOR_SCALE * math.sqrt(1 - 0.86**2)
    vectors = {one.id: ONE_WAY, other.id: (ONE_WAY * 0.86 + aside).astype(ONE_WAY.dtype)}

    placements = place([one, other], (), RULES, meanings=Meanings(model="multilingual-1571fc98-1", vectors=vectors))
    assert len({placement.story_id for placement in placements.placements}) == 2


# ---------------------------------------------------------------- the same on every run

WORDS = "ferry skua skell lifeboat harbour barley orm harvest storage price vote council mayor fire school".split()
drafts = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), min_size=3, max_size=8), st.integers(0, 90)), min_size=1, max_size=24
)


def made_of(draft: list[tuple[list[str], int]]) -> list[Article]:
    found = [
        make_article(f"{' '.join(words)} {number}", source=f"S{number % 5}", published=at(hours))
        for number, (words, hours) in enumerate(draft)
    ]
    return sorted(found, key=lambda article: (article.published, article.id))


@given(drafts)
def test_a_window_built_anew_goes_on_as_one_that_never_stopped(draft: list[tuple[list[str], int]]) -> None:
    articles = made_of(draft)
    half = len(articles) // 2
    intake = Intake(RULES, NO_MEANINGS)
    never_stopped = Window(intake.dimensions)
    for part in (articles[:half], articles[half:]):
        never_stopped.known[:] = True
        rows = [never_stopped.open(a.id, [intake.newcomer(a)], is_known=False).row for a in part]
        settle(never_stopped, rows, intake.weights)

    stories: dict[str, list[Article]] = {}
    first = {p.article_id: p.story_id for p in place(articles[:half], (), RULES).placements}
    for article in articles[:half]:
        stories.setdefault(first[article.id], []).append(article)
    found = place(articles[half:], [make_story(*some) for some in stories.values()], RULES)
    merged = {merge.dropped_id: merge.kept_id for merge in found.merges}
    story_of = first | {p.article_id: p.story_id for p in found.placements}

    assert {frozenset(group.members) for group in never_stopped.groups.values()} == {
        frozenset(key for key in story_of if survivor(story_of[key], merged) == story_id)
        for story_id in {survivor(one, merged) for one in story_of.values()}
    }


@given(drafts)
def test_every_article_is_in_one_story_and_every_story_is_named_by_one_of_its_own(
    draft: list[tuple[list[str], int]],
) -> None:
    articles = made_of(draft)
    placements = place(articles, (), RULES).placements
    story_of = {placement.article_id: placement.story_id for placement in placements}

    assert [placement.article_id for placement in placements] == sorted(article.id for article in articles)
    assert all(story_of[story_id] == story_id for story_id in story_of.values())


def test_terms_that_leave_the_window_are_counted_no_longer() -> None:
    intake = Intake(RULES, NO_MEANINGS)
    window = Window(intake.dimensions)
    settle(window, [window.open(a.id, [intake.newcomer(a)], is_known=False).row for a in FERRY], intake.weights)

    gone = window.expire(math.inf)

    assert {key for group in gone for key in group.members} == ids(FERRY)
    assert (window.articles, [dict(seen) for seen in window.seen_in]) == (0, [{}, {}, {}])
