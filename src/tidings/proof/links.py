"""Links of pages and feeds, and whether the release has what they lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from posixpath import dirname, join, normpath
from typing import Final
from urllib.parse import unquote

Known = Callable[[str], bool]
"""Tells whether the release will have a file at a path."""
SITE: Final = "site/"
INDEX: Final = "index.html"
SCHEME = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\-\t\n\r]*):")
"""As browsers find it: white space within and controls before it do not count."""
HARMLESS: Final = frozenset({"http", "https", "mailto", "tel"})
"""What a link may begin with; others run something or carry a page of their own."""


@dataclass(frozen=True, slots=True)
class Release:
    """What the site will be: links from one folder are looked up once."""

    has: Known
    home: str = ""
    """The site's address; empty: it has none."""
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def trouble_with(self, link: str, page: str) -> str:
        """Why a link (as it stands in the markup) on a page (``site/...``) cannot stay; empty: it can."""
        if link.startswith(("https://", "http://")) and not (self.home and link.startswith(self.home)):
            return ""  # most are publishers' own; what has to be unescaped or cleaned first is looked at below
        key = (page.rpartition("/")[0], link)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self.look_up(unescape(link), page)
        return found

    def look_up(self, link: str, page: str) -> str:
        """The same for a link as it is meant."""
        scheme = SCHEME.match(link)
        if scheme and (name := re.sub(r"\s", "", scheme[1]).lower()) not in HARMLESS:
            return f"a link that begins with {name}: is none that we make"
        target = self.target_of(link, page)
        return "" if target is None or self.has(target) else f"the link {link!r} leads nowhere"

    def target_of(self, link: str, page: str) -> str | None:
        """The file that a link means; None: it leads out, or to a place on the page itself."""
        if link.startswith(("#", "?", "//")) or not link:
            return None
        home = self.home.rstrip("/")
        if home and (link == home or link.startswith((f"{home}/", f"{home}?", f"{home}#"))):
            # A desk may publish its feeds alone; its pages are then somewhere else.
            inside = link[len(home) :].lstrip("/") if self.has(SITE + INDEX) else None
            return None if inside is None else whole(path_of(inside))
        if SCHEME.match(link):
            return None
        if link.startswith("/"):
            return self.below_root(path_of(link[1:]))
        return whole(normpath(join(dirname(page).removeprefix("site").lstrip("/"), path_of(link) or ".")), link)

    def below_root(self, path: str) -> str:
        """The file of a path from the server's root: the site may lie in a folder there, and may have been moved."""
        while not self.has(whole(path)) and "/" in path.rstrip("/"):
            path = path.partition("/")[2]
        return whole(path)


def path_of(link: str) -> str:
    """A link's path, without what is asked and where on the page it leads."""
    return unquote(re.split(r"[?#]", link, maxsplit=1)[0])


def whole(path: str, link: str = "") -> str:
    """A path inside the site as the release names it; a folder's page is its index."""
    if path in ("", "."):
        return SITE + INDEX
    return f"{SITE}{path.rstrip('/')}/{INDEX}" if path.endswith("/") or path_of(link).endswith("/") else SITE + path


def candidates(srcset: str) -> Iterator[str]:
    """The addresses in a ``srcset``."""
    for candidate in re.split(r",\s+", srcset.strip()):
        if words := candidate.split():
            yield words[0]
