"""Which pictures are wanted, asked for, remembered and shown: decisions, without a network or a clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.make import NOON, at, make_article
from tests.render.editions import make_edition, make_ranked, make_report
from tidings.imagery import Image, Measured, Picture, PictureCopy, PictureState, Rights
from tidings.model import Edition
from tidings.pictures import (
    choose_due,
    find_bar,
    find_wanted,
    reservations_of,
    show_pictures,
    state_after,
    why_not_read,
)
from tidings.reading import PageImage, PageReading
from tidings.rules import ImageRules

LOCAL, LINK, NEVER = ImageRules(show="local"), ImageRules(show="link"), ImageRules()
URL = "https://thepost.example/ferry.jpg"
COPIES = (PictureCopy(path="images/a.webp", width=480, height=320),)
HERE = PictureState(
    url=URL, asked_at=NOON, copies=COPIES, rules="now", measured=Measured(format="jpeg", width=900, height=600)
)


def edition_of(*images: Image | None) -> Edition:
    """An edition whose stories' leads have these images."""
    return make_edition(
        *(
            make_ranked(
                make_report(make_article(f"Story {number}", url=f"https://thepost.example/{number}", image=image)),
                slug=f"s{number}",
                rank=number,
            )
            for number, image in enumerate(images, 1)
        )
    )


def shown(rules: ImageRules, image: Image, reading: PageReading | None = None) -> Picture | None:
    """What a page shows for a lead with this image."""
    edition = edition_of(image)
    article = edition.stories[0].lead.article
    pages = {article.id: reading} if reading else {}
    return show_pictures(edition, rules, states={URL: HERE}, readings=pages).stories[0].lead.picture


# ---------------------------------------------------------------- what publishers ask for


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("noimageindex", ("noimageindex",)),
        ("noindex, NoImageAI", ("noindex", "noimageai")),
        ("max-image-preview: none, noarchive", ("max-image-preview:none", "noarchive")),
        ("googlebot: noindex, noimageindex", ()),
        ("tidings: noimageindex", ("noimageindex",)),
        ("otherbot: noindex, tidings: noai", ("noai",)),
        ("unavailable_after: 25 Jun 2026 15:00:00 PST", ("unavailable_after:25 jun 2026 15:00:00 pst",)),
        (",,: ,", ()),
        ("", ()),
    ],
)
def test_what_a_header_reserves_for_us_is_understood(value: str, words: tuple[str, ...]) -> None:
    assert reservations_of([("x-robots-tag", value)]) == words


@pytest.mark.parametrize("word", ["noimageindex", "noimageai", "noai", "noarchive", "none", "max-image-preview: none"])
def test_words_that_forbid_copies_are_obeyed(word: str) -> None:
    assert find_bar(["index", word])


@pytest.mark.parametrize("word", ["index", "all", "nofollow", "nosnippet", "max-image-preview:large", "max-snippet:50"])
def test_words_about_something_else_forbid_no_copies(word: str) -> None:
    assert not find_bar([word])


def test_a_page_that_is_not_indexed_may_show_its_picture_but_a_picture_that_is_not_indexed_is_not_copied() -> None:
    assert not find_bar(["noindex"])
    assert find_bar(["noindex"], is_file=True) == "noindex"


def test_a_picture_whose_page_forbids_copies_is_neither_asked_for_nor_shown() -> None:
    reading = PageReading(url="https://thepost.example/1", reservations=("noimageai",))
    edition = edition_of(Image(url=URL))
    article = edition.stories[0].lead.article

    assert find_wanted(edition, LOCAL, {article.id: reading}) == {URL: "noimageai"}
    assert shown(LOCAL, Image(url=URL), reading) is None
    assert shown(LINK, Image(url=URL), reading) is None


# ---------------------------------------------------------------- what is asked for


def test_the_pictures_of_leads_are_wanted_by_rank_and_each_once() -> None:
    one, two = Image(url="https://a.example/1.jpg"), Image(url="https://a.example/2.jpg", width=1200, height=700)
    edition = edition_of(one, None, two, one, Image(url="ftp://a.example/3.jpg"))

    assert list(find_wanted(edition, LOCAL)) == [one.url, two.url]
    assert list(find_wanted(edition, replace(LOCAL, stories_max=2))) == [one.url]


@pytest.mark.parametrize(("width", "height"), [(50, 50), (199, 400), (1200, 90), (300, 1300), (1, 0)])
def test_logos_trackers_and_banners_are_not_wanted(width: int, height: int) -> None:
    assert not find_wanted(edition_of(Image(url=URL, width=width, height=height)), LOCAL)


def test_a_run_asks_for_so_many_and_the_next_for_the_rest() -> None:
    rules = replace(LOCAL, asked_per_run_max=2)
    wanted = ["a", "b", "c"]

    assert choose_due(wanted, {}, mark="now", now=NOON, rules=rules) == ["a", "b"]
    assert choose_due(wanted, {"a": HERE, "b": HERE}, mark="now", now=NOON, rules=rules) == ["c"]


def test_copies_of_another_make_are_made_anew() -> None:
    assert choose_due([URL], {URL: HERE}, mark="other", now=NOON, rules=LOCAL) == [URL]


def test_a_failure_is_tried_again_later_and_later() -> None:
    state, waits = None, []
    for _ in range(7):
        state = state_after(state, PictureState(url=URL, asked_at=NOON, reason="no answer"))
        assert state.next_due_at
        waits.append((state.next_due_at - NOON) / timedelta(hours=1))

    assert waits == [6, 12, 24, 48, 96, 168, 168]
    assert not choose_due([URL], {URL: state}, mark="now", now=at(167), rules=LOCAL)  # type: ignore[dict-item]
    assert choose_due([URL], {URL: state}, mark="now", now=at(168), rules=LOCAL)  # type: ignore[dict-item]


def test_what_will_hardly_change_waits_a_week_at_once() -> None:
    state = state_after(None, PictureState(url=URL, asked_at=NOON, reason="gone"), is_lasting=True)

    assert state.next_due_at == NOON + timedelta(days=7)


@pytest.mark.parametrize(
    ("measured", "words"),
    [
        (Measured(format="jpeg", width=6000, height=4200), "pixels"),
        (Measured(format="heic", width=600, height=400), "HEIC"),
        (Measured(format="png", width=48, height=48), "too narrow"),
        (Measured(format="png", width=1200, height=100), "too narrow"),
        (Measured(format="webp", width=1200, height=630), ""),
    ],
)
def test_what_is_not_worth_or_too_dangerous_to_unpack_is_not(measured: Measured, words: str) -> None:
    assert words in why_not_read(measured, LOCAL)
    assert bool(words) == bool(why_not_read(measured, LOCAL))


# ---------------------------------------------------------------- what is shown


def test_a_desk_that_says_nothing_shows_nothing() -> None:
    edition = edition_of(Image(url=URL))

    assert show_pictures(edition, NEVER, states={URL: HERE}) is edition


def test_a_linking_desk_shows_the_publishers_file_and_knows_of_no_copy() -> None:
    assert shown(LINK, Image(url=URL, width=900, height=600, alt="A ferry")) == Picture(
        url=URL, width=900, height=600, alt="A ferry"
    )


def test_a_linking_desk_shows_nothing_that_browsers_would_load_in_the_clear() -> None:
    assert shown(LINK, Image(url=URL.replace("https", "http"))) is None


def test_a_copying_desk_shows_copies_and_never_the_publishers_file() -> None:
    picture = shown(LOCAL, Image(url=URL))

    assert picture
    assert (picture.copies, picture.width) == (COPIES, 900)
    assert shown(LOCAL, Image(url="https://thepost.example/other.jpg")) is None


def test_what_the_page_says_of_a_picture_goes_before_what_its_file_says() -> None:
    image = PageImage(url=URL, alt="The ferry on the rock", credit="Ann Berg", licence="https://post.example/terms")
    reading = PageReading(url="https://thepost.example/1", image=image)
    state = replace(HERE, rights=Rights(creator="Camera", copyright="Camera 2026", generated="trainedAlgorithmicMedia"))
    edition = edition_of(Image(url=URL))
    article = edition.stories[0].lead.article

    told = show_pictures(edition, LOCAL, states={URL: state}, readings={article.id: reading}).stories[0].lead.picture

    assert told
    assert (told.alt, told.credit, told.licence) == ("The ferry on the rock", "Ann Berg", "https://post.example/terms")
    assert told.is_generated, "the file's word counts, whatever the page keeps to itself"


@pytest.mark.parametrize(
    ("rights", "line"),
    [
        (Rights(creator="Ann Berg", credit="Coast Photos", copyright="(c) Coast"), "Ann Berg / Coast Photos"),
        (Rights(creator="Ann Berg", credit="Ann Berg/Coast"), "Ann Berg/Coast"),
        (Rights(copyright="(c) Coast"), "(c) Coast"),
        (Rights(), ""),
    ],
)
def test_a_credit_names_the_maker_and_the_supplier_else_the_owner(rights: Rights, line: str) -> None:
    edition = edition_of(Image(url=URL))
    told = show_pictures(edition, LOCAL, states={URL: replace(HERE, rights=rights)}).stories[0].lead.picture

    assert told
    assert told.credit == line
