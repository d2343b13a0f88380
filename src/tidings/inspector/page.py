"""The inspector's page: one file that asks for nothing, and works without its script for reading."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, tzinfo
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ..errors import RenderError
from ..model import Link
from ..orderlines import is_orderable, write_order
from ..urls import is_web_url
from .told import tell_reason, told_probability
from .values import Inspection

if TYPE_CHECKING:
    from jinja2 import Environment

WEAK_SHARE: Final = 0.4
"""A link no further above the bar than this share of the way to certainty is marked: it is the first to look at."""
POLICY: Final = "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


def draw_page(inspection: Inspection, *, key: str = "") -> str:
    """The page as one HTML text.

    ``key`` is what the small server wants to see with an order; empty: the page lies on a disk, and orders are copied.
    Raises RenderError.
    """
    from jinja2.exceptions import TemplateError

    try:
        return (
            make_environment()
            .get_template("inspector.html")
            .render(
                view=inspection,
                key=key,
                policy=policy_of(is_served=bool(key)),
                style=read("inspector.css"),
                script=read("inspector.js"),
                told=lambda moment: told_moment(moment, inspection.zone),
                urls_of=lambda story: {piece.id: piece.url for piece in story.pieces},
                ids={story.id for story in (*inspection.stories, *inspection.singles)},
                is_weak=lambda link: link.probability < inspection.bar + WEAK_SHARE * (1 - inspection.bar),
            )
        )
    except (TemplateError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise RenderError(
            f"drawing the inspector: {type(error).__name__}: {error}; the fault is in its template"
        ) from error


def policy_of(*, is_served: bool) -> str:
    """What a browser may do with the page: its own style and script, and where it is served, asking its server."""
    policy = POLICY.format(style=hash_of(read("inspector.css")), script=hash_of(read("inspector.js")))
    return f"{policy}; connect-src 'self'" if is_served else policy


def hash_of(text: str) -> str:
    """A style or script as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@lru_cache(maxsize=4)
def read(name: str) -> str:
    """The text of a part of the page."""
    return (files(__package__ or "") / "templates" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def make_environment() -> Environment:
    """Templates that escape everything and forgive no misspelt name."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # slow to import; most commands draw nothing

    environment = Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.tests |= {"web_url": is_web_url, "orderable": is_orderable}
    environment.filters |= {"reason": tell_reason, "sure": told_probability, "strongest": strongest}
    environment.globals["order_line"] = lambda kind, *urls: write_order(kind, urls)
    return environment


def strongest(link: Link) -> str:
    """The strongest reason of a link in its words, for a line; empty: it has none.

    What is known before anything is compared is the same for all.
    """
    own = [reason for reason in link.reasons if reason.name != "before" and reason.points]
    told = [reason.why or f"{reason.name} {reason.value:g}" for reason in own]
    return "; ".join(told[:1])


def told_moment(moment: datetime, zone: tzinfo) -> str:
    """Day and time, short: a list has many of them."""
    return f"{moment.astimezone(zone):%d %b %H:%M}"
