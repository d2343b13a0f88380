"""Values as TOML writes them, and the lines on which a TOML text says things."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

Path = tuple[str | int, ...]
"""Where a value stands: keys, and positions in lists counted from 0."""

NOT_NEEDED = re.compile(r"[ \t\r\n]+|#[^\n]*")
STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
SCALAR = re.compile(r"[^,\]}#\n]+")


def toml_text(text: str) -> str:
    """A text between quotation marks, escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_value(value: object) -> str:
    """A text, number, truth value or sequence of them as a desk file writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return toml_text(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(toml_value(item) for item in value)}]"
    return repr(value)


def find_lines(text: str) -> dict[Path, int]:
    """The line, counted from 1, on which every table, key and list item of a *valid* TOML text begins.

    ``tomllib`` gives values without positions; this reads only as much of the grammar as is needed
    to find them again.  A table that is only implied stands where it is first implied.
    """
    return Surveyor(text).survey()


class Surveyor:
    """Walks over a valid TOML text and notes where things stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.line = 1
        self.lines: dict[Path, int] = {}
        self.last_items: dict[Path, int] = {}
        """Position of the newest table of each list of tables."""

    def survey(self) -> dict[Path, int]:
        """Walk to the end."""
        table: Path = ()
        self.skip()
        while self.position < len(self.text):
            if self.starts("["):
                table = self.read_header()
            else:
                self.read_pair(table)
            self.skip()
        return self.lines

    def read_header(self) -> Path:
        """``[table]`` or ``[[table]]``: where the following keys belong."""
        line, is_list = self.line, self.starts("[[")
        self.advance(2 if is_list else 1)
        names = self.read_names()
        self.skip()
        self.advance(2 if is_list else 1)
        table: Path = ()
        for name in names[:-1]:
            table = self.newest((*table, name))
            self.lines.setdefault(table, line)
        table = (*table, names[-1])
        if is_list:
            self.lines.setdefault(table, line)
            self.last_items[table] = self.last_items.get(table, -1) + 1
        table = self.newest(table)
        self.lines[table] = line
        return table

    def newest(self, table: Path) -> Path:
        """A name that stands for a list of tables means its newest."""
        return (*table, self.last_items[table]) if table in self.last_items else table

    def read_pair(self, table: Path) -> None:
        """``key = value``."""
        line = self.line
        path = table
        for name in self.read_names():
            path = (*path, name)
            self.lines.setdefault(path, line)
        self.skip()
        self.advance(1)  # the equals sign
        self.read_value(path)

    def read_names(self) -> list[str]:
        """A dotted key, each part bare or quoted."""
        names = []
        while True:
            self.skip()
            names.append(self.read_name())
            self.skip()
            if not self.starts("."):
                return names
            self.advance(1)

    def read_name(self) -> str:
        """One part of a dotted key."""
        if bare := self.take(BARE_KEY):
            return bare
        quoted = self.take(STRING)
        if quoted.startswith("'"):
            return quoted[1:-1]
        try:
            return str(json.loads(quoted))
        except ValueError:
            # TOML knows escapes that JSON does not; such a key is unknown to us in any spelling.
            return quoted[1:-1]

    def read_value(self, path: Path) -> None:
        """Anything after an equals sign or in a list."""
        self.skip()
        if self.starts("["):
            self.read_list(path)
        elif self.starts("{"):
            self.read_inline_table(path)
        elif not self.take(STRING) and not self.take(SCALAR):
            self.advance(1)  # cannot be in valid TOML; never stand still

    def read_list(self, path: Path) -> None:
        """``[value, value]``, over any number of lines."""
        self.advance(1)
        index = 0
        while self.more_before("]"):
            self.lines[(*path, index)] = self.line
            self.read_value((*path, index))
            index += 1

    def read_inline_table(self, path: Path) -> None:
        """``{key = value, key = value}``."""
        self.advance(1)
        while self.more_before("}"):
            self.read_pair(path)

    def more_before(self, end: str) -> bool:
        """Whether another item follows; steps over the comma, or over the end."""
        self.skip()
        if self.starts(","):
            self.advance(1)
            self.skip()
        if self.starts(end):
            self.advance(1)
            return False
        return self.position < len(self.text)

    def skip(self) -> None:
        """Step over white space and comments."""
        while self.take(NOT_NEEDED):
            pass

    def starts(self, mark: str) -> bool:
        """Whether this stands here."""
        return self.text.startswith(mark, self.position)

    def take(self, pattern: re.Pattern[str]) -> str:
        """Step over what the pattern finds here; empty where it finds nothing."""
        match = pattern.match(self.text, self.position)
        if not match:
            return ""
        self.advance(len(match[0]))
        return match[0]

    def advance(self, characters: int) -> None:
        """Step ahead, counting lines."""
        end = self.position + characters
        self.line += self.text.count("\n", self.position, end)
        self.position = end
