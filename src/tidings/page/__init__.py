"""Reading one page: stands in until the real reader is merged."""

from __future__ import annotations

import re

from ..markup import clean_text
from ..reading import PageAnswer, PageReading

TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


def read_page(answer: PageAnswer) -> PageReading:
    """The title."""
    title = TITLE.search(answer.body.decode("utf-8", "replace"))
    return PageReading(url=answer.final_url, headline=clean_text(title[1]) if title else "")
