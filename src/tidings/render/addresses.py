"""Where things are found: paths inside the site, absolute addresses where the site has one, and ids
that never change.
"""

from __future__ import annotations

import re
import uuid
from typing import Final
from urllib.parse import quote

from ..errors import RenderError
from ..model import Edition, Masthead, RankedStory
from ..urls import is_web_url

SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
IDS: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:tidings")
"""Namespace of the ids in our feeds."""


def refuse_unsafe_names(edition: Edition) -> None:
    """Raises RenderError where a name that becomes a file name could leave its folder."""
    names = [
        *(("slug", story.slug) for story in edition.stories),
        *(("slug", old) for old, _ in edition.redirects),
        *(("slug", new) for _, new in edition.redirects),
        *(("slug", withdrawal.slug) for withdrawal in edition.withdrawn),
        *(("topic id", topic.id) for topic in edition.topics),
        *(("source id", line.source.id) for line in edition.sources),
        *(("record name", r.record_name) for story in edition.stories for r in story.reports if r.record_name),
    ]
    for kind, name in names:
        if not SAFE_NAME.fullmatch(name):
            raise RenderError(
                f"rendering edition {edition.number}: the {kind} {name!r} cannot be a file name;"
                " it needs 1 to 200 letters, digits, dots, hyphens, starting with a letter or digit"
            )


def page_name(name: str) -> str:
    """File name for a topic or source, less its ending; ``index`` is taken by the folder's own page."""
    return "index_" if name == "index" else name


def story_path(slug: str) -> str:
    """A story's page inside the site."""
    return f"stories/{slug}.html"


def ascii_url(url: str) -> str:
    """An address with what is not ASCII percent-encoded, as feed formats want it."""
    return "".join(letter if letter.isascii() else quote(letter, errors="replace") for letter in url)


def site_url(masthead: Masthead) -> str:
    """The site's absolute address without a final slash; empty where the masthead has none."""
    url = masthead.url.rstrip("/")
    return url if is_web_url(url) else ""


def address(masthead: Masthead, path: str) -> str:
    """A page's absolute address, or its path inside the site where the site has no address."""
    base = site_url(masthead)
    if not base:
        return path
    return f"{base}/" if path == "index.html" else f"{base}/{path}"


def story_uri(story: RankedStory) -> str:
    """A story's id in feeds: the same wherever the site lives and whatever its page is called."""
    return uuid.uuid5(IDS, f"story:{story.id}").urn


def site_uri(masthead: Masthead) -> str:
    """The site's id in feeds: follows its address, else its title."""
    return uuid.uuid5(IDS, f"site:{site_url(masthead) or masthead.title}").urn
