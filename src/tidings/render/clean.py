"""Text that every format can carry: what XML, HTML and UTF-8 forbid is taken out once, here."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
"""Controls (XML 1.0 and HTML forbid or discourage them), overrides that turn the rest of a line
around, lone surrogates (UTF-8 has none), byte order marks inside text, and code points that are no
characters.
"""

Value = TypeVar("Value")


def clean(value: Value) -> Value:
    """The value with every text in it fit to print; the very same object where nothing was wrong."""
    return cleaned(value)  # type: ignore[no-any-return]  # a value keeps its type


def cleaned(value: Any) -> Any:
    """Walks texts, tuples and dataclasses; everything else is left as it is."""
    if isinstance(value, str):
        return FORBIDDEN.sub("", value)
    if isinstance(value, tuple):
        items = tuple(cleaned(item) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        changed = {name: new for name, old in held.items() if (new := cleaned(old)) is not old}
        return replace(value, **changed) if changed else value
    return value
