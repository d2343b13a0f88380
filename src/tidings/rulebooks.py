"""The rules in force under one name, so that each decision can say by what it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import msgspec

from .model import Desk, RuleBook, Setting
from .rules import RULES_VERSION


def book_of(desk: Desk) -> RuleBook:
    """The rule book of a desk: all that judges, which is every rule but those for asking feeds, and the topics."""
    settings = dict(settings_of(desk))
    ground = (RULES_VERSION, version("tidings"), settings)
    return RuleBook(
        digest=hashlib.blake2b(msgspec.json.encode(ground, order="deterministic"), digest_size=8).hexdigest(),
        rules_version=RULES_VERSION,
        version=version("tidings"),
        rule_set=desk.rules.set,
        settings=settings,
    )


def settings_of(desk: Desk) -> Iterator[tuple[str, Setting]]:
    """Every setting by its dotted name."""
    rules = msgspec.to_builtins(desk.rules)
    del rules["fetch"]  # how feeds are asked says nothing of articles, and is changed without a thought of them
    yield from flat("rules", rules)
    for topic in desk.topics:
        fields = msgspec.to_builtins(topic)
        yield from flat(f"topics.{fields.pop('id')}", fields)


def flat(name: str, value: Any) -> Iterator[tuple[str, Setting]]:
    """A table as the dotted names of its values."""
    if not isinstance(value, dict):
        yield name, list(value) if isinstance(value, tuple) else value
        return
    for key, inner in value.items():
        yield from flat(f"{name}.{key}", inner)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """A setting that two rule books have otherwise."""

    name: str
    before: Setting | None
    """None: there was no such setting."""
    after: Setting | None


def compare_settings(before: Mapping[str, Setting], after: Mapping[str, Setting]) -> tuple[SettingChange, ...]:
    """What two rule books have otherwise, in the order of the later one."""
    names = dict.fromkeys((*after, *before))
    return tuple(
        SettingChange(name=name, before=before.get(name), after=after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )
