"""The dates publishers really write: RFC 822 with its usual sins, and ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from .model import DateClaim

RAW_CHARS_MAX = 100
"""A longer text is not a date; this much of it is kept as evidence."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier janv enero ene gennaio gen janeiro",
            "feb february februar février fevrier fév fev févr fevr febrero febbraio fevereiro",
            "mar march märz maerz mrz mars marzo março marco",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag maio",
            "jun june juni juin junio giugno giu junho",
            "jul july juli juillet juil jui julio luglio lug julho",
            "aug august août aout agosto ago",
            "sep sept september septembre septiembre settembre set setembro",
            "oct october oktober okt octobre octubre ottobre ott outubro out",
            "nov november novembre noviembre novembro",
            "dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
ZONES_HOURS = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2,
    "eet": 2, "sast": 2, "eest": 3, "msk": 3, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "ast": -4, "adt": -3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip
TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{1,2})(?:[.,](?P<fraction>\d+))?)?\s*(?P<half>[ap]\.?m\.?)?"
)
ZONE = r"(?:\(?(?P<zone>[+-]\s?\d{1,2}:?(?:\d{2})?|(?:GMT|UTC)[+-]\d{1,2}:?(?:\d{2})?|[A-Za-z]{1,5})\)?)?"
ISO = re.compile(
    rf"(?P<year>\d{{4}})(?:-?(?P<month>\d{{2}})(?:-?(?P<day>\d{{2}})(?:[T\s]+{TIME}\s*{ZONE})?)?)?(?:\s*\([^)]*\))?\Z",
    re.IGNORECASE,
)
WEEKDAY = r"(?:[^\W\d]{2,12}\.?,?\s+)?"
RFC = re.compile(
    rf"{WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]+(?:de\s+)?(?P<name>[^\W\d_]{{3,10}})\.?,?[\s-]+(?:de\s+)?(?P<year>\d{{2,4}}),?"
    rf"(?:[\s,T-]+{TIME}\s*{ZONE})?(?:\s*\([^)]*\))?\Z",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    rf"{WEEKDAY}(?P<name>[^\W\d_]{{3,10}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:(?P<year>\d{{4}}),?(?:[\s,-]+(?:at\s+)?{TIME}\s*{ZONE})?"
    rf"|{TIME.replace('?P<', '?P<c')}\s*{ZONE.replace('?P<', '?P<c')}\s+(?P<cyear>\d{{4}}))\Z",
    re.IGNORECASE,
)
CENTURY_BREAK = 70
"""Two-digit years from here on are of the twentieth century (RFC 2822 says 50; no feed is older than 1995)."""


def parse_date(raw: str, element: str) -> DateClaim:
    """How we read a date; ``at`` is None where it cannot be read.  Never raises."""
    text = " ".join(raw.split())[:RAW_CHARS_MAX]
    for form in (ISO, RFC, AMERICAN):
        if match := form.match(text):
            parts = {name.removeprefix("c"): value for name, value in match.groupdict().items() if value is not None}
            return claim(text, element, parts)
    return DateClaim(raw=text, element=element)


def claim(raw: str, element: str, parts: dict[str, str]) -> DateClaim:
    """The moment of the parts of a date, where they make one."""
    offset = find_offset(parts.get("zone", ""))
    try:
        moment = naive_moment(parts)
        at = (moment - (offset or timedelta())).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return DateClaim(raw=raw, element=element)
    return DateClaim(raw=raw, element=element, at=at, zone="assumed" if offset is None else "stated")


def naive_moment(parts: dict[str, str]) -> datetime:
    """The moment on the publisher's clock; raises ValueError for what is in no calendar."""
    month = MONTHS.get(parts["name"].lower(), 0) if "name" in parts else int(parts.get("month", 1))
    hour, second = hour_of(parts), int(parts.get("second", 0))
    moment = datetime(  # noqa: DTZ001  # the zone is reckoned with afterwards
        year_of(parts["year"]), month, int(parts.get("day", 1)), 0 if hour == 24 else hour, int(parts.get("minute", 0)),
        min(second, 59),
    )  # fmt: skip
    if second > 60:  # 60 is a leap second
        raise ValueError("seconds")
    fraction = int(parts["fraction"][:6].ljust(6, "0")) if "fraction" in parts else 0
    return moment.replace(microsecond=fraction) + timedelta(days=1 if hour == 24 else 0)


def hour_of(parts: dict[str, str]) -> int:
    """The hour, 0 to 24, with "pm" reckoned in."""
    hour, half = int(parts.get("hour", 0)), parts.get("half", "").lower()[:1]
    if half and not 1 <= hour <= 12:
        raise ValueError("hour")
    return hour % 12 + (12 if half == "p" else 0) if half else hour


def year_of(text: str) -> int:
    """The year, with its century."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= CENTURY_BREAK else 2000)


def find_offset(zone: str) -> timedelta | None:
    """How far a zone is ahead of UTC; None where none is stated or it is unknown."""
    name = zone.replace(" ", "").lower()
    if name in ZONES_HOURS:
        return timedelta(hours=ZONES_HOURS[name])
    match = re.fullmatch(r"(?:gmt|utc)?([+-])(\d{1,2}?):?(\d{2})?", name)
    if not match:
        return None
    sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > timedelta(hours=18):
        return None
    return -offset if sign == "-" else offset
