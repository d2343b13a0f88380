"""What pages tell machines: whole, honest about whose words are whose, and nothing that could run."""

import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from tidings.genre import Kind
from tidings.imagery import Picture, PictureCopy
from tidings.model import Edition, RankedStory, Trust
from tidings.render.structured import ITEMS_MAX, REPORTS_MAX, ld_json, story_nodes
from tidings.subjects import Care

from ..make import at, make_article
from .editions import MASTHEAD, ferry_story, make_edition, make_headlined, make_ranked, make_report, make_small
from .pages import by_path

SITE = "https://news.example/isles"
SMALL = by_path(make_small(), ["site"])
PICTURE = Picture(
    url="https://thepost.example/ferry.jpg", alt="The ferry", credit="Ann Berg", licence="https://thepost.example/terms",
    copies=(PictureCopy(path="images/a.webp", width=480, height=320), PictureCopy(path="images/b.webp", width=960, height=640)),
)  # fmt: skip


def nodes_in(page: bytes) -> dict[str, dict[str, Any]]:
    """What a page tells machines, by type."""
    (block,) = html.document_fromstring(page.decode()).xpath("//script[@type='application/ld+json']/text()")
    document = json.loads(block)
    assert document["@context"] == "https://schema.org"
    return {node["@type"]: node for node in document["@graph"]}


def story_page(*stories: RankedStory, **fields: Any) -> dict[str, dict[str, Any]]:
    """What the first story's page tells."""
    return nodes_in(by_path(make_edition(*stories, **fields), ["site"])[f"site/stories/{stories[0].slug}.html"])


def walk(value: Any) -> Any:
    """Every node in a value."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def test_a_story_of_several_reports_is_the_desks_own_piece_based_on_others() -> None:
    article = nodes_in(SMALL["site/stories/ferry.html"])["NewsArticle"]

    assert article["headline"] == "Ferry runs aground off Skell; all 84 aboard are safe"
    assert article["author"]["name"] == article["publisher"]["name"] == "Low Isles Today"
    assert article["mainEntityOfPage"]["@id"] == f"{SITE}/stories/ferry.html"
    assert [base["publisher"]["name"] for base in article["isBasedOn"]] == ["The Post", "Gazette"]
    assert [base["publisher"]["name"] for base in article["citation"]] == ["Isle Radio"]
    assert article["isBasedOn"][0]["author"] == [
        {"@type": "Person", "name": "Ann Berg"},
        {"@type": "Person", "name": "Bo Holm"},
    ]
    assert article["isBasedOn"][1]["@type"] == "OpinionNewsArticle"


def test_a_story_of_one_report_claims_no_article() -> None:
    told = nodes_in(SMALL["site/stories/water.html"])

    assert "NewsArticle" not in told
    assert told["WebPage"]["publisher"]["name"] == "Low Isles Today"
    assert told["WebPage"]["mainEntity"]["publisher"] == {
        "@type": "Organization",
        "name": "The Post",
        "url": "https://thepost.example/",
    }


def test_every_moment_has_an_offset_and_a_change_is_never_before_the_beginning() -> None:
    article = nodes_in(SMALL["site/stories/ferry.html"])["NewsArticle"]
    moments = [node[name] for node in walk(article) for name in ("datePublished", "dateModified") if name in node]

    assert len(moments) == 5
    assert all(datetime.fromisoformat(moment).utcoffset() is not None for moment in moments)
    assert article["datePublished"] <= article["dateModified"]


def test_a_report_without_a_date_of_its_own_is_given_none() -> None:
    lead = make_report(replace(make_article("Storm"), is_dated=False))

    assert "datePublished" not in story_page(make_ranked(lead))["WebPage"]["mainEntity"]


def test_the_picture_is_our_own_copy_with_its_credit() -> None:
    story = ferry_story()
    told = story_page(replace(story, lead=replace(story.lead, picture=PICTURE)))

    assert told["NewsArticle"]["image"] == {
        "@type": "ImageObject",
        "url": f"{SITE}/images/b.webp",
        "width": 960,
        "height": 640,
        "caption": "The ferry",
        "creditText": "Ann Berg",
        "license": "https://thepost.example/terms",
    }


@pytest.mark.parametrize("care", [Care(hides_card=True), Care(hides_image=True)])
def test_a_sensitive_story_has_no_picture_in_search_results(care: Care) -> None:
    lead = make_report(make_article("A trial begins"), picture=PICTURE, care=care)

    assert "image" not in story_page(make_ranked(lead))["WebPage"]


def test_a_picture_at_its_publishers_is_not_claimed() -> None:
    lead = make_report(make_article("Storm"), picture=replace(PICTURE, copies=()))

    assert "image" not in story_page(make_ranked(lead))["WebPage"]


def test_what_is_only_perhaps_opinion_is_told_as_news() -> None:
    lead = make_report(make_article("Storm"), kind=Kind(name="opinion", confidence=0.5))

    assert story_page(make_ranked(lead))["WebPage"]["mainEntity"]["@type"] == "NewsArticle"


def test_the_front_page_tells_the_desk_and_its_stories_in_order() -> None:
    told = nodes_in(SMALL["site/index.html"])
    items = told["CollectionPage"]["mainEntity"]["itemListElement"]

    assert told["NewsMediaOrganization"]["publishingPrinciples"] == f"{SITE}/about.html"
    assert told["NewsMediaOrganization"]["contactPoint"]["url"] == MASTHEAD.contact
    assert told["WebSite"]["publisher"] == {"@id": f"{SITE}/#desk"}
    assert [item["position"] for item in items] == [1, 2, 3]
    assert items[0]["url"] == f"{SITE}/stories/ferry.html"


def test_the_desk_tells_what_it_says_of_itself() -> None:
    masthead = replace(
        MASTHEAD,
        contact="desk@news.example",
        logo="https://news.example/logo.png",
        ethics="https://news.example/ethics",
        corrections="https://news.example/corrections",
        trust=Trust(social=("https://social.example/@isles",)),
    )
    desk = nodes_in(by_path(make_edition(masthead=masthead), ["site"])["site/about.html"])["NewsMediaOrganization"]

    assert (desk["email"], desk["logo"]["url"]) == ("desk@news.example", "https://news.example/logo.png")
    assert (desk["ethicsPolicy"], desk["correctionsPolicy"]) == (masthead.ethics, masthead.corrections)
    assert desk["sameAs"] == ["https://social.example/@isles"]


def test_breadcrumbs_lead_from_the_front_page_to_files_that_exist() -> None:
    pages = [data for path, data in SMALL.items() if path.endswith(".html") and b"BreadcrumbList" in data]
    ways = [nodes_in(data)["BreadcrumbList"]["itemListElement"] for data in pages]

    assert len(ways) >= 12
    assert [step["name"] for step in nodes_in(SMALL["site/topics/ferries.html"])["BreadcrumbList"]["itemListElement"]] == [
        "Low Isles Today", "Topics", "Sea & shore", "Ferries",
    ]  # fmt: skip
    for way in ways:
        assert [step["position"] for step in way] == [*range(1, len(way) + 1)]
        assert way[0]["item"] == f"{SITE}/"
        assert {step["item"].replace(SITE, "site") for step in way[1:]} <= SMALL.keys()


def test_long_stories_and_lists_tell_their_beginning_and_how_many_there_are() -> None:
    reports = [make_report(make_article(f"Storm {n}", source=f"Post {n}")) for n in range(REPORTS_MAX + 5)]
    others = [
        make_ranked(make_report(make_article(f"Flood {n}")), slug=f"flood-{n}", rank=n + 2, topics=("sea",))
        for n in range(ITEMS_MAX + 5)
    ]
    files = by_path(make_edition(make_ranked(*reports), *others), ["site"])
    items = nodes_in(files["site/topics/sea.html"])["CollectionPage"]["mainEntity"]

    assert len(nodes_in(files["site/stories/ferry.html"])["NewsArticle"]["isBasedOn"]) == REPORTS_MAX
    assert (len(items["itemListElement"]), items["numberOfItems"]) == (ITEMS_MAX, ITEMS_MAX + 5)


def test_without_an_address_nothing_is_told() -> None:
    files = by_path(replace(make_small(), masthead=replace(MASTHEAD, url="")), ["site"])

    assert not [path for path, data in files.items() if b"ld+json" in data]


def test_what_a_story_tells_does_not_move_with_clock_or_rank() -> None:
    def told(edition: Edition) -> Any:
        return story_nodes(edition, edition.stories[0])

    story = ferry_story()
    later = make_edition(replace(story, rank=7, heat=0.5), number=99, as_of=at(30))
    assert told(make_edition(story)) == told(later)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
@example("</script><script>alert(1)</script>")
@example("<!--<script>")
@example("]]>\u2028\u2029&lt;/script&gt;")
def test_no_text_ends_the_block_or_changes_in_it(text: str) -> None:
    block = ld_json([{"name": text}])

    assert not re.search("[<>&\u2028\u2029]", block)
    assert json.loads(block)["@graph"] == [{"name": text}]


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("</script>!-&\"'\u2028 x"), min_size=1, max_size=30))
def test_any_headline_stays_inside_its_block(headline: str) -> None:
    page = by_path(make_headlined(headline, excerpt=headline, authors=(headline,)), ["site"])["site/stories/ferry.html"]

    assert nodes_in(page)["WebPage"]["mainEntity"].get("headline", "") == headline
