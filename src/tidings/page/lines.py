"""The lines of text around a headline, and the dates and bylines in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from ..markup import clean_text
from ..reading import Claim
from .days import LINE_CHARS_MAX, find_days
from .names import BYLINE_CHARS_MAX
from .noting import note_authors, note_read_date
from .sightings import BLOCKS, CLOSE_LEVELS, SILENT, Zones, walk

BY_LINE = re.compile(
    r"(?:^|[\s|•·,–-])(?:(?:written|posted|published|submitted|created) by|soumis par|(?:geschrieben|verfasst|"
    r"veröffentlicht|"
    r"erstellt|eingestellt|gepostet|publiziert)(?: am [^|]{4,40}?)? von|"
    r"(?:publié|posté|écrit|rédigé) par|(?:publicado|escrito|postado) por:?|(?:scritto|pubblicato) da|"
    r"(?:geschreven|geplaatst) door|"
    r"autor(?:in|en)?\s*:|author\s*:|auteur\s*:|autore\s*:|text\s*:|текст\s*:|автор\s*:|作者\s*[:：]|文\s*[／/]|"
    r"yazan\s*:|yazar\s*:|szerző\s*:|συντάκτης\s*:|執筆者?\s*[:：]|記者\s*[:：]|(?:ein )?(?:gast)?(?:beitrag|text|"
    r"kommentar|artikel|bericht|interview|analyse|reportage|essay) von|a cura di)\s*(?P<name>\S.{1,80})",
    re.IGNORECASE,
)
"""A byline anywhere in a short line."""
BY_START = re.compile(
    r"^(?:by|von|par|por|di|da|door|av|af|door|przez|от)(?:\s*:\s*|\s+)(?P<name>\S.{1,120})", re.IGNORECASE
)
BY_AFTER_DATE = re.compile(
    r"(?:\d{4}|\d{2}:\d{2}(?:\s*(?:uhr|h|am|pm))?)\W{0,4}(?:by|von|par|por|di|da|door|av|"
    r"af)\s+(?P<name>[^\W\d_].{1,80})",
    re.IGNORECASE,
)
DATELINE_CHARS = 60
"""Of a paragraph that may begin with "Berlin, 12 March 2015"."""
SHORT_LINE_CHARS = 160
PAGE_LINES_MAX = 400
STEPS_BEFORE = 40
"""Elements before the headline whose lines are read: dates and bylines stand there too."""
STEPS_AFTER = 140
LINES_BEFORE = 6
LINES_AFTER = 14
PARAGRAPH_CHARS = 220
"""A line this long is of the article's text."""
PARAGRAPHS_MAX = 2
"""After so many of them nothing about the article is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text near the headline."""

    text: str
    is_before: bool


def lines_around(headline: HtmlElement, zones: Zones) -> list[Line]:
    """The lines of text around the headline, those before it too, up to the article's text."""
    before = [line for line in lines_of(nodes_before(headline, zones), headline) if line]
    after = (line for line in lines_of(nodes_after(headline, zones), None) if line)
    lines = [Line(text=line, is_before=True) for line in before[-LINES_BEFORE:]]
    paragraphs = 0
    for line in islice(after, LINES_AFTER):
        lines.append(Line(text=line, is_before=False))
        paragraphs += len(line) >= PARAGRAPH_CHARS
        if paragraphs >= PARAGRAPHS_MAX:
            break
    return lines


def nodes_after(start: HtmlElement, zones: Zones) -> Iterator[tuple[HtmlElement, bool]]:
    """Elements after one in document order, each with whether it is entered or left; bounded."""
    here, steps = start, 0
    yield here, False
    while steps < STEPS_AFTER:
        following = here.getnext()
        while following is None:
            parent = here.getparent()
            if parent is None or parent.tag in ("body", "html"):
                return
            here = parent
            yield here, False
            following = here.getnext()
        here = following
        for inner, entering in walk(here, zones):
            steps += entering
            yield inner, entering
            if steps >= STEPS_AFTER:
                return


def page_lines(body: HtmlElement, zones: Zones | None) -> list[Line]:
    """The short lines of a whole page, without its asides where these are known."""
    nodes = walk(body, zones)
    texts = (line for line in lines_of(nodes, None) if line and len(line) <= SHORT_LINE_CHARS)
    return [Line(text=text, is_before=False) for text in islice(texts, PAGE_LINES_MAX)]


def nodes_before(end: HtmlElement, zones: Zones) -> Iterator[tuple[HtmlElement, bool]]:
    """Elements just before one, from the first of its earlier siblings' and ancestors' siblings within bounds."""
    starts: list[HtmlElement] = []
    here: HtmlElement | None = end
    steps = 0
    for _ in range(CLOSE_LEVELS):
        if here is None or here.tag in ("body", "html") or steps >= STEPS_BEFORE:
            break
        sibling = here.getprevious()
        while sibling is not None and steps < STEPS_BEFORE:
            if isinstance(sibling.tag, str):
                size = sum(1 for _ in zip(sibling.iter(), range(STEPS_BEFORE), strict=False))
                steps += size
                if size < STEPS_BEFORE:
                    starts.append(sibling)
            sibling = sibling.getprevious()
        here = here.getparent()
    for start in reversed(starts):
        yield from walk(start, zones)


def lines_of(nodes: Iterable[tuple[HtmlElement, bool]], until: HtmlElement | None) -> Iterator[str]:
    """Text by lines: a line ends where a block begins or ends."""
    pieces: list[str] = []
    count = 0
    for element, entering in nodes:
        if element is until:
            break
        if element.tag in BLOCKS:
            if (line := "".join(pieces)) and not line.isspace():
                yield clean_text(line)
            pieces, count = [], 0
        piece = (("" if element.tag in SILENT else element.text) if entering else element.tail) or ""
        if count < LINE_CHARS_MAX * 2:
            pieces.append(piece or " ")
            count += len(piece)
    yield clean_text("".join(pieces))


def far_claims(lines: Sequence[Line], *, month_first: bool) -> Iterator[Claim]:
    """Dates and plain bylines in any short line of the page."""
    for line in lines:
        for found in find_days(line.text, element="line of the page", month_first=month_first):
            yield note_read_date("updated" if found.is_change else "published", "visible", found.claim)
        if match := BY_LINE.search(line.text):
            people = note_authors("visible", "line of the page", match["name"], is_certain=True)
            yield from (claim for claim in people if not claim.why)


def line_claims(lines: Sequence[Line], *, month_first: bool) -> Iterator[Claim]:
    """Dates and bylines in the lines around the headline."""
    for line in sorted(lines, key=lambda line: line.is_before):
        if len(line.text) > BYLINE_CHARS_MAX:
            start = find_days(line.text[:DATELINE_CHARS], element="dateline", month_first=month_first)
            yield from (note_read_date("published", "visible", found.claim) for found in start[:1])
            continue
        place = "line before the headline" if line.is_before else "line near the headline"
        for found in find_days(line.text, element=place, month_first=month_first):
            yield note_read_date("updated" if found.is_change else "published", "visible", found.claim)
        for pattern in (BY_LINE, BY_AFTER_DATE, BY_START):
            if match := pattern.search(line.text):
                people = note_authors("visible", place, match["name"], is_certain=pattern is BY_LINE)
                yield from (claim for claim in people if not claim.why)
                break
