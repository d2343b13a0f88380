"""All files of an edition, whoever makes them: our own, and those of the reference system's interface."""

from __future__ import annotations

from .everyday.from_edition import EVERYDAY_OUTPUT, everyday_api, records_of
from .model import Desk, Edition, File
from .render import OUTPUTS, clean, refuse_double_paths, render


def make_files(edition: Edition, desk: Desk) -> list[File]:
    """The files of every output that the desk does not leave out, sorted by path.

    Raises RenderError where a page cannot be made, naming it.
    """
    outputs = [name for name in (*OUTPUTS, EVERYDAY_OUTPUT) if name not in desk.rules.publish.leave_out]
    files = render(edition, outputs=outputs)
    if EVERYDAY_OUTPUT in outputs:
        cleaned = clean(edition)
        theirs = everyday_api(cleaned, records_of(cleaned, desk.rules.everyday))
        files = sorted([*files, *theirs], key=lambda file: file.path)
        refuse_double_paths(files)
    return files
