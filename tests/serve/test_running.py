"""The line run again and again beside a server, and what is told of it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from tidings.cli.serving import in_a_line, tell_run, warning
from tidings.model import FeedReport, RunReport
from tidings.serve import Outcome, keep_running

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
ASKED = FeedReport(feed_url="https://a.example/", outcome="new")
FAILED = FeedReport(feed_url="https://b.example/", outcome="failed", detail="no answer")


def done(**fields: object) -> Outcome:
    """A run that came to its end."""
    report = RunReport(started_at=NOW, **fields)  # type: ignore[arg-type]
    return Outcome(report=report, exit_code=0, said="")


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        (done(), ""),
        (done(feeds=(FeedReport(feed_url="https://a.example/"),)), ""),
        (done(feeds=(ASKED,)), "1 feed asked; 0 new articles; no new edition"),
        (
            done(feeds=(ASKED, FAILED), articles_new=3, edition_number=7, stories_count=41, is_changed=True),
            "2 feeds asked, 1 failed; 3 new articles; edition 7, 41 stories",
        ),
        (
            Outcome(report=None, exit_code=3, said=""),
            "another run is at work on the desk; it is run again in 15 minutes",
        ),
        (
            Outcome(report=None, exit_code=2, said="error: desk.toml:3: no"),
            "the run failed; it is run again in 15 minutes: error: desk.toml:3: no",
        ),
    ],
)
def test_a_run_is_told_in_a_line_and_one_without_events_not_at_all(outcome: Outcome, line: str) -> None:
    assert in_a_line(outcome, every_s=900) == line


def test_what_hubs_said_is_told_below_it(capsys: pytest.CaptureFixture[str]) -> None:
    tell_run([], every_s=900, run=lambda _: done(push_lines=("told the hub of 3 changed feeds",)))

    assert capsys.readouterr().err.strip() == "told the hub of 3 changed feeds"


@pytest.mark.parametrize(("host", "is_warned"), [("127.0.0.1", False), ("::1", False), ("0.0.0.0", True)])
def test_letting_others_in_is_told(host: str, is_warned: bool) -> None:
    assert ("everybody" in warning(host)) is is_warned


class EnoughError(Exception):
    """Ends what would never end."""


def test_a_push_runs_the_line_before_its_time() -> None:
    runs, pushed = [], threading.Event()

    def run() -> None:
        runs.append(pushed.is_set())
        pushed.set()  # a hub calls while the line runs
        if len(runs) == 3:
            raise EnoughError

    with pytest.raises(EnoughError):
        keep_running(run, every_s=3600, pushed=pushed, settle_s=0)

    assert runs == [False, False, False], "each push counts once"
