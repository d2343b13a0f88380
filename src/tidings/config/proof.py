"""Reading a desk file with a pencil: every mistake is marked with its line, and reading goes on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from ..errors import ConfigError
from .toml import Path

SHOWN_CHARS_MAX = 60


class Proof:
    """A file under correction: where things stand in it, and the problems found so far."""

    def __init__(self, file: str, lines: Mapping[Path, int]) -> None:
        self.file = file
        self.lines = lines
        self.problems: list[ConfigError] = []

    def mark(self, path: Path, message: str) -> None:
        """Note a problem with what stands at a path, or where it should stand."""
        self.problems.append(ConfigError(message, file=self.file, line=self.line_of(path), key=dotted(path)))

    def line_of(self, path: Path) -> int:
        """The line of a path, else of the nearest table around it; 0: not in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)

    def in_order(self) -> tuple[ConfigError, ...]:
        """The problems by line; those of the whole file come last."""
        return tuple(sorted(self.problems, key=lambda problem: (problem.line == 0, problem.line)))


def dotted(path: Path) -> str:
    """A path as people write it: ``feeds[3].url``."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{cut(part)}" for part in path]
    return "".join(parts).removeprefix(".")


def cut(text: str) -> str:
    """A text short enough for a message."""
    return text if len(text) <= SHOWN_CHARS_MAX else text[:SHOWN_CHARS_MAX] + "…"


def shown(value: object) -> str:
    """A value of a desk file, for a message."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {cut(value)!r}"
    if isinstance(value, int | float):
        return "a huge number" if isinstance(value, int) and abs(value) >= 10**15 else repr(value)
    if isinstance(value, list):
        return "a list"
    return "a table" if isinstance(value, dict) else "a date or time"


def nearest(name: str, names: Collection[str]) -> str:
    """The one of the names that was probably meant, or empty."""
    found = get_close_matches(cut(name).lower(), sorted(names), n=1, cutoff=0.6)
    return found[0] if found else ""


def did_you_mean(name: str, names: Collection[str], *, form: str = "{!r}") -> str:
    """``; did you mean 'title'?``, or nothing."""
    meant = nearest(name, names)
    return f"; did you mean {form.format(meant)}?" if meant else ""
