"""Commands of the product as processes of their own, forked from one that has imported everything already.

To import the package takes longer than most commands do.  What a process is stays as it is: its own memory, folder,
environment, exit code and output; nothing of the test's own process is in it.  What hangs on how Python starts or
ends (signals, quotas, closed pipes) is started with ``python -m tidings``.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing.context import ForkServerContext
from pathlib import Path

PRELOADED = ["tests.pipeline.desks", "tidings.cli", "tests.processes"]
TERMINAL = {"COLUMNS": "140", "NO_COLOR": "1"}


def forkserver() -> ForkServerContext:
    """The one process that others are forked from."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def tidings(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command, carried out to its end; the environment is that of the test, and what is given."""
    words = [str(argument) for argument in arguments]
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder)
        process = forkserver().Process(
            target=be_tidings, args=(words, os.environ | TERMINAL | environment, Path.cwd(), said)
        )
        process.start()
        process.join()
        code = process.exitcode
        process.close()
        out, err = ((said / name).read_text(encoding="utf-8") for name in ("out", "err"))
    assert code is not None
    return subprocess.CompletedProcess(words, code, out, err)


def be_tidings(words: list[str], environment: Mapping[str, str], here: Path, said: Path) -> None:
    """What the process does: become the command."""
    os.chdir(here)
    os.environ.clear()
    os.environ.update(environment)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(said / name, os.O_WRONLY | os.O_CREAT), number)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
    sys.argv = ["tidings", *words]
    from tidings.cli import main

    try:
        main()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
