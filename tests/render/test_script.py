"""The one small script of the pages, run by a real browser in other time zones and at other times."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tidings.publish import publish
from tidings.render import render

from .editions import make_small
from .test_payloads import CHROMIUM, FLAGS, with_chromium

pytestmark = [pytest.mark.slow, with_chromium]
TIMES = re.compile(r'<time datetime="2026-03-20T18:00:00Z"(?: title="([^"]*)")?>([^<]*)</time>')


def shown(folder: Path, page: str, *, zone: str) -> str:
    """A page of a small edition as a browser in a time zone shows it."""
    publish(render(make_small()), folder)
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", (folder / "site" / page).resolve().as_uri()]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "TZ": zone}
    )
    assert "</footer>" in done.stdout, done.stderr[-500:]
    return done.stdout


def test_times_are_told_where_the_reader_is_and_the_mastheads_stay_in_the_tip(tmp_path: Path) -> None:
    told = TIMES.findall(shown(tmp_path, "index.html", zone="America/New_York"))

    assert ("20 March 2026, 19:00 CET", "20 March 2026 at 14:00 GMT-4") in told


def test_a_reader_at_home_sees_what_the_page_says(tmp_path: Path) -> None:
    told = TIMES.findall(shown(tmp_path, "index.html", zone="Europe/Oslo"))

    assert ("", "20 March 2026, 19:00 CET") in told


def test_an_old_front_page_says_that_it_is_old(tmp_path: Path) -> None:
    (note,) = re.findall(r'<p class="stale"[^>]*>', shown(tmp_path, "index.html", zone="UTC"))

    assert "hidden" not in note
