"""The folder of a theme, read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tidings.cli.desks import list_problems
from tidings.errors import ConfigError
from tidings.model import Theme
from tidings.theme import FILE_BYTES_MAX, read_theme


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Files of a theme by their path in it."""
    for name, data in files.items():
        path = folder / "theme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def fault_of(folder: Path) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        read_theme(folder)
    return caught.value


def test_a_desk_without_the_folder_has_no_theme(tmp_path: Path) -> None:
    assert read_theme(tmp_path) == Theme()


def test_tokens_come_before_other_styles(tmp_path: Path) -> None:
    write(tmp_path, {"style.css": "p { color: navy }", "tokens.css": ":root { --ink: navy }\n\n"})

    assert read_theme(tmp_path).styles == ":root { --ink: navy }\np { color: navy }\n"


def test_templates_and_files_are_read_by_name(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {"templates/front.html": "<p>", "templates/base.html": "<b>"}
    write(tmp_path, {**pages, "static/fonts/a.woff2": b"\0", "static/b.txt": "b"})

    theme = read_theme(tmp_path)
    assert theme.templates == (("base.html", "<b>"), ("front.html", "<p>"))
    assert theme.static == (("b.txt", b"b"), ("fonts/a.woff2", b"\0"))
    assert theme.has_fonts


def test_a_template_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    fault = fault_of(write(tmp_path, {"templates/base.html": "<p>\n{% if %}\n"}))

    assert (fault.file, fault.line) == ("theme/templates/base.html", 2)


@pytest.mark.parametrize(
    "rule",
    [
        "@import 'more.css';",
        "p { background: url(https://cdn.example/a.png) }",
        "p { background: url( '//cdn.example/a.png' ) }",
        "p { background: URL(data:image/png;base64,AA) }",
    ],
)
def test_styles_load_nothing_from_elsewhere(tmp_path: Path, rule: str) -> None:
    fault = fault_of(write(tmp_path, {"style.css": f"/* one\ntwo */\n{rule}"}))

    assert (fault.file, fault.line) == ("theme/style.css", 3)


def test_styles_may_name_files_of_the_theme_and_tell_of_others(tmp_path: Path) -> None:
    rules = "/* from url(https://fonts.example) */ p { background: url('paper.png') }"

    assert rules in read_theme(write(tmp_path, {"style.css": rules})).styles


def test_templates_of_feeds_are_refused(tmp_path: Path) -> None:
    assert "feeds are made of" in fault_of(write(tmp_path, {"templates/feed_item.html": "<p>"})).reason


@pytest.mark.parametrize("name", ["images/a.png", "api/index.json", ".htaccess", "a b.txt", "-rf"])
def test_names_that_cannot_be_published_are_refused(tmp_path: Path, name: str) -> None:
    fault = fault_of(write(tmp_path, {f"static/{name}": ""}))

    assert fault.file == f"theme/static/{name}"


def test_no_link_leads_out_of_the_theme(tmp_path: Path) -> None:
    (tmp_path / "keys.txt").write_text("secret")
    write(tmp_path, {"static/a.txt": "a"})
    (tmp_path / "theme/static/b.txt").symlink_to(tmp_path / "keys.txt")

    assert "a link out of the theme" in fault_of(tmp_path).reason


def test_text_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    assert fault_of(write(tmp_path, {"style.css": b"/* \xe9 */"})).file == "theme/style.css"


def test_files_too_large_for_a_theme_are_told(tmp_path: Path) -> None:
    assert "at most" in fault_of(write(tmp_path, {"static/film.mp4": bytes(FILE_BYTES_MAX + 1)})).reason


def test_a_desk_is_checked_with_its_theme(tmp_path: Path) -> None:
    write(tmp_path, {"templates/about.html": "<p>\n{% if %}"})
    (tmp_path / "desk.toml").write_text('[masthead]\ntitle = "Isles"\n\n[[feeds]]\nurl = "https://post.example/feed"\n')

    (problem,) = list_problems(tmp_path)

    assert (problem.file, problem.line) == ("theme/templates/about.html", 2)
