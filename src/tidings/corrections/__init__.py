"""An editor's corrections of stories: which orders hold, and what has to move.

Everything here is a function of its arguments: ``tidings.orderlines`` reads the lines of the orders file, and
``tidings.correcting`` finds out which articles they mean.
"""

from .moves import Likeness, apply_orders, carry_out, find_broken
from .settling import Contradiction, find_second_leads, settle

__all__ = [
    "Contradiction",
    "Likeness",
    "apply_orders",
    "carry_out",
    "find_broken",
    "find_second_leads",
    "settle",
]
