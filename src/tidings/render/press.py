"""The press: templates and data in, the text of a page out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import RenderError
from ..text import excerpt
from ..urls import is_web_url
from .addresses import page_name
from .told import iso_moment, told_briefly, told_count, told_day, told_moment, told_number, told_share, zone_of

if TYPE_CHECKING:
    from jinja2 import Environment


@lru_cache(maxsize=8)
def make_environment(time_zone: str) -> Environment:
    """Templates that escape everything, forgive no misspelt name, and tell time in one zone.

    Raises RenderError where the zone is unknown.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined  # slow to import; most commands render nothing

    zone = zone_of(time_zone)
    environment = Environment(
        loader=PackageLoader(__package__ or "", "templates"),
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


def draw(template: str, *, time_zone: str = "UTC", page: str = "", **context: Any) -> str:
    """The text that a template makes of its context; ``page`` names the page in an error."""
    from jinja2.exceptions import TemplateError

    try:
        return make_environment(time_zone).get_template(template).render(context)
    except (TemplateError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise RenderError(
            f"rendering {page or template}: {type(error).__name__}: {error}; the fault is in the template"
            f" {template} or in what this page was given"
        ) from error
