"""Giving an editor's orders."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Literal

from .. import inquire, pipeline
from .desks import read_clock


def order(
    kind: Literal["pin", "spike"], slug: str, *, folder: Path, why: str, undo: bool, is_private: bool = False
) -> str:
    """Give an order or take it back; a sentence that says what will happen.

    Raises NotFoundError where no story has the slug.
    """
    with inquire.open_memory(folder) as db:
        if undo:
            was_there = pipeline.take_order_back(db, kind, slug)
            return f"{slug}: no longer {kind}" if was_there else f"{slug}: there was no such order"
        why = why or "no reason given"
        pipeline.give_order(db, kind, slug, who=getpass.getuser(), why=why, now=read_clock(None), is_private=is_private)
    return f"{slug}: {kind}, from the next run on"
