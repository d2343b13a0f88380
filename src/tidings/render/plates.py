"""What files are printed from: a path, a key of everything that the file shows, and how to make it.

A file whose key is the one that it was made by last is not made again.  What shows something of a whole edition has no
key: it is made each time, and is kept only where its bytes differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files as package_files
from typing import Any, Final

import msgspec

from ..model import NO_THEME, Edition, File, PastFront, RankedStory, Theme
from ..rules import RULES_VERSION

KEY_BYTES: Final = 12
"""Enough that two keys of one path never meet."""
OF_STORIES: Final = (
    "number",
    "as_of",
    "stories",
    "sources",
    "redirects",
    "withdrawn",
    "rules_lines",
    "health",
    "front",
)
"""Parts of an edition that pages of single stories show nothing of, but for the stories themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """One file to be made."""

    path: str
    make: Callable[[], bytes]
    key: str = ""
    """Of all that the file shows; empty: nobody knows until it is made."""

    def print(self) -> File:
        """The file."""
        return File(path=self.path, data=self.make())


def plate_of(file: File) -> Plate:
    """A file that is made already."""
    return Plate(path=file.path, make=lambda: file.data)


def printed(plates: Iterable[Plate]) -> list[File]:
    """All of the files."""
    return [plate.print() for plate in plates]


def renewed(plates: Iterable[Plate], known: Mapping[str, str]) -> Iterator[tuple[Plate, File | None]]:
    """Each plate with its file, or nothing where it was made by the same key before; ``known`` are the keys by path."""
    for plate in plates:
        is_same = bool(plate.key) and known.get(plate.path) == plate.key
        yield plate, None if is_same else plate.print()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An edition ready for the press."""

    edition: Edition
    outputs: Collection[str]
    """All that are made, so that pages link only what there is."""
    has_linked_pictures: bool = False
    """Some pictures come from publishers' own servers."""
    frame: str
    """The key of what all pages share."""
    keys: Mapping[str, str]
    """Of each story's own files, by the story's id."""
    fronts: Sequence[PastFront] = ()
    """The front pages of the days, the newest first."""
    theme: Theme = NO_THEME

    def key_of(self, stories: Iterable[RankedStory], *shown: Any) -> str:
        """The key of a file that shows these stories in this order, and ``shown`` beside them."""
        return digest_of([self.frame, [self.keys[story.id] for story in stories], shown])


def issue_of(
    edition: Edition, outputs: Collection[str], *, fronts: Sequence[PastFront] = (), theme: Theme = NO_THEME
) -> Issue:
    """An edition, cleaned, with the keys of its stories."""
    pictures = (story.lead.picture for story in edition.stories)
    has_linked_pictures = any(picture and not picture.copies for picture in pictures)
    frame = frame_of(edition, outputs, theme, has_linked_pictures=has_linked_pictures)
    named = {story.id: (story.slug, story.headline) for story in edition.stories}
    took_in = {new for _, new in edition.redirects}
    keys = {
        story.id: story_key(story, frame, [neighbours_of(story, named), story.slug in took_in])
        for story in edition.stories
    }
    return Issue(
        edition=edition,
        outputs=outputs,
        has_linked_pictures=has_linked_pictures,
        frame=frame,
        keys=keys,
        fronts=fronts,
        theme=theme,
    )


# ---------------------------------------------------------------- keys


def digest_of(value: Any) -> str:
    """A short name for a value: other values have others."""
    return hashlib.blake2b(msgspec.json.encode(value), digest_size=KEY_BYTES).hexdigest()


@cache
def form() -> str:
    """The form of our pages: changes with the programs and templates that make them."""
    digest = hashlib.blake2b(f"{version('tidings')} {RULES_VERSION}".encode(), digest_size=KEY_BYTES)
    here = package_files(__package__ or "")
    for folder in (here, here / "templates"):
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.is_file() and file.name.endswith((".py", ".html")):
                digest.update(file.read_bytes())
    return digest.hexdigest()


def frame_of(
    edition: Edition, outputs: Collection[str], theme: Theme = NO_THEME, *, has_linked_pictures: bool = False
) -> str:
    """What pages of single stories share: masthead, topics, templates, and what else they lead to."""
    parts = {field.name: getattr(edition, field.name) for field in fields(edition) if field.name not in OF_STORIES}
    return digest_of([form(), sorted(outputs), has_linked_pictures, theme.templates, theme.has_fonts, parts])


def neighbours_of(story: RankedStory, named: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Slug and headline of the stories that a story's own files name: what its reports would have joined next."""
    wanted = (report.placement.runner_up_id for report in story.reports)
    return [named[story_id] for story_id in wanted if story_id in named]


def story_key(story: RankedStory, frame: str, shown: Any) -> str:
    """The key of a story's own files; ``shown`` is what they show of others.  Where it stands now is no part of it."""
    bare = replace(story, rank=0, heat=0.0, heat_shares=(), place=None)
    fresh = sorted([share.article_id, share.kind, share.source, share.points_fresh] for share in story.heat_shares)
    return digest_of([frame, bare, story.place, fresh, shown])
