"""What chromium shows: axe, reflow, keyboard, console, requests, and Lighthouse."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from findings import Check, Fault, Site, skipped
from machines import find_chromium, must_say, pages_under, run, why_no_browser

TOOLS = ("axe", "reflow", "keyboard", "console", "requests")
LEAST_POINTS = 99
"""Wanted in each of Lighthouse's categories."""
LEADS_ELSEWHERE = re.compile(r'http-equiv="refresh"')


def kinds_of_pages(site: Site) -> list[str]:
    """Pages of every kind: those at the top, and of each folder its index, its largest and its smallest."""
    pages = [page for page in pages_under(site.folder) if not leads_elsewhere(site.folder / page)]
    chosen = [page for page in pages if "/" not in page]
    for folder in sorted({page.rpartition("/")[0] for page in pages if "/" in page}):
        inside = [page for page in pages if page.rpartition("/")[0] == folder]
        inside.sort(key=lambda page: (site.folder / page).stat().st_size)
        chosen += [page for page in inside if page.endswith("/index.html")] + [inside[-1], inside[0]]
    return [page.removesuffix("index.html") if page == "index.html" else page for page in dict.fromkeys(chosen)]


def leads_elsewhere(path: Path) -> bool:
    """A page that sends its readers on."""
    return bool(LEADS_ELSEWHERE.search(path.read_text(encoding="utf-8")))


def typical_pages(site: Site) -> list[str]:
    """The front page, and the largest story's and topic's: what is measured for speed."""
    largest = [
        max(pages, key=lambda page: (site.folder / page).stat().st_size)
        for folder in ("stories", "topics")
        if (pages := [page for page in pages_under(site.folder) if page.startswith(f"{folder}/")])
    ]
    return ["", *largest]


def ask_browser(site: Site, script: str, **more: Any) -> Any:
    """What one of our scripts found in a browser with an empty profile."""
    with tempfile.TemporaryDirectory(prefix="tidings-chromium-") as profile:
        job = {"chromium": find_chromium(), "profile": profile, "base": site.base, **more}
        return json.loads(must_say(script, run("node", script, given=json.dumps(job))))


def looks(site: Site) -> list[Check]:
    """The checks that share one walk through the pages."""
    if why := why_no_browser():
        return [skipped(tool, why) for tool in TOOLS]
    pages = kinds_of_pages(site)
    shots = str(Path(site.shots) / site.name) if site.shots else ""
    if shots:
        Path(shots).mkdir(parents=True, exist_ok=True)
    found = ask_browser(site, "look.mjs", pages=pages, walked="", shots=shots)
    return [
        Check(tool=tool, looked_at=1 if tool == "keyboard" else len(pages), faults=faults_of(tool, found))
        for tool in TOOLS
    ]


def faults_of(tool: str, found: list[dict[str, Any]]) -> tuple[Fault, ...]:
    """What one tool found, each fault once."""
    own = [row for row in found if row["tool"] == tool]
    return tuple(dict.fromkeys(Fault(page=row["page"], what=row["what"], severity=row["severity"]) for row in own))


def lighthouse(site: Site) -> Check:
    """Four categories on phone and desktop."""
    if why := why_no_browser():
        return skipped("lighthouse", why)
    found = ask_browser(site, "lighthouse.mjs", pages=typical_pages(site), least=LEAST_POINTS)
    names = ("performance", "accessibility", "best-practices", "seo")
    least = {name: min(score[name] for score in found["scores"]) for name in names}
    return Check(
        tool="lighthouse",
        looked_at=len(found["scores"]),
        faults=faults_of("lighthouse", found["faults"]),
        told="at least " + ", ".join(f"{name} {points}" for name, points in least.items()),
    )
