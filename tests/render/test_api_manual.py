"""The manual of the JSON API says what the schemas say; `TIDINGS_APPROVE=1 pytest tests/render` writes its tables."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from tidings.render.openapi import EVERYDAY, OURS
from tidings.render.schemas import FILE_SHAPES, PART_SHAPES
from tidings.render.shapes import REF

PAGE = Path(__file__).parents[2] / "docs/reference/api.md"
SHAPES = FILE_SHAPES | PART_SHAPES
BLOCK = re.compile(r"<!-- shape: ([\w-]+) -->\n(.*?)<!-- end -->\n", re.DOTALL)


def table_of(name: str) -> str:
    """What the manual says of a shape."""
    shape = SHAPES[name]
    rows = [f"| `{field}` | {kind_of(one)} | {one['description']} |" for field, one in shape["properties"].items()]
    return "\n".join([shape["description"], "", "| name | kind | what |", "|---|---|---|", *rows, ""])


def kind_of(shape: dict[str, Any]) -> str:
    """A field's kind in words: ``text or null``, ``list of Report``."""
    if "anyOf" in shape:
        return f"{kind_of(shape['anyOf'][0])} or null"
    if "$ref" in shape:
        name = str(shape["$ref"]).removeprefix(REF)
        return f"[{name}](#{name.lower()})"
    if shape["type"] == "array":
        return f"list of {kind_of(shape['items'])}"
    if shape["type"] == "object" and "properties" in shape:
        return f"`{'`, `'.join(shape['properties'])}`"
    kinds = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
    return " or ".join(word_for(kind, shape) for kind in kinds)


def word_for(kind: str, shape: dict[str, Any]) -> str:
    """JSON Schema's word as the manual has it."""
    if kind == "string" and "enum" in shape:
        return " or ".join(f"`{value}`" for value in shape["enum"] if value)
    formats = {"date-time": "moment", "date": "day", "iri-reference": "address", "uri-template": "template"}
    words = {"string": formats.get(shape.get("format", ""), "text"), "integer": "whole number", "boolean": "true or false"}  # fmt: skip
    return words.get(kind, {"object": "names with values"}.get(kind, kind))


@pytest.fixture(scope="module", autouse=True)
def _approve() -> None:
    if os.environ.get("TIDINGS_APPROVE") == "1":
        page = PAGE.read_text(encoding="utf-8")
        whole = BLOCK.sub(lambda block: f"<!-- shape: {block[1]} -->\n{table_of(block[1])}<!-- end -->\n", page)
        PAGE.write_text(whole, encoding="utf-8")


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_told_in_the_words_of_its_schema(name: str) -> None:
    told = {block[1]: block[2] for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))}

    assert told.get(name) == table_of(name)


def test_the_manual_tells_of_no_shape_that_there_is_not() -> None:
    told = [block[1] for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]

    assert sorted(told) == sorted(SHAPES)


def test_the_manual_names_every_folder_of_paths() -> None:
    page = PAGE.read_text(encoding="utf-8")

    folders = {place.path.partition("{")[0].strip("/").removesuffix(".json") for place in (*OURS, *EVERYDAY)}
    assert [folder for folder in folders if folder.removesuffix("/index") not in page] == []
