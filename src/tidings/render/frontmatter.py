"""YAML as every reader understands it alike: block mappings and lists, and text that cannot be
misread.

A text stands bare only when it is plain words; everything else is quoted the JSON way, which is
YAML, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from .told import iso_moment

Scalar: TypeAlias = str | bool | int | float | datetime
Value: TypeAlias = "Scalar | Mapping[str, Value] | Sequence[Value]"

PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ._-]*[A-Za-z0-9])?")
MISREAD: Final = frozenset("y n yes no true false on off null none nan inf".split())
"""Bare words that some YAML reader takes for something else than text."""
BEYOND_JSON = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""What JSON leaves bare and YAML does not: controls, and what YAML 1.1 takes for line ends."""
QUOTED_KEYS: Final = frozenset({"title", "excerpt", "secured"})
"""Quoted always: they must not look different from one day to the next."""


APART: Final = frozenset({"secured"})
"""Set apart as the reference does it."""


def front_matter(mapping: Mapping[str, Value]) -> str:
    """A front-matter block between its ``---`` lines; a blank line sets collections apart."""
    lines = ["---"]
    for key, value in mapping.items():
        if is_collection(value) or key in APART:
            lines.append("")
        lines += dump({key: value})
    return "\n".join([*lines, "---", ""])


def is_collection(value: Value) -> bool:
    """A mapping or a list, told from texts."""
    return isinstance(value, Mapping | Sequence) and not isinstance(value, str)


def dump(mapping: Mapping[str, Value], indent: str = "") -> Iterator[str]:
    """The lines of a mapping."""
    for key, value in mapping.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from dump(value, indent + "  ")
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield f"{indent}{key}:"
            for item in value:
                yield from dump_item(item, indent + "  ")
        else:
            yield f"{indent}{key}: {quote(value) if key in QUOTED_KEYS else scalar(value)}"


def dump_item(item: Value, indent: str) -> Iterator[str]:
    """The lines of one item of a list."""
    if isinstance(item, Mapping):
        first, *rest = dump(item, indent + "  ")
        yield f"{indent}- {first.strip()}"
        yield from rest
    else:
        yield f"{indent}- {scalar(item)}"


def scalar(value: Value) -> str:
    """One value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return iso_moment(value)
    if isinstance(value, int | float):
        return number(value)
    text = str(value)
    return text if PLAIN.fullmatch(text) and text.lower() not in MISREAD else quote(text)


def number(value: float) -> str:
    """A number with at most two decimals and never an exponent."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def quote(value: Value) -> str:
    """A text between double quotes, escaped so that JSON and YAML readers agree on it."""
    return BEYOND_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(str(value), ensure_ascii=False))
