"""The JSON Schema of every file, each whole in itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .meanings import FILES, PARTS
from .meanings_news import NEWS_FILES, NEWS_PARTS
from .shapes import Shape, names_in

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
FILE_SHAPES: Final[dict[str, Shape]] = FILES | NEWS_FILES
"""By the name of the schema."""
PART_SHAPES: Final[dict[str, Shape]] = PARTS | NEWS_PARTS
"""By the name that other shapes call them by."""


def schemas(home: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema with its name; ``home`` is the site's address, or empty."""
    for name, shape in FILE_SHAPES.items():
        yield name, {"$schema": DIALECT, "$id": id_of(name, home), **shape, "$defs": parts_of(shape)}


def id_of(name: str, home: str) -> str:
    """What a schema is called: its address where the site has one."""
    return f"{home}/api/v1/schema/{name}.json" if home else f"urn:tidings:api:v1:{name}"


def parts_of(shape: Shape) -> dict[str, Shape]:
    """The named parts that a shape needs, and those that they need."""
    found: dict[str, Shape] = {}
    waiting = names_in(shape)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = PART_SHAPES[name]
            waiting += names_in(found[name])
    return dict(sorted(found.items()))
