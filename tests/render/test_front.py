"""The front page: sections by topic, what develops, what changed today."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.make import at, make_article
from tests.render.editions import make_edition, make_ranked, make_report
from tests.render.pages import by_path, pages_of, text_of
from tidings.compose import past_front, with_front
from tidings.genre import Kind
from tidings.model import Change, Edition, RankedStory, Topic, Withdrawal
from tidings.render import in_order, plates_of, printed
from tidings.rules import PublishRules
from tidings.subjects import Care

SEA, LAND, SKY = Topic(id="sea", name="Sea"), Topic(id="land", name="Land"), Topic(id="sky", name="Sky")


def story(name: str, *hours: float, topics: tuple[str, ...] = (), **fields: Any) -> RankedStory:
    """A story reported by another source at each of these hours after noon."""
    reports = [
        make_report(
            make_article(f"{name}, told {n}", source=f"Source {n}", published=at(hour), seen_at=at(hour), is_dated=True)
        )
        for n, hour in enumerate(hours)
    ]
    return make_ranked(*reports, slug=name, topics=topics, **fields)


def edition_of(*stories: RankedStory, topics: tuple[Topic, ...] = (), **fields: Any) -> Edition:
    ranked = tuple(replace(story, rank=rank) for rank, story in enumerate(stories, 1))
    return with_front(make_edition(*ranked, topics=topics, **fields), PublishRules())


def front_of(edition: Edition) -> Any:
    return pages_of(by_path(edition))["site/index.html"]


def sections_of(page: Any) -> dict[str, list[str]]:
    """The stories of each part of the page that has a heading, by the heading."""
    return {
        section.xpath("string(./h2)"): [link.rpartition("/")[2] for link in section.xpath(".//h3/a/@href")]
        for section in page.xpath("//section[h2]")
    }


MANY = [story(f"s{n}", -30, topics=(("sea", "land", "sky")[n % 3],)) for n in range(12)]


# ---------------------------------------------------------------- by topic


def test_what_does_not_lead_stands_topic_by_topic_in_the_desks_order() -> None:
    found = sections_of(front_of(edition_of(*MANY, topics=(SEA, LAND, SKY))))

    assert list(found) == ["Top story", "Also leading", "Sea", "Land", "Sky"]
    assert found["Land"] == ["s4.html", "s7.html", "s10.html"]


def test_each_story_stands_on_the_front_page_once() -> None:
    everywhere = [replace(one, topics=("sea", "land")) for one in MANY]

    found = sections_of(front_of(edition_of(*everywhere, topics=(SEA, LAND))))

    listed = [name for names in found.values() for name in names]
    assert len(listed) == len(set(listed))


def test_a_topic_with_one_story_is_no_section() -> None:
    lone = [*MANY[:6:3], *(replace(one, topics=("sea",)) for one in MANY[6:]), story("lone", 0, topics=("sky",))]

    found = sections_of(front_of(edition_of(*lone, topics=(SEA, SKY))))

    assert "Sky" not in found
    assert found["More stories"] == ["lone.html"]


def test_one_uppermost_topic_gives_way_to_those_below_it() -> None:
    below = (Topic(id="all", name="All"), replace(SEA, parent="all"), replace(LAND, parent="all"))
    stories = [replace(one, topics=("all", *one.topics)) for one in MANY]

    found = sections_of(front_of(edition_of(*stories, topics=below)))

    assert {"Sea", "Land"} <= found.keys()
    assert "All" not in found


# ---------------------------------------------------------------- developing


def test_a_story_that_several_came_to_within_hours_is_developing() -> None:
    edition = edition_of(story("fast", 3, 4, 5), story("slow", -20, 3, 5), as_of=at(6))

    assert [(riser.story_id, riser.sources_count) for riser in edition.front.developing] == [("story-fast", 3)]
    assert "Developing: 3 sources in 4 hours" in text_of(front_of(edition))


def test_a_story_that_many_told_yesterday_is_not_developing_by_three_more() -> None:
    assert edition_of(story("old", *range(-30, -24), 3, 4, 5), as_of=at(6)).front.developing == ()


@pytest.mark.parametrize(
    "fields", [{"reprint_of": "x"}, {"kind": Kind(name="press release", confidence=0.9, reason="")}]
)
def test_copies_and_press_releases_make_nothing_develop(fields: dict[str, Any]) -> None:
    fast = story("fast", 3, 4, 5)
    copies = tuple(replace(report, **fields) for report in fast.coverage)

    assert edition_of(replace(fast, coverage=copies), as_of=at(6)).front.developing == ()


def test_nothing_is_made_of_a_story_that_care_keeps_from_the_top() -> None:
    fast = story("fast", 3, 4, 5)
    careful = replace(fast, lead=replace(fast.lead, care=Care(may_lead=False)))

    assert edition_of(careful, as_of=at(6)).front.developing == ()


def test_what_develops_below_the_top_is_named_above_it() -> None:
    edition = edition_of(*MANY[:4], story("fast", 3, 4, 5), as_of=at(6))

    assert "fast.html" in front_of(edition).xpath("string(//section[@class='rising']//a/@href)")


# ---------------------------------------------------------------- what changed today


def test_what_began_grew_or_was_renamed_today_is_told_once_each() -> None:
    changed = story("renamed", -30)
    change = Change(
        article_id=changed.lead.article.id, seen_at=at(2), field="headline", before="Old words", after="renamed, told 0"
    )
    renamed = replace(changed, lead=replace(changed.lead, changes=(change,)))

    edition = edition_of(story("begun", 1), story("grown", -30, 2, 3), renamed, story("quiet", -30), as_of=at(6))

    told = {turn.story_id: (turn.kind, turn.sources_count, turn.before) for turn in edition.front.changes}
    assert told == {
        "story-begun": ("new", 0, ""),
        "story-grown": ("more", 2, ""),
        "story-renamed": ("headline", 0, "Old words"),
    }


def test_the_day_begins_where_the_masthead_is_at_home() -> None:
    edition = edition_of(story("begun", 11.5), as_of=at(12.5))

    assert edition.front.since
    assert edition.front.since.isoformat() == "2026-03-21T00:00:00+01:00"


def test_changes_of_stories_that_stand_beside_are_not_told_again() -> None:
    edition = edition_of(*(story(f"n{n}", 1) for n in range(8)), as_of=at(6))

    told = front_of(edition).xpath("//section[@class='today']//a/@href")

    assert [path.rpartition("/")[2] for path in told] == ["n4.html", "n5.html", "n6.html", "n7.html"]


# ---------------------------------------------------------------- the front page as it was then


def past_pages(edition: Edition, *fronts: Edition) -> dict[str, Any]:
    plates = plates_of(edition, outputs=["site"], fronts=[past_front(front) for front in fronts])
    return pages_of({file.path: file.data for file in printed(in_order(plates))})


def test_the_front_page_of_a_day_stays_as_it_was() -> None:
    then, now = (
        edition_of(story("ferry", 1), story("storm", 2), as_of=at(6)),
        edition_of(story("other", 30), as_of=at(40)),
    )

    pages = past_pages(now, then)

    page = pages["site/fronts/2026-03-20.html"]
    assert page.xpath("//ol/li/h2/a/@href") == ["../stories/ferry.html", "../stories/storm.html"]
    assert "As it was 20 March 2026, 19:00 CET, edition 12." in text_of(page)
    assert "../fronts/2026-03-20.html" in pages["site/days/2026-03-20.html"].xpath("//a/@href")
    assert "../fronts/2026-03-20.html" in pages["site/days/index.html"].xpath("//a/@href")


def test_a_story_that_was_withdrawn_since_is_not_shown_on_the_front_page_of_then() -> None:
    then = edition_of(story("ferry", 1), story("storm", 2), as_of=at(6))
    now = edition_of(story("storm", 2), as_of=at(40), withdrawn=(Withdrawal(slug="ferry", at=at(39)),))

    page = past_pages(now, then)["site/fronts/2026-03-20.html"]

    assert "ferry" not in text_of(page)
    assert "1 story of this page was withdrawn since." in text_of(page)
