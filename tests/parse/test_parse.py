"""Bytes to a feed document, in every format and with every sin."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import ParseError
from tidings.model import Entry, ParsedFeed
from tidings.parse import parse_feed
from tidings.parse.draft import unmangled

SHARED = Path(__file__).parents[2].parent / "shared"
URL = "https://post.example/feed"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Post</title><link>https://post.example/</link>
<description>News</description><language>en-gb</language>{items}</channel></rss>"""
ITEM = """<item><title>Ferry &amp;amp; fog</title><link>/ferry?a=1&amp;b=2</link><guid isPermaLink="false">7</guid>
<pubDate>Fri, 20 Mar 2026 12:00:00 GMT</pubDate><dc:creator>Ada Reed</dc:creator><category>sea</category>
<description>It &lt;b&gt;hit&lt;/b&gt; a rock.</description><content:encoded><![CDATA[<p>Long <a href="/x">text</a><script>x</script></p>]]></content:encoded>
<media:thumbnail url="https://post.example/small.jpg" width="90"/><media:content url="https://post.example/big.jpg" medium="image" width="900"/></item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">The &lt;i&gt;Post&lt;/i&gt;</title><id>urn:post</id>
<link rel="self" href="https://post.example/feed"/><link href="https://post.example/"/><updated>2026-03-20T12:00:00Z</updated>
<author><name>Desk</name></author>{entries}</feed>"""
ENTRY = """<entry xml:base="https://post.example/news/"><id>urn:7</id><title>Ferry</title><link href="7.html"/><updated>2026-03-20T12:00:00Z</updated>
<published>2026-03-20T11:00:00Z</published><category term="sea"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">It <b>hit</b> a rock.</div></content></entry>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://post.example/"><title>The Post</title><link>https://post.example/</link></channel>
<item rdf:about="https://post.example/7"><title>Ferry</title><link>https://post.example/7</link><dc:date>2026-03-20T12:00:00Z</dc:date></item></rdf:RDF>"""


def parse(text: str | bytes, **options: object) -> ParsedFeed:
    body = text.encode() if isinstance(text, str) else text
    return parse_feed(body, feed_url=URL, **options)  # type: ignore[arg-type]  # the options are the test's subject


def rss(*items: str) -> str:
    return RSS.format(items="".join(items))


def item(title: str = "Ferry", link: str = "https://post.example/7", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def only(parsed: ParsedFeed) -> Entry:
    (entry,) = parsed.entries
    return entry


def test_an_rss_item_is_read_whole() -> None:
    entry = only(parse(rss(ITEM)))

    assert (entry.id, entry.url, entry.headline) == ("7", "https://post.example/ferry?a=1&b=2", "Ferry & fog")
    assert entry.summary == "It <b>hit</b> a rock."
    assert entry.content == '<p>Long <a href="https://post.example/x">text</a></p>'
    assert entry.authors == ("Ada Reed",)
    assert entry.tags == ("sea",)
    assert entry.image is not None
    assert entry.image.url == "https://post.example/big.jpg"
    assert entry.published is not None
    assert entry.published.raw == "Fri, 20 Mar 2026 12:00:00 GMT"


def test_the_channel_names_its_publication() -> None:
    parsed = parse(rss())

    assert (parsed.title, parsed.url, parsed.language) == ("The Post", "https://post.example/", "en-gb")


def test_an_atom_entry_is_read_whole() -> None:
    parsed = parse(ATOM.format(entries=ENTRY))
    entry = only(parsed)

    assert parsed.title == "The Post"
    assert (entry.id, entry.url) == ("urn:7", "https://post.example/news/7.html")
    assert entry.content == "It <b>hit</b> a rock."
    assert entry.authors == ("Desk",)
    assert entry.published is not None
    assert entry.published.element == "published"


def test_the_items_of_rdf_stand_beside_the_channel() -> None:
    parsed = parse(RDF)

    assert parsed.title == "The Post"
    assert only(parsed).headline == "Ferry"


def test_a_json_feed_is_read_whole() -> None:
    entry = only(parse(json.dumps({
        "version": "https://jsonfeed.org/version/1.1", "title": "The Post", "authors": [{"name": "Desk"}],
        "items": [{"id": 7, "url": "/7", "title": "Ferry", "content_text": "3 < 4", "image": "/i.png", "tags": ["sea"]}],
    })))  # fmt: skip

    assert (entry.id, entry.url, entry.content) == ("7", "https://post.example/7", "3 &lt; 4")
    assert entry.image is not None
    assert entry.image.url == "https://post.example/i.png"


def test_what_lies_behind_a_counter_is_the_address() -> None:
    more = '<feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">https://post.example/real</feedburner:origLink>'

    assert only(parse(rss(item(link="https://count.example/r/1", more=more)))).url == "https://post.example/real"


def test_a_guid_is_the_address_only_when_it_claims_to_be() -> None:
    assert only(parse(rss("<item><title>x</title><guid>https://post.example/7</guid></item>"))).url
    assert not only(
        parse(rss('<item><title>x</title><guid isPermaLink="false">https://post.example/7</guid></item>'))
    ).url


def test_addresses_that_are_not_of_the_web_are_no_links() -> None:
    assert only(parse(rss(item(link="mailto:ada@post.example")))).url == ""


def test_an_item_whose_only_address_would_run_a_script_is_quarantined_alone() -> None:
    parsed = parse(rss(item(), item(title="Trap", link="javascript:alert(1)")))

    assert [entry.headline for entry in parsed.entries] == ["Ferry"]
    assert [(poison.what, poison.reason) for poison in parsed.poison] == [
        ("Trap", "its only address would run a script")
    ]
    assert [drop.reason for drop in parsed.drops] == ["quarantined: its only address would run a script"]
    assert "javascript:alert(1)" in parsed.poison[0].raw


def test_a_mail_address_is_not_an_authors_name() -> None:
    assert only(parse(rss(item(more="<author>ada@post.example (Ada Reed)</author>")))).authors == ("Ada Reed",)


def test_one_guid_for_all_items_loses_none() -> None:
    parsed = parse(rss(*(item(link=f"https://post.example/{n}", more="<guid>same</guid>") for n in range(3))))

    assert len({entry.id for entry in parsed.entries}) == 3


def test_the_same_item_twice_is_one_entry_and_one_drop() -> None:
    parsed = parse(rss(item(), item()))

    assert len(parsed.entries) == 1
    assert [drop.reason for drop in parsed.drops] == ["the same item twice in the feed"]


def test_more_items_than_we_read_are_counted_with_their_reason() -> None:
    parsed = parse(rss(*(item(link=f"https://post.example/{n}") for n in range(5))), entries_max=2)

    assert (len(parsed.entries), len(parsed.drops)) == (2, 3)


@pytest.mark.parametrize(
    "sin",
    [
        "<title>Fish & chips</title>",
        "<title>Fish &nbsp; chips</title>",
        "<title>Fish \x0b chips</title>",
        "<title>Fish chips</title></b>",
        "<title>Fish <b>chips</title>",
    ],
)
def test_what_is_not_well_formed_is_read_as_far_as_it_goes(sin: str) -> None:
    parsed = parse(rss(item(link="https://post.example/1"), f"<item>{sin}<link>https://post.example/2</link></item>"))

    assert len(parsed.entries) + len(parsed.drops) == 2
    assert parsed.entries[0].url == "https://post.example/1"


def test_a_feed_that_breaks_off_keeps_what_came_before() -> None:
    text = rss(*(item(link=f"https://post.example/{n}") for n in range(4)))

    parsed = parse(text[: text.rindex("<item>") + 30])

    assert [entry.url[-1:] for entry in parsed.entries][:3] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-16", "utf-16"),
        ("iso-8859-1", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("utf-8", "us-ascii"),
    ],
)
def test_letters_survive_their_encoding_even_when_it_is_declared_wrong(encoding: str, declared: str) -> None:
    text = rss(item(title="Café à la crème")).replace('encoding="UTF-8"', f'encoding="{declared}"')

    assert only(parse(text.encode(encoding))).headline == "Café à la crème"


def test_junk_before_the_beginning_is_stepped_over() -> None:
    assert only(parse("\n<!-- made by hand -->\n" + rss(item()))).headline == "Ferry"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (
            b"<!DOCTYPE html><html><head><title>Not here</title></head></html>",
            "an HTML page instead of a feed (“Not here”)",
        ),
        (b"<?xml version='1.0'?><svg/>", "root element is <svg>"),
        (b'{"a": 1}', "no list of items"),
        (b"{", "JSON that cannot be read"),
        (b"hello", "neither XML nor JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither XML nor JSON"),
    ],
)
def test_what_is_no_feed_is_told_what_it_is(body: bytes, reason: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse(body)

    assert reason in caught.value.reason


def test_a_feed_without_items_is_a_feed() -> None:
    assert parse(rss()).entries == ()


def test_declared_entities_are_refused_and_no_file_is_read() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>'

    with pytest.raises(ParseError, match="declares XML entities"):
        parse(bomb)


def test_very_deep_nesting_is_no_crash() -> None:
    try:
        parse(rss(item(more="<a>" * 5000)))
    except ParseError:
        return


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Co", "Cn")), max_size=30
).map(lambda text: " ".join(text.replace("<", "(").replace("&", "+").split()))
# What looks like UTF-8 that was read as Latin-1 is put right, and so not read as it was written.
texts = texts.filter(lambda text: unmangled(text) == text)
items = st.lists(st.tuples(texts, texts), max_size=6)


@given(items)
def test_what_is_written_as_rss_is_read_again(pairs: list[tuple[str, str]]) -> None:
    written = rss(*(
        f"<item><title>{escape(title)}</title><link>https://post.example/{n}</link><description>{escape(escape(text))}</description></item>"
        for n, (title, text) in enumerate(pairs)
    ))  # fmt: skip

    assert [entry.headline for entry in parse(written).entries] == [title for title, _ in pairs]


@given(items)
def test_what_is_written_as_json_is_read_again(pairs: list[tuple[str, str]]) -> None:
    written = {
        "items": [
            {"id": str(n), "url": f"https://post.example/{n}", "title": title} for n, (title, _) in enumerate(pairs)
        ]
    }

    assert [entry.headline for entry in parse(json.dumps(written)).entries] == [title for title, _ in pairs]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "url", "title", "authors", "name", "tags"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["items", "title", "authors", "icon"]), values, max_size=4))
def test_json_of_any_shape_is_a_feed_or_a_parse_error(feed: dict[str, object]) -> None:
    try:
        parse(json.dumps(feed))
    except ParseError:
        return


pieces = st.lists(
    st.sampled_from(["<rss>", "</rss>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "&", "&amp;",
                     "&#0;", "&#x41;", "<link/>", "<!--", "-->", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "x", "\ud800".encode("utf-8", "replace").decode(), "<?a?>", "é"]),
    max_size=25,
)  # fmt: skip


@given(pieces)
def test_any_muddle_of_a_feeds_pieces_is_a_feed_or_a_parse_error(muddle: list[str]) -> None:
    try:
        parse("".join(muddle))
    except ParseError:
        return


@pytest.mark.recorded
def test_every_recorded_feed_is_read_and_no_item_is_lost() -> None:
    archive = SHARED / "data/feeds/recorded-2026-02-18.tar.xz"
    if not archive.exists():
        pytest.skip("needs the recorded feeds in the folder `shared` beside the project")
    entries = drops = 0
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member)
            if file and "index" not in member.name:
                parsed = parse(file.read())
                entries, drops = entries + len(parsed.entries), drops + len(parsed.drops)

    assert entries >= 6555, "the reference parser finds as many"
    assert entries + drops >= 6565, "the index of the recording counts as many"
