"""The list of sources: what a reader takes in, and nothing that is for the desk alone."""

from dataclasses import replace

from lxml import etree

from tidings.config import parse_opml
from tidings.figures import FeedHealth
from tidings.model import Edition, SourceLine
from tidings.sources import Source
from tidings.urls import is_web_url

from .editions import make_edition, make_small
from .pages import by_path, pages_of

POST = Source(id="the-post", name="The Post", domain="thepost.example", language="en")


def sources_of(*feed_urls: str, **fields: object) -> Edition:
    return replace(make_edition(sources=(SourceLine(source=POST, articles_count=1, feed_urls=feed_urls),)), **fields)


def outlines(edition: Edition) -> list[dict[str, str]]:
    root = etree.fromstring(by_path(edition)["site/sources.opml"])
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    return [dict(outline.attrib) for outline in root.iter("outline")]


def test_every_feed_that_anybody_may_read_is_in_the_list() -> None:
    assert outlines(sources_of("https://thepost.example/feed")) == [
        {
            "type": "rss",
            "text": "The Post",
            "xmlUrl": "https://thepost.example/feed",
            "htmlUrl": "https://thepost.example/",
            "language": "en",
        }
    ]


def test_the_list_is_read_by_ourselves_as_the_same_feeds() -> None:
    data = by_path(make_small())["site/sources.opml"]

    urls = [url for line in make_small().sources for url in line.feed_urls if is_web_url(url)]
    assert [feed.url for feed in parse_opml(data, file="sources.opml")] == urls
    assert len(urls) == 3


def test_what_lets_its_owner_in_is_in_no_list() -> None:
    edition = sources_of(
        "https://thepost.example/feed?token=abc123def456", "https://me:secret@thepost.example/all", "https://a.example/"
    )
    data = by_path(edition)["site/sources.opml"]

    assert b"abc123def456" not in data
    assert b"secret" not in data
    assert [outline["xmlUrl"] for outline in outlines(edition)] == ["https://thepost.example/all", "https://a.example/"]


def test_several_feeds_of_one_source_are_told_apart() -> None:
    urls = ("https://thepost.example/world", "https://thepost.example/sea")
    health = (FeedHealth(feed_url=urls[0], title="World news", state="well"),)

    assert [outline["text"] for outline in outlines(sources_of(*urls, health=health))] == [
        "The Post: World news",
        "The Post: https://thepost.example/sea",
    ]


def test_the_list_is_the_same_in_every_edition_of_the_same_sources() -> None:
    first, later = (by_path(replace(make_small(), number=n))["site/sources.opml"] for n in (1, 2))

    assert first == later


def test_the_page_of_sources_leads_to_the_list() -> None:
    page = pages_of(by_path(make_small()))["site/sources/index.html"]

    assert page.xpath("//link[@type='text/x-opml']/@href") == ["../sources.opml"]
    assert page.xpath("//a[@href='../sources.opml']")
