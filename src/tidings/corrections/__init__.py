"""An editor's corrections of stories: the lines of the orders file, which of them hold, and what has to move.

Everything here is a function of its arguments; which articles the lines mean is found out in ``tidings.correcting``.
"""

from .lines import ORDERS_HEAD, KeyedOrder, LineProblem, OrderLine, OrdersFile, keyed, parse_orders, write_order
from .moves import Likeness, apply_orders, carry_out, find_broken
from .settling import Contradiction, find_second_leads, settle

__all__ = [
    "ORDERS_HEAD",
    "Contradiction",
    "KeyedOrder",
    "Likeness",
    "LineProblem",
    "OrderLine",
    "OrdersFile",
    "apply_orders",
    "carry_out",
    "find_broken",
    "find_second_leads",
    "keyed",
    "parse_orders",
    "settle",
    "write_order",
]
