"""What a part of the bench hands back: text to read, and targets that are met or not."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIDINGS_BENCH_SHARED", ROOT.parent / "shared"))
"""The benches, the recorded web and their data: a folder beside the project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing we set out to reach."""

    name: str
    wanted: str
    found: str
    is_met: bool | None
    """None: it could not be measured; ``found`` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one part of the bench found."""

    title: str
    text: str
    targets: tuple[Target, ...] = ()


def not_measured(title: str, why: str) -> Part:
    """A part that cannot be run here."""
    return Part(title=title, text=f"left out: {why}", targets=(Target(name=title, wanted="", found=why, is_met=None),))


def size_of(name: str, usual: int) -> int:
    """A size from the environment (``TIDINGS_BENCH_<NAME>``), or the usual one: tests take small ones."""
    return int(os.environ.get(f"TIDINGS_BENCH_{name}", usual))


def verdict_lines(targets: list[Target]) -> str:
    """A line for each target: met or not, what was found and what was wanted."""
    words = {True: "met", False: "NOT MET", None: "left out"}
    width = max((len(target.name) for target in targets), default=0)
    return "\n".join(
        f"{words[target.is_met]:<9}{target.name:<{width}}  {target.found}"
        + (f"  (wanted: {target.wanted})" if target.wanted else "")
        for target in targets
    )
