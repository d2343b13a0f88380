"""What an import and an export did."""

from __future__ import annotations

from dataclasses import dataclass

from ..everyday.site import SiteProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCount:
    """Files of one type of content."""

    name: str
    """The name of their folder: ``_news``, ``_learning/videos`` ..."""
    files: int = 0
    read: int = 0
    """Understood; 0 also where nobody tried, as with pictures."""
    unreadable: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import found and kept."""

    folder: str
    desk: str
    title: str
    types: tuple[TypeCount, ...] = ()
    files_new: int = 0
    files_changed: int = 0
    files_same: int = 0
    files_bytes: int = 0
    """Of all files that are kept now."""
    files_gone: tuple[str, ...] = ()
    """Kept from before, but not in the folder any more."""
    left_out: tuple[SiteProblem, ...] = ()
    """What was not kept, and why."""
    problems: tuple[SiteProblem, ...] = ()
    """Files that are kept, but could not be read as what they are, or say something odd."""
    articles_new: int = 0
    articles_changed: int = 0
    articles_known: int = 0
    """That a feed of the desk had brought before; its word stays."""
    boosts: int = 0
    views: int = 0
    """Records that readers had looked at."""
    topics: int = 0
    publishers: int = 0
    evidence: tuple[str, ...] = ()
    """How the numbers of the site were found."""
    is_desk_written: bool = False
    differences: tuple[str, ...] = ()
    """Keys in which the desk's own file, which was left as it is, says something else than the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What an export wrote."""

    folder: str
    files: int = 0
    """Of the site."""
    files_bytes: int = 0
    written: int = 0
    """The rest was there already, the same."""
    removed: int = 0
    """Files that the site has no longer."""
    records_new: tuple[str, ...] = ()
    """Made by the desk."""
    records_changed: tuple[str, ...] = ()
    """That the desk has since come to judge otherwise."""
    records_hidden: tuple[str, ...] = ()
    """Of stories that an editor took off the site."""
    pages_made: int = 0
    """Pages of the JSON interface that were made anew."""
