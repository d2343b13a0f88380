"""The reference of whom we believe is the table itself; `TIDINGS_APPROVE=1 pytest tests/page` writes it anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tidings.page import PRECEDENCE

REFERENCE = Path(__file__).parents[2] / "docs/reference/precedence.md"
HEAD = """# Whom we believe about a page

For each field of an article the places that may speak of it, the most trusted first. The first claim that passes the field's checks is
believed; all others are kept with the reason why they lost, and `tidings explain URL` shows them ([Pages](../how-it-works/pages.md)).
`*` stands for all other places of its origin.
"""


def lines() -> Iterator[str]:
    for field, places in PRECEDENCE.items():
        yield from ("", f"## {field}", "", "| | origin | place | why |", "|---|---|---|---|")
        for rank, place in enumerate(places, 1):
            yield f"| {rank} | {place.origin} | `{place.place}` | {place.reason} |"


def test_the_reference_is_the_table() -> None:
    wanted = HEAD + "\n".join([*lines(), ""])
    if os.environ.get("TIDINGS_APPROVE") == "1":
        REFERENCE.write_text(wanted, encoding="utf-8")

    assert REFERENCE.read_text(encoding="utf-8") == wanted
