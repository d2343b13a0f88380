"""Ways of looking at a case: each makes a function that answers with what it found, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..reading import PageShape
from .case import SEGMENTS_MAX, Case

Look = Callable[[Case], str]
"""A case to what was found, in words or as it stands; empty: nothing."""
FOUND_CHARS_MAX = 60
"""Of what is quoted in a reason."""


def headline(pattern: str) -> Look:
    """The headline, folded, has this; the page's own headline counts as well."""
    wanted = re.compile(pattern)
    return lambda case: quoted(wanted.search(case.folded) or wanted.search(case.page_headline))


def written(pattern: str) -> Look:
    """The headline as it was written, capitals and all, has this."""
    wanted = re.compile(pattern)
    return lambda case: quoted(wanted.search(case.headline))


def lead(pattern: str) -> Look:
    """The excerpt, folded, has this."""
    wanted = re.compile(pattern)
    return lambda case: quoted(wanted.search(case.lead))


def opening(pattern: str) -> Look:
    """The excerpt begins with this, as it was written."""
    wanted = re.compile(pattern)
    return lambda case: quoted(wanted.match(case.excerpt))


def said(pattern: str, *hints: str) -> Look:
    """Headline, excerpt or the beginning of the text, folded, have this.

    It is looked for only where one of the hints is there: texts are long, and a hint is found ten times as fast.
    """
    wanted = re.compile(pattern)

    def look(case: Case) -> str:
        is_likely = any(hint in case.said for hint in hints)
        return quoted(wanted.search(case.said)) if is_likely else ""

    return look


def quoted(match: re.Match[str] | None) -> str:
    """What was found, in quotation marks."""
    return f"“{match[0].strip()[:FOUND_CHARS_MAX]}”" if match and match[0].strip() else ""


def address(pattern: str, *, segments_max: int = SEGMENTS_MAX) -> Look:
    """A whole segment of the address is this; the path may be limited to few segments."""
    wanted = re.compile(pattern)

    def look(case: Case) -> str:
        parts = case.segments if len(case.segments) <= segments_max else ()
        return next((f"/{part}/" for part in parts if wanted.fullmatch(part)), "")

    return look


def slug(pattern: str) -> Look:
    """The last segment of the address has this."""
    wanted = re.compile(pattern)
    return lambda case: quoted(wanted.search(case.segments[-1])) if case.segments else ""


def host(pattern: str) -> Look:
    """The host's name has this."""
    wanted = re.compile(pattern)
    return lambda case: case.host if wanted.search(case.host) else ""


def query(pattern: str) -> Look:
    """The query of an address without a path has this."""
    wanted = re.compile(pattern)
    return lambda case: f"?{case.query[:FOUND_CHARS_MAX]}" if not case.segments and wanted.search(case.query) else ""


def label(pattern: str) -> Look:
    """A section or tag is this."""
    wanted = re.compile(pattern)
    return lambda case: next((f"“{name}”" for name in case.labels if wanted.fullmatch(name)), "")


def typed(pattern: str) -> Look:
    """The page calls itself this."""
    wanted = re.compile(pattern)
    return lambda case: next((name for name in sorted(case.types) if wanted.fullmatch(name)), "")


def only_typed(pattern: str) -> Look:
    """The page calls itself this and no article: players and lists stand inside articles, too."""
    look = typed(pattern)
    return lambda case: "" if case.is_called_article else look(case)


def shaped(told: str, test: Callable[[PageShape], bool]) -> Look:
    """The page's figures are such; ``told`` takes figures by name: ``{teasers_count} teasers``."""

    def look(case: Case) -> str:
        if case.shape is None or not test(case.shape):
            return ""
        return told.format(**{name: getattr(case.shape, name) for name in PageShape.__slots__})

    return look


def both(one: Look, other: Look) -> Look:
    """Both, told together."""

    def look(case: Case) -> str:
        first, second = one(case), other(case)
        return f"{first} and {second}" if first and second else ""

    return look
