"""The published schemas: every file keeps to its own, and each says all that there is to say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tidings.model import Edition
from tidings.render.schemas import schemas
from tidings.render.shapes import example_of

from .editions import MASTHEAD, make_edition, make_rich, make_small
from .interface import SCHEMAS, STRICT, interface_of, strict, told_with_schemas, validator

DATA_AS_NAMES = frozenset({"redirects", "files"})
"""Objects whose names are data."""
MAY_BE_LEFT_OUT = frozenset({"picture", "news"})


@cache
def rich() -> dict[str, bytes]:
    return interface_of(make_rich())


@pytest.mark.parametrize(
    "edition",
    [make_edition(), make_small(), make_rich(), replace(make_rich(), masthead=replace(MASTHEAD, url=""))],
    ids=["empty", "small", "rich", "without an address"],
)
def test_every_file_is_exactly_what_its_schema_says(edition: Edition) -> None:
    told = list(told_with_schemas(interface_of(edition)))

    wrong = [(path, error.message, error.json_path) for path, name, value in told for error in STRICT[name].iter_errors(value)]  # fmt: skip
    assert told
    assert wrong == []


def test_every_schema_is_one_and_is_called_after_the_site() -> None:
    published = {path: json.loads(data) for path, data in rich().items() if path.startswith("/api/v1/schema/")}

    for path, schema in published.items():
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"https://news.example/isles{path}"
    assert {path.rpartition("/")[2].removesuffix(".json") for path in published} == SCHEMAS.keys()


def test_a_site_without_an_address_has_names_for_its_schemas_all_the_same() -> None:
    for name, schema in schemas(""):
        assert schema["$id"] == f"urn:tidings:api:v1:{name}"
        Registry().with_resource(schema["$id"], Resource.from_contents(schema))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_name_has_a_meaning_that_is_a_sentence(name: str) -> None:
    parts = [SCHEMAS[name], *SCHEMAS[name]["$defs"].values()]

    meanings = [shape["description"] for part in parts for shape in (part, *part["properties"].values())]
    assert [meaning for meaning in meanings if not meaning.endswith((".", "..."))] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_example_of_a_schema_keeps_to_it(name: str) -> None:
    example = example_of(SCHEMAS[name], SCHEMAS[name]["$defs"])

    assert [error.message for error in STRICT[name].iter_errors(example)] == []


# ---------------------------------------------------------------- tight


def shortened(value: Any) -> Any:
    """The value with no more than three things in a list: those with most to say."""
    if isinstance(value, dict):
        return {name: shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shortened(one) for one in sorted(value, key=lambda one: -len(json.dumps(one)))[:3]]
    return value


def richest(name: str) -> Any:
    """The file of a schema that says most, shortened."""
    files = [value for _, schema, value in told_with_schemas(rich()) if schema == name]
    return shortened(max(files, key=lambda value: len(json.dumps(value))))


def places_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to everything inside a value, by names and numbers."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places_in(one, (*path, key))


def changed(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """A copy of a value with something else at a place; ``...`` takes it away."""
    copied = deepcopy(value)
    holder = copied
    for key in path[:-1]:
        holder = holder[key]
    if new is ...:
        del holder[path[-1]]
    else:
        holder[path[-1]] = new
    return copied


def is_data(path: tuple[str | int, ...]) -> bool:
    """Its name is data, not part of the shape."""
    return len(path) > 1 and path[-2] in DATA_AS_NAMES


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name != "everyday-newsletters"])
def test_nothing_can_be_left_out_or_be_of_another_kind(name: str) -> None:
    value = richest(name)
    names = [path for path in places_in(value) if isinstance(path[-1], str)]

    gone = [path for path in names if not is_data(path) and path[-1] not in MAY_BE_LEFT_OUT]
    assert [path for path in gone if STRICT[name].is_valid(changed(value, path, ...))] == []
    assert [path for path in places_in(value) if STRICT[name].is_valid(changed(value, path, {"no": 1}))] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_new_name_is_let_pass_in_ours_and_nowhere_in_the_references(name: str) -> None:
    value = {**richest(name), "new": 1}

    assert validator(SCHEMAS[name]).is_valid(value) is not name.startswith("everyday-")
    assert not STRICT[name].is_valid(value)


def test_strict_closes_every_object_inside_a_schema() -> None:
    assert not validator(strict(SCHEMAS["story"])).is_valid(
        changed(richest("story"), ("lead", "quality"), {"total": 1, "parts": [], "new": 1})
    )
