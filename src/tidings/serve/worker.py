"""The line run again and again beside the server, each time in a process of its own.

Its own process: serving goes on undisturbed, a run's memory is given back when it ends, and a run
that is stopped half way loses nothing.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from ..model import RunReport

SETTLE_S: Final = 60.0
"""After a push the line runs this much later at the earliest, so that a burst of them is one run."""
GOODBYE_S: Final = 30.0
"""How long a run may take to end once it is asked to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a run: its report, or its exit code and what it said."""

    report: RunReport | None
    exit_code: int
    said: str


def run_line(arguments: Sequence[str]) -> Outcome:
    """Run ``tidings`` with arguments that make it print a run report as JSON; a stop of ours stops it, too."""
    command = [sys.executable, "-m", "tidings", *arguments]
    with subprocess.Popen(  # noqa: S603  # our own program, and no shell
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as child:
        try:
            out, err = child.communicate()
        except BaseException:
            end(child)
            raise
    said = err.decode(errors="replace").strip()
    try:
        report = msgspec.json.decode(out, type=RunReport) if child.returncode == 0 else None
    except msgspec.DecodeError:
        report = None
    return Outcome(report=report, exit_code=child.returncode, said=said)


def end(child: subprocess.Popen[bytes]) -> None:
    """Let a run end as Ctrl-C would; one that does not is killed, which loses nothing either."""
    child.send_signal(signal.SIGINT)
    try:
        child.communicate(timeout=GOODBYE_S)
    except subprocess.TimeoutExpired:
        child.kill()


def keep_running(
    run: Callable[[], None], *, every_s: float, pushed: threading.Event, settle_s: float = SETTLE_S
) -> None:
    """Call ``run`` now and again ``every_s`` after each end, or soon after a push; never returns by itself."""
    while True:
        run()
        if pushed.wait(every_s):
            threading.Event().wait(min(settle_s, every_s))
            pushed.clear()
