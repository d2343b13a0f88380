"""The files that a theme adds to the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from ..errors import RenderError
from ..model import File, Theme
from .plates import Plate, plate_of


def static_plates(theme: Theme, plates: Iterable[Plate]) -> Iterator[Plate]:
    """A theme's own files.  Raises RenderError where one would lie at the place of a file or folder of ours."""
    ours = {plate.path for plate in plates}
    folders = {folder for path in ours for folder in folders_of(path)}
    for path, data in theme.static:
        file = File(path=f"site/{path}", data=data)
        if file.path in ours | folders or not ours.isdisjoint(folders_of(file.path)):
            raise RenderError(f"rendering theme/static/{path}: the site has its own file or folder there; rename yours")
        yield plate_of(file)


def folders_of(path: str) -> list[str]:
    """The folders that a file lies in."""
    return [str(folder) for folder in PurePosixPath(path).parents]
