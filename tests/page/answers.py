"""Pages as they would be fetched."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tidings.page import read_page
from tidings.reading import PageAnswer, PageReading

PAGES = Path(__file__).parent / "pages"
URL = "https://www.bay-review.example/news/eels"
FETCHED = datetime(2026, 2, 18, 12, 0, tzinfo=UTC)
WORDS = (
    "The council of Harrow Bay argued late into the night before the members agreed to rebuild the harbour wall. " * 3
)


def answer(body: bytes | str, *, url: str = URL, headers: tuple[tuple[str, str], ...] = ()) -> PageAnswer:
    """An answer with this body."""
    raw = body.encode() if isinstance(body, str) else body
    return PageAnswer(
        url=url,
        final_url=url,
        status=200,
        fetched_at=FETCHED,
        content_type="text/html; charset=utf-8",
        headers=headers,
        body=raw,
    )


def read(head: str = "", body: str = "", *, url: str = URL, headers: tuple[tuple[str, str], ...] = ()) -> PageReading:
    """The reading of a page with this head and this body, around some text."""
    whole = f'<!doctype html><html lang="en"><head>{head}</head><body>{body}<p>{WORDS}</p></body></html>'
    return read_page(answer(whole, url=url, headers=headers))


def load_case(name: str) -> tuple[PageAnswer, dict[str, Any]]:
    """A saved page and what is expected of it."""
    case = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    return answer((PAGES / f"{name}.html").read_bytes(), url=case["url"]), case["expected"]
