"""Two hundred recorded feeds, asked three times: all is calm, and nothing is found that is not there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.pipeline.desks import run_desk
from tests.pipeline.test_recorded import MORNING, address, make_desk, pytestmark
from tidings import inquire
from tidings.cli.desks import read_desk

__all__ = ["address", "pytestmark"]


def test_recorded_feeds_raise_no_finding_when_they_are_asked_again(address: str, tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk", f"{address}/all.opml")

    reports = [run_desk(desk, MORNING + timedelta(hours=hours), ask_all=hours == 3) for hours in (0, 2, 3)]

    assert [finding for report in reports for finding in report.findings] == []
    with inquire.open_memory(desk) as db:
        health = inquire.feed_health(db, read_desk(desk), now=MORNING + timedelta(hours=3))
    assert len(health) == 200
    assert {feed.state for feed in health} == {"well"}
    assert all(feed.asked >= 2 and feed.unchanged >= 1 for feed in health)
