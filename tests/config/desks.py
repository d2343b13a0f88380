"""Desk files as texts: the smallest valid one, and any Desk written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from tidings.config.toml import toml_value
from tidings.model import Desk

SMALLEST = '[masthead]\ntitle = "Low Isles Today"\n\n[[feeds]]\nurl = "https://post.example/feed"\n'
"""Five lines; what is added begins on line 6."""


def desk_of(desk: Desk) -> str:
    """A Desk as a desk file."""
    lines = [*tables(desk.masthead, "masthead")]
    for name, records in (
        ("topics", desk.topics),
        ("feeds", desk.feeds),
        ("sources", desk.sources),
        ("help_lines", desk.help_lines),
    ):
        for record in records:
            lines += [f"[[{name}]]", *pairs(record)]
    return "\n".join([*lines, *tables(desk.rules, "rules"), ""])


def tables(record: Any, name: str) -> Iterator[str]:
    """A dataclass and those within it as tables."""
    yield f"[{name}]"
    yield from pairs(record)
    for field in fields(record):
        if is_dataclass(getattr(record, field.name)):
            yield from tables(getattr(record, field.name), f"{name}.{field.name}")


def pairs(record: Any) -> list[str]:
    """The plain values of a dataclass."""
    named = {field.name: getattr(record, field.name) for field in fields(record)}
    return [f"{name} = {toml_value(value)}" for name, value in named.items() if not is_dataclass(value)]
