"""How the outlets write dates: rightly in many ways, and wrongly in five."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

# Spelled here: strftime would follow the reader's locale.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
OUTLETS_OWN_ZONE = timezone(timedelta(hours=1))
FAULTS = ("future", "year-one", "unreadable", "missing", "no-zone")


def stamp(moment: datetime, style: str) -> str:
    """A moment (in UTC, whole seconds) as an outlet writes it; raises KeyError for an unknown style."""
    day, month = DAYS[moment.weekday()], MONTHS[moment.month - 1]
    clock = f"{moment.hour:02}:{moment.minute:02}:{moment.second:02}"
    bare = moment.replace(tzinfo=None)
    return {
        "rfc822": f"{day[:3]}, {moment.day:02} {month[:3]} {moment.year:04} {clock} +0000",
        "gmt": f"{day[:3]}, {moment.day:02} {month[:3]} {moment.year:04} {clock} GMT",
        "short-year": f"{moment.day:02} {month[:3]} {moment.year % 100:02} {clock} +0000",
        "iso-z": f"{bare.isoformat()}Z",
        "iso-offset": moment.astimezone(OUTLETS_OWN_ZONE).isoformat(),
        "iso-fraction": f"{bare.isoformat()}.000+00:00",
        "naive": f"{bare.date().isoformat()} {clock}",
        "american": f"{month} {moment.day}, {moment.year} {moment.hour:02}:{moment.minute:02} GMT",
    }[style]


def faulty_stamp(moment: datetime, style: str, fault: str) -> str:
    """A date as it should not be; raises KeyError for an unknown fault."""
    clock = f"{moment.hour:02}:{moment.minute:02}"
    return {
        "future": stamp(moment + timedelta(days=3), style),
        "year-one": "0001-01-01T00:00:00Z",
        "unreadable": f"{DAYS[moment.weekday()]}, a little after the noon gun",
        "missing": "",
        "no-zone": f"{moment.date().isoformat()} {clock}",
    }[fault]


def day_part(moment: datetime) -> str:
    """``Tuesday morning``."""
    parts = ((5, "before dawn"), (12, "morning"), (18, "afternoon"), (24, "evening"))
    return f"{DAYS[moment.weekday()]} {next(name for end, name in parts if moment.hour < end)}"


def day_after(moment: datetime) -> str:
    """The name of the next day."""
    return DAYS[(moment.weekday() + 1) % 7]
