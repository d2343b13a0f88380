"""Moments, days and numbers in words a reader understands.

Moments are told absolutely, in the masthead's time zone: a page that says "3 hours ago" is wrong
an hour later.  Month names are our own, since the machine's locale must not change a page.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..errors import RenderError

MONTHS: Final = "January February March April May June July August September October November December".split()
WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def zone_of(name: str) -> ZoneInfo:
    """The time zone of an IANA name; raises RenderError where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RenderError(
            f"rendering: this machine knows no time zone {name!r}; set masthead.time_zone to an IANA name"
            " such as Europe/Oslo, or install the tzdata package"
        ) from error


def told_moment(moment: datetime, zone: ZoneInfo) -> str:
    """``20 March 2026, 14:05 GMT``."""
    local = moment.astimezone(zone)
    name = local.tzname() or "UTC"
    name = f"UTC{name}" if name[0] in "+-" else name
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}, {local:%H:%M} {name}"


def told_briefly(moment: datetime, zone: ZoneInfo, today: date | None = None) -> str:
    """``14:05`` on the day itself, else ``19 March, 14:05``, with the year where that is not today's."""
    local = moment.astimezone(zone)
    if today and local.date() == today:
        return f"{local:%H:%M}"
    year = "" if today and local.year == today.year else f" {local.year}"
    return f"{local.day} {MONTHS[local.month - 1]}{year}, {local:%H:%M}"


def told_day(day: date) -> str:
    """``Friday 20 March 2026``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def iso_moment(moment: datetime) -> str:
    """A moment for machines: UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def told_number(value: float, decimals: int = 1) -> str:
    """A number without superfluous noughts."""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def told_count(count: int, one: str, many: str = "") -> str:
    """``1 source``, ``4 sources``, ``2 stories``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def told_share(share: float) -> str:
    """A share of one as a percentage."""
    return f"{share:.0%}"
