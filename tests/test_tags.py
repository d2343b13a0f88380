"""The grammar of harmless HTML: what is done quickly is what would be done slowly, and all of it is proven."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tidings.markup import (
    NESTED,
    ODD_CHARACTER,
    NestingError,
    clean_drawn,
    is_clean,
    is_deeper,
    is_printable,
    is_too_deep,
    may_nest_deeper,
    sanitise_html,
    trimmed,
    trimmed_pieces,
)
from tidings.tags import (
    ADDRESSES,
    CLEAN,
    CLEAN_WHOLE,
    ENDING_NAMES,
    INERT,
    INERT_NAMES,
    NAMES,
    ODD,
    TAGS,
    VOID_NAMES,
    proven_anew,
    proven_tag,
)

BASES = st.sampled_from(["", "https://post.example/a/"])
GRAMMAR_OF_THE_WHOLE = re.compile(
    # What a text was read with, character by character, before its tags were proven one by one.
    rf"(?:[^<&{ODD}]++"
    r"|&(?:[a-zA-Z][a-zA-Z0-9]*+|#[0-9]{2,6}+|#x[0-9a-fA-F]{2,5}+);"
    rf"|</(?:{ENDING_NAMES})>"
    rf"|<(?:{NAMES})(?: (?:(?:{INERT_NAMES})=\"[^<>\"{ODD}]*+\""
    rf"|(?:href|src|cite)=\"(?:(?:https?://|mailto:)[^<>\"\s{ODD}]*+|[^<>\"\s&:{ODD}]*+)\"))*+(?: ?/)?>)*+"
)

# ---------------------------------------------------------------- tags and texts as publishers write them

values = st.text(st.sampled_from("ab é=/:;'&#%?.-"), max_size=8)
addresses = st.sampled_from(
    [
        "https://e.example/?a=1&amp;b=2",
        "/a",
        "a/b:c",
        "#fn:1",
        "../7",
        "mailto:ada@e.example",
        "javascript:x()",
        "http:x",
    ]
)
names = st.sampled_from(["p", "a", "img", "br", "h2", "div", "span", "td", "video", "blockquote"])


@st.composite
def tags(draw: st.DrawFn) -> str:
    """A beginning with distinct attributes: listed ones, unlisted ones, and addresses where they belong."""
    name = draw(names)
    listed = st.tuples(st.sampled_from(["class", "title", "alt", "width", "lang", "rel"]), values)
    others = st.tuples(st.sampled_from(["id", "style", "onclick", "data-a-b", "srcset", "loading"]), values)
    pairs = [listed, others]
    if name in ADDRESSES:
        pairs.append(st.tuples(st.sampled_from(sorted(ADDRESSES[name] & {"href", "src", "cite"})), addresses))
    attributes = draw(st.lists(st.one_of(pairs), max_size=4, unique_by=lambda pair: pair[0]))
    said = "".join(f' {key}="{value}"' for key, value in attributes)
    return f"<{name}{said}{draw(st.sampled_from(['', ' /'])) if name in VOID_NAMES else ''}>"


ends = names.map(lambda name: f"</{name}>")
strange = st.sampled_from(
    "<|<3|< b|&|&amp|&nbsp;|&#8217;|&#8238;|&#x41;|&copy=|AT&T|<!-- x > y -->|<!-->|<!--|<script>x<y</script>|<T>|<b/>|"
    '<P CLASS=x>|<a href=\'/q\'>|<p\nclass="x">|<iframe src=x>|</iframe>|<svg><path d="M0 0"/></svg>|<style>|<a|"|>|\u202e|<![CDATA[|'
    "</br>|<textarea>|<select>|<x-y z>|&lt;script&gt;".split("|")
)
texts = st.text(st.sampled_from("word é’ \n.>"), max_size=12)
html_texts = st.lists(st.one_of(tags(), ends, texts, strange), max_size=12).map("".join)
clean_texts = st.lists(
    st.sampled_from(
        ["word ", "é > e ", "&amp;", "&#8217;", "<p>", "</p>", "<br />", '<a class="x" href="https://e.example/">', "</a>",
         '<img alt="x" src="/i.png" />', '<td title="a &amp; b">', "<h2>", '<p href="x">']
    ),
    max_size=20,
).map("".join)  # fmt: skip


# ---------------------------------------------------------------- the laws


@given(clean_texts)
def test_what_the_grammar_of_the_whole_proves_and_is_written_in_our_way_passes_as_it_is(text: str) -> None:
    assert GRAMMAR_OF_THE_WHOLE.fullmatch(text)
    assert trimmed(text, "") == text
    assert sanitise_html(text).strip() == text.strip()


@given(html_texts, BASES)
def test_what_is_put_right_tag_by_tag_is_clean_by_the_grammar_as_a_whole(text: str, base: str) -> None:
    for written in (trimmed(text, base), trimmed_pieces(text, base)):
        # Characters that cannot be shown are taken out before.
        if written is not None and not ODD_CHARACTER.search(text):
            assert is_clean(written, grammar=clean_drawn())
            assert "<svg" in written or is_clean(written, grammar=CLEAN_WHOLE if base else CLEAN)


@given(html_texts, BASES)
def test_what_was_put_right_once_passes_as_it_is(text: str, base: str) -> None:
    once = trimmed_pieces(text, base)

    if once is not None and "<svg" not in once:
        assert trimmed_pieces(once, base) == once
        assert trimmed(once, base) in (once, None)


@given(html_texts)
def test_nothing_is_put_right_quickly_that_would_be_another_thing_token_by_token(text: str) -> None:
    quickly = trimmed(text, "")

    assert quickly is None or quickly == trimmed_pieces(text, "")


@example('<p class=" b=" title="">', "")
@example('<p id=" class=" class="a">', "")
@given(tags(), BASES)
def test_a_tag_is_written_the_same_whichever_way_proves_it(tag: str, base: str) -> None:
    quickly = proven_tag(tag, "whole" if base else "any")

    assert quickly is None or quickly == proven_anew(tag, base)


@pytest.mark.parametrize("address", ["javascript:x()", "java&#115;cript:x()", "&#106;avascript:x()", "a&b:c", "x:y/z"])
def test_an_address_with_a_scheme_of_its_own_is_never_taken_for_a_relative_one(address: str) -> None:
    assert not is_clean(f'<a href="{address}">')
    assert "href" not in (proven_tag(f'<a href="{address}">', "any") or "")


@pytest.mark.parametrize("address", ["#fn:1", "/wiki/Talk:Ferry", "?at=12:30&amp;x", "a/b:c"])
def test_a_colon_after_a_slash_a_question_mark_or_a_hash_ends_no_scheme(address: str) -> None:
    assert sanitise_html(f'<a href="{address}">x</a>') == f'<a href="{address}">x</a>'


@given(st.text(st.sampled_from("az <>é’日\t\n\r\x00\x7f\x85\xa0\u2028\u202e\u2066\ufeff\ud800\uffff🚢"), max_size=12))
def test_what_can_be_shown_is_the_same_by_bytes_and_by_characters(text: str) -> None:
    for longer in (text, text + "x" * 400):
        assert is_printable(longer) == (ODD_CHARACTER.search(longer) is None)


# ---------------------------------------------------------------- elements inside each other

nests = st.lists(st.sampled_from(["<b>", "</b>", "<div>", "</div>", "<br>", "<p>", "<i/>"]), max_size=60)


@given(nests, st.integers(1, 12))
def test_what_surely_nests_no_deeper_does_not(tags: list[str], nesting_max: int) -> None:
    text = "x".join(tags)

    if is_deeper(NESTED, text, nesting_max):
        assert may_nest_deeper(text, tags, nesting_max)
        assert is_too_deep(text, nesting_max)


@pytest.mark.parametrize("text", ["<b>" * 9 + "x" + "</b>" * 9, "<b>" * 9 + "<svg>", "&#x" + "<b>" * 9])
def test_html_that_is_nested_too_deep_is_told(text: str) -> None:
    with pytest.raises(NestingError):
        sanitise_html(text, nesting_max=8)


def test_many_elements_beside_each_other_are_not_deep() -> None:
    text = "<b>x</b>" * 5000

    assert sanitise_html(text, nesting_max=8) == text


def test_every_listed_name_is_in_the_grammar() -> None:
    assert all(is_clean(f"<{name}>") for name in TAGS)
    assert all(is_clean(f'<p {name}="x">') for name in INERT)


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a",
        "<!--",
        "<svg>",
        "<script>",
        "</svg",
        "&",
        '<p title="',
        "<p a='x' ",
        "<br/",
        "<p " + " " * 50,
        "<!-- --",
        "<a b=c d",
    ],
)
def test_what_never_ends_is_not_looked_at_again_and_again(piece: str) -> None:
    """Two hundred thousand characters of each are over in a moment; looked at again from each beginning it would take minutes."""
    text = piece * (200_000 // len(piece))

    assert "<script" not in sanitise_html(text + "</svg", nesting_max=10**9)
