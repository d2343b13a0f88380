"""The line of the orders file that corrects a story: ``KIND ADDRESS [ADDRESS ...]   # why``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args

from ..errors import ConfigError
from ..model import StoryOrderKind
from ..text import squeeze
from ..urls import is_web_url

ORDER_KINDS: Final[tuple[StoryOrderKind, ...]] = get_args(StoryOrderKind)
TARGETS_MIN: Final = {"must-link": 2, "cannot-link": 2, "split": 1, "lead": 1, "kill": 1}
TARGETS_MAX: Final = {"lead": 1}
TARGETS_MAX_ELSE: Final = 200
"""Of one line: whoever ticks more has ticked a list, not a mistake."""
WHY_CHARS_MAX: Final = 300


def order_line(kind: str, urls: Sequence[str], why: str = "") -> str:
    """An order as a line of the file; raises ConfigError for what is none."""
    urls = list(dict.fromkeys(urls))
    if kind not in ORDER_KINDS:
        raise ConfigError(f"writing an order: {kind!r} is none; there are {', '.join(ORDER_KINDS)}")
    few, many = TARGETS_MIN[kind], TARGETS_MAX.get(kind, TARGETS_MAX_ELSE)
    if not few <= len(urls) <= many:
        wanted = str(few) if few == many else f"{few} to {many}"
        raise ConfigError(f"writing an order: {kind} takes {wanted} different articles, not {len(urls)}")
    for url in urls:
        if not is_orderable(url):
            raise ConfigError(f"writing an order: {url!r} is no address of an article")
    said = " ".join((kind, *urls))
    reason = squeeze("".join(sign if sign.isprintable() else " " for sign in why))[:WHY_CHARS_MAX]
    return f"{said}   # {reason}" if reason else said


def is_orderable(url: str) -> bool:
    """An address that can stand in a line: of the web, and one word."""
    return is_web_url(url) and url.isprintable() and len(url.split()) == 1
