"""The line with a theme: the guide's own, and broken ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pipeline.desks import EVENING, bytes_of, run_desk
from tidings.errors import ConfigError, PublishError

GUIDE = Path(__file__).parents[2] / "docs/guide/make-your-own-theme.md"
EXAMPLE = re.compile(r"`(theme/[\w./]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)


def write_theme(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / "theme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def with_footer(text: str) -> dict[str, str]:
    """A theme whose pages end with a text."""
    frame = '{% extends "tidings/base.html" %}{% block footer %}'
    return {"templates/base.html": f"{frame}{text}{{% endblock %}}"}


def test_the_example_of_the_guide_is_published(morning_desk: Path) -> None:
    told = EXAMPLE.findall(GUIDE.read_text(encoding="utf-8"))
    examples = {name.removeprefix("theme/"): text for name, text in told}
    assert set(examples) == {"tokens.css", "style.css", "static/logo.svg", "templates/base.html"}

    write_theme(morning_desk, {**examples, "static/fonts/harbour.woff2": "a font"})
    run_desk(morning_desk, EVENING)

    site = morning_desk / "site"
    style = (site / "style.css").read_text()
    assert style.index("--accent: #0b4f8a") > style.index("--accent: #8a1c1c")
    assert (site / "fonts/harbour.woff2").read_text() == "a font"
    for page in (site / "about.html", *(site / "stories").glob("*.html")):
        text = page.read_text()
        assert "logo.svg" in text, page
        assert "Printed on the harbour wall." in text, page
        assert "font-src 'self'" in text, page


def test_a_theme_that_is_taken_away_leaves_nothing_behind(morning_desk: Path) -> None:
    run_desk(morning_desk, EVENING)
    before = bytes_of(morning_desk)
    write_theme(morning_desk, with_footer("<p>Harbour wall</p>"))
    run_desk(morning_desk, EVENING)
    assert bytes_of(morning_desk) != before

    (morning_desk / "theme/templates/base.html").unlink()
    run_desk(morning_desk, EVENING)

    assert bytes_of(morning_desk) == before


def test_a_theme_that_breaks_pages_is_refused_and_the_last_site_stands(morning_desk: Path) -> None:
    before = bytes_of(morning_desk)
    write_theme(morning_desk, with_footer('<a href="{{ root }}nowhere.html">Our harbour</a>'))

    with pytest.raises(PublishError, match=r"nowhere\.html' leads nowhere.*still stands"):
        run_desk(morning_desk, EVENING)
    assert bytes_of(morning_desk) == before


def test_a_template_that_cannot_be_read_leaves_the_last_site(morning_desk: Path) -> None:
    before = bytes_of(morning_desk)
    write_theme(morning_desk, {"templates/base.html": "{% block %}"})

    with pytest.raises(ConfigError, match=r"theme/templates/base\.html:1"):
        run_desk(morning_desk, EVENING)
    assert bytes_of(morning_desk) == before
