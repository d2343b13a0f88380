"""What runs the stages: the seam behind which another engine can stand.

A stage is a pure function; an engine decides where and when it is called.  ``LocalEngine`` is one
process with a job table in the desk's own database, a process pool where that pays, and a file lock
that dies with its process.  Nothing above this module knows which engine it has.
"""

from __future__ import annotations

import fcntl
import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import Protocol, TypeVar

from . import store
from .errors import DeskBusyError, StoreError

Item = TypeVar("Item")
Result = TypeVar("Result")

BATCHES_AHEAD = 3
"""Batches for each worker that are under way or ready: enough that none waits, few enough to stay small."""
OWN_AHEAD = 8
"""Batches that this process does itself while the others are at work: as many as their start takes, few enough to
stay small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of work: the same ``key`` is the same work, asked for once however often submitted."""

    key: str
    payload: bytes = b""
    partition: str = ""
    """Jobs of one partition (a host) must not run at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """An open job with the number it is finished by."""

    number: int
    key: str
    payload: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to work on a desk; ``fence`` goes up with every holder."""

    name: str
    fence: int


class Engine(Protocol):
    """The calls a stage's caller may make."""

    def submit(self, stage: str, jobs: Sequence[Job], *, not_before: datetime) -> None:
        """Ask for work; what was asked for already is not asked for again."""

    def claim(self, stage: str, *, now: datetime) -> list[Claimed]:
        """Open jobs, including those that a killed run left; finish each with its result."""

    def map_batches(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, batch_size: int, is_heavy: bool
    ) -> Iterator[Result]:
        """``function`` of every item, in order; ``is_heavy`` says that other processes would pay."""

    def lease(self, name: str, *, now: datetime) -> Lease:
        """Note who works on a desk; fails where somebody else does."""


class LocalEngine:
    """Everything in this process and the processes it starts."""

    def __init__(self, db: store.Database) -> None:
        self.db = db

    def submit(self, stage: str, jobs: Sequence[Job], *, not_before: datetime) -> None:
        """Write the jobs to the table."""
        store.save_jobs(self.db, stage, [(job.key, job.partition, job.payload) for job in jobs], not_before=not_before)

    def claim(self, stage: str, *, now: datetime) -> list[Claimed]:
        """Read the open ones; in one process, whoever asks may have them all."""
        rows = store.claim_jobs(self.db, stage, now=now)
        return [Claimed(number=number, key=key, payload=payload) for number, key, payload in rows]

    def map_batches(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, batch_size: int, is_heavy: bool
    ) -> Iterator[Result]:
        """In this process, and where that pays in others, too: all together as many as there are cores."""
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        if not is_heavy or cores < 2:
            yield from map(function, items)
            return
        others = cores - 1  # starting one costs as much as reading hundreds of feeds, and this one would only wait
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=others, mp_context=context, initializer=die_with_parent) as pool:
            for results in share(pool, function, batched(items, batch_size), ahead=others * BATCHES_AHEAD):
                yield from results

    def lease(self, name: str, *, now: datetime) -> Lease:
        """Write the row that tells who holds the lock."""
        return Lease(name=name, fence=store.take_lease(self.db, name, holder=f"process {os.getpid()}", now=now))


def batched(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """The items in groups, none taken before it is wanted."""
    rest = iter(items)
    return iter(lambda: tuple(islice(rest, size)), ())


def share(
    pool: ProcessPoolExecutor,
    function: Callable[[Item], Result],
    batches: Iterator[tuple[Item, ...]],
    *,
    ahead: int,
) -> Iterator[list[Result]]:
    """The results of batches in order: made by the pool, and by this process while the next one is not ready.

    ``pool.map`` would take all items at once, and with them every body that waits to be read.
    """
    theirs: deque[Future[list[Result]]] = deque()
    line: deque[Future[list[Result]] | list[Result]] = deque()
    while True:
        while len(theirs) < ahead and (batch := next(batches, ())):
            theirs.append(pool.submit(apply, function, batch))
            line.append(theirs[-1])
        if not line:
            return
        first = line[0]
        if isinstance(first, list):
            yield first
            line.popleft()
        elif not first.done() and len(line) < ahead + OWN_AHEAD and (batch := next(batches, ())):
            line.append(apply(function, batch))
        else:
            yield first.result()
            theirs.popleft()
            line.popleft()


def apply(function: Callable[[Item], Result], batch: Sequence[Item]) -> list[Result]:
    """``function`` of each of a batch: what a worker process does."""
    return [function(item) for item in batch]


def die_with_parent() -> None:
    """Let a worker end at once when the process that started it is killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def without_collection() -> Iterator[None]:
    """Python's search for cycles put off: what a step reckons for a whole history is kept to its end and has none, and
    looking through it again and again is a fifth of the work.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def hold_desk(folder: Path) -> Iterator[None]:
    """The desk's lock, for as long as the block runs; the system frees it if we are killed.

    Raises DeskBusyError, which names the process that holds it, and StoreError where the lock file
    cannot be made.
    """
    path = folder / "lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="ascii")
    except OSError as error:
        raise StoreError(
            f"locking the desk with {path}: {error.strerror}; mend the folder's rights or space"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DeskBusyError(busy_message(path)) from error
        note_holder(path)
        yield


def busy_message(path: Path) -> str:
    """Who holds the desk, and what can be done."""
    holder = path.read_text(encoding="ascii", errors="replace").strip() or "another process"
    return f"another run is at work on this desk ({holder} holds {path}); wait for it to end, or stop it"


def note_holder(path: Path) -> None:
    """Write our number into the lock file; a full disk must not matter to a lock."""
    try:
        path.write_text(f"process {os.getpid()}\n", encoding="ascii")
    except OSError:
        return
