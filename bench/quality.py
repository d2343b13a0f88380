"""The quality gate: every figure at or above its floor, on data that has not changed.

    python bench/quality.py [--only CORPUS] [--raise]

Leaves with 1 where a figure is below its floor, where data is not the data that was measured, and where a floor was
lowered without a written reason.  What cannot be measured here is left out, and says why.  The corpora, and which of
them are sampled, are in ``quality_corpora.py``; the floors in ``floors.toml``.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from floors import AT_MOST, Floors, FloorsError, breaches, is_below, parse_floors, raised, written
from quality_corpora import CORPORA, Corpus
from targets import ROOT, SHARED

FLOORS = Path(__file__).with_name("floors.toml")
VERSIONS = ("HEAD", "HEAD^")
"""Where the history is compared with: before a commit with the last one, after it with the one before."""


@dataclass(slots=True)
class Findings:
    """What one run of the gate found."""

    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    figures: dict[str, Mapping[str, float]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where data lies."""

    root: Path = ROOT
    shared: Path = SHARED

    def path_of(self, name: str) -> Path:
        """``shared/...`` is the recorded data, all else is in the project."""
        top, _, rest = name.partition("/")
        return self.shared / rest if top == "shared" else self.root / name


def check_all(corpora: Mapping[str, Corpus], floors: Floors, place: Place) -> Findings:
    """Every corpus: its data, then its figures."""
    found = Findings()
    for name, corpus in corpora.items():
        if missing := [file for file in corpus.files if not place.path_of(file).exists()]:
            is_fault = name in floors.floors and (place.shared.is_dir() or not missing[0].startswith("shared/"))
            miss(found, name, missing[0], is_fault=is_fault)
            continue
        digests = {file: digest_of(place.path_of(file)) for file in corpus.files}
        if changed := [file for file in digests if floors.files.get(file, digests[file]) != digests[file]]:
            found.wrong.append(f"{name}: {changed[0]} is not the data that was measured: its SHA-256 has changed")
            continue
        began = time.monotonic()
        found.figures[name], found.files = corpus.measure(), found.files | digests
        found.lines.append(f"{name}{f' ({corpus.sample})' if corpus.sample else ''}, {time.monotonic() - began:.0f} s")
        compare(found, name, floors.floors.get(name, {}))
    return found


def miss(found: Findings, name: str, file: str, *, is_fault: bool) -> None:
    """A corpus without its data: no fault where all recorded data is not to be had, one where a file has gone."""
    if is_fault:
        found.wrong.append(f"{name}: {file} has gone, and its floors stand")
    else:
        found.lines.append(f"{name}: left out, {file} is missing")


def compare(found: Findings, corpus: str, floors: Mapping[str, float]) -> None:
    """A line for each figure, and what is on the wrong side of its floor."""
    figures = found.figures[corpus]
    for name, value in figures.items():
        floor = floors.get(name)
        if floor is None:
            found.lines.append(f"  {name:<20}{value:>8.4f}  no floor yet: --raise sets it")
            continue
        bound, room = ("at most", floor - value) if name in AT_MOST else ("at least", value - floor)
        found.lines.append(f"  {name:<20}{value:>8.4f}  {bound} {floor:.3f}, {abs(room):.4f} {side_of(room)}")
        if is_below(name, value, floor):
            found.wrong.append(f"{corpus}: {name} is {value:.4f}; {bound} {floor:.3f} is asked")
    found.wrong += [f"{corpus}: {name} has a floor, and is measured no more" for name in floors if name not in figures]


def side_of(room: float) -> str:
    """In words."""
    return "to spare" if room >= 0 else "MISSING"


def digest_of(path: Path) -> str:
    """A file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def earlier_versions(path: Path) -> Iterator[Floors]:
    """The floors as they were committed before; nothing where there is no git."""
    for version in VERSIONS if shutil.which("git") else ():
        done = subprocess.run(
            ["git", "show", f"{version}:./{path.name}"], cwd=path.parent, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            yield parse_floors(done.stdout)


def run_gate(
    corpora: Mapping[str, Corpus],
    path: Path,
    place: Place,
    *,
    only: Collection[str] = (),
    is_raising: bool = False,
) -> Findings:
    """The whole gate, or ``only`` some corpora of it; raising writes new floors and lowers none."""
    floors = parse_floors(path.read_text(encoding="utf-8")) if path.exists() else Floors()
    found = check_all({name: corpora[name] for name in only or corpora}, floors, place)
    found.wrong += [f"{name} has floors, and is measured no more" for name in floors.floors if name not in corpora]
    if is_raising:
        more = raised(floors, found.figures, found.files, f"{datetime.now(UTC):%Y-%m-%d}")
        path.write_text(written(more), encoding="utf-8")
        found.lines.append(f"{path.name}: {len(more.history) - len(floors.history)} floors and files set anew")
        floors = more
    found.wrong += breaches(floors, *earlier_versions(path))
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=CORPORA, help="this corpus only; may be given again")
    parser.add_argument("--raise", action="store_true", dest="is_raising", help="write floors at what is reached now")
    options = parser.parse_args()
    began = time.monotonic()
    try:
        found = run_gate(CORPORA, FLOORS, Place(), only=options.only or (), is_raising=options.is_raising)
    except FloorsError as error:
        sys.exit(str(error))
    print("\n".join(found.lines))
    verdict = "NOT PASSED" if found.wrong else "passed"
    print(f"{len(found.figures)} corpora in {time.monotonic() - began:.0f} s: {verdict}")
    print("".join(f"{line}\n" for line in found.wrong), end="", file=sys.stderr)
    sys.exit(bool(found.wrong))


if __name__ == "__main__":
    main()
