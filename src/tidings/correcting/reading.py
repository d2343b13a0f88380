"""The orders file as it lies on the disk."""

from __future__ import annotations

from pathlib import Path

from ..corrections import Contradiction, settle
from ..model import ORDERS_FILE
from ..orderlines import LineProblem, OrdersFile, keyed, parse_orders

ORDERS_BYTES_MAX = 5_000_000
"""A file larger than this is no list of orders."""


def read_orders(folder: Path) -> tuple[OrdersFile, bool]:
    """What a desk's orders file says, and whether it could be read; one that is not there says nothing."""
    path = folder / ORDERS_FILE
    try:
        if path.stat().st_size > ORDERS_BYTES_MAX:
            return unreadable(f"larger than {ORDERS_BYTES_MAX:,} bytes; this cannot be a list of orders"), False
        return parse_orders(path.read_text(encoding="utf-8"), path=ORDERS_FILE), True
    except (FileNotFoundError, NotADirectoryError):
        return OrdersFile(path=ORDERS_FILE), False
    except UnicodeDecodeError as error:
        return unreadable(f"not UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8"), False
    except OSError as error:
        return unreadable(f"cannot be read: {error.strerror}; mend its rights"), False


def unreadable(reason: str) -> OrdersFile:
    """A file with one mistake: all of it."""
    return OrdersFile(path=ORDERS_FILE, problems=(LineProblem(file=ORDERS_FILE, line=0, reason=reason),))


def contradictions_in(file: OrdersFile) -> tuple[Contradiction, ...]:
    """Lines that contradict each other as they are written, before anybody knows which articles they mean."""
    return settle(map(keyed, file.orders))[1]
