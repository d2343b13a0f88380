"""The front matter of the reference system's records: its own dialect of YAML, byte for byte.

What stands in its one canonical form is read by a few lines of our own, which are fast; everything else that
is YAML, such as what a person has edited, is read by a library.  Writing always gives the canonical form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from ryaml import loads  # type: ignore[attr-defined]  # the package does not list what it has

from ..errors import RecordError

FENCE = "---\n"
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
FRACTION = re.compile(r"-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,9}")
PLAIN = re.compile(r"[A-Za-z0-9/$À-\U0010ffff](?:[^\n\r\t:#]|:(?=[^\s])|(?<=[^\s])#)*")
"""A plain scalar that no reader of YAML takes for anything but text, unless it is one of ``MEANT``."""
MEANT = re.compile(
    r"(?:~|null|true|false|yes|no|on|off|y|n|[-+.]?[0-9][0-9._,:eExXoO+a-fA-F-]*"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*)",
    re.IGNORECASE,
)
"""What some reader takes for a number, a moment, nothing, yes or no."""
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
LINE = re.compile(
    r"""^( *)(- )?(?:([A-Za-z_][A-Za-z0-9_]*):(?: (?:("[^"\\\x00-\x1f\x7f]*")|(.+)))?|(.*))$""", re.MULTILINE
)
"""Spaces, a dash, a name, its value where that is text with nothing to unescape, any other; or a dash and a value."""
Line = tuple[str, str, str, str, str, str]
EMPTY: Line = ("", "", "", "", "", "")
PLAIN_KEPT_MAX = 4096
"""Texts that are known to need quotation marks or not: names of providers and topics come again and again."""
SIMPLE = re.compile(r'"[^"\\\x00-\x1f\x7f]*"')
"""Text between quotation marks with nothing to unescape."""
WORDS = {"true": True, "false": False}
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
"""Half a character: JSON and YAML read it otherwise."""
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
"""What stands escaped, between quotation marks."""
TO_ESCAPE = re.compile(r'[\\"\x00-\x08\n\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]')
LINE_OF_ERROR = re.compile(r"at line (\d+)")
Tree = dict[str, Any]


class DeclinedError(Exception):
    """Not in the canonical form."""


# ---------------------------------------------------------------- reading


def split_front(text: str, *, file: str = "") -> tuple[str, str]:
    """The front matter and the body of a file; raises RecordError where there are not two fences."""
    text = text.removeprefix("\ufeff")
    text = text.replace("\r\n", "\n") if "\r" in text else text
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
        lines = LINE.findall(front)
        found, end = read_mapping(lines, 0, 0)
    except DeclinedError:
        return read_any(front, file=file, first=first)
    return found if end >= len(lines) else read_any(front, file=file, first=first)


def read_any(front: str, *, file: str, first: int) -> Tree:
    """The same, however it is written."""
    try:
        found = loads(front)
    except ValueError as error:  # InvalidYamlError, or a name that is a list or a mapping
        what, place = str(error).partition(" at line")[0], LINE_OF_ERROR.search(str(error))
        line = int(place[1]) + first - 1 if place else 0
        raise RecordError(f"its front matter is no YAML: {what}", file=file, line=line) from error
    if not isinstance(found, dict):
        raise RecordError("its front matter must be names with values, such as title: …", file=file, line=first)
    return {str(key): value for key, value in found.items()}


def read_mapping(lines: Sequence[Line], start: int, depth: int) -> tuple[Tree, int]:
    """The mapping that begins at a line, and the line after it."""
    found: Tree = {}
    place = start
    while place < len(lines):
        pad, dash, name, simple, value, _ = lines[place]
        if not name:
            if lines[place] != EMPTY:
                raise DeclinedError
            place += 1
            continue
        here = len(pad) + len(dash)
        if here < depth or (dash and place != start):
            break
        if here != depth or name in found:
            raise DeclinedError
        place += 1
        if simple:
            found[name] = simple[1:-1]
        elif value:
            found[name] = read_scalar(value)
        else:
            found[name], place = read_below(lines, place, depth + 2)
    return found, place


def read_below(lines: Sequence[Line], start: int, depth: int) -> tuple[Any, int]:
    """The list or mapping below a key."""
    if start >= len(lines):
        raise DeclinedError
    pad, dash, name, *_, item = lines[start]
    if len(pad) != depth or not (name or item):
        raise DeclinedError
    return read_list(lines, start, depth) if dash else read_mapping(lines, start, depth)


def read_list(lines: Sequence[Line], start: int, depth: int) -> tuple[list[Any], int]:
    """The list that begins at a line, and the line after it."""
    found: list[Any] = []
    place = start
    while place < len(lines):
        pad, dash, name, _, _, item = lines[place]
        if not dash or len(pad) != depth:
            break
        if name:
            mapping, place = read_mapping(lines, place, depth + 2)
            found.append(mapping)
        else:
            found.append(read_scalar(item))
            place += 1
    return found, place


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
    if text in WORDS:
        return WORDS[text]
    if text[-1:].isdecimal() and (NUMBER.fullmatch(text) or FRACTION.fullmatch(text)):
        return float(text) if "." in text else int(text)
    if is_plain(text) or MOMENT.fullmatch(text):
        return text
    raise DeclinedError


@lru_cache(maxsize=PLAIN_KEPT_MAX)
def is_plain(text: str) -> bool:
    """Text that needs no quotation marks."""
    if not PLAIN.fullmatch(text) or text.endswith((" ", ":")):
        return False
    return not MEANT.fullmatch(text) and not UNSEEN.search(text)


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
    for pair in tree.items():
        block = block_of.get(pair[0], current)
        if block != current:
            if lines:
                lines.append("")
            current = block
        write_pair(lines, pair, pair[0], "", plain)
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
    if is_plain_wanted and (is_plain(text) or MOMENT.fullmatch(text)):
        return text
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f'"{TO_ESCAPE.sub(escape, text)}"'


def write_other(value: Any) -> str:
    """Anything but text, on one line."""
    if value is True or value is False or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return str(value) if type(value) is int else json.dumps(value, ensure_ascii=False)


def escape(found: re.Match[str]) -> str:
    """A character as it stands between quotation marks."""
    return ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}"
