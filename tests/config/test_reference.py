"""The manual of desk files tells every key, rightly; and every key has a meaning."""

import re
from pathlib import Path

import pytest

from tidings.config import KEYS, Key, check_desk, parse_desk
from tidings.config.keys import KEY_BY_NAME, LISTS, TABLES
from tidings.config.meanings import MEANINGS

PAGE = Path(__file__).parents[2] / "docs/reference/desk.md"

each_key = pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)


def row(key: Key) -> str:
    """A key's row in the manual."""
    default = "required" if key.is_required else f"`{key.default_text}`"
    return f"| `{key.short}` | {key.kind} | {default} | {limits(key)} | {key.meaning} |"


def limits(key: Key) -> str:
    """A number's limits and unit."""
    if key.least is None or key.most is None:
        return ""
    return key.unit if "0 to 1" in key.unit else f"{key.least:g} to {int(key.most)} {key.unit}"


def section(table: str) -> str:
    """A table's part of the manual."""
    heading = f"[[{table}]]" if table in LISTS else f"[{table}]"
    return PAGE.read_text(encoding="utf-8").partition(f"## `{heading}`\n")[2].partition("\n## ")[0]


@each_key
def test_the_manual_tells_every_key_with_its_default_and_limits(key: Key) -> None:
    assert row(key) in section(key.table).splitlines()


@each_key
def test_every_key_has_a_meaning(key: Key) -> None:
    assert key.meaning.endswith(".")
    assert "|" not in key.meaning


@each_key
def test_every_number_has_a_unit_and_limits_that_hold_its_default(key: Key) -> None:
    if key.kind not in ("number", "whole number"):
        assert (key.unit, key.least, key.most) == ("", None, None)
        return
    assert key.unit
    assert isinstance(key.default, int | float)
    assert key.least is not None
    assert key.most is not None
    assert key.least <= key.default <= key.most


def test_no_meaning_is_stale() -> None:
    told = {f"{table}.{name}" for table, names in MEANINGS.items() for name in names}

    assert told == set(KEY_BY_NAME)


def test_the_manual_has_no_key_that_is_none() -> None:
    rows = [line for table in TABLES for line in section(table).splitlines() if line.startswith("| `")]

    assert len(rows) == len(KEYS)


def test_the_example_in_the_manual_is_a_desk_that_needs_no_advice() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)

    assert check_desk(parse_desk(example)) == ()
