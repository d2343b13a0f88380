"""HTML, CSS and links: the Nu checker, html-validate, linkinator."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from findings import Check, Fault, Site, skipped
from machines import PACKAGES, must_say, pages_under, run, why_no_java, why_no_node

RULES = {
    "long-title": "off",  # headlines are the publishers', and as long as they are
    "doctype-style": "off",  # upper or lower case is a matter of taste
    "aria-label-misuse": ["error", {"allowAnyNamable": True}],  # lists and tables may have names
    "prefer-native-element": ["error", {"exclude": ["region"]}],  # tables that scroll are no sections of the text
}  # fmt: skip
"""Where the house differs from html-validate's recommendations, and why."""
OWN_STYLESHEET = re.compile(r"violates Content Security Policy.*style\.css” blocked")
"""Said of files, which have no origin of their own; in the browser the same policy blocks nothing."""
BATCH = 400
"""Pages in one command line."""


def nu(site: Site) -> Check:
    """The Nu HTML checker on every page, stylesheet and drawing."""
    if why := why_no_java():
        return skipped("vnu", why)
    jar = str(PACKAGES / "vnu-jar/build/dist/vnu.jar")
    options = ("--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg", "--format", "json")
    count = len(pages_under(site.folder, (".html", ".css", ".svg")))
    done = run("java", "-jar", jar, *options, "--skip-non-html", str(site.folder))
    faults = tuple(
        Fault(
            page=message.get("url", "").rpartition(f"{site.folder}/")[2],
            what=f"{message['message']} {message.get('extract', '').strip()[:120]}".strip(),
            severity="warning" if message["type"] == "info" else "error",
        )
        for message in json.loads(must_say("vnu", done))["messages"]
        if (message["type"] != "info" or message.get("subType") == "warning")
        and not OWN_STYLESHEET.search(message["message"])
    )
    return Check(tool="vnu", looked_at=count, faults=faults)


def html_validate(site: Site) -> Check:
    """html-validate's recommended rules on every page."""
    if why := why_no_node():
        return skipped("html-validate", why)
    config = PACKAGES / ".html-validate.json"
    config.write_text(json.dumps({"root": True, "extends": ["html-validate:recommended"], "rules": RULES}))
    pages = pages_under(site.folder)
    faults: list[Fault] = []
    for begin in range(0, len(pages), BATCH):
        paths = [str(site.folder / page) for page in pages[begin : begin + BATCH]]
        for result in ask_html_validate(config, paths):
            page = result["filePath"].removeprefix(f"{site.folder}/")
            faults += [
                Fault(
                    page=page,
                    what=f"{message['ruleId']}: {message['message']}, line {message['line']}",
                    severity="error" if message["severity"] == 2 else "warning",
                )
                for message in result["messages"]
            ]
    return Check(tool="html-validate", looked_at=len(pages), faults=tuple(faults))


def ask_html_validate(config: Path, paths: list[str]) -> Any:
    """What it says of files, by way of a file: it ends before a pipe has taken everything."""
    with tempfile.TemporaryDirectory(prefix="tidings-html-validate-") as folder:
        said = Path(folder) / "said.json"
        done = run("node", str(PACKAGES / ".bin/html-validate"), "--config", str(config), "-f", f"json={said}", *paths)
        if not said.is_file():
            raise SystemExit(f"running html-validate: {done.stderr.strip()[-1500:]}")
        return json.loads(said.read_text(encoding="utf-8"))


def links(site: Site) -> Check:
    """Every link between our own pages and files, followed from the front page; those out are not asked.

    It serves the folder itself: it keeps connections open by the hundred, and `tidings serve` turns such callers away.
    """
    if why := why_no_node():
        return skipped("linkinator", why)
    options = ("--recurse", "--format", "json", "--skip", r"^https?://(?!localhost[:/])")
    done = run("node", str(PACKAGES / ".bin/linkinator"), ".", *options, cwd=site.folder)
    found = json.loads(must_say("linkinator", done))["links"]
    asked = [link for link in found if link["state"] != "SKIPPED"]
    faults = tuple(
        Fault(page=link.get("parent") or "", what=f"{link['status']} {link['url']}")
        for link in asked
        if link["state"] == "BROKEN"
    )
    return Check(tool="linkinator", looked_at=len(asked), faults=faults)
