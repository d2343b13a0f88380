"""The orders file at work: which articles its lines mean, what they move, and what is told of them."""

from .cases import OrdersCheck, PairCase, check_orders, read_pairs, write_pairs
from .moving import correct_stories, permitted, without
from .naming import NamedOrder, OrdersTaken, take_orders
from .reading import contradictions_in, read_orders
from .standing import OrderStanding, report_lines, standings
from .writing import GivenOrder, give_order, remove_line, write_new_file

__all__ = [
    "GivenOrder",
    "NamedOrder",
    "OrderStanding",
    "OrdersCheck",
    "OrdersTaken",
    "PairCase",
    "check_orders",
    "contradictions_in",
    "correct_stories",
    "give_order",
    "permitted",
    "read_orders",
    "read_pairs",
    "remove_line",
    "report_lines",
    "standings",
    "take_orders",
    "without",
    "write_new_file",
    "write_pairs",
]
