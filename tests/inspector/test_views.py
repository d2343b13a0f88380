"""Which stories are shown, and what is said of them."""

from __future__ import annotations

from dataclasses import replace

from tests.make import at, make_article, make_story
from tidings.inspector import StoryFilter, find_near, make_views, near_pairs, tell_story_links, with_links
from tidings.model import Link, Placement, Reason, Verdict

from .values import likeness, make_material

FERRY = make_article("Ferry runs aground off Skell", source="The Post")
SHIP = make_article("Ferry aground off Skell, crew safe", source="The Star", published=at(2))
STRIKE = make_article("Teachers strike in Norby", source="The Post", published=at(-30))


def test_a_story_is_of_a_day_when_one_of_its_articles_is_and_then_comes_whole() -> None:
    old = make_article("Ferry leaves Skell", source="The Mail", published=at(-40))
    material = make_material(make_story(old, FERRY, SHIP), make_story(STRIKE))

    (view,) = make_views(material, None, StoryFilter(since=at(-24), until=at(24)))

    assert [piece.source for piece in view.pieces] == ["The Mail", "The Post", "The Star"]
    assert (view.first, view.last) == (at(-40), at(2))


def test_a_filter_by_outlets_and_words_leaves_the_rest_out() -> None:
    material = make_material(make_story(FERRY, SHIP), make_story(STRIKE))

    assert [v.headline for v in make_views(material, None, StoryFilter(outlets_min=2))] == [FERRY.headline]
    assert [v.headline for v in make_views(material, None, StoryFilter(search="norby TEACHERS"))] == [STRIKE.headline]
    assert make_views(material, None, StoryFilter(search="norby ferry")) == ()


def test_the_newest_come_first_where_that_is_wanted() -> None:
    material = make_material(make_story(STRIKE), make_story(FERRY, SHIP))

    assert [view.last for view in make_views(material, None, StoryFilter(is_newest_first=True))] == [at(2), at(-30)]


def test_a_reprint_is_no_second_source_and_names_its_original() -> None:
    material = make_material(
        make_story(FERRY, SHIP), reprints={SHIP.id: FERRY.id}, reprint_reasons={SHIP.id: "same text"}
    )

    (view,) = make_views(material, None, StoryFilter())

    assert (len(view.outlets), view.independent) == (2, 1)
    assert view.pieces[1].original == "The Post: Ferry runs aground off Skell"
    assert "      reprint of The Post: Ferry runs aground off Skell: same text" in list(tell_story_links(view))


def test_a_story_that_readers_do_not_see_says_why() -> None:
    held = make_material(make_story(FERRY), outcome="held")
    spiked = make_material(make_story(FERRY))

    assert make_views(held, None, StoryFilter())[0].state == "held"
    assert make_views(spiked, None, StoryFilter())[0].state == "off the site"
    assert make_views(replace(spiked, verdicts={}), None, StoryFilter())[0].state == "not judged"


def test_a_held_article_in_a_published_story_keeps_its_own_state() -> None:
    held = Verdict(outcome="held", rule="quality_min", reason="quality 12 is below 20")
    material = make_material(make_story(FERRY, SHIP))
    material = replace(material, verdicts={**material.verdicts, SHIP.id: held})

    (view,) = make_views(material, None, StoryFilter())

    assert "      held: quality 12 is below 20" in list(tell_story_links(view))


def test_a_link_that_was_kept_is_shown_and_none_is_reckoned() -> None:
    kept = Link(probability=0.83, reasons=(Reason(name="names", points=1.6, why="both name Skell"),))
    story = make_story(FERRY, SHIP)
    placements = {
        FERRY.id: Placement(article_id=FERRY.id, story_id=story.id),
        SHIP.id: Placement(article_id=SHIP.id, story_id=story.id, nearest_id=FERRY.id, link=kept),
    }
    views = make_views(make_material(story, placements=placements), None, StoryFilter())

    (view,) = with_links(views, {story.id: story}, likeness, limit=10)

    assert view.pieces[1].link == kept
    assert not view.pieces[1].is_reckoned
    assert view.pieces[0].is_reckoned
    assert "        +1.60 names: both name Skell" in list(tell_story_links(view))


def test_no_more_links_are_reckoned_than_was_said() -> None:
    stories = [make_story(FERRY, SHIP), make_story(STRIKE, make_article("Norby strike goes on"))]
    views = make_views(make_material(*stories), None, StoryFilter())

    linked = with_links(views, {story.id: story for story in stories}, likeness, limit=3)

    assert sum(piece.link is not None for view in linked for piece in view.pieces) == 3


def test_stories_whose_headlines_share_rare_words_come_near_each_other() -> None:
    others = [make_story(make_article(f"Council {n} meets on matter {n * 7}")) for n in range(20)]
    one, other = make_story(FERRY), make_story(SHIP)

    assert near_pairs([*others, one, other], limit=1) == [tuple(sorted((one.id, other.id)))]


def test_near_misses_are_what_was_kept_and_what_is_found_now() -> None:
    one, other, third = make_story(FERRY), make_story(SHIP), make_story(STRIKE)
    kept = Link(probability=0.41)
    placement = Placement(article_id=STRIKE.id, story_id=third.id, runner_up_id=one.id, runner_up=kept)
    material = make_material(one, other, third)
    material = replace(material, placements={**material.placements, STRIKE.id: placement})
    views = make_views(material, None, StoryFilter())
    by_id = {story.id: story for story in (one, other, third)}

    near = find_near(views, by_id, likeness, compared_max=10, shown_max=10)

    assert {(miss.is_kept, frozenset((miss.story_id, miss.other_id))) for miss in near} == {
        (True, frozenset((third.id, one.id))),
        (False, frozenset((one.id, other.id))),
    }
    assert len(find_near(views, by_id, likeness, compared_max=10, shown_max=1)) == 1
