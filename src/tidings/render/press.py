"""The press: templates and data in, the text of a page out."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from ..errors import RenderError
from ..model import TEMPLATES_FOLDER, THEME_FOLDER
from ..text import excerpt
from ..urls import is_web_url
from .addresses import page_name
from .told import iso_moment, told_briefly, told_count, told_day, told_moment, told_number, told_share, zone_of

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

Templates = tuple[tuple[str, str], ...]
"""A theme's own, by name."""
ORIGINALS = "tidings"
"""Below this name a theme finds our templates that it stands in for."""
FAULTS = (AttributeError, LookupError, TypeError, ValueError, ArithmeticError, RecursionError)
"""What a template may do wrong with what it is given; the last: it extends itself."""


@lru_cache(maxsize=8)
def make_environment(time_zone: str, templates: Templates = ()) -> Environment:
    """Templates that escape everything, forgive no misspelt name, and tell time in one zone; a theme's work in a
    sandbox: they may come from strangers.

    Raises RenderError where the zone is unknown.
    """
    from jinja2 import Environment, StrictUndefined  # slow to import; most commands render nothing
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    zone = zone_of(time_zone)
    environment = (ImmutableSandboxedEnvironment if templates else Environment)(
        loader=loader_of(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.tests["web_url"] = is_web_url
    environment.filters |= {
        "iso": iso_moment,
        "told": lambda moment: told_moment(moment, zone),
        "told_briefly": lambda moment, today=None: told_briefly(moment, zone, today),
        "told_day": told_day,
        "number": told_number,
        "fixed": lambda value, decimals: f"{value:.{decimals}f}",
        "count_of": told_count,
        "percent": told_share,
        "page_name": page_name,
        "cut": cut,
    }
    return environment


@lru_cache(maxsize=4096)
def cut(text: str, chars_max: int) -> str:
    """As many whole sentences as fit; a story stands in several lists."""
    return excerpt(text, chars_max=chars_max)


def loader_of(templates: Templates) -> BaseLoader:
    """Finds our templates, a theme's before them."""
    from jinja2 import ChoiceLoader, FunctionLoader, PackageLoader, PrefixLoader

    ours = PackageLoader(__package__ or "", "templates")
    if not templates:
        return ours
    texts = dict(templates)

    def find(name: str) -> tuple[str, str, None] | None:
        text = texts.get(name)
        return None if text is None else (text, file_of(name), None)

    return ChoiceLoader([FunctionLoader(find), PrefixLoader({ORIGINALS: ours}), ours])


def file_of(name: str) -> str:
    """Where a theme has a template, from the desk's folder."""
    return f"{THEME_FOLDER}/{TEMPLATES_FOLDER}/{name}"


def draw(template: str, *, time_zone: str = "UTC", page: str = "", templates: Templates = (), **context: Any) -> str:
    """The text that a template makes of its context; ``page`` names the page in an error, ``templates`` are a
    theme's.
    """
    from jinja2.exceptions import TemplateError

    try:
        return make_environment(time_zone, templates).get_template(template).render(context)
    except (TemplateError, *FAULTS) as error:
        raise RenderError(
            f"rendering {page or template}: {type(error).__name__}: {error}; the fault is in the template"
            f" {place_of(error) or template} or in what this page was given"
        ) from error


def place_of(error: Exception) -> str:
    """The file and line of a theme that an error arose in last; empty: in none."""
    from jinja2 import TemplateSyntaxError

    told = ((frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__))
    own = [(error.filename or "", error.lineno)] if isinstance(error, TemplateSyntaxError) else []
    ours = [f"{file}, line {line}" for file, line in chain(told, own) if file.startswith(file_of(""))]
    return ours[-1] if ours else ""
