"""The OpenAPI document: whole, and neither more nor less than what is published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tidings.render.openapi import openapi

from .editions import MASTHEAD, make_rich
from .interface import FORMS, PLACES, interface_of, places_of, validator

FILES = interface_of(make_rich())
DOCUMENT = json.loads(FILES["/api/v1/openapi.json"])
KNOWN = {"get", "operationId", "summary", "parameters", "responses"}


def references(value: Any) -> Iterator[str]:
    """Everything that is referred to."""
    if isinstance(value, dict):
        yield from [value["$ref"]] if "$ref" in value else []
        for one in value.values():
            yield from references(one)
    elif isinstance(value, list):
        for one in value:
            yield from references(one)


def resolved(reference: str) -> Any:
    """What a reference inside the document leads to."""
    value = DOCUMENT
    for part in reference.removeprefix("#/").split("/"):
        value = value[part]
    return value


def test_it_has_what_openapi_asks_for() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert {"title", "version", "description"} <= DOCUMENT["info"].keys()
    assert DOCUMENT["servers"] == [{"url": "https://news.example/isles"}]
    for path, item in DOCUMENT["paths"].items():
        operation = item["get"]
        assert path.startswith("/")
        assert {*item, *operation} <= KNOWN
        assert {"200", "304", "404"} == operation["responses"].keys()
        assert all(response["description"] for response in operation["responses"].values())


def test_every_reference_leads_somewhere() -> None:
    found = set(references(DOCUMENT))

    assert len(found) > 20
    assert all(reference.startswith("#/components/") and resolved(reference) for reference in found)


def test_every_part_of_a_path_that_is_chosen_is_told_once() -> None:
    for path, item in DOCUMENT["paths"].items():
        told = [(parameter["name"], parameter["in"], parameter["required"]) for parameter in item["get"]["parameters"]]
        assert told == [(name, "path", True) for name in FORMS if f"{{{name}}}" in path]


def test_no_two_operations_are_called_alike() -> None:
    names = [item["get"]["operationId"] for item in DOCUMENT["paths"].values()]

    assert len(set(names)) == len(names) == len(PLACES)
    assert all(name.isalnum() for name in names)


def test_every_file_is_at_one_of_its_paths_and_every_path_has_a_file() -> None:
    found = {path: places_of(path) for path in FILES}

    assert {path for path, places in found.items() if len(places) != 1} == set()
    assert {place.path for (place,) in found.values()} == DOCUMENT["paths"].keys()


def test_every_example_keeps_to_its_schema() -> None:
    schemas = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": DOCUMENT["components"]}
    for name, example in DOCUMENT["components"]["examples"].items():
        schema = schemas | {"$ref": f"#/components/schemas/{name}"}
        assert [error.message for error in validator(schema).iter_errors(example["value"])] == []


@pytest.mark.parametrize("with_everyday", [True, False])
def test_the_references_paths_are_told_only_where_they_are_there(with_everyday: bool) -> None:
    told = openapi(MASTHEAD, with_everyday=with_everyday)

    assert ("/api/news/index.json" in told["paths"]) is with_everyday
    assert ("everyday-news" in told["components"]["schemas"]) is with_everyday
