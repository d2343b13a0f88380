"""The front matter of the reference system's records: its own dialect of YAML, byte for byte.

What stands in its one canonical form is read by a few lines of our own, which are fast; everything else that
is YAML, such as what a person has edited, is read by a library.  Writing always gives the canonical form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from ryaml import InvalidYamlError, loads  # type: ignore[attr-defined]  # the package does not list what it has

from ..errors import RecordError

FENCE = "---\n"
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
FRACTION = re.compile(r"-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,9}")
UNSEEN = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff"
"""Characters that stand escaped, between quotation marks."""
PLAIN = re.compile(rf"(?![{UNSEEN}])[A-Za-z0-9/$À-\U0010ffff](?:[^:#{UNSEEN}]|:(?=[^\s])|(?<=[^\s])#)*")
"""A plain scalar that no reader of YAML takes for anything but text, unless it is one of ``MEANT``."""
MEANT = re.compile(
    r"(?:~|null|true|false|yes|no|on|off|y|n|[-+.]?[0-9][0-9._,:eExXoO+a-fA-F-]*"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*)",
    re.IGNORECASE,
)
"""What some reader takes for a number, a moment, nothing, yes or no."""
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
KEY = re.compile(r"( *)(- )?([A-Za-z_][A-Za-z0-9_]*):(?: (.*))?")
SIMPLE = re.compile(r'"[^"\\\x00-\x1f\x7f]*"')
"""Text between quotation marks with nothing to unescape."""
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
"""Half a character: JSON and YAML read it otherwise."""
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
TO_ESCAPE = re.compile(r'[\\"\x00-\x08\n\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]')
LINE_OF_ERROR = re.compile(r"at line (\d+)")
Tree = dict[str, Any]


class DeclinedError(Exception):
    """Not in the canonical form."""


# ---------------------------------------------------------------- reading


def split_front(text: str, *, file: str = "") -> tuple[str, str]:
    """The front matter and the body of a file; raises RecordError where there are not two fences."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.startswith(FENCE):
        raise RecordError("it has no front matter: the first line must be ---", file=file, line=1)
    if text.startswith(FENCE, len(FENCE)):
        return "", text[2 * len(FENCE) :]
    front, fence, body = text[len(FENCE) :].partition("\n" + FENCE)
    if not fence:
        if text.endswith("\n---"):
            return text[len(FENCE) : -len("---")], ""
        raise RecordError("its front matter has no end: a line --- must close it", file=file, line=1)
    return front + "\n", body


def read_front(front: str, *, file: str = "", first: int = 2) -> Tree:
    """The values of a front matter that begins on a line of its file; raises RecordError with the line for what is
    no YAML mapping.
    """
    try:
        lines = front.split("\n")
        found, end = read_mapping(lines, 0, 0)
    except DeclinedError:
        return read_any(front, file=file, first=first)
    return found if end >= len(lines) else read_any(front, file=file, first=first)


def read_any(front: str, *, file: str, first: int) -> Tree:
    """The same, however it is written."""
    try:
        found = loads(front)
    except InvalidYamlError as error:
        what, place = str(error).partition(" at line")[0], LINE_OF_ERROR.search(str(error))
        line = int(place[1]) + first - 1 if place else 0
        raise RecordError(f"its front matter is no YAML: {what}", file=file, line=line) from error
    if not isinstance(found, dict):
        raise RecordError("its front matter must be names with values, such as title: …", file=file, line=first)
    return {str(key): value for key, value in found.items()}


def read_mapping(lines: Sequence[str], start: int, indent: int) -> tuple[Tree, int]:
    """The mapping that begins at a line, and the line after it."""
    found: Tree = {}
    place = start
    while place < len(lines):
        line = lines[place]
        if not line:
            place += 1
            continue
        key = KEY.fullmatch(line)
        if key is None or len(key[1]) + len(key[2] or "") != indent:
            if depth_of(line) < indent:
                break
            raise DeclinedError
        if key[2] and place != start:
            break
        name, value = key[3], key[4]
        if name in found:
            raise DeclinedError
        if value is None:
            found[name], place = read_below(lines, place + 1, indent)
        else:
            found[name] = read_scalar(value)
            place += 1
    return found, place


def read_below(lines: Sequence[str], start: int, indent: int) -> tuple[Any, int]:
    """The list or mapping below a key."""
    if start >= len(lines) or depth_of(lines[start]) != indent + 2:
        raise DeclinedError
    if lines[start].startswith("- ", indent + 2):
        return read_list(lines, start, indent + 2)
    return read_mapping(lines, start, indent + 2)


def read_list(lines: Sequence[str], start: int, indent: int) -> tuple[list[Any], int]:
    """The list that begins at a line, and the line after it."""
    found: list[Any] = []
    place, dash = start, " " * indent + "- "
    while place < len(lines) and lines[place].startswith(dash):
        if KEY.fullmatch(lines[place]):
            item, place = read_mapping(lines, place, indent + 2)
            found.append(item)
        else:
            found.append(read_scalar(lines[place][len(dash) :]))
            place += 1
    return found, place


def depth_of(line: str) -> int:
    """How far a line is indented; an empty one not at all."""
    return len(line) - len(line.lstrip(" "))


def read_scalar(text: str) -> Any:
    """A value on one line."""
    if text.startswith('"'):
        if SIMPLE.fullmatch(text):
            return text[1:-1]
        if SURROGATE.search(text):
            raise DeclinedError
        try:
            return json.loads(text, strict=False)
        except ValueError as error:
            raise DeclinedError from error
    if text in ("true", "false"):
        return text == "true"
    if NUMBER.fullmatch(text):
        return int(text)
    if MOMENT.fullmatch(text) or is_plain(text):
        return text
    if FRACTION.fullmatch(text):
        return float(text)
    raise DeclinedError


def is_plain(text: str) -> bool:
    """Text that needs no quotation marks."""
    return PLAIN.fullmatch(text) is not None and not text.endswith((" ", ":")) and not MEANT.fullmatch(text)


# ---------------------------------------------------------------- writing


def write_front(tree: Mapping[str, Any], *, plain: Collection[str], blocks: tuple[str, ...] = ()) -> str:
    """A front matter with its fences and the empty line after them; ``plain`` and ``blocks`` as in write_lines."""
    return "\n".join(["---", *write_lines(tree, plain=plain, blocks=blocks), FENCE, ""])


def write_lines(tree: Mapping[str, Any], *, plain: Collection[str], blocks: tuple[str, ...] = ()) -> list[str]:
    """The lines of a mapping.

    Texts under the names in ``plain``, dotted below the first level, stand without quotation marks where they can;
    so does everything below a name with a mapping.
    Each of ``blocks`` is a name with a blank line before it, or several with spaces between them, the first of
    which that is there has one.
    """
    block_of = numbered(blocks)
    lines: list[str] = []
    current = 0
    for name, value in tree.items():
        block = block_of.get(name, current)
        if block != current and lines:
            lines.append("")
        current = block
        write_pair(lines, (name, value), name, "", plain)
    return lines


@cache
def numbered(blocks: tuple[str, ...]) -> Mapping[str, int]:
    """The number of each name's block, from one on."""
    return {name: number for number, block in enumerate(blocks, 1) for name in block.split()}


def write_pair(lines: list[str], pair: tuple[str, Any], path: str, pad: str, plain: Collection[str]) -> None:
    """Add the lines of a name and its value."""
    name, value = pair
    if isinstance(value, str):
        lines.append(f"{pad}{name}: {write_text(value, is_plain_wanted=path in plain)}")
    elif isinstance(value, dict) and value:
        lines.append(f"{pad}{name}:")
        for inner in value.items():
            write_pair(lines, inner, path if path in plain else f"{path}.{inner[0]}", pad + "  ", plain)
    elif isinstance(value, list | tuple) and value:
        lines.append(f"{pad}{name}:")
        for item in value:
            write_item(lines, path, item, pad + "  ", plain)
    else:
        lines.append(f"{pad}{name}: {write_other(value)}")


def write_item(lines: list[str], path: str, item: Any, pad: str, plain: Collection[str]) -> None:
    """Add the lines of one item of a list: a mapping begins on the line of its dash."""
    if isinstance(item, str):
        lines.append(f"{pad}- {write_text(item, is_plain_wanted=path in plain)}")
    elif isinstance(item, dict) and item:
        first = len(lines)
        for inner in item.items():
            write_pair(lines, inner, f"{path}.{inner[0]}", pad + "  ", plain)
        lines[first] = f"{pad}- {lines[first][len(pad) + 2 :]}"
    else:
        lines.append(f"{pad}- {write_other(item)}")


def write_text(text: str, *, is_plain_wanted: bool) -> str:
    """A text on one line."""
    if is_plain_wanted and (MOMENT.fullmatch(text) or is_plain(text)):
        return text
    return f'"{TO_ESCAPE.sub(escape, text)}"' if TO_ESCAPE.search(text) else f'"{text}"'


def write_other(value: Any) -> str:
    """Anything but text, on one line."""
    if value is True or value is False or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return str(value) if type(value) is int else json.dumps(value, ensure_ascii=False)


def escape(found: re.Match[str]) -> str:
    """A character as it stands between quotation marks."""
    return ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}"
