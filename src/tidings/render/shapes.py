"""A few words to write JSON Schema with, so that a field's kind, meaning and example stand on one line.

A *shape* is a schema as a dict.  Every field has a meaning, which the manual and the published schemas both tell;
``maybe`` lets a value be null, ``left_out`` lets a name be absent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

Shape = dict[str, Any]
LEFT_OUT: Final = "x-left-out"
"""Marks a field that may be absent, until the object that has it is written."""
REF: Final = "#/$defs/"
"""Where named shapes are looked for."""


def text(meaning: str, example: str, **more: Any) -> Shape:
    """A text."""
    return {"description": meaning, "type": "string", "examples": [example], **more}


def moment(meaning: str, example: str = "2026-03-20T12:00:00Z") -> Shape:
    """A moment in UTC to the second."""
    return text(meaning, example, format="date-time")


def address(meaning: str, example: str) -> Shape:
    """An address as publishers write it; inside the site it may be relative."""
    return text(meaning, example, format="iri-reference")


def choice(meaning: str, *values: str) -> Shape:
    """One of a few texts."""
    return {"description": meaning, "type": "string", "enum": list(values), "examples": [values[0]]}


def number(meaning: str, example: float, **more: Any) -> Shape:
    """Any number."""
    return {"description": meaning, "type": "number", "examples": [example], **more}


def count(meaning: str, example: int, *, least: int = 0) -> Shape:
    """A whole number, as a rule none below nothing."""
    return {"description": meaning, "type": "integer", "minimum": least, "examples": [example]}


def truth(meaning: str, *, example: bool = False) -> Shape:
    """Yes or no."""
    return {"description": meaning, "type": "boolean", "examples": [example]}


def nothing(meaning: str) -> Shape:
    """Always null."""
    return {"description": meaning, "type": "null", "examples": [None]}


def list_of(meaning: str, items: Shape, **more: Any) -> Shape:
    """A list; its example has one item."""
    return {"description": meaning, "type": "array", "items": items, **more}


def map_of(meaning: str, values: Shape, key: str) -> Shape:
    """An object whose names are data; ``key`` is an example of one."""
    example = {key: values["examples"][0]} if "examples" in values else {}
    return {"description": meaning, "type": "object", "additionalProperties": values, "examples": [example]}


def named(meaning: str, name: str) -> Shape:
    """A shape that has a name."""
    return {"description": meaning, "$ref": f"{REF}{name}"}


def maybe(shape: Shape) -> Shape:
    """The same or null."""
    meaning = shape["description"]
    if "$ref" in shape:
        return {"description": meaning, "anyOf": [{"$ref": shape["$ref"]}, {"type": "null"}]}
    kinds = {"type": [shape["type"], "null"]}
    return shape | kinds | ({"enum": [*shape["enum"], None]} if "enum" in shape else {})


def left_out(shape: Shape) -> Shape:
    """The same, where its name may be absent."""
    return shape | {LEFT_OUT: True}


def thing(meaning: str, fields: Mapping[str, Shape], **more: Any) -> Shape:
    """An object with these names; readers must let pass names that they do not know."""
    return {
        "description": meaning,
        "type": "object",
        "properties": {name: bare(shape) for name, shape in fields.items()},
        "required": [name for name, shape in fields.items() if LEFT_OUT not in shape],
        **more,
    }


def bare(shape: Shape) -> Shape:
    """A shape without our own mark."""
    return {name: value for name, value in shape.items() if name != LEFT_OUT}


def names_in(shape: Any) -> list[str]:
    """The named shapes that one needs, each once."""
    if isinstance(shape, Mapping):
        own = [str(shape["$ref"]).removeprefix(REF)] if "$ref" in shape else []
        return list(dict.fromkeys([*own, *(name for value in shape.values() for name in names_in(value))]))
    if isinstance(shape, Sequence) and not isinstance(shape, str):
        return list(dict.fromkeys(name for value in shape for name in names_in(value)))
    return []


def example_of(shape: Shape, shapes: Mapping[str, Shape]) -> Any:
    """What such a value looks like, made of the examples of its parts."""
    if "$ref" in shape:
        return example_of(shapes[str(shape["$ref"]).removeprefix(REF)], shapes)
    if "examples" in shape:
        return shape["examples"][0]
    if "anyOf" in shape:
        return example_of(shape["anyOf"][0], shapes)
    if "items" in shape:
        return [example_of(shape["items"], shapes)]
    return {name: example_of(value, shapes) for name, value in shape.get("properties", {}).items()}
