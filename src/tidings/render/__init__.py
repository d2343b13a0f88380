"""Editions to files: records, the site, its feeds and its API; a function of the edition alone.

::

    records    records/<name>.md            one for each published article
    site       site/*.html, style.css ...   the pages for readers
    feeds      site/feed.xml, rss.xml, feed.json, and the same below site/topics/ and site/stories/
    cards      site/cards/**.png            where Pillow is
    api        site/api/index.json, site/api/v1/**.json

What others make of the same edition (``everyday_api``) is only linked here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import pairwise
from typing import Final

from ..errors import RenderError
from ..model import Edition, File
from .addresses import refuse_unsafe_names
from .api import api
from .clean import clean, without_credentials
from .feeds import announced_files, feeds
from .openapi import EVERYDAY_OUTPUT
from .records import records
from .site import site
from .social_cards import CARDS_OUTPUT, social_cards

Output = Callable[[Edition, Collection[str]], Iterator[File]]
"""Makes the files of one output; is told all the outputs, so that pages link only what there is."""

MAKERS: Final[Mapping[str, Output]] = {
    "records": records,
    "site": site,
    "feeds": feeds,
    "api": api,
    CARDS_OUTPUT: social_cards,
}
OUTPUTS: Final = tuple(name for name in MAKERS if name != CARDS_OUTPUT)
"""Those that any machine can make; cards need Pillow."""
MADE_ELSEWHERE: Final = (EVERYDAY_OUTPUT,)
"""Outputs that are told of so that our files link them."""

__all__ = [
    "CARDS_OUTPUT",
    "MADE_ELSEWHERE",
    "OUTPUTS",
    "announced_files",
    "clean",
    "refuse_double_paths",
    "render",
]


def render(edition: Edition, *, outputs: Collection[str] = OUTPUTS) -> list[File]:
    """All files of an edition, sorted by path; the same edition always gives the same bytes.

    Raises RenderError where a page cannot be made, naming it.
    """
    if unknown := sorted(set(outputs) - {*MAKERS, *MADE_ELSEWHERE}):
        raise RenderError(f"rendering: there is no output {unknown[0]!r}; choose from {', '.join(MAKERS)}")
    cleaned = without_credentials(clean(edition))
    refuse_unsafe_names(cleaned)
    files = [file for name in MAKERS if name in outputs for file in MAKERS[name](cleaned, outputs)]
    files.sort(key=lambda file: file.path)
    refuse_double_paths(files)
    return files


def refuse_double_paths(files: list[File]) -> None:
    """Raises RenderError where two files want one path, since one would silently be lost."""
    for file, following in pairwise(files):
        if file.path == following.path:
            raise RenderError(f"rendering {file.path}: two pages want this path; rename one of their topics or slugs")
