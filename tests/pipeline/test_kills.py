"""kill -9 at any moment, run again: the bytes of an undisturbed run."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest

from tests.pipeline.desks import EVENING, bytes_of, run_desk, start_desk

KILLS = 24
RUNS_MAX = 4 * KILLS


@pytest.mark.slow
def test_a_killed_run_loses_nothing_and_readers_never_see_half_a_site(morning_desk: Path, tmp_path: Path) -> None:
    before = bytes_of(morning_desk)
    calm = Path(shutil.copytree(morning_desk, tmp_path / "calm", symlinks=True))
    started = time.monotonic()
    process = start_desk(calm, EVENING)
    process.join()
    lasted = time.monotonic() - started
    after = bytes_of(calm)
    assert process.exitcode == 0
    assert before != after

    killed, number = 0, 0
    while killed < KILLS:
        number += 1
        assert number <= RUNS_MAX, f"{killed} kills of {KILLS} in {RUNS_MAX} runs: they end before we kill them"
        folder = Path(shutil.copytree(morning_desk, tmp_path / f"killed-{number}", symlinks=True))
        ended_s = kill_at_random(folder, lasted)
        killed += ended_s is None
        lasted = min(lasted, ended_s or lasted)
        site = {path for path in bytes_of(folder) if not path.startswith("records/")}
        shown = {path: digest for path, digest in bytes_of(folder).items() if path in site}
        assert shown in (
            {p: d for p, d in edition.items() if not p.startswith("records/")} for edition in (before, after)
        )

        run_desk(folder, EVENING)

        assert bytes_of(folder) == after
        shutil.rmtree(folder)


def kill_at_random(folder: Path, lasted_s: float) -> float | None:
    """Start a run and kill it some time before it would end; where it was too quick for us, the seconds it took."""
    started = time.monotonic()
    process = start_desk(folder, EVENING)
    process.join(timeout=random.uniform(0.02, lasted_s))
    took_s = time.monotonic() - started
    process.kill()
    process.join()
    return None if process.exitcode == -9 else took_s
