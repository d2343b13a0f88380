"""What the tests ask of the JSON interface: every file with the schema that its path promises."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from tidings.everyday.from_edition import everyday_api
from tidings.model import Edition
from tidings.render import MADE_ELSEWHERE, clean, render
from tidings.render.openapi import EVERYDAY, OURS, Place
from tidings.render.schemas import schemas

FORMS = {"slug": "[^/]+", "topic": "[^/]+", "day": "[0-9-]{10}", "page": "[0-9]+", "name": "[a-z-]+"}
"""What may stand for each part of a path that is chosen."""
PLACES = (*OURS, *EVERYDAY)
SCHEMAS = dict(schemas("https://news.example/isles"))


def interface_of(edition: Edition) -> dict[str, bytes]:
    """Every file of both interfaces, by its path inside the site."""
    files = [*render(edition, outputs=["api", *MADE_ELSEWHERE]), *everyday_api(clean(edition))]
    return {file.path.removeprefix("site"): file.data for file in files}


def places_of(path: str) -> list[Place]:
    """The paths of the OpenAPI document that a file's path is one of."""
    return [place for place in PLACES if re.fullmatch(pattern_of(place.path), path)]


def pattern_of(path: str) -> str:
    """A path with parts to choose as a regular expression."""
    return re.sub(r"\\\{(\w+)\\\}", lambda part: FORMS[part[1]], re.escape(path))


def told_with_schemas(files: Mapping[str, bytes]) -> Iterator[tuple[str, str, Any]]:
    """Every file that has a schema: its path, the schema's name, and what it says."""
    for path, data in files.items():
        (place,) = places_of(path)
        if place.schema:
            told = json.loads(data)
            yield path, place.otherwise if "moved_to" in told else place.schema, told


def validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    """What checks values against a schema, formats too."""
    return Draft202012Validator(schema, format_checker=FormatChecker())


def strict(schema: Any) -> Any:
    """A schema that lets pass no name that it does not know."""
    if isinstance(schema, list):
        return [strict(value) for value in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if schema.get("type") == "object" and "properties" in schema else {}
    return {name: value if name == "examples" else strict(value) for name, value in schema.items()} | closed


STRICT = {name: validator(strict(schema)) for name, schema in SCHEMAS.items()}
