"""The reference system's records of news: typed, read and written byte for byte.

One file for each article, ``_news/DATE-SLUG.md``: front matter and no body.  Names and their order are the
reference system's own; names that it does not know are kept and written after those that it does.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ..errors import RecordError
from .frontmatter import Tree, read_front, split_front, write_front

PLAIN = frozenset({"category", "publishedDateTime", "type", "name", "domain", "topics"})
"""Texts that stand without quotation marks."""
APART = frozenset({"featuredContent", "provider", "topics", "images", "related", "secured"})
"""Names with a blank line before them."""
More = tuple[tuple[str, Any], ...]
"""Names that the reference system does not know, with their values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordImage:
    """A picture; sizes in pixels."""

    url: str
    width: int
    height: int
    isCached: bool | None = None  # noqa: N815  # the reference system's name
    """Always true on pictures of articles; absent on those of providers."""
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who published it."""

    name: str
    domain: str
    images: tuple[RecordImage, ...] = ()
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedRecord:
    """Another article of the same story; it has no topics, no heat and no address of its own record."""

    title: str
    excerpt: str
    publishedDateTime: str  # noqa: N815
    webUrl: str | None = None  # noqa: N815
    ampWebUrl: str | None = None  # noqa: N815
    cdnAmpWebUrl: str | None = None  # noqa: N815
    type: str = "article"
    provider: Provider
    quality: int
    images: tuple[RecordImage, ...] = ()
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsRecord:
    """One article as the reference system publishes it."""

    category: str = "news"
    title: str
    excerpt: str
    publishedDateTime: str  # noqa: N815
    """``YYYY-MM-DDTHH:MM:SSZ``."""
    originalUrl: str  # noqa: N815
    webUrl: str | None = None  # noqa: N815
    """The same; absent where ``type`` is ``video``."""
    ampWebUrl: str | None = None  # noqa: N815
    cdnAmpWebUrl: str | None = None  # noqa: N815
    type: str = "article"
    quality: int | None = None
    """Absent in the oldest records, like ``heat``."""
    heat: int | None = None
    published: bool | None = None
    featuredContent: str | None = None  # noqa: N815
    """HTML of a film."""
    provider: Provider
    topics: tuple[str, ...] = ()
    """Names, not ids."""
    images: tuple[RecordImage, ...] = ()
    related: tuple[RelatedRecord, ...] = ()
    secured: str | None = None
    """Ciphertext and initialisation vector in base64, with a semicolon between them."""
    more: More = ()
    body: str = ""
    """What follows the front matter: nothing, in every record of the reference system."""


def read_news(data: bytes, *, file: str = "") -> NewsRecord:
    """The record in a file; raises RecordError, which names file, line and key."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RecordError(f"it is not UTF-8: {error.reason}", file=file, line=line) from error
    front, body = split_front(text, file=file)
    try:
        record: NewsRecord = build(NewsRecord, read_front(front, file=file), "", {"body": body.removeprefix("\n")})
    except RecordError as error:
        raise RecordError(
            error.reason, file=file, line=error.line or line_of(front, error.key), key=error.key
        ) from None
    return record


def record_of(tree: Mapping[str, Any]) -> NewsRecord:
    """The record that names with values make; raises RecordError with the key."""
    record: NewsRecord = build(NewsRecord, dict(tree), "", {})
    return record


def write_news(record: NewsRecord) -> bytes:
    """The file of a record."""
    return (write_front(tree_of(record), plain=PLAIN, apart=APART) + record.body).encode("utf-8", "surrogatepass")


# ---------------------------------------------------------------- values and trees


@dataclass(frozen=True, slots=True)
class Shape:
    """How one field stands in a file."""

    name: str
    kind: Any
    """``str``, ``int``, ``bool`` or a dataclass."""
    is_list: bool
    is_required: bool


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
        return Shape(name, get_args(hint)[0], is_list=True, is_required=is_required)
    if get_origin(hint) in (Union, UnionType):
        (hint,) = [kind for kind in get_args(hint) if kind is not NoneType]
    return Shape(name, hint, is_list=False, is_required=is_required)


def build(record: Any, tree: Tree, path: str, own: Mapping[str, Any]) -> Any:
    """A dataclass of a tree; raises RecordError with the key for what is missing or of another kind."""
    values = dict(own)
    left = dict(tree)
    for shape in shapes_of(record):
        name = shape.name
        value = left.pop(name, None)
        if value is None:
            if shape.is_required:
                raise RecordError(f"{path}{name} is missing", key=f"{path}{name}")
        elif type(value) is shape.kind and not shape.is_list:
            values[name] = value
        else:
            values[name] = value_of(shape, value, f"{path}{name}")
    return record(**values, more=tuple(left.items()))


def value_of(shape: Shape, value: Any, key: str) -> Any:
    """One value, or a list of them."""
    if not shape.is_list:
        return single(shape.kind, value, key)
    if not isinstance(value, list):
        raise RecordError(f"{key} must be a list, each item on a line that begins with a hyphen", key=key)
    return tuple(single(shape.kind, item, f"{key}[{place}]") for place, item in enumerate(value))


def single(kind: Any, value: Any, key: str) -> Any:
    """One value of a kind."""
    if kind in (str, int, bool):
        if type(value) is kind:
            return value
        if kind is str and isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        names = {str: "text", int: "a whole number", bool: "true or false"}
        raise RecordError(f"{key} must be {names[kind]}, not {value!r}", key=key)
    if not isinstance(value, dict):
        raise RecordError(f"{key} must be names with values", key=key)
    return build(kind, {str(name): inner for name, inner in value.items()}, f"{key}.", {})


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
        if shape.kind in (str, int, bool):
            tree[shape.name] = list(value) if shape.is_list else value
        else:
            tree[shape.name] = [tree_of(item) for item in value] if shape.is_list else tree_of(value)
    return tree | more


KEY_LINE = re.compile(r"( *(?:- )?)([\w-]+):")


def line_of(front: str, key: str) -> int:
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
    return found + 2 if found >= 0 else 0  # the fence stands before it, and lines are counted from one


def is_key(line: str, name: str) -> bool:
    """A line that begins with a name."""
    key = KEY_LINE.match(line)
    return key is not None and key[2] == name


def depth_of_key(line: str) -> int:
    """How far the name on a line is indented, its dash included; -1: there is none."""
    key = KEY_LINE.match(line)
    return len(key[1]) if key else -1
