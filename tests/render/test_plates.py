"""What is made anew from one edition to the next, and what is not."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOON, at, make_article
from tests.render.editions import make_edition, make_ranked, make_report
from tidings.compose import with_places
from tidings.model import Edition, File, HeatShare, RankedStory, Topic
from tidings.render import in_order, plates_of, render, renewed

TOPICS = (Topic(id="sea", name="Sea"), Topic(id="land", name="Land"))


def story(number: int, *, headline: str = "", hours: float = 0, topic: str = "sea", reports: int = 1) -> RankedStory:
    """A story with as many reports, whose heat has faded for so many hours."""
    articles = [
        make_article(
            headline or f"Ferry {number} runs aground", url=f"https://s{n}.example/{number}", published=at(-number - n)
        )
        for n in range(reports)
    ]
    lead, *others = (make_report(article, record_name=f"r{number}-{n}") for n, article in enumerate(articles))
    share = HeatShare(
        source="Post", article_id=lead.article.id, points=10 * 0.5**hours, age_hours=hours, points_fresh=10.0
    )
    return make_ranked(
        lead,
        *others,
        slug=f"story-{number}",
        id=f"story-{number}",
        heat_shares=(share,),
        heat=share.points,
        topics=(topic,),
    )


def edition_of(number: int, *stories: RankedStory) -> Edition:
    """An edition of an hour, its stories in this order."""
    ranked = [replace(story, rank=rank) for rank, story in enumerate(stories, 1)]
    return make_edition(*ranked, number=number, as_of=at(number), topics=TOPICS)


def keys_of(edition: Edition) -> dict[str, str]:
    return {plate.path: plate.key for plate in plates_of(edition)}


def after(before: Edition, edition: Edition) -> tuple[list[str], list[File]]:
    """The paths that were made anew, and all files: the new ones, and those of before that were left alone."""
    old = {file.path: file for file in render(before)}
    made, files = [], []
    for plate, file in renewed(in_order(plates_of(edition)), keys_of(before)):
        if file is not None and plate.key:
            made.append(plate.path)
        files.append(file or old[plate.path])
    return made, files


@st.composite
def editions(draw: st.DrawFn) -> tuple[Edition, Edition]:
    """An edition and one after it: stories stay, go, come, change, gather reports, change places."""
    numbers = draw(st.lists(st.integers(0, 6), unique=True, max_size=5))
    later = draw(st.lists(st.integers(0, 6), unique=True, max_size=5))
    told = st.builds(
        dict,
        headline=st.sampled_from(["", "A new headline", "<b>bold</b> & brave"]),
        topic=st.sampled_from(["sea", "land"]),
        reports=st.integers(1, 3),
    )
    plain = {number: draw(told) for number in {*numbers, *later}}
    changed = {number: draw(told) if draw(st.booleans()) else plain[number] for number in later}
    first = with_places(edition_of(1, *(story(number, **plain[number]) for number in numbers)), None)
    second = edition_of(2, *(story(number, hours=1, **changed[number]) for number in later))
    return first, with_places(second, first)


@given(editions())
def test_what_is_made_anew_beside_what_was_left_alone_is_the_whole_edition(pair: tuple[Edition, Edition]) -> None:
    before, edition = pair

    _, files = after(before, edition)

    assert files == render(edition)


def test_a_clock_that_goes_on_makes_no_story_anew() -> None:
    first = with_places(edition_of(1, story(1), story(2)), None)
    second = with_places(edition_of(2, story(2, hours=1), story(1, hours=1)), first)

    made, _ = after(first, second)

    assert made == []


def test_a_story_that_changes_is_made_anew_and_no_other() -> None:
    first = with_places(edition_of(1, story(1), story(2)), None)
    second = with_places(edition_of(2, story(1), story(2, headline="Two dead")), first)

    made, _ = after(first, second)

    assert {path.split("/")[-1].partition(".")[0] for path in made} == {
        *("story-2", "r2-0"),
        *("0-0", "lines-0"),  # where search finds it
    }
    assert second.stories[0].place == first.stories[0].place
    assert second.stories[1].place
    assert second.stories[1].place.at == at(2)


def test_another_masthead_makes_every_page_anew() -> None:
    first = with_places(edition_of(1, story(1), story(2)), None)
    second = replace(first, masthead=replace(first.masthead, title="Another paper"))

    made, _ = after(first, second)

    assert len(made) == 8  # page, data and record of each, and two files of search


def test_a_page_tells_where_its_story_stood_when_it_was_told_last() -> None:
    first = with_places(edition_of(1, story(1), story(2)), None)
    second = with_places(edition_of(2, story(2, hours=1), story(1, hours=1)), first)

    (page,) = (file.data.decode() for file in render(second) if file.path == "site/stories/story-1.html")

    assert "It stood at place 1 of 2" in page
    assert f'datetime="{at(1):%Y-%m-%dT%H:%M:%SZ}"' in page
    assert first.as_of > NOON
