"""The local engine: jobs that survive, processes that die together, one run at a time."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.make import NOON, at
from tidings import store
from tidings.engine import Job, LocalEngine, hold_desk
from tidings.errors import DeskBusyError, StoreError


@pytest.fixture
def db(tmp_path: Path) -> Iterator[store.Database]:
    with store.closing(store.open_database(tmp_path / "desk.sqlite3")) as db:
        yield db


def double(number: int) -> tuple[int, int]:
    return number * 2, os.getpid()


def test_the_same_work_is_asked_for_once(db: store.Database) -> None:
    engine = LocalEngine(db)
    for _ in range(2):
        engine.submit("gather", [Job(key="feed 1"), Job(key="feed 2")], not_before=NOON)

    assert [job.key for job in engine.claim("gather", now=NOON)] == ["feed 1", "feed 2"]


def test_a_claimed_job_that_was_not_finished_is_claimed_again(db: store.Database) -> None:
    engine = LocalEngine(db)
    engine.submit("gather", [Job(key="feed 1"), Job(key="feed 2")], not_before=NOON)
    first, _ = engine.claim("gather", now=NOON)
    store.finish_jobs(db, [first.number], now=NOON)

    assert [job.key for job in LocalEngine(db).claim("gather", now=NOON)] == ["feed 2"]


def test_a_job_is_not_started_before_its_time(db: store.Database) -> None:
    engine = LocalEngine(db)
    engine.submit("gather", [Job(key="feed 1")], not_before=at(1))

    assert engine.claim("gather", now=NOON) == []
    assert len(engine.claim("gather", now=at(1))) == 1


@pytest.mark.parametrize("is_heavy", [False, True])
def test_results_come_in_order_wherever_they_are_made(db: store.Database, is_heavy: bool) -> None:
    results = list(LocalEngine(db).map_batches(double, range(20), batch_size=3, is_heavy=is_heavy))

    assert [result for result, _ in results] == list(range(0, 40, 2))
    assert is_heavy == bool({pid for _, pid in results} - {os.getpid()}) or (os.cpu_count() or 1) < 2


def test_work_is_taken_only_a_little_ahead_so_that_not_all_of_it_is_in_memory(db: store.Database) -> None:
    taken: list[int] = []
    items = (taken.append(number) or number for number in range(10_000))  # type: ignore[func-returns-value]

    results = LocalEngine(db).map_batches(double, items, batch_size=2, is_heavy=True)
    next(results)
    results.close()  # type: ignore[attr-defined]

    assert len(taken) < 1000


def test_a_second_run_on_a_desk_is_told_who_is_at_work(tmp_path: Path) -> None:
    with hold_desk(tmp_path), pytest.raises(DeskBusyError, match=f"process {os.getpid()}"), hold_desk(tmp_path):
        pass


def test_two_desks_do_not_know_each_other(tmp_path: Path) -> None:
    with hold_desk(tmp_path / "one"), hold_desk(tmp_path / "two"):
        pass


def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    script = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        from tidings.engine import hold_desk
        with hold_desk(Path({str(tmp_path)!r})):
            os.kill(os.getpid(), signal.SIGKILL)
    """)
    subprocess.run([sys.executable, "-c", script], check=False)

    with hold_desk(tmp_path):
        pass


def test_a_lock_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match="locking the desk"), hold_desk(tmp_path / "file"):
        pass


def test_every_holder_gets_a_higher_fence(db: store.Database) -> None:
    engine = LocalEngine(db)

    assert engine.lease("desk", now=NOON).fence < engine.lease("desk", now=NOON).fence
