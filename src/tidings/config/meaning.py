"""What one key of a desk file means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """A key in words; ``least`` and ``most`` bound numbers, in ``unit``."""

    text: str
    unit: str = ""
    least: float | None = None
    most: float | None = None
