"""Proofreading: what is about to be published, read once more before it goes out.

::

    pages    every tag closed, no link of ours that leads nowhere, title, description, heading, language, address
    feeds    well formed, with what their formats require, no id twice; sitemaps name only pages that exist
    data     JSON that can be read
    sizes    nothing that a reader's phone or a feed reader would give up on

Only what is new or changed has to be read: whether a path exists is asked of the whole release.  What publishers wrote
is text by then, so that a fault here is always one of ours: of a template, a theme, or a file that was left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ..errors import PublishError
from ..model import File
from ..urls import is_web_url
from .budgets import size_faults
from .documents import json_faults, xml_faults
from .links import Known, Release
from .markup import page_faults

FAULTS_TOLD: Final = 10
FAULTS_MAX: Final = 100
"""Enough to act on: one broken template breaks every page in the same way."""

__all__ = ["Fault", "proofread", "refuse_faults"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that must not be published as it is."""

    path: str
    line: int
    """From 1; 0: it is the whole file."""
    what: str

    def __str__(self) -> str:
        where = f"{self.path}, line {self.line}" if self.line else self.path
        return f"{where}: {self.what}"


def proofread(files: Iterable[File], has: Known, *, home: str = "") -> tuple[Fault, ...]:
    """Every fault in these files, at most ``FAULTS_MAX``.

    ``has`` tells whether the release will have a file at a path (``site/...``); ``home`` is the masthead's address,
    empty: the site has none.
    """
    release = Release(has=has, home=home.rstrip("/") if is_web_url(home) else "")
    faults: list[Fault] = []
    for file in files:
        faults += [Fault(path=file.path, line=line, what=what) for line, what in faults_of(file, release)]
        if len(faults) >= FAULTS_MAX:
            break
    return tuple(faults[:FAULTS_MAX])


def faults_of(file: File, release: Release) -> Iterator[tuple[int, str]]:
    """What is wrong with one file: (line, what)."""
    yield from size_faults(file)
    reader = READERS.get(file.path.rpartition(".")[2])
    if reader and file.path.startswith("site/"):
        try:
            text = file.data.decode()
        except UnicodeDecodeError as error:
            yield 0, f"it is not UTF-8: {error.reason} at byte {error.start}"
        else:
            yield from reader(file.path, text, release)


READERS: Final[dict[str, Callable[[str, str, Release], Iterator[tuple[int, str]]]]] = {
    "html": page_faults,
    "xml": xml_faults,
    "opml": xml_faults,
    "svg": xml_faults,
    "json": json_faults,
}
"""Who reads a file, by its ending."""


def refuse_faults(files: Iterable[File], has: Known, *, home: str = "") -> None:
    """Raises PublishError where the release would be broken: which file, where, what is wrong and what to do."""
    faults = proofread(files, has, home=home)
    if faults:
        told = "; ".join(str(fault) for fault in faults[:FAULTS_TOLD])
        more = f"; and {len(faults) - FAULTS_TOLD} more" if len(faults) > FAULTS_TOLD else ""
        raise PublishError(
            f"publishing: nothing was written, since the site would be broken: {told}{more}. What was published before "
            "still stands. If you changed a template or theme, mend it and run again; else please report this"
        )
