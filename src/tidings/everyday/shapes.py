"""From names with values to dataclasses and back: what all content types of the reference system share.

A dataclass says what a file may hold: its fields stand in the order of the file, those without a default must
be there.  Names that it does not have are kept in ``more``; what follows the front matter is its ``body``.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ..errors import RecordError
from .frontmatter import Tree, read_front

More = tuple[tuple[str, Any], ...]
"""Names that the reference system does not know, with their values."""
SIMPLE = (str, int, bool, float)
NAMES_OF_KINDS = {str: "text", int: "a whole number", bool: "true or false", float: "a number"}


@dataclass(frozen=True, slots=True)
class Shape:
    """How one field stands in a file."""

    name: str
    kind: Any
    """``str``, ``int``, ``bool``, ``float`` or a dataclass."""
    is_list: bool
    is_required: bool
    is_map: bool = False
    """Names that nobody lists beforehand, with a value of the kind each."""


@cache
def shapes_of(record: Hashable) -> tuple[Shape, ...]:
    """The fields of a dataclass that stand in files, in their order."""
    hints = get_type_hints(record)
    return tuple(
        shape_of(field.name, hints[field.name], is_required=field.default is MISSING)
        for field in fields(record)  # type: ignore[arg-type]  # it is a dataclass
        if field.name not in ("more", "body")
    )


def shape_of(name: str, hint: Any, *, is_required: bool) -> Shape:
    """The shape of one field."""
    if get_origin(hint) is tuple:
        kind = get_args(hint)[0]
        if get_origin(kind) is tuple:
            return Shape(name, get_args(kind)[1], is_list=False, is_required=is_required, is_map=True)
        return Shape(name, kind, is_list=True, is_required=is_required)
    if get_origin(hint) in (Union, UnionType):
        (hint,) = [kind for kind in get_args(hint) if kind is not NoneType]
    return Shape(name, hint, is_list=False, is_required=is_required)


# ---------------------------------------------------------------- reading


def text_of(data: bytes, *, file: str) -> str:
    """The text of a file; raises RecordError with the line that is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RecordError(f"it is not UTF-8: {error.reason}", file=file, line=line) from error


def read_as(record: Any, front: str, body: str, *, file: str, first: int = 2) -> Any:
    """The dataclass that a front matter, which begins on a line of its file, and a body make.

    Raises RecordError, which names file, line and key.
    """
    try:
        return build(record, read_front(front, file=file, first=first), "", {"body": body})
    except RecordError as error:
        line = error.line or line_of(front, error.key, first=first)
        raise RecordError(error.reason, file=file, line=line, key=error.key) from None


def build(record: Any, tree: Mapping[Any, Any], path: str, own: Mapping[str, Any]) -> Any:
    """A dataclass of a tree; raises RecordError with the key for what is missing or of another kind."""
    known, required = layout_of(record)
    values, more = dict(own), []
    for name, value in tree.items():
        shape = known.get(name)
        if shape is None:
            more.append((str(name), value))
        elif type(value) is shape.kind and not shape.is_list and not shape.is_map:
            values[name] = value
        elif value is not None:
            values[name] = value_of(shape, value, f"{path}{name}")
    for name in required:
        if name not in values:
            raise RecordError(f"{path}{name} is missing", key=f"{path}{name}")
    return record(**values, more=tuple(more))


@cache
def layout_of(record: Hashable) -> tuple[Mapping[str, Shape], tuple[str, ...]]:
    """The fields of a dataclass by name, and the names of those that must be there."""
    shapes = shapes_of(record)
    return {shape.name: shape for shape in shapes}, tuple(shape.name for shape in shapes if shape.is_required)


def value_of(shape: Shape, value: Any, key: str) -> Any:
    """One value, a list of them, or names with one each."""
    if shape.is_map:
        if not isinstance(value, dict):
            raise RecordError(f"{key} must be names with values", key=key)
        told = ((str(name), inner) for name, inner in value.items() if inner is not None)
        return tuple((name, single(shape.kind, inner, f"{key}.{name}")) for name, inner in told)
    if not shape.is_list:
        return single(shape.kind, value, key)
    if not isinstance(value, list):
        raise RecordError(f"{key} must be a list, each item on a line that begins with a hyphen", key=key)
    return tuple(single(shape.kind, item, f"{key}[{place}]") for place, item in enumerate(value))


def single(kind: Any, value: Any, key: str) -> Any:
    """One value of a kind."""
    if kind in SIMPLE:
        if type(value) is kind or (kind is float and type(value) is int):
            return value
        if kind is str and isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise RecordError(f"{key} must be {NAMES_OF_KINDS[kind]}, not {value!r}", key=key)
    if not isinstance(value, dict):
        raise RecordError(f"{key} must be names with values", key=key)
    return build(kind, value, f"{key}.", {})


# ---------------------------------------------------------------- writing


def tree_of(record: Any) -> Tree:
    """A dataclass as a tree in the order of its file; what is absent is left out."""
    tree: Tree = {}
    more = dict(record.more)
    for shape in shapes_of(record.__class__):
        value = getattr(record, shape.name)
        if value is None or value == ():
            continue
        if shape.name == "secured":
            tree |= more
            more = {}
        is_simple = shape.kind in SIMPLE
        if shape.is_map:
            tree[shape.name] = {name: inner if is_simple else tree_of(inner) for name, inner in value}
        elif is_simple:
            tree[shape.name] = list(value) if shape.is_list else value
        else:
            tree[shape.name] = [tree_of(item) for item in value] if shape.is_list else tree_of(value)
    return tree | more


# ---------------------------------------------------------------- where it stands

KEY_LINE = re.compile(r"( *(?:- )?)([\w-]+):")


def line_of(front: str, key: str, *, first: int = 2) -> int:
    """The line of a file that a key stands on, or would stand below; 0: that cannot be told."""
    lines = front.split("\n")
    found, start, end = -1, 0, len(lines)
    for part in key.split("."):
        name, _, place = part.rstrip("]").partition("[")
        depth = min((depth_of_key(lines[n]) for n in range(start, end) if depth_of_key(lines[n]) >= 0), default=0)
        at = next((n for n in range(start, end) if is_key(lines[n], name) and depth_of_key(lines[n]) == depth), -1)
        if at < 0:
            break
        found = at
        start, end = at + 1, next((n for n in range(at + 1, end) if 0 <= depth_of_key(lines[n]) <= depth), end)
        if place:
            dashes = [n for n in range(start, end) if lines[n].lstrip().startswith("- ")]
            start = found = dashes[int(place)] if int(place) < len(dashes) else at
    return found + first if found >= 0 else 0


def is_key(line: str, name: str) -> bool:
    """A line that begins with a name."""
    key = KEY_LINE.match(line)
    return key is not None and key[2] == name


def depth_of_key(line: str) -> int:
    """How far the name on a line is indented, its dash included; -1: there is none."""
    key = KEY_LINE.match(line)
    return len(key[1]) if key else -1
