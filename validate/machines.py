"""The programs that validators need, looked for on this machine, and how they are run."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = Path(os.environ.get("TIDINGS_BENCH_SHARED", ROOT.parent / "shared"))
"""Recorded data and schemas: a folder beside the project."""
PACKAGES = HERE / "node_modules"
SECONDS_MAX = 1800
"""No validator may take longer."""
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
NODE_MAJOR_MIN = 20
"""The oldest that the locked packages run on."""


@cache
def find_chromium() -> str:
    """The browser's path, or empty; ``CHROMIUM`` in the environment names one."""
    named = os.environ.get("CHROMIUM", "")
    return named or next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), "")


@cache
def why_no_node() -> str:
    """Why packages of npm cannot be run here; empty: they can."""
    if not shutil.which("node"):
        return "node is not installed"
    version = run("node", "--version").stdout.strip()
    if int(version.lstrip("v").split(".")[0] or 0) < NODE_MAJOR_MIN:
        return f"node {version} is too old: {NODE_MAJOR_MIN} or newer"
    return "" if PACKAGES.is_dir() else "validate/node_modules is missing: `make validate` installs it"


def why_no_browser() -> str:
    """Why nothing can be looked at in a browser; empty: it can."""
    return why_no_node() or ("" if find_chromium() else "chromium is not installed (CHROMIUM=path names another)")


def why_no_java() -> str:
    """Why the Nu checker cannot be run; empty: it can."""
    return why_no_node() or ("" if shutil.which("java") else "java is not installed")


def run(
    *command: str, given: str = "", more: Mapping[str, str] | None = None, cwd: Path = HERE
) -> subprocess.CompletedProcess[str]:
    """Run a program and return what it said, whatever its exit status."""
    return subprocess.run(
        command,
        cwd=cwd,
        input=given,
        env=os.environ | dict(more or {}),
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )


def must_say(what: str, done: subprocess.CompletedProcess[str]) -> str:
    """What a program printed; a program that printed nothing ends everything, since silence is no verdict."""
    if not done.stdout.strip():
        raise SystemExit(
            f"running {what}: it said nothing and left with {done.returncode}: {done.stderr.strip()[-1500:]}"
        )
    return done.stdout


def pages_under(folder: Path, endings: Sequence[str] = (".html",)) -> list[str]:
    """Paths of files with one of these endings, sorted."""
    found = (path for path in folder.rglob("*") if path.suffix in endings and path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)
