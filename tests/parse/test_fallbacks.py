"""Where a field is missing, the others that publishers use instead are looked at; each fall-back is a row."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tidings.model import Entry, FeedHints, ParsedFeed
from tidings.parse import parse_feed

URL = "https://post.example/feed"
PREFIXES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
PICTURE = "https://post.example/p.jpg"


def parse(text: str) -> ParsedFeed:
    return parse_feed(text.encode(), feed_url=URL)


def rss(channel: str) -> ParsedFeed:
    return parse(f'<rss version="2.0" {PREFIXES}><channel>{channel}</channel></rss>')


def rss_item(item: str) -> Entry:
    (entry,) = rss(f"<item>{item}</item>").entries
    return entry


def rdf(channel: str, beside: str = "") -> ParsedFeed:
    space = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    return parse(f"<rdf:RDF {space} {PREFIXES}><channel>{channel}</channel>{beside}</rdf:RDF>")


def atom_entry(entry: str) -> Entry:
    (found,) = parse(f'<feed xmlns="http://www.w3.org/2005/Atom" {PREFIXES}><entry>{entry}</entry></feed>').entries
    return found


def json_feed(**said: object) -> ParsedFeed:
    return parse(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [], **said}))


def json_item(**said: object) -> Entry:
    (entry,) = json_feed(items=[said]).entries
    return entry


# ---------------------------------------------------------------- RSS


@pytest.mark.parametrize(
    "item",
    [
        "<title>Ferry</title>",
        "<dc:title>Ferry</dc:title>",
        "<media:title>Ferry</media:title>",
        "<itunes:title>Ferry</itunes:title>",
        "<atom:title>Ferry</atom:title>",
        "<media:group><media:title>Ferry</media:title></media:group>",
        "<media:title>The picture</media:title><title>Ferry</title>",
        "<title>Ferry</title><media:title>The picture</media:title>",
    ],
)
def test_headlines(item: str) -> None:
    assert rss_item(item).headline == "Ferry"


@pytest.mark.parametrize(
    "item",
    [
        "<description>It hit a rock.</description>",
        "<dc:description>It hit a rock.</dc:description>",
        "<itunes:summary>It hit a rock.</itunes:summary>",
        "<itunes:subtitle>It hit a rock.</itunes:subtitle>",
        "<media:description>It hit a rock.</media:description>",
        "<media:group><media:description>It hit a rock.</media:description></media:group>",
        "<atom:summary>It hit a rock.</atom:summary>",
        "<itunes:subtitle>Short</itunes:subtitle><description>It hit a rock.</description>",
    ],
)
def test_summaries(item: str) -> None:
    assert rss_item(item).summary == "It hit a rock."


@pytest.mark.parametrize(
    "item",
    [
        "<content:encoded>&lt;p&gt;Long&lt;/p&gt;</content:encoded>",
        '<atom:content type="html">&lt;p&gt;Long&lt;/p&gt;</atom:content>',
        '<body xmlns="http://www.w3.org/1999/xhtml"><p>Long</p></body>',
        "<description>Short</description><content:encoded>&lt;p&gt;Long&lt;/p&gt;</content:encoded>",
        (
            "<description>Short</description><itunes:summary>Spoken</itunes:summary>"
            "<content:encoded>&lt;p&gt;Long&lt;/p&gt;</content:encoded>"
        ),
    ],
)
def test_contents(item: str) -> None:
    assert rss_item(item).content == "<p>Long</p>"


@pytest.mark.parametrize(
    "item",
    [
        "<author>Ada Reed</author>",
        "<author>ada@post.example (Ada Reed)</author>",
        "<author>Ada Reed (ada@post.example)</author>",
        "<author>Ada Reed &lt;ada@post.example&gt;</author>",
        "<author>Ada Reed, ada@post.example</author>",
        "<dc:creator>Ada Reed</dc:creator>",
        "<dc:author>Ada Reed</dc:author>",
        "<itunes:author>Ada Reed</itunes:author>",
        "<atom:author><atom:name>Ada Reed</atom:name></atom:author>",
        "<author><name>Ada Reed</name></author>",
        "<dc:creator>Ada Reed</dc:creator><author>ada@post.example (Ada Reed)</author>",
    ],
)
def test_authors_are_names(item: str) -> None:
    assert rss_item(item).authors == ("Ada Reed",)


def test_all_authors_are_kept_in_order() -> None:
    assert rss_item("<dc:creator>Ada</dc:creator><dc:creator>Ben</dc:creator>").authors == ("Ada", "Ben")


@pytest.mark.parametrize(
    "item",
    [
        "<pubDate>Fri, 20 Mar 2026 12:00:00 GMT</pubDate>",
        "<dc:date>2026-03-20T12:00:00Z</dc:date>",
        "<dcterms:issued>2026-03-20T12:00:00Z</dcterms:issued>",
        "<dcterms:created>2026-03-20T12:00:00Z</dcterms:created>",
        "<atom:published>2026-03-20T12:00:00Z</atom:published>",
        "<atom:updated>2026-03-20T12:00:00Z</atom:updated>",
        "<pubDate>Fri, 20 Mar 2026 12:00:00 GMT</pubDate><dc:date>2026-03-21T12:00:00Z</dc:date>",
    ],
)
def test_days_of_publication(item: str) -> None:
    claim = rss_item(item).published

    assert claim is not None
    assert claim.at == NOON
    assert claim.zone == "stated"


@pytest.mark.parametrize(
    "item", ["<dc:date>2026-03-20T12:00:00Z</dc:date>", "<dcterms:modified>2026-03-20T12:00:00Z</dcterms:modified>"]
)
def test_days_of_change(item: str) -> None:
    claim = rss_item(item).updated

    assert claim is not None
    assert claim.at == NOON


@pytest.mark.parametrize(
    "item",
    [
        f'<media:content url="{PICTURE}" medium="image"/>',
        f'<media:content url="{PICTURE}" type="image/jpeg"/>',
        f'<media:thumbnail url="{PICTURE}"/>',
        f'<media:group><media:content url="{PICTURE}" medium="image"/></media:group>',
        f'<media:content url="https://post.example/f.mp4" medium="video"><media:thumbnail url="{PICTURE}"/></media:content>',
        f'<enclosure url="{PICTURE}" type="image/jpeg" length="1"/>',
        f'<enclosure url="{PICTURE}"/>',
        f'<itunes:image href="{PICTURE}"/>',
        f'<description>&lt;p&gt;&lt;img src="{PICTURE}"/&gt;&lt;/p&gt;</description>',
        f'<content:encoded>&lt;img src="{PICTURE}"&gt;</content:encoded>',
        f'<description>&lt;img src="https://count.example/1.gif" width="1" height="1"&gt;&lt;img src="{PICTURE}"&gt;</description>',
    ],
)
def test_pictures(item: str) -> None:
    image = rss_item(item).image

    assert image is not None
    assert image.url == PICTURE


@pytest.mark.parametrize(
    "item",
    [
        "<category>sea</category>",
        "<dc:subject>sea</dc:subject>",
        "<itunes:keywords>sea</itunes:keywords>",
        "<media:keywords>sea, </media:keywords>",
        '<itunes:category text="sea"/>',
        "<media:category>sea</media:category>",
        '<atom:category term="sea" label="The sea"/>',
    ],
)
def test_tags(item: str) -> None:
    assert rss_item(item).tags == ("sea",)


@pytest.mark.parametrize(
    "channel",
    [
        "<managingEditor>ada@post.example (Ada Reed)</managingEditor>",
        "<webMaster>ada@post.example (Ada Reed)</webMaster>",
        "<dc:creator>Ada Reed</dc:creator>",
        "<dc:publisher>Ada Reed</dc:publisher>",
        "<itunes:author>Ada Reed</itunes:author>",
        "<itunes:owner><itunes:name>Ada Reed</itunes:name><itunes:email>ada@post.example</itunes:email></itunes:owner>",
    ],
)
def test_who_answers_for_a_channel(channel: str) -> None:
    assert rss(channel).authors == ("Ada Reed",)


@pytest.mark.parametrize(
    ("channel", "description"),
    [
        ("<description>News</description>", "News"),
        ("<itunes:summary>News</itunes:summary>", "News"),
        ("<itunes:subtitle>News</itunes:subtitle>", "News"),
        ("<dc:description>News</dc:description>", "News"),
        ("<description>News</description><itunes:summary>Spoken</itunes:summary>", "News"),
        ("<itunes:summary>Spoken</itunes:summary><description>News</description>", "News"),
        ("<description>&lt;b&gt;News&lt;/b&gt;&lt;script&gt;x&lt;/script&gt;</description>", "<b>News</b>"),
    ],
)
def test_descriptions_of_a_channel(channel: str, description: str) -> None:
    assert rss(channel).description == description


@pytest.mark.parametrize(
    "channel",
    [
        f"<image><url>{PICTURE}</url><title>x</title></image>",
        f'<itunes:image href="{PICTURE}"/>',
        f"<atom:logo>{PICTURE}</atom:logo>",
        f"<atom:icon>{PICTURE}</atom:icon>",
    ],
)
def test_pictures_of_a_channel(channel: str) -> None:
    assert rss(channel).image == PICTURE


def test_rdf_puts_the_picture_beside_the_channel_and_dates_in_dublin_core() -> None:
    parsed = rdf(
        "<title>Post</title><dc:date>2026-03-20T12:00:00Z</dc:date><dc:language>en</dc:language>",
        f"<image><url>{PICTURE}</url></image>",
    )

    assert (parsed.image, parsed.language, parsed.title, parsed.format) == (PICTURE, "en", "Post", "RSS 1.0 (RDF)")
    assert parsed.updated is not None
    assert parsed.updated.at == NOON


# ---------------------------------------------------------------- Atom


def test_a_title_that_is_html_is_text_and_keeps_its_markup_as_a_fact() -> None:
    entry = atom_entry('<title type="html">&lt;b onclick="x()"&gt;Q&amp;amp;A&lt;/b&gt;</title>')

    assert (entry.headline, entry.headline_html) == ("Q&A", "<b>Q&amp;A</b>")


def test_a_title_that_is_text_may_name_tags_but_not_use_them() -> None:
    assert atom_entry("<title>History of the &lt;blink&gt; tag</title>").headline == "History of the <blink> tag"
    assert atom_entry("<title>x &lt;img src=x onerror=alert(1)&gt;</title>").headline == "x"


def test_a_video_entry_has_its_description_and_picture_in_a_group() -> None:
    entry = atom_entry(
        "<title>Ferry</title><media:group><media:title>x</media:title>"
        f'<media:thumbnail url="{PICTURE}"/><media:description>It hit a rock.</media:description></media:group>'
    )

    assert (entry.headline, entry.summary) == ("Ferry", "It hit a rock.")
    assert entry.image is not None


def test_an_update_is_not_a_publication() -> None:
    entry = atom_entry("<updated>2026-03-20T12:00:00Z</updated>")

    assert entry.published is None
    assert entry.updated is not None


# ---------------------------------------------------------------- JSON Feed


@pytest.mark.parametrize(
    ("version", "format_name"),
    [
        ("https://jsonfeed.org/version/1", "JSON Feed 1.0"),
        ("https://jsonfeed.org/version/1.1", "JSON Feed 1.1"),
        ("1.1", "JSON Feed 1.1"),
        ("1.0", "JSON Feed 1.0"),
        (None, "JSON Feed"),
    ],
)
def test_versions_of_json_feed(version: object, format_name: str) -> None:
    assert json_feed(version=version).format == format_name


@pytest.mark.parametrize(
    "said",
    [
        {"author": {"name": "Ada"}},
        {"authors": [{"name": "Ada"}]},
        {"author": "Ada"},
        {"authors": ["Ada"]},
        {"author": [{"name": "Ada"}]},
    ],
)
def test_authors_in_json(said: dict[str, object]) -> None:
    assert json_item(id="1", **said).authors == ("Ada",)
    assert json_feed(**said).authors == ("Ada",)


@pytest.mark.parametrize(
    "said",
    [
        {"image": PICTURE},
        {"banner_image": PICTURE},
        {"attachments": [{"url": PICTURE, "mime_type": "image/jpeg"}]},
        {"content_html": f"<img src='{PICTURE}'>"},
    ],
)
def test_pictures_in_json(said: dict[str, object]) -> None:
    image = json_item(id="1", **said).image

    assert image is not None
    assert image.url == PICTURE


def test_text_in_json_is_escaped_and_said_to_be_text() -> None:
    entry = json_item(id=7, content_text="3 < 4", summary="a & b", external_url="https://other.example/7")

    assert (entry.id, entry.url) == ("7", "https://other.example/7")
    assert (entry.content, entry.summary, entry.texts) == ("3 &lt; 4", "a &amp; b", ("summary", "content"))


def test_what_is_no_object_is_a_drop_and_the_hub_is_a_hint() -> None:
    parsed = json_feed(
        items=[{"id": 1, "title": "Ferry"}, "junk"],
        feed_url="/f.json",
        hubs=[{"type": "WebSub", "url": "https://hub.example/"}],
    )

    assert (len(parsed.entries), len(parsed.drops)) == (1, 1)
    assert parsed.hints == FeedHints(hub_url="https://hub.example/", topic_url="https://post.example/f.json")


# ---------------------------------------------------------------- hints


@pytest.mark.parametrize(
    ("channel", "hints"),
    [
        ("<ttl>60</ttl>", FeedHints(ttl_s=3600)),
        ("<ttl>soon</ttl>", FeedHints()),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            FeedHints(period_s=21_600),
        ),
        ("<sy:updatePeriod> hourly </sy:updatePeriod>", FeedHints(period_s=3600)),
        ("<sy:updateFrequency>2</sy:updateFrequency>", FeedHints(period_s=43_200)),
        ("<skipHours><hour>24</hour><hour>3</hour><hour>99</hour></skipHours>", FeedHints(skip_hours=(0, 3))),
        ("<skipDays><day>Sunday</day><day>Monday</day></skipDays>", FeedHints(skip_days=(0, 6))),
        (
            '<atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="/feed"/>',
            FeedHints(hub_url="https://hub.example/", topic_url="https://post.example/feed"),
        ),
    ],
)
@pytest.mark.parametrize("end", ["", "</b>"], ids=["well-formed", "broken"])
def test_what_a_channel_says_about_being_asked(channel: str, hints: FeedHints, end: str) -> None:
    item = f"<item><title>x</title>{end}</item>"

    assert rss(f"<title>Post</title>{channel}{item}").hints == hints


# ---------------------------------------------------------------- sitemaps


def test_a_news_sitemap_is_nearly_a_feed() -> None:
    parsed = parse(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
        ' xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://post.example/7</loc><n:news>'
        "<n:publication><n:name>The Post</n:name><n:language>en</n:language></n:publication>"
        "<n:publication_date>2026-03-20T12:00:00Z</n:publication_date><n:title>Ferry &amp;amp; fog</n:title>"
        f"<n:keywords>sea, fog</n:keywords></n:news><i:image><i:loc>{PICTURE}</i:loc></i:image></url></urlset>"
    )
    (entry,) = parsed.entries

    assert (parsed.format, parsed.title, parsed.language) == ("news sitemap", "The Post", "en")
    assert (entry.url, entry.headline, entry.tags, entry.language) == (
        "https://post.example/7",
        "Ferry & fog",
        ("sea", "fog"),
        "en",
    )
    assert entry.published is not None
    assert (entry.published.at, entry.published.element) == (NOON, "news:publication_date")
    assert entry.image is not None


def test_a_plain_sitemap_lists_pages_without_headlines() -> None:
    parsed = parse("<urlset><url><loc>https://post.example/7</loc><lastmod>2026-03-20</lastmod></url><url/></urlset>")

    assert parsed.format == "sitemap"
    assert [(entry.url, entry.headline) for entry in parsed.entries] == [("https://post.example/7", "")]
    assert parsed.entries[0].updated is not None
    assert [drop.reason for drop in parsed.drops] == ["a page without an address"]


def test_an_index_of_sitemaps_names_them_and_fetches_nothing() -> None:
    parsed = parse(
        "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>"
    )

    assert parsed.children == ("https://post.example/a.xml", "https://post.example/b.xml")
    assert parsed.entries == ()
