"""Text that every format can carry: what XML, HTML and UTF-8 forbid is taken out once, here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import msgspec

from ..credentials import hider
from ..model import Edition

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
"""Controls (XML 1.0 and HTML forbid or discourage them), overrides that turn the rest of a line
around, lone surrogates (UTF-8 has none), byte order marks inside text, and code points that are no
characters.
"""

Value = TypeVar("Value")


FORBIDDEN_BYTES = re.compile(
    rb"\\(?:u00|[bf])|\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xad\xae]|\xef(?:\xb7[\x90-\xaf]|\xbb\xbf|\xbf[\xbe\xbf])"
)
"""The same in JSON, where controls are written out; a backslash of a text is written twice, and may look like one."""


def clean(value: Value) -> Value:
    """The value with every text in it fit to print; the very same object where nothing was wrong."""
    return value if is_clean(value) else with_texts(value, lambda text: FORBIDDEN.sub("", text))


def is_clean(value: Any) -> bool:
    """No text in it has anything forbidden; told much faster by its JSON than by walking through it."""
    try:
        return not FORBIDDEN_BYTES.search(msgspec.json.encode(value))
    except UnicodeEncodeError:  # a lone surrogate
        return False


def without_credentials(edition: Edition) -> Edition:
    """An edition that names no feed by what lets its owner in: not in lists of feeds, nor anywhere else."""
    feed_urls = {url for line in edition.sources for url in line.feed_urls} | {row.feed_url for row in edition.health}
    hide = hider(sorted(feed_urls))
    return with_texts(edition, hide) if hide else edition


def with_texts(value: Value, change: Callable[[str], str]) -> Value:
    """The value with every text in it changed; the very same object where no text is."""
    return changed(value, change)  # type: ignore[no-any-return]  # a value keeps its type


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """Walks texts, tuples and dataclasses; everything else is left as it is."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        items = tuple(changed(item, change) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        others = {name: new for name, old in held.items() if (new := changed(old, change)) is not old}
        return replace(value, **others) if others else value
    return value
