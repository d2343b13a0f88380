"""What is only written down drifts: every command, key, public name and link of the documentation is checked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import typer

import tidings
from tidings.cli import app
from tidings.config import KEYS
from tidings.pipeline import STEPS

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def text_of(page: str) -> str:
    return (ROOT / "docs" / page).read_text(encoding="utf-8")


def commands() -> dict[str, typer.models.CommandInfo]:
    return {str(info.name or info.callback.__name__): info for info in app.registered_commands if info.callback}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_documented_and_helps(name: str) -> None:
    info = commands()[name]

    assert f"tidings {name}" in text_of("reference/cli.md")
    assert info.help or (info.callback and info.callback.__doc__)


def all_commands() -> dict[str, Any]:
    """Every command by the words that call it, those in groups too."""
    found: dict[str, Any] = {}
    waiting = [("", typer.main.get_command(app))]
    while waiting:
        words, command = waiting.pop()
        inner = getattr(command, "commands", {})
        waiting += [(f"{words} {name}".strip(), sub) for name, sub in inner.items() if not sub.hidden]
        if not inner:
            found[words] = command
    return found


@pytest.mark.parametrize("words", sorted(all_commands()))
def test_commands_in_groups_are_documented_and_help_too(words: str) -> None:
    assert f"tidings {words}" in text_of("reference/cli.md")
    assert all_commands()[words].help


def test_every_option_is_documented() -> None:
    told = text_of("reference/cli.md")

    options = {option for sub in all_commands().values() for one in sub.params for option in one.opts}
    assert {option for option in options if option.startswith("--")} - {"--help"} <= set(re.findall(r"--[a-z-]+", told))


def test_every_step_of_the_line_is_a_command() -> None:
    assert set(STEPS) <= set(commands())


@pytest.mark.parametrize("name", tidings.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    assert f"`{name}`" in text_of("reference/library.md")
    assert getattr(tidings, name).__doc__


def test_the_list_of_public_names_is_sorted_and_whole() -> None:
    assert sorted(tidings.__all__) == tidings.__all__


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_key_of_the_desk_is_documented(key: object) -> None:
    name = str(getattr(key, "name", "")).rsplit(".", 1)[-1]

    assert f"`{name}`" in text_of("reference/desk.md") or name in text_of("reference/desk.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]

    assert not missing


@pytest.mark.parametrize(
    "word", ["desk", "feed", "entry", "article", "story", "lead", "coverage", "source", "edition", "slug"]
)
def test_the_fields_words_are_in_the_glossary(word: str) -> None:
    assert f"**{word}" in text_of("glossary.md")


def test_the_tree_of_errors_is_whole() -> None:
    from tidings import errors

    names = [name for name, thing in vars(errors).items() if isinstance(thing, type) and issubclass(thing, Exception)]
    assert all(name in str(errors.__doc__) for name in names)
    assert all(f"`{name}`" in text_of("reference/library.md") for name in names)


def test_every_name_of_a_report_in_the_api_is_documented() -> None:
    story = json.loads((ROOT / "tests/render/golden_pictures/local/site/api/v1/stories/ferry.json").read_text())
    told = text_of("reference/api.md")

    assert {name for name in story["lead"] if f"`{name}`" not in told} == set()


def test_every_table_of_the_memory_is_documented() -> None:
    from tidings.store.schema import MIGRATIONS

    tables = {name for script in MIGRATIONS for name in re.findall(r"CREATE TABLE (\w+)", script)}
    assert {name for name in tables if f"`{name}`" not in text_of("how-it-works/memory.md")} == set()
