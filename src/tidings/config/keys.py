"""Every valid key of a desk file, derived from the dataclasses it fills."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import Any, Literal, get_type_hints

from ..model import Feed, Masthead, Securing, Serving, Topic
from ..rules import ImageRules, Rules
from ..sources import KnownSource
from ..subjects import HelpLine
from .meaning import Meaning
from .meanings import MEANINGS
from .toml import toml_value

Kind = Literal["text", "whole number", "number", "true or false", "list of texts"]

KINDS: dict[object, Kind] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    tuple[str, ...]: "list of texts",
}

ROOTS: dict[str, type] = {
    "masthead": Masthead,
    "topics": Topic,
    "feeds": Feed,
    "sources": KnownSource,
    "help_lines": HelpLine,
    "serve": Serving,
    "secured": Securing,
    "images": ImageRules,
    "rules": Rules,
}
"""The tables at the top of a desk file, and what each fills."""
LISTS = ("topics", "feeds", "sources", "help_lines")
"""Tables that stand any number of times, in double brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key that a desk file may set."""

    name: str
    """Dotted, with its table: ``rules.publish.quality_min``; without positions: ``feeds.url``."""
    kind: Kind
    default: object
    """None: the key must be given."""
    meaning: str
    unit: str = ""
    least: float | None = None
    """The smallest number allowed, in ``unit``; None: no number, or no limit."""
    most: float | None = None

    @property
    def table(self) -> str:
        """The table the key stands in: ``rules.publish``."""
        return self.name.rpartition(".")[0]

    @property
    def short(self) -> str:
        """The name within its table: ``quality_min``."""
        return self.name.rpartition(".")[2]

    @property
    def is_required(self) -> bool:
        """A desk cannot do without it."""
        return self.default is None

    @property
    def default_text(self) -> str:
        """The default as a desk file would write it; empty when the key must be given."""
        return "" if self.is_required else toml_value(self.default)


def tables_of(record: Any, name: str) -> Iterator[tuple[str, Any]]:
    """A dataclass and those within it, each with the dotted name of its table."""
    yield name, record
    for field_name, hint in get_type_hints(record).items():
        if is_dataclass(hint):
            yield from tables_of(hint, f"{name}.{field_name}")


def keys_of(record: Any, table: str) -> Iterator[Key]:
    """The keys of one table, in the order of the dataclass's fields."""
    hints = get_type_hints(record)
    for field in fields(record):
        if not is_dataclass(hints[field.name]):
            yield key_of(field, KINDS[hints[field.name]], table)


def key_of(field: Field[Any], kind: Kind, table: str) -> Key:
    """The key that sets a dataclass's field."""
    said = MEANINGS.get(table, {}).get(field.name, Meaning(""))
    return Key(
        name=f"{table}.{field.name}",
        kind=kind,
        default=None if field.default is MISSING else field.default,
        meaning=said.text,
        unit=said.unit,
        least=said.least,
        most=said.most,
    )


TABLES: dict[str, Any] = {name: record for root, kind in ROOTS.items() for name, record in tables_of(kind, root)}
"""The dataclass behind every table, by the table's dotted name."""

KEYS: tuple[Key, ...] = tuple(key for table, record in TABLES.items() for key in keys_of(record, table))
"""Every valid key, in the order of the manual."""

KEY_BY_NAME: dict[str, Key] = {key.name: key for key in KEYS}


def names_in(table: str) -> tuple[str, ...]:
    """What may stand directly in a table: its keys and the tables within it; empty name: the top."""
    prefix = f"{table}." if table else ""
    names = [name.removeprefix(prefix) for name in (*KEY_BY_NAME, *TABLES) if name.startswith(prefix)]
    return tuple(dict.fromkeys(name.partition(".")[0] for name in names))
