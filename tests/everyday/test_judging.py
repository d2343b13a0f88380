"""The reference system's rules on a desk's articles: topics, quality, heat, verdicts, names and records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.make import NOON, at, make_article, make_desk, make_story
from tidings.everyday import NewsRecord, RelatedRecord, read_news
from tidings.everyday.judging import (
    Site,
    decide,
    judge,
    match_topics,
    name_records,
    record_files,
    records_of,
    rules_of,
)
from tidings.model import Article, Boost, Desk, Feed, Image, Material, Order, Story, Topic, Views
from tidings.rules import EverydayNumbers, Rules
from tidings.sources import Source

DATA = Path(__file__).parents[3] / "shared/data/everyday"
AI = Topic(id="ai", name="AI", keywords=("artificial intelligence", "ai"))
ROBOTS = Topic(id="robots", name="Robots", keywords=("robot", "robots"))
PICTURE = Image(url="https://post.example/1.jpg", width=620, height=372)
PLAIN = EverydayNumbers(publishers=("bbc.com",), publisher_points=30, official=("maker.example/blog",))


def desk_of(**numbers: object) -> Desk:
    rules = Rules(set="everyday", everyday=replace(PLAIN, **numbers))  # type: ignore[arg-type]  # the test's numbers
    return make_desk(topics=(AI, ROBOTS), rules=rules)


def material_of(*stories: Story, desk: Desk, boosts: Mapping[str, Boost] | None = None, **more: object) -> Material:
    site, given = Site(desk), boosts or {}
    opinions = {
        article.id: judge(
            article,
            site,
            topics=match_topics(article, site, None),
            rules=rules_of(desk),
            boost=given.get(article.id),
        )
        for story in stories
        for article in story.articles
    }
    return Material(desk=desk, stories=stories, opinions=opinions, boosts=given, **more)  # type: ignore[arg-type]


def quality_of(article: Article, **numbers: object) -> float:
    return material_of(make_story(article), desk=desk_of(**numbers)).opinions[article.id].quality.total


def test_the_sites_own_topic_comes_first_and_others_by_a_keyword_in_the_title() -> None:
    found = match_topics(make_article("A robot arm raises hopes"), Site(desk_of()), None)

    assert [(match.topic_id, match.evidence) for match in found] == [
        ("ai", "the site's own topic"),
        ("robots", "“robot” in the title"),
    ]


def test_what_a_search_found_has_its_topic_first() -> None:
    feed = Feed(url="https://search.example/robots", topics=("robots",), search=True)

    found = match_topics(make_article("An arm"), Site(desk_of()), feed)

    assert [match.topic_id for match in found] == ["robots", "ai"]


def test_a_keyword_counts_within_a_word() -> None:
    assert quality_of(make_article("Startup raises money")) == 2 + 15
    assert quality_of(make_article("Startup gets money")) == 2


def test_marks_of_our_own_rules_change_nothing_here() -> None:
    marked = replace(desk_of(), topics=(AI, replace(ROBOTS, keywords=("=Robot", "robots?"))))

    found = match_topics(make_article("A robot arm"), Site(marked), None)

    assert [match.evidence for match in found][1:] == ["“Robot” in the title"]
    assert rules_of(marked).keywords["Robots"] == ["robot", "robots"]


def test_a_known_publisher_and_the_maker_bring_what_the_desk_says() -> None:
    bbc = make_article("An arm", url="https://www.bbc.com/news/1")
    maker = make_article("An arm", url="https://www.maker.example/blog/1")
    elsewhere = make_article("An arm", url="https://maker.example/blogroll/1")

    assert quality_of(bbc) == 2 + 30
    assert quality_of(maker) == 2 + 50
    assert quality_of(elsewhere) == 2


def test_a_long_title_never_costs_more_than_there_is() -> None:
    article = make_article("Words " * 40)
    opinion = material_of(make_story(article), desk=desk_of()).opinions[article.id]

    assert opinion.quality.total == 0
    assert opinion.quality.parts[-1].why == "never below nothing"


def test_a_boost_is_told_with_who_gave_it() -> None:
    article = make_article("An arm")
    boost = Boost(article_id=article.id, points=100, who="Ada", why="ours", ordered_at=NOON)

    opinion = material_of(make_story(article), desk=desk_of(), boosts={article.id: boost}).opinions[article.id]

    assert opinion.quality.total == 102
    assert opinion.quality.parts[-1].why == "moved up by Ada: ours"


GOOD = make_article("AI arm", url="https://www.bbc.com/news/1", image=PICTURE)  # 2 + 15 + 20 + 30
WEAK = make_article("AI hand", source="Weekly")  # 2 + 15
WORSE = make_article("A hand", source="Gazette")  # 2


def verdicts(*stories: Story, desk: Desk, **more: object) -> dict[str, tuple[str, str]]:
    decided = decide(material_of(*stories, desk=desk, **more), Site(desk))
    return {key: (verdict.outcome, verdict.rule) for key, verdict in decided.items()}


def test_an_article_is_published_from_seventy_on() -> None:
    told = decide(material_of(make_story(GOOD), desk=desk_of()), Site(desk_of()))[GOOD.id]

    assert (told.outcome, told.reason) == (
        "held",
        "heat 67 (quality 67) is below 70; publishes with 3 points more, such as as many views",
    )
    seen = {GOOD.id: Views(article_id=GOOD.id, count=3, counted_at=NOON, told_by="log")}
    assert verdicts(make_story(GOOD), desk=desk_of(), views=seen) == {GOOD.id: ("published", "heat")}


def test_other_articles_of_a_story_count_only_where_the_site_lists_them() -> None:
    story = make_story(GOOD, WEAK)

    assert verdicts(story, desk=desk_of()) == {GOOD.id: ("held", "heat"), WEAK.id: ("held", "heat")}
    assert verdicts(story, desk=desk_of(related=True)) == {
        GOOD.id: ("published", "heat"),
        WEAK.id: ("held", "superseded"),
    }


def test_what_a_better_article_stands_for_has_a_heat_of_minus_one() -> None:
    desk = desk_of(related=True)
    material = material_of(make_story(GOOD, WEAK, WORSE), desk=desk)
    named = replace(material, record_names=name_records(material, Site(desk)))
    records = {record.title: record for _, record in records_of(named, Site(desk), decide(material, Site(desk)))}

    assert (records["AI hand"].heat, records["AI hand"].published) == (-1, False)
    assert [one.title for one in records["A hand"].related] == ["AI arm", "AI hand"]
    assert records["AI arm"].heat == 67 + 20


def test_a_spiked_story_has_no_records() -> None:
    story, desk = make_story(GOOD), desk_of()
    order = Order(kind="spike", story_id=story.id, who="Ada", why="wrong", ordered_at=NOON)
    material = material_of(story, desk=desk, orders=(order,))
    named = replace(material, record_names=name_records(material, Site(desk)))

    assert not list(records_of(named, Site(desk), decide(material, Site(desk))))


def test_a_search_files_under_the_day_of_china_and_one_title_on_one_day_gets_a_number() -> None:
    search = Feed(url="https://search.example/", search=True)
    desk = replace(desk_of(), feeds=(search,))
    late = at(5)  # 17:00 UTC, one o'clock of the next day in China
    found = make_article("An arm", source="A", published=late, feed_url=search.url)
    again = make_article("An arm!", source="B", published=late, feed_url=search.url, seen_at=at(6))
    told = make_article("An arm", source="C", published=late)

    names = name_records(material_of(make_story(found, again, told), desk=desk), Site(desk))

    assert names == {found.id: "2026-03-21-an-arm", again.id: "2026-03-21-an-arm-2", told.id: "2026-03-20-an-arm"}


def test_a_film_has_a_frame_and_no_web_address() -> None:
    film = make_article("An arm", url="https://youtube.com/watch?v=WJk-Y8LQlfE")
    material = material_of(make_story(film), desk=desk_of())
    named = replace(material, record_names=name_records(material, Site(desk_of())))
    ((_, record),) = records_of(named, Site(desk_of()), decide(material, Site(desk_of())))

    assert (record.type, record.webUrl) == ("video", None)
    assert "embed/WJk-Y8LQlfE" in (record.featuredContent or "")


@pytest.mark.skipif(not DATA.is_dir(), reason="the recorded data (../shared) is not here")
def test_from_what_is_visible_in_the_recorded_record_that_very_file_is_written() -> None:
    wanted = (DATA / "record.md").read_bytes()
    told = read_news(wanted)
    lead = article_of(told.title, told.excerpt, told.originalUrl, told.publishedDateTime, told)
    others = [article_of(one.title, one.excerpt, one.webUrl or "", one.publishedDateTime, one) for one in told.related]
    desk = desk_of(related=True, assets="https://everyday-cc.github.io/ai", pictured=("theguardian.com",))
    material = material_of(make_story(lead, *others), desk=desk)
    site = Site(desk)
    named = replace(material, record_names=name_records(material, site))

    files = {file.path: file.data for file in record_files(records_of(named, site, decide(material, site)))}

    name = "records/2023-11-27-uk-school-pupils-using-ai-to-create-indecent-imagery-of-other-children.md"
    assert files[name].decode() == wanted.decode().replace(f'\nsecured: "{told.secured}"\n', "")


def article_of(title: str, excerpt: str, url: str, published: str, record: NewsRecord | RelatedRecord) -> Article:
    provider, images = record.provider, record.images
    article = make_article(
        title,
        url=url,
        excerpt=excerpt,
        published=datetime.fromisoformat(published),
        amp_url=record.ampWebUrl or "",
        image=Image(url=images[0].url, width=images[0].width, height=images[0].height) if images else None,
    )
    return replace(article, source=Source(id=provider.domain, name=provider.name, domain=provider.domain))
