"""What a channel says about being asked: how often, when not, and who tells of changes."""

from __future__ import annotations

import re

from ..model import FeedHints
from .draft import Draft
from .fields import join, web_url

PERIODS_S = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
"""``sy:updatePeriod`` in seconds; a month has 30 days, a year 365."""
DAYS = {name: number for number, name in enumerate("mon tue wed thu fri sat sun".split())}
TTL_MINUTES_MAX = 525_600
"""A year; longer ones are mistakes."""
FREQUENCY_MAX = 86_400
NUMBER = re.compile(r"\d{1,7}")


def hints_of(channel: Draft, base: str) -> FeedHints:
    """The hints of a channel; what makes no sense is unsaid."""
    said = channel.said
    return FeedHints(
        ttl_s=min(number_in(said.get("ttl", "")), TTL_MINUTES_MAX) * 60,
        period_s=period_s(said),
        skip_hours=tuple(sorted({hour % 24 for hour in numbers_in(said.get("skiphours", "")) if hour <= 24})),
        skip_days=tuple(sorted({DAYS[day[:3]] for day in said.get("skipdays", "").lower().split() if day[:3] in DAYS})),
        hub_url=link_to(channel, "hub", base),
        topic_url=link_to(channel, "self", base),
    )


def period_s(said: dict[str, str]) -> int:
    """Seconds between two updates; 0: unsaid."""
    period = PERIODS_S.get(said.get("updateperiod", "").strip().lower(), 0)
    if not period and number_in(said.get("updatefrequency", "")):
        period = PERIODS_S["daily"]  # the module's default
    frequency = number_in(said.get("updatefrequency", "")) or 1
    return period // min(frequency, FREQUENCY_MAX)


def link_to(channel: Draft, relation: str, base: str) -> str:
    """The channel's link of a relation."""
    for link in channel.links:
        if relation in link.relation.split() and (
            url := web_url(link.href, join(base, link.base) if link.base else base)
        ):
            return url
    return ""


def number_in(text: str) -> int:
    """The first number of a text; 0: there is none."""
    return next(iter(numbers_in(text)), 0)


def numbers_in(text: str) -> list[int]:
    """The numbers of a text."""
    return [int(digits) for digits in NUMBER.findall(text)]
