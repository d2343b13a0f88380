"""The whole line on a real wire."""

from __future__ import annotations

import json
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from tests.pipeline.desks import EVENING, MORNING, bytes_of, run_desk, write_desk
from tidings import inquire
from tidings.demo import DemoWire, World, make_world, spam_urls, truth_by_url
from tidings.demo.measure import bcubed
from tidings.errors import NotFoundError, PublishError
from tidings.explain import tell


def files_and_times(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every output file: any rewriting shows."""
    found = [*(folder / ".releases").rglob("*"), *(folder / "records").rglob("*")]
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found if path.is_file()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_stories_match_the_worlds_own_truth(seed: int, tmp_path: Path) -> None:
    world = make_world(seed, ends_at=EVENING)
    with DemoWire(world) as wire:
        folder = write_desk(tmp_path, world, wire)
        for moment in (MORNING, EVENING):
            wire.at = moment
            run_desk(folder, moment)
    with inquire.open_memory(folder) as db:
        found = inquire.story_by_url(db)
    truth = {url: event for url, event in truth_by_url(world).items() if url in found}
    urls = sorted(truth)

    assert len(urls) > 100
    assert bcubed([found[url] for url in urls], [truth[url] for url in urls])[2] >= 0.95


def test_no_item_is_lost_without_a_reason(desk: Path) -> None:
    report = run_desk(desk, EVENING)

    asked = [feed for feed in report.feeds if feed.outcome in ("new", "unchanged")]
    assert asked
    assert all(feed.entries_seen == feed.entries_kept + feed.entries_known + len(feed.drops) for feed in asked)
    assert all(drop.reason for feed in asked for drop in feed.drops)


def test_one_bad_feed_does_not_stop_the_rest(desk: Path) -> None:
    report = run_desk(desk, EVENING)

    failed = {feed.detail for feed in report.feeds if feed.outcome == "failed"}
    assert len(failed) >= 2, "the world has an HTML page for a feed, and one that is not there"
    assert report.stories_count > 20


def test_spam_is_held(evening_desk: Path, world: World) -> None:
    with inquire.open_memory(evening_desk) as db:
        seen = [url for url in sorted(spam_urls(world)) if url in inquire.story_by_url(db)]
        cases = [inquire.explain(db, url).article for url in seen]
    outcomes = {case.verdict.outcome for case in cases if case and case.verdict}
    assert outcomes <= {"held", "refused"}
    assert outcomes


def test_running_again_asks_nobody_and_writes_nothing(evening_desk: Path, wire: DemoWire) -> None:
    before = files_and_times(evening_desk)
    wire.requests.clear()

    again = run_desk(evening_desk, EVENING)

    assert wire.requests == []
    assert (again.files_written, again.files_removed) == (0, 0)
    assert files_and_times(evening_desk) == before


def test_an_hour_later_only_conditional_requests_are_made_and_nothing_is_written(
    evening_desk: Path, wire: DemoWire
) -> None:
    before = files_and_times(evening_desk)
    wire.requests.clear()

    again = run_desk(evening_desk, EVENING + timedelta(hours=2))

    answered = [request for request in wire.requests if request.status != 404]
    assert {request.status for request in answered if "html" not in request.path} <= {304, 200}
    assert [request for request in answered if request.status == 304]
    assert all(has_validator(request.headers) for request in answered if request.status == 304)
    assert not again.is_changed
    assert files_and_times(evening_desk) == before


def test_a_desk_that_has_nothing_new_for_days_says_so_and_keeps_its_last_good_edition(evening_desk: Path) -> None:
    before = bytes_of(evening_desk)

    soon, late = (run_desk(evening_desk, EVENING + timedelta(hours=hours)) for hours in (1, 50))

    assert (soon.stale_since, late.stale_since) == (None, EVENING)
    assert bytes_of(evening_desk) == before


def has_validator(headers: object) -> bool:
    text = str(headers).lower()
    return "if-none-match" in text or "if-modified-since" in text


def test_asking_all_asks_conditionally(evening_desk: Path, wire: DemoWire) -> None:
    wire.requests.clear()

    report = run_desk(evening_desk, EVENING + timedelta(minutes=1), ask_all=True)

    assert len(wire.requests) == len(report.feeds)
    assert not report.is_changed


@pytest.mark.parametrize("gone", ["site", ".releases", "records"])
def test_deleted_output_comes_back_byte_for_byte(evening_desk: Path, gone: str) -> None:
    before = bytes_of(evening_desk)
    path = evening_desk / gone
    path.unlink() if path.is_symlink() else shutil.rmtree(path)

    run_desk(evening_desk, EVENING)

    assert bytes_of(evening_desk) == before


def test_the_same_input_and_clock_give_the_same_bytes(desk: Path, tmp_path: Path) -> None:
    twin = Path(shutil.copytree(desk, tmp_path / "twin"))

    for folder in (desk, twin):
        run_desk(folder, EVENING)

    assert bytes_of(desk) == bytes_of(twin)


def test_the_steps_one_by_one_give_what_a_run_gives(desk: Path, tmp_path: Path) -> None:
    from tidings import pipeline
    from tidings.config import parse_desk

    twin = Path(shutil.copytree(desk, tmp_path / "twin"))
    run_desk(desk, EVENING)

    for step in pipeline.STEPS:
        with pipeline.open_newsroom(parse_desk((twin / "desk.toml").read_text()), twin, now=EVENING) as room:
            getattr(pipeline, f"{step}_step")(room)

    assert bytes_of(twin) == bytes_of(desk)


def test_two_desks_run_side_by_side(desk: Path, tmp_path: Path) -> None:
    twin = Path(shutil.copytree(desk, tmp_path / "twin"))
    threads = [threading.Thread(target=run_desk, args=(folder, EVENING)) for folder in (desk, twin)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert bytes_of(desk) == bytes_of(twin)


def test_an_output_folder_elsewhere_leaves_the_desk_folder_alone(desk: Path, tmp_path: Path) -> None:
    run_desk(desk, EVENING, out=tmp_path / "www")

    assert (tmp_path / "www/site/index.html").is_file()
    assert not (desk / "site").exists()


def test_an_output_that_cannot_be_written_loses_no_news(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "www").write_text("in the way")
    with pytest.raises(PublishError):
        run_desk(desk, EVENING, out=tmp_path / "www")

    assert run_desk(desk, EVENING).stories_count > 20


def test_explain_tells_the_whole_way_of_a_story(evening_desk: Path) -> None:
    with inquire.open_memory(evening_desk) as db:
        slug = inquire.last_edition(db).stories[0].slug
        explanation = inquire.explain(db, slug)
        told = tell(explanation)

    for heading in (
        "Where it came from",
        "Why it is in its story",
        "Kind",
        "Quality",
        "Verdict",
        "Story",
        "Its articles",
    ):
        assert heading in told
    assert explanation.story
    assert explanation.story.rank == 1


def test_explain_knows_what_was_left_out(desk: Path) -> None:
    report = run_desk(desk, EVENING)
    dropped = [drop for feed in report.feeds for drop in feed.drops]
    assert dropped

    with inquire.open_memory(desk) as db, pytest.raises(NotFoundError, match="no feed of this desk"):
        inquire.explain(db, "https://nowhere.example/x")


def test_a_mistyped_slug_is_answered_with_the_nearest(evening_desk: Path) -> None:
    with inquire.open_memory(evening_desk) as db:
        slug = inquire.last_edition(db).stories[0].slug
        with pytest.raises(NotFoundError, match=slug):
            inquire.explain(db, slug[:-1] + "x")


def test_the_api_says_what_the_edition_says(evening_desk: Path) -> None:
    listed = json.loads((evening_desk / "site/api/v1/stories.json").read_text())
    with inquire.open_memory(evening_desk) as db:
        edition = inquire.last_edition(db)
    assert [story["slug"] for story in listed["stories"]] == [story.slug for story in edition.stories]


def test_nothing_has_run_yet_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="tidings run"), inquire.open_memory(tmp_path):
        pass
