"""Whatever publishers write, pages show it as text and every file can be read."""

import json
import re
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from tidings.model import Masthead
from tidings.render.clean import clean, is_clean, with_texts

from ..make import make_article
from .editions import make_edition, make_headlined, make_ranked, make_report, make_small
from .pages import by_path, pages_of, scripts_of

FORBIDDEN = "\x00\x01\x08\x0b\x0c\x1f\x7f\x80\x9f\ufffe\uffff\ufeff\ud800\udfff"
hostile_text = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(list(FORBIDDEN)),
        st.sampled_from(
            ["<script>", "</script>", "</title>", "-->", "]]>", "<!--", '"', "'", "&", "&lt;", "{{", "{%", " onload=x "]
        ),
    ),
    min_size=1,
    max_size=12,
).map("".join)


def shown(text: str) -> str:
    """What is left of a text when it is printed."""
    return " ".join(
        re.sub(
            "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]", "", text
        ).split()
    )


@settings(max_examples=60, deadline=None)
@given(hostile_text)
@example('<script>alert("x")</script>\x00\ud800')
@example("javascript:alert(1)")
def test_any_headline_is_shown_as_text(headline: str) -> None:
    files = by_path(make_headlined(headline, excerpt=headline, authors=(headline,)))
    page = pages_of(files)["site/stories/ferry.html"]

    assert " ".join(page.find(".//h1").text_content().split()) == shown(headline)
    assert not scripts_of(page)
    assert not [name for element in page.iter("*") for name in element.attrib if str(name).startswith("on")]


@settings(max_examples=60, deadline=None)
@given(hostile_text)
def test_any_headline_leaves_feeds_and_data_readable(headline: str) -> None:
    files = by_path(make_headlined(headline), ["feeds", "api"])

    atom, rss = (etree.fromstring(files[path]) for path in ("site/feed.xml", "site/rss.xml"))
    titles = [
        atom.findtext("{*}entry/{*}title") or "",
        rss.findtext("channel/item/title") or "",
        json.loads(files["site/feed.json"])["items"][0].get("title", ""),
        json.loads(files["site/api/v1/stories.json"])["stories"][0]["headline"],
    ]
    assert [" ".join(title.split()) for title in titles] == [shown(headline)] * 4


@settings(max_examples=60, deadline=None)
@given(hostile_text)
@example("https://a.example/\"onclick='x")
@example("java\nscript:alert(1)")
@example("//a.example")
def test_only_web_addresses_become_links(url: str) -> None:
    article = replace(make_article("Storm"), url=url)
    edition = make_edition(make_ranked(make_report(article)))
    links = pages_of(by_path(edition, ["site"]))["site/stories/ferry.html"].xpath("//a[@rel]/@href")

    assert all(re.match(r"https?://", link.strip(), re.IGNORECASE) for link in links)


def test_a_hostile_masthead_is_text_too() -> None:
    masthead = Masthead(
        title="</title><script>x</script>", tagline='"><script>', url="javascript:alert(1)", contact="javascript:x"
    )
    files = by_path(make_edition(masthead=masthead))

    for page in pages_of(files).values():
        assert not scripts_of(page)
        assert not [link for link in page.xpath("//@href") if "javascript" in link]


def test_what_is_clean_stays_the_very_same() -> None:
    edition = make_headlined("Nothing to mend")

    assert clean(edition) is edition
    assert clean(make_small()) != make_small()


@given(st.text(max_size=5) | hostile_text)
@example("\x08")
@example("\\b")
@example("\ufdd0")
def test_what_is_forbidden_is_found_in_its_json_too(text: str) -> None:
    seen: list[str] = []
    with_texts(text, lambda found: seen.append(found) or found)  # type: ignore[func-returns-value]

    assert seen == [text]
    assert not is_clean(text) or shown(text) == " ".join(text.split())
    assert " ".join(clean(text).split()) == shown(text)
