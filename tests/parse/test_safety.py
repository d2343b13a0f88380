"""Feeds that were made to do harm."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.parse.test_fallbacks import URL, parse, rss
from tidings.errors import ParseError
from tidings.model import ParsedFeed
from tidings.parse import parse_feed
from tidings.parse.fields import NESTING_MAX
from tidings.parse.poison import EVIDENCE_CHARS_MAX, ITEM_CHARS_MAX
from tidings.parse.tolerant import BYTES_MAX, DEPTH_MAX, bound, is_too_deep

RSS = "<rss><channel><title>{}</title><item><title>Ferry</title><link>https://post.example/7</link></item></channel></rss>"


# ---------------------------------------------------------------- document types


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/dtd">',
        "<!DOCTYPE rss>",
        "<!DOCTYPE rss []>",
        "<!DOCTYPE rss [<!-- x --> <!ELEMENT rss ANY> <!ATTLIST rss version CDATA '>'>]>",
    ],
)
def test_a_harmless_document_type_is_left_out(doctype: str) -> None:
    assert parse(f"<?xml version='1.0'?>\n<!-- x -->{doctype}{RSS.format('Post')}").title == "Post"


def test_an_entity_that_is_plain_text_is_written_out() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY who "Ada &#38; Ben">\n<!ENTITY at \'the "Post"\'> <!ENTITY sup2 "&#178;">]>'
    with pytest.raises(ParseError):
        parse(doctype + RSS.format("&who;"))

    assert (
        parse(doctype.replace("&#38; ", "and ") + RSS.format("&who; at &at;&sup2;")).title
        == 'Ada and Ben at the "Post"²'
    )


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x PUBLIC "a" "http://127.0.0.1:1/">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:1/"> %p;',
        '<!ENTITY a "b"><!ENTITY x "&a;&a;">',
        '<!ENTITY x "<item/>">',
        '<!-- > ]> --><!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY y "<b>"><!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x "' + "y" * 3000 + '">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_any_other_entity_is_refused_before_a_parser_sees_it(declared: str, encoding: str) -> None:
    text = f"<!DOCTYPE rss [{declared}]>" + RSS.format("&x;" * 500)

    with pytest.raises(ParseError, match="declares XML entities"):
        parse_feed(text.encode(encoding), feed_url=URL)


# ---------------------------------------------------------------- bounds


def test_feedparser_sees_only_as_much_as_it_can_read_in_time() -> None:
    body = b"<rss><channel>" + b"<item><title>x</title>" * 300_000

    bounded, beyond = bound(body, 5000)

    assert bounded.count(b"<item>") == 5000
    assert beyond == 295_000
    assert len(bound(b"<item>" + b"x" * 2 * BYTES_MAX, 5000)[0]) == BYTES_MAX


def test_elements_too_deep_inside_each_other_are_refused() -> None:
    assert is_too_deep(b"<a>" * (DEPTH_MAX + 2))
    assert not is_too_deep(b"<a>x</a>" * DEPTH_MAX * 2)
    assert not is_too_deep(b"<![CDATA[" + b"<b>" * DEPTH_MAX * 2 + b"]]>")
    with pytest.raises(ParseError):
        parse(RSS.format("<a>" * 100_000))


def test_items_beyond_the_bound_are_counted_in_broken_feeds_too() -> None:
    items = "".join(f"<item><link>https://post.example/{n}</link><title>a & b</b></title></item>" for n in range(9))
    parsed = parse_feed(f"<rss><channel>{items}</channel></rss>".encode(), feed_url=URL, entries_max=4)

    assert len(parsed.entries) + len(parsed.drops) == 9
    assert [drop.reason for drop in parsed.drops].count("more than 4 items in one feed") == 5


# ---------------------------------------------------------------- quarantine


def only_the_good(parsed: ParsedFeed) -> str:
    assert [entry.headline for entry in parsed.entries] == ["Good"]
    (poison,) = parsed.poison
    assert len(poison.raw) <= EVIDENCE_CHARS_MAX
    assert [drop.reason for drop in parsed.drops] == [f"quarantined: {poison.reason}"]
    return poison.reason


GOOD = "<item><title>Good</title><link>https://post.example/1</link></item>"


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("<description>" + "x" * (ITEM_CHARS_MAX + 1) + "</description>", "one item of 1,048,577 characters"),
        (
            "<description>" + "&lt;div&gt;" * (NESTING_MAX + 1) + "</description>",
            f"HTML nested deeper than {NESTING_MAX}",
        ),
        ("<link>java\nscript:alert(1)</link>", "its only address would run a script"),
        ("<link> data:text/html,x</link>", "its only address would run a script"),
    ],
)
def test_a_poisonous_item_is_left_out_alone(item: str, reason: str) -> None:
    assert only_the_good(rss(f"<item>{item}</item>{GOOD}")) == reason


def test_a_poisonous_item_of_a_json_feed_is_left_out_alone() -> None:
    items = [
        {"id": 1, "url": "javascript:x()", "title": "Bad"},
        {"id": 2, "url": "https://post.example/2", "title": "Good"},
    ]

    assert only_the_good(parse(json.dumps({"items": items}))) == "its only address would run a script"


def test_an_item_that_cannot_be_read_is_left_out_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    finish = sys.modules["tidings.parse.finish"]
    whole = finish.finish_item

    def stumble(draft: object, **options: object) -> object:
        if "Bad" in str(draft.title):  # type: ignore[attr-defined]
            raise RuntimeError("stumbled")
        return whole(draft, **options)

    monkeypatch.setattr(finish, "finish_item", stumble)

    assert only_the_good(rss(f"<item><title>Bad</title></item>{GOOD}")) == "reading it failed: RuntimeError"


# ---------------------------------------------------------------- what reaches the values

ODD = "x\u202ey\ufeff\x7f\u2028"
HARM = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def texts_of(value: object) -> str:
    return str(value) if not isinstance(value, tuple) else " ".join(texts_of(one) for one in value)


@pytest.mark.parametrize("as_json", [False, True], ids=["RSS", "JSON"])
def test_odd_characters_are_taken_out_of_every_field(*, as_json: bool) -> None:
    if as_json:
        item = {"id": ODD, "url": f"https://post.example/{ODD}", "title": ODD, "content_html": f"<p>{ODD}&#8238;</p>",
                "summary": ODD + "\ud800", "tags": [ODD], "authors": [{"name": ODD}], "language": ODD, "date_published": ODD}  # fmt: skip
        parsed = parse(json.dumps({"title": ODD, "language": ODD, "feed_url": ODD, "items": [item]}))
    else:
        parsed = rss(
            f"<title>{ODD}</title><language>{ODD}</language><item><guid isPermaLink='false'>{ODD}</guid><title>{ODD}</title>"
            f"<link>https://post.example/{ODD}</link><description>{ODD}&amp;#8238;&lt;b&gt;</description><category>{ODD}</category>"
            f"<author>{ODD}</author><pubDate>{ODD}</pubDate></item>"
        )
    entry = parsed.entries[0]

    for name in entry.__dataclass_fields__:
        assert not HARM.search(texts_of(getattr(entry, name))), name
    for name in parsed.__dataclass_fields__:
        assert not HARM.search(texts_of(getattr(parsed, name))), name


HOSTILE = st.sampled_from(
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "<b>", "</title>", "&", "<svg onload=x>",
     "javascript:alert(1)", "\u202e", "]]>", "<![CDATA[", "x", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;"]
)  # fmt: skip
ESCAPES = st.sampled_from([
    lambda text: text,
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;"),
    lambda text: f"<![CDATA[{text}]]>",
])  # fmt: skip
FIELDS = st.sampled_from(
    "title link guid description author category content:encoded itunes:summary dc:title pubDate".split()
)


@given(st.lists(st.tuples(FIELDS, st.lists(HOSTILE, max_size=3).map("".join), ESCAPES), max_size=6))
def test_no_muddle_of_hostile_fields_reaches_a_title_a_name_or_an_address(
    fields: list[tuple[str, str, object]],
) -> None:
    item = "".join(f"<{name}>{escape(text)}</{name}>" for name, text, escape in fields)  # type: ignore[operator]
    try:
        parsed = rss(f"<title>Post</title><item>{item}</item>")
    except ParseError:
        return
    for entry in parsed.entries:
        shown = " ".join([entry.headline, *entry.authors, *entry.tags]).lower()
        assert "<script" not in shown
        assert "<img" not in shown
        assert entry.url == "" or entry.url.startswith(("http://", "https://"))
        written = (entry.summary + entry.content).lower()
        assert "<script" not in written
        assert not re.search(r"<[^<>]*\son\w+=", written)
        assert not re.search(r"<[^<>]*javascript:", written)
