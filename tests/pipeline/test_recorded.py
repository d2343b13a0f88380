"""The whole line on the recorded web: 23 world-news feeds of one day, and 200 feeds of all sorts."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.make import make_article
from tests.pipeline.desks import bytes_of, run_desk
from tidings import inquire
from tidings.cluster import place
from tidings.config import parse_opml, starter_desk
from tidings.demo.measure import bcubed
from tidings.rules import ClusterRules
from tidings.urls import url_id

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
MORNING = datetime(2026, 2, 18, 6, 0, tzinfo=UTC)

pytestmark = [
    pytest.mark.recorded,
    pytest.mark.slow,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the recorded web (a folder `shared` beside the project) is missing"
    ),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The recorded web's server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("wire") / "wire.log"
    cache = Path(tempfile.gettempdir()) / "tidings-recorded-web"
    process = subprocess.Popen(
        [sys.executable, str(SHARED / "wire/serve.py"), "--port", str(port), "--log", str(log), "--latency", "0"],
        env=os.environ | {"TIDINGS_BENCH_CACHE": str(cache)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str) -> str:
    """The address, once somebody answers there."""
    for _ in range(300):
        try:
            with urlopen(f"{address}/clock"):
                return address
        except OSError:
            time.sleep(0.1)
    pytest.fail("the recorded web did not start")


def make_desk(folder: Path, opml_url: str) -> Path:
    """A desk of everything on a subscription list."""
    with urlopen(opml_url) as answer:
        feeds = parse_opml(answer.read(), file=opml_url)
    folder.mkdir()
    (folder / "desk.toml").write_text(starter_desk(title="Recorded", feeds=feeds), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def world_desk(address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of the 23 world-news feeds that has run once."""
    desk = make_desk(tmp_path_factory.mktemp("world") / "desk", f"{address}/world.opml")
    run_desk(desk, MORNING)
    return desk


def test_all_world_feeds_are_gathered_and_no_item_is_lost_without_a_reason(world_desk: Path) -> None:
    with inquire.open_memory(world_desk) as db:
        report = inquire.last_report(db)

    assert [feed.outcome for feed in report.feeds] == ["new"] * 23
    assert all(feed.entries_seen == feed.entries_kept + len(feed.drops) for feed in report.feeds)
    assert all(drop.reason for feed in report.feeds for drop in feed.drops)


def test_the_top_stories_are_events_that_many_outlets_report(world_desk: Path) -> None:
    with inquire.open_memory(world_desk) as db:
        top = inquire.last_edition(db).stories[:10]
    headlines = " | ".join(story.headline for story in top)

    assert all(story.sources_count >= 3 for story in top)
    assert "Iran" in headlines
    assert "Jesse Jackson" in headlines


def test_two_hours_later_everything_is_unchanged(world_desk: Path, tmp_path: Path) -> None:
    desk = Path(shutil.copytree(world_desk, tmp_path / "desk", symlinks=True))  # the other tests read the first run
    before = bytes_of(desk)

    report = run_desk(desk, MORNING + timedelta(hours=2), ask_all=True)

    assert [feed.outcome for feed in report.feeds] == ["unchanged"] * 23
    assert all(feed.detail == "answer 304" for feed in report.feeds)
    assert (report.files_written, report.is_changed) == (0, False)
    assert bytes_of(desk) == before


def test_two_hundred_feeds_of_all_sorts_run_through(address: str, tmp_path: Path) -> None:
    report = run_desk(make_desk(tmp_path / "desk", f"{address}/all.opml"), MORNING)

    assert len(report.feeds) == 200
    assert not [feed.feed_url for feed in report.feeds if feed.outcome == "failed"]
    assert all(feed.entries_seen == feed.entries_kept + feed.entries_known + len(feed.drops) for feed in report.feeds)
    assert sum(feed.entries_seen for feed in report.feeds) >= 6565


def test_stories_of_the_labelled_day_reach_the_baseline(capsys: pytest.CaptureFixture[str]) -> None:
    lines = (SHARED / "data/stories/world-dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    articles = [
        make_article(
            row["title"],
            url=row["link"],
            id=url_id(row["link"]),
            excerpt=row["summary"] or "",
            published=datetime.fromisoformat(row["published"]),
        )
        for row in rows
    ]
    found = {placement.article_id: placement.story_id for placement in place(articles, (), ClusterRules()).placements}
    precision, recall, f1 = bcubed([found[article.id] for article in articles], [row["story"] for row in rows])
    with capsys.disabled():
        print(f"\nlabelled day, development half: BCubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")

    assert f1 >= 0.92, "a TF-IDF average-linkage baseline reaches .92"
