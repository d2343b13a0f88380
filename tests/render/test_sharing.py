"""What is shown where a page is shared: our own words and pictures, and nothing where a subject asks for care."""

import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tidings.config import parse_desk
from tidings.imagery import Picture, PictureCopy
from tidings.model import Edition, Masthead, RankedStory
from tidings.outputs import make_files
from tidings.render import OUTPUTS
from tidings.subjects import Care

from ..make import at, make_article
from .editions import MASTHEAD, ferry_story, make_edition, make_ranked, make_report, make_small
from .pages import by_path

SITE = "https://news.example/isles"
PICTURE = Picture(url="https://thepost.example/a.jpg", alt="The ferry", copies=(PictureCopy(path="images/b.webp", width=960, height=640),))  # fmt: skip


def metas(page: bytes) -> dict[str, list[str]]:
    """What a page says of itself, by name."""
    found: dict[str, list[str]] = {}
    for meta in html.document_fromstring(page.decode()).xpath("//meta[@property or @name]"):
        found.setdefault(meta.get("property") or meta.get("name"), []).append(meta.get("content"))
    return found


def shared(story: RankedStory, outputs: tuple[str, ...] = OUTPUTS, **fields: Any) -> dict[str, list[str]]:
    return metas(by_path(make_edition(story, **fields), outputs)[f"site/stories/{story.slug}.html"])


def test_a_story_says_when_it_began_changed_and_what_it_is_about() -> None:
    told = shared(ferry_story())

    assert told["og:type"] == ["article"]
    assert told["article:published_time"] == ["2026-03-20T12:00:00Z"]
    assert told["article:modified_time"] == ["2026-03-20T15:00:00Z"]
    assert (told["article:section"], told["article:tag"]) == (["Sea & shore"], ["Sea & shore", "Ferries"])
    assert told["og:url"] == [f"{SITE}/stories/ferry.html"]


def test_our_own_copy_of_a_picture_is_shared_whole() -> None:
    story = ferry_story()
    told = shared(replace(story, lead=replace(story.lead, picture=PICTURE)))

    assert told["og:image"] == [f"{SITE}/images/b.webp"]
    assert (told["og:image:width"], told["og:image:height"], told["og:image:alt"]) == (["960"], ["640"], ["The ferry"])
    assert (told["og:image:type"], told["twitter:card"]) == (["image/webp"], ["summary_large_image"])


def test_a_publishers_own_file_is_not_handed_on() -> None:
    told = shared(make_ranked(make_report(make_article("Storm"), picture=replace(PICTURE, copies=()))))

    assert "og:image" not in told
    assert told["twitter:card"] == ["summary"]


@pytest.mark.parametrize(
    ("language", "locale"), [("en", None), ("pt-BR", "pt_BR"), ("zh-Hant-TW", "zh_TW"), ("de-at", "de_AT"), ("", None)]
)
def test_a_locale_is_told_where_the_country_is_known(language: str, locale: str | None) -> None:
    files = by_path(make_edition(masthead=replace(MASTHEAD, language=language)))

    assert metas(files["site/index.html"]).get("og:locale") == ([locale] if locale else None)


def test_the_front_page_names_its_sisters_and_itself() -> None:
    masthead = replace(MASTHEAD, other_languages=("de https://de.news.example/", "pt-BR https://pt.news.example"))
    files = by_path(make_edition(ferry_story(), masthead=masthead))
    linked = html.document_fromstring(files["site/index.html"].decode()).xpath("//link[@hreflang]")

    assert [(link.get("hreflang"), link.get("href")) for link in linked] == [
        ("en", f"{SITE}/"), ("de", "https://de.news.example/"), ("pt-BR", "https://pt.news.example"),
    ]  # fmt: skip
    assert b"hreflang" not in files["site/stories/ferry.html"]


# ---------------------------------------------------------------- cards

pil = pytest.importorskip("PIL.Image", reason="needs Pillow, which draws cards: the extra `images`")
WITH_CARDS = (*OUTPUTS, "cards")
DESK = parse_desk('[masthead]\ntitle = "Low Isles Today"\n[[feeds]]\nurl = "https://post.example/feed"\n')


def widely_reported(headline: str = "Ferry runs aground off Skell", **fields: Any) -> RankedStory:
    """Three independent sources."""
    reports = [make_report(make_article(headline, source=f"Post {n}"), **fields) for n in range(3)]
    return make_ranked(*reports)


def all_files(edition: Edition, leave_out: tuple[str, ...] = ()) -> dict[str, bytes]:
    """What a desk publishes."""
    rules = replace(DESK.rules, publish=replace(DESK.rules.publish, leave_out=leave_out))
    return {file.path: file.data for file in make_files(edition, replace(DESK, rules=rules))}


def test_a_card_is_a_picture_of_the_size_that_networks_show_and_the_same_every_time() -> None:
    first, again = all_files(make_edition(widely_reported())), all_files(make_edition(widely_reported()))
    data = first["site/cards/stories/ferry.png"]

    assert pil.open(io.BytesIO(data)).size == (1200, 630)
    assert len(data) < 60_000
    assert data == again["site/cards/stories/ferry.png"]


def test_every_picture_that_a_page_names_is_there() -> None:
    files = all_files(make_edition(widely_reported(), *make_small().stories[1:]))
    named = {told for path, data in files.items() if path.endswith(".html") for told in metas(data).get("og:image", ())}

    assert {f"{SITE}/cards/desk.png", f"{SITE}/cards/stories/ferry.png", f"{SITE}/cards/topics/sea.png"} <= named
    assert {url.replace(SITE, "site") for url in named} <= files.keys()
    assert {path for path in files if path.startswith("site/cards/")} <= {url.replace(SITE, "site") for url in named}


def test_what_a_card_says_is_told_in_words() -> None:
    told = shared(widely_reported(), WITH_CARDS)

    assert told["og:image:alt"] == ["Ferry runs aground off Skell. 3 outlets, 3 independent. Low Isles Today"]


def test_a_card_tells_headline_and_sources_and_changes_with_them_alone() -> None:
    def card(edition: Edition) -> bytes:
        return all_files(edition)["site/cards/stories/ferry.png"]

    story = widely_reported()
    now = card(make_edition(story))
    assert card(make_edition(replace(story, rank=9, heat=0.1), number=40, as_of=at(60))) == now
    assert card(make_edition(replace(story, sources_count=4))) != now
    assert card(make_edition(widely_reported("Ferry afloat again"))) != now


def test_a_story_of_few_sources_shows_the_card_of_the_desk() -> None:
    assert shared(ferry_story(), WITH_CARDS)["og:image"] == [f"{SITE}/cards/desk.png"]


@pytest.mark.parametrize("care", [Care(hides_card=True), Care(hides_image=True)])
def test_a_sensitive_story_is_shared_without_any_picture(care: Care) -> None:
    edition = make_edition(widely_reported(care=care))
    files = all_files(edition)

    assert "og:image" not in metas(files["site/stories/ferry.html"])
    assert "site/cards/stories/ferry.png" not in files


def test_a_story_whose_lead_alone_is_harmless_has_no_card() -> None:
    story = widely_reported()
    second = replace(story.coverage[0], care=Care(hides_card=True))

    assert "site/cards/stories/ferry.png" not in all_files(
        make_edition(replace(story, coverage=(second, *story.coverage[1:])))
    )


@pytest.mark.parametrize("headline", ["水位創新高", "Паром сел на мель", "عبارة تجنح", "Fähre auf Grund", "Ferry 🚢"])
def test_what_the_font_cannot_set_is_not_drawn(headline: str) -> None:
    files = all_files(make_edition(widely_reported(headline)))

    assert "site/cards/stories/ferry.png" not in files
    assert metas(files["site/stories/ferry.html"])["og:image"] == [f"{SITE}/cards/desk.png"]


def test_a_desk_whose_own_name_cannot_be_set_has_no_card_at_all() -> None:
    masthead: Masthead = replace(MASTHEAD, title="海峡日報")
    files = all_files(make_edition(widely_reported(), masthead=masthead))

    assert not [path for path in files if path.startswith("site/cards/")]
    assert "og:image" not in metas(files["site/index.html"])


def test_dashes_that_the_font_lacks_are_no_reason_to_have_no_card() -> None:
    assert "site/cards/stories/ferry.png" in all_files(make_edition(widely_reported("Ferry — “all safe” – afloat")))


def test_a_desk_can_do_without_cards_and_one_without_address_names_none() -> None:
    homeless = replace(MASTHEAD, url="")
    without = all_files(make_edition(widely_reported()), leave_out=("cards",))

    assert not [path for path in without if path.startswith("site/cards/")]
    assert not [path for path in all_files(make_edition(widely_reported(), masthead=homeless)) if "site/cards/" in path]
    assert b"og:image" not in without["site/index.html"]


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=400))
def test_any_english_headline_has_a_card_or_no_picture_at_all(headline: str) -> None:
    files = all_files(make_edition(widely_reported(headline)))

    card = files.get("site/cards/stories/ferry.png")
    assert (card is not None) == bool(headline.strip())
