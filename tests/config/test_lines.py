"""Finding the line of everything that a TOML text says."""

import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tidings.config.toml import Path, find_lines, toml_text

ODD = '''# a comment with [brackets] and "quotes"
title = "no # comment"   # but this is one
"quoted key".'and this' = 1

[a]  # header
text = """
[not.a.header]
x = 1 \\""" still ""\\" text"""
literal = \'\'\'
# not a comment
\'\'\'
when = 1979-05-27 07:32:00
list = [
  1,  # one
  "two",
  [3, { deep = true }],
]

[[b.list]]
x = 1
[[b.list]]
x = 2
[b.list.inner]
y = "\\u00e9"
'''


def paths_of(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of everything in a document."""
    inner: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in inner:
        yield (*path, name)
        yield from paths_of(child, (*path, name))


def test_an_odd_text_is_surveyed_line_by_line() -> None:
    lines = find_lines(ODD)

    assert set(lines) == set(paths_of(tomllib.loads(ODD)))
    assert [lines[path] for path in [("title",), ("quoted key", "and this"), ("a",), ("a", "text")]] == [2, 3, 5, 6]
    assert [lines["a", "literal"], lines["a", "when"], lines["a", "list", 2, 1, "deep"]] == [9, 12, 16]
    assert [lines["b", "list", 0, "x"], lines["b", "list", 1, "x"], lines["b", "list", 1, "inner", "y"]] == [20, 22, 24]


names = st.sampled_from(["a", "b", "feeds", "url", "ä b", "x.y", '"', "]"])
texts = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8)
values = st.recursive(
    st.one_of(st.integers(-9, 9), st.booleans(), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3)),
    max_leaves=6,
)
documents = st.dictionaries(names, values, max_size=4)


def inline(value: Any) -> str:
    """A value in one line, with marks in comments' clothing."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml_text(name)} = {inline(child)}" for name, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(child) for child in value) + "]"
    return str(value).lower() if isinstance(value, bool | int) else toml_text(value)


@given(documents)
def test_the_survey_finds_exactly_what_tomllib_finds(document: dict[str, Any]) -> None:
    text = "".join(f"# [x] = {{\n\n{toml_text(name)} = {inline(value)} # ]\n" for name, value in document.items())

    lines = find_lines(text)

    assert tomllib.loads(text) == document
    assert set(lines) == set(paths_of(document))
    assert [lines[name,] for name in document] == [3 * place for place in range(1, len(document) + 1)]


def test_escapes_that_json_does_not_know_are_no_obstacle() -> None:
    assert find_lines('x = 1\n"\\U0001F5DE" = "\\U0001F5DE"\ny = 2\n')["y",] == 3


@given(st.text("[]{}=.,\"'#\n a1\\", max_size=30))
def test_even_what_is_no_toml_is_walked_to_its_end(text: str) -> None:
    assert all(line <= text.count("\n") + 1 for line in find_lines(text).values())
