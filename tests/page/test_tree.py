"""A page's bytes become a tree, in whatever encoding they came, and however hostile they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.page.tree import PAGE_BYTES_MAX, parse_html

GERMAN = "Bürgermeister Gößling eröffnet die Brücke für Fußgänger – „endlich“, sagen die Anwohner"
RUSSIAN = "Мэр города открыл новый мост через реку, и жители наконец могут перейти на другой берег"
JAPANESE = "市長は月曜日に新しい橋を開通させ、住民は川を渡れるようになった"


def page(words: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><p>{words}</p></body></html>"


def words_of(body: bytes, content_type: str = "") -> str:
    return str(parse_html(body, content_type).text_content()).strip()


@pytest.mark.parametrize(
    ("words", "encoding", "content_type", "head"),
    [
        (GERMAN, "utf-8", "", ""),
        (GERMAN, "utf-8", "text/html; charset=iso-8859-1", ""),
        (GERMAN, "utf-8-sig", "text/html; charset=windows-1251", ""),
        (GERMAN, "utf-16", "", ""),
        (GERMAN, "utf-16-le", "", ""),
        (GERMAN, "cp1252", "text/html; charset=iso-8859-1", ""),
        (GERMAN, "cp1252", "", '<meta charset="ISO-8859-1">'),
        (GERMAN, "cp1252", "text/html; charset=utf-8", '<meta charset="windows-1252">'),
        (GERMAN, "cp1252", "text/html; charset=nonsense", ""),
        (RUSSIAN, "cp1251", "text/html", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
        (RUSSIAN, "koi8-r", "text/html; charset=KOI8-R", ""),
        (JAPANESE, "cp932", "", '<meta charset="Shift_JIS">'),
        (JAPANESE, "euc-jp", "text/html;charset=euc-jp", ""),
        (JAPANESE, "iso2022_jp", "text/html;charset=iso-2022-jp", ""),
        ("市长星期一为新桥揭幕", "gb18030", "", "<meta charset=gb2312>"),
        ("시장은 월요일에 새 다리를 열었다", "cp949", "text/html; charset=euc-kr", ""),
    ],
)
def test_words_are_read_in_the_encoding_they_were_written_in(
    words: str, encoding: str, content_type: str, head: str
) -> None:
    assert words_of(page(words, head).encode(encoding), content_type) == words


def test_an_unlabelled_page_is_guessed_from_its_letters() -> None:
    long = " ".join([RUSSIAN] * 10)

    assert words_of(page(long).encode("cp1251")) == long


def test_stray_bytes_do_not_spoil_a_page_in_utf_8() -> None:
    body = page(GERMAN).encode() + "<p>it’s</p>".encode("cp1252")

    assert GERMAN in words_of(body)
    assert "it’s" in words_of(body)


@pytest.mark.parametrize("body", [b"", b"   ", b"\x00\x00", b"<!--", b"<![CDATA[", b"\xff\xfe", b"\xef\xbb\xbf"])
def test_a_body_without_anything_is_an_empty_page(body: bytes) -> None:
    assert words_of(body) == ""


def test_control_characters_are_taken_out() -> None:
    assert words_of(b"<p>a\x00b\x08c\x1fd</p>") == "abcd"


def test_comments_and_instructions_are_no_part_of_the_tree() -> None:
    assert words_of(b"<p>one<!-- two --><?three?> four</p>") == "one four"


def test_a_page_is_read_up_to_its_bound() -> None:
    body = b"<p>first</p>" + b" " * PAGE_BYTES_MAX + b"<p>last</p>"

    assert words_of(body) == "first"


def test_a_tag_with_masses_of_attributes_loses_them_all() -> None:
    many = b" ".join(b"a%d='>'" % number for number in range(100_000))

    tree = parse_html(b"<div><p " + many + b">words</p></div>")

    assert tree.text_content() == "words"
    assert not tree.find(".//p").attrib


def test_a_long_value_is_not_taken_for_many_attributes() -> None:
    value = "x = 1 " * 10_000

    tree = parse_html(f'<p data-state="{value}">words</p>'.encode())

    assert tree.find(".//p").get("data-state") == value


@given(st.binary(max_size=300), st.text(max_size=40))
def test_no_bytes_and_no_label_are_too_odd(body: bytes, content_type: str) -> None:
    assert parse_html(b"<p>" + body, content_type) is not None
    assert parse_html(body, f"text/html; charset={content_type}") is not None


def test_words_after_the_end_of_a_page_are_still_its_words() -> None:
    assert words_of(b"<html><body><p>one</p></body></html><p>two</p></BODY ><p>three</p>") == "onetwothree"
