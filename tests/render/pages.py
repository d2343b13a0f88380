"""What the tests ask of rendered files."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from lxml import html

from tidings.model import Edition
from tidings.render import OUTPUTS, render

OUR_SCRIPT = re.compile(r"((\.\./)*|/(isles/)?)site\.js|search\.js")
"""The addresses of the scripts that pages have: one on all, and one on the search page."""


def by_path(edition: Edition, outputs: Collection[str] = OUTPUTS) -> dict[str, bytes]:
    """Rendered bytes by path."""
    return {file.path: file.data for file in render(edition, outputs=outputs)}


def pages_of(files: Mapping[str, bytes]) -> dict[str, html.HtmlElement]:
    """The parsed pages by path."""
    return {path: html.document_fromstring(data.decode()) for path, data in files.items() if path.endswith(".html")}


def scripts_of(page: html.HtmlElement) -> list[html.HtmlElement]:
    """Everything that could run and is not the site's own script."""
    return [
        script
        for script in page.iter("script")
        if script.get("type") != "application/ld+json"
        and (script.text or not OUR_SCRIPT.fullmatch(script.get("src", "")))
    ]


def text_of(page: html.HtmlElement) -> str:
    """All words of a page, white space folded."""
    return " ".join(page.text_content().split())


def inside(path: str, link: str) -> str | None:
    """The file that a relative link on a page means, or None for a link out, on the page itself, or from the
    server's root, which only the page for missing addresses has.
    """
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return normpath(join(dirname(path), unquote(parts.path)))


def addresses(page: html.HtmlElement) -> list[str]:
    """Everything a page links or loads."""
    return [str(address) for _, name, address, _ in page.iterlinks() if name in ("href", "src")]
