"""The pages: whole, linked, accessible, and quiet."""

import gzip
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from tidings.errors import RenderError
from tidings.model import Edition, Masthead, SourceLine, Topic
from tidings.render import OUTPUTS, render
from tidings.render.press import draw, make_environment
from tidings.render.site import STORIES_PER_PAGE_MAX
from tidings.sources import Source

from ..make import at, make_article
from .editions import MASTHEAD, make_edition, make_headlined, make_ranked, make_report, make_small
from .pages import addresses, by_path, inside, pages_of, scripts_of, text_of

SMALL = by_path(make_small())
PAGES = pages_of(SMALL)
each_page = pytest.mark.parametrize("path", sorted(PAGES))

EMPTY = Edition(number=1, as_of=at(0), masthead=Masthead(title="Nothing Yet"))


def test_the_same_edition_gives_the_same_bytes() -> None:
    make_environment.cache_clear()

    assert render(make_small()) == render(make_small())


def test_files_come_sorted_and_once_each() -> None:
    paths = [file.path for file in render(make_small())]

    assert paths == sorted(set(paths))


@each_page
def test_a_page_has_title_language_main_and_one_h1(path: str) -> None:
    page = PAGES[path]

    assert page.get("lang") == "en"
    assert page.findtext("head/title")
    assert [len(page.findall(f".//{tag}")) for tag in ("main", "header[@class]", "footer", "h1")] == [1, 1, 1, 1]
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]


@each_page
def test_headings_never_skip_a_level(path: str) -> None:
    levels = [int(str(heading.tag)[1]) for heading in PAGES[path].xpath("//h1|//h2|//h3|//h4|//h5|//h6")]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each_page
def test_every_relative_link_points_to_a_file(path: str) -> None:
    meant = {target for address in addresses(PAGES[path]) if (target := inside(path, address))}

    assert meant <= SMALL.keys()
    assert meant or path == "site/404.html"


@each_page
def test_every_fragment_is_on_the_page_it_points_to(path: str) -> None:
    linked = [address for address in addresses(PAGES[path]) if "#" in address and "//" not in address]

    for address in linked:
        target = PAGES[inside(path, address) or path]
        assert target.xpath("boolean(//*[@id=$id])", id=address.partition("#")[2])


@each_page
def test_only_our_own_script_runs_and_nothing_is_loaded_from_elsewhere(path: str) -> None:
    page = PAGES[path]
    loaded = page.xpath("//link[@rel='stylesheet']/@href | //*/@src | //*/@srcset | //style | //*/@style")

    assert not scripts_of(page)
    assert not page.xpath("//iframe | //object | //embed | //base")
    assert len(page.xpath("//form")) == (path == "site/search.html")
    assert not [name for element in page.iter("*") for name in element.attrib if str(name).startswith("on")]
    assert not [link for link in addresses(page) if re.match(r"\s*(javascript|data|vbscript):", link, re.IGNORECASE)]
    assert [str(address).rsplit("/", 1)[-1] for address in loaded] == [
        *(["search.js"] if path == "site/search.html" else []),
        "style.css",
        "site.js",
    ]


@each_page
def test_a_strict_policy_comes_before_anything_it_governs(path: str) -> None:
    page = PAGES[path]
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']")[0]

    expected = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'"
    )
    assert policy.get("content") == expected
    assert list(page.find("head")).index(policy) == 1
    assert page.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]


@each_page
def test_links_out_say_so(path: str) -> None:
    outward = PAGES[path].xpath("//body//a[starts-with(@href, 'http')]")
    ours = [link for link in outward if link.get("href").startswith(MASTHEAD.url + "/")]

    assert {link.get("rel") for link in outward if link not in ours} <= {"noopener external"}


def test_the_front_page_ranks_and_names_the_others() -> None:
    words = text_of(PAGES["site/index.html"])
    headlines = [heading.text_content() for heading in PAGES["site/index.html"].xpath("//h3")]

    assert headlines[0] == "Ferry runs aground off Skell; all 84 aboard are safe"
    assert headlines[2] == "水位創新高"
    assert "Captain praised after ferry groundingGazette" in words.replace(" Gazette", "Gazette")
    assert "3 sources, 2 independent" in words
    assert "3 stories from 4 sources, ranked as of 20 March 2026, 19:00 CET" in words


def test_the_front_page_holds_as_many_stories_as_the_desk_says() -> None:
    page = pages_of(by_path(replace(make_small(), front_stories=2)))["site/index.html"]

    assert len(page.findall(".//article")) == 2
    assert "And 1 story more" in text_of(page)


def test_a_story_tells_why_it_is_here() -> None:
    words = text_of(PAGES["site/stories/ferry.html"])

    assert "place 1 of 3 with a heat of 10.3 from 2 independent sources" in words
    assert "Total14.5010.26" in words
    assert "Total72.580" in words
    assert "published: quality 70 is at least 40 (rule quality_min)" in words
    assert "41% alike on average to the story’s other reports, closest to The Post, 2.5 hours apart" in words
    assert "words in common: ferry (31%), captain (12%)" in words
    assert "Reprint of The Post’s report." in words
    assert "“ferry” in the headline" in words


def test_moments_are_told_in_the_mastheads_zone_and_never_as_ages() -> None:
    moments = PAGES["site/stories/ferry.html"].xpath("//time")

    assert ("2026-03-20T12:00:00Z", "20 March 2026, 13:00 CET") in {(t.get("datetime"), t.text) for t in moments}
    assert not any(" ago" in text_of(page) for page in PAGES.values())


def test_a_story_belongs_to_the_day_it_began_where_the_masthead_is() -> None:
    late = make_ranked(make_report(make_article("Late news", published=at(11.5))))

    assert "site/days/2026-03-21.html" in by_path(make_edition(late))


def test_an_old_address_leads_to_the_new_one() -> None:
    page = PAGES["site/stories/old-ferry.html"]

    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=ferry.html"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://news.example/isles/stories/ferry.html"]


def test_the_address_of_a_withdrawn_story_says_when_and_why_and_is_in_no_list() -> None:
    page = PAGES["site/stories/sunk-ferry.html"]

    assert "It is no longer shown here since 19 March 2026, 13:00 CET" in text_of(page)
    assert "its <b>owner</b> asked" in text_of(page)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert {path for path, data in SMALL.items() if b"sunk-ferry" in data} == {
        "site/stories/sunk-ferry.html",
        "site/api/v1/index.json",
        "site/api/v1/stories/sunk-ferry.json",
        "site/stories/sunk-ferry/feed.xml",
        "site/stories/sunk-ferry/rss.xml",
        "site/stories/sunk-ferry/feed.json",
    }


def test_a_page_says_what_a_report_would_be_held_without() -> None:
    assert "It would be held without its excerpt." in text_of(PAGES["site/stories/ferry.html"])


def test_where_views_are_counted_the_site_says_so() -> None:
    silent, counting = (
        by_path(make_edition(counts_views=is_counted), ["site"])["site/about.html"].decode()
        for is_counted in (False, True)
    )

    assert "No reader’s behaviour and no payment enters into it." in silent
    assert "How many readers asked for a page enters into it a little" in counting
    assert "count and follow nobody" not in counting


def test_an_address_that_is_none_becomes_no_link() -> None:
    page = PAGES["site/stories/script-alert-x.html"]

    assert "Read it at" not in text_of(page)
    assert b"javascript:alert" not in SMALL["site/stories/script-alert-x.html"]


def test_a_page_not_found_finds_home_from_any_depth() -> None:
    assert "/isles/style.css" in addresses(PAGES["site/404.html"])


def test_a_site_without_address_has_no_absolute_links_and_no_sitemap() -> None:
    files = by_path(replace(make_small(), masthead=replace(MASTHEAD, url="")))
    page = pages_of(files)["site/stories/ferry.html"]

    assert "site/sitemap.xml" not in files
    assert files["site/robots.txt"] == b"User-agent: *\nAllow: /\n"
    assert not page.xpath("//link[@rel='canonical'] | //meta[@property='og:url']")


def test_pages_link_only_the_outputs_that_are_made() -> None:
    files = by_path(make_small(), ["site"])
    linked = {inside(path, link) for path, page in pages_of(files).items() for link in addresses(page)}

    assert linked - {None} <= files.keys()


def test_long_lists_stop_and_say_how_much_is_missing() -> None:
    stories = [
        make_ranked(make_report(make_article(f"Storm {n}")), slug=f"storm-{n}", rank=n, topics=("sea",))
        for n in range(1, STORIES_PER_PAGE_MAX + 6)
    ]
    pages = pages_of(by_path(make_edition(*stories), ["site"]))

    for path in ("site/topics/sea.html", "site/days/2026-03-20.html"):
        assert len(pages[path].findall(".//article")) == STORIES_PER_PAGE_MAX
        assert "And 5 stories more" in text_of(pages[path])
    assert "And 5 reports more" in text_of(pages["site/sources/the-post.html"])


def test_an_edition_without_stories_still_makes_a_site() -> None:
    files = by_path(EMPTY)

    assert "Nothing has been published yet" in text_of(pages_of(files)["site/index.html"])
    assert not [path for path in files if path.startswith("records/")]


def test_a_source_or_topic_called_index_does_not_take_the_lists_place() -> None:
    article = make_article("Markets open", source="Index")
    edition = make_edition(make_ranked(make_report(article)), topics=(Topic(id="index", name="Index"),))
    files = by_path(edition)

    assert {"site/sources/index.html", "site/sources/index_.html", "site/topics/index_.html"} <= files.keys()


def test_a_language_written_from_the_right_turns_the_page() -> None:
    page = pages_of(by_path(replace(make_small(), masthead=replace(MASTHEAD, language="ar"))))["site/index.html"]

    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")


def test_a_headline_in_another_language_says_which() -> None:
    assert PAGES["site/stories/water.html"].xpath("//h1/@lang") == ["zh"]


@pytest.mark.parametrize("count", [1, 2, 4, 5])
def test_the_front_page_stands_with_few_stories(count: int) -> None:
    stories = [make_ranked(make_report(make_article(f"Storm {n}")), slug=f"s{n}", rank=n + 1) for n in range(count)]

    assert len(pages_of(by_path(make_edition(*stories)))["site/index.html"].findall(".//article")) == count


# ---------------------------------------------------------------- the stylesheet


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "tint"])
@pytest.mark.parametrize("colour", ["ink", "muted", "accent"])
def test_every_colour_of_text_can_be_read(scheme: int, ground: str, colour: str) -> None:
    css = SMALL["site/style.css"].decode()
    found = {name: re.findall(rf"--{name}: (#[0-9a-f]{{6}})", css)[scheme] for name in (ground, colour)}

    assert contrast(found[ground], found[colour]) >= 4.5


def test_the_stylesheet_is_small_and_loads_nothing() -> None:
    css = SMALL["site/style.css"]

    assert len(gzip.compress(css)) < 4 * 1024, "as browsers get it"
    assert b"url(" not in css
    assert b"@import" not in css


# ---------------------------------------------------------------- what cannot be rendered


def test_corrections_are_accounted_for_and_what_was_withdrawn_is_not_named_again() -> None:
    words = text_of(PAGES["site/corrections.html"])

    assert "19 March 2026, 13:00 CET: one story, its <b>owner</b> asked" in words
    assert "sunk" not in words


def test_an_unknown_output_is_named() -> None:
    with pytest.raises(RenderError, match=r"no output 'newsletter'; choose from records, site, feeds, api"):
        render(make_small(), outputs=["site", "newsletter"])


def test_a_template_that_fails_names_its_page() -> None:
    with pytest.raises(RenderError, match=r"rendering site/x\.html: UndefinedError: .* template day\.html"):
        draw("day.html", page="site/x.html")


def test_a_time_zone_that_is_none_is_named() -> None:
    with pytest.raises(RenderError, match=r"no time zone 'Mars/Olympus'"):
        render(replace(make_small(), masthead=replace(MASTHEAD, time_zone="Mars/Olympus")))


@pytest.mark.parametrize("slug", ["../../etc/passwd", "a/b", "", ".hidden", "a\\b", "x" * 300])
def test_a_name_that_could_leave_its_folder_is_refused(slug: str) -> None:
    with pytest.raises(RenderError, match="cannot be a file name"):
        render(make_edition(make_ranked(make_report(make_article()), slug=slug)))


def test_two_pages_for_one_path_are_refused() -> None:
    edition = make_edition(
        make_ranked(make_report(make_article("One"))), make_ranked(make_report(make_article("Two")), rank=2)
    )

    with pytest.raises(RenderError, match="two pages want this path"):
        render(edition)


def test_outputs_can_be_chosen() -> None:
    for name in OUTPUTS:
        assert by_path(make_small(), [name]).keys() < SMALL.keys()
    assert by_path(make_small(), []) == {}


def test_a_source_that_the_edition_does_not_list_is_named_without_a_link() -> None:
    edition = replace(make_headlined("Storm"), sources=())

    assert "The Post" in text_of(pages_of(by_path(edition))["site/stories/ferry.html"])


def test_a_listed_source_without_reports_has_a_page() -> None:
    line = SourceLine(source=Source(id="quiet", name="Quiet", domain="quiet.example"), articles_count=0)

    assert "site/sources/quiet.html" in by_path(replace(make_headlined("Storm"), sources=(line,)))


def test_a_source_whose_page_is_called_after_its_domain_is_found_under_its_name_too() -> None:
    lines = tuple(
        SourceLine(
            source=Source(id=each, name="The Shore", domain="shore.example", aliases=("Shore News",)), articles_count=0
        )
        for each in ("shore-example", "other-example")
    )
    files = by_path(replace(make_headlined("Storm"), sources=lines))

    moved = files["site/sources/the-shore.html"].decode()
    assert 'content="0; url=shore-example.html"' in moved
    assert "This story" not in moved
    assert files["site/sources/shore-news.html"].decode() == moved


def test_a_storys_page_tells_it_in_its_reports_words_with_links_to_who_says_it() -> None:
    page = SMALL["site/stories/ferry.html"].decode()
    summary = page.partition('<h2 id="summary">')[2].partition("</section>")[0]

    assert "The ferry struck a rock at dawn.</q>" in summary
    assert 'href="https://gazette.example/captain-praised-after-ferry-grounding"' in summary
    assert "standfirst" not in page
    assert "copied by" in page.partition('<h2 id="outlets">')[2].partition("</section>")[0]
    assert "&lt;b&gt;The Post&lt;/b&gt;" in page


def test_what_the_summary_marks_as_new_is_not_told_twice() -> None:
    page = SMALL["site/stories/ferry.html"].decode()
    news = page.partition('<h2 id="news">')[2].partition("</section>")[0]

    assert "The ferry struck" not in news
    assert "Nobody was hurt.</q>" in news
