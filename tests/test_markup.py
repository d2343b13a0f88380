"""HTML made safe, and made plain."""

from hypothesis import given
from hypothesis import strategies as st

from tidings.markup import clean_text, first_image, html_to_text, sanitise_html


def test_text_keeps_its_words_and_loses_its_markup() -> None:
    assert html_to_text("<p>It hit a <b>rock</b>.</p><p>All&nbsp;are safe.</p>") == "It hit a rock.\nAll are safe."


def test_scripts_styles_and_comments_are_no_text() -> None:
    assert html_to_text("<style>p{}</style>a<script>b()</script><!-- c -->d") == "ad"


def test_a_less_than_sign_is_text() -> None:
    assert html_to_text("3 < 4 and 5 > 4") == "3 < 4 and 5 > 4"
    assert clean_text("3 < 4") == "3 < 4"


def test_a_headline_loses_markup_and_doubly_escaped_entities() -> None:
    assert clean_text("Caf&amp;eacute; &amp; <em>bar</em>\n &lt;b&gt;open&lt;/b&gt;") == "Café & bar open"


def test_marks_that_reverse_the_reading_direction_are_gone() -> None:
    assert clean_text("safe\u202egnp.exe\u0000") == "safegnp.exe"


def test_quotation_marks_of_windows_are_saved() -> None:
    assert clean_text("don\x92t \x93go\x94") == "don’t “go”"


def test_every_line_ends_alike() -> None:
    assert sanitise_html("a &gt; b\r\nc\rd") == "a &gt; b\nc\nd"


def test_scripts_handlers_and_odd_addresses_do_not_survive() -> None:
    hostile = (
        '<a href="javascript:x()" onclick="y()">t</a><img src=x onerror=z()><iframe src=q></iframe><p style="x">p</p>'
    )

    assert sanitise_html(hostile) == '<a>t</a><img src="x" /><p>p</p>'


def test_a_tracking_pixel_is_no_picture() -> None:
    html = '<img src="https://count.example/p.gif" width="1" height="1"><img src="https://post.example/ferry.jpg" alt="Ferry">'

    image = first_image(html)

    assert image is not None
    assert (image.url, image.alt) == ("https://post.example/ferry.jpg", "Ferry")


def test_a_text_without_a_picture_has_none() -> None:
    assert first_image("<p>no picture</p>") is None


@given(st.text(max_size=300))
def test_cleaning_never_raises_and_cleaning_twice_changes_nothing(raw: str) -> None:
    once = sanitise_html(raw)

    assert sanitise_html(once) == once
    assert "<script" not in once.lower()
    html_to_text(raw)
    first_image(raw)


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_a_cleaned_headline_is_one_line(raw: str) -> None:
    assert clean_text(raw) == " ".join(clean_text(raw).split())
