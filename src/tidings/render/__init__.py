"""Editions to files: records, the site, its feeds and its API; a function of the edition alone.

::

    records    records/<name>.md            one for each published article
    site       site/*.html, style.css ...   the pages for readers
    feeds      site/feed.xml, rss.xml, feed.json, and the same below site/topics/ and site/stories/
    cards      site/cards/**.png            where Pillow is
    search     site/search.html, search/**.json, opensearch.xml
    api        site/api/index.json, site/api/v1/**.json

What others make of the same edition (``everyday_api``) is only linked here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from ..errors import RenderError
from ..model import NO_THEME, Edition, File, PastFront, Theme
from .addresses import refuse_unsafe_names
from .api import api
from .clean import clean, without_credentials
from .feeds import announced_files, feeds
from .openapi import EVERYDAY_OUTPUT
from .plates import Issue, Plate, issue_of, plate_of, printed, renewed
from .records import records
from .search import SEARCH_OUTPUT, search
from .site import site
from .social_cards import CARDS_OUTPUT, social_cards
from .themed import static_plates

Output = Callable[[Issue], Iterator[Plate]]
"""The files of one output, ready to be made."""

MAKERS: Final[Mapping[str, Output]] = {
    "records": records,
    "site": site,
    "feeds": feeds,
    "api": api,
    CARDS_OUTPUT: social_cards,
    SEARCH_OUTPUT: search,
}
OUTPUTS: Final = tuple(name for name in MAKERS if name != CARDS_OUTPUT)
"""Those that any machine can make; cards need Pillow."""
MADE_ELSEWHERE: Final = (EVERYDAY_OUTPUT,)
"""Outputs that are told of so that our files link them."""

__all__ = [
    "CARDS_OUTPUT",
    "MADE_ELSEWHERE",
    "OUTPUTS",
    "Plate",
    "announced_files",
    "clean",
    "in_order",
    "plate_of",
    "plates_of",
    "printed",
    "render",
    "renewed",
]


def render(edition: Edition, *, outputs: Collection[str] = OUTPUTS, theme: Theme = NO_THEME) -> list[File]:
    """All files of an edition, sorted by path; the same edition always gives the same bytes.

    Raises RenderError where a page cannot be made, naming it.
    """
    return printed(in_order(plates_of(edition, outputs=outputs, theme=theme)))


def plates_of(
    edition: Edition,
    *,
    outputs: Collection[str] = OUTPUTS,
    fronts: Sequence[PastFront] = (),
    theme: Theme = NO_THEME,
) -> list[Plate]:
    """What all files of an edition are to be made from, with the front pages of the days, the newest first, in the look
    of a theme.

    Raises RenderError where an output is not one of ours.
    """
    if unknown := sorted(set(outputs) - {*MAKERS, *MADE_ELSEWHERE}):
        raise RenderError(f"rendering: there is no output {unknown[0]!r}; choose from {', '.join(MAKERS)}")
    cleaned = without_credentials(clean(edition))
    refuse_unsafe_names(cleaned)
    issue = issue_of(cleaned, outputs, fronts=clean(tuple(fronts)), theme=theme)
    plates = [plate for name in MAKERS if name in outputs for plate in MAKERS[name](issue)]
    return [*plates, *static_plates(theme, plates)] if "site" in outputs else plates


def in_order(plates: list[Plate]) -> list[Plate]:
    """The same by path.  Raises RenderError where two want one path, since one would silently be lost."""
    ordered = sorted(plates, key=lambda plate: plate.path)
    for plate, following in pairwise(ordered):
        if plate.path == following.path:
            raise RenderError(f"rendering {plate.path}: two pages want this path; rename one of their topics or slugs")
    return ordered
