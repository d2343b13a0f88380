"""The text of an article's page: the article's words and no others, on any layout, in any language."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.page.body import TEXT_CHARS_MAX, Body, read_body
from tidings.page.body_blocks import ELEMENTS_MAX
from tidings.page.tree import parse_html

from .layouts import NEWS_SITE, PAGES, Page

URL = "https://courier.example/bridge"
SENTENCE = "The council of Port Elden met on Monday, and nobody knew for how long it would go on. "
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def body_of(markup: str, *, url: str = URL, structured: str = "") -> Body:
    return read_body(parse_html(markup.encode(), "text/html; charset=utf-8"), url=url, structured=structured)


def article(inside: str, title: str = "A title that is long enough") -> str:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{inside}</div></body></html>"


def paragraphs(*numbers: int) -> list[str]:
    return [f"{SENTENCE}This was said in speech number {number}, if the minutes are right." for number in numbers]


# ---------------------------------------------------------------- layouts


@each_page
def test_every_paragraph_of_the_article_is_a_line(page: Page) -> None:
    lines = body_of(page.markup).text.splitlines()

    assert [line for line in page.article if line not in lines] == []


@each_page
def test_nothing_that_stands_beside_the_article_is_in_its_text(page: Page) -> None:
    text = body_of(page.markup).text

    assert [words for words in page.beside if words in text] == []


@each_page
def test_the_paragraphs_stand_in_the_order_of_the_page(page: Page) -> None:
    lines = body_of(page.markup).text.splitlines()
    places = [lines.index(line) for line in page.article]

    assert places == sorted(places)


def test_the_figures_of_the_main_part_are_counted() -> None:
    body = body_of(NEWS_SITE.markup)

    assert (body.headings_count, body.list_items_count, body.teasers_count) == (1, 2, 0)
    assert body.paragraphs_count >= 6
    assert 0 < body.links_text_share < 0.2
    assert not body.is_cut


def test_film_sound_and_pictures_of_the_article_are_counted() -> None:
    inside = "".join(f"<p>{line}</p>" for line in paragraphs(1, 2))
    media = (
        "<img src=a><img src=b><video></video><audio></audio><iframe src='https://www.youtube.com/embed/1'></iframe>"
    )

    body = body_of(article(f"{inside}{media}<time>10:00</time>"))

    assert (body.images_count, body.videos_count, body.audios_count, body.times_count) == (2, 2, 1, 1)


# ---------------------------------------------------------------- what is kept, what is left out


def test_a_quoted_post_of_a_social_network_is_part_of_the_article() -> None:
    post = '<div class="social-embed"><blockquote class="twitter-tweet"><p>We are building a new bridge, and it will be green.</p></blockquote></div>'
    first, last = paragraphs(1, 2)

    text = body_of(article(f"<p>{first}</p>{post}<p>{last}</p>")).text

    assert text.splitlines() == [first, "We are building a new bridge, and it will be green.", last]


def test_what_is_not_shown_is_not_read() -> None:
    first, hidden, last = paragraphs(1, 2, 3)

    text = body_of(article(f'<p>{first}</p><div style="display:none"><p>{hidden}</p></div><p>{last}</p>')).text

    assert text.splitlines() == [first, last]


def test_a_name_that_is_on_everything_says_nothing() -> None:
    lines = paragraphs(1, 2, 3)
    inside = "".join(f'<div class="widget ad-free"><p>{line}</p></div>' for line in lines)

    assert body_of(article(inside)).text.splitlines() == lines


def test_a_headline_that_sounds_like_a_box_is_no_box() -> None:
    lines = paragraphs(1, 2, 3)
    inside = (
        "<div><h2>Comments are back on</h2>"
        + "".join(f"<p>{line}</p>" for line in lines)
        + "<ul><li>One</li></ul></div>"
    )

    body = body_of(f"<html><head><title>Comments are back on</title></head><body>{inside}</body></html>")

    assert body.text.splitlines()[:3] == lines


def test_the_rest_of_a_box_of_other_stories_goes_with_its_heading() -> None:
    lines = paragraphs(1, 2)
    box = "<div><h3>Das könnte Sie auch interessieren</h3><p>Ein Dorf baut sich ein Schwimmbad, und alle helfen mit.</p></div>"

    assert body_of(article("".join(f"<p>{line}</p>" for line in lines) + box)).text.splitlines() == lines


@pytest.mark.parametrize(
    "heading",
    ["Tag 1: Anreise", "Popular dishes", "Latest developments", "Related work", "Follow the money", "人気の理由"],
)
def test_a_section_is_no_box_because_of_how_its_heading_begins(heading: str) -> None:
    lines = paragraphs(*range(8))
    sections = "".join(f"<section><h2>{heading} {n}</h2><p>{line}</p></section>" for n, line in enumerate(lines))

    assert [line for line in body_of(article(sections)).text.splitlines() if line in lines] == lines


def test_words_inside_a_line_are_not_torn_apart() -> None:
    markup = f"<p>The <b>green</b> bridge<sup>1</sup>, <a href='/x'>said</a> Ms Finch, is&nbsp;closed.\n {SENTENCE}</p>"

    assert body_of(article(markup)).text == f"The green bridge1, said Ms Finch, is closed. {SENTENCE.strip()}"


def test_invisible_hyphens_are_left_out() -> None:
    inside = f"<p>Die Donau\u00addampf\u200bschifffahrt ruht, teilte der Kapitän am Montag mit. {SENTENCE}</p>"

    assert body_of(article(inside)).text.startswith("Die Donaudampfschifffahrt ruht")


def test_a_poem_keeps_its_lines() -> None:
    inside = "<p>The river goes down to the sea,<br>and nobody asks it the way;<br>it carries a boat and a tree<br>and the light of the end of the day.</p>"

    assert body_of(article(inside * 1)).text.count("\n") == 3


def test_rows_of_a_table_are_lines() -> None:
    rows = "".join(f"<tr><td>Pier {number}</td><td>{number * 7} boats</td></tr>" for number in range(3))
    first, last = paragraphs(1, 2)

    text = body_of(article(f"<p>{first}</p><table>{rows}</table><p>{last}</p>")).text

    assert text.splitlines() == [first, "Pier 0 0 boats", "Pier 1 7 boats", "Pier 2 14 boats", last]


def test_a_page_of_short_lines_is_read_too() -> None:
    inside = "<ul>" + "".join(f"<li>Boat {number} of the port</li>" for number in range(12)) + "</ul>"

    text = body_of(
        f"<html><body><nav><a href='/'>Home page of the site</a></nav><div>{inside}</div></body></html>"
    ).text

    assert text.splitlines() == [f"Boat {number} of the port" for number in range(12)]


def test_a_first_paragraph_set_apart_from_the_text_is_part_of_it() -> None:
    lead, *rest = paragraphs(*range(6))
    text = "".join(f"<p>{line}</p>" for line in rest)
    markup = f"<article><header><h1>The council met on Monday</h1><p class='teaser'>{lead}</p><p>By Ada Quill, 3 May 2026</p></header><div class='article-body'>{text}</div></article>"

    assert body_of(
        f"<html><head><title>The council met on Monday</title></head><body>{markup}</body></html>"
    ).text.splitlines() == [lead, *rest]


def test_a_text_cut_into_parts_of_one_name_is_whole() -> None:
    lines = paragraphs(*range(9))
    first = "".join(f"<p>{line}</p>" for line in lines[:8])
    markup = f"<div class='text-part p1'>{first}</div><div class='ad-slot'>Advertisement</div><div class='text-part p2'><p>{lines[8]}</p></div>"

    assert body_of(article(markup)).text.splitlines() == lines


# ---------------------------------------------------------------- walls


@pytest.mark.parametrize(
    "wall",
    [
        "To continue reading this article, become a subscriber today.",
        "Weiterlesen mit dem Monatsabo: der erste Monat kostet nichts.",
        "Il vous reste 80% de cet article à lire. La suite est réservée aux abonnés.",
        "Contenido solo para suscriptores del Faro.",
        "Эта статья доступна только для подписчиков.",
        "この続きは有料会員になると読めます。",
    ],
)
def test_a_text_that_ends_at_a_wall_is_cut(wall: str) -> None:
    lines = paragraphs(1, 2)

    body = body_of(article("".join(f"<p>{line}</p>" for line in lines) + f"<p>{wall}</p>"))

    assert body.is_cut
    assert body.text.startswith(lines[0])


def test_a_wall_beside_a_short_text_cuts_it_too() -> None:
    lines = paragraphs(1, 2)
    wall = "<div class='login-box'><h3>To read the full story</h3><a href='/s'>Subscribe</a> <a href='/i'>Sign in</a></div>"

    body = body_of(article("".join(f"<p>{line}</p>" for line in lines)) + wall)

    assert body.text.splitlines() == lines
    assert body.is_cut


def test_a_whole_article_is_not_cut() -> None:
    assert not any(body_of(page.markup).is_cut for page in PAGES)


# ---------------------------------------------------------------- JSON-LD as a witness


def test_a_stated_text_stands_in_where_the_elements_hold_none() -> None:
    lines = paragraphs(1, 2, 3)
    stated = "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in lines)

    body = body_of("<html><body><div id='app'></div></body></html>", structured=stated)

    assert body.text.splitlines() == lines
    assert body.is_stated


def test_the_elements_are_believed_where_they_agree_with_the_statement() -> None:
    lines = paragraphs(*range(6))
    stated = " ".join(lines[:3]) + " Subscribe to our newsletter."

    body = body_of(article("".join(f"<p>{line}</p>" for line in lines)), structured=stated)

    assert body.text.splitlines() == lines
    assert not body.is_stated


def test_a_beginning_gives_way_to_the_whole_that_the_page_states() -> None:
    lines = [
        f"{SENTENCE}{word} has something else to say about it." for word in ("Ada", "Bert", "Cora", "Dora", "Emil")
    ]

    body = body_of(article(f"<p>{lines[0]}</p>"), structured="\n".join(lines))

    assert body.text.splitlines() == lines


def test_what_stands_behind_a_wall_is_not_taken_from_the_statement() -> None:
    lines = paragraphs(*range(8))
    shown = f"<p>{lines[0]}</p><p>Subscribe to continue reading.</p>"

    body = body_of(article(shown), structured="\n".join(lines))

    assert body.text == lines[0]
    assert body.is_cut


# ---------------------------------------------------------------- hostile pages


@pytest.mark.parametrize(
    "body", ["", "<html></html>", "<p></p>", "<script>var words = 'many of them'</script>", "\x00", "<<<>>>"]
)
def test_a_page_without_words_has_an_empty_text_and_a_reason(body: str) -> None:
    found = body_of(body)

    assert found.text == ""
    assert found.reason == "the page has no text that looks like an article's"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 50_000 + SENTENCE,
        "<span>" * 50_000 + SENTENCE,
        "<figure class=image>" * 250 + f"<p>{SENTENCE}</p>" * 500,
        "<a href=/x>" * 20_000 + SENTENCE,
        "<h3>Related</h3><p>x</p>" * 10_000,
        "<div><h3>Related</h3><ul><li>x</li></ul></div>" * 5_000,
        "<br> " * 50_000,
        "<ul><li>" * 120 + "<li><a href=/x>a long title of some story</a>" * 20_000,
        "<p>" + "a" * 3_000_000,
        "<p>." + "”" * 500_000,
        f"<p>{SENTENCE * 5}</p>" + "<p>Follow us on Twitter</p>" * 20_000,
    ],
    ids=lambda markup: markup[:24],
)
def test_hostile_pages_are_read_within_bounds(markup: str) -> None:
    assert len(body_of(markup).text) <= TEXT_CHARS_MAX


def test_a_page_of_too_many_elements_is_read_up_to_the_bound_and_says_so() -> None:
    first = paragraphs(1)[0]

    found = body_of(f"<p>{first}</p>" + "<i>x</i> " * ELEMENTS_MAX)

    assert found.text.startswith(first)
    assert found.reason == f"the page has more than {ELEMENTS_MAX} elements: only the first were read"


# ---------------------------------------------------------------- laws

WORDS = st.text(alphabet="abcdefgh ijklm.,éüßжыあ市\u00a0\u00ad<>&\"'\n", max_size=120)
BLOCKS = st.sampled_from("p div li h2 h3 blockquote td section article aside pre figcaption ul table a b span".split())
NAMES = st.sampled_from(["", "article-body", "comments", "related", "sidebar", "image", "share", "entry-content", "x1"])


@st.composite
def pieces_of_pages(draw: st.DrawFn) -> str:
    """Markup as a page's: words in blocks in blocks, with classes, links and breaks."""
    inside = draw(st.lists(st.one_of(WORDS.map(escape), st.deferred(pieces_of_pages), st.just("<br>")), max_size=4))
    tag, name = draw(BLOCKS), draw(NAMES)
    link = " href='/other'" if tag == "a" else ""
    return f"<{tag} class='{name}'{link}>{''.join(inside)}</{tag}>"


@given(st.lists(pieces_of_pages(), max_size=8))
def test_every_line_of_a_text_is_stripped_and_folded_and_stands_on_the_page(pieces: list[str]) -> None:
    tree = parse_html("".join(pieces).encode())
    letters = re.sub(r"[\s\u00ad]+", "", str(tree.text_content()))

    text = read_body(tree, url=URL).text

    assert all(line == " ".join(line.split()) and line for line in text.splitlines())
    assert all(re.sub(r"\s+", "", line) in letters for line in text.splitlines())


@given(st.lists(pieces_of_pages(), max_size=8))
def test_reading_a_page_twice_gives_the_same_and_leaves_the_tree_alone(pieces: list[str]) -> None:
    tree = parse_html("".join(pieces).encode())
    before = tree.text_content()

    first, second = read_body(tree, url=URL), read_body(tree, url=URL)

    assert first == second
    assert tree.text_content() == before


@given(st.lists(st.sampled_from(paragraphs(*range(9))), min_size=3, max_size=9, unique=True))
def test_the_text_of_a_text_is_itself(lines: list[str]) -> None:
    text = body_of(article("".join(f"<p>{line}</p>" for line in lines))).text

    assert text.splitlines() == lines
    assert body_of(article("".join(f"<p>{escape(line)}</p>" for line in text.splitlines()))).text == text
