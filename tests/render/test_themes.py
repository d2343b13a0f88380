"""A desk's own look, as a value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.make import make_article
from tests.render.editions import make_edition, make_ranked, make_report
from tidings.errors import RenderError
from tidings.model import Edition, Theme
from tidings.render import plates_of, render

EXTENDS = '{% extends "tidings/base.html" %}'


def edition() -> Edition:
    return make_edition(make_ranked(make_report(make_article("Ferry <b>aground</b>")), slug="ferry"))


def files_of(theme: Theme) -> dict[str, bytes]:
    return {file.path: file.data for file in render(edition(), theme=theme)}


def page_of(template: str, *, page: str = "about.html", name: str = "base.html") -> str:
    return files_of(Theme(templates=((name, template),)))[f"site/{page}"].decode()


def story_key(theme: Theme) -> str:
    return next(plate.key for plate in plates_of(edition(), theme=theme) if plate.path == "site/stories/ferry.html")


def test_a_template_stands_in_for_ours_and_reaches_it() -> None:
    page = page_of(EXTENDS + "{% block footer %}{{ super() }}<p>Harbour wall</p>{% endblock %}")

    assert "<p>Harbour wall</p>" in page
    assert "How it decides" in page
    assert "<h1" in page


@pytest.mark.parametrize("page", ["index.html", "stories/ferry.html", "404.html", "days/index.html"])
def test_all_pages_build_upon_it(page: str) -> None:
    template = EXTENDS + "{% block footer %}<p>Harbour wall</p>{% endblock %}"

    assert "<p>Harbour wall</p>" in page_of(template, page=page)


def test_what_publishers_wrote_is_still_text() -> None:
    page = page_of("{{ story.headline }}", page="stories/ferry.html", name="story.html")

    assert page == "Ferry &lt;b&gt;aground&lt;/b&gt;"


@pytest.mark.parametrize(
    "reach",
    [
        "{{ masthead.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ root.format.__globals__ }}",
        "{{ '{0.__class__}'.format(masthead) }}",
        "{{ edition.health.__init__ }}",
        "{{ {'a': 1}.update(b=2) }}",
    ],
)
def test_templates_do_not_reach_the_inside_of_python(reach: str) -> None:
    with pytest.raises(RenderError, match=r"SecurityError|UndefinedError"):
        page_of(f"\n{reach}", name="about.html")


@pytest.mark.parametrize("fault", ["{{ titel }}", "{{ 1 // 0 }}", "{{ title.missing.more }}", "{{ 'a' + 1 }}"])
def test_an_error_names_the_page_the_template_and_its_line(fault: str) -> None:
    template = f"{EXTENDS}\n{{% block main %}}\n{fault}\n{{% endblock %}}"

    with pytest.raises(RenderError, match=r"rendering site/about\.html.*theme/templates/about\.html, line 3"):
        page_of(template, name="about.html")


def test_a_template_that_extends_itself_is_an_error_of_the_theme() -> None:
    with pytest.raises(RenderError, match=r"theme/templates/base\.html"):
        page_of('{% extends "base.html" %}')


def test_styles_come_after_ours() -> None:
    plain, themed = files_of(Theme())["site/style.css"], files_of(Theme(styles="p { color: navy }\n"))["site/style.css"]

    assert themed.startswith(plain)
    assert themed.endswith(b"p { color: navy }\n")


def test_files_of_a_theme_are_files_of_the_site() -> None:
    assert files_of(Theme(static=(("fonts/a.woff2", b"font"),)))["site/fonts/a.woff2"] == b"font"


@pytest.mark.parametrize("path", ["index.html", "style.css", "stories", "index.html/more.txt", "stories/ferry.html"])
def test_no_file_of_a_theme_takes_the_place_of_ours(path: str) -> None:
    with pytest.raises(RenderError, match="the site has its own file or folder there"):
        files_of(Theme(static=((path, b""),)))


def test_only_a_theme_with_fonts_lets_pages_load_fonts() -> None:
    plain, themed = files_of(Theme()), files_of(Theme(static=(("a.woff2", b""),)))

    assert b"font-src" not in plain["site/index.html"]
    assert b"connect-src 'self'; font-src 'self'; base-uri" in themed["site/index.html"]


def test_changed_templates_make_stories_anew_and_changed_styles_do_not() -> None:
    theme = Theme(templates=(("base.html", EXTENDS),))

    assert story_key(theme) != story_key(Theme())
    assert story_key(theme) != story_key(Theme(templates=(("base.html", EXTENDS + " "),)))
    assert story_key(theme) == story_key(replace(theme, styles="p { color: navy }"))
