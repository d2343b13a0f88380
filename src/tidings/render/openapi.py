"""All paths of the interface as an OpenAPI document: ours and, where the site has it, the reference system's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ..model import Masthead
from .addresses import site_url
from .schemas import FILE_SHAPES, PART_SHAPES, parts_of
from .shapes import REF, Shape, example_of, text

EVERYDAY_OUTPUT: Final = "everyday_api"
"""The output that writes the reference's files; it is made elsewhere, and only linked here."""
SCHEMAS: Final = "#/components/schemas/"
EXAMPLES: Final = "#/components/examples/"
DESCRIPTION: Final = (
    "Static files: ask with `If-None-Match`, and what has not changed costs a few bytes (304). New names may come at "
    "any time, so let pass what you do not know; when a name changes its meaning or goes away, the version in the path "
    "goes up. Headlines and excerpts are their publishers': link to them."
)


@dataclass(frozen=True, slots=True)
class Place:
    """A path and what stands there."""

    path: str
    schema: str
    summary: str
    otherwise: str = ""
    """The schema of what may stand there in its place; empty: nothing may."""

    @property
    def schemas(self) -> tuple[str, ...]:
        """Of whatever may stand there."""
        return tuple(filter(None, (self.schema, self.otherwise)))


OURS: Final = (
    Place("/api/index.json", "versions", "What interfaces there are"),
    Place("/api/v1/index.json", "index", "The site and its newest edition"),
    Place("/api/v1/stories.json", "stories", "The stories by rank"),
    Place("/api/v1/stories/{slug}.json", "story", "A story with all of its reports, or where it went", "moved"),
    Place("/api/v1/topics.json", "topics", "The topics"),
    Place("/api/v1/sources.json", "sources", "The sources"),
    Place("/api/v1/health.json", "health", "How the feeds are"),
    Place("/api/v1/news/index.json", "news", "The newest articles"),
    Place("/api/v1/news/page/{page}/index.json", "news", "The newest articles, further pages"),
    Place("/api/v1/news/archive.json", "archive", "The days that have articles"),
    Place("/api/v1/news/archive/{day}.json", "archive-day", "The articles of a day"),
    Place("/api/v1/news/archive/{day}/page/{page}.json", "archive-day", "The articles of a day beyond a hundred"),
    Place("/api/v1/news/{topic}/index.json", "news", "The newest articles of a topic"),
    Place("/api/v1/news/{topic}/page/{page}/index.json", "news", "The newest articles of a topic, further pages"),
    Place("/api/v1/news/{topic}/archive.json", "archive", "The days that have articles of a topic"),
    Place("/api/v1/schema/{name}.json", "", "The JSON Schema of a file"),
    Place("/api/v1/openapi.json", "", "This document"),
)  # fmt: skip
EVERYDAY: Final = (
    Place("/api/news/index.json", "everyday-news", "The reference system's interface: the newest articles"),
    Place("/api/news/page/{page}/index.json", "everyday-news", "The reference system's: all articles in pages"),
    Place("/api/news/{topic}/index.json", "everyday-news", "The reference system's: the newest articles of a topic"),
    Place("/api/news/{topic}/page/{page}/index.json", "everyday-news", "The reference system's: a topic's in pages"),
    Place("/api/topics/index.json", "everyday-topics", "The reference system's: the topics"),
    Place("/api/newsletters/index.json", "everyday-newsletters", "The reference system's: the newsletters"),
)
PARAMETERS: Final[dict[str, Shape]] = {
    "slug": text("A story's permanent name; `redirects` in the index has old ones.", "ferry-runs-aground-off-skell"),
    "topic": text("A topic's id.", "ferries"),
    "day": text("A day in UTC.", "2026-03-20", format="date", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    "page": {"description": "The number of a page.", "type": "integer", "minimum": 1, "examples": [2]},
    "name": {
        "description": "The name of a schema.",
        "type": "string",
        "enum": list(FILE_SHAPES),
        "examples": ["story"],
    },
}


def openapi(masthead: Masthead, *, with_everyday: bool) -> dict[str, Any]:
    """The document; ``with_everyday`` tells whether the site has the reference's files."""
    places = (*OURS, *(EVERYDAY if with_everyday else ()))
    return {
        "openapi": "3.1.0",
        "info": {"title": masthead.title, "version": "1", "description": DESCRIPTION},
        "servers": [{"url": site_url(masthead) or "../.."}],
        "paths": {place.path: {"get": operation(place)} for place in places},
        "components": {"schemas": components(places), "examples": examples(places)},
    }


def operation(place: Place) -> dict[str, Any]:
    """What asking for a path gives."""
    content: dict[str, Any] = {"schema": {"type": "object"}}
    if place.schema:
        shapes = [{"$ref": f"{SCHEMAS}{name}"} for name in place.schemas]
        content = {
            "schema": shapes[0] if len(shapes) == 1 else {"anyOf": shapes},
            "examples": {name: {"$ref": f"{EXAMPLES}{name}"} for name in place.schemas},
        }
    return {
        "operationId": operation_id(place.path),
        "summary": place.summary,
        "parameters": [parameter(name) for name in parameters_in(place.path)],
        "responses": {
            "200": {"description": place.summary, "content": {"application/json": content}},
            "304": {"description": "Unchanged: you have this very version."},
            "404": {"description": "There is no such file."},
        },
    }


def operation_id(path: str) -> str:
    """``getV1StoriesSlug``."""
    words = path.removeprefix("/api/").removesuffix(".json").translate(str.maketrans("{}-", "   ")).replace("/", " ")
    return "get" + "".join(word.strip().capitalize() for word in words.split())


def parameters_in(path: str) -> Iterator[str]:
    """The names in braces of a path."""
    for part in path.split("{")[1:]:
        yield part.partition("}")[0]


def parameter(name: str) -> dict[str, Any]:
    """One part of a path that is chosen."""
    shape = PARAMETERS[name]
    schema = {key: value for key, value in shape.items() if key != "description"}
    return {"name": name, "in": "path", "required": True, "description": shape["description"], "schema": schema}


def components(places: tuple[Place, ...]) -> dict[str, Shape]:
    """The shapes that these paths need, by name."""
    files = {name: FILE_SHAPES[name] for place in places for name in place.schemas}
    parts: dict[str, Shape] = {}
    for shape in files.values():
        parts |= parts_of(shape)
    return {name: moved(shape) for name, shape in (files | dict(sorted(parts.items()))).items()}


def examples(places: tuple[Place, ...]) -> dict[str, Any]:
    """What each file looks like, by the name of its schema."""
    names = dict.fromkeys(name for place in places for name in place.schemas)
    return {
        name: {"summary": FILE_SHAPES[name]["description"], "value": example_of(FILE_SHAPES[name], PART_SHAPES)}
        for name in names
    }


def moved(shape: Any) -> Any:
    """A shape with its references as they have to be in this document."""
    if isinstance(shape, dict):
        return {key: value.replace(REF, SCHEMAS) if key == "$ref" else moved(value) for key, value in shape.items()}
    return [moved(value) for value in shape] if isinstance(shape, list) else shape
