"""Subscription lists in and out."""

from pathlib import Path

import pytest

from tests.config.desks import SMALLEST
from tidings.config import Subscriptions, parse_desk, parse_opml, read_subscriptions, write_opml
from tidings.errors import ConfigError
from tidings.model import Desk, Feed, Masthead, Topic


def read(body: str, **named: object) -> tuple[Feed, ...]:
    return parse_opml(f'<opml version="2.0"><body>\n{body}\n</body></opml>', file="subs.opml", **named)  # type: ignore[arg-type]  # topics only


def named(*ids: str) -> tuple[Topic, ...]:
    return tuple(Topic(id=topic_id, name=topic_id) for topic_id in ids)


def test_feeds_come_in_the_order_of_the_document_from_any_depth() -> None:
    feeds = read(
        '<outline text="News"><outline text="Deep"><outline text="A" xmlUrl="https://a.example/f"/></outline></outline>'
        '<outline text="B" xmlUrl="https://b.example/f"/>'
    )

    assert feeds == (
        Feed(url="https://a.example/f", title="A", folder="News/Deep"),
        Feed(url="https://b.example/f", title="B"),
    )


def test_outlines_without_an_address_are_no_feeds() -> None:
    assert read('<outline text="A note"/><outline text="Empty" xmlUrl=" "/>') == ()


@pytest.mark.parametrize("name", ["xmlUrl", "xmlurl", "xmlURL"])
def test_readers_may_write_xmlurl_as_they_like(name: str) -> None:
    assert read(f'<outline text="A" {name}="https://a.example/f"/>')[0].url == "https://a.example/f"


def test_the_owners_name_for_a_feed_is_the_source() -> None:
    (feed,) = read('<outline text="BBC" title="BBC News - World" xmlUrl="https://a.example/f"/>')

    assert (feed.source, feed.title) == ("BBC", "BBC News - World")


def test_a_feed_that_is_named_by_its_address_has_no_name() -> None:
    assert read('<outline text="https://a.example/f" xmlUrl="https://a.example/f"/>') == (
        Feed(url="https://a.example/f"),
    )


def test_folders_and_categories_named_like_topics_give_topics() -> None:
    (feed,) = read(
        '<outline text="Oil &amp; Gas"><outline text="A" category="/Energy/Policy,x" xmlUrl="https://a.example/f"/></outline>',
        topics=named("oil-gas", "policy"),
    )

    assert feed.topics == ("policy", "oil-gas")


def test_a_folder_named_like_a_topics_name_gives_the_topic_too() -> None:
    (feed,) = read(
        '<outline title="Fossil  Fuels"><outline text="A" xmlUrl="https://a.example/f"/></outline>',
        topics=[Topic(id="oil", name="Fossil fuels")],
    )

    assert (feed.topics, feed.folder) == (("oil",), "Fossil Fuels")


def test_other_folders_are_only_kept() -> None:
    (feed,) = read('<outline text="Tech"><outline text="A" xmlUrl="https://a.example/f"/></outline>')

    assert (feed.topics, feed.folder) == ((), "Tech")


def test_an_outline_with_an_address_is_a_feed_even_if_others_lie_in_it_and_a_folder_may_claim_to_be_rss() -> None:
    feeds = read(
        '<outline text="Folder" type="rss"><outline text="A" xmlUrl="https://a.example/f">'
        '<outline text="B" xmlUrl="https://b.example/f"/></outline></outline>'
    )

    assert [(feed.title, feed.folder) for feed in feeds] == [("A", "Folder"), ("B", "Folder")]


@pytest.mark.parametrize(
    "outline",
    [
        '<outline title="A &nbsp; B" xmlUrl="https://a.example/f?x=1&y=2"/>',
        '<outline title="A &nbsp; B" xmlUrl="https://a.example/f?x=1&amp;y=2">',
        '<outline title="A\x0b B" xmlUrl="https://a.example/f?x=1&y=2"></outline>',
    ],
)
def test_the_usual_sins_of_other_readers_are_mended_where_a_list_is_imported(outline: str) -> None:
    found = read_subscriptions(f"<opml><body>{outline}</body>", file="subs.opml")

    assert found.is_mended
    assert [(feed.url, feed.title) for feed in found.feeds] == [("https://a.example/f?x=1&y=2", "A B")]


def test_a_mended_list_tells_on_how_many_lines_it_was_mended() -> None:
    whole = [f'<outline text="{n}" xmlUrl="https://a.example/{n}"/>' for n in range(9)]
    dirty = list(whole)
    dirty[2] = '<outline text="Q & A" xmlUrl="https://a.example/2"/>'
    dirty[4] = '<outline text=4 xmlUrl="https://a.example/4"/>'
    dirty[6] = '<outline text="caf&eacute; & bar" xmlUrl="https://a.example/6"/>'

    def read(lines: list[str]) -> Subscriptions:
        return read_subscriptions("\n".join(["<opml><body>", *lines, "</body></opml>"]), file="subs.opml")

    assert (read(whole).lines_mended, read(whole).is_mended) == (0, False)
    assert read(dirty).lines_mended == 3
    assert [feed.title for feed in read(dirty).feeds if feed.url.endswith(("/2", "/6"))] == ["Q & A", "café & bar"]
    assert read([*whole, "</body>"]).lines_mended >= 1


def test_a_list_that_is_cut_off_gives_what_came_before() -> None:
    body = "<opml><body>" + "\n".join(f'<outline text="{n}" xmlUrl="https://a.example/{n}"/>' for n in range(9))

    found = read_subscriptions(body[:-30], file="subs.opml")

    assert [feed.title for feed in found.feeds] == [str(n) for n in range(8)]
    assert found.lines_mended == 1


@pytest.mark.parametrize("gap", ["", "\x01", "\x00", "\ufffe"])
def test_entities_are_refused_in_dirty_lists_too(gap: str) -> None:
    text = f"<!DOCTYPE opml [<!ENT{gap}ITY a 'b'>]><opml><outline text='&a; & b' xmlUrl='https://a.example/f'></opml>"

    for given in (text, text.encode(), text.encode("utf-16")):
        with pytest.raises(ConfigError):
            read_subscriptions(given, file="subs.opml")


def test_a_document_type_of_a_dirty_list_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "opml.dtd").write_text('<!ATTLIST outline xmlUrl CDATA "https://evil.example/f">')
    text = f'<!DOCTYPE opml SYSTEM "{tmp_path}/opml.dtd"><opml><body><outline text="A & B"></body></opml>'

    assert read_subscriptions(text, file="subs.opml").feeds == ()


def test_a_dirty_list_tells_its_doubles_and_what_cannot_be_asked() -> None:
    found = read_subscriptions(
        '<opml><body>\n<outline text="A" xmlUrl="https://a.example/f"/>\n<outline text="A" xmlUrl="https://a.example/f#x"/>'
        '\n<outline text="B" xmlUrl="feed:b"/></body></opml>',
        file="subs.opml",
    )

    assert [feed.title for feed in found.feeds] == ["A"]
    assert [(drop.what, drop.reason) for drop in found.doubles] == [("https://a.example/f#x", "line 3 lists it again")]
    assert [problem.line for problem in found.problems] == [4]


@pytest.mark.parametrize(
    "text", ["", "<html><body>Log in</body></html>", "<rss/>", "{}", "<!DOCTYPE opml [<!ENTITY a 'b'>]><opml>"]
)
def test_what_is_no_list_at_all_is_not_mended(text: str) -> None:
    with pytest.raises(ConfigError):
        read_subscriptions(text, file="subs.opml")


def test_windows_bytes_that_claim_to_be_utf_8_are_read() -> None:
    body = '<?xml version="1.0" encoding="utf-8"?><opml><body><outline text="Süd" xmlUrl="https://a.example/f"/></body></opml>'

    found = read_subscriptions(body.encode("cp1252"), file="subs.opml")

    assert (found.feeds[0].title, found.is_mended) == ("Süd", True)


def test_a_feed_in_two_folders_is_one_feed_with_both_topics() -> None:
    outline = '<outline text="A" xmlUrl="https://a.example/f"/>'

    (feed,) = read(
        f'<outline text="Sun">{outline}</outline><outline text="Wind">{outline}</outline>', topics=named("sun", "wind")
    )

    assert feed.topics == ("sun", "wind")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_bytes_are_read_in_the_encoding_they_declare(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><opml><body><outline text="Süd" xmlUrl="https://a.example/f"/></body></opml>'

    assert parse_opml(text.encode(encoding), file="subs.opml")[0].title == "Süd"
    assert parse_opml(text, file="subs.opml")[0].title == "Süd"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "not well-formed XML"),
        ("{}", 1, "not well-formed XML"),
        ('<opml><body>\n<outline text="A & B" xmlUrl="https://a.example/f"/></body></opml>', 2, "in XML & is written &amp;"),
        ("<html><body/></html>", 0, "not OPML: its root is <html>"),
        ('<opml>\n<outline text="A" xmlUrl="a.example/f"/></opml>', 2, "xmlUrl is 'a.example/f', which is not a web address"),
        ('<opml>\n<outline text="A" xmlUrl="javascript:alert(1)"/></opml>', 2, "not a web address"),
        (f'<opml>\n<outline xmlUrl="https://a.example/{"x" * 2000}"/></opml>', 2, "2,000 is the most"),
        ('<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', 0, "declares XML entities"),
        ('<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><outline text="&a;"/></opml>', 0, "declares XML entities"),
        ("<opml>" + "<outline>" * 1000 + "</outline>" * 1000 + "</opml>", 1, "not well-formed XML"),
    ],
)  # fmt: skip
def test_what_is_no_subscription_list_is_told_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse_opml(text, file="subs.opml")

    assert said in str(raised.value)
    assert (raised.value.file, raised.value.line) == ("subs.opml", line)


def test_entities_are_refused_in_any_encoding() -> None:
    bomb = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE opml [<!ENTITY a "b">]><opml/>'

    with pytest.raises(ConfigError, match="entities"):
        parse_opml(bomb.encode("utf-16"), file="subs.opml")


def test_a_list_has_a_bounded_number_of_feeds_and_bytes() -> None:
    many = "".join(f'<outline text="F" xmlUrl="https://a.example/{number}"/>\n' for number in range(10_001))

    with pytest.raises(ConfigError, match="more than 10,000 feeds"):
        read(many)
    with pytest.raises(ConfigError, match="larger than 10,000,000 bytes"):
        read("x" * 10_000_001)


def test_a_written_list_gives_the_same_feeds_back() -> None:
    feeds = (
        Feed(url="https://a.example/f?x=1&y=2"),
        Feed(url="https://b.example/f", title='The "B" & Co <Ltd>'),
        Feed(url="https://c.example/f", source="C's"),
        Feed(url="https://d.example/f", title="D World", source="D", topics=("sun", "oil-gas")),
    )

    written = write_opml(Desk(masthead=Masthead(title="Sun & Sea"), feeds=feeds))

    assert parse_opml(written, file="subs.opml", topics=named("oil-gas", "sun")) == feeds
    assert "<title>Sun &amp; Sea</title>" in written


def test_a_written_list_can_stand_beside_the_desk_file() -> None:
    desk = parse_desk(SMALLEST)

    assert parse_desk(SMALLEST, opml=write_opml(desk)) == desk
