"""Feeds, sitemaps and JSON: the W3C's feed validator, and schemas."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from lxml import etree

from findings import Check, Fault, Site, skipped
from machines import SHARED, must_say, pages_under, run

SCHEMAS = SHARED / "bench/schemas"
CHECKOUT = "TIDINGS_FEEDVALIDATOR"
"""Names a checkout of the W3C's feed validator in the environment."""
FEED_ROOTS = {"rss", "feed"}
OPML_ROOT = "opml"
SITEMAP_SCHEMAS = {"urlset": "sitemap.xsd", "sitemapindex": "siteindex.xsd"}
ASK = """
import sys, json
sys.path.insert(0, sys.argv[1])
import feedvalidator
from feedvalidator import logging
told = []
for file, address in zip(sys.argv[2::2], sys.argv[3::2]):
    with open(file, "rb") as body:
        events = feedvalidator.validateStream(body, firstOccurrenceOnly=0, base=address)["loggedEvents"]
    for e in events:
        kinds = isinstance(e, logging.Error), isinstance(e, logging.Warning)
        told.append([file, type(e).__name__, *kinds, e.params.get("line", 0)])
print(json.dumps(told))
"""
NO_MATTER = {
    "ContainsRelRef",  # our pages' addresses are absolute; it guesses at words in the text
    "MissingSelf",  # a site without an address cannot have it
}
"""Kinds of its warnings that do not matter."""


def root_of(path: Path) -> str:
    """The name of a document's root; empty: it is no XML."""
    try:
        return str(etree.QName(etree.parse(path).getroot()).localname)
    except etree.XMLSyntaxError:
        return ""


def files_with(site: Site, roots: set[str]) -> list[str]:
    """XML files of the site whose root has one of these names."""
    return [path for path in pages_under(site.folder, (".xml", ".opml")) if root_of(site.folder / path) in roots]


def find_feedvalidator() -> Path | None:
    """The ``src`` folder of a checkout, where there is one."""
    places = (
        [Path(os.environ[CHECKOUT])]
        if os.environ.get(CHECKOUT)
        else [SHARED / "feedvalidator", SHARED / "bench/feedvalidator"]
    )
    return next(
        (found for place in places for found in (place / "src", place) if (found / "feedvalidator").is_dir()), None
    )


def feeds(site: Site) -> Check:
    """The W3C's rules for RSS, Atom and OPML."""
    source = find_feedvalidator()
    if source is None:
        return skipped("feedvalidator", f"no checkout of w3c/feedvalidator; {CHECKOUT}=folder names one")
    paths = files_with(site, FEED_ROOTS | {OPML_ROOT})
    pairs = [word for path in paths for word in (str(site.folder / path), f"{site.home}/{path}")]
    told = json.loads(must_say("feedvalidator", run(sys.executable, "-W", "ignore", "-c", ASK, str(source), *pairs)))
    faults = tuple(
        Fault(
            page=file.removeprefix(f"{site.folder}/"),
            what=f"{kind}, line {line}",
            severity="error" if is_error else "warning",
        )
        for file, kind, is_error, is_warning, line in told
        if is_error or (is_warning and kind not in NO_MATTER)
    )
    return Check(tool="feedvalidator", looked_at=len(paths), faults=faults)


def xml(site: Site) -> Check:
    """Every XML file is well formed: libxml2's strict parser, which is xmllint's, too."""
    paths = pages_under(site.folder, (".xml", ".opml", ".svg"))
    faults = []
    for path in paths:
        try:
            etree.parse(site.folder / path, etree.XMLParser(no_network=True))
        except etree.XMLSyntaxError as error:
            faults.append(Fault(page=path, what=str(error)))
    return Check(tool="XML", looked_at=len(paths), faults=tuple(faults))


def sitemaps(site: Site) -> Check:
    """Every sitemap and index of them by the protocol's schema."""
    if not SCHEMAS.is_dir():
        return skipped("sitemap XSD", f"the schemas are not in {SHARED.name}/bench/schemas beside the project")
    schemas = {root: etree.XMLSchema(file=str(SCHEMAS / name)) for root, name in SITEMAP_SCHEMAS.items()}
    paths = files_with(site, set(SITEMAP_SCHEMAS))
    faults: list[Fault] = []
    for path in paths:
        schema = schemas[root_of(site.folder / path)]
        if not schema.validate(without_extensions(site.folder / path)):
            faults += [Fault(page=path, what=f"line {error.line}: {error.message}") for error in schema.error_log]
    return Check(tool="sitemap XSD", looked_at=len(paths), faults=tuple(faults))


def without_extensions(path: Path) -> etree._ElementTree:
    """A sitemap without what its own schema leaves to others: news and pictures have schemas that are not here."""
    document = etree.parse(path)
    own = etree.QName(document.getroot()).namespace
    for element in [*document.iter("*")]:
        parent = element.getparent()
        if parent is not None and etree.QName(element).namespace != own:
            parent.remove(element)
    return document


def json_feeds(site: Site) -> Check:
    """Every JSON Feed by the schema of its version; every other JSON file can be read."""
    if not SCHEMAS.is_dir():
        return skipped("JSON Feed", f"the schemas are not in {SHARED.name}/bench/schemas beside the project")
    try:
        import jsonschema  # noqa: F401
    except ImportError:
        return skipped("JSON Feed", "jsonschema is not installed")
    sys.path.insert(0, str(SHARED / "bench"))
    from validate_jsonfeed import errors_in  # type: ignore[import-not-found]

    paths = pages_under(site.folder, (".json",))
    faults: list[Fault] = []
    count = 0
    for path in paths:
        data: Any = json.loads((site.folder / path).read_text(encoding="utf-8"))
        if isinstance(data, dict) and "jsonfeed.org" in str(data.get("version", "")):
            count += 1
            faults += [Fault(page=path, what=error) for error in errors_in(data)]
    return Check(tool="JSON Feed", looked_at=count, faults=tuple(faults))
