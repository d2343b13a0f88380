"""The outside judges of a site: real validators on the demo's edition and on the recorded world's.

    python validate/validate.py [--only vnu ...] [--site demo] [--json FILE] [--shots FOLDER] [--strict]

Each edition is made, served by ``tidings serve`` on loopback, and looked at.  A validator whose programs or data are
not here is skipped, and the table says why.  Exit status 1: something has an error, or, with --strict, was skipped.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import browser_checks
import data_checks
import feed_checks
import markup_checks
from editions import make_demo, make_world, served, why_no_world
from findings import Check, Site, as_data, skipped, table

CHECKS: dict[str, Callable[[Site], Check | list[Check]]] = {
    "vnu": markup_checks.nu,
    "html-validate": markup_checks.html_validate,
    "links": markup_checks.links,
    "xml": feed_checks.xml,
    "feeds": feed_checks.feeds,
    "json-feeds": feed_checks.json_feeds,
    "sitemaps": feed_checks.sitemaps,
    "structured": data_checks.structured,
    "rich-results": data_checks.rich_results,
    "budget": data_checks.budget,
    "look": browser_checks.looks,
    "lighthouse": browser_checks.lighthouse,
}
"""By the name that ``--only`` takes, in the order in which they are run."""
SITES = {"demo": make_demo, "world": make_world}


def judged(names: Sequence[str], sites: Sequence[str], *, shots: str) -> Iterator[tuple[str, Check]]:
    """Every check of every site, as soon as it is done."""
    for name in sites:
        if name == "world" and (why := why_no_world()):
            yield name, skipped("(all)", why)
            continue
        with served(name, SITES[name](), shots=shots) as site:
            for check in names:
                print(f"{name}: {check} ...", file=sys.stderr, flush=True)
                found = CHECKS[check](site)
                yield from ((name, one) for one in (found if isinstance(found, list) else [found]))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=[*CHECKS], help="run only this; may be repeated")
    parser.add_argument("--site", action="append", choices=[*SITES], help="look only at this; may be repeated")
    parser.add_argument("--json", type=Path, help="write everything found to a file")
    parser.add_argument("--shots", default="", help="take screenshots into this folder")
    parser.add_argument("--strict", action="store_true", help="what was skipped is an error, too")
    options = parser.parse_args()
    shots = str(Path(options.shots).resolve()) if options.shots else ""
    rows = list(judged(options.only or [*CHECKS], options.site or [*SITES], shots=shots))
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps([as_data(site, check) for site, check in rows], indent=2) + "\n")
    has_errors = any(check.count("error") for _, check in rows)
    sys.exit(has_errors or (options.strict and any(check.skipped for _, check in rows)))


if __name__ == "__main__":
    main()
