"""The sitemap: every page that a search engine may know, with when a story last changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from lxml import etree

from ..model import Edition, File
from .addresses import address, site_url, story_path
from .told import iso_moment

NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES_MAX: Final = 50_000
"""The protocol's limit for one file."""


def sitemap(edition: Edition, paths: Iterable[str]) -> Iterator[File]:
    """The sitemap of pages at these paths; none where the site has no address, since it needs absolute ones."""
    if not site_url(edition.masthead):
        return
    changed = {story_path(story.slug): story.updated for story in edition.stories}
    spaces = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}urlset", nsmap=spaces)  # type: ignore[arg-type]  # stubs know no default
    for path in sorted(paths)[:PAGES_MAX]:
        entry = etree.SubElement(root, f"{{{NAMESPACE}}}url")
        loc = etree.SubElement(entry, f"{{{NAMESPACE}}}loc")
        loc.text = quote(address(edition.masthead, path), safe=":/%~?#[]@!$&'()*+,;=")
        if path in changed:
            etree.SubElement(entry, f"{{{NAMESPACE}}}lastmod").text = iso_moment(changed[path])
    data = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    yield File(path="site/sitemap.xml", data=bytes(data))
