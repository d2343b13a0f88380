"""No page, however broken or hostile, makes its reader raise or run away; and recorded pages are read whole."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.page.answers import answer, read
from tidings.page import published_day, read_page
from tidings.page.jsonld import parse_block, read_linked
from tidings.page.noting import CLAIMS_MAX, RAW_CHARS_MAX
from tidings.urls import amp_cache_url

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
recorded = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the recorded web (a folder `shared` beside the project) is missing"
)

TEXT = st.text(max_size=60)
LEAF = (
    TEXT
    | st.integers()
    | st.booleans()
    | st.none()
    | st.sampled_from(
        ["2026-02-15", "https://a.example/x", "Ada Lind", "NewsArticle", "http://schema.org/Person", "#id"]
    )
)
KEYS = st.sampled_from(
    "@type @id @graph headline name author creator publisher logo url image width datePublished dateModified "
    "keywords hasPart isAccessibleForFree articleBody mainEntityOfPage mainEntity description inLanguage".split()
)
THING = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=25
)
NAMES = st.sampled_from(
    "og:title og:image og:image:width article:published_time article:author author date robots tdm-reservation "
    "twitter:label1 twitter:data1 og:url og:locale keywords article:content_tier citation_author".split()
)


def attribute(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


@settings(deadline=None)
@given(st.dictionaries(KEYS, THING, max_size=8), st.lists(st.tuples(NAMES, TEXT), max_size=8))
def test_whatever_a_head_says_it_is_read(thing: dict[str, object], metas: list[tuple[str, str]]) -> None:
    head = f'<script type="application/ld+json">{json.dumps({"@type": "Article", **thing}).replace("</", "")}</script>'
    head += "".join(f'<meta name="{name}" content="{attribute(content)}">' for name, content in metas)

    reading = read(head)

    assert len(reading.claims) <= CLAIMS_MAX
    assert all(len(claim.raw) <= RAW_CHARS_MAX for claim in reading.claims)
    assert all(claim.why for claim in reading.claims)
    assert len({name.casefold() for name in reading.authors}) == len(reading.authors)


@given(st.binary(max_size=400))
def test_bytes_that_are_no_page_are_read_as_nothing(body: bytes) -> None:
    read_page(answer(body))


@given(st.text(max_size=300))
def test_a_block_that_is_no_json_is_told_or_empty(text: str) -> None:
    values, trouble = parse_block(text)

    assert not trouble or len(values) <= 1


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "Article", "headline": "On salt",}',
        '/* essay */ {"@type": "Article", "headline": "On salt"}',
        '<!-- {"@type": "Article", "headline": "On salt"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "On salt"}\n//]]>',
        '{"@type": "Article", "headline": "On salt"};',
        '{"@type": "WebSite"} {"@type": "Article", "headline": "On salt"}',
        '{"@type": "WebSite"},{"@type": "Article", "headline": "On salt"}',
        '{"@type": "Article", "headline": "On\n salt"}',
        '{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;On salt&quot;}',
        '{"@type": "Article", "headline": "On salt", "description": "She said "no" twice"}',
        '[[{"@type": ["Article"], "headline": "On salt"}]]',
        '{"@graph": [{"@type": "WebPage", "mainEntity": {"@type": "schema:Article", "headline": "On salt"}}]}',
        '{"type": "http://schema.org/Article", "headline": "On salt"}',
    ],
)  # fmt: skip
def test_broken_json_is_mended_where_that_is_plain(block: str) -> None:
    reading = read(f'<script type="application/ld+json">{block}</script>')

    assert reading.headline == "On salt"


def test_json_that_nests_without_end_is_refused_in_words() -> None:
    linked = read_linked(["[" * 100_000 + "]" * 100_000])

    assert linked.things == ()
    assert linked.troubles


def test_a_million_metas_are_not_all_read() -> None:
    page = (
        "<html><head>"
        + '<meta name="article:tag" content="tag">' * 50_000
        + "</head><body><h1>Eels return</h1></body></html>"
    )

    assert read_page(answer(page)).headline == "Eels return"


def test_ten_thousand_nested_elements_are_read() -> None:
    page = "<html><body>" + "<div class='author byline date'>" * 10_000 + "<h1>Eels return</h1>By Ada Lind"

    read_page(answer(page))


@pytest.mark.parametrize(
    "block",
    [
        "*/" + "/*" * 200_000,
        '{"author": {' + '"name' * 100_000,
        " " * 400_000 + "x" + " " * 400_000 + "y",
        '"' * 300_001,
        "<!--" * 100_000,
        '{"@type": "Article", "keywords": "' + "a," * 200_000 + '"}',
    ],
    ids=["comments", "authors", "spaces", "quotes", "wrappings", "keywords"],
)
def test_a_block_that_is_slow_to_mend_is_soon_given_up(block: str) -> None:
    read(f'<script type="application/ld+json">{block}</script>')


@pytest.mark.parametrize(
    "body",
    [
        "<div class='author'>" * 250 + "<i></i>" * 50_000,
        "<h1>" + "<span class='kicker'>a</span>" * 50_000 + "</h1>",
        "<h1>Eels</h1>" + "<time class='date'>1</time>" * 50_000,
        "<ul itemprop='author'>" * 200 + "<li itemprop='name'>" * 20_000,
        "<a rel='author' href='/author/x'>x</a>" * 50_000,
        "<form class='sidebar'>" * 200 + "<b>By</b> " * 50_000,
    ],
    ids=["bylines", "kickers", "times", "items", "links", "forms"],
)
def test_masses_of_telling_elements_are_looked_at_up_to_a_bound(body: str) -> None:
    read("", body)


def test_a_title_of_a_thousand_parts_is_no_headline() -> None:
    assert read(f"<title>{'a - b | c : ' * 1_000}</title>").headline == ""


def test_a_page_full_of_tags_has_room_for_its_headline() -> None:
    tags = "".join(f'<meta property="article:tag" content="tag {number}">' for number in range(450))

    assert read(tags, "<h1>Eels return</h1>").headline == "Eels return"


def test_a_thousand_bylines_are_not_a_thousand_people() -> None:
    page = "<h1>Eels return</h1>" + "".join(
        f"<p class='byline'>By Ada Lind{chr(97 + n % 26)}x</p>" for n in range(1_000)
    )

    assert len(read("", page).authors) <= 30


@recorded
@pytest.mark.recorded
@pytest.mark.slow
def test_recorded_pages_are_all_read_and_nearly_all_have_a_headline_and_a_day() -> None:
    readings = []
    with tarfile.open(SHARED / "data/pages/zyte.tar.xz") as archive:
        files = {member.name: archive.extractfile(member) for member in archive.getmembers() if member.isfile()}
        truth = json.loads(
            next(io.BytesIO(f.read()).read() for name, f in files.items() if f and name.endswith("ground-truth.json"))
        )
        for name, file in files.items():
            if file and name.endswith(".html.gz"):
                url = truth[Path(name).name.removesuffix(".html.gz")]["url"]
                readings.append(read_page(answer(gzip.decompress(file.read()), url=url)))

    assert len(readings) == len(truth)
    assert sum(bool(reading.headline) for reading in readings) >= 0.98 * len(readings)
    assert sum(bool(published_day(reading)) for reading in readings) >= 0.93 * len(readings)


@recorded
@pytest.mark.recorded
def test_the_amp_caches_addresses_are_those_that_the_reference_system_publishes() -> None:
    with lzma.open(SHARED / "data/everyday/powerapps-news.jsonl.xz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line)["record"] for line in lines]
    pairs = [(record["ampWebUrl"], record["cdnAmpWebUrl"]) for record in records if "ampWebUrl" in record]

    assert len(pairs) >= 40
    assert [amp_cache_url(amp) for amp, _ in pairs] == [cached for _, cached in pairs]
