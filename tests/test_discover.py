"""What the pages of sites name as their feeds, and which of them is the main one."""

import pytest

from tests.make import NOON, make_document, make_entry
from tidings.discover import (
    Candidate,
    common_candidates,
    find_candidates,
    format_of,
    is_same_feed,
    newest_of,
    sitemap_candidates,
)

PAGE = "https://post.example/"


def link(href: str, kind: str = "application/rss+xml", title: str = "", rel: str = "alternate") -> str:
    return f'<link rel="{rel}" type="{kind}" title="{title}" href="{href}">'


def found(html: str, page_url: str = PAGE) -> tuple[Candidate, ...]:
    return find_candidates(f"<!doctype html><html><head>{html}</head></html>", page_url=page_url)


def urls(html: str, page_url: str = PAGE) -> list[str]:
    return [one.url for one in found(html, page_url)]


def test_the_links_of_a_blog_give_its_feed_first_and_its_comments_last() -> None:
    candidates = found(
        link("/comments/feed/", title="The Post » Comments Feed")
        + link("/2026/03/ferry-runs-aground-off-skell/feed/", title="The Post » Ferry runs aground")
        + link("/category/sea/feed/", title="The Post » Sea")
        + link("/feed/", title="The Post » Feed"),
        "https://post.example/2026/03/ferry-runs-aground-off-skell/",
    )

    assert [(one.url.removeprefix(PAGE), one.role) for one in candidates] == [
        ("feed/", "main"),
        ("category/sea/feed/", "section"),
        ("comments/feed/", "comments"),
        ("2026/03/ferry-runs-aground-off-skell/feed/", "comments"),
    ]


def test_one_feed_in_three_formats_is_one_candidate_and_atom_is_asked() -> None:
    (one,) = found(
        link("/rss.xml", title="The Post - RSS")
        + link("/atom.xml", "application/atom+xml", "The Post - Atom")
        + link("/feed.json", "application/feed+json", "The Post - JSON Feed")
    )

    assert one.url == "https://post.example/atom.xml"
    assert one.also == ("https://post.example/rss.xml", "https://post.example/feed.json")


def test_two_feeds_of_one_format_are_two_feeds_even_if_both_are_called_rss() -> None:
    assert urls(link("/news/rss.xml", title="RSS") + link("/sport/rss.xml", title="RSS")) == [
        "https://post.example/news/rss.xml",
        "https://post.example/sport/rss.xml",
    ]


def test_a_sections_own_page_has_its_feed_as_the_main_one() -> None:
    (one,) = found(link("/topic/sea/rss.xml"), "https://post.example/topic/sea/")

    assert one.role == "main"


@pytest.mark.parametrize(
    "html",
    [
        link("/wp-json/wp/v2/posts/7", "application/json"),
        link("/oembed?url=x", "text/xml+oembed"),
        link("/de/", "", rel="alternate"),
        link("/feed", rel="stylesheet"),
        link("mailto:editor@post.example"),
        link("javascript:alert(1)"),
        '<link rel="alternate" type="application/rss+xml">',
        '<a href="/about">About</a>',
        '<a href="https://other.example/rss.xml">RSS</a>',
        '<a href="/style/feed.css">x</a>',
    ],
)
def test_what_is_no_feed_is_not_taken_for_one(html: str) -> None:
    assert urls(html) == []


def test_links_in_the_text_count_where_the_head_names_nothing() -> None:
    text = '<a href="/news.rss">News</a> <a href="/subscribe">RSS feed</a> <a href="https://feeds.hub.example/thepost">x</a>'

    assert urls(text) == [
        "https://post.example/news.rss",
        "https://post.example/subscribe",
        "https://feeds.hub.example/thepost",
    ]
    assert urls(link("/feed") + text) == ["https://post.example/feed"]


def test_addresses_follow_the_pages_base_and_old_feed_schemes_are_understood() -> None:
    assert urls('<base href="https://cdn.post.example/x/">' + link("feed")) == ["https://cdn.post.example/x/feed"]
    assert urls(link("feed://post.example/f") + link("feed:https://post.example/g", "application/atom+xml")) == [
        "https://post.example/f",
        "https://post.example/g",
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1:8080/feed",
        "http://localhost/feed",
        "http://[::1]/feed",
        "http://10.0.0.1/f",
        "http://router/feed",
    ],
)
def test_a_page_cannot_send_us_into_a_network_it_does_not_lie_in(inside: str) -> None:
    assert urls(link(inside)) == []
    assert urls(link(inside), inside) == [inside]


def test_a_page_may_be_broken_huge_empty_or_in_any_encoding() -> None:
    assert find_candidates(b"", page_url=PAGE) == ()
    assert find_candidates(b"\x00\xff\xfe<", page_url=PAGE) == ()
    assert urls("<body><p>no end" + link("/feed") + "<a href=x" * 1000) == ["https://post.example/feed"]
    (one,) = find_candidates(link("/feed", title="Süd").encode(), page_url=PAGE)
    assert one.title == "Süd"
    (two,) = find_candidates(
        f'<meta charset="iso-8859-1">{link("/feed", title="Süd")}'.encode("latin-1"), page_url=PAGE
    )
    assert two.title == "Süd"


def test_the_number_of_candidates_is_bounded() -> None:
    assert len(found("".join(link(f"/{number}/rss", title=f"No {number}") for number in range(500)))) <= 60


def test_usual_addresses_begin_below_the_page() -> None:
    paths = [one.url.removeprefix("https://post.example/") for one in common_candidates("https://post.example/blog/")]

    assert paths[:3] == ["blog/feed", "feed", "rss.xml"]
    assert len(paths) == 9


def test_robots_txt_tells_of_news_sitemaps() -> None:
    robots = (
        "User-agent: *\nDisallow: /x\nSitemap: https://post.example/sitemap.xml\nsitemap: /news-sitemap.xml # latest\n"
    )

    assert [one.url for one in sitemap_candidates(robots, page_url=PAGE)] == ["https://post.example/news-sitemap.xml"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?><rss version='2.0'>", "RSS"),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "RSS"),
        (b"<?xml version='1.0'?>\n<!-- rss --><feed xmlns='http://www.w3.org/2005/Atom'>", "Atom"),
        (b' {"version": "https://jsonfeed.org/version/1.1"}', "JSON Feed"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", "sitemap"),
    ],
)
def test_the_format_of_a_document_is_told_by_its_root(body: bytes, name: str) -> None:
    assert format_of(body) == name


def test_documents_that_lead_to_the_same_pages_are_one_feed() -> None:
    entries = tuple(make_entry(id=str(n), url=f"https://post.example/{n}") for n in range(10))
    tracked = tuple(make_entry(id=f"x{n}", url=f"https://post.example/{n}?utm_source=rss") for n in range(8))

    assert is_same_feed(make_document(entries=entries), make_document(entries=tracked))
    assert not is_same_feed(make_document(entries=entries), make_document())
    assert newest_of(entries) == NOON
    assert newest_of(()) is None
