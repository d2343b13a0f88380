"""The editions that are looked at: the demo's, and the recorded world's where the recording is there."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

from findings import Site
from machines import ROOT, SHARED, run
from tidings import pipeline
from tidings.config import parse_desk, parse_opml

BUILD = ROOT / "build/validate"
WORLD_HOME = "https://world.example"
"""The address that the world's edition gets: sitemaps and canonical links need one."""
RECORDED_AT = datetime(2026, 2, 18, 12, 0, tzinfo=UTC)
"""When the feeds were recorded, so that their news is of today."""
STARTS_WITHIN_S = 60
SITE_ADDRESS = re.compile(r"http://\S+/")


def make_demo() -> Path:
    """The folder of the demo's edition."""
    folder = BUILD / "demo"
    done = run(sys.executable, "-m", "tidings", "demo", "--dir", str(folder), "--seed", "1", cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"making the demo: {done.stderr.strip()[-1500:]}")
    return folder


def why_no_world() -> str:
    """Why the world's edition cannot be made; empty: it can."""
    return (
        "" if (SHARED / "wire/serve.py").is_file() else f"the recorded web is not in {SHARED.name}/ beside the project"
    )


def make_world() -> Path:
    """The folder of an edition made of the recorded world feeds by the rules and topics of ``desks/world``."""
    folder = BUILD / "world"
    path = ROOT / "desks/world/desk.toml"
    desk = parse_desk(path.read_text(encoding="utf-8"), file=path.name)
    with recorded_web() as address, urlopen(f"{address}/world.opml") as answer:
        feeds = parse_opml(answer.read(), file="world.opml")
        desk = replace(desk, masthead=replace(desk.masthead, url=WORLD_HOME), feeds=feeds)
        with pipeline.open_newsroom(desk, folder, now=RECORDED_AT) as room:
            pipeline.run(room, ask_all=True)
    return folder


@contextlib.contextmanager
def recorded_web() -> Iterator[str]:
    """The recorded web without faults on a free port: its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(SHARED / "wire/serve.py"), "--port", str(port), "--latency", "0"]
    cache = {"TIDINGS_BENCH_CACHE": str(BUILD / "recorded")}
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=cache | os.environ, cwd=ROOT
    )
    try:
        yield wait_for(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> str:
    """The address, once somebody answers there."""
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urlopen(f"{address}/clock"):
            return address
        time.sleep(0.1)
    raise SystemExit("starting the recorded web: it does not answer")


@contextlib.contextmanager
def served(name: str, folder: Path, *, shots: str) -> Iterator[Site]:
    """An edition as ``tidings serve`` shows it, for the length of the block."""
    command = [sys.executable, "-m", "tidings", "serve", str(folder), "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        found = SITE_ADDRESS.search(line)
        if not found:
            raise SystemExit(f"serving {name}: it said {line.strip()!r} instead of an address")
        where = (folder / "site").resolve()
        yield Site(name=name, folder=where, base=found[0], home=home_of(where), shots=shots)
    finally:
        process.terminate()
        process.wait()


def home_of(site: Path) -> str:
    """The address that a site names as its own; empty: it names none."""
    found = re.search(r'rel="canonical" href="([^"]*)"', (site / "index.html").read_text(encoding="utf-8"))
    return found[1].rstrip("/") if found else ""
