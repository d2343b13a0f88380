"""The dates publishers really write: RFC 822 and ISO 8601 with all their sins, and months in two dozen languages."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from .model import DateClaim

RAW_CHARS_MAX = 100
"""A longer text is not a date; this much of it is kept as evidence."""

MONTH_STEMS = (
    "jan gen ene ian sty ledn leden ocak янв січ ιαν tammi ينا",
    "feb fev fév lut unor suba фев лют φεβ helmi فبر",
    "mar maa mrt mrz maerz brez мар бер μαρ μαω مار",
    "apr avr abr kwi dube dubn nisa апр кві απρ huhti ابر",
    "may mai mag maj mei kvet маи мая трав μαι touko ماي",
    "jun juin giu iun cze cerv haz июн чер ιουν ιον kesa يوني",
    "jul juil lug iul lip cervene cervenc temm июл лип ιουλ ιολ heina يولي",
    "aug aou ago agu sie srp авг сер αυγ elo اغس",
    "sep set sze wrz zari eylu сен вер σεπ syys سبت",
    "oct okt ott out paz rije rijn ekim окт жов οκτ loka اكت",
    "nov noi lis kası ноя лис νοε marras نوف",
    "dec dez dic des gru prosin aral дек гру δεκ joulu ديس",
)
"""How the months begin in English, French, German, Spanish, Italian, Portuguese, Dutch, Polish, Czech,
Russian, Ukrainian, Greek, Hungarian, Romanian, Turkish, Indonesian, Arabic and the Nordic languages, without accents;
a longer stem wins (``marras`` is no ``mar``)."""
MONTH_BY_STEM = sorted(
    ((stem, number) for number, stems in enumerate(MONTH_STEMS, 1) for stem in stems.split()),
    key=lambda pair: -len(pair[0]),
)
ZONES_MINUTES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "west": 60, "wat": 60, "cet": 60, "met": 60,
    "mez": 60, "cest": 120, "mest": 120, "mesz": 120, "cat": 120, "sast": 120, "eet": 120, "eest": 180, "idt": 180,
    "eat": 180, "msk": 180, "trt": 180, "gst": 240, "pkt": 300, "ist": 330, "npt": 345, "ict": 420, "wib": 420,
    "awst": 480, "hkt": 480, "sgt": 480, "pht": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "acdt": 630,
    "aedt": 660, "nzst": 720, "nzdt": 780, "nst": -210, "ndt": -150, "brt": -180, "art": -180, "clt": -240,
    "ast": -240, "at": -240, "adt": -180, "est": -300, "et": -300, "edt": -240, "cst": -360, "ct": -360, "cdt": -300,
    "mst": -420, "mt": -420, "mdt": -360, "pst": -480, "pt": -480, "pdt": -420, "akst": -540, "akdt": -480,
    "hst": -600, "a": -60, "m": -720, "n": 60, "y": 720,
}  # fmt: skip
"""Minutes ahead of UTC, by a zone's short name; where several share a name, the one that most feeds mean."""
KOREAN_ZONE = "kst"
"""What dates in Korean words are in: they never say."""
KOREAN_WORDS = ("년", "오전", "오후")
OFFSET_MAX = timedelta(hours=18)
AFTERNOON = ("p", "오후", "午後", "下午")
CENTURY_BREAK = 70
"""Two-digit years from here on are of the twentieth century (RFC 2822 says 50; no feed is older than 1995)."""
EPOCH_MIN, EPOCH_MAX = 788_918_400, 4_102_444_800
"""A bare number is seconds since 1970 when it falls between the years 1995 and 2100."""

HALF = r"(?:[ap]\.?m\.?|오전|오후|午前|午後|上午|下午)"
TIME = (
    rf"(?:(?P<half>{HALF})\s*)?(?P<hour>\d{{1,2}})[:.h](?P<minute>\d{{2}})"
    rf"(?:[:.](?P<second>\d{{1,2}})(?:[.,](?P<fraction>\d+))?)?\s*(?P<later>{HALF})?"
)
ZONE = (
    r"(?:\(?(?P<zone>[+-]\s?\d{1,2}:?(?:\d{1,2})?|(?:GMT|UTC)\s?[+-]\s?\d{1,2}:?(?:\d{2})?|(?:Etc/)?[A-Za-z]{1,5})\)?)?"
)
REST = r"(?:\s*\([^)]*\))?\Z"
WEEKDAY = r"(?:[^\W\d_]{2,14}(?:[.,]+\s*|\s+))?"
NAME = r"(?P<name>[^\W\d_]{3,14})\.?"
AT = r"(?:[\s,T–-]+(?:at\s+|um\s+|à\s+|kl\.?\s+)?"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # ISO 8601 and its looser relatives: 2026-02-18T05:12:33Z, 20260218, 2026/2/18 5:12, 2026-W08-3, 2026-049
        rf"(?P<year>\d{{4}})(?:(?P<dash>[-/.]?)(?P<month>\d{{2}})(?:(?P=dash)(?P<day>\d{{2}})(?:[T\s,]+{TIME}\s*{ZONE})?)?)?{REST}",
        rf"{WEEKDAY}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})\.?(?:[T\s,]+{TIME}\s*{ZONE})?{REST}",
        rf"(?P<year>\d{{4}})-?(?P<month>\d\d)-?(?P<day>\d\d)T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?\s*{ZONE}{REST}",
        rf"(?P<year>\d{{4}})-?W(?P<week>\d{{2}})(?:-?(?P<weekday>[1-7])(?:[T\s]+{TIME}\s*{ZONE})?)?{REST}",
        rf"(?P<year>\d{{4}})-?(?P<ordinal>\d{{3}})(?:[T\s]+{TIME}\s*{ZONE})?{REST}",
        # RFC 822: Wed, 18 Feb 2026 05:12:33 GMT, 18. Februar 2026, 18 de febrero de 2026
        (
            rf"{WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s-]+(?:de\s+|of\s+)?{NAME},?[\s-]+(?:de\s+)?(?P<year>\d{{2,4}})\.?г?\.?,?"
            rf"{AT}{TIME}\s*{ZONE})?{REST}"
        ),
        # February 18, 2026 5:12 am; Wed Feb 18 05:12:33 PST 2026
        rf"{WEEKDAY}{NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}),?{AT}{TIME}\s*{ZONE})?{REST}",
        rf"{WEEKDAY}{NAME}\s+(?P<day>\d{{1,2}})\s+{TIME}\s*{ZONE}\s+(?P<year>\d{{4}}){REST}",
        rf"{NAME}\s+(?P<year>\d{{4}})\Z",
        # 2026. február 18., 2004-július-13T9:15-05:00
        rf"{WEEKDAY}(?P<year>\d{{4}})[.,]?[\s-]*{NAME}[\s-]+(?P<day>\d{{1,2}})\.?,?(?:[\s,T]+{TIME}\s*{ZONE})?{REST}",
        # 2026年2月18日 05:12, 2026년 02월 18일 오후 5:12
        (
            rf"(?P<year>\d{{4}})\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日일]"
            rf"(?:\s*[(（]\w{{1,3}}[)）])?(?:\s*{TIME}\s*{ZONE})?{REST}"
        ),
        # 18.02.2026, 05:12; 18/02/2026 and 02/18/2026 where only one of them is a day
        rf"{WEEKDAY}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}),?{AT}{TIME}\s*{ZONE})?{REST}",
        rf"{WEEKDAY}(?P<day>1[3-9]|2\d|3[01])[/-](?P<month>\d{{1,2}})[/-](?P<year>\d{{4}}),?{AT}{TIME}\s*{ZONE})?{REST}",
        rf"{WEEKDAY}(?P<month>\d{{1,2}})[/-](?P<day>1[3-9]|2\d|3[01])[/-](?P<year>\d{{4}}),?{AT}{TIME}\s*{ZONE})?{REST}",
        rf"(?P<year>\d{{2}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[T\s]+{TIME}\s*{ZONE})?{REST}",
    )
)
COMMONEST = (FORMS[5], FORMS[0])
RFC_822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d\d?) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})"
    r" (\d\d):(\d\d):(\d\d) (GMT|UTC|Z|[+-](?:0\d|1[0-7])[0-5]\d)",
    re.ASCII,
)
ISO_8601 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3}|\.\d{6})?(?:Z|[+-](?:0\d|1[0-7]):[0-5]\d)", re.ASCII)
"""What nearly every date is, to the letter; all others are looked at more closely, and these could be, too."""
MONTHS = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?\Z")
OFFSET = re.compile(r"(?:gmt|utc)?([+-])(\d{1,2}?):?(\d{2})?\Z|(?:gmt|utc)?([+-])(\d{2})(\d)\Z")


def parse_date(raw: str, element: str) -> DateClaim:
    """How we read a date; ``at`` is None where it cannot be read.  Never raises."""
    text = " ".join(raw[: RAW_CHARS_MAX * 4].split())[:RAW_CHARS_MAX]
    if (at := find_moment(text)) is not None:
        return DateClaim(raw=text, element=element, at=at, zone="stated")
    for form in (*COMMONEST, *FORMS):
        if match := form.match(text):
            parts = {name: value for name, value in match.groupdict().items() if value is not None}
            found = claim(text, element, parts)
            if found.at is not None:
                return found
    seconds = EPOCH.match(text)
    if seconds and EPOCH_MIN <= int(seconds[1]) < EPOCH_MAX:
        return DateClaim(raw=text, element=element, at=datetime.fromtimestamp(int(seconds[1]), UTC), zone="stated")
    return DateClaim(raw=text, element=element)


@lru_cache(maxsize=256)
def find_moment(text: str) -> datetime | None:
    """The moment of a date as its standard wants it written; None for any other."""
    try:
        if ISO_8601.fullmatch(text):
            return datetime.fromisoformat(text).astimezone(UTC)
        if found := RFC_822.fullmatch(text):
            day, month, year, hour, minute, second, zone = found.groups()
            moment = datetime(int(year), MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
            return moment - offset if (offset := find_offset(zone)) else moment
    except (ValueError, OverflowError):
        pass
    return None


def claim(raw: str, element: str, parts: dict[str, str]) -> DateClaim:
    """The moment of the parts of a date, where they make one."""
    offset = find_offset(parts.get("zone", ""))
    assumed = timedelta(minutes=ZONES_MINUTES[KOREAN_ZONE] if is_korean(raw) else 0)
    try:
        moment = day_of(parts) + clock_of(parts)
        at = (moment - (assumed if offset is None else offset)).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return DateClaim(raw=raw, element=element)
    return DateClaim(raw=raw, element=element, at=at, zone="assumed" if offset is None else "stated")


def is_korean(raw: str) -> bool:
    """The date is in Korean words."""
    return any(word in raw for word in KOREAN_WORDS)


def assumed_zone(raw: str) -> str:
    """What a date that names no zone is read as, in words."""
    return "Korean time (+09:00)" if is_korean(raw) else "UTC"


def day_of(parts: dict[str, str]) -> datetime:
    """The beginning of the day; raises ValueError for what is in no calendar."""
    year = year_of(parts["year"])
    if "week" in parts:
        return datetime.fromisocalendar(year, int(parts["week"]), int(parts.get("weekday", 1)))
    if "ordinal" in parts:
        day = datetime(year, 1, 1) + timedelta(days=int(parts["ordinal"]) - 1)  # noqa: DTZ001  # the zone comes later
        if day.year != year:
            raise ValueError("no such day in the year")
        return day
    month = find_month(parts["name"]) if "name" in parts else int(parts.get("month", 1))
    return datetime(year, month, int(parts.get("day", 1)))  # noqa: DTZ001  # the zone comes later


def clock_of(parts: dict[str, str]) -> timedelta:
    """The time of the day; raises ValueError for what no clock shows.  24:00 and leap seconds are times."""
    hour, minute, second = hour_of(parts), int(parts.get("minute", 0)), int(parts.get("second", 0))
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        raise ValueError("time")
    fraction = int(parts["fraction"][:6].ljust(6, "0")) if "fraction" in parts else 0
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59), microseconds=fraction)


def hour_of(parts: dict[str, str]) -> int:
    """The hour, 0 to 24, with "pm" reckoned in."""
    hour, half = int(parts.get("hour", 0)), (parts.get("half") or parts.get("later") or "").lower()
    if not half:
        return hour
    if hour > 12:  # 17:30 pm says the same thing twice
        return hour
    return hour % 12 + (12 if half.startswith(AFTERNOON) else 0)


def year_of(text: str) -> int:
    """The year, with its century."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= CENTURY_BREAK else 2000)


@lru_cache(maxsize=1024)
def find_month(name: str) -> int:
    """The month of a name or an abbreviation; 0: it is none."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter)
    )
    return next((number for stem, number in MONTH_BY_STEM if plain.startswith(stem)), 0)


@lru_cache(maxsize=1024)
def find_offset(zone: str) -> timedelta | None:
    """How far a zone is ahead of UTC; None where none is stated or it is unknown."""
    name = zone.replace(" ", "").lower().removeprefix("etc/")
    if name in ZONES_MINUTES:
        return timedelta(minutes=ZONES_MINUTES[name])
    match = OFFSET.match(name)
    if not match:
        return None
    sign, hours, minutes = match[1] or match[4], match[2] or match[5], match[3] or match[6]
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > OFFSET_MAX:
        return None
    return -offset if sign == "-" else offset
