"""The sitemaps: valid, whole, with the news of two days, and steady where nothing new is."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree

from tidings.imagery import Picture, PictureCopy
from tidings.model import Edition
from tidings.render import sitemap
from tidings.render.sitemap import SITEMAP

from ..make import at, make_article
from .editions import make_edition, make_ranked, make_report, make_small
from .pages import by_path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SMALL = by_path(make_small())


def xml(data: bytes) -> etree._Element:
    return etree.fromstring(data)


def make_many(count: int) -> Edition:
    """Stories that began one hour after another."""
    reports = [make_report(make_article(f"Storm {n}", published=at(n))) for n in range(count)]
    return make_edition(*(make_ranked(report, slug=f"storm-{n}", rank=n + 1) for n, report in enumerate(reports)))


def locs(data: bytes) -> list[str]:
    """The addresses of a sitemap or an index of them, in order; those of pictures left out."""
    return [str(element.text) for element in xml(data).iter(f"{{{SITEMAP}}}loc")]


def test_the_sitemaps_name_the_pages_that_readers_may_find() -> None:
    files = by_path(make_small())
    listed = [address.replace("https://news.example/isles/", "site/") for address in locs(files["site/sitemap.xml"])]
    found = [address for path in listed if path != "site/sitemaps/news.xml" for address in locs(files[path])]
    elsewhere = {
        "site/404.html",
        "site/search.html",
        "site/stories/old-ferry.html",
        "site/stories/sunk-ferry.html",
        "site/sources/evil-b-news-b.html",
    }
    pages = {path for path in files if path.endswith(".html")} - elsewhere
    wanted = {path.replace("site/", "https://news.example/isles/", 1) for path in pages - {"site/index.html"}}

    assert set(found) == wanted | {"https://news.example/isles/"}
    assert len(found) == len(pages)
    assert set(listed) == {path for path in files if path.startswith("site/sitemaps/")}
    assert b"Sitemap: https://news.example/isles/sitemap.xml" in files["site/robots.txt"]


def test_the_news_sitemap_has_the_stories_of_two_days_newest_first() -> None:
    edition = make_small()
    old = replace(edition.stories[0], first_published=edition.as_of - timedelta(days=2, seconds=1))
    files = by_path(replace(edition, stories=(old, *edition.stories[1:])))
    news = xml(files["site/sitemaps/news.xml"])
    dates = [str(element.text) for element in news.iter("{*}publication_date")]

    assert set(locs(files["site/sitemaps/news.xml"])) == {
        f"https://news.example/isles/stories/{story.slug}.html" for story in edition.stories[1:]
    }
    assert dates == sorted(dates, reverse=True)
    assert {str(element.text) for element in news.iter("{*}name")} == {edition.masthead.title}
    assert {str(element.text)[:5] for element in news.iter("{*}title")} == {s.headline[:5] for s in edition.stories[1:]}


def test_a_day_without_news_has_no_news_sitemap() -> None:
    edition = make_small()
    files = by_path(replace(edition, as_of=edition.as_of + timedelta(days=9)))

    assert "site/sitemaps/news.xml" not in files
    assert not any("news.xml" in address for address in locs(files["site/sitemap.xml"]))


def test_a_large_site_has_several_sitemaps_and_a_new_story_changes_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PAGES_MAX", 2)
    before, after = by_path(make_many(5)), by_path(make_many(6))
    numbered = [f"site/sitemaps/stories-{number}.xml" for number in (1, 2, 3)]

    assert locs(before[numbered[0]]) == [f"https://news.example/isles/stories/storm-{n}.html" for n in (0, 1)]
    assert [path for path in numbered if before[path] != after[path]] == numbered[2:]


def test_a_storys_own_copy_of_its_picture_is_named_and_nobody_elses() -> None:
    picture = Picture(
        url="https://gazette.example/ferry.jpg",
        width=1600,
        height=900,
        copies=(
            PictureCopy(path="images/a-480.webp", width=480, height=270),
            PictureCopy(path="images/a-960.webp", width=960, height=540),
        ),
    )
    report = make_report(make_article("Ferry aground"), picture=picture)
    linked = make_report(make_article("Storm"), picture=replace(picture, copies=()))
    files = by_path(make_edition(make_ranked(report, slug="ferry"), make_ranked(linked, slug="storm", rank=2)))
    entries = {entry.findtext("{*}loc"): entry for entry in xml(files["site/sitemaps/stories-1.xml"])}

    assert entries["https://news.example/isles/stories/ferry.html"].findtext("{*}image/{*}loc") == (
        "https://news.example/isles/images/a-960.webp"
    )
    assert entries["https://news.example/isles/stories/storm.html"].find("{*}image") is None


@pytest.mark.recorded
@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("sitemap.xml", "siteindex"),
        ("sitemaps/pages-1.xml", "sitemap"),
        ("sitemaps/stories-1.xml", "sitemap"),
        ("sitemaps/news.xml", "sitemap"),
    ],
)
def test_the_sitemaps_are_valid(name: str, schema: str) -> None:
    path = SHARED / f"bench/schemas/{schema}.xsd"
    if not path.exists():
        pytest.skip("needs the sitemap schemas in the folder `shared` beside the project")
    document = xml(SMALL[f"site/{name}"])
    for entry in document:
        for extension in [one for one in entry if not str(one.tag).startswith(f"{{{SITEMAP}}}")]:
            entry.remove(extension)  # the schema knows no extensions, and takes only what it knows

    etree.XMLSchema(etree.parse(str(path))).assertValid(document)
