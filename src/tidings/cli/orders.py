"""Giving an editor's orders."""

from __future__ import annotations

import getpass
from pathlib import Path

from .. import inquire, orders
from ..model import OrderKind
from .desks import read_clock


def order(kind: OrderKind, slug: str, *, folder: Path, why: str, undo: bool, is_private: bool = False) -> str:
    """Give an order or take it back; a sentence that says what will happen.

    Raises NotFoundError where no story has the slug.
    """
    with inquire.open_memory(folder) as db:
        if undo:
            was_there = orders.take_order_back(db, kind, slug)
            return f"{slug}: no longer {kind}" if was_there else f"{slug}: there was no such order"
        why = why or "no reason given"
        orders.give_order(db, kind, slug, who=getpass.getuser(), why=why, now=read_clock(None), is_private=is_private)
    return f"{slug}: {kind}, from the next run on"


def boost(target: str, *, folder: Path, points: float, why: str, undo: bool, is_private: bool = False) -> str:
    """Move an article up or let it go; a sentence that says what will happen.

    Raises NotFoundError where nothing is called so.
    """
    with inquire.open_memory(folder) as db:
        if undo:
            was_there = orders.take_boost_back(db, target)
            return f"{target}: no longer boosted" if was_there else f"{target}: there was no boost"
        who, why = getpass.getuser(), why or "no reason given"
        now = read_clock(None)
        headline = orders.give_boost(db, target, points=points, who=who, why=why, now=now, is_private=is_private)
    return f"{headline}: boosted by {points:g} points, from the next run on"
