"""What is published, held or refused; that it does not flicker; and what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOON, at, make_article, make_desk, make_story
from tidings.decide import MENDABLE, RULES, decide
from tidings.genre import NEWS, Kind
from tidings.model import (
    Article,
    ArticleOpinion,
    Desk,
    Material,
    Order,
    Score,
    ScorePart,
    Story,
    Topic,
    TopicMatch,
    Verdict,
)
from tidings.rules import PublishRules, QualityWeights, Rules

PUBLISH = PublishRules()
MINIMUM, MARGIN = PUBLISH.quality_min, PUBLISH.keep_margin
WEIGHTS = {name: getattr(QualityWeights(), name) for name in MENDABLE}
ADVERT = Kind(name="advert", confidence=0.9, reason="“sponsored:”")
WALL = Kind(name="wall", confidence=0.9, reason="“subscribe to read”")
ALONE = make_article("Ferry aground")


def opinion(article: Article, quality: float, *, kind: Kind = NEWS, **points: float) -> ArticleOpinion:
    """An opinion whose named parts have these points, and the rest of its quality in one part more."""
    parts = [ScorePart(name=n, points=p, points_max=float(WEIGHTS[n]), why="") for n, p in points.items()]
    rest = ScorePart(name="original", points=round(quality - sum(points.values()), 2), points_max=100.0, why="")
    return ArticleOpinion(
        article_id=article.id,
        quality=Score(parts=(*parts, rest)),
        kind=kind,
        topics=(TopicMatch(topic_id="sea", evidence="a keyword"),),
    )


def material(
    story: Story,
    opinions: Sequence[ArticleOpinion],
    *,
    before: Mapping[str, Verdict] | None = None,
    desk: Desk | None = None,
    orders: tuple[Order, ...] = (),
    reprints: Mapping[str, str] | None = None,
) -> Material:
    return Material(
        desk=desk or make_desk(),
        stories=(story,),
        opinions={one.article_id: one for one in opinions},
        orders=orders,
        reprints=reprints or {},
        verdicts=before or {},
    )


def verdict_of(
    quality: float, *, before: Verdict | None = None, kind: Kind = NEWS, orders: tuple[Order, ...] = (), **points: float
) -> Verdict:
    known = {ALONE.id: before} if before else {}
    return decide(
        material(make_story(ALONE), [opinion(ALONE, quality, kind=kind, **points)], before=known, orders=orders)
    )[ALONE.id]


def spike(story_id: str = ALONE.id) -> Order:
    return Order(kind="spike", story_id=story_id, who="Ada", why="its owner asked", ordered_at=NOON)


# ---------------------------------------------------------------- what stays as it is


def test_what_is_published_stays_so_within_the_margin_and_says_that_it_does() -> None:
    before = verdict_of(MINIMUM)

    kept = verdict_of(MINIMUM - MARGIN, before=before)

    assert (kept.outcome, kept.rule) == ("published", "keep_margin")
    assert kept.reason == f"it is published, and quality 35 is not more than {MARGIN} below {MINIMUM}"


def test_what_falls_further_is_held() -> None:
    assert verdict_of(MINIMUM - MARGIN - 0.1, before=verdict_of(MINIMUM)).outcome == "held"


def test_what_is_held_needs_the_full_quality() -> None:
    held = verdict_of(MINIMUM - 1)

    assert verdict_of(MINIMUM - 0.1, before=held).outcome == "held"
    assert verdict_of(MINIMUM, before=held).outcome == "published"


@given(st.lists(st.floats(MINIMUM - MARGIN, MINIMUM + MARGIN), min_size=2, max_size=40), st.booleans())
def test_small_changes_of_quality_never_turn_a_verdict_twice(walk: list[float], is_published: bool) -> None:
    verdict: Verdict | None = verdict_of(MINIMUM) if is_published else None
    outcomes = []
    for quality in walk:
        verdict = verdict_of(round(quality, 1), before=verdict)
        outcomes.append(verdict.outcome)

    turns = sum(one != other for one, other in pairwise(outcomes))
    assert turns <= 1


def test_a_topic_in_doubt_keeps_what_is_published_and_publishes_nothing_new() -> None:
    topics = (Topic(id="sea", name="Sea", keywords=("port",)),)
    doubted = replace(
        opinion(ALONE, 80), topics=(), refused=(TopicMatch(topic_id="sea", evidence="“port” means a wine here"),)
    )
    published = Verdict(outcome="published", rule="quality_min", reason="")

    def decided(before: Mapping[str, Verdict]) -> Verdict:
        return decide(material(make_story(ALONE), [doubted], before=before, desk=make_desk(topics=topics)))[ALONE.id]

    assert decided({ALONE.id: published}).outcome == "published"
    assert decided({}).outcome == "refused"
    assert "means a wine here" in decided({}).reason


def test_orders_always_win() -> None:
    assert verdict_of(100, before=verdict_of(100), orders=(spike(),)).rule == "spike"


def test_an_advert_and_a_wall_are_not_kept_because_they_were_published() -> None:
    assert verdict_of(100, before=verdict_of(100), kind=ADVERT).outcome == "held"
    assert verdict_of(100, before=verdict_of(100), kind=WALL).outcome == "refused"


def test_what_was_published_before_its_original_came_in_keeps_its_record() -> None:
    first, copy = make_article("Ferry", source="A"), make_article("Ferry", source="B", published=at(1))
    story, opinions = make_story(first, copy), [opinion(first, 80), opinion(copy, 80)]
    alone = decide(material(make_story(copy), [opinions[1]]))

    anew = decide(material(story, opinions, reprints={copy.id: first.id}))
    known = decide(material(story, opinions, reprints={copy.id: first.id}, before=alone))

    assert (anew[copy.id].outcome, anew[copy.id].rule) == ("held", "reprint")
    assert known[copy.id].outcome == "published"


cases = st.builds(
    lambda first, second, kind, is_copy, is_spiked, topics: (first, second, kind, is_copy, is_spiked, topics),
    st.floats(0, 100),
    st.floats(0, 100),
    st.sampled_from([NEWS, ADVERT, WALL]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
earlier = st.sampled_from(["published", "held", "refused", None])


@given(cases, earlier, earlier)
def test_deciding_again_with_the_verdicts_just_made_changes_nothing(
    case: tuple[float, float, Kind, bool, bool, bool], one: str | None, two: str | None
) -> None:
    quality, other, kind, is_copy, is_spiked, has_topics = case
    first, second = make_article("Ferry", source="A"), make_article("Ferry aground", source="B", published=at(1))
    story = make_story(first, second)
    opinions = [opinion(first, quality, image=2.0), opinion(second, other, kind=kind, byline=0.0)]
    if not has_topics:
        opinions = [replace(each, topics=()) for each in opinions]
    known = material(
        story,
        opinions,
        desk=make_desk(topics=()),
        reprints={second.id: first.id} if is_copy else {},
        orders=(spike(story.id),) if is_spiked else (),
        before={
            article.id: Verdict(outcome=outcome, rule="", reason="")  # type: ignore[arg-type]  # one of the three
            for article, outcome in ((first, one), (second, two))
            if outcome
        },
    )

    verdicts = decide(known)

    assert decide(replace(known, verdicts=verdicts)) == verdicts


# ---------------------------------------------------------------- what would change it


def test_a_held_article_names_what_alone_would_publish_it() -> None:
    held = verdict_of(MINIMUM - 6, image=0.0, byline=0.0, headline=4.0)

    assert held.remedies == ("an image (quality 47)", "a named author (quality 47)", "a second independent source")
    assert held.reason == (
        f"quality 39 is below {MINIMUM}; publishes with an image (quality 47) or a named author (quality 47)"
        " or a second independent source"
    )


def test_where_nothing_alone_would_do_the_smallest_sets_are_named() -> None:
    held = verdict_of(MINIMUM - 12, image=0.0, byline=0.0, headline=8.0)

    assert held.remedies == ("an image and a named author (quality 49)", "a second independent source")


def test_a_remedy_that_would_not_do_is_not_named() -> None:
    assert verdict_of(5, image=0.0).remedies == ("a second independent source",)


@given(st.floats(0, MINIMUM - 0.1), st.fixed_dictionaries({name: st.floats(0, 1) for name in MENDABLE}))
def test_every_remedy_of_quality_holds_when_it_comes(quality: float, shares: dict[str, float]) -> None:
    points = {name: round(share * WEIGHTS[name], 1) for name, share in shares.items()}
    held = verdict_of(round(quality, 1), **points)
    names = {words: name for name, words in MENDABLE.items()}

    for remedy in held.remedies:
        if "(quality" not in remedy:
            continue
        wanted = [names[words] for words in remedy.split(" (quality")[0].split(" and ")]
        gained = sum(WEIGHTS[name] - points[name] for name in wanted)
        full = points | {name: float(WEIGHTS[name]) for name in wanted}
        assert verdict_of(round(quality, 1) + gained, **full).outcome == "published"


def test_an_advert_and_a_spiked_story_say_who_could_change_it() -> None:
    assert verdict_of(80, kind=ADVERT).remedies == ("the desk letting an advert pass",)
    assert verdict_of(80, orders=(spike(),)).remedies == ("the order taken back",)
    assert verdict_of(80, orders=(spike(),)).reason == "spiked by Ada: its owner asked"


def test_a_wall_and_a_copy_have_no_remedy() -> None:
    first, copy = make_article("Ferry", source="A"), make_article("Ferry", source="B", published=at(1))
    known = material(
        make_story(first, copy), [opinion(first, 80), opinion(copy, 20, image=0.0)], reprints={copy.id: first.id}
    )

    assert verdict_of(80, kind=WALL).remedies == ()
    assert decide(known)[copy.id].remedies == ()


def test_a_published_article_names_what_it_would_be_held_without() -> None:
    assert verdict_of(MINIMUM - MARGIN + 9, excerpt=16.0, image=8.0, date=10.0).needs == ()
    assert verdict_of(MINIMUM, excerpt=16.0, image=8.0).needs == ("its excerpt",)


def test_what_others_carry_would_be_held_without_them() -> None:
    first, second = make_article("Ferry", source="A"), make_article("Ferry aground", source="B")
    known = material(make_story(first, second), [opinion(first, 20), opinion(second, 90)])

    verdicts = decide(known)

    assert verdicts[first.id].needs == ("the other independent sources",)
    assert verdicts[second.id].needs == ()


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_what_it_is_for(rule: object) -> None:
    assert rule.__doc__


def test_a_desk_that_wants_three_sources_says_how_many_are_missing() -> None:
    desk = make_desk(rules=Rules(publish=PublishRules(sources_min=3)))
    known = material(make_story(ALONE), [opinion(ALONE, 5)], desk=desk)

    assert decide(known)[ALONE.id].remedies == ("two more independent sources",)
