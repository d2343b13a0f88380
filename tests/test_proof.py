"""A broken site is not published: what is refused, what is not, and that the last good one stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.editions import MASTHEAD, make_rich, make_small
from tidings.errors import PublishError
from tidings.model import File
from tidings.proof import FAULTS_MAX, Fault, proofread, refuse_faults
from tidings.proof.markup import FAULTS_PER_PAGE_MAX
from tidings.publish import publish
from tidings.render import render

HOME = "https://news.example/isles"
HEAD = '<title>Ferry</title><meta name="description" content="It ran aground"><link rel="canonical" href="{home}/">'
THERE = {"site/index.html", "site/style.css", "site/topics/index.html", "site/topics/sea.html", "site/images/a b.webp"}


def page(body: str, *, path: str = "site/stories/ferry.html", head: str = HEAD, lang: str = ' lang="en"') -> File:
    """A page that is as it should be around this."""
    text = f"<!doctype html>\n<html{lang}>\n<head>{head.format(home=HOME)}</head>\n<body>\n<h1>Ferry</h1>\n{body}\n</body>\n</html>\n"
    return File(path=path, data=text.encode())


def faults_in(*files: File, home: str = HOME) -> list[str]:
    """What is wrong, without the place."""
    return [fault.what for fault in proofread(files, THERE.__contains__, home=home)]


def everything(edition: object) -> tuple[list[File], set[str]]:
    files = render(edition)  # type: ignore[arg-type]
    pictures = {"site/images/aa.webp"}
    return files, {file.path for file in files} | pictures


@pytest.mark.parametrize("make", [make_small, make_rich], ids=["small", "rich"])
def test_what_is_rendered_passes(make: object) -> None:
    files, known = everything(make())  # type: ignore[operator]

    assert proofread(files, known.__contains__, home=MASTHEAD.url) == ()


# ---------------------------------------------------------------- links


@pytest.mark.parametrize(
    "link",
    [
        "../index.html",
        "../topics/sea.html#top",
        "../topics/sea.html?from=front",
        "../topics/",
        "..",
        "../images/a%20b.webp",
        "/isles/style.css",
        "/style.css",
        f"{HOME}/topics/sea.html",
        f"{HOME}/",
        HOME,
        "https://elsewhere.example/nothing",
        "//elsewhere.example/nothing",
        "mailto:ada@news.example",
        "?page=2",
    ],
)
def test_a_link_that_leads_somewhere_may_stay(link: str) -> None:
    assert faults_in(page(f'<a href="{link}">x</a>')) == []


@pytest.mark.parametrize(
    "link",
    ["../topics/land.html", "sunk.html", "../images/", "/isles/gone.css", f"{HOME}/gone.html", "../../index.html"],
)
def test_a_link_that_leads_nowhere_is_told_with_its_line(link: str) -> None:
    file = page(f'<p>x</p>\n<a href="{link}">x</a>')

    assert proofread([file], THERE.__contains__, home=HOME) == (
        Fault(path="site/stories/ferry.html", line=7, what=f"the link {link!r} leads nowhere"),
    )


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "JAVA&Tab;SCRIPT:x", "java\nscript:x", "data:text/html,x", "&#1;vbscript:x"]
)
def test_a_link_that_runs_something_is_refused(link: str) -> None:
    (what,) = faults_in(page(f"<a href='{link}'>x</a>"))

    assert "is none that we make" in what


def test_pictures_and_stylesheets_are_links_too() -> None:
    body = '<img src="../images/x.webp" srcset="../images/a%20b.webp 480w, ../images/y.webp 960w" alt="">'

    assert faults_in(page(body)) == [f"the link '../images/{name}.webp' leads nowhere" for name in "xy"]


def test_a_place_on_the_page_must_be_there() -> None:
    assert faults_in(page('<a href="#why">x</a><p id="why">y</p>')) == []
    assert faults_in(page('<a href="#how">x</a><p id="why">y</p>')) == ["the link '#how' leads nowhere on this page"]


def test_an_address_of_ours_is_no_fault_where_only_feeds_are_published() -> None:
    feed = File(path="site/feed.json", data=json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Isles", "items": [{"id": "1", "url": f"{HOME}/stories/x.html", "content_html": "x"}]}).encode())  # fmt: skip

    assert proofread([feed], {"site/feed.json"}.__contains__, home=HOME) == ()
    assert proofread([feed], THERE.__contains__, home=HOME) != ()


# ---------------------------------------------------------------- markup


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>one<li>two</ul>",
        "<p>one<p>two",
        "<table><tr><td>x<td>y</table>",
        "<dl><dt>x<dd>y</dl>",
        "<br><hr/><img src=../style.css alt=x>",
        "<input disabled value='a>b'>",
        "<svg viewBox='0 0 1 1'><path d='M0 0'/><g><path d='M1 1'/></g></svg>",
        "<!-- <div> -->",
        "<style>a < b {}</style><textarea><b></textarea>",
        '<script type="application/ld+json">{"a": "<p"}</script>',
        "<SECTION><P>x</P></SECTION>",
        '<p title="<a href=x> id=y">x</p><p id="y">5 &lt; 6</p>',
    ],
)
def test_what_html_allows_is_allowed(body: str) -> None:
    assert faults_in(page(body)) == []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<div>", "</body> where <div> is open"),
        ("</div>", "</div> closes nothing"),
        ("<b><i></b></i>", "</b> where <i> is open"),
        ("<br></br>", "</br> closes nothing"),
        ("<div/>", "<div/> does not close itself"),
        ("5 < 6", "this is no whole tag: '< 6"),
        ("<a href='x>y</a>", "this is no whole tag"),
        ('<p id="a"></p><p id="a"></p>', "the id 'a' is there twice"),
    ],
)
def test_markup_that_is_not_whole_is_told(body: str, what: str) -> None:
    assert any(found.startswith(what) for found in faults_in(page(body)))


@pytest.mark.parametrize(
    ("file", "what"),
    [
        (page("x", lang=""), "<html> says no language"),
        (page("x", head=HEAD.replace("<title>Ferry</title>", "<title> </title>")), "it has no title"),
        (page("x", head=HEAD.replace("It ran aground", "")), "it has no description"),
        (page("x", head=HEAD.split("<link", maxsplit=1)[0]), "it does not say its address (canonical)"),
        (File(path="site/x.html", data=page("x").data.replace(b"h1", b"h2")), "it has no <h1>"),
        (File(path="site/x.html", data=b"\xff"), "it is not UTF-8: invalid start byte at byte 0"),
    ],
)
def test_what_a_page_must_say_of_itself_is_missed(file: File, what: str) -> None:
    assert what in faults_in(file)


def test_a_page_that_nobody_shall_list_needs_no_address_of_its_own() -> None:
    head = HEAD.split("<link", maxsplit=1)[0] + '<meta name="robots" content="noindex">'

    assert faults_in(page("x", head=head)) == []
    assert faults_in(page("x", head=HEAD.split("<link", maxsplit=1)[0]), home="") == []


@given(st.text(alphabet=st.sampled_from("<>/\"'= abp!-"), max_size=60))
def test_no_markup_whatever_holds_the_checks_up(text: str) -> None:
    assert isinstance(proofread([page(text)], THERE.__contains__), tuple)


def test_a_page_that_is_broken_throughout_is_told_by_its_first_faults() -> None:
    found = faults_in(page("<a " * 170_000))

    assert found.count("this is no whole tag: '<a <a <a <a <a <a <a <a <a <a <a <a <a <'") == FAULTS_PER_PAGE_MAX


def test_of_many_broken_pages_enough_are_told_to_act_on() -> None:
    assert len(proofread([page("<div>") for _ in range(1000)], THERE.__contains__)) == FAULTS_MAX


# ---------------------------------------------------------------- feeds, sitemaps, data, sizes

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><id>1</id><title>x</title><updated>2026-03-20T12:00:00Z</updated>{}</feed>'
ENTRY = "<entry><id>{}</id><title/><updated>{}</updated></entry>"
RSS = "<rss version='2.0'><channel><title>x</title><link>{home}/</link><description>x</description>{items}</channel></rss>"
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


@pytest.mark.parametrize(
    ("path", "text", "what"),
    [
        ("feed.xml", "<feed>", "it is not well formed"),
        ("feed.xml", ATOM.format(ENTRY.format("2", "yesterday")), "<updated> is no moment: 'yesterday'"),
        ("feed.xml", ATOM.format(ENTRY.format("2", "2026-03-20T12:00:00Z") * 2), "the id '2' is there twice"),
        ("feed.xml", ATOM.format("<entry/>"), "<entry> has no <id>"),
        ("rss.xml", "<rss version='2.0'/>", "<rss> has no <channel>"),
        ("rss.xml", RSS.format(home=HOME, items="<item/>"), "an item has neither title nor description"),
        ("rss.xml", RSS.format(home=HOME, items="<item><title>x</title><pubDate>soon</pubDate></item>"), "<pubDate> is no date: 'soon'"),
        ("rss.xml", RSS.format(home=f"{HOME}/gone.html?", items=""), f"the link '{HOME}/gone.html?/' leads nowhere"),
        ("rss.xml", RSS.format(home=HOME, items="<item><title>x</title><guid>1</guid></item>" * 2), "the id '1' is there twice"),
        ("sitemaps/a.xml", MAP.format(f"<url><loc>{HOME}/gone.html</loc></url>"), f"the link '{HOME}/gone.html' leads nowhere"),
        ("sitemaps/a.xml", MAP.format("<url/>"), "an entry has no <loc>"),
        ("sources.opml", "<opml><body/></opml>", "<opml> has no <head>"),
        ("icon.svg", "<svg", "it is not well formed"),
        ("api/x.json", "{", "it cannot be read as JSON"),
        ("feed.json", '{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a JSON feed needs a title and items"),
        ("feed.json", '{"version": "https://jsonfeed.org/version/1.1", "title": "", "items": [{"id": "1"}]}', "the item '1' has nothing to read"),
        ("feed.json", "[" + " " * 5_000_000 + "]", "5,000,002 bytes; at most 5,000,000, since feed readers give up on larger feeds"),
    ],
)  # fmt: skip
def test_feeds_and_data_that_are_not_as_they_should_be_are_told(path: str, text: str, what: str) -> None:
    assert any(found.startswith(what) for found in faults_in(File(path=f"site/{path}", data=text.encode())))


def test_a_front_page_too_large_for_a_phone_is_told_with_what_to_do() -> None:
    body = "".join(f"<p>{number * 7919 % 1_000_003} {number * 104_729 % 999_983}</p>" for number in range(60_000))

    (what,) = faults_in(page(body, path="site/index.html"))

    assert what.endswith("bytes packed; at most 200,000: show fewer stories (`front_stories`)")


# ---------------------------------------------------------------- before publication


def test_a_broken_site_is_refused_and_the_last_good_one_stands(tmp_path: Path) -> None:
    files, known = everything(make_small())
    publish(files, tmp_path)
    before = (tmp_path / "site").readlink(), (tmp_path / "site/index.html").read_bytes()
    broken = [file for file in files if file.path != "site/style.css"]

    with pytest.raises(PublishError) as refused:
        refuse_faults(broken, (known - {"site/style.css"}).__contains__, home=MASTHEAD.url)

    assert "site/about.html, line" in str(refused.value)
    assert "the link 'style.css' leads nowhere" in str(refused.value)
    assert "What was published before still stands" in str(refused.value)
    assert str(refused.value).count("leads nowhere") == 10
    assert ((tmp_path / "site").readlink(), (tmp_path / "site/index.html").read_bytes()) == before


def test_only_what_changed_is_read_and_the_rest_is_only_asked_for() -> None:
    files, known = everything(make_small())
    changed = [file for file in files if file.path == "site/stories/ferry.html"]
    asked: list[str] = []

    def has(path: str) -> bool:
        asked.append(path)
        return path in known

    assert proofread(changed, has, home=MASTHEAD.url) == ()
    assert set(asked) <= known
    assert len(asked) == len(set(asked)) or len(asked) < 100


def test_records_are_not_the_sites_to_judge() -> None:
    assert proofread([File(path="records/x.html", data=b"<p")], THERE.__contains__) == ()
