"""Publishers' pictures on pages, byte for byte for each policy; `TIDINGS_APPROVE=1` accepts what is rendered now."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tidings.imagery import Image, Measured, Picture, PictureCopy, PictureState, Rights
from tidings.model import Edition
from tidings.pictures import show_pictures
from tidings.rules import ImageRules

from ..make import NOON, make_article
from .editions import make_edition, make_ranked, make_report, make_small
from .pages import addresses, by_path, inside, pages_of, scripts_of

GOLDEN = Path(__file__).parent / "golden_pictures"
FILES = (
    "records/2026-03-20-3f380fefd8b95469.md",
    "site/api/v1/stories/ferry.json",
    "site/index.html",
    "site/stories/ferry.html",
)
STATE = PictureState(
    url="https://thepost.example/ferry.jpg",
    asked_at=NOON,
    measured=Measured(format="jpeg", width=1200, height=800),
    rights=Rights(
        creator="Ann <b>Berg</b>", credit="Coast & Sons", licence="https://coast.example/terms?a=1&b=2", generated="trainedAlgorithmicMedia"
    ),
    copies=(PictureCopy(path="images/aa.webp", width=480, height=320), PictureCopy(path="images/bb.webp", width=960, height=640)),
)  # fmt: skip


def illustrated(show: str) -> Edition:
    """The small edition under a policy."""
    return show_pictures(make_small(), ImageRules(show=show), states={STATE.url: STATE})


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("show", ["link", "local"])
def test_every_byte_is_as_approved(show: str, path: str) -> None:
    rendered = by_path(illustrated(show))[path]
    golden = GOLDEN / show / path
    if os.environ.get("TIDINGS_APPROVE") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(rendered)

    assert golden.read_bytes() == rendered


def test_a_desk_that_shows_none_renders_as_if_there_were_no_pictures() -> None:
    assert by_path(illustrated("never")) == by_path(make_small())


def test_pages_with_copies_load_nothing_from_elsewhere() -> None:
    for path, page in pages_of(by_path(illustrated("local"))).items():
        for image in page.iter("img"):
            sources = [str(image.get("src")), *(part.split()[0] for part in str(image.get("srcset")).split(","))]
            assert {inside(path, source) for source in sources} <= {"site/images/aa.webp", "site/images/bb.webp"}
        policy = page.xpath("//meta[@http-equiv]")[0].get("content")
        assert "img-src 'self';" in policy


def test_only_a_linking_site_lets_browsers_load_from_elsewhere() -> None:
    page = pages_of(by_path(illustrated("link")))["site/index.html"]

    assert "img-src 'self' https:;" in page.xpath("//meta[@http-equiv]")[0].get("content")
    assert [image.get("referrerpolicy") for image in page.iter("img")] == ["no-referrer"]


def test_every_picture_has_its_place_kept_its_words_and_its_credit() -> None:
    for page in pages_of(by_path(illustrated("local"))).values():
        for image in page.iter("img"):
            assert (image.get("width"), image.get("height"), image.get("alt")) == ("960", "640", "The ferry")
            caption = image.getparent().find("figcaption")
            assert "Ann <b>Berg</b> / Coast & Sons, The Post (licence)" in caption.text_content()
            assert "Made by a machine" in caption.text_content()


@pytest.mark.parametrize("show", ["link", "local"])
def test_what_a_publisher_says_of_a_picture_is_never_markup(show: str) -> None:
    hostile = '"><script>alert(1)</script>'
    image = Image(url="https://thepost.example/a.jpg?x=%22&y='", width=600, height=400, alt=hostile)
    edition = make_edition(make_ranked(make_report(make_article("A ferry", image=image))))
    state = replace(
        STATE, url=image.url, rights=Rights(creator=hostile, copyright=hostile, licence="javascript:alert(1)")
    )

    pages = pages_of(by_path(show_pictures(edition, ImageRules(show=show), states={image.url: state})))

    for page in pages.values():
        assert not scripts_of(page)
        assert not [address for address in addresses(page) if address.startswith("javascript")]
        assert {found.get("alt") for found in page.iter("img")} <= {hostile}


def test_feeds_carry_no_pictures() -> None:
    files = by_path(illustrated("link"))

    for path in ("site/feed.xml", "site/rss.xml", "site/feed.json"):
        assert b"ferry.jpg" not in files[path]


def test_a_picture_with_nothing_said_about_it_names_its_source() -> None:
    picture = Picture(url="https://thepost.example/a.jpg")
    edition = make_edition(make_ranked(make_report(make_article("A ferry"), picture=picture)))

    caption = pages_of(by_path(edition))["site/index.html"].find(".//figcaption")

    assert caption is not None
    assert caption.text_content() == "Picture: The Post"
