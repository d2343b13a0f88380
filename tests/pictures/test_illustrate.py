"""The whole line with pictures: a real server, a real database, real files, each policy."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest

from tests.fetch.site import Site, answer, open_site
from tests.make import NOON
from tidings import illustrate, inquire, orders, pipeline, store
from tidings.errors import FetchError
from tidings.imagery import PicturesReport, PictureState
from tidings.model import Desk, Feed, Masthead, RunReport
from tidings.reading import PageReading
from tidings.rules import FetchRules, ImageRules, Rules

from .files import make_bomb, make_exif, make_file, make_xmp

HOUR = timedelta(hours=1)
LOCAL, LINK, NEVER = ImageRules(show="local"), ImageRules(show="link"), ImageRules()
FERRY = "/ferry.jpg"


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


def picture(body: bytes, **headers: str) -> bytes:
    return answer(200, body, Content_Type="image/jpeg", **headers)


def make_desk(site: Site, images: ImageRules, *paths: str, base: str = "") -> Desk:
    """A desk with a feed of one story for each picture."""
    items = "".join(
        f"<item><title>{headline}</title><guid>{number}</guid>"
        f"<link>https://post.example/{number}</link><description>{' '.join([headline] * 3)}.</description>"
        f"<pubDate>{NOON - HOUR * (number + 1):%a, %d %b %Y %H:%M:%S GMT}</pubDate>"
        f'<media:content medium="image" url="{escape(base or site.url(""))}{path}"/></item>'
        for number, (path, headline) in enumerate(zip(paths, HEADLINES, strict=False))
    )
    feed = f'<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Post</title>{items}</channel></rss>'
    url = site.says("/feed", answer(200, feed.encode(), Content_Type="application/rss+xml"))
    rules = Rules(fetch=FetchRules(host_gap_s=0, page_gap_s=0, private_hosts=("127.0.0.1",), total_timeout_s=20))
    masthead = Masthead(title="Isles", contact="desk@isles.example")
    return Desk(masthead=masthead, feeds=(Feed(url=url),), images=images, rules=rules)


HEADLINES = (
    "Ferry runs aground near Skell lighthouse",
    "Parliament adopts fisheries budget narrowly",
    "Bakery chain recalls walnut loaves",
    "Glacier museum reopens after restoration",
    "Striker signs record contract abroad",
    "Tunnel drilling halted by groundwater",
    "Orchestra appoints youngest conductor ever",
    "Wolves return to northern forests",
    "Central bank holds interest rates",
    "Vaccine trial enrols thousand volunteers",
)


def run(desk: Desk, folder: Path, hours: float = 0) -> RunReport:
    with pipeline.open_newsroom(desk, folder, now=NOON + HOUR * hours) as room:
        return pipeline.run(room)


def pictures_on_disk(folder: Path) -> list[Path]:
    """Every picture below a folder, by its first bytes."""
    files = [path for path in folder.rglob("*") if path.is_file() and "sqlite" not in path.name]
    return [path for path in files if path.read_bytes()[:12][8:] == b"WEBP" or path.read_bytes()[:3] == b"\xff\xd8\xff"]


def has_pictures_in_database(folder: Path) -> bool:
    """Some copy's bytes are anywhere in the database or the files beside it."""
    files = (folder / inquire.STATE_FOLDER).glob("desk.sqlite3*")
    return any(re.search(rb"RIFF....WEBPVP8", path.read_bytes(), re.DOTALL) for path in files)


def asked_for(site: Site) -> list[str]:
    return [path for path in site.paths if path not in ("/feed", "/robots.txt")]


# ---------------------------------------------------------------- the three policies


@pytest.mark.parametrize("images", [NEVER, LINK])
def test_a_desk_that_keeps_no_copies_asks_for_none_and_has_none(site: Site, tmp_path: Path, images: ImageRules) -> None:
    site.says(FERRY, picture(make_file()))

    report = run(make_desk(site, images, FERRY), tmp_path)

    assert asked_for(site) == []
    assert pictures_on_disk(tmp_path) == []
    assert not has_pictures_in_database(tmp_path)
    assert report.pictures == PicturesReport()


def test_a_silent_desk_has_pages_without_pictures(site: Site, tmp_path: Path) -> None:
    run(make_desk(site, NEVER, FERRY), tmp_path)

    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert "img-src 'self';" in page


def test_a_linking_desk_shows_the_publishers_file_and_lets_browsers_load_it(site: Site, tmp_path: Path) -> None:
    run(make_desk(site, LINK, FERRY, base="https://post.example"), tmp_path)

    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert '<img src="https://post.example/ferry.jpg"' in page
    assert 'referrerpolicy="no-referrer"' in page
    assert "img-src 'self' https:;" in page


def test_a_copying_desk_shows_small_copies_with_their_size_and_credit(site: Site, tmp_path: Path) -> None:
    xmp = make_xmp("<photoshop:Credit>Coast &amp; Sons</photoshop:Credit>")
    site.says(FERRY, picture(make_file("jpeg", 1600, 900, xmp=xmp, exif=make_exif(Artist="Ann Berg"))))

    report = run(make_desk(site, LOCAL, FERRY), tmp_path)

    assert report.pictures == PicturesReport(wanted=1, asked=1, copied=1, shown=1)
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    found = re.search(
        r'<img src="(images/\w+\.webp)" srcset="\1 480w, (images/\w+\.webp) 960w" sizes="[^"]+" width="960" height="540"',
        page,
    )
    assert found
    assert "Picture: Ann Berg / Coast &amp; Sons, " in page
    assert site.url("") not in page
    assert "img-src 'self';" in page
    for path in found.groups():
        assert (tmp_path / "site" / path).read_bytes()[8:12] == b"WEBP"
    (record,) = (tmp_path / "records").glob("*.md")
    assert "isCached: true" in record.read_text(encoding="utf-8")
    story = next((tmp_path / "site/stories").glob("*.html")).read_text(encoding="utf-8")
    assert '<img src="../images/' in story


def test_pages_further_down_load_their_pictures_when_they_are_looked_at(site: Site, tmp_path: Path) -> None:
    paths = [f"/{number}.jpg" for number in range(5)]
    for number, path in enumerate(paths):
        site.says(path, picture(make_file(seed=number)))

    run(make_desk(site, LOCAL, *paths), tmp_path)

    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert page.count('loading="eager"') == 1
    assert page.count('loading="lazy"') == 4


# ---------------------------------------------------------------- asking


def test_pictures_are_asked_for_once_and_only_where_robots_txt_lets_us(site: Site, tmp_path: Path) -> None:
    site.says("/robots.txt", answer(200, b"User-agent: tidings\nDisallow: /private/\n"))
    site.says(FERRY, picture(make_file()))
    site.says("/private/x.jpg", picture(make_file()))
    desk = make_desk(site, LOCAL, FERRY, "/private/x.jpg")

    first = run(desk, tmp_path)
    again = run(desk, tmp_path, 2)

    assert asked_for(site) == [FERRY]
    assert site.paths.count("/robots.txt") == 1
    ((url, reason),) = first.pictures.failures
    assert url.endswith("/private/x.jpg")
    assert "robots.txt asks programs not to read" in reason
    assert (again.pictures.asked, again.pictures.shown, again.pictures.failures) == (0, 1, ())


def test_pictures_are_asked_for_as_pictures_without_cookie_or_referrer(site: Site, tmp_path: Path) -> None:
    site.says(FERRY, picture(make_file()))

    run(make_desk(site, LOCAL, FERRY), tmp_path)

    headers = next(asked.headers for asked in site.asked if asked.path == FERRY)
    assert headers["accept"].startswith("image/webp")
    assert headers["user-agent"].startswith("Tidings/")
    assert not {"cookie", "referer"} & headers.keys()


@pytest.mark.parametrize("word", ["noimageindex", "noimageai", "noindex", "tidings: noai"])
def test_a_publisher_that_refuses_copies_has_none_made(site: Site, tmp_path: Path, word: str) -> None:
    site.says(FERRY, picture(make_file(), X_Robots_Tag=word))

    report = run(make_desk(site, LOCAL, FERRY), tmp_path)

    assert "its publisher refuses copies" in report.pictures.failures[0][1]
    assert pictures_on_disk(tmp_path) == []
    assert not has_pictures_in_database(tmp_path)


def test_a_page_that_refuses_copies_keeps_its_picture_from_being_asked_for(site: Site, tmp_path: Path) -> None:
    site.says(FERRY, picture(make_file()))
    desk = make_desk(site, NEVER, FERRY)
    run(desk, tmp_path)
    desk = replace(desk, images=LOCAL)

    with pipeline.open_newsroom(desk, tmp_path, now=NOON) as room:
        studio = illustrate.Studio(db=room.db, desk=desk, now=NOON, fetch=room.fetch, tell=room.tell)
        report = illustrate.illustrate(
            studio, find_reading=lambda article: PageReading(url=article.url, reservations=("noimageindex",))
        )

    assert report == PicturesReport()
    assert asked_for(site) == []


# ---------------------------------------------------------------- bad pictures

BAD: dict[str, tuple[Any, str]] = {
    "/gone.jpg": (answer(404), "there is no picture at this address (404)"),
    "/page.jpg": (answer(200, b"<!doctype html><p>Log in"), "a web page instead of a picture"),
    "/drawing.svg": (answer(200, b'<svg xmlns="http://www.w3.org/2000/svg"/>'), "an SVG drawing"),
    "/bomb.png": (answer(200, make_bomb(20_000)), "20000 by 20000 pixels"),
    "/half.jpg": (answer(200, make_file("jpeg", 900, 600)[:9000]), "damaged or cut off"),
    "/large.jpg": (answer(200, b"\xff\xd8\xff" + b"\0" * 400_000), "larger than 300000 bytes"),
    "/logo.png": (answer(200, make_file("png", 64, 64)), "too narrow"),
    "/away.jpg": (answer(302, Location="http://169.254.169.254/latest"), "may not lead"),
    "/empty.jpg": (answer(200), "it is empty"),
}


def test_bad_pictures_are_lines_of_the_report_and_the_news_goes_out(site: Site, tmp_path: Path) -> None:
    site.says(FERRY, picture(make_file()))
    for path, (said, _) in BAD.items():
        site.says(path, said)
    desk = make_desk(site, replace(LOCAL, bytes_max=300_000), FERRY, *BAD)

    report = run(desk, tmp_path)

    reasons = {url.removeprefix(site.url("")): reason for url, reason in report.pictures.failures}
    assert reasons.keys() == BAD.keys()
    assert {path: words for path, (_, words) in BAD.items() if words not in reasons[path]} == {}
    assert (report.published_count, report.pictures.shown) == (10, 1)
    assert len(pictures_on_disk(tmp_path / "site")) == 2


def test_failures_are_remembered_and_waited_for(site: Site, tmp_path: Path) -> None:
    site.says("/busy.jpg", answer(500))
    desk = make_desk(site, LOCAL, "/busy.jpg")

    for hours in (0, 1, 5.9):
        run(desk, tmp_path, hours)
    assert asked_for(site) == ["/busy.jpg"]

    site.says("/busy.jpg", picture(make_file()))
    assert run(desk, tmp_path, 6.1).pictures.copied == 1
    assert asked_for(site) == ["/busy.jpg"] * 2


def test_a_run_that_was_cut_short_goes_on_where_it_was(site: Site, tmp_path: Path) -> None:
    paths = [f"/{number}.jpg" for number in range(3)]
    for path in paths:
        site.says(path, picture(make_file()))
    desk = make_desk(site, LOCAL, *paths)

    def stop(step: str, done: int, *_: object, **__: object) -> None:
        if step == "illustrate" and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), pipeline.open_newsroom(desk, tmp_path, now=NOON, tell=stop) as room:
        pipeline.run(room)
    report = run(desk, tmp_path, 0.1)

    assert (report.pictures.asked, report.pictures.shown) == (1, 3)
    assert sorted(set(asked_for(site))) == paths


# ---------------------------------------------------------------- what is thrown away


def test_the_same_picture_at_two_addresses_is_kept_once(site: Site, tmp_path: Path) -> None:
    for path in (FERRY, "/again.jpg"):
        site.says(path, picture(make_file()))

    report = run(make_desk(site, LOCAL, FERRY, "/again.jpg"), tmp_path)

    assert report.pictures.shown == 2
    assert len(list((tmp_path / "site/images").iterdir())) == 2


def test_a_desk_that_stops_copying_has_no_copy_left_anywhere(site: Site, tmp_path: Path) -> None:
    site.says(FERRY, picture(make_file()))
    desk = make_desk(site, LOCAL, FERRY)
    run(desk, tmp_path)
    assert pictures_on_disk(tmp_path)
    assert has_pictures_in_database(tmp_path)

    report = run(replace(desk, images=NEVER), tmp_path, 0.1)

    assert report.pictures.removed == 2
    assert pictures_on_disk(tmp_path) == [], "nor in the release before"
    assert not has_pictures_in_database(tmp_path)
    assert "<img" not in (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_a_spiked_storys_picture_goes_with_it(site: Site, tmp_path: Path) -> None:
    site.says(FERRY, picture(make_file()))
    desk = make_desk(site, LOCAL, FERRY)
    run(desk, tmp_path)
    with pipeline.open_newsroom(desk, tmp_path, now=NOON) as room:
        slug = inquire.last_edition(room.db).stories[0].slug
        orders.give_order(room.db, "spike", slug, who="Ada", why="its owner asked", now=NOON)

    run(desk, tmp_path, 0.1)

    assert pictures_on_disk(tmp_path) == []
    assert not has_pictures_in_database(tmp_path)


def test_nothing_changes_on_disk_when_nothing_is_new(site: Site, tmp_path: Path) -> None:
    site.says(FERRY, picture(make_file()))
    desk = make_desk(site, LOCAL, FERRY)
    run(desk, tmp_path)

    again = run(desk, tmp_path, 0.1)

    assert (again.files_written, again.files_removed, again.is_changed) == (0, 0, False)
    assert (again.pictures.shown, again.pictures.removed) == (1, 0)
    assert len(pictures_on_disk(tmp_path / "site")) == 2


def test_failures_of_pictures_that_nobody_wants_are_forgotten_in_a_month(tmp_path: Path) -> None:
    with store.closing(store.open_database(tmp_path / "desk.sqlite3")) as db:
        state = PictureState(url="https://a.example/1.jpg", asked_at=NOON, reason="gone")
        store.save_picture(db, state)
        store.prune_pictures(db, (), now=NOON + timedelta(days=29))
        assert store.load_picture_states(db) == {state.url: state}
        store.prune_pictures(db, (), now=NOON + timedelta(days=31))
        assert store.load_picture_states(db) == {}


# ---------------------------------------------------------------- without Pillow


def test_without_pillow_the_report_says_how_to_get_it_and_the_news_goes_out(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tidings.illustrate.is_equipped", lambda: False)
    desk = make_desk(site, LOCAL, FERRY)

    report = run(desk, tmp_path)

    assert "pip install 'tidings[images]'" in report.pictures.note
    assert report.published_count == 1
    assert asked_for(site) == []
    assert "pip install" in illustrate.what_is_missing(desk)
    assert illustrate.what_is_missing(replace(desk, images=NEVER)) == ""


def test_the_database_keeps_bytes_in_one_place_alone(site: Site, tmp_path: Path) -> None:
    site.says(FERRY, picture(make_file()))
    run(make_desk(site, LOCAL, FERRY), tmp_path)

    with store.closing(sqlite3.connect(tmp_path / ".tidings/desk.sqlite3")) as db:
        told = {name for (_, name, kind, *_) in db.execute("PRAGMA table_info(rendered)") if kind == "BLOB"}
        kept = [path for (path,) in db.execute("SELECT path FROM picture_files")]

    assert told == set()
    assert len(kept) == 2


def test_a_host_that_wants_no_more_today_is_no_failure_of_the_picture() -> None:
    tired = FetchError(
        "https://a.example/1.jpg", "not asked: it has had its share", retry_after_s=7200, kind="not asked"
    )
    before = PictureState(url="https://a.example/1.jpg", asked_at=NOON, failures=2, reason="no answer")

    state = illustrate.failed(tired, before, now=NOON)

    assert (state.failures, state.next_due_at) == (2, NOON + timedelta(hours=2))
